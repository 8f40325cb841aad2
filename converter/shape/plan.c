/* What a plan says about profiles, languages, locations and solutions, right
 * behind pinport's own choice of them. A plan is obeyed to the letter: what it
 * does not name is left out, and what cannot be had is an error at its place in
 * the plan. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "shape/shaper.h"

static const char left_out[] = "the plan leaves it out";

/* Something in the export that a list of a plan names. */
struct matching {
	struct shaper *s;
	struct choice *choice;
	const char *(*id_of)(const void *item);
	bool (*unknown)(struct matching *matching, const struct plan_entry *entry);  /* false: says why not */
	const char *where;     /* "the overviews for KR" */
};

static const char *overview_id(const void *item)
{
	return value_text(((const struct overview *)item)->language);
}

static const char *location_id(const void *item)
{
	return value_text(((const struct location *)item)->id);
}

static const char *wording_id(const void *item)
{
	return value_text(((const struct wording *)item)->listing->id);
}

bool plan_wants(const struct shaper *s, const char *country)
{
	char id[3] = {country[0], country[1], '\0'};
	const struct plan_entry *profile;

	if (s->options->plan == NULL)
		return true;
	profile = s->plan != NULL ? plan_find(s->plan->lists[PLAN_PROFILE], id) : NULL;
	return profile != NULL && profile->include;
}

static void tell_unknown(struct shaper *s, const struct plan_entry *entry, const char *where,
    const char *const *names)
{
	struct buf hint = {0};

	if (names != NULL)
		nearest_hint(&hint, entry->id, names);
	diag_add(s->diag, DIAG_R184, &entry->place, NULL,
	    DIAG_VALUES(plan_kinds[entry->kind].word, entry->id, where, buf_text(&hint)));
	buf_free(&hint);
}

static void tell_kept_out(struct matching *matching, const struct plan_entry *entry, const char *why)
{
	diag_add(matching->s->diag, DIAG_R186, &entry->place, NULL,
	    DIAG_VALUES(plan_kinds[entry->kind].word, entry->id, matching->choice->country, why));
}

/* A profile for a country that no overview is for; then each choice gets its part of the plan. */
void plan_profiles(struct shaper *s)
{
	if (s->plan == NULL)
		return;
	for (const struct plan_entry *profile = s->plan->lists[PLAN_PROFILE]; profile != NULL;
	     profile = profile->next) {
		const size_t code = strlen(profile->id) == 2 ? country_code(profile->id) : COUNTRY_CODES;
		struct choice *choice;

		if (code == COUNTRY_CODES || s->choices.slots[code] == 0) {
			tell_unknown(s, profile,
			    arena_printf(s->arena, "the overviews of account %s", value_text(s->account->id)), NULL);
			continue;
		}
		choice = choice_of(s, profile->id);
		if (choice != NULL)
			choice->plan = profile;
	}
}

static void tell_no_item(struct matching *matching, const struct list *list, const struct plan_entry *entry)
{
	const char **names;

	if (matching->unknown != NULL && matching->unknown(matching, entry))
		return;
	names = arena_alloc(matching->s->arena, mem_product(list->count + 1, sizeof *names));
	for (size_t i = 0; i < list->count; i++)
		names[i] = matching->id_of(list->items[i]);
	tell_unknown(matching->s, entry, matching->where, names);
}

static void map_items(struct map *map, const struct matching *matching, const struct list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const char *id = matching->id_of(list->items[i]);

		map_add(map, id, strlen(id), list->items[i]);
	}
}

/* Those that the entries include, in their order; all others go to `others`. */
static struct list pick(struct matching *matching, const struct list *list, const struct plan_entry *entry,
    struct list *others)
{
	struct map known = {0}, taken = {0};
	struct list picked = {0};

	map_items(&known, matching, list);
	for (; entry != NULL; entry = entry->next) {
		void *item = map_find(&known, entry->id, strlen(entry->id));

		if (item == NULL) {
			tell_no_item(matching, list, entry);
		} else if (entry->include) {
			list_add(matching->s, &picked, item);
			map_add(&taken, entry->id, strlen(entry->id), item);
		}
	}
	for (size_t i = 0; others != NULL && i < list->count; i++) {
		const char *id = matching->id_of(list->items[i]);

		if (map_find(&taken, id, strlen(id)) != list->items[i])
			list_add(matching->s, others, list->items[i]);
	}
	map_free(&known);
	map_free(&taken);
	return picked;
}

static void tell_number(struct matching *matching, const struct plan_entry *at, enum plan_kind kind,
    const char *const *numbers)
{
	struct shaper *s = matching->s;

	diag_add(s->diag, DIAG_R185, &at->place, NULL, DIAG_VALUES(numbers[0], plan_kinds[kind].list,
	    matching->choice->country, s->edition->id, numbers[1]));
}

/* The index-th included entry of a list. */
static const struct plan_entry *included(const struct plan_entry *entry, size_t index)
{
	for (; entry->next != NULL; entry = entry->next)
		if (entry->include && index-- == 0)
			break;
	return entry;
}

static void arrange(struct matching *matching, struct list *list, const struct plan_entry *entries,
    size_t *count)
{
	struct list others = {0};
	struct list picked = pick(matching, list, entries, &others);

	*count = picked.count;
	for (size_t i = 0; i < others.count; i++)
		list_add(matching->s, &picked, others.items[i]);
	*list = picked;
}

void plan_languages(struct shaper *s, struct choice *choice)
{
	const struct plan_entry *entries = choice->plan->lists[PLAN_LANGUAGE];
	const size_t most = most_languages(s->edition);
	struct matching matching = {.s = s, .choice = choice, .id_of = overview_id};

	matching.where = arena_printf(s->arena, "the overviews for %s", choice->country);
	arrange(&matching, &choice->overviews, entries, &choice->languages);
	if (choice->languages == 0)
		tell_number(&matching, choice->plan, PLAN_LANGUAGE,
		    DIAG_VALUES("no", most == 1 ? "one" : "at least one"));
	else if (choice->languages > most)
		tell_number(&matching, included(entries, most), PLAN_LANGUAGE,
		    DIAG_VALUES(count_text(s, choice->languages),
		        most == 1 ? "one" : arena_printf(s->arena, "up to %zu", most)));
}

/* Says where a location of the account stands instead. */
static bool elsewhere(struct matching *matching, const struct plan_entry *entry)
{
	NODES_EACH(struct location, location, &matching->s->account->locations)
		if (strcmp(value_text(location->id), entry->id) == 0) {
			const struct address *address = location->address;

			tell_kept_out(matching, entry, arena_printf(matching->s->arena, "its address is in %s",
			    address != NULL ? value_text(address->country) : "no country"));
			return true;
		}
	return false;
}

void plan_locations(struct shaper *s, struct choice *choice)
{
	const struct plan_entry *entries = choice->plan->lists[PLAN_LOCATION];
	const size_t most = s->edition->location_max > 0 ? s->edition->location_max : SIZE_MAX;
	struct matching matching = {.s = s, .choice = choice, .id_of = location_id, .unknown = elsewhere};

	matching.where = arena_printf(s->arena, "account %s", value_text(s->account->id));
	arrange(&matching, &choice->locations, entries, &choice->places);
	for (size_t i = choice->places; i < choice->locations.count; i++)
		record_because(s, &((const struct location *)choice->locations.items[i])->node, left_out);
	if (choice->places > most) {
		tell_number(&matching, included(entries, most), PLAN_LOCATION,
		    DIAG_VALUES(count_text(s, choice->places), arena_printf(s->arena, "up to %zu", most)));
	}
}

static const struct listing *find_listing(const struct nodes *listings, const char *id)
{
	NODES_EACH(struct listing, listing, listings)
		if (strcmp(value_text(listing->id), id) == 0)
			return listing;
	return NULL;
}

/* Drafts and listings without words for the country: nothing is wrong with leaving them out. */
static bool not_offered(struct matching *matching, const struct plan_entry *entry)
{
	const struct account *account = matching->s->account;
	const struct listing *listing = find_listing(&account->applications, entry->id);

	if (listing == NULL)
		listing = find_listing(&account->professionalServices, entry->id);
	if (listing == NULL)
		return false;
	if (!entry->include)
		return true;
	if (strcmp(value_text(listing->status), "Published") != 0)
		tell_kept_out(matching, entry, arena_printf(matching->s->arena,
		    "its status is %s, and only published listings come to Partner Center",
		    value_text(listing->status)));
	else
		tell_kept_out(matching, entry, "it has no localization for that country");
	return true;
}

/* Solutions are picked at each location; a profile without any has one list of them. */
static void pick_at_places(struct matching *matching, struct map *used)
{
	struct choice *choice = matching->choice;
	const struct plan_entry *location = choice->plan->lists[PLAN_LOCATION];
	size_t place = 0;

	choice->at = arena_alloc(matching->s->arena, mem_product(choice->places, sizeof *choice->at));
	for (; location != NULL && place < choice->places; location = location->next) {
		if (strcmp(location->id, location_id(choice->locations.items[place])) != 0 || !location->include)
			continue;
		choice->at[place] = pick(matching, &choice->wordings, location->lists[PLAN_SOLUTION], NULL);
		map_items(used, matching, &choice->at[place++]);
	}
}

static void pick_for_profile(struct matching *matching, struct map *used)
{
	const struct choice *choice = matching->choice;
	const struct list picked = pick(matching, &choice->wordings, choice->plan->lists[PLAN_SOLUTION], NULL);

	map_items(used, matching, &picked);
}

/* A list of solutions where this edition does not look for one. */
static void tell_misplaced(struct matching *matching, bool at_places)
{
	const struct plan_entry *profile = matching->choice->plan, *location = profile->lists[PLAN_LOCATION];

	if (at_places && profile->lists[PLAN_SOLUTION] != NULL)
		tell_kept_out(matching, profile->lists[PLAN_SOLUTION],
		    "in this edition each location has its own list of solutions");
	for (; !at_places && location != NULL; location = location->next)
		if (location->lists[PLAN_SOLUTION] != NULL)
			tell_kept_out(matching, location->lists[PLAN_SOLUTION],
			    "in this edition the list of solutions stands under the profile, not under a location");
}

static void drop(struct shaper *s, const struct wording *wording, struct list *dropped)
{
	const struct marked_text *text = wording->localization->longDescription;

	record_because(s, &wording->localization->node, left_out);
	if (text != NULL)
		record_because(s, &text->node, left_out);
	list_add(s, dropped, wording->listing);
}

static void plan_wordings(struct matching *matching, struct list *dropped)
{
	struct choice *choice = matching->choice;
	const bool at_places = matching->s->edition->has_solutions && choice->locations.count > 0;
	const struct list all = choice->wordings;
	struct map used = {0};

	tell_misplaced(matching, at_places);
	if (at_places)
		pick_at_places(matching, &used);
	else
		pick_for_profile(matching, &used);
	choice->wordings = (struct list){0};
	for (size_t i = 0; i < all.count; i++) {
		const char *id = wording_id(all.items[i]);

		if (map_find(&used, id, strlen(id)) != NULL)
			list_add(matching->s, &choice->wordings, all.items[i]);
		else
			drop(matching->s, all.items[i], dropped);
	}
	map_free(&used);
}

/* A listing that no profile has any more is recorded for the plan's sake. */
static void record_dropped(struct shaper *s, const struct list *dropped)
{
	struct map used = {0};

	for (size_t i = 0; i < s->choices.count; i++)
		for (size_t j = 0; j < s->choices.items[i].wordings.count; j++) {
			const char *id = wording_id(s->choices.items[i].wordings.items[j]);

			map_add(&used, id, strlen(id), s);
		}
	for (size_t i = 0; i < dropped->count; i++) {
		const struct listing *listing = dropped->items[i];
		const char *id = value_text(listing->id);

		if (map_find(&used, id, strlen(id)) == NULL)
			record_because(s, &listing->node, left_out);
	}
	map_free(&used);
}

void plan_solutions(struct shaper *s)
{
	struct list dropped = {0};

	if (s->plan == NULL)
		return;
	for (size_t i = 0; i < s->choices.count; i++) {
		struct choice *choice = &s->choices.items[i];
		struct matching matching = {.s = s, .choice = choice, .id_of = wording_id, .unknown = not_offered};

		matching.where = arena_printf(s->arena, "account %s", value_text(s->account->id));
		if (choice->plan != NULL)
			plan_wordings(&matching, &dropped);
	}
	record_dropped(s, &dropped);
}
