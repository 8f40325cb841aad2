/* pinport verify: the ledger, proved. Findings go to stdout. SPDX-License-Identifier: MIT */
#include <string.h>

#include "check/verify.h"
#include "cli/reading.h"
#include "cli/say.h"

struct proving {
	struct reading reading;        /* first: reading.input gets its address */
	struct verify verify;
};

static void print_verdict(void *to, const char *bundle, size_t leaves, bool good)
{
	const struct session *session = to;
	char number[32];

	if (session->options.quiet || (session->options.diagnostics != NULL &&
	    strcmp(session->options.diagnostics, "text") != 0))
		return;
	snprintf(number, sizeof number, "%zu", leaves);
	SAY(stdout, session->text.language, good
	    ? "{0}: proved: {1} values of the export, each accounted for once" : "{0}: not proved", bundle, number);
	putchar('\n');
}

static bool verify_input(struct reading *reading, const char *path)
{
	return verify_bundles(&((struct proving *)(void *)reading)->verify, path);
}

void run_verify(struct session *session)
{
	struct proving p = {.reading = {.input = verify_input}};
	bool good = reading_open(&p.reading, session, stdout);

	if (good && session->options.against == NULL)
		good = diag_add(session->diag, DIAG_U205, NULL, NULL,
		    DIAG_VALUES("verify", "--against EXPORT, the export that the bundle was made from"));
	if (good) {
		p.verify = (struct verify){
			.diag = session->diag, .printer = p.reading.convert.printer,
			.container = p.reading.convert.container, .xsd = p.reading.xsd,
			.schema = p.reading.schema, .export = session->options.against,
			.done = print_verdict, .to = session,
		};
		reading_run(&p.reading);
	}
	reading_close(&p.reading);
}
