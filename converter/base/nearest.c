/* See nearest.h. SPDX-License-Identifier: MIT */
#include "base/nearest.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { WORD_MOST = 64 };

/* Edits (insert, remove, replace, swap of neighbours) from a to b; both short. */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MOST + 1];
	const size_t la = strlen(a), lb = strlen(b);

	if (la > WORD_MOST || lb > WORD_MOST)
		return WORD_MOST;
	for (size_t j = 0; j <= lb; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= la; i++) {
		size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			size_t cost = ascii_lower(a[i - 1]) == ascii_lower(b[j - 1]) ? 0 : 1;
			size_t best = before[j - 1] + cost;

			if (before[j] + 1 < best)
				best = before[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    earlier[j - 2] + 1 < best)
				best = earlier[j - 2] + 1;
			now[j] = best;
		}
	}
	return rows[la % 3][lb];
}

size_t nearest_of(const char *word, const char *const *names, size_t count)
{
	size_t best = strlen(word) / 3 + 2, nearest = count;

	for (size_t i = 0; i < count; i++) {
		size_t edits = distance(word, names[i]);

		if (edits < best) {
			best = edits;
			nearest = i;
		}
	}
	return nearest;
}

void nearest_hint(struct buf *to, const char *word, const char *const *names)
{
	size_t count = 0, nearest;

	while (names[count] != NULL)
		count++;
	nearest = nearest_of(word, names, count);
	if (nearest < count)
		buf_printf(to, " (did you mean \"%s\"?)", names[nearest]);
}
