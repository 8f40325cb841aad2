/* The path of the open elements, with the number of each among its siblings
 * of the same name. Names are told apart by their pointers (interned).
 *
 * Ownership: the caller has the struct; all-zero is empty; path_free(). */
#ifndef PINPORT_READ_PATH_H
#define PINPORT_READ_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct path_step {
	const char *name;
	size_t number;        /* from 1, among siblings of that name */
	size_t first_child;   /* in `children` */
};

/* How often a name has stood under one of the open elements. */
struct path_child {
	const char *name;
	size_t depth;         /* of the parent; only one is open at each depth */
	size_t count;
	size_t next;          /* of the same bucket, +1; 0 ends */
};

struct path {
	struct path_step *steps;
	size_t depth, room;
	struct path_child *children;   /* those of the innermost element are last */
	size_t child_count, child_room;
	size_t *buckets;               /* newest child, +1; 0: none */
	size_t bucket_count;           /* a power of two */
	struct buf text;
	bool (*repeats)(const char *name);   /* names that always show a number; NULL: none */
};

void path_push(struct path *path, const char *name);
void path_pop(struct path *path);

/* "/A/B[2]/C": a number is shown from 2 on, since a stream cannot tell whether
 * a first one stays alone; and on every step of a name that may repeat. "/" when nothing is open. Lives until the next call. */
const char *path_text(struct path *path);

void path_free(struct path *path);

#endif
