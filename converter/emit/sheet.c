/* upload.html: the sheet for a person who fills the form in by hand. SPDX-License-Identifier: MIT
 *
 * What it looks like is in sheet/: pieces of HTML, one style, one script, the
 * words. It is put together here and in sheet_*.c:
 *
 *   sheet_kit.c     what all sheets share             sheet_words.c    words in English and Korean
 *   sheet_page.c    pieces of HTML
 *   sheet_html.c    escaping                         sheet_steps.c    decisions and steps
 *   sheet_gather.c  values in the order of the form  sheet_fields.c   profiles, blocks, places
 *   sheet_place.c   what a field is in an edition    sheet_value.c    one value
 *   sheet_records.c what stays behind                sheet_index.c    the page over several sheets
 *
 * What every sheet starts with is the kit's (sheet_kit.c). What texts differ by, the sheet finds out itself, in
 * sheet/changes.js, when somebody looks. */
#include "emit/sheet_parts.h"

#include <string.h>

#include "base/hash.h"

/* The key under which a browser keeps the progress: over the other files' hashes (decision 17). */
static void bundle_key(const struct sheet *sheet, char key[HASH_TEXT])
{
	struct hash hash;

	hash_begin(&hash);
	for (size_t i = 0; i < sheet->file_count; i++) {
		const struct emitted_file *file = &sheet->files[i];

		hash_add(&hash, file->sha256, strlen(file->sha256));
		hash_add(&hash, "  ", 2);
		hash_add(&hash, file->path, strlen(file->path));
		hash_add(&hash, "\n", 1);
	}
	hash_end(&hash, key);
}

static void put_head(struct sheet *sheet, const char *key)
{
	const struct provenance *provenance = sheet->provenance;
	const struct account *account = sheet->shaped->account;
	struct page *page = &sheet->page;
	struct piece piece;

	page_head(page, provenance->version, value_text(account->legalName), key);
	piece = piece_begin(page, "account", SLOTS({"name", value_text(account->legalName)},
	    {"id", value_text(account->id)}, {"mpn", account->mpnId ? account->mpnId->text : NULL},
	    {"edition", sheet->edition->id}, {"file", provenance->file},
	    {"hash", provenance->sha256}, {"version", provenance->version}));
	piece_upto(&piece, "term");
	if (sheet->edition->term != NULL)
		page_phrase(page, sheet->edition->term);
	piece_end(&piece);
}

static void nav_item(struct page *page, const char *id, const char *word, size_t count)
{
	char number[SHEET_NUMBER];
	struct piece piece = piece_begin(page, "nav-item", SLOTS({"id", id},
	    {"count", count > 0 ? sheet_number(number, count) : NULL}));

	piece_upto(&piece, "word");
	page_word(page, word, NULL);
	piece_end(&piece);
}

static bool has_phase(const struct sheet *sheet, const char *phase)
{
	for (size_t i = 0; i < sheet->shaped->check_count; i++)
		if (strcmp(sheet->shaped->checks[i].item->phase, phase) == 0)
			return true;
	return false;
}

static void put_countries(struct sheet *sheet)
{
	const struct shaped *shaped = sheet->shaped;

	for (size_t i = 0; i < shaped->profile_count; i++) {
		const char *code = shaped->profiles[i].profile.country.data;

		page_put(&sheet->page, "nav-country", SLOTS({"code", code},
		    {"id", SHEET_JOIN(&sheet->arena, "profile-", code)}));
	}
}

static void put_nav(struct sheet *sheet)
{
	struct page *page = &sheet->page;

	page_put(page, "nav-begin", SLOTS({"decisions", sheet->decision_count > 0 ? "" : NULL}));
	nav_item(page, "decisions", "decisions", sheet->decision_count);
	if (has_phase(sheet, "before"))
		nav_item(page, "steps-before", "phase-before", 0);
	put_countries(sheet);
	if (has_phase(sheet, "after"))
		nav_item(page, "steps-after", "phase-after", 0);
	nav_item(page, "records", "records", 0);
	nav_item(page, "progress", "progress", 0);
	page_put(page, "nav-end", NO_SLOTS);
}

/* Where there are several, one is shown at a time, or all. */
static void put_switch(struct sheet *sheet)
{
	if (sheet->shaped->profile_count < 2)
		return;
	page_put(&sheet->page, "switch-begin", NO_SLOTS);
	put_countries(sheet);
	page_put(&sheet->page, "nav-all", NO_SLOTS);
	page_put(&sheet->page, "switch-end", NO_SLOTS);
}

static void put_body(struct sheet *sheet)
{
	sheet_decisions(sheet);
	page_put(&sheet->page, "how", NO_SLOTS);
	if (has_phase(sheet, "before"))
		sheet_steps(sheet, "before", NULL);
	put_switch(sheet);
	for (size_t i = 0; i < sheet->shaped->profile_count; i++)
		sheet_profile_put(sheet, &sheet->profiles[i]);
	if (sheet->shaped->profile_count == 0)
		page_put_word(&sheet->page, "notice", "text", "no-profiles");
	if (has_phase(sheet, "after"))
		sheet_steps(sheet, "after", NULL);
	sheet_records(sheet);
}

static void sheet_close(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->shaped->profile_count; i++) {
		mem_free(sheet->profiles[i].entries);
		map_free(&sheet->profiles[i].solutions);
	}
	mem_free(sheet->profiles);
	map_free(&sheet->media);
	map_free(&sheet->compared);
	mem_free(sheet->decisions);
	arena_free(&sheet->arena);
}

void emit_sheet(struct buf *to, const struct shaped *shaped, const struct provenance *provenance,
    const struct catalogue *catalogue, const struct emitted_file *files, size_t file_count,
    const struct diag *diag, size_t mark)
{
	struct sheet sheet = {.shaped = shaped, .edition = shaped->edition, .provenance = provenance,
		.catalogue = catalogue, .files = files, .file_count = file_count, .diag = diag};
	char key[HASH_TEXT];

	page_open(&sheet.page, to, provenance->kit);
	sheet.found = diag_entries(diag, mark, &sheet.found_count);
	sheet_gather(&sheet);
	bundle_key(&sheet, key);
	put_head(&sheet, key);
	put_nav(&sheet);
	put_body(&sheet);
	page_put(&sheet.page, "tail", SLOTS({"key", key}));
	page_close(&sheet.page);
	sheet_close(&sheet);
}
