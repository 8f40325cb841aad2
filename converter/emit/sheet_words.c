/* The words of the sheet: see sheet_words.h. SPDX-License-Identifier: MIT */
#include "emit/sheet_words.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "emit/sheet_page.h"

static const char *const openings[SHEET_LANGUAGES] = {
	"<span class=\"en\" lang=\"en\">", "<span class=\"ko\" lang=\"ko\">",
};

/* ---- words.yaml: one line for each word: `key: {en: "…", ko: "…"}`. Only that
 * much of YAML is read here, for every sheet anew; the tests read it as YAML. ---- */

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

void words_open(struct sheet_words *words)
{
	const struct embedded *file = embedded_find("sheet/words.yaml");
	const char *line = (const char *)file->data, *next;

	*words = (struct sheet_words){.list = mem_alloc(mem_product(count_lines(line), sizeof *words->list))};
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
		map_add(&words->map, word->key, word->key_length, word);
		words->count++;
	}
}

void words_close(struct sheet_words *words)
{
	map_free(&words->map);
	mem_free(words->list);
}

const struct sheet_word *words_find(const struct sheet_words *words, const char *key, size_t length)
{
	return map_find(&words->map, key, length);
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

/* One language's words with the arguments put in; `bare`: without elements. */
static void put_words(struct buf *to, const struct sheet_word *word, size_t language,
    const char *const *args, bool bare)
{
	const char *text = word->text[language], *end = text + word->length[language];

	for (const char *at = text; at + 2 < end; at++) {
		const char *arg = NULL;

		if (*at == '{' && ascii_digit(at[1]) && at[2] == '}')
			arg = arg_at(args, (size_t)(at[1] - '0'));
		if (arg == NULL)
			continue;
		html_text(to, text, (size_t)(at - text));
		buf_adds(to, bare ? "" : "<bdi>");
		html_text(to, arg, strlen(arg));
		buf_adds(to, bare ? "" : "</bdi>");
		text = at + 3;
		at += 2;
	}
	html_text(to, text, (size_t)(end - text));
}

void words_put_bare(struct buf *to, const struct sheet_word *word, size_t language, const char *const *args)
{
	put_words(to, word, language, args, true);
}

void words_put(struct buf *to, const struct sheet_word *word, const char *const *args)
{
	for (size_t i = 0; i < SHEET_LANGUAGES; i++) {
		if (word->length[i] == 0)
			continue;
		buf_adds(to, openings[i]);
		put_words(to, word, i, args, false);
		buf_adds(to, "</span>");
	}
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

/* The literal text from `at` on: up to the next {n} or the end. */
static size_t literal_length(const char *at, const char *end)
{
	const char *mark = memchr(at, '{', (size_t)(end - at));

	return (size_t)((mark != NULL ? mark : end) - at);
}

/* Whether the text is the word's English with something for each {n}, in order. */
static bool phrase_fits(struct phrase *phrase, const struct sheet_word *word, const char *text, const char *end)
{
	const char *at = word->text[0], *stop = at + word->length[0];
	size_t length = literal_length(at, stop);

	phrase->word = word;
	phrase->count = 0;
	if ((size_t)(end - text) < length || memcmp(at, text, length) != 0)
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
	for (size_t i = 0; i < words->count; i++) {
		if (strncmp(words->list[i].key, "phrase-", 7) == 0 &&
		    phrase_fits(phrase, &words->list[i], text, end))
			return true;
		phrase_free(phrase);
	}
	return false;
}

static void put_phrases(struct buf *to, const struct phrase *phrases, size_t count, size_t language)
{
	buf_adds(to, openings[language]);
	for (size_t i = 0; i < count; i++) {
		buf_adds(to, i > 0 ? "; " : "");
		put_words(to, phrases[i].word, language, phrases[i].args, false);
	}
	buf_adds(to, "</span>");
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
		for (size_t i = 0; i < SHEET_LANGUAGES; i++)
			put_phrases(to, phrases, count, i);
	} else {
		buf_adds(to, "<span lang=\"en\">");
		html_text(to, text, strlen(text));
		buf_adds(to, "</span>");
	}
	while (count > 0)
		phrase_free(&phrases[--count]);
}
