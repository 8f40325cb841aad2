/* JSON (RFC 8259): indented by two in files, on one line in streams. SPDX-License-Identifier: MIT */
#include "emit/writer.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "emit/scalar.h"

struct json_writer {
	struct writer writer;
	struct buf *to;
	size_t flow;          /* how many of the innermost stand on one line */
	bool first;           /* nothing stands yet in the innermost */
};

static const char short_escapes[256] = {
	['"'] = '"', ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
	['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',
};

static struct json_writer *self(struct writer *w)
{
	return (struct json_writer *)(void *)w;
}

static void put_string(struct buf *to, const char *text, size_t length)
{
	size_t i = 0, used = 1;

	buf_addc(to, '"');
	for (;;) {
		size_t clean = scalar_clean_run(text + i, length - i);
		char letter;

		buf_add(to, text + i, clean);
		i += clean;
		if (i == length)
			break;
		letter = short_escapes[(unsigned char)text[i]];
		if (letter != '\0')
			buf_add(to, (const char[]){'\\', letter}, 2);
		else
			buf_printf(to, "\\u%04" PRIx32, utf8_next(text + i, length - i, &used));
		i += used;
		used = 1;
	}
	buf_addc(to, '"');
}

static void new_line(struct json_writer *j)
{
	const size_t margin = 2 * j->writer.depth;
	char *end = buf_reserve(j->to, margin + 1);

	*end = '\n';
	memset(end + 1, ' ', margin);
	buf_wrote(j->to, margin + 1);
}

/* What stands before an item of a list or a key of a map. */
static void separate(struct json_writer *j)
{
	if (!j->first)
		buf_addc(j->to, ',');
	if (j->flow == 0)
		new_line(j);
	else if (!j->first)
		buf_addc(j->to, ' ');
	j->first = false;
}

static struct json_writer *before_value(struct writer *w)
{
	struct json_writer *j = self(w);

	if (writer_in_list(w))
		separate(j);
	return j;
}

static void enter(struct writer *w, bool list, bool flow)
{
	struct json_writer *j = before_value(w);

	buf_addc(j->to, list ? '[' : '{');
	writer_enter(w, list);
	if (flow || j->flow > 0)
		j->flow++;
	j->first = true;
}

static void json_map(struct writer *w, bool flow)
{
	enter(w, false, flow);
}

static void json_list(struct writer *w, bool flow)
{
	enter(w, true, flow);
}

static void json_end(struct writer *w)
{
	struct json_writer *j = self(w);
	bool list = writer_in_list(w);

	writer_leave(w);
	if (!j->first && j->flow == 0)
		new_line(j);
	buf_addc(j->to, list ? ']' : '}');
	if (j->flow > 0)
		j->flow--;
	j->first = false;
}

static void json_key(struct writer *w, const char *key, size_t length)
{
	struct json_writer *j = self(w);

	separate(j);
	put_string(j->to, key, length);
	buf_add(j->to, ": ", 2);
}

static void json_string(struct writer *w, const char *data, size_t length)
{
	put_string(before_value(w)->to, data, length);
}

static void json_integer(struct writer *w, uint64_t number)
{
	buf_number(before_value(w)->to, number);
}

static void json_boolean(struct writer *w, bool truth)
{
	buf_adds(before_value(w)->to, truth ? "true" : "false");
}

static void json_close(struct writer *w)
{
	struct json_writer *j = self(w);

	assert(w->depth == 0);
	buf_addc(j->to, '\n');
	mem_free(j);
}

struct writer *json_writer_open(struct buf *to, enum write_style style)
{
	static const struct writer_ops ops = {
		json_map, json_list, json_end, json_key,
		json_string, json_integer, json_boolean, json_close,
	};
	struct json_writer *j = mem_alloc(sizeof *j);

	j->writer.ops = &ops;
	j->to = to;
	j->flow = style == WRITE_STREAM ? 1 : 0;
	j->first = true;
	return &j->writer;
}
