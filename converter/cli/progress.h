/* One line on stderr that tells how far a batch has come, and goes away before
 * anything else is printed. SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_PROGRESS_H
#define PINPORT_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All-zero is valid: it never shows. */
struct progress {
	bool on, visible;
	size_t total;            /* inputs */
	uint64_t started, shown; /* milliseconds of the monotonic clock */
};

/* mode: "auto" (NULL: on a terminal only), "always", "never" */
void progress_open(struct progress *progress, const char *mode, bool quiet, size_t total);

/* Tells where the run is; prints at most ten times a second. */
void progress_tell(struct progress *progress, size_t inputs, size_t accounts);
void progress_hide(struct progress *progress);

#endif
