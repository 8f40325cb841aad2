/* What makes text harmless and visible in HTML. SPDX-License-Identifier: MIT */
#include "emit/sheet_page.h"

#include <stdint.h>

#include "base/utf8.h"
#include "base/wide.h"

/* What stands for a byte in HTML; NULL: itself. */
static const char *const escapes[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
	['\r'] = "&#13;",
};

/* Why to look closer at a byte: it is escaped, or begins a character of unseen[]. */
enum { ESCAPED = 1, MAY_BE_UNSEEN = 2 };

/* What is not 0 in each of sixteen bytes that one of the reasons holds for. */
static inline wide looked_at(wide bytes, unsigned reasons)
{
	wide found = (wide)(bytes == '&') | (wide)(bytes == '\'') | (wide)(bytes == '"') |
	    (wide)((bytes | 2) == '>') /* or < */ | (wide)(bytes == '\r');

	if (reasons & MAY_BE_UNSEEN)
		found |= (wide)((bytes | 0x20) == 0xE2) /* or C2 */ | (wide)(bytes == 0xD8) | (wide)(bytes == 0xEF);
	return found;
}

/* Bytes from here on that need no look for any of these reasons. */
static inline size_t fine_run(const char *text, size_t size, unsigned reasons)
{
	char room[WIDE] = {0};
	size_t i = 0;
	wide found;

	for (; size - i >= WIDE; i += WIDE) {
		found = looked_at(wide_load(text + i), reasons);
		if (wide_any(found))
			return i + wide_first(found);
	}
	wide_copy(room, text + i, size - i);
	found = looked_at(wide_load(room), reasons);
	return wide_any(found) ? i + wide_first(found) : size;
}

void html_text(struct buf *to, const char *text, size_t size)
{
	for (size_t i = 0, start = 0;; start = ++i) {
		i += fine_run(text + i, size - i, ESCAPED);
		if (i > start)
			buf_add(to, text + start, i - start);
		if (i == size)
			return;
		buf_adds(to, escapes[(unsigned char)text[i]]);
	}
}

/* Characters that act on text and cannot be seen. `isolate`: they turn what
 * follows, which is kept from happening; marks without it act as they should. */
static const struct { uint32_t code; const char *name; bool isolate; } unseen[] = {
	{0x00AD, "SHY", false}, {0x061C, "ALM", false}, {0x200B, "ZWSP", false}, {0x200E, "LRM", false},
	{0x200F, "RLM", false}, {0x2028, "LSEP", true}, {0x2029, "PSEP", true}, {0x202A, "LRE", true},
	{0x202B, "RLE", true}, {0x202C, "PDF", true}, {0x202D, "LRO", true}, {0x202E, "RLO", true},
	{0x2060, "WJ", false}, {0x2066, "LRI", true}, {0x2067, "RLI", true}, {0x2068, "FSI", true},
	{0x2069, "PDI", true}, {0xFEFF, "BOM", false},
};

/* Most characters that begin as one of these do, bullets and dashes among them, go on otherwise.
 * A character that is there is whole. */
static inline bool may_be_unseen(const unsigned char *p)
{
	switch (p[0]) {
	case 0xC2:
		return p[1] == 0xAD;
	case 0xD8:
		return p[1] == 0x9C;
	case 0xE2:
		return p[1] == 0x80 ? (p[2] >= 0x8B && p[2] <= 0x8F) || (p[2] >= 0xA8 && p[2] <= 0xAE)
		                    : p[1] == 0x81 && p[2] >= 0xA0 && p[2] <= 0xA9;
	default:
		return p[1] == 0xBB && p[2] == 0xBF;
	}
}

static size_t unseen_row(uint32_t code)
{
	size_t row = 0;

	while (row < sizeof unseen / sizeof *unseen && unseen[row].code != code)
		row++;
	return row;
}

static void put_unseen(struct buf *to, size_t row, const char *text, size_t size)
{
	buf_adds(to, unseen[row].isolate ? "<span class=\"unseen turns\" data-is=\"" : "<span class=\"unseen\" data-is=\"");
	buf_adds(to, unseen[row].name);
	buf_adds(to, "\">");
	buf_add(to, text, size);
	buf_adds(to, "</span>");
}

void html_value(struct buf *to, const char *text, size_t size)
{
	size_t start = 0, i = 0, used;

	while (i < size) {
		size_t row;

		i += fine_run(text + i, size - i, ESCAPED | MAY_BE_UNSEEN);
		if (i == size)
			break;
		if (escapes[(unsigned char)text[i]] != NULL) {
			buf_add(to, text + start, i - start);
			buf_adds(to, escapes[(unsigned char)text[i]]);
			start = ++i;
			continue;
		}
		if (!may_be_unseen((const unsigned char *)text + i)) {
			i++;
			continue;
		}
		row = unseen_row(utf8_next(text + i, size - i, &used));
		if (row < sizeof unseen / sizeof *unseen) {
			buf_add(to, text + start, i - start);
			put_unseen(to, row, text + i, used);
			start = i + used;
		}
		i += used;
	}
	buf_add(to, text + start, size - start);
}
