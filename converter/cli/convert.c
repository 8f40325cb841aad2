/* pinport convert: bundles, or a stream of profiles. SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/reading.h"

static bool to_stdout(void *to, const void *data, size_t size)
{
	struct session *session = to;

	return fwrite(data, 1, size, stdout) == size ||
	       diag_add(session->diag, DIAG_I301, NULL, NULL, NULL);
}

static enum overflow overflow_named(const char *name)
{
	if (name == NULL || strcmp(name, "fit") == 0)
		return OVERFLOW_FIT;
	return strcmp(name, "keep") == 0 ? OVERFLOW_KEEP : OVERFLOW_FAIL;
}

/* In canonical form: only what can change the bytes of a bundle. */
static const char *options_text(struct session *session, const struct edition *edition)
{
	const struct options *o = &session->options;
	struct buf text = {0};
	const char *copy;

	buf_printf(&text, "--edition %s --format %s --overflow %s --lang %s", edition->id,
	    o->format != NULL ? o->format : "yaml", o->overflow != NULL ? o->overflow : "fit",
	    o->lang != NULL ? o->lang : "en");
	for (size_t i = 0; i < o->countries.count; i++)
		buf_printf(&text, " --country %s", o->countries.items[i]);
	copy = arena_string(&session->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static bool open_target(struct reading *reading, struct contents *contents)
{
	const struct options *o = &reading->session->options;
	const struct bundle_options target = {
		.path = o->output, .force = o->force, .backup = o->backup, .dry_run = o->dry_run,
		.done = contents_done, .to = contents,
	};
	const bool stream = o->output == NULL || strcmp(o->output, "-") == 0;

	if (stream && (o->force || o->backup))
		return diag_add(reading->session->diag, DIAG_U208, NULL, NULL,
		    DIAG_VALUES(o->force ? "--force" : "--backup", "output to stdout"));
	if (!stream) {
		reading->convert.delivery.target = bundle_open(&target, reading->session->diag);
		reading->convert.contents = contents;
		return reading->convert.delivery.target != NULL;
	}
	if (!o->dry_run)
		reading->convert.delivery.stream = to_stdout;
	reading->convert.delivery.stream_to = reading->session;
	return true;
}

static void plural(const char *word, size_t count, const char *after)
{
	fprintf(stderr, "%zu %s%s%s", count, word, count == 1 ? "" : "s", after);
}

static void print_where(const struct reading *reading, const char *output)
{
	const struct contents *contents = reading->convert.contents;
	const char *single = contents_single(contents);

	if (bundle_is_zip(output) && contents->rows.count > 0)
		fprintf(stderr, "result in %s: unpack it, then open upload.html of an account in a browser\n", output);
	else if (single != NULL)
		fprintf(stderr, "result: open %s/%s/upload.html in a browser\n", output, single);
	else if (contents->stored > 1)
		fprintf(stderr, "result: open %s/index.html in a browser\n", output);
}

static void print_summary(const struct reading *reading)
{
	const struct convert_totals *totals = &reading->convert.totals;
	const struct edition *edition = reading->convert.shape.edition;
	const struct options *o = &reading->session->options;
	const bool stream = reading->convert.delivery.target == NULL;

	if (o->quiet)
		return;
	fprintf(stderr, "\n");
	plural("account", totals->accounts, ", ");
	plural("profile", totals->profiles, ", ");
	fprintf(stderr, "%zu refused, ", totals->refused);
	plural("decision", totals->decisions, " to take\n");
	fprintf(stderr, "edition %s (%s); another one with --edition ID, see pinport editions\n", edition->id,
	    edition->term);
	if (totals->failed_inputs > 0) {
		plural("input", totals->failed_inputs, " could not be used at all\n");
	}
	if (o->dry_run)
		fprintf(stderr, "nothing was written (--dry-run)\n");
	else if (stream)
		fprintf(stderr, "a stream holds profiles only: logos, records, the ledger and the upload sheet need -o DIR\n");
	else
		print_where(reading, o->output);
}

/* The bundles, and the page over them if there are several. */
static void finish_target(struct reading *reading, struct contents *contents)
{
	struct bundle_target *target = reading->convert.delivery.target;
	const struct options *o = &reading->session->options;

	if (target == NULL)
		return;
	bundle_flush(target);
	if (!o->dry_run)
		contents_write(contents, target, bundle_is_zip(o->output),
		    reading->convert.delivery.provenance.lang, PINPORT_VERSION);
	bundle_close(target);
}

void run_convert(struct session *session)
{
	const struct options *o = &session->options;
	struct reading reading = {0};
	struct contents contents = {0};
	struct provenance *provenance = &reading.convert.delivery.provenance;

	provenance->version = PINPORT_VERSION;
	provenance->lang = o->lang != NULL ? o->lang : "en";
	provenance->format = format_find(o->format != NULL ? o->format : "yaml");
	if (reading_open(&reading, session, stderr) && open_target(&reading, &contents)) {
		reading.convert.depth = CONVERT_SHAPE;
		reading.convert.shape.overflow = overflow_named(o->overflow);
		reading.convert.shape.ledger = reading.convert.delivery.target != NULL;
		provenance->options = options_text(session, reading.convert.shape.edition);
		reading_run(&reading);
		finish_target(&reading, &contents);
		diag_flush(session->diag, &reading.printer);
		print_summary(&reading);
	}
	reading_close(&reading);
	contents_free(&contents);
}
