/* The accounts of a run: see claims.h. SPDX-License-Identifier: MIT */
#include "claims.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

/* Of the account that was first. */
struct seen {
	uint32_t source, line;
};

bool claims_add(struct claims *claims, const struct claim *claim, struct diag *diag)
{
	struct seen seen = {claim->account.source, claim->account.line};
	struct buf first = {0};
	size_t record;

	claims->ids.head = sizeof seen;
	record = roll_find(&claims->ids, claim->id);
	if (record == ROLL_NONE) {
		roll_add(&claims->ids, &seen, claim->id);
		return true;
	}
	memcpy(&seen, claims->ids.records.data + record, sizeof seen);
	buf_printf(&first, "%s, line %" PRIu32, diag_source_name(diag, seen.source), seen.line);
	diag_add(diag, DIAG_R110, &claim->id_place, NULL, DIAG_VALUES(claim->id, buf_text(&first)));
	buf_free(&first);
	return false;
}

bool claims_know(const struct claims *claims, const char *id)
{
	return roll_find(&claims->ids, id) != ROLL_NONE;
}

void claims_free(struct claims *claims)
{
	roll_free(&claims->ids);
}

void claim_refused(const struct claim *claim, size_t errors, struct diag *diag)
{
	struct place behind = claim->account;   /* sorted behind what it sums up */
	struct buf who = {0}, why = {0};

	buf_adds(&who, *claim->id != '\0' ? claim->id : "without an id");
	if (*claim->name != '\0')
		buf_printf(&who, " (%s)", claim->name);
	if (errors > 0)
		buf_printf(&why, "%zu error%s", errors, errors == 1 ? "" : "s");
	else
		buf_adds(&why, "the error stands at the root of the document");
	behind.offset = UINT64_MAX;
	diag_add(diag, DIAG_R111, &behind, NULL, DIAG_VALUES(buf_text(&who), buf_text(&why)));
	buf_free(&who);
	buf_free(&why);
}
