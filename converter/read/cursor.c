/* Lines and columns, eight bytes at a time: see cursor.h.
 * SPDX-License-Identifier: MIT */
#include "read/cursor.h"

#include <string.h>

#define EVERY UINT64_C(0x0101010101010101)   /* one in each byte */
#define HIGH  (EVERY * 0x80)

/* Whether any byte is below 0x0E: tab, the line breaks, or worse. */
static inline bool has_break(uint64_t word)
{
	return ((word - EVERY * 0x0E) & ~word & HIGH) != 0;
}

/* How many bytes continue a character (10xxxxxx). */
static inline unsigned continuations(uint64_t word)
{
	uint64_t marks = word & ~(word << 1) & HIGH;

	return (unsigned)((marks >> 7) * EVERY >> 56);
}

static inline void step(struct cursor *cursor, unsigned char byte)
{
	if (byte == '\r' || (byte == '\n' && !cursor->after_cr)) {
		cursor->line++;
		cursor->column = 1;
	} else if (byte != '\n') {
		cursor->column += (byte & 0xC0) != 0x80;
	}
	cursor->after_cr = byte == '\r';
}

void cursor_move(struct cursor *cursor, const char *data, size_t size)
{
	size_t i = 0;

	cursor->offset += size;
	for (; size - i >= 8; i += 8) {
		uint64_t word;

		memcpy(&word, data + i, sizeof word);
		if (has_break(word)) {
			for (size_t j = i; j < i + 8; j++)
				step(cursor, (unsigned char)data[j]);
		} else {
			cursor->column += 8 - ((word & HIGH) != 0 ? continuations(word) : 0);
			cursor->after_cr = false;
		}
	}
	for (; i < size; i++)
		step(cursor, (unsigned char)data[i]);
}

static uint32_t clamp(uint64_t value)
{
	return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

struct place cursor_place(const struct cursor *cursor, uint32_t source)
{
	return (struct place){
		.offset = cursor->offset,
		.source = source,
		.line = clamp(cursor->line),
		.column = clamp(cursor->column),
	};
}

struct cursor cursor_at(const struct place *place)
{
	return (struct cursor){place->offset, place->line, place->column, false};
}
