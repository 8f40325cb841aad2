/* Help, from the tables of commands and options. SPDX-License-Identifier: MIT */
#include <libxml/xmlversion.h>
#include <string.h>
#include <yaml.h>
#include <zip.h>

#include "base/limits.h"
#include "base/sandbox.h"
#include "cli/command.h"
#include "cli/wrap.h"
#include "convert.h"

enum {
	COMMAND_WIDTH = 13,    /* where the second column begins: of commands, options, limits */
	OPTION_WIDTH = 31,
	LIMIT_WIDTH = 37
};

void help_program(FILE *to)
{
	fprintf(to, "pinport %s turns a Microsoft Pinpoint profile export (XML in ZIP) into a\n"
	    "bundle that a person pastes into Partner Center. It works offline and never\n"
	    "changes its input.\n\n"
	    "  pinport inspect export.zip                what is inside\n"
	    "  pinport convert export.zip -o bundles     make the bundles\n"
	    "  xdg-open bundles/*/upload.html            paste, field by field\n\n"
	    "To choose what goes over, and to check:\n"
	    "  pinport plan export.zip -o plan.yaml      then edit it: yes or no, up or down\n"
	    "  pinport convert export.zip --plan plan.yaml -o bundles\n"
	    "  pinport verify bundles --against export.zip\n\n"
	    "Commands:\n", PINPORT_VERSION);
	for (const struct command *command = commands; command->name != NULL; command++) {
		fprintf(to, "  %-10s ", command->name);
		wrap_text(to, COMMAND_WIDTH, COMMAND_WIDTH, command->summary);
	}
	fprintf(to, "\npinport COMMAND --help says more; so do the manuals, pinport(1) and\n"
	    "pinport-formats(5). Exit status: 0 fine, 1 errors in the input, 2 usage,\n"
	    "3 input unreadable, 4 output failed, 5 internal.\n");
}

static void print_examples(FILE *to, const char *examples)
{
	for (const char *line = examples; *line != '\0';) {
		const char *tab = strchr(line, '\t'), *end = strchr(line, '\n');

		fprintf(to, "  %.*s\n      %.*s\n", (int)(tab - line), line, (int)(end - tab - 1), tab + 1);
		line = end + 1;
	}
}

static void print_option(FILE *to, const struct option_row *row)
{
	char left[80];

	snprintf(left, sizeof left, "%c%c%s --%s%s%s", row->letter != 0 ? '-' : ' ',
	    row->letter != 0 ? row->letter : ' ', row->letter != 0 ? "," : " ", row->name,
	    row->value != NULL ? " " : "", row->value != NULL ? row->value : "");
	if (strlen(left) > 28)
		fprintf(to, "  %s\n%*s", left, OPTION_WIDTH, "");
	else
		fprintf(to, "  %-28s ", left);
	wrap_text(to, OPTION_WIDTH, OPTION_WIDTH, row->help);
}

void help_command(FILE *to, const struct command *command)
{
	const int start = fprintf(to, "pinport %s: ", command->name);

	wrap_text(to, start > 0 ? (size_t)start : 0, 0, command->summary);
	fprintf(to, "\nUsage: pinport %s [OPTION…] %s\n\nExamples:\n", command->name, command->words);
	print_examples(to, command->examples);
	putc('\n', to);
	wrap_text(to, 0, 0, command->help);
	fprintf(to, "\nOptions:\n");
	for (const struct option_row *row = option_rows; row->name != NULL; row++)
		if ((row->commands & (unsigned)command->bit) != 0)
			print_option(to, row);
	if ((command->bit & FOR_READING) == 0)
		return;
	fprintf(to, "\nLimits (--limit NAME=VALUE, with K, M or G):\n");
	for (const struct limit_row *row = limit_rows; row->name != NULL; row++) {
		fprintf(to, "  %-12s %12llu %-8s ", row->name, (unsigned long long)row->value, row->unit);
		wrap_text(to, LIMIT_WIDTH, LIMIT_WIDTH, row->why);
	}
}

void help_version(FILE *to, bool verbose)
{
	char state[SANDBOX_STATE];
	int major, minor, patch;

	fprintf(to, "pinport %s\n", PINPORT_VERSION);
	if (!verbose)
		return;
	yaml_get_version(&major, &minor, &patch);
	sandbox_describe(state);
	fprintf(to, "sandbox: %s\n", state);
	fprintf(to, "libxml2 %s, libzip %s, libyaml %d.%d.%d\nlicence: MIT\n", LIBXML_DOTTED_VERSION,
	    zip_libzip_version(), major, minor, patch);
}
