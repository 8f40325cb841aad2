/* Unique ids and references that lead somewhere: see identity.h. SPDX-License-Identifier: MIT */
#include "load/identity.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"

enum {
	IDS_COMPARED = 100,   /* of an account, to find the one that is meant */
	IDS_NAMED = 8,
	HINTS_MOST = 100,     /* references of an account for which that is done */
	WORD_LEAST = 3        /* characters: of 12 and 13 none is a slip for the other */
};

/* The ids of one set. */
struct ids {
	const char *what;
	struct map map;
	const char *names[IDS_COMPARED];   /* the first ones */
	size_t count;                      /* of them */
	size_t hints;
};

static bool report(struct diag *diag, enum diag_code code, const struct value *value,
    const char *const *values)
{
	struct buf path = {0};

	value_path(&path, value);
	diag_add(diag, code, &value->place, buf_text(&path), values);
	buf_free(&path);
	return false;
}

/* True when it is there, for the first time. */
static bool check_unique(struct map *ids, struct value *id, const char *what, struct diag *diag)
{
	const struct value *first;
	char line[32];

	if (id == NULL)
		return false;
	first = map_add(ids, id->text, id->length, id);
	if (first == NULL)
		return true;
	snprintf(line, sizeof line, "%" PRIu32, first->place.line);
	report(diag, DIAG_R101, id, DIAG_VALUES(what, id->text, line));
	return false;
}

static void add_id(struct ids *ids, struct value *id, struct diag *diag)
{
	if (check_unique(&ids->map, id, ids->what, diag) && ids->count < IDS_COMPARED)
		ids->names[ids->count++] = id->text;
}

/* What there is instead: "; is A meant? It has A, B and 3 more". */
static void add_instead(struct buf *to, struct ids *ids, const char *wanted)
{
	size_t named = ids->count < IDS_NAMED ? ids->count : IDS_NAMED;
	const bool look = strlen(wanted) >= WORD_LEAST && ids->hints++ < HINTS_MOST;
	const size_t nearest = look ? nearest_of(wanted, ids->names, ids->count) : ids->count;

	if (nearest < ids->count)
		buf_printf(to, ": is %s meant? It", ids->names[nearest]);
	else
		buf_adds(to, "; it");
	buf_printf(to, " has %s", named == 0 ? "none" : "");
	for (size_t i = 0; i < named; i++)
		buf_printf(to, "%s%s", i > 0 ? ", " : "", ids->names[i]);
	if (ids->map.count > named)
		buf_printf(to, " and %zu more", ids->map.count - named);
}

static void check_reference(struct ids *ids, const struct value *reference, struct diag *diag)
{
	struct buf instead = {0};
	bool element;

	if (reference == NULL || map_find(&ids->map, reference->text, reference->length) != NULL)
		return;
	element = strcmp(reference->node->element->name, "ListingRef") == 0;
	add_instead(&instead, ids, reference->text);
	report(diag, DIAG_R102, reference,
	    DIAG_VALUES(ids->what, reference->text, buf_text(&instead), element ? "1" : "0"));
	buf_free(&instead);
}

/* Languages compare without regard to case (BCP 47, RFC 5646 section 2.1.1). */
static void check_language(struct map *seen, struct value *language, const char *what,
    struct arena *scratch, struct diag *diag)
{
	const struct value *first;
	char line[32], *lower;

	if (language == NULL)
		return;
	lower = arena_copy(scratch, language->text, language->length);
	for (size_t i = 0; i < language->length; i++)
		lower[i] = ascii_lower(lower[i]);
	first = map_add(seen, lower, language->length, language);
	if (first == NULL)
		return;
	snprintf(line, sizeof line, "%" PRIu32, first->place.line);
	report(diag, DIAG_R103, language, DIAG_VALUES(what, language->text, line));
}

static void check_localizations(const struct nodes *listings, struct map *scratch_map,
    struct arena *scratch, struct diag *diag)
{
	NODES_EACH(struct listing, listing, listings) {
		if (listing->localizations.count < 2)
			continue;
		map_clear(scratch_map);
		NODES_EACH(struct localization, one, &listing->localizations)
			check_language(scratch_map, one->language, "localization", scratch, diag);
	}
}

static void check_listing_references(const struct nodes *list, struct ids *listings,
    struct diag *diag)
{
	NODES_EACH(struct listing, listing, list)
		NODES_EACH(struct listing_ref, related, &listing->related)
			check_reference(listings, related->ref, diag);
}

static void check_references(const struct account *account, struct ids *locations,
    struct ids *listings, struct diag *diag)
{
	check_listing_references(&account->applications, listings, diag);
	check_listing_references(&account->professionalServices, listings, diag);
	NODES_EACH(struct referral, referral, &account->referrals) {
		check_reference(locations, referral->locationRef, diag);
		check_reference(listings, referral->listingRef, diag);
	}
	NODES_EACH(struct review, review, &account->reviews)
		check_reference(listings, review->listingRef, diag);
}

void identity_check(const struct account *account, bool references, struct diag *diag)
{
	struct ids locations = {.what = "location"}, listings = {.what = "listing"};
	struct map other = {0};
	struct arena scratch = {0};

	NODES_EACH(struct location, location, &account->locations)
		add_id(&locations, location->id, diag);
	NODES_EACH(struct listing, application, &account->applications)
		add_id(&listings, application->id, diag);
	NODES_EACH(struct listing, service, &account->professionalServices)
		add_id(&listings, service->id, diag);
	NODES_EACH(struct referral, referral, &account->referrals)
		check_unique(&other, referral->id, "referral", diag);
	map_clear(&other);
	NODES_EACH(struct review, review, &account->reviews)
		check_unique(&other, review->id, "review", diag);
	map_clear(&other);
	if (account->company != NULL)
		NODES_EACH(struct overview, overview, &account->company->overviews)
			check_language(&other, overview->language, "overview", &scratch, diag);
	check_localizations(&account->applications, &other, &scratch, diag);
	check_localizations(&account->professionalServices, &other, &scratch, diag);
	if (references)
		check_references(account, &locations, &listings, diag);
	map_free(&locations.map);
	map_free(&listings.map);
	map_free(&other);
	arena_free(&scratch);
}
