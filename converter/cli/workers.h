/* Worker processes: each takes inputs one after the other and tells what it
 * finds in frames; this process hears of every input in order, however many
 * workers there are and whoever is first. A worker that dies costs the input
 * that it had in hand, and a new one goes on with the others.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_WORKERS_H
#define PINPORT_CLI_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/spool.h"
#include "cli/wire.h"

struct work {
	size_t count;                /* of inputs */
	unsigned workers;            /* at least 1 */
	struct spool *spool;         /* open */

	/* In a worker process; it tells through `wire`. `number` is never used twice. */
	void (*begin)(void *to, unsigned number, struct wire *wire);
	void (*input)(void *to, size_t index);    /* ends with a WIRE_END */

	/* In this process, input after input. */
	bool (*frame)(void *to, size_t index, unsigned number, const struct frame *frame);  /* false: cannot be */
	/* Instead of the WIRE_END: the worker's status as of waitpid(), or LOST_… */
	void (*lost)(void *to, size_t index, int status);
	void (*alone)(void *to, size_t index);    /* no process can be had: it is to be done here */
	void (*done)(void *to, size_t index);     /* after the last word on an input */
	void *to;
};

enum { LOST_GARBLED = -1, LOST_SPOOL = -2 };

/* 0; or the signal (SIGINT, SIGTERM, SIGHUP) that ended it before all inputs
 * were done. Workers do not survive the call. */
int workers_run(const struct work *work);

#endif
