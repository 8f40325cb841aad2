/* The words of the sheet: see sheet_words.h. SPDX-License-Identifier: MIT */
#include "emit/sheet_words.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "base/template.h"
#include "emit/sheet_page.h"

/* The page's own language need not be named again: with the script the root says
 * which one is shown, and without it only the other one differs from the root. */
static const char *const openings[SHEET_LANGUAGES][2] = {{"<i>", "<i lang=en>"}, {"<u>", "<u lang=ko>"}};
static const char *const closings[SHEET_LANGUAGES] = {"</i>", "</u>"};

void words_begin(struct buf *to, const struct sheet_words *words, size_t language)
{
	buf_adds(to, openings[language][language != words->first]);
}

void words_end(struct buf *to, size_t language)
{
	buf_adds(to, closings[language]);
}

/* ---- words.yaml: one line for each word: `key: {en: "…", ko: "…"}`. Only that
 * much of YAML is read here, once for all sheets; the tests read it as YAML. ---- */

static size_t count_lines(const char *text)
{
	size_t count = 1;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

/* What stands between quotes after `mark`, before `end`; "" when it is not there. */
static const char *quoted(const char *line, const char *end, const char *mark, size_t *length)
{
	const char *at = memmem(line, (size_t)(end - line), mark, strlen(mark)), *close;

	*length = 0;
	if (at == NULL)
		return "";
	at += strlen(mark);
	close = memchr(at, '"', (size_t)(end - at));
	assert(close != NULL);
	*length = (size_t)(close - at);
	return at;
}

/* ---- words ---- */

/* NULL when there are fewer. */
static const char *arg_at(const char *const *args, size_t index)
{
	while (args != NULL && *args != NULL && index > 0) {
		args++;
		index--;
	}
	return args != NULL ? *args : NULL;
}

/* It turns nothing around, neither in English nor in Korean. */
static bool is_number(const char *text)
{
	return *text != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* One language's words with the arguments put in; `bare`: without elements. */
static void put_words(struct buf *to, const struct sheet_word *word, size_t language,
    const char *const *args, bool bare)
{
	const char *text = word->text[language], *end = text + word->length[language], *from = text;
	struct template_place place;

	for (; template_next(from, end, &place); from = place.start + place.length) {
		const char *arg = arg_at(args, place.index);
		const bool more = arg != NULL && strcmp(arg, "1") != 0;
		bool isolated;

		if (arg == NULL)
			continue;   /* it stays */
		html_text(to, text, (size_t)(place.start - text));
		text = place.start + place.length;
		if (place.words[more] != NULL) {
			html_text(to, place.words[more], place.lengths[more]);
			continue;
		}
		isolated = !bare && !is_number(arg);
		buf_adds(to, isolated ? "<bdi>" : "");
		html_text(to, arg, strlen(arg));
		buf_adds(to, isolated ? "</bdi>" : "");
	}
	html_text(to, text, (size_t)(end - text));
}

void words_put_bare(struct buf *to, const struct sheet_word *word, size_t language, const char *const *args)
{
	put_words(to, word, language, args, true);
}

static void put_languages(struct buf *to, const struct sheet_words *words, const struct sheet_word *word,
    const char *const *args)
{
	if (word->length[0] == word->length[1] && memcmp(word->text[0], word->text[1], word->length[0]) == 0) {
		put_words(to, word, 0, args, false);
		return;
	}
	for (size_t i = 0; i < SHEET_LANGUAGES; i++) {
		if (word->length[i] == 0)
			continue;
		words_begin(to, words, i);
		put_words(to, word, i, args, false);
		words_end(to, i);
	}
}

void words_put_whole(struct buf *to, const struct sheet_word *word)
{
	buf_add(to, word->whole, word->whole_length);
}

void words_put(struct buf *to, const struct sheet_words *words, const struct sheet_word *word,
    const char *const *args)
{
	if (args == NULL)
		words_put_whole(to, word);
	else
		put_languages(to, words, word, args);
}

/* ---- all of them ---- */

/* The literal text from `at` on: up to the next {n} or the end. */
static size_t literal_length(const char *at, const char *end)
{
	const char *mark = memchr(at, '{', (size_t)(end - at));

	return (size_t)((mark != NULL ? mark : end) - at);
}

static bool is_phrase(const struct sheet_word *word)
{
	return strncmp(word->key, "phrase-", 7) == 0;
}

/* Most words stand on a sheet as they are, many times: so their HTML is made once. */
static void make_whole(struct sheet_words *words, struct sheet_word *word)
{
	struct buf html = {0};

	put_languages(&html, words, word, NULL);
	word->whole = arena_copy(&words->arena, buf_text(&html), html.length);
	word->whole_length = html.length;
	buf_free(&html);
}

void words_open(struct sheet_words *words, size_t first)
{
	const struct embedded *file = embedded_find("sheet/words.yaml");
	const char *line = (const char *)file->data, *next;
	const size_t most = count_lines(line);

	*words = (struct sheet_words){.first = first};
	words->list = arena_alloc(&words->arena, mem_product(most, sizeof *words->list));
	words->phrases = arena_alloc(&words->arena, mem_product(most, sizeof *words->phrases));
	for (; *line != '\0'; line = next) {
		const char *end = strchr(line, '\n'), *colon;
		struct sheet_word *word = &words->list[words->count];

		end = end != NULL ? end : line + strlen(line);
		next = *end == '\n' ? end + 1 : end;
		colon = memchr(line, ':', (size_t)(end - line));
		if (colon == NULL || *line == '#')
			continue;
		word->key = line;
		word->key_length = (size_t)(colon - line);
		word->text[0] = quoted(colon, end, "en: \"", &word->length[0]);
		word->text[1] = quoted(colon, end, "ko: \"", &word->length[1]);
		make_whole(words, word);
		word->head = literal_length(word->text[0], word->text[0] + word->length[0]);
		map_add(&words->map, word->key, word->key_length, word);
		if (is_phrase(word))
			words->phrases[words->phrase_count++] = word;
		words->count++;
	}
}

void words_close(struct sheet_words *words)
{
	map_free(&words->map);
	arena_free(&words->arena);
}

const struct sheet_word *words_find(const struct sheet_words *words, const char *key, size_t length)
{
	return map_find(&words->map, key, length);
}

/* ---- phrases: English made elsewhere ---- */

enum { PHRASE_ARGS = 6, PHRASE_PARTS = 8 };

struct phrase {
	const struct sheet_word *word;
	const char *args[PHRASE_ARGS + 2];   /* copies, each freed */
	size_t count;
};

static const char *find(const char *text, const char *end, const char *what, size_t size)
{
	return memmem(text, (size_t)(end - text), what, size);
}

/* Whether the text is the word's English with something for each {n}, in order. */
static bool phrase_fits(struct phrase *phrase, const struct sheet_word *word, const char *text, const char *end)
{
	const char *at = word->text[0], *stop = at + word->length[0];
	size_t length = word->head;

	phrase->word = word;
	phrase->count = 0;
	if ((size_t)(end - text) < length || (length > 0 && *at != *text) || memcmp(at, text, length) != 0)
		return false;
	text += length;
	for (at += length; at < stop && phrase->count < PHRASE_ARGS; at += length) {
		const char *next;

		at += 3;
		length = literal_length(at, stop);
		next = at + length == stop ? end - length : find(text, end, at, length);
		if (next == NULL || next < text || memcmp(next, at, length) != 0)
			return false;
		phrase->args[phrase->count++] = mem_copy(text, (size_t)(next - text));
		text = next + length;
	}
	return text == end;
}

static void phrase_free(struct phrase *phrase)
{
	while (phrase->count > 0)
		mem_free((char *)(uintptr_t)phrase->args[--phrase->count]);
}

static bool find_phrase(const struct sheet_words *words, struct phrase *phrase, const char *text, const char *end)
{
	for (size_t i = 0; i < words->phrase_count; i++) {
		if (phrase_fits(phrase, words->phrases[i], text, end))
			return true;
		phrase_free(phrase);
	}
	return false;
}

static void put_phrases(struct buf *to, const struct phrase *phrases, size_t count, size_t language)
{
	for (size_t i = 0; i < count; i++) {
		buf_adds(to, i > 0 ? "; " : "");
		put_words(to, phrases[i].word, language, phrases[i].args, false);
	}
}

void words_phrase(struct buf *to, const struct sheet_words *words, const char *text)
{
	struct phrase phrases[PHRASE_PARTS] = {{0}};
	const char *at = text, *end = text;
	size_t count = 0;
	bool all = true;

	for (; all && count < PHRASE_PARTS; at = end + 2) {
		const char *parted = strstr(at, "; ");

		end = parted != NULL ? parted : at + strlen(at);
		all = find_phrase(words, &phrases[count++], at, end);
		if (parted == NULL)
			break;
	}
	if (all && *end == '\0') {
		for (size_t i = 0; i < SHEET_LANGUAGES; i++) {
			words_begin(to, words, i);
			put_phrases(to, phrases, count, i);
			words_end(to, i);
		}
	} else {
		buf_adds(to, "<span lang=en>");
		html_text(to, text, strlen(text));
		buf_adds(to, "</span>");
	}
	while (count > 0)
		phrase_free(&phrases[--count]);
}

/* ---- what a diagnostic says in another language than English ---- */

/* "{0} words" is about a number, and not about whatever ends in " words". */
static bool is_apt(const struct phrase *phrase)
{
	const char *first = phrase->count > 0 ? phrase->args[0] : "";

	return *phrase->word->text[0] != '{' || first[strspn(first, "0123456789.,")] == '\0';
}

/* A value of the program's own words, or a list of them. False: it is anything else. */
static bool put_value(struct buf *to, const struct sheet_words *words, const char *value, size_t language)
{
	struct phrase phrase = {0};
	struct buf said = {0};
	bool good = true;

	for (const char *at = value, *end; good && *at != '\0'; at = *end != '\0' ? end + 2 : end) {
		end = at + strlen(at);
		good = find_phrase(words, &phrase, at, end);
		if (!good && (end = strstr(at, ", ")) != NULL)
			good = find_phrase(words, &phrase, at, end);
		good = good && is_apt(&phrase);
		if (good) {
			buf_adds(&said, at > value ? ", " : "");
			put_words(&said, phrase.word, language, phrase.args, true);
		}
		phrase_free(&phrase);
		if (!good)
			break;
	}
	if (good)
		buf_add(to, buf_text(&said), said.length);
	buf_free(&said);
	return good;
}

/* What stands in quotation marks is the user's own. */
static bool is_quoted(const char *text, const char *at)
{
	return at - text >= 3 && memcmp(at - 3, "\xE2\x80\x9C", 3) == 0;
}

static void put_message(struct buf *to, const struct sheet_words *words, const struct sheet_word *word,
    size_t language, const char *const *args)
{
	const char *text = word->text[language], *end = text + word->length[language], *from = text;
	struct template_place place;

	for (; template_next(from, end, &place); from = place.start + place.length) {
		const char *arg = arg_at(args, place.index);

		html_text(to, from, (size_t)(place.start - from));
		if (arg == NULL)
			continue;
		buf_adds(to, "<bdi>");
		if (is_quoted(text, place.start) || !put_value(to, words, arg, language))
			html_text(to, arg, strlen(arg));
		buf_adds(to, "</bdi>");
	}
	html_text(to, from, (size_t)(end - from));
}

void words_message(struct buf *to, const struct sheet_words *words, const struct sheet_word *word,
    const char *const *args)
{
	for (size_t i = 1; i < SHEET_LANGUAGES; i++) {
		words_begin(to, words, i);
		put_message(to, words, word, i, args);
		words_end(to, i);
	}
}
