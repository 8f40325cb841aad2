/* Rules of the export format that no schema can hold: see check.h. SPDX-License-Identifier: MIT */
#include "rules/check.h"

#include <string.h>

#include "base/utf8.h"
#include "rules/codes.h"

void check_primary(const struct rules_check *check)
{
	const struct location *last = NULL;
	size_t found = 0;
	char count[CHECK_NUMBER];

	NODES_EACH(struct location, location, &check->account->locations)
		if (value_true(location->primary)) {
			found++;
			last = location;
		}
	if (found > 1)
		check_tell(check, last->primary, NULL, DIAG_VALUES(check_number(count, found)));
}

/* Digits of any number: longer is larger once leading zeros are gone. */
static int compare_digits(const char *a, const char *b)
{
	size_t first, second;

	a += strspn(a, "+0");
	b += strspn(b, "+0");
	first = strlen(a);
	second = strlen(b);
	return first != second ? (first < second ? -1 : 1) : strcmp(a, b);
}

void check_size_ranges(const struct rules_check *check)
{
	NODES_EACH(struct customer_size, size, &check->account->company->customerSizes)
		if (size->minEmployees != NULL && size->maxEmployees != NULL &&
		    compare_digits(size->minEmployees->text, size->maxEmployees->text) > 0)
			check_tell(check, size->minEmployees, NULL,
			    DIAG_VALUES(size->minEmployees->text, size->maxEmployees->text));
}

static void add_bad_country(struct buf *to, const char *code)
{
	const char *meant = code_country_meant(code);

	if (to->length > 1000)
		return;
	buf_printf(to, "%s%.2s", to->length > 0 ? ", " : "", code);
	if (meant != NULL)
		buf_printf(to, " (is %s meant?)", meant);
}

/* The codes of a list that ISO 3166-1 does not have; the schema saw to two capital letters. */
static void check_countries(const struct rules_check *check, const struct value *list)
{
	struct buf bad = {0};

	for (const char *at = value_text(list); *at != '\0';) {
		size_t length = strcspn(at, " \t\r\n");

		if (length == 2 && !code_country(at))
			add_bad_country(&bad, at);
		at += length > 0 ? length : 1;
	}
	if (bad.length > 0)
		check_tell(check, list, NULL, DIAG_VALUES(buf_text(&bad)));
	buf_free(&bad);
}

static void each_listing(const struct rules_check *check,
    void (*look)(const struct rules_check *check, const struct listing *listing))
{
	NODES_EACH(struct listing, application, &check->account->applications)
		look(check, application);
	NODES_EACH(struct listing, service, &check->account->professionalServices)
		look(check, service);
}

static void listing_countries(const struct rules_check *check, const struct listing *listing)
{
	NODES_EACH(struct localization, localization, &listing->localizations)
		check_countries(check, localization->countries);
}

void check_profile_countries(const struct rules_check *check)
{
	NODES_EACH(struct overview, overview, &check->account->company->overviews)
		check_countries(check, overview->countries);
	NODES_EACH(struct location, location, &check->account->locations)
		if (location->address != NULL)
			check_countries(check, location->address->country);
	each_listing(check, listing_countries);
}

void check_record_countries(const struct rules_check *check)
{
	NODES_EACH(struct referral, referral, &check->account->referrals)
		if (referral->customer != NULL)
			check_countries(check, referral->customer->country);
	NODES_EACH(struct review, review, &check->account->reviews)
		check_countries(check, review->country);
}

static void check_currency(const struct rules_check *check, const struct value *currency)
{
	if (currency != NULL && currency->length == 3 && !code_currency(currency->text))
		check_tell(check, currency, NULL, DIAG_VALUES(currency->text));
}

static void listing_currency(const struct rules_check *check, const struct listing *listing)
{
	if (listing->pricing != NULL)
		check_currency(check, listing->pricing->currency);
}

void check_currencies(const struct rules_check *check)
{
	each_listing(check, listing_currency);
	NODES_EACH(struct referral, referral, &check->account->referrals)
		if (referral->estimatedValue != NULL)
			check_currency(check, referral->estimatedValue->currency);
}

static void check_language(const struct rules_check *check, const struct value *language)
{
	const char *fault = language != NULL ? code_language_fault(language->text) : NULL;

	if (fault != NULL)
		check_tell(check, language, NULL, DIAG_VALUES(language->text, fault));
}

static void listing_languages(const struct rules_check *check, const struct listing *listing)
{
	NODES_EACH(struct localization, localization, &listing->localizations)
		check_language(check, localization->language);
	NODES_EACH(struct screenshot, screenshot, &listing->screenshots)
		check_language(check, screenshot->language);
}

void check_language_tags(const struct rules_check *check)
{
	NODES_EACH(struct overview, overview, &check->account->company->overviews)
		check_language(check, overview->language);
	each_listing(check, listing_languages);
}

void check_version(const struct rules_check *check)
{
	const struct value *version = check->account->root != NULL ? check->account->root->version : NULL;

	if (version != NULL && strcmp(version->text, "1.0") != 0)
		check_tell(check, version, NULL, DIAG_VALUES(version->text));
}
