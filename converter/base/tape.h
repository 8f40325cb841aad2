/* The text that was read last, kept so that a diagnostic can show the line
 * that it is about. A few megabytes of one source: what is older is forgotten. */
#ifndef PINPORT_BASE_TAPE_H
#define PINPORT_BASE_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* All-zero is a valid, empty tape. */
struct tape {
	uint32_t source;
	uint64_t start;      /* offset of the first byte that is kept */
	struct buf text;
};

/* Adds UTF-8 that stands at `offset` of a source (struct place counts so). What
 * is of another source, or does not follow what was added last, takes its place. */
void tape_add(struct tape *tape, uint32_t source, uint64_t offset, const char *data, size_t size);

/* The line around a place, without its end; it lives until the next tape_add().
 * False: it is not on the tape. */
struct tape_line {
	const char *text;
	size_t length;
	size_t at;           /* where in it the place is */
};
bool tape_line(const struct tape *tape, uint32_t source, uint64_t offset, struct tape_line *line);

void tape_free(struct tape *tape);

#endif
