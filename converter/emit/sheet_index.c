/* index.html: see sheet.h. SPDX-License-Identifier: MIT */
#include "emit/sheet.h"

#include "base/embedded.h"
#include "emit/sheet_parts.h"

static void put_row(struct page *page, struct arena *arena, const struct sheet_index_row *row)
{
	char number[SHEET_NUMBER];

	page_put(page, "index-row", SLOTS({"id", row->id}, {"name", row->name}, {"edition", row->edition},
	    {"countries", row->countries}, {"url", sheet_url(arena, row->link)},
	    {"decisions", row->decisions > 0 ? sheet_number(number, row->decisions) : NULL},
	    {"none", row->decisions > 0 ? NULL : ""}));
}

void emit_sheet_index(struct buf *to, const struct sheet_index_row rows[], size_t count,
    const char *lang, const char *version)
{
	const struct embedded *css = embedded_find("sheet/sheet.css");
	char style[SHEET_CSP_HASH];
	struct arena arena = {0};
	struct page page;
	struct piece piece;

	page_open(&page, to, lang);
	sheet_csp_hash(style, css->data, css->size);
	piece = piece_begin(&page, "head", SLOTS({"lang", page.language == 0 ? "en" : "ko"}, {"mark", ""},
	    {"en", page.language == 0 ? "" : NULL}, {"ko", page.language == 1 ? "" : NULL},
	    {"style-hash", style}, {"version", version}, {"name", "pinport"}));
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
	page_close(&page);
	arena_free(&arena);
}
