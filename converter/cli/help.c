/* Help, from the tables of commands and options. SPDX-License-Identifier: MIT */
#include <libxml/xmlversion.h>
#include <string.h>
#include <yaml.h>
#include <zip.h>

#include "base/limits.h"
#include "base/sandbox.h"
#include "cli/command.h"
#include "convert.h"

void help_program(FILE *to)
{
	fprintf(to, "pinport %s turns a Microsoft Pinpoint profile export (XML in ZIP) into a bundle that a\n"
	    "person pastes into Partner Center. It works offline and never changes its input.\n\n"
	    "  pinport inspect export.zip                what is inside\n"
	    "  pinport convert export.zip -o bundles     make the bundles\n"
	    "  xdg-open bundles/*/upload.html            paste, field by field\n\n"
	    "Commands:\n", PINPORT_VERSION);
	for (const struct command *command = commands; command->name != NULL; command++)
		fprintf(to, "  %-10s %s\n", command->name, command->summary);
	fprintf(to, "\npinport COMMAND --help says more; so does the manual, pinport(1).\n"
	    "Exit status: 0 fine, 1 errors in the input, 2 usage, 3 input unreadable, 4 output failed, 5 internal.\n");
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
		fprintf(to, "  %s\n  %-28s %s\n", left, "", row->help);
	else
		fprintf(to, "  %-28s %s\n", left, row->help);
}

void help_command(FILE *to, const struct command *command)
{
	fprintf(to, "pinport %s: %s\n\nUsage: pinport %s [OPTION…] %s\n\nExamples:\n", command->name,
	    command->summary, command->name, command->words);
	print_examples(to, command->examples);
	fprintf(to, "\n%s\n\nOptions:\n", command->help);
	for (const struct option_row *row = option_rows; row->name != NULL; row++)
		if ((row->commands & (unsigned)command->bit) != 0)
			print_option(to, row);
	if ((command->bit & FOR_READING) == 0)
		return;
	fprintf(to, "\nLimits (--limit NAME=VALUE, with K, M or G):\n");
	for (const struct limit_row *row = limit_rows; row->name != NULL; row++)
		fprintf(to, "  %-12s %12llu %-8s %s\n", row->name, (unsigned long long)row->value,
		    row->unit, row->why);
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
