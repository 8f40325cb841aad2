/* pinport-formats(5) in mdoc, to standard output: `pinport help --mdoc formats`. */
#ifndef PINPORT_CLI_MANUAL_FORMATS_H
#define PINPORT_CLI_MANUAL_FORMATS_H

#include <stdbool.h>

void manual_formats(void);

/* Its part on the export, from the XML Schema. */
void manual_export(void);

/* A JSON Schema: its description, then what stands in it, `depth` levels deep. */
void manual_schema(const char *name, unsigned depth);

#endif
