/* Shaping: which profiles, which values, and where every leaf went. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shaping.h"

static const struct profile *profile_of(const struct shaped *shaped, const char *country)
{
	for (size_t i = 0; i < shaped->profile_count; i++)
		if (strcmp(shaped->profiles[i].profile.country.data, country) == 0)
			return &shaped->profiles[i].profile;
	fail_msg("no profile for %s", country);
	return NULL;
}

/* The promise of the ledger: no leaf without a target, dropped only what is empty. */
static void assert_ledger(const struct account *account)
{
	size_t count = 0;

	for (const struct value *leaf = account->leaves; leaf != NULL; leaf = leaf->next, count++) {
		assert_int_not_equal(leaf->fate, FATE_NONE);
		for (const struct target *target = leaf->targets; target != NULL; target = target->next) {
			if (target->fate == FATE_DROPPED) {
				assert_int_equal(strspn(leaf->text, " \n"), leaf->length);
			} else {
				assert_non_null(target->file);
				assert_non_null(target->pointer);
			}
			if (target->fate == FATE_RECORDED || target->fate == FATE_DROPPED)
				assert_non_null(target->why);
		}
	}
	assert_int_equal(count, account->leaf_count);
}

static bool goes_to(const struct value *value, enum fate fate, const char *file, const char *pointer)
{
	for (const struct target *target = value->targets; target != NULL; target = target->next)
		if (target->fate == fate && strcmp(target->file, file) == 0 && strcmp(target->pointer, pointer) == 0)
			return true;
	return false;
}

static const struct record *record_of(const struct shaped *shaped, const char *key)
{
	for (const struct record *record = shaped->records; record != NULL; record = record->next)
		if (strcmp(record->key, key) == 0)
			return record;
	return NULL;
}

static void test_one_profile_per_country(void **state)
{
	struct shaping *t = *state;
	const struct shaped *shaped = shaping_make(t, "2017-03", COMPANY("<Overviews>"
	    OVERVIEW("ko-KR", "KR US", "가나다") OVERVIEW("en-US", "US AU", "abc") "</Overviews>"));

	assert_int_equal(shaped->profile_count, 3);
	assert_string_equal(shaped->profiles[0].profile.country.data, "AU");
	assert_string_equal(shaped->profiles[1].profile.country.data, "KR");
	assert_string_equal(shaped->profiles[2].profile.country.data, "US");
	assert_string_equal(shaped->profiles[2].directory, "profiles/US");
	/* The first overview for the country in the document. */
	assert_string_equal(profile_of(shaped, "US")->partnerInformation.description.data, "가나다");
	assert_string_equal(profile_of(shaped, "AU")->partnerInformation.description.data, "abc");
	assert_int_equal(shaping_told(t, DIAG_R316), 1);
	assert_string_equal(shaped->texts->language, "en-US");
	assert_string_equal(shaped->texts->country, "US");
	assert_string_equal(shaped->texts->text, "abc");
	assert_ledger(t->account);
}

static void test_name(void **state)
{
	struct shaping *t = *state;
	static const char xml[] = COMPANY("<Overviews><Overview language='en' countries='US'>"
	    "<DisplayName>Contoso</DisplayName><Text>t</Text></Overview></Overviews>");

	assert_string_equal(shaping_make(t, "2017-03", xml)->profiles[0].profile.partnerInformation.name.data,
	    "Contoso GmbH");
	assert_ledger(t->account);
	assert_string_equal(shaping_make(t, "2017-06", xml)->profiles[0].profile.partnerInformation.name.data,
	    "Contoso");
	assert_ledger(t->account);
	assert_string_equal(shaping_make(t, "2017-06", PLAIN_COMPANY)->profiles[0].profile.partnerInformation.name.data,
	    "Contoso GmbH");
}

#define TEN "one two three four five six seven eight nine ten. "
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void test_too_long(void **state)
{
	struct shaping *t = *state;
	static const char xml[] = COMPANY("<Overviews>" OVERVIEW("en", "US DE", HUNDRED HUNDRED HUNDRED) "</Overviews>");
	const struct text *text;
	const struct shaped *shaped;

	t->options.overflow = OVERFLOW_FIT;
	shaped = shaping_make(t, "2017-06", xml);
	text = &shaped->profiles[0].profile.partnerInformation.description;
	assert_true(text->length <= 1000 && text->length > 900);
	assert_true(text->change->flags & CHANGE_SHORTENED);
	assert_int_equal(strlen(text->change->full), 1499);
	assert_non_null(strstr(text->change->what, "from 1499 to"));
	assert_int_equal(shaping_told(t, DIAG_R314), 2);
	/* One whole text is kept, however many countries were cut. */
	assert_string_equal(shaped->texts->country, "DE, US");
	assert_null(shaped->texts->next);
	assert_ledger(t->account);

	t->options.overflow = OVERFLOW_KEEP;
	shaped = shaping_make(t, "2017-06", xml);
	assert_int_equal(shaped->profiles[0].profile.partnerInformation.description.length, 1499);
	assert_int_equal(shaping_told(t, DIAG_R314), 0);
	shaping_check(t);
	assert_int_equal(shaping_told(t, DIAG_PC_DESC_1000), 2);

	t->options.overflow = OVERFLOW_FAIL;
	shaped = shaping_make(t, "2017-06", xml);
	assert_true(shaped->profiles[0].refused && shaped->profiles[1].refused);
	assert_int_equal(shaping_told(t, DIAG_R315), 2);
	assert_ledger(t->account);
	t->options.overflow = OVERFLOW_FIT;
	text = &shaping_make(t, "2017-03", xml)->profiles[0].profile.partnerInformation.description;
	assert_int_equal(text->length, 1499);
	assert_int_equal(text->change->flags, CHANGE_SPACE);
}

static void test_languages_joined(void **state)
{
	struct shaping *t = *state;
	static const char xml[] = COMPANY("<Overviews>" OVERVIEW("de-CH", "CH", HUNDRED HUNDRED HUNDRED)
	    OVERVIEW("fr-CH", "CH", "Nous construisons.") OVERVIEW("it-CH", "CH", " ") "</Overviews>");
	const struct profile *profile = &shaping_make(t, "2017-07", xml)->profiles[0].profile;
	const struct text *text = &profile->partnerInformation.description;

	assert_int_equal(profile->languages.count, 2);
	assert_string_equal(profile->languages.items[1].data, "fr-CH");
	assert_true(text->length <= 1000);
	/* The short language keeps all of its text, and what it leaves goes to the long one. */
	assert_string_equal(text->data + text->length - strlen("\n\nNous construisons."), "\n\nNous construisons.");
	assert_true(text->length > 900);
	assert_true((text->change->flags & (CHANGE_JOINED | CHANGE_SHORTENED)) == (CHANGE_JOINED | CHANGE_SHORTENED));
	assert_ledger(t->account);
	assert_int_equal(shaping_make(t, "2017-06", xml)->profiles[0].profile.languages.count, 1);
	assert_ledger(t->account);
}

static void test_countries_option(void **state)
{
	struct shaping *t = *state;
	const char *wanted[] = {"DE"};
	static const char xml[] = COMPANY("<Overviews>" OVERVIEW("en", "US DE", "abc") OVERVIEW("fr", "FR", "abc")
	    "</Overviews>") "<Locations>" PLACE("a", "", "US") PLACE("b", "", "DE") "</Locations>";
	const struct overview *first;

	t->options.countries = (struct strings){wanted, 1};
	assert_int_equal(shaping_make(t, "2017-03", xml)->profile_count, 1);
	first = (const struct overview *)(const void *)t->account->company->overviews.first;
	assert_true(goes_to(first->countries, FATE_MAPPED, "profiles/DE/marketing-profile", "/country"));
	assert_true(goes_to(first->countries, FATE_RECORDED, "records/company", "/company"));
	assert_int_equal(record_of(t->shaped, "locations")->count, 1);
	assert_int_equal(shaping_told(t, DIAG_R303), 0);
	assert_ledger(t->account);
	wanted[0] = "JP";
	assert_int_equal(shaping_make(t, "2017-03", xml)->profile_count, 0);
	assert_int_equal(shaping_told(t, DIAG_R208), 1);
	assert_ledger(t->account);
	t->options.countries = (struct strings){NULL, 0};
}

static void test_locations(void **state)
{
	struct shaping *t = *state;
	static const char xml[] = PLAIN_COMPANY "<Locations>" PLACE("a", "", "US") PLACE("b", "", "US")
	    PLACE("c", "", "US") PLACE("d", "", "US") PLACE("e", "", "US") PLACE("f", "primary='true'", "US")
	    PLACE("g", "", "FR") "</Locations>";
	const struct profile_locations *locations = &shaping_make(t, "2017-03", xml)->profiles[0].profile.locations;

	assert_int_equal(locations->count, 6);
	assert_string_equal(locations->items[0].id.data, "f");
	assert_string_equal(locations->items[1].id.data, "a");
	assert_int_equal(shaping_told(t, DIAG_R303), 1);
	assert_int_equal(shaping_told(t, DIAG_R304), 0);
	assert_ledger(t->account);
	locations = &shaping_make(t, "2017-06", xml)->profiles[0].profile.locations;
	assert_int_equal(locations->count, 5);
	assert_string_equal(locations->items[4].id.data, "d");
	assert_string_equal(shaping_message(t, DIAG_R304),
	    "1 of 6 locations in US is left out (e): the form of edition 2017-06 takes up to 5");
	assert_int_equal(record_of(t->shaped, "locations")->count, 2);
	assert_ledger(t->account);
}

static const char listings[] = COMPANY("<Overviews>" OVERVIEW("fr-CA", "CA", "a") OVERVIEW("en-US", "US", "a")
    "</Overviews><Keywords><Keyword>fastcrm</Keyword></Keywords>")
    "<Locations>" PLACE("a", "", "US") PLACE("b", "", "CA") "</Locations><Applications>"
    LISTING("Application", "1", "Published", "<Localizations>" WORDS("en-US", "US CA MX", "FastCRM", "long")
        WORDS("fr-CA", "CA", "CRM rapide", "longue") "</Localizations>")
    LISTING("Application", "2", "Draft", "<Localizations>" WORDS("en-US", "US", "New", "x") "</Localizations>")
    "</Applications><ProfessionalServices>"
    LISTING("ProfessionalService", "3", "Published",
        "<Localizations>" WORDS("en-GB", "US", "Help", "x") "</Localizations>") "</ProfessionalServices>";

static void test_solutions(void **state)
{
	struct shaping *t = *state;
	const struct shaped *shaped = shaping_make(t, "2017-03", listings);
	const struct profile *us = profile_of(shaped, "US"), *ca = profile_of(shaped, "CA");

	assert_int_equal(us->solutions.count, 2);
	assert_string_equal(us->solutions.items[0].kind.data, "application");
	assert_string_equal(us->solutions.items[0].name.data, "FastCRM");
	assert_string_equal(us->solutions.items[1].kind.data, "professionalService");
	assert_int_equal(us->locations.items[0].solutions.count, 2);
	assert_string_equal(us->locations.items[0].solutions.items[1].data, "3");
	/* Canada has two texts of one listing: the one in the profile's language. */
	assert_int_equal(ca->solutions.count, 1);
	assert_string_equal(ca->solutions.items[0].name.data, "CRM rapide");
	assert_int_equal(us->partnerExpertise.solutions.count, 0);
	assert_int_equal(shaping_told(t, DIAG_R305), 1);   /* Mexico */
	assert_int_equal(shaping_told(t, DIAG_R308), 1);
	assert_int_equal(record_of(shaped, "applications")->count, 2);
	assert_ledger(t->account);
}

static void test_listings_become_tags(void **state)
{
	struct shaping *t = *state;
	const struct shaped *shaped = shaping_make(t, "2017-06", listings);
	const struct texts *us = &profile_of(shaped, "US")->partnerExpertise.solutions;
	const struct texts *ca = &profile_of(shaped, "CA")->partnerExpertise.solutions;

	assert_int_equal(profile_of(shaped, "US")->solutions.count, 0);
	/* FastCRM is there already, as the keyword. */
	assert_int_equal(us->count, 2);
	assert_string_equal(us->items[0].data, "fastcrm");
	assert_string_equal(us->items[1].data, "Help");
	assert_non_null(strstr(us->items[1].change->what, "inferred"));
	assert_string_equal(ca->items[1].data, "CRM rapide");
	assert_ledger(t->account);
}

static const char tagged[] = COMPANY("<Overviews>" OVERVIEW("en", "US", "a") "</Overviews>"
    "<Industries><Industry>Farming</Industry><Industry>Nonsense</Industry><Industry>education</Industry>"
    "<Industry>Education</Industry><Industry/><Industry>Retail</Industry><Industry>Government</Industry>"
    "<Industry>Healthcare</Industry><Industry>Insurance</Industry></Industries>"
    "<BusinessNeeds><BusinessNeed>Big Data</BusinessNeed></BusinessNeeds>"
    "<Keywords><Keyword>groupware</Keyword></Keywords>");

static void test_tags_before_vocabulary(void **state)
{
	struct shaping *t = *state;
	const struct profile *profile = &shaping_make(t, "2017-03", tagged)->profiles[0].profile;

	assert_int_equal(profile->partnerExpertise.industryFocus.count, 7);
	assert_string_equal(profile->partnerExpertise.industryFocus.items[0].data, "Farming");
	assert_int_equal(profile->partnerExpertise.solutions.count, 0);
	assert_true(shaping_told(t, DIAG_R209) > 0);
	assert_int_equal(shaping_told(t, DIAG_R301), 0);
	assert_ledger(t->account);
	profile = &shaping_make(t, "2017-06", tagged)->profiles[0].profile;
	assert_int_equal(profile->partnerExpertise.industryFocus.count, 5);
	assert_int_equal(shaping_told(t, DIAG_R302), 1);
	assert_string_equal(profile->partnerExpertise.solutions.items[0].data, "Big Data");
	assert_ledger(t->account);
}

static void test_tags_by_vocabulary(void **state)
{
	struct shaping *t = *state;
	const struct profile *profile = &shaping_make(t, "2021-04", tagged)->profiles[0].profile;
	const struct texts *industries = &profile->partnerExpertise.industryFocus;
	const struct tag *nonsense;

	assert_string_equal(industries->items[0].data, "Agriculture, Forestry, & Fishing");
	assert_true(industries->items[0].change->flags & CHANGE_MATCHED);
	assert_string_equal(industries->items[1].data, "Education");
	assert_int_equal(industries->count, 6);   /* no maximum is stated any more */
	assert_int_equal(shaping_told(t, DIAG_R301), 1);
	nonsense = (const struct tag *)(const void *)t->account->company->industries.first->next;
	assert_true(goes_to(nonsense->text, FATE_RECORDED, "records/company", "/company"));
	assert_string_equal(profile->partnerExpertise.solutions.items[0].data, "BigData");
	assert_string_equal(profile->partnerExpertise.solutions.items[1].data, "groupware");
	assert_ledger(t->account);
}

static void test_sizes(void **state)
{
	struct shaping *t = *state;
	const struct texts *sizes = &shaping_make(t, "2017-03", COMPANY("<Overviews>" OVERVIEW("en", "US", "a")
	    "</Overviews><CustomerSizes><CustomerSize minEmployees='5' maxEmployees='60'/>"
	    "<CustomerSize minEmployees='20001'/><CustomerSize minEmployees='9' maxEmployees='3'/>"
	    "<CustomerSize minEmployees='0' maxEmployees='0'/></CustomerSizes>"))
	    ->profiles[0].profile.customerPreferences.targetCustomerCompanySizes;

	assert_int_equal(sizes->count, 4);
	assert_string_equal(sizes->items[0].data, "1to9employees");
	assert_string_equal(sizes->items[2].data, "51to250employees");
	assert_string_equal(sizes->items[3].data, "Morethan20000employees");
	assert_int_equal(shaping_told(t, DIAG_R319), 1);
	shaping_check(t);
	assert_int_equal(shaping_told(t, DIAG_R202), 1);
	assert_ledger(t->account);
}

static void test_pictures(void **state)
{
	struct shaping *t = *state;
	static const char xml[] = COMPANY("<Logo file='a.gif' alt='x'/><Overviews>" OVERVIEW("en", "US", "a")
	    "</Overviews>") "<Applications>" LISTING("Application", "12", "Published", "<Localizations>"
	    WORDS("en", "US", "n", "l") "</Localizations><Screenshots><Screenshot file='gone.png'/>"
	    "<Screenshot file='b.png'/></Screenshots>") "</Applications>";
	int bytes;
	struct media media[3] = {
		{.name = "a.gif", .entry = &bytes, .image = {.type = IMAGE_PNG}},
		{.name = "gone.png"},
		{.name = "b.png", .entry = &bytes, .image = {.type = IMAGE_PNG}},
	};
	const struct listing *listing;
	const struct shaped *shaped;

	/* Values are known only after loading, so that this is done by hand. */
	for (int later = 0; later < 2; later++) {
		diag_flush(t->diag, NULL);
		t->options.edition = catalogue_edition(t->catalogue, later ? "2017-06" : "2017-03");
		shaping_load(t, "", xml);
		listing = (const struct listing *)(const void *)t->account->applications.first;
		media[0].file = t->account->company->logo->file;
		media[1].file = ((const struct screenshot *)(const void *)listing->screenshots.first)->file;
		media[2].file = ((const struct screenshot *)(const void *)listing->screenshots.last)->file;
		t->media = (struct media_list){media, 3};
		t->shaped = shape_account(t->account, &t->media, &t->options, &t->arena, t->diag);
		shaped = t->shaped;
		assert_string_equal(shaped->profiles[0].profile.partnerInformation.logo.data, "profiles/US/logo.png");
		assert_string_equal(shaped->media->path, "profiles/US/logo.png");
		assert_string_equal(shaped->media->next->path,
		    later ? "records/screenshots/12-2.png" : "profiles/US/screenshots/12-2.png");
		assert_null(shaped->media->next->next);
		assert_int_equal(shaping_told(t, DIAG_R306), 1);
		assert_int_equal(shaping_told(t, DIAG_R318), 1);
		assert_ledger(t->account);
	}
	shaped = shape_account(t->account, NULL, &t->options, &t->arena, t->diag);
	assert_null(shaped->profiles[0].profile.partnerInformation.logo.data);
	assert_int_equal(shaping_told(t, DIAG_R307), 3);
	t->media = (struct media_list){NULL, 0};
}

static void test_empty_values(void **state)
{
	struct shaping *t = *state;
	const struct profile *profile = &shaping_make(t, "2017-03", COMPANY("<Overviews><Overview language='en' "
	    "countries='US'><DisplayName> </DisplayName><Text/></Overview></Overviews>")
	    "<Locations><Location id='a'><Name/><Address><Line1/><Line2> \n </Line2><City/><Country>US</Country>"
	    "</Address></Location></Locations><Applications>" LISTING("Application", "1", "Published",
	    "<Localizations>" WORDS("en", "US", "", "") "</Localizations>") "</Applications>")->profiles[0].profile;

	assert_null(profile->partnerInformation.description.data);
	assert_null(profile->locations.items[0].address.addressLine1.data);
	assert_string_equal(profile->solutions.items[0].name.data, "");
	assert_null(profile->solutions.items[0].description.data);
	assert_ledger(t->account);
}

static void test_everything_is_recorded(void **state)
{
	struct shaping *t = *state;
	static const char *const editions[] = {"2016-11", "2017-06", "2017-07", "2018-08", "2021-04"};
	static const char xml[] = PLAIN_COMPANY "<Locations><Location id='a'><Address><Line1>x</Line1><City>y</City>"
	    "<Country>US</Country></Address><Geo latitude='1' longitude='2'/></Location></Locations>"
	    "<Referrals><Referral id='r' received='2017-01-01T00:00:00Z' status='New' locationRef='a'><Customer>"
	    "<Name>N</Name></Customer><EstimatedValue currency='EUR'>1</EstimatedValue></Referral></Referrals>"
	    "<Reviews><Review id='v' country='US' submitted='2015-01-01T00:00:00Z'><Ratings><Rating category='c' "
	    "stars='5'/></Ratings></Review></Reviews>";

	for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
		const struct shaped *shaped = shaping_make(t, editions[i], xml);

		assert_ledger(t->account);
		assert_true(record_of(shaped, "referrals")->table);
		assert_int_equal(record_of(shaped, "reviews")->count, 1);
		assert_int_equal(record_of(shaped, "locations")->count, 1);
		assert_null(record_of(shaped, "applications"));
		assert_int_equal(shaped->check_count, t->options.edition->checklist_count);
	}
}

static void test_checklist(void **state)
{
	struct shaping *t = *state;
	const struct shaped *shaped = shaping_make(t, "2017-03", listings);
	bool changes = false, referrals = true;

	for (size_t i = 0; i < shaped->check_count; i++) {
		const struct check *check = &shaped->checks[i];

		if (strcmp(check->item->id, "apply-changes") == 0)
			changes = check->flagged && strstr(check->detail, "2") != NULL;
		if (strcmp(check->item->id, "write-down-referrals") == 0)
			referrals = check->flagged;
	}
	assert_true(changes);
	assert_false(referrals);
	assert_int_equal(shaping_told(t, DIAG_R313), 1);
}

static void test_without_ledger(void **state)
{
	struct shaping *t = *state;
	const struct shaped *shaped;

	t->options.ledger = false;
	shaped = shaping_make(t, "2017-03", listings);
	assert_int_equal(shaped->profile_count, 2);
	assert_null(shaped->records);
	for (const struct value *leaf = t->account->leaves; leaf != NULL; leaf = leaf->next)
		assert_null(leaf->targets);
	t->options.ledger = true;
}

/* A schema of the user's own may let such accounts through. */
static void test_nothing_required(void **state)
{
	struct shaping *t = *state;
	static const char *const accounts[] = {
		"", "<Company/>", "<LegalName/><Company><Overviews><Overview/></Overviews></Company>",
		"<Company><Logo/><Overviews><Overview countries='US'/><Overview countries='US usa U S'><Text/></Overview>"
		"</Overviews><Competencies><Competency/></Competencies><CustomerSizes><CustomerSize/></CustomerSizes>"
		"</Company><Locations><Location/><Location><Address/></Location><Location><Address><Country>US</Country>"
		"</Address></Location></Locations><Applications><Application status='Published'><Localizations>"
		"<Localization countries='US'/><Localization><LongDescription/></Localization></Localizations><Screenshots>"
		"<Screenshot/></Screenshots><Pricing/></Application><Application/></Applications>"
		"<ProfessionalServices><ProfessionalService/></ProfessionalServices>"
		"<Referrals><Referral/></Referrals><Reviews><Review/></Reviews>",
	};

	for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++)
		for (size_t e = 0; e < t->catalogue->edition_count; e++) {
			if (t->catalogue->editions[e].pseudo)
				continue;
			shaping_make(t, t->catalogue->editions[e].id, accounts[i]);
			shaping_check(t);
			assert_ledger(t->account);
			t->options.edition = catalogue_edition(t->catalogue, NULL);
			shape_account(t->account, NULL, &t->options, &t->arena, t->diag);
		}
}

/* 676 countries by 300 keywords would be more than any form holds. */
static void test_multiplication_is_bounded(void **state)
{
	struct shaping *t = *state;
	struct buf xml = {0};

	buf_adds(&xml, "<LegalName>A</LegalName><Company status='Published' lastModified='2017-01-01T00:00:00'>"
	    "<Website>https://a.com</Website><Overviews><Overview language='en' countries='");
	for (char a = 'A'; a <= 'Z'; a++)
		for (char b = 'A'; b <= 'Z'; b++)
			buf_printf(&xml, "%c%c ", a, b);
	buf_adds(&xml, "'><Text>x</Text></Overview></Overviews><Keywords>");
	for (int i = 0; i < 300; i++)
		buf_printf(&xml, "<Keyword>k%d</Keyword>", i);
	buf_adds(&xml, "</Keywords></Company>");
	assert_int_equal(shaping_make(t, "2021-04", buf_text(&xml))->profile_count, 0);
	assert_int_equal(shaping_told(t, DIAG_R320), 1);
	assert_int_equal(shaping_told(t, DIAG_R208), 0);
	buf_free(&xml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_profile_per_country),
		cmocka_unit_test(test_name),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_languages_joined),
		cmocka_unit_test(test_countries_option),
		cmocka_unit_test(test_locations),
		cmocka_unit_test(test_solutions),
		cmocka_unit_test(test_listings_become_tags),
		cmocka_unit_test(test_tags_before_vocabulary),
		cmocka_unit_test(test_tags_by_vocabulary),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_empty_values),
		cmocka_unit_test(test_everything_is_recorded),
		cmocka_unit_test(test_checklist),
		cmocka_unit_test(test_without_ledger),
		cmocka_unit_test(test_nothing_required),
		cmocka_unit_test(test_multiplication_is_bounded),
	};

	return cmocka_run_group_tests_name("shape", tests, shaping_open, shaping_close);
}
