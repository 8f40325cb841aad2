/* Diagnostics that are alike: see diag.h. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	LEAST = 6,   /* so many are a group … */
	SHOWN = 3,   /* … of which so many are shown: enough to see what they have in common */
	LEAST_HERE = 3   /* of one place, where one is enough: the others differ in a value */
};

struct group {
	size_t count, shown;
	struct diag_entry *last;   /* the end of the chain */
};

static bool is_number(const char *text)
{
	return *text != '\0' && text[strspn(text, "0123456789.,")] == '\0';
}

/* What alike entries have in common, as a key. */
static void add_key(struct buf *key, const struct diag_entry *entry)
{
	const char *template = diag_rows[entry->code].template;

	buf_printf(key, "%d %" PRIu32 "\n", (int)entry->code, entry->place.source);
	for (const char *p = entry->path != NULL ? entry->path : ""; *p != '\0'; p++)
		if (!ascii_digit(*p))
			buf_addc(key, *p);
	if (entry->severity != DIAG_ERROR)
		return;
	for (const char *p = strchr(template, '{'); p != NULL; p = strchr(p + 1, '{')) {
		const size_t index = (size_t)(p[1] - '0');

		if (ascii_digit(p[1]) && p[2] == '}' && (p == template || p[-1] != '"') &&
		    !is_number(entry->values[index]))
			buf_printf(key, "\n%s", entry->values[index]);
	}
}

/* Notes about the very same place, such as one for each profile. Others are alone. */
static void add_place_key(struct buf *key, const struct diag_entry *entry)
{
	const bool alone = entry->severity != DIAG_NOTE || entry->place.line == 0;
	const uint64_t numbers[] = {(uint64_t)entry->code, entry->place.source, entry->place.offset};

	if (alone)
		buf_number(key, entry->order);
	for (size_t i = 0; !alone && i < sizeof numbers / sizeof *numbers; i++) {
		buf_number(key, numbers[i]);
		buf_addc(key, ' ');
	}
}

struct grouping {
	void (*add_key)(struct buf *key, const struct diag_entry *entry);
	size_t least, most_shown;
	struct map groups;
	struct arena arena;
	struct buf key;
};

static struct group *group_of(struct grouping *grouping, const struct diag_entry *entry)
{
	struct buf *key = &grouping->key;
	struct group *group;

	buf_clear(key);
	grouping->add_key(key, entry);
	group = map_find(&grouping->groups, buf_text(key), key->length);
	if (group != NULL)
		return group;
	group = ARENA_NEW(&grouping->arena, struct group);
	map_add(&grouping->groups, arena_copy(&grouping->arena, buf_text(key), key->length), key->length,
	    group);
	return group;
}

static bool is_chained(const struct diag_entry *entry)
{
	return entry->more != NULL || entry->order == UINT64_MAX;
}

static void chain(struct grouping *grouping, struct diag_entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_chained(&entries[i]))
			group_of(grouping, &entries[i])->count++;
	for (size_t i = 0; i < count; i++) {
		struct group *group;

		if (is_chained(&entries[i]))
			continue;
		group = group_of(grouping, &entries[i]);
		if (group->count >= grouping->least && group->shown++ >= grouping->most_shown) {
			group->last->more = &entries[i];
			entries[i].order = UINT64_MAX;
		}
		group->last = &entries[i];
	}
	map_free(&grouping->groups);
	arena_free(&grouping->arena);
	buf_free(&grouping->key);
}

void diag_group(struct diag_entry *entries, size_t count)
{
	struct grouping here = {.add_key = add_place_key, .least = LEAST_HERE, .most_shown = 1};
	struct grouping alike = {.add_key = add_key, .least = LEAST, .most_shown = SHOWN};

	if (count >= LEAST_HERE)
		chain(&here, entries, count);
	if (count >= LEAST)
		chain(&alike, entries, count);
}
