/* Questions that only a mistake in a document raises: what is missing between
 * here and there, what was allowed, which name was perhaps meant. */
#ifndef PINPORT_READ_XSD_ROUTE_H
#define PINPORT_READ_XSD_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "read/xsd/xsd.h"
#include "read/xsd/xsd_positions.h"

#define ROUTE_NONE SIZE_MAX

/* From each state of one content model, by its position: how many elements
 * must come before the goal; ROUTE_NONE when none of them leads there. */
struct xsd_route {
	const struct xsd *xsd;
	const struct xsd_complex *type;
	size_t steps[POSITIONS_MOST];
};

struct xsd_route route_to_name(const struct xsd *xsd, const struct xsd_complex *type,
    const char *name);
struct xsd_route route_to_end(const struct xsd *xsd, const struct xsd_complex *type);

size_t route_steps(const struct xsd_route *route, uint32_t state);

/* "City, then Line1 or Line2": the elements of the shortest routes from `state`. */
void route_words(struct buf *to, const struct xsd_route *route, uint32_t state);

/* Walks one shortest route: returns the state at its end, and in *passed the
 * positions on the way as bits. */
uint32_t route_walk(const struct xsd_route *route, uint32_t state, uint64_t *passed);

/* The transition of that name from a state, or from anywhere in the model; or NULL. */
const struct xsd_transition *xsd_transition_from(const struct xsd *xsd, uint32_t state,
    const char *name);
const struct xsd_transition *xsd_transition_anywhere(const struct xsd *xsd,
    const struct xsd_complex *type, const char *name);

/* The transition from the state whose name is most like `name`, NULL when none is near. */
const struct xsd_transition *xsd_transition_near(const struct xsd *xsd, uint32_t state,
    const char *name);

/* True when a reader would take the one for a slip of the pen for the other. */
bool names_near(const char *a, const char *b);

/* "Website, LinkedIn or the end of Company": what may stand in a state. */
void expected_words(struct buf *to, const struct xsd *xsd, uint32_t state, const char *parent);

/* "status, lastModified and pendingChanges"; "none" when the type has no attributes. */
void attribute_words(struct buf *to, const struct xsd *xsd, const struct xsd_complex *type);

#endif
