/* Values of a published vocabulary: see match.h. SPDX-License-Identifier: MIT */
#include "shape/match.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"

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

/* Hangul, Han and Kana of every day: three bytes that begin with E3 to ED. */
static bool everyday_eastern(const unsigned char *text)
{
	uint32_t code;

	if (text[0] < 0xE3 || text[0] > 0xED)
		return false;
	code = (text[0] & 0x0Fu) << 12 | (text[1] & 0x3Fu) << 6 | (text[2] & 0x3Fu);
	return (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0x4E00 && code <= 0x9FFF) ||
	       (code >= 0x3041 && code <= 0x3096) || (code >= 0x30A1 && code <= 0x30FA);
}

/* How many bytes at the start fold for themselves, ASCII letters to their small ones:
 * one such character, unless what follows may join it: U+0300 to U+036F begin with CC
 * and CD, the last letters of a syllable of Hangul with E1, U+3099 with E3. */
static size_t folds_alone(const unsigned char *text)
{
	const size_t size = ascii_letter((char)text[0]) ? 1 : everyday_eastern(text) ? 3 : 0;
	const unsigned char next = text[size];

	return next == 0xCC || next == 0xCD || next == 0xE1 || next == 0xE3 ? 0 : size;
}

/* Most are told apart by their first letters, without folding the rest. */
static bool begins_otherwise(const char *text, const char *folded)
{
	const size_t size = folds_alone((const unsigned char *)text);

	return size == 1 ? ascii_lower(*text) != *folded : strncmp(text, folded, size) != 0;
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

/* ---- what was found before ---- */

/* Of one run: many more words than its accounts have in common. */
enum { WORDS_MOST = 4096, WORD_MOST = 128 };

struct remembered {
	const struct vocabulary_value *value;
	bool exact;
};

struct match_memory {
	struct map words[VOCABULARIES];   /* text -> struct remembered */
	size_t count;
	struct arena arena;
};

struct match_memory *match_open(void)
{
	return mem_alloc(sizeof(struct match_memory));
}

void match_close(struct match_memory *memory)
{
	if (memory == NULL)
		return;
	for (size_t i = 0; i < VOCABULARIES; i++)
		map_free(&memory->words[i]);
	arena_free(&memory->arena);
	mem_free(memory);
}

const struct vocabulary_value *match_again(struct match_memory *memory,
    const struct catalogue *catalogue, enum vocabulary_id id, const char *text, bool *exact)
{
	const size_t length = strlen(text);
	struct remembered *word = memory != NULL ? map_find(&memory->words[id], text, length) : NULL;
	const struct vocabulary_value *value;

	if (word != NULL) {
		*exact = word->exact;
		return word->value;
	}
	value = match_value(&catalogue->vocabularies[id], text, exact);
	if (memory != NULL && length <= WORD_MOST && memory->count < WORDS_MOST) {
		word = ARENA_NEW(&memory->arena, struct remembered);
		*word = (struct remembered){value, *exact};
		map_add(&memory->words[id], arena_copy(&memory->arena, text, length), length, word);
		memory->count++;
	}
	return value;
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
