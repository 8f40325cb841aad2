/* What the build has made of the schemas is what the program makes of them: all tables, all editions. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/embedded.h"
#include "load/edition.h"
#include "load/edition_rows.h"
#include "read/xsd/xsd.h"
#include "read/xsd/xsd_pattern.h"
#include "read/xsd/xsd_types.h"

static void same_text(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a != NULL)
		assert_string_equal(a, b);
}

/* ---- the schema ---- */

static size_t patterns_seen;

static void same_patterns(const struct xsd_patterns *a, const struct xsd_patterns *b)
{
	for (; a != NULL && b != NULL; a = a->next, b = b->next) {
		assert_null(a->pattern->library);
		assert_null(b->pattern->library);
		assert_memory_equal(a->pattern, b->pattern, sizeof *a->pattern);
		patterns_seen++;
	}
	assert_ptr_equal(a, b);
}

static void same_allowed(const char *const *a, const char *const *b)
{
	assert_int_equal(a == NULL, b == NULL);
	for (; a != NULL && *a != NULL; a++, b++)
		same_text(*a, *b);
	if (a != NULL)
		assert_null(*b);
}

static void same_bound(const struct xsd_bound *a, const struct xsd_bound *b)
{
	same_text(a->text, b->text);
	assert_int_equal(a->open, b->open);
}

static void same_type(const struct xsd_type *a, const struct xsd_type *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a == NULL)
		return;
	same_text(a->name, b->name);
	assert_int_equal(a->base, b->base);
	assert_int_equal(a->space, b->space);
	assert_int_equal(a->shortest, b->shortest);
	assert_int_equal(a->longest, b->longest);
	assert_int_equal(a->free, b->free);
	same_bound(&a->least, &b->least);
	same_bound(&a->most, &b->most);
	same_allowed(a->allowed, b->allowed);
	same_patterns(a->patterns, b->patterns);
	same_type(a->item, b->item);
}

/* A complex type is the same when it stands at the same place of its list. */
static size_t place_of(const struct xsd *xsd, const struct xsd_complex *type)
{
	size_t place = 0;

	for (const struct xsd_complex *one = xsd->complexes; one != type; one = one->next) {
		assert_non_null(one);
		place++;
	}
	return place;
}

static void same_complexes(const struct xsd *a, const struct xsd *b)
{
	const struct xsd_complex *x = a->complexes, *y = b->complexes;

	for (; x != NULL && y != NULL; x = x->next, y = y->next) {
		same_text(x->name, y->name);
		assert_int_equal(x->content, y->content);
		same_type(x->text, y->text);
		assert_int_equal(x->start, y->start);
		assert_int_equal(x->state_count, y->state_count);
		assert_int_equal(x->first, y->first);
		assert_int_equal(x->end, y->end);
		assert_int_equal(x->required, y->required);
	}
	assert_ptr_equal(x, y);
}

static void same_models(const struct xsd *a, const struct xsd *b)
{
	assert_int_equal(a->state_count, b->state_count);
	for (size_t i = 0; i < a->state_count; i++) {
		assert_int_equal(a->states[i].first, b->states[i].first);
		assert_int_equal(a->states[i].end, b->states[i].end);
		assert_int_equal(a->states[i].accepting, b->states[i].accepting);
	}
	assert_int_equal(a->transition_count, b->transition_count);
	for (size_t i = 0; i < a->transition_count; i++) {
		same_text(a->transitions[i].name, b->transitions[i].name);
		assert_int_equal(a->transitions[i].to, b->transitions[i].to);
		assert_int_equal(place_of(a, a->transitions[i].type), place_of(b, b->transitions[i].type));
	}
}

static void same_attributes(const struct xsd *a, const struct xsd *b)
{
	assert_int_equal(a->attribute_count, b->attribute_count);
	for (size_t i = 0; i < a->attribute_count; i++) {
		same_text(a->attributes[i].name, b->attributes[i].name);
		same_type(a->attributes[i].type, b->attributes[i].type);
		same_text(a->attributes[i].standard, b->attributes[i].standard);
		assert_int_equal(a->attributes[i].required, b->attributes[i].required);
	}
}

static void test_schema(void **state)
{
	const struct embedded *file = embedded_find("pinpoint-export-1.xsd");
	struct xsd *made = xsd_compile((const char *)file->data, file->size, NULL);
	const struct xsd *baked = &xsd_built_in;

	(void)state;
	assert_non_null(made);
	same_text(made->target, baked->target);
	assert_int_equal(made->root_count, baked->root_count);
	for (size_t i = 0; i < made->root_count; i++) {
		same_text(made->roots[i].name, baked->roots[i].name);
		assert_int_equal(place_of(made, made->roots[i].type), place_of(baked, baked->roots[i].type));
	}
	same_complexes(made, baked);
	same_models(made, baked);
	same_attributes(made, baked);
	assert_true(made->transition_count > 100 && made->attribute_count > 20 && patterns_seen > 5);
	xsd_free(made);
}

/* ---- the editions ---- */

static const struct catalogue *made;

static void same_struct(const struct bind *rows, const char *a, const char *b);

static void same_strings(const struct strings *a, const struct strings *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		same_text(a->items[i], b->items[i]);
}

static void same_steps(const struct checklist_item *const *a, const struct checklist_item *const *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_int_equal(a[i] - made->steps, b[i] - edition_built_in.steps);
}

static void same_list(const struct bind *row, const char *a, const char *b)
{
	size_t a_count, b_count;
	const char *x, *y;

	memcpy(&a_count, a + row->count_offset, sizeof a_count);
	memcpy(&b_count, b + row->count_offset, sizeof b_count);
	assert_int_equal(a_count, b_count);
	memcpy(&x, a + row->offset, sizeof x);
	memcpy(&y, b + row->offset, sizeof y);
	if (row->kind == BIND_STEPS)
		same_steps((const struct checklist_item *const *)(const void *)x,
		    (const struct checklist_item *const *)(const void *)y, a_count);
	else
		for (size_t i = 0; i < a_count; i++)
			same_struct(row->rows, x + i * row->size, y + i * row->size);
}

static void same_member(const struct bind *row, const char *a, const char *b)
{
	const char *x, *y;

	switch (row->kind) {
	case BIND_STRING:
		memcpy(&x, a + row->offset, sizeof x);
		memcpy(&y, b + row->offset, sizeof y);
		same_text(x, y);
		return;
	case BIND_BOOL:
	case BIND_WORD:
		assert_memory_equal(a + row->offset, b + row->offset, sizeof(bool));
		return;
	case BIND_NUMBER:
		assert_memory_equal(a + row->offset, b + row->offset, sizeof(uint32_t));
		return;
	case BIND_STRINGS:
		same_strings((const struct strings *)(const void *)(a + row->offset),
		    (const struct strings *)(const void *)(b + row->offset));
		return;
	case BIND_LIST:
	case BIND_STEPS:
		same_list(row, a, b);
		return;
	case BIND_IGNORED:
		return;
	}
}

static void same_struct(const struct bind *rows, const char *a, const char *b)
{
	for (const struct bind *row = rows; row->key != NULL; row++)
		same_member(row, a, b);
}

static size_t size_of(const struct bind *row)
{
	static const size_t sizes[] = {
		[BIND_STRING] = sizeof(char *), [BIND_BOOL] = sizeof(bool), [BIND_WORD] = sizeof(bool),
		[BIND_NUMBER] = sizeof(uint32_t), [BIND_STRINGS] = sizeof(struct strings),
		[BIND_LIST] = sizeof(void *), [BIND_STEPS] = sizeof(void *), [BIND_IGNORED] = 0,
	};

	return sizes[row->kind];
}

/* What the tables do not name is zero: no member has been forgotten in them. */
static void nothing_else(const struct bind *rows, const char *from, size_t size)
{
	static const char zero[1024];
	char rest[1024];

	assert_true(size <= sizeof rest);
	memcpy(rest, from, size);
	for (const struct bind *row = rows; row->key != NULL; row++) {
		memset(rest + row->offset, 0, size_of(row));
		if (row->kind != BIND_LIST && row->kind != BIND_STEPS)
			continue;
		memset(rest + row->count_offset, 0, sizeof(size_t));
		if (row->kind == BIND_LIST) {
			const char *items;
			size_t count;

			memcpy(&items, from + row->offset, sizeof items);
			memcpy(&count, from + row->count_offset, sizeof count);
			for (size_t i = 0; i < count; i++)
				nothing_else(row->rows, items + i * row->size, row->size);
		}
	}
	assert_memory_equal(rest, zero, size);
}

/* With another text in the place of one file; NULL: none. */
static const struct catalogue *load(const char *other, size_t at, struct arena *arena, struct diag *diag)
{
	struct edition_text texts[VOCABULARIES + 1];

	for (size_t i = 0; i <= VOCABULARIES; i++) {
		const struct embedded *file = embedded_find(edition_files[i]);

		texts[i] = (struct edition_text){(const char *)file->data, file->size};
	}
	if (other != NULL)
		texts[at] = (struct edition_text){other, strlen(other)};
	return edition_load(texts, arena, diag);
}

static void test_editions(void **state)
{
	struct diag *diag = diag_open();
	struct arena arena = {0};

	(void)state;
	made = load(NULL, 0, &arena, diag);
	assert_non_null(made);
	assert_true(made->edition_count > 9 && made->rule_count > 20 && made->step_count > 5);
	same_struct(edition_catalogue_rows, (const char *)made, (const char *)&edition_built_in);
	nothing_else(edition_catalogue_rows, (const char *)made, offsetof(struct catalogue, vocabularies));
	for (size_t i = 0; i < VOCABULARIES; i++) {
		same_struct(edition_vocabulary_rows, (const char *)&made->vocabularies[i],
		    (const char *)&edition_built_in.vocabularies[i]);
		nothing_else(edition_vocabulary_rows, (const char *)&made->vocabularies[i], sizeof(struct vocabulary));
	}
	diag_close(diag);
	arena_free(&arena);
}

/* What stops the build when the editions are wrong. */
static void test_wrong_editions(void **state)
{
	static const struct {
		size_t file;
		const char *text, *message;
	} rows[] = {
		{VOCABULARIES, "a: [\n", "a value is missing"},
		{VOCABULARIES, "unheard: of\n", "unknown key"},
		{VOCABULARIES, "\"\": of\n", "unknown key"},
		{VOCABULARIES, "[]\n", "a map was expected"},
		{VOCABULARIES, "default: [a]\n", "a text was expected"},
		{VOCABULARIES, "rules: 1\n", "a list was expected"},
		{VOCABULARIES, "rules: [1]\n", "a map was expected"},
		{VOCABULARIES, "editions: [{pseudo: [1]}]\n", "a word was expected"},
		{VOCABULARIES, "editions: [{roles: 1}]\n", "a list was expected"},
		{VOCABULARIES, "editions: [{roles: [[1]]}]\n", "a word was expected"},
		{VOCABULARIES, "editions: [{publishDelayHours: x}]\n", "a number was expected"},
		{VOCABULARIES, "editions: [{publishDelayHours: 4294967296}]\n", "a number was expected"},
		{VOCABULARIES, "editions: [{publishDelayHours: []}]\n", "a number was expected"},
		{VOCABULARIES, "editions: [{limits: {descriptionMax: x}}]\n", "a number was expected"},
		{VOCABULARIES, "editions: [{limits: {logoFormats: [[1]]}}]\n", "a word was expected"},
		{VOCABULARIES, "editions: [{checklist: [unheard]}]\n", "unheard"},
		{VOCABULARIES, "editions: [{checklist: 1}]\n", "a list was expected"},
		{VOCABULARY_SIZES, "a: [\n", "a value is missing"},
		{VOCABULARY_SIZES, "unheard: of\n", "unknown key"},
		{VOCABULARY_SIZES, "values: [{value: a}]\naliases: [{alias: b, value: b}]\n", "an alias of no value"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct diag *diag = diag_open();
		const struct diag_entry *entry;
		struct arena arena = {0};
		struct buf message = {0};
		size_t count;

		assert_null(load(rows[i].text, rows[i].file, &arena, diag));
		entry = diag_entries(diag, 0, &count);
		assert_int_equal(count, 1);
		diag_message(&message, entry);
		if (strstr(buf_text(&message), rows[i].message) == NULL)
			fail_msg("%s: %s", rows[i].text, buf_text(&message));
		buf_free(&message);
		diag_close(diag);
		arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_schema), cmocka_unit_test(test_editions), cmocka_unit_test(test_wrong_editions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
