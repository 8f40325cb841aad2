/* Values as typed against a vocabulary like the published ones.
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "model/edition.h"
#include "shape/match.h"

static struct vocabulary_alias agriculture[] = {
	{"Agriculture", "directory"}, {"농업", "everyday"}, {"Pêche", "everyday"}, {"ＦＡＲＭ", "everyday"},
};
static struct vocabulary_alias dynamics[] = {{"Axapta", "everyday"}, {"Dynamics AX", "everyday"}};
static struct vocabulary_alias bi[] = {{"파워 BI", "everyday"}, {"ガス", "everyday"}, {"Both", "everyday"}};
static struct vocabulary_alias teams[] = {{"both", "everyday"}, {"SQL", "everyday"}};

static struct vocabulary_value values[] = {
	{.value = "Agriculture, Forestry, & Fishing", .label = "Agriculture, Forestry, & Fishing",
	 .aliases = agriculture, .alias_count = 4},
	{.value = "DynamicsAX,GP,NAV,SL", .label = "Dynamics AX, GP, NAV, SL", .aliases = dynamics, .alias_count = 2},
	{.value = "PowerBI", .label = "Power BI", .aliases = bi, .alias_count = 3},
	{.value = "Teams", .label = NULL, .aliases = teams, .alias_count = 2},
	{.value = "SQL", .label = "SQL"},
	{.value = "C#", .label = "C sharp"},
	{.value = "Straße", .label = "Strasse"},
};

static const struct vocabulary products = {.name = "products", .values = values,
	.value_count = sizeof values / sizeof *values};

static void matches(const char *text, const char *want, bool exactly)
{
	bool exact = !exactly;
	const struct vocabulary_value *found = match_value(&products, text, &exact);

	assert_int_equal(exact, exactly);
	assert_ptr_equal(match_value(&products, text, NULL), found);
	if (want == NULL)
		assert_null(found);
	else
		assert_string_equal(found == NULL ? "" : found->value, want);
}

static void values_and_labels(void **state)
{
	(void)state;
	matches("PowerBI", "PowerBI", true);
	matches("Power BI", "PowerBI", false);
	matches("POWER-BI", "PowerBI", false);
	matches(" power\u00a0bi\u2122 ", "PowerBI", false);
	matches("Ｐｏｗｅｒ　ＢＩ", "PowerBI", false);
	matches("Dynamics AX; GP; NAV; SL", "DynamicsAX,GP,NAV,SL", false);
	matches("agriculture forestry and fishing", "Agriculture, Forestry, & Fishing", false);
	matches("Agriculture, Forestry & Fishing", "Agriculture, Forestry, & Fishing", false);
	matches("Agriculture\u2122, Forestry & Fishing", "Agriculture, Forestry, & Fishing", false);
	matches("Agriculture, Forestry \uFF06 Fishing", "Agriculture, Forestry, & Fishing", false);
	matches("STRASSE", "Straße", false);
	matches("teams", "Teams", false);
	matches("c#", "C#", false);
}

static void aliases(void **state)
{
	(void)state;
	matches("agriculture", "Agriculture, Forestry, & Fishing", false);
	matches("농업", "Agriculture, Forestry, & Fishing", false);
	matches("\u1102\u1169\u11bc업", "Agriculture, Forestry, & Fishing", false);
	matches("PE\u0302CHE", "Agriculture, Forestry, & Fishing", false);
	matches("Farm", "Agriculture, Forestry, & Fishing", false);
	matches("파워BI", "PowerBI", false);
	matches("ｶﾞｽ", "PowerBI", false);
	matches("Sql", "SQL", false);        /* a value wins over the alias of another */
	matches("Both", NULL, false);        /* two values have it */
}

static void no_guesses(void **state)
{
	(void)state;
	matches("", NULL, false);
	matches(" - ", NULL, false);
	matches("Power", NULL, false);
	matches("Power BI Pro", NULL, false);
	matches("PowerB1", NULL, false);
	matches("C", NULL, false);
	matches("C++", NULL, false);
	matches("Peche", NULL, false);
	matches("\xff\xfe", NULL, false);
}

static struct catalogue catalogue;

/* Remembered or not, the answer is the same; only of the vocabulary that was asked. */
static void again(void **state)
{
	static const char *const words[] = {"PowerBI", "powerbi", "농업", "Both", "", "Power BI Pro"};
	struct match_memory *memory = match_open();

	(void)state;
	catalogue.vocabularies[VOCABULARY_PRODUCTS] = products;
	for (size_t i = 0; i < 3 * (sizeof words / sizeof *words); i++) {
		const char *word = words[i % (sizeof words / sizeof *words)];
		bool exact = false, exact_again = true;
		const struct vocabulary_value *value = match_value(&products, word, &exact);

		assert_ptr_equal(match_again(memory, &catalogue, VOCABULARY_PRODUCTS, word, &exact_again), value);
		assert_int_equal(exact, exact_again);
		assert_null(match_again(memory, &catalogue, VOCABULARY_SERVICES, word, &exact_again));
		assert_false(exact_again);
		assert_ptr_equal(match_again(NULL, &catalogue, VOCABULARY_PRODUCTS, word, &exact_again), value);
	}
	match_close(memory);
	match_close(NULL);
}

static void more_words_than_are_kept(void **state)
{
	struct match_memory *memory = match_open();
	char word[200];
	bool exact;

	(void)state;
	catalogue.vocabularies[VOCABULARY_PRODUCTS] = products;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 10000; i++) {
			snprintf(word, sizeof word, i % 2 == 0 ? "%d" : "%0150d", i);
			assert_null(match_again(memory, &catalogue, VOCABULARY_PRODUCTS, word, &exact));
		}
	assert_non_null(match_again(memory, &catalogue, VOCABULARY_PRODUCTS, "teams", &exact));
	match_close(memory);
}

static void long_text(void **state)
{
	struct buf text = {0};

	(void)state;
	for (int i = 0; i < 200000; i++)
		buf_adds(&text, "\u0301\u0316");
	assert_null(match_value(&products, text.data, NULL));
	buf_free(&text);
}

static struct vocabulary_value ranges[] = {
	{.value = "1to50employees", .scale = "coarse", .min = 1, .max = 50},
	{.value = "1to9employees", .scale = "fine", .min = 1, .max = 9},
	{.value = "10to50employees", .scale = "fine", .min = 10, .max = 50},
	{.value = "51to250employees", .scale = "fine", .min = 51, .max = 250},
	{.value = "Morethan20000employees", .scale = "fine", .min = 20001, .max = 0},
	{.value = "unscaled", .min = 1, .max = 0},
};

static void sizes(void **state)
{
	static const struct { uint32_t min, max; const char *chosen; } samples[] = {
		{1, 9, " x    "}, {9, 10, " xx   "}, {0, 0, "      "}, {0, 1, " x    "}, {1, UINT32_MAX, " xxxx "},
		{50, 51, "  xx  "}, {251, 20000, "      "}, {20001, 20001, "    x "}, {5, 3, "      "},
		{UINT32_MAX, UINT32_MAX, "    x "}, {10, 250, "  xx  "},
	};
	const struct vocabulary vocabulary = {.name = "sizes", .values = ranges, .value_count = 6};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		bool chosen[6] = {true, true, true, true, true, true};

		match_sizes(&vocabulary, samples[i].min, samples[i].max, chosen);
		for (size_t j = 0; j < 6; j++)
			assert_int_equal(chosen[j], samples[i].chosen[j] == 'x');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_and_labels),
		cmocka_unit_test(aliases),
		cmocka_unit_test(no_guesses),
		cmocka_unit_test(again),
		cmocka_unit_test(more_words_than_are_kept),
		cmocka_unit_test(long_text),
		cmocka_unit_test(sizes),
	};

	return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
