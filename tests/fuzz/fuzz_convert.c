/* Any bytes as an export (ZIP or XML), through the whole pipeline with every
 * emitter. The first byte chooses edition, overflow, format and where it goes:
 * a stream, a dry run, or a folder on disk.
 *
 * Checked inside: every leaf has its line in the ledger; profiles, records and
 * the report are the same as YAML and as JSON, and profiles are read back
 * strictly; an input that fails leaves nothing behind; bundles on disk are as
 * many as were delivered, and the prover finds nothing wrong with them; however
 * the run ends, also without memory, no temporary stays. SPDX-License-Identifier: MIT */
#include "fault.h"

#include <string.h>

#include "check/verify.h"
#include "load/profile.h"
#include "pipeline.h"
#include "same.h"
#include "scratch.h"

enum { CHOICE_STREAM = 128, CHOICE_DISK = 64 };

static void write_profile(void *to, struct writer *writer)
{
	emit_profile(writer, to);
}

static void read_profile(void *to, const struct yaml *root, struct arena *arena, struct diag *diag)
{
	struct profile again = {0};
	struct buf was = {0}, is = {0};
	struct writer *writer;

	FUZZ_MUST(profile_load(root, &again, arena, diag));
	writer = yaml_writer_open(&was, WRITE_FILE);
	emit_profile(writer, to);
	write_close(writer);
	writer = yaml_writer_open(&is, WRITE_FILE);
	emit_profile(writer, &again);
	write_close(writer);
	FUZZ_MUST(was.length == is.length && memcmp(was.data, is.data, is.length) == 0);
	buf_free(&was);
	buf_free(&is);
}

static void write_record(void *to, struct writer *writer)
{
	const struct record *record = to;

	emit_record(writer, &record, 1);
}

struct reported {
	const struct shaped *shaped;
	const struct convert *convert;
	size_t mark;
};

static void write_report(void *to, struct writer *writer)
{
	const struct reported *r = to;

	emit_report(writer, r->shaped, &r->convert->delivery.provenance, r->convert->diag, r->mark);
}

static void check_ledger(const struct account *account)
{
	size_t count = 0;

	for (const struct value *leaf = account->leaves; leaf != NULL; leaf = leaf->next, count++)
		FUZZ_MUST(leaf->fate != FATE_NONE);
	FUZZ_MUST(count == account->leaf_count);
}

static void check_shaped(void *to, const struct shaped *shaped, struct container *container, size_t mark)
{
	const struct convert *convert = to;
	struct reported report = {shaped, convert, mark};

	(void)container;
	for (size_t i = 0; i < shaped->profile_count; i++)
		if (!shaped->profiles[i].refused)
			same_check(&(struct same_document){write_profile, read_profile,
			    &shaped->profiles[i].profile});
	if (!convert->shape.ledger)
		return;
	check_ledger(shaped->account);
	for (struct record *record = shaped->records; record != NULL; record = record->next)
		same_check(&(struct same_document){write_record, NULL, record});
	same_check(&(struct same_document){write_report, NULL, &report});
}

static void count_delivered(void *to, const struct convert_result *result)
{
	*(size_t *)to += result->outcome == CONVERT_DELIVERED;
}

static bool take_document(void *to, const void *data, size_t size)
{
	(void)data;
	FUZZ_MUST(to != NULL && size > 0);
	return true;
}

static void set_up(struct convert *convert, unsigned choice)
{
	struct pipeline *p = pipeline_get();

	convert->diag = p->diag;
	convert->container.limits = &p->limits;
	convert->shape.catalogue = p->catalogue;
	convert->shape.edition = pipeline_edition(choice);
	convert->shape.overflow = (enum overflow)(choice / 10 % 3);
	convert->shape.ledger = !(choice & CHOICE_STREAM);
	convert->delivery.catalogue = p->catalogue;
	convert->delivery.provenance.version = PINPORT_VERSION;
	convert->delivery.provenance.options = "";
	convert->delivery.provenance.lang = choice & 1 ? "ko" : "en";
	convert->delivery.provenance.format = &formats[choice & 1];
	convert->xsd = p->xsd;
	convert->depth = CONVERT_SHAPE;
	convert->shaped = check_shaped;
	convert->to = convert;
}

static void not_printed(void *to, const struct diag_entry *entry, const char *source)
{
	FUZZ_MUST(to == NULL && entry != NULL && source != NULL);
}

/* An export that names an account twice delivers the first, which the prover then cannot compare. */
static void check_disk(const char *out, const char *input, size_t delivered,
    const struct convert_totals *totals)
{
	const bool failed = totals->failed_inputs > 0;
	struct pipeline *p = pipeline_get();
	const struct diag_printer printer = {.entry = not_printed};
	struct verify verify = {.diag = p->diag, .printer = &printer, .container.limits = &p->limits, .xsd = p->xsd,
		.export = input};
	size_t count = scratch_count(out, NULL);

	FUZZ_MUST(count == (failed ? 0 : delivered));
	if (count > 0 && totals->refused == 0)
		FUZZ_MUST(verify_bundles(&verify, out));
	diag_flush(p->diag, NULL);
}

static void convert_bytes(const uint8_t *data, size_t size)
{
	struct convert convert = {0};
	size_t delivered = 0;
	const struct convert_watch watch = {.account = count_delivered, .to = &delivered};
	unsigned choice = size > 0 ? data[0] : 0;
	const bool disk = !(choice & CHOICE_STREAM) && choice & CHOICE_DISK;
	char path[64], out[SCRATCH_PATH];
	struct bundle_options target = {.path = out, .dry_run = !disk};
	int fd;

	if (size < 2)
		return;
	fd = pipeline_file(data + 1, size - 1, path);
	snprintf(out, sizeof out, "%s/out", scratch_folder());
	set_up(&convert, choice);
	convert.watch = &watch;
	if (choice & CHOICE_STREAM) {
		convert.delivery.stream = take_document;
		convert.delivery.stream_to = &convert;
	} else {
		convert.delivery.target = bundle_open(&target, convert.diag);
		FUZZ_MUST(convert.delivery.target != NULL);
	}
	convert_input(&convert, path);
	bundle_close(convert.delivery.target);
	diag_flush(convert.diag, NULL);
	if (disk)
		check_disk(out, path, delivered, &convert.totals);
	convert_end(&convert);
	close(fd);
}

/* However it ended: nothing but whole bundles. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char out[SCRATCH_PATH];

	pipeline_get();
	snprintf(out, sizeof out, "%s/out", scratch_folder());
	fault_run(convert_bytes, data, size);
	if (scratch_count(scratch_folder(), "out") > 0)
		scratch_remove(out);
	return 0;
}
