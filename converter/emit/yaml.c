/* YAML, written straight into the buffer. SPDX-License-Identifier: MIT
 *
 * The style, so that another writer can put the same bytes; libyaml's emitter
 * does, and tests/unit/test_yaml.c compares the two:
 *  - UTF-8, LF, a final LF, no BOM, no directives, no "...". "---" on a line of
 *    its own begins each document of a stream; a file has none.
 *  - Maps and lists in block style, indented by two; the "- " of a list stands
 *    in the column of the key that it belongs to. Empty ones are {} and [].
 *    Flow ones stand on one line, however long: {a: 1, b: [x, y]}.
 *  - Keys are plain. Numbers are decimal; true and false.
 *  - A string is plain when it has only A-Z a-z 0-9 / . _ - @ # + ( ) and
 *    single blanks inside, begins with a letter or /, has no # behind a blank,
 *    is no word on the list reserved[] of scalar.c, and not an e or E with
 *    nothing but digits, + and - behind it.
 *  - Else it is a literal block, outside flow, when it has a line feed and:
 *    nothing to escape; no blank at its end or before a line feed; no blank or
 *    line feed at its start; at most one line feed at its end. "|" when it ends
 *    with a line feed, "|-" when not. Empty lines have no indentation.
 *  - Else it is in double quotes on one line. Escaped are " and \ as \" and \\,
 *    NUL 07 08 09 0A 0B 0C 0D 1B as \0 \a \b \t \n \v \f \r \e, U+0085 U+2028
 *    U+2029 as \N \L \P, and the rest of scalar_hidden() as \x7F (two digits
 *    when they do) or \u202E, hexadecimal digits in upper case.
 *  - Never: single quotes, folding, tags, anchors, comments, \U. */
#include "emit/writer.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "emit/scalar.h"

enum {
	INDENT = 2,
	BEFORE = 4,     /* what stands before a value, beside the margin: a line feed, a dash, a gap; a comma, a blank */
	BLANKS = 16     /* a margin is written so many at a time */
};

/* A map or list is written with its first item: only then is it known not to be empty. */
struct yaml_writer {
	struct writer writer;
	struct buf *to;
	size_t column;        /* of the innermost's keys or dashes, in block style */
	size_t flow;          /* how many of the innermost are in flow style */
	bool first;           /* nothing stands yet in the innermost */
	bool gap;             /* a key, a dash or "---" stands right before */
};

static struct yaml_writer *self(struct writer *w)
{
	return (struct yaml_writer *)(void *)w;
}

/* ---- scalars ---- */

static void put_escape(struct buf *to, uint32_t code)
{
	static const char letters[0x80] = {
		['"'] = '"', ['\\'] = '\\', [7] = 'a', ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',
		['\v'] = 'v', ['\f'] = 'f', ['\r'] = 'r', [0x1B] = 'e', [0] = '0',
	};
	char letter = code < 0x80 ? letters[code]
	            : code == 0x85 ? 'N' : code == 0x2028 ? 'L' : code == 0x2029 ? 'P' : '\0';

	if (letter != '\0')
		buf_add(to, (const char[]){'\\', letter}, 2);
	else
		buf_printf(to, code > 0xFF ? "\\u%04" PRIX32 : "\\x%02" PRIX32, code);
}

static void put_quoted(struct buf *to, const char *text, size_t length)
{
	size_t i = 0, used;

	buf_addc(to, '"');
	for (;;) {
		size_t clean = scalar_clean_run(text + i, length - i);

		buf_add(to, text + i, clean);
		i += clean;
		if (i == length)
			break;
		put_escape(to, utf8_next(text + i, length - i, &used));
		i += used;
	}
	buf_addc(to, '"');
}

/* Up to the end of the last line, which the caller ends. */
static void put_literal(struct buf *to, const char *text, size_t length, size_t column)
{
	const char *at = text, *end = text + length, *stop;
	bool ends = end[-1] == '\n';

	buf_adds(to, ends ? "|" : "|-");
	for (end -= ends; at < end; at = stop + 1) {
		const size_t margin = *at != '\n' ? column : 0;
		char *line;

		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		line = buf_reserve(to, 1 + margin + (size_t)(stop - at));
		*line++ = '\n';
		memset(line, ' ', margin);
		memcpy(line + margin, at, (size_t)(stop - at));
		buf_wrote(to, 1 + margin + (size_t)(stop - at));
	}
}

/* ---- what stands around them ---- */

/* What the innermost stands in is a list. */
static bool of_list(const struct yaml_writer *y)
{
	return y->writer.depth > 0 && y->writer.lists[y->writer.depth - 1];
}

/* Room for `size` bytes behind all that may stand before them: put_item() and put_gap() write no more. */
static inline char *room_for(struct yaml_writer *y, size_t size)
{
	return buf_reserve(y->to, y->column + BLANKS + BEFORE + size);
}

static inline void wrote(struct yaml_writer *y, const char *end)
{
	buf_wrote(y->to, (size_t)(end - y->to->data) - y->to->length);
}

static inline char *put_gap(struct yaml_writer *y, char *at)
{
	*at = ' ';
	at += y->gap;
	y->gap = false;
	return at;
}

static inline char *put_margin(const struct yaml_writer *y, char *at)
{
	for (size_t done = 0; done < y->column; done += BLANKS)
		memcpy(at + done, "                ", BLANKS);
	return at + y->column;
}

/* Where the next item begins: on a line of its own, but for the first one
 * behind the dash of a list. */
static inline char *put_item(struct yaml_writer *y, char *at)
{
	const bool first = y->first;

	y->first = false;
	if (y->flow > 0) {
		if (!first)
			at = (char *)memcpy(at, ", ", 2) + 2;
	} else if (first && of_list(y)) {
		at = put_gap(y, at);
	} else {
		*at = '\n';
		at = put_margin(y, at + (first && y->gap));
	}
	y->gap = false;
	return at;
}

/* Everything up to the value, for which a gap may be due. */
static inline char *before_value(struct yaml_writer *y, char *at)
{
	if (writer_in_list(&y->writer)) {
		at = put_item(y, at);
		*at = '-';
		y->gap = y->flow == 0;
		at += y->gap;
	}
	return at;
}

static inline char *before_scalar(struct yaml_writer *y, char *at)
{
	return put_gap(y, before_value(y, at));
}

static inline char *end_value(const struct yaml_writer *y, char *at)
{
	*at = '\n';
	return at + (y->flow == 0);
}

/* The list of a map stands in the column of its key. */
static size_t step(const struct yaml_writer *y)
{
	return y->writer.depth > 1 && (of_list(y) || !writer_in_list(&y->writer)) ? INDENT : 0;
}

static void enter(struct writer *w, bool list, bool flow)
{
	struct yaml_writer *y = self(w);
	char *at = before_value(y, room_for(y, 1));

	writer_enter(w, list);
	y->column += step(y);
	y->first = true;
	if (flow || y->flow > 0) {
		at = put_gap(y, at);
		*at++ = list ? '[' : '{';
		y->flow++;
	}
	wrote(y, at);
}

static void yaml_map(struct writer *w, bool flow)
{
	enter(w, false, flow);
}

static void yaml_list(struct writer *w, bool flow)
{
	enter(w, true, flow);
}

static void yaml_end(struct writer *w)
{
	struct yaml_writer *y = self(w);
	const char *both = writer_in_list(w) ? "[]" : "{}";
	char *at = room_for(y, 3);

	if (y->flow > 0) {
		*at++ = both[1];
		y->flow--;
		at = end_value(y, at);
	} else if (y->first) {
		at = put_gap(y, at);
		at = end_value(y, (char *)memcpy(at, both, 2) + 2);
	}
	wrote(y, at);
	y->column -= step(y);
	writer_leave(w);
	y->first = false;
}

static void yaml_key(struct writer *w, const char *key, size_t length)
{
	struct yaml_writer *y = self(w);
	char *at = put_item(y, room_for(y, length + 1));

	memcpy(at, key, length);
	at += length;
	*at++ = ':';
	y->gap = true;
	wrote(y, at);
}

static void yaml_string(struct writer *w, const char *data, size_t length)
{
	struct yaml_writer *y = self(w);
	char *at = before_scalar(y, room_for(y, length + 3));
	bool clean;
	const enum scalar_style style = scalar_look(data, length, y->flow > 0, &clean);
	const bool quotes = style == SCALAR_QUOTED;

	if (clean) {   /* so it is not a literal: there is no break in it */
		*at = '"';
		at += quotes;
		if (length > 0)
			memcpy(at, data, length);
		at += length;
		*at = '"';
		wrote(y, end_value(y, at + quotes));
		return;
	}
	wrote(y, at);
	if (quotes)
		put_quoted(y->to, data, length);
	else
		put_literal(y->to, data, length, y->column + INDENT);
	wrote(y, end_value(y, room_for(y, 1)));
}

static void yaml_integer(struct writer *w, uint64_t number)
{
	struct yaml_writer *y = self(w);

	wrote(y, before_scalar(y, room_for(y, 0)));
	buf_number(y->to, number);
	wrote(y, end_value(y, room_for(y, 1)));
}

static void yaml_boolean(struct writer *w, bool truth)
{
	struct yaml_writer *y = self(w);

	wrote(y, before_scalar(y, room_for(y, 0)));
	buf_adds(y->to, truth ? "true" : "false");
	wrote(y, end_value(y, room_for(y, 1)));
}

static void yaml_close(struct writer *w)
{
	assert(w->depth == 0);
	mem_free(self(w));
}

struct writer *yaml_writer_open(struct buf *to, enum write_style style)
{
	static const struct writer_ops ops = {
		yaml_map, yaml_list, yaml_end, yaml_key,
		yaml_string, yaml_integer, yaml_boolean, yaml_close,
	};
	struct yaml_writer *y = mem_alloc(sizeof *y);

	y->writer.ops = &ops;
	y->to = to;
	y->gap = style == WRITE_STREAM;
	if (y->gap)
		buf_adds(to, "---");
	return &y->writer;
}
