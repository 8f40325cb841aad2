/* What an upload sheet has to show: the values of each profile with their place
 * in the form, and the decisions with the value each is about. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <string.h>

/* A walk through profile_fields[]. */
struct walk {
	struct sheet *sheet;
	struct sheet_profile *profile;
	struct buf path, id;
	size_t item;
	bool inside;       /* a location or solution */
};

static void add_entry(struct walk *walk, const struct field *field, const struct text *text, size_t index)
{
	struct sheet_profile *profile = walk->profile;
	struct arena *arena = &walk->sheet->arena;
	struct sheet_entry *entry;
	char number[SHEET_NUMBER];

	if (profile->count == profile->room) {
		profile->room = profile->room == 0 ? 32 : profile->room * 2;
		profile->entries = mem_resize(profile->entries,
		    mem_product(profile->room, sizeof *profile->entries));
	}
	entry = &profile->entries[profile->count++];
	*entry = (struct sheet_entry){.field = field, .text = text, .index = index, .item = walk->item,
		.in_item = walk->inside};
	entry->place = sheet_place(walk->sheet, field, buf_text(&walk->path));
	entry->id = field->kind == FIELD_TEXTS && text != NULL
	    ? SHEET_JOIN(arena, buf_text(&walk->id), ".", sheet_number(number, index))
	    : arena_copy(arena, walk->id.data, walk->id.length);
}

static void walk_fields(struct walk *walk, const struct field *fields, const char *base);

static void walk_items(struct walk *walk, const struct field *field, const char *at)
{
	/* { items, count }: see enum field_kind. */
	const struct profile_locations *list = (const void *)at;
	const char *items = (const void *)list->items;
	const size_t id_length = walk->id.length;

	walk->inside = true;
	for (size_t i = 0; i < list->count; i++) {
		walk->item = i;
		buf_addc(&walk->id, '.');
		buf_number(&walk->id, i);
		walk_fields(walk, field->children, items + i * field->size);
		buf_cut(&walk->id, id_length);
	}
	walk->inside = false;
	walk->item = 0;
}

static void walk_texts(struct walk *walk, const struct field *field, const struct texts *list)
{
	for (size_t i = 0; i < list->count; i++)
		add_entry(walk, field, &list->items[i], i);
	if (list->count == 0 && !walk->inside)
		add_entry(walk, field, NULL, 0);
}

static void walk_text(struct walk *walk, const struct field *field, const struct text *text)
{
	if (text->data != NULL)
		add_entry(walk, field, text, 0);
	else if (!walk->inside)
		add_entry(walk, field, NULL, 0);
}

static void walk_fields(struct walk *walk, const struct field *fields, const char *base)
{
	for (const struct field *field = fields; field->key != NULL; field++) {
		const size_t path_length = walk->path.length, id_length = walk->id.length;
		const char *at = base + field->offset;

		buf_adds(&walk->path, path_length > 0 ? "." : "");
		buf_adds(&walk->path, field->key);
		buf_addc(&walk->id, '.');
		buf_adds(&walk->id, field->key);
		if (field->kind == FIELD_TEXT)
			walk_text(walk, field, (const void *)at);
		else if (field->kind == FIELD_TEXTS)
			walk_texts(walk, field, (const void *)at);
		else if (field->kind == FIELD_OBJECT)
			walk_fields(walk, field->children, at);
		else
			walk_items(walk, field, at);
		buf_cut(&walk->path, path_length);
		buf_cut(&walk->id, id_length);
	}
}

static void gather_profile(struct sheet *sheet, struct sheet_profile *profile)
{
	struct walk walk = {.sheet = sheet, .profile = profile};
	const struct profile_solutions *solutions = &profile->shaped->profile.solutions;

	for (size_t i = 0; i < solutions->count; i++)
		map_add(&profile->solutions, solutions->items[i].id.data, solutions->items[i].id.length,
		    &solutions->items[i]);
	buf_adds(&walk.id, profile->shaped->profile.country.data);
	walk_fields(&walk, profile_fields, (const void *)&profile->shaped->profile);
	buf_free(&walk.path);
	buf_free(&walk.id);
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a->source == b->source && a->offset == b->offset && a->line == b->line &&
	       a->column == b->column;
}

/* The entry that a decision is about: made from what stands at its place. */
static struct sheet_entry *entry_at(struct sheet *sheet, const struct place *place)
{
	for (size_t i = 0; place->line > 0 && i < sheet->shaped->profile_count; i++)
		for (size_t j = 0; j < sheet->profiles[i].count; j++) {
			struct sheet_entry *entry = &sheet->profiles[i].entries[j];

			if (entry->text != NULL && entry->text->value != NULL && !entry->decide &&
			    !entry->place->account &&
			    same_place(&entry->text->value->place, place))
				return entry;
		}
	return NULL;
}

/* The profile that a message names, or the first. */
static const struct sheet_profile *profile_for(const struct sheet *sheet, const struct diag_entry *found)
{
	for (const char *const *value = found->values; *value != NULL; value++)
		for (size_t i = 0; i < sheet->shaped->profile_count; i++)
			if (strcmp(*value, sheet->profiles[i].shaped->profile.country.data) == 0)
				return &sheet->profiles[i];
	return sheet->profiles;
}

/* What was left out has no entry; the field that it belongs to has. */
static struct sheet_entry *entry_for(const struct sheet_profile *profile, const char *source)
{
	static const struct { const char *source, *path; } rows[] = {
		{"/Logo/", "partnerInformation.logo"},
		{"/Overviews/", "partnerInformation.description"},
		{"/Company/Industries/", "partnerExpertise.industryFocus"},
		{"/Company/Products/", "partnerExpertise.product"},
		{"/Company/ServiceTypes/", "partnerExpertise.serviceType"},
		{"/Company/BusinessNeeds/", "partnerExpertise.solutions"},
		{"/Company/Keywords/", "partnerExpertise.solutions"},
		{"/CustomerSizes/", "customerPreferences.targetCustomerCompanySizes"},
		{"/Locations/", "locations.id"},
	};
	const char *path = NULL;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strstr(source, rows[i].source) != NULL)
			path = rows[i].path;
	for (size_t i = 0; path != NULL && i < profile->count; i++)
		if (strcmp(profile->entries[i].place->path, path) == 0)
			return &profile->entries[i];
	return NULL;
}

static void link_decision(struct sheet *sheet, struct sheet_decision *decision)
{
	const struct diag_entry *found = decision->entry;
	struct sheet_entry *entry = entry_at(sheet, &found->place);

	if (entry != NULL) {
		entry->decide = true;
		decision->id = entry->id;
		return;
	}
	if (found->path == NULL || sheet->shaped->profile_count == 0)
		return;
	entry = entry_for(profile_for(sheet, found), found->path);
	if (entry == NULL)
		return;
	/* Of several values or places none is meant: the line or part above them is. */
	if (entry->in_item) {
		decision->id = arena_printf(&sheet->arena, "%.2s-locations", entry->id);
	} else if (entry->field->kind == FIELD_TEXTS && entry->text != NULL) {
		entry->linked = true;
		decision->id = SHEET_JOIN(&sheet->arena, entry->id, ".list");
	} else {
		entry->decide |= entry->text == NULL;
		decision->id = entry->id;
	}
}

static void gather_decisions(struct sheet *sheet)
{
	sheet->decisions = mem_alloc(mem_product(sheet->found_count, sizeof *sheet->decisions));
	for (size_t i = 0; i < sheet->found_count; i++)
		if (diag_rows[sheet->found[i].code].effect == DIAG_DECIDE) {
			struct sheet_decision *decision = &sheet->decisions[sheet->decision_count++];

			decision->entry = &sheet->found[i];
			link_decision(sheet, decision);
		}
}

void sheet_gather(struct sheet *sheet)
{
	const struct shaped *shaped = sheet->shaped;

	for (struct kept_media *kept = shaped->media; kept != NULL; kept = kept->next)
		map_add(&sheet->media, kept->path, strlen(kept->path), kept);
	sheet->profiles = mem_alloc(mem_product(shaped->profile_count, sizeof *sheet->profiles));
	for (size_t i = 0; i < shaped->profile_count; i++) {
		sheet->profiles[i].shaped = &shaped->profiles[i];
		if (!shaped->profiles[i].refused)   /* it has no file, and is not to be uploaded */
			gather_profile(sheet, &sheet->profiles[i]);
	}
	gather_decisions(sheet);
}
