/* Lines and columns, many bytes at a time: see cursor.h.
 * SPDX-License-Identifier: MIT */
#include "read/xml/cursor.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wide.h"

enum { RUN_MOST = WIDE * WIDE_SUMS_MOST };   /* bytes whose counts fit a byte each */

/* Counts of one run of bytes, a sum for each place in a vector. */
struct counts {
	wide breaks, continuing;
	wide odd;                /* what needs a closer look: CR, controls, perhaps U+FFFE or U+FFFF */
	wide signs;              /* & and ] */
};

static inline void count_wide(struct counts *counts, wide bytes)
{
	wide breaks = (wide)(bytes == '\n');

	counts->breaks -= breaks;
	counts->continuing -= wide_continues(bytes);
	counts->odd |= ((wide)(bytes < 0x20) ^ breaks ^ (wide)(bytes == '\t')) | (wide)(bytes == 0xEF);
	counts->signs |= (wide)(bytes == '&') | (wide)(bytes == ']');
}

/* Fewer than sixteen bytes, with letters behind them. */
static wide load_short(const char *data, size_t size)
{
	char bytes[WIDE];

	memset(bytes, 'a', sizeof bytes);
	wide_copy(bytes, data, size);
	return wide_load(bytes);
}

/* The last `size` of the bytes before `end`, fewer than sixteen, behind letters. */
static wide load_last(const char *end, size_t size)
{
	static const wide number = {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
	wide last = (wide)(number < (uint8_t)size);

	return (wide_load(end - WIDE) & last) | ('a' & ~last);
}

static inline struct counts count_run(const char *data, size_t size)
{
	struct counts counts = {{0}, {0}, {0}, {0}};
	const char *end = data + size;

	if (size < WIDE) {
		count_wide(&counts, load_short(data, size));
		return counts;
	}
	for (; end - data >= WIDE; data += WIDE)
		count_wide(&counts, wide_load(data));
	if (data < end)
		count_wide(&counts, load_last(end, (size_t)(end - data)));
	return counts;
}

/* U+FFFE and U+FFFF are EF BF BE and EF BF BF. */
static bool is_nonchar(const char *data, const char *end)
{
	return (unsigned char)data[0] == 0xEF && end - data >= 3 &&
	       (unsigned char)data[1] == 0xBF && (unsigned char)data[2] >= 0xBE;
}

/* One byte after the other; `end` is that of the text, behind the bytes or further. */
static unsigned move_each(struct cursor *cursor, const char *data, size_t size, const char *end)
{
	unsigned found = 0;

	for (const char *p = data; p < data + size; p++) {
		unsigned char byte = (unsigned char)*p;

		if (byte == '\r' || (byte == '\n' && !cursor->after_cr)) {
			cursor->line++;
			cursor->column = 1;
		} else if (byte != '\n') {
			cursor->column += (byte & 0xC0) != 0x80;
		}
		cursor->after_cr = byte == '\r';
		if (byte == '\r')
			found |= CURSOR_CR;
		else if ((byte < 0x20 && byte != '\n' && byte != '\t') || is_nonchar(p, end))
			found |= CURSOR_BAD;
	}
	return found;
}

/* Moves over bytes that have nothing odd, and no CR before them. */
static inline void move_plain(struct cursor *cursor, const struct counts *counts,
    const char *data, size_t size)
{
	const char *last;

	if (!wide_any_bit(counts->breaks)) {
		cursor->column += size - wide_sum(counts->continuing);
		return;
	}
	last = (const char *)memrchr(data, '\n', size) + 1;
	cursor->line += wide_sum(counts->breaks);
	cursor->column = 1 + utf8_count(last, (size_t)(data + size - last));
}

/* A run with something odd in it: only the few bytes around that are looked at singly. */
static unsigned move_odd(struct cursor *cursor, const char *data, size_t size, const char *end)
{
	unsigned found = 0;

	for (size_t step; size > 0; data += step, size -= step) {
		struct counts counts;

		step = size < WIDE ? size : WIDE;
		counts = count_run(data, step);
		if (cursor->after_cr || wide_any(counts.odd))
			found |= move_each(cursor, data, step, end);
		else
			move_plain(cursor, &counts, data, step);
	}
	return found;
}

unsigned cursor_move(struct cursor *cursor, const char *data, size_t size)
{
	const char *end = data + size;
	unsigned found = 0;

	cursor->offset += size;
	while (data < end) {
		size_t run = end - data < RUN_MOST ? (size_t)(end - data) : RUN_MOST;
		struct counts counts = count_run(data, run);

		if (cursor->after_cr || wide_any(counts.odd))
			found |= move_odd(cursor, data, run, end);
		else
			move_plain(cursor, &counts, data, run);
		if (wide_any(counts.signs))
			found |= CURSOR_SIGN;
		data += run;
	}
	return found;
}

struct cursor cursor_at(const struct place *place)
{
	return (struct cursor){.offset = place->offset, .line = place->line, .column = place->column};
}
