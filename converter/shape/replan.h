/* An old plan's choices carried over into the plan for a new export or edition. */
#ifndef PINPORT_SHAPE_REPLAN_H
#define PINPORT_SHAPE_REPLAN_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "model/edition.h"
#include "model/plan.h"

struct replan {
	const struct edition *edition;   /* of the new plan */
	struct arena *arena;
	struct diag *diag;               /* R189 at its place in the old plan, R191 */
	struct buf *lost;                /* the same as comment lines: "# ...\n" */
};

/* Changes `made`, an account of the new plan, to what `old` says of it: its
 * choices and its order. What no longer applies is told; what is new keeps
 * pinport's choice, as far as the edition's limits leave room. */
void replan_account(const struct replan *replan, struct plan_entry *made, const struct plan_entry *old);

/* An account of the old plan that the export no longer has. */
void replan_gone(const struct replan *replan, const struct plan_entry *old);

#endif
