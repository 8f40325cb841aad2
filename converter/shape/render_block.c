/* Lists, quotes and tables as plain text: see render.h and html.h.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "shape/html.h"
#include "shape/render.h"

enum { NUMBER_MOST = 999999 };

size_t render_indent(const struct render *r, size_t depth)
{
	size_t indent = 0;

	for (size_t i = 0; i < depth; i++) {
		const struct render_open *open = &r->open[i];
		bool around = open->what == TAG_QUOTE || (open->what == TAG_LIST && i + 1 < depth);

		indent += around || (open->inside && open->what != TAG_TABLE) ? 2 : 0;
	}
	return indent;
}

static void add_letters(struct buf *to, int32_t number, char first)
{
	char text[8];
	size_t at = sizeof text;

	for (; number > 0 && at > 0; number = (number - 1) / 26)
		text[--at] = (char)(first + (number - 1) % 26);
	buf_add(to, text + at, sizeof text - at);
}

static void add_roman(struct buf *to, int32_t number, bool upper)
{
	static const struct { int32_t value; const char *small, *big; } parts[] = {
		{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"}, {100, "c", "C"},
		{90, "xc", "XC"}, {50, "l", "L"}, {40, "xl", "XL"}, {10, "x", "X"}, {9, "ix", "IX"},
		{5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"},
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			buf_adds(to, upper ? parts[i].big : parts[i].small);
}

static void add_number(struct buf *to, char type, int32_t number)
{
	bool upper = type == 'A' || type == 'I';

	if (type == '1' || number < 1 || number > 3999)
		buf_printf(to, "%d", (int)number);
	else if (ascii_lower(type) == 'i')
		add_roman(to, number, upper);
	else
		add_letters(to, number, upper ? 'A' : 'a');
	buf_adds(to, ". ");
}

void render_put_item(struct render *r, size_t i)
{
	const struct render_open *list = &r->open[i];
	size_t indent = render_indent(r, i + 1);

	for (size_t j = i + 1; j < r->depth && r->open[j].what != TAG_TABLE; j++)
		if (r->open[j].what == TAG_LIST && r->open[j].fresh)
			return;   /* nothing but a list in this item: the inner mark is enough */
	render_flush(r, indent < 2 ? 0 : indent - 2);
	if (list->type == 0)
		buf_adds(r->to, "\xE2\x80\xA2 ");
	else
		add_number(r->to, list->type, list->number);
}

void render_put_cell(struct render *r, size_t i)
{
	struct render_open *table = &r->open[i];

	if (table->row == SIZE_MAX) {
		render_flush(r, render_indent(r, i));
		table->row = r->to->length;
	}
	r->breaks = 0;
	r->blanks = 0;
	for (; table->told + 1 < table->cells; table->told++)
		buf_addc(r->to, HTML_MARK_OPEN);
	table->filled++;
}

static void not_fresh(struct render *r, struct render_open *open)
{
	r->fresh -= open->fresh;
	open->fresh = false;
}

/* A row is over: what stands between its cells is known now. */
static void end_row(struct render *r, struct render_open *table)
{
	char mark = table->filled == 1 ? HTML_MARK_NOTHING : HTML_MARK_CELL;
	size_t size = table->row == SIZE_MAX ? 0 : r->to->length - table->row;
	char *text = size == 0 ? NULL : r->to->data + table->row;

	if (!table->inside)
		return;
	not_fresh(r, table);
	if (size > 0 && mark == HTML_MARK_CELL &&
	    (memchr(text, '\n', size) != NULL || memchr(text, HTML_MARK_PARAGRAPH, size) != NULL))
		mark = HTML_MARK_PARAGRAPH;
	for (size_t i = 0; i < size; i++)
		if (text[i] == HTML_MARK_OPEN)
			text[i] = mark;
	table->columns = table->columns || table->cells > 1;
	table->inside = false;
	if (table->filled == 1 && !table->columns)
		render_paragraph(r);
	else
		render_line(r, mark == HTML_MARK_PARAGRAPH ? 2 : 1);
}

void render_pop_one(struct render *r)
{
	struct render_open *open = &r->open[--r->depth];

	render_end_link(r);
	if (open->what == TAG_TABLE)
		end_row(r, open);
	not_fresh(r, open);
	r->tables -= open->what == TAG_TABLE;
	r->lists -= open->what == TAG_LIST || open->what == TAG_DEFINITIONS;
}

/* The innermost open thing of that kind; never looks out of a table for
 * anything but a table. NULL: there is none. What is open in it is closed. */
static struct render_open *innermost(struct render *r, enum tag_what what)
{
	size_t i = r->depth;

	if (r->too_deep > 0)
		return NULL;
	while (i > 0 && r->open[i - 1].what != what && r->open[i - 1].what != TAG_TABLE)
		i--;
	if (i == 0 || r->open[i - 1].what != what)
		return NULL;
	while (r->depth > i)
		render_pop_one(r);
	return &r->open[i - 1];
}

struct render_open *render_push(struct render *r, enum tag_what what)
{
	render_paragraph(r);
	if (r->too_deep > 0 || r->depth == RENDER_OPEN || (what == TAG_TABLE && r->tables == RENDER_TABLES)) {
		r->too_deep++;
		return NULL;
	}
	r->tables += what == TAG_TABLE;
	r->lists += what == TAG_LIST || what == TAG_DEFINITIONS;
	r->open[r->depth] = (struct render_open){.what = what, .row = SIZE_MAX};
	return &r->open[r->depth++];
}

void render_pop(struct render *r, enum tag_what what)
{
	if (r->too_deep > 0)
		r->too_deep--;
	else if (innermost(r, what) != NULL)
		render_pop_one(r);
	render_paragraph(r);
}

static bool number_attribute(struct render *r, const char *name, int32_t *number)
{
	char *end;
	long value;

	buf_clear(&r->value);
	if (!markup_attribute(&r->token, name, &r->value) || r->value.length == 0)
		return false;
	value = strtol(r->value.data, &end, 10);
	if (end == r->value.data || value < -NUMBER_MOST || value > NUMBER_MOST)
		return false;
	*number = (int32_t)value;
	return true;
}

void render_open_list(struct render *r)
{
	struct render_open *list = render_push(r, TAG_LIST);
	int32_t start = 1;

	if (list == NULL || strcmp(r->token.name, "ol") != 0)
		return;
	buf_clear(&r->value);
	markup_attribute(&r->token, "type", &r->value);
	list->type = r->value.length == 1 && strchr("aAiI", r->value.data[0]) != NULL ? r->value.data[0] : '1';
	number_attribute(r, "start", &start);
	list->number = start - 1;
}

void render_open_item(struct render *r)
{
	struct render_open *list = innermost(r, TAG_LIST);

	render_end_link(r);
	if (list == NULL) {
		render_line(r, 1);
		r->stray_item = r->too_deep == 0;
		return;
	}
	not_fresh(r, list);
	render_line(r, 1);
	if (list->number < NUMBER_MOST)
		list->number++;
	if (list->type != 0)
		number_attribute(r, "value", &list->number);
	list->fresh = list->inside = true;
	r->fresh++;
}

void render_close_item(struct render *r)
{
	struct render_open *list = innermost(r, TAG_LIST);

	render_end_link(r);
	if (list != NULL) {
		not_fresh(r, list);
		list->inside = false;
	}
	r->stray_item = false;
	render_line(r, 1);
}

void render_definition(struct render *r, bool inside)
{
	struct render_open *list = innermost(r, TAG_DEFINITIONS);

	render_end_link(r);
	if (list != NULL)
		list->inside = inside;
	render_line(r, 1);
}

void render_open_row(struct render *r)
{
	struct render_open *table = innermost(r, TAG_TABLE);

	render_line(r, 1);
	if (table == NULL)
		return;
	end_row(r, table);
	table->inside = true;
	table->row = SIZE_MAX;
	table->cells = table->filled = table->told = 0;
}

void render_close_row(struct render *r)
{
	struct render_open *table = innermost(r, TAG_TABLE);

	render_end_link(r);
	if (table != NULL)
		end_row(r, table);
	render_line(r, 1);
}

void render_open_cell(struct render *r)
{
	struct render_open *table = innermost(r, TAG_TABLE);

	render_end_link(r);
	if (table == NULL) {
		render_line(r, 1);
		return;
	}
	if (!table->inside)
		render_open_row(r);
	table->cells++;
	r->fresh += !table->fresh;
	table->fresh = true;
	r->blanks = 0;
}

void render_close_cell(struct render *r)
{
	struct render_open *table = innermost(r, TAG_TABLE);

	render_end_link(r);
	if (table != NULL)
		not_fresh(r, table);
	render_line(r, 1);
}
