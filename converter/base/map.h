/* A map from byte strings to pointers. Keys are borrowed; all-zero is a valid,
 * empty map; map_free() leaves it so. */
#ifndef PINPORT_BASE_MAP_H
#define PINPORT_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_slot {
	const char *key;     /* NULL: free */
	size_t length;
	uint64_t hash;
	void *value;
};

struct map {
	struct map_slot *slots;
	size_t room, count;
};

/* Adds the pair and returns NULL, or leaves the map as it is and returns what stands there. */
void *map_add(struct map *map, const char *key, size_t length, void *value);
void *map_find(const struct map *map, const char *key, size_t length);   /* NULL: not there */
uint64_t map_hash(const char *key, size_t length);   /* other in each process: nobody can prepare keys that collide */
void map_clear(struct map *map);   /* memory kept */
void map_free(struct map *map);

#endif
