/* CSV (RFC 4180) of referrals and reviews, for people with a spreadsheet:
 * UTF-8 with a BOM, CRLF, one row per element, one column per attribute or
 * text. SPDX-License-Identifier: MIT
 *
 * Columns come from the element table. What an inner element has gets its name
 * in front ("customerName"); elements that repeat share a cell ("Quality: 5;
 * Price: 3"). A cell whose first character could start a formula gets an
 * apostrophe in front, phone numbers like +82… too: a spreadsheet would
 * otherwise run it or make a number of it. The exact values are in the record
 * beside it. */
#include "emit/emit.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "emit/record.h"

struct sheet {
	struct buf *to;
	struct buf cell;
	bool header;     /* names in place of values */
	bool first;      /* in its row */
};

static const char *const formula_starts[] = {
	"=", "+", "-", "@", "\t", "\r", "\n",
	"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0", /* the same in full width */
};

static bool starts_formula(const char *text)
{
	for (size_t i = 0; i < sizeof formula_starts / sizeof *formula_starts; i++)
		if (*text == *formula_starts[i] && strncmp(text, formula_starts[i], strlen(formula_starts[i])) == 0)
			return true;
	return false;
}

/* RFC 4180 asks for the first four. A semicolon or tab separates cells in
 * spreadsheets of some languages, and blanks at the ends may get lost. */
static bool needs_quotes(const struct buf *cell)
{
	const char *text = buf_text(cell);

	return strpbrk(text, "\",\r\n;\t") != NULL ||
	       (cell->length > 0 && (text[0] == ' ' || text[cell->length - 1] == ' '));
}

static void put_quoted(struct buf *to, const char *text)
{
	const char *quote;

	buf_addc(to, '"');
	while ((quote = strchr(text, '"')) != NULL) {
		buf_add(to, text, (size_t)(quote - text) + 1);
		buf_addc(to, '"');
		text = quote + 1;
	}
	buf_adds(to, text);
	buf_addc(to, '"');
}

/* Writes sheet->cell as the next cell of the row. */
static void put_cell(struct sheet *sheet)
{
	if (!sheet->first)
		buf_addc(sheet->to, ',');
	sheet->first = false;
	if (needs_quotes(&sheet->cell))
		put_quoted(sheet->to, buf_text(&sheet->cell));
	else
		buf_adds(sheet->to, buf_text(&sheet->cell));
	buf_clear(&sheet->cell);
}

static void put_column(struct sheet *sheet, const char *prefix, const char *key, const struct value *value)
{
	if (!sheet->header) {
		if (starts_formula(value_text(value)))
			buf_addc(&sheet->cell, '\'');
		buf_adds(&sheet->cell, value_text(value));
	} else if (prefix == NULL) {
		buf_adds(&sheet->cell, key);
	} else {
		buf_adds(&sheet->cell, prefix);
		buf_addc(&sheet->cell, (char)(ascii_letter(*key) ? *key & ~0x20 : *key));
		buf_adds(&sheet->cell, key + 1);
	}
	put_cell(sheet);
}

static void join_value(struct buf *cell, size_t start, const struct value *value)
{
	if (value == NULL)
		return;
	if (cell->length > start)
		buf_adds(cell, ": ");
	buf_adds(cell, value->text);
}

static void join_item(struct buf *cell, const struct node *item)
{
	const struct element *element = item->element;
	size_t start;

	if (cell->length > 0)
		buf_adds(cell, "; ");
	start = cell->length;
	for (const struct attribute *a = element->attributes; a != NULL && a->name != NULL; a++)
		join_value(cell, start, record_value(item, a->offset));
	if (element->text > 0)
		join_value(cell, start, record_value(item, element->text));
}

static void put_items(struct sheet *sheet, const char *key, const struct nodes *items)
{
	struct buf joined = {0};

	if (items == NULL) {
		put_column(sheet, NULL, key, NULL);
		return;
	}
	for (const struct node *item = items->first; item != NULL; item = item->next)
		join_item(&joined, item);
	if (starts_formula(buf_text(&joined)))
		buf_addc(&sheet->cell, '\'');
	buf_adds(&sheet->cell, buf_text(&joined));
	put_cell(sheet);
	buf_free(&joined);
}

/* The columns of an element; node NULL: it is absent, or this is the header. */
static void put_columns(struct sheet *sheet, const char *prefix, const struct element *element,
    const struct node *node)
{
	for (const struct attribute *a = element->attributes; a != NULL && a->name != NULL; a++)
		put_column(sheet, prefix, a->name, record_value(node, a->offset));
	if (element->text > 0)
		put_column(sheet, prefix, element->text_key, record_value(node, element->text));
	for (const struct element *row = element->children; row != NULL && row->name != NULL; row++) {
		if (row->kind == ELEMENT_VALUE)
			put_column(sheet, prefix, row->key, record_value(node, row->offset));
		else if (row->kind == ELEMENT_STRUCT)
			put_columns(sheet, row->key, row, record_struct(node, row->offset));
		else
			put_items(sheet, row->key, record_items(node, row));
	}
}

static void put_row(struct sheet *sheet, const struct element *element, const struct node *node)
{
	sheet->first = true;
	put_columns(sheet, NULL, element, node);
	buf_adds(sheet->to, "\r\n");
}

void emit_table(struct buf *to, const struct record *record)
{
	struct sheet sheet = {.to = to, .header = true};
	const struct element *element;

	assert(record->count > 0);
	element = record->nodes[0]->element;
	buf_adds(to, "\xEF\xBB\xBF");
	put_row(&sheet, element, NULL);
	sheet.header = false;
	for (size_t i = 0; i < record->count; i++)
		put_row(&sheet, element, record->nodes[i]);
	buf_free(&sheet.cell);
}
