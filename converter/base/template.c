/* Sentences with places for values: see template.h. SPDX-License-Identifier: MIT */
#include "base/template.h"

#include <string.h>

#include "base/utf8.h"

/* What stands behind {0: up to the brace that closes it. */
static bool read_choice(struct template_place *place, const char *text, const char *end)
{
	const char *close = memchr(text, '}', (size_t)(end - text));
	const char *bar = close != NULL ? memchr(text, '|', (size_t)(close - text)) : NULL;

	if (bar == NULL)
		return false;
	place->words[0] = text;
	place->lengths[0] = (size_t)(bar - text);
	place->words[1] = bar + 1;
	place->lengths[1] = (size_t)(close - bar) - 1;
	place->length = (size_t)(close + 1 - place->start);
	return true;
}

bool template_next(const char *from, const char *end, struct template_place *place)
{
	for (const char *at = from; end - at > 2; at++) {
		at = memchr(at, '{', (size_t)(end - at) - 2);
		if (at == NULL)
			return false;
		if (!ascii_digit(at[1]))
			continue;
		*place = (struct template_place){.start = at, .length = 3, .index = (size_t)(at[1] - '0')};
		if (at[2] == '}' || (at[2] == ':' && read_choice(place, at + 3, end)))
			return true;
	}
	return false;
}

size_t template_values(const char *text)
{
	const char *end = text + strlen(text);
	struct template_place place;
	size_t needed = 0;

	for (; template_next(text, end, &place); text = place.start + place.length)
		if (place.index >= needed)
			needed = place.index + 1;
	return needed;
}

void template_show(struct buf *to, const char *text)
{
	const char *end = text + strlen(text);
	struct template_place place;

	for (; template_next(text, end, &place); text = place.start + place.length) {
		buf_add(to, text, (size_t)(place.start - text));
		if (place.words[1] != NULL)
			buf_add(to, place.words[1], place.lengths[1]);
		else
			buf_adds(to, "\xE2\x80\xA6");
	}
	buf_adds(to, text);
}
