/* "Did you mean": the nearest known word. */
#ifndef PINPORT_BASE_NEAREST_H
#define PINPORT_BASE_NEAREST_H

#include "base/buf.h"

/* Adds " (did you mean \"x\"?)" for the nearest of `names` (ends with NULL) if
 * it is near enough; ASCII case counts as equal. */
void nearest_hint(struct buf *to, const char *word, const char *const *names);

#endif
