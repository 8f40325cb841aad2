/* A page made of the pieces of sheet/sheet.html: a template language of five
 * marks, so that what a page looks like stands in HTML and not in C.
 *
 *   <!-- piece NAME -->       starts a piece; it ends where the next one starts
 *   {{slot}}                  a value, escaped; nothing when it is absent
 *   {{?slot}} … {{/slot}}     only when the slot is there (these do not nest in themselves)
 *   {{=word slot …}}          words of sheet/words.yaml, in each language; {0}, {1} in them are the slots
 *   {{~word slot …}}          the same as bare text in the page's first language (title, attributes)
 *   {{>hole}}                 C goes on here: piece_upto() stops at it
 *
 * Tabs at the start of a line are dropped. What comes from the export goes
 * through slots and page_text() only: always escaped, always a text node or a
 * quoted attribute. */
#ifndef PINPORT_EMIT_SHEET_PAGE_H
#define PINPORT_EMIT_SHEET_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/map.h"

enum { SHEET_LANGUAGES = 2, SHEET_NUMBER = 24 };

struct slot {
	const char *name;
	const char *text;          /* NULL: absent */
};
#define SLOTS(...) ((const struct slot[]){__VA_ARGS__, {NULL, NULL}})
#define NO_SLOTS ((const struct slot[]){{NULL, NULL}})

struct sheet_word {
	const char *key;
	size_t key_length;
	const char *text[SHEET_LANGUAGES];      /* in words.yaml, not ended by NUL */
	size_t length[SHEET_LANGUAGES];
};

struct sheet_piece_place {
	const char *name;
	const char *start, *end;
	size_t name_length;
};

struct page {
	struct buf *to;
	struct map words, pieces;
	size_t word_count;
	struct sheet_word *word_list;
	struct sheet_piece_place *piece_list;
	size_t language;           /* the page's first one: 0 English, 1 Korean */
};

/* A piece on its way out. */
struct piece {
	struct page *page;
	const char *at, *end;
	const struct slot *slots;
};

/* lang: "en", "ko", or NULL for English. */
void page_open(struct page *page, struct buf *to, const char *lang);
void page_close(struct page *page);

/* Slots are borrowed until the piece is done. */
struct piece piece_begin(struct page *page, const char *name, const struct slot *slots);
void piece_upto(struct piece *piece, const char *hole);   /* writes up to the hole */
void piece_end(struct piece *piece);                      /* the rest; holes in it stay empty */
void page_put(struct page *page, const char *name, const struct slot *slots);   /* a piece without holes */

/* A word in every language, with {0}, {1}, … from args (NULL-ended; NULL: none). */
void page_word(struct page *page, const char *key, const char *const *args);
bool page_has_word(const struct page *page, const char *key);

/* English words from elsewhere (data, checks), in every language when words.yaml
 * has a row whose English fits: {0}, {1} stand for any text. What "; " parts is
 * looked up piece by piece; unless all of it is found it stays English. */
void page_phrase(struct page *page, const char *text);

/* Text with the five characters of HTML escaped, and CR, which a parser would change. */
void page_text(struct page *page, const char *text, size_t size);

/* The same, and characters that cannot be seen but turn or join text are
 * wrapped in elements that CSS shows a name for; textContent stays the text. */
void page_value(struct page *page, const char *text, size_t size);

const char *sheet_number(char room[SHEET_NUMBER], size_t number);

/* "sha256-…" of bytes as a CSP takes it, into room[52]. */
enum { SHEET_CSP_HASH = 52 };
void sheet_csp_hash(char room[SHEET_CSP_HASH], const void *data, size_t size);

#endif
