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
 * Line ends are dropped, with the tabs behind them, but for the last one of a piece. What comes from the export goes
 * through slots, page_text() and page_value() only: always escaped, always a
 * text node or a quoted attribute. */
#ifndef PINPORT_EMIT_SHEET_PAGE_H
#define PINPORT_EMIT_SHEET_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
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
	struct map parts;          /* key -> struct page_part */
	struct arena arena;        /* of the keys and parts */
};

/* A piece on its way out. */
struct piece {
	struct page *page;
	struct kit_step *at, *end;
	const struct slot *slots;
};

void page_open(struct page *page, struct buf *to, const struct sheet_kit *kit);
void page_close(struct page *page);

/* What comes again on a page, as most of a profile does in the next country's, is
 * made once and then copied:
 *
 *   struct page_part *part = page_part(page, &key, sizeof key);
 *   if (page_again(page, part))
 *           return;
 *   …
 *   page_done(page, part);
 *
 * The key's bytes say all that it depends on; they are copied. */
struct page_part {
	size_t from, length;       /* where it stands; length 0: not made yet */
	bool lasting;
	const char *copy;          /* of a lasting one */
};
struct page_part *page_part(struct page *page, const void *key, size_t size);

/* The same for what is the same on all pages of a run, and not too much: see kit_recall(). */
struct page_part *page_lasting(struct page *page, const void *key, size_t size);

bool page_again(struct page *page, struct page_part *part);
void page_done(struct page *page, struct page_part *part);

/* What a page starts with, up to its style and its script (NULL: it has none). `mark`, NULL
 * or a comment, stands behind the document type. */
void page_start(struct page *page, const char *mark, const struct buf *script);

/* And what stands between that and its heading; key: see decision 17, NULL: nothing is kept. */
void page_head(struct page *page, const char *version, const char *name, const char *key);

/* Slots are borrowed until the piece is done. */
struct piece piece_begin(struct page *page, const char *name, const struct slot *slots);
void piece_upto(struct piece *piece, const char *hole);   /* writes up to the hole */
void piece_end(struct piece *piece);                      /* the rest; holes in it stay empty */
void piece_skip(struct piece *piece, const char *hole);   /* goes on at the hole, without what is before it */
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

/* One text behind the other, in the arena: SHEET_JOIN(arena, "a", b, "c"). */
const char *sheet_join(struct arena *arena, const char *const *texts);
#define SHEET_JOIN(arena, ...) sheet_join(arena, (const char *const[]){__VA_ARGS__, NULL})

#endif
