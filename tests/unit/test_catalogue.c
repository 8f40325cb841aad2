/* The editions and vocabularies say what the documents say. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "load/edition.h"

static const struct catalogue *const catalogue = &edition_built_in;

static void test_limits_by_edition(void **state)
{
	static const struct {
		const char *id;
		uint32_t description, industries, locations, logo;
		bool legal, solutions, joined, import;
	} rows[] = {
		{"2016-11", 2500, 0, 0, 0, true, true, false, true},
		{"2017-01", 2500, 0, 0, 0, true, true, false, true},
		{"2017-03", 2500, 0, 0, 0, true, true, false, true},
		{"2017-06", 1000, 5, 5, 300, false, false, false, false},
		{"2017-07", 1000, 5, 5, 300, false, false, true, false},
		{"2017-09", 1000, 5, 5, 300, false, false, true, false},
		{"2017-11", 1000, 5, 5, 300, false, false, true, false},
		{"2018-08", 2500, 5, 5, 300, false, false, true, false},
		{"2019-03", 2500, 0, 5, 300, false, false, true, false},
		{"2021-04", 2500, 0, 5, 300, false, false, true, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct edition *edition = catalogue_edition(catalogue, rows[i].id);

		assert_non_null(edition);
		assert_int_equal(edition->description_max, rows[i].description);
		assert_int_equal(edition->industry_max, rows[i].industries);
		assert_int_equal(edition->location_max, rows[i].locations);
		assert_int_equal(edition->logo_max_width, rows[i].logo);
		assert_int_equal(edition->name_is_legal, rows[i].legal);
		assert_int_equal(edition->has_solutions, rows[i].solutions);
		assert_int_equal(edition->joins_languages, rows[i].joined);
		assert_int_equal(edition->import, rows[i].import);
		assert_true(edition->checklist_count > 0);
	}
}

static void test_names_of_editions(void **state)
{
	(void)state;
	assert_string_equal(catalogue_edition(catalogue, NULL)->id, "2017-03");
	assert_string_equal(catalogue_edition(catalogue, "latest")->id, "2021-04");
	assert_null(catalogue_edition(catalogue, "2017"));
	assert_true(catalogue_edition(catalogue, "pinpoint")->pseudo);
}

static void test_rules_in_force(void **state)
{
	const struct rule *description = catalogue_rule(catalogue, "PC-DESC-1000");
	const struct rule *industries = catalogue_rule(catalogue, "PC-IND-5");

	(void)state;
	assert_non_null(description);
	assert_non_null(rule_in_force(description, catalogue_edition(catalogue, "2017-11")));
	assert_null(rule_in_force(description, catalogue_edition(catalogue, "2017-03")));
	assert_null(rule_in_force(description, catalogue_edition(catalogue, "2018-08")));
	assert_non_null(rule_in_force(industries, catalogue_edition(catalogue, "2018-08")));
	assert_null(rule_in_force(industries, catalogue_edition(catalogue, "2021-04")));
}

static void test_every_rule_names_its_source(void **state)
{
	(void)state;
	for (size_t i = 0; i < catalogue->rule_count; i++) {
		const struct rule *rule = &catalogue->rules[i];

		assert_non_null(rule->id);
		assert_non_null(rule->text);
		assert_non_null(rule->enforcer);
		assert_true(rule->row_count > 0);
		for (size_t j = 0; j < rule->row_count; j++)
			assert_true(rule->rows[j].first_source != NULL || rule->rows[j].last_source != NULL);
	}
}

static void test_mentions(void **state)
{
	(void)state;
	assert_false(edition_mentions(catalogue_edition(catalogue, "2017-03"), "partnerInformation.logo"));
	assert_true(edition_mentions(catalogue_edition(catalogue, "2017-06"), "partnerInformation.logo"));
}

static void test_vocabularies(void **state)
{
	static const size_t counts[VOCABULARIES] = {20, 10, 14, 48, 11};
	const struct vocabulary *sizes = &catalogue->vocabularies[VOCABULARY_SIZES];
	size_t fine = 0;

	(void)state;
	for (size_t i = 0; i < VOCABULARIES; i++)
		assert_int_equal(catalogue->vocabularies[i].value_count, counts[i]);
	for (size_t i = 0; i < sizes->value_count; i++)
		fine += strcmp(sizes->values[i].scale, "fine") == 0;
	assert_int_equal(fine, 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits_by_edition), cmocka_unit_test(test_names_of_editions),
		cmocka_unit_test(test_rules_in_force), cmocka_unit_test(test_every_rule_names_its_source),
		cmocka_unit_test(test_mentions), cmocka_unit_test(test_vocabularies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
