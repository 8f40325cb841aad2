/* The choices of an old plan in a new one: see replan.h. SPDX-License-Identifier: MIT */
#include "shape/replan.h"

#include <string.h>

#include "base/map.h"
#include "base/utf8.h"

/* What holds a list, for messages: " of profile \"KR\"". */
static const char *of(const struct replan *replan, const struct plan_entry *holder)
{
	return holder == NULL ? "" : arena_printf(replan->arena, " of %s \"%s\"",
	    plan_kinds[holder->kind].word, holder->id);
}

static void note_down(const struct replan *replan, const struct plan_entry *entry, const char *where,
    const char *text)
{
	struct buf line = {0};

	buf_printf(&line, "%s \"%s\"%s: %s", plan_kinds[entry->kind].word, entry->id, where, text);
	buf_adds(replan->lost, "# - ");
	utf8_show(replan->lost, buf_text(&line), line.length, 0);
	buf_addc(replan->lost, '\n');
	buf_free(&line);
}

static void tell_lost(const struct replan *replan, const struct plan_entry *old,
    const struct plan_entry *holder, const char *why)
{
	const char *where = of(replan, holder);

	diag_add(replan->diag, DIAG_R189, &old->place, NULL,
	    DIAG_VALUES(plan_kinds[old->kind].word, old->id, where, why));
	note_down(replan, old, where, why);
}

static void tell_new(const struct replan *replan, const struct plan_entry *made,
    const struct plan_entry *holder)
{
	const char *where = of(replan, holder);

	diag_add(replan->diag, DIAG_R191, NULL, NULL, DIAG_VALUES(plan_kinds[made->kind].word, made->id, where,
	    made->include ? "yes" : "no"));
	note_down(replan, made, where, made->include ? "new, and included" : "new, and not included");
}

static void merge(const struct replan *replan, struct plan_entry *made, const struct plan_entry *old);

static void carry_over(const struct replan *replan, struct plan_entry *made, const struct plan_entry *old,
    const struct plan_entry *holder)
{
	if (old->include && made->refusal != NULL)
		tell_lost(replan, old, holder, made->refusal);
	else
		made->include = old->include;
	merge(replan, made, old);
}

/* In the old order; new ones behind, as pinport has them. */
static struct plan_entry *merge_list(const struct replan *replan, struct plan_entry *made,
    const struct plan_entry *old, const struct plan_entry *holder)
{
	struct plan_entry *first = NULL, **end = &first, **all;
	struct map known = {0}, kept = {0};
	size_t count = 0;

	for (const struct plan_entry *entry = made; entry != NULL; entry = entry->next)
		count++;
	all = arena_alloc(replan->arena, mem_product(count, sizeof *all));
	count = 0;
	for (struct plan_entry *entry = made; entry != NULL; entry = entry->next) {
		map_add(&known, entry->id, strlen(entry->id), entry);
		all[count++] = entry;
	}
	for (; old != NULL; old = old->next) {
		struct plan_entry *entry = map_find(&known, old->id, strlen(old->id));

		if (entry == NULL) {
			tell_lost(replan, old, holder, "the export has no such thing for it any more");
			continue;
		}
		carry_over(replan, entry, old, holder);
		map_add(&kept, entry->id, strlen(entry->id), entry);
		*end = entry;
		end = &entry->next;
	}
	for (size_t i = 0; i < count; i++) {
		if (map_find(&kept, all[i]->id, strlen(all[i]->id)) != NULL)
			continue;
		*end = all[i];
		end = &all[i]->next;
	}
	*end = NULL;
	map_free(&known);
	map_free(&kept);
	return first;
}

/* How many of a kind the form takes; SIZE_MAX: any number. */
static size_t most_of(const struct replan *replan, enum plan_kind kind)
{
	if (kind == PLAN_LOCATION && replan->edition->location_max > 0)
		return replan->edition->location_max;
	return kind == PLAN_LANGUAGE && !replan->edition->joins_languages ? 1 : SIZE_MAX;
}

/* The list with new ones told, and no more included than the form takes. */
static void limit(const struct replan *replan, struct plan_entry *list, const struct plan_entry *old,
    const struct plan_entry *holder)
{
	const size_t most = list != NULL ? most_of(replan, list->kind) : 0;
	struct map known = {0};
	size_t count = 0;

	for (; old != NULL; old = old->next)
		map_add(&known, old->id, strlen(old->id), (void *)(uintptr_t)old);
	for (struct plan_entry *entry = list; entry != NULL; entry = entry->next) {
		const struct plan_entry *before = map_find(&known, entry->id, strlen(entry->id));

		if (entry->include && count++ >= most) {
			entry->include = false;
			if (before != NULL)
				tell_lost(replan, before, holder, "the form of this edition has no room for it");
		}
		if (before == NULL)
			tell_new(replan, entry, holder);
	}
	map_free(&known);
}

/* Solutions stand at locations in some editions and under the profile in others:
 * there, pinport's choice of them is kept. */
static bool moved(const struct replan *replan, const struct plan_entry *made, const struct plan_entry *old,
    enum plan_kind kind)
{
	if (kind != PLAN_SOLUTION || (made->lists[kind] == NULL) == (old->lists[kind] == NULL))
		return false;
	if (made->lists[kind] == NULL)
		tell_lost(replan, old, NULL, "its solutions stand elsewhere in this edition; pinport chose them");
	return true;
}

static void merge(const struct replan *replan, struct plan_entry *made, const struct plan_entry *old)
{
	for (size_t kind = 0; kind < PLAN_KINDS; kind++) {
		if ((plan_kinds[made->kind].holds & 1U << kind) == 0 ||
		    moved(replan, made, old, (enum plan_kind)kind))
			continue;
		made->lists[kind] = merge_list(replan, made->lists[kind], old->lists[kind], made);
		limit(replan, made->lists[kind], old->lists[kind], made);
	}
}

void replan_account(const struct replan *replan, struct plan_entry *made, const struct plan_entry *old)
{
	if (old == NULL) {
		tell_new(replan, made, NULL);
		return;
	}
	made->include = old->include;
	merge(replan, made, old);
}

void replan_gone(const struct replan *replan, const struct plan_entry *old)
{
	tell_lost(replan, old, NULL, "the export does not have it any more");
}
