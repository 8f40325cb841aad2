/* Two texts compared for people: word by word, in scripts without spaces sign
 * by sign, markup tag by tag. The shortest way from one to the other is found
 * by Myers's algorithm. Texts that differ too much for that to be cheap, or to
 * help anybody, are marked as different between what they begin and end with.
 * SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <stdint.h>
#include <string.h>

#include "emit/sheet_tokens.h"

enum {
	DIFF_TOKENS = 20000,   /* of one text; longer ones are not compared word by word */
	DIFF_EDITS = 1200      /* memory is its square, times four */
};

struct side {
	struct token *tokens;
	size_t count, room;
};

struct pair {
	struct side a, b;
	size_t head, tail;     /* tokens that are the same at both ends */
};

/* False: too many of them. */
static bool split(struct side *side, const char *text)
{
	const size_t size = strlen(text);
	const char *end = text + size;

	/* A word has four letters and a blank behind it, more or less. */
	side->room = size / 3 < DIFF_TOKENS ? size / 3 + 1 : DIFF_TOKENS;
	side->tokens = mem_resize(NULL, mem_product(side->room, sizeof *side->tokens));
	for (; text < end; text += side->tokens[side->count++].length) {
		if (side->count == DIFF_TOKENS)
			return false;
		if (side->count == side->room) {
			side->room = side->room * 2 < DIFF_TOKENS ? side->room * 2 : DIFF_TOKENS;
			side->tokens = mem_resize(side->tokens, mem_product(side->room, sizeof *side->tokens));
		}
		token_next(&side->tokens[side->count], text, (size_t)(end - text));
	}
	return true;
}

/* ---- the shortest way ---- */

static void mark(struct pair *pair, size_t a, size_t b)
{
	pair->a.tokens[a].same = pair->b.tokens[b].same = true;
}

static void mark_ends(struct pair *pair)
{
	const size_t least = pair->a.count < pair->b.count ? pair->a.count : pair->b.count;

	while (pair->head < least && token_equal(&pair->a.tokens[pair->head], &pair->b.tokens[pair->head])) {
		mark(pair, pair->head, pair->head);
		pair->head++;
	}
	while (pair->tail < least - pair->head &&
	       token_equal(&pair->a.tokens[pair->a.count - pair->tail - 1],
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

/* The furthest x on diagonal k after d edits, before equal tokens are passed;
 * `before`: the row of d - 1 edits. */
static inline ptrdiff_t start_of(const int32_t *before, ptrdiff_t d, ptrdiff_t k)
{
	if (d == 0)
		return 0;
	if (k == -d || (k != d && before[k - 1] < before[k + 1]))
		return before[k + 1];
	return before[k - 1] + 1;
}

/* One more edit; true when the end of both texts is reached. */
static bool step(struct search *search, ptrdiff_t d)
{
	const struct token *a = search->pair->a.tokens + search->pair->head;
	const struct token *b = search->pair->b.tokens + search->pair->head;
	const ptrdiff_t n = search->n, m = search->m;
	int32_t *row = row_of(search, d);
	const int32_t *before = d > 0 ? row_of(search, d - 1) : NULL;

	for (ptrdiff_t k = -d; k <= d; k += 2) {
		ptrdiff_t x = start_of(before, d, k);

		while (x < n && x - k < m && token_equal(&a[x], &b[x - k]))
			x++;
		row[k] = (int32_t)x;
		if (k == n - m && x >= n)
			return true;
	}
	return false;
}

/* Back from the end, marking what was passed as the same. */
static void trace(struct search *search, ptrdiff_t d)
{
	ptrdiff_t x = search->n, k = search->n - search->m;

	for (; d >= 0; d--) {
		const int32_t *before = d > 0 ? row_of(search, d - 1) : NULL;
		const ptrdiff_t start = start_of(before, d, k);

		for (; x > start; x--)
			mark(search->pair, search->pair->head + (size_t)(x - 1),
			    search->pair->head + (size_t)(x - 1 - k));
		if (d == 0)
			return;
		/* The edit itself: an insertion came from diagonal k + 1, a deletion from k - 1. */
		if (k == -d || (k != d && before[k - 1] < before[k + 1])) {
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
