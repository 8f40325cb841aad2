/* Events of a small document for tests that must not depend on the reader: tags,
 * attributes, text with the five named references, comments and CDATA. The
 * document must be well-formed. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_EVENTS_H
#define PINPORT_TESTS_EVENTS_H

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/xml.h"

enum { EVENTS_NAMES = 256, EVENTS_DEPTH = 32, EVENTS_ATTRIBUTES = 70 };

struct events {
	struct xml_handler handler;
	struct place place;
	const char *at;
	char *names[EVENTS_NAMES];
	size_t name_count;
	struct { const char *name, *namespace; } open[EVENTS_DEPTH];
	size_t depth;
	struct { const char *prefix, *uri; } spaces[EVENTS_DEPTH];   /* of the root, and defaults */
	size_t space_count;
	char path[1024];
};

static void events_step(struct events *e)
{
	unsigned char c = (unsigned char)*e->at++;

	e->place.offset++;
	if (c == '\n') {
		e->place.line++;
		e->place.column = 1;
	} else if ((c & 0xC0) != 0x80) {
		e->place.column++;
	}
}

static const char *events_intern(struct events *e, const char *text, size_t size)
{
	for (size_t i = 0; i < e->name_count; i++)
		if (strlen(e->names[i]) == size && memcmp(e->names[i], text, size) == 0)
			return e->names[i];
	if (e->name_count == EVENTS_NAMES)
		abort();
	return e->names[e->name_count++] = mem_copy(text, size);
}

static const char *events_name(struct events *e)
{
	const char *start = e->at;

	while (*e->at != '\0' && strchr("=/> \n\t", *e->at) == NULL)
		events_step(e);
	return events_intern(e, start, (size_t)(e->at - start));
}

/* What a prefix stands for; "" when nothing was declared. */
static const char *events_space(struct events *e, const char *prefix)
{
	for (size_t i = e->space_count; i-- > 0;)
		if (strcmp(e->spaces[i].prefix, prefix) == 0)
			return e->spaces[i].uri;
	return events_intern(e, "", 0);
}

static void events_text(struct buf *to, const char *text, size_t size)
{
	static const struct { const char *name; char c; } references[] = {
		{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''},
	};

	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		for (size_t r = 0; c == '&' && r < 5; r++)
			if (strncmp(text + i, references[r].name, strlen(references[r].name)) == 0) {
				c = references[r].c;
				i += strlen(references[r].name) - 1;
				break;
			}
		buf_addc(to, c);
	}
}

static void events_split(struct events *e, const char *name, const char **local,
    const char **namespace, bool attribute)
{
	const char *colon = strchr(name, ':');
	const char *prefix = colon != NULL ? events_intern(e, name, (size_t)(colon - name)) : "";

	*local = colon != NULL ? events_intern(e, colon + 1, strlen(colon + 1)) : name;
	*namespace = attribute && colon == NULL ? events_intern(e, "", 0) : events_space(e, prefix);
}

static void events_path(struct events *e)
{
	e->path[0] = '\0';
	for (size_t i = 0; i < e->depth; i++) {
		strcat(e->path, "/");
		strcat(e->path, e->open[i].name);
	}
}

static inline const char *events_path_of(void *of)
{
	struct events *e = of;

	return e->path;
}

static void events_tag(struct events *e)
{
	struct xml_attribute attributes[EVENTS_ATTRIBUTES];
	struct xml_element element = {.attributes = attributes, .place = e->place};
	const char *names[EVENTS_ATTRIBUTES], *name;
	struct buf value = {0};
	bool empty;

	events_step(e);
	name = events_name(e);
	for (;;) {
		const char *start, *attribute;
		struct place place;

		while (ascii_space(*e->at))
			events_step(e);
		if (*e->at == '>' || *e->at == '/')
			break;
		place = e->place;
		attribute = events_name(e);
		events_step(e);          /* = */
		events_step(e);          /* " */
		start = e->at;
		while (*e->at != '"')
			events_step(e);
		buf_clear(&value);
		events_text(&value, start, (size_t)(e->at - start));
		events_step(e);
		if (strncmp(attribute, "xmlns", 5) == 0) {
			e->spaces[e->space_count].prefix = attribute[5] == ':' ? attribute + 6 : "";
			e->spaces[e->space_count++].uri = events_intern(e, buf_text(&value), value.length);
			continue;
		}
		names[element.attribute_count] = attribute;
		attributes[element.attribute_count++] = (struct xml_attribute){
			.value = mem_copy(buf_text(&value), value.length),
			.length = value.length,
			.place = place,
		};
	}
	empty = *e->at == '/';
	if (empty)
		events_step(e);
	events_step(e);
	element.content = e->place;
	events_split(e, name, &element.name, &element.namespace, false);
	for (size_t i = 0; i < element.attribute_count; i++)
		events_split(e, names[i], &attributes[i].name, &attributes[i].namespace, true);
	e->open[e->depth++].name = element.name;
	events_path(e);
	e->handler.start(e->handler.to, &element);
	for (size_t i = 0; i < element.attribute_count; i++)
		mem_free((void *)(uintptr_t)attributes[i].value);
	if (empty) {
		e->handler.end(e->handler.to, element.name, &element.place);
		e->depth--;
		events_path(e);
	}
	buf_free(&value);
}

static void events_end(struct events *e)
{
	struct place place = e->place;

	while (*e->at != '>')
		events_step(e);
	events_step(e);
	e->handler.end(e->handler.to, e->open[e->depth - 1].name, &place);
	e->depth--;
	events_path(e);
}

/* Skips to behind `end`; what stood before it is text when it is CDATA. */
static void events_until(struct events *e, const char *end, bool text)
{
	const char *start = e->at, *stop = strstr(e->at, end);
	struct place place = e->place;

	if (text)
		e->handler.text(e->handler.to, start, (size_t)(stop - start), &place);
	while (e->at < stop + strlen(end))
		events_step(e);
}

/* Text goes out in pieces of at most `piece` bytes. */
static void events_characters(struct events *e, size_t piece)
{
	struct buf text = {0};

	while (*e->at != '\0' && *e->at != '<') {
		const char *start = e->at;
		struct place place = e->place;

		while (*e->at != '\0' && *e->at != '<' && ((size_t)(e->at - start) < piece ||
		       ((unsigned char)*e->at & 0xC0) == 0x80))
			events_step(e);
		buf_clear(&text);
		events_text(&text, start, (size_t)(e->at - start));
		if (e->depth > 0)
			e->handler.text(e->handler.to, buf_text(&text), text.length, &place);
	}
	buf_free(&text);
}

static void events_run(struct events *e, const char *document, size_t piece)
{
	e->at = document;
	e->spaces[e->space_count].prefix = "xml";
	e->spaces[e->space_count++].uri =
	    events_intern(e, "http://www.w3.org/XML/1998/namespace", 36);
	e->place = (struct place){.source = 1, .line = 1, .column = 1};
	while (*e->at != '\0') {
		if (strncmp(e->at, "<!--", 4) == 0)
			events_until(e, "-->", false);
		else if (strncmp(e->at, "<![CDATA[", 9) == 0) {
			for (size_t i = 0; i < 9; i++)
				events_step(e);
			events_until(e, "]]>", true);
		} else if (e->at[0] == '<' && e->at[1] == '/')
			events_end(e);
		else if (*e->at == '<')
			events_tag(e);
		else
			events_characters(e, piece);
	}
	for (size_t i = 0; i < e->name_count; i++)
		mem_free(e->names[i]);
}

#endif
