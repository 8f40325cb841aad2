/* Values as typed -> values of a published vocabulary. Never a guess: equal
 * after folding, or listed as an alias. */
#ifndef PINPORT_SHAPE_MATCH_H
#define PINPORT_SHAPE_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "model/edition.h"

/* The value, label or alias that `text` equals when case, width (NFKC), white
 * space and punctuation are folded and "&" reads as "and"; NULL when there is
 * none, or when folding makes two different values fit. Values win over
 * labels, labels over aliases. *exact (may be NULL): `text` is the value,
 * byte for byte. */
const struct vocabulary_value *match_value(const struct vocabulary *vocabulary,
    const char *text, bool *exact);

/* The same for the vocabulary `id` of a catalogue, found once for each text: the words
 * of a run come again and again. NULL for `memory`: nothing is remembered. */
struct match_memory;
const struct vocabulary_value *match_again(struct match_memory *memory,
    const struct catalogue *catalogue, enum vocabulary_id id, const char *text, bool *exact);

/* All that is remembered is of one catalogue. Bounded in size, whatever it is asked. */
struct match_memory *match_open(void);
void match_close(struct match_memory *memory);   /* NULL is fine */

/* True when both texts are equal after that folding. */
bool match_same(const char *a, const char *b);

/* Which of a vocabulary's values of scale "fine" overlap min..max employees
 * (UINT32_MAX: and more). chosen[] has value_count items, all are set. Values
 * of other scales are never chosen. min > max chooses nothing. */
void match_sizes(const struct vocabulary *sizes, uint32_t min, uint32_t max, bool chosen[]);

#endif
