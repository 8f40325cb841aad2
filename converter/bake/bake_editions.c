/* The catalogue of editions as C: one initialiser, by the tables that it was
 * read with. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bake/bake.h"
#include "load/edition.h"
#include "load/edition_rows.h"

static const struct catalogue *catalogue;

static void put_struct(const struct bind *rows, const char *from);

static void put_strings(const struct strings *strings)
{
	printf("{(const char **)(const char *const[]){");
	for (size_t i = 0; i < strings->count; i++) {
		bake_text(strings->items[i]);
		printf(", ");
	}
	printf("}, %zu},\n", strings->count);
}

static void put_items(const struct bind *row, const char *items, size_t count)
{
	printf("{\n");
	for (size_t i = 0; i < count; i++) {
		put_struct(row->rows, items + i * row->size);
		printf(",\n");
	}
	printf("}");
}

/* Where a list begins, and how many there are; an empty one is not written at all. */
static const void *begin_list(const struct bind *row, const char *from, size_t *count)
{
	const void *items;

	memcpy(&items, from + row->offset, sizeof items);
	memcpy(count, from + row->count_offset, sizeof *count);
	if (*count > 0)
		printf(".%s = %zu, .%s = ", row->count, *count, row->member);
	return items;
}

/* The steps have a name of their own, for the editions point to them. */
static void put_list(const struct bind *row, const char *from)
{
	size_t count;
	const char *items = begin_list(row, from, &count);

	if (count == 0)
		return;
	if (items == (const char *)catalogue->steps) {
		printf("steps,\n");
		return;
	}
	printf("(const struct %s[])", row->item);
	put_items(row, items, count);
	printf(",\n");
}

static void put_steps(const struct bind *row, const char *from)
{
	size_t count;
	const struct checklist_item *const *items = begin_list(row, from, &count);

	if (count == 0)
		return;
	printf("(const struct checklist_item *const[]){");
	for (size_t i = 0; i < count; i++)
		printf("&steps[%zu], ", (size_t)(items[i] - catalogue->steps));
	printf("},\n");
}

static void put_member(const struct bind *row, const char *from)
{
	struct strings strings;
	const char *text;
	uint32_t number;
	bool truth;

	switch (row->kind) {
	case BIND_STRING:
		memcpy(&text, from + row->offset, sizeof text);
		if (text == NULL)
			return;
		printf(".%s = ", row->member);
		bake_text(text);
		printf(",\n");
		return;
	case BIND_BOOL:
	case BIND_WORD:
		memcpy(&truth, from + row->offset, sizeof truth);
		if (truth)
			printf(".%s = true,\n", row->member);
		return;
	case BIND_NUMBER:
		memcpy(&number, from + row->offset, sizeof number);
		if (number != 0)
			printf(".%s = %" PRIu32 ",\n", row->member, number);
		return;
	case BIND_STRINGS:
		memcpy(&strings, from + row->offset, sizeof strings);
		if (strings.count == 0)
			return;
		printf(".%s = ", row->member);
		put_strings(&strings);
		return;
	case BIND_LIST:
		put_list(row, from);
		return;
	case BIND_STEPS:
		put_steps(row, from);
		return;
	case BIND_IGNORED:
		return;
	}
}

static void put_struct(const struct bind *rows, const char *from)
{
	printf("{");
	for (const struct bind *row = rows; row->key != NULL; row++)
		put_member(row, from);
	printf("}");
}

static void put_catalogue(void)
{
	const struct bind *row = edition_catalogue_rows;

	printf("/* Made by the build from editions.yaml and vocabularies/. */\n#include \"load/edition.h\"\n\n");
	while (row->item == NULL || strcmp(row->item, "checklist_item") != 0)
		row++;
	printf("static const struct checklist_item steps[] = ");
	put_items(row, (const char *)catalogue->steps, catalogue->step_count);
	printf(";\n\nconst struct catalogue edition_built_in = {\n");
	for (row = edition_catalogue_rows; row->key != NULL; row++)
		put_member(row, (const char *)catalogue);
	printf(".vocabularies = {\n");
	for (size_t i = 0; i < VOCABULARIES; i++) {
		put_struct(edition_vocabulary_rows, (const char *)&catalogue->vocabularies[i]);
		printf(",\n");
	}
	printf("}};\n");
}

static void put_entry(void *unused, const struct diag_entry *entry, const char *source)
{
	struct buf message = {0};

	(void)unused;
	diag_message(&message, entry);
	fprintf(stderr, "%s:%" PRIu64 ": %s\n", source, (uint64_t)entry->place.line, buf_text(&message));
	buf_free(&message);
}

bool bake_editions(char **paths)
{
	struct buf texts[VOCABULARIES + 1] = {{0}};
	struct edition_text views[VOCABULARIES + 1];
	const struct diag_printer printer = {.entry = put_entry};
	struct diag *diag = diag_open();
	struct arena arena = {0};
	bool good = true;

	for (size_t i = 0; good && i <= VOCABULARIES; i++) {
		good = bake_read(paths[i], &texts[i]);
		views[i] = (struct edition_text){buf_text(&texts[i]), texts[i].length};
	}
	if (good)
		catalogue = edition_load(views, &arena, diag);
	if (catalogue != NULL)
		put_catalogue();
	diag_flush(diag, &printer);
	diag_close(diag);
	arena_free(&arena);
	for (size_t i = 0; i <= VOCABULARIES; i++)
		buf_free(&texts[i]);
	return catalogue != NULL;
}
