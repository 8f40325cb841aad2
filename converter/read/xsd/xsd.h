/* A schema compiled into tables that read/xsd/validate.h walks. The subset that is
 * understood is the table at the top of xsd_tree.c; what lies outside it is
 * named, and the caller goes to libxml2's validator instead.
 *
 * Identity constraints (key, keyref, unique) are left out on purpose: pinport
 * checks them in tables of its own.
 *
 * A struct xsd never changes after xsd_compile(), owns all that it points to,
 * and may be shared by any number of validators. pinport's own schema is
 * compiled by the build (converter/bake): its tables are part of the program. */
#ifndef PINPORT_READ_XSD_H
#define PINPORT_READ_XSD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

struct xsd_type;
struct xsd_pattern;
struct xsd_complex;

/* From a state, an element of this name leads to the state `to`. Indices into
 * xsd.transitions are stable: a validator keeps a table beside it. */
struct xsd_transition {
	const char *name;
	const struct xsd_complex *type;  /* of the element */
	uint32_t to;                     /* index into xsd.states */
};

struct xsd_state {
	uint32_t first, end;             /* of its transitions, in the order of the schema */
	bool accepting;                  /* the parent may end here */
};

struct xsd_attribute {
	const char *name;
	const struct xsd_type *type;
	const char *standard;            /* the default, or NULL; it is valid for the type */
	bool required;
};

enum xsd_content { XSD_EMPTY, XSD_ELEMENTS, XSD_TEXT };

/* The type of an element; an element of a simple type has one without attributes. */
struct xsd_complex {
	const char *name;                /* NULL: anonymous */
	enum xsd_content content;
	const struct xsd_type *text;     /* of XSD_TEXT */
	uint32_t start;                  /* of XSD_ELEMENTS: the first of its states */
	uint32_t state_count;            /* they stand together from `start` on */
	uint32_t first, end;             /* into xsd.attributes; at most 64 */
	uint64_t required;               /* bit i: attribute first + i is required */
	const struct xsd_complex *next;  /* of all types that the roots reach */
};

struct xsd_root {
	const char *name;
	const struct xsd_complex *type;
};

struct xsd {
	const char *target;              /* the target namespace */
	const struct xsd_root *roots;
	size_t root_count;
	const struct xsd_state *states;
	size_t state_count;
	const struct xsd_transition *transitions;
	size_t transition_count;
	const struct xsd_attribute *attributes;
	size_t attribute_count;
	const struct xsd_complex *complexes;
	const struct xsd_pattern **patterns;   /* those that may own memory of libxml2 */
	size_t pattern_count;
	struct arena arena;              /* of names and types */
};

/* schemas/pinpoint-export-1.xsd, as xsd_compile() makes it. */
extern const struct xsd xsd_built_in;

/* Compiles a schema document that is trusted.
 * NULL when it is not a schema of the subset; `why` (empty, or NULL) then says
 * which construct is not, and on which line. */
struct xsd *xsd_compile(const char *data, size_t size, struct buf *why);
void xsd_free(struct xsd *xsd);      /* NULL is fine; not the one that is built in */

/* The default of an attribute of a complex type by their names, NULL when it has none. */
const char *xsd_default(const struct xsd *xsd, const char *type, const char *attribute);

#endif
