/* A plan as YAML that explains itself in comments. No writer of formats[] has
 * comments, so this one document has a writer of its own; strings stand in the
 * style of emit/scalar.h. */
#ifndef PINPORT_EMIT_PLAN_H
#define PINPORT_EMIT_PLAN_H

#include "base/buf.h"
#include "base/diag.h"
#include "model/edition.h"
#include "model/plan.h"

/* The head, up to "accounts:". */
void emit_plan_head(struct buf *to, const struct plan *plan, const struct edition *edition);

/* One account, and what was found about it: `count` entries of the collector. */
void emit_plan_account(struct buf *to, const struct plan_entry *account, const struct diag_entry *found,
    size_t count);

/* The end; `lost` (may be empty) are comment lines on what an old plan has and this one has not. */
void emit_plan_end(struct buf *to, size_t accounts, const struct buf *lost);

#endif
