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

/* index.html over many accounts: what stands before the rows, the rows in the
 * order of the calls, what stands behind them. All of it is added to `to`, which
 * may be emptied between the calls. lang: "en" or "ko", what the page shows first;
 * NULL is "en". The bytes depend on the arguments alone. */
struct sheet_index;
struct sheet_index *sheet_index_open(struct buf *to, const char *lang, const char *version);
void sheet_index_row(struct sheet_index *index, const struct sheet_index_row *row);
void sheet_index_close(struct sheet_index *index);   /* NULL is fine */

#endif
