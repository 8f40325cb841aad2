/* Diagnostics as text for people: see diag.h. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/language.h"
#include "base/utf8.h"

enum {
	WIDTH = 90,                /* cells of a line of the input that are shown, where the terminal does not say */
	MARGIN = 11,               /* what stands before them, and an ellipsis */
	WIDTH_LEAST = 24,
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

		const size_t length = shown->text.length, cells = shown->cells;

		show_one(shown, text + i, used, code);
		if (shown->cells > most) {
			buf_cut(&shown->text, length);
			shown->cells = cells;
			buf_adds(&shown->text, ELLIPSIS);
			return;
		}
	}
}

/* Cells that one character takes at most, as it is shown. */
static size_t cells_shown(const char *text, size_t size)
{
	struct shown one = {0};
	size_t used;

	show_one(&one, text, size, utf8_next(text, size, &used));
	buf_free(&one.text);
	return one.cells;
}

/* What stands before the place, from where it fits. */
static void show_before(struct shown *shown, const char *text, size_t size, size_t most)
{
	size_t from = size, cells = 0;

	while (from > 0) {
		size_t step = 1;

		while (step < from && ((unsigned char)text[from - step] & 0xC0) == 0x80)
			step++;
		cells += cells_shown(text + from - step, step);
		if (cells > most)
			break;
		from -= step;
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
	const size_t width = text->width == 0 ? WIDTH
	    : text->width > WIDTH_LEAST + MARGIN ? text->width - MARGIN : WIDTH_LEAST;
	char number[16];
	const char *mark;

	if (entry->line == NULL || *entry->line == '\0')
		return;
	show_before(&before, entry->line, entry->line_at, width * 8 / 15);
	show(&after, entry->line + entry->line_at, strlen(entry->line + entry->line_at), width - before.cells);
	mark = before.right_to_left || after.right_to_left ? LEFT_TO_RIGHT : "";
	snprintf(number, sizeof number, "%" PRIu32, entry->place.line);
	buf_printf(to, "%7s | %s%s", number, mark, buf_text(&before.text));
	buf_printf(to, "%s%s\n%7s | %*s", mark, buf_text(&after.text), "", (int)before.cells, "");
	buf_adds(to, text->colour ? "\x1b[1;32m^\x1b[0m\n" : "^\n");
	buf_free(&before.text);
	buf_free(&after.text);
}

/* ---- the rest ---- */

static bool same_place(const struct diag_entry *a, const struct diag_entry *b)
{
	return a->place.source == b->place.source && a->place.offset == b->place.offset;
}

/* What tells `more` from `entry`: its place, or at the same place a value that is no number; NULL: nothing that can be said. */
static const char *difference(char place[32], const struct diag_entry *entry, const struct diag_entry *more)
{
	if (more->place.line > 0 && !same_place(entry, more)) {
		snprintf(place, 32, "%" PRIu32 ":%" PRIu32, more->place.line, more->place.column);
		return place;
	}
	if (more->place.line == 0)
		return more->values[0];
	for (size_t i = 0; entry->values[i] != NULL && more->values[i] != NULL; i++)
		if (strcmp(entry->values[i], more->values[i]) != 0 && !ascii_digit(more->values[i][0]))
			return more->values[i];
	return NULL;
}

static void say(struct buf *to, const struct diag_text *text, const char *english, const char *value)
{
	language_say(to, text->language, english, (const char *const[]){value, NULL});
}

static void add_more(struct buf *to, const struct diag_text *text, const struct diag_entry *entry)
{
	size_t count = 0, named = 0;
	char place[32], number[32];

	for (const struct diag_entry *more = entry->more; more != NULL; more = more->more)
		count++;
	if (count == 0)
		return;
	snprintf(number, sizeof number, "%zu", count);
	buf_adds(to, "    " ELLIPSIS " ");
	say(to, text, "and {0} more like this", number);
	for (const struct diag_entry *more = entry->more; more != NULL && named < PLACES; more = more->more) {
		const char *what = difference(place, entry, more);

		if (what == NULL)
			break;
		if (named++ > 0)
			buf_printf(to, ", %s", what);
		else
			say(to, text, what == place ? ", at {0}" : ": {0}", what);
	}
	buf_adds(to, named > 0 && named < count ? " " ELLIPSIS "\n" : "\n");
}

static void add_line(struct buf *to, const struct diag_text *text, const char *english, const char *value)
{
	buf_adds(to, "    ");
	say(to, text, english, value);
	buf_addc(to, '\n');
}

/* FNV-1a; never 0. */
static uint32_t hash_advice(const char *text)
{
	uint32_t hash = 2166136261U;

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619U;
	return hash | 1;
}

static void add_advice(struct buf *to, struct diag_text *text, const struct diag_entry *entry)
{
	const struct diag_row *row = &diag_rows[entry->code];
	const bool needed = entry->severity == DIAG_ERROR || row->effect == DIAG_DECIDE;
	struct buf advice = {0};
	uint32_t hash;

	if (!text->verbose && (text->quiet || !needed || row->exit == 2))
		return;
	language_advice(&advice, text->language, entry->code, entry->values);
	hash = hash_advice(buf_text(&advice));
	if (text->verbose)
		buf_printf(to, "    %s\n", language_meaning(text->language, entry->code));
	if (text->verbose || text->advised[entry->code] != hash)
		add_line(to, text, "What to do: {0}", buf_text(&advice));
	text->advised[entry->code] = hash;
	buf_free(&advice);
}

void diag_print_text(void *to, const struct diag_entry *entry, const char *source)
{
	static const char *const colours[DIAG_SEVERITIES] = {"36", "35", "31"};
	struct diag_text *text = to;
	struct buf line = {0};

	if (text->quiet && entry->severity < DIAG_ERROR)
		return;
	buf_adds(&line, *source != '\0' ? source : "pinport");
	diag_position(&line, &entry->place);
	buf_adds(&line, ": ");
	if (text->colour)
		buf_printf(&line, "\x1b[1;%sm", colours[entry->severity]);
	say(&line, text, diag_severity_name(entry->severity), NULL);
	buf_addc(&line, ':');
	if (text->colour)
		buf_adds(&line, "\x1b[0m");
	buf_addc(&line, ' ');
	language_message(&line, text->language, entry);
	buf_adds(&line, " [");
	buf_adds(&line, diag_rows[entry->code].code);
	buf_adds(&line, "]\n");
	if (entry->path != NULL)
		add_line(&line, text, "at {0}", entry->path);
	add_context(&line, text, entry);
	add_more(&line, text, entry);
	add_advice(&line, text, entry);
	fwrite(buf_text(&line), 1, line.length, text->file);
	buf_free(&line);
}
