/* The line that tells how far a batch has come: see progress.h. SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/wrap.h"

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

/* A line that cannot be erased would stay there. */
static bool can_erase(void)
{
	const char *term = getenv("TERM");

	return term != NULL && *term != '\0' && strcmp(term, "dumb") != 0;
}

void progress_open(struct progress *progress, const char *mode, bool quiet, size_t total)
{
	const char *how = mode != NULL ? mode : "auto";

	*progress = (struct progress){.total = total};
	progress->on = strcmp(how, "always") == 0 ||
	    (strcmp(how, "auto") == 0 && !quiet && isatty(STDERR_FILENO) && can_erase());
	if (progress->on)
		progress->started = now();
}

static void add_left(struct buf *line, uint64_t seconds)
{
	if (seconds >= 3600)
		buf_printf(line, ", %" PRIu64 " h %" PRIu64 " min left", seconds / 3600, seconds / 60 % 60);
	else if (seconds >= 60)
		buf_printf(line, ", %" PRIu64 " min %" PRIu64 " s left", seconds / 60, seconds % 60);
	else
		buf_printf(line, ", %" PRIu64 " s left", seconds);
}

/* In one piece; a terminal's last cell stays free, for some go to the next line behind it. */
static void show_line(const struct buf *line)
{
	const size_t width = wrap_terminal(STDERR_FILENO);

	fprintf(stderr, "\r\x1b[K%.*s", (int)wrap_cut(buf_text(line), line->length, width > 0 ? width - 1 : 0),
	    buf_text(line));
	fflush(stderr);
}

void progress_tell(struct progress *progress, size_t inputs, size_t accounts)
{
	struct buf line = {0};
	uint64_t time, passed;

	if (!progress->on)
		return;
	time = now();
	if (progress->visible && time - progress->shown < EVERY)
		return;
	progress->shown = time;
	progress->visible = true;
	passed = time - progress->started;
	buf_printf(&line, "%zu of %zu input%s, %zu account%s", inputs, progress->total,
	    progress->total == 1 ? "" : "s", accounts, accounts == 1 ? "" : "s");
	if (passed >= SETTLED) {
		buf_printf(&line, ", %" PRIu64 " accounts/s", (uint64_t)accounts * SECOND / passed);
		if (inputs > 0 && inputs < progress->total)
			add_left(&line, passed * (progress->total - inputs) / inputs / SECOND);
	}
	show_line(&line);
	buf_free(&line);
}

void progress_hide(struct progress *progress)
{
	if (!progress->visible)
		return;
	fputs("\r\x1b[K", stderr);
	fflush(stderr);
	progress->visible = false;
}
