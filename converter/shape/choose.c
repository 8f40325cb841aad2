/* What goes into which profile, before anything is made: one profile for each
 * country of an overview; its overviews, locations and listings. A plan may
 * change the choices afterwards, and nothing else has to know.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "shape/shaper.h"

enum {
	NOT_WANTED = UINT16_MAX,   /* in choices.slots: --country leaves it out */
	WANTED = NOT_WANTED - 1,   /* until its index is known */
	NO_RANK = INT32_MAX,
	LEAST_SHARE = 20,          /* UTF-16 units that a language needs to say anything */
	/* What profiles may come to, together: entries of lists, ids of solutions
	 * at locations, bytes of text. The largest partners (200 listings, 1,000
	 * locations, 100 countries) stay below a tenth of each. */
	MOST_ENTRIES = 200000, MOST_IDS = 2000000, MOST_BYTES = 128 << 20
};

size_t country_code(const char *letters)
{
	if (letters[0] < 'A' || letters[0] > 'Z' || letters[1] < 'A' || letters[1] > 'Z')
		return COUNTRY_CODES;
	return (size_t)(letters[0] - 'A') * 26 + (size_t)(letters[1] - 'A');
}

void each_country(const struct value *list, void (*each)(void *to, size_t code, const char *country),
    void *to)
{
	for (const char *at = value_text(list); *at != '\0';) {
		size_t length = strcspn(at, " \t\r\n"), code = COUNTRY_CODES;

		if (length == 2)
			code = country_code(at);
		if (code < COUNTRY_CODES)
			each(to, code, at);
		at += length > 0 ? length : 1;
	}
}

struct choice *choice_of(struct shaper *s, const char *country)
{
	size_t code = country_code(country);
	uint16_t slot = code < COUNTRY_CODES ? s->choices.slots[code] : 0;

	return slot > 0 && slot != NOT_WANTED ? &s->choices.items[slot - 1] : NULL;
}

static bool left_out(const struct shaper *s, const char *country)
{
	size_t code = country_code(country);

	return code < COUNTRY_CODES && s->choices.slots[code] == NOT_WANTED;
}

static bool wanted(const struct shaper *s, const char *country)
{
	const struct strings *countries = &s->options->countries;

	for (size_t i = 0; i < countries->count; i++)
		if (memcmp(countries->items[i], country, 2) == 0)
			return plan_wants(s, country);
	return countries->count == 0 && plan_wants(s, country);
}

static void mark_country(void *to, size_t code, const char *country)
{
	struct shaper *s = to;

	if (s->choices.slots[code] == 0) {
		s->choices.slots[code] = wanted(s, country) ? WANTED : NOT_WANTED;
		s->choices.count += s->choices.slots[code] == WANTED;
	}
}

/* One profile for each country, in the order of the codes, so that the order of
 * overviews in an export does not change the bytes of a bundle. */
static void make_choices(struct shaper *s)
{
	struct choices *choices = &s->choices;
	uint16_t next = 0;

	NODES_EACH(struct overview, overview, &s->account->company->overviews)
		each_country(overview->countries, mark_country, s);
	choices->items = arena_alloc(s->arena, mem_product(choices->count, sizeof *choices->items));
	for (size_t code = 0; code < COUNTRY_CODES; code++) {
		if (choices->slots[code] != WANTED)
			continue;
		choices->items[next].country[0] = (char)('A' + code / 26);
		choices->items[next].country[1] = (char)('A' + code % 26);
		choices->slots[code] = ++next;
	}
}

/* A list of countries for people; past a point nobody reads it. */
static void add_code(struct buf *list, const char *country)
{
	if (list->length < 1000)
		buf_printf(list, "%s%.2s", list->length > 0 ? ", " : "", country);
}

struct leaving { struct shaper *s; size_t left, all; };

static void add_left_out(void *to, size_t code, const char *country)
{
	struct leaving *leaving = to;

	(void)code;
	leaving->all++;
	if (!left_out(leaving->s, country))
		return;
	leaving->left++;
	add_code(&leaving->s->scratch, country);
}

static const char *who_leaves_out(const struct shaper *s)
{
	if (s->plan == NULL)
		return "--country";
	return s->options->countries.count == 0 ? "the plan" : "the plan, or --country,";
}

/* What --country or a plan leaves out of a list of countries is recorded beside
 * what it lets through; when it leaves out all of them, with everything that is for them. */
static void record_left_out(struct shaper *s, struct value *countries)
{
	struct leaving leaving = {.s = s};

	buf_clear(&s->scratch);
	if (s->options->countries.count > 0 || s->plan != NULL)
		each_country(countries, add_left_out, &leaving);
	if (leaving.left > 0)
		record_because(s, leaving.left < leaving.all ? (const void *)countries : countries->node,
		    arena_printf(s->arena, "%s leaves out %s", who_leaves_out(s), buf_text(&s->scratch)));
}

struct adding { struct shaper *s; void *item; };

static void add_overview(void *to, size_t code, const char *country)
{
	struct adding *adding = to;
	struct choice *choice = choice_of(adding->s, country);
	struct list *list;

	(void)code;
	if (choice == NULL)
		return;
	list = &choice->overviews;
	if (list->count == 0 || list->items[list->count - 1] != adding->item)
		list_add(adding->s, list, adding->item);
}

size_t most_languages(const struct edition *edition)
{
	const size_t most = edition->description_max > 0 ? edition->description_max / LEAST_SHARE : SIZE_MAX;

	if (!edition->joins_languages)
		return 1;
	return most > 0 ? most : 1;
}

static void choose_overviews(struct shaper *s)
{
	const size_t most = most_languages(s->edition);

	NODES_EACH(struct overview, overview, &s->account->company->overviews) {
		each_country(overview->countries, add_overview, &(struct adding){s, overview});
		record_left_out(s, overview->countries);
	}
	for (size_t i = 0; i < s->choices.count; i++) {
		struct choice *choice = &s->choices.items[i];

		choice->languages = choice->overviews.count < most ? choice->overviews.count : most;
		if (choice->plan != NULL)
			plan_languages(s, choice);
	}
}

static void choose_location(struct shaper *s, struct location *location)
{
	const struct value *country = location->address != NULL ? location->address->country : NULL;
	struct choice *choice = choice_of(s, value_text(country));

	if (choice != NULL) {
		list_add(s, &choice->locations, location);
	} else if (left_out(s, value_text(country))) {
		record_because(s, &location->node,
		    arena_printf(s->arena, "%s leaves its country out", who_leaves_out(s)));
	} else {
		record_because(s, &location->node, "no overview is for its country");
		shape_tell(s, DIAG_R303, country,
		    DIAG_VALUES(value_text(location->id), value_text(country)));
	}
}

static void tell_left_locations(struct shaper *s, const struct choice *choice)
{
	const struct list *list = &choice->locations;
	const char *why = arena_printf(s->arena, "the form of edition %s takes up to %u locations",
	    s->edition->id, (unsigned)s->edition->location_max);
	const struct location *first = list->items[choice->places];

	buf_clear(&s->scratch);
	for (size_t i = choice->places; i < list->count; i++) {
		const struct location *location = list->items[i];

		record_because(s, &location->node, why);
		if (s->scratch.length > 1000)
			continue;
		buf_adds(&s->scratch, i > choice->places ? ", " : "");
		buf_adds(&s->scratch, value_text(location->id));
	}
	shape_tell(s, DIAG_R304, first->id,
	    DIAG_VALUES(count_text(s, list->count - choice->places), count_text(s, list->count),
	        choice->country, buf_text(&s->scratch), s->edition->id,
	        count_text(s, s->edition->location_max)));
}

/* Primary ones first, then as in the export; as many as the form takes. */
static void choose_locations(struct shaper *s)
{
	const size_t most = s->edition->location_max > 0 ? s->edition->location_max : SIZE_MAX;

	NODES_EACH(struct location, location, &s->account->locations)
		if (value_true(location->primary))
			choose_location(s, location);
	NODES_EACH(struct location, location, &s->account->locations)
		if (!value_true(location->primary))
			choose_location(s, location);
	for (size_t i = 0; i < s->choices.count; i++) {
		struct choice *choice = &s->choices.items[i];

		choice->places = choice->locations.count < most ? choice->locations.count : most;
		if (choice->plan != NULL)
			plan_locations(s, choice);
		else if (choice->places < choice->locations.count)
			tell_left_locations(s, choice);
	}
}

/* How near a language is to the profile's: the place of the overview in the
 * same language; behind all of them, one whose first subtag is the same. */
static int language_rank(const struct choice *choice, const char *language)
{
	size_t length = strcspn(language, "-");
	int near = NO_RANK;

	for (size_t i = 0; i < choice->languages; i++) {
		const struct overview *overview = choice->overviews.items[i];
		const char *own = value_text(overview->language);
		size_t same = 0;

		if (ascii_same(own, language))
			return (int)i;
		while (same < length && ascii_lower(own[same]) == ascii_lower(language[same]))
			same++;
		if (near == NO_RANK && same == length && (own[length] == '-' || own[length] == '\0'))
			near = (int)(choice->languages + i);
	}
	return near;
}

struct offering {
	struct shaper *s;
	struct wording *wording;
	bool taken;             /* some profile is for one of its countries */
};

static void offer_wording(void *to, size_t code, const char *country)
{
	struct offering *offering = to;
	struct shaper *s = offering->s;
	struct choice *choice = choice_of(s, country);
	struct wording *wording = offering->wording, **last;
	struct list *list;

	(void)code;
	if (choice == NULL) {
		if (!left_out(s, country))
			add_code(&s->scratch, country);
		return;
	}
	offering->taken = true;
	list = &choice->wordings;
	last = list->count > 0 ? (struct wording **)(void *)&list->items[list->count - 1] : NULL;
	if (last == NULL || (*last)->listing != wording->listing)
		list_add(s, list, wording);
	else if (language_rank(choice, value_text(wording->localization->language)) <
	         language_rank(choice, value_text((*last)->localization->language)))
		*last = wording;
}

static bool offer_localization(struct shaper *s, struct wording *wording)
{
	struct offering offering = {.s = s, .wording = wording};

	buf_clear(&s->scratch);
	each_country(wording->localization->countries, offer_wording, &offering);
	if (s->scratch.length > 0) {
		shape_tell(s, DIAG_R305, wording->localization->countries,
		    DIAG_VALUES(value_text(wording->listing->id),
		        value_text(wording->localization->language), buf_text(&s->scratch)));
		record_because(s, wording->localization->countries,
		    arena_printf(s->arena, "no overview is for %s", buf_text(&s->scratch)));
	} else {
		record_left_out(s, wording->localization->countries);
	}
	return offering.taken;
}

static void choose_listing(struct shaper *s, struct listing *listing, bool application)
{
	const char *status = value_text(listing->status);
	bool published = strcmp(status, "Published") == 0, taken = false;

	if (!published) {
		shape_tell(s, DIAG_R308, listing->status, DIAG_VALUES(value_text(listing->id), status));
		record_because(s, &listing->node, "only published listings come to Partner Center");
	} else if (value_true(listing->pendingChanges)) {
		shape_tell(s, DIAG_R309, listing->pendingChanges, DIAG_VALUES(value_text(listing->id)));
	}
	NODES_EACH(struct localization, localization, &listing->localizations) {
		struct wording *wording = ARENA_NEW(s->arena, struct wording);

		wording->listing = listing;
		wording->localization = localization;
		wording->application = application;
		if (localization->longDescription != NULL && localization->longDescription->text != NULL)
			wording->plain = plain_of(s, localization->longDescription, localization->language);
		if (published)
			taken |= offer_localization(s, wording);
	}
	if (published && !taken)
		record_because(s, &listing->node, "no profile is for its countries");
}

static size_t tag_count(const struct company *company)
{
	return company->industries.count + company->products.count + company->serviceTypes.count +
	       company->businessNeeds.count + company->keywords.count + company->competencies.count;
}

static size_t text_bytes(const struct shaper *s, const struct choice *choice)
{
	size_t bytes = 0;

	for (size_t i = 0; i < choice->languages; i++) {
		const struct overview *overview = choice->overviews.items[i];

		if (overview->text != NULL && overview->text->text != NULL)
			bytes += overview->text->text->length;
	}
	for (size_t i = 0; s->edition->has_solutions && i < choice->wordings.count; i++) {
		const struct wording *wording = choice->wordings.items[i];

		bytes += wording->plain != NULL ? wording->plain->text.value->length : 0;
	}
	return bytes;
}

/* What stands once in the export may stand in every profile, and in early
 * editions each listing at each location: without a bound, a small export
 * could ask for more output than any disk holds. */
static void bound(struct shaper *s)
{
	size_t entries = 0, ids = 0, bytes = 0;

	for (size_t i = 0; i < s->choices.count; i++) {
		const struct choice *choice = &s->choices.items[i];

		entries += tag_count(s->account->company) + choice->places + choice->wordings.count;
		if (s->edition->has_solutions)
			ids += choice->places * choice->wordings.count;
		bytes += text_bytes(s, choice);
	}
	if (entries > MOST_ENTRIES)
		shape_tell_node(s, DIAG_R320, &s->account->node,
		    DIAG_VALUES(count_text(s, entries), "entries", count_text(s, MOST_ENTRIES)));
	else if (ids > MOST_IDS)
		shape_tell_node(s, DIAG_R320, &s->account->node,
		    DIAG_VALUES(count_text(s, ids), "solutions at locations", count_text(s, MOST_IDS)));
	else if (bytes > MOST_BYTES)
		shape_tell_node(s, DIAG_R320, &s->account->node,
		    DIAG_VALUES(count_text(s, bytes), "bytes of text", count_text(s, MOST_BYTES)));
	else
		return;
	s->choices.count = 0;
}

void choose(struct shaper *s)
{
	make_choices(s);
	plan_profiles(s);
	choose_overviews(s);
	choose_locations(s);
	NODES_EACH(struct listing, application, &s->account->applications)
		choose_listing(s, application, true);
	NODES_EACH(struct listing, service, &s->account->professionalServices)
		choose_listing(s, service, false);
	plan_solutions(s);
	bound(s);
}
