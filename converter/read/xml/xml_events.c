/* libxml2's callbacks become events: each takes its tokens off the queue, and
 * with them its places. See xml.c. SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/xml_reader.h"

enum {
	MOST_NAMESPACES = 256,    /* libxml2 looks each prefix up among all of them */
	MOST_NAMES = 50000,       /* libxml2's dictionary becomes slow */
	CDATA_MARKS = 12          /* <![CDATA[ and ]]> */
};

/* Tokens and places. */

struct place xml_place(const struct xml_reader *reader, uint64_t offset)
{
	const struct tokens *tokens = &reader->tokens;
	struct cursor cursor = tokens->cursor;
	uint64_t end = reader->window_at + reader->window.length;

	for (size_t i = tokens->count; i > tokens->first && cursor.offset > offset; i--)
		cursor = cursor_at(&tokens->list[i - 1].place);
	/* The start of text that was partly given away is no longer in the window. */
	if (cursor.offset < reader->window_at && reader->text.line > 0)
		cursor = reader->text;
	if (cursor.offset >= reader->window_at && cursor.offset < offset)
		cursor_move(&cursor, xml_raw(reader, cursor.offset),
		    (size_t)((offset < end ? offset : end) - cursor.offset));
	return cursor_place(&cursor, reader->source);
}

/* The place behind the first token. */
struct place xml_place_behind(const struct xml_reader *reader)
{
	const struct tokens *tokens = &reader->tokens;

	if (tokens->first + 1 < tokens->count)
		return tokens->list[tokens->first + 1].place;
	return cursor_place(&tokens->cursor, reader->source);
}

/* Where in the token its text goes on. Mostly that is its start. */
static struct place text_place(struct xml_reader *reader, const struct token *token)
{
	if (reader->text.line == 0 && token->kind == TOKEN_TEXT)
		return token->place;
	if (reader->text.line == 0) {
		reader->text = cursor_at(&token->place);
		cursor_move(&reader->text, "<![CDATA[", 9);
	}
	return cursor_place(&reader->text, reader->source);
}

/* The raw bytes that the parser made `size` bytes of text from. */
static size_t raw_size(const struct xml_reader *reader, const struct token *token,
    size_t left, size_t size)
{
	const char *p = xml_raw(reader, reader->text.offset), *end = p + left, *start = p;

	if (token->kind == TOKEN_TEXT && *p == '&') {
		p = memchr(p, ';', left);
		return p != NULL ? (size_t)(p - start) + 1 : left;
	}
	if (memchr(p, '\r', size < left ? size : left) == NULL)
		return size < left ? size : left;
	for (; size > 0 && p < end; size--)
		p += *p == '\r' && end - p > 1 && p[1] == '\n' ? 2 : 1;
	return (size_t)(p - start);
}

/* Moves behind the text that a handler has just been given. */
static void pass_text(struct xml_reader *reader, const struct token *token, uint64_t at,
    size_t size)
{
	uint64_t end = token->end - (token->kind == TOKEN_CDATA ? 3 : 0);
	size_t left = (size_t)(end - at);

	if (size < left) {
		if (reader->text.line == 0)
			reader->text = cursor_at(&token->place);
		size = raw_size(reader, token, left, size);
		cursor_move(&reader->text, xml_raw(reader, reader->text.offset), size);
	}
	if (size >= left)
		xml_drop_token(reader);
}

/* Events. */

bool xml_call_start(struct xml_reader *reader, const struct xml_element *element)
{
	for (size_t i = 0; i < reader->handler_count; i++) {
		const struct xml_handler *handler = reader->handlers[i];

		if (handler->start != NULL && !handler->start(handler->to, element))
			return false;
	}
	return true;
}

static bool call_text(struct xml_reader *reader, const char *data, size_t size,
    const struct place *place, bool blank)
{
	for (size_t i = 0; i < reader->handler_count; i++) {
		const struct xml_handler *handler = reader->handlers[i];
		bool (*give)(void *, const char *, size_t, const struct place *) =
		    blank && handler->blank != NULL ? handler->blank : handler->text;

		if (give != NULL && !give(handler->to, data, size, place))
			return false;
	}
	return true;
}

bool xml_call_end(struct xml_reader *reader, const char *name, const struct place *place)
{
	for (size_t i = 0; i < reader->handler_count; i++) {
		const struct xml_handler *handler = reader->handlers[i];

		if (handler->end != NULL && !handler->end(handler->to, name, place))
			return false;
	}
	return true;
}

/* White space between a million elements is not one long text, so blank
 * pieces count only until the next tag. */
static bool check_text(struct xml_reader *reader, const char *data, size_t size,
    const struct place *place, bool blank)
{
	struct xml_frame *frame = &reader->frames[reader->depth - 1];
	uint64_t most = reader->limits->text_bytes;

	reader->run += size;
	if (!blank && ascii_blanks(data, size) < size)
		frame->text += size;
	return (reader->run <= most && frame->text <= most) || xml_fail_length(reader, place, "a text");
}

void xml_give_text(struct xml_reader *reader, const char *data, size_t size,
    const struct place *place, bool blank)
{
	if (reader->depth == 0)
		xml_fail(reader, DIAG_X299, place, DIAG_VALUES("text stands outside"));
	else if (check_text(reader, data, size, place, blank)) {
		if (reader->check != NULL)
			schema_check_text(reader->check, data, size, place);
		if (!call_text(reader, data, size, place, blank))
			reader->failed = true;
	}
}

/* Names and namespaces are compared by their pointers, also "". */
const char *xml_or_none(const xmlChar *text)
{
	static const char none[] = "";

	return text != NULL && *text != '\0' ? (const char *)text : none;
}

/* The frame of an element that starts, or NULL when it may not. */
struct xml_frame *xml_push_frame(struct xml_reader *reader, const struct xml_element *element,
    size_t namespaces)
{
	const struct place *place = &element->place;
	struct xml_frame *frame;
	bool good = true;

	path_push(reader->path, element->name);
	namespaces += reader->depth > 0 ? reader->frames[reader->depth - 1].namespaces : 0;
	if (reader->depth >= reader->limits->depth)
		good = xml_fail_limit(reader, DIAG_X303, place, reader->limits->depth);
	else if (xmlDictSize(reader->parser->dict) > MOST_NAMES)
		good = xml_fail(reader, DIAG_X307, place, NULL);
	else if (namespaces > MOST_NAMESPACES)
		good = xml_fail_limit(reader, DIAG_X306, place, MOST_NAMESPACES);
	if (!good)
		return NULL;
	if (reader->depth == reader->frame_room) {
		reader->frame_room = reader->frame_room == 0 ? 32 : reader->frame_room * 2;
		reader->frames = mem_resize(reader->frames,
		    mem_product(reader->frame_room, sizeof *reader->frames));
	}
	frame = &reader->frames[reader->depth++];
	*frame = (struct xml_frame){
		.name = element->name, .place = element->place, .content = element->content,
		.namespace = reader->depth > 1 ? frame[-1].namespace : xml_or_none(NULL),
		.namespaces = namespaces,
	};
	reader->run = 0;
	return frame;
}

void xml_pop_frame(struct xml_reader *reader)
{
	path_pop(reader->path);
	reader->depth--;
	reader->root_closed = reader->depth == 0;
}

void xml_make_room(struct xml_reader *reader, size_t attributes)
{
	if (attributes <= reader->attribute_room)
		return;
	reader->attribute_room = attributes;
	reader->attributes = mem_resize(reader->attributes,
	    mem_product(attributes, sizeof *reader->attributes));
}

/* The tag that the parser is at; what stands before it is passed. */
static const struct token *take_tag(struct xml_reader *reader, enum token_kind kind)
{
	const struct token *token;

	while ((token = tokens_first(&reader->tokens)) != NULL && !reader->failed &&
	       (token->plain || (token->kind != kind && token->kind != TOKEN_EMPTY)))
		xml_pass_token(reader);
	if (token == NULL)
		xml_fail(reader, DIAG_X299, NULL, DIAG_VALUES("tags and positions disagree"));
	return reader->failed ? NULL : token;
}

/* The text or CDATA section that the parser is in. */
static const struct token *take_text(struct xml_reader *reader)
{
	const struct token *token;

	/* An empty CDATA section gives no text. */
	while ((token = tokens_first(&reader->tokens)) != NULL && (token->plain ||
	       (token->kind != TOKEN_TEXT && (token->kind != TOKEN_CDATA ||
	        token->end - token->place.offset == CDATA_MARKS))))
		xml_pass_token(reader);
	if (token == NULL)
		xml_fail(reader, DIAG_X299, NULL, DIAG_VALUES("text and positions disagree"));
	return reader->failed ? NULL : token;
}

/* libxml2 writes each & of a value as &#38;, so that values can be parsed again. */
static size_t copy_value(char *to, const char *from, size_t size)
{
	const char *end = from + size, *amp;
	char *start = to;

	while ((amp = memchr(from, '&', (size_t)(end - from))) != NULL) {
		memcpy(to, from, (size_t)(amp - from));
		to += amp - from;
		*to++ = '&';
		from = amp + (end - amp >= 5 && memcmp(amp, "&#38;", 5) == 0 ? 5 : 1);
	}
	memcpy(to, from, (size_t)(end - from));
	to += end - from;
	*to = '\0';
	return (size_t)(to - start);
}

/* Values are copied, since libxml2 does not end them with NUL. libxml2 gives
 * five pointers for each: name, prefix, URI, value, end of value. */
static bool take_attributes(struct xml_reader *reader, const struct token *token,
    const struct schema_start *start)
{
	size_t count = (size_t)start->attribute_count, total = 0;
	char *to;

	for (size_t i = 0; i < count; i++)
		total += (size_t)(start->attributes[5 * i + 4] - start->attributes[5 * i + 3]) + 1;
	buf_clear(&reader->values);
	to = buf_reserve(&reader->values, total);
	xml_make_room(reader, count);
	for (size_t i = 0; i < count; i++) {
		const xmlChar **from = &start->attributes[5 * i];
		struct xml_attribute *attribute = &reader->attributes[i];

		*attribute = (struct xml_attribute){
			.name = (const char *)from[0],
			.namespace = xml_or_none(from[2]),
			.value = to,
			.length = (size_t)(from[4] - from[3]),
			.place = i < token->attributes
			    ? reader->tokens.attributes[token->first_attribute + i].place : token->place,
		};
		attribute->length = copy_value(to, (const char *)from[3], attribute->length);
		to += attribute->length + 1;
		if (attribute->length > reader->limits->text_bytes)
			return xml_fail_length(reader, &attribute->place, "an attribute");
	}
	return true;
}

static void start_element(struct xml_reader *reader, const struct token *token,
    const struct schema_start *start)
{
	struct xml_frame *frame;
	struct xml_element element = {
		.name = (const char *)start->name,
		.namespace = xml_or_none(start->uri),
		.attribute_count = (size_t)start->attribute_count,
		.place = token->place,
		.content = xml_place_behind(reader),
	};

	if (reader->check != NULL)
		schema_check_flush(reader->check);
	frame = xml_push_frame(reader, &element, (size_t)start->namespace_count);
	if (frame == NULL || (element.attribute_count > 0 && !take_attributes(reader, token, start)))
		return;
	element.attributes = reader->attributes;
	frame->prefix = (const char *)start->prefix;
	for (int i = 0; i < start->namespace_count; i++)
		if (start->namespaces[2 * i] == NULL)
			frame->namespace = xml_or_none(start->namespaces[2 * i + 1]);
	if (reader->check != NULL)
		schema_check_start(reader->check, start, &element);
	if (!xml_call_start(reader, &element))
		reader->failed = true;
	else if (token->kind == TOKEN_START)
		xml_drop_token(reader);
}

static void on_start(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
    const xmlChar **attributes)
{
	struct xml_reader *reader = to;
	struct schema_start start = {name, prefix, uri, namespace_count, namespaces,
		attribute_count, attributes};
	const struct token *token;

	(void)defaulted;   /* there is no DTD that could give defaults */
	if (!reader->failed && !reader->muted && (token = take_tag(reader, TOKEN_START)) != NULL)
		start_element(reader, token, &start);
}

static void on_end(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml_reader *reader = to;
	struct schema_start end = {.name = name, .prefix = prefix, .uri = uri};
	const struct token *token;
	struct place place;

	if (reader->failed || reader->muted || (token = take_tag(reader, TOKEN_END)) == NULL)
		return;
	assert(reader->depth > 0);
	place = token->place;
	if (reader->frames[reader->depth - 1].plain) {
		xml_fail_mismatch(reader, &place);
		return;
	}
	reader->run = 0;
	if (reader->check != NULL)
		schema_check_end(reader->check, &end, &place,
		    &reader->frames[reader->depth - 1].content);
	if (!xml_call_end(reader, (const char *)name, &place)) {
		reader->failed = true;
		return;
	}
	xml_drop_token(reader);
	xml_pop_frame(reader);
}

static void take_piece(struct xml_reader *reader, const char *data, size_t size)
{
	const struct token *token;
	struct place place;

	if (reader->failed || reader->muted || size == 0 || (token = take_text(reader)) == NULL)
		return;
	place = text_place(reader, token);
	xml_give_text(reader, data, size, &place, false);
	pass_text(reader, token, place.offset, size);
}

static void on_text(void *to, const xmlChar *data, int size)
{
	take_piece(to, (const char *)data, (size_t)size);
}

/* The push parser leaves CR and CR LF in CDATA sections as they are, other than
 * everywhere else; XML 1.0, 2.11 wants LF. */
static void on_cdata(void *to, const xmlChar *text, int length)
{
	const char *data = (const char *)text, *end = data + length, *cr;

	while ((cr = memchr(data, '\r', (size_t)(end - data))) != NULL) {
		take_piece(to, data, (size_t)(cr - data));
		take_piece(to, "\n", 1);
		data = cr + (end - cr > 1 && cr[1] == '\n' ? 2 : 1);
	}
	take_piece(to, data, (size_t)(end - data));
}

static void on_error(void *to, xmlErrorPtr error)
{
	xml_parser_error(to, error);
}

/* token.c refuses document types before the parser sees them. Should one slip
 * through, the parser must not read on by a single byte. */
static void refuse_doctype(struct xml_reader *reader)
{
	struct place place = cursor_place(&reader->tokens.cursor, reader->source);

	xml_fail(reader, DIAG_X301, &place, NULL);
	xmlStopParser(reader->parser);
}

static void on_subset(void *to, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	refuse_doctype(to);
}

static void on_entity(void *to, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
	(void)name, (void)type, (void)public_id, (void)system_id, (void)content;
	refuse_doctype(to);
}

xmlSAXHandler xml_sax_table(void)
{
	return (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,   /* the same, so that blanks are not looked for */
		.cdataBlock = on_cdata,
		.internalSubset = on_subset,
		.externalSubset = on_subset,
		.entityDecl = on_entity,
		.serror = on_error,
	};
}
