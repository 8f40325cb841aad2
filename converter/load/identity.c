/* Unique ids and references that lead somewhere: see identity.h. SPDX-License-Identifier: MIT */
#include "load/identity.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"

static bool report(struct diag *diag, enum diag_code code, const struct value *value,
    const char *const *values)
{
	struct buf path = {0};

	value_path(&path, value);
	diag_add(diag, code, &value->place, buf_text(&path), values);
	buf_free(&path);
	return false;
}

static void check_unique(struct map *ids, struct value *id, const char *what, struct diag *diag)
{
	const struct value *first;
	char line[32];

	if (id == NULL)
		return;
	first = map_add(ids, id->text, id->length, id);
	if (first == NULL)
		return;
	snprintf(line, sizeof line, "%" PRIu32, first->place.line);
	report(diag, DIAG_R101, id, DIAG_VALUES(what, id->text, line));
}

static void check_reference(const struct map *ids, const struct value *reference, const char *what,
    struct diag *diag)
{
	if (reference != NULL && map_find(ids, reference->text, reference->length) == NULL)
		report(diag, DIAG_R102, reference, DIAG_VALUES(what, reference->text));
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

static void check_listing_references(const struct nodes *list, const struct map *listings,
    struct diag *diag)
{
	NODES_EACH(struct listing, listing, list)
		NODES_EACH(struct listing_ref, related, &listing->related)
			check_reference(listings, related->ref, "listing", diag);
}

static void check_references(const struct account *account, const struct map *locations,
    const struct map *listings, struct diag *diag)
{
	check_listing_references(&account->applications, listings, diag);
	check_listing_references(&account->professionalServices, listings, diag);
	NODES_EACH(struct referral, referral, &account->referrals) {
		check_reference(locations, referral->locationRef, "location", diag);
		check_reference(listings, referral->listingRef, "listing", diag);
	}
	NODES_EACH(struct review, review, &account->reviews)
		check_reference(listings, review->listingRef, "listing", diag);
}

void identity_check(const struct account *account, bool references, struct diag *diag)
{
	struct map locations = {0}, listings = {0}, other = {0};
	struct arena scratch = {0};

	NODES_EACH(struct location, location, &account->locations)
		check_unique(&locations, location->id, "location", diag);
	NODES_EACH(struct listing, application, &account->applications)
		check_unique(&listings, application->id, "listing", diag);
	NODES_EACH(struct listing, service, &account->professionalServices)
		check_unique(&listings, service->id, "listing", diag);
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
	map_free(&locations);
	map_free(&listings);
	map_free(&other);
	arena_free(&scratch);
}
