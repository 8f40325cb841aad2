/* CSV of referrals and reviews: columns from the table, quoting, the formula guard. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "emit/emit.h"
#include "sample.h"

#define BOM "\xEF\xBB\xBF"

static void table(struct buf *out, struct sample *sample, const struct nodes *items)
{
	struct record record = {.nodes = sample_nodes(sample, items), .count = items->count};

	emit_table(out, &record);
}

static void test_referrals(void **state)
{
	struct sample sample;
	struct buf out = {0};

	(void)state;
	sample_open(&sample);
	table(&out, &sample, &sample.account->referrals);
	assert_string_equal(buf_text(&out), BOM
	    "id,received,status,locationRef,listingRef,customerName,customerCompany,customerEmail,customerPhone,"
	    "customerCountry,subject,notes,declineReason,estimatedValueCurrency,estimatedValueAmount\r\n"
	    "r-1,2017-01-31T09:00:00+09:00,New,,,\"Kim, \"\"Minsu\"\"\",,,'+82 2 531 4500,NO,"
	    "\"'=HYPERLINK(\"\"http://x.example\"\";\"\"a\"\")\",\"two\nlines\",,KRW,1500000\r\n"
	    "0042,2017-02-01T00:00:00Z,Lost,,,,,,,,,,,,\r\n");
	buf_free(&out);
	sample_close(&sample);
}

static void test_reviews(void **state)
{
	struct sample sample;
	struct buf out = {0};

	(void)state;
	sample_open(&sample);
	table(&out, &sample, &sample.account->reviews);
	assert_string_equal(buf_text(&out), BOM
	    "id,country,submitted,listingRef,ratings,title,comment,nickname\r\n"
	    "v1,KR,2016-05-05T12:00:00Z,,\"Quality: 5; -Price: 3\",\xEC\xA2\x8B\xEC\x95\x84\xEC\x9A\x94 \xF0\x9F\x98\x80,,\r\n");
	buf_free(&out);
	sample_close(&sample);
}

/* The last cell of the row of a review whose nickname is `text`. */
static void check_cell(const char *text, const char *cell)
{
	struct sample sample;
	struct review *review;
	struct buf out = {0};
	const char *found;

	sample_open(&sample);
	review = (struct review *)(void *)sample.account->reviews.first;
	review->nickname = sample_leaf(&sample, &review->node, "Nickname", text);
	table(&out, &sample, &sample.account->reviews);
	found = strstr(buf_text(&out), "\xF0\x9F\x98\x80,,");
	assert_non_null(found);
	found += strlen("\xF0\x9F\x98\x80,,");
	assert_int_equal(strlen(found), strlen(cell) + 2);
	assert_memory_equal(found, cell, strlen(cell));
	assert_string_equal(found + strlen(cell), "\r\n");
	buf_free(&out);
	sample_close(&sample);
}

static void test_cells(void **state)
{
	static const struct { const char *text, *cell; } rows[] = {
		{"", ""}, {"a b", "a b"}, {"a,b", "\"a,b\""}, {"\"", "\"\"\"\""}, {"a;b", "\"a;b\""},
		{"a\r\nb", "\"a\r\nb\""}, {"a\tb", "\"a\tb\""}, {" a", "\" a\""}, {"a ", "\"a \""},
		{"=1", "'=1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@a", "'@a"}, {"\t=1", "\"'\t=1\""},
		{"\r=1", "\"'\r=1\""}, {"\n=1", "\"'\n=1\""}, {"-1,5", "\"'-1,5\""}, {"a=1", "a=1"}, {"'=1", "'=1"},
		{"\xEF\xBC\x9D" "1", "'\xEF\xBC\x9D" "1"}, {"\xEF\xBC\x8B", "'\xEF\xBC\x8B"},
		{"\xEF\xBC\x8D", "'\xEF\xBC\x8D"}, {"\xEF\xBC\xA0", "'\xEF\xBC\xA0"}, {"\xEF\xBC\xA1", "\xEF\xBC\xA1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_cell(rows[i].text, rows[i].cell);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_referrals),
		cmocka_unit_test(test_reviews),
		cmocka_unit_test(test_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
