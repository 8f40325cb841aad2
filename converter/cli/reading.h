/* What convert, validate, verify and inspect have in common: inputs, limits, schema,
 * printer, and the run over all inputs. */
#ifndef PINPORT_CLI_READING_H
#define PINPORT_CLI_READING_H

#include "cli/command.h"
#include "convert.h"
#include "emit/findings.h"

struct batch;
struct progress;

enum { READING_COUNTERS = 4 };

struct reading {
	struct session *session;
	struct convert convert;
	struct limits limits;
	const struct xsd *xsd;           /* the built-in schema, or */
	struct xml_schema *schema;       /* that of --schema */
	struct findings *findings;
	struct decoder *decoder;
	struct diag_printer printer;
	struct tape tape;                /* the lines of the input, when diagnostics show them */
	/* Reads one input, in a worker process if there are any; false when
	 * something in it is wrong. NULL: convert_input(). */
	bool (*input)(struct reading *reading, const char *path);
	/* Behind it, always in the main process and in the order of inputs; or NULL. */
	void (*input_done)(struct reading *reading, const char *path, bool good);
	size_t *counters[READING_COUNTERS];   /* what .input counts and .input_done wants to know; or NULL */
	struct batch *batch;             /* NULL: one input after the other, here */
	struct progress *progress;       /* to be hidden before something is printed; or NULL */
	size_t shown, most, held_back;   /* --max-errors */
};

/* Sets up `reading` (zeroed) from the session's options. False after a diagnostic. */
bool reading_open(struct reading *reading, struct session *session, FILE *findings);

/* Gives up network, other programs and other files. False after a diagnostic. */
bool reading_confine(const struct reading *reading);

/* Every input, in order, with rights dropped before the first. */
void reading_run(struct reading *reading);
void reading_close(struct reading *reading);

#endif
