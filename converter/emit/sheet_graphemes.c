/* What people take for one letter: see sheet_graphemes.h. SPDX-License-Identifier: MIT */
#include "emit/sheet_graphemes.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* What one look tells of a simple character, which joins with none of its kind
 * before or behind it: ASCII, Latin and Cyrillic letters, Kana, Han, Hangul
 * syllables, the letters of Arabic. Its length in bytes; 0: ask utf8proc. */
enum { ASK = 255 };   /* the bytes behind it */

#define FIVE(length) length, length, length, length, length
#define SIXTEEN(length) FIVE(length), FIVE(length), FIVE(length), length

static const unsigned char simple[256] = {
	FIVE(1), FIVE(1), 1, 1, 1, 0 /* CR: LF joins it */, 1, 1,
	SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1),
	SIXTEEN(0), SIXTEEN(0), SIXTEEN(0), SIXTEEN(0),
	0, 0, 0, FIVE(2), 2, 2, 2, 2, 0, 0, 0, 0,
	2, 2, FIVE(0), 0, ASK, ASK, FIVE(0), 0,
	0, 0, 0, ASK, FIVE(3), 3, ASK, 3, 3, ASK, 0, 0,
	SIXTEEN(0),
};

static unsigned asked(const unsigned char *p)
{
	switch (p[0]) {
	case 0xD8:
		return p[1] >= 0xA0 ? 2 : 0;
	case 0xD9:
		return p[1] <= 0x8A ? 2 : 0;
	case 0xE3:
		return p[1] == 0x81 || p[1] == 0x83 || (p[1] == 0x80 && p[2] < 0xAA) ||
		       (p[1] == 0x82 && p[2] != 0x99 && p[2] != 0x9A) ? 3 : 0;
	case 0xEA:
		return p[1] >= 0xB0 ? 3 : 0;
	default:   /* 0xED */
		return p[1] < 0x9E ? 3 : 0;
	}
}

/* Of the character at `p`; what follows is in the text, too, or NUL. */
static inline unsigned simple_length(const unsigned char *p)
{
	const unsigned length = simple[*p];

	return length != ASK ? length : asked(p);
}

/* Bytes of the first one. */
static size_t any_grapheme(const char *text, size_t size)
{
	utf8proc_int32_t state = 0;
	size_t length = 0, used;
	uint32_t before = 0;

	while (length < size) {
		const uint32_t code = utf8_next(text + length, size - length, &used);

		if (length > 0 && utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
		    (utf8proc_int32_t)code, &state))
			break;
		before = code;
		length += used;
	}
	return length;
}

/* ASCII, and none of it CR. */
static inline bool eight_plain(const unsigned char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t bytes, same;

	memcpy(&bytes, p, sizeof bytes);
	same = bytes ^ ones * '\r';
	return ((bytes | ((same - ones) & ~same)) & ones << 7) == 0;
}

size_t sheet_graphemes(const char *text, size_t size)
{
	const unsigned char *p = (const unsigned char *)text, *end = p + size;
	size_t count = 0;

	while (p < end) {
		unsigned length, last = 0;

		while (p < end && (length = simple_length(p)) > 0) {
			p += last = length;
			count++;
			for (; last == 1 && end - p >= 8 && eight_plain(p); count += 8)
				p += 8;
		}
		if (p == end)
			break;
		if (last > 0) {   /* what follows may join it */
			p -= last;
			count--;
		}
		p += any_grapheme((const char *)p, (size_t)(end - p));
		count++;
	}
	return count;
}
