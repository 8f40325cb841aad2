/* Strict YAML through libyaml's parser: see yaml.h. SPDX-License-Identifier: MIT */
#include "load/yaml.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/map.h"

enum { SIZE_MOST = 1 << 20, DEPTH_MOST = 64 };

struct reading {
	yaml_parser_t parser;
	yaml_event_t event;
	bool has_event;
	uint32_t source;
	struct arena *arena;
	struct diag *diag;
	size_t depth;
};

static struct place place_of(const struct reading *reading, yaml_mark_t mark)
{
	return (struct place){
		.source = reading->source,
		.offset = mark.index,
		.line = (uint32_t)mark.line + 1,
		.column = (uint32_t)mark.column + 1,
	};
}

static bool refuse(struct reading *reading, yaml_mark_t mark, const char *what)
{
	struct place place = place_of(reading, mark);

	return diag_add(reading->diag, DIAG_R120, &place, NULL, DIAG_VALUES(what));
}

static bool next_event(struct reading *reading)
{
	const yaml_parser_t *parser = &reading->parser;
	char text[256];

	if (reading->has_event)
		yaml_event_delete(&reading->event);
	reading->has_event = false;
	if (yaml_parser_parse(&reading->parser, &reading->event)) {
		reading->has_event = true;
		return true;
	}
	if (parser->error == YAML_MEMORY_ERROR)
		mem_exhausted();
	snprintf(text, sizeof text, "%s%s%s", parser->context != NULL ? parser->context : "",
	    parser->context != NULL ? ": " : "", parser->problem != NULL ? parser->problem : "unreadable");
	if (parser->error == YAML_READER_ERROR)
		return refuse(reading, (yaml_mark_t){parser->problem_offset, 0, 0}, text);
	return refuse(reading, parser->problem_mark, text);
}

static bool refuse_extras(struct reading *reading, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor != NULL)
		return refuse(reading, reading->event.start_mark, "anchors are not allowed here");
	if (tag != NULL)
		return refuse(reading, reading->event.start_mark, "tags are not allowed here");
	return true;
}

static struct yaml *read_node(struct reading *reading);

static struct yaml *read_scalar(struct reading *reading, struct yaml *node)
{
	const yaml_event_t *event = &reading->event;

	node->kind = YAML_SCALAR;
	node->text = arena_copy(reading->arena, (const char *)event->data.scalar.value,
	    event->data.scalar.length);
	node->length = event->data.scalar.length;
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (memchr(node->text, '\0', node->length) != NULL) {
		refuse(reading, event->start_mark, "a text may not hold a NUL");
		return NULL;
	}
	return refuse_extras(reading, event->data.scalar.anchor, event->data.scalar.tag) ? node : NULL;
}

static bool read_items(struct reading *reading, struct yaml *list)
{
	struct yaml **end = &list->first;

	while (next_event(reading)) {
		if (reading->event.type == YAML_SEQUENCE_END_EVENT)
			return true;
		*end = read_node(reading);
		if (*end == NULL)
			return false;
		end = &(*end)->next;
	}
	return false;
}

static bool read_members(struct reading *reading, struct yaml *map, struct map *seen)
{
	struct yaml **end = &map->first;

	while (next_event(reading)) {
		struct yaml key = {0};

		if (reading->event.type == YAML_MAPPING_END_EVENT)
			return true;
		if (reading->event.type != YAML_SCALAR_EVENT)
			return refuse(reading, reading->event.start_mark, "a key has to be a plain word");
		key.place = place_of(reading, reading->event.start_mark);
		if (read_scalar(reading, &key) == NULL)
			return false;
		if (map_add(seen, key.text, key.length, map) != NULL)
			return diag_add(reading->diag, DIAG_R121, &key.place, NULL, DIAG_VALUES(key.text));
		if (!next_event(reading) || (*end = read_node(reading)) == NULL)
			return false;
		(*end)->key = key.text;
		(*end)->key_place = key.place;
		end = &(*end)->next;
	}
	return false;
}

static struct yaml *read_collection(struct reading *reading, struct yaml *node)
{
	const yaml_event_t *event = &reading->event;
	bool is_map = event->type == YAML_MAPPING_START_EVENT, good;
	struct map seen = {0};

	node->kind = is_map ? YAML_MAP : YAML_LIST;
	if (!refuse_extras(reading,
	    is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor,
	    is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag))
		return NULL;
	if (++reading->depth > DEPTH_MOST) {
		refuse(reading, event->start_mark, "nested more than 64 levels deep");
		return NULL;
	}
	good = is_map ? read_members(reading, node, &seen) : read_items(reading, node);
	reading->depth--;
	map_free(&seen);
	return good ? node : NULL;
}

static struct yaml *read_node(struct reading *reading)
{
	struct yaml *node = ARENA_NEW(reading->arena, struct yaml);

	node->place = place_of(reading, reading->event.start_mark);
	switch (reading->event.type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(reading, node);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		return read_collection(reading, node);
	case YAML_ALIAS_EVENT:
		refuse(reading, reading->event.start_mark, "aliases are not allowed here");
		return NULL;
	default:
		refuse(reading, reading->event.start_mark, "one document was expected");
		return NULL;
	}
}

static bool expect(struct reading *reading, yaml_event_type_t type)
{
	if (!next_event(reading))
		return false;
	return reading->event.type == type ||
	       refuse(reading, reading->event.start_mark, "exactly one document was expected");
}

struct yaml *yaml_read(const char *data, size_t size, uint32_t source, struct arena *arena,
    struct diag *diag)
{
	struct reading reading = {.source = source, .arena = arena, .diag = diag};
	struct yaml *root = NULL;

	if (size > SIZE_MOST) {
		refuse(&reading, (yaml_mark_t){0, 0, 0}, "larger than 1 MiB");
		return NULL;
	}
	if (!yaml_parser_initialize(&reading.parser))
		mem_exhausted();
	yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reading.parser, (const unsigned char *)data, size);
	if (expect(&reading, YAML_STREAM_START_EVENT) && expect(&reading, YAML_DOCUMENT_START_EVENT) &&
	    next_event(&reading))
		root = read_node(&reading);
	if (root != NULL && !(expect(&reading, YAML_DOCUMENT_END_EVENT) &&
	    expect(&reading, YAML_STREAM_END_EVENT)))
		root = NULL;
	if (reading.has_event)
		yaml_event_delete(&reading.event);
	yaml_parser_delete(&reading.parser);
	return root;
}

struct yaml *yaml_member(const struct yaml *map, const char *key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (struct yaml *member = map->first; member != NULL; member = member->next)
		if (strcmp(member->key, key) == 0)
			return member;
	return NULL;
}

const char *yaml_string(const struct yaml *map, const char *key)
{
	const struct yaml *member = yaml_member(map, key);

	if (member == NULL || member->kind != YAML_SCALAR)
		return NULL;
	if (!member->quoted && (member->length == 0 || strcmp(member->text, "~") == 0 ||
	    strcmp(member->text, "null") == 0))
		return NULL;
	return member->text;
}
