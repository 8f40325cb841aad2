/* What a worker process finds out about its inputs, on its way to the parent:
 * diagnostics, documents of a stream, finished bundles, accounts. The parent
 * does with it what it would have done itself, in the same order: that is why
 * nothing that is seen from outside depends on the number of workers.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_RELAY_H
#define PINPORT_CLI_RELAY_H

#include "cli/batch.h"
#include "cli/wire.h"

/* ---- in a worker process ---- */

struct relay_sender {
	struct batch *batch;
	struct wire *wire;
	unsigned number;
	bool own_target;                         /* the worker's is open */
	struct bundle_giver giver;
	struct convert_watch watch;
	uint32_t sources_before, sources_sent;   /* of this input: those behind the first */
	bool claimed;                            /* an account is being converted … */
	uint64_t claimed_at;                     /* … since this entry of the collector */
};

/* Makes the batch's reading one that tells the parent. */
void relay_begin(struct relay_sender *sender, struct batch *batch, unsigned number, struct wire *wire);
void relay_input(struct relay_sender *sender, const char *path);

/* ---- in the parent ---- */

/* The account at hand, as its worker sees it. */
struct relay_claim {
	bool open, refused;          /* refused: an input before this one has it, too */
	struct claim claim;
	size_t errors, warnings, decisions;   /* before it was claimed */
	struct arena arena;
};

struct relay_taker {
	struct batch *batch;
	unsigned number;             /* of the worker that speaks */
	uint32_t *sources;           /* of the input at hand: the worker's n-th is … here */
	size_t source_count, source_room;
	struct relay_claim claim;
	bool refused;                /* an account of this input, here */
};

bool relay_take(struct relay_taker *taker, unsigned number, const struct frame *frame);

/* The input at hand came to its end, or will never. */
void relay_forget(struct relay_taker *taker);
void relay_close(struct relay_taker *taker);

#endif
