/* Two texts compared for people: word by word, in scripts without spaces sign
 * by sign, markup tag by tag. The shortest way from one to the other is found
 * by Myers's algorithm. Texts that differ too much for that to be cheap, or to
 * help anybody, are marked as different between what they begin and end with.
 * SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum {
	DIFF_TOKENS = 20000,   /* of one text; longer ones are not compared word by word */
	DIFF_EDITS = 1200      /* memory is its square, times four */
};

enum token_kind { TOKEN_WORD, TOKEN_SIGN, TOKEN_BLANK };

struct token {
	const char *text;
	uint32_t length;
	enum token_kind kind;
	bool same;             /* the other text has it, too */
};

struct side {
	struct token *tokens;
	size_t count, room;
};

struct pair {
	struct side a, b;
	size_t head, tail;     /* tokens that are the same at both ends */
};

/* ---- tokens ---- */

/* The length of a character that joins with none of its kind before or behind
 * it: ASCII, Latin and Cyrillic letters, Kana, Han, Hangul syllables, the letters of
 * Arabic; 0: ask utf8proc. Told by bytes; what follows is in the text, too, or NUL. */
static size_t simple_character(const unsigned char *p)
{
	const unsigned char lead = p[0];

	if (lead < 0x80)
		return lead != '\r';
	if ((lead >= 0xC3 && lead <= 0xCB) || lead == 0xD0 || lead == 0xD1)
		return 2;
	if ((lead >= 0xE4 && lead <= 0xE9) || lead == 0xEB || lead == 0xEC)
		return 3;
	switch (lead) {
	case 0xD8:
		return p[1] >= 0xA0 ? 2 : 0;
	case 0xD9:
		return p[1] <= 0x8A ? 2 : 0;
	case 0xE3:
		return p[1] == 0x81 || p[1] == 0x83 || (p[1] == 0x80 && p[2] < 0xAA) ||
		       (p[1] == 0x82 && p[2] != 0x99 && p[2] != 0x9A) ? 3 : 0;
	case 0xEA:
		return p[1] >= 0xB0 ? 3 : 0;
	case 0xED:
		return p[1] < 0x9E ? 3 : 0;
	default:
		return 0;
	}
}

static size_t any_grapheme(const char *text, size_t size)
{
	utf8proc_int32_t state = 0;
	size_t length = 0, used;
	uint32_t before = 0;

	while (length < size) {
		const uint32_t code = utf8_next(text + length, size - length, &used);

		if (length > 0 && utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
		    (utf8proc_int32_t)code, &state))
			break;
		before = code;
		length += used;
	}
	return length;
}

size_t sheet_grapheme(const char *text, size_t size)
{
	const unsigned char *p = (const unsigned char *)text;
	const size_t length = size > 0 ? simple_character(p) : 0;

	if (length > 0 && (length == size || (length < size && simple_character(p + length) > 0)))
		return length;
	return any_grapheme(text, size);
}

static bool is_blank(uint32_t code)
{
	return code == ' ' || code == '\n' || code == '\t' || code == '\r' || code == 0xA0 || code == 0x3000;
}

/* Scripts that are written without spaces between words, and punctuation. */
static bool stands_alone(uint32_t code)
{
	static const struct { uint32_t first, last; } ranges[] = {
		{0x80, 0xBF}, {0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x2000, 0x2BFF},
		{0x2E00, 0xABFF}, {0xF900, 0xFAFF}, {0xFE30, 0xFFEF}, {0x1F000, UINT32_MAX},
	};
	size_t i = 0;

	if (code < 0x80)
		return !ascii_letter((char)code) && !ascii_digit((char)code);
	while (code > ranges[i].last)
		i++;
	return code >= ranges[i].first;
}

static enum token_kind kind_of(const char *text, size_t size)
{
	size_t used;
	const uint32_t code = utf8_next(text, size, &used);

	if (is_blank(code))
		return TOKEN_BLANK;
	return stands_alone(code) ? TOKEN_SIGN : TOKEN_WORD;
}

/* The length of a tag or character reference at `text`, or 0. */
static size_t markup_length(const char *text, size_t size)
{
	const char *end;

	if (size < 3)
		return 0;
	if (*text == '&') {
		end = memchr(text, ';', size < 12 ? size : 12);
		return end != NULL && (ascii_letter(text[1]) || text[1] == '#') ? (size_t)(end - text) + 1 : 0;
	}
	if (*text != '<' || !(ascii_letter(text[1]) || text[1] == '/' || text[1] == '!'))
		return 0;
	end = memchr(text, '>', size < 2000 ? size : 2000);
	return end != NULL ? (size_t)(end - text) + 1 : 0;
}

/* What kind_of() says of a character that simple_character() knows. */
static enum token_kind simple_kind(const unsigned char *p)
{
	if (p[0] < 0x80)
		return kind_of((const char *)p, 1);
	if (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
		return TOKEN_BLANK;
	return p[0] >= 0xE3 && p[0] <= 0xE9 ? TOKEN_SIGN : TOKEN_WORD;
}

/* Simple characters of one kind from here on: but for the last one, when what
 * follows may join it. */
static size_t simple_run(const char *text, size_t size, enum token_kind kind)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t length = 0, used = simple_character(p), next;

	while (used > 0 && length + used < size && length < 4096 && simple_kind(p + length) == kind) {
		next = simple_character(p + length + used);
		if (next == 0)
			break;
		length += used;
		used = next;
	}
	return length;
}

static struct token next_token(const char *text, size_t size)
{
	struct token token = {.text = text};
	size_t length = markup_length(text, size);

	if (length > 0) {
		token.kind = TOKEN_SIGN;
		token.length = (uint32_t)length;
		return token;
	}
	token.kind = kind_of(text, size);
	if (token.kind == TOKEN_WORD) {
		length = simple_run(text, size, TOKEN_WORD);
		if (length > 0 && (length >= 4096 || kind_of(text + length, size - length) != TOKEN_WORD)) {
			token.length = (uint32_t)length;
			return token;
		}
	}
	do
		length += sheet_grapheme(text + length, size - length);
	while (token.kind != TOKEN_SIGN && length < size && length < 4096 &&
	       kind_of(text + length, size - length) == token.kind);
	token.length = (uint32_t)length;
	return token;
}

/* False: too many of them. */
static bool split(struct side *side, const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		if (side->count == DIFF_TOKENS)
			return false;
		if (side->count == side->room) {
			side->room = side->room == 0 ? 128 : side->room * 2;
			side->tokens = mem_resize(side->tokens, mem_product(side->room, sizeof *side->tokens));
		}
		side->tokens[side->count] = next_token(text, (size_t)(end - text));
		text += side->tokens[side->count++].length;
	}
	return true;
}

/* White space is as good as any other: it is not what people look for. */
static bool equal(const struct token *a, const struct token *b)
{
	if (a->kind == TOKEN_BLANK && b->kind == TOKEN_BLANK)
		return true;
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* ---- the shortest way ---- */

static void mark(struct pair *pair, size_t a, size_t b)
{
	pair->a.tokens[a].same = pair->b.tokens[b].same = true;
}

static void mark_ends(struct pair *pair)
{
	const size_t least = pair->a.count < pair->b.count ? pair->a.count : pair->b.count;

	while (pair->head < least && equal(&pair->a.tokens[pair->head], &pair->b.tokens[pair->head])) {
		mark(pair, pair->head, pair->head);
		pair->head++;
	}
	while (pair->tail < least - pair->head &&
	       equal(&pair->a.tokens[pair->a.count - pair->tail - 1],
	           &pair->b.tokens[pair->b.count - pair->tail - 1])) {
		pair->tail++;
		mark(pair, pair->a.count - pair->tail, pair->b.count - pair->tail);
	}
}

/* Rows of the search: for each number of edits d the furthest x on each
 * diagonal -d … d, one row after the other. */
struct search {
	struct pair *pair;
	ptrdiff_t n, m;        /* tokens between the ends */
	int32_t *rows;
};

static int32_t *row_of(const struct search *search, ptrdiff_t d)
{
	return search->rows + d * d + d;   /* its middle; rows 0 … d-1 take d * d */
}

/* The furthest x on diagonal k after d edits, before equal tokens are passed. */
static ptrdiff_t start_of(const struct search *search, ptrdiff_t d, ptrdiff_t k)
{
	const int32_t *before = row_of(search, d - 1);

	if (d == 0)
		return 0;
	if (k == -d || (k != d && before[k - 1] < before[k + 1]))
		return before[k + 1];
	return before[k - 1] + 1;
}

static bool same_at(const struct search *search, ptrdiff_t x, ptrdiff_t y)
{
	const struct pair *pair = search->pair;

	return equal(&pair->a.tokens[(ptrdiff_t)pair->head + x], &pair->b.tokens[(ptrdiff_t)pair->head + y]);
}

/* One more edit; true when the end of both texts is reached. */
static bool step(struct search *search, ptrdiff_t d)
{
	int32_t *row = row_of(search, d);

	for (ptrdiff_t k = -d; k <= d; k += 2) {
		ptrdiff_t x = start_of(search, d, k);

		while (x < search->n && x - k < search->m && x - k >= 0 && same_at(search, x, x - k))
			x++;
		row[k] = (int32_t)x;
		if (k == search->n - search->m && x >= search->n)
			return true;
	}
	return false;
}

/* Back from the end, marking what was passed as the same. */
static void trace(struct search *search, ptrdiff_t d)
{
	ptrdiff_t x = search->n, k = search->n - search->m;

	for (; d >= 0; d--) {
		const ptrdiff_t start = start_of(search, d, k);

		for (; x > start; x--)
			mark(search->pair, search->pair->head + (size_t)(x - 1),
			    search->pair->head + (size_t)(x - 1 - k));
		if (d == 0)
			return;
		/* The edit itself: an insertion came from diagonal k + 1, a deletion from k - 1. */
		if (k == -d || (k != d && row_of(search, d - 1)[k - 1] < row_of(search, d - 1)[k + 1])) {
			k++;
		} else {
			k--;
			x = start - 1;
		}
	}
}

static void compare(struct pair *pair)
{
	struct search search = {.pair = pair};
	ptrdiff_t d = 0, room = 0;

	mark_ends(pair);
	search.n = (ptrdiff_t)(pair->a.count - pair->head - pair->tail);
	search.m = (ptrdiff_t)(pair->b.count - pair->head - pair->tail);
	if (search.n == 0 || search.m == 0)
		return;
	for (; d <= DIFF_EDITS; d++) {
		if (d >= room) {
			room = room == 0 ? 64 : room * 2 <= DIFF_EDITS ? room * 2 : DIFF_EDITS + 1;
			search.rows = mem_resize(search.rows, mem_product((size_t)(room * room), sizeof *search.rows));
		}
		if (step(&search, d)) {
			trace(&search, d);
			break;
		}
	}
	mem_free(search.rows);
}

/* Blanks and signs that are alone between differences would only make confetti. */
static void calm(struct side *side)
{
	for (size_t i = 0; i < side->count;) {
		size_t end = i;
		bool word = false;

		for (; end < side->count && side->tokens[end].same == side->tokens[i].same; end++)
			word |= side->tokens[end].kind == TOKEN_WORD || end - i >= 3;
		if (side->tokens[i].same && !word && i > 0 && end < side->count)
			for (size_t j = i; j < end; j++)
				side->tokens[j].same = false;
		i = end;
	}
}

/* ---- writing ---- */

static void put_tag(struct buf *to, const char *element, const char *opening)
{
	if (element == NULL)
		return;
	buf_adds(to, opening);
	buf_adds(to, element);
	buf_addc(to, '>');
}

static void put_side(struct page *page, const struct side *side, const char *element)
{
	for (size_t i = 0; i < side->count;) {
		const struct token *first = &side->tokens[i];
		size_t length = 0;

		for (; i < side->count && side->tokens[i].same == first->same; i++)
			length += side->tokens[i].length;
		put_tag(page->to, first->same ? NULL : element, "<");
		html_value(page->to, first->text, length);
		put_tag(page->to, first->same ? NULL : element, "</");
	}
}

void sheet_diff_begin(struct sheet_diff *diff, const char *a, const char *b)
{
	struct pair *pair = mem_alloc(sizeof *pair);

	*diff = (struct sheet_diff){pair, a, b};
	if (!split(&pair->a, a) || !split(&pair->b, b)) {
		mem_free(pair->a.tokens);
		mem_free(pair->b.tokens);
		mem_free(pair);
		diff->pair = NULL;
		return;
	}
	compare(pair);
	calm(&pair->a);
	calm(&pair->b);
}

void sheet_diff_put(struct page *page, const struct sheet_diff *diff, bool second)
{
	const char *text = second ? diff->b : diff->a;

	if (diff->pair == NULL)
		html_value(page->to, text, strlen(text));
	else
		put_side(page, second ? &diff->pair->b : &diff->pair->a, second ? "ins" : "del");
}

void sheet_diff_end(struct sheet_diff *diff)
{
	if (diff->pair == NULL)
		return;
	mem_free(diff->pair->a.tokens);
	mem_free(diff->pair->b.tokens);
	mem_free(diff->pair);
}
