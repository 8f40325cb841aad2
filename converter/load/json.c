/* Strict JSON (RFC 8259): see json.h. SPDX-License-Identifier: MIT */
#include "load/json.h"

#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "read/xml/cursor.h"

struct reading {
	const struct yaml_options *options;
	const char *data;
	size_t size, at;
	struct cursor cursor;        /* at or before `at` */
	size_t passed;               /* where the cursor stands in data */
	size_t depth, values;
	struct buf text;             /* of the string at hand */
};

static struct place here(struct reading *reading)
{
	if (reading->at > reading->passed)
		cursor_move(&reading->cursor, reading->data + reading->passed, reading->at - reading->passed);
	reading->passed = reading->at > reading->passed ? reading->at : reading->passed;
	return cursor_place(&reading->cursor, reading->options->source);
}

static bool refuse(struct reading *reading, const char *what)
{
	struct place place = here(reading);

	return diag_add(reading->options->diag, DIAG_R120, &place, NULL, DIAG_VALUES(what));
}

static void skip_space(struct reading *reading)
{
	while (reading->at < reading->size && ascii_space(reading->data[reading->at]))
		reading->at++;
}

static char peek(const struct reading *reading)
{
	return reading->at < reading->size ? reading->data[reading->at] : '\0';
}

static bool take(struct reading *reading, char c)
{
	if (peek(reading) != c)
		return false;
	reading->at++;
	return true;
}

/* ---- strings ---- */

static bool take_hex(struct reading *reading, uint32_t *code)
{
	*code = 0;
	for (int i = 0; i < 4; i++, reading->at++) {
		const int digit = ascii_hex(peek(reading));

		if (digit < 0)
			return refuse(reading, "four hexadecimal digits have to follow here");
		*code = *code << 4 | (uint32_t)digit;
	}
	return true;
}

/* Behind the u of an escape; characters beyond 16 bits are written as two of them. */
static bool take_code(struct reading *reading)
{
	uint32_t code, low;

	if (!take_hex(reading, &code))
		return false;
	if (code == 0)
		return refuse(reading, "a text may not hold a NUL");
	if (code >= 0xD800 && code <= 0xDBFF && reading->size - reading->at >= 2 &&
	    reading->data[reading->at] == '\\' && reading->data[reading->at + 1] == 'u') {
		reading->at += 2;
		if (!take_hex(reading, &low))
			return false;
		if (low < 0xDC00 || low > 0xDFFF)
			return refuse(reading, "half of a character is written here without the other half");
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	if (code >= 0xD800 && code <= 0xDFFF)
		return refuse(reading, "half of a character is written here without the other half");
	utf8_add(&reading->text, code);
	return true;
}

static bool take_escape(struct reading *reading)
{
	static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	const char c = peek(reading);
	const char *letter = c != '\0' ? strchr(letters, c) : NULL;

	if (letter == NULL && c != 'u')
		return refuse(reading, "a backslash has to be written twice");
	reading->at++;
	if (c == 'u')
		return take_code(reading);
	buf_addc(&reading->text, meant[letter - letters]);
	return true;
}

/* Behind the opening quotation mark, to behind the closing one. */
static bool take_string(struct reading *reading)
{
	buf_clear(&reading->text);
	while (reading->at < reading->size) {
		const size_t start = reading->at;
		const unsigned char c = (unsigned char)reading->data[start];
		size_t used = 1;

		if (take(reading, '"'))
			return true;
		if (take(reading, '\\')) {
			if (!take_escape(reading))
				return false;
			continue;
		}
		if (c < 0x20)
			return refuse(reading, c == '\n' || c == '\r'
			    ? "a line ends within quotation marks: close the text before it"
			    : "a control character; it may not stand here as itself");
		if (c >= 0x80 && utf8_next(reading->data + start, reading->size - start, &used) == UTF8_INVALID)
			return refuse(reading, "the bytes are not UTF-8: save the file in that encoding");
		buf_add(&reading->text, reading->data + start, used);
		reading->at += used;
	}
	return refuse(reading, "a quotation mark is missing at the end of the last text");
}

/* ---- values ---- */

static struct yaml *read_value(struct reading *reading);

/* A number or one of the three words, by its characters: the tree keeps the text. */
static bool take_word(struct reading *reading, struct yaml *node)
{
	static const char *const words[] = {"true", "false", "null"};
	const size_t start = reading->at;
	size_t length;
	bool number, known = false;

	while (reading->at < reading->size && (ascii_letter(peek(reading)) || ascii_digit(peek(reading)) ||
	    strchr("+-.", peek(reading)) != NULL) && peek(reading) != '\0')
		reading->at++;
	length = reading->at - start;
	node->text = arena_copy(reading->options->arena, reading->data + start, length);
	node->length = length;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		known = known || strcmp(words[i], node->text) == 0;
	number = length > 0 && (ascii_digit(*node->text) || *node->text == '-') &&
	         node->text[strspn(node->text, "0123456789+-.eE")] == '\0';
	if (known || number)
		return true;
	reading->at = start;
	return refuse(reading, length > 0 ? "a text has to be in double quotes" : "a value is missing");
}

static bool end_of(struct reading *reading, char close)
{
	skip_space(reading);
	if (take(reading, close) || take(reading, ','))
		return true;
	return refuse(reading, close == '}' ? "a comma or } is missing" : "a comma or ] is missing");
}

static bool read_items(struct reading *reading, struct yaml *list)
{
	struct yaml **end = &list->first;

	skip_space(reading);
	if (take(reading, ']'))
		return true;
	do {
		*end = read_value(reading);
		if (*end == NULL || !end_of(reading, ']'))
			return false;
		end = &(*end)->next;
	} while (reading->data[reading->at - 1] == ',');
	return true;
}

static bool read_key(struct reading *reading, struct yaml *map, struct map *seen, struct yaml *key)
{
	skip_space(reading);
	key->place = here(reading);
	if (!take(reading, '"'))
		return refuse(reading, peek(reading) == '}' ? "a comma stands behind the last field"
		                                            : "the name of a field has to be in double quotes");
	if (!take_string(reading))
		return false;
	key->length = reading->text.length;
	key->text = arena_copy(reading->options->arena, buf_text(&reading->text), key->length);
	if (map_add(seen, key->text, key->length, map) != NULL)
		return diag_add(reading->options->diag, DIAG_R121, &key->place, NULL, DIAG_VALUES(key->text));
	skip_space(reading);
	return take(reading, ':') || refuse(reading, "a colon is missing behind the name of a field");
}

static bool read_members(struct reading *reading, struct yaml *map, struct map *seen)
{
	struct yaml **end = &map->first;

	skip_space(reading);
	if (take(reading, '}'))
		return true;
	do {
		struct yaml key = {0};

		if (!read_key(reading, map, seen, &key))
			return false;
		*end = read_value(reading);
		if (*end == NULL)
			return false;
		(*end)->key = key.text;
		(*end)->key_place = key.place;
		if (!end_of(reading, '}'))
			return false;
		end = &(*end)->next;
	} while (reading->data[reading->at - 1] == ',');
	return true;
}

static bool read_collection(struct reading *reading, struct yaml *node)
{
	struct map seen = {0};
	bool good;

	if (++reading->depth > YAML_DEPTH)
		return refuse(reading, "nested more than 64 levels deep");
	node->kind = peek(reading) == '{' ? YAML_MAP : YAML_LIST;
	reading->at++;
	good = node->kind == YAML_MAP ? read_members(reading, node, &seen) : read_items(reading, node);
	reading->depth--;
	map_free(&seen);
	return good;
}

static struct yaml *read_value(struct reading *reading)
{
	struct yaml *node;
	struct place place;
	bool good;

	skip_space(reading);
	place = here(reading);
	if (!yaml_count(&reading->values, &place, reading->options))
		return NULL;
	node = ARENA_NEW(reading->options->arena, struct yaml);
	node->place = place;
	if (peek(reading) == '{' || peek(reading) == '[') {
		good = read_collection(reading, node);
	} else if (take(reading, '"')) {
		good = take_string(reading);
		node->quoted = true;
		node->length = reading->text.length;
		node->text = arena_copy(reading->options->arena, buf_text(&reading->text), node->length);
	} else {
		good = take_word(reading, node);
	}
	return good ? node : NULL;
}

bool json_sniff(const char *data, size_t size)
{
	struct reading reading = {.data = data, .size = size};

	skip_space(&reading);
	if (!take(&reading, '{'))
		return false;
	skip_space(&reading);
	return peek(&reading) == '"' || peek(&reading) == '}';
}

struct yaml *json_read(const char *data, size_t size, const struct place *start,
    const struct yaml_options *options)
{
	struct reading reading = {
		.options = options, .data = data, .size = size, .cursor = cursor_at(start),
	};
	struct yaml *root = read_value(&reading);

	skip_space(&reading);
	if (root != NULL && reading.at < size) {
		refuse(&reading, "text stands behind the end of the document");
		root = NULL;
	}
	buf_free(&reading.text);
	return root;
}
