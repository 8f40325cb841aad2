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

/* ---- sheet.html ---- */

#define PIECE_MARK "<!-- piece "
#define PIECE_MARK_END " -->\n"

static size_t count_pieces(const char *text)
{
	size_t count = 0;

	for (; (text = strstr(text, PIECE_MARK)) != NULL; text++)
		count++;
	return count;
}

static void read_pieces(struct page *page)
{
	const struct embedded *file = embedded_find("sheet/sheet.html");
	const char *text = (const char *)file->data, *at = strstr(text, PIECE_MARK);
	size_t count = 0;

	page->piece_list = mem_alloc(mem_product(count_pieces(text), sizeof *page->piece_list));
	while (at != NULL) {
		struct page_piece *piece = &page->piece_list[count++];

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
	words_open(&page->words);
	read_pieces(page);
}

void page_close(struct page *page)
{
	words_close(&page->words);
	map_free(&page->pieces);
	mem_free(page->piece_list);
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
	const char *args[9] = {NULL};   /* ends with NULL */
	const char *space = memchr(at, ' ', (size_t)(close - at));
	const bool has_args = space != NULL;
	const struct sheet_word *word = words_find(&page->words, at, (size_t)((space ? space : close) - at));

	assert(word != NULL);
	for (size_t i = 0; space != NULL && i < sizeof args / sizeof *args - 1; i++) {
		const char *name = space + 1;
		const char *text;

		space = memchr(name, ' ', (size_t)(close - name));
		text = slot_text(piece->slots, name, (size_t)((space ? space : close) - name));
		args[i] = text != NULL ? text : "";
	}
	if (bare)
		words_put_bare(page->to, word, page->language, has_args ? args : NULL);
	else
		words_put(page->to, word, has_args ? args : NULL);
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
			html_text(piece->page->to, text, strlen(text));
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
	const struct page_piece *place = map_find(&page->pieces, name, strlen(name));

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

void page_put_word(struct page *page, const char *name, const char *hole, const char *key)
{
	struct piece piece = piece_begin(page, name, NO_SLOTS);

	piece_upto(&piece, hole);
	page_word(page, key, NULL);
	piece_end(&piece);
}

void page_word(struct page *page, const char *key, const char *const *args)
{
	const struct sheet_word *word = words_find(&page->words, key, strlen(key));

	assert(word != NULL);
	words_put(page->to, word, args);
}

bool page_has_word(const struct page *page, const char *key)
{
	return words_find(&page->words, key, strlen(key)) != NULL;
}

void page_phrase(struct page *page, const char *text)
{
	words_phrase(page->to, &page->words, text);
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
