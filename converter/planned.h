/* A plan while an input is converted: which accounts it wants, and whether all
 * that it names was there. What it wants of an account is shape/'s business. */
#ifndef PINPORT_PLANNED_H
#define PINPORT_PLANNED_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/map.h"
#include "model/account.h"
#include "model/plan.h"

/* All-zero: no plan, everything is wanted. */
struct planned {
	const struct plan *plan;
	bool any_export;      /* obey it even if it was made for another export */
	struct map met;       /* its accounts that were met in this input */
};

/* False after a diagnostic: the plan was made for other bytes than those with this hash. */
bool planned_for(const struct planned *planned, const char *sha256, struct diag *diag);

/* An account of the input, whether it can be used or not. */
void planned_meet(struct planned *planned, const struct account *account);

/* False after a note: the plan does not want this account. */
bool planned_wants(const struct planned *planned, const struct account *account, struct diag *diag);

/* At the end of an input: false after a diagnostic for each account that it does not have. */
bool planned_met(struct planned *planned, struct diag *diag);
void planned_free(struct planned *planned);

#endif
