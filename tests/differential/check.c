/* Judges documents twice, with the compiled validator and with libxml2's: for
 * mutate.py. Reads records from standard input, a line with the number of bytes and then
 * the bytes, and writes one line for each: our verdict, libxml2's verdict, and
 * what ours said first. A verdict is + or -, or ? for a document that is not
 * well-formed. SPDX-License-Identifier: MIT */
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "read/xsd/validate.h"

enum { ATTRIBUTES_MOST = 64 };

struct events {
	struct xml_handler handler;
	bool root_seen, root_good;
	const char *target;
	struct buf values;
};

/* libxml2 passes every error to a function of ours, which drops it. */
static void silent(void *to, const char *format, ...)
{
	(void)to;
	(void)format;
}

static const char *text_or_nothing(const xmlChar *text)
{
	return text != NULL ? (const char *)text : "";
}

/* Names and namespaces come from the parser's dictionary: interned. */
static void on_start(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int pair_count, const xmlChar **pairs, int count, int defaulted, const xmlChar **from)
{
	struct events *events = to;
	struct xml_attribute attributes[ATTRIBUTES_MOST];
	size_t offsets[ATTRIBUTES_MOST];
	struct xml_element element = {
		.name = (const char *)name,
		.namespace = text_or_nothing(uri),
		.attributes = attributes,
		.attribute_count = (size_t)count < ATTRIBUTES_MOST ? (size_t)count : ATTRIBUTES_MOST,
	};

	(void)prefix;
	(void)pair_count;
	(void)pairs;
	(void)defaulted;
	if (!events->root_seen)
		events->root_good = strcmp(element.namespace, events->target) == 0 &&
		    strcmp(element.name, "PinpointExport") == 0;
	events->root_seen = true;
	buf_clear(&events->values);
	for (size_t i = 0; i < element.attribute_count; i++) {
		const xmlChar **one = from + 5 * i;

		attributes[i] = (struct xml_attribute){
			.name = (const char *)one[0],
			.namespace = text_or_nothing(one[2]),
			.length = (size_t)(one[4] - one[3]),
		};
		offsets[i] = events->values.length;
		buf_add(&events->values, one[3], attributes[i].length);
		buf_add(&events->values, "", 1);
	}
	for (size_t i = 0; i < element.attribute_count; i++)
		attributes[i].value = events->values.data + offsets[i];
	events->handler.start(events->handler.to, &element);
}

static void on_end(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct events *events = to;
	const struct place place = {0};

	(void)prefix;
	(void)uri;
	events->handler.end(events->handler.to, (const char *)name, &place);
}

static void on_text(void *to, const xmlChar *text, int size)
{
	struct events *events = to;
	const struct place place = {0};

	events->handler.text(events->handler.to, (const char *)text, (size_t)size, &place);
}

static const char *no_path(void *of)
{
	(void)of;
	return "";
}

/* Our verdict; the first sentence goes to `said`. */
static char judge_ours(const struct xsd *xsd, const char *data, size_t size, struct buf *said)
{
	struct diag *diag = diag_open();
	struct validator *validator = validator_open(xsd, no_path, NULL, diag);
	struct events events = {.handler = validator_handler(validator), .target = xsd->target};
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
	};
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	const struct diag_entry *entries;
	size_t count;
	char verdict;

	*parser->sax = sax;
	parser->userData = &events;
	xmlFreeDoc(xmlCtxtReadMemory(parser, data, (int)size, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
	entries = diag_entries(diag, 0, &count);
	verdict = !parser->wellFormed || !parser->nsWellFormed ? '?'
	        : count == 0 && events.root_good ? '+' : '-';
	buf_clear(said);
	if (count > 0) {
		buf_printf(said, "%zu %s ", count, diag_rows[entries[0].code].code);
		diag_message(said, &entries[0]);
	}
	xmlFreeParserCtxt(parser);
	buf_free(&events.values);
	validator_close(validator);
	diag_close(diag);
	return verdict;
}

static char judge_libxml2(xmlSchemaPtr schema, const char *data, size_t size)
{
	xmlDocPtr document = xmlReadMemory(data, (int)size, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	xmlSchemaValidCtxtPtr context;
	int result;

	if (document == NULL)
		return '?';
	context = xmlSchemaNewValidCtxt(schema);
	xmlSchemaSetValidErrors(context, silent, silent, NULL);
	result = xmlSchemaValidateDoc(context, document);
	xmlSchemaFreeValidCtxt(context);
	xmlFreeDoc(document);
	return result == 0 ? '+' : result > 0 ? '-' : '!';
}

static struct buf read_file(const char *name)
{
	struct buf data = {0};
	FILE *file = fopen(name, "rb");
	size_t got;

	if (file == NULL) {
		perror(name);
		exit(2);
	}
	do {
		got = fread(buf_reserve(&data, 65536), 1, 65536, file);
		data.length += got;
	} while (got > 0);
	fclose(file);
	return data;
}

int main(int argc, char **argv)
{
	struct buf text = {0}, why = {0}, said = {0}, document = {0};
	xmlSchemaParserCtxtPtr parser;
	xmlSchemaPtr schema;
	struct xsd *xsd;
	size_t size;

	if (argc != 2)
		return 2;
	text = read_file(argv[1]);
	xsd = xsd_compile(text.data, text.length, &why);
	parser = xmlSchemaNewMemParserCtxt(text.data, (int)text.length);
	schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	if (xsd == NULL || schema == NULL) {
		fprintf(stderr, "%s: %s\n", argv[1], xsd == NULL ? buf_text(&why) : "libxml2");
		return 2;
	}
	while (scanf("%zu", &size) == 1 && getchar() == '\n') {
		char ours;

		buf_clear(&document);
		if (fread(buf_reserve(&document, size), 1, size, stdin) != size)
			return 2;
		document.length = size;
		ours = judge_ours(xsd, document.data, size, &said);
		printf("%c%c %s\n", ours, judge_libxml2(schema, document.data, size),
		    buf_text(&said));
	}
	xmlSchemaFree(schema);
	xsd_free(xsd);
	buf_free(&text);
	buf_free(&why);
	buf_free(&said);
	buf_free(&document);
	return 0;
}
