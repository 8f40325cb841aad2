/* Reads a schema document: see xsd_tree.h. The table below is the subset that
 * the compiled validator knows. SPDX-License-Identifier: MIT */
#include "read/xsd/xsd_tree.h"

#include <libxml/parser.h>
#include <limits.h>
#include <string.h>

enum { DEPTH_MOST = 32 };

static const char xsd_namespace[] = "http://www.w3.org/2001/XMLSchema";

#define BIT(n) (1u << (n))
#define OCCURS (BIT(XS_MIN_OCCURS) | BIT(XS_MAX_OCCURS))
#define PARTICLES (BIT(XS_ELEMENT) | BIT(XS_SEQUENCE) | BIT(XS_CHOICE) | BIT(XS_GROUP))
#define ATTRIBUTES (BIT(XS_ATTRIBUTE) | BIT(XS_ATTRIBUTE_GROUP))
#define FACETS (BIT(XS_PATTERN) | BIT(XS_ENUMERATION) | BIT(XS_FACET))

/* Element, attributes that it may have, children that it may have. */
static const struct row {
	const char *name;
	enum xsd_node_kind kind;
	unsigned words, children;
} subset[] = {
	{"schema", XS_SCHEMA,
	    BIT(XS_TARGET_NAMESPACE) | BIT(XS_ELEMENT_FORM) | BIT(XS_ATTRIBUTE_FORM) | BIT(XS_VERSION),
	    BIT(XS_ELEMENT) | BIT(XS_COMPLEX_TYPE) | BIT(XS_SIMPLE_TYPE) | BIT(XS_GROUP) |
	    BIT(XS_ATTRIBUTE_GROUP)},
	{"element", XS_ELEMENT, BIT(XS_NAME) | BIT(XS_REF) | BIT(XS_TYPE) | OCCURS,
	    BIT(XS_COMPLEX_TYPE) | BIT(XS_SIMPLE_TYPE)},
	{"complexType", XS_COMPLEX_TYPE, BIT(XS_NAME),
	    BIT(XS_SEQUENCE) | BIT(XS_CHOICE) | BIT(XS_GROUP) | ATTRIBUTES | BIT(XS_SIMPLE_CONTENT)},
	{"sequence", XS_SEQUENCE, OCCURS, PARTICLES},
	{"choice", XS_CHOICE, OCCURS, PARTICLES},
	{"group", XS_GROUP, BIT(XS_NAME) | BIT(XS_REF) | OCCURS, BIT(XS_SEQUENCE) | BIT(XS_CHOICE)},
	{"attribute", XS_ATTRIBUTE, BIT(XS_NAME) | BIT(XS_TYPE) | BIT(XS_USE) | BIT(XS_DEFAULT),
	    BIT(XS_SIMPLE_TYPE)},
	{"attributeGroup", XS_ATTRIBUTE_GROUP, BIT(XS_NAME) | BIT(XS_REF), ATTRIBUTES},
	{"simpleContent", XS_SIMPLE_CONTENT, 0, BIT(XS_EXTENSION)},
	{"extension", XS_EXTENSION, BIT(XS_BASE), ATTRIBUTES},
	{"simpleType", XS_SIMPLE_TYPE, BIT(XS_NAME), BIT(XS_RESTRICTION) | BIT(XS_LIST)},
	{"restriction", XS_RESTRICTION, BIT(XS_BASE), FACETS},
	{"list", XS_LIST, BIT(XS_ITEM_TYPE), 0},
	{"pattern", XS_PATTERN, BIT(XS_VALUE), 0},
	{"enumeration", XS_ENUMERATION, BIT(XS_VALUE), 0},
	{"length", XS_FACET, BIT(XS_VALUE), 0},
	{"minLength", XS_FACET, BIT(XS_VALUE), 0},
	{"maxLength", XS_FACET, BIT(XS_VALUE), 0},
	{"minInclusive", XS_FACET, BIT(XS_VALUE), 0},
	{"maxInclusive", XS_FACET, BIT(XS_VALUE), 0},
	{"minExclusive", XS_FACET, BIT(XS_VALUE), 0},
	{"maxExclusive", XS_FACET, BIT(XS_VALUE), 0},
	{"whiteSpace", XS_FACET, BIT(XS_VALUE), 0},
	{"annotation", XS_SKIPPED, 0, 0},
	{"key", XS_SKIPPED, 0, 0},
	{"keyref", XS_SKIPPED, 0, 0},
	{"unique", XS_SKIPPED, 0, 0},
};

static const char *const word_names[XS_WORDS] = {
	[XS_NAME] = "name", [XS_REF] = "ref", [XS_TYPE] = "type", [XS_BASE] = "base",
	[XS_ITEM_TYPE] = "itemType", [XS_VALUE] = "value", [XS_USE] = "use",
	[XS_DEFAULT] = "default", [XS_MIN_OCCURS] = "minOccurs", [XS_MAX_OCCURS] = "maxOccurs",
	[XS_TARGET_NAMESPACE] = "targetNamespace", [XS_ELEMENT_FORM] = "elementFormDefault",
	[XS_ATTRIBUTE_FORM] = "attributeFormDefault", [XS_VERSION] = "version",
};

struct reading {
	struct xsd_tree *tree;
	struct arena *arena;
	struct buf *why;
	xmlParserCtxtPtr parser;
	struct {
		struct xsd_node *node, *newest;
		unsigned children;       /* kinds allowed */
	} open[DEPTH_MOST];
	size_t depth, skipping;
	bool failed;
};

static void refuse(struct reading *r, const char *what, const char *name)
{
	if (!r->failed)
		buf_printf(r->why, "%s%s on line %d", what, name, r->parser->input->line);
	r->failed = true;
	xmlStopParser(r->parser);
}

/* Namespaces are declared on the root only; each pair is a prefix and its URI. */
static void read_prefixes(struct reading *r, int count, const xmlChar **pairs)
{
	for (int i = 0; i < count; i++) {
		struct xsd_prefix *prefix = ARENA_NEW(r->arena, struct xsd_prefix);
		const char *name = (const char *)pairs[2 * i], *uri = (const char *)pairs[2 * i + 1];

		prefix->prefix = arena_string(r->arena, name != NULL ? name : "");
		prefix->uri = arena_string(r->arena, uri != NULL ? uri : "");
		prefix->next = r->tree->prefixes;
		r->tree->prefixes = prefix;
	}
}

/* Five strings each: name, prefix, namespace, value, end of the value. Those of
 * other namespaces mean nothing here, nor does id. */
static void read_words(struct reading *r, struct xsd_node *node, unsigned allowed,
    int count, const xmlChar **attributes)
{
	for (int i = 0; i < count; i++, attributes += 5) {
		const char *name = (const char *)attributes[0];
		enum xsd_word word = 0;

		if (attributes[2] != NULL || strcmp(name, "id") == 0)
			continue;
		while (word < XS_WORDS && strcmp(word_names[word], name) != 0)
			word++;
		if (word == XS_WORDS || (allowed & BIT(word)) == 0) {
			refuse(r, "the attribute ", name);
			return;
		}
		node->words[word] = arena_copy(r->arena, (const char *)attributes[3],
		    (size_t)(attributes[4] - attributes[3]));
	}
}

static const struct row *find_row(const struct reading *r, const char *name, const char *uri)
{
	unsigned allowed = r->depth == 0 ? BIT(XS_SCHEMA)
	                                 : r->open[r->depth - 1].children | BIT(XS_SKIPPED);

	if (uri == NULL || strcmp(uri, xsd_namespace) != 0)
		return NULL;
	for (size_t i = 0; i < sizeof subset / sizeof *subset; i++)
		if (strcmp(subset[i].name, name) == 0)
			return (allowed & BIT(subset[i].kind)) != 0 ? &subset[i] : NULL;
	return NULL;
}

static void open_node(struct reading *r, const struct row *row, struct xsd_node *node)
{
	node->kind = row->kind;
	node->element = row->name;
	node->line = (unsigned)r->parser->input->line;
	if (r->depth == 0)
		r->tree->root = node;
	else if (r->open[r->depth - 1].newest == NULL)
		r->open[r->depth - 1].node->children = node;
	else
		r->open[r->depth - 1].newest->next = node;
	if (r->depth > 0)
		r->open[r->depth - 1].newest = node;
	r->open[r->depth].node = node;
	r->open[r->depth].newest = NULL;
	r->open[r->depth].children = row->children;
	r->depth++;
}

static void on_start(void *of, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int pair_count, const xmlChar **pairs, int attribute_count, int defaulted,
    const xmlChar **attributes)
{
	struct reading *r = of;
	const struct row *row;
	struct xsd_node *node;

	(void)prefix;
	(void)defaulted;
	if (r->failed)
		return;
	row = r->skipping > 0 ? NULL : find_row(r, (const char *)name, (const char *)uri);
	if (r->skipping > 0 || (row != NULL && row->kind == XS_SKIPPED)) {
		r->skipping++;
		return;
	}
	if (row == NULL || r->depth == DEPTH_MOST || (pair_count > 0 && r->depth > 0)) {
		refuse(r, row == NULL ? "the element " : "the namespaces of ", (const char *)name);
		return;
	}
	if (r->depth == 0)
		read_prefixes(r, pair_count, pairs);
	node = ARENA_NEW(r->arena, struct xsd_node);
	read_words(r, node, row->words, attribute_count, attributes);
	open_node(r, row, node);
}

static void on_end(void *of, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = of;

	(void)name;
	(void)prefix;
	(void)uri;
	if (r->skipping > 0)
		r->skipping--;
	else if (r->depth > 0)
		r->depth--;
}

bool xsd_tree_read(struct xsd_tree *tree, struct arena *arena, const char *data, size_t size,
    struct buf *why)
{
	struct reading r = {.tree = tree, .arena = arena, .why = why};
	xmlSAXHandler events = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
	};
	bool good;

	*tree = (struct xsd_tree){0};
	r.parser = xmlNewParserCtxt();
	if (r.parser == NULL)
		mem_exhausted();
	*r.parser->sax = events;
	r.parser->userData = &r;
	if (size > INT_MAX)
		size = 0;
	xmlFreeDoc(xmlCtxtReadMemory(r.parser, data, (int)size, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
	good = r.parser->wellFormed == 1 && r.parser->nsWellFormed == 1;
	xmlFreeParserCtxt(r.parser);
	if (!good && !r.failed)
		buf_adds(why, "it is not well-formed XML");
	return good && !r.failed;
}

bool xsd_tree_resolve(const struct xsd_tree *tree, const char *text, struct xsd_name *name)
{
	const char *colon = strchr(text, ':'), *target;
	size_t length = colon != NULL ? (size_t)(colon - text) : 0;

	target = tree->root->words[XS_TARGET_NAMESPACE];
	name->local = colon != NULL ? colon + 1 : text;
	for (const struct xsd_prefix *p = tree->prefixes; p != NULL; p = p->next) {
		if (strlen(p->prefix) != length || memcmp(p->prefix, text, length) != 0)
			continue;
		name->builtin = strcmp(p->uri, xsd_namespace) == 0;
		return name->builtin || strcmp(p->uri, target) == 0;
	}
	return false;
}
