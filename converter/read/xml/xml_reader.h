/* The inside of the reader, for the files xml*.c alone. */
#ifndef PINPORT_READ_XML_READER_H
#define PINPORT_READ_XML_READER_H

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/buf.h"
#include "read/xml/encoding.h"
#include "read/xml/path.h"
#include "read/xml/schema_check.h"
#include "read/xml/token.h"
#include "read/xml/xml.h"

/* One open element. */
struct xml_frame {
	const char *name, *prefix;   /* interned; prefix may be NULL */
	const char *namespace;       /* of names without prefix in it; interned, "": none */
	size_t name_size;
	bool plain;                  /* the parser has not seen it */
	struct place place, content;
	uint64_t text;               /* bytes of its own text that is not all blank */
	size_t namespaces;           /* declared on it and around it */
};

/* A name that was met in a plain tag, beside what tells it from others at a glance. */
struct xml_name {
	const char *name;            /* interned; NULL: none yet */
	size_t size;
	uint64_t start, end;         /* its first and last eight bytes */
};

enum { XML_NAMES = 256 };            /* a power of two: many more than the format has */

struct xml_reader {
	uint32_t source;
	const struct limits *limits;
	const struct xml_handler **handlers;
	size_t handler_count;
	struct diag *diag;

	struct encoding *encoding;
	struct buf window;           /* text from `window_at` on: what was given to the parser
	                              * and is still needed for places, and what was not yet */
	uint64_t window_at;
	struct buf feed;             /* what the parser gets of one batch … */
	uint64_t fed_from;           /* … which starts here in the text … */
	uint64_t fed_before;         /* … behind that many bytes that the parser has had */
	size_t view;                 /* how many bytes are cut into tokens at once */
	struct tokens tokens;

	xmlParserCtxtPtr parser;
	struct schema_check *check;  /* NULL without a schema */
	struct xml_name *names;      /* XML_NAMES of them, each where its bytes tell */

	struct xml_frame *frames;
	size_t depth, frame_room;
	struct path *path;           /* a pointer: xml_path() fills its buffer */
	struct xml_attribute *attributes;
	size_t attribute_room;
	struct buf values;           /* of the attributes, each with a NUL */

	struct cursor text;          /* in the first token, where its text goes on; line 0: at its start */
	uint64_t closing;            /* where an end tag starts that was seen to be the right one */
	uint64_t run;                /* bytes of text since the last tag */
	xml_unwanted *unwanted;      /* NULL: all is wanted */
	void *unwanted_to;
	bool root_closed;
	bool muted;                  /* only the parser's errors count */
	bool failed;                 /* reported, or a handler has had enough */
};

/* xml_events.c */

/* The functions that libxml2 calls; each wants the reader first. */
xmlSAXHandler xml_sax_table(void);

/* The place of any offset that is still in the window. */
struct place xml_place(const struct xml_reader *reader, uint64_t offset);

/* The place behind the first token. */
struct place xml_place_behind(const struct xml_reader *reader);

static inline const char *xml_raw(const struct xml_reader *reader, uint64_t offset)
{
	return reader->window.data + (offset - reader->window_at);
}

static inline void xml_drop_token(struct xml_reader *reader)
{
	tokens_drop(&reader->tokens);
	reader->text.line = 0;
}

/* Events. False: a handler has had enough; xml_give_text() then sets `failed`.
 * `blank`: the text is known to be white space. */
bool xml_call_start(struct xml_reader *reader, const struct xml_element *element);
bool xml_call_end(struct xml_reader *reader, const char *name, const struct place *place);
void xml_give_text(struct xml_reader *reader, const char *data, size_t size,
    const struct place *place, bool blank);

/* The frame of an element that starts, or NULL when it may not. */
struct xml_frame *xml_push_frame(struct xml_reader *reader, const struct xml_element *element,
    size_t namespaces);
void xml_pop_frame(struct xml_reader *reader);

void xml_make_room(struct xml_reader *reader, size_t attributes);

/* A namespace of libxml2. They are compared by their pointers, so none is always the same "". */
const char *xml_or_none(const xmlChar *text);

/* xml_plain.c */

/* The name as libxml2's dictionary has it, so that all events have the same pointers.
 * NULL: the dictionary is full. */
const char *xml_intern(struct xml_reader *reader, const char *text, size_t size);

/* Passes the first token; the handlers get it if it is plain. */
void xml_pass_token(struct xml_reader *reader);

/* Passes the plain tags that end at or before `offset`, and what stands before them. */
void xml_pass_tags(struct xml_reader *reader, uint64_t offset);

/* xml_pass.c */

/* For a reader with .unwanted, before anything of the text at the cursor is cut into
 * tokens: how much of it is to be cut at once. 0: an element was passed over. */
size_t xml_pass(struct xml_reader *reader, const char *data, size_t size);

/* xml_error.c */

/* Report, the first time; false, and nothing more will be read. */
bool xml_fail(struct xml_reader *reader, enum diag_code code, const struct place *place,
    const char *const *values);
bool xml_fail_limit(struct xml_reader *reader, enum diag_code code, const struct place *place,
    uint64_t allowed);
bool xml_fail_length(struct xml_reader *reader, const struct place *place, const char *what);
bool xml_fail_open(struct xml_reader *reader);   /* the document ends inside an element */
bool xml_fail_mismatch(struct xml_reader *reader, const struct place *place);   /* of an end tag */

/* Reports what the parser has found wrong. */
void xml_parser_error(struct xml_reader *reader, const xmlError *error);

#endif
