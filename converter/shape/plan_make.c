/* pinport's own choice as a plan: everything that could be chosen, in the order
 * of the form, with what the rules say beside it. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "shape/shaper.h"

enum {
	SHOWN = 60,            /* code points of a name in a note */
	/* A solution stands at each location; beyond that nobody edits a plan. */
	MOST_PLANNED = 500000
};

struct planning {
	struct shaper *s;
	const struct choice *choice;
	struct buf note;
};

static struct plan_entry *entry_of(struct shaper *s, enum plan_kind kind, const char *id, bool include)
{
	struct plan_entry *entry = ARENA_NEW(s->arena, struct plan_entry);

	entry->kind = kind;
	entry->id = id;
	entry->include = entry->by_itself = include;
	return entry;
}

static void add_shown(struct buf *to, const char *before, const struct value *value)
{
	if (value == NULL || *value->text == '\0')
		return;
	buf_adds(to, to->length > 0 ? before : "");
	utf8_show(to, value->text, value->length, SHOWN);
}

static void add_words(struct buf *to, const char *before, const char *words)
{
	buf_adds(to, to->length > 0 ? before : "");
	buf_adds(to, words);
}

static const char *take_note(struct planning *planning)
{
	const char *note = planning->note.length > 0
	    ? arena_copy(planning->s->arena, planning->note.data, planning->note.length) : NULL;

	buf_clear(&planning->note);
	return note;
}

static size_t units_of(const struct shaper *s, const struct overview *overview)
{
	const struct plain *plain = s->overviews[overview->node.index - 1];

	return plain != NULL ? plain->units : 0;
}

/* ---- languages ---- */

static void note_language(struct planning *planning, const struct overview *overview, bool include)
{
	const struct shaper *s = planning->s;
	const size_t most = s->edition->description_max, units = units_of(s, overview);
	struct buf *note = &planning->note;

	add_shown(note, ", ", overview->displayName);
	buf_printf(note, "%s%zu characters", note->length > 0 ? ", " : "", units);
	if (most > 0 && units > most && planning->choice->languages == 1)
		buf_printf(note, ", over the limit of %zu", most);
	if (!include)
		add_words(note, ", ", s->edition->joins_languages ? "no room for so many languages"
		                                                  : "one language a profile, and another comes first");
}

static struct plan_entry *languages_of(struct planning *planning)
{
	struct plan_entry *first = NULL, **end = &first;
	const struct choice *choice = planning->choice;

	for (size_t i = 0; i < choice->overviews.count; i++) {
		const struct overview *overview = choice->overviews.items[i];
		const bool include = i < choice->languages;

		*end = entry_of(planning->s, PLAN_LANGUAGE, value_text(overview->language), include);
		note_language(planning, overview, include);
		(*end)->note = take_note(planning);
		end = &(*end)->next;
	}
	return first;
}

/* ---- solutions ---- */

static void see_country(void *to, size_t code, const char *country)
{
	const char **wanted = to;

	(void)country;
	if (*wanted != NULL && country_code(*wanted) == code)
		*wanted = NULL;
}

static bool is_for(const struct listing *listing, const char *country)
{
	NODES_EACH(struct localization, localization, &listing->localizations) {
		const char *wanted = country;

		each_country(localization->countries, see_country, &wanted);
		if (wanted == NULL)
			return true;
	}
	return false;
}

static void note_listing(struct planning *planning, const struct listing *listing, bool application,
    const struct wording *wording)
{
	const struct localization *words = wording != NULL ? wording->localization
	    : (const struct localization *)(const void *)listing->localizations.first;
	struct buf *note = &planning->note;

	buf_adds(note, application ? "application " : "professional service ");
	add_shown(note, "", words != NULL ? words->name : NULL);
	if (wording != NULL)
		add_shown(note, ", in ", words->language);
	if (value_true(listing->pendingChanges))
		buf_adds(note, ", pending changes: apply them in Pinpoint first");
}

/* Listings of one kind, for people in the order of the export; *next is the
 * next wording of the choice, which are in the same order. */
static void add_listings(struct planning *planning, const struct nodes *listings, bool application,
    size_t *next, struct plan_entry ***end)
{
	struct shaper *s = planning->s;
	const struct list *wordings = &planning->choice->wordings;

	NODES_EACH(struct listing, listing, listings) {
		const struct wording *wording = *next < wordings->count ? wordings->items[*next] : NULL;
		const bool offered = wording != NULL && wording->listing == listing;
		struct plan_entry *entry;

		*next += offered;
		if (!offered && (strcmp(value_text(listing->status), "Published") == 0 ||
		    !is_for(listing, planning->choice->country)))
			continue;
		entry = entry_of(s, PLAN_SOLUTION, value_text(listing->id), offered);
		note_listing(planning, listing, application, offered ? wording : NULL);
		entry->note = take_note(planning);
		if (!offered) {
			utf8_show(&planning->note, value_text(listing->status),
			    strlen(value_text(listing->status)), SHOWN);
			buf_adds(&planning->note, ": only published listings come to Partner Center");
			entry->refusal = take_note(planning);
		}
		**end = entry;
		*end = &entry->next;
	}
}

static struct plan_entry *solutions_of(struct planning *planning)
{
	struct plan_entry *first = NULL, **end = &first;
	size_t next = 0;

	add_listings(planning, &planning->s->account->applications, true, &next, &end);
	add_listings(planning, &planning->s->account->professionalServices, false, &next, &end);
	return first;
}

static struct plan_entry *copy_list(struct shaper *s, const struct plan_entry *entry)
{
	struct plan_entry *first = NULL, **end = &first;

	for (; entry != NULL; entry = entry->next) {
		*end = ARENA_NEW(s->arena, struct plan_entry);
		**end = *entry;
		(*end)->next = NULL;
		end = &(*end)->next;
	}
	return first;
}

/* ---- locations ---- */

static void note_location(struct planning *planning, const struct location *location, bool include)
{
	const struct address *address = location->address;
	struct buf *note = &planning->note;

	add_shown(note, "", location->name);
	add_shown(note, ", ", address != NULL ? address->line1 : NULL);
	add_shown(note, ", ", address != NULL ? address->city : NULL);
	if (value_true(location->primary))
		add_words(note, ", ", "primary");
	if (!include)
		buf_printf(note, "%sover the limit of %u locations", note->length > 0 ? ", " : "",
		    (unsigned)planning->s->edition->location_max);
}

static struct plan_entry *locations_of(struct planning *planning, const struct plan_entry *solutions)
{
	struct plan_entry *first = NULL, **end = &first;
	const struct choice *choice = planning->choice;

	for (size_t i = 0; i < choice->locations.count; i++) {
		const struct location *location = choice->locations.items[i];

		*end = entry_of(planning->s, PLAN_LOCATION, value_text(location->id), i < choice->places);
		note_location(planning, location, i < choice->places);
		(*end)->note = take_note(planning);
		(*end)->lists[PLAN_SOLUTION] = copy_list(planning->s, solutions);
		end = &(*end)->next;
	}
	return first;
}

/* ---- profiles ---- */

static void note_profile(struct planning *planning)
{
	const struct edition *edition = planning->s->edition;
	const struct choice *choice = planning->choice;
	struct buf *note = &planning->note;
	size_t units = 0;

	for (size_t i = 0; i < choice->languages; i++)
		units += units_of(planning->s, choice->overviews.items[i]) + (i > 0 ? 2 : 0);
	buf_printf(note, "description: %zu characters", units);
	if (edition->description_max > 0)
		buf_printf(note, "; the form of edition %s takes up to %u%s", edition->id,
		    (unsigned)edition->description_max,
		    units > edition->description_max ? ": OVER THE LIMIT, see --overflow" : "");
	if (edition->location_max > 0)
		buf_printf(note, "\nlocations: %zu; the form takes up to %u", choice->locations.count,
		    (unsigned)edition->location_max);
}

static struct plan_entry *profile_of(struct shaper *s, const struct choice *choice)
{
	struct plan_entry *profile = entry_of(s, PLAN_PROFILE, choice->country, true);
	struct planning planning = {.s = s, .choice = choice};
	struct plan_entry *solutions = solutions_of(&planning);
	const bool at_places = s->edition->has_solutions && choice->locations.count > 0;

	note_profile(&planning);
	profile->note = take_note(&planning);
	profile->lists[PLAN_LANGUAGE] = languages_of(&planning);
	profile->lists[PLAN_LOCATION] = locations_of(&planning, at_places ? solutions : NULL);
	profile->lists[PLAN_SOLUTION] = at_places ? NULL : solutions;
	buf_free(&planning.note);
	return profile;
}

static bool fits(struct shaper *s)
{
	const size_t listings = s->account->applications.count + s->account->professionalServices.count;
	size_t entries = 0;

	for (size_t i = 0; i < s->choices.count; i++)
		entries += s->choices.items[i].overviews.count +
		           (s->choices.items[i].locations.count + 1) * (listings + 1);
	if (entries > MOST_PLANNED)
		shape_tell_node(s, DIAG_R320, &s->account->node,
		    DIAG_VALUES(count_text(s, entries), "entries of a plan", count_text(s, MOST_PLANNED)));
	return entries <= MOST_PLANNED;
}

struct plan_entry *plan_make(struct shaper *s)
{
	struct plan_entry *account = entry_of(s, PLAN_ACCOUNT, value_text(s->account->id), true);
	struct plan_entry **end = &account->lists[PLAN_PROFILE];
	struct buf note = {0};

	if (!fits(s))
		return NULL;
	add_shown(&note, "", s->account->legalName);
	add_shown(&note, ", MPN ", s->account->mpnId);
	account->note = arena_copy(s->arena, buf_text(&note), note.length);
	buf_free(&note);
	for (size_t i = 0; i < s->choices.count; i++) {
		*end = profile_of(s, &s->choices.items[i]);
		end = &(*end)->next;
	}
	return account;
}
