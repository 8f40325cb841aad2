/* pinport validate: findings are its data, so they go to stdout. SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/reading.h"

static void print_verdict(void *to, const char *name, bool good)
{
	const struct session *session = to;

	if (!session->options.quiet && (session->options.diagnostics == NULL ||
	    strcmp(session->options.diagnostics, "text") == 0))
		printf("%s: %s\n", name, good ? "valid" : "has errors");
}

void run_validate(struct session *session)
{
	struct reading reading = {0};

	if (reading_open(&reading, session, stdout)) {
		reading.convert.depth = session->options.edition != NULL ? CONVERT_SHAPE : CONVERT_CHECK;
		reading.convert.input_done = print_verdict;
		reading.convert.to = session;
		reading_run(&reading);
	}
	reading_close(&reading);
}
