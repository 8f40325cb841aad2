/* One value on the sheet: what to paste, how long it is, what changed. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "emit/sheet_graphemes.h"

/* ---- counts ---- */

static uint32_t most_of(const struct sheet *sheet, const struct sheet_entry *entry)
{
	return entry->place->described ? sheet->edition->description_max : 0;
}

enum { COMMON = 256 };   /* characters of what most fields hold: ASCII, without a limit */

/* Characters against the limit. The other ways to count are told where there
 * is a limit, and where they differ. */
static void put_counts(struct sheet *sheet, const struct sheet_entry *entry)
{
	const struct text *text = entry->text;
	const size_t most = most_of(sheet, entry);
	const size_t units = utf8_count_utf16(text->data, text->length);
	const size_t points = utf8_count(text->data, text->length);
	const size_t graphemes = sheet_graphemes(text->data, text->length);
	const bool more = most > 0 || units != points || points != graphemes;
	const bool common = !more && units == text->length && units < COMMON;
	struct page_part *part = common ? page_lasting(&sheet->page, &units, sizeof units) : NULL;
	char n[7][SHEET_NUMBER];

	if (part != NULL && page_again(&sheet->page, part))
		return;
	page_put(&sheet->page, "counts", SLOTS({"units", sheet_number(n[0], units)},
	    {"limit", most > 0 ? sheet_number(n[1], most) : NULL}, {"plain", most > 0 ? NULL : ""},
	    {"share", sheet_number(n[2], most > 0 && units < most ? units * 100 / most : 100)},
	    {"over", most > 0 && units > most ? sheet_number(n[3], units - most) : NULL},
	    {"more", more ? "" : NULL}, {"points", sheet_number(n[4], points)},
	    {"graphemes", sheet_number(n[5], graphemes)}, {"bytes", sheet_number(n[6], text->length)}));
	if (part != NULL)
		page_done(&sheet->page, part);
}

/* ---- what changed ---- */

static const struct { unsigned flag; const char *word; bool strong; } badge_rows[] = {
	{CHANGE_SHORTENED, "badge-shortened", true},
	{CHANGE_LOST, "badge-lost", true},
	{CHANGE_MARKUP, "badge-markup", false},
	{CHANGE_JOINED, "badge-joined", false},
	{CHANGE_MATCHED, "badge-matched", false},
	{CHANGE_CHARACTERS, "badge-characters", false},
	{CHANGE_NFC, "badge-nfc", false},
	{CHANGE_SPACE, "badge-space", false},
};

static void put_badge(struct page *page, const char *word, bool strong)
{
	struct piece piece = piece_begin(page, "badge", SLOTS({"strong", strong ? "" : NULL},
	    {"weak", strong ? NULL : ""}));

	piece_upto(&piece, "word");
	page_word(page, word, NULL);
	piece_end(&piece);
}

static void put_badges(struct sheet *sheet, const struct sheet_entry *entry)
{
	const struct change *change = entry->text->change;
	struct piece piece;
	bool worded;   /* what the badges do not say */

	if (change == NULL && !entry->decide)
		return;
	worded = change != NULL && change->what != NULL && change->flags & (CHANGE_SHORTENED | CHANGE_LOST);
	piece = piece_begin(&sheet->page, "badges", SLOTS({"what", worded ? change->what : NULL}));
	piece_upto(&piece, "badges");
	if (entry->decide)
		put_badge(&sheet->page, "badge-decide", true);
	for (size_t i = 0; change != NULL && i < sizeof badge_rows / sizeof *badge_rows; i++)
		if (change->flags & badge_rows[i].flag)
			put_badge(&sheet->page, badge_rows[i].word, badge_rows[i].strong);
	if (worded) {
		piece_upto(&piece, "what");
		page_phrase(&sheet->page, change->what);
	}
	piece_end(&piece);
}

/* For fonts, line breaks and voices; "" means unknown. Of several languages in
 * one text none is said. What has no language of its own (names, addresses) is
 * taken for the profile's first one, unless it is plain ASCII. */
static const char *lang_of(const struct profile *profile, const struct text *text)
{
	if (text->change != NULL && text->change->flags & CHANGE_JOINED)
		return "";
	if (text->language != NULL)
		return text->language;
	if (profile->languages.count == 0 || utf8_count(text->data, text->length) == text->length)
		return "";
	return profile->languages.items[0].data;
}

/* The source of a text that is made of several languages: all of them, in their order. */
static const char *whole_source(struct sheet *sheet, const struct profile *profile, const struct text *text)
{
	const char *source = NULL;

	if (!(text->change->flags & CHANGE_JOINED))
		return text->change->source;
	for (size_t i = 0; i < profile->languages.count; i++)
		NODES_EACH(struct overview, overview, &sheet->shaped->account->company->overviews)
			if (strcmp(value_text(overview->language), profile->languages.items[i].data) == 0 &&
			    overview->text != NULL)
				source = source == NULL ? value_text(overview->text->text)
				    : SHEET_JOIN(&sheet->arena, source, "\n\n",
				          value_text(overview->text->text));
	return source != NULL ? source : text->change->source;
}

/* One short line was changed: the old one stands under the new one. */
static bool is_short(const struct change *change)
{
	return change->full == NULL && strlen(change->source) <= 120 && strchr(change->source, '\n') == NULL;
}

static void put_was(struct sheet *sheet, const struct text *text)
{
	const char *source = text->change->source;
	struct piece piece = piece_begin(&sheet->page, "was", SLOTS({"lang", text->language}));

	piece_upto(&piece, "source");
	html_value(sheet->page.to, source, strlen(source));
	piece_end(&piece);
}

/* The script puts the text of the field beside the source, and marks what they differ by. */
static void put_sides(struct sheet *sheet, const struct change *change, const char *source, const char *lang)
{
	struct piece piece = piece_begin(&sheet->page, "compare", SLOTS({"lang", lang},
	    {"open", change->flags & (CHANGE_SHORTENED | CHANGE_LOST) ? "" : NULL},
	    {"full", change->full}));

	piece_upto(&piece, "source");
	html_value(sheet->page.to, source, strlen(source));
	if (change->full != NULL) {
		piece_upto(&piece, "full");
		html_value(sheet->page.to, change->full, strlen(change->full));
	}
	piece_end(&piece);
}

/* What all its bytes depend on: texts by where they stand, which is the same for
 * all countries that have the same one. */
struct compared {
	const char *source, *result, *full, *lang;
	size_t flags;
};

/* Another country has the same: the script puts it here, and without it a link leads there. */
static void put_same(struct sheet *sheet, const struct change *change, const char *id)
{
	page_put(&sheet->page, "compare-same", SLOTS({"id", id},
	    {"country", arena_copy(&sheet->arena, id, strcspn(id, "."))},
	    {"open", change->flags & (CHANGE_SHORTENED | CHANGE_LOST) ? "" : NULL}));
}

static void put_compare(struct sheet *sheet, const struct sheet_profile *profile, const struct sheet_entry *entry)
{
	const struct text *text = entry->text;
	const struct change *change = text->change;
	struct compared key;
	const char *shown;

	if (change == NULL || change->source == NULL || is_short(change))
		return;
	key = (struct compared){whole_source(sheet, &profile->shaped->profile, text), text->data, change->full,
		lang_of(&profile->shaped->profile, text), change->flags};
	shown = map_find(&sheet->compared, (const char *)&key, sizeof key);
	if (shown != NULL) {
		put_same(sheet, change, shown);
		return;
	}
	map_add(&sheet->compared, arena_copy(&sheet->arena, (const char *)&key, sizeof key), sizeof key,
	    (void *)(uintptr_t)entry->id);
	put_sides(sheet, change, key.source, key.lang);
}

/* ---- pictures ---- */

static int compare_path(const void *path, const void *file)
{
	return strcmp(path, ((const struct emitted_file *)file)->path);
}

static const char *hash_of(const struct sheet *sheet, const char *path)
{
	const struct emitted_file *file = sheet->file_count == 0 ? NULL :
	    bsearch(path, sheet->files, sheet->file_count, sizeof *file, compare_path);

	return file != NULL ? file->sha256 : NULL;
}

static void put_picture(struct sheet *sheet, const struct sheet_entry *entry)
{
	const char *path = entry->text->data;
	const struct kept_media *kept = map_find(&sheet->media, path, strlen(path));
	const struct image *image = kept != NULL ? &kept->media->image : NULL;
	const bool logo = strcmp(entry->field->key, "logo") == 0, sized = image != NULL && image->width > 0;
	char n[4][SHEET_NUMBER];
	const struct slot slots[] = {
		{"path", path}, {"url", sheet_url(&sheet->arena, path)}, {"hash", hash_of(sheet, path)},
		{"width", sized ? sheet_number(n[0], image->width) : NULL},
		{"height", sized ? sheet_number(n[1], image->height) : NULL},
		{"bytes", kept != NULL ? sheet_number(n[2], (size_t)kept->media->size) : NULL},
		{"type", image != NULL ? image_type_name(image->type) : NULL},
		{"most", logo && sheet->edition->logo_max_width > 0
		    ? sheet_number(n[3], sheet->edition->logo_max_width) : NULL},
		{"formats", logo ? sheet_list(&sheet->arena, &sheet->edition->logo_formats) : NULL}, {NULL, NULL},
	};

	page_put(&sheet->page, "picture", slots);
	page_put(&sheet->page, "picture-facts", slots);
}

/* ---- the field ---- */

/* A solution at a location is chosen by its name. */
static const struct text *chosen_solution(const struct sheet_profile *profile, const struct sheet_entry *entry)
{
	const struct profile_solution *solution = map_find(&profile->solutions, entry->text->data,
	    entry->text->length);

	return solution != NULL ? &solution->name : entry->text;
}

/* What people read for a published value: "10 to 50 employees"; NULL when it is the value itself. */
static const char *published_label(const struct sheet_entry *entry)
{
	const struct vocabulary *list = entry->place->vocabulary;
	const char *text = entry->text->data;

	for (size_t i = 0; list != NULL && i < list->value_count; i++) {
		const char *value = list->values[i].value, *label = list->values[i].label;

		if (*value == *text && strcmp(value, text) == 0 && label != NULL && strcmp(label, text) != 0)
			return label;
	}
	return NULL;
}

static void put_published(struct sheet *sheet, const struct sheet_entry *entry)
{
	const char *label = published_label(entry);

	if (label != NULL && entry->place->size)
		page_put(&sheet->page, "stored", SLOTS({"value", entry->text->data}));
	else if (label != NULL)
		page_put(&sheet->page, "published", SLOTS({"label", label}));
}

static void put_about(struct sheet *sheet, const struct sheet_entry *entry)
{
	if (entry->place->picture)
		put_picture(sheet, entry);
	else if (!entry->place->size)
		put_counts(sheet, entry);
	put_published(sheet, entry);
	put_badges(sheet, entry);
	if (entry->text->change != NULL && is_short(entry->text->change))
		put_was(sheet, entry->text);
	if (entry->note && entry->field->kind == FIELD_TEXT)
		page_put_word(&sheet->page, "note-line", "text", "not-mentioned");
}

/* What is in the field, and all about it. */
static void put_value(struct sheet *sheet, struct piece *piece, const struct sheet_entry *entry,
    const struct text *shown)
{
	piece_upto(piece, "value");
	html_value(sheet->page.to, shown->data, shown->length);
	piece_upto(piece, "about");
	if (!entry->place->chosen)
		put_about(sheet, entry);
}

/* What all the bytes of put_value() depend on, but for what is told of a change. */
struct valued {
	const struct field *field;
	const char *value, *shown, *lang, *source;
	size_t length, flags;
};

static void put_valued(struct sheet *sheet, struct piece *piece, const struct sheet_entry *entry,
    const struct text *shown, const char *lang)
{
	const struct change *change = entry->text->change;
	const struct valued key = {entry->field, entry->text->data, shown->data, lang,
		change != NULL ? change->source : NULL, shown->length,
		(change != NULL ? change->flags : 0U) << 2 | (entry->decide ? 2U : 0U) | (entry->note ? 1U : 0U)};
	struct page_part *part;

	if (sheet->shaped->profile_count < 2 || (change != NULL && change->flags & (CHANGE_SHORTENED | CHANGE_LOST))) {
		put_value(sheet, piece, entry, shown);
		return;
	}
	part = page_part(&sheet->page, &key, sizeof key);
	if (page_again(&sheet->page, part)) {
		piece_skip(piece, "about");
		return;
	}
	put_value(sheet, piece, entry, shown);
	page_done(&sheet->page, part);
}

void sheet_field(struct sheet *sheet, const struct sheet_profile *profile, const struct sheet_entry *entry)
{
	const struct sheet_place *place = entry->place;
	const char *label = entry->place->size ? published_label(entry) : NULL;
	const struct text size = {.data = label, .length = label != NULL ? strlen(label) : 0};
	const struct text *shown = label != NULL ? &size : place->chosen ? chosen_solution(profile, entry) : entry->text;
	const bool listed = entry->field->kind == FIELD_TEXTS;
	const bool is_long = entry->place->picture || shown->length > 200 || memchr(shown->data, '\n', shown->length) != NULL;
	const char *lang = lang_of(&profile->shaped->profile, shown);
	char number[SHEET_NUMBER];
	struct piece piece = piece_begin(&sheet->page, "field", SLOTS({"id", entry->id},
	    {"long", is_long ? "" : NULL}, {"short", is_long ? NULL : ""}, {"lang", *lang != '\0' ? lang : NULL},
	    {"any", *lang != '\0' ? NULL : ""}, {"ltr", place->ltr ? "" : NULL},
	    {"listed", listed ? "" : NULL}, {"number", sheet_number(number, entry->index + 1)}));

	piece_upto(&piece, listed ? "listed" : "label");
	words_put_whole(sheet->page.to, place->label);
	if (listed)
		piece_upto(&piece, "label");   /* the number is enough */
	put_valued(sheet, &piece, entry, shown, lang);
	piece_upto(&piece, "done");
	words_put_whole(sheet->page.to, place->done);
	piece_upto(&piece, "more");
	put_compare(sheet, profile, entry);
	piece_end(&piece);
}
