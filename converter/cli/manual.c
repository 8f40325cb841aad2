/* The manual page, from the tables of commands, options, limits, editions and
 * diagnostics: `pinport help --mdoc`. docs/pinport.1 is its output, and a test
 * fails when the two differ. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/template.h"
#include "cli/command.h"
#include "cli/roff.h"
#include "model/edition.h"

static void put_examples(const char *examples)
{
	for (const char *line = examples; *line != '\0';) {
		const char *tab = strchr(line, '\t'), *end = strchr(line, '\n');
		struct buf text = {0};

		buf_add(&text, line, (size_t)(tab - line));
		roff_line(".Dl", buf_text(&text));
		buf_free(&text);
		line = end + 1;
	}
}

static void put_option(const struct option_row *row)
{
	printf(".It ");
	if (row->letter != 0)
		printf("Fl %c , ", row->letter);
	printf("Fl Fl %s", row->name);
	if (row->value != NULL) {
		printf(" Ar ");
		roff_put(row->value);
	}
	putchar('\n');
	roff_sentences(row->help);
}

static void put_command(const struct command *command)
{
	bool any = false;

	printf(".Ss pinport %s ", command->name);
	roff_line("", command->words);
	roff_sentences(command->help);
	printf(".Pp\n");
	put_examples(command->examples);
	for (const struct option_row *row = option_rows; row->name != NULL; row++)
		if ((row->commands & (unsigned)command->bit) != 0 && row->commands != FOR_ALL) {
			if (!any)
				printf(".Bl -tag -width Ds\n");
			any = true;
			put_option(row);
		}
	if (any)
		printf(".El\n");
}

static void put_commands(void)
{
	printf(".Sh COMMANDS\nEvery command takes\n.Fl Fl help\nand\n.Fl Fl color Ar auto|always|never .\n"
	    "Only full names of options are stable.\n");
	for (const struct command *command = commands; command->name != NULL; command++)
		put_command(command);
}

static void put_limits(void)
{
	printf(".Sh LIMITS\nCeilings on input, applied while it inflates; each can be changed with\n"
	    ".Fl Fl limit Ar NAME=VALUE .\n.Bl -tag -width Ds\n");
	for (const struct limit_row *row = limit_rows; row->name != NULL; row++) {
		printf(".It Cm %s\n%" PRIu64 " %s: ", row->name, row->value, row->unit);
		roff_line("", row->why);
	}
	printf(".El\n");
}

static void put_diagnostics(void)
{
	struct buf sentence = {0};

	printf(".Sh DIAGNOSTICS\nA diagnostic is one line,\n"
	    ".Dl archive.zip!part.xml:12:5: error: TEXT [CODE]\n"
	    "followed by the path of the element.\nLines and columns count from 1; a column is one Unicode "
	    "code point.\nIn the texts below an ellipsis stands for what is found.\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < DIAG_CODES; i++) {
		printf(".It Sy %s Pq %s\n", diag_rows[i].code, diag_severity_name(diag_rows[i].severity));
		buf_clear(&sentence);
		template_show(&sentence, diag_rows[i].template);
		roff_line(".Em", buf_text(&sentence));
		printf(".br\n");
		roff_sentences(diag_rows[i].meaning);
		buf_clear(&sentence);
		diag_advice(&sentence, (enum diag_code)i, NULL);
		roff_sentences(buf_text(&sentence));
	}
	buf_free(&sentence);
	printf(".El\n");
}

void help_manual(void)
{
	printf(".\\\" Made by `pinport help --mdoc` from the program's own tables. SPDX-License-Identifier: MIT\n"
	    ".Dd November 22, 2026\n.Dt PINPORT 1\n.Os\n.Sh NAME\n.Nm pinport\n"
	    ".Nd turn a Microsoft Pinpoint profile export into a Partner Center marketing-profile bundle\n"
	    ".Sh SYNOPSIS\n");
	for (const struct command *command = commands; command->name != NULL; command++) {
		printf(".Nm pinport %s\n.Op Ar OPTION...\n.Ar ", command->name);
		roff_put(command->words);
		putchar('\n');
	}
	printf(".Sh DESCRIPTION\n.Nm\nreads Pinpoint exports in pinport's export format 1 (XML, alone or in ZIP "
	    "archives), checks them, and writes for each account a bundle that a person uses to fill in Partner "
	    "Center's form by hand.\nMicrosoft documented neither an export format for Pinpoint nor an upload "
	    "format for Partner Center; both ends are pinport's own, built from what Microsoft's pages said.\n"
	    ".Pp\nIt works offline, never changes its input, and never writes outside the output.\n"
	    "Data goes to standard output, talk to standard error.\n");
	put_commands();
	put_limits();
	printf(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev NO_COLOR\nIf set and not empty, no colours.\n"
	    ".It Ev TMPDIR\nWhere a ZIP archive that comes through a pipe is kept while it is read.\n.El\n");
	printf(".Sh EXIT STATUS\nThe worst over all inputs:\n.Bl -tag -width Ds -compact\n"
	    ".It 0\nfine; warnings are allowed unless\n.Fl Fl strict\nis given\n"
	    ".It 1\nthe input has errors, or something needs a decision before the bundle can be used\n"
	    ".It 2\nthe command line is wrong\n.It 3\nan input is unreadable or cannot be judged\n"
	    ".It 4\nthe output failed, exists already, or was edited by a person\n"
	    ".It 5\nout of memory, or a fault of pinport\n.El\n");
	put_diagnostics();
	printf(".Sh SEE ALSO\n.Xr pinport-formats 5\n");
}
