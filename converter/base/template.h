/* Sentences with places for values: {0}, {1}, …, and {0:one|more}, a choice of
 * words by the value: the first when it is "1", else the second. */
#ifndef PINPORT_BASE_TEMPLATE_H
#define PINPORT_BASE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct template_place {
	const char *start;             /* the brace */
	size_t length;                 /* of the place, both braces included */
	size_t index;                  /* of its value */
	const char *words[2];          /* one, more; NULL: the value itself */
	size_t lengths[2];
};

/* The first place from `from` on, before `end`; false when there is none. */
bool template_next(const char *from, const char *end, struct template_place *place);

/* For a reader of the sentence itself: a value is an ellipsis, of a choice the second words are taken. */
void template_show(struct buf *to, const char *text);

/* How many values it needs: one more than the highest index. */
size_t template_values(const char *text);

#endif
