/* Cuts XML text into tokens: see token.h. SPDX-License-Identifier: MIT */
#include "read/xml/token.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/plain.h"

enum {
	MOST_ATTRIBUTES = 256,    /* libxml2 compares each with each */
	SLACK = 64 * 1024,        /* names, quotes and references around one long value */
	REFERENCE_MOST = 4096     /* from & to ; */
};

/* One token on its way: `p` moves from `start` towards `end`. */
struct scan {
	struct tokens *tokens;
	const char *start, *p, *end;
	const char *counted;        /* how far `cursor` is */
	struct cursor cursor;
	struct token *token;        /* behind the last one in the list */
	bool after_cr;              /* of the cursor at its start */
	bool last;
};

/* Bytes that end a name: blanks / > = < " ' and the end */
static const bool name_end[256] = {
	['\t'] = true, ['\n'] = true, ['\r'] = true, [' '] = true, ['/'] = true, ['>'] = true,
	['='] = true, ['<'] = true, ['"'] = true, ['\''] = true,
};

static bool trouble(struct scan *scan, enum token_trouble trouble)
{
	scan->tokens->trouble = trouble;
	scan->tokens->kind = scan->token->kind;
	return false;
}

/* Counts lines and columns up to `to`. */
static void count_to(struct scan *scan, const char *to)
{
	cursor_move(&scan->cursor, scan->counted, (size_t)(to - scan->counted));
	scan->counted = to;
}

/* The cursor at the start of the token. It is made from the token's place, for a copy of the cursor
 * at every token would be read before the processor has its parts together. */
static struct cursor start_of(const struct scan *scan)
{
	struct cursor cursor = cursor_at(&scan->token->place);

	cursor.after_cr = scan->after_cr;
	return cursor;
}

static bool refuse(struct scan *scan, enum diag_code code, uint64_t allowed, const char *at)
{
	if (at < scan->counted) {
		scan->cursor = start_of(scan);
		scan->counted = scan->start;
	}
	count_to(scan, at);
	scan->tokens->refused = code;
	scan->tokens->allowed = allowed;
	scan->tokens->refused_at = cursor_place(&scan->cursor, scan->tokens->source);
	return trouble(scan, TOKEN_REFUSED);
}

static bool check_length(struct scan *scan, const char *end)
{
	uint64_t size = (uint64_t)(end - scan->start), most = scan->tokens->limits->text_bytes;

	return size <= most || size - most <= SLACK || refuse(scan, DIAG_X302, most, scan->start);
}

/* The bytes end before the token does. */
static bool incomplete(struct scan *scan)
{
	return check_length(scan, scan->end) && scan->last && trouble(scan, TOKEN_CUT);
}

/* Goes behind the next `mark`, searched from `from` on. */
static bool go_behind(struct scan *scan, const char *from, const char *mark)
{
	const char *found = plain_find_mark(from, scan->end, mark);

	if (found == NULL)
		return incomplete(scan);
	scan->p = found + strlen(mark);
	return check_length(scan, scan->p);
}

static inline void skip_space(struct scan *scan)
{
	while (scan->p < scan->end && ascii_space(*scan->p))
		scan->p++;
}

/* A name, which may be no XML name at all: the parser will say so. */
static bool scan_name(struct scan *scan)
{
	const char *name = scan->p;
	uint64_t most = scan->tokens->limits->name_bytes;

	while (scan->p < scan->end && !name_end[(unsigned char)*scan->p])
		scan->p++;
	if ((uint64_t)(scan->p - name) > most)
		return refuse(scan, DIAG_X304, most, name);
	if (scan->p == scan->end)
		return incomplete(scan);
	return scan->p > name || trouble(scan, TOKEN_BROKEN);
}

static bool scan_value(struct scan *scan)
{
	const char *close, *open;

	skip_space(scan);
	if (scan->p < scan->end && *scan->p != '=')
		return trouble(scan, TOKEN_BROKEN);
	if (scan->p < scan->end)
		scan->p++;
	skip_space(scan);
	if (scan->p == scan->end)
		return incomplete(scan);
	if (*scan->p != '"' && *scan->p != '\'')
		return trouble(scan, TOKEN_BROKEN);
	open = scan->p + 1;
	close = memchr(open, *scan->p, (size_t)(scan->end - open));
	/* No value holds a '<': it is the next tag, and a quote is missing. */
	if (memchr(open, '<', (size_t)((close != NULL ? close : scan->end) - open)) != NULL)
		return trouble(scan, TOKEN_BROKEN);
	if (close == NULL)
		return incomplete(scan);
	scan->p = close + 1;
	return true;
}

static struct token_attribute *new_attribute(struct scan *scan)
{
	struct tokens *tokens = scan->tokens;

	if (tokens->attribute_count == tokens->attribute_room) {
		tokens->attribute_room = tokens->attribute_room == 0 ? 64 : tokens->attribute_room * 2;
		tokens->attributes = mem_resize(tokens->attributes,
		    mem_product(tokens->attribute_room, sizeof *tokens->attributes));
	}
	scan->token->attributes++;
	return &tokens->attributes[tokens->attribute_count++];
}

static void keep_attribute(struct scan *scan, const char *name)
{
	count_to(scan, name);
	new_attribute(scan)->place = cursor_place(&scan->cursor, scan->tokens->source);
}

static bool is_xmlns(const char *name, size_t length)
{
	return length >= 5 && memcmp(name, "xmlns", 5) == 0 && (length == 5 || name[5] == ':');
}

static bool scan_attribute(struct scan *scan)
{
	const char *name = scan->p;

	if (!scan_name(scan))
		return false;
	if (!is_xmlns(name, (size_t)(scan->p - name)))
		keep_attribute(scan, name);
	return scan_value(scan);
}

static bool scan_start(struct scan *scan)
{
	unsigned count = 0;

	scan->p++;
	if (!scan_name(scan))
		return false;
	for (;;) {
		const char *before = scan->p;

		skip_space(scan);
		if (scan->p == scan->end)
			return incomplete(scan);
		if (*scan->p == '>')
			break;
		if (*scan->p == '/') {
			if (++scan->p == scan->end)
				return incomplete(scan);
			if (*scan->p != '>')
				return trouble(scan, TOKEN_BROKEN);
			scan->token->kind = TOKEN_EMPTY;
			break;
		}
		if (scan->p == before)
			return trouble(scan, TOKEN_BROKEN);
		if (++count > MOST_ATTRIBUTES)
			return refuse(scan, DIAG_X305, MOST_ATTRIBUTES, scan->start);
		if (!scan_attribute(scan))
			return false;
	}
	scan->p++;
	return check_length(scan, scan->p);
}

/* Passes so many bytes that are so many characters of one line. */
static void pass_plain(struct scan *scan, size_t size, size_t columns)
{
	scan->p = scan->counted = scan->start + size;
	scan->cursor.offset += size;
	scan->cursor.column += columns;
	scan->cursor.after_cr = false;
}

static bool names_fit(const struct plain_tag *tag, uint64_t most)
{
	bool fit = tag->name_size <= most;

	for (size_t i = 0; i < tag->count && fit; i++)
		fit = tag->attributes[i].name_size <= most;
	return fit;
}

/* The common case, without the parser. The root always goes there: the parser
 * must know that it is inside. */
static bool pass_plain_start(struct scan *scan)
{
	struct tokens *tokens = scan->tokens;
	struct token *token = scan->token;
	struct plain_tag tag;

	if (tokens->parsed || tokens->open == 0 || !plain_start(scan->start, scan->end, &tag) ||
	    !names_fit(&tag, tokens->limits->name_bytes))
		return false;
	token->kind = tag.empty ? TOKEN_EMPTY : TOKEN_START;
	token->plain = true;
	token->name_size = (uint32_t)tag.name_size;
	for (size_t i = 0; i < tag.count; i++) {
		const struct plain_attribute *from = &tag.attributes[i];
		const struct cursor cursor = {
			.offset = scan->cursor.offset + from->name,
			.line = scan->cursor.line, .column = scan->cursor.column + from->column,
		};

		*new_attribute(scan) = (struct token_attribute){
			cursor_place(&cursor, tokens->source), from->name_size, from->value - from->name,
			from->value_size,
		};
	}
	pass_plain(scan, tag.size, tag.columns);
	return true;
}

static bool scan_end(struct scan *scan)
{
	const struct tokens *tokens = scan->tokens;
	bool of_plain = tokens->open > 0 && tokens->open_plain[tokens->open - 1];
	size_t size, name = plain_end(scan->start, scan->end, &size);
	const char *close;

	scan->token->kind = TOKEN_END;
	if (name > 0) {
		scan->token->plain = of_plain;
		scan->token->name_size = (uint32_t)name;
		if (size == name + 3)
			pass_plain(scan, size, size);
		scan->p = scan->start + size;   /* blanks may be line breaks: still to be counted */
		return true;
	}
	close = memchr(scan->start, '>', (size_t)(scan->end - scan->start));
	if (close == NULL)
		return memchr(scan->start + 1, '<', (size_t)(scan->end - scan->start - 1)) == NULL
		    ? incomplete(scan) : trouble(scan, TOKEN_BROKEN);
	if (of_plain)   /* it cannot close that */
		return trouble(scan, TOKEN_BROKEN);
	scan->p = close + 1;
	return check_length(scan, scan->p);
}

/* Whether the bytes are the start of `word` (ASCII case ignored), as far as they go. */
static bool starts(const struct scan *scan, const char *word)
{
	const char *p = scan->start;

	for (; p < scan->end && *word != '\0'; p++, word++)
		if (ascii_lower(*p) != *word)
			return false;
	return true;
}

/* Where text that goes on must be cut, so that the parser never sees a half of
 * a character, of CR LF, or of ]]>. */
static const char *safe_cut(const char *start, const char *end)
{
	while (end > start && ((unsigned char)end[-1] & 0xC0) == 0x80)
		end--;
	if (end > start && (unsigned char)end[-1] >= 0xC0)
		end--;
	for (int i = 0; i < 2 && end > start && end[-1] == ']'; i++)
		end--;
	if (end > start && end[-1] == '\r')
		end--;
	return end;
}

/* libxml2 waits for the ';' of a reference, so there must be one. Text is cut
 * before a reference that is broken, or whose end is not in sight though the text
 * goes on (`more`). */
static bool check_references(struct scan *scan, bool more)
{
	const char *amp = scan->start;

	while ((amp = memchr(amp, '&', (size_t)(scan->p - amp))) != NULL) {
		size_t left = (size_t)(scan->p - amp);
		const char *semicolon = memchr(amp, ';', left < REFERENCE_MOST ? left : REFERENCE_MOST);

		if (semicolon == NULL && amp == scan->start && (!more || left >= REFERENCE_MOST))
			return trouble(scan, TOKEN_BROKEN);
		if (semicolon == NULL) {
			scan->p = amp;
			return true;
		}
		amp = semicolon + 1;
	}
	return true;
}

static bool good_references(const char *from, const char *end)
{
	size_t size;

	while ((from = memchr(from, '&', (size_t)(end - from))) != NULL) {
		if (plain_reference(from, end, &size) == 0)
			return false;
		from += size;
	}
	return true;
}

/* Of a text with & or ] in it: whether one is a reference, and whether all is plain. */
static bool check_signs(struct scan *scan, bool *reference, bool *plain)
{
	if (!check_references(scan, false))
		return false;
	*reference = memchr(scan->start, '&', (size_t)(scan->p - scan->start)) != NULL;
	*plain = plain_find_mark(scan->start, scan->p, "]]>") == NULL &&
	    (scan->tokens->parsed || !*reference || good_references(scan->start, scan->p));
	return true;
}

/* Moves the cursor behind the text, and finds out whether it is plain. */
static bool pass_text(struct scan *scan)
{
	const char *end = scan->p;
	struct token *token = scan->token;
	bool reference = false, plain = true;
	unsigned marks = cursor_move(&scan->cursor, scan->start, (size_t)(end - scan->start));

	if (token->kind == TOKEN_TEXT && (marks & CURSOR_SIGN) != 0 && !check_signs(scan, &reference, &plain))
		return false;
	if (scan->p < end) {   /* cut before a broken reference */
		scan->cursor = start_of(scan);
		marks = cursor_move(&scan->cursor, scan->start, (size_t)(scan->p - scan->start));
	}
	scan->counted = scan->p;
	token->mixed = reference || (marks & CURSOR_CR) != 0;
	token->plain = plain && scan->tokens->open > 0 && (marks & CURSOR_BAD) == 0 &&
	    !(scan->tokens->parsed && token->mixed);
	return true;
}

static bool scan_declaration(struct scan *scan)
{
	size_t size = (size_t)(scan->end - scan->start);

	if ((size < 4 && starts(scan, "<!--")) || (size < 9 && starts(scan, "<![cdata[")) ||
	    (size < 9 && starts(scan, "<!doctype")))
		return incomplete(scan);
	if (starts(scan, "<!--")) {
		scan->token->kind = TOKEN_COMMENT;
		return go_behind(scan, scan->start + 4, "-->");
	}
	if (size >= 9 && memcmp(scan->start, "<![CDATA[", 9) == 0) {
		scan->token->kind = TOKEN_CDATA;
		return go_behind(scan, scan->start + 9, "]]>") && pass_text(scan);
	}
	if (starts(scan, "<!doctype"))
		return refuse(scan, DIAG_X301, 0, scan->start);
	return trouble(scan, TOKEN_BROKEN);
}

static bool scan_instruction(struct scan *scan)
{
	scan->token->kind = TOKEN_INSTRUCTION;
	return go_behind(scan, scan->start + 2, "?>");
}

/* A line break and then spaces up to a tag, as between most elements: the common
 * case in a few steps. The LF of a CR LF is the break; its CR is no text. */
static bool pass_indent(struct scan *scan)
{
	size_t lead = *scan->start == '\r', size;
	const char *p = scan->start + lead;

	if (*p != '\n' || scan->cursor.after_cr || scan->tokens->open == 0)
		return false;
	p++;
	while (scan->end - p >= 8 && memcmp(p, "        ", 8) == 0)
		p += 8;
	while (*p == ' ')
		p++;
	if (*p != '<' || p >= scan->end)
		return false;
	size = (size_t)(p - scan->start);
	scan->p = scan->counted = p;
	scan->cursor.offset += size;
	scan->cursor.line++;
	scan->cursor.column = size - lead;
	scan->token->plain = scan->token->blank = true;
	scan->token->lead = (uint8_t)lead;
	return true;
}

static bool scan_text(struct scan *scan)
{
	const char *found;
	bool more;

	scan->token->kind = TOKEN_TEXT;
	if (pass_indent(scan))
		return true;
	found = memchr(scan->start, '<', (size_t)(scan->end - scan->start));
	more = found == NULL && !scan->last;
	scan->p = found != NULL ? found : more ? safe_cut(scan->start, scan->end) : scan->end;
	if (more && !check_references(scan, true))
		return false;
	return pass_text(scan) && scan->p > scan->start;
}

static bool scan_token(struct scan *scan)
{
	scan->p = scan->start;
	if (*scan->start != '<')
		return scan_text(scan);
	scan->token->kind = TOKEN_START;
	if (scan->end - scan->start < 2)
		return incomplete(scan);
	switch (scan->start[1]) {
	case '/':
		return scan_end(scan);
	case '!':
		return scan_declaration(scan);
	case '?':
		return scan_instruction(scan);
	default:
		return pass_plain_start(scan) || scan_start(scan);
	}
}

/* The next token, which is not yet counted. */
static struct token *new_token(struct tokens *tokens, const struct cursor *cursor)
{
	struct token *token;

	if (tokens->count == tokens->room) {
		tokens->room = tokens->room == 0 ? 256 : tokens->room * 2;
		tokens->list = mem_resize(tokens->list, mem_product(tokens->room, sizeof *tokens->list));
	}
	token = &tokens->list[tokens->count];
	token->place = cursor_place(cursor, tokens->source);
	token->plain = token->mixed = token->blank = false;
	token->lead = 0;
	token->attributes = 0;
	token->first_attribute = tokens->attribute_count;
	return token;
}

static void open_element(struct tokens *tokens, bool plain)
{
	if (tokens->open == tokens->open_room) {
		tokens->open_room = tokens->open_room == 0 ? 64 : tokens->open_room * 2;
		tokens->open_plain = mem_resize(tokens->open_plain,
		    mem_product(tokens->open_room, sizeof *tokens->open_plain));
	}
	tokens->open_plain[tokens->open++] = plain;
}

static void keep(struct tokens *tokens, struct token *token)
{
	struct token *before = tokens->first < tokens->count ? token - 1 : NULL;
	bool joins = before != NULL && before->kind == TOKEN_TEXT && !before->plain;

	/* The parser joins texts that nothing stands between, and sees what is wrong with
	 * one when its end has come: then it gets the next token, too. */
	if (joins)
		token->plain = false;
	if (token->kind == TOKEN_START)
		open_element(tokens, token->plain);
	else if (token->kind == TOKEN_END && tokens->open > 0)
		tokens->open--;
	tokens->count++;
	if (!joins)
		return;
	/* It may still wait for more of this text: then it gets it. */
	if (token->kind == TOKEN_TEXT) {
		before->end = token->end;
		tokens->count--;
	}
}

/* Text is only cut when it fills all that there is. */
static bool to_be_continued(const struct scan *scan, const char *data)
{
	return scan->token->kind == TOKEN_TEXT && scan->start > data && !scan->last &&
	       (scan->p == scan->end || *scan->p != '<');
}

size_t tokens_scan(struct tokens *tokens, const char *data, size_t size, bool last)
{
	struct scan scan = {.tokens = tokens, .start = data, .end = data + size, .last = last,
		.counted = data, .cursor = tokens->cursor};

	while (scan.start < scan.end) {
		scan.token = new_token(tokens, &scan.cursor);
		scan.after_cr = scan.cursor.after_cr;
		if (!scan_token(&scan) || to_be_continued(&scan, data)) {
			tokens->attribute_count = scan.token->first_attribute;
			scan.cursor = start_of(&scan);
			break;
		}
		if (scan.counted < scan.p)
			count_to(&scan, scan.p);
		scan.token->end = scan.cursor.offset;
		keep(tokens, scan.token);
		scan.start = scan.p;
	}
	tokens->cursor = scan.cursor;
	return (size_t)(scan.start - data);
}

const char *tokens_what(const struct tokens *tokens)
{
	static const char *const names[] = {
		[TOKEN_TEXT] = "a text",
		[TOKEN_CDATA] = "a CDATA section",
		[TOKEN_START] = "a tag",
		[TOKEN_EMPTY] = "a tag",
		[TOKEN_END] = "a tag",
		[TOKEN_COMMENT] = "a comment",
		[TOKEN_INSTRUCTION] = "a processing instruction",
	};

	return names[tokens->kind];
}

void tokens_compact(struct tokens *tokens)
{
	bool attributes = false;

	tokens->count -= tokens->first;
	for (size_t i = 0; i < tokens->count; i++) {
		tokens->list[i] = tokens->list[tokens->first + i];
		attributes = attributes || tokens->list[i].attributes > 0;
	}
	tokens->first = 0;
	if (!attributes)
		tokens->attribute_count = 0;
}

void tokens_free(struct tokens *tokens)
{
	mem_free(tokens->list);
	mem_free(tokens->attributes);
	mem_free(tokens->open_plain);
	*tokens = (struct tokens){0};
}
