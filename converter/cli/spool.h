/* What workers tell of inputs whose turn has not come: kept in memory while it
 * is little, in an unnamed temporary file when it is much.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_SPOOL_H
#define PINPORT_CLI_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct spool {
	int fd;              /* -1: there is no temporary file */
	uint64_t end, live;  /* of the file: its length, and how much of it is still wanted */
	size_t memory;       /* held in all */
	bool failed;         /* the disk is full, or the like */
};

struct spool_chunk {
	uint64_t at;
	size_t size;
};

/* What is kept of one input; all-zero is valid and empty. */
struct spooled {
	struct buf memory;           /* the end */
	struct spool_chunk *chunks;  /* what was before, in the file */
	size_t count;
};

/* Opens the temporary file, in TMPDIR or /tmp; does without if there is none. To
 * be called before rights are dropped. */
void spool_open(struct spool *spool);
void spool_close(struct spool *spool);

/* Adds bytes that are to be read as one piece. */
void spool_add(struct spool *spool, struct spooled *kept, const char *data, size_t size);

/* True when no more should be added for now. */
bool spool_full(const struct spool *spool);

/* Hands everything over, in runs of whole pieces, and forgets it. False when
 * it could not be read again (errno): the rest is lost. */
bool spool_drain(struct spool *spool, struct spooled *kept,
    void (*run)(void *to, const char *data, size_t size), void *to);

#endif
