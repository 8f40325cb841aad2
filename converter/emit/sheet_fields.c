/* A profile on the sheet, in the order of the edition's form. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <stdlib.h>
#include <string.h>

/* The parts that a profile falls into; each becomes a part of the form. */
enum block_kind { BLOCK_FIELDS, BLOCK_ITEMS, BLOCK_SHOWN };

struct block_row {
	const char *prefix;
	const char *word;              /* when the edition's pages give the part no name */
	enum block_kind kind;
	const char *item_word;
};

static const struct block_row block_rows[] = {
	{"partnerInformation", "block-partnerInformation", BLOCK_FIELDS, NULL},
	{"partnerExpertise", "block-partnerExpertise", BLOCK_FIELDS, NULL},
	{"customerPreferences", "block-customerPreferences", BLOCK_FIELDS, NULL},
	{"locations", "block-locations", BLOCK_ITEMS, "location-n"},
	{"solutions", "block-solutions", BLOCK_ITEMS, "solution-n"},
	{"earned", "block-earned", BLOCK_SHOWN, NULL},
};
enum { BLOCKS = sizeof block_rows / sizeof *block_rows };

struct block {
	const struct block_row *row;
	struct sheet_entry **entries;  /* in the order of the form */
	size_t count;
	size_t rank;                   /* the smallest of its entries */
	const char *section;           /* of the form, or NULL */
	bool mentioned;
};

/* What the functions below share for one profile. */
struct form {
	struct sheet *sheet;
	const struct sheet_profile *profile;
	const char *country;
	struct block blocks[BLOCKS];
};

/* ---- putting the entries in order ---- */

static bool beneath(const char *path, const char *prefix)
{
	const size_t length = strlen(prefix);

	return strncmp(path, prefix, length) == 0 && (path[length] == '.' || path[length] == '\0');
}

size_t sheet_block(const char *path)
{
	for (size_t i = 0; i < BLOCKS; i++)
		if (beneath(path, block_rows[i].prefix))
			return i;
	return SIZE_MAX;
}

/* The name of the form's part that has one of the block's fields. */
static const char *find_section(const struct edition *edition, const char *prefix)
{
	for (size_t i = 0; i < edition->section_count; i++)
		for (size_t j = 0; j < edition->sections[i].fields.count; j++)
			if (*edition->sections[i].section != '\0' &&
			    beneath(edition->sections[i].fields.items[j], prefix))
				return edition->sections[i].section;
	return NULL;
}

static const char *section_name(const struct sheet *sheet, const struct block_row *row)
{
	const void *const key[] = {sheet->edition, row};
	bool known;
	const char **name = kit_recall(sheet->page.kit, key, sizeof key, sizeof *name, &known);

	if (!known)
		*name = find_section(sheet->edition, row->prefix);
	return *name;
}

/* qsort() is not stable: entries are told apart by where they stand. What a
 * location or solution has keeps the order of the profile. */
static int compare_entries(const void *a, const void *b)
{
	const struct sheet_entry *first = *(struct sheet_entry *const *)a;
	const struct sheet_entry *second = *(struct sheet_entry *const *)b;

	if (first->item != second->item)
		return first->item < second->item ? -1 : 1;
	if (first->place->rank != second->place->rank && !first->in_item)
		return first->place->rank < second->place->rank ? -1 : 1;
	return first < second ? -1 : first > second;
}

static int compare_blocks(const void *a, const void *b)
{
	const struct block *first = a, *second = b;

	if (first->rank != second->rank)
		return first->rank < second->rank ? -1 : 1;
	return first->row < second->row ? -1 : first->row > second->row;
}

static void fill_block(struct form *form, struct block *block)
{
	const struct sheet_profile *profile = form->profile;
	const size_t number = (size_t)(block->row - block_rows);

	block->entries = arena_alloc(&form->sheet->arena,
	    mem_product(profile->count, sizeof *block->entries));
	block->rank = SIZE_MAX;
	for (size_t i = 0; i < profile->count; i++) {
		struct sheet_entry *entry = &profile->entries[i];

		if (entry->place->block != number)
			continue;
		block->entries[block->count++] = entry;
		block->rank = entry->place->rank < block->rank ? entry->place->rank : block->rank;
		block->mentioned |= entry->place->mentioned;
	}
	/* Where that is not said of the whole block. */
	for (size_t i = 0; i < block->count; i++)
		block->entries[i]->note = !block->entries[i]->place->mentioned && block->mentioned &&
		    block->row->kind == BLOCK_FIELDS;
	/* What Microsoft shows by itself is compared last. */
	if (block->row->kind == BLOCK_SHOWN)
		block->rank = SIZE_MAX;
	if (block->count > 1)
		qsort(block->entries, block->count, sizeof *block->entries, compare_entries);
	block->section = section_name(form->sheet, block->row);
}

/* ---- notes ---- */

static bool said_before(const struct block *block, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (block->entries[i]->place == block->entries[index]->place)
			return true;
	return false;
}

/* What a location or solution has is not mentioned: once for all of them. */
static void put_unmentioned(struct form *form, const struct block *block)
{
	struct page *page = &form->sheet->page;
	struct piece piece = piece_begin(page, "block-note", NO_SLOTS);
	size_t count = 0;

	for (size_t i = 0; i < block->count && block->entries[i]->item == 0; i++) {
		if (block->entries[i]->place->mentioned || block->entries[i]->place->heading || said_before(block, i))
			continue;
		if (count++ == 0) {
			piece_upto(&piece, "text");
			page_word(page, "not-mentioned", NULL);
		}
		buf_adds(page->to, count == 1 ? ": " : ", ");
		page_word(page, block->entries[i]->place->path, NULL);
	}
	if (count > 0)
		piece_end(&piece);
}

static void put_block_notes(struct form *form, const struct block *block)
{
	struct page *page = &form->sheet->page;

	if (block->row->kind == BLOCK_SHOWN) {
		page_put_word(page, "block-note", "text", "earned-note");
		return;
	}
	if (strcmp(block->row->prefix, "solutions") == 0 && form->sheet->edition->import)
		page_put_word(page, "notice", "text", "import-first");
	if (!block->mentioned)
		page_put_word(page, "block-note", "text", "not-mentioned");
	else if (block->section == NULL)
		page_put_word(page, "block-note", "text", "section-unnamed");
	if (block->mentioned && block->row->kind == BLOCK_ITEMS)
		put_unmentioned(form, block);
}

/* ---- fields ---- */

static void put_empty(struct form *form, const struct sheet_entry *entry)
{
	struct page *page = &form->sheet->page;
	struct piece piece = piece_begin(page, "empty", SLOTS({"id", entry->decide ? entry->id : NULL},
	    {"decide", entry->decide ? "" : NULL}, {"plain", entry->decide ? NULL : ""}));

	piece_upto(&piece, "label");
	words_put_whole(form->sheet->page.to, entry->place->label);
	piece_upto(&piece, "note");
	if (entry->note)
		page_put_word(page, "note-line", "text", "not-mentioned");
	piece_end(&piece);
}

static uint32_t most_of(const struct edition *edition, const char *path)
{
	static const struct { const char *path, *limit; } rows[] = {
		{"partnerExpertise.industryFocus", "industryMax"},
		{"locations", "locationMax"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].path, path) == 0)
			return edition_limit(edition, rows[i].limit);
	return 0;
}

/* Number of entries from `at` on that are of the same list. */
static size_t run_of(const struct block *block, size_t at, size_t end)
{
	size_t next = at + 1;

	while (next < end && block->entries[next]->field == block->entries[at]->field &&
	       block->entries[next]->item == block->entries[at]->item)
		next++;
	return next - at;
}

static const char *group_hint(const struct sheet_entry *entry)
{
	if (entry->place->chosen)
		return "at-location";
	return entry->place->size ? "select-each" : "one-by-one";
}

/* The line above several values of one list. */
static void put_group(struct form *form, const struct sheet_entry *entry, size_t count)
{
	struct sheet *sheet = form->sheet;
	const uint32_t most = most_of(sheet->edition, entry->place->path);
	char numbers[3][SHEET_NUMBER];
	struct piece piece = piece_begin(&sheet->page, "group", SLOTS(
	    {"id", entry->linked ? SHEET_JOIN(&sheet->arena, entry->id, ".list") : NULL}, {"hint", ""},
	    {"limit", most > 0 ? sheet_number(numbers[0], most) : NULL},
	    {"count", sheet_number(numbers[1], count)},
	    {"over", most > 0 && count > most ? sheet_number(numbers[2], count - most) : NULL}));

	piece_upto(&piece, "label");
	words_put_whole(form->sheet->page.to, entry->place->label);
	piece_upto(&piece, "hint");
	page_word(&sheet->page, group_hint(entry), NULL);
	if (entry->note)
		page_put_word(&sheet->page, "note-line", "text", "not-mentioned");
	piece_end(&piece);
}

static void put_shown(struct form *form, const struct sheet_entry *entry)
{
	struct page *page = &form->sheet->page;
	struct piece piece = piece_begin(page, "shown", NO_SLOTS);

	piece_upto(&piece, "label");
	words_put_whole(form->sheet->page.to, entry->place->label);
	piece_upto(&piece, "value");
	html_value(page->to, entry->text->data, entry->text->length);
	piece_end(&piece);
}

static void put_entry(struct form *form, const struct block *block, const struct sheet_entry *entry)
{
	if (entry->text == NULL)
		put_empty(form, entry);
	else if (block->row->kind == BLOCK_SHOWN)
		put_shown(form, entry);
	else
		sheet_field(form->sheet, form->profile, entry);
}

static void put_fields(struct form *form, const struct block *block, size_t at, size_t end)
{
	struct piece piece = piece_begin(&form->sheet->page, "list", NO_SLOTS);

	piece_upto(&piece, "list");
	while (at < end) {
		const size_t run = run_of(block, at, end);
		const struct sheet_entry *entry = block->entries[at];

		if (entry->field->kind == FIELD_TEXTS && entry->text != NULL && block->row->kind != BLOCK_SHOWN)
			put_group(form, entry, run);
		for (size_t i = 0; i < run; i++)
			put_entry(form, block, block->entries[at + i]);
		at += run;
	}
	piece_end(&piece);
}

/* ---- locations and solutions ---- */

static const char *item_text(const struct block *block, size_t at, size_t end, const char *key)
{
	for (; at < end; at++)
		if (strcmp(block->entries[at]->field->key, key) == 0 && block->entries[at]->text != NULL)
			return block->entries[at]->text->data;
	return NULL;
}

/* Moves the entries for the heading out of the way; returns where the others start. */
static size_t headings_first(struct block *block, size_t at, size_t end)
{
	size_t to = at;

	for (size_t i = at; i < end; i++)
		if (block->entries[i]->place->heading) {
			struct sheet_entry *entry = block->entries[i];

			memmove(&block->entries[to + 1], &block->entries[to], (i - to) * sizeof *block->entries);
			block->entries[to++] = entry;
		}
	return to;
}

static void put_item(struct form *form, struct block *block, size_t at, size_t end, size_t items)
{
	struct sheet *sheet = form->sheet;
	const char *kind = item_text(block, at, end, "kind");
	char numbers[2][SHEET_NUMBER];
	const char *const number = sheet_number(numbers[0], block->entries[at]->item + 1);
	const char *const all = sheet_number(numbers[1], items);
	struct piece piece = piece_begin(&sheet->page, "item", SLOTS(
	    {"name", item_text(block, at, end, "name")}, {"source", item_text(block, at, end, "id")}));

	piece_upto(&piece, "which");
	page_word(&sheet->page, block->row->item_word, (const char *const[]){number, all, NULL});
	piece_upto(&piece, "kind");
	if (kind != NULL) {
		page_word(&sheet->page, SHEET_JOIN(&sheet->arena, "kind-", kind), NULL);
		buf_adds(sheet->page.to, " · ");
	}
	piece_upto(&piece, "body");
	at = headings_first(block, at, end);
	if (at < end)
		put_fields(form, block, at, end);
	piece_end(&piece);
}

static void put_items(struct form *form, struct block *block)
{
	const size_t items = block->entries[block->count - 1]->item + 1;

	for (size_t at = 0, end; at < block->count; at = end) {
		for (end = at + 1; end < block->count; end++)
			if (block->entries[end]->item != block->entries[at]->item)
				break;
		put_item(form, block, at, end, items);
	}
}

/* ---- blocks ---- */

static void put_block(struct form *form, struct block *block)
{
	struct sheet *sheet = form->sheet;
	const uint32_t most = most_of(sheet->edition, block->row->prefix);
	const size_t count = block->entries[block->count - 1]->item + 1;
	char numbers[3][SHEET_NUMBER];
	struct piece piece = piece_begin(&sheet->page, "block", SLOTS(
	    {"id", block->row->kind == BLOCK_ITEMS ? SHEET_JOIN(&sheet->arena, form->country, "-", block->row->prefix) : NULL},
	    {"section", block->section}, {"limit", most > 0 ? sheet_number(numbers[0], most) : NULL},
	    {"count", sheet_number(numbers[1], count)},
	    {"over", most > 0 && count > most ? sheet_number(numbers[2], count - most) : NULL}));

	piece_upto(&piece, "title");
	if (block->section == NULL)
		page_word(&sheet->page, block->row->word, NULL);
	piece_upto(&piece, "notes");
	put_block_notes(form, block);
	piece_upto(&piece, "body");
	if (block->row->kind == BLOCK_ITEMS)
		put_items(form, block);
	else
		put_fields(form, block, 0, block->count);
	piece_end(&piece);
}

static bool worth_showing(const struct block *block)
{
	for (size_t i = 0; i < block->count; i++)
		if (block->entries[i]->text != NULL ||
		    (block->entries[i]->place->mentioned && block->row->kind == BLOCK_FIELDS))
			return true;
	return false;
}

static void put_blocks(struct form *form)
{
	for (size_t i = 0; i < BLOCKS; i++) {
		form->blocks[i].row = &block_rows[i];
		fill_block(form, &form->blocks[i]);
	}
	qsort(form->blocks, BLOCKS, sizeof *form->blocks, compare_blocks);
	for (size_t i = 0; i < BLOCKS; i++)
		if (worth_showing(&form->blocks[i]))
			put_block(form, &form->blocks[i]);
}

/* ---- the way to the form ---- */

const char *sheet_list(struct arena *arena, const struct strings *list)
{
	const char *joined = NULL;

	for (size_t i = 0; i < list->count; i++)
		joined = joined == NULL ? list->items[i] : SHEET_JOIN(arena, joined, ", ", list->items[i]);
	return joined;
}

/* Import or add: where there are both, a person has to know which. */
static const char *which_button(const struct sheet *sheet, const struct profile *profile)
{
	const struct edition *edition = sheet->edition;
	const struct value *enrolled = sheet->shaped->account->cspEnrolled;

	if (!edition->import || edition->import_button == NULL)
		return NULL;
	if (edition->import_scope != NULL && strstr(edition->import_scope, "CSP") != NULL && enrolled != NULL &&
	    !value_true(enrolled))
		return "way-not-enrolled";
	return profile->solutions.count > 0 ? "way-import" : "way-either";
}

static void put_way(struct sheet *sheet, const char *which)
{
	const struct edition *edition = sheet->edition;
	struct piece piece = piece_begin(&sheet->page, "way", SLOTS({"tab", edition->tab},
	    {"import", edition->import ? edition->import_button : NULL}, {"create", edition->create_button},
	    {"url", edition->start_url}, {"roles", sheet_list(&sheet->arena, &edition->roles)},
	    {"which", which},
	    {"scope", edition->import ? edition->import_scope : NULL}, {"closes", edition->account_closes}));

	piece_upto(&piece, "path");
	for (size_t i = 0; i < edition->path.count; i++)
		page_put(&sheet->page, "way-step", SLOTS({"text", edition->path.items[i]}));
	if (which != NULL) {
		piece_upto(&piece, "which");
		page_word(&sheet->page, which, NULL);
	}
	if (edition->import && edition->import_scope != NULL) {
		piece_upto(&piece, "scope");
		page_phrase(&sheet->page, edition->import_scope);
	}
	if (edition->account_closes != NULL) {
		piece_upto(&piece, "closes");
		page_phrase(&sheet->page, edition->account_closes);
	}
	piece_end(&piece);
}

/* The same on all sheets, but for the button. */
static void put_way_again(struct sheet *sheet, const struct profile *profile)
{
	const char *which = which_button(sheet, profile);
	const void *const key[] = {sheet->edition, which};
	struct page_part *part = page_lasting(&sheet->page, key, sizeof key);

	if (page_again(&sheet->page, part))
		return;
	put_way(sheet, which);
	page_done(&sheet->page, part);
}

static const char *join_texts(struct arena *arena, const struct texts *list)
{
	const char *joined = NULL;

	for (size_t i = 0; i < list->count; i++)
		joined = joined == NULL ? list->items[i].data : SHEET_JOIN(arena, joined, ", ", list->items[i].data);
	return joined;
}

void sheet_profile_put(struct sheet *sheet, const struct sheet_profile *profile)
{
	const char *country = profile->shaped->profile.country.data;
	struct form form = {.sheet = sheet, .profile = profile, .country = country};
	struct piece piece = piece_begin(&sheet->page, "profile", SLOTS({"code", country},
	    {"id", SHEET_JOIN(&sheet->arena, "profile-", country)},
	    {"refused", profile->shaped->refused ? "" : NULL},
	    {"languages", join_texts(&sheet->arena, &profile->shaped->profile.languages)}));

	if (!profile->shaped->refused) {
		piece_upto(&piece, "way");
		put_way_again(sheet, &profile->shaped->profile);
		sheet_steps(sheet, "form", country);
		piece_upto(&piece, "body");
		put_blocks(&form);
	}
	piece_end(&piece);
}
