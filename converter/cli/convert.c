/* pinport convert: bundles, or a stream of profiles. SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/batch.h"
#include "cli/planning.h"
#include "cli/say.h"

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

	/* What a shell makes of a variable that is not set must not mean the current folder. */
	if (batch->bundles && o->output[0] == '\0')
		return diag_add(reading->session->diag, DIAG_U204, NULL, NULL,
		    DIAG_VALUES("-o", "", "a folder, or a file whose name ends in .zip", ""));
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

/* One line; value may be NULL. */
static void put_line(const struct batch *batch, const char *english, const char *value)
{
	SAY(stderr, batch->reading->session->text.language, english, value);
	putc('\n', stderr);
}

static void put_count(const struct batch *batch, const char *english, size_t count)
{
	say_number(stderr, batch->reading->session->text.language, english, count);
}

static void print_where(const struct batch *batch, const char *output)
{
	const struct contents *contents = &batch->contents;
	const char *single = contents_single(contents);

	if (bundle_is_zip(output) && contents->stored > 0)
		put_line(batch, "result in {0}: unpack it, then open upload.html of an account in a browser", output);
	else if (single != NULL)
		SAY(stderr, batch->reading->session->text.language, "result: open {0}/{1}/upload.html in a browser\n",
		    output, single);
	else if (contents->stored > 1)
		put_line(batch, "result: open {0}/index.html in a browser", output);
}

static void print_interrupted(const struct batch *batch)
{
	const struct language *language = batch->reading->session->text.language;
	const struct options *o = &batch->reading->session->options;
	char done[32], all[32];

	if (batch->stopped == 0)
		return;
	snprintf(done, sizeof done, "%zu", batch->summary.inputs);
	snprintf(all, sizeof all, "%zu", o->words.count);
	SAY(stderr, language, "interrupted: {0} of {1} inputs are done", done, all);
	if (batch->bundles && !bundle_is_zip(o->output))
		SAY(stderr, language, "; to go on, run the same command with --skip-existing");
	fprintf(stderr, "\n");
}

static void print_totals(const struct batch *batch, const struct convert_totals *totals)
{
	if (totals->accounts > 0) {
		put_count(batch, "{0} {0:account|accounts}, ", totals->accounts);
		put_count(batch, "{0} {0:profile|profiles}, ", totals->profiles);
		if (totals->withheld == 0) {
			put_count(batch, "{0} refused, ", totals->refused);
		} else {
			put_count(batch, "{0} {0:account|accounts} refused, ", totals->refused);
			put_count(batch, "{0} {0:profile|profiles} refused (--overflow=fail), ", totals->withheld);
		}
		put_count(batch, "{0} {0:decision|decisions} to take\n", totals->decisions);
	}
	if (totals->failed_inputs > 0)
		put_count(batch, "{0} {0:input|inputs} could not be used at all: nothing of it is written\n",
		    totals->failed_inputs);
	if (totals->failed_inputs > 0 || totals->refused > 0 || totals->withheld > 0)
		put_line(batch, "repair what the errors above name, and run the same command again", NULL);
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
		put_line(batch, "nothing to do: no input is left by --only-failed or --shard", NULL);
	print_totals(batch, totals);
	if (totals->profiles == 0)
		return;
	SAY(stderr, reading->session->text.language,
	    "edition {0} ({1}); another one with --edition ID, see pinport editions\n", edition->id, edition->term);
	if (skipped > 0 && o->skip_existing)
		put_count(batch, "{0} {0:account|accounts} not touched: made before from the same input\n", skipped);
	if (o->dry_run)
		put_line(batch, "nothing was written (--dry-run)", NULL);
	else if (!batch->bundles)
		put_line(batch, "a stream holds profiles only: logos, records, the ledger and the upload sheet need -o DIR",
		    NULL);
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
