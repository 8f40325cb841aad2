/* index.html: see sheet.h. SPDX-License-Identifier: MIT */
#include "emit/sheet.h"

#include "base/embedded.h"
#include "emit/sheet_parts.h"

static void put_row(struct page *page, struct arena *arena, const struct sheet_index_row *row)
{
	char number[SHEET_NUMBER];
	const bool reached = row->link != NULL;

	page_put(page, "index-row", SLOTS({"id", reached ? row->id : NULL}, {"bare", reached ? NULL : row->id},
	    {"name", row->name}, {"edition", row->edition}, {"countries", row->countries},
	    {"url", reached ? sheet_url(arena, row->link) : NULL},
	    {"decisions", row->decisions > 0 ? sheet_number(number, row->decisions) : NULL},
	    {"none", reached && row->decisions == 0 ? "" : NULL}, {"refused", row->refused},
	    {"older", reached ? row->refused : NULL}));
}

void emit_sheet_index(struct buf *to, const struct sheet_index_row rows[], size_t count,
    const char *lang, const char *version)
{
	const struct embedded *css = embedded_find("sheet/sheet.css");
	struct sheet_kit *kit = sheet_kit_open(lang);
	struct arena arena = {0};
	struct page page;
	struct piece piece;

	page_open(&page, to, kit);
	piece = piece_begin(&page, "head", SLOTS({"lang", page.language == 0 ? "en" : "ko"}, {"mark", ""},
	    {"en", page.language == 0 ? "" : NULL}, {"ko", page.language == 1 ? "" : NULL},
	    {"style-hash", kit->style_hash}, {"version", version}, {"name", "pinport"}));
	piece_upto(&piece, "mark");
	buf_adds(to, SHEET_INDEX_MARK);
	piece_upto(&piece, "style");
	buf_add(to, css->data, css->size);
	piece_end(&piece);
	piece = piece_begin(&page, "index", NO_SLOTS);
	piece_upto(&piece, "rows");
	for (size_t i = 0; i < count; i++) {
		put_row(&page, &arena, &rows[i]);
		arena_reset(&arena);
	}
	piece_end(&piece);
	sheet_kit_close(kit);
	arena_free(&arena);
}
