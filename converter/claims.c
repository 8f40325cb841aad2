/* The accounts of a run: see claims.h. SPDX-License-Identifier: MIT */
#include "claims.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool claims_add(struct claims *claims, const struct claim *claim, struct diag *diag)
{
	const size_t length = strlen(claim->id);
	const char *first = map_find(&claims->ids, claim->id, length);

	if (first != NULL)
		return diag_add(diag, DIAG_R110, &claim->id_place, NULL, DIAG_VALUES(claim->id, first));
	map_add(&claims->ids, arena_copy(&claims->arena, claim->id, length), length,
	    arena_printf(&claims->arena, "%s, line %" PRIu32,
	        diag_source_name(diag, claim->account.source), claim->account.line));
	return true;
}

void claims_free(struct claims *claims)
{
	map_free(&claims->ids);
	arena_free(&claims->arena);
}

void claim_refused(const struct claim *claim, size_t errors, struct diag *diag)
{
	struct buf who = {0}, why = {0};

	buf_adds(&who, *claim->id != '\0' ? claim->id : "without an id");
	if (*claim->name != '\0')
		buf_printf(&who, " (%s)", claim->name);
	if (errors > 0)
		buf_printf(&why, "%zu error%s", errors, errors == 1 ? "" : "s");
	else
		buf_adds(&why, "the error stands at the root of the document");
	diag_add(diag, DIAG_R111, &claim->account, NULL, DIAG_VALUES(buf_text(&who), buf_text(&why)));
	buf_free(&who);
	buf_free(&why);
}
