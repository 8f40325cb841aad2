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

/* The high bit of each byte that is `byte`. */
static inline uint64_t find_bytes(uint64_t word, unsigned char byte)
{
	uint64_t rest = word ^ EVERY * byte;

	return ~(((rest & ~HIGH) + ~HIGH) | rest | ~HIGH);
}

static inline uint64_t count_marks(uint64_t marks)
{
	return (marks >> 7) * EVERY >> 56;
}

/* How many bytes continue a character (10xxxxxx). */
static inline uint64_t continuations(uint64_t word)
{
	return (word & HIGH) == 0 ? 0 : count_marks(word & ~(word << 1) & HIGH);
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

static void step_each(struct cursor *cursor, const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		step(cursor, (unsigned char)data[i]);
}

/* Eight bytes, the first one lowest, no CR among or before them. */
static inline void step_word(struct cursor *cursor, uint64_t word)
{
	uint64_t breaks = find_bytes(word, '\n');
	unsigned behind;

	if (breaks != 0) {
		cursor->line += count_marks(breaks);
		cursor->column = 1;
		behind = 64 - (unsigned)__builtin_clzll(breaks);
		if (behind == 64)
			return;
		cursor->column += 8 - behind / 8 - continuations(word >> behind);
	} else {
		cursor->column += 8 - continuations(word);
	}
}

static inline uint64_t load(const char *data)
{
	uint64_t word;

	memcpy(&word, data, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* Less than eight bytes behind others: those before them are shifted out, and
 * as many letters are put behind them, which count as columns too many. */
static inline void step_rest(struct cursor *cursor, const char *end, unsigned size)
{
	uint64_t word = load(end - 8) >> (64 - 8 * size) | (EVERY * 'a') << 8 * size;

	if (!has_break(word)) {
		cursor->column += size - continuations(word);
	} else if (cursor->after_cr || find_bytes(word, '\r') != 0) {
		step_each(cursor, end - size, size);
		return;
	} else {
		step_word(cursor, word);
		cursor->column -= 8 - size;
	}
	cursor->after_cr = false;
}

void cursor_move(struct cursor *cursor, const char *data, size_t size)
{
	struct cursor c = *cursor;
	const char *end = data + size;

	c.offset += size;
	if (size < 8) {
		step_each(&c, data, size);
		*cursor = c;
		return;
	}
	for (; end - data >= 8; data += 8) {
		uint64_t word = load(data);

		if (!has_break(word)) {
			c.column += 8 - continuations(word);
			c.after_cr = false;
		} else if (c.after_cr || find_bytes(word, '\r') != 0) {
			step_each(&c, data, 8);
		} else {
			step_word(&c, word);
		}
	}
	if (data < end)
		step_rest(&c, end, (unsigned)(end - data));
	*cursor = c;
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
