/* What libxml2's parser finds wrong, in plain words and at the right place: a
 * table from its codes to rows of the catalogue. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "read/xml/xml_reader.h"

bool xml_fail(struct xml_reader *reader, enum diag_code code, const struct place *place,
    const char *const *values)
{
	if (!reader->failed)
		diag_add(reader->diag, code, place,
		    reader->path->depth > 0 ? path_text(reader->path) : NULL, values);
	reader->failed = true;
	return false;
}

bool xml_fail_limit(struct xml_reader *reader, enum diag_code code, const struct place *place,
    uint64_t allowed)
{
	char number[24];

	snprintf(number, sizeof number, "%" PRIu64, allowed);
	return xml_fail(reader, code, place, DIAG_VALUES(number));
}

bool xml_fail_length(struct xml_reader *reader, const struct place *place, const char *what)
{
	char number[24];

	snprintf(number, sizeof number, "%" PRIu64, reader->limits->text_bytes);
	return xml_fail(reader, DIAG_X302, place, DIAG_VALUES(what, number));
}

bool xml_fail_open(struct xml_reader *reader)
{
	const struct xml_frame *frame = &reader->frames[reader->depth - 1];
	struct place place = xml_place(reader, reader->window_at + reader->window.length);
	char line[24];

	snprintf(line, sizeof line, "%" PRIu32, frame->place.line);
	return xml_fail(reader, DIAG_X202, &place, DIAG_VALUES(frame->name, line));
}

/* Where the parser stands when it complains. */
enum at {
	AT_HERE,     /* right at what is wrong */
	AT_BEFORE,   /* one byte behind it */
	AT_AMP,      /* somewhere in or behind the reference */
	AT_NAME,     /* behind the name of an attribute, and blanks */
	AT_TOKEN,    /* somewhere in or behind the tag, comment, … */
	AT_SECOND,   /* behind a tag that has the same attribute twice */
	AT_PREFIX    /* behind a tag whose prefix, or that of an attribute, is not declared */
};

enum says { SAYS_NOTHING, SAYS_NAME, SAYS_QNAME, SAYS_CHAR, SAYS_REFERENCE, SAYS_MESSAGE };

struct parser_row {
	int code;
	const char *message;   /* how libxml2's words start, where one code means several things */
	enum diag_code row;
	enum at at;
	enum says says;
};

static const struct parser_row parser_rows[] = {
	{XML_ERR_NO_MEMORY, NULL, DIAG_X307, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_INVALID_HEX_CHARREF, NULL, DIAG_X213, AT_AMP, SAYS_NOTHING},
	{XML_ERR_INVALID_DEC_CHARREF, NULL, DIAG_X213, AT_AMP, SAYS_NOTHING},
	{XML_ERR_INVALID_CHARREF, NULL, DIAG_X213, AT_AMP, SAYS_NOTHING},
	{XML_ERR_INVALID_CHAR, "xmlParseCharRef", DIAG_X213, AT_AMP, SAYS_NOTHING},
	{XML_ERR_INVALID_CHAR, NULL, DIAG_X214, AT_HERE, SAYS_CHAR},
	{XML_ERR_ENTITYREF_SEMICOL_MISSING, NULL, DIAG_X212, AT_AMP, SAYS_REFERENCE},
	{XML_ERR_UNDECLARED_ENTITY, NULL, DIAG_X210, AT_AMP, SAYS_NAME},
	{XML_ERR_LT_IN_ATTRIBUTE, NULL, DIAG_X215, AT_HERE, SAYS_NOTHING},
	{XML_ERR_ATTRIBUTE_NOT_STARTED, NULL, DIAG_X217, AT_HERE, SAYS_NOTHING},
	{XML_ERR_ATTRIBUTE_NOT_FINISHED, "AttValue length", DIAG_X308, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_ATTRIBUTE_NOT_FINISHED, NULL, DIAG_X215, AT_HERE, SAYS_NOTHING},
	{XML_ERR_ATTRIBUTE_WITHOUT_VALUE, NULL, DIAG_X218, AT_NAME, SAYS_NAME},
	{XML_ERR_ATTRIBUTE_REDEFINED, NULL, DIAG_X219, AT_SECOND, SAYS_QNAME},
	{XML_NS_ERR_ATTRIBUTE_REDEFINED, NULL, DIAG_X219, AT_SECOND, SAYS_NAME},
	{XML_ERR_COMMENT_NOT_FINISHED, "Comment too", DIAG_X308, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_PI_NOT_FINISHED, "PI ", DIAG_X308, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_PI_NOT_FINISHED, NULL, DIAG_X214, AT_HERE, SAYS_CHAR},
	{XML_ERR_PI_NOT_STARTED, NULL, DIAG_X223, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_RESERVED_XML_NAME, NULL, DIAG_X207, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_XMLDECL_NOT_FINISHED, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_STRING_NOT_STARTED, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_STRING_NOT_CLOSED, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_EQUAL_REQUIRED, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_STANDALONE_VALUE, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_ENCODING_NAME, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_VERSION_MISSING, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_UNKNOWN_VERSION, NULL, DIAG_X208, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_SPACE_REQUIRED, "attributes construct", DIAG_X220, AT_HERE, SAYS_NOTHING},
	{XML_ERR_SPACE_REQUIRED, "ParsePI", DIAG_X223, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_SPACE_REQUIRED, NULL, DIAG_X208, AT_HERE, SAYS_NOTHING},
	{XML_ERR_GT_REQUIRED, NULL, DIAG_X220, AT_HERE, SAYS_NOTHING},
	{XML_ERR_MISPLACED_CDATA_END, NULL, DIAG_X221, AT_HERE, SAYS_NOTHING},
	{XML_ERR_HYPHEN_IN_COMMENT, NULL, DIAG_X222, AT_HERE, SAYS_NOTHING},
	{XML_ERR_NAME_REQUIRED, "StartTag", DIAG_X216, AT_BEFORE, SAYS_NOTHING},
	{XML_ERR_NAME_REQUIRED, "xmlParseEntityRef", DIAG_X211, AT_BEFORE, SAYS_NOTHING},
	{XML_ERR_NAME_REQUIRED, NULL, DIAG_X220, AT_HERE, SAYS_NOTHING},
	{XML_ERR_NAME_TOO_LONG, NULL, DIAG_X308, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_INTERNAL_ERROR, "internal error: Huge", DIAG_X308, AT_TOKEN, SAYS_NOTHING},
	{XML_ERR_INTERNAL_ERROR, "internal error: detected an error", DIAG_X216, AT_HERE, SAYS_NOTHING},
	{XML_NS_ERR_UNDEFINED_NAMESPACE, NULL, DIAG_X224, AT_PREFIX, SAYS_NAME},
	{XML_NS_ERR_XML_NAMESPACE, NULL, DIAG_X225, AT_TOKEN, SAYS_MESSAGE},
	{XML_NS_ERR_QNAME, NULL, DIAG_X225, AT_TOKEN, SAYS_MESSAGE},
	{XML_NS_ERR_EMPTY, NULL, DIAG_X225, AT_TOKEN, SAYS_MESSAGE},
	{XML_NS_ERR_COLON, NULL, DIAG_X225, AT_TOKEN, SAYS_MESSAGE},
	{XML_WAR_NS_URI, NULL, DIAG_X225, AT_TOKEN, SAYS_MESSAGE},
	{XML_ERR_OK, NULL, DIAG_X299, AT_HERE, SAYS_MESSAGE}
};

static const struct parser_row *find_row(const xmlError *error)
{
	const struct parser_row *row = parser_rows;

	for (; row->code != XML_ERR_OK; row++)
		if (row->code == error->code && (row->message == NULL || (error->message != NULL &&
		    strncmp(error->message, row->message, strlen(row->message)) == 0)))
			break;
	return row;
}

/* The offset in the text of a byte that the parser was fed. */
static uint64_t text_offset(const struct xml_reader *reader, uint64_t fed)
{
	const struct tokens *tokens = &reader->tokens;
	uint64_t left = fed - reader->fed_before;

	if (fed < reader->fed_before)
		return reader->fed_from - (reader->fed_before - fed);
	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i];
		uint64_t start = token->place.offset > reader->fed_from
		    ? token->place.offset : reader->fed_from;

		if (token->plain || token->end <= start)
			continue;
		if (left < token->end - start)
			return start + left;
		left -= token->end - start;
	}
	return tokens->cursor.offset + left;
}

/* Where the parser reads: at the byte `here`, right behind the byte before
 * `behind`; plain text may stand between them. */
struct reading {
	uint64_t here, behind;
	bool left;      /* `here` is behind a last byte that the parser has not looked at */
};

static uint64_t keep_inside(const struct xml_reader *reader, uint64_t offset)
{
	uint64_t end = reader->window_at + reader->window.length;

	return offset < reader->window_at ? reader->window_at : offset < end ? offset : end;
}

/* The parser's buffer may be gone when it complains, so nothing is taken on trust. */
static struct reading parser_reading(const struct xml_reader *reader)
{
	const xmlParserInput *input = reader->parser->input;
	uint64_t fed = input == NULL ? 0
	    : (uint64_t)input->consumed + (uint64_t)(input->cur - input->base);
	uint64_t here = text_offset(reader, fed);
	uint64_t behind = fed > 0 ? text_offset(reader, fed - 1) + 1 : 0;

	return (struct reading){
		keep_inside(reader, here), keep_inside(reader, behind), here + 1 == reader->window_at};
}

/* The start of the token that the byte before `offset` is in. */
static struct place token_start(const struct xml_reader *reader, uint64_t offset)
{
	const struct tokens *tokens = &reader->tokens;

	for (size_t i = tokens->count; i > tokens->first; i--)
		if (tokens->list[i - 1].place.offset < offset && offset <= tokens->list[i - 1].end)
			return tokens->list[i - 1].place;
	return xml_place(reader, tokens->cursor.offset < offset ? tokens->cursor.offset : offset);
}

/* The & at or before `offset`. */
static uint64_t find_amp(const struct xml_reader *reader, uint64_t offset)
{
	const char *start = buf_text(&reader->window), *p = start + (offset - reader->window_at);
	const char *amp = memrchr(start, '&', (size_t)(p - start));

	return amp != NULL ? reader->window_at + (uint64_t)(amp - start) : offset;
}

static const char *window_at(const struct xml_reader *reader, uint64_t offset)
{
	return buf_text(&reader->window) + (offset - reader->window_at);
}

/* Behind blanks, and behind a name that the parser has just read. */
static struct place name_start(const struct xml_reader *reader, uint64_t offset, const char *name)
{
	size_t length = strlen(name);

	while (offset > reader->window_at && ascii_space(*window_at(reader, offset - 1)))
		offset--;
	if (offset - reader->window_at >= length &&
	    memcmp(window_at(reader, offset - length), name, length) == 0)
		offset -= length;
	return xml_place(reader, offset);
}

/* The last attribute of the tag that has the name, with a prefix or without. */
static struct place last_attribute(const struct xml_reader *reader, uint64_t offset,
    const char *name)
{
	const struct tokens *tokens = &reader->tokens;
	const char *end = buf_text(&reader->window) + reader->window.length;
	struct place found = token_start(reader, offset);
	size_t length = strlen(name);
	const char *p, *colon;

	for (size_t i = 0; i < tokens->attribute_count; i++) {
		const struct place *place = &tokens->attributes[i].place;

		if (place->offset < found.offset || place->offset >= offset)
			continue;
		p = window_at(reader, place->offset);
		colon = memchr(p, ':', strcspn(p, " \t\r\n="));
		if (colon != NULL && strchr(name, ':') == NULL)
			p = colon + 1;
		if ((size_t)(end - p) > length && memcmp(p, name, length) == 0 &&
		    (p[length] == '=' || ascii_space(p[length])))
			found = *place;
	}
	return found;
}

/* libxml2 tells the prefix, the attribute if it is one, and the element. */
static struct place prefix_start(const struct xml_reader *reader, uint64_t offset,
    const xmlError *error)
{
	struct buf name = {0};
	struct place place = token_start(reader, offset);

	if (error->str3 != NULL) {
		buf_printf(&name, "%s:%s", error->str1, error->str2);
		place = last_attribute(reader, offset, buf_text(&name));
	}
	buf_free(&name);
	return place;
}

static struct place find_place(const struct xml_reader *reader, enum at at,
    const struct reading *reading, const struct buf *words, const xmlError *error)
{
	uint64_t offset = reading->behind;

	switch (at) {
	case AT_BEFORE:
		return xml_place(reader, offset > reader->window_at ? offset - 1 : offset);
	case AT_AMP:
		return xml_place(reader, find_amp(reader, offset));
	case AT_NAME:
		return name_start(reader, offset, buf_text(words));
	case AT_TOKEN:
		return token_start(reader, offset);
	case AT_SECOND:
		return last_attribute(reader, offset, buf_text(words));
	case AT_PREFIX:
		return prefix_start(reader, offset, error);
	default:
		return xml_place(reader, reading->here);
	}
}

/* The first words of libxml2's message, on one line. */
static void add_message(struct buf *words, const xmlError *error)
{
	const char *message = error->message != NULL ? error->message : "";

	buf_add(words, message, strcspn(message, "\n"));
}

static void add_char(struct buf *words, const struct xml_reader *reader, uint64_t offset)
{
	const char *p = buf_text(&reader->window) + (offset - reader->window_at);
	size_t left = (size_t)(reader->window_at + reader->window.length - offset), used;

	if (left > 0)
		buf_printf(words, "U+%04" PRIX32, utf8_next(p, left, &used));
}

/* What stands behind the &, as far as it looks like a name. */
static void add_reference(struct buf *words, const struct xml_reader *reader, uint64_t offset)
{
	uint64_t amp = find_amp(reader, offset);

	buf_add(words, buf_text(&reader->window) + (amp + 1 - reader->window_at),
	    offset > amp ? (size_t)(offset - amp - 1) : 0);
}

static void find_words(struct buf *words, const struct xml_reader *reader, enum says says,
    const xmlError *error, const struct reading *reading)
{
	switch (says) {
	case SAYS_NAME:
		buf_adds(words, error->str1 != NULL ? error->str1 : "");
		break;
	case SAYS_QNAME:   /* libxml2 gives the prefix first, if there is one */
		buf_printf(words, "%s%s%s", error->str1 != NULL ? error->str1 : "",
		    error->str1 != NULL && error->str2 != NULL ? ":" : "",
		    error->str2 != NULL ? error->str2 : "");
		break;
	case SAYS_CHAR:
		add_char(words, reader, reading->here);
		break;
	case SAYS_REFERENCE:
		add_reference(words, reader, reading->behind);
		break;
	default:
		add_message(words, error);
	}
}

/* "a:b" from the tag itself; `start` is behind its < or </ */
static void add_tag_name(struct buf *words, const char *start, const char *end)
{
	const char *p = start;

	while (p < end && !ascii_space(*p) && *p != '>' && *p != '/')
		p++;
	buf_add(words, start, (size_t)(p - start));
}

bool xml_fail_mismatch(struct xml_reader *reader, const struct place *place)
{
	const char *window = buf_text(&reader->window), *end = window + reader->window.length;
	const struct xml_frame *open = reader->depth > 0 ? &reader->frames[reader->depth - 1] : NULL;
	struct buf closing = {0}, opening = {0};
	char line[24];

	add_tag_name(&closing, window + (place->offset - reader->window_at) + 2, end);
	if (open != NULL)
		buf_printf(&opening, "%s%s%s", open->prefix != NULL ? open->prefix : "",
		    open->prefix != NULL ? ":" : "", open->name);
	snprintf(line, sizeof line, "%" PRIu32, open != NULL ? open->place.line : 0);
	xml_fail(reader, DIAG_X201, place,
	    DIAG_VALUES(buf_text(&closing), buf_text(&opening), line));
	buf_free(&closing);
	buf_free(&opening);
	return false;
}

/* Outside the root. The parser does not look at a single byte that is left. */
static void fail_outside(struct xml_reader *reader, const struct reading *reading)
{
	const xmlParserInput *input = reader->parser->input;
	bool blank = input == NULL || *input->cur == '\0';
	struct place place = xml_place(reader, reading->here);

	if (reading->left) {
		place.offset--;
		place.column--;
	}
	xml_fail(reader, reader->root_closed ? DIAG_X204 : blank ? DIAG_X205 : DIAG_X206, &place, NULL);
}

/* What is wrong at the very start, and what has a code that means more than one
 * thing. False: it is one for the table. */
static bool special_error(struct xml_reader *reader, const xmlError *error,
    const struct reading *reading)
{
	struct place token = token_start(reader, reading->behind);

	if (error->code == XML_ERR_TAG_NAME_MISMATCH)
		xml_fail_mismatch(reader, &token);
	else if (error->code == XML_ERR_DOCUMENT_END && reader->depth > 0)
		xml_fail_open(reader);
	else if (error->code == XML_ERR_DOCUMENT_EMPTY || error->code == XML_ERR_DOCUMENT_END)
		fail_outside(reader, reading);
	else if (error->code == XML_ERR_RESERVED_XML_NAME && token.offset == 0)
		xml_fail(reader, DIAG_X208, &token, NULL);
	else if (error->code == XML_ERR_NAME_REQUIRED && reader->depth == 0 &&
	    strncmp(window_at(reader, token.offset), "</", 2) == 0)
		xml_fail(reader, DIAG_X226, &token, NULL);
	else
		return false;
	return true;
}

static void warn_version(struct xml_reader *reader, const xmlError *error)
{
	struct place place = xml_place(reader, reader->window_at);

	diag_add(reader->diag, DIAG_X209, &place, NULL,
	    DIAG_VALUES(error->str1 != NULL ? error->str1 : ""));
}

void xml_parser_error(struct xml_reader *reader, const xmlError *error)
{
	const struct parser_row *row = find_row(error);
	struct reading reading = parser_reading(reader);
	struct buf words = {0};
	struct place place;

	if (reader->failed)
		return;
	if (error->code == XML_WAR_UNKNOWN_VERSION)
		warn_version(reader, error);
	if (error->level < XML_ERR_ERROR)
		return;
	/* What was kept from the parser and stands before this comes first. */
	xml_pass_tags(reader, row->code != XML_ERR_OK && row->at == AT_HERE ? reading.here : reading.behind);
	if (reader->failed || special_error(reader, error, &reading))
		return;
	find_words(&words, reader, row->says, error, &reading);
	place = find_place(reader, row->at, &reading, &words, error);
	xml_fail(reader, row->row, &place, DIAG_VALUES(buf_text(&words)));
	buf_free(&words);
}
