/* Bundles read back in a thread: what is whole is proved, whatever is not is left to others. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>

#include <cmocka.h>

#include "bundle/parts.h"
#include "bundle/prover.h"

enum { BUNDLES = 300, FILES = 3 };

static char folder[64];
static int root;

static int make_root(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/pinport-prover-XXXXXX");
	assert_non_null(mkdtemp(folder));
	root = file_open_folder(AT_FDCWD, folder);
	return root < 0;
}

static int remove_root(void **state)
{
	(void)state;
	close(root);
	return file_remove_tree(AT_FDCWD, folder) ? 0 : -1;
}

/* Makes bundle `number` and the proof of it. */
static void make(size_t number, char at[STAGED_ROOM], struct proof *proof)
{
	struct imprint all, one;
	char path[64], text[64];

	snprintf(at, STAGED_ROOM, "%zu", number);
	*proof = (struct proof){.number = number, .at = at};
	imprint_begin(&all);
	assert_true(file_make_folder(root, at));
	for (size_t i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "%s/%zu", at, i);
		snprintf(text, sizeof text, "file %zu of bundle %zu", i, number);
		assert_true(parts_write_file(root, path, text, strlen(text)));
		imprint_begin(&one);
		imprint_add(&one, text, strlen(text));
		parts_imprint(&all, imprint_end(&one));
		buf_add(&proof->paths, strchr(path, '/') + 1, strlen(strchr(path, '/')));
	}
	proof->imprint = imprint_end(&all);
}

static void write_at(const char *path, const char *data, size_t size, off_t at)
{
	int fd = openat(root, path, O_WRONLY);

	assert_true(fd >= 0 && file_write_at(fd, data, size, at));
	close(fd);
}

/* In each tenth bundle something is wrong, in turns. */
static void spoil(size_t number)
{
	char path[64];

	if (number % 10 != 0)
		return;
	snprintf(path, sizeof path, "%zu/%d", number, (int)(number / 10 % FILES));
	if (number % 40 == 0)
		write_at(path, "F", 1, 0);
	else if (number % 40 == 10)
		write_at(path, "more", 4, 40);
	else if (number % 40 == 20)
		assert_int_equal(unlinkat(root, path, 0), 0);
	else {
		snprintf(path, sizeof path, "%zu", number);
		assert_true(file_remove_tree(root, path));
	}
}

/* The thread may be too far behind to take one: so each round waits in time. */
static void whole_ones_are_proved(void **state)
{
	struct prover *prover = prover_open(root);

	(void)state;
	assert_non_null(prover);
	for (size_t number = 1; number <= BUNDLES; number++) {
		char at[STAGED_ROOM];
		struct proof proof;

		make(number, at, &proof);
		spoil(number);
		prover_add(prover, &proof);
		buf_free(&proof.paths);
		if (number % 50 == 0)
			prover_wait(prover);
	}
	prover_wait(prover);
	for (size_t number = 1; number <= BUNDLES; number++)
		assert_int_equal(prover_proved(prover, number), number % 10 != 0);
	assert_false(prover_proved(prover, 0));
	assert_false(prover_proved(prover, BUNDLES + 1));
	assert_false(prover_proved(prover, 100000));
	prover_close(prover);
}

/* None of a hundred that were never waited for is claimed before it was read, and leaving is fine. */
static void never_waits(void **state)
{
	(void)state;
	for (size_t round = 0; round < 20; round++) {
		struct prover *prover = prover_open(root);
		struct proof proof = {.at = "nowhere"};

		assert_non_null(prover);
		for (proof.number = 1; proof.number <= 5 * round; proof.number++)
			prover_add(prover, &proof);
		if (round % 2 == 0)
			prover_wait(prover);
		for (size_t number = 0; number <= 5 * round; number++)
			assert_false(prover_proved(prover, number));
		prover_close(prover);
	}
	prover_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whole_ones_are_proved, make_root, remove_root),
		cmocka_unit_test_setup_teardown(never_waits, make_root, remove_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
