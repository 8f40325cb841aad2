/* What a field of the form is, whatever stands in it: found out once for all sheets. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <string.h>

/* Whether the edition's field stands for the path: itself or all beneath it. */
static bool covers(const char *field, const char *path)
{
	const size_t length = strlen(field);

	return strncmp(field, path, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

/* Its place in the edition's pages, or one behind all of them. */
static size_t rank_of(const struct edition *edition, const char *path, bool *mentioned)
{
	size_t rank = 0;

	*mentioned = true;
	for (size_t i = 0; i < edition->section_count; i++)
		for (size_t j = 0; j < edition->sections[i].fields.count; j++, rank++)
			if (covers(edition->sections[i].fields.items[j], path))
				return rank;
	*mentioned = false;
	return rank;
}

static bool is_one_of(const char *key, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (strcmp(key, *keys) == 0)
			return true;
	return false;
}

/* A row of profile_fields[] names its path: every one stands in the profile's tree once. */
static const char *const left_to_right[] = {"url", "linkedInOrganizationProfile", "logo", "screenshots",
	"email", "phoneNumber", "postalCode", "country", NULL};
static const char *const headings[] = {"id", "kind", NULL};
static const char *const pictures[] = {"logo", "screenshots", NULL};

static const struct vocabulary *vocabulary_of(const struct catalogue *catalogue, const char *key)
{
	static const struct { const char *key; enum vocabulary_id id; } lists[] = {
		{"industryFocus", VOCABULARY_INDUSTRIES}, {"product", VOCABULARY_PRODUCTS},
		{"serviceType", VOCABULARY_SERVICES}, {"targetCustomerCompanySizes", VOCABULARY_SIZES},
	};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (strcmp(lists[i].key, key) == 0)
			return &catalogue->vocabularies[lists[i].id];
	return NULL;
}

static const struct sheet_word *word_of(const struct sheet *sheet, const char *key)
{
	return words_find(&sheet->page.kit->words, key, strlen(key));
}

static void make(const struct sheet *sheet, struct sheet_place *place, const char *key, const char *path)
{
	const bool legal = sheet->edition->name_is_legal && strcmp(path, "partnerInformation.name") == 0;

	place->path = kit_copy(sheet->page.kit, path, strlen(path));
	place->block = sheet_block(path);
	place->rank = rank_of(sheet->edition, path, &place->mentioned);
	place->ltr = is_one_of(key, left_to_right);
	place->vocabulary = vocabulary_of(sheet->catalogue, key);
	place->account = strncmp(path, "account", 7) == 0;
	place->heading = is_one_of(key, headings);
	place->picture = is_one_of(key, pictures);
	place->size = strcmp(key, "targetCustomerCompanySizes") == 0;
	place->chosen = strcmp(path, "locations.solutions") == 0;
	place->described = strcmp(path, "partnerInformation.description") == 0;
	place->label = word_of(sheet, legal ? "partnerInformation.name.legal" : path);
	place->done = word_of(sheet, place->chosen || place->size ? "picked" : place->picture ? "uploaded" : "done");
}

const struct sheet_place *sheet_place(const struct sheet *sheet, const struct field *field, const char *path)
{
	const void *const key[] = {sheet->edition, field};
	bool known;
	struct sheet_place *place = kit_recall(sheet->page.kit, key, sizeof key, sizeof *place, &known);

	if (!known)
		make(sheet, place, field->key, path);
	return place;
}
