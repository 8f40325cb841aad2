/* See tape.h. SPDX-License-Identifier: MIT */
#include "base/tape.h"

#include <string.h>

enum {
	KEPT = 8 << 20,        /* an account with errors to show is rarely longer */
	LINE_MOST = 64 << 10   /* looked at on each side of a place: more is never shown */
};

void tape_add(struct tape *tape, uint32_t source, uint64_t offset, const char *data, size_t size)
{
	size_t old;

	if (source != tape->source || offset != tape->start + tape->text.length) {
		buf_clear(&tape->text);
		tape->source = source;
		tape->start = offset;
	}
	buf_add(&tape->text, data, size);
	if (tape->text.length < 2 * KEPT)
		return;
	old = tape->text.length - KEPT;
	memmove(tape->text.data, tape->text.data + old, KEPT);
	buf_cut(&tape->text, KEPT);
	tape->start += old;
}

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

bool tape_line(const struct tape *tape, uint32_t source, uint64_t offset, struct tape_line *line)
{
	const char *text = buf_text(&tape->text);
	size_t at, from, to;

	if (source == 0 || source != tape->source || offset < tape->start ||
	    offset - tape->start > tape->text.length)
		return false;
	at = from = to = (size_t)(offset - tape->start);
	while (from > 0 && at - from < LINE_MOST && !ends_line(text[from - 1]))
		from--;
	while (to < tape->text.length && to - at < LINE_MOST && !ends_line(text[to]))
		to++;
	/* Not from the middle of a character. */
	while (from < at && ((unsigned char)text[from] & 0xC0) == 0x80)
		from++;
	*line = (struct tape_line){text + from, to - from, at - from};
	return true;
}

void tape_free(struct tape *tape)
{
	buf_free(&tape->text);
	*tape = (struct tape){0};
}
