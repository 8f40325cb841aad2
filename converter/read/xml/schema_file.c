/* Compiles a schema with libxml2. The file is first read with pinport's own
 * reader, so that no DOCTYPE and nothing too deep or too long reaches the tree
 * parser; what it would import is refused. SPDX-License-Identifier: MIT */
#include "read/xml/schema_file.h"

#include <limits.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "base/mem.h"
#include "read/xml/encoding.h"
#include "read/xml/xml.h"

enum { MOST_TOLD = 10 };

struct compiling {
	struct diag *diag;
	uint32_t source;
	size_t told;
};

static void on_error(void *to, xmlErrorPtr error)
{
	struct compiling *compiling = to;
	struct place place = {.source = compiling->source};
	struct buf words = {0};
	const char *message = error->message != NULL ? error->message : "";

	if (compiling->told++ >= MOST_TOLD)
		return;
	if (error->line > 0) {
		place.line = (uint32_t)error->line;
		place.column = 1;
	}
	buf_add(&words, message, strcspn(message, "\n"));
	diag_add(compiling->diag, DIAG_V198, &place, NULL, DIAG_VALUES(buf_text(&words)));
	buf_free(&words);
}

/* True when pinport itself can read it; `text` is then its UTF-8. */
static bool read_text(const char *data, size_t size, uint32_t source, struct buf *text,
    struct diag *diag)
{
	struct xml_reader *reader = xml_open(source, &limits_default, NULL, 0, NULL, diag);
	bool ok = xml_feed(reader, data, size) && xml_finish(reader);
	struct encoding *encoding = encoding_open();

	ok = ok && encoding_feed(encoding, data, size, text) && encoding_finish(encoding, text);
	encoding_close(encoding);
	xml_close(reader);
	return ok;
}

static xmlSchemaPtr compile(xmlDocPtr document, struct compiling *compiling)
{
	xmlSchemaParserCtxtPtr parser = xmlSchemaNewDocParserCtxt(document);
	xmlSchemaPtr compiled;

	if (parser == NULL)
		mem_exhausted();
	xmlSchemaSetParserStructuredErrors(parser, on_error, compiling);
	compiled = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	return compiled;
}

static bool fail(const struct compiling *compiling, const char *why)
{
	struct place place = {.source = compiling->source};

	return diag_add(compiling->diag, DIAG_V198, &place, NULL, DIAG_VALUES(why));
}

static bool build(struct xml_schema *schema, const struct buf *text, struct compiling *compiling)
{
	if (text->length > INT_MAX)
		return fail(compiling, "it is larger than 2 GB");
	schema->document = xmlReadMemory(buf_text(text), (int)text->length, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (schema->document == NULL)
		return fail(compiling, "libxml2 cannot read it");
	schema->compiled = compile(schema->document, compiling);
	if (compiling->told > 0)
		return false;
	return schema->compiled != NULL || fail(compiling, "libxml2 cannot compile it");
}

struct xml_schema *xml_schema_open(const char *data, size_t size, const char *name,
    struct diag *diag)
{
	struct xml_schema *schema = mem_alloc(sizeof *schema);
	struct compiling compiling = {.diag = diag, .source = diag_source(diag, name)};
	struct buf text = {0};
	bool ok = read_text(data, size, compiling.source, &text, diag) &&
	          build(schema, &text, &compiling);

	buf_free(&text);
	if (ok)
		return schema;
	xml_schema_close(schema);
	return NULL;
}

void xml_schema_close(struct xml_schema *schema)
{
	if (schema == NULL)
		return;
	xmlSchemaFree(schema->compiled);
	xmlFreeDoc(schema->document);
	mem_free(schema);
}
