/* What makes text harmless and visible in HTML. SPDX-License-Identifier: MIT */
#include "emit/sheet_page.h"

#include <stdint.h>

#include "base/utf8.h"

/* What stands for a byte in HTML; NULL: itself. */
static const char *const escapes[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
	['\r'] = "&#13;",
};

void html_text(struct buf *to, const char *text, size_t size)
{
	const char *end = text + size, *start = text;

	for (; text < end; text++) {
		const char *escape = escapes[(unsigned char)*text];

		if (escape == NULL)
			continue;
		buf_add(to, start, (size_t)(text - start));
		buf_adds(to, escape);
		start = text + 1;
	}
	buf_add(to, start, (size_t)(end - start));
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

static size_t unseen_row(uint32_t code)
{
	size_t row = 0;

	while (row < sizeof unseen / sizeof *unseen && unseen[row].code != code)
		row++;
	return row;
}

/* The UTF-8 of every code above starts with one of these bytes. */
static bool may_be_unseen(unsigned char byte)
{
	return byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF;
}

void html_value(struct buf *to, const char *text, size_t size)
{
	const char *start = text, *end = text + size;

	while (text < end) {
		size_t used = 1, row;

		if (!may_be_unseen((unsigned char)*text) ||
		    (row = unseen_row(utf8_next(text, (size_t)(end - text), &used))) ==
		    sizeof unseen / sizeof *unseen) {
			text += used;
			continue;
		}
		html_text(to, start, (size_t)(text - start));
		buf_printf(to, "<span class=\"unseen%s\" data-is=\"%s\">",
		    unseen[row].isolate ? " turns" : "", unseen[row].name);
		buf_add(to, text, used);
		buf_adds(to, "</span>");
		text += used;
		start = text;
	}
	html_text(to, start, (size_t)(end - start));
}
