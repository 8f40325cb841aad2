/* An open-addressing hash table: see map.h. SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <assert.h>
#include <string.h>
#include <sys/random.h>

#include "base/mem.h"

static inline uint64_t word_at(const char *key)
{
	uint64_t word;

	memcpy(&word, key, sizeof word);
	return word;
}

/* All of a key of less than eight bytes. */
static inline uint64_t short_word(const char *key, size_t length)
{
	uint32_t low = 0, high = 0;

	if (length >= sizeof low) {
		memcpy(&low, key, sizeof low);
		memcpy(&high, key + length - sizeof high, sizeof high);
	} else {
		for (size_t i = 0; i < length; i++)
			low = low << 8 | (unsigned char)key[i];
	}
	return (uint64_t)high << 32 | low;
}

/* The halves of the next word, with those of the hash added, are multiplied (as in NH of
 * RFC 4418): what comes of a difference between two keys depends on the secret. */
static inline uint64_t mix(uint64_t hash, uint64_t word)
{
	const uint32_t low = (uint32_t)hash + (uint32_t)word;
	const uint32_t high = (uint32_t)(hash >> 32) + (uint32_t)(word >> 32);

	return (hash << 29 | hash >> 35) + (uint64_t)low * high;
}

/* Keys come from strangers, so the start is the kernel's secret of this process: nobody
 * can prepare keys that collide. No output depends on the order of slots. */
uint64_t map_hash(const char *key, size_t length)
{
	static uint64_t secret;
	uint64_t hash;

	if (secret == 0 && (getrandom(&secret, sizeof secret, GRND_NONBLOCK) != sizeof secret || secret == 0))
		secret = UINT64_C(0xCBF29CE484222325);
	hash = secret + length * UINT64_C(0x9E3779B97F4A7C15);
	if (length < sizeof(uint64_t)) {
		hash = mix(hash, short_word(key, length));
	} else {
		for (size_t i = 0; i < length - sizeof(uint64_t); i += sizeof(uint64_t))
			hash = mix(hash, word_at(key + i));
		hash = mix(hash, word_at(key + length - sizeof(uint64_t)));
	}
	hash ^= hash >> 32;
	hash *= UINT64_C(0xD6E8FEB86659FD93);
	return hash ^ hash >> 32;
}

static struct map_slot *slot_of(const struct map *map, const char *key, size_t length, uint64_t hash)
{
	for (size_t i = (size_t)hash & (map->room - 1);; i = (i + 1) & (map->room - 1)) {
		struct map_slot *slot = &map->slots[i];

		if (slot->key == NULL || (slot->hash == hash && slot->length == length &&
		    memcmp(slot->key, key, length) == 0))
			return slot;
	}
}

static void grow(struct map *map)
{
	struct map old = *map;

	map->room = old.room == 0 ? 16 : mem_product(old.room, 2);
	map->slots = mem_alloc(mem_product(map->room, sizeof *map->slots));
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].key != NULL)
			*slot_of(map, old.slots[i].key, old.slots[i].length, old.slots[i].hash) =
			    old.slots[i];
	mem_free(old.slots);
}

void *map_add(struct map *map, const char *key, size_t length, void *value)
{
	uint64_t hash = map_hash(key, length);
	struct map_slot *slot;

	assert(value != NULL);
	if (map->count >= map->room / 4 * 3)
		grow(map);
	slot = slot_of(map, key, length, hash);
	if (slot->key != NULL)
		return slot->value;
	*slot = (struct map_slot){key, length, hash, value};
	map->count++;
	return NULL;
}

void *map_find(const struct map *map, const char *key, size_t length)
{
	return map->count == 0 ? NULL : slot_of(map, key, length, map_hash(key, length))->value;
}

void map_clear(struct map *map)
{
	if (map->count > 0)
		memset(map->slots, 0, map->room * sizeof *map->slots);
	map->count = 0;
}

void map_free(struct map *map)
{
	mem_free(map->slots);
	*map = (struct map){0};
}
