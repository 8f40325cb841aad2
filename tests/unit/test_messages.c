/* Messages in another language: load/messages.c, base/language.c. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "load/messages.h"

static struct arena arena;
static const struct language *korean;

static int open_korean(void **state)
{
	(void)state;
	korean = messages_read("ko", &arena);
	return korean == NULL;
}

static int close_korean(void **state)
{
	(void)state;
	messages_free(korean);
	arena_free(&arena);
	return 0;
}

static void check_value(const char *value, bool list, const char *expected)
{
	struct buf text = {0};

	korean->value(korean, &text, value, list);
	assert_string_equal(buf_text(&text), expected);
	buf_free(&text);
}

static void test_english_needs_nothing(void **state)
{
	(void)state;
	assert_null(messages_read(NULL, &arena));
	assert_null(messages_read("en", &arena));
	assert_null(messages_read("../editions", &arena));
	messages_free(NULL);
}

static void test_every_code_has_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < DIAG_CODES; i++) {
		assert_non_null(korean->rows[i].message);
		assert_non_null(korean->rows[i].meaning);
		assert_non_null(korean->rows[i].advice);
	}
}

static void test_values(void **state)
{
	(void)state;
	check_value("", true, "");
	check_value("a folder", false, "폴더");
	check_value("City", true, "City");
	check_value("Line2 or City", true, "Line2, City");
	check_value("a, b and c (is b meant?)", true, "a, b, c(b을(를) 뜻했습니까?)");
	check_value("LegalName, then Company", true, "LegalName, 그다음 Company");
	check_value("20 to 250 words", false, "단어 20~250개");
	check_value("city, street", false, "도시, 상세 주소");
}

/* What is somebody's own stays, though it looks like words of the program. */
static void test_others_words(void **state)
{
	(void)state;
	check_value("mine or yours.txt", false, "mine or yours.txt");
	check_value("famous last words", false, "famous last words");
	check_value("the price of all of it", true, "the price of all of it");
	check_value("a folder, mine", false, "a folder, mine");
}

static void test_say(void **state)
{
	struct buf text = {0};

	(void)state;
	language_say(&text, NULL, "{0} {0:account|accounts}", DIAG_VALUES("1"));
	language_say(&text, NULL, ", {0} {0:account|accounts}", DIAG_VALUES("2"));
	assert_string_equal(buf_text(&text), "1 account, 2 accounts");
	buf_clear(&text);
	language_say(&text, korean, "{0} {0:account|accounts}", DIAG_VALUES("2"));
	assert_string_equal(buf_text(&text), "계정 2개");
	buf_clear(&text);
	language_say(&text, korean, "never said {1}{2}", DIAG_VALUES("a", "b"));
	assert_string_equal(buf_text(&text), "never said b");
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_english_needs_nothing),
		cmocka_unit_test(test_every_code_has_sentences),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_others_words),
		cmocka_unit_test(test_say),
	};

	return cmocka_run_group_tests(tests, open_korean, close_korean);
}
