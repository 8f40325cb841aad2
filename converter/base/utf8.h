/* UTF-8 by code points, ASCII classes without a locale. */
#ifndef PINPORT_BASE_UTF8_H
#define PINPORT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

#define UTF8_INVALID UINT32_C(0xFFFFFFFF)

/* The code point at `text` (of `size` > 0 bytes) and its length in *used.
 * Strict: overlong forms, surrogates and values over U+10FFFF give
 * UTF8_INVALID with *used = 1. */
uint32_t utf8_next(const char *text, size_t size, size_t *used);

/* How many bytes at the start are whole characters of strict UTF-8. */
size_t utf8_good(const char *text, size_t size);

/* True when all of it is strict UTF-8; otherwise *bad is the first bad offset. */
bool utf8_valid(const char *text, size_t size, size_t *bad);

size_t utf8_put(char to[4], uint32_t code);      /* encodes one code point; returns its bytes */
void utf8_add(struct buf *buf, uint32_t code);   /* the same, behind what is there */
size_t utf8_count(const char *text, size_t size); /* code points */
size_t utf8_count_utf16(const char *text, size_t size); /* UTF-16 code units */

/* Shows text from the input on one safe line: control and bidi characters,
 * invalid bytes and line breaks become \n, \t, \xNN or \u{NNNN}; longer than
 * `most` code points is cut with an ellipsis (0: never). */
void utf8_show(struct buf *buf, const char *text, size_t size, size_t most);

/* Cells of a monospaced terminal that the text takes (wide CJK: 2, combining: 0, tab: 1). */
size_t utf8_cells(const char *text, size_t size);

static inline bool ascii_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* How many bytes at the start are white space. */
size_t ascii_blanks(const char *text, size_t size);

static inline bool ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool ascii_letter(char c)
{
	c = ascii_lower(c);
	return c >= 'a' && c <= 'z';
}

/* The value of a hexadecimal digit; -1: it is none. */
static inline int ascii_hex(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool ascii_same(const char *a, const char *b);   /* equal but for ASCII case */

#endif
