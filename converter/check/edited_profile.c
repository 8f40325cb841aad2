/* One profile that a person may have edited: see edited.h. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "check/edited_parts.h"
#include "load/image.h"
#include "load/profile.h"

struct edited_rules {
	const struct edition *edition;
	struct rules *rules;
	struct edited_rules *next;
};

struct judging {
	struct edited *edited;
	const struct edited_place *at;
	const struct profile *profile;
	const struct edition *edition;
	struct arena arena;
};

static void tell(const struct judging *judging, enum diag_code code, const struct text *text,
    const char *const *values)
{
	const struct value *value = text->value;

	diag_add(judging->edited->diag, code, value != NULL ? &value->place : NULL,
	    value != NULL ? value->name : NULL, values);
}

/* ---- which edition ---- */

static void tell_edition(const struct judging *judging)
{
	const struct catalogue *catalogue = judging->edited->catalogue;
	const struct text *text = &judging->profile->edition;
	const char *names[64];
	struct buf hint = {0};
	size_t count = 0;

	for (size_t i = 0; i < catalogue->edition_count && count < 63; i++)
		if (!catalogue->editions[i].pseudo)
			names[count++] = catalogue->editions[i].id;
	names[count] = NULL;
	nearest_hint(&hint, text->data, names);
	tell(judging, DIAG_R152, text, DIAG_VALUES(text->data, buf_text(&hint)));
	buf_free(&hint);
}

static const struct edition *find_edition(const struct judging *judging)
{
	const struct text *text = &judging->profile->edition;
	const struct edition *edition = judging->edited->edition;

	/* One that is missing or ill-formed was told by the reader. */
	if (edition != NULL || text->value == NULL || strlen(text->data) != strlen("2017-03"))
		return edition;
	edition = catalogue_edition(judging->edited->catalogue, text->data);
	if (edition != NULL && !edition->pseudo)
		return edition;
	tell_edition(judging);
	return NULL;
}

static struct rules *rules_of(struct edited *edited, const struct edition *edition)
{
	struct edited_rules *rules = edited->rules;

	while (rules != NULL && rules->edition != edition)
		rules = rules->next;
	if (rules == NULL) {
		rules = mem_alloc(sizeof *rules);
		*rules = (struct edited_rules){edition, rules_open(edited->catalogue, edition), edited->rules};
		edited->rules = rules;
	}
	return rules->rules;
}

void edited_rules_close(struct edited_rules *rules)
{
	while (rules != NULL) {
		struct edited_rules *next = rules->next;

		rules_close(rules->rules);
		mem_free(rules);
		rules = next;
	}
}

/* ---- what hangs together ---- */

static bool add_id(const struct judging *judging, struct map *ids, const char *kind, const struct text *id)
{
	struct text *first;
	char line[24];

	if (id->value == NULL)
		return true;
	first = map_add(ids, id->data, id->length, (void *)(uintptr_t)id);
	if (first == NULL)
		return true;
	snprintf(line, sizeof line, "%" PRIu32, first->value->place.line);
	tell(judging, DIAG_R101, id, DIAG_VALUES(kind, id->data, line));
	return false;
}

static void check_references(const struct judging *judging, const struct profile_location *location,
    const struct map *solutions)
{
	const struct texts *texts = &location->solutions;

	for (size_t i = 0; i < texts->count; i++)
		if (map_find(solutions, texts->items[i].data, texts->items[i].length) == NULL)
			tell(judging, DIAG_R153, &texts->items[i],
			    DIAG_VALUES(location->id.data != NULL ? location->id.data : "", texts->items[i].data));
}

static void check_ids(const struct judging *judging)
{
	const struct profile *profile = judging->profile;
	struct map solutions = {0}, locations = {0};

	for (size_t i = 0; i < profile->solutions.count; i++)
		add_id(judging, &solutions, "solution", &profile->solutions.items[i].id);
	for (size_t i = 0; i < profile->locations.count; i++) {
		add_id(judging, &locations, "location", &profile->locations.items[i].id);
		check_references(judging, &profile->locations.items[i], &solutions);
	}
	map_free(&solutions);
	map_free(&locations);
}

/* One of the wrong form was told by the reader: it is compared with nothing. */
static bool is_country(const struct text *text)
{
	return text->value != NULL && text->length == 2 && text->data[0] >= 'A' && text->data[0] <= 'Z' &&
	       text->data[1] >= 'A' && text->data[1] <= 'Z';
}

static void check_countries(const struct judging *judging)
{
	const struct text *own = &judging->profile->country;
	const struct profile_locations *locations = &judging->profile->locations;

	for (size_t i = 0; is_country(own) && i < locations->count; i++) {
		const struct profile_location *location = &locations->items[i];
		const struct text *country = &location->address.country;

		if (is_country(country) && strcmp(country->data, own->data) != 0)
			tell(judging, DIAG_R157, country,
			    DIAG_VALUES(location->id.data != NULL ? location->id.data : "", country->data, own->data));
	}
}

static void tell_not_empty(const struct judging *judging, const struct text *first, const char *field)
{
	tell(judging, DIAG_R158, first, DIAG_VALUES(field, judging->edition->id));
}

/* Solutions and solution tags belong to different editions. */
static void check_fields(const struct judging *judging)
{
	const struct profile *profile = judging->profile;

	if (judging->edition->has_solutions) {
		if (profile->partnerExpertise.solutions.count > 0)
			tell_not_empty(judging, &profile->partnerExpertise.solutions.items[0],
			    "partnerExpertise.solutions");
		return;
	}
	if (profile->solutions.count > 0)
		tell_not_empty(judging, &profile->solutions.items[0].id, "solutions");
	for (size_t i = 0; i < profile->locations.count; i++)
		if (profile->locations.items[i].solutions.count > 0)
			tell_not_empty(judging, &profile->locations.items[i].solutions.items[0],
			    "solutions of a location");
}

static void check_same(const struct judging *judging, const char *name, const struct text *text,
    const char *other, const char *where)
{
	if (text->value != NULL && other != NULL && strcmp(text->data, other) != 0)
		tell(judging, DIAG_R154, text, DIAG_VALUES(name, text->data, where, other));
}

static void check_bundle(const struct judging *judging)
{
	const struct edited_place *at = judging->at;
	const struct profile *profile = judging->profile;

	if (at->view == NULL)
		return;
	if (is_country(&profile->country))
		check_same(judging, "the country", &profile->country, at->country, "its folder");
	check_same(judging, "the account id", &profile->account.id,
	    yaml_string(yaml_member(at->index, "account"), "id"), at->index_name);
	check_same(judging, "the edition", &profile->edition, yaml_string(at->index, "edition"), at->index_name);
}

/* ---- pictures ---- */

static void look_at(const struct judging *judging, const struct text *text, struct media_list *list)
{
	const struct view_file *file = view_find(judging->at->view, text->data);
	struct media *media = &list->items[list->count];
	struct buf head = {0};

	if (file == NULL)
		tell(judging, DIAG_R159, text, DIAG_VALUES(text->data));
	else if (file->odd == NULL && view_read(judging->at->view, file, &head, IMAGE_HEAD)) {
		*media = (struct media){.file = text->value, .entry = (void *)(uintptr_t)file,
			.name = text->data, .size = file->size};
		image_read(buf_text(&head), head.length, file->size, &media->image);
		list->count++;
	}
	buf_free(&head);
}

static struct media_list look_at_pictures(struct judging *judging)
{
	const struct profile *profile = judging->profile;
	const struct text *logo = &profile->partnerInformation.logo;
	struct media_list list = {0};
	size_t most = 1;

	for (size_t i = 0; i < profile->solutions.count; i++)
		most += profile->solutions.items[i].screenshots.count;
	list.items = arena_alloc(&judging->arena, mem_product(most, sizeof *list.items));
	if (logo->data != NULL)
		look_at(judging, logo, &list);
	for (size_t i = 0; i < profile->solutions.count; i++) {
		const struct texts *shots = &profile->solutions.items[i].screenshots;

		for (size_t j = 0; j < shots->count; j++)
			look_at(judging, &shots->items[j], &list);
	}
	return list;
}

/* ---- all of it ---- */

static void judge_values(struct judging *judging)
{
	struct rules_context context = {0};
	struct media_list media;

	check_ids(judging);
	check_countries(judging);
	check_bundle(judging);
	if (judging->at->view != NULL) {
		media = look_at_pictures(judging);
		context.media = &media;
	}
	judging->edition = find_edition(judging);
	if (judging->edition == NULL)
		return;
	check_fields(judging);
	rules_check_profile(rules_of(judging->edited, judging->edition), judging->profile, &context,
	    judging->edited->diag);
}

bool edited_format(struct edited *edited, const struct yaml *root, const char *expected)
{
	const struct yaml *format = yaml_member(root, "format");

	if (format == NULL || format->kind != YAML_SCALAR || strcmp(format->text, expected) == 0 ||
	    strncmp(format->text, "pinport/", strlen("pinport/")) != 0)
		return true;   /* anything else is told by the strict reader */
	return diag_add(edited->diag, DIAG_R151, &format->place, "/format",
	    DIAG_VALUES(format->text, expected));
}

void edited_profile(struct edited *edited, const struct yaml *root, const struct edited_place *at)
{
	struct judging judging = {.edited = edited, .at = at};
	struct profile profile = {0};

	edited->profiles++;
	judging.profile = &profile;
	if (edited_format(edited, root, PROFILE_FORMAT)) {
		profile_load(root, &profile, &judging.arena, edited->diag);
		if (root->kind == YAML_MAP)
			judge_values(&judging);
		if (edited->against != NULL)
			edited_claims(edited, &profile);
	}
	arena_free(&judging.arena);
}
