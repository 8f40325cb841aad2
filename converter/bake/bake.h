/* A tool of the build: writes as C what every start would else make again from
 * the schemas, or load. The program has no part in it but the headers of what is written.
 * Each function writes one file to standard output; false: it could not, and
 * why has been told on standard error. */
#ifndef PINPORT_BAKE_H
#define PINPORT_BAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

bool bake_files(char **names);      /* NAME=PATH, in the order of names: embedded_files of base/embedded.h */
bool bake_schema(char **paths);     /* the XSD: xsd_built_in of read/xsd/xsd.h */
bool bake_editions(char **paths);   /* editions.yaml and the vocabularies: edition_built_in of load/edition.h */
bool bake_encodings(char **paths);  /* of what iconv says: the tables of base/multibyte.h */

bool bake_read(const char *path, struct buf *to);   /* a whole file */
void bake_text(const char *text);                   /* a string of C, or NULL */

#endif
