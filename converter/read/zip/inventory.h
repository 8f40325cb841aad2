/* The entries of an archive by name: names decoded, checked, and sorted so
 * that they can be found in any case and composition.
 *
 * Ownership: inventory_build() … inventory_free(), also after a failure. It
 * borrows the directory. */
#ifndef PINPORT_READ_INVENTORY_H
#define PINPORT_READ_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/mem.h"
#include "read/zip/decode.h"
#include "read/zip/directory.h"

struct inventory_slot {
	uint64_t hash;       /* of key */
	const char *key;     /* name_key() with fold */
	size_t index;        /* of the directory */
};

struct inventory {
	const char **names;  /* UTF-8, by index of the directory */
	struct inventory_slot *slots;   /* sorted by hash and key */
	size_t count;
	struct arena arena;
};

/* False after at least one diagnostic. */
bool inventory_build(struct inventory *inventory, const struct directory *directory,
    struct input *input, const struct limits *limits, const struct decoder *decoder);
void inventory_free(struct inventory *inventory);

/* The slots with this key: *first, and how many. */
size_t inventory_find(const struct inventory *inventory, const char *key,
    const struct inventory_slot **first);

#endif
