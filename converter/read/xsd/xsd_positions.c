/* Glushkov's construction over sets of at most 64 positions: see
 * xsd_positions.h. SPDX-License-Identifier: MIT */
#include "read/xsd/xsd_positions.h"

#define BIT(position) (UINT64_C(1) << (position))

static void join(struct positions *to, uint64_t last, uint64_t first)
{
	for (; last != 0; last &= last - 1)
		to->follow[__builtin_ctzll(last)] |= first;
}

struct fragment fragment_position(struct positions *to, size_t *position)
{
	if (to->count == 0)
		to->count = 1;
	if (to->count == POSITIONS_MOST) {
		to->overflow = true;
		*position = 0;
		return FRAGMENT_EMPTY;
	}
	*position = to->count++;
	return (struct fragment){BIT(*position), BIT(*position), false};
}

struct fragment fragment_sequence(struct positions *to, struct fragment a, struct fragment b)
{
	join(to, a.last, b.first);
	return (struct fragment){
		.first = a.first | (a.nullable ? b.first : 0),
		.last = b.last | (b.nullable ? a.last : 0),
		.nullable = a.nullable && b.nullable,
	};
}

struct fragment fragment_choice(struct fragment a, struct fragment b)
{
	return (struct fragment){a.first | b.first, a.last | b.last, a.nullable || b.nullable};
}

static bool one_more(const struct positions *to, const struct fragment_maker *maker,
    struct fragment *copy)
{
	return maker->make(maker->of, copy) && !to->overflow;
}

/* c{0,n} as (c(c(c)?)?)?, which keeps a deterministic expression deterministic;
 * that needs a copy that is not empty, else as c?c?c?. */
static bool optional_copies(struct positions *to, size_t count,
    const struct fragment_maker *maker, struct fragment *result)
{
	struct fragment copy, before = *result;

	for (size_t i = 0; i < count; i++) {
		if (!one_more(to, maker, &copy))
			return false;
		if (copy.nullable) {
			*result = fragment_sequence(to, *result, copy);
			before = *result;
			continue;
		}
		before = fragment_sequence(to, before, copy);
		result->first |= before.first;
		result->last |= before.last;
	}
	return true;
}

bool fragment_occurs(struct positions *to, size_t least, size_t most,
    const struct fragment_maker *maker, struct fragment *result)
{
	struct fragment copy;

	*result = FRAGMENT_EMPTY;
	for (size_t i = 0; i < least; i++) {
		if (!one_more(to, maker, &copy))
			return false;
		*result = fragment_sequence(to, *result, copy);
	}
	if (most != OCCURS_UNBOUNDED)
		return optional_copies(to, most - least, maker, result);
	if (least == 0) {
		if (!one_more(to, maker, &copy))
			return false;
		*result = copy;
		result->nullable = true;
	}
	join(to, copy.last, copy.first);
	return true;
}

uint64_t fragment_finish(struct positions *to, struct fragment whole)
{
	if (to->count == 0)
		to->count = 1;
	to->follow[0] = whole.first;
	return whole.last | (whole.nullable ? BIT(0) : 0);
}
