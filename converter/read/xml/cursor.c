/* Lines and columns, eight bytes at a time: see cursor.h.
 * SPDX-License-Identifier: MIT */
#include "read/xml/cursor.h"

#include <string.h>

#define EVERY UINT64_C(0x0101010101010101)   /* one in each byte */
#define HIGH  (EVERY * 0x80)

#define C4 CURSOR_ODD, CURSOR_ODD, CURSOR_ODD, CURSOR_ODD

static const unsigned char marks[256] = {
	/* 00 */ C4, C4, CURSOR_ODD, 0, 0, CURSOR_ODD, C4, C4, C4, C4, C4,
	['&'] = CURSOR_AMP, [']'] = CURSOR_BRACKET,
};

static inline uint64_t load(const char *data)
{
	uint64_t word;

	memcpy(&word, data, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* The high bit of each byte that is `byte`. */
static inline uint64_t find_bytes(uint64_t word, unsigned char byte)
{
	uint64_t rest = word ^ EVERY * byte;

	return ~(((rest & ~HIGH) + ~HIGH) | rest | ~HIGH);
}

/* Not zero when a byte is below 0x20, & or ]. */
static inline uint64_t find_special(uint64_t word)
{
	uint64_t amp = word ^ EVERY * '&', bracket = word ^ EVERY * ']';

	return (((word - EVERY * 0x20) & ~word) | ((amp - EVERY) & ~amp) |
	        ((bracket - EVERY) & ~bracket)) & HIGH;
}

static inline uint64_t count(uint64_t found)
{
	return (found >> 7) * EVERY >> 56;
}

/* How many bytes continue a character (10xxxxxx). */
static inline uint64_t continuations(uint64_t word)
{
	return (word & HIGH) == 0 ? 0 : count(word & ~(word << 1) & HIGH);
}

/* U+FFFE and U+FFFF are EF BF BE and EF BF BF. */
static unsigned find_nonchars(const char *data, const char *word_end, const char *end)
{
	for (const char *p = data; p < word_end; p++)
		if ((unsigned char)p[0] == 0xEF && end - p >= 3 &&
		    (unsigned char)p[1] == 0xBF && (unsigned char)p[2] >= 0xBE)
			return CURSOR_ODD;
	return 0;
}

static unsigned step_each(struct cursor *cursor, const char *data, size_t size)
{
	unsigned found = 0;

	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)data[i];

		if (byte == '\r' || (byte == '\n' && !cursor->after_cr)) {
			cursor->line++;
			cursor->column = 1;
		} else if (byte != '\n') {
			cursor->column += (byte & 0xC0) != 0x80;
		}
		cursor->after_cr = byte == '\r';
		found |= marks[byte];
	}
	return found;
}

/* Eight bytes, the first one lowest, no CR among or before them. */
static inline void step_word(struct cursor *cursor, uint64_t word)
{
	uint64_t breaks = find_bytes(word, '\n');
	unsigned behind;

	if (breaks == 0) {
		cursor->column += 8 - continuations(word);
		return;
	}
	cursor->line += count(breaks);
	cursor->column = 1;
	behind = 64 - (unsigned)__builtin_clzll(breaks);
	if (behind < 64)
		cursor->column += 8 - behind / 8 - continuations(word >> behind);
}

/* A word with something special in it: mostly one line break. */
static unsigned step_special(struct cursor *cursor, uint64_t word)
{
	unsigned found = 0;

	for (unsigned shift = 0; shift < 64; shift += 8)
		found |= marks[word >> shift & 0xFF];
	step_word(cursor, word);
	return found;
}

/* A word that the fast path of cursor_move() does not take. */
static unsigned step_slowly(struct cursor *cursor, uint64_t word, const char *data, const char *end)
{
	size_t size = end - data < 8 ? (size_t)(end - data) : 8;
	unsigned found = 0;

	if (!cursor->after_cr && find_bytes(word, '\r') == 0) {
		found = step_special(cursor, word);
	} else {
		/* The letters behind the end were not counted here. */
		found = step_each(cursor, data, size);
		cursor->column += 8 - size;
	}
	if (find_bytes(word, 0xEF) != 0)
		found |= find_nonchars(data, data + size, end);
	return found;
}

static inline bool is_simple(uint64_t word)
{
	uint64_t ef = word ^ EVERY * 0xEF;

	return (find_special(word) | ((ef - EVERY) & ~ef & word & HIGH)) == 0;
}

unsigned cursor_move(struct cursor *cursor, const char *data, size_t size)
{
	const char *end = data + size;
	unsigned found = 0, rest = (unsigned)(size % 8);
	uint64_t column;

	cursor->offset += size;
	if (size < 8)
		return step_each(cursor, data, size) | find_nonchars(data, end, end);
	column = cursor->column;
	while (data < end) {
		/* Behind the last ones, letters: they count as columns too many. */
		uint64_t word = end - data >= 8 ? load(data)
		    : load(end - 8) >> (64 - 8 * rest) | (EVERY * 'a') << 8 * rest;

		if (((find_special(word) | word) & HIGH) == 0 && !cursor->after_cr) {
			column += 8;
		} else if (is_simple(word) && !cursor->after_cr) {
			column += 8 - continuations(word);
		} else {
			cursor->column = column;
			found |= step_slowly(cursor, word, data, end);
			column = cursor->column;
		}
		data += 8;
	}
	cursor->column = column - (rest > 0 ? 8 - rest : 0);
	return found;
}

/* Whether the words that cover the bytes are all printable ASCII. */
static inline bool all_printable(const char *data, const char *end)
{
	uint64_t bad = 0, word;

	for (; end - data > 8; data += 8) {
		word = load(data);
		bad |= (word - EVERY * 0x20) | word;
	}
	word = load(end - 8);
	return ((bad | (word - EVERY * 0x20) | word) & HIGH) == 0;
}

void cursor_move_tag(struct cursor *cursor, const char *data, size_t size)
{
	if (size < 8 || !all_printable(data, data + size)) {
		cursor_move(cursor, data, size);
		return;
	}
	cursor->offset += size;
	cursor->column += size;
	cursor->after_cr = false;
}

struct cursor cursor_at(const struct place *place)
{
	return (struct cursor){place->offset, place->line, place->column, false};
}
