/* Reads the editions, rules and vocabularies by tables of keys: see edition.h.
 * A key that no row takes is an error, so that data is never ignored.
 * SPDX-License-Identifier: MIT */
#include "load/edition.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "load/baked.h"

enum bind_kind {
	BIND_STRING, BIND_BOOL, BIND_NUMBER, BIND_STRINGS,
	BIND_WORD,        /* a bool that is true for one word: .word */
	BIND_LIST,        /* { items, count } of maps: .rows, .size */
	BIND_IGNORED
};

struct bind {
	const char *key;
	enum bind_kind kind;
	size_t offset;
	const char *word;
	const struct bind *rows;
	size_t size;
	size_t count_offset;
};

struct binding {
	struct arena *arena;
	struct diag *diag;
};

#define AT(type, member) offsetof(struct type, member)
#define STRING(key, type, member) {key, BIND_STRING, AT(type, member), NULL, NULL, 0, 0}
#define BOOL(key, type, member) {key, BIND_BOOL, AT(type, member), NULL, NULL, 0, 0}
#define NUMBER(key, type, member) {key, BIND_NUMBER, AT(type, member), NULL, NULL, 0, 0}
#define STRINGS(key, type, member) {key, BIND_STRINGS, AT(type, member), NULL, NULL, 0, 0}
#define WORD(key, type, member, word) {key, BIND_WORD, AT(type, member), word, NULL, 0, 0}
#define LIST(key, type, member, count, rows, item) \
	{key, BIND_LIST, AT(type, member), NULL, rows, sizeof(struct item), AT(type, count)}
#define IGNORED(key) {key, BIND_IGNORED, 0, NULL, NULL, 0, 0}
#define END {NULL, BIND_IGNORED, 0, NULL, NULL, 0, 0}

static const struct bind source_rows[] = {
	STRING("id", source, id), STRING("repository", source, repository),
	STRING("file", source, file), STRING("note", source, note), END,
};

static const struct bind rule_row_rows[] = {
	STRING("value", rule_row, value), STRING("min", rule_row, min), STRING("unit", rule_row, unit),
	STRING("limit", rule_row, limit), STRING("first", rule_row, first),
	STRING("last", rule_row, last), STRING("firstSource", rule_row, first_source),
	STRING("lastSource", rule_row, last_source), STRING("of", rule_row, of),
	IGNORED("severity"), END,
};

static const struct bind rule_rows[] = {
	STRING("id", rule, id), STRING("text", rule, text), STRING("enforcer", rule, enforcer),
	STRING("note", rule, note), STRING("form", rule, form), STRING("field", rule, field),
	STRING("severity", rule, severity_word), LIST("rows", rule, rows, row_count, rule_row_rows, rule_row),
	END,
};

static const struct bind step_rows[] = {
	STRING("id", checklist_item, id), STRING("phase", checklist_item, phase),
	STRING("source", checklist_item, source), STRING("en", checklist_item, en),
	STRING("ko", checklist_item, ko), END,
};

static const struct bind section_rows[] = {
	STRING("section", form_section, section), STRING("source", form_section, source),
	STRINGS("fields", form_section, fields), END,
};

static const struct bind dated_rows[] = {
	STRING("date", dated_change, date), STRING("source", dated_change, source),
	STRING("text", dated_change, text), END,
};

static const struct bind edition_rows[] = {
	STRING("id", edition, id), STRING("term", edition, term), BOOL("pseudo", edition, pseudo),
	STRING("firstHandoff", edition, first_handoff), STRING("lastHandoff", edition, last_handoff),
	STRING("firstSource", edition, first_source), STRING("lastSource", edition, last_source),
	STRINGS("documentedBy", edition, documented_by), STRINGS("path", edition, path),
	STRING("tab", edition, tab), STRING("createButton", edition, create_button),
	STRING("importButton", edition, import_button), STRING("startUrl", edition, start_url),
	BOOL("import", edition, import), STRING("importScope", edition, import_scope),
	STRING("accountCloses", edition, account_closes), STRING("profileScope", edition, profile_scope),
	STRINGS("roles", edition, roles), NUMBER("publishDelayHours", edition, publish_delay_hours),
	WORD("nameFrom", edition, name_is_legal, "LegalName"),
	WORD("solutions", edition, has_solutions, "listings"),
	WORD("languagesPerProfile", edition, joins_languages, "several"),
	BOOL("copyFromExisting", edition, copy_from_existing),
	BOOL("vocabulary", edition, has_vocabulary),
	LIST("fields", edition, sections, section_count, section_rows, form_section),
	LIST("dated", edition, dated, dated_count, dated_rows, dated_change),
	IGNORED("limits"), IGNORED("checklist"), END,
};

static const struct bind not_documented_rows[] = {
	STRING("id", not_documented, id), STRING("text", not_documented, text),
	STRING("first", not_documented, first), STRING("last", not_documented, last),
	IGNORED("firstSource"), IGNORED("lastSource"), END,
};

static const struct bind catalogue_rows[] = {
	IGNORED("format"), STRING("default", catalogue, default_id), IGNORED("aliases"),
	LIST("sources", catalogue, sources, source_count, source_rows, source),
	LIST("rules", catalogue, rules, rule_count, rule_rows, rule),
	LIST("steps", catalogue, steps, step_count, step_rows, checklist_item),
	LIST("editions", catalogue, editions, edition_count, edition_rows, edition),
	LIST("notDocumented", catalogue, not_documented, not_documented_count, not_documented_rows,
	    not_documented), END,
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
		if (row->key == NULL)
			return bad(b, member, "unknown key");
		if (!read_member(b, member, row, to))
			return false;
	}
	return true;
}

static bool read_limits(const struct binding *b, const struct yaml *map, struct edition *edition)
{
	static const struct bind rows[] = {
		NUMBER("descriptionMax", edition, description_max),
		NUMBER("industryMax", edition, industry_max),
		NUMBER("locationMax", edition, location_max),
		NUMBER("logoMaxWidth", edition, logo_max_width),
		STRINGS("logoFormats", edition, logo_formats), END,
	};
	size_t count = 0;

	if (map == NULL)
		return true;
	for (const struct yaml *member = map->first; member != NULL; member = member->next)
		count++;
	edition->limits = arena_alloc(b->arena, mem_product(count + 1, sizeof *edition->limits));
	for (const struct yaml *member = map->first; member != NULL; member = member->next) {
		struct named_limit *limit = &edition->limits[edition->limit_count++];

		limit->name = member->key;
		if (!(member->kind == YAML_LIST ? read_strings(b, member, &limit->list)
		                                : read_number(b, member, &limit->number)))
			return false;
		for (const struct bind *row = rows; row->key != NULL; row++)
			if (strcmp(row->key, member->key) == 0 &&
			    !read_member(b, member, row, (char *)edition))
				return false;
	}
	return true;
}

static bool read_checklist(const struct binding *b, const struct yaml *list,
    const struct catalogue *catalogue, struct edition *edition)
{
	struct strings ids = {0};

	if (list == NULL)
		return true;
	if (!read_strings(b, list, &ids))
		return false;
	edition->checklist = arena_alloc(b->arena, mem_product(ids.count + 1, sizeof *edition->checklist));
	for (size_t i = 0; i < ids.count; i++) {
		for (size_t j = 0; j < catalogue->step_count; j++)
			if (strcmp(catalogue->steps[j].id, ids.items[i]) == 0)
				edition->checklist[edition->checklist_count++] = &catalogue->steps[j];
		if (edition->checklist_count != i + 1)
			return bad(b, list, ids.items[i]);
	}
	return true;
}

static void finish_rules(struct catalogue *catalogue)
{
	static const char *const words[] = {"error", "warning", "note", "checklist"};

	for (size_t i = 0; i < catalogue->rule_count; i++) {
		struct rule *rule = &catalogue->rules[i];

		for (size_t j = 0; j < 4; j++)
			if (rule->severity_word != NULL && strcmp(rule->severity_word, words[j]) == 0)
				rule->severity = (enum severity_class)j;
		rule->unit = rule->row_count > 0 ? rule->rows[0].unit : NULL;
	}
}

static struct yaml *read_embedded(const struct binding *b, const char *name)
{
	const struct embedded *file = embedded_find(name);
	struct place place = {.source = diag_source(b->diag, name)};
	struct yaml *root = file != NULL ? baked_read(file, place.source, b->arena) : NULL;

	if (root == NULL)
		diag_add(b->diag, DIAG_R120, &place, NULL, DIAG_VALUES("not embedded"));
	return root;
}

static bool read_editions(const struct binding *b, struct catalogue *catalogue)
{
	const struct yaml *root = read_embedded(b, "editions.yaml"), *edition, *alias;

	if (root == NULL || !read_map(b, root, catalogue_rows, catalogue))
		return false;
	finish_rules(catalogue);
	alias = yaml_member(root, "aliases");
	catalogue->latest_id = alias != NULL ? yaml_string(alias->first, "edition") : NULL;
	edition = yaml_member(root, "editions")->first;
	for (size_t i = 0; i < catalogue->edition_count; i++, edition = edition->next)
		if (!read_limits(b, yaml_member(edition, "limits"), &catalogue->editions[i]) ||
		    !read_checklist(b, yaml_member(edition, "checklist"), catalogue, &catalogue->editions[i]))
			return false;
	return true;
}

static const struct bind value_rows[] = {
	STRING("value", vocabulary_value, value), STRING("label", vocabulary_value, label),
	STRING("scale", vocabulary_value, scale), NUMBER("min", vocabulary_value, min),
	NUMBER("max", vocabulary_value, max), END,
};

static const struct bind unmatched_rows[] = {
	STRING("word", vocabulary_unmatched, word), STRING("kind", vocabulary_unmatched, kind),
	STRING("reason", vocabulary_unmatched, reason),
	STRINGS("candidates", vocabulary_unmatched, candidates), END,
};

static const struct bind vocabulary_rows[] = {
	IGNORED("format"), IGNORED("field"), STRING("list", vocabulary, name),
	STRING("publishedFrom", vocabulary, published_from), BOOL("freeForm", vocabulary, free_form),
	STRING("source", vocabulary, source), IGNORED("unchangedUntil"), IGNORED("lastSource"),
	LIST("values", vocabulary, values, value_count, value_rows, vocabulary_value),
	LIST("unmatched", vocabulary, unmatched, unmatched_count, unmatched_rows, vocabulary_unmatched),
	IGNORED("aliases"), END,
};

static bool add_alias(const struct binding *b, const struct yaml *row, struct vocabulary *vocabulary,
    size_t most)
{
	const char *value = yaml_string(row, "value");

	for (size_t i = 0; value != NULL && i < vocabulary->value_count; i++) {
		struct vocabulary_value *to = &vocabulary->values[i];

		if (strcmp(to->value, value) != 0)
			continue;
		if (to->aliases == NULL)
			to->aliases = arena_alloc(b->arena, mem_product(most, sizeof *to->aliases));
		to->aliases[to->alias_count++] = (struct vocabulary_alias){
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

const struct catalogue *edition_load(struct arena *arena, struct diag *diag)
{
	static const char *const names[VOCABULARIES] = {
		[VOCABULARY_PRODUCTS] = "vocabularies/products.yaml",
		[VOCABULARY_SERVICES] = "vocabularies/services.yaml",
		[VOCABULARY_INDUSTRIES] = "vocabularies/industries.yaml",
		[VOCABULARY_SOLUTIONS] = "vocabularies/solutions.yaml",
		[VOCABULARY_SIZES] = "vocabularies/customer-sizes.yaml",
	};
	struct binding b = {arena, diag};
	struct catalogue *catalogue = ARENA_NEW(arena, struct catalogue);

	if (!read_editions(&b, catalogue))
		return NULL;
	for (size_t i = 0; i < VOCABULARIES; i++) {
		const struct yaml *root = read_embedded(&b, names[i]);

		if (root == NULL || !read_map(&b, root, vocabulary_rows, &catalogue->vocabularies[i]) ||
		    !read_aliases(&b, yaml_member(root, "aliases"), &catalogue->vocabularies[i]))
			return NULL;
	}
	return catalogue;
}
