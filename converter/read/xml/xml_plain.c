/* What needs no parser and was kept from it (plain.c) becomes events, between
 * those that libxml2 calls for. SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "read/xml/plain.h"
#include "read/xml/xml_reader.h"

enum { CDATA_START = 9, CDATA_END = 3 };   /* <![CDATA[ and ]]> */

/* Tags. */

static uint32_t load_four(const char *p)
{
	uint32_t word;

	memcpy(&word, p, sizeof word);
	return word;
}

/* Up to eight bytes as a number, which tells them from all others of the same size. */
static uint64_t load_word(const char *p, size_t size)
{
	if (size >= 4)
		return load_four(p) | (uint64_t)load_four(p + size - 4) << 32;
	if (size == 0)
		return 0;
	return (unsigned char)p[0] | (uint64_t)(unsigned char)p[size / 2] << 8 |
	       (uint64_t)(unsigned char)p[size - 1] << 16;
}

const char *xml_intern(struct xml_reader *reader, const char *text, size_t size)
{
	uint64_t start = load_word(text, size < 8 ? size : 8);
	uint64_t end = size >= 8 ? load_word(text + size - 8, 8) : 0;
	uint64_t key = (start ^ end * 31 ^ size) * UINT64_C(0x9E3779B97F4A7C15);
	struct xml_name *name = &reader->names[key >> 56 & (XML_NAMES - 1)];
	const char *found;

	if (name->name != NULL && name->size == size && name->start == start && name->end == end &&
	    (size <= 16 || memcmp(name->name, text, size) == 0))
		return name->name;
	found = (const char *)xmlDictLookup(reader->parser->dict, (const xmlChar *)text, (int)size);
	if (found != NULL)
		*name = (struct xml_name){found, size, start, end};
	return found;
}

/* The values are ended right in the window, where a quote stands: nothing looks at
 * that again. */
static bool take_plain_attributes(struct xml_reader *reader, const struct token *token)
{
	xml_make_room(reader, token->attributes);
	for (size_t i = 0; i < token->attributes; i++) {
		const struct token_attribute *from = &reader->tokens.attributes[token->first_attribute + i];
		char *name = reader->window.data + (from->place.offset - reader->window_at);

		name[from->value + from->value_size] = '\0';
		reader->attributes[i] = (struct xml_attribute){
			.name = xml_intern(reader, name, from->name_size),
			.namespace = xml_or_none(NULL),
			.value = name + from->value,
			.length = from->value_size,
			.place = from->place,
		};
		if (reader->attributes[i].name == NULL)
			return xml_fail(reader, DIAG_X307, &token->place, NULL);
		if (from->value_size > reader->limits->text_bytes)
			return xml_fail_length(reader, &from->place, "an attribute");
	}
	return true;
}

/* Whether the plain end tag closes the innermost element. */
static bool closes(const struct xml_reader *reader, const struct token *token)
{
	const struct xml_frame *frame = &reader->frames[reader->depth - 1];

	assert(reader->depth > 0 && frame->plain);
	return frame->name_size == token->name_size &&
	       memcmp(frame->name, xml_raw(reader, token->place.offset + 2), token->name_size) == 0;
}

static void end_plain(struct xml_reader *reader, const struct token *token)
{
	const struct xml_frame *frame = &reader->frames[reader->depth - 1];

	if (token->kind == TOKEN_END && token->place.offset != reader->closing && !closes(reader, token)) {
		xml_fail_mismatch(reader, &token->place);
		return;
	}
	reader->run = 0;
	if (xml_call_end(reader, frame->name, &token->place))
		xml_pop_frame(reader);
	else
		reader->failed = true;
}

static void start_plain(struct xml_reader *reader, const struct token *token)
{
	struct xml_element element = {
		.name = xml_intern(reader, xml_raw(reader, token->place.offset + 1), token->name_size),
		.namespace = reader->frames[reader->depth - 1].namespace,
		.attribute_count = token->attributes,
		.place = token->place,
		.content = xml_place_behind(reader),
	};
	struct xml_frame *frame;

	if (element.name == NULL) {
		xml_fail(reader, DIAG_X307, &token->place, NULL);
		return;
	}
	frame = xml_push_frame(reader, &element, 0);
	if (frame == NULL || (token->attributes > 0 && !take_plain_attributes(reader, token)))
		return;
	element.attributes = reader->attributes;
	frame->plain = true;
	frame->name_size = token->name_size;
	if (!xml_call_start(reader, &element))
		reader->failed = true;
	else if (token->kind == TOKEN_EMPTY)
		end_plain(reader, token);
}

/* Text. */

/* The next `c` from `p` on, or the end, if `known` is what was found before: each is
 * looked for once, not again for every piece. */
static const char *next_of(const char *known, const char *p, const char *end, char c)
{
	if (known > p || *p == c)
		return known > p ? known : p;
	known = memchr(p, c, (size_t)(end - p));
	return known != NULL ? known : end;
}

/* Text with references and CRs, in pieces as the parser gives them: each reference
 * is one, and a line break that is not LF becomes LF (XML 1.0, 2.11). */
static void give_mixed(struct xml_reader *reader, const char *p, const char *end,
    struct place place, bool references)
{
	struct cursor cursor = cursor_at(&place);
	const char *amp = references ? p : end, *cr = p;

	while (p < end && !reader->failed) {
		char text[4] = "\n";
		const char *data = text;
		size_t passed, size = 1;

		amp = next_of(amp, p, end, '&');
		cr = next_of(cr, p, end, '\r');
		if (p == amp) {
			size = utf8_put(text, plain_reference(p, end, &passed));
		} else if (p == cr) {
			passed = end - p > 1 && p[1] == '\n' ? 2 : 1;
		} else {
			data = p;
			passed = size = (size_t)((amp < cr ? amp : cr) - p);
		}
		place = cursor_place(&cursor, reader->source);
		xml_give_text(reader, data, size, &place, false);
		cursor_move(&cursor, p, passed);
		p += passed;
	}
}

static void pass_plain_text(struct xml_reader *reader, const struct token *token)
{
	const struct token *next = token + 1;
	struct place place = token->place;
	uint64_t start = place.offset + token->lead, end = token->end;

	/* What is told about text before a wrong tag would only lead away from that. */
	if (next < reader->tokens.list + reader->tokens.count && next->plain &&
	    next->kind == TOKEN_END && !token->mixed) {
		if (!closes(reader, next)) {
			xml_fail_mismatch(reader, &next->place);
			return;
		}
		reader->closing = next->place.offset;
	}
	if (token->kind == TOKEN_CDATA) {
		start = place.offset += CDATA_START;
		place.column += CDATA_START;
		end -= CDATA_END;
	}
	if (token->mixed)
		give_mixed(reader, xml_raw(reader, start), xml_raw(reader, end), place,
		    token->kind == TOKEN_TEXT);
	else if (start < end)
		xml_give_text(reader, xml_raw(reader, start), (size_t)(end - start), &place, token->blank);
}

static bool is_tag(const struct token *token)
{
	return token->kind == TOKEN_START || token->kind == TOKEN_EMPTY || token->kind == TOKEN_END;
}

static void pass_plain_tag(struct xml_reader *reader, const struct token *token)
{
	/* The root is never plain: the parser has told of it long before. */
	if (reader->depth == 0)
		xml_fail(reader, DIAG_X299, &token->place, DIAG_VALUES("tags and positions disagree"));
	else if (token->kind == TOKEN_END)
		end_plain(reader, token);
	else
		start_plain(reader, token);
}

void xml_pass_token(struct xml_reader *reader)
{
	const struct token *token = tokens_first(&reader->tokens);

	if (token->plain && !reader->failed) {
		if (is_tag(token))
			pass_plain_tag(reader, token);
		else
			pass_plain_text(reader, token);
	}
	xml_drop_token(reader);
}

void xml_pass_tags(struct xml_reader *reader, uint64_t offset)
{
	const struct tokens *tokens = &reader->tokens;
	size_t last = tokens->first, i;

	for (i = tokens->first; i < tokens->count && tokens->list[i].end <= offset; i++)
		if (tokens->list[i].plain && (tokens->list[i].mixed || is_tag(&tokens->list[i])))
			last = i + 1;
	while (tokens->first < last && !reader->failed)
		xml_pass_token(reader);
}
