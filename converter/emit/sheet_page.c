/* Pieces of HTML with words and values put in: see sheet_page.h. SPDX-License-Identifier: MIT */
#include "emit/sheet_page.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

static const char *const languages[SHEET_LANGUAGES] = {"en", "ko"};

/* ---- words.yaml: one line for each word: `key: {en: "…", ko: "…"}`. Only that
 * much of YAML is read here, for every sheet anew; the tests read it as YAML. ---- */

static size_t count_lines(const char *text)
{
	size_t count = 1;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

/* What stands between quotes after `mark`, before `end`; "" when it is not there. */
static const char *quoted(const char *line, const char *end, const char *mark, size_t *length)
{
	const size_t size = strlen(mark);

	*length = 0;
	for (const char *at = line; at + size < end; at++)
		if (memcmp(at, mark, size) == 0) {
			const char *close = memchr(at + size, '"', (size_t)(end - at) - size);

			assert(close != NULL);
			*length = (size_t)(close - at) - size;
			return at + size;
		}
	return "";
}

static void read_words(struct page *page)
{
	const struct embedded *file = embedded_find("sheet/words.yaml");
	const char *line = (const char *)file->data, *next;
	size_t count = 0;

	page->word_list = mem_alloc(mem_product(count_lines(line), sizeof *page->word_list));
	for (; *line != '\0'; line = next) {
		const char *end = strchr(line, '\n'), *colon;
		struct sheet_word *word = &page->word_list[count];

		end = end != NULL ? end : line + strlen(line);
		next = *end == '\n' ? end + 1 : end;
		colon = memchr(line, ':', (size_t)(end - line));
		if (colon == NULL || *line == '#')
			continue;
		word->key = line;
		word->key_length = (size_t)(colon - line);
		word->text[0] = quoted(colon, end, "en: \"", &word->length[0]);
		word->text[1] = quoted(colon, end, "ko: \"", &word->length[1]);
		map_add(&page->words, word->key, word->key_length, word);
		count++;
	}
	page->word_count = count;
}

/* ---- sheet.html ---- */

#define PIECE_MARK "<!-- piece "
#define PIECE_MARK_END " -->\n"

static void read_pieces(struct page *page)
{
	const struct embedded *file = embedded_find("sheet/sheet.html");
	const char *text = (const char *)file->data, *at = strstr(text, PIECE_MARK);
	size_t count = 0;

	page->piece_list = mem_alloc(mem_product(count_lines(text), sizeof *page->piece_list));
	while (at != NULL) {
		struct sheet_piece_place *piece = &page->piece_list[count++];

		piece->name = at + strlen(PIECE_MARK);
		piece->start = strstr(piece->name, PIECE_MARK_END);
		assert(piece->start != NULL);
		piece->name_length = (size_t)(piece->start - piece->name);
		piece->start += strlen(PIECE_MARK_END);
		at = strstr(piece->start, PIECE_MARK);
		piece->end = at != NULL ? at : text + file->size;
		map_add(&page->pieces, piece->name, piece->name_length, piece);
	}
}

void page_open(struct page *page, struct buf *to, const char *lang)
{
	*page = (struct page){.to = to};
	page->language = lang != NULL && strcmp(lang, "ko") == 0;
	read_words(page);
	read_pieces(page);
}

void page_close(struct page *page)
{
	map_free(&page->words);
	map_free(&page->pieces);
	mem_free(page->word_list);
	mem_free(page->piece_list);
}

/* ---- values ---- */

/* What stands for a byte in HTML; NULL: itself. */
static const char *const escapes[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
	['\r'] = "&#13;",
};

void page_text(struct page *page, const char *text, size_t size)
{
	const char *end = text + size, *start = text;

	for (; text < end; text++) {
		const char *escape = escapes[(unsigned char)*text];

		if (escape == NULL)
			continue;
		buf_add(page->to, start, (size_t)(text - start));
		buf_adds(page->to, escape);
		start = text + 1;
	}
	buf_add(page->to, start, (size_t)(end - start));
}

/* Characters that act on text and cannot be seen. `isolate`: they turn what
 * follows, which is kept from happening; marks without it act as they should. */
static const struct { uint32_t code; const char *name; bool isolate; } unseen[] = {
	{0x00AD, "SHY", false}, {0x061C, "ALM", false}, {0x200B, "ZWSP", false}, {0x200E, "LRM", false},
	{0x200F, "RLM", false}, {0x2028, "LSEP", true}, {0x2029, "PSEP", true}, {0x202A, "LRE", true},
	{0x202B, "RLE", true}, {0x202C, "PDF", true}, {0x202D, "LRO", true}, {0x202E, "RLO", true},
	{0x2060, "WJ", false}, {0x2066, "LRI", true}, {0x2067, "RLI", true}, {0x2068, "FSI", true},
	{0x2069, "PDI", true}, {0xFEFF, "BOM", false},
};

static size_t unseen_row(uint32_t code)
{
	size_t row = 0;

	while (row < sizeof unseen / sizeof *unseen && unseen[row].code != code)
		row++;
	return row;
}

/* The UTF-8 of every code above starts with one of these bytes. */
static bool may_be_unseen(unsigned char byte)
{
	return byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF;
}

void page_value(struct page *page, const char *text, size_t size)
{
	const char *start = text, *end = text + size;

	while (text < end) {
		size_t used = 1, row;

		if (!may_be_unseen((unsigned char)*text) ||
		    (row = unseen_row(utf8_next(text, (size_t)(end - text), &used))) ==
		    sizeof unseen / sizeof *unseen) {
			text += used;
			continue;
		}
		page_text(page, start, (size_t)(text - start));
		buf_printf(page->to, "<span class=\"unseen%s\" data-is=\"%s\">",
		    unseen[row].isolate ? " turns" : "", unseen[row].name);
		buf_add(page->to, text, used);
		buf_adds(page->to, "</span>");
		text += used;
		start = text;
	}
	page_text(page, start, (size_t)(end - start));
}

/* ---- words ---- */

static const struct sheet_word *find_word(const struct page *page, const char *key, size_t length)
{
	return map_find(&page->words, key, length);
}

bool page_has_word(const struct page *page, const char *key)
{
	return find_word(page, key, strlen(key)) != NULL;
}

/* One language's words with the arguments put in; `bare`: without elements. */
static void put_words(struct page *page, const struct sheet_word *word, size_t language,
    const char *const *args, bool bare)
{
	const char *text = word->text[language], *end = text + word->length[language];

	for (const char *at = text; at < end; at++) {
		if (*at != '{' || end - at < 3 || !ascii_digit(at[1]) || at[2] != '}' || args == NULL)
			continue;
		page_text(page, text, (size_t)(at - text));
		buf_adds(page->to, bare ? "" : "<bdi>");
		page_text(page, args[at[1] - '0'], strlen(args[at[1] - '0']));
		buf_adds(page->to, bare ? "" : "</bdi>");
		text = at + 3;
		at += 2;
	}
	page_text(page, text, (size_t)(end - text));
}

static void put_word(struct page *page, const struct sheet_word *word, const char *const *args)
{
	for (size_t i = 0; i < SHEET_LANGUAGES; i++) {
		if (word->length[i] == 0)
			continue;
		buf_printf(page->to, "<span class=\"%s\" lang=\"%s\">", languages[i], languages[i]);
		put_words(page, word, i, args, false);
		buf_adds(page->to, "</span>");
	}
}

void page_word(struct page *page, const char *key, const char *const *args)
{
	const struct sheet_word *word = find_word(page, key, strlen(key));

	assert(word != NULL);
	put_word(page, word, args);
}

/* ---- phrases: English made elsewhere ---- */

enum { PHRASE_ARGS = 6, PHRASE_PARTS = 8 };

struct phrase {
	const struct sheet_word *word;
	const char *args[PHRASE_ARGS + 2];   /* arena-less: pieces of the text, copied */
	size_t count;
};

static const char *find(const char *text, const char *end, const char *what, size_t size)
{
	return memmem(text, (size_t)(end - text), what, size);
}

/* The literal text from `at` on: up to the next {n} or the end. */
static size_t literal_length(const char *at, const char *end)
{
	const char *mark = memchr(at, '{', (size_t)(end - at));

	return (size_t)((mark != NULL ? mark : end) - at);
}

/* Whether the text is the word's English with something for each {n}, in order. */
static bool phrase_fits(struct phrase *phrase, const struct sheet_word *word, const char *text, const char *end)
{
	const char *at = word->text[0], *stop = at + word->length[0];
	size_t length = literal_length(at, stop);

	phrase->word = word;
	phrase->count = 0;
	if ((size_t)(end - text) < length || memcmp(at, text, length) != 0)
		return false;
	text += length;
	for (at += length; at < stop && phrase->count < PHRASE_ARGS; at += length) {
		const char *next;

		at += 3;
		length = literal_length(at, stop);
		next = at + length == stop ? end - length : find(text, end, at, length);
		if (next == NULL || next < text || memcmp(next, at, length) != 0)
			return false;
		phrase->args[phrase->count++] = mem_copy(text, (size_t)(next - text));
		text = next + length;
	}
	return text == end;
}

static void phrase_free(struct phrase *phrase)
{
	while (phrase->count > 0)
		mem_free((char *)(uintptr_t)phrase->args[--phrase->count]);
}

static bool find_phrase(const struct page *page, struct phrase *phrase, const char *text, const char *end)
{
	for (size_t i = 0; i < page->word_count; i++) {
		if (page->word_list[i].length[1] > 0 && phrase_fits(phrase, &page->word_list[i], text, end))
			return true;
		phrase_free(phrase);
	}
	return false;
}

static void put_phrases(struct page *page, const struct phrase *phrases, size_t count, size_t language)
{
	buf_printf(page->to, "<span class=\"%s\" lang=\"%s\">", languages[language], languages[language]);
	for (size_t i = 0; i < count; i++) {
		buf_adds(page->to, i > 0 ? "; " : "");
		put_words(page, phrases[i].word, language, phrases[i].args, false);
	}
	buf_adds(page->to, "</span>");
}

void page_phrase(struct page *page, const char *text)
{
	struct phrase phrases[PHRASE_PARTS] = {{0}};
	const char *at = text, *end = text;
	size_t count = 0;
	bool all = true;

	for (; all && count < PHRASE_PARTS; at = end + 2) {
		const char *parted = strstr(at, "; ");

		end = parted != NULL ? parted : at + strlen(at);
		all = find_phrase(page, &phrases[count++], at, end);
		if (parted == NULL)
			break;
	}
	if (all && *end == '\0') {
		for (size_t i = 0; i < SHEET_LANGUAGES; i++)
			put_phrases(page, phrases, count, i);
	} else {
		buf_adds(page->to, "<span lang=\"en\">");
		page_text(page, text, strlen(text));
		buf_adds(page->to, "</span>");
	}
	while (count > 0)
		phrase_free(&phrases[--count]);
}

/* ---- pieces ---- */

static const char *slot_text(const struct slot *slots, const char *name, size_t length)
{
	for (; slots->name != NULL; slots++)
		if (strncmp(slots->name, name, length) == 0 && slots->name[length] == '\0')
			return slots->text;
	return NULL;
}

/* {{=word a b}} or {{~word a b}}: `at` is behind the mark. */
static void put_marked_word(const struct piece *piece, const char *at, const char *close, bool bare)
{
	struct page *page = piece->page;
	const char *args[8] = {"", "", "", "", "", "", "", ""};
	const char *space = memchr(at, ' ', (size_t)(close - at));
	const bool has_args = space != NULL;
	const struct sheet_word *word = find_word(page, at, (size_t)((space ? space : close) - at));

	assert(word != NULL);
	for (size_t i = 0; space != NULL && i < sizeof args / sizeof *args; i++) {
		const char *name = space + 1;
		const char *text;

		space = memchr(name, ' ', (size_t)(close - name));
		text = slot_text(piece->slots, name, (size_t)((space ? space : close) - name));
		args[i] = text != NULL ? text : "";
	}
	if (bare)
		put_words(page, word, page->language, has_args ? args : NULL, true);
	else
		put_word(page, word, has_args ? args : NULL);
}

/* Behind {{/name}} when the slot is absent. */
static const char *behind_condition(const struct piece *piece, const char *name, const char *close)
{
	const size_t length = (size_t)(close - name);

	if (slot_text(piece->slots, name, length) != NULL)
		return close + 2;
	for (const char *at = close; (at = strstr(at, "{{/")) != NULL && at < piece->end; at += 3)
		if (strncmp(at + 3, name, length) == 0 && at[3 + length] == '}')
			return at + 3 + length + 2;
	abort();   /* a condition in sheet.html without its end */
}

/* Copies template text; the tabs that indent it are nobody's business. */
static void put_template(struct page *page, const char *from, const char *to)
{
	while (from < to) {
		const char *end = memchr(from, '\n', (size_t)(to - from));

		end = end != NULL ? end + 1 : to;
		buf_add(page->to, from, (size_t)(end - from));
		from = end;
		while (from < to && *from == '\t')
			from++;
	}
}

/* Handles the mark at piece->at. True when it is the hole that was asked for. */
static bool put_mark(struct piece *piece, const char *hole)
{
	const char *at = piece->at + 2, *close = strstr(at, "}}");
	const char *text;

	assert(close != NULL && close < piece->end);
	piece->at = close + 2;
	switch (*at) {
	case '=':
	case '~':
		put_marked_word(piece, at + 1, close, *at == '~');
		return false;
	case '?':
		piece->at = behind_condition(piece, at + 1, close);
		return false;
	case '/':
		return false;
	case '>':
		return hole != NULL && strncmp(at + 1, hole, (size_t)(close - at) - 1) == 0 &&
		       hole[close - at - 1] == '\0';
	default:
		text = slot_text(piece->slots, at, (size_t)(close - at));
		if (text != NULL)
			page_text(piece->page, text, strlen(text));
		return false;
	}
}

static void run(struct piece *piece, const char *hole)
{
	while (piece->at < piece->end) {
		const char *mark = strstr(piece->at, "{{");

		if (mark == NULL || mark >= piece->end) {
			put_template(piece->page, piece->at, piece->end);
			piece->at = piece->end;
			return;
		}
		put_template(piece->page, piece->at, mark);
		piece->at = mark;
		if (put_mark(piece, hole))
			return;
	}
}

struct piece piece_begin(struct page *page, const char *name, const struct slot *slots)
{
	const struct sheet_piece_place *place = map_find(&page->pieces, name, strlen(name));

	assert(place != NULL);
	return (struct piece){page, place->start, place->end, slots};
}

void piece_upto(struct piece *piece, const char *hole)
{
	run(piece, hole);
}

void piece_end(struct piece *piece)
{
	run(piece, NULL);
}

void page_put(struct page *page, const char *name, const struct slot *slots)
{
	struct piece piece = piece_begin(page, name, slots);

	piece_end(&piece);
}

/* ---- small things ---- */

const char *sheet_number(char room[SHEET_NUMBER], size_t number)
{
	snprintf(room, SHEET_NUMBER, "%zu", number);
	return room;
}

static unsigned hex_digit(char c)
{
	return (unsigned)(ascii_digit(c) ? c - '0' : c - 'a' + 10);
}

void sheet_csp_hash(char room[SHEET_CSP_HASH], const void *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char hex[HASH_TEXT];
	char *to = room;

	hash_bytes(data, size, hex);
	memcpy(to, "sha256-", 7);
	to += 7;
	/* 32 bytes: ten groups of three and one of two. */
	for (size_t i = 0; i < 33; i += 3) {
		unsigned group = 0;

		for (size_t j = 0; j < 6; j++)
			group = group << 4 | (i * 2 + j < 64 ? hex_digit(hex[i * 2 + j]) : 0);
		*to++ = digits[group >> 18];
		*to++ = digits[group >> 12 & 63];
		*to++ = digits[group >> 6 & 63];
		*to++ = i < 30 ? digits[group & 63] : '=';
	}
	*to = '\0';
}
