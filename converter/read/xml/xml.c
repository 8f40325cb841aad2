/* XML as events: see xml.h. Text becomes UTF-8 (encoding.c), is cut into tokens
 * with places (token.c), and goes to libxml2's push parser in batches of whole
 * tokens; the parser's callbacks take the tokens off again. Tags and text that
 * need no parser (plain.c) are kept from it and given to the handlers between the
 * others: that is nearly all of a document, and libxml2 would take most of the time.
 *
 * Batches have the same bounds however the caller cuts the bytes, so that the
 * same document always gives the same events. The parser is never stopped from
 * inside a callback: libxml2 frees its input then and reads on in it. What
 * still comes after a failure is ignored. SPDX-License-Identifier: MIT */
#include "read/xml/xml.h"

#include <string.h>

#include "base/mem.h"
#include "base/tape.h"
#include "read/xml/xml_reader.h"

enum {
	BATCH = 128 * 1024,       /* measured: a fifth faster than 16 KiB */
	SLICE = 64 * 1024,        /* of what the caller gives at once */
	FEED_MOST = 1 << 30,      /* libxml2 counts in int */
	REFERENCE_MOST = 16384    /* to see what is wrong with it */
};

enum step {
	STEP_MORE,    /* more bytes follow */
	STEP_FLUSH,   /* what follows is bad: see what stands before it */
	STEP_LAST     /* nothing follows */
};

/* Feeding. */

static bool feed_parser(struct xml_reader *reader, const char *data, size_t size, bool last)
{
	for (; size > FEED_MOST && !reader->failed; data += FEED_MOST, size -= FEED_MOST)
		xmlParseChunk(reader->parser, data, FEED_MOST, 0);
	if (!reader->failed)
		xmlParseChunk(reader->parser, data, (int)size, last);
	return !reader->failed;
}

/* The parser looks at nothing before it has so many bytes. Where the root's tag
 * alone is less, what follows goes to the parser, too: it must know of the root first. */
static void check_start(struct xml_reader *reader)
{
	enum { START_LEAST = 4 };
	struct tokens *tokens = &reader->tokens;

	if (reader->fed_before + tokens->list[0].end >= START_LEAST)
		return;
	for (size_t i = 0; i < tokens->count; i++)
		tokens->list[i].plain = false;
	for (size_t i = 0; i < tokens->open; i++)
		tokens->open_plain[i] = false;
}

/* Gives the parser the tokens from `at` on, but for plain ones. */
static bool feed_tokens(struct xml_reader *reader, uint64_t at)
{
	const struct tokens *tokens = &reader->tokens;
	const char *window = buf_text(&reader->window);
	uint64_t start = at, end = at;

	check_start(reader);
	buf_clear(&reader->feed);
	for (size_t i = tokens->first; i < tokens->count; i++) {
		if (!tokens->list[i].plain) {
			end = tokens->list[i].end;
			continue;
		}
		if (start < end)
			buf_add(&reader->feed, window + (start - reader->window_at), (size_t)(end - start));
		start = end = tokens->list[i].end;
	}
	buf_add(&reader->feed, window + (start - reader->window_at), (size_t)(end - start));
	return reader->feed.length == 0 || feed_parser(reader, buf_text(&reader->feed), reader->feed.length, false);
}

/* All tokens were fed: only text that may go on can still give events. */
static void settle_tokens(struct xml_reader *reader)
{
	struct tokens *tokens = &reader->tokens;
	bool keep = reader->depth > 0 && tokens->count > tokens->first &&
	            tokens->list[tokens->count - 1].kind == TOKEN_TEXT &&
	            !tokens->list[tokens->count - 1].plain;

	while (tokens->count - tokens->first > (keep ? 1 : 0))
		xml_pass_token(reader);
	tokens_compact(tokens);
	reader->fed_before += reader->feed.length;
	reader->fed_from = tokens->cursor.offset;
	buf_clear(&reader->feed);
}

/* Forgets the text that no place will be asked for any more. */
static void trim_window(struct xml_reader *reader)
{
	const struct token *token = tokens_first(&reader->tokens);
	uint64_t from = token == NULL ? reader->tokens.cursor.offset
	    : reader->text.line > 0 ? reader->text.offset : token->place.offset;
	size_t passed = (size_t)(from - reader->window_at);

	if (passed < reader->window.length - passed)
		return;   /* batches may be small: no byte is to be moved for each of them */
	memmove(reader->window.data, reader->window.data + passed, reader->window.length - passed);
	buf_cut(&reader->window, reader->window.length - passed);
	reader->window_at = from;
}

/* The parser has no words for it, or the tokens must not reach it. */
static bool fail_token(struct xml_reader *reader, const char *data, size_t size)
{
	struct tokens *tokens = &reader->tokens;
	struct place place = cursor_place(&tokens->cursor, reader->source);

	xml_pass_tags(reader, place.offset);
	if (tokens->trouble == TOKEN_REFUSED && tokens->refused == DIAG_X302)
		return xml_fail_length(reader, &tokens->refused_at, tokens_what(tokens));
	if (tokens->trouble == TOKEN_REFUSED)
		return xml_fail_limit(reader, tokens->refused, &tokens->refused_at, tokens->allowed);
	if (tokens->trouble == TOKEN_CUT)
		return xml_fail(reader, DIAG_X203, &place, DIAG_VALUES(tokens_what(tokens)));
	/* The parser may give events of a token that has no place: they do not count. */
	reader->muted = true;
	if (*data == '&' && size > REFERENCE_MOST)
		size = REFERENCE_MOST;
	feed_parser(reader, data, size, true);
	/* An end tag that closes another element than the innermost, which the parser has not seen. */
	if (tokens->kind == TOKEN_END && reader->depth > 0)
		return reader->failed ? false : xml_fail_mismatch(reader, &place);
	return xml_fail(reader, DIAG_X299, &place, DIAG_VALUES("a text or a tag cannot be read"));
}

/* Cuts `most` bytes into tokens, or more if that is less than one. */
static size_t scan(struct xml_reader *reader, const char *data, size_t left, size_t most, bool last)
{
	size_t size;

	for (; most < left; most *= 2) {
		size = tokens_scan(&reader->tokens, data, most, false);
		if (size > 0 || reader->tokens.trouble != TOKEN_FINE)
			return size;
	}
	return tokens_scan(&reader->tokens, data, left, last);
}

/* Takes as many tokens as there are, in batches. A batch without a whole token
 * waits until there is twice as much, so that long tokens take linear time. */
static bool parse_window(struct xml_reader *reader, enum step step)
{
	while (!reader->failed) {
		size_t at = (size_t)(reader->tokens.cursor.offset - reader->window_at);
		size_t left = reader->window.length - at, size, most;
		const char *data = buf_text(&reader->window) + at;
		bool rest = left <= reader->view;

		if (left == 0 || (left < reader->view && step == STEP_MORE))
			return true;
		if (!rest)
			left = reader->view;
		most = reader->unwanted != NULL ? xml_pass(reader, data, left) : left;
		if (most == 0) {
			trim_window(reader);
			continue;
		}
		size = scan(reader, data, left, most, rest && step == STEP_LAST);
		if (size > 0 && !feed_tokens(reader, reader->window_at + at))
			return false;
		if (reader->tokens.trouble != TOKEN_FINE)
			return fail_token(reader, data + size, left - size);
		if (size == 0 && rest && step == STEP_FLUSH)
			return true;
		reader->view = size > 0 ? BATCH : reader->view * 2;
		settle_tokens(reader);
		trim_window(reader);
	}
	return false;
}

/* Adds the text of the next bytes to the window; data NULL: there are no more. */
static bool take_bytes(struct xml_reader *reader, const char *data, size_t size)
{
	size_t before = reader->window.length;
	bool ok = data != NULL ? encoding_feed(reader->encoding, data, size, &reader->window)
	                       : encoding_finish(reader->encoding, &reader->window);
	const struct encoding_report *report = encoding_warning(reader->encoding);
	struct tape *tape = diag_tape(reader->diag);

	if (tape != NULL && reader->window.length > before)
		tape_add(tape, reader->source, reader->window_at + before,
		    reader->window.data + before, reader->window.length - before);
	if (report != NULL) {
		struct place place = cursor_place(&report->at, reader->source);

		diag_add(reader->diag, report->code, &place, NULL, report->values);
	}
	return ok;
}

/* What was read before the bad bytes comes first. */
static bool fail_encoding(struct xml_reader *reader)
{
	const struct encoding_report *report = encoding_trouble(reader->encoding);
	struct place place = cursor_place(&report->at, reader->source);

	if (report->at.line == 0 || report->code == DIAG_X107)
		parse_window(reader, STEP_FLUSH);
	if (report->at.line == 0) {
		place = xml_place(reader, reader->window_at + reader->window.length);
		return xml_fail(reader, report->code, &place, report->values);
	}
	/* The declaration is in no element. */
	if (!reader->failed)
		diag_add(reader->diag, report->code, &place, NULL, report->values);
	reader->failed = true;
	return false;
}

bool xml_feed(struct xml_reader *reader, const char *data, size_t size)
{
	while (size > 0 && !reader->failed) {
		size_t slice = size < SLICE ? size : SLICE;

		if (!take_bytes(reader, data, slice))
			return fail_encoding(reader);
		if (!parse_window(reader, STEP_MORE))
			return false;
		data += slice;
		size -= slice;
	}
	return !reader->failed;
}

bool xml_finish(struct xml_reader *reader)
{
	struct place place;

	if (reader->failed)
		return false;
	if (!take_bytes(reader, NULL, 0))
		return fail_encoding(reader);
	if (!parse_window(reader, STEP_LAST))
		return false;
	if (reader->depth > 0)
		return xml_fail_open(reader);
	if (!feed_parser(reader, NULL, 0, true))
		return false;
	place = cursor_place(&reader->tokens.cursor, reader->source);
	/* wellFormed alone means nothing: it stays 1 after a stop, and without namespaces. */
	if (!reader->root_closed || !reader->parser->wellFormed || !reader->parser->nsWellFormed)
		return xml_fail(reader, DIAG_X299, &place, DIAG_VALUES("no words for it"));
	return true;
}

/* The life of a reader. */

struct xml_reader *xml_open(uint32_t source, const struct limits *limits,
    const struct xml_handler *const handlers[], size_t handler_count,
    const struct xml_schema *schema, struct diag *diag)
{
	struct xml_reader *reader = mem_alloc(sizeof *reader);
	xmlSAXHandler sax = xml_sax_table();

	reader->source = source;
	reader->limits = limits;
	reader->handlers = mem_alloc(mem_product(handler_count, sizeof *handlers));
	for (size_t i = 0; i < handler_count; i++)
		reader->handlers[reader->handler_count++] = handlers[i];
	reader->diag = diag;
	reader->view = BATCH;
	reader->encoding = encoding_open();
	reader->path = mem_alloc(sizeof *reader->path);
	reader->names = mem_alloc(XML_NAMES * sizeof *reader->names);
	reader->tokens.limits = limits;
	reader->tokens.source = source;
	reader->tokens.parsed = schema != NULL;   /* libxml2's validator wants what its parser says */
	reader->tokens.cursor = CURSOR_START;
	reader->parser = xmlCreatePushParserCtxt(&sax, reader, NULL, 0, NULL);
	if (reader->parser == NULL)
		mem_exhausted();
	xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(reader->parser, XML_CHAR_ENCODING_UTF8);
	if (schema != NULL)
		reader->check = schema_check_open(schema, reader, diag);
	return reader;
}

void xml_close(struct xml_reader *reader)
{
	if (reader == NULL)
		return;
	schema_check_close(reader->check);
	xmlFreeParserCtxt(reader->parser);
	encoding_close(reader->encoding);
	tokens_free(&reader->tokens);
	path_free(reader->path);
	mem_free(reader->path);
	mem_free(reader->names);
	mem_free(reader->handlers);
	mem_free(reader->frames);
	mem_free(reader->attributes);
	buf_free(&reader->values);
	buf_free(&reader->window);
	buf_free(&reader->feed);
	mem_free(reader);
}

void xml_repeats(struct xml_reader *reader, bool (*repeats)(const char *name))
{
	reader->path->repeats = repeats;
}

const char *xml_path(const struct xml_reader *reader)
{
	return path_text(reader->path);
}

/* The process. */

static void *take_memory(size_t size)
{
	return mem_resize(NULL, size);
}

static char *copy_text(const char *text)
{
	return mem_copy(text, strlen(text));
}

static xmlParserInputPtr refuse_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
}

__attribute__((format(printf, 2, 3))) static void ignore_message(void *to, const char *format, ...)
{
	(void)to, (void)format;
}

void xml_prepare(void)
{
	xmlMemSetup(mem_free, take_memory, mem_resize, copy_text);
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse_entity);
	xmlSetGenericErrorFunc(NULL, ignore_message);
}

bool xml_sniff(const char *data, size_t size)
{
	return encoding_sniff(data, size);
}
