/* index.html: see sheet.h. SPDX-License-Identifier: MIT */
#include "emit/sheet.h"

#include "emit/sheet_parts.h"

/* The slots outlive the call: not those of a compound literal. */
static const struct slot no_slots[] = {{NULL, NULL}};

struct sheet_index {
	struct sheet_kit *kit;
	struct page page;
	struct piece rows;         /* goes on behind them */
	struct arena arena;        /* of one row */
};

struct sheet_index *sheet_index_open(struct buf *to, const char *lang, const char *version)
{
	struct sheet_index *index = mem_alloc(sizeof *index);
	struct page *page = &index->page;

	index->kit = sheet_kit_open(lang);
	page_open(page, to, index->kit);
	page_start(page, SHEET_INDEX_MARK, NULL);
	page_head(page, version, "pinport", NULL);
	index->rows = piece_begin(page, "index", no_slots);
	piece_upto(&index->rows, "rows");
	return index;
}

void sheet_index_row(struct sheet_index *index, const struct sheet_index_row *row)
{
	char number[SHEET_NUMBER];
	const bool reached = row->link != NULL;

	page_put(&index->page, "index-row", SLOTS({"id", reached ? row->id : NULL}, {"bare", reached ? NULL : row->id},
	    {"name", row->name}, {"edition", row->edition}, {"countries", row->countries},
	    {"url", reached ? sheet_url(&index->arena, row->link) : NULL},
	    {"decisions", row->decisions > 0 ? sheet_number(number, row->decisions) : NULL},
	    {"none", reached && row->decisions == 0 ? "" : NULL}, {"refused", row->refused},
	    {"older", reached ? row->refused : NULL}));
	arena_reset(&index->arena);
}

void sheet_index_close(struct sheet_index *index)
{
	if (index == NULL)
		return;
	piece_end(&index->rows);
	page_close(&index->page);
	arena_free(&index->arena);
	sheet_kit_close(index->kit);
	mem_free(index);
}
