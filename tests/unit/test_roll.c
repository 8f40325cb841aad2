/* base/roll: packed records under keys. SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/roll.h"

enum { MANY = 5000 };

static uint32_t head_at(const struct roll *roll, size_t record)
{
	uint32_t head;

	memcpy(&head, roll->records.data + record, sizeof head);
	return head;
}

static void everything_is_found_again(void **state)
{
	struct roll roll = {.head = sizeof(uint32_t)};
	char key[16];

	(void)state;
	assert_int_equal(roll_find(&roll, "1"), ROLL_NONE);
	for (uint32_t i = 0; i < MANY; i++) {
		snprintf(key, sizeof key, "%u", (unsigned)i);
		roll_add(&roll, &i, key);
		buf_add(&roll.records, "more", i % 5);
	}
	assert_int_equal(roll.count, MANY);
	for (uint32_t i = 0; i < MANY; i++) {
		snprintf(key, sizeof key, "%u", (unsigned)i);
		assert_int_equal(head_at(&roll, roll_find(&roll, key)), i);
	}
	assert_int_equal(roll_find(&roll, "5000"), ROLL_NONE);
	assert_int_equal(roll_find(&roll, ""), ROLL_NONE);
	roll_free(&roll);
	assert_int_equal(roll_find(&roll, "1"), ROLL_NONE);
}

static void the_last_one_of_a_key_is_found(void **state)
{
	struct roll roll = {.head = sizeof(uint32_t)};
	const uint32_t first = 1, second = 2;

	(void)state;
	assert_int_equal(roll_add(&roll, &first, "4711"), 0);
	assert_int_equal(roll_find(&roll, "4711"), 0);
	assert_int_equal(roll_add(&roll, &second, "4711"), sizeof first + 5);
	assert_int_equal(head_at(&roll, roll_find(&roll, "4711")), second);
	assert_int_equal(roll.count, 1);
	roll_free(&roll);
}

static void nothing_is_no_key(void **state)
{
	struct roll roll = {.head = sizeof(uint32_t)};
	const uint32_t one = 1;

	(void)state;
	assert_int_equal(roll_add(&roll, &one, ""), 0);
	assert_int_equal(roll_add(&roll, &one, ""), sizeof one + 1);
	assert_int_equal(roll_find(&roll, ""), ROLL_NONE);
	assert_int_equal(roll.count, 0);
	roll_free(&roll);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_found_again), cmocka_unit_test(the_last_one_of_a_key_is_found),
		cmocka_unit_test(nothing_is_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
