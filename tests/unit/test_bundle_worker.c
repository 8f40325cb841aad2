/* Bundles that worker processes make, and the parent takes over.
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/bundle.h"

static char home[256];

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

static int set_up(void **state)
{
	const char *temporary = getenv("TMPDIR");

	(void)state;
	snprintf(home, sizeof home, "%.200s/pinport-test-XXXXXX", temporary != NULL ? temporary : P_tmpdir);
	return mkdtemp(home) == NULL || chdir(home) != 0;
}

static int tear_down(void **state)
{
	(void)state;
	return chdir("/") != 0 || nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0;
}

static bool exists(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

/* What a worker hands over, for the test to pass on. */
struct handed {
	struct buf parcels[8];
	size_t count, inputs;
	bool commit, lacking;
};

static void take_account(void *to, const void *parcel, size_t size)
{
	struct handed *handed = to;

	buf_add(&handed->parcels[handed->count++], parcel, size);
}

static void take_input(void *to, bool commit, bool lacking)
{
	struct handed *handed = to;

	handed->inputs++;
	handed->commit = commit;
	handed->lacking = lacking;
}

struct outcomes {
	char text[256];
};

static void note_outcome(void *to, const char *id, enum bundle_outcome outcome)
{
	static const char marks[] = {[BUNDLE_STORED] = '+', [BUNDLE_CHECKED] = '?', [BUNDLE_FAILED] = '-'};
	struct outcomes *outcomes = to;
	const size_t length = strlen(outcomes->text);

	snprintf(outcomes->text + length, sizeof outcomes->text - length, "%s%c ", id, marks[outcome]);
}

static void make_account(struct bundle_target *target, const char *id)
{
	assert_true(bundle_begin(target, id, NULL));
	assert_true(bundle_add(target, "records/a.yaml", "a: 1\n", 5));
	assert_true(bundle_add(target, "bundle.yaml", id, strlen(id)));
	assert_true(bundle_finish(target));
}

static void free_handed(struct handed *handed)
{
	for (size_t i = 0; i < handed->count; i++)
		buf_free(&handed->parcels[i]);
}

static const struct place somewhere = {.line = 3, .column = 1};

/* Two workers, in one process here: they differ by their numbers alone. */
static void play(const char *path, bool dry_run, struct outcomes *outcomes)
{
	struct diag *diag = diag_open();
	const struct bundle_options options = {.path = path, .dry_run = dry_run, .done = note_outcome, .to = outcomes};
	struct bundle_target *target = bundle_open(&options, diag), *one, *two;
	struct handed first = {0}, second = {0};
	const struct bundle_giver give_first = {take_account, take_input, &first};
	const struct bundle_giver give_second = {take_account, take_input, &second};

	assert_non_null(target);
	one = bundle_open_worker(target, 1, &give_first, diag);
	two = bundle_open_worker(target, 2, &give_second, diag);
	make_account(two, "20");
	make_account(one, "10");
	make_account(one, "20");
	make_account(two, "30");
	assert_true(bundle_commit(one));
	assert_true(bundle_commit(two));
	assert_true(first.inputs == 1 && first.commit && !first.lacking && first.count == 2);
	assert_true(strcmp(path, "out") != 0 || !exists("out/10"));
	/* The first one's input comes first, so its account 20 counts. */
	assert_true(bundle_take(target, 1, &(struct bundle_parcel){first.parcels[0].data, first.parcels[0].length, "10"}, &somewhere));
	assert_true(bundle_take(target, 1, &(struct bundle_parcel){first.parcels[1].data, first.parcels[1].length, "20"}, &somewhere));
	assert_true(bundle_commit(target));
	assert_true(bundle_refuse(target, 2, &(struct bundle_parcel){second.parcels[0].data, second.parcels[0].length, "20"}));
	assert_true(bundle_take(target, 2, &(struct bundle_parcel){second.parcels[1].data, second.parcels[1].length, "30"}, &somewhere));
	assert_true(bundle_commit(target));
	assert_true(bundle_close(one) && bundle_close(two));
	assert_true(bundle_close(target));
	free_handed(&first);
	free_handed(&second);
	assert_int_equal(diag_exit(diag), 0);
	diag_close(diag);
}

static void parcels_are_stored_in_the_parents_order(void **state)
{
	struct outcomes outcomes = {""};

	(void)state;
	play("out", false, &outcomes);
	assert_string_equal(outcomes.text, "10+ 20+ 30+ ");
	assert_true(exists("out/10/records/a.yaml") && exists("out/20/SHA256SUMS") && exists("out/30"));
	assert_false(exists("out/.pinport-tmp-0"));
}

static void so_they_are_in_a_zip_and_in_a_dry_run(void **state)
{
	struct outcomes outcomes = {""};

	(void)state;
	play("out.zip", false, &outcomes);
	assert_string_equal(outcomes.text, "10+ 20+ 30+ ");
	assert_true(exists("out.zip"));
	play("dry", true, &outcomes);
	assert_string_equal(outcomes.text, "10+ 20+ 30+ 10? 20? 30? ");
	assert_false(exists("dry"));
}

static void an_aborted_input_leaves_nothing(void **state)
{
	struct outcomes outcomes = {""};
	struct diag *diag = diag_open();
	const struct bundle_options options = {.path = "none", .done = note_outcome, .to = &outcomes};
	struct bundle_target *target = bundle_open(&options, diag), *worker;
	struct handed handed = {0};
	const struct bundle_giver giver = {take_account, take_input, &handed};

	(void)state;
	worker = bundle_open_worker(target, 7, &giver, diag);
	make_account(worker, "1");
	assert_true(bundle_take(target, 7, &(struct bundle_parcel){handed.parcels[0].data, handed.parcels[0].length, "1"}, &somewhere));
	assert_true(bundle_begin(worker, "2", NULL));
	bundle_abort(worker);
	assert_true(handed.inputs == 1 && !handed.commit);
	bundle_abort(target);
	assert_true(bundle_close(worker));
	assert_true(bundle_close(target));
	free_handed(&handed);
	assert_string_equal(outcomes.text, "");
	assert_false(exists("none"));
	diag_close(diag);
}

static void what_is_no_parcel_is_refused(void **state)
{
	struct diag *diag = diag_open();
	const struct bundle_options options = {.path = "odd"};
	struct bundle_target *target = bundle_open(&options, diag), *worker;
	struct handed handed = {0};
	const struct bundle_giver giver = {take_account, take_input, &handed};
	struct buf *parcel = &handed.parcels[0];
	struct bundle_parcel given;

	(void)state;
	worker = bundle_open_worker(target, 1, &giver, diag);
	make_account(worker, "1");
	assert_false(bundle_take(target, 1, &(struct bundle_parcel){parcel->data, parcel->length - 1, "1"}, &somewhere));
	assert_false(bundle_take(target, 1, &(struct bundle_parcel){parcel->data, parcel->length, "2"}, &somewhere));
	given = (struct bundle_parcel){parcel->data, parcel->length, parcel->data};
	memcpy(parcel->data, "../../etc", 10);     /* an id comes first */
	assert_false(bundle_take(target, 1, &given, &somewhere));
	assert_false(bundle_refuse(target, 1, &given));
	memset(parcel->data, '1', parcel->length);
	assert_false(bundle_take(target, 1, &given, &somewhere));
	assert_true(bundle_close(worker));
	assert_true(bundle_close(target));
	free_handed(&handed);
	diag_close(diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parcels_are_stored_in_the_parents_order),
		cmocka_unit_test(so_they_are_in_a_zip_and_in_a_dry_run),
		cmocka_unit_test(an_aborted_input_leaves_nothing),
		cmocka_unit_test(what_is_no_parcel_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
