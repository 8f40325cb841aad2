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
 * through slots, page_text() and page_value() only: always escaped, always a
 * text node or a quoted attribute. */
#ifndef PINPORT_EMIT_SHEET_PAGE_H
#define PINPORT_EMIT_SHEET_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "emit/sheet_kit.h"

struct slot {
	const char *name;
	const char *text;          /* NULL: absent */
};
#define SLOTS(...) ((const struct slot[]){__VA_ARGS__, {NULL, NULL}})
#define NO_SLOTS ((const struct slot[]){{NULL, NULL}})

struct page {
	struct buf *to;
	const struct sheet_kit *kit;
	size_t language;           /* the one it shows first: 0 English, 1 Korean */
};

/* A piece on its way out. */
struct piece {
	struct page *page;
	const struct kit_step *at, *end;
	const struct slot *slots;
};

void page_open(struct page *page, struct buf *to, const struct sheet_kit *kit);

/* Slots are borrowed until the piece is done. */
struct piece piece_begin(struct page *page, const char *name, const struct slot *slots);
void piece_upto(struct piece *piece, const char *hole);   /* writes up to the hole */
void piece_end(struct piece *piece);                      /* the rest; holes in it stay empty */
void page_put(struct page *page, const char *name, const struct slot *slots);   /* a piece without holes */
/* A piece whose hole takes one word. */
void page_put_word(struct page *page, const char *name, const char *hole, const char *key);

/* A word in every language, with {0}, {1}, … from args (NULL: none). */
void page_word(struct page *page, const char *key, const char *const *args);
void page_message(struct page *page, const char *key, const char *const *args);   /* see words_message() */
bool page_has_word(const struct page *page, const char *key);
void page_phrase(struct page *page, const char *text);    /* see words_phrase() */

/* Text with the five characters of HTML escaped, and CR, which a parser would change. */
void html_text(struct buf *to, const char *text, size_t size);

/* The same, and characters that cannot be seen but turn or join text are
 * wrapped in elements that CSS shows a name for; textContent stays the text. */
void html_value(struct buf *to, const char *text, size_t size);

enum { SHEET_NUMBER = 24 };
const char *sheet_number(char room[SHEET_NUMBER], size_t number);

#endif
