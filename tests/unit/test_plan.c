/* Plans as they are read, and words and trees as they are compared. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "check/compare.h"
#include "emit/plan.h"
#include "emit/words.h"
#include "load/plan.h"

struct fixture {
	struct arena arena;
	struct diag *diag;
};

static int setup(void **state)
{
	struct fixture *f = mem_alloc(sizeof *f);

	f->diag = diag_open();
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	diag_close(f->diag);
	arena_free(&f->arena);
	mem_free(f);
	return 0;
}

static struct yaml *tree(struct fixture *f, const char *text)
{
	struct yaml *root = yaml_read(text, strlen(text), 1, &f->arena, f->diag);

	assert_non_null(root);
	return root;
}

static size_t found(const struct fixture *f, enum diag_code code)
{
	size_t count, hits = 0;
	const struct diag_entry *entries = diag_entries(f->diag, 0, &count);

	for (size_t i = 0; i < count; i++)
		hits += entries[i].code == code;
	return hits;
}

#define HEAD "format: pinport/plan/1\nedition: '2017-03'\nsource: {file: a.zip, sha256: ab}\naccounts:\n"

static void reads_what_a_person_writes(void **state)
{
	struct fixture *f = *state;
	const struct plan *plan = plan_load(tree(f, HEAD
	    "- id: 0042\n  include: YES\n  profiles:\n"
	    "  - {country: NO, include: true, languages: [{language: nb-NO, include: 'yes'}], locations: , solutions: []}\n"
	    "- {id: '43', include: False}\n"), &f->arena, f->diag);
	const struct plan_entry *profile;

	assert_non_null(plan);
	assert_string_equal(plan->edition, "2017-03");
	assert_string_equal(plan->accounts->id, "0042");
	assert_true(plan->accounts->include);
	profile = plan->accounts->lists[PLAN_PROFILE];
	assert_string_equal(profile->id, "NO");
	assert_int_equal(profile->place.line, 8);
	assert_string_equal(profile->lists[PLAN_LANGUAGE]->id, "nb-NO");
	assert_null(profile->lists[PLAN_LOCATION]);
	assert_false(plan->accounts->next->include);
	assert_ptr_equal(plan_find(plan->accounts, "43"), plan->accounts->next);
	assert_null(plan_find(plan->accounts, "42"));
}

static void refuses_each_mistake_at_its_place(void **state)
{
	struct fixture *f = *state;

	assert_null(plan_load(tree(f, HEAD
	    "- {id: a, include: no, languages: []}\n- {id: a, include: 1}\n- {id: [], include: no}\n- {include: no}\n"
	    "- {id: b}\n- {id: '', include: yes}\n"), &f->arena, f->diag));
	assert_int_equal(found(f, DIAG_R180), 1);
	assert_int_equal(found(f, DIAG_R181), 3);
	assert_int_equal(found(f, DIAG_R182), 2);
	assert_int_equal(found(f, DIAG_R183), 1);
	assert_null(plan_load(tree(f, "[]"), &f->arena, f->diag));
	assert_null(plan_load(tree(f, "format: pinport/plan/2\n"), &f->arena, f->diag));
	assert_null(plan_load(tree(f, "format: pinport/plan/1\n"), &f->arena, f->diag));
}

/* Ids that look like something else in YAML, and notes that try to become lines of the plan. */
static void reads_back_what_was_written(void **state)
{
	static const char *const ids[] = {
		"a", "0042", "no", "~", "1e3", "a: b", "- x", "#", "\"q\"", "back\\slash", "{x}", "tab\there", "\xED\x95\x9C",
		"\xE2\x80\xAEright", "\xF0\x9F\x98\x80", "null", "2017-03-01", " blank ",
	};
	struct fixture *f = *state;
	struct plan_entry entries[sizeof ids / sizeof *ids] = {{0}};
	struct plan_entry account = {.kind = PLAN_ACCOUNT, .id = "1", .include = true};
	struct plan_entry profile = {.kind = PLAN_PROFILE, .id = "KR", .include = true, .note = "one\n\ntwo"};
	const struct edition edition = {.id = "2017-03", .has_solutions = true};
	struct plan head = {.edition = "2017-03", .file = "x: y.zip", .sha256 = "00"};
	const struct plan_entry *read;
	const struct plan *plan;
	struct buf text = {0}, lost = {0};

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		entries[i] = (struct plan_entry){.kind = PLAN_LANGUAGE, .id = ids[i], .include = i % 2 == 0, .note = "n"};
		if (i > 0)
			entries[i - 1].next = &entries[i];
	}
	account.lists[PLAN_PROFILE] = &profile;
	profile.lists[PLAN_LANGUAGE] = entries;
	emit_plan_head(&text, &head, &edition);
	emit_plan_account(&text, &account, NULL, 0);
	emit_plan_end(&text, 1, &lost);
	plan = plan_load(tree(f, buf_text(&text)), &f->arena, f->diag);
	assert_non_null(plan);
	assert_string_equal(plan->file, "x: y.zip");
	read = plan->accounts->lists[PLAN_PROFILE]->lists[PLAN_LANGUAGE];
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++, read = read->next) {
		assert_string_equal(read->id, ids[i]);
		assert_int_equal(read->include, i % 2 == 0);
	}
	assert_null(read);
	buf_free(&text);
}

static void writes_a_plan_without_accounts(void **state)
{
	struct fixture *f = *state;
	const struct edition edition = {.id = "2017-06"};
	const struct plan head = {.edition = "2017-06", .file = "a", .sha256 = "b"};
	struct buf text = {0}, lost = {0};

	emit_plan_head(&text, &head, &edition);
	emit_plan_end(&text, 0, &lost);
	assert_null(plan_load(tree(f, buf_text(&text)), &f->arena, f->diag)->accounts);
	buf_free(&text);
}

static void note_difference(void *to, const struct difference *difference)
{
	buf_printf(to, "%s %s\n", change_name(difference->kind), difference->path);
}

static void differ(struct fixture *f, const char *before, const char *after, const char *want)
{
	struct buf have = {0};
	struct compare compare = {.found = note_difference, .to = &have};

	compare_trees(&compare, tree(f, before), tree(f, after));
	assert_string_equal(buf_text(&have), want);
	buf_free(&have);
}

static void compares_by_meaning(void **state)
{
	struct fixture *f = *state;

	differ(f, "{a: 1, b: [x, y]}", "{b: [x, y], a: '1'}", "");
	differ(f, "{a: 1, b: {c: 2}}", "{a: 2, b: {d: 2}}", "changed a\nremoved b.c\nadded b.d\n");
	differ(f, "[x, y, z]", "[z, x]", "removed [y]\nreordered \n");
	differ(f, "[x, x]", "[x]", "removed [x #2]\n");
	differ(f, "[{id: 1, n: a}, {id: 2}]", "[{id: 2}, {id: 3}, {id: 1, n: b}]",
	    "changed [1].n\nadded [3]\nreordered \n");
	differ(f, "[{language: de, t: a}, {language: en}]", "[{language: de, t: b}]", "changed [de].t\nremoved [en]\n");
	differ(f, "a: []", "a: x", "changed a\n");
	differ(f, "[]", "[]", "");
	differ(f, "[[1], {}]", "[[2], {}]", "removed [][1]\nadded [][2]\n");
}

static void words(const char *before, const char *after, const char *want)
{
	struct buf have = {0};

	emit_words(&have, before, after, false);
	assert_string_equal(buf_text(&have), want);
	buf_free(&have);
}

static void compares_word_by_word(void **state)
{
	(void)state;
	words("", "", "");
	words("a", "", "[-a-]");
	words("", "a b", "{+a b+}");
	words("one two three", "one 2 three", "one [-two -]{+2 +}three");
	words("\xE4\xB8\x80\xE4\xBA\x8C", "\xE4\xB8\x80\xE4\xB8\x89", "\xE4\xB8\x80[-\xE4\xBA\x8C-]{+\xE4\xB8\x89+}");
	words("a\nb", "a b", "[-a\\n-]{+a +}b");
	words("same", "same", "same");
	words("x \x1b[31m", "y \x1b[31m", "[-x -]{+y +}\\x1b[31m");
}

/* Beyond what a table can hold, and between long runs of the same. */
static void compares_long_texts(void **state)
{
	struct buf before = {0}, after = {0}, have = {0};

	(void)state;
	for (size_t i = 0; i < 6000; i++) {
		buf_printf(&before, "a%zu ", i);
		buf_printf(&after, "b%zu ", i);
	}
	emit_words(&have, buf_text(&before), buf_text(&after), true);
	assert_true(have.length > before.length + after.length);
	buf_clear(&have);
	buf_clear(&after);
	buf_add(&after, buf_text(&before), before.length);
	buf_adds(&after, "end");
	emit_words(&have, buf_text(&before), buf_text(&after), false);
	assert_true(have.length < 100);
	assert_non_null(strstr(buf_text(&have), "{+end+}"));
	buf_free(&before);
	buf_free(&after);
	buf_free(&have);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_what_a_person_writes, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_each_mistake_at_its_place, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_back_what_was_written, setup, teardown),
		cmocka_unit_test_setup_teardown(writes_a_plan_without_accounts, setup, teardown),
		cmocka_unit_test_setup_teardown(compares_by_meaning, setup, teardown),
		cmocka_unit_test(compares_word_by_word),
		cmocka_unit_test(compares_long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
