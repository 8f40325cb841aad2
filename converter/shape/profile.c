/* One marketing profile from what was chosen for its country. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "shape/fit.h"
#include "shape/shaper.h"

static struct plain *overview_plain(const struct shaper *s, const struct overview *overview)
{
	return s->overviews[overview->node.index - 1];
}

/* The texts of a description, one for each language that has something to say. */
struct parts {
	struct plain **items;
	size_t count;
	size_t *keep;           /* bytes of each that go into the form */
	size_t units;           /* UTF-16 units of all, whole, with what separates them */
	bool cut;
};

static const char separator[] = "\n\n";

static struct parts parts_of(struct shaper *s, const struct choice *choice)
{
	struct parts parts = {0};

	parts.items = arena_alloc(s->arena, mem_product(choice->languages, sizeof *parts.items));
	parts.keep = arena_alloc(s->arena, mem_product(choice->languages, sizeof *parts.keep));
	for (size_t i = 0; i < choice->languages; i++) {
		struct plain *plain = overview_plain(s, choice->overviews.items[i]);

		if (plain == NULL || plain->text.length == 0)
			continue;
		parts.units += parts.count > 0 ? strlen(separator) : 0;
		parts.units += plain->units;
		parts.keep[parts.count] = plain->text.length;
		parts.items[parts.count++] = plain;
	}
	return parts;
}

/* A list of countries for people; past a point nobody reads it. */
static void add_country(struct shaper *s, const char **list, const char *country)
{
	size_t length = *list != NULL ? strlen(*list) : 0;

	if (length == 0)
		*list = country;
	else if (length < 400)
		*list = arena_printf(s->arena, "%s, %s", *list, country);
	else if ((*list)[length - 1] != '.')
		*list = arena_printf(s->arena, "%s ...", *list);
}

static void tell_cut(struct shaper *s, const struct choice *choice, struct plain *plain, size_t keep)
{
	const char *limit = arena_printf(s->arena, choice->languages > 1 ? "%u for %zu languages" : "%u",
	    (unsigned)s->edition->description_max, choice->languages);

	shape_tell(s, DIAG_R314, plain->text.value,
	    DIAG_VALUES(choice->country, value_text(plain->text.language), count_text(s, plain->units),
	        count_text(s, utf8_count_utf16(plain->text.data, keep)), s->edition->id, limit));
	add_country(s, &plain->cut, choice->country);
}

static size_t cut(const struct plain *plain, size_t most)
{
	return fit_cut(plain->text.data, plain->text.length, most, value_text(plain->text.language));
}

/* What cutting at the ends of sentences left over goes to those that were cut, in their order. */
static void use_rest(struct parts *parts, size_t room)
{
	for (size_t i = 0; i < parts->count; i++)
		room -= utf8_count_utf16(parts->items[i]->text.data, parts->keep[i]);
	for (size_t i = 0; i < parts->count; i++) {
		const struct plain *plain = parts->items[i];
		const size_t used = utf8_count_utf16(plain->text.data, parts->keep[i]);
		size_t keep;

		if (parts->keep[i] == plain->text.length)
			continue;
		keep = plain->units <= used + room ? plain->text.length : cut(plain, used + room);
		if (keep > parts->keep[i]) {
			room -= utf8_count_utf16(plain->text.data, keep) - used;
			parts->keep[i] = keep;
		}
	}
}

/* Every language gets its share of the form's room; what one leaves goes to the others. */
static void fit_parts(struct shaper *s, const struct choice *choice, struct parts *parts)
{
	const size_t joints = (parts->count - 1) * strlen(separator);
	const size_t most = s->edition->description_max;
	const size_t room = most > joints ? most - joints : 0;
	size_t *needs = arena_alloc(s->arena, mem_product(parts->count, sizeof *needs));
	size_t *shares = arena_alloc(s->arena, mem_product(parts->count, sizeof *shares));

	for (size_t i = 0; i < parts->count; i++)
		needs[i] = parts->items[i]->units;
	fit_share(needs, shares, parts->count, room);
	for (size_t i = 0; i < parts->count; i++) {
		struct plain *plain = parts->items[i];

		if (shares[i] >= needs[i])
			continue;
		parts->cut = true;
		if (parts->count > 1)
			parts->keep[i] = cut(plain, shares[i]);
		else
			parts->keep[i] = plain->keep > 0 ? plain->keep : (plain->keep = cut(plain, shares[i]));
	}
	if (parts->count > 1)
		use_rest(parts, room);
	for (size_t i = 0; i < parts->count; i++)
		if (parts->keep[i] < parts->items[i]->text.length)
			tell_cut(s, choice, parts->items[i], parts->keep[i]);
}

static const char *join(struct shaper *s, const struct parts *parts, bool whole, size_t *length)
{
	buf_clear(&s->scratch);
	for (size_t i = 0; i < parts->count; i++) {
		size_t keep = whole ? parts->items[i]->text.length : parts->keep[i];

		buf_adds(&s->scratch, s->scratch.length > 0 && keep > 0 ? separator : "");
		buf_add(&s->scratch, parts->items[i]->text.data, keep);
	}
	*length = s->scratch.length;
	return arena_copy(s->arena, buf_text(&s->scratch), s->scratch.length);
}

static const char *lengths_in_words(struct shaper *s, const struct parts *parts, const struct text *text)
{
	return arena_printf(s->arena, " from %zu to %zu characters", parts->units,
	    utf8_count_utf16(text->data, text->length));
}

static const struct change *description_change(struct shaper *s, const struct parts *parts,
    const struct text *text)
{
	struct change *change;
	unsigned flags = parts->count > 1 ? CHANGE_JOINED : 0;
	const char *lost = NULL;
	size_t length;

	for (size_t i = 0; i < parts->count; i++) {
		flags |= parts->items[i]->flags;
		lost = lost == NULL ? parts->items[i]->lost : lost;
	}
	flags |= parts->cut ? CHANGE_SHORTENED : 0;
	if (flags == 0)
		return NULL;
	change = change_of(s, text->value, flags, lost);
	if (parts->cut) {
		change->full = join(s, parts, true, &length);
		change->what = arena_printf(s->arena, "%s%s", change->what, lengths_in_words(s, parts, text));
	}
	return change;
}

static struct text description(struct shaper *s, const struct choice *choice, bool *refused)
{
	struct parts parts = parts_of(s, choice);
	const size_t most = s->edition->description_max;
	struct text text = {0};

	*refused = false;
	if (parts.count == 0)
		return text;
	for (size_t i = 0; i < parts.count; i++)
		tell_lost(s, parts.items[i]);
	if (most > 0 && parts.units > most) {
		*refused = s->options->overflow == OVERFLOW_FAIL;
		if (*refused)
			shape_tell(s, DIAG_R315, parts.items[0]->text.value,
			    DIAG_VALUES(choice->country, count_text(s, parts.units), s->edition->id,
			        count_text(s, most)));
		else if (s->options->overflow == OVERFLOW_FIT)
			fit_parts(s, choice, &parts);
	}
	text.value = parts.items[0]->text.value;
	text.language = value_text(parts.items[0]->text.language);
	if (parts.count == 1 && !parts.cut) {
		text.data = parts.items[0]->text.data;
		text.length = parts.items[0]->text.length;
	} else {
		text.data = join(s, &parts, false, &text.length);
	}
	text.change = description_change(s, &parts, &text);
	return text;
}

/* DisplayName of the first overview for the country, where the form does not ask for the legal name. */
static struct text profile_name(struct shaper *s, const struct choice *choice)
{
	const struct overview *first = choice->overviews.items[0];
	struct text name = {0};

	if (!s->edition->name_is_legal)
		name = line_text(s, first->displayName);
	return name.data != NULL ? name : s->name;
}

static struct texts languages(struct shaper *s, const struct choice *choice)
{
	struct texts texts = {0};

	texts.items = arena_alloc(s->arena, mem_product(choice->languages, sizeof *texts.items));
	for (size_t i = 0; i < choice->languages; i++) {
		const struct overview *overview = choice->overviews.items[i];
		const struct plain *plain = overview_plain(s, overview);

		/* What has no text is in no language: only what stands in the description counts. */
		if (overview->language == NULL || (choice->languages > 1 && (plain == NULL || plain->text.length == 0)))
			continue;
		texts.items[texts.count++] = line_text(s, overview->language);
	}
	return texts;
}

static struct profile_location location_make(struct shaper *s, const struct location *location,
    const struct texts *solutions)
{
	struct profile_location made = {
		.id = required_text(line_text(s, location->id)), .name = line_text(s, location->name),
		.solutions = *solutions,
	};
	const struct address *address = location->address;
	const struct contact *contact = location->contact;

	if (address != NULL)
		made.address = (struct profile_address){
			line_text(s, address->line1), line_text(s, address->line2), line_text(s, address->city),
			line_text(s, address->stateOrProvince), line_text(s, address->postalCode),
			required_text(line_text(s, address->country)),
		};
	if (contact != NULL)
		made.contact = (struct profile_contact){
			line_text(s, contact->firstName), line_text(s, contact->lastName),
			line_text(s, contact->email), line_text(s, contact->phone),
		};
	return made;
}

/* What the plan puts at one place. */
static struct texts solutions_at(struct shaper *s, const struct list *wordings)
{
	struct texts ids = {0};

	ids.items = arena_alloc(s->arena, mem_product(wordings->count, sizeof *ids.items));
	ids.count = wordings->count;
	for (size_t i = 0; i < wordings->count; i++) {
		const struct wording *wording = wordings->items[i];

		ids.items[i] = required_text(line_text(s, wording->listing->id));
		ids.items[i].value = NULL;
		ids.items[i].change = NULL;
	}
	return ids;
}

static struct profile_locations locations_make(struct shaper *s, const struct choice *choice,
    const struct texts *all)
{
	struct profile_locations locations = {0};

	locations.items = arena_alloc(s->arena, mem_product(choice->places, sizeof *locations.items));
	locations.count = choice->places;
	for (size_t i = 0; i < choice->places; i++) {
		const struct texts ids = choice->at != NULL ? solutions_at(s, &choice->at[i]) : *all;

		locations.items[i] = location_make(s, choice->locations.items[i], &ids);
	}
	return locations;
}

static void fill(struct shaper *s, const struct choice *choice, struct shaped_profile *shaped)
{
	struct profile *profile = &shaped->profile;
	struct texts ids;

	profile->format = constant_text(PROFILE_FORMAT);
	profile->edition = constant_text(s->edition->id);
	profile->account.id = required_text(line_text(s, s->account->id));
	profile->account.mpnId = line_text(s, s->account->mpnId);
	profile->account.legalName = s->name;
	profile->country = constant_text(choice->country);
	profile->languages = languages(s, choice);
	profile->partnerInformation.name = profile_name(s, choice);
	profile->partnerInformation.description = description(s, choice, &shaped->refused);
	profile->partnerInformation.url = s->url;
	profile->partnerInformation.logo = logo_make(s, shaped->directory);
	profile->partnerInformation.linkedInOrganizationProfile = s->linkedIn;
	profile->partnerExpertise.industryFocus = s->industryFocus;
	profile->partnerExpertise.product = s->product;
	profile->partnerExpertise.serviceType = s->serviceType;
	profile->partnerExpertise.solutions = solution_tags(s, choice);
	profile->customerPreferences.targetCustomerCompanySizes = s->sizes;
	profile->solutions = solutions_make(s, choice, shaped->directory, &ids);
	profile->locations = locations_make(s, choice, &ids);
	profile->earned.competencies.gold = s->gold;
	profile->earned.competencies.silver = s->silver;
}

static void refuse(struct shaper *s, const struct choice *choice)
{
	const char *why = arena_printf(s->arena, "the profile for %s was refused (--overflow=fail)",
	    choice->country);

	for (size_t i = 0; i < choice->overviews.count; i++)
		record_because(s, &((const struct overview *)choice->overviews.items[i])->node, why);
	for (size_t i = 0; i < choice->locations.count; i++)
		record_because(s, &((const struct location *)choice->locations.items[i])->node, why);
	for (size_t i = 0; i < choice->wordings.count; i++)
		record_because(s, &((const struct wording *)choice->wordings.items[i])->listing->node, why);
}

/* Leaves that decide what a profile is made of map to what they decided. */
static void claim_steering(struct shaper *s, const struct choice *choice, const char *file)
{
	for (size_t i = 0; i < choice->overviews.count; i++) {
		struct overview *overview = choice->overviews.items[i];
		struct plain *plain = overview_plain(s, overview);

		if (i >= choice->languages) {
			if (plain != NULL)
				add_country(s, &plain->not_used, choice->country);
			continue;
		}
		ledger_map(s, overview->countries, file, "/country");
		if (plain != NULL && plain->text.length > 0)
			ledger_map(s, overview->text->format, file, plain != NULL && plain->text.length > 0
			    ? "/partnerInformation/description" : "/country");
	}
	for (size_t i = 0; i < choice->places; i++) {
		const struct location *location = choice->locations.items[i];

		if (location->primary != NULL)
			ledger_map(s, location->primary, file, pointer_item(s, "/locations", i));
	}
	for (size_t i = 0; s->edition->has_solutions && i < choice->wordings.count; i++) {
		const struct wording *wording = choice->wordings.items[i];
		const char *pointer = pointer_item(s, "/solutions", i);

		ledger_map(s, wording->listing->status, file, pointer);
		ledger_map(s, wording->localization->language, file, pointer);
		ledger_map(s, wording->localization->countries, file, pointer);
		if (wording->localization->longDescription != NULL)
			ledger_map(s, wording->localization->longDescription->format, file, pointer);
	}
}

/* The languages behind the first one stand in the same text. */
static void claim_joined(struct shaper *s, const struct choice *choice, const struct profile *profile,
    const char *file)
{
	const struct text *text = &profile->partnerInformation.description;

	for (size_t i = 0; i < choice->languages; i++) {
		struct plain *plain = overview_plain(s, choice->overviews.items[i]);

		if (plain == NULL || plain->text.length == 0 || plain->text.value == text->value)
			continue;
		ledger_add(s, (struct value *)plain->text.value, &(struct target){
			.fate = FATE_CHANGED, .file = file, .pointer = "/partnerInformation/description",
			.what = text->change != NULL ? text->change->what : NULL,
			.why = "several languages share one text",
		});
	}
}

void profile_make(struct shaper *s, const struct choice *choice, struct shaped_profile *shaped)
{
	struct kept_media **media_end = s->media_end;
	const char *file;

	buf_clear(&s->scratch);
	buf_adds(&s->scratch, "profiles/");
	buf_adds(&s->scratch, choice->country);
	shaped->directory = arena_copy(s->arena, s->scratch.data, s->scratch.length);
	fill(s, choice, shaped);
	if (shaped->refused) {
		*media_end = NULL;
		s->media_end = media_end;
		refuse(s, choice);
		return;
	}
	if (!s->options->ledger)
		return;
	file = arena_printf(s->arena, "%s/marketing-profile", shaped->directory);
	claim_steering(s, choice, file);
	claim_joined(s, choice, &shaped->profile, file);
	ledger_profile(s, shaped);
}

static void keep_whole(struct shaper *s, const struct plain *plain)
{
	keep_text(s, &(struct kept_text){
		.country = plain->cut, .field = "/partnerInformation/description",
		.language = value_text(plain->text.language), .text = plain->text.data,
		.value = plain->text.value, .reason = "it was shortened to fit the form",
	});
}

static void keep_unused(struct shaper *s, struct overview *overview, struct plain *plain)
{
	const struct choice *choice = choice_of(s, plain->not_used);
	const struct overview *first = choice->overviews.items[0];
	const char *why = "a profile of this edition has one language, and another overview comes first";
	const char *told, *pointer;
	struct value *leaves[] = {
		overview->text->text, overview->text->format, overview->language, overview->countries,
	};

	told = arena_printf(s->arena, "in edition %s a profile has one language, and %s comes first",
	    s->edition->id, value_text(first->language));
	if (s->edition->joins_languages)
		told = why = "the description has no room for so many languages";
	if (choice->plan != NULL)
		told = why = "the plan leaves it out";
	shape_tell(s, DIAG_R316, plain->text.value,
	    DIAG_VALUES(value_text(overview->language), plain->not_used, told));
	pointer = keep_text(s, &(struct kept_text){
		.country = plain->not_used, .field = "/partnerInformation/description",
		.language = value_text(overview->language), .text = plain->text.data,
		.value = plain->text.value, .reason = why,
	});
	for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
		ledger_add(s, leaves[i], &(struct target){
			.fate = FATE_RECORDED, .file = "records/texts", .pointer = pointer, .why = why,
		});
}

void overviews_leftover(struct shaper *s)
{
	NODES_EACH(struct overview, overview, &s->account->company->overviews) {
		struct plain *plain = overview_plain(s, overview);

		if (plain == NULL)
			continue;
		if (plain->cut != NULL)
			keep_whole(s, plain);
		if (plain->not_used != NULL)
			keep_unused(s, overview, plain);
	}
}
