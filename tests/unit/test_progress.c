/* The line of progress: when it is there, what it says of the rest, and that it goes.
 * SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/progress.h"

/* What is written to stderr between the two. */
static int begin_stderr(FILE *to)
{
	int kept = dup(STDERR_FILENO);

	fflush(stderr);
	assert_true(dup2(fileno(to), STDERR_FILENO) >= 0);
	return kept;
}

static void end_stderr(int kept, FILE *from, char *text, size_t room)
{
	fflush(stderr);
	assert_true(dup2(kept, STDERR_FILENO) >= 0);
	close(kept);
	rewind(from);
	text[fread(text, 1, room - 1, from)] = '\0';
	fclose(from);
}

/* Told once, so many milliseconds after the start. */
static void told(const char *mode, uint64_t after, size_t inputs, size_t total, char *text, size_t room)
{
	FILE *file = tmpfile();
	struct progress progress;
	int kept = begin_stderr(file);

	progress_open(&progress, mode, false, total);
	progress.started -= after;
	progress_tell(&progress, inputs, 3 * inputs);
	progress_tell(&progress, inputs, 3 * inputs);   /* too soon to be told again */
	progress_hide(&progress);
	progress_hide(&progress);
	end_stderr(kept, file, text, room);
}

static void test_lines(void **state)
{
	static const struct { uint64_t after; size_t inputs, total; const char *line; } rows[] = {
		{0, 0, 5, "0 of 5 inputs, 0 accounts"},
		{2000, 0, 5, "0 of 5 inputs, 0 accounts, 0 accounts/s"},
		{9500, 10, 20, "10 of 20 inputs, 30 accounts, 3 accounts/s, 9 s left"},
		{9480, 1, 20, "1 of 20 inputs, 3 accounts, 0 accounts/s, 3 min 0 s left"},
		{9500, 1, 1000, "1 of 1000 inputs, 3 accounts, 0 accounts/s, 2 h 38 min left"},
		{9500, 20, 20, "20 of 20 inputs, 60 accounts, 6 accounts/s"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[256], wanted[256];

		told("always", rows[i].after, rows[i].inputs, rows[i].total, text, sizeof text);
		snprintf(wanted, sizeof wanted, "\r\x1b[K%s\r\x1b[K", rows[i].line);
		assert_string_equal(text, wanted);
	}
}

static void test_silence(void **state)
{
	char text[256];

	(void)state;
	told("never", 2000, 1, 2, text, sizeof text);
	assert_string_equal(text, "");
	told(NULL, 2000, 1, 2, text, sizeof text);   /* no terminal */
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_silence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
