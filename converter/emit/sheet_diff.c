/* Two texts compared, for people. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <string.h>

/* For now: what both begin and end with is the same, the rest differs. */
void sheet_diff(struct page *page, const char *a, const char *b, bool show_b)
{
	const char *text = show_b ? b : a;
	const size_t length_a = strlen(a), length_b = strlen(b), length = strlen(text);
	const size_t least = length_a < length_b ? length_a : length_b;
	size_t head = 0, tail = 0;

	while (head < least && a[head] == b[head])
		head++;
	while (head > 0 && head < length && (text[head] & 0xC0) == 0x80)
		head--;
	while (tail < least - head && a[length_a - tail - 1] == b[length_b - tail - 1])
		tail++;
	while (tail > 0 && (text[length - tail] & 0xC0) == 0x80)
		tail--;
	page_value(page, text, head);
	if (length > head + tail) {
		buf_adds(page->to, show_b ? "<ins>" : "<del>");
		page_value(page, text + head, length - head - tail);
		buf_adds(page->to, show_b ? "</ins>" : "</del>");
	}
	page_value(page, text + length - tail, tail);
}
