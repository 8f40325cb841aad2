/* The bytes of an XML document as UTF-8, without byte order mark. The encoding
 * is found from the mark, the pattern of the first bytes, and the XML
 * declaration, in this order (XML 1.0, appendix F).
 *
 * A declaration that the bytes contradict is not obeyed but warned about:
 * .NET's StringWriter puts encoding="utf-16" before text that is then saved
 * as UTF-8. ISO-8859-1 with bytes 0x80 to 0x9F is read as windows-1252.
 *
 * Nothing is written to diagnostics here: only the reader knows the places. */
#ifndef PINPORT_READ_ENCODING_H
#define PINPORT_READ_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "read/xml/cursor.h"

struct encoding;

/* What to report, and where. */
struct encoding_report {
	enum diag_code code;
	const char *values[3];  /* ends with NULL; lives as long as the encoding */
	struct cursor at;       /* line 0: where the output ends */
};

struct encoding *encoding_open(void);
void encoding_close(struct encoding *encoding);  /* NULL is fine */

/* Appends the text of the next bytes to `out`; they may be cut anywhere, and
 * the first ones are held back until the encoding is known. False when there
 * is trouble (see below): `out` then ends right before the bad character. */
bool encoding_feed(struct encoding *encoding, const char *data, size_t size, struct buf *out);
bool encoding_finish(struct encoding *encoding, struct buf *out);

/* Why encoding_feed() or encoding_finish() returned false. */
const struct encoding_report *encoding_trouble(const struct encoding *encoding);

/* Something to warn about, once; NULL when there is nothing (more). */
const struct encoding_report *encoding_warning(struct encoding *encoding);

/* See xml_sniff(). */
bool encoding_sniff(const char *data, size_t size);

#endif
