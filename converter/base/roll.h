/* Small records under keys, packed one behind the other: for what is kept for
 * every account of a run, where a map with its pointers would be several times
 * as large. A record is a head of fixed size, its key, and what the user adds
 * behind that with buf_add().
 *
 * All-zero but for `head` is valid and empty; roll_free() leaves it so. Pointers
 * into records die when one is added. */
#ifndef PINPORT_BASE_ROLL_H
#define PINPORT_BASE_ROLL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct roll {
	size_t head;             /* bytes before the key of each record */
	struct buf records;
	uint32_t *slots;         /* where records begin, and one more; 0: free */
	size_t room, count;      /* of the slots; of those taken */
};

#define ROLL_NONE SIZE_MAX

/* Where the record of a key begins in records.data, or ROLL_NONE. "" is never found. */
size_t roll_find(const struct roll *roll, const char *key);

/* Adds a record; from now on it is the one that roll_find() gives for its key.
 * Returns where it begins. More than 4 GiB of them are the end of memory. */
size_t roll_add(struct roll *roll, const void *head, const char *key);

void roll_free(struct roll *roll);

#endif
