/* Counting words: see count.h. SPDX-License-Identifier: MIT */
#include "model/count.h"

#include <stdint.h>

#include <utf8proc.h>

#include "base/utf8.h"

/* Scripts that write no spaces between words, in the order of their numbers; Hangul does. */
static const struct { uint32_t first, last; } unspaced[] = {
	{0x0E00, 0x0EFF},    /* Thai, Lao */
	{0x1000, 0x109F},    /* Myanmar */
	{0x1780, 0x17FF},    /* Khmer */
	{0x3005, 0x3007},    /* ideographic marks */
	{0x3021, 0x3029},
	{0x3040, 0x30FF},    /* Hiragana, Katakana */
	{0x31F0, 0x31FF},
	{0x3400, 0x4DBF},    /* Han */
	{0x4E00, 0x9FFF},
	{0xF900, 0xFAFF},
	{0xFF66, 0xFF9F},    /* halfwidth Katakana */
	{0x20000, 0x323AF},  /* Han */
};

static bool without_spaces(uint32_t code)
{
	size_t i = 0;

	if (code < unspaced[0].first || (code >= 0xAC00 && code <= 0xD7A3))
		return false;
	while (i < sizeof unspaced / sizeof *unspaced && code > unspaced[i].last)
		i++;
	return i < sizeof unspaced / sizeof *unspaced && code >= unspaced[i].first;
}

/* Letters of everyday text, known without a look into utf8proc's tables. */
static bool common_letter(uint32_t code)
{
	return (code >= 0xF8 && code <= 0x2AF) || (code >= 0x400 && code <= 0x481) ||
	       (code >= 0x620 && code <= 0x669) || (code >= 0xAC00 && code <= 0xD7A3) ||
	       (code >= 0x4E00 && code <= 0x9FA5) || (code >= 0x3041 && code <= 0x3096) ||
	       (code >= 0x30A1 && code <= 0x30FA);
}

static bool word_character(uint32_t code)
{
	utf8proc_category_t category;

	if (common_letter(code))
		return true;
	category = utf8proc_category((utf8proc_int32_t)code);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

enum kind { OTHER, JOINER, LETTER, KINDS };

#define LETTERS_8(first) [first] = LETTER, [(first) + 1] = LETTER, [(first) + 2] = LETTER, \
	[(first) + 3] = LETTER, [(first) + 4] = LETTER, [(first) + 5] = LETTER, \
	[(first) + 6] = LETTER, [(first) + 7] = LETTER

static const unsigned char ascii_kinds[0x80] = {
	LETTERS_8('0'), ['8'] = LETTER, ['9'] = LETTER,
	LETTERS_8('A'), LETTERS_8('I'), LETTERS_8('Q'), ['Y'] = LETTER, ['Z'] = LETTER,
	LETTERS_8('a'), LETTERS_8('i'), LETTERS_8('q'), ['y'] = LETTER, ['z'] = LETTER,
	['.'] = JOINER, [','] = JOINER, [':'] = JOINER, ['\''] = JOINER, ['-'] = JOINER,
	['_'] = JOINER, ['&'] = JOINER, ['@'] = JOINER, ['/'] = JOINER,
};

/* Lead bytes that begin letters only; `length` bytes each. */
static const struct { unsigned char length, unspaced; } leads[256] = {
	[0xC4] = {2, 0}, [0xC5] = {2, 0}, [0xD0] = {2, 0}, [0xD1] = {2, 0},   /* Latin, Cyrillic */
	[0xE5] = {3, 1}, [0xE6] = {3, 1}, [0xE7] = {3, 1}, [0xE8] = {3, 1},   /* Han */
	[0xEB] = {3, 0}, [0xEC] = {3, 0},                                     /* Hangul */
};

static enum kind kind_of(uint32_t code)
{
	if (code == UTF8_INVALID)
		return OTHER;
	if (word_character(code))
		return LETTER;
	return code == 0x2019 || code == 0x00B7 || code == 0x2010 || code == 0x2011 ? JOINER : OTHER;
}

enum between { OUTSIDE, INSIDE, JOINING };

size_t count_words(const char *data, size_t size, bool *known)
{
	static const unsigned char next[][KINDS] = {
		[OUTSIDE] = {OUTSIDE, OUTSIDE, INSIDE},
		[INSIDE] = {OUTSIDE, JOINING, INSIDE},
		[JOINING] = {OUTSIDE, OUTSIDE, INSIDE},
	};
	enum between state = OUTSIDE;
	size_t words = 0, letters = 0, unknown = 0;

	for (size_t i = 0, used = 1; i < size; i += used, used = 1) {
		const unsigned char lead = (unsigned char)data[i];
		enum kind kind = LETTER;

		if (lead < 0x80) {
			kind = ascii_kinds[lead];
		} else if (leads[lead].length > 0 && leads[lead].length <= size - i) {
			used = leads[lead].length;
			unknown += leads[lead].unspaced;
		} else {
			uint32_t code = utf8_next(data + i, size - i, &used);

			kind = kind_of(code);
			unknown += kind == LETTER && without_spaces(code);
		}
		words += kind == LETTER && state == OUTSIDE;
		letters += kind == LETTER;
		state = next[state][kind];
	}
	*known = unknown <= letters / 10;
	return words;
}
