/* A schema document as a small tree that holds only what the subset knows. */
#ifndef PINPORT_READ_XSD_TREE_H
#define PINPORT_READ_XSD_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

enum xsd_node_kind {
	XS_SCHEMA, XS_ELEMENT, XS_COMPLEX_TYPE, XS_SEQUENCE, XS_CHOICE, XS_GROUP,
	XS_ATTRIBUTE, XS_ATTRIBUTE_GROUP, XS_SIMPLE_CONTENT, XS_EXTENSION,
	XS_SIMPLE_TYPE, XS_RESTRICTION, XS_LIST, XS_PATTERN, XS_ENUMERATION,
	XS_FACET,                        /* every other facet */
	XS_SKIPPED                       /* annotation, key, keyref, unique: no nodes */
};

enum xsd_word {
	XS_NAME, XS_REF, XS_TYPE, XS_BASE, XS_ITEM_TYPE, XS_VALUE, XS_USE, XS_DEFAULT,
	XS_MIN_OCCURS, XS_MAX_OCCURS, XS_TARGET_NAMESPACE, XS_ELEMENT_FORM, XS_ATTRIBUTE_FORM,
	XS_VERSION, XS_WORDS
};

struct xsd_node {
	enum xsd_node_kind kind;
	unsigned line;
	const char *element;             /* "maxLength" */
	const char *words[XS_WORDS];     /* the attributes; NULL: absent */
	struct xsd_node *children, *next;
};

/* A name with a prefix, resolved. */
struct xsd_name {
	const char *local;
	bool builtin;                    /* in the namespace of XML Schema, else in the target */
};

struct xsd_prefix {
	const char *prefix, *uri;        /* prefix "" for the default namespace */
	struct xsd_prefix *next;
};

struct xsd_tree {
	struct xsd_node *root;
	struct xsd_prefix *prefixes;
};

/* False when it is not well-formed or has a construct outside the subset; that is
 * then appended to `why`. All nodes live in the arena. */
bool xsd_tree_read(struct xsd_tree *tree, struct arena *arena, const char *data, size_t size,
    struct buf *why);

/* False when the prefix is unknown or stands for a third namespace. */
bool xsd_tree_resolve(const struct xsd_tree *tree, const char *text, struct xsd_name *name);

#endif
