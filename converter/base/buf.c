/* Growable bytes: see buf.h. SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

char *buf_reserve(struct buf *buf, size_t extra)
{
	size_t need, room;

	if (extra >= SIZE_MAX - buf->length)
		mem_exhausted();
	need = buf->length + extra + 1;
	if (need > buf->room) {
		room = buf->room < 64 ? 64 : buf->room;
		while (room < need)
			room = room > SIZE_MAX / 2 ? need : room * 2;
		buf->data = mem_resize(buf->data, room);
		buf->room = room;
	}
	return buf->data + buf->length;
}

/* By hand: paths and ledgers have many, and printf is slow. */
void buf_number(struct buf *buf, uint64_t number)
{
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	buf_add(buf, digits + at, sizeof digits - at);
}

/* Most of it is short: so it is tried with what room there is. */
void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	size_t room = buf->room - buf->length;
	int length;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(room > 0 ? buf->data + buf->length : NULL, room, format, args);
	va_end(args);
	if (length < 0)
		mem_exhausted();
	if ((size_t)length >= room)
		vsnprintf(buf_reserve(buf, (size_t)length), (size_t)length + 1, format, again);
	va_end(again);
	buf->length += (size_t)length;
}

const char *buf_text(const struct buf *buf)
{
	return buf->length > 0 ? buf->data : "";
}

void buf_cut(struct buf *buf, size_t length)
{
	assert(length <= buf->length);
	buf->length = length;
	if (buf->data != NULL)
		buf->data[length] = '\0';
}

void buf_clear(struct buf *buf)
{
	buf_cut(buf, 0);
}

void buf_free(struct buf *buf)
{
	mem_free(buf->data);
	*buf = (struct buf){0};
}
