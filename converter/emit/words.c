/* Compares texts word by word: see words.h. SPDX-License-Identifier: MIT */
#include "emit/words.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	CELLS_MOST = 16 << 20,   /* of the table; beyond that the middle is shown as replaced */
	SHOWN_AROUND = 40,       /* bytes of what is the same, on each side of a change */
	WIDE_FROM = 0x2E80       /* from here on scripts have no spaces: each character is a word */
};

struct words {
	const char *text;
	size_t *starts;          /* of each word, and the end behind the last */
	size_t count;
};

/* A word with the blanks behind it, or one character of a script without them. */
static size_t word_length(const char *text, size_t size)
{
	size_t i, used;

	if (utf8_next(text, size, &i) >= WIDE_FROM)
		return i;
	while (i < size && !ascii_space(text[i]) && !ascii_space(text[i - 1])) {
		if (utf8_next(text + i, size - i, &used) >= WIDE_FROM)
			return i;
		i += used;
	}
	while (i < size && ascii_space(text[i]))
		i++;
	return i;
}

static void split(struct words *words, const char *text)
{
	const size_t size = strlen(text);

	words->text = text;
	words->starts = mem_alloc(mem_product(size + 1, sizeof *words->starts));
	for (size_t i = 0; i < size; i += word_length(text + i, size - i))
		words->starts[words->count++] = i;
	words->starts[words->count] = size;
}

static size_t length_of(const struct words *words, size_t i)
{
	return words->starts[i + 1] - words->starts[i];
}

static bool same(const struct words *a, size_t i, const struct words *b, size_t j)
{
	return length_of(a, i) == length_of(b, j) &&
	       memcmp(a->text + a->starts[i], b->text + b->starts[j], length_of(a, i)) == 0;
}

static void put(struct buf *to, const char *text, size_t length, bool is_new, bool colour)
{
	/* Blanks alone have no colour but that behind them. */
	const bool blank = strspn(text, " ") >= length;

	if (length == 0)
		return;
	if (colour)
		buf_printf(to, "\x1b[%s%dm", blank ? "4" : "3", is_new ? 2 : 1);
	else
		buf_adds(to, is_new ? "{+" : "[-");
	utf8_show(to, text, length, 0);
	buf_adds(to, colour ? "\x1b[0m" : is_new ? "+}" : "-]");
}

void emit_whole(struct buf *to, const char *text, bool is_new, bool colour)
{
	put(to, text, strlen(text), is_new, colour);
}

/* What both have: its ends, where it stands beside a change, and no more. */
static void put_same(struct buf *to, const char *text, size_t length, bool first, bool last)
{
	size_t head = first ? 0 : SHOWN_AROUND, tail = last ? 0 : SHOWN_AROUND;

	if (length <= head + tail + SHOWN_AROUND / 2) {
		utf8_show(to, text, length, 0);
		return;
	}
	while (head > 0 && ((unsigned char)text[head] & 0xC0) == 0x80)
		head--;
	while (tail > 0 && ((unsigned char)text[length - tail] & 0xC0) == 0x80)
		tail--;
	utf8_show(to, text, head, 0);
	buf_adds(to, "…");
	utf8_show(to, text + length - tail, tail, 0);
}

/* The middle of two texts, where they differ at both ends. */
struct middle {
	const struct words *a, *b;
	size_t start, a_end, b_end;
	uint16_t *table;         /* how many words are the same from (i, j) on */
	bool colour;
};

static uint16_t *cell(const struct middle *m, size_t i, size_t j)
{
	return &m->table[(i - m->start) * (m->b_end - m->start + 1) + (j - m->start)];
}

/* The longest common run of words, from the end. */
static void fill(struct middle *m)
{
	for (size_t i = m->a_end; i-- > m->start;)
		for (size_t j = m->b_end; j-- > m->start;) {
			const uint16_t down = *cell(m, i + 1, j), right = *cell(m, i, j + 1);

			*cell(m, i, j) = same(m->a, i, m->b, j) ? (uint16_t)(*cell(m, i + 1, j + 1) + 1)
			                                        : down > right ? down : right;
		}
}

static void put_run(struct buf *to, const struct words *words, size_t from, size_t end, const struct middle *m)
{
	put(to, words->text + words->starts[from], words->starts[end] - words->starts[from], words == m->b,
	    m->colour);
}

static void walk(struct buf *to, const struct middle *m)
{
	size_t i = m->start, j = m->start, a = i, b = j;

	while (i < m->a_end && j < m->b_end) {
		size_t run = 0;

		if (!same(m->a, i, m->b, j)) {
			*(*cell(m, i + 1, j) >= *cell(m, i, j + 1) ? &i : &j) += 1;
			continue;
		}
		while (i + run < m->a_end && j + run < m->b_end && same(m->a, i + run, m->b, j + run))
			run++;
		put_run(to, m->a, a, i, m);
		put_run(to, m->b, b, j, m);
		put_same(to, m->a->text + m->a->starts[i], m->a->starts[i + run] - m->a->starts[i], false, false);
		a = i += run;
		b = j += run;
	}
	put_run(to, m->a, a, m->a_end, m);
	put_run(to, m->b, b, m->b_end, m);
}

static void put_middle(struct buf *to, struct middle *m)
{
	const size_t rows = m->a_end - m->start + 1, columns = m->b_end - m->start + 1;

	if (rows > UINT16_MAX || columns > UINT16_MAX || rows * columns > CELLS_MOST) {
		put_run(to, m->a, m->start, m->a_end, m);
		put_run(to, m->b, m->start, m->b_end, m);
		return;
	}
	m->table = mem_alloc(mem_product(mem_product(rows, columns), sizeof *m->table));
	fill(m);
	walk(to, m);
	mem_free(m->table);
}

void emit_words(struct buf *to, const char *before, const char *after, bool colour)
{
	struct words a = {0}, b = {0};
	struct middle m = {.a = &a, .b = &b, .colour = colour};

	split(&a, before);
	split(&b, after);
	m.a_end = a.count;
	m.b_end = b.count;
	while (m.start < m.a_end && m.start < m.b_end && same(&a, m.start, &b, m.start))
		m.start++;
	while (m.a_end > m.start && m.b_end > m.start && same(&a, m.a_end - 1, &b, m.b_end - 1)) {
		m.a_end--;
		m.b_end--;
	}
	put_same(to, before, a.starts[m.start], true, m.start == a.count);
	put_middle(to, &m);
	put_same(to, before + a.starts[m.a_end], a.starts[a.count] - a.starts[m.a_end], m.a_end == 0, true);
	mem_free(a.starts);
	mem_free(b.starts);
}
