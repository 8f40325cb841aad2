/* The style of a YAML string, by a table of byte classes: see scalar.h. SPDX-License-Identifier: MIT */
#include "emit/scalar.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wide.h"

/* What a byte means for the choice. */
enum {
	WORD = 1,      /* may stand in a plain string */
	FIRST = 2,     /* may begin one: digits, signs and dots begin numbers and dates in some reader */
	BLANK = 4,
	BREAK = 8,
	ESCAPE = 16,   /* must be escaped */
	LEAD = 32,     /* begins a character that may have to be escaped: look closer */
	OTHER = 64,    /* anything else that is fine in a literal block */
	QUOTE = 128    /* of them: escaped between double quotes */
};

#define LETTER (WORD | FIRST)
#define FOUR(class) class, class, class, class
#define SIXTEEN(class) FOUR(class), FOUR(class), FOUR(class), FOUR(class)

static const unsigned char classes[256] = {
	FOUR(ESCAPE), FOUR(ESCAPE), ESCAPE, ESCAPE, BREAK, ESCAPE, FOUR(ESCAPE),
	SIXTEEN(ESCAPE),
	/*   ! " #       $ % & '      ( ) * +                   , - . / */
	BLANK, OTHER, OTHER | QUOTE, WORD, FOUR(OTHER), WORD, WORD, OTHER, WORD, OTHER, WORD, WORD, LETTER,
	/* 0-9                       : ; < = > ? */
	FOUR(WORD), FOUR(WORD), WORD, WORD, OTHER, OTHER, FOUR(OTHER),
	/* @ A-O, P-Z [ \ ] ^ _ */
	WORD, LETTER, LETTER, LETTER, FOUR(LETTER), FOUR(LETTER), FOUR(LETTER),
	FOUR(LETTER), FOUR(LETTER), LETTER, LETTER, LETTER, OTHER, OTHER | QUOTE, OTHER, OTHER, WORD,
	/* ` a-o, p-z { | } ~ DEL */
	OTHER, LETTER, LETTER, LETTER, FOUR(LETTER), FOUR(LETTER), FOUR(LETTER),
	FOUR(LETTER), FOUR(LETTER), LETTER, LETTER, LETTER, OTHER, OTHER, OTHER, OTHER, ESCAPE,
	SIXTEEN(OTHER), SIXTEEN(OTHER), SIXTEEN(OTHER), SIXTEEN(OTHER),
	/* C2: C1; E2: separators, bidi; EF: BOM, non-characters */
	OTHER, OTHER, LEAD, OTHER, FOUR(OTHER), FOUR(OTHER), FOUR(OTHER), SIXTEEN(OTHER),
	OTHER, OTHER, LEAD, OTHER, FOUR(OTHER), FOUR(OTHER), OTHER, OTHER, OTHER, LEAD, SIXTEEN(OTHER),
};

/* Words that some reader of YAML 1.1 or 1.2, or the language around it, does
 * not take for text; upper and lower case alike. */
static const char *const reserved[] = {
	"y", "n", "yes", "no", "on", "off", "true", "false",
	"null", "nil", "none", "undefined", "inf", "infinity", "nan",
};

bool scalar_bidi(uint32_t code)
{
	return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool scalar_hidden(uint32_t code)
{
	return (code < 0x20 && code != '\n') || (code >= 0x7F && code < 0xA0) ||
	       code == 0x2028 || code == 0x2029 || scalar_bidi(code) ||
	       code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

/* ---- sixteen bytes at once ---- */

/* Bytes that are not WORD and not BLANK. */
static inline wide not_word(wide bytes)
{
	const wide letters = (bytes | 0x20) - 'a', numbers = bytes - '+', brackets = bytes - '(';

	return ~((wide)(letters < 26) | ((wide)(numbers <= '9' - '+') & (wide)(bytes != ',')) | (wide)(brackets <= 1) |
	    (wide)(bytes == ' ') | (wide)(bytes == '_') | (wide)(bytes == '#') | (wide)(bytes == '@'));
}

/* Bytes that are ESCAPE or LEAD. */
static inline wide not_shown(wide bytes)
{
	return ((wide)(bytes < ' ') & (wide)(bytes != '\n')) | (wide)(bytes == 0x7F) |
	    (wide)((bytes | 0x20) == 0xE2) /* or C2 */ | (wide)(bytes == 0xEF);
}

/* ---- one by one ---- */

/* All classes of eight bytes. */
static unsigned classes_of_eight(const unsigned char *p)
{
	return (unsigned)classes[p[0]] | classes[p[1]] | classes[p[2]] | classes[p[3]] | classes[p[4]] |
	       classes[p[5]] | classes[p[6]] | classes[p[7]];
}

/* Adds to *found what stands up to and with the next LEAD; returns its length. */
static size_t take_lead(const char *text, size_t length, unsigned *found)
{
	size_t i = 0, used;

	for (; i < length; i++) {
		const unsigned class = classes[(unsigned char)text[i]];

		if (class == LEAD) {
			*found |= scalar_hidden(utf8_next(text + i, length - i, &used)) ? ESCAPE : OTHER;
			return i + used;
		}
		*found |= class;
	}
	return i;
}

/* All classes that occur in the text. */
static unsigned classes_of(const char *text, size_t length)
{
	unsigned found = 0, eight;
	size_t i = 0;

	while (i < length) {
		if (length - i >= 8 && ((eight = classes_of_eight((const unsigned char *)text + i)) & LEAD) == 0) {
			found |= eight;
			i += 8;
		} else {
			i += take_lead(text + i, length - i, &found);
		}
	}
	return found;
}

/* Whether all of a text of at least sixteen bytes is WORD or BLANK; *found: its classes. */
static bool is_all_word(const char *text, size_t length, unsigned *found)
{
	wide blanks = {0}, bytes;

	for (size_t i = 0; i < length; i += WIDE) {
		bytes = wide_load(text + (length - i < WIDE ? length - WIDE : i));
		if (wide_any(not_word(bytes)))
			return false;
		blanks |= (wide)(bytes == ' ');
	}
	*found = wide_any(blanks) ? WORD | BLANK : WORD;
	return true;
}

/* Of a text that cannot be plain all that is asked yet: BREAK, QUOTE, ESCAPE, if there are any. */
static unsigned look_wide(const char *text, size_t length)
{
	wide breaks = {0}, quotes = {0};
	unsigned found = OTHER;
	size_t i = 0, used;

	while (length - i >= WIDE) {
		const wide bytes = wide_load(text + i), odd = not_shown(bytes);

		breaks |= (wide)(bytes == '\n');
		quotes |= (wide)(bytes == '"') | (wide)(bytes == '\\');
		if (!wide_any(odd)) {
			i += WIDE;
			continue;
		}
		i += wide_first(odd);
		if (classes[(unsigned char)text[i]] != LEAD || scalar_hidden(utf8_next(text + i, length - i, &used)))
			return ESCAPE;
		i += used;
	}
	while (i < length)
		i += take_lead(text + i, length - i, &found);
	return found | (wide_any(breaks) ? BREAK : 0) | (wide_any(quotes) ? QUOTE : 0);
}

size_t scalar_clean_run(const char *text, size_t length)
{
	const unsigned char *p = (const unsigned char *)text;
	const unsigned stops = ESCAPE | BREAK | QUOTE | LEAD;
	size_t i = 0, used;

	for (;;) {
		while (length - i >= 4 && ((classes[p[i]] | classes[p[i + 1]] | classes[p[i + 2]] |
		                               classes[p[i + 3]]) & stops) == 0)
			i += 4;
		while (i < length && (classes[p[i]] & stops) == 0)
			i++;
		if (i == length || (classes[p[i]] & LEAD) == 0 || scalar_hidden(utf8_next(text + i, length - i, &used)))
			return i;
		i += used;
	}
}

static bool is_reserved(const char *text, size_t length)
{
	char word[16];

	memcpy(word, text, length);
	word[length] = '\0';
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (ascii_same(word, reserved[i]))
			return true;
	return false;
}

/* None of them is longer, or begins otherwise. */
static inline bool may_be_reserved(const char *text, size_t length)
{
	static const unsigned first = 1U << ('f' & 31) | 1U << ('i' & 31) | 1U << ('n' & 31) | 1U << ('o' & 31) |
	    1U << ('t' & 31) | 1U << ('u' & 31) | 1U << ('y' & 31);

	return length < 16 && (first >> (text[0] & 31) & 1) != 0;
}

/* "e3", "E+12": a number without digits in front, for some reader of YAML 1.1. */
static bool is_exponent(const char *text, size_t length)
{
	size_t i = 1;

	if ((text[0] | 0x20) != 'e')
		return false;
	while (i < length && (ascii_digit(text[i]) || text[i] == '+' || text[i] == '-'))
		i++;
	return i == length;
}

/* Two blanks, or what begins a comment. The last character is no blank. */
static bool has_gap(const char *text, size_t length)
{
	const char *end = text + length;

	for (const char *at = text; (at = memchr(at, ' ', (size_t)(end - at))) != NULL; at++)
		if (at[1] == ' ' || at[1] == '#')
			return true;
	return false;
}

/* True when two characters a, b stand next to each other. */
static bool has_pair(const char *text, size_t length, char a, char b)
{
	const char *end = text + length;

	for (const char *at = text; (at = memchr(at, b, (size_t)(end - at))) != NULL; at++)
		if (at > text && at[-1] == a)
			return true;
	return false;
}

static bool is_word(const char *text, size_t length, unsigned found)
{
	if (length == 0 || (found & (BREAK | ESCAPE | OTHER)) != 0)
		return false;
	if ((classes[(unsigned char)text[0]] & FIRST) == 0 || text[length - 1] == ' ')
		return false;
	if ((found & BLANK) != 0 && has_gap(text, length))
		return false;
	return !(may_be_reserved(text, length) && is_reserved(text, length)) && !is_exponent(text, length);
}

/* A block needs no hints about its indentation or its end, and loses nothing. */
static bool is_block(const char *text, size_t length, unsigned found)
{
	if ((found & BREAK) == 0 || (found & ESCAPE) != 0)
		return false;
	if (text[0] == ' ' || text[0] == '\n' || text[length - 1] == ' ')
		return false;
	if (length > 1 && text[length - 1] == '\n' && text[length - 2] == '\n')
		return false;
	return !has_pair(text, length, ' ', '\n');
}

enum scalar_style scalar_style(const char *text, size_t length, bool flow)
{
	bool clean;

	return scalar_look(text, length, flow, &clean);
}

enum scalar_style scalar_look(const char *text, size_t length, bool flow, bool *clean)
{
	unsigned found;

	if (length < WIDE)
		found = classes_of(text, length);
	else if ((classes[(unsigned char)text[0]] & FIRST) == 0 || !is_all_word(text, length, &found))
		found = look_wide(text, length);
	*clean = (found & (ESCAPE | BREAK | QUOTE)) == 0;
	if (is_word(text, length, found))
		return SCALAR_PLAIN;
	return !flow && is_block(text, length, found) ? SCALAR_LITERAL : SCALAR_QUOTED;
}
