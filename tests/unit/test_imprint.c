/* The mark of bytes that are read back: the same however they come in pieces,
 * another one when anything differs. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bundle/imprint.h"

enum { MOST = 200 };

static uint64_t imprint_of(const char *data, size_t size, size_t piece)
{
	struct imprint imprint;

	imprint_begin(&imprint);
	for (size_t i = 0; i < size; i += piece)
		imprint_add(&imprint, data + i, size - i < piece ? size - i : piece);
	return imprint_end(&imprint);
}

static void fill(char data[MOST])
{
	for (size_t i = 0; i < MOST; i++)
		data[i] = (char)(i * 7);
}

static void test_pieces(void **state)
{
	char data[MOST];

	(void)state;
	fill(data);
	for (size_t size = 0; size < MOST; size++)
		for (size_t piece = 1; piece <= MOST; piece += 9)
			assert_int_equal(imprint_of(data, size, piece), imprint_of(data, size, MOST));
}

static void test_every_byte_counts(void **state)
{
	char data[MOST];
	uint64_t whole;

	(void)state;
	fill(data);
	whole = imprint_of(data, MOST, MOST);
	for (size_t bit = 0; bit < 8 * MOST; bit++) {
		data[bit / 8] ^= (char)(1 << bit % 8);
		assert_int_not_equal(imprint_of(data, MOST, MOST), whole);
		data[bit / 8] ^= (char)(1 << bit % 8);
	}
}

/* Zeros at the end are not what fills the last stripe up. */
static void test_length_counts(void **state)
{
	char data[MOST] = {0};

	(void)state;
	for (size_t size = 0; size + 1 < MOST; size++)
		assert_int_not_equal(imprint_of(data, size, MOST), imprint_of(data, size + 1, MOST));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_every_byte_counts),
		cmocka_unit_test(test_length_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
