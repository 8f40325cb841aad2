/* The commands as one table; one small file each. */
#ifndef PINPORT_CLI_COMMAND_H
#define PINPORT_CLI_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/diag.h"
#include "cli/options.h"

/* What every command gets. */
struct session {
	const struct command *command;
	struct options options;
	struct arena arena;             /* for as long as the program runs */
	struct diag *diag;
	struct diag_text text;          /* the printer on stderr */
	struct diag_printer printer;
	const struct catalogue *catalogue;
	int stopped;                    /* the signal that ended the run early: the program ends by it */
};

struct command {
	const char *name;               /* NULL ends the table */
	enum command_bit bit;
	const char *words;              /* "EXPORT…" */
	const char *summary;            /* one line */
	const char *help;               /* paragraphs behind the summary in --help */
	const char *examples;           /* lines "command\tsays what" */
	void (*run)(struct session *session);
};

extern const struct command commands[];

/* The whole program: returns the exit status (decision 23). */
int cli_main(int argc, char **argv);

void run_convert(struct session *session);
void run_validate(struct session *session);
void run_verify(struct session *session);
void run_inspect(struct session *session);
void run_plan(struct session *session);
void run_diff(struct session *session);
void run_completion(struct session *session);
void run_editions(struct session *session);
void run_schema(struct session *session);
void run_explain(struct session *session);

void help_program(FILE *to);
void help_command(FILE *to, const struct command *command);
void help_version(FILE *to, bool verbose);
void help_manual(void);   /* pinport(1) in mdoc, to stdout */


struct embedded;

/* True for what pinport schema prints; the rest of what is embedded belongs to the sheet. */
bool schema_is(const struct embedded *file);

/* Whether what goes to a descriptor is to be in colour. */
bool wants_colour(const struct options *options, int fd);

/* The edition that an option or word names (NULL: the default); NULL after a diagnostic. */
const struct edition *edition_named(struct session *session, const char *id);

#endif
