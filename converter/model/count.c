/* Counting words: see count.h. SPDX-License-Identifier: MIT */
#include "model/count.h"

#include <stdint.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "base/wide.h"

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

/* What a byte says: LETTER of every character that it begins or continues, OTHER
 * and JOINER of itself; LOOK: the whole character has to be seen. Bytes that
 * continue a character come behind its first one only, which was LETTER. */
enum kind { LETTER = 0, JOINER = 1, OTHER = 2, LOOK = 4 };

#define FOUR(kind) kind, kind, kind, kind
#define SIXTEEN(kind) FOUR(kind), FOUR(kind), FOUR(kind), FOUR(kind)

static const unsigned char kinds[256] = {
	SIXTEEN(OTHER), SIXTEEN(OTHER),
	/*   ! " #     $ % & '                      ( ) * +      , - . / */
	FOUR(OTHER), OTHER, OTHER, JOINER, JOINER, FOUR(OTHER), FOUR(JOINER),
	/* 0-9                              : ; < = > ? */
	FOUR(LETTER), FOUR(LETTER), LETTER, LETTER, JOINER, OTHER, FOUR(OTHER),
	/* @ A-O, P-Z [ \ ] ^ _ */
	JOINER, LETTER, LETTER, LETTER, FOUR(LETTER), FOUR(LETTER), FOUR(LETTER),
	FOUR(LETTER), FOUR(LETTER), LETTER, LETTER, LETTER, OTHER, OTHER, OTHER, OTHER, JOINER,
	/* ` a-o, p-z { | } ~ DEL */
	OTHER, LETTER, LETTER, LETTER, FOUR(LETTER), FOUR(LETTER), FOUR(LETTER),
	FOUR(LETTER), FOUR(LETTER), LETTER, LETTER, LETTER, OTHER, OTHER, OTHER, OTHER, OTHER,
	SIXTEEN(LETTER), SIXTEEN(LETTER), SIXTEEN(LETTER), SIXTEEN(LETTER),
	/* C4, C5: Latin; D0, D1: Cyrillic */
	FOUR(LOOK), LETTER, LETTER, LOOK, LOOK, FOUR(LOOK), FOUR(LOOK),
	LETTER, LETTER, LOOK, LOOK, FOUR(LOOK), FOUR(LOOK), FOUR(LOOK),
	/* E5-E8: Han; EB, EC: Hangul */
	FOUR(LOOK), LOOK, LETTER, LETTER, LETTER, LETTER, LOOK, LOOK, LETTER, LETTER, LOOK, LOOK, LOOK,
	SIXTEEN(LOOK),
};

/* Bytes from here on that are of none of the kinds in `but`. */
static size_t run_without(const unsigned char *p, size_t size, unsigned but)
{
	size_t i = 0;

	while (size - i >= 4 && ((kinds[p[i]] | kinds[p[i + 1]] | kinds[p[i + 2]] | kinds[p[i + 3]]) & but) == 0)
		i += 4;
	while (i < size && (kinds[p[i]] & but) == 0)
		i++;
	return i;
}

/* Letters of everyday text behind bytes that are LOOK, by their second and
 * third: Latin, Arabic, Kana, Han, Hangul. 0: some other character. */
static size_t common_length(const unsigned char *p, size_t size)
{
	const unsigned char second = size > 1 ? p[1] : 0, third = size > 2 ? p[2] : 0;

	switch (p[0]) {
	case 0xC3:
		return second >= 0x80 && second != 0x97 && second != 0xB7 ? 2 : 0;
	case 0xD8:
		return second >= 0xA0 ? 2 : 0;
	case 0xD9:
		return second >= 0x80 && second <= 0xA9 ? 2 : 0;
	case 0xE3:
		return (second == 0x81 && third > 0x80) || (second == 0x82 && (third <= 0x96 || third > 0xA0)) ||
		       (second == 0x83 && third <= 0xBA) ? 3 : 0;
	case 0xE4:
		return second >= 0xB8 ? 3 : 0;
	case 0xE9:
		return second >= 0x80 && second < 0xBE ? 3 : 0;
	case 0xEA:
		return second >= 0xB0 ? 3 : 0;
	case 0xED:
		return second >= 0x80 && second < 0x9E ? 3 : 0;
	default:
		return 0;
	}
}

/* The kind of the character at `p`, and its length. */
static enum kind kind_at(const unsigned char *p, size_t size, size_t *used)
{
	uint32_t code;

	*used = 1;
	if (kinds[*p] != LOOK)
		return kinds[*p];
	*used = common_length(p, size);
	if (*used > 0 && *used <= size)
		return LETTER;
	code = utf8_next((const char *)p, size, used);
	if (code == UTF8_INVALID)
		return OTHER;
	if (word_character(code))
		return LETTER;
	return code == 0x2019 || code == 0x00B7 || code == 0x2010 || code == 0x2011 ? JOINER : OTHER;
}

/* The rest of a word whose first character was seen, words that are joined to it included. */
static size_t rest_of_word(const unsigned char *p, size_t size)
{
	size_t i = 0, used, behind;

	for (;;) {
		enum kind kind;

		i += run_without(p + i, size - i, JOINER | OTHER | LOOK);
		if (i == size)
			return i;
		kind = kind_at(p + i, size - i, &used);
		if (kind == JOINER && i + used < size && kind_at(p + i + used, size - i - used, &behind) == LETTER)
			used += behind;
		else if (kind != LETTER)
			return i;
		i += used;
	}
}

size_t count_words(const char *data, size_t size)
{
	const unsigned char *p = (const unsigned char *)data;
	size_t words = 0, i = 0, used;

	while (i < size) {
		if (kinds[p[i]] == OTHER || kinds[p[i]] == JOINER) {
			i++;
			continue;
		}
		if (kind_at(p + i, size - i, &used) == LETTER) {
			words++;
			used += rest_of_word(p + i + used, size - i - used);
		}
		i += used;
	}
	return words;
}

/* ---- at a glance ---- */

static inline wide ascii_letters(wide bytes)
{
	return (wide)((bytes | 0x20) - 'a' < 26) | (wide)(bytes - '0' < 10);
}

/* Letters beyond ASCII that need no other byte to be known: Latin, Cyrillic, Han, Hangul. */
static inline wide sure_letters(wide bytes)
{
	return (wide)((bytes & 0xFE) == 0xC4) | (wide)((bytes & 0xFE) == 0xD0) |
	       (wide)(bytes - 0xE5 < 4) | (wide)(bytes - 0xEB < 2);
}

/* Bytes that can only belong to letters, more of them. */
static inline wide letters_by_next(wide bytes, wide next)
{
	return ((wide)(bytes == 0xC3) & (wide)((next & 0xDF) != 0x97)) |
	       ((wide)(bytes == 0xD8) & (wide)(next >= 0xA0)) | ((wide)(bytes == 0xD9) & (wide)(next < 0xAA)) |
	       ((wide)(bytes == 0xEA) & (wide)(next >= 0xB0)) | ((wide)(bytes == 0xED) & (wide)(next < 0x9E));
}

/* Kana that are letters: E3 81 81 to E3 83 BA but for what stands between them. */
static inline wide kana(wide bytes, wide next, wide third)
{
	return (wide)(bytes == 0xE3) &
	       (((wide)(next == 0x81) & (wide)(third > 0x80)) |
	           ((wide)(next == 0x82) & ((wide)(third <= 0x96) | (wide)(third > 0xA0))) |
	           ((wide)(next == 0x83) & (wide)(third <= 0xBA)));
}

/* Bytes behind a comma or full stop of Japanese and Chinese, which never joins: E3 80 81, E3 80 82, EF BC 8C. */
static inline wide behind_eastern_comma(const char *at)
{
	const wide first = wide_load(at - 3), second = wide_load(at - 2), third = wide_load(at - 1);

	return ((wide)(first == 0xE3) & (wide)(second == 0x80) & ((wide)(third == 0x81) | (wide)(third == 0x82))) |
	       ((wide)(first == 0xEF) & (wide)(second == 0xBC) & (wide)(third == 0x8C));
}

/* How often words begin for sure, and end perhaps, in bytes of a text that `begun` and `ended` count. */
static inline void look_at_words(const char *at, wide *begun, wide *ended)
{
	const wide bytes = wide_load(at), before = wide_load(at - 1);
	const wide blank = (wide)(before == ' ') | (wide)(before == '\n');
	wide letters = ascii_letters(bytes), starts = blank;

	if (wide_any(wide_high(bytes))) {
		const wide next = wide_load(at + 1);

		letters |= wide_continues(bytes) | sure_letters(bytes) | letters_by_next(bytes, next);
		if (wide_any((wide)((bytes | 0x0C) == 0xEF))) {   /* E3 or EF: eastern text */
			letters |= kana(bytes, next, wide_load(at + 2));
			starts |= behind_eastern_comma(at);
		}
	}
	*begun -= letters & starts;   /* a compare that holds is -1 */
	*ended -= ~(letters | blank);
}

/* A sure letter behind a blank begins a word; and no two words have less between
 * them than one character that may be no letter. */
bool count_words_between(const char *data, size_t size, size_t least, size_t most)
{
	enum { BEFORE = 3, BEHIND = 2 };   /* bytes that a look takes beside its own */
	size_t begun = 0, ended = BEFORE, i = BEFORE;

	while (i + WIDE + BEHIND <= size) {
		wide some_begun = {0}, some_ended = {0};

		for (size_t blocks = 0; blocks < WIDE_SUMS_MOST && i + WIDE + BEHIND <= size; blocks++, i += WIDE)
			look_at_words(data + i, &some_begun, &some_ended);
		begun += wide_sum(some_begun);
		ended += wide_sum(some_ended);
	}
	return begun >= least && ended + (size > i ? size - i : 0) + 1 <= most;
}

bool count_words_known(const char *data, size_t size)
{
	size_t letters = 0, unknown = 0, used;

	for (size_t i = 0; i < size; i += used) {
		const uint32_t code = utf8_next(data + i, size - i, &used);

		if (code == UTF8_INVALID)
			continue;
		if (code < 0x80 ? kinds[code] == LETTER : word_character(code)) {
			letters++;
			unknown += without_spaces(code);
		}
	}
	return unknown <= letters / 10;
}
