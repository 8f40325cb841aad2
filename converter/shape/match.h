/* Values as typed -> values of a published vocabulary. Never a guess: equal
 * after folding, or listed as an alias. */
#ifndef PINPORT_SHAPE_MATCH_H
#define PINPORT_SHAPE_MATCH_H

#include <stdbool.h>
#include <stdint.h>

struct vocabulary;
struct vocabulary_value;

/* The value, label or alias that `text` equals when case, width (NFKC), white
 * space and punctuation are folded and "&" reads as "and"; NULL when there is
 * none, or when folding makes two different values fit. Values win over
 * labels, labels over aliases. *exact (may be NULL): `text` is the value,
 * byte for byte. */
const struct vocabulary_value *match_value(const struct vocabulary *vocabulary,
    const char *text, bool *exact);

/* True when both texts are equal after that folding. */
bool match_same(const char *a, const char *b);

/* Which of a vocabulary's values of scale "fine" overlap min..max employees
 * (UINT32_MAX: and more). chosen[] has value_count items, all are set. Values
 * of other scales are never chosen. min > max chooses nothing. */
void match_sizes(const struct vocabulary *sizes, uint32_t min, uint32_t max, bool chosen[]);

#endif
