/* The pipeline: see convert.h. SPDX-License-Identifier: MIT */
#include "convert.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "contents.h"
#include "emit/sheet_kit.h"
#include "pictures.h"
#include "read/xml/xml.h"
#include "read/xsd/validate.h"
#include "shape/match.h"

/* One input while it is read. */
struct run {
	struct convert *convert;
	struct container *container;
	struct entry *entry;            /* the part at hand */
	bool broken;                    /* nothing of this input may be kept */
	bool passed_over;               /* an account whose pictures nobody looked at */
	size_t exports;                 /* parts that are exports */
	struct pictures pictures;
};

/* One part of it. */
struct part {
	struct run *run;
	struct xml_reader *reader;
	struct loader *loader;
	struct validator *validator;
	struct xml_handler handlers[2]; /* borrowed by the reader, like the list of them */
	const struct xml_handler *list[2];
	bool stopped;                   /* the parse was ended: no more is wanted */
};

/* ---- accounts ---- */

static bool look_at_pictures(struct run *run, const struct account *account, struct media_list *list)
{
	const bool good = pictures_look(&run->pictures, run->entry, account, list);

	run->broken |= run->pictures.unreadable;
	return good;
}

static void flush(struct convert *convert)
{
	diag_flush(convert->diag, convert->printer);
}

static struct claim claim_of(const struct account *account)
{
	struct claim claim = {.id = value_text(account->id), .name = value_text(account->legalName),
		.account = account->node.place};

	if (account->id != NULL)
		claim.id_place = account->id->place;
	return claim;
}

static bool new_id(struct convert *convert, const struct claim *claim, size_t mark)
{
	if (*claim->id == '\0')
		return true;   /* nor does --schema deliver anything */
	if (convert->watch != NULL && convert->watch->claimed != NULL)
		convert->watch->claimed(convert->watch->to, claim, mark);
	return claims_add(&convert->claims, claim, convert->diag);
}

static bool is_there(struct convert *convert, const struct account *account, struct convert_result *result)
{
	return convert->watch != NULL && convert->watch->is_there != NULL && account->id != NULL &&
	    convert->watch->is_there(convert->watch->to, account, result);
}

static void describe(struct convert *convert, const struct shaped *shaped, struct convert_result *result)
{
	struct buf countries = {0};

	contents_countries(shaped, &countries);
	result->edition = shaped->edition->id;
	result->countries = arena_string(&convert->account_arena, buf_text(&countries));
	buf_free(&countries);
}

static bool shape_and_deliver(struct run *run, struct account *account, size_t mark,
    struct convert_result *result)
{
	struct convert *convert = run->convert;
	const struct media_list *looked_at;
	struct media_list media = {0};
	struct rules_context context = {0};
	struct shaped *shaped;

	/* Beside XML on standard input there are no pictures to look at (decision 12). */
	looked_at = container_has_files(run->container) ? &media : NULL;
	if (looked_at != NULL && !look_at_pictures(run, account, &media))
		return false;
	if (convert->deal != NULL && convert->deal->elsewhere(convert->deal->to, account, result))
		return true;
	shaped = shape_account(account, looked_at, &convert->shape, &convert->account_arena, convert->diag);
	context.media = looked_at;
	context.texts = shaped->plain_texts;
	context.profiles = shaped->profile_count;
	rules_check_account(convert->rules, account, &context, convert->diag);
	for (size_t i = 0; i < shaped->profile_count; i++) {
		context.refused = shaped->profiles[i].refused;
		rules_check_profile(convert->rules, &shaped->profiles[i].profile, &context, convert->diag);
		context.earlier = &shaped->profiles[i].profile;
		result->profiles += !context.refused;
		result->withheld += context.refused;
	}
	if (diag_worst(convert->diag, mark) >= DIAG_REFUSE_ACCOUNT)
		return false;
	if (shaped->profile_count == 0) {
		result->outcome = CONVERT_NOTHING;   /* --country left none: said by R208, and no bundle is made */
		return true;
	}
	if (convert->shaped != NULL)
		convert->shaped(convert->to, shaped, run->container, mark);
	describe(convert, shaped, result);
	return deliver_account(&convert->delivery, shaped, run->container, convert->diag, mark);
}

static void count_findings(const struct diag *diag, size_t mark, struct convert_result *result)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(diag, mark, &count);

	for (size_t i = 0; i < count; i++) {
		result->errors += entries[i].severity == DIAG_ERROR;
		result->warnings += entries[i].severity == DIAG_WARNING;
		if (result->reason == NULL && diag_rows[entries[i].code].effect >= DIAG_REFUSE_ACCOUNT)
			result->reason = diag_rows[entries[i].code].code;
	}
	result->decisions = diag_decisions(diag, mark);
}

static bool treat_account(struct run *run, struct account *account, const struct claim *claim, size_t mark,
    struct convert_result *result)
{
	struct convert *convert = run->convert;

	if (!planned_wants(&convert->planned, account, convert->diag)) {
		result->outcome = CONVERT_NOTHING;
		return true;
	}
	if (!new_id(convert, claim, mark))
		return false;
	if (is_there(convert, account, result)) {
		result->outcome = CONVERT_THERE;
		return true;
	}
	if (convert->depth == CONVERT_SHAPE)
		return shape_and_deliver(run, account, mark, result);
	return look_at_pictures(run, account, &(struct media_list){0});
}

static void end_account(struct run *run, const struct claim *claim, bool good, size_t mark,
    struct convert_result *result)
{
	struct convert *convert = run->convert;

	run->passed_over |= !good || result->outcome != CONVERT_DELIVERED;
	if (result->outcome != CONVERT_THERE)
		count_findings(convert->diag, mark, result);
	if (!good)
		result->profiles = result->withheld = 0;
	convert->totals.accounts++;
	convert->totals.profiles += result->profiles;
	convert->totals.withheld += result->withheld;
	convert->totals.decisions += result->decisions;
	if (!good) {
		result->outcome = CONVERT_REFUSED;
		convert->totals.refused++;
		claim_refused(claim, result->errors, convert->diag);
	}
}

static void tell_account(struct convert *convert, const struct convert_result *result)
{
	flush(convert);
	if (convert->watch != NULL && convert->watch->account != NULL)
		convert->watch->account(convert->watch->to, result);
	arena_reset(&convert->account_arena);
}

static bool take_account(void *to, struct account *account, bool usable, size_t mark)
{
	struct part *part = to;
	struct convert *convert = part->run->convert;
	const struct convert_deal *deal = convert->deal;
	const struct claim claim = claim_of(account);
	struct convert_result result = {.outcome = CONVERT_DELIVERED, .id = claim.id, .name = claim.name,
		.edition = "", .countries = ""};
	bool good;

	if (deal != NULL)
		deal->account(deal->to);
	good = usable && treat_account(part->run, account, &claim, mark, &result);
	if (convert->seen != NULL)
		convert->seen(convert->to, account, good);
	planned_meet(&convert->planned, account);
	end_account(part->run, &claim, good, mark, &result);
	if (deal != NULL && deal->done != NULL)
		deal->done(deal->to, account, &result, mark);
	tell_account(convert, &result);
	return !part->run->broken;
}

/* Whether this process needs the account itself, whoever has made its bundle. */
static bool is_needed(const struct convert *convert)
{
	const struct convert_watch *watch = convert->watch;

	return convert->seen != NULL || convert->shaped != NULL || convert->planned.plan != NULL ||
	    (watch != NULL && (watch->claimed != NULL || watch->is_there != NULL));
}

/* Another process has made it already. */
static bool take_made(struct part *part, const struct place *account, uint64_t end, size_t mark)
{
	struct convert *convert = part->run->convert;
	const struct convert_deal *deal = convert->deal;
	struct convert_result result = {.outcome = CONVERT_DELIVERED, .edition = "", .countries = ""};
	struct claim claim = {.account = *account};

	if (!deal->made(deal->to, account, end, &result))
		return false;
	claim.id = result.id;
	claim.name = result.name;
	claims_add(&convert->claims, &claim, convert->diag);
	end_account(part->run, &claim, true, mark, &result);
	tell_account(convert, &result);
	return true;
}

static bool unwanted(void *to, const struct place *account, uint64_t end, size_t mark)
{
	struct part *part = to;
	struct convert *convert = part->run->convert;
	const struct convert_deal *deal = convert->deal;

	if (deal == NULL)
		return false;
	if (deal->made != NULL)
		return !is_needed(convert) && take_made(part, account, end, mark);
	if (!deal->unwanted(deal->to))
		return false;
	part->run->passed_over = true;
	flush(convert);   /* as behind every account */
	return true;
}

/* Without other files in the archive, no account depends on those before it: what is told of a missing
 * picture names files that none of them has named. */
static bool is_only_file(const struct run *run)
{
	size_t files = 0;

	for (size_t i = 0; i < container_count(run->container); i++)
		files += container_entry(run->container, i)->kind == ENTRY_FILE;
	return files == 1;
}

/* Whether the reader takes the accounts one by one and asks of each whether it is wanted. It does so where all
 * are, too: how far a damaged archive is read before that is known is then the same for any number of processes. */
static bool one_by_one(const struct run *run)
{
	return run->convert->delivery.target != NULL && is_only_file(run);
}

/* ---- parts ---- */

static const char *path_of_part(void *to)
{
	return xml_path(((const struct part *)to)->reader);
}

static void open_part(struct part *part)
{
	struct convert *convert = part->run->convert;
	const uint32_t source = container_source(part->run->container, part->run->entry);
	struct load_options load = {
		.arena = &convert->account_arena, .diag = convert->diag, .path = path_of_part,
		.path_of = part, .account = take_account, .unwanted = unwanted, .to = part,
		.part = (size_t)part->run->entry->index,
	};
	size_t count = 0;

	part->loader = load_open(&load);
	if (convert->xsd != NULL) {
		part->validator = validator_open(convert->xsd, path_of_part, part, convert->diag);
		part->handlers[count++] = validator_handler(part->validator);
	}
	part->handlers[count++] = load_handler(part->loader);
	for (size_t i = 0; i < count; i++)
		part->list[i] = &part->handlers[i];
	part->reader = xml_open(source, convert->container.limits, part->list, count, convert->schema,
	    convert->diag);
	xml_repeats(part->reader, element_repeats);
	if (one_by_one(part->run))
		xml_pass_over(part->reader, load_unwanted, part->loader);
}

static void close_part(struct part *part)
{
	xml_close(part->reader);
	validator_close(part->validator);
	load_close(part->loader);
	arena_reset(&part->run->convert->account_arena);
}

static bool contains(const char *data, size_t size, const char *word, size_t stride)
{
	const size_t length = strlen(word);

	for (size_t i = 0; i + length * stride <= size; i++) {
		size_t j = 0;

		while (j < length && data[i + j * stride] == word[j])
			j++;
		if (j == length)
			return true;
	}
	return false;
}

static bool named_as_part(const struct run *run, const struct entry *entry)
{
	const char *name = entry->name;
	const size_t length = strlen(name);

	return !container_is_archive(run->container) ||
	       (length > 4 && ascii_same(name + length - 4, ".xml"));
}

/* An archive may hold other XML, pictures among them (SVG): only what calls
 * itself .xml or names the root element in its first piece is read as a part. */
static bool looks_like_part(const struct run *run, const char *data, size_t size)
{
	return named_as_part(run, run->entry) ||
	       (xml_sniff(data, size) && (contains(data, size, "PinpointExport", 1) ||
	        contains(data, size, "PinpointExport", 2)));
}

static bool feed_part(void *to, const char *data, size_t size)
{
	struct part *part = to;

	if (part->reader == NULL) {
		if (!looks_like_part(part->run, data, size))
			return false;
		open_part(part);
	}
	if (xml_feed(part->reader, data, size))
		return true;
	part->stopped = true;
	return false;
}

/* False when what was read makes the whole input unusable. */
static bool finish_part(struct part *part, enum read_result result)
{
	struct run *run = part->run;

	if (result == READ_FAILED)
		return false;
	if (part->reader == NULL && result == READ_WHOLE && named_as_part(run, run->entry))
		open_part(part);   /* not one byte: the parser says so */
	if (part->reader == NULL)
		return true;
	if (!part->stopped && !xml_finish(part->reader)) {
		part->stopped = true;
	}
	if (load_root(part->loader) == LOAD_OTHER)
		return container_is_archive(run->container) ||
		    diag_add(run->convert->diag, DIAG_R130,
		        &(struct place){.source = container_source(run->container, run->entry)}, NULL, NULL);
	run->entry->used = true;
	run->exports += load_root(part->loader) == LOAD_EXPORT;
	return !part->stopped;
}

static void read_part(struct run *run, struct entry *entry)
{
	struct part part = {.run = run};
	const struct piece_sink sink = {feed_part, &part};

	run->entry = entry;
	if (!finish_part(&part, container_read(run->container, entry, &sink)))
		run->broken = true;
	run->convert->totals.cut_short += run->broken && part.reader != NULL && part.stopped &&
	    load_root(part.loader) != LOAD_OTHER;
	close_part(&part);
}

/* One note for each entry that nothing uses: unless it may belong to an account
 * that was refused, or passed over, before its pictures were looked at. */
static void name_unused(struct run *run)
{
	if (run->passed_over)
		return;
	for (size_t i = 0; i < container_count(run->container); i++) {
		const struct entry *entry = container_entry(run->container, i);

		if (entry->kind == ENTRY_FILE && !entry->used)
			diag_add(run->convert->diag, DIAG_R131,
			    &(struct place){.source = container_source(run->container, NULL)}, NULL,
			    DIAG_VALUES(entry->name));
	}
}

static void read_parts(struct run *run)
{
	for (size_t i = 0; i < container_count(run->container) && !run->broken; i++) {
		struct entry *entry = container_entry(run->container, i);

		if (entry->kind == ENTRY_FILE)
			read_part(run, entry);
	}
	if (run->broken)
		return;
	if (run->exports == 0) {
		run->broken = true;
		diag_add(run->convert->diag, DIAG_R130,
		    &(struct place){.source = container_source(run->container, NULL)}, NULL, NULL);
		return;
	}
	name_unused(run);
}

/* Bytes of XML that are to be expected. */
static uint64_t size_of_parts(const struct run *run)
{
	uint64_t size = 0;

	for (size_t i = 0; i < container_count(run->container); i++) {
		const struct entry *entry = container_entry(run->container, i);

		if (entry->kind == ENTRY_FILE && named_as_part(run, entry))
			size += entry->size < UINT64_MAX - size ? entry->size : UINT64_MAX - size;
	}
	return size;
}

static void commit(struct run *run)
{
	struct bundle_target *target = run->convert->delivery.target;

	if (target == NULL)
		return;
	if (run->broken)
		bundle_abort(target);
	else if (!bundle_commit(target))
		run->broken = true;
}

static void open_kit(struct convert *convert)
{
	struct delivery *delivery = &convert->delivery;
	struct buf start = {0};

	delivery->provenance.kit = convert->kit = sheet_kit_open(delivery->provenance.lang);
	sheet_start(&start, convert->kit);
	delivery->sheet_start = bundle_start_make(start.data, start.length);
	buf_free(&start);
}

bool convert_input(struct convert *convert, const char *path)
{
	struct run run = {.convert = convert};
	const size_t refused = convert->totals.refused;
	const bool bundles = convert->delivery.target != NULL;
	const bool hash = bundles || convert->hash || convert->planned.plan != NULL;

	convert->totals.inputs++;
	if (bundles && convert->kit == NULL)
		open_kit(convert);
	if (convert->rules == NULL && convert->depth == CONVERT_SHAPE)
		convert->rules = rules_open(convert->shape.catalogue, convert->shape.edition);
	if (convert->shape.matches == NULL && convert->depth == CONVERT_SHAPE)
		convert->shape.matches = match_open();
	run.container = container_open(path, hash, &convert->container, convert->diag);
	run.pictures = (struct pictures){.container = run.container, .arena = &convert->account_arena};
	run.broken = run.container == NULL;
	if (!run.broken) {
		convert->delivery.provenance.file = container_name(run.container);
		convert->delivery.provenance.sha256 = hash ? container_sha256(run.container) : NULL;
		run.broken = (hash && convert->delivery.provenance.sha256 == NULL) ||
		    !planned_for(&convert->planned, convert->delivery.provenance.sha256, convert->diag);
	}
	if (!run.broken && convert->deal != NULL && convert->deal->input != NULL)
		convert->deal->input(convert->deal->to, size_of_parts(&run));
	if (!run.broken)
		read_parts(&run);
	if (!run.broken && !planned_met(&convert->planned, convert->diag))
		run.broken = true;
	commit(&run);
	flush(convert);
	container_close(run.container);
	convert->totals.failed_inputs += run.broken;
	return !run.broken && convert->totals.refused == refused;
}

void convert_end(struct convert *convert)
{
	rules_close(convert->rules);
	convert->rules = NULL;
	match_close(convert->shape.matches);
	convert->shape.matches = NULL;
	deliver_end(&convert->delivery);
	bundle_start_free(convert->delivery.sheet_start);
	convert->delivery.sheet_start = NULL;
	sheet_kit_close(convert->kit);
	convert->delivery.provenance.kit = convert->kit = NULL;
	claims_free(&convert->claims);
	planned_free(&convert->planned);
	arena_free(&convert->account_arena);
}
