/* Plans, account by account: see planned.h. SPDX-License-Identifier: MIT */
#include "planned.h"

#include <string.h>

bool planned_for(const struct planned *planned, const char *sha256, struct diag *diag)
{
	const struct plan *plan = planned->plan;

	return plan == NULL || planned->any_export || strcmp(plan->sha256, sha256) == 0 ||
	       diag_add(diag, DIAG_R187, &plan->sha256_place, NULL, DIAG_VALUES(plan->sha256, sha256));
}

static struct plan_entry *entry_of(const struct planned *planned, const struct account *account)
{
	return planned->plan != NULL && account->id != NULL
	           ? plan_find(planned->plan->accounts, account->id->text) : NULL;
}

void planned_meet(struct planned *planned, const struct account *account)
{
	struct plan_entry *entry = entry_of(planned, account);

	if (entry != NULL)
		map_add(&planned->met, entry->id, strlen(entry->id), entry);
}

bool planned_wants(const struct planned *planned, const struct account *account, struct diag *diag)
{
	const struct plan_entry *entry = entry_of(planned, account);

	if (planned->plan == NULL || (entry != NULL && entry->include))
		return true;
	return diag_add(diag, DIAG_R190, &account->node.place, NULL, DIAG_VALUES(value_text(account->id),
	    entry == NULL ? "the plan does not name it" : "the plan says include: no"));
}

bool planned_met(struct planned *planned, struct diag *diag)
{
	const struct plan_entry *entry = planned->plan != NULL ? planned->plan->accounts : NULL;
	bool met = true;

	for (; entry != NULL; entry = entry->next)
		if (map_find(&planned->met, entry->id, strlen(entry->id)) == NULL)
			met = diag_add(diag, DIAG_R184, &entry->place, NULL,
			    DIAG_VALUES("account", entry->id, "the export", ""));
	map_clear(&planned->met);
	return met;
}

void planned_free(struct planned *planned)
{
	map_free(&planned->met);
}
