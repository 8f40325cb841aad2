/* Diagnostics as text for people: see diag.h. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"

enum {
	BEFORE = 48, WIDTH = 90,   /* cells of a line that are shown before the place, and in all */
	TAB = 4,
	PLACES = 6                 /* of more of the same that are named */
};

#define ELLIPSIS "\xE2\x80\xA6"
#define LEFT_TO_RIGHT "\xE2\x80\x8E"

/* ---- the line of the input ---- */

/* A part of a line as it is shown. */
struct shown {
	struct buf text;
	size_t cells;
	bool right_to_left;   /* has letters that a terminal may put in another order */
};

/* Hebrew, Arabic and their neighbours, presentation forms, and the blocks of
 * right-to-left scripts in the supplementary planes. */
static bool is_right_to_left(uint32_t code)
{
	return (code >= 0x590 && code <= 0x8FF) || (code >= 0xFB1D && code <= 0xFDFF) ||
	       (code >= 0xFE70 && code <= 0xFEFC) || (code >= 0x10800 && code <= 0x10FFF) ||
	       (code >= 0x1E800 && code <= 0x1EFFF);
}

static void show_one(struct shown *shown, const char *bytes, size_t used, uint32_t code)
{
	const size_t before = shown->text.length;

	if (code == '\t') {
		do
			buf_addc(&shown->text, ' ');
		while ((shown->cells + shown->text.length - before) % TAB != 0);
	} else if (code == '\\') {
		buf_addc(&shown->text, '\\');
	} else {
		utf8_show(&shown->text, bytes, used, 0);
	}
	shown->cells += utf8_cells(shown->text.data + before, shown->text.length - before);
	shown->right_to_left |= is_right_to_left(code);
}

static void show(struct shown *shown, const char *text, size_t size, size_t most)
{
	for (size_t i = 0, used; i < size; i += used) {
		const uint32_t code = utf8_next(text + i, size - i, &used);

		if (shown->cells >= most && utf8_cells(text + i, used) > 0) {
			buf_adds(&shown->text, ELLIPSIS);
			return;
		}
		show_one(shown, text + i, used, code);
	}
}

/* What stands before the place, from where it fits. */
static void show_before(struct shown *shown, const char *text, size_t size)
{
	size_t from = size, cells = 0;

	while (from > 0 && cells < BEFORE) {
		size_t step = 1;

		while (step < from && ((unsigned char)text[from - step] & 0xC0) == 0x80)
			step++;
		from -= step;
		cells += utf8_cells(text + from, step);
	}
	if (from > 0) {
		buf_adds(&shown->text, ELLIPSIS);
		shown->cells = 1;
	}
	show(shown, text + from, size - from, SIZE_MAX);
}

/* Marks of direction keep a terminal that reorders Hebrew and Arabic from
 * moving letters over the place: what stands before it takes its cells there. */
static void add_context(struct buf *to, const struct diag_text *text, const struct diag_entry *entry)
{
	struct shown before = {0}, after = {0};
	char number[16];
	const char *mark;

	if (entry->line == NULL || *entry->line == '\0')
		return;
	show_before(&before, entry->line, entry->line_at);
	show(&after, entry->line + entry->line_at, strlen(entry->line + entry->line_at), WIDTH - before.cells);
	mark = before.right_to_left || after.right_to_left ? LEFT_TO_RIGHT : "";
	snprintf(number, sizeof number, "%" PRIu32, entry->place.line);
	buf_printf(to, "%7s | %s%s", number, mark, buf_text(&before.text));
	buf_printf(to, "%s%s\n%7s | %*s", mark, buf_text(&after.text), "", (int)before.cells, "");
	buf_adds(to, text->colour ? "\x1b[1;32m^\x1b[0m\n" : "^\n");
	buf_free(&before.text);
	buf_free(&after.text);
}

/* ---- the rest ---- */

static void add_more(struct buf *to, const struct diag_entry *entry)
{
	size_t count = 0, named = 0;

	for (const struct diag_entry *more = entry->more; more != NULL; more = more->more)
		count++;
	if (count == 0)
		return;
	buf_printf(to, "    " ELLIPSIS " and %zu more like this", count);
	for (const struct diag_entry *more = entry->more; more != NULL && named < PLACES; more = more->more) {
		if (more->place.line == 0 && more->values[0] == NULL)
			break;
		buf_adds(to, named++ > 0 ? ", " : more->place.line > 0 ? ", at " : ": ");
		if (more->place.line > 0)
			buf_printf(to, "%" PRIu32 ":%" PRIu32, more->place.line, more->place.column);
		else
			buf_adds(to, more->values[0]);
	}
	buf_adds(to, named > 0 && named < count ? " " ELLIPSIS "\n" : "\n");
}

void diag_print_text(void *to, const struct diag_entry *entry, const char *source)
{
	static const char *const colours[DIAG_SEVERITIES] = {"36", "35", "31"};
	const struct diag_text *text = to;
	struct buf line = {0};

	if (text->quiet && entry->severity < DIAG_ERROR)
		return;
	buf_adds(&line, *source != '\0' ? source : "pinport");
	if (entry->place.line > 0)
		buf_printf(&line, ":%" PRIu32 ":%" PRIu32, entry->place.line, entry->place.column);
	buf_adds(&line, ": ");
	if (text->colour)
		buf_printf(&line, "\x1b[1;%sm", colours[entry->severity]);
	buf_printf(&line, "%s:", diag_severity_name(entry->severity));
	if (text->colour)
		buf_adds(&line, "\x1b[0m");
	buf_addc(&line, ' ');
	diag_message(&line, entry);
	buf_printf(&line, " [%s]\n", diag_rows[entry->code].code);
	if (entry->path != NULL)
		buf_printf(&line, "    at %s\n", entry->path);
	add_context(&line, text, entry);
	add_more(&line, entry);
	fwrite(buf_text(&line), 1, line.length, text->file);
	buf_free(&line);
}
