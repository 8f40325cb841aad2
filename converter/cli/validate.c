/* pinport validate: findings are its data, so they go to stdout. SPDX-License-Identifier: MIT */
#include <string.h>

#include "check/edited.h"
#include "check/planfile.h"
#include "cli/batch.h"
#include "cli/planning.h"
#include "cli/say.h"

/* What has been seen up to some point, to be subtracted. */
struct counts {
	size_t found[DIAG_SEVERITIES];
	size_t accounts, refused, cut_short, bundles, profiles, plans, unjudged;
};

struct validating {
	struct reading reading;        /* first: reading.input gets its address */
	struct edited edited;
	struct counts before;          /* all inputs before the one at hand */
	size_t inputs, bad, unjudged, plans;
};

static bool is_text(const struct session *session)
{
	return session->options.diagnostics == NULL || strcmp(session->options.diagnostics, "text") == 0;
}

static struct counts count(const struct validating *v)
{
	struct counts counts = {
		.accounts = v->reading.convert.totals.accounts, .refused = v->reading.convert.totals.refused,
		.cut_short = v->reading.convert.totals.cut_short,
		.bundles = v->edited.bundles, .profiles = v->edited.profiles, .plans = v->plans,
		.unjudged = diag_unjudged(v->reading.session->diag),
	};

	for (enum diag_severity s = DIAG_NOTE; s < DIAG_SEVERITIES; s++)
		counts.found[s] = diag_count(v->reading.session->diag, s);
	return counts;
}

static void print_counts(const struct counts *from, const struct counts *to, const struct language *language)
{
	const struct {
		size_t number;
		const char *text;
	} parts[] = {
		{to->accounts - from->accounts, "{0} {0:account|accounts}"},
		{to->refused - from->refused, "{0} of them refused"},
		{to->bundles - from->bundles, "{0} {0:bundle|bundles}"},
		{to->profiles - from->profiles, "{0} {0:profile|profiles}"},
		{to->plans - from->plans, "{0} {0:plan|plans}"},
		{to->found[DIAG_ERROR] - from->found[DIAG_ERROR], "{0} {0:error|errors}"},
		{to->found[DIAG_WARNING] - from->found[DIAG_WARNING], "{0} {0:warning|warnings}"},
		{to->found[DIAG_NOTE] - from->found[DIAG_NOTE], "{0} {0:note|notes}"},
	};
	const char *before = ": ";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].number > 0) {
			fputs(before, stdout);
			say_number(stdout, language, parts[i].text, parts[i].number);
			before = ", ";
		}
}

static bool validate_input(struct reading *reading, const char *path)
{
	struct validating *v = (struct validating *)(void *)reading;
	struct session *session = reading->session;
	enum edited_kind kind = EDITED_NOT;
	bool good = strcmp(path, "-") != 0 || edited_prepare_stdin(&reading->limits, session->diag);

	if (good && planfile_is(path)) {
		v->plans++;
		good = plan_judge(session, path);
	} else if (good) {
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
	const struct language *language = reading->session->text.language;
	const struct counts before = v->before, after = count(v);
	const bool judged = after.unjudged == before.unjudged;

	good = good && after.found[DIAG_ERROR] == before.found[DIAG_ERROR];
	v->before = after;
	v->inputs++;
	v->bad += judged && !good;
	v->unjudged += !judged;
	if (reading->session->options.quiet || !is_text(reading->session))
		return;
	SAY(stdout, language, !judged ? "{0}: could not be judged" : good ? "{0}: valid" : "{0}: has errors", path);
	print_counts(&before, &after, language);
	/* One error may hide others. */
	if (judged && after.cut_short > before.cut_short)
		SAY(stdout, language, "; what follows was not checked");
	putchar('\n');
}

static void print_totals(const struct validating *v)
{
	const struct session *session = v->reading.session;
	const struct language *language = session->text.language;
	const struct counts none = {.accounts = 0}, all = count(v);

	if (session->options.quiet || !is_text(session) || v->inputs < 2)
		return;
	say_number(stdout, language, "{0} inputs", v->inputs);
	say_number(stdout, language, ", {0} valid", v->inputs - v->bad - v->unjudged);
	say_number(stdout, language, ", {0} with errors", v->bad);
	if (v->unjudged > 0)
		say_number(stdout, language, ", {0} that could not be judged", v->unjudged);
	print_counts(&none, &all, language);
	puts("");
}

/* --edition none: exports alone, by their schema, identity and references;
 * bundles are judged by their own edition, as without the option. */
static bool take_none(struct options *options)
{
	if (options->edition == NULL || strcmp(options->edition, "none") != 0)
		return false;
	options->edition = NULL;
	return true;
}

/* Where nothing is shaped, no country can be chosen. */
static bool none_fits(const struct session *session)
{
	return session->options.countries.count == 0 ||
	    diag_add(session->diag, DIAG_U208, NULL, NULL, DIAG_VALUES("--edition none", "--country"));
}

void run_validate(struct session *session)
{
	struct validating v = {.reading = {.input = validate_input, .input_done = print_verdict}};
	struct batch batch = {0};
	const bool none = take_none(&session->options);

	/* Both are lines on stdout then. */
	if (session->options.summary != NULL && strcmp(session->options.summary, "json") == 0 &&
	    session->options.diagnostics == NULL)
		session->options.diagnostics = "json";
	v.reading.counters[0] = &v.edited.bundles;
	v.reading.counters[1] = &v.edited.profiles;
	v.reading.counters[2] = &v.plans;
	v.reading.counters[3] = &v.reading.convert.totals.cut_short;
	v.reading.convert.depth = none ? CONVERT_LOAD : CONVERT_SHAPE;
	if (reading_open(&v.reading, session, stdout) && (!none || none_fits(session)) &&
	    batch_open(&batch, &v.reading)) {
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
