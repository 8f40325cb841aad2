/* Parses the command line by table, with getopt_long(): see options.h. SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "emit/writer.h"

#define AT(member) offsetof(struct options, member)

static const char *const formats_known[] = {"yaml", "json", NULL};
static const char *const overflows[] = {"fit", "keep", "fail", NULL};
static const char *const diagnostics[] = {"text", "gcc", "json", "sarif", NULL};
static const char *const report_formats[] = {"text", "json", NULL};
static const char *const languages[] = {"en", "ko", NULL};
static const char *const sandboxes[] = {"auto", "require", "off", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};

const struct option_row option_rows[] = {
	{'o', "output", OPTION_VALUE, "DIR|FILE.zip|-", NULL, AT(output), FOR_CONVERT,
	    "where the bundles go; without it, or with -, the profiles go to stdout as a stream"},
	{'o', "output", OPTION_VALUE, "FILE", NULL, AT(output), FOR_PLAN,
	    "the file that the plan goes to (default: standard output)"},
	{'f', "format", OPTION_VALUE, "yaml|json", formats_known, AT(format), FOR_CONVERT,
	    "the format of the bundle or stream (default: yaml)"},
	{0, "edition", OPTION_VALUE, "ID", NULL, AT(edition),
	    FOR_CONVERT | FOR_VALIDATE | FOR_PLAN | FOR_DIFF,
	    "the edition of Partner Center's form: see pinport editions (default: 2017-03); validate also takes none"},
	{0, "country", OPTION_LIST, "CC", NULL, AT(countries),
	    FOR_CONVERT | FOR_VALIDATE | FOR_PLAN | FOR_DIFF,
	    "only this country's profile, e.g. KR; may be given several times"},
	{0, "plan", OPTION_VALUE, "FILE", NULL, AT(plan), FOR_CONVERT,
	    "convert what this plan includes, and nothing else: see pinport plan"},
	{0, "plan", OPTION_VALUE, "FILE", NULL, AT(plan), FOR_DIFF,
	    "convert an export as this plan says, to compare it with bundles that were made so"},
	{0, "from", OPTION_VALUE, "OLDPLAN", NULL, AT(from), FOR_PLAN,
	    "keep the choices of an older plan as far as they still apply, and list those that do not"},
	{0, "overflow", OPTION_VALUE, "fit|keep|fail", overflows, AT(overflow),
	    FOR_CONVERT | FOR_VALIDATE | FOR_DIFF,
	    "a text that is too long: cut it, keep it and call it an error, or refuse the profile (default: fit)"},
	{0, "files-from", OPTION_VALUE, "FILE", NULL, AT(files_from), FOR_READING,
	    "also read the inputs named in FILE, one a line (- for stdin)"},
	{'0', "null", OPTION_FLAG, NULL, NULL, AT(nul), FOR_READING,
	    "names in --files-from end with a NUL instead of a line end"},
	{'j', "jobs", OPTION_VALUE, "N", NULL, AT(jobs), FOR_CONVERT | FOR_VALIDATE,
	    "read several inputs, or make the bundles of one large export, by N processes at a time, 0: as many as there are processors; the output is the same for any N (default: 1, and up to 8 for the bundles of one large export)"},
	{0, "shard", OPTION_VALUE, "K/N", NULL, AT(shard), FOR_CONVERT | FOR_VALIDATE,
	    "only the K-th of N parts of the inputs; which part one belongs to follows from its name as given"},
	{0, "only-failed", OPTION_VALUE, "REPORT", NULL, AT(only_failed), FOR_CONVERT | FOR_VALIDATE,
	    "only inputs that were refused or failed in REPORT, a saved --summary json; without other inputs, those it names"},
	{0, "skip-existing", OPTION_FLAG, NULL, NULL, AT(skip_existing), FOR_CONVERT,
	    "go on where a run was interrupted: leave out accounts whose bundle is there, made from the same bytes, in the same edition, with the same options and version"},
	{0, "force", OPTION_FLAG, NULL, NULL, AT(force), FOR_CONVERT,
	    "replace bundles that exist, unless a person has edited them; obey a plan for another export"},
	{0, "force", OPTION_FLAG, NULL, NULL, AT(force), FOR_PLAN,
	    "replace FILE if it exists"},
	{0, "backup", OPTION_FLAG, NULL, NULL, AT(backup), FOR_CONVERT,
	    "with --force: keep the bundle that is replaced, edited or not, beside it"},
	{0, "dry-run", OPTION_FLAG, NULL, NULL, AT(dry_run), FOR_CONVERT,
	    "do everything, write nothing"},
	{0, "summary", OPTION_VALUE, "text|json", report_formats, AT(summary), FOR_CONVERT | FOR_VALIDATE,
	    "the summary: a table of all accounts on stderr, at the end, or one JSON line an account on stdout, with findings as JSON lines in between for validate (default: a table of what was refused or has failed)"},
	{0, "progress", OPTION_VALUE, "auto|always|never", colours, AT(progress), FOR_CONVERT | FOR_VALIDATE,
	    "how far the run has come, on stderr (default: auto, on a terminal only)"},
	{0, "strict", OPTION_FLAG, NULL, NULL, AT(strict), FOR_READING,
	    "warnings count as errors"},
	{0, "against", OPTION_VALUE, "EXPORT", NULL, AT(against), FOR_VALIDATE | FOR_VERIFY,
	    "the export that the bundle was made from"},
	{0, "format", OPTION_VALUE, "text|gcc|json|sarif", diagnostics, AT(diagnostics),
	    FOR_VALIDATE | FOR_VERIFY,
	    "how findings are written (default: text)"},
	{0, "format", OPTION_VALUE, "text|json", report_formats, AT(format),
	    FOR_INSPECT | FOR_EDITIONS | FOR_EXPLAIN | FOR_DIFF, "how the answer is written (default: text)"},
	{0, "diagnostics", OPTION_VALUE, "text|gcc|json|sarif", diagnostics, AT(diagnostics),
	    FOR_CONVERT | FOR_INSPECT | FOR_PLAN | FOR_DIFF, "how diagnostics on stderr are written (default: text)"},
	{0, "max-errors", OPTION_VALUE, "N", NULL, AT(max_errors), FOR_READING,
	    "show at most N diagnostics and count the rest (default: all)"},
	{0, "schema", OPTION_VALUE, "FILE", NULL, AT(schema), FOR_VALIDATE,
	    "validate against this XML Schema instead of the built-in one"},
	{0, "limit", OPTION_LIST, "NAME=VALUE", NULL, AT(limits), FOR_READING,
	    "raise or lower a limit on input: see pinport(1), LIMITS"},
	{0, "zip-encoding", OPTION_VALUE, "NAME", NULL, AT(zip_encoding), FOR_READING,
	    "the encoding of entry names that are not UTF-8, e.g. cp949 (default: auto)"},
	{0, "sandbox", OPTION_VALUE, "auto|require|off", sandboxes, AT(sandbox), FOR_READING,
	    "give up network and other rights before input is read (default: auto)"},
	{0, "lang", OPTION_VALUE, "en|ko", languages, AT(lang), FOR_CONVERT,
	    "the language of diagnostics in text form and of the upload sheet; never taken from the locale (default: en)"},
	{0, "lang", OPTION_VALUE, "en|ko", languages, AT(lang), FOR_VALIDATE | FOR_VERIFY | FOR_PLAN | FOR_EXPLAIN,
	    "the language of diagnostics in text form; never taken from the locale (default: en)"},
	{0, "color", OPTION_VALUE, "auto|always|never", colours, AT(colour), FOR_ALL,
	    "colours on a terminal (default: auto; NO_COLOR is obeyed)"},
	{0, "context", OPTION_VALUE, "auto|always|never", colours, AT(context), FOR_READING,
	    "show the line that a diagnostic is about (default: auto, on a terminal)"},
	{'q', "quiet", OPTION_FLAG, NULL, NULL, AT(quiet), FOR_READING, "errors only, no summary"},
	{'v', "verbose", OPTION_FLAG, NULL, NULL, AT(verbose), FOR_READING,
	    "say more: what a diagnostic means and what to do"},
	{'h', "help", OPTION_FLAG, NULL, NULL, AT(help), FOR_ALL, "this text"},
	{0, NULL, OPTION_FLAG, NULL, NULL, 0, 0, NULL},
};

enum { ROWS_MOST = 64, LONG_BASE = 256 };

/* What getopt_long() wants, made from the rows. */
struct getopt_tables {
	struct option longs[ROWS_MOST];
	const struct option_row *rows[ROWS_MOST];
	char shorts[3 * ROWS_MOST];
	const char *names[ROWS_MOST];     /* "--edition", for suggestions */
};

static void make_tables(const struct command *command, struct getopt_tables *tables, struct arena *arena)
{
	size_t count = 0, letters = 0;

	tables->shorts[letters++] = ':';
	for (const struct option_row *row = option_rows; row->name != NULL; row++) {
		if ((row->commands & (unsigned)command->bit) == 0 || count == ROWS_MOST - 1)
			continue;
		tables->rows[count] = row;
		tables->names[count] = arena_printf(arena, "--%s", row->name);
		tables->longs[count] = (struct option){row->name,
			row->kind == OPTION_FLAG ? no_argument : required_argument, NULL,
			LONG_BASE + (int)count};
		count++;
		if (row->letter != 0) {
			tables->shorts[letters++] = row->letter;
			if (row->kind != OPTION_FLAG)
				tables->shorts[letters++] = ':';
		}
	}
	tables->longs[count] = (struct option){NULL, 0, NULL, 0};
	tables->shorts[letters] = '\0';
}

static const struct option_row *row_of(const struct getopt_tables *tables, int found)
{
	if (found >= LONG_BASE)
		return tables->rows[found - LONG_BASE];
	for (size_t i = 0; tables->rows[i] != NULL; i++)
		if (tables->rows[i]->letter == found)
			return tables->rows[i];
	return NULL;
}

static void append(struct strings *list, const char *text, struct arena *arena)
{
	const char **items = arena_alloc(arena, mem_product(list->count + 2, sizeof *items));

	if (list->count > 0)
		memcpy(items, list->items, list->count * sizeof *items);
	items[list->count++] = text;
	list->items = items;
}

static bool choice_allowed(const struct option_row *row, const char *value)
{
	if (row->choices == NULL)
		return true;
	for (const char *const *choice = row->choices; *choice != NULL; choice++)
		if (strcmp(*choice, value) == 0)
			return true;
	return false;
}

static bool take(const struct option_row *row, const char *value, struct options *options,
    struct arena *arena, struct diag *diag)
{
	char *member = (char *)options + row->offset;
	struct buf hint = {0};
	bool truth = true;

	if (row->kind == OPTION_FLAG) {
		memcpy(member, &truth, sizeof truth);
		return true;
	}
	if (!choice_allowed(row, value)) {
		nearest_hint(&hint, value, row->choices);
		diag_add(diag, DIAG_U204, NULL, NULL, DIAG_VALUES(
		    arena_printf(arena, "--%s", row->name), value, row->value, buf_text(&hint)));
		buf_free(&hint);
		return false;
	}
	if (row->kind == OPTION_LIST)
		append((struct strings *)(void *)member, value, arena);
	else
		memcpy(member, &value, sizeof value);
	return true;
}

/* Why a command does not take an option that exists: it is another's, or takes no value. */
static void add_takers(struct buf *to, const char *name, const struct command *asked)
{
	size_t count = 0;

	for (const struct option_row *row = option_rows; row->name != NULL; row++)
		if ((row->commands & (unsigned)asked->bit) != 0 && strcmp(row->name, name) == 0) {
			buf_adds(to, ": it takes no value");
			return;
		}

	for (const struct command *command = commands; command->name != NULL; command++)
		for (const struct option_row *row = option_rows; row->name != NULL; row++)
			if (row->commands != FOR_ALL && (row->commands & (unsigned)command->bit) != 0 && strcmp(row->name, name) == 0)
				buf_printf(to, "%s%s", count++ > 0 ? ", " : " (it belongs to ", command->name);
	buf_adds(to, count > 0 ? ")" : "");
}

static bool refuse_unknown(const struct command *command, const struct getopt_tables *tables,
    const char *word, struct arena *arena, struct diag *diag)
{
	const char *name = word;
	struct buf hint = {0};

	if (optopt > 0 && optopt < LONG_BASE && strncmp(word, "--", 2) != 0)
		name = arena_printf(arena, "-%c", optopt);
	else
		name = arena_copy(arena, word, strcspn(word, "="));
	if (strncmp(name, "--", 2) == 0)
		add_takers(&hint, name + 2, command);
	for (size_t i = 0; hint.length == 0 && strlen(name) > 2 && tables->names[i] != NULL; i++)
		if (strncmp(tables->names[i], name, strlen(name)) == 0)
			buf_printf(&hint, " (did you mean \"%s\"?)", tables->names[i]);
	if (hint.length == 0)
		nearest_hint(&hint, name, tables->names);
	diag_add(diag, DIAG_U202, NULL, NULL, DIAG_VALUES(name, command->name, buf_text(&hint)));
	buf_free(&hint);
	return false;
}

bool options_read(const struct command *command, int argc, char **argv, struct options *options,
    struct arena *arena, struct diag *diag)
{
	struct getopt_tables *tables = ARENA_NEW(arena, struct getopt_tables);
	int found;

	make_tables(command, tables, arena);
	opterr = 0;
	optind = 1;
	while ((found = getopt_long(argc, argv, tables->shorts, tables->longs, NULL)) != -1) {
		const struct option_row *row;

		if (found == '?')
			return refuse_unknown(command, tables, argv[optind - 1], arena, diag);
		row = row_of(tables, found == ':' ? optopt : found);
		if (row == NULL)
			return refuse_unknown(command, tables, argv[optind - 1], arena, diag);
		if (found == ':')
			return diag_add(diag, DIAG_U203, NULL, NULL, DIAG_VALUES(
			    arena_printf(arena, "--%s", row->name), row->value));
		if (!take(row, optarg, options, arena, diag))
			return false;
	}
	for (int i = optind; i < argc; i++)
		append(&options->words, argv[i], arena);
	return true;
}
