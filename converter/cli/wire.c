/* Frames through a pipe: see wire.h. SPDX-License-Identifier: MIT */
#include "cli/wire.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"

struct head {
	uint32_t kind;
	uint32_t mark;
	uint64_t size;
};

static const uint32_t head_mark = 0x70700001;
/* One document of a stream is the longest: some texts of at most 4 MiB, unless limits are raised. */
static const uint64_t size_most = UINT64_C(1) << 31;

void wire_begin(struct wire *wire, enum wire_kind kind)
{
	const struct head head = {.kind = kind, .mark = head_mark};

	wire->start = wire->out.length;
	buf_add(&wire->out, &head, sizeof head);
}

void wire_number(struct wire *wire, uint64_t number)
{
	buf_add(&wire->out, &number, sizeof number);
}

void wire_text(struct wire *wire, const char *text)
{
	const size_t length = text != NULL ? strlen(text) + 1 : 0;

	wire_number(wire, length);
	if (length > 0)
		buf_add(&wire->out, text, length);
}

void wire_bytes(struct wire *wire, const void *data, size_t size)
{
	buf_add(&wire->out, data, size);
}

void wire_end(struct wire *wire)
{
	struct head head = {.mark = head_mark};
	char *at = wire->out.data + wire->start;

	memcpy(&head, at, sizeof head);
	head.size = wire->out.length - wire->start - sizeof head;
	memcpy(at, &head, sizeof head);
}

void wire_flush(struct wire *wire)
{
	if (wire->out.length > 0 && !file_write(wire->fd, wire->out.data, wire->out.length))
		_exit(5);
	buf_clear(&wire->out);
}

enum frame_state frame_at(const char *data, size_t size, struct frame *frame)
{
	struct head head;

	if (size < sizeof head)
		return FRAME_SHORT;
	memcpy(&head, data, sizeof head);
	if (head.mark != head_mark || head.kind == 0 || head.kind >= WIRE_KINDS || head.size > size_most)
		return FRAME_BAD;
	if (size - sizeof head < head.size)
		return FRAME_SHORT;
	*frame = (struct frame){(enum wire_kind)head.kind, data + sizeof head, (size_t)head.size,
		sizeof head + (size_t)head.size};
	return FRAME_GOOD;
}

struct frame_reader frame_open(const struct frame *frame)
{
	return (struct frame_reader){frame->data, frame->size, false};
}

uint64_t frame_number(struct frame_reader *reader, uint64_t most)
{
	uint64_t number = 0;

	if (reader->left < sizeof number) {
		reader->bad = true;
		return 0;
	}
	memcpy(&number, reader->at, sizeof number);
	reader->at += sizeof number;
	reader->left -= sizeof number;
	if (number <= most)
		return number;
	reader->bad = true;
	return 0;
}

const char *frame_raw(struct frame_reader *reader)
{
	const size_t length = (size_t)frame_number(reader, reader->left);
	const char *text = reader->at;

	if (length == 0)
		return NULL;
	if (length > reader->left || memchr(text, '\0', length) != text + length - 1) {
		reader->bad = true;
		return NULL;
	}
	reader->at += length;
	reader->left -= length;
	return text;
}

static bool is_fit(const char *text)
{
	size_t bad;

	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' && *p != '\t' && *p != '\n' && *p != '\r')
			return false;
	return utf8_valid(text, strlen(text), &bad);
}

const char *frame_text(struct frame_reader *reader)
{
	const char *text = frame_raw(reader);

	if (text == NULL || is_fit(text))
		return text;
	reader->bad = true;
	return NULL;
}

const char *frame_string(struct frame_reader *reader)
{
	const char *text = frame_text(reader);

	if (text != NULL)
		return text;
	reader->bad = true;
	return "";
}
