/* "Did you mean": the nearest known word. */
#ifndef PINPORT_BASE_NEAREST_H
#define PINPORT_BASE_NEAREST_H

#include <stddef.h>

#include "base/buf.h"

/* The index of the nearest of `count` names if it is near enough, else `count`.
 * Looks at every name: not for more than a few hundred. */
size_t nearest_of(const char *word, const char *const *names, size_t count);

/* Adds " (did you mean \"x\"?)" for the nearest of `names` (ends with NULL) if
 * it is near enough; ASCII case counts as equal. */
void nearest_hint(struct buf *to, const char *word, const char *const *names);

#endif
