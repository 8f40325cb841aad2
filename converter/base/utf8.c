/* UTF-8 by code points: see utf8.h. SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/wide.h"

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

/* Bytes of a block that cannot stand there, as far as the two bytes before each
 * tell. Those of four-byte characters are among them: they are left to utf8_next(). */
static inline wide doubtful(const char *text)
{
	wide bytes = wide_load(text), before = wide_load(text - 1), two_before = wide_load(text - 2);
	wide wanted = (wide)(before >= 0xC0) | (wide)(two_before >= 0xE0);
	wide short_form = (wide)(before == 0xE0) & (wide)(bytes < 0xA0);
	wide surrogate = (wide)(before == 0xED) & (wide)(bytes >= 0xA0);

	return (wide_continues(bytes) ^ wanted) | short_form | surrogate |
	       (wide)(bytes >= 0xF0) | (wide)((bytes & 0xFE) == 0xC0);
}

/* Passes blocks without a doubt, from `i` on, which is at least 2. */
static size_t pass_blocks(const char *text, size_t size, size_t i)
{
	for (; size - i >= WIDE_BLOCK; i += WIDE_BLOCK) {
		const char *p = text + i;
		wide high = wide_load(p) | wide_load(p + WIDE) | wide_load(p + 2 * WIDE) |
		            wide_load(p + 3 * WIDE);

		if (!wide_any(wide_high(high)) && (unsigned char)p[-1] < 0xC0 &&
		    (unsigned char)p[-2] < 0xE0)
			continue;
		if (wide_any(doubtful(p) | doubtful(p + WIDE) | doubtful(p + 2 * WIDE) |
		    doubtful(p + 3 * WIDE)))
			break;
	}
	while (size - i >= WIDE && !wide_any(doubtful(text + i)))
		i += WIDE;
	return i;
}

/* Back to the start of a character of three bytes at most that is cut at `i`. */
static size_t back_to_start(const char *text, size_t i)
{
	if ((unsigned char)text[i - 1] >= 0xC0)
		return i - 1;
	return (unsigned char)text[i - 2] >= 0xE0 ? i - 2 : i;
}

size_t utf8_good(const char *text, size_t size)
{
	size_t i = 0, used, stop;

	while (i < size) {
		if (i >= 2)
			i = back_to_start(text, pass_blocks(text, size, i));
		/* The first bytes, the last ones, or those around a doubtful one. */
		for (stop = size - i > WIDE ? i + (i < 2 ? 2 : WIDE) : size; i < stop; i += used)
			if (utf8_next(text + i, size - i, &used) == UTF8_INVALID)
				return i;
	}
	return size;
}

bool utf8_valid(const char *text, size_t size, size_t *bad)
{
	size_t good = utf8_good(text, size);

	if (good < size && bad != NULL)
		*bad = good;
	return good == size;
}

size_t utf8_put(char to[4], uint32_t code)
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xE0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 0x3F));
		to[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 0x3F));
	to[2] = (char)(0x80 | (code >> 6 & 0x3F));
	to[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

void utf8_add(struct buf *buf, uint32_t code)
{
	char bytes[4];

	buf_add(buf, bytes, utf8_put(bytes, code));
}

/* Bytes that are not continuations, and with `units` those of four-byte characters once more. */
static inline size_t count(const char *text, size_t size, bool units)
{
	size_t found = size, i = 0;

	while (size - i >= WIDE) {
		size_t blocks = (size - i) / WIDE;
		wide without = {0}, twice = {0};

		blocks = blocks < WIDE_SUMS_MOST ? blocks : WIDE_SUMS_MOST;
		for (; blocks > 0; blocks--, i += WIDE) {
			wide bytes = wide_load(text + i);

			without -= wide_continues(bytes);
			twice -= (wide)(bytes >= 0xF0);
		}
		found -= wide_sum(without);
		found += units ? wide_sum(twice) : 0;
	}
	for (; i < size; i++) {
		found -= continues((unsigned char)text[i]);
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

/* Bytes at the start that are shown as they are: printable ASCII but for the backslash. */
static size_t shown_as_is(const char *text, size_t size)
{
	size_t i = 0;

	while (i < size && text[i] >= ' ' && text[i] < 0x7F && text[i] != '\\')
		i++;
	return i;
}

void utf8_show(struct buf *buf, const char *text, size_t size, size_t most)
{
	size_t shown = 0;

	for (size_t i = 0, used; i < size; i += used) {
		size_t left = size - i;

		if (most > 0 && shown == most) {
			buf_adds(buf, "\xE2\x80\xA6");
			return;
		}
		if (most > 0 && left > most - shown)
			left = most - shown;
		used = shown_as_is(text + i, left);
		if (used > 0) {
			buf_add(buf, text + i, used);
			shown += used;
		} else {
			const uint32_t code = utf8_next(text + i, size - i, &used);

			show_one(buf, code, text + i, used);
			shown++;
		}
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

/* One white space character and then spaces, in a few steps: mostly that is a line
 * break and an indentation. */
static bool is_indent(const char *text, size_t size)
{
	static const char spaces[] = "        ";
	const char *p = text + 1, *end = text + size;

	if (size == 0 || !ascii_space(*text))
		return false;
	for (; end - p >= 8; p += 8)
		if (memcmp(p, spaces, 8) != 0)
			return false;
	if (end - p >= 4) {
		if (memcmp(p, spaces, 4) != 0)
			return false;
		p += 4;
	}
	while (p < end && *p == ' ')
		p++;
	return p == end;
}

size_t ascii_blanks(const char *text, size_t size)
{
	size_t i = 0;

	if (is_indent(text, size))
		return size;
	while (i < size && ascii_space(text[i]))
		i++;
	return i;
}

bool ascii_same(const char *a, const char *b)
{
	while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}
