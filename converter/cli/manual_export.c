/* The export format in pinport-formats(5), from the embedded XML Schema: each
 * type with its documentation, attributes and children. The schema is pinport's
 * own and is read with libxml2's tree. SPDX-License-Identifier: MIT */
#include "cli/manual_formats.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/embedded.h"
#include "base/mem.h"
#include "cli/roff.h"

enum { OWN = 2 };   /* the length of "p:", the prefix of the schema's own names */

static bool is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* An attribute's value, or NULL. It lives as long as the document. */
static const char *word(const xmlNode *node, const char *name)
{
	for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
		if (strcmp((const char *)attribute->name, name) == 0 && attribute->children != NULL)
			return (const char *)attribute->children->content;
	return NULL;
}

static const char *name_of(const xmlNode *node)
{
	const char *name = word(node, "name");

	return name != NULL ? name : "";
}

/* The schema's own type, group or attribute group of that name, with its prefix; NULL for xs: names. */
static const xmlNode *named(const xmlNode *schema, const char *name)
{
	if (name == NULL || strncmp(name, "p:", OWN) != 0)
		return NULL;
	for (const xmlNode *node = schema->children; node != NULL; node = node->next)
		if (node->type == XML_ELEMENT_NODE && !is(node, "element") &&
		    strcmp(name_of(node), name + OWN) == 0)
			return node;
	return NULL;
}

static const char *documentation(const xmlNode *type)
{
	for (const xmlNode *node = type->children; node != NULL; node = node->next)
		if (is(node, "annotation") || is(node, "documentation"))
			return is(node, "documentation") ? (const char *)node->children->content : documentation(node);
	return "";
}

/* ---- simple types ---- */

static void put_enumeration(const xmlNode *type)
{
	struct buf values = {0};
	size_t count = 0;

	for (const xmlNode *node = type->children; node != NULL; node = node->next) {
		if (is(node, "restriction"))
			put_enumeration(node);
		if (!is(node, "enumeration"))
			continue;
		buf_printf(&values, "%s%s", count++ > 0 ? ", " : "", word(node, "value"));
	}
	if (count > 0)
		printf("%s %s.\n", count > 1 ? "One of" : "Always", buf_text(&values));
	buf_free(&values);
}

static void put_simple(const xmlNode *schema, const char *name)
{
	static const struct { const char *name, *says; } built_in[] = {
		{"xs:string", "A text."}, {"xs:boolean", "true or false, or 1 or 0."},
		{"xs:dateTime", "A date and time; the zone may be missing."},
		{"xs:language", "A language, as a tag of BCP 47."}, {"xs:decimal", "A number."},
		{"xs:anyURI", "An address."}, {"xs:nonNegativeInteger", "A whole number from 0 on."},
		{"xs:token", "A text without white space at its ends."},
	};
	const xmlNode *type = named(schema, name);

	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		if (strcmp(built_in[i].name, name) == 0)
			roff_line("", built_in[i].says);
	if (type == NULL)
		return;
	roff_sentences(documentation(type));
	put_enumeration(type);
}

/* ---- complex types ---- */

static void put_attribute(const xmlNode *schema, const xmlNode *node)
{
	const char *use = word(node, "use"), *standard = word(node, "default");

	printf(".It Va @%s Pq %s\n", name_of(node),
	    use != NULL && strcmp(use, "required") == 0 ? "required" : "optional");
	put_simple(schema, word(node, "type"));
	if (standard != NULL)
		printf("Default: %s.\n", standard);
}

static const char *how_often(const xmlNode *node)
{
	const bool optional = word(node, "minOccurs") != NULL && strcmp(word(node, "minOccurs"), "0") == 0;
	const bool many = word(node, "maxOccurs") != NULL;

	if (many)
		return optional ? "any number" : "one or more";
	return optional ? "optional" : "one";
}

static void put_element(const xmlNode *schema, const xmlNode *node)
{
	const xmlNode *type = named(schema, word(node, "type"));

	printf(".It Ic %s Pq %s\n", name_of(node), how_often(node));
	if (type == NULL || is(type, "simpleType"))
		put_simple(schema, word(node, "type"));
	else
		printf("See\n.Sx %s .\n", name_of(type));
}

/* Calls put for each element or attribute in a type, those of its groups in their place. */
static void each(const xmlNode *schema, const xmlNode *in, const char *kind,
    void (*put)(const xmlNode *schema, const xmlNode *node))
{
	for (const xmlNode *node = in->children; node != NULL; node = node->next) {
		const xmlNode *group = node->type == XML_ELEMENT_NODE ? named(schema, word(node, "ref")) : NULL;

		if (is(node, kind))
			put(schema, node);
		else if (group != NULL)
			each(schema, group, kind, put);
		else if (node->type == XML_ELEMENT_NODE)
			each(schema, node, kind, put);
	}
}

static void put_type(const xmlNode *schema, const xmlNode *type)
{
	printf(".Ss %s\n", name_of(type));
	roff_sentences(documentation(type));
	printf(".Bl -tag -width Ds -compact\n");
	each(schema, type, "attribute", put_attribute);
	each(schema, type, "element", put_element);
	printf(".El\n");
}

void manual_export(void)
{
	const struct embedded *file = embedded_find("pinpoint-export-1.xsd");
	xmlDoc *document = xmlReadMemory((const char *)file->data, (int)file->size, file->name, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	const xmlNode *schema = xmlDocGetRootElement(document);

	if (schema == NULL)
		mem_exhausted();   /* it is built in and well-formed */
	for (const xmlNode *node = schema->children; node != NULL; node = node->next)
		if (is(node, "complexType"))
			put_type(schema, node);
	xmlFreeDoc(document);
}
