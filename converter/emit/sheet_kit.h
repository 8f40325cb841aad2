/* What is the same for all sheets of a run, made once: sheet/sheet.html as steps
 * (see sheet_page.h for its marks), the words, the hashes of script and style. */
#ifndef PINPORT_EMIT_SHEET_KIT_H
#define PINPORT_EMIT_SHEET_KIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "emit/sheet_words.h"

enum { KIT_ARGS = 8, SHEET_CSP_HASH = 52 };

enum kit_kind { KIT_TEXT, KIT_SLOT, KIT_WORD, KIT_BARE, KIT_IF, KIT_HOLE };

struct kit_step {
	enum kit_kind kind;
	const char *text;              /* what stands there; of a slot, condition or hole its name */
	const char *seen;              /* where that name stood when it was asked for last */
	size_t length;                 /* of the text; of a condition how many steps it is about */
	const struct sheet_word *word;
	const char **args;             /* names of the word's slots, ends with NULL */
};

struct kit_piece {
	struct kit_step *steps;
	size_t count;
};

struct kit_memory;

struct sheet_kit {
	struct sheet_words words;
	struct map pieces;             /* name -> struct kit_piece */
	struct arena arena;
	size_t language;               /* the one a page shows first: 0 English, 1 Korean */
	struct kit_memory *memory;     /* for kit_recall() */
};

/* lang: "en", "ko", or NULL for English. */
struct sheet_kit *sheet_kit_open(const char *lang);
void sheet_kit_close(struct sheet_kit *kit);   /* NULL is fine */

/* Adds what all sheets of the kit start with, their style and script: emit_sheet() gives what follows. */
void sheet_start(struct buf *to, const struct sheet_kit *kit);

/* NULL: there is none. The name is a constant: it is known again by its address. */
const struct kit_piece *kit_piece(const struct sheet_kit *kit, const char *name);

/* Room for what is worked out at the first sheet and the same on all others: `size`
 * bytes, zeroed at first (*known is then false), by a key of `length` bytes. For
 * what comes from tables and editions alone: it is kept as long as the kit. */
void *kit_recall(const struct sheet_kit *kit, const void *key, size_t length, size_t size, bool *known);
const char *kit_copy(const struct sheet_kit *kit, const char *text, size_t length);   /* kept as long */

/* "sha256-…" of bytes as a CSP takes it. */
void sheet_csp_hash(char room[SHEET_CSP_HASH], const void *data, size_t size);

#endif
