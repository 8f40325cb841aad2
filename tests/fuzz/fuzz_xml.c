/* Any bytes as an XML document: validator, loader and account model, read in
 * one piece, byte by byte, and in pieces that the first byte chooses. Events
 * with their places, diagnostics, and every leaf of every account are the same
 * each time. In a well-formed document, also those of the accounts that are read while
 * others are passed over. SPDX-License-Identifier: MIT */
#include "fault.h"

#include <inttypes.h>
#include <string.h>

#include "load/account.h"
#include "pipeline.h"
#include "read/xsd/validate.h"

enum { BYTE_BY_BYTE_MOST = 8192, WHOLE = 0, BYTES = 1, ACCOUNTS = 32 };

/* What was said about the first accounts: "" of those that were passed over. */
struct accounts {
	struct buf said[ACCOUNTS];
	uint64_t ends[ACCOUNTS];       /* offsets of their end tags */
	uint32_t unwanted;             /* which, by bits; 0: none */
	size_t met;
	bool whole;
};

/* Everything that was said about a document. */
struct reading {
	struct xml_reader *reader;
	struct arena arena;
	struct buf said;
	bool in_text;
	struct diag *diag;
	struct accounts *accounts;
};

static void say_place(struct reading *r, const struct place *place)
{
	buf_printf(&r->said, " %u:%u@%" PRIu64, (unsigned)place->line, (unsigned)place->column,
	    (uint64_t)place->offset);
}

static bool on_start(void *to, const struct xml_element *element)
{
	struct reading *r = to;

	r->in_text = false;
	buf_printf(&r->said, "\n<%s {%s}", element->name, element->namespace);
	say_place(r, &element->place);
	say_place(r, &element->content);
	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct xml_attribute *a = &element->attributes[i];

		FUZZ_MUST(strlen(a->value) == a->length);
		buf_printf(&r->said, " %s {%s}=%s", a->name, a->namespace, a->value);
		say_place(r, &a->place);
	}
	return true;
}

static bool on_text(void *to, const char *data, size_t size, const struct place *place)
{
	struct reading *r = to;

	if (!r->in_text)
		say_place(r, place);
	r->in_text = true;
	buf_add(&r->said, data, size);
	return true;
}

static bool on_end(void *to, const char *name, const struct place *place)
{
	struct reading *r = to;

	r->in_text = false;
	buf_printf(&r->said, "\n/%s", name);
	say_place(r, place);
	return true;
}

static void on_diagnostic(void *to, const struct diag_entry *entry, const char *source)
{
	struct reading *r = to;

	buf_printf(&r->said, "\n%s %s %s ", source, diag_rows[entry->code].code,
	    entry->path != NULL ? entry->path : "-");
	say_place(r, &entry->place);
	diag_message(&r->said, entry);
}

static bool is_unwanted(void *to, const struct place *account, uint64_t end, size_t mark)
{
	struct reading *r = to;

	(void)account;
	(void)mark;
	if ((r->accounts->unwanted >> r->accounts->met % ACCOUNTS & 1) == 0)
		return false;
	if (r->accounts->met < ACCOUNTS)
		r->accounts->ends[r->accounts->met] = end;
	r->accounts->met++;
	diag_flush(r->diag, NULL);
	return true;
}

/* Once more, with all that is told about it. */
static void keep_account(struct reading *r, uint64_t end, size_t start, size_t mark)
{
	const size_t number = r->accounts->met++;
	size_t count;
	const struct diag_entry *entries = diag_entries(r->diag, mark, &count);

	if (number >= ACCOUNTS)
		return;
	r->accounts->ends[number] = end;
	buf_add(&r->accounts->said[number], r->said.data + start, r->said.length - start);
	start = r->said.length;
	for (size_t i = 0; i < count; i++)
		on_diagnostic(r, &entries[i], "");
	buf_add(&r->accounts->said[number], r->said.data + start, r->said.length - start);
	buf_cut(&r->said, start);
}

static bool on_account(void *to, struct account *account, bool usable, size_t mark)
{
	struct reading *r = to;
	const size_t start = r->said.length;

	buf_printf(&r->said, "\naccount %d %zu", usable, account->leaf_count);
	for (const struct value *leaf = usable ? account->leaves : NULL; leaf != NULL; leaf = leaf->next) {
		FUZZ_MUST(strlen(leaf->text) == leaf->length);
		buf_addc(&r->said, '\n');
		value_path(&r->said, leaf);
		buf_printf(&r->said, "=%s", leaf->text);
		say_place(r, &leaf->place);
	}
	keep_account(r, account->end, start, mark);
	arena_reset(&r->arena);
	return true;
}

static const char *path_now(void *to)
{
	return xml_path(((struct reading *)to)->reader);
}

static void feed(struct reading *r, const char *data, size_t size, unsigned cut)
{
	uint32_t random = cut;
	bool more = true;

	for (size_t at = 0, piece; at < size && more; at += piece) {
		random = random * 1664525 + 1013904223;
		piece = cut == WHOLE ? size : cut == BYTES ? 1 : 1 + (random >> 20) % (random >> 31 ? 7 : 900);
		piece = piece < size - at ? piece : size - at;
		more = xml_feed(r->reader, data + at, piece);
	}
	r->accounts->whole = more && xml_finish(r->reader);
	if (more)
		buf_printf(&r->said, "\nwhole %d", r->accounts->whole);
}

static void read_document(const char *data, size_t size, unsigned cut, struct buf *said, struct accounts *accounts)
{
	struct pipeline *p = pipeline_get();
	struct diag *diag = diag_open();
	struct reading r = {.diag = diag, .accounts = accounts};
	const uint32_t source = diag_source(diag, "input");
	const struct load_options load = {.arena = &r.arena, .diag = diag, .path = path_now, .path_of = &r,
		.account = on_account, .unwanted = is_unwanted, .to = &r};
	struct validator *validator = validator_open(p->xsd, path_now, &r, diag);
	struct loader *loader = load_open(&load);
	const struct xml_handler seen = {on_start, on_text, on_end, &r, NULL};
	const struct xml_handler checked = validator_handler(validator), loaded = load_handler(loader);
	const struct xml_handler *const list[] = {&seen, &checked, &loaded};
	const struct diag_printer printer = {.entry = on_diagnostic, .to = &r};

	r.reader = xml_open(source, &p->limits, list, 3, NULL, diag);
	xml_repeats(r.reader, element_repeats);
	if (accounts->unwanted != 0)
		xml_pass_over(r.reader, load_unwanted, loader);
	feed(&r, data, size, cut);
	buf_printf(&r.said, "\nroot %d, %zu accounts", (int)load_root(loader), load_accounts(loader));
	xml_close(r.reader);
	validator_close(validator);
	load_close(loader);
	diag_flush(diag, &printer);
	diag_close(diag);
	arena_free(&r.arena);
	*said = r.said;
}

static void free_accounts(struct accounts *accounts)
{
	for (size_t i = 0; i < ACCOUNTS; i++)
		buf_free(&accounts->said[i]);
}

static void read_some(const char *text, size_t size, unsigned chosen, const struct accounts *all)
{
	struct accounts some = {.unwanted = chosen * 0x9E3779B1U | 1};
	struct buf said = {0};

	read_document(text, size, chosen, &said, &some);
	FUZZ_MUST(some.whole && some.met == all->met);
	for (size_t i = 0; i < ACCOUNTS; i++)
		FUZZ_MUST(some.ends[i] == all->ends[i] &&
		    (some.said[i].length == 0 || strcmp(some.said[i].data, all->said[i].data) == 0));
	buf_free(&said);
	free_accounts(&some);
}

static void read_often(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data + 1;
	const unsigned cuts[] = {BYTES, size > 0 ? 2 + (unsigned)data[0] : BYTES};
	struct accounts all = {.whole = false};
	struct buf whole = {0};

	if (size < 1)
		return;
	read_document(text, size - 1, WHOLE, &whole, &all);
	for (size_t i = size > BYTE_BY_BYTE_MOST; i < 2; i++) {
		struct accounts again = {.whole = false};
		struct buf pieces = {0};

		read_document(text, size - 1, cuts[i], &pieces, &again);
		FUZZ_MUST(pieces.length == whole.length && memcmp(pieces.data, whole.data, whole.length) == 0);
		buf_free(&pieces);
		free_accounts(&again);
	}
	if (all.whole)
		read_some(text, size - 1, cuts[1], &all);
	free_accounts(&all);
	buf_free(&whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pipeline_get();
	return fault_run(read_often, data, size);
}
