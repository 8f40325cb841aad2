/* Pinpoint's own rules on overviews and listings, told as warnings at most:
 * see check.h. SPDX-License-Identifier: MIT */
#include "rules/check.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "model/count.h"
#include "rules/scan.h"

struct bounds { size_t words_least, words_most, characters_most; };

void check_limits(const struct edition *pinpoint, uint32_t limits[CHECK_LIMITS])
{
	static const char *const names[CHECK_LIMITS] = {
		[OVERVIEW_MAX] = "overviewMax", [OVERVIEW_ADVISED] = "overviewAdvised",
		[OVERVIEW_WORDS_MIN] = "overviewWordsMin", [OVERVIEW_WORDS_MAX] = "overviewWordsMax",
		[NAME_MAX_UNITS] = "listingNameMax",
		[NAME_WORDS_MIN] = "listingNameWordsMin", [NAME_WORDS_MAX] = "listingNameWordsMax",
		[SHORT_MAX] = "shortDescriptionMax",
		[SHORT_WORDS_MIN] = "shortDescriptionWordsMin", [SHORT_WORDS_MAX] = "shortDescriptionWordsMax",
		[LONG_MAX_UNITS] = "longDescriptionMax",
		[LONG_WORDS_MIN] = "longDescriptionWordsMin", [LONG_WORDS_MAX] = "longDescriptionWordsMax",
	};

	for (size_t i = 0; i < CHECK_LIMITS; i++)
		limits[i] = pinpoint != NULL ? edition_limit(pinpoint, names[i]) : 0;
}

/* 0: not stated. */
static bool outside(size_t count, size_t least, size_t most)
{
	return count < least || (most > 0 && count > most);
}

/* Words of a text; any number between the bounds when it is plain that they are between them. */
static size_t words_unless(const struct plain_text *text, size_t least, size_t most)
{
	return count_words_between(text->data, text->length, least, most) ? least
	                                                                  : count_words(text->data, text->length);
}

static bool of_element(const struct plain_text *text, const char *name)
{
	return strcmp(text->value->node->element->name, name) == 0;
}

/* UTF-16 units of a text, exact where there are more than `most`: no text has
 * more of them than bytes, so that most need no count. */
static size_t units_beyond(const char *data, size_t length, size_t most)
{
	return length <= most ? length : utf8_count_utf16(data, length);
}

/* By the primary subtag, case ignored: "de" has "de", "DE-AT", not "del". */
static bool language_in(const struct strings *list, const char *language)
{
	for (size_t i = 0; i < list->count; i++) {
		size_t length = strlen(list->items[i]), same = 0;

		while (same < length && ascii_lower(language[same]) == list->items[i][same])
			same++;
		if (same == length && (language[length] == '-' || language[length] == '\0'))
			return true;
	}
	return false;
}

void check_overview_words(const struct rules_check *check)
{
	const size_t fewest = check->limits[OVERVIEW_WORDS_MIN], top = check->limits[OVERVIEW_WORDS_MAX];
	char count[CHECK_NUMBER], least[CHECK_NUMBER], most[CHECK_NUMBER];

	for (const struct plain_text *text = check->context->texts; text != NULL; text = text->next) {
		size_t words;

		if (!of_element(text, "Text"))
			continue;
		words = words_unless(text, fewest, top);
		if (outside(words, fewest, top) && count_words_known(text->data, text->length))
			check_tell(check, text->value, NULL,
			    DIAG_VALUES(value_text(text->language), check_number(count, words),
			        check_number(least, fewest), check_number(most, top)));
	}
}

/* Tells of overviews with more than `above` and up to `upto` characters, but
 * not of those in a language of spared. */
static void overviews_between(const struct rules_check *check, size_t above, size_t upto,
    const struct strings *spared)
{
	char count[CHECK_NUMBER], most[CHECK_NUMBER];

	for (const struct plain_text *text = check->context->texts; text != NULL; text = text->next) {
		size_t length;

		if (above == 0 || text->length <= above || !of_element(text, "Text"))
			continue;
		length = utf8_count_utf16(text->data, text->length);
		if (length > above && length <= upto && !language_in(spared, value_text(text->language)))
			check_tell(check, text->value, NULL,
			    DIAG_VALUES(value_text(text->language), check_number(count, length),
			        check_number(most, above)));
	}
}

void check_overview_length(const struct rules_check *check)
{
	overviews_between(check, check->limits[OVERVIEW_MAX], SIZE_MAX, &(struct strings){NULL, 0});
}

/* Russian, German and Finnish are named "with others": which, no page says, so
 * that every other language counts as most do. */
void check_overview_advised(const struct rules_check *check)
{
	struct strings named = {NULL, 0};

	for (size_t i = 0; check->pinpoint != NULL && i < check->pinpoint->limit_count; i++)
		if (strcmp(check->pinpoint->limits[i].name, "overviewLongWordLanguages") == 0)
			named = check->pinpoint->limits[i].list;
	overviews_between(check, check->limits[OVERVIEW_ADVISED], check->limits[OVERVIEW_MAX], &named);
}

/* The first of each kind in an overview is enough to send a person there. */
static void check_content(const struct rules_check *check, const struct plain_text *text)
{
	bool seen[SCAN_KINDS] = {false};
	struct scan_hit hit;
	size_t from = 0;

	while (scan_next(text->data, text->length, &from, &hit)) {
		struct buf found = {0};

		if (seen[hit.kind])
			continue;
		seen[hit.kind] = true;
		buf_add(&found, hit.at, hit.length);
		check_tell(check, text->value, NULL,
		    DIAG_VALUES(value_text(text->language), scan_kind_name(hit.kind), buf_text(&found)));
		buf_free(&found);
	}
}

void check_overview_content(const struct rules_check *check)
{
	for (const struct plain_text *text = check->context->texts; text != NULL; text = text->next)
		if (of_element(text, "Text"))
			check_content(check, text);
}

void check_website(const struct rules_check *check)
{
	const struct value *website = check->account->company->website;
	struct scan_hit host;
	const char *why;

	if (website == NULL)
		return;
	scan_host(website->text, &host);
	why = scan_private_host(&host);
	if (why != NULL)
		check_tell(check, website, NULL, DIAG_VALUES(website->text, why));
}

typedef void tell_bounds(const struct rules_check *check, const struct localization *localization,
    const char *found, const char *wanted);

/* Words and characters of one text against its bounds; characters are UTF-16 units, as everywhere. */
static void within(const struct rules_check *check, const struct bounds *bounds,
    const struct localization *localization, const struct plain_text *text, tell_bounds *tell)
{
	const size_t length = units_beyond(text->data, text->length, bounds->characters_most);
	char found[CHECK_NUMBER + 16], wanted[2 * CHECK_NUMBER + 16];
	const size_t words = words_unless(text, bounds->words_least, bounds->words_most);

	if (outside(words, bounds->words_least, bounds->words_most) &&
	    count_words_known(text->data, text->length)) {
		snprintf(found, sizeof found, "%zu word%s", words, words == 1 ? "" : "s");
		snprintf(wanted, sizeof wanted, "%zu to %zu words", bounds->words_least, bounds->words_most);
		tell(check, localization, found, wanted);
	}
	if (outside(length, 0, bounds->characters_most)) {
		snprintf(found, sizeof found, "%zu character%s", length, length == 1 ? "" : "s");
		snprintf(wanted, sizeof wanted, "up to %zu characters", bounds->characters_most);
		tell(check, localization, found, wanted);
	}
}

static const struct listing *listing_of(const struct localization *localization)
{
	const struct node *node = localization->node.parent;

	while (node->element->kind == ELEMENT_GROUP)
		node = node->parent;
	return (const struct listing *)(const void *)node;
}

static void tell_name(const struct rules_check *check, const struct localization *localization,
    const char *found, const char *wanted)
{
	check_tell(check, localization->name, NULL,
	    DIAG_VALUES(value_text(listing_of(localization)->id), found, wanted));
}

static void tell_short(const struct rules_check *check, const struct localization *localization,
    const char *found, const char *wanted)
{
	check_tell(check, localization->shortDescription, NULL,
	    DIAG_VALUES(value_text(listing_of(localization)->id), value_text(localization->language),
	        found, wanted));
}

static void tell_long(const struct rules_check *check, const struct localization *localization,
    const char *found, const char *wanted)
{
	check_tell(check, localization->longDescription->text, NULL,
	    DIAG_VALUES(value_text(listing_of(localization)->id), value_text(localization->language),
	        found, wanted));
}

typedef void look_at_localization(const struct rules_check *check, const struct bounds *bounds,
    const struct localization *localization);

static void each_localization(const struct rules_check *check, const struct bounds *bounds,
    look_at_localization *look)
{
	const struct nodes *const lists[] = {
		&check->account->applications, &check->account->professionalServices,
	};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		NODES_EACH(struct listing, listing, lists[i])
			NODES_EACH(struct localization, localization, &listing->localizations)
				look(check, bounds, localization);
}

static void look_at_name(const struct rules_check *check, const struct bounds *bounds,
    const struct localization *localization)
{
	const struct value *name = localization->name;

	if (name != NULL)
		within(check, bounds, localization,
		    &(struct plain_text){.data = name->text, .length = name->length}, tell_name);
}

static void look_at_short(const struct rules_check *check, const struct bounds *bounds,
    const struct localization *localization)
{
	const struct value *text = localization->shortDescription;

	if (text != NULL && text->length > 0)
		within(check, bounds, localization,
		    &(struct plain_text){.data = text->text, .length = text->length}, tell_short);
}

void check_listing_names(const struct rules_check *check)
{
	const struct bounds bounds = {
		check->limits[NAME_WORDS_MIN], check->limits[NAME_WORDS_MAX],
		check->limits[NAME_MAX_UNITS],
	};

	each_localization(check, &bounds, look_at_name);
}

void check_short_descriptions(const struct rules_check *check)
{
	const struct bounds bounds = {
		check->limits[SHORT_WORDS_MIN], check->limits[SHORT_WORDS_MAX],
		check->limits[SHORT_MAX],
	};

	each_localization(check, &bounds, look_at_short);
}

void check_long_descriptions(const struct rules_check *check)
{
	const struct bounds bounds = {
		check->limits[LONG_WORDS_MIN], check->limits[LONG_WORDS_MAX],
		check->limits[LONG_MAX_UNITS],
	};

	for (const struct plain_text *text = check->context->texts; text != NULL; text = text->next)
		if (of_element(text, "LongDescription"))
			within(check, &bounds,
			    (const struct localization *)(const void *)text->value->node->parent, text,
			    tell_long);
}

static void names_of(const struct nodes *listings, struct map *names)
{
	NODES_EACH(struct listing, listing, listings)
		NODES_EACH(struct localization, localization, &listing->localizations)
			if (localization->name != NULL)
				map_add(names, localization->name->text, localization->name->length, listing);
}

/* One diagnostic for each service: its first name that is an application's, too. */
void check_both_kinds(const struct rules_check *check)
{
	const struct account *account = check->account;
	struct map names = {0};

	if (account->applications.count == 0 || account->professionalServices.count == 0)
		return;
	names_of(&account->applications, &names);
	NODES_EACH(struct listing, service, &account->professionalServices)
		NODES_EACH(struct localization, localization, &service->localizations) {
			const struct value *name = localization->name;
			const struct listing *same =
			    name != NULL ? map_find(&names, name->text, name->length) : NULL;

			if (same == NULL)
				continue;
			check_tell(check, name, NULL,
			    DIAG_VALUES(name->text, value_text(same->id), value_text(service->id)));
			break;
		}
	map_free(&names);
}
