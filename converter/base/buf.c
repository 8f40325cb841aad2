/* Growable bytes: see buf.h. SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

enum { ROOM_FIRST = 256 };   /* for most messages and paths */

char *buf_grow(struct buf *buf, size_t extra)
{
	size_t need, room;

	if (extra >= SIZE_MAX - buf->length)
		mem_exhausted();
	need = buf->length + extra + 1;
	room = buf->room < ROOM_FIRST ? ROOM_FIRST : buf->room;
	while (room < need)
		room = room > SIZE_MAX / 2 ? need : room * 2;
	buf->data = mem_resize(buf->data, room);
	buf->room = room;
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
	char *end = buf_reserve(buf, 1);
	size_t room = buf->room - buf->length;
	int length;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(end, room, format, args);
	va_end(args);
	if (length < 0)
		mem_exhausted();
	if ((size_t)length >= room)
		vsnprintf(buf_reserve(buf, (size_t)length), (size_t)length + 1, format, again);
	va_end(again);
	buf->length += (size_t)length;
}

void buf_free(struct buf *buf)
{
	mem_free(buf->data);
	*buf = (struct buf){0};
}
