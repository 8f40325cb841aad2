/* What convert, validate, verify and inspect have in common: inputs, limits, schema,
 * printer, and the run over all inputs. */
#ifndef PINPORT_CLI_READING_H
#define PINPORT_CLI_READING_H

#include "cli/command.h"
#include "convert.h"
#include "emit/findings.h"

struct reading {
	struct session *session;
	struct convert convert;
	struct limits limits;
	struct xsd *xsd;
	struct xml_schema *schema;
	struct findings *findings;
	struct decoder *decoder;
	struct diag_printer printer;
	void (*input)(struct reading *reading, const char *path);  /* NULL: convert_input() */
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
