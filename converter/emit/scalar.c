/* The style of a YAML string, by a table of byte classes: see scalar.h. SPDX-License-Identifier: MIT */
#include "emit/scalar.h"

#include <string.h>

#include "base/utf8.h"

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

	if (length >= sizeof word || strchr("finotuy", ascii_lower(text[0])) == NULL)
		return false;   /* none of them begins so */
	memcpy(word, text, length);
	word[length] = '\0';
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (ascii_same(word, reserved[i]))
			return true;
	return false;
}

/* "e3", "E+12": a number without digits in front, for some reader of YAML 1.1. */
static bool is_exponent(const char *text, size_t length)
{
	size_t i = 1;

	while (i < length && (ascii_digit(text[i]) || text[i] == '+' || text[i] == '-'))
		i++;
	return ascii_lower(text[0]) == 'e' && i == length;
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
	if ((found & BLANK) != 0 &&
	    (has_pair(text, length, ' ', ' ') || has_pair(text, length, ' ', '#')))
		return false;
	return !is_reserved(text, length) && !is_exponent(text, length);
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
	unsigned found = classes_of(text, length);

	*clean = (found & (ESCAPE | BREAK | QUOTE)) == 0;
	if (is_word(text, length, found))
		return SCALAR_PLAIN;
	return !flow && is_block(text, length, found) ? SCALAR_LITERAL : SCALAR_QUOTED;
}
