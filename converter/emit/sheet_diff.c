/* Two texts compared for people: word by word, in scripts without spaces sign
 * by sign, markup tag by tag. The shortest way from one to the other is found
 * by Myers's algorithm; where enough of both is the same it begins anew, so that
 * it costs what the texts differ by in one place, and not in all. Texts that
 * differ too much for that to be cheap, or to help anybody, are marked as different
 * from there on up to what they end with.
 * SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <stdint.h>
#include <string.h>

#include "emit/sheet_tokens.h"

enum {
	DIFF_TOKENS = 20000,   /* of one text; longer ones are not compared word by word */
	DIFF_EDITS = 1200,     /* memory is its square, times four */
	DIFF_SURE = 32,        /* tokens that are no accident */
	DIFF_WORDS = 8,        /* or so many, if there are */
	DIFF_BLANKS = 3        /* so many blanks among them: an address that is there twice has none */
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
	side->count = token_split(side->tokens, side->room, &text, end);
	while (text < end && side->count < DIFF_TOKENS) {
		side->room = side->room * 2 < DIFF_TOKENS ? side->room * 2 : DIFF_TOKENS;
		side->tokens = mem_resize(side->tokens, mem_product(side->room, sizeof *side->tokens));
		side->count += token_split(side->tokens + side->count, side->room - side->count, &text, end);
	}
	return text == end;
}

/* ---- the shortest way ---- */

static void mark(struct token *a, struct token *b)
{
	a->same = b->same = true;
}

static void mark_ends(struct pair *pair)
{
	const size_t least = pair->a.count < pair->b.count ? pair->a.count : pair->b.count;

	struct token *a = pair->a.tokens, *b = pair->b.tokens;

	for (; pair->head < least && token_equal(a, b); pair->head++)
		mark(a++, b++);
	a = pair->a.tokens + pair->a.count;
	b = pair->b.tokens + pair->b.count;
	for (; pair->tail < least - pair->head && token_equal(a - 1, b - 1); pair->tail++)
		mark(--a, --b);
}

/* Rows of the search: for each number of edits d the furthest x on each
 * diagonal -d … d, one row after the other. */
struct search {
	struct token *a, *b;   /* where it begins */
	ptrdiff_t n, m;        /* tokens from there to the same end */
	int32_t *rows;
	ptrdiff_t x, k;        /* where a step ended: b is at x - k */
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

static bool is_sure(const struct token *passed, ptrdiff_t count)
{
	int blanks = 0;

	if (count < DIFF_WORDS || count >= DIFF_SURE)
		return count >= DIFF_SURE;
	while (count > 0 && blanks < DIFF_BLANKS)
		blanks += passed[--count].kind == TOKEN_BLANK;
	return blanks == DIFF_BLANKS;
}

/* One more edit; true when it leads to the end of both texts, or to something sure. */
static bool step(struct search *search, ptrdiff_t d)
{
	const struct token *a = search->a, *b = search->b;
	const ptrdiff_t n = search->n, m = search->m;
	int32_t *row = row_of(search, d);
	const int32_t *before = d > 0 ? row_of(search, d - 1) : NULL;

	for (ptrdiff_t k = -d; k <= d; k += 2) {
		const ptrdiff_t start = start_of(before, d, k);
		ptrdiff_t x = start;

		while (x < n && x - k < m && token_equal(&a[x], &b[x - k]))
			x++;
		row[k] = (int32_t)x;
		if (is_sure(a + start, x - start) || (k == n - m && x >= n)) {
			search->x = x;
			search->k = k;
			return true;
		}
	}
	return false;
}

/* Back from there, marking what was passed as the same. */
static void trace(struct search *search, ptrdiff_t d)
{
	ptrdiff_t x = search->x, k = search->k;

	for (; d >= 0; d--) {
		const int32_t *before = d > 0 ? row_of(search, d - 1) : NULL;
		const ptrdiff_t start = start_of(before, d, k);

		for (; x > start; x--)
			mark(&search->a[x - 1], &search->b[x - 1 - k]);
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

/* To the end or something sure, in at most `most` edits; returns how many it took. */
static ptrdiff_t find_way(struct search *search, ptrdiff_t *room, ptrdiff_t most)
{
	ptrdiff_t d = 0;

	for (; d <= most; d++) {
		if (d >= *room) {
			*room = *room == 0 ? 16 : *room * 2 <= DIFF_EDITS ? *room * 2 : DIFF_EDITS + 1;
			search->rows = mem_resize(search->rows, mem_product((size_t)(*room * *room), sizeof *search->rows));
		}
		if (step(search, d)) {
			trace(search, d);
			break;
		}
	}
	return d;
}

static void compare(struct pair *pair)
{
	struct search search = {0};
	ptrdiff_t room = 0, left = DIFF_EDITS;

	mark_ends(pair);
	search.a = pair->a.tokens + pair->head;
	search.b = pair->b.tokens + pair->head;
	search.n = (ptrdiff_t)(pair->a.count - pair->head - pair->tail);
	search.m = (ptrdiff_t)(pair->b.count - pair->head - pair->tail);
	while (search.n > 0 && search.m > 0) {
		left -= find_way(&search, &room, left);
		if (left < 0)
			break;
		search.a += search.x;
		search.b += search.x - search.k;
		search.n -= search.x;
		search.m -= search.x - search.k;
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

static void put_side(struct page *page, const struct side *side, const char tags[2][8])
{
	for (size_t i = 0; i < side->count;) {
		const struct token *first = &side->tokens[i];
		size_t length = 0;

		for (; i < side->count && side->tokens[i].same == first->same; i++)
			length += side->tokens[i].length;
		if (!first->same)
			buf_add(page->to, tags[0], 5);
		html_value(page->to, first->text, length);
		if (!first->same)
			buf_add(page->to, tags[1], 6);
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
	static const char tags[2][2][8] = {{"<del>", "</del>"}, {"<ins>", "</ins>"}};
	const char *text = second ? diff->b : diff->a;

	if (diff->pair == NULL)
		html_value(page->to, text, strlen(text));
	else
		put_side(page, second ? &diff->pair->b : &diff->pair->a, tags[second]);
}

void sheet_diff_end(struct sheet_diff *diff)
{
	if (diff->pair == NULL)
		return;
	mem_free(diff->pair->a.tokens);
	mem_free(diff->pair->b.tokens);
	mem_free(diff->pair);
}
