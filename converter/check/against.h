/* The export that bundles are compared with: its accounts one after the other,
 * as loaded, without rules, and the bytes of its pictures.
 *
 * What is wrong with other accounts of the export is nobody's business here:
 * only what spoils the export as a whole, or an account that is asked for, is
 * reported. */
#ifndef PINPORT_AGAINST_H
#define PINPORT_AGAINST_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/hash.h"
#include "convert.h"

struct against {
	/* Set by the caller. */
	const char *path;
	struct diag *diag;                     /* of the run: its exit status is raised */
	const struct diag_printer *printer;
	struct container_options container;
	const struct xsd *xsd;                 /* as in struct convert */
	const struct xml_schema *schema;
	/* Called for each account that has an id; true for one that is asked for. */
	bool (*asked)(void *to, const char *id);
	/* Called for each of those; it lives for the call. Unusable ones have been reported. */
	void (*account)(void *to, const struct account *account, bool usable);
	void *to;

	/* Kept by against_read(). */
	struct diag *own;
	struct container *pictures;
	bool wanted;                           /* the account at hand */
	size_t accounts, found;                /* in the export; of those asked for */
};

/* Reads the export to its end. False after a diagnostic, when it could not be. */
bool against_read(struct against *against);

/* During a call of .account: the hash of the file that a @file of it names. False: there is none. */
bool against_hash(struct against *against, const struct account *account, const struct value *file,
    char sha256[HASH_TEXT]);

/* During a call of .account: the hash of the export's own bytes; NULL when it cannot be had. */
const char *against_sha256(struct against *against);

#endif
