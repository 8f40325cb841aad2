/* Strict YAML through libyaml's parser: see yaml.h. SPDX-License-Identifier: MIT */
#include "load/yaml.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/map.h"
#include "base/utf8.h"
#include "load/json.h"

enum { SIZE_MOST = 1 << 20, VALUES_MOST = 2000000, BOM_SIZE = 3 };

struct reading {
	const struct yaml_options *options;
	const char *data;            /* without a byte order mark */
	size_t size;
	size_t skipped;              /* bytes before data: the mark, or earlier lines */
	size_t lines;                /* line ends before data */
	size_t index, offset;        /* the same place in code points and in bytes */
	yaml_parser_t parser;
	yaml_event_t event;
	bool has_event;
	size_t depth, values;
};

/* libyaml counts code points. Marks nearly always come in order. */
static size_t offset_of(struct reading *reading, size_t index)
{
	if (index < reading->index)
		reading->index = reading->offset = 0;
	while (reading->index < index && reading->offset < reading->size) {
		size_t used;

		utf8_next(reading->data + reading->offset, reading->size - reading->offset, &used);
		reading->offset += used;
		reading->index++;
	}
	return reading->skipped + reading->offset;
}

static struct place place_of(struct reading *reading, yaml_mark_t mark)
{
	return (struct place){
		.source = reading->options->source,
		.offset = offset_of(reading, mark.index),
		.line = (uint32_t)(reading->lines + mark.line + 1),
		.column = (uint32_t)mark.column + 1,
	};
}

static bool refuse(struct reading *reading, yaml_mark_t mark, const char *what)
{
	struct place place = place_of(reading, mark);

	return diag_add(reading->options->diag, DIAG_R120, &place, NULL, DIAG_VALUES(what));
}

static const char tab_text[] = "a tab stands where the line is indented: use blanks";

/* What libyaml's words come from, mostly. `outer`: the place is where the thing began. */
static const struct trouble { const char *problem, *text; bool outer; } troubles[] = {
	{"did not find expected key",
	    "this line does not fit those above it; check how far it is indented, and the quotes above", false},
	{"did not find expected '-' indicator",
	    "this line does not fit the list above it; each item starts with \"- \", equally far indented", false},
	{"could not find expected ':'", "a colon and a blank are missing behind the name of a field", true},
	{"mapping values are not allowed in this context",
	    "a text with a colon has to be in quotes, or this line is indented too far", false},
	{"mapping keys are not allowed in this context", "a key cannot start here", false},
	{"block sequence entries are not allowed in this context",
	    "a text cannot start with \"- \": put it in quotes, or start the list on a line of its own", false},
	{"found unexpected end of stream", "a quotation mark opens here and is never closed", true},
	{"found unexpected document indicator", "a quotation mark opens here and is never closed", true},
	{"found unknown escape character",
	    "in double quotes a backslash has to be written twice; or use single quotes", false},
	{"did not find expected hexdecimal number", "a code behind a backslash lacks hexadecimal digits", false},
	{"found invalid Unicode character escape code", "a code behind a backslash names half of a character: write the character itself", false},
	{"did not find expected ',' or '}'", "a comma or } is missing", false},
	{"did not find expected ',' or ']'", "a comma or ] is missing", false},
	{"did not find expected node content", "a value is missing", false},
	{"did not find expected alphabetic or numeric character",
	    "a text cannot start with & or *: put it in quotes", false},
	{"found a tab character where an indentation space is expected", tab_text, false},
	{"found a tab character that violates indentation", tab_text, false},
	{"did not find expected comment or line break", "the text has to start on the next line", false},
	{"did not find expected <document start>", "text stands behind the end of the document", false},
	{"control characters are not allowed", "a control character; it may not stand here as itself", false},
	{"invalid leading UTF-8 octet", "the bytes are not UTF-8: save the file in that encoding", false},
	{"invalid trailing UTF-8 octet", "the bytes are not UTF-8: save the file in that encoding", false},
	{"incomplete UTF-8 octet sequence", "the bytes are not UTF-8: save the file in that encoding", false},
	{"invalid length of a UTF-8 sequence", "the bytes are not UTF-8: save the file in that encoding", false},
};

static const struct trouble *trouble_of(const char *problem)
{
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		if (strcmp(troubles[i].problem, problem) == 0)
			return &troubles[i];
	return NULL;
}

/* The reader of libyaml knows only the byte. */
static bool refuse_bytes(struct reading *reading, size_t offset, const char *text)
{
	yaml_mark_t mark = {0};

	if (offset > reading->size)
		offset = reading->size;
	for (size_t i = 0, used; i < offset; i += used) {
		bool end = reading->data[i] == '\n' || (reading->data[i] == '\r' &&
		    (i + 1 == reading->size || reading->data[i + 1] != '\n'));

		utf8_next(reading->data + i, offset - i, &used);
		mark.index++;
		mark.line += end;
		mark.column = end ? 0 : mark.column + 1;
	}
	return refuse(reading, mark, text);
}

static bool refuse_start(struct reading *reading, yaml_mark_t mark)
{
	const size_t offset = offset_of(reading, mark.index) - reading->skipped;
	const char c = offset < reading->size ? reading->data[offset] : '\0';
	char text[64];

	if (c == '\t')
		return refuse(reading, mark, tab_text);
	snprintf(text, sizeof text, "a text cannot start with %c: put it in quotes", c);
	return refuse(reading, mark, text);
}

/* Whatever libyaml stumbled over, it is the tab that a person has to look at. */
static bool indented_by_tab(struct reading *reading, yaml_mark_t mark)
{
	size_t at = offset_of(reading, mark.index) - reading->skipped;

	while (at > 0 && reading->data[at - 1] != '\n' && reading->data[at - 1] != '\r')
		at--;
	while (at < reading->size && reading->data[at] == ' ')
		at++;
	return at < reading->size && reading->data[at] == '\t';
}

static bool refuse_parse(struct reading *reading)
{
	const yaml_parser_t *parser = &reading->parser;
	const char *problem = parser->problem != NULL ? parser->problem : "unreadable";
	const struct trouble *trouble = trouble_of(problem);
	char text[256];

	if (parser->error == YAML_MEMORY_ERROR)
		mem_exhausted();
	if (parser->error == YAML_READER_ERROR)
		return refuse_bytes(reading, parser->problem_offset,
		    trouble != NULL ? trouble->text : problem);
	if (indented_by_tab(reading, parser->problem_mark))
		return refuse(reading, parser->problem_mark, tab_text);
	if (strcmp(problem, "found character that cannot start any token") == 0)
		return refuse_start(reading, parser->problem_mark);
	if (trouble != NULL)
		return refuse(reading, trouble->outer ? parser->context_mark : parser->problem_mark,
		    trouble->text);
	snprintf(text, sizeof text, "%s%s%s", parser->context != NULL ? parser->context : "",
	    parser->context != NULL ? ": " : "", problem);
	return refuse(reading, parser->problem_mark, text);
}

static bool next_event(struct reading *reading)
{
	if (reading->has_event)
		yaml_event_delete(&reading->event);
	reading->has_event = yaml_parser_parse(&reading->parser, &reading->event);
	return reading->has_event || refuse_parse(reading);
}

static bool refuse_extras(struct reading *reading, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor != NULL)
		return refuse(reading, reading->event.start_mark,
		    "anchors are not allowed here; a text that starts with & has to be in quotes");
	if (tag != NULL)
		return refuse(reading, reading->event.start_mark,
		    "tags are not allowed here; a text that starts with ! has to be in quotes");
	return true;
}

static struct yaml *read_node(struct reading *reading);

static struct yaml *read_scalar(struct reading *reading, struct yaml *node)
{
	const yaml_event_t *event = &reading->event;

	node->kind = YAML_SCALAR;
	node->text = arena_copy(reading->options->arena, (const char *)event->data.scalar.value,
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
			return diag_add(reading->options->diag, DIAG_R121, &key.place, NULL,
			    DIAG_VALUES(key.text));
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
	if (++reading->depth > YAML_DEPTH) {
		refuse(reading, event->start_mark, "nested more than 64 levels deep");
		return NULL;
	}
	good = is_map ? read_members(reading, node, &seen) : read_items(reading, node);
	reading->depth--;
	map_free(&seen);
	return good ? node : NULL;
}

bool yaml_count(size_t *count, const struct place *place, const struct yaml_options *options)
{
	const size_t most = options->values > 0 ? options->values : VALUES_MOST;
	char text[64];

	if (++*count <= most)
		return true;
	snprintf(text, sizeof text, "it has more than %zu values", most);
	return diag_add(options->diag, DIAG_R120, place, NULL, DIAG_VALUES(text));
}

static struct yaml *read_node(struct reading *reading)
{
	const struct place place = place_of(reading, reading->event.start_mark);
	struct yaml *node;

	if (!yaml_count(&reading->values, &place, reading->options))
		return NULL;
	node = ARENA_NEW(reading->options->arena, struct yaml);
	node->place = place;
	switch (reading->event.type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(reading, node);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		return read_collection(reading, node);
	case YAML_ALIAS_EVENT:
		refuse(reading, reading->event.start_mark,
		    "aliases are not allowed here; a text that starts with * has to be in quotes");
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

/* A document whose start event has been seen, to its end event. */
static struct yaml *read_document(struct reading *reading)
{
	struct yaml *root = next_event(reading) ? read_node(reading) : NULL;

	return root != NULL && expect(reading, YAML_DOCUMENT_END_EVENT) ? root : NULL;
}

static bool open_parser(struct reading *reading)
{
	if (!yaml_parser_initialize(&reading->parser))
		mem_exhausted();
	yaml_parser_set_encoding(&reading->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reading->parser, (const unsigned char *)reading->data, reading->size);
	return expect(reading, YAML_STREAM_START_EVENT);
}

static void close_parser(struct reading *reading)
{
	if (reading->has_event)
		yaml_event_delete(&reading->event);
	reading->has_event = false;
	yaml_parser_delete(&reading->parser);
}

/* Size and encoding, before the parser is asked. */
static bool accept(struct reading *reading)
{
	const unsigned char *bytes = (const unsigned char *)reading->data;
	char text[64];

	if (diag_tape(reading->options->diag) != NULL)
		tape_add(diag_tape(reading->options->diag), reading->options->source, 0, reading->data,
		    reading->size);
	if (reading->size > reading->options->most) {
		snprintf(text, sizeof text, "larger than %zu MiB", reading->options->most >> 20);
		return refuse(reading, (yaml_mark_t){0}, text);
	}
	if (reading->size >= 2 && (bytes[0] == 0 || bytes[1] == 0 ||
	    (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
		return refuse(reading, (yaml_mark_t){0},
		    "the bytes are UTF-16 (\"Unicode\" in some editors): save the file as UTF-8");
	if (reading->size >= BOM_SIZE && memcmp(bytes, "\xEF\xBB\xBF", BOM_SIZE) == 0) {
		reading->data += BOM_SIZE;
		reading->size -= BOM_SIZE;
		reading->skipped = BOM_SIZE;
	}
	return true;
}

static struct yaml *read_json(const struct reading *reading)
{
	const struct place start = {
		.source = reading->options->source, .offset = reading->skipped,
		.line = (uint32_t)reading->lines + 1, .column = 1,
	};

	return json_read(reading->data, reading->size, &start, reading->options);
}

struct yaml *yaml_read_one(const char *data, size_t size, const struct yaml_options *options)
{
	struct reading reading = {.options = options, .data = data, .size = size};
	struct yaml *root = NULL;

	if (!accept(&reading))
		return NULL;
	if (json_sniff(reading.data, reading.size))
		return read_json(&reading);
	if (open_parser(&reading) && expect(&reading, YAML_DOCUMENT_START_EVENT))
		root = read_document(&reading);
	if (root != NULL && !expect(&reading, YAML_STREAM_END_EVENT))
		root = NULL;
	close_parser(&reading);
	return root;
}

struct yaml *yaml_read(const char *data, size_t size, uint32_t source, struct arena *arena,
    struct diag *diag)
{
	return yaml_read_one(data, size, &(struct yaml_options){
		.source = source, .most = SIZE_MOST, .arena = arena, .diag = diag,
	});
}

/* ---- streams ---- */

static void forget(const struct yaml_options *options)
{
	if (!options->keep)
		arena_reset(options->arena);
}

static bool read_documents(struct reading *reading)
{
	const struct yaml_options *options = reading->options;
	const struct yaml *json;
	bool good;

	if (json_sniff(reading->data, reading->size)) {
		json = read_json(reading);
		good = json != NULL && options->document(options->to, json);
		forget(options);
		return good;
	}
	good = open_parser(reading) && expect(reading, YAML_DOCUMENT_START_EVENT);

	while (good && reading->event.type == YAML_DOCUMENT_START_EVENT) {
		const struct yaml *root;

		reading->values = 0;
		root = read_document(reading);
		good = root != NULL && options->document(options->to, root) && next_event(reading);
		forget(options);
	}
	close_parser(reading);
	return good;
}

/* JSON Lines: an object that ends where its line ends, with another one on the next line. */
static size_t json_line(const char *data, size_t size)
{
	const char *end = memchr(data, '\n', size), *last = end;

	if (end == NULL || *data != '{')
		return 0;
	while (last > data && ascii_space(*last))
		last--;
	return *last == '}' && end + 1 < data + size && end[1] == '{' ? (size_t)(end - data) + 1 : 0;
}

bool yaml_read_stream(const char *data, size_t size, const struct yaml_options *options)
{
	struct reading whole = {.options = options, .data = data, .size = size};
	bool good = accept(&whole);

	while (good) {
		struct reading part = whole;
		const size_t line = json_line(whole.data, whole.size);

		if (line > 0)
			part.size = line;
		good = read_documents(&part);
		if (line == 0)
			break;
		whole.data += line;
		whole.size -= line;
		whole.skipped += line;
		whole.lines++;
	}
	return good;
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
