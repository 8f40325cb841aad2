/* The files of schemas/ and of the sheet, inside the program. */
#ifndef PINPORT_BASE_EMBEDDED_H
#define PINPORT_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name;            /* "pinpoint-export-1.xsd", "vocabularies/products.yaml", "sheet/sheet.js" */
	const unsigned char *data;   /* followed by a NUL that is not counted */
	size_t size;
	const unsigned char *baked;  /* of messages/: its tree, for load/baked.h; else NULL */
};

extern const struct embedded embedded_files[];   /* sorted by name; ends with name NULL */
const struct embedded *embedded_find(const char *name);   /* NULL when there is none */

#endif
