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
	struct buf open;      /* '{' or '[' for each map or list that is open */
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
	char *end = buf_reserve(j->to, 2 * j->open.length + 1);

	*end = '\n';
	memset(end + 1, ' ', 2 * j->open.length);
	j->to->length += 2 * j->open.length + 1;
	j->to->data[j->to->length] = '\0';
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

static bool in_list(const struct json_writer *j)
{
	return j->open.length > 0 && j->open.data[j->open.length - 1] == '[';
}

static struct json_writer *before_value(struct writer *w)
{
	struct json_writer *j = self(w);

	if (in_list(j))
		separate(j);
	return j;
}

static void enter(struct writer *w, char kind, bool flow)
{
	struct json_writer *j = before_value(w);

	buf_addc(j->to, kind);
	buf_addc(&j->open, kind);
	if (flow || j->flow > 0)
		j->flow++;
	j->first = true;
}

static void json_map(struct writer *w, bool flow)
{
	enter(w, '{', flow);
}

static void json_list(struct writer *w, bool flow)
{
	enter(w, '[', flow);
}

static void json_end(struct writer *w)
{
	struct json_writer *j = self(w);
	bool list = in_list(j);

	assert(j->open.length > 0);
	buf_cut(&j->open, j->open.length - 1);
	if (!j->first && j->flow == 0)
		new_line(j);
	buf_addc(j->to, list ? ']' : '}');
	if (j->flow > 0)
		j->flow--;
	j->first = false;
}

static void json_key(struct writer *w, const char *key)
{
	struct json_writer *j = self(w);

	separate(j);
	put_string(j->to, key, strlen(key));
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

	assert(j->open.length == 0);
	buf_addc(j->to, '\n');
	buf_free(&j->open);
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
