/* The words of the sheet in its languages: sheet/words.yaml. */
#ifndef PINPORT_EMIT_SHEET_WORDS_H
#define PINPORT_EMIT_SHEET_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"

enum { SHEET_LANGUAGES = 2 };   /* English, Korean */

struct sheet_word {
	const char *key;
	size_t key_length;
	const char *text[SHEET_LANGUAGES];      /* in words.yaml, not ended by NUL */
	size_t length[SHEET_LANGUAGES];         /* 0: not in this language */
	const char *whole;                      /* as words_put() writes it without arguments */
	size_t whole_length;
	size_t head;                            /* of the English: what stands before the first {0} */
};

struct sheet_words {
	size_t first;                           /* the language of the page as it comes */
	struct map map;
	struct arena arena;
	struct sheet_word *list;
	size_t count;
	const struct sheet_word **phrases;      /* those for words_phrase() */
	size_t phrase_count;
};

/* first: the language that the page's root names, 0 English, 1 Korean. */
void words_open(struct sheet_words *words, size_t first);
void words_close(struct sheet_words *words);
const struct sheet_word *words_find(const struct sheet_words *words, const char *key, size_t length);

/* What is said in one language, in an element that the style shows or hides: <i>
 * is English, <u> Korean. They are the shortest ones that mean nothing to a
 * screen reader, and there are some hundred on a sheet. */
void words_begin(struct buf *to, const struct sheet_words *words, size_t language);
void words_end(struct buf *to, size_t language);

/* In every language. {0}, {1}, … are replaced by args, escaped and (but for plain
 * numbers) isolated, {0:one|more} by one of its words (base/template.h); args NULL: they stay. */
void words_put_whole(struct buf *to, const struct sheet_word *word);   /* without arguments */
void words_put(struct buf *to, const struct sheet_words *words, const struct sheet_word *word,
    const char *const *args);
void words_put_bare(struct buf *to, const struct sheet_word *word, size_t language, const char *const *args);

/* English made elsewhere (data, checks), in every language when a row whose key
 * starts with "phrase-" fits: {0}, {1} stand for any text. What "; " parts is
 * looked up piece by piece; unless all of it is found it stays English. */
void words_phrase(struct buf *to, const struct sheet_words *words, const char *text);

/* A diagnostic in every language but English (that one is in its catalogue):
 * values that are phrases, or lists of them, are said in that language, too. */
void words_message(struct buf *to, const struct sheet_words *words, const struct sheet_word *word,
    const char *const *args);

#endif
