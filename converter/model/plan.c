/* What a plan is made of, level by level: see plan.h. SPDX-License-Identifier: MIT */
#include "model/plan.h"

#include <string.h>

const struct plan_kind_row plan_kinds[PLAN_KINDS] = {
	[PLAN_ACCOUNT] = {"accounts", "id", "account", 1 << PLAN_PROFILE},
	[PLAN_PROFILE] = {"profiles", "country", "profile",
	    1 << PLAN_LANGUAGE | 1 << PLAN_LOCATION | 1 << PLAN_SOLUTION},
	[PLAN_LANGUAGE] = {"languages", "language", "language", 0},
	[PLAN_LOCATION] = {"locations", "id", "location", 1 << PLAN_SOLUTION},
	[PLAN_SOLUTION] = {"solutions", "id", "solution", 0},
};

struct plan_entry *plan_find(struct plan_entry *first, const char *id)
{
	while (first != NULL && strcmp(first->id, id) != 0)
		first = first->next;
	return first;
}
