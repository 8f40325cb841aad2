/* The options of all commands as one table: parsing, --help, the manual, the
 * completions and "did you mean" read the same rows. */
#ifndef PINPORT_CLI_OPTIONS_H
#define PINPORT_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/edition.h"

/* Which commands take an option: one bit each, in the order of commands[]. */
enum command_bit {
	FOR_CONVERT = 1, FOR_VALIDATE = 2, FOR_INSPECT = 4, FOR_EDITIONS = 8, FOR_SCHEMA = 16,
	FOR_EXPLAIN = 32, FOR_VERIFY = 64, FOR_PLAN = 128, FOR_DIFF = 256, FOR_COMPLETION = 512, FOR_ALL = 0xFFFF,
	FOR_READING = FOR_CONVERT | FOR_VALIDATE | FOR_INSPECT | FOR_VERIFY | FOR_PLAN | FOR_DIFF
};

struct options {
	struct strings words;          /* what is not an option */
	struct strings countries, limits;
	const char *output, *format, *edition, *overflow, *diagnostics, *lang, *zip_encoding;
	const char *schema, *sandbox, *colour, *summary;
	const char *files_from, *max_errors, *against, *context, *plan, *from;
	const char *jobs, *shard, *only_failed, *progress;
	bool force, backup, dry_run, skip_existing, strict, quiet, verbose, nul, help;
};

enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_LIST };

struct option_row {
	char letter;                   /* 0: none */
	const char *name;              /* NULL ends the table */
	enum option_kind kind;
	const char *value;             /* what the value is called in help: "DIR|FILE.zip|-" */
	const char *const *choices;    /* the values allowed, ends with NULL; NULL: any */
	size_t offset;                 /* in struct options */
	unsigned commands;
	const char *help;
};

extern const struct option_row option_rows[];

struct command;

/* Reads argv behind the command's name. False after a diagnostic. Lists live in the arena. */
bool options_read(const struct command *command, int argc, char **argv, struct options *options,
    struct arena *arena, struct diag *diag);

#endif
