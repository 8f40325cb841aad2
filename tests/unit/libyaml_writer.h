/* The oracle of test_yaml.c: a writer of YAML through libyaml's emitter, which
 * has to put the same bytes as emit/yaml.c. SPDX-License-Identifier: MIT
 *
 * libyaml would write characters beyond U+FFFF as \U and would not escape bidi
 * controls. Both travel through it as two private-use characters, turned back
 * when the document is closed; private-use characters of the text itself that
 * could be taken for such a pair travel the same way. */
#ifndef PINPORT_TESTS_LIBYAML_WRITER_H
#define PINPORT_TESTS_LIBYAML_WRITER_H

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "emit/scalar.h"
#include "emit/writer.h"

/* A pair carries a number of 21 bits: below ASTRAL a character beyond U+FFFF,
 * from there on one of the others. Both halves begin with the byte 0xEE, and
 * no other character does on its way through libyaml. */
enum { HIGH_HALF = 0xE000, LOW_HALF = 0xE800, HALF_BITS = 10, HALF_MASK = 0x3FF,
	ASTRAL = 0x100000, HALF_BYTES = 3, CARRIER = 0xEE };

struct libyaml_writer {
	struct writer writer;
	yaml_emitter_t emitter;
	struct buf *to;
	size_t start;          /* of the document in *to */
	struct buf open;       /* '{' or '[' for each map or list that is open */
	struct buf carried;    /* a string on its way through libyaml */
	size_t flow;           /* how many of the innermost are in flow style */
};

static struct libyaml_writer *self(struct writer *w)
{
	return (struct libyaml_writer *)(void *)w;
}

static bool travels(uint32_t code)
{
	return code > 0xFFFF || (code >= 0xE000 && code <= 0xEFFF) || scalar_bidi(code);
}

static void carry(struct buf *to, const char *text, size_t length)
{
	for (size_t i = 0, used; i < length; i += used) {
		uint32_t code = utf8_next(text + i, length - i, &used);
		uint32_t number = code > 0xFFFF ? code - 0x10000 : ASTRAL + code;

		if (travels(code)) {
			utf8_add(to, HIGH_HALF + (number >> HALF_BITS));
			utf8_add(to, LOW_HALF + (number & HALF_MASK));
		} else {
			buf_add(to, text + i, used);
		}
	}
}

static void unpack(struct buf *to, const char *pair)
{
	size_t used;
	uint32_t high = utf8_next(pair, HALF_BYTES, &used);
	uint32_t low = utf8_next(pair + HALF_BYTES, HALF_BYTES, &used);
	uint32_t number = (high - HIGH_HALF) << HALF_BITS | (low - LOW_HALF);
	uint32_t code = number < ASTRAL ? number + 0x10000 : number - ASTRAL;

	buf_clear(to);
	if (scalar_bidi(code))
		buf_printf(to, "\\u%04" PRIX32, code);
	else
		utf8_add(to, code);
}

/* In place: what comes out is never longer than the pair. */
static void arrive(struct buf *buf, size_t start, struct buf *character)
{
	char *end, *from, *to, *hit;

	if (buf->length == start)
		return;
	end = buf->data + buf->length;
	from = to = buf->data + start;
	while ((hit = memchr(from, CARRIER, (size_t)(end - from))) != NULL) {
		memmove(to, from, (size_t)(hit - from));
		to += hit - from;
		unpack(character, hit);
		assert(end - hit >= 2 * HALF_BYTES && character->length <= 2 * HALF_BYTES);
		memcpy(to, character->data, character->length);
		to += character->length;
		from = hit + 2 * HALF_BYTES;
	}
	memmove(to, from, (size_t)(end - from));
	buf_cut(buf, (size_t)(to - buf->data) + (size_t)(end - from));
}

static int append(void *to, unsigned char *data, size_t size)
{
	buf_add(to, data, size);
	return 1;
}

/* `made` is what libyaml's constructor of the event said: it fails for want of
 * memory only, since strings are valid UTF-8 by contract. */
static void put(struct libyaml_writer *y, yaml_event_t *event, int made)
{
	if (made == 0)
		mem_exhausted();
	if (yaml_emitter_emit(&y->emitter, event) == 0) {
		assert(y->emitter.error == YAML_MEMORY_ERROR);
		mem_exhausted();
	}
}

static void put_scalar(struct libyaml_writer *y, const char *text, size_t length, yaml_scalar_style_t style)
{
	bool plain = style == YAML_PLAIN_SCALAR_STYLE;
	yaml_event_t event;

	if (length > INT32_MAX)   /* libyaml counts in int */
		mem_exhausted();
	put(y, &event, yaml_scalar_event_initialize(&event, NULL, NULL,
	    (const yaml_char_t *)text, (int)length, plain, !plain, style));
}

static void enter(struct libyaml_writer *y, char kind, bool flow)
{
	buf_addc(&y->open, kind);
	if (flow || y->flow > 0)
		y->flow++;
}

static void lib_map(struct writer *w, bool flow)
{
	struct libyaml_writer *y = self(w);
	yaml_event_t event;

	put(y, &event, yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
	    flow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE));
	enter(y, '{', flow);
}

static void lib_list(struct writer *w, bool flow)
{
	struct libyaml_writer *y = self(w);
	yaml_event_t event;

	put(y, &event, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
	    flow ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE));
	enter(y, '[', flow);
}

static void lib_end(struct writer *w)
{
	struct libyaml_writer *y = self(w);
	yaml_event_t event;

	assert(y->open.length > 0);
	if (y->open.data[y->open.length - 1] == '{')
		put(y, &event, yaml_mapping_end_event_initialize(&event));
	else
		put(y, &event, yaml_sequence_end_event_initialize(&event));
	buf_cut(&y->open, y->open.length - 1);
	if (y->flow > 0)
		y->flow--;
}

static void lib_key(struct writer *w, const char *key, size_t length)
{
	assert(scalar_style(key, length, true) == SCALAR_PLAIN);
	put_scalar(self(w), key, length, YAML_PLAIN_SCALAR_STYLE);
}

static void lib_string(struct writer *w, const char *data, size_t length)
{
	static const yaml_scalar_style_t styles[] = {
		[SCALAR_PLAIN] = YAML_PLAIN_SCALAR_STYLE,
		[SCALAR_QUOTED] = YAML_DOUBLE_QUOTED_SCALAR_STYLE,
		[SCALAR_LITERAL] = YAML_LITERAL_SCALAR_STYLE,
	};
	struct libyaml_writer *y = self(w);
	enum scalar_style style = scalar_style(data, length, y->flow > 0);

	if (style != SCALAR_PLAIN) {
		buf_clear(&y->carried);
		carry(&y->carried, data, length);
		data = buf_text(&y->carried);
		length = y->carried.length;
	}
	put_scalar(y, data, length, styles[style]);
}

static void lib_integer(struct writer *w, uint64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%" PRIu64, number);

	put_scalar(self(w), digits, (size_t)length, YAML_PLAIN_SCALAR_STYLE);
}

static void lib_boolean(struct writer *w, bool truth)
{
	const char *word = truth ? "true" : "false";

	put_scalar(self(w), word, strlen(word), YAML_PLAIN_SCALAR_STYLE);
}

static void lib_close(struct writer *w)
{
	struct libyaml_writer *y = self(w);
	yaml_event_t event;

	assert(y->open.length == 0);
	put(y, &event, yaml_document_end_event_initialize(&event, 1));
	put(y, &event, yaml_stream_end_event_initialize(&event));
	yaml_emitter_delete(&y->emitter);
	arrive(y->to, y->start, &y->carried);
	buf_free(&y->open);
	buf_free(&y->carried);
	mem_free(y);
}

static struct writer *libyaml_writer_open(struct buf *to, enum write_style style)
{
	static const struct writer_ops ops = {
		lib_map, lib_list, lib_end, lib_key,
		lib_string, lib_integer, lib_boolean, lib_close,
	};
	struct libyaml_writer *y = mem_alloc(sizeof *y);
	yaml_event_t event;

	y->writer.ops = &ops;
	y->to = to;
	y->start = to->length;
	if (yaml_emitter_initialize(&y->emitter) == 0)
		mem_exhausted();
	yaml_emitter_set_output(&y->emitter, append, to);
	yaml_emitter_set_unicode(&y->emitter, 1);
	yaml_emitter_set_width(&y->emitter, -1);
	yaml_emitter_set_indent(&y->emitter, 2);
	put(y, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
	put(y, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL,
	    style == WRITE_FILE));
	return &y->writer;
}

#endif
