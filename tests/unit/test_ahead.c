/* A thread that reads ahead: order, ends, failures, and leaving early. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/input.h"
#include "read/ahead.h"

/* Gives `left` numbered pieces of different sizes, then `last`. */
struct counter {
	size_t done, left;
	ssize_t last;
	bool slow;
};

static void wait_a_little(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 300000}, NULL);
}

static ssize_t count(void *from, void *to, size_t size)
{
	struct counter *counter = from;
	const size_t length = sizeof counter->done + counter->done * 4099 % (size - sizeof counter->done);

	if (counter->slow)
		wait_a_little();
	if (counter->left == 0)
		return counter->last;
	memset(to, (int)(counter->done & 0x7F), length);
	memcpy(to, &counter->done, sizeof counter->done);
	counter->done++;
	counter->left--;
	return (ssize_t)length;
}

static struct ahead *open_counter(struct counter *counter)
{
	const struct ahead_source source = {count, counter};
	struct ahead *ahead = ahead_open(&source);

	assert_non_null(ahead);
	return ahead;
}

static void all_pieces_in_order(void **state)
{
	(void)state;
	for (unsigned slow = 0; slow < 4; slow++)
		for (int last = -1; last <= 0; last++) {
			struct counter counter = {.left = 100, .last = last, .slow = slow & 1};
			struct ahead *ahead = open_counter(&counter);
			const char *piece;
			ssize_t got;
			size_t seen = 0, number;

			while ((got = ahead_next(ahead, &piece)) > 0) {
				memcpy(&number, piece, sizeof number);
				assert_int_equal(number, seen);
				assert_int_equal(got, sizeof number + seen * 4099 % (INPUT_PIECE - sizeof number));
				for (size_t i = sizeof number; i < (size_t)got; i++)
					assert_int_equal(piece[i], (char)(seen & 0x7F));
				seen++;
				if (slow & 2)
					wait_a_little();
			}
			assert_int_equal(got, last);
			assert_int_equal(seen, 100);
			ahead_close(ahead);
		}
}

static void leaving_early(void **state)
{
	(void)state;
	for (size_t wanted = 0; wanted < 20; wanted++) {
		struct counter counter = {.left = SIZE_MAX};
		struct ahead *ahead = open_counter(&counter);
		const char *piece;

		for (size_t i = 0; i < wanted; i++)
			assert_true(ahead_next(ahead, &piece) > 0);
		ahead_close(ahead);
		assert_in_range(counter.done, wanted, wanted + 9);   /* a ring, and the piece at hand */
	}
	ahead_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_pieces_in_order),
		cmocka_unit_test(leaving_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
