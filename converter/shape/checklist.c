/* The edition's checklist with what is known about each step for this account.
 * A step without a row here is shown as it is. SPDX-License-Identifier: MIT */
#include <string.h>

#include "shape/shaper.h"

/* Each says whether the account needs the step, and writes why. */
typedef bool step(struct shaper *s, struct buf *detail);

static void add_id(struct buf *detail, const struct value *id)
{
	if (detail->length > 300)
		return;
	buf_adds(detail, detail->length > 0 && detail->data[detail->length - 1] != ' ' ? ", " : "");
	buf_adds(detail, value_text(id));
}

static size_t pending_listings(const struct nodes *listings, struct buf *ids)
{
	size_t count = 0;

	NODES_EACH(struct listing, listing, listings)
		if (value_true(listing->pendingChanges) ||
		    strcmp(value_text(listing->status), "Published") != 0) {
			add_id(ids, listing->id);
			count++;
		}
	return count;
}

static bool apply_changes(struct shaper *s, struct buf *detail)
{
	const struct company *company = s->account->company;
	const char *status = value_text(company->status);
	struct buf ids = {0};
	size_t count = pending_listings(&s->account->applications, &ids);

	count += pending_listings(&s->account->professionalServices, &ids);
	if (strcmp(status, "Published") != 0)
		buf_printf(detail, "the company profile is %s", status);
	if (value_true(company->pendingChanges))
		buf_printf(detail, "%sthe company profile has pending changes", detail->length > 0 ? "; " : "");
	if (count > 0)
		buf_printf(detail, "%slistings that are not published or have pending changes: %zu (%s)",
		    detail->length > 0 ? "; " : "", count, buf_text(&ids));
	buf_free(&ids);
	return detail->length > 0;
}

/* Enrolled in the CSP program: yes, no, or not said. */
static bool for_enrolled(struct shaper *s, struct buf *detail)
{
	if (s->account->cspEnrolled == NULL)
		buf_adds(detail, "the export does not say whether the company is enrolled");
	else if (value_true(s->account->cspEnrolled))
		buf_adds(detail, "the export says that the company is enrolled");
	return detail->length > 0;
}

static bool for_others(struct shaper *s, struct buf *detail)
{
	if (s->account->cspEnrolled == NULL)
		buf_adds(detail, "the export does not say whether the company is enrolled");
	else if (!value_true(s->account->cspEnrolled))
		buf_adds(detail, "the export says that the company is not enrolled");
	return detail->length > 0;
}

static bool referrals(struct shaper *s, struct buf *detail)
{
	size_t count = s->account->referrals.count;

	if (count > 0)
		buf_printf(detail, "written down in records/referrals.csv: %zu", count);
	return count > 0;
}

static bool reviews(struct shaper *s, struct buf *detail)
{
	size_t count = s->account->reviews.count;

	if (count > 0)
		buf_printf(detail, "written down in records/reviews.csv: %zu", count);
	return count > 0;
}

static bool several_profiles(struct shaper *s, struct buf *detail)
{
	if (s->choices.count < 2)
		return false;
	buf_printf(detail, "%zu profiles: ", s->choices.count);
	for (size_t i = 0; i < s->choices.count && detail->length < 300; i++)
		buf_printf(detail, "%s%s", i > 0 ? ", " : "", s->choices.items[i].country);
	return true;
}

static size_t solution_count(const struct shaper *s)
{
	size_t count = 0;

	for (size_t i = 0; s->edition->has_solutions && i < s->choices.count; i++)
		count += s->choices.items[i].wordings.count;
	return count;
}

static bool solutions(struct shaper *s, struct buf *detail)
{
	size_t count = solution_count(s);

	if (count > 0)
		buf_printf(detail, "solutions in all profiles together: %zu", count);
	return count > 0;
}

static bool sizes(struct shaper *s, struct buf *detail)
{
	if (s->sizes.count > 0)
		buf_printf(detail, "ranges of employees in the export: %zu; published sizes that they overlap: %zu",
		    s->account->company->customerSizes.count, s->sizes.count);
	return s->sizes.count > 0;
}

static bool locations_left(struct shaper *s, struct buf *detail)
{
	for (size_t i = 0; i < s->choices.count && detail->length < 300; i++) {
		const struct choice *choice = &s->choices.items[i];

		if (choice->places < choice->locations.count)
			buf_printf(detail, "%s%s: left out are %zu of %zu locations", detail->length > 0 ? "; " : "",
			    choice->country, choice->locations.count - choice->places, choice->locations.count);
	}
	return detail->length > 0;
}

static bool contacts_missing(struct shaper *s, struct buf *detail)
{
	struct buf ids = {0};
	size_t count = 0;

	for (size_t i = 0; i < s->shaped->profile_count; i++) {
		const struct profile_locations *locations = &s->shaped->profiles[i].profile.locations;

		for (size_t j = 0; j < locations->count; j++)
			if (locations->items[j].contact.email.data == NULL) {
				add_id(&ids, locations->items[j].id.value);
				count++;
			}
	}
	if (count > 0)
		buf_printf(detail, "locations without a mail address for requests from customers: %zu (%s)", count,
		    buf_text(&ids));
	buf_free(&ids);
	return count > 0;
}

static bool several_locations(struct shaper *s, struct buf *detail)
{
	for (size_t i = 0; i < s->choices.count && detail->length < 300; i++)
		if (s->choices.items[i].places > 1)
			buf_printf(detail, "%s%s: %zu locations", detail->length > 0 ? "; " : "",
			    s->choices.items[i].country, s->choices.items[i].places);
	return detail->length > 0;
}

static const struct { const char *id; step *look; } steps[] = {
	{"apply-changes", apply_changes},
	{"csp-in-partner-center", for_enrolled},
	{"edit-on-pinpoint", for_others},
	{"ask-service-center", for_others},
	{"write-down-referrals", referrals},
	{"keep-referrals", referrals},
	{"expect-no-reviews", reviews},
	{"expect-no-reviews-mail", reviews},
	{"pick-profile", several_profiles},
	{"select-region", several_profiles},
	{"copy-existing", several_profiles},
	{"pick-solutions", solutions},
	{"compare-solutions", solutions},
	{"choose-sizes", sizes},
	{"add-locations", locations_left},
	{"add-contacts", contacts_missing},
	{"save-location", several_locations},
	{"update-each-location", several_locations},
};

static void look(struct shaper *s, struct check *check)
{
	struct buf detail = {0};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (strcmp(steps[i].id, check->item->id) == 0)
			check->flagged = steps[i].look(s, &detail);
	if (detail.length > 0)
		check->detail = arena_copy(s->arena, buf_text(&detail), detail.length);
	buf_free(&detail);
}

void checklist_make(struct shaper *s)
{
	const struct edition *edition = s->edition;

	s->shaped->checks = arena_alloc(s->arena,
	    mem_product(edition->checklist_count, sizeof *s->shaped->checks));
	s->shaped->check_count = edition->checklist_count;
	for (size_t i = 0; i < edition->checklist_count; i++) {
		s->shaped->checks[i].item = edition->checklist[i];
		look(s, &s->shaped->checks[i]);
	}
}
