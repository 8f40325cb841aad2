/* Reads bundles back while the next ones are made, in a thread of its own that
 * only looks. What it has found whole need not be read at the end; of all else
 * it says nothing: that is looked at, and told, where it always was.
 *
 * Ownership: prover_open() … prover_close(). SPDX-License-Identifier: MIT */
#ifndef PINPORT_BUNDLE_PROVER_H
#define PINPORT_BUNDLE_PROVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct prover;

/* One bundle to be read. */
struct proof {
	size_t number;       /* from 1; what prover_proved() is asked for */
	const char *at;      /* its folder, below that of the prover */
	struct buf paths;    /* of its files, each with a NUL behind it */
	uint64_t imprint;    /* of their imprints, in that order (parts_imprint()) */
};

/* `folder` is borrowed, an open folder. NULL when there is no thread to be had. */
struct prover *prover_open(int folder);

/* Takes a copy. Never waits: when the thread is too far behind, the bundle is
 * just not proved. */
void prover_add(struct prover *prover, const struct proof *proof);

/* Waits until the thread has nothing left to do. */
void prover_wait(struct prover *prover);

/* After prover_wait(): true when all files of the bundle came back as they were written. */
bool prover_proved(const struct prover *prover, size_t number);

void prover_close(struct prover *prover);   /* NULL is fine */

#endif
