/* The style of a YAML string, by a table of byte classes: see scalar.h. SPDX-License-Identifier: MIT */
#include "emit/scalar.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wide.h"

/* What a byte means for the choice, where a look at sixteen of them does not tell. */
enum {
	BREAK = 1,
	QUOTE = 2,     /* escaped between double quotes, but not in a literal block */
	ESCAPE = 4,    /* must be escaped */
	LEAD = 8,      /* begins a character that may have to be escaped: look closer */
	LOOSE = 16     /* not of a byte: a BREAK behind a blank */
};

#define FOUR(class) class, class, class, class
#define SIXTEEN(class) FOUR(class), FOUR(class), FOUR(class), FOUR(class)

static const unsigned char classes[256] = {
	FOUR(ESCAPE), FOUR(ESCAPE), ESCAPE, ESCAPE, BREAK, ESCAPE, FOUR(ESCAPE), SIXTEEN(ESCAPE), [0x7F] = ESCAPE,
	['"'] = QUOTE, ['\\'] = QUOTE,
	[0xC2] = LEAD,   /* C1 */
	[0xE2] = LEAD,   /* separators, bidi */
	[0xEF] = LEAD,   /* BOM, non-characters */
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

/* ---- many bytes ---- */

/* Bytes that a plain string may have: see the page in yaml.c. */
static inline wide word(wide bytes)
{
	const wide letters = (bytes | 0x20) - 'a', numbers = bytes - '(';
	const wide others = (wide)(bytes == '*') | (wide)(bytes == ',');

	return (wide)(letters < 26) | ((wide)(numbers <= '9' - '(') & ~others) |
	    (wide)(bytes == ' ') | (wide)(bytes == '_') | (wide)(bytes == '#') | (wide)(bytes == '@');
}

/* Bytes of the classes BREAK, QUOTE, ESCAPE and LEAD. */
static inline wide not_clean(wide bytes)
{
	return (wide)(bytes < ' ') | (wide)(bytes == '"') | (wide)(bytes == '\\') | (wide)(bytes == 0x7F) |
	    (wide)((bytes | 0x20) == 0xE2) /* or C2 */ | (wide)(bytes == 0xEF);
}

/* What may begin a plain string: digits, signs and dots begin numbers and dates in some reader. */
static inline bool may_begin(char c)
{
	return ascii_letter(c) || c == '/';
}

/* How far a text of more than sixteen bytes that begins so may be plain for sure. Two
 * blanks, or one before what begins a comment, stop it as well. */
static size_t word_run(const char *text, size_t length)
{
	const size_t last = length - WIDE;

	for (size_t at = 1;; at = at + WIDE < last ? at + WIDE : last) {
		const wide bytes = wide_load(text + at), before = wide_load(text + at - 1);
		const wide gaps = (wide)(before == ' ') & ((wide)(bytes == ' ') | (wide)(bytes == '#'));

		if (!wide_all(word(bytes) & ~gaps))
			return at;
		if (at == last)
			return length;
	}
}

/* Adds the class of the character at i; a LEAD becomes what it leads to. Returns where the next one is. */
static size_t take(const char *text, size_t length, size_t i, unsigned *found)
{
	const unsigned class = classes[(unsigned char)text[i]];
	size_t used = 1;

	if (class != LEAD)
		*found |= class == BREAK && i > 0 && text[i - 1] == ' ' ? BREAK | LOOSE : class;
	else if (scalar_hidden(utf8_next(text + i, length - i, &used)))
		*found |= ESCAPE;
	return i + used;
}

/* The first byte of any class from i on, or the length. */
static inline size_t next_odd(const char *text, size_t length, size_t i)
{
	while (length >= WIDE && i < length) {
		const size_t last = length - WIDE, at = i < last ? i : last;
		const wide odd = not_clean(wide_load(text + at));

		if (!wide_any(odd))
			i = at + WIDE;
		else if (at == i)
			return i + wide_first(odd);
		else
			break;   /* it may stand before i */
	}
	while (i < length && classes[(unsigned char)text[i]] == 0)
		i++;
	return i;
}

/* Which of BREAK, QUOTE, ESCAPE and LOOSE occur from i on. */
static unsigned look_from(const char *text, size_t length, size_t i)
{
	unsigned found = 0;

	while ((i = next_odd(text, length, i)) < length)
		i = take(text, length, i, &found);
	return found;
}

size_t scalar_clean_run(const char *text, size_t length)
{
	unsigned found = 0;
	size_t i = 0, next = 0;

	while (found == 0 && (i = next_odd(text, length, next)) < length)
		next = take(text, length, i, &found);
	return i;
}

/* ---- the choice ---- */

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

/* By some reader, for something else than text. */
static bool is_taken(const char *text, size_t length)
{
	return (may_be_reserved(text, length) && is_reserved(text, length)) || is_exponent(text, length);
}

/* A block needs no hints about its indentation or its end, and loses nothing. */
static bool is_block(const char *text, size_t length, unsigned found)
{
	if ((found & (BREAK | ESCAPE | LOOSE)) != BREAK)
		return false;
	if (text[0] == ' ' || text[0] == '\n' || text[length - 1] == ' ')
		return false;
	return length < 2 || text[length - 1] != '\n' || text[length - 2] != '\n';
}

enum scalar_style scalar_style(const char *text, size_t length, bool flow)
{
	bool clean;

	return scalar_look(text, length, flow, &clean);
}

enum scalar_style scalar_look(const char *text, size_t length, bool flow, bool *clean)
{
	char room[1 + WIDE];
	size_t size = length, known = 0;
	const char *look = text;
	unsigned found;

	if (length <= WIDE) {
		memset(room, 'a', sizeof room);
		wide_copy(room + 1, text, length);
		look = room;
		size = sizeof room;
		known = 1;
	}
	if (length > 0 && may_begin(text[0]))
		known = word_run(look, size);
	*clean = true;
	if (known == size && text[length - 1] != ' ' && !is_taken(text, length))
		return SCALAR_PLAIN;
	found = look_from(look, size, known);
	*clean = found == 0;
	return !flow && is_block(text, length, found) ? SCALAR_LITERAL : SCALAR_QUOTED;
}
