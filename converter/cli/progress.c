/* The line that tells how far a batch has come: see progress.h. SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	EVERY = 100,           /* milliseconds */
	SETTLED = 1000,        /* before that a rate says little */
	SECOND = 1000
};

static uint64_t now(void)
{
	struct timespec time = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec / 1000000;
}

void progress_open(struct progress *progress, const char *mode, bool quiet, size_t total)
{
	const char *how = mode != NULL ? mode : "auto";

	*progress = (struct progress){.total = total};
	progress->on = strcmp(how, "always") == 0 ||
	    (strcmp(how, "auto") == 0 && !quiet && isatty(STDERR_FILENO));
	if (progress->on)
		progress->started = now();
}

static void print_left(uint64_t seconds)
{
	if (seconds >= 3600)
		fprintf(stderr, ", %" PRIu64 " h %" PRIu64 " min left", seconds / 3600, seconds / 60 % 60);
	else if (seconds >= 60)
		fprintf(stderr, ", %" PRIu64 " min %" PRIu64 " s left", seconds / 60, seconds % 60);
	else
		fprintf(stderr, ", %" PRIu64 " s left", seconds);
}

void progress_tell(struct progress *progress, size_t inputs, size_t accounts)
{
	uint64_t time, passed;

	if (!progress->on)
		return;
	time = now();
	if (progress->visible && time - progress->shown < EVERY)
		return;
	progress->shown = time;
	progress->visible = true;
	passed = time - progress->started;
	fprintf(stderr, "\r\x1b[K%zu of %zu inputs, %zu account%s", inputs, progress->total, accounts,
	    accounts == 1 ? "" : "s");
	if (passed >= SETTLED) {
		fprintf(stderr, ", %" PRIu64 " accounts/s", (uint64_t)accounts * SECOND / passed);
		if (inputs > 0 && inputs < progress->total)
			print_left(passed * (progress->total - inputs) / inputs / SECOND);
	}
	fflush(stderr);
}

void progress_hide(struct progress *progress)
{
	if (!progress->visible)
		return;
	fputs("\r\x1b[K", stderr);
	fflush(stderr);
	progress->visible = false;
}
