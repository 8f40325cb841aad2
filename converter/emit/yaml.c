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

enum { INDENT = 2 };

/* A map or list is written with its first item: only then is it known not to be empty. */
struct yaml_writer {
	struct writer writer;
	struct buf *to;
	struct buf open;      /* '{' or '[' for each map or list that is open */
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

static void put_clean(struct buf *to, const char *text, size_t length)
{
	char *end = buf_reserve(to, length + 2);

	end[0] = '"';
	if (length > 0)
		memcpy(end + 1, text, length);
	end[length + 1] = '"';
	end[length + 2] = '\0';
	to->length += length + 2;
}

static void put_blanks(struct buf *to, size_t count)
{
	memset(buf_reserve(to, count), ' ', count);
	to->length += count;
	to->data[to->length] = '\0';
}

/* Up to the end of the last line, which the caller ends. */
static void put_literal(struct buf *to, const char *text, size_t length, size_t column)
{
	const char *at = text, *end = text + length, *stop;
	bool ends = end[-1] == '\n';

	buf_adds(to, ends ? "|" : "|-");
	for (end -= ends; at < end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		buf_addc(to, '\n');
		if (stop > at)
			put_blanks(to, column);
		buf_add(to, at, (size_t)(stop - at));
	}
}

/* ---- what stands around them ---- */

static bool in_list(const struct yaml_writer *y)
{
	return y->open.length > 0 && y->open.data[y->open.length - 1] == '[';
}

/* What the innermost stands in is a list. */
static bool of_list(const struct yaml_writer *y)
{
	return y->open.length > 1 && y->open.data[y->open.length - 2] == '[';
}

static void put_gap(struct yaml_writer *y)
{
	if (y->gap)
		buf_addc(y->to, ' ');
	y->gap = false;
}

/* Where the next item begins: on a line of its own, but for the first one
 * behind the dash of a list. */
static void begin_item(struct yaml_writer *y)
{
	if (y->flow > 0) {
		if (!y->first)
			buf_add(y->to, ", ", 2);
	} else if (y->first && of_list(y)) {
		put_gap(y);
	} else {
		if (y->first && y->gap)
			buf_addc(y->to, '\n');
		put_blanks(y->to, y->column);
	}
	y->first = false;
	y->gap = false;
}

/* Everything up to the value, for which a gap may be due. */
static struct yaml_writer *before_value(struct writer *w)
{
	struct yaml_writer *y = self(w);

	if (in_list(y)) {
		begin_item(y);
		if (y->flow == 0)
			buf_addc(y->to, '-');
		y->gap = y->flow == 0;
	}
	return y;
}

static struct yaml_writer *begin_scalar(struct writer *w)
{
	struct yaml_writer *y = before_value(w);

	put_gap(y);
	return y;
}

static void end_value(struct yaml_writer *y)
{
	if (y->flow == 0)
		buf_addc(y->to, '\n');
}

/* The list of a map stands in the column of its key. */
static size_t step(const struct yaml_writer *y)
{
	return y->open.length > 1 && (of_list(y) || !in_list(y)) ? INDENT : 0;
}

static void enter(struct writer *w, char kind, bool flow)
{
	struct yaml_writer *y = before_value(w);

	buf_addc(&y->open, kind);
	y->column += step(y);
	y->first = true;
	if (!flow && y->flow == 0)
		return;
	put_gap(y);
	buf_addc(y->to, kind);
	y->flow++;
}

static void yaml_map(struct writer *w, bool flow)
{
	enter(w, '{', flow);
}

static void yaml_list(struct writer *w, bool flow)
{
	enter(w, '[', flow);
}

static void yaml_end(struct writer *w)
{
	struct yaml_writer *y = self(w);
	const bool list = in_list(y);

	assert(y->open.length > 0);
	if (y->flow > 0) {
		buf_addc(y->to, list ? ']' : '}');
		y->flow--;
		end_value(y);
	} else if (y->first) {
		put_gap(y);
		buf_adds(y->to, list ? "[]\n" : "{}\n");
	}
	y->column -= step(y);
	buf_cut(&y->open, y->open.length - 1);
	y->first = false;
}

static void yaml_key(struct writer *w, const char *key)
{
	struct yaml_writer *y = self(w);
	const size_t length = strlen(key);

	begin_item(y);
	buf_add(y->to, key, length);
	buf_addc(y->to, ':');
	y->gap = true;
}

static void yaml_string(struct writer *w, const char *data, size_t length)
{
	struct yaml_writer *y = begin_scalar(w);
	bool clean;
	const enum scalar_style style = scalar_look(data, length, y->flow > 0, &clean);

	if (style == SCALAR_PLAIN)
		buf_add(y->to, data, length);
	else if (style == SCALAR_QUOTED && clean)
		put_clean(y->to, data, length);
	else if (style == SCALAR_QUOTED)
		put_quoted(y->to, data, length);
	else
		put_literal(y->to, data, length, y->column + INDENT);
	end_value(y);
}

static void yaml_integer(struct writer *w, uint64_t number)
{
	struct yaml_writer *y = begin_scalar(w);

	buf_number(y->to, number);
	end_value(y);
}

static void yaml_boolean(struct writer *w, bool truth)
{
	struct yaml_writer *y = begin_scalar(w);

	buf_adds(y->to, truth ? "true" : "false");
	end_value(y);
}

static void yaml_close(struct writer *w)
{
	struct yaml_writer *y = self(w);

	assert(y->open.length == 0);
	buf_free(&y->open);
	mem_free(y);
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
