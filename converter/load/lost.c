/* Finds the signs that an earlier conversion left: see lost.h. SPDX-License-Identifier: MIT */
#include "load/lost.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define SIGN "\xEF\xBF\xBD"

enum { SIGN_BYTES = 3, AROUND = 24 /* bytes that are shown of a word, to each side */ };

/* The lead byte is rare in texts of any language, and looked for first. */
static const char *next_sign(const char *at, const char *end)
{
	while (end - at >= SIGN_BYTES && (at = memchr(at, SIGN[0], (size_t)(end - at))) != NULL) {
		if (end - at >= SIGN_BYTES && memcmp(at, SIGN, SIGN_BYTES) == 0)
			return at;
		at++;
	}
	return NULL;
}

static bool is_middle(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The word with the sign in it, as far as it is near. */
static void add_word(struct buf *to, const struct value *value, const char *sign)
{
	const char *from = sign, *upto = sign + SIGN_BYTES, *end = value->text + value->length;

	while (from > value->text && sign - from < AROUND && !ascii_space(from[-1]))
		from--;
	while (upto < end && upto - sign < AROUND && !ascii_space(*upto))
		upto++;
	while (from < sign && is_middle(*from))
		from++;
	while (upto < end && is_middle(*upto))
		upto++;
	buf_add(to, from, (size_t)(upto - from));
}

static void tell(const struct value *value, const char *first, struct diag *diag)
{
	const char *end = value->text + value->length;
	struct buf path = {0}, word = {0};
	char number[24];
	size_t count = 0;

	for (const char *sign = first; sign != NULL; sign = next_sign(sign + SIGN_BYTES, end))
		count++;
	snprintf(number, sizeof number, "%zu", count);
	value_path(&path, value);
	add_word(&word, value, first);
	diag_add(diag, DIAG_R213, &value->place, buf_text(&path), DIAG_VALUES(number, buf_text(&word)));
	buf_free(&path);
	buf_free(&word);
}

void lost_check(const struct account *account, struct diag *diag)
{
	for (const struct value *value = account->leaves; value != NULL; value = value->next) {
		const char *first = next_sign(value->text, value->text + value->length);

		if (first != NULL)
			tell(value, first, diag);
	}
}
