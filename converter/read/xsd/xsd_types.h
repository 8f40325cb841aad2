/* Simple types: white space, lexical forms, facets, and the words for all that. */
#ifndef PINPORT_READ_XSD_TYPES_H
#define PINPORT_READ_XSD_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct arena;
struct xsd_pattern;

enum xsd_space { XSD_PRESERVE, XSD_REPLACE, XSD_COLLAPSE };

/* One end of a range, as written in the schema. text NULL: no such end. */
struct xsd_bound {
	const char *text;
	bool open;                       /* the bound itself is outside */
};

struct xsd_patterns {                    /* every one must match */
	const struct xsd_pattern *pattern;
	const struct xsd_patterns *next;
};

/* The built-in type that a type comes from: which facets mean something, and
 * how a value is recognised. */
enum xsd_base {
	XSD_OF_TEXT, XSD_OF_BOOLEAN, XSD_OF_DECIMAL, XSD_OF_INTEGER, XSD_OF_DATETIME, XSD_OF_DATE,
	XSD_OF_URI, XSD_OF_LANGUAGE, XSD_OF_NMTOKEN, XSD_OF_LIST
};

struct xsd_type {
	const char *name;                /* of itself, or else of the nearest named ancestor */
	enum xsd_base base;
	const struct xsd_type *item;     /* of a list, or NULL */
	enum xsd_space space;
	size_t shortest, longest;        /* code points; items of a list; longest SIZE_MAX: no end */
	struct xsd_bound least, most;
	const char *const *allowed;      /* ends with NULL; NULL: no enumeration */
	const struct xsd_patterns *patterns;
	bool free;                       /* any text at all is a value */
};

enum xsd_fault {
	XSD_GOOD,
	XSD_NOT_LISTED,                  /* not in the enumeration */
	XSD_WRONG_FORM,                  /* lexical form or pattern; a list's number of items */
	XSD_WRONG_LENGTH,
	XSD_OUT_OF_RANGE,
	XSD_GAVE_UP                      /* xmlRegexp could not decide */
};

/* What was wrong with a value: the value after white space processing, or the
 * item of the list that was wrong, and its type. Points into the caller's value
 * or the scratch. */
struct xsd_finding {
	enum xsd_fault fault;
	const struct xsd_type *type;
	const char *value;               /* NUL-terminated */
	size_t size;
};

/* Reused memory of one validator. */
struct xsd_scratch {
	struct buf text, item;
};

void xsd_scratch_free(struct xsd_scratch *scratch);

/* The built-in type of that name, or NULL when it is not in the subset. */
const struct xsd_type *xsd_builtin(const char *name);

/* A list of an atomic type. */
struct xsd_type *xsd_type_list(struct arena *arena, const char *name,
    const struct xsd_type *item);

/* A copy to which facets are then added. */
struct xsd_type *xsd_type_restrict(struct arena *arena, const char *name,
    const struct xsd_type *base);

/* Adds one facet by its name, but for pattern and enumeration. False: the
 * facet or its value is outside the subset for this type. */
bool xsd_type_facet(struct arena *arena, struct xsd_type *type, const char *facet,
    const char *value);

/* Patterns and enumerations of one restriction are alternatives. `values` ends with NULL. */
bool xsd_type_pattern(struct arena *arena, struct xsd_type *type, const char *expression);
bool xsd_type_enumeration(struct arena *arena, struct xsd_type *type,
    const char *const *values);

/* `value` is followed by a NUL. True when it is good; else what was found. */
bool xsd_type_check(const struct xsd_type *type, const char *value, size_t size,
    struct xsd_scratch *scratch, struct xsd_finding *finding);

/* What the type asks for: "a date and time with a time zone, such as …", "Gold
 * or Silver", "1 to 200", "-90 to 90", in answer to a fault. */
void xsd_type_words(struct buf *to, const struct xsd_type *type, enum xsd_fault fault);

/* How to come by a value of the right form, where that needs saying: a sentence
 * or two with a blank in front, at most 200 characters; else "". */
const char *xsd_type_advice(const struct xsd_type *type);

#endif
