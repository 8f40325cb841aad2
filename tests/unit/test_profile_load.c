/* The strict reader of profiles: every field arrives, every fault is named with its place, path and a way out.
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "load/profile.h"
#include "model/account.h"

static const char whole[] =
    "format: pinport/marketing-profile/1\n"
    "edition: \"2017-03\"\n"
    "account: {id: \"4297614086\", mpnId: \"0843036\", legalName: 한빛 주식회사}\n"
    "country: KR\n"
    "languages: [ko-KR, en]\n"
    "partnerInformation:\n"
    "  name: 한빛\n"
    "  description: |-\n"
    "    One.\n"
    "    Two.\n"
    "  url: \"https://contoso.example/ko\"\n"
    "  logo: profiles/KR/logo.png\n"
    "  linkedInOrganizationProfile: \"http://l.example/x\"\n"
    "partnerExpertise: {industryFocus: [Retail], product: [Azure, Office 365], serviceType: [], solutions: []}\n"
    "customerPreferences: {targetCustomerCompanySizes: [\"51to250employees\"]}\n"
    "locations:\n"
    "- id: SEL\n"
    "  name: Seoul\n"
    "  address: {addressLine1: \"1 Road\", addressLine2: b, city: Seoul, state: S, postalCode: \"06236\", country: KR}\n"
    "  contact: {firstName: A, lastName: B, email: a@b.example, phoneNumber: \"+82\"}\n"
    "  solutions: [\"12\"]\n"
    "solutions:\n"
    "- id: \"12\"\n"
    "  kind: application\n"
    "  name: Cost\n"
    "  shortDescription: Short\n"
    "  description: Long\n"
    "  url: \"HTTPS://c.example\"\n"
    "  product: []\n"
    "  industryFocus: []\n"
    "  screenshots: [profiles/KR/screenshots/12-1.png]\n"
    "earned: {competencies: {gold: [Cloud], silver: []}}\n";

static struct diag *diag;
static struct arena arena;
static struct profile profile;

static int open_diag(void **state)
{
	(void)state;
	diag = diag_open();
	profile = (struct profile){0};
	return 0;
}

static int close_diag(void **state)
{
	(void)state;
	diag_close(diag);
	arena_free(&arena);
	return 0;
}

static bool load(const char *text)
{
	const struct yaml *root = yaml_read(text, strlen(text), diag_source(diag, "p.yaml"), &arena, diag);

	assert_non_null(root);
	profile = (struct profile){0};
	return profile_load(root, &profile, &arena, diag);
}

static void test_every_field_arrives(void **state)
{
	const struct profile_location *location;
	const struct profile_solution *solution;

	(void)state;
	assert_true(load(whole));
	assert_string_equal(profile.edition.data, "2017-03");
	assert_string_equal(profile.account.id.data, "4297614086");
	assert_string_equal(profile.account.mpnId.data, "0843036");
	assert_string_equal(profile.account.legalName.data, "한빛 주식회사");
	assert_string_equal(profile.country.data, "KR");
	assert_int_equal(profile.languages.count, 2);
	assert_string_equal(profile.languages.items[1].data, "en");
	assert_string_equal(profile.partnerInformation.description.data, "One.\nTwo.");
	assert_string_equal(profile.partnerInformation.linkedInOrganizationProfile.data, "http://l.example/x");
	assert_string_equal(profile.partnerExpertise.product.items[1].data, "Office 365");
	assert_int_equal(profile.partnerExpertise.solutions.count, 0);
	assert_string_equal(profile.customerPreferences.targetCustomerCompanySizes.items[0].data, "51to250employees");
	location = &profile.locations.items[0];
	assert_string_equal(location->address.postalCode.data, "06236");
	assert_string_equal(location->contact.phoneNumber.data, "+82");
	assert_string_equal(location->solutions.items[0].data, "12");
	solution = &profile.solutions.items[0];
	assert_string_equal(solution->kind.data, "application");
	assert_string_equal(solution->screenshots.items[0].data, "profiles/KR/screenshots/12-1.png");
	assert_string_equal(profile.earned.competencies.gold.items[0].data, "Cloud");
}

static void test_texts_know_their_place(void **state)
{
	const struct value *value;

	(void)state;
	assert_true(load(whole));
	value = profile.locations.items[0].address.city.value;
	assert_null(value->node);
	assert_string_equal(value->name, "/locations/0/address/city");
	assert_int_equal(value->place.line, 19);
	assert_string_equal(value->text, "Seoul");
	assert_int_equal(value->length, 5);
	assert_string_equal(profile.solutions.items[0].screenshots.items[0].value->name,
	    "/solutions/0/screenshots/0");
}

static char *replaced(const char *from, const char *to)
{
	const char *at = strstr(whole, from);
	size_t before;
	char *text;

	assert_non_null(at);
	before = (size_t)(at - whole);
	text = malloc(sizeof whole + strlen(to));
	assert_non_null(text);
	memcpy(text, whole, before);
	strcpy(text + before, to);
	strcat(text, at + strlen(from));
	return text;
}

/* "CODE line:column path message", one behind the other. */
static void add_told(struct buf *to)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(diag, 0, &count);

	for (size_t i = 0; i < count; i++) {
		buf_printf(to, "%s%s %" PRIu32 ":%" PRIu32 " %s ", i > 0 ? " | " : "",
		    diag_rows[entries[i].code].code, entries[i].place.line, entries[i].place.column,
		    entries[i].path != NULL ? entries[i].path : "-");
		diag_message(to, &entries[i]);
	}
}

static void test_faults(void **state)
{
	static const struct { const char *from, *to, *told; } rows[] = {
		{"country: KR\nlang", "cuontry: KR\nlang",
		    "R140 4:1 - \"cuontry\" is no field of the profile (did you mean \"country\"?)"},
		{"  name: Cost", "  nmae: Cost\n  name: Cost",
		    "R140 25:3 /solutions/0 \"nmae\" is no field of item 1 of solutions (did you mean \"name\"?)"},
		{"  name: Cost\n", "", "R142 23:3 /solutions/0 item 1 of solutions lacks the field \"name\""},
		{"\nearned: {", "\nmerits: {",
		    "R140 32:1 - \"merits\" is no field of the profile (did you mean \"earned\"?)"},
		{"  logo:", "  Logo:",
		    "R140 12:3 /partnerInformation \"Logo\" is no field of partnerInformation (did you mean \"logo\"?)"},
		{"languages: [ko-KR, en]", "languages: ko-KR", "R141 5:12 /languages languages has to be a list"},
		{"languages: [ko-KR, en]", "languages:", "R141 5:11 /languages languages has to be a list"},
		{"[ko-KR, en]", "[ko-KR, [en]]", "R141 5:20 /languages/1 item 2 of languages has to be a text"},
		{"name: Seoul", "name: {x: y}", "R141 18:9 /locations/0/name name has to be a text"},
		{"name: Seoul", "name:",
		    "R141 18:8 /locations/0/name name has to be a text; leave the field out if there is none"},
		{"name: Seoul", "name: null",
		    "R141 18:9 /locations/0/name name has to be a text; leave the field out if there is none"},
		{"earned: {competencies: {gold: [Cloud], silver: []}}", "earned: []",
		    "R141 32:9 /earned earned has to be a map of fields"},
		{"earned: {competencies: {gold: [Cloud], silver: []}}\n", "",
		    "R142 1:1 - the profile lacks the field \"earned\""},
		{"country: KR\nlang", "country: kr\nlang",
		    "R143 4:10 /country country: \"kr\" has the wrong form: expected two capital letters, such as KR"},
		{"country: KR\nlang", "country: NO\nlang",
		    "R145 4:10 /country country: put NO in quotes, it would be read as something else than a text"},
		{"edition: \"2017-03\"", "edition: 2017-03",
		    ""},
		{"id: \"12\"\n  kind", "id: 12\n  kind",
		    "R145 23:7 /solutions/0/id id: put 12 in quotes, it would be read as something else than a text"},
		{"\"+82\"", "+82",
		    "R145 20:73 /locations/0/contact/phoneNumber phoneNumber: put +82 in quotes, it would be read as something else than a text"},
		{"kind: application", "kind: service",
		    "R144 24:9 /solutions/0/kind kind: \"service\" has to be application or professionalService"},
		{"format: pinport/marketing-profile/1", "format: pinport/marketing-profile/2",
		    "R144 1:9 /format format: \"pinport/marketing-profile/2\" has to be pinport/marketing-profile/1"},
		{"\"HTTPS://c.example\"", "www.c.example",
		    "R143 28:8 /solutions/0/url url: \"www.c.example\" has the wrong form: expected an address that starts with http:// or https:// and has no blanks"},
		{"[\"12\"]", "[\"12\", \"x\"]",
		    "R143 21:21 /locations/0/solutions/1 item 2 of solutions: \"x\" has the wrong form: expected 1 to 20 digits"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = replaced(rows[i].from, rows[i].to);
		struct buf told = {0};

		assert_int_equal(load(text), *rows[i].told == '\0');
		add_told(&told);
		assert_string_equal(buf_text(&told), rows[i].told);
		buf_free(&told);
		diag_flush(diag, NULL);
		free(text);
	}
}

/* Everything that some reader of YAML takes for something else than a text. */
static void test_typed_words(void **state)
{
	static const char *const typed[] = {
		"y", "No", "TRUE", "off", "0", "-7", "1_000", "1,000", "3.", "1.5e3", ".5", "0x1F", "017", "0o17",
		"0b11", "1:30", "-12:30:45", ".inf", "-.INF", ".NaN", "2017-03-01", "2017-3-1 9:00:00", "2017-03-01T09:00:00Z", "=", "<<",
	};
	static const char *const plain[] = {
		"no-one", "2017-03", "2017-03-01 founded", "1600 First Street", "Yes we can", "v1", "1.2.3", "10a", "e5", "NaN",
	};
	char text[64], *whole_text;

	(void)state;
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		snprintf(text, sizeof text, "name: %s\n  address", typed[i]);
		whole_text = replaced("name: Seoul\n  address", text);
		assert_false(load(whole_text));
		free(whole_text);
	}
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		snprintf(text, sizeof text, "name: %s\n  address", plain[i]);
		whole_text = replaced("name: Seoul\n  address", text);
		assert_true(load(whole_text));
		free(whole_text);
	}
}

static void test_no_map_at_all(void **state)
{
	struct buf told = {0};

	(void)state;
	assert_false(load("- a\n"));
	add_told(&told);
	assert_string_equal(buf_text(&told), "R141 1:1 - the profile has to be a map of fields");
	assert_string_equal(profile.country.data, "");
	buf_free(&told);
}

static void check_forms(const struct field *fields)
{
	for (const struct field *field = fields; field->key != NULL; field++) {
		if (field->pattern != NULL)
			assert_string_not_equal(profile_form(field), field->pattern);
		if (field->children != NULL)
			check_forms(field->children);
	}
}

static void test_every_pattern_has_words(void **state)
{
	(void)state;
	check_forms(profile_fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_field_arrives, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_texts_know_their_place, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_faults, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_typed_words, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_no_map_at_all, open_diag, close_diag),
		cmocka_unit_test(test_every_pattern_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
