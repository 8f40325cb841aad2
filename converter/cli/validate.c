/* pinport validate: findings are its data, so they go to stdout. SPDX-License-Identifier: MIT */
#include <string.h>

#include "check/edited.h"
#include "cli/batch.h"

/* What has been seen up to some point, to be subtracted. */
struct counts {
	size_t found[DIAG_SEVERITIES];
	size_t accounts, refused, bundles, profiles;
};

struct validating {
	struct reading reading;        /* first: reading.input gets its address */
	struct edited edited;
	struct counts before;          /* all inputs before the one at hand */
	size_t inputs, bad;
};

static bool is_text(const struct session *session)
{
	return session->options.diagnostics == NULL || strcmp(session->options.diagnostics, "text") == 0;
}

static struct counts count(const struct validating *v)
{
	struct counts counts = {
		.accounts = v->reading.convert.totals.accounts, .refused = v->reading.convert.totals.refused,
		.bundles = v->edited.bundles, .profiles = v->edited.profiles,
	};

	for (enum diag_severity s = DIAG_NOTE; s < DIAG_SEVERITIES; s++)
		counts.found[s] = diag_count(v->reading.session->diag, s);
	return counts;
}

static void put(size_t number, const char *one, const char *more, bool *first)
{
	if (number == 0)
		return;
	printf("%s%zu %s", *first ? ": " : ", ", number, number == 1 ? one : more);
	*first = false;
}

static void print_counts(const struct counts *from, const struct counts *to)
{
	bool first = true;

	put(to->accounts - from->accounts, "account", "accounts", &first);
	put(to->refused - from->refused, "of them refused", "of them refused", &first);
	put(to->bundles - from->bundles, "bundle", "bundles", &first);
	put(to->profiles - from->profiles, "profile", "profiles", &first);
	put(to->found[DIAG_ERROR] - from->found[DIAG_ERROR], "error", "errors", &first);
	put(to->found[DIAG_WARNING] - from->found[DIAG_WARNING], "warning", "warnings", &first);
	put(to->found[DIAG_NOTE] - from->found[DIAG_NOTE], "note", "notes", &first);
	printf("\n");
}

static bool validate_input(struct reading *reading, const char *path)
{
	struct validating *v = (struct validating *)(void *)reading;
	struct session *session = reading->session;
	enum edited_kind kind = EDITED_NOT;
	bool good = strcmp(path, "-") != 0 || edited_prepare_stdin(&reading->limits, session->diag);

	if (good) {
		kind = edited_kind(path, &reading->convert.container);
		good = kind == EDITED_NOT ? convert_input(&reading->convert, path)
		                          : edited_input(&v->edited, path, kind);
	}
	diag_flush(session->diag, reading->convert.printer);
	return good;
}

static void print_verdict(struct reading *reading, const char *path, bool good)
{
	struct validating *v = (struct validating *)(void *)reading;
	const struct counts before = v->before, after = count(v);

	good = good && after.found[DIAG_ERROR] == before.found[DIAG_ERROR];
	v->before = after;
	v->inputs++;
	v->bad += !good;
	if (reading->session->options.quiet || !is_text(reading->session))
		return;
	printf("%s: %s", path, good ? "valid" : "has errors");
	print_counts(&before, &after);
}

static void print_totals(const struct validating *v)
{
	const struct session *session = v->reading.session;
	const struct counts none = {{0}, 0, 0, 0, 0}, all = count(v);

	if (session->options.quiet || !is_text(session) || v->inputs < 2)
		return;
	printf("%zu inputs, %zu valid, %zu with errors", v->inputs, v->inputs - v->bad, v->bad);
	print_counts(&none, &all);
}

void run_validate(struct session *session)
{
	struct validating v = {.reading = {.input = validate_input, .input_done = print_verdict}};
	struct batch batch = {0};

	/* Both are lines on stdout then. */
	if (session->options.summary != NULL && strcmp(session->options.summary, "json") == 0 &&
	    session->options.diagnostics == NULL)
		session->options.diagnostics = "json";
	v.reading.counters[0] = &v.edited.bundles;
	v.reading.counters[1] = &v.edited.profiles;
	if (reading_open(&v.reading, session, stdout) && batch_open(&batch, &v.reading)) {
		v.reading.convert.depth = CONVERT_SHAPE;
		v.edited = (struct edited){
			.diag = session->diag, .printer = v.reading.convert.printer,
			.container = v.reading.convert.container, .catalogue = session->catalogue,
			.edition = session->options.edition != NULL ? v.reading.convert.shape.edition : NULL,
			.against = session->options.against,
			.xsd = v.reading.xsd, .schema = v.reading.schema,
		};
		reading_run(&v.reading);
		batch_finish(&batch);
		print_totals(&v);
		edited_end(&v.edited);
	}
	batch_close(&batch);
	reading_close(&v.reading);
}
