/* A sliding view of a file: see window.h. SPDX-License-Identifier: MIT */
#include "read/zip/window.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

void window_open(struct window *window, struct input *input, size_t ahead)
{
	assert(ahead <= WINDOW_MOST);
	*window = (struct window){
		.input = input,
		.ahead = ahead,
		.bytes = mem_resize(NULL, WINDOW_MOST),
	};
}

void window_close(struct window *window)
{
	mem_free(window->bytes);
	*window = (struct window){0};
}

const unsigned char *window_at(struct window *window, uint64_t offset, size_t size)
{
	uint64_t rest;
	size_t length = size > window->ahead ? size : window->ahead;

	assert(size <= WINDOW_MOST);
	if (offset >= window->start && offset - window->start <= window->length &&
	    size <= window->length - (size_t)(offset - window->start))
		return window->bytes + (offset - window->start);
	rest = offset < window->input->size ? window->input->size - offset : 0;
	if (rest < length && rest >= size)
		length = (size_t)rest;
	window->length = 0;
	if (!input_read(window->input, offset, window->bytes, length))
		return NULL;
	window->start = offset;
	window->length = length;
	return window->bytes;
}

/* Local header, directory entry, end record, zip64 end record and locator
 * (APPNOTE 4.3). Data descriptors are left out: they show nothing to anyone. */
static bool starts_record(const unsigned char *p)
{
	static const unsigned char kinds[][2] = {{3, 4}, {1, 2}, {5, 6}, {6, 6}, {6, 7}};

	if (p[0] != 'P' || p[1] != 'K')
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (p[2] == kinds[i][0] && p[3] == kinds[i][1])
			return true;
	return false;
}

bool window_has_record(struct window *window, uint64_t from, uint64_t to, bool *found)
{
	*found = false;
	while (to - from >= 4) {
		size_t size = to - from < window->ahead ? (size_t)(to - from) : window->ahead;
		const unsigned char *p = window_at(window, from, size);

		if (p == NULL)
			return false;
		for (size_t i = 0; i + 4 <= size; i++)
			if (starts_record(p + i)) {
				*found = true;
				return true;
			}
		from += size - 3;
	}
	return true;
}
