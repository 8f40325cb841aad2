/* Two trees compared by meaning: fields by name, items of lists by what they
 * say they are (id, language, country, text), never by line or place. */
#ifndef PINPORT_COMPARE_H
#define PINPORT_COMPARE_H

#include <stdbool.h>

#include "base/buf.h"
#include "load/yaml.h"

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_VALUE, CHANGE_ORDER, CHANGE_KINDS };

const char *change_name(enum change_kind kind);   /* "added", "removed", "changed", "reordered" */

struct difference {
	enum change_kind kind;
	const char *path;            /* "locations[SEL].address.city" */
	const struct yaml *before;   /* NULL when added */
	const struct yaml *after;    /* NULL when removed */
};

struct compare {
	void (*found)(void *to, const struct difference *difference);
	void *to;
	struct buf path;             /* kept by compare_trees() */
};

/* Calls .found for each difference, in the order of the older tree. The path
 * dies with the call. */
void compare_trees(struct compare *compare, const struct yaml *before, const struct yaml *after);

/* A subtree in a few words: a text itself, the name or id of a map, how many items. */
void compare_words(struct buf *to, const struct yaml *node);

#endif
