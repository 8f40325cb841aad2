/* Edited profiles and the export that they come from: see edited.h. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "check/against.h"
#include "check/edited_parts.h"

static void add_claim(struct edited *edited, const struct profile *profile, const struct text *text,
    enum claim_kind kind, const char *solution_kind)
{
	struct arena *arena = &edited->arena;
	struct edited_claim *claim, *first;

	if (text->value == NULL || profile->account.id.value == NULL)
		return;
	claim = ARENA_NEW(arena, struct edited_claim);
	*claim = (struct edited_claim){
		.kind = kind,
		.id = arena_string(arena, text->data),
		.country = arena_string(arena, profile->country.data),
		.solution_kind = solution_kind != NULL ? arena_string(arena, solution_kind) : NULL,
		.place = text->value->place,
		.path = arena_string(arena, text->value->name),
	};
	if (kind != CLAIM_ACCOUNT) {
		first = map_find(&edited->claims, profile->account.id.data, profile->account.id.length);
	} else {
		first = map_add(&edited->claims, claim->id, strlen(claim->id), claim);
		if (first == NULL)
			return;
	}
	claim->next = first->next;
	first->next = claim;
}

void edited_claims(struct edited *edited, const struct profile *profile)
{
	add_claim(edited, profile, &profile->account.id, CLAIM_ACCOUNT, NULL);
	for (size_t i = 0; i < profile->locations.count; i++)
		add_claim(edited, profile, &profile->locations.items[i].id, CLAIM_LOCATION, NULL);
	for (size_t i = 0; i < profile->solutions.count; i++)
		add_claim(edited, profile, &profile->solutions.items[i].id, CLAIM_SOLUTION,
		    profile->solutions.items[i].kind.data);
}

static bool list_has(const struct value *list, const char *word)
{
	const size_t length = strlen(word);

	for (const char *p = value_text(list); *p != '\0';) {
		size_t part = strcspn(p, " \t\r\n");

		if (part == length && memcmp(p, word, length) == 0)
			return true;
		p += part + strspn(p + part, " \t\r\n");
	}
	return false;
}

/* Without the white space around it, as the format says of ids. */
static bool same_token(const struct value *value, const char *text)
{
	const char *own = value_text(value);
	size_t length;

	while (ascii_space(*own))
		own++;
	length = strlen(own);
	while (length > 0 && ascii_space(own[length - 1]))
		length--;
	return strlen(text) == length && memcmp(own, text, length) == 0;
}

static const struct listing *find_listing(const struct nodes *listings, const char *id)
{
	NODES_EACH(struct listing, listing, listings)
		if (same_token(listing->id, id))
			return listing;
	return NULL;
}

/* Why the import does not bring this listing into the profile of this country; NULL: it does. */
static const char *why_not_offered(const struct listing *listing, const char *country)
{
	if (!same_token(listing->status, "Published"))
		return "it is not published in Pinpoint";
	NODES_EACH(struct localization, localization, &listing->localizations)
		if (list_has(localization->countries, country))
			return NULL;
	return "in the export it is not for this country";
}

static void compare_solution(struct edited *edited, const struct account *account,
    const struct edited_claim *claim)
{
	const bool service = claim->solution_kind != NULL &&
	                     strcmp(claim->solution_kind, "professionalService") == 0;
	const struct listing *listing = find_listing(
	    service ? &account->professionalServices : &account->applications, claim->id);
	const struct listing *other = find_listing(
	    service ? &account->applications : &account->professionalServices, claim->id);
	const char *why = listing != NULL ? why_not_offered(listing, claim->country)
	    : other != NULL ? "in the export it is a listing of the other kind" : "the export has no such listing";

	if (why != NULL)
		diag_add(edited->diag, DIAG_R155, &claim->place, claim->path, DIAG_VALUES(claim->id, why));
}

static void compare_location(struct edited *edited, const struct account *account,
    const struct edited_claim *claim)
{
	NODES_EACH(struct location, location, &account->locations)
		if (same_token(location->id, claim->id))
			return;
	diag_add(edited->diag, DIAG_R156, &claim->place, claim->path, DIAG_VALUES("location", claim->id));
}

static bool is_asked(void *to, const char *id)
{
	const struct edited *edited = to;

	return map_find(&edited->claims, id, strlen(id)) != NULL;
}

static void compare_account(void *to, const struct account *account, bool usable)
{
	struct edited *edited = to;
	struct edited_claim *first = map_find(&edited->claims, account->id->text, account->id->length);

	first->found = true;
	for (const struct edited_claim *claim = first; usable && claim != NULL; claim = claim->next)
		if (claim->kind == CLAIM_LOCATION)
			compare_location(edited, account, claim);
		else if (claim->kind == CLAIM_SOLUTION)
			compare_solution(edited, account, claim);
}

void edited_compare(struct edited *edited)
{
	struct against against = {
		.path = edited->against, .diag = edited->diag, .printer = edited->printer,
		.container = edited->container, .xsd = edited->xsd, .schema = edited->schema,
		.asked = is_asked, .account = compare_account, .to = edited,
	};
	const bool read = against_read(&against);

	for (size_t i = 0; read && i < edited->claims.room; i++) {
		const struct edited_claim *first = edited->claims.slots[i].key != NULL
		    ? edited->claims.slots[i].value : NULL;

		if (first != NULL && !first->found)
			diag_add(edited->diag, DIAG_R156, &first->place, first->path,
			    DIAG_VALUES("account", first->id));
	}
}
