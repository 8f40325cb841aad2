/* Ways through a content model, and words for them: see xsd_route.h.
 * SPDX-License-Identifier: MIT */
#include "read/xsd/xsd_route.h"

#include <string.h>

#include "base/utf8.h"

enum { NAMES_SHOWN = 6, NAME_MOST = 64, EDITS_MOST = 2, STEM_LEAST = 3, ENDING_MOST = 3 };

static const char ellipsis[] = "\xE2\x80\xA6";

/* Relaxes until nothing changes; the goals have 0 already. */
static void relax(struct xsd_route *route)
{
	const struct xsd_complex *type = route->type;
	bool changed = true;

	while (changed) {
		changed = false;
		for (uint32_t i = 0; i < type->state_count; i++) {
			const struct xsd_state *state = &route->xsd->states[type->start + i];

			for (uint32_t t = state->first; t < state->end; t++) {
				size_t steps = route_steps(route, route->xsd->transitions[t].to);

				if (steps == ROUTE_NONE || steps + 1 >= route->steps[i])
					continue;
				route->steps[i] = steps + 1;
				changed = true;
			}
		}
	}
}

struct xsd_route route_to_name(const struct xsd *xsd, const struct xsd_complex *type,
    const char *name)
{
	struct xsd_route route = {.xsd = xsd, .type = type};

	for (uint32_t i = 0; i < type->state_count; i++)
		route.steps[i] =
		    xsd_transition_from(xsd, type->start + i, name) != NULL ? 0 : ROUTE_NONE;
	relax(&route);
	return route;
}

struct xsd_route route_to_end(const struct xsd *xsd, const struct xsd_complex *type)
{
	struct xsd_route route = {.xsd = xsd, .type = type};

	for (uint32_t i = 0; i < type->state_count; i++)
		route.steps[i] = xsd->states[type->start + i].accepting ? 0 : ROUTE_NONE;
	relax(&route);
	return route;
}

size_t route_steps(const struct xsd_route *route, uint32_t state)
{
	return route->steps[state - route->type->start];
}

/* The next transition from `from` on that brings the goal nearer; `end` when there is none. */
static uint32_t nearer(const struct xsd_route *route, uint32_t state, uint32_t from)
{
	uint32_t end = route->xsd->states[state].end;

	while (from < end && route_steps(route, route->xsd->transitions[from].to) !=
	       route_steps(route, state) - 1)
		from++;
	return from;
}

void route_words(struct buf *to, const struct xsd_route *route, uint32_t state)
{
	const struct xsd *xsd = route->xsd;
	size_t shown = 0;

	while (route_steps(route, state) != 0 && route_steps(route, state) != ROUTE_NONE) {
		uint32_t end = xsd->states[state].end;
		uint32_t first = nearer(route, state, xsd->states[state].first);

		if (shown > 0)
			buf_adds(to, ", then ");
		if (shown++ == NAMES_SHOWN) {
			buf_adds(to, ellipsis);
			return;
		}
		buf_adds(to, xsd->transitions[first].name);
		for (uint32_t t = nearer(route, state, first + 1); t < end;
		     t = nearer(route, state, t + 1))
			buf_printf(to, " or %s", xsd->transitions[t].name);
		state = xsd->transitions[first].to;
	}
}

uint32_t route_walk(const struct xsd_route *route, uint32_t state, uint64_t *passed)
{
	*passed = 0;
	while (route_steps(route, state) != 0) {
		state = route->xsd->transitions[nearer(route, state,
		    route->xsd->states[state].first)].to;
		*passed |= UINT64_C(1) << (state - route->type->start);
	}
	return state;
}

const struct xsd_transition *xsd_transition_from(const struct xsd *xsd, uint32_t state,
    const char *name)
{
	for (uint32_t t = xsd->states[state].first; t < xsd->states[state].end; t++)
		if (strcmp(xsd->transitions[t].name, name) == 0)
			return &xsd->transitions[t];
	return NULL;
}

const struct xsd_transition *xsd_transition_anywhere(const struct xsd *xsd,
    const struct xsd_complex *type, const char *name)
{
	const struct xsd_transition *found = NULL;

	for (uint32_t i = 0; i < type->state_count && found == NULL; i++)
		found = xsd_transition_from(xsd, type->start + i, name);
	return found;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edits between two names of at most NAME_MOST bytes; a change of case is none. */
static size_t edits(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t row[NAME_MOST + 1];

	for (size_t j = 0; j <= b_size; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_size; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_size; j++) {
			size_t same = corner + (ascii_lower(a[i - 1]) != ascii_lower(b[j - 1]));

			corner = row[j];
			row[j] = least(same, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[b_size];
}

/* One is short for the other (Web, Website), or both are one word with other
 * endings (country, countries). */
static bool same_stem(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t shorter = least(a_size, b_size), longer = a_size + b_size - shorter, common = 0;

	while (common < shorter && ascii_lower(a[common]) == ascii_lower(b[common]))
		common++;
	return common >= STEM_LEAST &&
	       (common == shorter || (shorter - common <= 1 && longer - common <= ENDING_MOST));
}

/* Edits, or NAME_MOST when the names are too far apart to be meant for each other. */
static size_t distance(const char *a, const char *b)
{
	size_t a_size = strlen(a), b_size = strlen(b), count;

	if (a_size > NAME_MOST || b_size > NAME_MOST)
		return NAME_MOST;
	if (same_stem(a, a_size, b, b_size))
		return EDITS_MOST + 1;
	if (a_size > b_size + EDITS_MOST || b_size > a_size + EDITS_MOST)
		return NAME_MOST;
	count = edits(a, a_size, b, b_size);
	return count <= EDITS_MOST && count <= least(a_size, b_size) / 3 ? count : NAME_MOST;
}

bool names_near(const char *a, const char *b)
{
	return distance(a, b) < NAME_MOST;
}

const struct xsd_transition *xsd_transition_near(const struct xsd *xsd, uint32_t state,
    const char *name)
{
	const struct xsd_transition *best = NULL;
	size_t best_distance = NAME_MOST;

	for (uint32_t t = xsd->states[state].first; t < xsd->states[state].end; t++) {
		size_t one = distance(name, xsd->transitions[t].name);

		if (one < best_distance) {
			best_distance = one;
			best = &xsd->transitions[t];
		}
	}
	return best;
}

/* Puts one more of `count` names: "A", "A or B", "A, B or C", "A, …". False: enough. */
static bool add_choice(struct buf *to, const char *name, size_t index, bool last,
    const char *conjunction)
{
	if (index > 0)
		buf_adds(to, last && index < NAMES_SHOWN ? conjunction : ", ");
	buf_adds(to, index < NAMES_SHOWN ? name : ellipsis);
	return index < NAMES_SHOWN;
}

void expected_words(struct buf *to, const struct xsd *xsd, uint32_t state, const char *parent)
{
	const struct xsd_state *from = &xsd->states[state];
	size_t names = from->end - from->first, count = names + from->accepting;

	for (size_t i = 0; i < names; i++)
		if (!add_choice(to, xsd->transitions[from->first + i].name, i, i + 1 == count,
		    " or "))
			break;
	if (!from->accepting)
		return;
	if (names > 0)
		buf_adds(to, " or ");
	buf_printf(to, "the end of %s", parent);
}

void attribute_words(struct buf *to, const struct xsd *xsd, const struct xsd_complex *type)
{
	size_t count = type->end - type->first;

	if (count == 0)
		buf_adds(to, "none");
	for (size_t i = 0; i < count; i++)
		if (!add_choice(to, xsd->attributes[type->first + i].name, i, i + 1 == count,
		    " and "))
			break;
}
