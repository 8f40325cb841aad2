/* Counting words: see count.h. SPDX-License-Identifier: MIT */
#include "model/count.h"

#include <stdint.h>

#include <utf8proc.h>

#include "base/utf8.h"

/* Scripts that write no spaces between words; Hangul does. */
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
	for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
		if (code >= unspaced[i].first && code <= unspaced[i].last)
			return true;
	return false;
}

static bool word_character(uint32_t code)
{
	utf8proc_category_t category;

	if (code < 0x80)
		return ascii_letter((char)code) || ascii_digit((char)code);
	category = utf8proc_category((utf8proc_int32_t)code);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

static bool joiner(uint32_t code)
{
	switch (code) {
	case '.': case ',': case ':': case '\'': case '-': case '_': case '&': case '@': case '/':
	case 0x2019: case 0x00B7: case 0x2010: case 0x2011:
		return true;
	default:
		return false;
	}
}

enum between { OUTSIDE, INSIDE, JOINING };

size_t count_words(const char *data, size_t size, bool *known)
{
	enum between state = OUTSIDE;
	size_t words = 0, letters = 0, unknown = 0;

	for (size_t i = 0, used; i < size; i += used) {
		uint32_t code = utf8_next(data + i, size - i, &used);

		if (code != UTF8_INVALID && word_character(code)) {
			words += state == OUTSIDE;
			state = INSIDE;
			letters++;
			unknown += code >= 0x0E00 && without_spaces(code);
		} else {
			state = state == INSIDE && code != UTF8_INVALID && joiner(code) ? JOINING : OUTSIDE;
		}
	}
	*known = unknown <= letters / 10;
	return words;
}
