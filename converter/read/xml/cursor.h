/* A position that moves over UTF-8 text: offset, line, column. A line ends
 * with LF, CR LF or a lone CR (XML 1.0, 2.11); a column is one code point. */
#ifndef PINPORT_READ_CURSOR_H
#define PINPORT_READ_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/place.h"

/* The order keeps offset and line apart: compilers would read neighbours in one step, which waits when they
 * were just stored in two. */
struct cursor {
	uint64_t offset;
	uint64_t column, line;   /* from 1 */
	bool after_cr;           /* a LF now belongs to the CR before it */
};

#define CURSOR_START ((struct cursor){0, 1, 1, false})

/* What the bytes that were passed contain. */
enum cursor_marks {
	CURSOR_CR = 1,
	CURSOR_BAD = 2,       /* a character that XML does not allow */
	CURSOR_SIGN = 4       /* & or ] */
};

/* Moves over `size` bytes, which may be cut anywhere, also in a character (then
 * CURSOR_BAD may miss U+FFFE and U+FFFF). Gives enum cursor_marks. */
unsigned cursor_move(struct cursor *cursor, const char *data, size_t size);

/* The cursor that stood at a place. */
struct cursor cursor_at(const struct place *place);

/* The place for diagnostics; lines and columns beyond 32 bits stay at the largest. */
static inline struct place cursor_place(const struct cursor *cursor, uint32_t source)
{
	return (struct place){
		.offset = cursor->offset,
		.source = source,
		.line = cursor->line < UINT32_MAX ? (uint32_t)cursor->line : UINT32_MAX,
		.column = cursor->column < UINT32_MAX ? (uint32_t)cursor->column : UINT32_MAX,
	};
}

#endif
