/* The page over several upload sheets. The sheet itself is emit.h's emit_sheet(). */
#ifndef PINPORT_EMIT_SHEET_H
#define PINPORT_EMIT_SHEET_H

#include <stddef.h>

#include "base/buf.h"

/* Stands in the first 1024 bytes of every index: how pinport knows its own. */
#define SHEET_INDEX_MARK "<!-- pinport sheet-index 1 -->"

/* One account of the index. Strings are UTF-8 and borrowed. */
struct sheet_index_row {
	const char *id;          /* "4711" */
	const char *name;        /* legal name, or "" */
	const char *edition;     /* "2017-03" */
	const char *countries;   /* "AT DE KR"; "" when it has no profile */
	size_t decisions;        /* that wait for a person */
	const char *refused;     /* the code of what refused it in this run, "" when no code says it; NULL: not refused */
	const char *link;        /* NULL: there is no sheet. Else "4711/upload.html": relative, in
	                          * bytes as on disk; escaped for a URL here */
};

/* index.html over `count` accounts, in the order of rows[]. lang: "en" or
 * "ko", what the page shows first; NULL is "en". The bytes depend on the
 * arguments alone. */
void emit_sheet_index(struct buf *to, const struct sheet_index_row rows[], size_t count,
    const char *lang, const char *version);

#endif
