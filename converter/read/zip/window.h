/* A sliding view of an input file, for reading structures by position in
 * bounded memory. Ownership: window_open() … window_close(). */
#ifndef PINPORT_READ_WINDOW_H
#define PINPORT_READ_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"

enum { WINDOW_MOST = 200 * 1024 };   /* more than the largest record of a ZIP archive */

struct window {
	struct input *input;
	size_t ahead;           /* bytes read at once, if nobody asks for more */
	uint64_t start;
	size_t length;
	unsigned char *bytes;
};

void window_open(struct window *window, struct input *input, size_t ahead);
void window_close(struct window *window);

/* `size` (at most WINDOW_MOST) bytes from `offset`, valid until the next call;
 * NULL after a diagnostic. */
const unsigned char *window_at(struct window *window, uint64_t offset, size_t size);

/* Looks for the signature of a ZIP record between two positions. */
bool window_has_record(struct window *window, uint64_t from, uint64_t to, bool *found);

static inline uint16_t little16(const unsigned char *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t little32(const unsigned char *p)
{
	return (uint32_t)little16(p) | (uint32_t)little16(p + 2) << 16;
}

static inline uint64_t little64(const unsigned char *p)
{
	return (uint64_t)little32(p) | (uint64_t)little32(p + 4) << 32;
}

#endif
