/* Reads the editions, rules and vocabularies by tables of keys: see edition.h.
 * A key that no row takes is an error, so that data is never ignored.
 * SPDX-License-Identifier: MIT */
#include "load/edition.h"

#include <stdlib.h>
#include <string.h>

#include "load/edition_rows.h"
#include "load/yaml.h"

const char *const edition_files[VOCABULARIES + 1] = {
	[VOCABULARY_PRODUCTS] = "vocabularies/products.yaml",
	[VOCABULARY_SERVICES] = "vocabularies/services.yaml",
	[VOCABULARY_INDUSTRIES] = "vocabularies/industries.yaml",
	[VOCABULARY_SOLUTIONS] = "vocabularies/solutions.yaml",
	[VOCABULARY_SIZES] = "vocabularies/customer-sizes.yaml",
	[VOCABULARIES] = "editions.yaml",
};

struct binding {
	const struct edition_text *texts;
	struct arena *arena;
	struct diag *diag;
};

static bool bad(const struct binding *b, const struct yaml *node, const char *what)
{
	return diag_add(b->diag, DIAG_R120, &node->place, NULL, DIAG_VALUES(what));
}

static bool read_strings(const struct binding *b, const struct yaml *list, struct strings *to)
{
	if (list->kind != YAML_LIST)
		return bad(b, list, "a list was expected");
	for (const struct yaml *item = list->first; item != NULL; item = item->next)
		to->count++;
	to->items = arena_alloc(b->arena, mem_product(to->count + 1, sizeof *to->items));
	to->count = 0;
	for (const struct yaml *item = list->first; item != NULL; item = item->next) {
		if (item->kind != YAML_SCALAR)
			return bad(b, item, "a word was expected");
		to->items[to->count++] = item->text;
	}
	return true;
}

static bool read_map(const struct binding *b, const struct yaml *map, const struct bind *rows, void *to);

static bool read_list(const struct binding *b, const struct yaml *list, const struct bind *row, char *to)
{
	size_t count = 0;
	char *items;

	if (list->kind != YAML_LIST)
		return bad(b, list, "a list was expected");
	for (const struct yaml *item = list->first; item != NULL; item = item->next)
		count++;
	items = arena_alloc(b->arena, mem_product(count + 1, row->size));
	memcpy(to + row->offset, &items, sizeof items);
	memcpy(to + row->count_offset, &count, sizeof count);
	for (const struct yaml *item = list->first; item != NULL; item = item->next) {
		if (!read_map(b, item, row->rows, items))
			return false;
		items += row->size;
	}
	return true;
}

static bool read_number(const struct binding *b, const struct yaml *node, uint32_t *number)
{
	char *end;
	unsigned long n;

	if (node->kind != YAML_SCALAR || node->length == 0)
		return bad(b, node, "a number was expected");
	n = strtoul(node->text, &end, 10);
	if (*end != '\0' || n > UINT32_MAX)
		return bad(b, node, "a number was expected");
	*number = (uint32_t)n;
	return true;
}

static bool read_member(const struct binding *b, const struct yaml *node, const struct bind *row, char *to)
{
	bool truth;

	switch (row->kind) {
	case BIND_IGNORED:
		return true;
	case BIND_LIST:
		return read_list(b, node, row, to);
	case BIND_STRINGS:
		return read_strings(b, node, (struct strings *)(void *)(to + row->offset));
	case BIND_NUMBER:
		return read_number(b, node, (uint32_t *)(void *)(to + row->offset));
	case BIND_STRING:
		if (node->kind != YAML_SCALAR)
			return bad(b, node, "a text was expected");
		memcpy(to + row->offset, &node->text, sizeof node->text);
		return true;
	default:
		if (node->kind != YAML_SCALAR)
			return bad(b, node, "a word was expected");
		truth = strcmp(node->text, row->kind == BIND_WORD ? row->word : "true") == 0;
		memcpy(to + row->offset, &truth, sizeof truth);
		return true;
	}
}

static bool read_map(const struct binding *b, const struct yaml *map, const struct bind *rows, void *to)
{
	if (map->kind != YAML_MAP)
		return bad(b, map, "a map was expected");
	for (const struct yaml *member = map->first; member != NULL; member = member->next) {
		const struct bind *row = rows;

		while (row->key != NULL && strcmp(row->key, member->key) != 0)
			row++;
		if (row->key == NULL || *row->key == '\0')
			return bad(b, member, "unknown key");
		if (!read_member(b, member, row, to))
			return false;
	}
	return true;
}

static bool read_limits(const struct binding *b, const struct yaml *map, struct edition *edition)
{
	struct named_limit *limits;
	size_t count = 0;

	if (map == NULL)
		return true;
	for (const struct yaml *member = map->first; member != NULL; member = member->next)
		count++;
	limits = arena_alloc(b->arena, mem_product(count + 1, sizeof *limits));
	edition->limits = limits;
	for (const struct yaml *member = map->first; member != NULL; member = member->next) {
		struct named_limit *limit = &limits[edition->limit_count++];

		limit->name = member->key;
		if (!(member->kind == YAML_LIST ? read_strings(b, member, &limit->list)
		                                : read_number(b, member, &limit->number)))
			return false;
		for (const struct bind *row = edition_limit_rows; row->key != NULL; row++)
			if (strcmp(row->key, member->key) == 0 &&
			    !read_member(b, member, row, (char *)edition))
				return false;
	}
	return true;
}

static bool read_checklist(const struct binding *b, const struct yaml *list,
    const struct catalogue *catalogue, struct edition *edition)
{
	const struct checklist_item **items;
	struct strings ids = {0};

	if (list == NULL)
		return true;
	if (!read_strings(b, list, &ids))
		return false;
	items = arena_alloc(b->arena, mem_product(ids.count + 1, sizeof *items));
	edition->checklist = items;
	for (size_t i = 0; i < ids.count; i++) {
		for (size_t j = 0; j < catalogue->step_count; j++)
			if (strcmp(catalogue->steps[j].id, ids.items[i]) == 0)
				items[edition->checklist_count++] = &catalogue->steps[j];
		if (edition->checklist_count != i + 1)
			return bad(b, list, ids.items[i]);
	}
	return true;
}

/* A list that has just been made here, and may still be changed. */
#define OWN(type, list) ((struct type *)(list))

static void finish_rules(struct catalogue *catalogue)
{
	static const char *const words[] = {"error", "warning", "note", "checklist"};

	for (size_t i = 0; i < catalogue->rule_count; i++) {
		struct rule *rule = &OWN(rule, catalogue->rules)[i];

		for (size_t j = 0; j < 4; j++)
			if (rule->severity_word != NULL && strcmp(rule->severity_word, words[j]) == 0)
				rule->severity = (enum severity_class)j;
		rule->unit = rule->row_count > 0 ? rule->rows[0].unit : NULL;
	}
}

static const struct yaml *read_text(const struct binding *b, size_t file)
{
	const struct edition_text *text = &b->texts[file];

	return yaml_read(text->data, text->size, diag_source(b->diag, edition_files[file]), b->arena, b->diag);
}

static bool read_editions(const struct binding *b, struct catalogue *catalogue)
{
	const struct yaml *root = read_text(b, VOCABULARIES), *edition, *alias;

	if (root == NULL || !read_map(b, root, edition_catalogue_rows, catalogue))
		return false;
	finish_rules(catalogue);
	alias = yaml_member(root, "aliases");
	catalogue->latest_id = alias != NULL ? yaml_string(alias->first, "edition") : NULL;
	edition = yaml_member(root, "editions")->first;
	for (size_t i = 0; i < catalogue->edition_count; i++, edition = edition->next) {
		struct edition *to = &OWN(edition, catalogue->editions)[i];

		if (!read_limits(b, yaml_member(edition, "limits"), to) ||
		    !read_checklist(b, yaml_member(edition, "checklist"), catalogue, to))
			return false;
	}
	return true;
}

static bool add_alias(const struct binding *b, const struct yaml *row, struct vocabulary *vocabulary,
    size_t most)
{
	const char *value = yaml_string(row, "value");

	for (size_t i = 0; value != NULL && i < vocabulary->value_count; i++) {
		struct vocabulary_value *to = &OWN(vocabulary_value, vocabulary->values)[i];

		if (strcmp(to->value, value) != 0)
			continue;
		if (to->aliases == NULL)
			to->aliases = arena_alloc(b->arena, mem_product(most, sizeof *to->aliases));
		OWN(vocabulary_alias, to->aliases)[to->alias_count++] = (struct vocabulary_alias){
			yaml_string(row, "alias"), yaml_string(row, "kind")};
		return true;
	}
	return bad(b, row, "an alias of no value");
}

/* The aliases stand in one list of the file, and with their values here. */
static bool read_aliases(const struct binding *b, const struct yaml *list, struct vocabulary *vocabulary)
{
	size_t count = 0;

	for (const struct yaml *row = list != NULL ? list->first : NULL; row != NULL; row = row->next)
		count++;
	for (const struct yaml *row = list != NULL ? list->first : NULL; row != NULL; row = row->next)
		if (!add_alias(b, row, vocabulary, count))
			return false;
	return true;
}

const struct catalogue *edition_load(const struct edition_text texts[VOCABULARIES + 1], struct arena *arena,
    struct diag *diag)
{
	struct binding b = {texts, arena, diag};
	struct catalogue *catalogue = ARENA_NEW(arena, struct catalogue);

	if (!read_editions(&b, catalogue))
		return NULL;
	for (size_t i = 0; i < VOCABULARIES; i++) {
		const struct yaml *root = read_text(&b, i);

		if (root == NULL || !read_map(&b, root, edition_vocabulary_rows, &catalogue->vocabularies[i]) ||
		    !read_aliases(&b, yaml_member(root, "aliases"), &catalogue->vocabularies[i]))
			return NULL;
	}
	return catalogue;
}
