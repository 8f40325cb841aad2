/* The accounts of a run: see claims.h. SPDX-License-Identifier: MIT */
#include "claims.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

/* Kept for every account of a run: so it is small. */
struct seen {
	uint32_t source, line;     /* of the account that was first */
	char id[];
};

static const struct seen *seen_of(struct claims *claims, const struct claim *claim, size_t length)
{
	struct seen *seen = arena_alloc(&claims->arena, sizeof *seen + length + 1);

	*seen = (struct seen){.source = claim->account.source, .line = claim->account.line};
	memcpy(seen->id, claim->id, length + 1);
	return seen;
}

bool claims_add(struct claims *claims, const struct claim *claim, struct diag *diag)
{
	const size_t length = strlen(claim->id);
	const struct seen *seen = map_find(&claims->ids, claim->id, length);
	struct buf first = {0};

	if (seen == NULL) {
		seen = seen_of(claims, claim, length);
		map_add(&claims->ids, seen->id, length, (void *)(uintptr_t)seen);
		return true;
	}
	buf_printf(&first, "%s, line %" PRIu32, diag_source_name(diag, seen->source), seen->line);
	diag_add(diag, DIAG_R110, &claim->id_place, NULL, DIAG_VALUES(claim->id, buf_text(&first)));
	buf_free(&first);
	return false;
}

void claims_free(struct claims *claims)
{
	map_free(&claims->ids);
	arena_free(&claims->arena);
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
