/* The pattern facet. Expressions over ASCII sets (sequences, choices, groups
 * and counts of at most 63 positions) run in a bit-parallel automaton of our own;
 * all others in libxml2's xmlRegexp, which also decides what is well-formed. */
#ifndef PINPORT_READ_XSD_PATTERN_H
#define PINPORT_READ_XSD_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "read/xsd/xsd_positions.h"

struct arena;

struct xsd_pattern {
	void *library;                   /* an xmlRegexpPtr, or NULL: the automaton is complete */
	uint64_t accepting;
	uint64_t follow[POSITIONS_MOST];
	uint64_t takes[129];             /* positions that take a character; 128: any beyond ASCII */
};

enum xsd_match { XSD_MATCH, XSD_NO_MATCH, XSD_MATCH_FAILED };

/* NULL when the expression is malformed. Owned by the arena, but for what
 * xsd_pattern_free() gives back. */
struct xsd_pattern *xsd_pattern_compile(struct arena *arena, const char *expression);
void xsd_pattern_free(const struct xsd_pattern *pattern);

/* Whether all of `text` (UTF-8, followed by a NUL) matches. */
enum xsd_match xsd_pattern_match(const struct xsd_pattern *pattern, const char *text,
    size_t size);

/* True when it runs in the automaton of our own: for tests. */
bool xsd_pattern_own(const struct xsd_pattern *pattern);

#endif
