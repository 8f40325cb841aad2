/* UTF-8 by code points: see utf8.h. SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <utf8proc.h>

#include "base/buf.h"

uint32_t utf8_next(const char *text, size_t size, size_t *used)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)text;
	uint32_t code;
	size_t length;

	*used = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] >= 0xC2 && p[0] <= 0xDF) {
		length = 2;
		code = p[0] & 0x1Fu;
	} else if (p[0] >= 0xE0 && p[0] <= 0xEF) {
		length = 3;
		code = p[0] & 0x0Fu;
	} else if (p[0] >= 0xF0 && p[0] <= 0xF4) {
		length = 4;
		code = p[0] & 0x07u;
	} else {
		return UTF8_INVALID;
	}
	if (length > size)
		return UTF8_INVALID;
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xC0u) != 0x80)
			return UTF8_INVALID;
		code = code << 6 | (p[i] & 0x3Fu);
	}
	if (code < smallest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return UTF8_INVALID;
	*used = length;
	return code;
}

bool utf8_valid(const char *text, size_t size, size_t *bad)
{
	for (size_t i = 0, used; i < size; i += used) {
		if ((unsigned char)text[i] < 0x80) {
			used = 1;
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

size_t utf8_count(const char *text, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

size_t utf8_count_utf16(const char *text, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i++) {
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
		count += (unsigned char)text[i] >= 0xF0;
	}
	return count;
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
