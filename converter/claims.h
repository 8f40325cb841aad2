/* Which accounts of a run were seen already, over all of its inputs
 * (decision 14), and the words for an account that is refused.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLAIMS_H
#define PINPORT_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/roll.h"

/* All-zero is valid and empty. */
struct claims {
	struct roll ids;           /* with where each was seen first */
};

/* An account as far as these functions need it; nothing is kept. */
struct claim {
	const char *id;
	const char *name;          /* legal name, or "" */
	struct place account;      /* of the element */
	struct place id_place;
};

/* True when the id is new; else false after a diagnostic that names both places. */
bool claims_add(struct claims *claims, const struct claim *claim, struct diag *diag);
bool claims_know(const struct claims *claims, const char *id);   /* so it would not be new */
void claims_free(struct claims *claims);

/* Says that an account is refused because of `errors` errors. */
void claim_refused(const struct claim *claim, size_t errors, struct diag *diag);

#endif
