/* Packed records under keys: see roll.h. SPDX-License-Identifier: MIT */
#include "base/roll.h"

#include <string.h>

#include "base/map.h"
#include "base/mem.h"

enum { ROOM_FIRST = 64 };

static const char *key_at(const struct roll *roll, size_t record)
{
	return roll->records.data + record + roll->head;
}

/* The slot of a key: its record's, or the free one where it would go. */
static uint32_t *slot_of(const struct roll *roll, const char *key)
{
	const size_t mask = roll->room - 1;

	for (size_t i = (size_t)map_hash(key, strlen(key)) & mask;; i = (i + 1) & mask) {
		uint32_t *slot = &roll->slots[i];

		if (*slot == 0 || strcmp(key_at(roll, *slot - 1), key) == 0)
			return slot;
	}
}

static void grow(struct roll *roll)
{
	struct roll old = *roll;

	roll->room = old.room == 0 ? ROOM_FIRST : mem_product(old.room, 2);
	roll->slots = mem_alloc(mem_product(roll->room, sizeof *roll->slots));
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i] != 0)
			*slot_of(roll, key_at(roll, old.slots[i] - 1)) = old.slots[i];
	mem_free(old.slots);
}

size_t roll_find(const struct roll *roll, const char *key)
{
	uint32_t slot = *key != '\0' && roll->count > 0 ? *slot_of(roll, key) : 0;

	return slot != 0 ? (size_t)slot - 1 : ROLL_NONE;
}

size_t roll_add(struct roll *roll, const void *head, const char *key)
{
	const size_t record = roll->records.length;
	uint32_t *slot;

	if (record >= UINT32_MAX)
		mem_exhausted();
	if (roll->count >= roll->room / 4 * 3)
		grow(roll);
	buf_add(&roll->records, head, roll->head);
	buf_add(&roll->records, key, strlen(key) + 1);
	if (*key == '\0')
		return record;
	slot = slot_of(roll, key);
	roll->count += *slot == 0;
	*slot = (uint32_t)(record + 1);
	return record;
}

void roll_free(struct roll *roll)
{
	mem_free(roll->slots);
	buf_free(&roll->records);
	*roll = (struct roll){.head = roll->head};
}
