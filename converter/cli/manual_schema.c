/* A JSON Schema as part of a manual page. The schemas are pinport's own; only
 * what stands in them is understood. SPDX-License-Identifier: MIT */
#include "cli/manual_formats.h"

#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "cli/roff.h"
#include "load/json.h"

static bool required(const struct yaml *object, const char *key)
{
	const struct yaml *list = yaml_member(object, "required");

	for (const struct yaml *item = list != NULL ? list->first : NULL; item != NULL; item = item->next)
		if (strcmp(item->text, key) == 0)
			return true;
	return false;
}

/* A list as what its items are. */
static const struct yaml *item_of(const struct yaml *schema)
{
	const struct yaml *items = yaml_member(schema, "items");

	return items != NULL ? item_of(items) : schema;
}

static const char *kind_of(const struct yaml *schema)
{
	static const struct { const char *type, *one, *list; } kinds[] = {
		{"string", "text", "list of texts"}, {"integer", "number", "list of numbers"},
		{"boolean", "true or false", "list"}, {"object", "map", "list of maps"},
	};
	const struct yaml *items = yaml_member(schema, "items");
	const char *type = yaml_string(items != NULL ? items : schema, "type");

	for (size_t i = 0; type != NULL && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].type, type) == 0)
			return items != NULL ? kinds[i].list : kinds[i].one;
	if (items != NULL)
		return "list";
	return yaml_member(schema, "enum") != NULL || yaml_member(schema, "const") != NULL ? "text"
	    : yaml_member(schema, "anyOf") != NULL ? "true or false" : "anything";
}

/* What a value may be, if that can be said in words. */
static void put_values(const struct yaml *schema)
{
	const struct yaml *list = yaml_member(schema, "enum");
	const char *constant = yaml_string(schema, "const"), *pattern = yaml_string(schema, "pattern");
	struct buf line = {0};

	if (constant != NULL)
		buf_printf(&line, "Always %s.", constant);
	for (const struct yaml *item = list != NULL ? list->first : NULL; item != NULL; item = item->next)
		buf_printf(&line, "%s%s%s", item == list->first ? "One of " : ", ", item->text,
		    item->next == NULL ? "." : "");
	if (line.length > 0)
		roff_line("", buf_text(&line));
	if (pattern != NULL) {
		printf("Form:\n");
		roff_line(".Li", pattern);
	}
	buf_free(&line);
}

static void put_members(const struct yaml *object, unsigned depth);

static void put_member(const struct yaml *object, const struct yaml *schema, unsigned depth)
{
	const struct yaml *inner = item_of(schema);
	const char *about = yaml_string(schema, "description");

	printf(".It Va %s Pq %s, %s\n", schema->key, kind_of(schema),
	    required(object, schema->key) ? "always" : "optional");
	if (about != NULL)
		roff_sentences(about);
	put_values(inner);
	if (depth > 1 && yaml_member(inner, "properties") != NULL)
		put_members(inner, depth - 1);
}

static void put_members(const struct yaml *object, unsigned depth)
{
	const struct yaml *properties = yaml_member(object, "properties");

	printf(".Bl -tag -width 2n -compact\n");
	for (const struct yaml *member = properties->first; member != NULL; member = member->next)
		put_member(object, member, depth);
	printf(".El\n");
}

void manual_schema(const char *name, unsigned depth)
{
	const struct embedded *file = embedded_find(name);
	const struct place start = {0};
	struct arena arena = {0};
	struct diag *diag = diag_open();
	const struct yaml *schema = json_read((const char *)file->data, file->size, &start,
	    &(struct yaml_options){.most = file->size, .arena = &arena, .diag = diag});

	if (schema == NULL)
		mem_exhausted();   /* it is built in and well-formed */
	roff_sentences(yaml_string(schema, "description"));
	printf("Schema:\n.Ql %s .\n", name);
	put_members(schema, depth);
	diag_close(diag);
	arena_free(&arena);
}
