/* Lines that fit: words, cells, cuts. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/wrap.h"

static void wraps(size_t column, size_t indent, const char *text, const char *want)
{
	char *made = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&made, &size);

	assert_non_null(to);
	wrap_text(to, column, indent, text);
	fclose(to);
	assert_string_equal(made, want);
	free(made);
}

#define TEN "123456789 "
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static void test_words(void **state)
{
	(void)state;
	wraps(0, 0, "", "\n");
	wraps(0, 0, "  one \n two  ", "one two\n");
	wraps(0, 2, SEVENTY "1234567890", SEVENTY "1234567890\n");
	wraps(0, 2, SEVENTY "12345678901", "123456789 123456789 123456789 123456789 123456789 123456789 123456789\n"
	    "  12345678901\n");
	wraps(70, 4, "123456789 x", "123456789\n    x\n");
	/* the first word stays where the line stands, however long it is */
	wraps(79, 4, "word x", "word\n    x\n");
}

static void test_wide(void **state)
{
	(void)state;
	/* 36 wide characters are 72 cells */
	wraps(0, 0, "한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한 1234567",
	    "한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한 1234567\n");
	wraps(0, 0, "한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한 12345678",
	    "한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한\n12345678\n");
}

static void test_cuts(void **state)
{
	(void)state;
	assert_int_equal(wrap_cut("abc", 3, 0), 3);
	assert_int_equal(wrap_cut("abc", 3, 3), 3);
	assert_int_equal(wrap_cut("abcd", 4, 3), 2);
	assert_int_equal(wrap_cut("", 0, 1), 0);
	assert_int_equal(wrap_cut("abcd", 4, 1), 0);
	assert_int_equal(wrap_cut("\xED\x95\x9C\xED\x95\x9C", 6, 4), 6);
	assert_int_equal(wrap_cut("\xED\x95\x9C\xED\x95\x9C", 6, 3), 3);
	assert_int_equal(wrap_cut("\xED\x95\x9C\xED\x95\x9C", 6, 2), 0);
	/* what has no cells stays with what it stands on */
	assert_int_equal(wrap_cut("e\xCC\x81xy", 5, 2), 3);
	assert_int_equal(wrap_skip("abc", 3, 3), 0);
	assert_int_equal(wrap_skip("abcd", 4, 3), 2);
	assert_int_equal(wrap_skip("\xED\x95\x9Cxy", 5, 3), 3);
	assert_int_equal(wrap_skip("abcd", 4, 0), 4);
	assert_int_equal(wrap_terminal(-1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_wide), cmocka_unit_test(test_cuts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
