/* The commands, and the way from argv to one of them. SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/manual_formats.h"
#include "load/edition.h"
#include "load/messages.h"

const struct command commands[] = {
	{"convert", FOR_CONVERT, "EXPORT…",
	    "turn exports into marketing-profile bundles",
	    "Reads Pinpoint exports (.zip, .xml, or - for standard input) and writes one bundle\n"
	    "for each account: DIR/ACCOUNT_ID/ with upload.html, profiles, logos, records of what\n"
	    "cannot be moved, and a report that accounts for every value.",
	    "pinport convert export.zip -o bundles\tone bundle an account, in bundles/\n"
	    "pinport convert export.zip --edition latest -o new.zip\tthe rules of today, in one ZIP file\n"
	    "pinport convert export.zip -f json | jq .partnerInformation.name\tprofiles as a stream\n",
	    run_convert},
	{"plan", FOR_PLAN, "EXPORT",
	    "write an editable plan: which profiles, languages, locations and solutions to convert",
	    "Lists every profile that an export gives, its languages in order, its locations, and the\n"
	    "solutions at each, with include: yes or no as pinport would choose, and says in comments\n"
	    "what the rules say. Change it, then hand it to pinport convert --plan. A plan is for one\n"
	    "export; --from carries the choices of an older plan over to a new one.",
	    "pinport plan export.zip -o plan.yaml\teverything that can be chosen\n"
	    "pinport convert export.zip --plan plan.yaml -o bundles\tthe bundles as planned\n"
	    "pinport plan --from plan.yaml new.zip -o plan2.yaml\tthe same choices for a newer export\n",
	    run_plan},
	{"validate", FOR_VALIDATE, "FILE…",
	    "check exports and edited bundles, and say what is wrong, where, and what to do",
	    "An export: checks the archive, the XML, the schema, identity, and the documented rules of\n"
	    "Pinpoint and of the form that --edition names; with --edition none the archive, the XML,\n"
	    "the schema, identity and references alone, which is quicker and enough for those who\n"
	    "produce exports. A bundle that a person has edited (its\n"
	    "folder, its ZIP file, or one marketing profile): reads it strictly, checks every rule of\n"
	    "its edition, and names what was edited, added or lost. A plan: whether it can be read;\n"
	    "whether it fits its export, pinport convert --plan says. Findings go to stdout.",
	    "pinport validate export.zip\tall findings, sorted by place\n"
	    "pinport validate *.zip --format json\tone JSON object a finding\n"
	    "pinport validate export.zip --edition 2017-06\talso against the form of June 2017\n"
	    "pinport validate export.zip --edition none\tas an export alone, whatever form it is for\n"
	    "pinport validate bundles/4297614086 --against export.zip\tan edited bundle, before the upload\n",
	    run_validate},
	{"verify", FOR_VERIFY, "BUNDLE…",
	    "prove that nothing of an export was lost in its bundle",
	    "Reads the export and the bundle (a folder or ZIP file, or a folder of bundles) again and\n"
	    "compares them value by value: every value of the export has one line in the ledger, stands\n"
	    "where the ledger says, and every file matches its hash. Findings go to stdout.",
	    "pinport verify bundles --against export.zip\tevery bundle of the folder\n",
	    run_verify},
	{"diff", FOR_DIFF, "OLD NEW",
	    "show what differs between two bundles, profiles, exports or plans, by meaning",
	    "Compares by account, profile, field and item, never by line; texts word by word. Each of\n"
	    "the two is a bundle (folder or ZIP file, or a folder of bundles), a marketing profile, a\n"
	    "stream of them, or an export, which is converted in memory as the other side was. Says\n"
	    "which changes Partner Center's form has no way for. A plan is compared with a plan, or\n"
	    "with what pinport would choose from an export. Exit status: 0 the same, 1 different,\n"
	    "3 something could not be read.",
	    "pinport diff export.zip bundles\twhat a person changed in the bundles of an export\n"
	    "pinport diff export.zip plan.yaml\twhat a person chose otherwise than pinport\n"
	    "pinport diff old.zip new.zip --edition latest\twhat changed between two exports\n"
	    "pinport diff bundles/1.backup-1 bundles/1 --format json\tone JSON object a difference\n",
	    run_diff},
	{"inspect", FOR_INSPECT, "EXPORT…",
	    "show what is inside an export",
	    "Lists accounts with their profiles, locations, listings, referrals and reviews.",
	    "pinport inspect export.zip\ta table for people\n"
	    "pinport inspect export.zip --format json\tone JSON object an account\n",
	    run_inspect},
	{"editions", FOR_EDITIONS, "[ID]",
	    "show the editions of Partner Center's form, or every rule of one with its source",
	    "The rules of the form changed over time. Each edition is what Microsoft's pages said at\n"
	    "a date; every limit names its source. What was never documented is listed as such.",
	    "pinport editions\tall of them, a line each\n"
	    "pinport editions 2017-06\tevery rule of one, with its source\n",
	    run_editions},
	{"schema", FOR_SCHEMA, "[NAME]",
	    "print an embedded schema or data file",
	    "Without NAME lists them.",
	    "pinport schema pinpoint-export-1.xsd > pinpoint-export-1.xsd\tto validate elsewhere\n",
	    run_schema},
	{"explain", FOR_EXPLAIN, "[CODE…]",
	    "say what a diagnostic means and what to do",
	    "Without CODE lists all of them, a line each.",
	    "pinport explain V101\tone diagnostic\n",
	    run_explain},
	{"completion", FOR_COMPLETION, "bash|zsh|fish",
	    "print what makes a shell complete pinport's command lines",
	    "make install puts it where the shells look. Files complete only where files go; editions,\n"
	    "codes, formats and limits complete from pinport's own tables.",
	    "pinport completion bash > ~/.local/share/bash-completion/completions/pinport\tfor bash\n",
	    run_completion},
	{NULL, 0, NULL, NULL, NULL, NULL, NULL},
};

static bool ends_with(const char *text, const char *end)
{
	return strlen(text) > strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

/* What may have been meant by a first word that is no command. */
static void hint_at(struct buf *to, const char *word, const char *const *names)
{
	if (*word == '-')
		buf_adds(to, ": options stand behind the command, as in pinport convert --edition latest export.zip");
	else if (ends_with(word, ".zip") || ends_with(word, ".xml"))
		buf_adds(to, ": a command comes first, as in pinport convert export.zip");
	else
		nearest_hint(to, word, names);
}

static const struct command *find_command(struct session *session, const char *name)
{
	const char *names[32];
	struct buf hint = {0};
	size_t count = 0;

	for (const struct command *command = commands; command->name != NULL; command++) {
		if (strcmp(command->name, name) == 0)
			return command;
		names[count++] = command->name;
	}
	names[count] = NULL;
	hint_at(&hint, name, names);
	diag_add(session->diag, DIAG_U201, NULL, NULL, DIAG_VALUES(name, buf_text(&hint)));
	buf_free(&hint);
	return NULL;
}

bool wants_colour(const struct options *options, int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (options->colour != NULL && strcmp(options->colour, "always") == 0)
		return true;
	if (options->colour != NULL && strcmp(options->colour, "never") == 0)
		return false;
	return (no == NULL || *no == '\0') && term != NULL && strcmp(term, "dumb") != 0 &&
	       isatty(fd);
}

static void run(struct session *session, int argc, char **argv)
{
	bool good;

	session->command = find_command(session, argv[1]);
	if (session->command == NULL)
		return;
	good = options_read(session->command, argc - 1, argv + 1, &session->options, &session->arena, session->diag);
	session->text.language = messages_read(session->options.lang, &session->arena);
	if (!good)
		return;
	session->text.colour = wants_colour(&session->options, STDERR_FILENO);
	session->text.quiet = session->options.quiet;
	session->text.verbose = session->options.verbose;
	diag_strict(session->diag, session->options.strict);
	if (session->options.help) {
		help_command(stdout, session->command);
		return;
	}
	session->catalogue = &edition_built_in;
	session->command->run(session);
}

/* pinport help --mdoc [formats] */
static void put_manual(struct session *session, char **words)
{
	if (words[0] == NULL)
		help_manual();
	else if (strcmp(words[0], "formats") == 0 && words[1] == NULL)
		manual_formats();
	else
		diag_add(session->diag, DIAG_U206, NULL, NULL, DIAG_VALUES("help --mdoc",
		    words[1] != NULL ? words[1] : words[0]));
}

/* pinport, pinport --help, pinport help [COMMAND], pinport --version. */
static bool run_general(struct session *session, int argc, char **argv)
{
	const char *first = argc > 1 ? argv[1] : "--help";

	if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
		help_version(stdout, argc > 2 && (strcmp(argv[2], "-v") == 0 ||
		    strcmp(argv[2], "--verbose") == 0));
	} else if (argc > 2 && strcmp(first, "help") == 0 && strcmp(argv[2], "--mdoc") == 0) {
		put_manual(session, argv + 3);
	} else if (argc > 2 && strcmp(first, "help") == 0) {
		const struct command *command = find_command(session, argv[2]);

		if (command != NULL)
			help_command(stdout, command);
	} else if (argc < 2 || strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 ||
	    strcmp(first, "help") == 0) {
		help_program(argc < 2 ? stderr : stdout);
		if (argc < 2)
			diag_raise_exit(session->diag, 2);
	} else {
		return false;
	}
	return true;
}

int cli_main(int argc, char **argv)
{
	struct session session = {0};
	int status;

	setenv("TZ", "UTC0", 1);   /* libraries ask for the zone on every date; pinport knows UTC only */
	file_guard_descriptors();
	tzset();                   /* looks for a file of that name: before rights are dropped */
	file_watch_signals();
	session.diag = diag_open();
	session.text.file = stderr;
	session.printer = (struct diag_printer){.entry = diag_print_text, .to = &session.text, .grouped = true};
	if (!run_general(&session, argc, argv))
		run(&session, argc, argv);
	diag_flush(session.diag, &session.printer);
	if (!file_finish_stdout()) {
		diag_add(session.diag, DIAG_I301, NULL, NULL, NULL);
		diag_flush(session.diag, &session.printer);
	}
	status = diag_exit(session.diag);
	diag_close(session.diag);
	messages_free(session.text.language);
	arena_free(&session.arena);
	if (session.stopped != 0)
		raise(session.stopped);
	return status;
}
