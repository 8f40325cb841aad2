/* base/map: keys of every length are told apart, and those that somebody chose are spread
 * like any others. SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/map.h"
#include "base/mem.h"

enum {
	LONGEST = 40,
	MANY = 1 << 16,
	FULLEST = 24      /* of MANY keys in MANY places: by chance, hardly ever more than 10 meet */
};

static void keys_of_every_length(void **state)
{
	static const char zeros[LONGEST];
	struct map map = {0};

	(void)state;
	assert_null(map_find(&map, "", 0));
	for (size_t i = 0; i < LONGEST; i++)
		assert_null(map_add(&map, zeros, i, (void *)(uintptr_t)(i + 1)));
	for (size_t i = 0; i < LONGEST; i++)
		assert_int_equal((uintptr_t)map_find(&map, zeros, i), i + 1);
	assert_int_equal((uintptr_t)map_add(&map, zeros, 9, &map), 10);
	assert_int_equal(map.count, LONGEST);
	map_clear(&map);
	assert_null(map_find(&map, zeros, 9));
	map_free(&map);
	assert_null(map_find(&map, zeros, 9));
}

/* Every byte of a key counts, wherever it begins in memory. */
static void every_byte_counts(void **state)
{
	char room[LONGEST + 8];

	(void)state;
	for (size_t length = 1; length <= LONGEST; length++)
		for (size_t at = 0; at < length; at++) {
			char *key = room + length % 8;
			uint64_t before;

			memset(room, 'x', sizeof room);
			before = map_hash(key, length);
			key[at] ^= 1;
			assert_int_not_equal(map_hash(key, length), before);
			memset(room, 'y', sizeof room);
			memset(key, 'x', length);
			assert_int_equal(map_hash(key, length), before);
		}
}

/* Somebody's keys: `n` goes into the `bits` highest or lowest bits of each of `words` words in turn. */
static size_t chosen_key(uint64_t key[8], size_t n, size_t words, size_t bits, bool high)
{
	const uint64_t mask = (UINT64_C(1) << bits) - 1;

	memset(key, 0, 8 * sizeof *key);
	for (size_t i = 0; i < words; i++, n >>= bits)
		key[i] = high ? (n & mask) << (64 - bits) : n & mask;
	return words * sizeof *key;
}

static void check_spread(size_t words, size_t bits, bool high)
{
	unsigned *places = mem_alloc(MANY * sizeof *places);
	uint64_t key[8];

	for (size_t n = 0; n < MANY; n++) {
		const size_t length = chosen_key(key, n, words, bits, high);

		assert_true(++places[map_hash((const char *)key, length) % MANY] < FULLEST);
	}
	mem_free(places);
}

static void chosen_keys_are_spread(void **state)
{
	(void)state;
	for (size_t words = 1; words <= 8; words *= 2) {
		check_spread(words, 16 / words, true);
		check_spread(words, 16 / words, false);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_every_length),
		cmocka_unit_test(every_byte_counts),
		cmocka_unit_test(chosen_keys_are_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
