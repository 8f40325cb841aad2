/* libxml2's streaming validator beside one document: for --schema FILE, and as
 * the oracle of tests. It reports with the rows of base/diag/schema.h, as well
 * as libxml2's codes tell causes apart, and with the reader's own places. */
#ifndef PINPORT_READ_SCHEMA_CHECK_H
#define PINPORT_READ_SCHEMA_CHECK_H

#include <libxml/xmlstring.h>

#include "base/diag.h"
#include "read/xml/xml.h"

struct schema_check;

/* A start tag as libxml2's SAX2 interface gives it. */
struct schema_start {
	const xmlChar *name, *prefix, *uri;
	int namespace_count;
	const xmlChar **namespaces;
	int attribute_count;
	const xmlChar **attributes;
};

/* `reader` is asked for paths. */
struct schema_check *schema_check_open(const struct xml_schema *schema,
    const struct xml_reader *reader, struct diag *diag);
void schema_check_close(struct schema_check *check);  /* NULL is fine */

/* Text is gathered until the next tag, since joining many pieces takes libxml2
 * quadratic time; to be flushed before the path has the element of a start tag. */
void schema_check_text(struct schema_check *check, const char *data, size_t size,
    const struct place *place);
void schema_check_flush(struct schema_check *check);

void schema_check_start(struct schema_check *check, const struct schema_start *start,
    const struct xml_element *element);

/* `tag` is the end tag, `content` where the element's content started. */
void schema_check_end(struct schema_check *check, const struct schema_start *end,
    const struct place *tag, const struct place *content);

#endif
