/* UTF-8 by code points: see utf8.h. SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"

static bool continues(unsigned char byte)
{
	return (byte & 0xC0u) == 0x80;
}

static uint32_t take_two(const unsigned char *p, size_t size, size_t *used)
{
	if (size < 2 || !continues(p[1]))
		return UTF8_INVALID;
	*used = 2;
	return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
}

static uint32_t take_three(const unsigned char *p, size_t size, size_t *used)
{
	uint32_t code;

	if (size < 3 || !continues(p[1]) || !continues(p[2]))
		return UTF8_INVALID;
	code = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	if (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))
		return UTF8_INVALID;
	*used = 3;
	return code;
}

static uint32_t take_four(const unsigned char *p, size_t size, size_t *used)
{
	uint32_t code;

	if (size < 4 || !continues(p[1]) || !continues(p[2]) || !continues(p[3]))
		return UTF8_INVALID;
	code = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	if (code < 0x10000 || code > 0x10FFFF)
		return UTF8_INVALID;
	*used = 4;
	return code;
}

uint32_t utf8_next(const char *text, size_t size, size_t *used)
{
	const unsigned char *p = (const unsigned char *)text;

	*used = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] >= 0xE0 && p[0] <= 0xEF)
		return take_three(p, size, used);
	if (p[0] >= 0xC2 && p[0] <= 0xDF)
		return take_two(p, size, used);
	return p[0] >= 0xF0 && p[0] <= 0xF4 ? take_four(p, size, used) : UTF8_INVALID;
}

/* Eight bytes at a time: what the byte loops below would do to each. */
enum { WORD = 8, SUMS_MOST = 255 };   /* a byte of a sum holds so many ones */
#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES << 7)

static uint64_t load(const char *text)
{
	uint64_t word;

	memcpy(&word, text, sizeof word);
	return word;
}

static size_t ascii_run(const char *text, size_t size)
{
	size_t i = 0;

	while (size - i >= WORD && (load(text + i) & TOPS) == 0)
		i += WORD;
	while (i < size && (unsigned char)text[i] < 0x80)
		i++;
	return i;
}

bool utf8_valid(const char *text, size_t size, size_t *bad)
{
	for (size_t i = ascii_run(text, size), used; i < size; i += used) {
		if ((unsigned char)text[i] < 0x80) {
			used = ascii_run(text + i, size - i);
		} else if (utf8_next(text + i, size - i, &used) == UTF8_INVALID) {
			if (bad != NULL)
				*bad = i;
			return false;
		}
	}
	return true;
}

void utf8_add(struct buf *buf, uint32_t code)
{
	char bytes[4];
	size_t length;

	if (code < 0x80) {
		bytes[0] = (char)code;
		length = 1;
	} else if (code < 0x800) {
		bytes[0] = (char)(0xC0 | code >> 6);
		bytes[1] = (char)(0x80 | (code & 0x3F));
		length = 2;
	} else if (code < 0x10000) {
		bytes[0] = (char)(0xE0 | code >> 12);
		bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
		bytes[2] = (char)(0x80 | (code & 0x3F));
		length = 3;
	} else {
		bytes[0] = (char)(0xF0 | code >> 18);
		bytes[1] = (char)(0x80 | (code >> 12 & 0x3F));
		bytes[2] = (char)(0x80 | (code >> 6 & 0x3F));
		bytes[3] = (char)(0x80 | (code & 0x3F));
		length = 4;
	}
	buf_add(buf, bytes, length);
}

static size_t sum_bytes(uint64_t sums)
{
	const uint64_t pairs = UINT64_C(0x00FF00FF00FF00FF);

	return (size_t)(((sums & pairs) + (sums >> 8 & pairs)) * UINT64_C(0x0001000100010001) >> 48);
}

static uint64_t continuing(uint64_t word)
{
	return word >> 7 & ~word >> 6 & ONES;
}

static uint64_t astral(uint64_t word)
{
	return word >> 7 & word >> 6 & word >> 5 & word >> 4 & ONES;
}

/* Bytes that are not continuations, and with `units` those of four-byte characters once more. */
static size_t count(const char *text, size_t size, bool units)
{
	size_t found = 0, i = 0;

	while (size - i >= WORD) {
		uint64_t without = 0, twice = 0;
		size_t words = (size - i) / WORD;

		words = words < SUMS_MOST ? words : SUMS_MOST;
		found += words * WORD;
		for (; words > 0; words--, i += WORD) {
			without += continuing(load(text + i));
			twice += astral(load(text + i));
		}
		found -= sum_bytes(without);
		found += units ? sum_bytes(twice) : 0;
	}
	for (; i < size; i++) {
		found += !continues((unsigned char)text[i]);
		found += units && (unsigned char)text[i] >= 0xF0;
	}
	return found;
}

size_t utf8_count(const char *text, size_t size)
{
	return count(text, size, false);
}

size_t utf8_count_utf16(const char *text, size_t size)
{
	return count(text, size, true);
}

static bool hidden(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD ||
	       (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || code == 0x061C ||
	       (code >= 0xFFF9 && code <= 0xFFFB) || (code & 0xFFFE) == 0xFFFE;
}

static void show_one(struct buf *buf, uint32_t code, const char *bytes, size_t used)
{
	if (code == UTF8_INVALID)
		buf_printf(buf, "\\x%02x", (unsigned char)bytes[0]);
	else if (code == '\n')
		buf_adds(buf, "\\n");
	else if (code == '\r')
		buf_adds(buf, "\\r");
	else if (code == '\t')
		buf_adds(buf, "\\t");
	else if (code == '\\')
		buf_adds(buf, "\\\\");
	else if (hidden(code))
		buf_printf(buf, code < 0x80 ? "\\x%02x" : "\\u{%04x}", (unsigned)code);
	else
		buf_add(buf, bytes, used);
}

void utf8_show(struct buf *buf, const char *text, size_t size, size_t most)
{
	size_t shown = 0;

	for (size_t i = 0, used; i < size; i += used) {
		uint32_t code = utf8_next(text + i, size - i, &used);

		if (most > 0 && shown++ == most) {
			buf_adds(buf, "\xE2\x80\xA6");
			return;
		}
		show_one(buf, code, text + i, used);
	}
}

size_t utf8_cells(const char *text, size_t size)
{
	size_t cells = 0;

	for (size_t i = 0, used; i < size; i += used) {
		uint32_t code = utf8_next(text + i, size - i, &used);
		int width = code == UTF8_INVALID || code == '\t' ? 1
		                                                 : utf8proc_charwidth((int32_t)code);

		cells += width > 0 ? (size_t)width : 0;
	}
	return cells;
}

bool ascii_same(const char *a, const char *b)
{
	while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}
