/* What the build has read is what the strict reader of YAML makes of the same file. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "load/baked.h"

static void same_text(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a != NULL)
		assert_string_equal(a, b);
}

static size_t same_tree(const struct yaml *a, const struct yaml *b)
{
	size_t nodes = 1;

	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->length, b->length);
	assert_int_equal(a->quoted, b->quoted);
	same_text(a->key, b->key);
	same_text(a->text, b->text);
	for (a = a->first, b = b->first; a != NULL && b != NULL; a = a->next, b = b->next)
		nodes += same_tree(a, b);
	assert_ptr_equal(a, b);   /* both are at their end */
	return nodes;
}

static void test_same(void **state)
{
	struct diag *diag = diag_open();
	struct arena arena = {0};
	size_t files = 0, nodes = 0;

	(void)state;
	for (const struct embedded *file = embedded_files; file->name != NULL; file++) {
		const uint32_t source = diag_source(diag, file->name);
		const struct yaml *baked = baked_read(file, source, &arena), *read;

		if (baked == NULL)
			continue;
		read = yaml_read((const char *)file->data, file->size, source, &arena, diag);
		assert_non_null(read);
		nodes += same_tree(baked, read);
		files++;
	}
	assert_true(files >= 1 && nodes > 1000);
	arena_free(&arena);
	diag_close(diag);
}

static void test_others(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_null(baked_read(embedded_find("pinpoint-export-1.xsd"), 0, &arena));
	assert_null(baked_read(embedded_find("editions.yaml"), 0, &arena));
	assert_null(baked_read(embedded_find("sheet/words.yaml"), 0, &arena));
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
