/* Values of a published vocabulary: see match.h. SPDX-License-Identifier: MIT */
#include "shape/match.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/edition.h"

/* No value of a vocabulary is nearly as long, and folding takes quadratic time
 * on long runs of marks. */
enum { TEXT_MOST = 1000 };

/* '#', '%', '@' tell values apart ("C#"), as symbols such as '+' do; other
 * punctuation and all white space does not. */
static bool is_folded_away(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	if (code == '#' || code == '%' || code == '@')
		return false;
	return (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) ||
	       category >= UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CN;
}

/* Signs that say nothing about the value; NFKC would make letters of some. */
static bool is_trademark(uint32_t code)
{
	return code == 0xA9 || code == 0xAE || code == 0x2122 || code == 0x2120;
}

static void fold_ascii(struct buf *to, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '&')
			buf_adds(to, "and");
		else if (!is_folded_away((unsigned char)text[i]))
			buf_addc(to, ascii_lower(text[i]));
	}
}

static bool is_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

static void without_trademarks(struct buf *to, const char *text, size_t size)
{
	for (size_t i = 0, used; i < size; i += used) {
		uint32_t code = utf8_next(text + i, size - i, &used);

		if (code != UTF8_INVALID && !is_trademark(code))
			buf_add(to, text + i, used);
	}
}

static void fold(struct buf *to, const char *text, size_t size)
{
	struct buf plain = {0};
	utf8proc_uint8_t *wide = NULL;
	utf8proc_ssize_t length;

	if (is_ascii(text, size)) {
		fold_ascii(to, text, size);
		return;
	}
	without_trademarks(&plain, text, size);
	length = utf8proc_map((const utf8proc_uint8_t *)buf_text(&plain), (utf8proc_ssize_t)plain.length,
	    &wide, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	if (length < 0)
		mem_exhausted();   /* it is valid UTF-8: nothing else can be wrong */
	for (size_t i = 0, used; i < (size_t)length; i += used) {
		uint32_t code = utf8_next((const char *)wide + i, (size_t)length - i, &used);

		if (code == '&')
			buf_adds(to, "and");
		else if (!is_folded_away(code))
			buf_add(to, wide + i, used);
	}
	free(wide);
	buf_free(&plain);
}

/* Compares without building the folded form: nearly all differ in the first letters. */
static bool ascii_folds_to(const char *text, const char *folded)
{
	static const char with[] = "and";

	for (; *text != '\0'; text++) {
		if (*text == '&') {
			if (strncmp(folded, with, sizeof with - 1) != 0)
				return false;
			folded += sizeof with - 1;
		} else if (!is_folded_away((unsigned char)*text)) {
			if (ascii_lower(*text) != *folded)
				return false;
			folded++;
		}
	}
	return *folded == '\0';
}

/* Hangul, Kana and Han of every day fold to themselves, ASCII letters to their
 * small ones, unless a mark follows. */
static uint32_t first_folded(const char *text)
{
	size_t size = strlen(text), used, more;
	uint32_t code = size == 0 ? UTF8_INVALID : utf8_next(text, size, &used), next;

	if (code == UTF8_INVALID || used == size)
		return UTF8_INVALID;
	next = utf8_next(text + used, size - used, &more);
	if ((next >= 0x300 && next < 0x370) || (next >= 0x3099 && next <= 0x309A))
		return UTF8_INVALID;
	if (code < 0x80 && ascii_letter((char)code))
		return (uint32_t)ascii_lower((char)code);
	return (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0x4E00 && code <= 0x9FFF) ||
	       (code >= 0x3041 && code <= 0x3096) || (code >= 0x30A1 && code <= 0x30FA) ? code : UTF8_INVALID;
}

/* Most are told apart by their first letters, without folding the rest. */
static bool begins_otherwise(const char *text, const char *folded)
{
	size_t used;
	uint32_t mine = first_folded(text);

	return mine != UTF8_INVALID && mine != utf8_next(folded, strlen(folded), &used);
}

static bool folds_to(const char *text, const char *folded)
{
	struct buf mine = {0};
	bool same;

	if (text == NULL || begins_otherwise(text, folded))
		return false;
	if (is_ascii(text, strlen(text)))
		return ascii_folds_to(text, folded);
	fold(&mine, text, strlen(text));
	same = strcmp(buf_text(&mine), folded) == 0;
	buf_free(&mine);
	return same;
}

static bool value_is(const struct vocabulary_value *value, const char *folded)
{
	return folds_to(value->value, folded);
}

static bool label_is(const struct vocabulary_value *value, const char *folded)
{
	return folds_to(value->label, folded);
}

static bool alias_is(const struct vocabulary_value *value, const char *folded)
{
	for (size_t i = 0; i < value->alias_count; i++)
		if (folds_to(value->aliases[i].text, folded))
			return true;
	return false;
}

static const struct vocabulary_value *only_one(const struct vocabulary *vocabulary, const char *folded,
    bool (*is)(const struct vocabulary_value *, const char *), bool *several)
{
	const struct vocabulary_value *found = NULL;

	for (size_t i = 0; i < vocabulary->value_count; i++) {
		if (!is(&vocabulary->values[i], folded))
			continue;
		*several = found != NULL;
		if (*several)
			return NULL;
		found = &vocabulary->values[i];
	}
	return found;
}

const struct vocabulary_value *match_value(const struct vocabulary *vocabulary,
    const char *text, bool *exact)
{
	static bool (*const tiers[])(const struct vocabulary_value *, const char *) = {
		value_is, label_is, alias_is,
	};
	const struct vocabulary_value *found = NULL;
	struct buf folded = {0};
	bool several = false;

	for (size_t i = 0; i < vocabulary->value_count && found == NULL; i++)
		if (strcmp(vocabulary->values[i].value, text) == 0)
			found = &vocabulary->values[i];
	if (exact != NULL)
		*exact = found != NULL;
	if (found == NULL && strlen(text) <= TEXT_MOST)
		fold(&folded, text, strlen(text));
	for (size_t i = 0; folded.length > 0 && found == NULL && !several && i < 3; i++)
		found = only_one(vocabulary, folded.data, tiers[i], &several);
	buf_free(&folded);
	return found;
}

void match_sizes(const struct vocabulary *sizes, uint32_t min, uint32_t max, bool chosen[])
{
	for (size_t i = 0; i < sizes->value_count; i++) {
		const struct vocabulary_value *value = &sizes->values[i];
		uint32_t last = value->max == 0 ? UINT32_MAX : value->max;

		chosen[i] = value->scale != NULL && strcmp(value->scale, "fine") == 0 &&
		            min <= max && min <= last && max >= value->min;
	}
}

bool match_same(const char *a, const char *b)
{
	struct buf left = {0}, right = {0};
	bool same;

	fold(&left, a, strlen(a));
	fold(&right, b, strlen(b));
	same = strcmp(buf_text(&left), buf_text(&right)) == 0;
	buf_free(&left);
	buf_free(&right);
	return same;
}
