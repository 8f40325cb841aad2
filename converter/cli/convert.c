/* pinport convert: bundles, or a stream of profiles. SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/batch.h"
#include "cli/planning.h"

static bool to_stdout(void *to, const void *data, size_t size)
{
	struct session *session = to;

	return fwrite(data, 1, size, stdout) == size ||
	       diag_add(session->diag, DIAG_I301, NULL, NULL, NULL);
}

/* In canonical form: only what can change the bytes of a bundle. */
static const char *options_text(struct session *session, const struct edition *edition,
    const char *plan_sha256)
{
	const struct options *o = &session->options;
	struct buf text = {0};
	const char *copy;

	buf_printf(&text, "--edition %s --format %s --overflow %s --lang %s", edition->id,
	    o->format != NULL ? o->format : "yaml", o->overflow != NULL ? o->overflow : "fit",
	    o->lang != NULL ? o->lang : "en");
	for (size_t i = 0; i < o->countries.count; i++)
		buf_printf(&text, " --country %s", o->countries.items[i]);
	if (plan_sha256 != NULL)
		buf_printf(&text, " --plan %s", plan_sha256);
	copy = arena_string(&session->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static bool is_stream(const struct options *o)
{
	return o->output == NULL || strcmp(o->output, "-") == 0;
}

/* Opens what is written to; batch.reading is set. */
static bool open_output(struct batch *batch)
{
	struct reading *reading = batch->reading;
	const struct options *o = &reading->session->options;
	const struct bundle_options target = {
		.path = o->output, .force = o->force, .backup = o->backup, .dry_run = o->dry_run,
		.done = batch_bundle_done, .to = batch,
	};

	if (batch->bundles) {
		reading->convert.delivery.target = bundle_open(&target, reading->session->diag);
		return reading->convert.delivery.target != NULL;
	}
	if ((o->force && o->plan == NULL) || o->backup)
		return diag_add(reading->session->diag, DIAG_U208, NULL, NULL,
		    DIAG_VALUES(o->backup ? "--backup" : "--force", "output to stdout"));
	if (!o->dry_run)
		reading->convert.delivery.stream = to_stdout;
	reading->convert.delivery.stream_to = reading->session;
	return true;
}

static void plural(const char *word, size_t count, const char *after)
{
	fprintf(stderr, "%zu %s%s%s", count, word, count == 1 ? "" : "s", after);
}

static void print_where(const struct batch *batch, const char *output)
{
	const struct contents *contents = &batch->contents;
	const char *single = contents_single(contents);

	if (bundle_is_zip(output) && contents->rows.count > 0)
		fprintf(stderr, "result in %s: unpack it, then open upload.html of an account in a browser\n", output);
	else if (single != NULL)
		fprintf(stderr, "result: open %s/%s/upload.html in a browser\n", output, single);
	else if (contents->stored > 1)
		fprintf(stderr, "result: open %s/index.html in a browser\n", output);
}

static void print_interrupted(const struct batch *batch)
{
	const struct options *o = &batch->reading->session->options;

	if (batch->stopped == 0)
		return;
	fprintf(stderr, "interrupted: %zu of %zu inputs are done", batch->summary.inputs, o->words.count);
	if (batch->bundles && !bundle_is_zip(o->output))
		fprintf(stderr, "; to go on, run the same command with --skip-existing");
	fprintf(stderr, "\n");
}

static void print_summary(const struct batch *batch)
{
	const struct reading *reading = batch->reading;
	const struct convert_totals *totals = &reading->convert.totals;
	const struct edition *edition = reading->convert.shape.edition;
	const struct options *o = &reading->session->options;
	const size_t skipped = batch->summary.counts[SUMMARY_SKIPPED];

	print_interrupted(batch);
	if (o->quiet)
		return;
	fprintf(stderr, "\n");
	if (o->words.count == 0)
		fprintf(stderr, "nothing to do: no input is left by --only-failed or --shard\n");
	if (totals->accounts > 0) {
		plural("account", totals->accounts, ", ");
		plural("profile", totals->profiles, ", ");
		fprintf(stderr, "%zu refused, ", totals->refused);
		plural("decision", totals->decisions, " to take\n");
	}
	if (totals->failed_inputs > 0)
		plural("input", totals->failed_inputs, " could not be used at all: nothing of it is written\n");
	if (totals->failed_inputs > 0 || totals->refused > 0)
		fprintf(stderr, "repair what the errors above name, and run the same command again\n");
	if (totals->profiles == 0)
		return;
	fprintf(stderr, "edition %s (%s); another one with --edition ID, see pinport editions\n", edition->id,
	    edition->term);
	if (skipped > 0 && o->skip_existing)
		plural("account", skipped, " not touched: made before from the same input\n");
	if (o->dry_run)
		fprintf(stderr, "nothing was written (--dry-run)\n");
	else if (!batch->bundles)
		fprintf(stderr, "a stream holds profiles only: logos, records, the ledger and the upload sheet need -o DIR\n");
	else
		print_where(batch, o->output);
}

/* The bundles, and the page over them if there are several. A run that was
 * stopped leaves the page to the one that goes on. */
static void finish_output(struct batch *batch)
{
	struct reading *reading = batch->reading;
	struct bundle_target *target = reading->convert.delivery.target;
	const struct options *o = &reading->session->options;

	if (target != NULL) {
		bundle_flush(target);
		if (!o->dry_run && batch->stopped == 0)
			contents_write(&batch->contents, target, bundle_is_zip(o->output),
			    reading->convert.delivery.provenance.lang, PINPORT_VERSION);
		bundle_close(target);
	}
	diag_flush(reading->session->diag, &reading->printer);
	batch_finish(batch);
	diag_flush(reading->session->diag, &reading->printer);
	print_summary(batch);
}

void run_convert(struct session *session)
{
	const struct options *o = &session->options;
	struct reading reading = {0};
	struct batch batch = {.bundles = !is_stream(o), .writes = !o->dry_run};
	struct provenance *provenance = &reading.convert.delivery.provenance;
	char plan_sha256[HASH_TEXT] = "";

	provenance->version = PINPORT_VERSION;
	provenance->lang = o->lang != NULL ? o->lang : "en";
	provenance->format = format_find(o->format != NULL ? o->format : "yaml");
	if (reading_open(&reading, session, stderr) && plan_obey(&reading, plan_sha256) &&
	    batch_open(&batch, &reading) && open_output(&batch)) {
		reading.convert.depth = CONVERT_SHAPE;
		reading.convert.shape.ledger = batch.bundles;
		provenance->options = options_text(session, reading.convert.shape.edition,
		    o->plan != NULL ? plan_sha256 : NULL);
		reading_run(&reading);
		finish_output(&batch);
	}
	batch_close(&batch);
	reading_close(&reading);
}
