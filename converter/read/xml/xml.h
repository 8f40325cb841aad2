/* XML as events with exact positions. The only file that includes libxml2's
 * parser; it is fed UTF-8 that this module has itself made from the input's
 * encoding. Any DOCTYPE is refused. Nothing outside the given bytes is read.
 *
 * Functions that return false have already reported why, or were told to stop
 * by a handler. */
#ifndef PINPORT_READ_XML_H
#define PINPORT_READ_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/limits.h"

struct xml_attribute {
	const char *name;      /* local name, interned: equal names are equal pointers for the reader's life */
	const char *namespace; /* "" when it has none; xmlns declarations are not attributes */
	const char *value;     /* NUL-terminated; lives for the call */
	size_t length;
	struct place place;    /* of the attribute's name */
};

struct xml_element {
	const char *name;      /* local name, interned as above */
	const char *namespace; /* interned; "" when it has none */
	const struct xml_attribute *attributes;
	size_t attribute_count;
	struct place place;    /* of the '<' */
	struct place content;  /* just behind the '>' */
};

/* One consumer of events. Any member may be NULL. A handler that returns false
 * ends the parse. Text comes in pieces, at any boundary, CDATA included. Pieces that
 * the reader already knows to be white space go to `blank`, if there is one. */
struct xml_handler {
	bool (*start)(void *to, const struct xml_element *element);
	bool (*text)(void *to, const char *data, size_t size, const struct place *place);
	bool (*end)(void *to, const char *name, const struct place *place);   /* of the '<' of </a>, or of <a/> */
	void *to;
	bool (*blank)(void *to, const char *data, size_t size, const struct place *place);
};

struct xml_reader;
struct xml_schema;

/* The schema for libxml2's own validator (--schema FILE, and the oracle of
 * tests). `name` is what diagnostics call it. NULL after a diagnostic. A
 * warning while compiling counts as failure: libxml2 passes what it could not import. */
struct xml_schema *xml_schema_open(const char *data, size_t size, const char *name,
    struct diag *diag);
void xml_schema_close(struct xml_schema *schema);

/* Handlers are called in order for every event. With a schema, libxml2's
 * validator runs in the same pass and reports before the handlers see a tag.
 * The list is copied; the handlers and the limits must outlive the reader. */
struct xml_reader *xml_open(uint32_t source, const struct limits *limits,
    const struct xml_handler *const handlers[], size_t handler_count,
    const struct xml_schema *schema, struct diag *diag);
bool xml_feed(struct xml_reader *reader, const char *data, size_t size);

/* To be called after the last piece. True only for a document that was well
 * formed, namespace well formed, without DOCTYPE, and read to its end. */
bool xml_finish(struct xml_reader *reader);
void xml_close(struct xml_reader *reader);  /* NULL is fine */

/* The path of the element that is open now (in an end event: the one that ends),
 * with a counter on every step that is not the first of its name under its
 * parent: "/PinpointExport/Account[2]/Company". "/" outside the root. Lives until
 * the next call or event. */
const char *xml_path(const struct xml_reader *reader);

/* Tells which names may repeat: their steps in paths always have a counter,
 * also the first, so that paths are those of the ledger. */
void xml_repeats(struct xml_reader *reader, bool (*repeats)(const char *name));

/* Has the reader ask for children of the root, at their start tags, whether they are
 * unwanted; nothing then is heard of such a one, but that it counts in paths. It may
 * go by without being asked for, as every child that is longer than a window does, or
 * has in it what makes its end hard to find. What is wrong in a child that is passed
 * over is not found, so xml_finish() proves nothing of it. Without effect with a schema.
 * Of the element, attributes and content are not there; its end tag begins at the offset
 * `end`, if what is between is well-formed. To be called before xml_feed(). */
typedef bool xml_unwanted(void *to, const struct xml_element *element, uint64_t end);
void xml_pass_over(struct xml_reader *reader, xml_unwanted *unwanted, void *to);

/* Initialises libxml2. Once, before rights are dropped. */
void xml_prepare(void);

/* True when the first bytes of something (at least 4, or all of it) can only
 * be the start of an XML document in one of the accepted encodings. */
bool xml_sniff(const char *data, size_t size);

#endif
