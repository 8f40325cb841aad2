/* Proves the ledger of bundles: reads the export and the bundle again, knows
 * nothing of how profiles are shaped, and compares leaf by leaf.
 *
 * Every leaf of the export has exactly one line in the report; every line leads
 * to a leaf and to places that exist; a value that is said to be mapped is
 * there, one that is said to be recorded stands in its record, one that is said
 * to be dropped carried nothing; pictures have the export's bytes; counts add
 * up; every file matches its hash. */
#ifndef PINPORT_VERIFY_H
#define PINPORT_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "check/against.h"

struct verify {
	/* Set by the caller. */
	struct diag *diag;
	const struct diag_printer *printer;    /* not NULL: gets what is flushed, bundle by bundle */
	struct container_options container;
	const struct xsd *xsd;                 /* as in struct convert */
	const struct xml_schema *schema;
	const char *export;
	void (*done)(void *to, const char *bundle, size_t leaves, bool good);  /* for each bundle; or NULL */
	void *to;
};

/* Verifies the bundle, or all bundles, at `path`. False after a diagnostic. */
bool verify_bundles(struct verify *verify, const char *path);

#endif
