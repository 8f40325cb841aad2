/* What html.c, render*.c share: the text being written and what is open in it.
 * Inside shape/ only; html.h says what the result looks like.
 *
 * Nothing is written before the text it belongs to: line ends, blanks, the
 * mark of an item and the separators of cells are due until a visible
 * character comes, and vanish when none does. */
#ifndef PINPORT_SHAPE_RENDER_H
#define PINPORT_SHAPE_RENDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "shape/markup.h"
#include "shape/tags.h"

enum { RENDER_OPEN = 64, RENDER_TABLES = 8, RENDER_INDENT = 16 };   /* the most of each */

enum render_lost { LOST_PICTURE, LOST_SCRIPT, LOST_OBJECT, LOST_FIELD, LOST_TARGET, LOST_TITLE,
	LOST_TAG, LOST_POSITION, LOST_UNCLOSED, LOST_KINDS };

struct render_open {
	enum tag_what what;    /* LIST, DEFINITIONS, QUOTE, TABLE */
	bool fresh;            /* an item or a cell is open that has no text yet */
	bool inside;           /* an item, a definition, a row is open */
	char type;             /* of a list: '1', 'a', 'A', 'i', 'I'; 0: bullets */
	int32_t number;        /* of the item */
	size_t cells, filled;  /* of the row: begun, with text */
	size_t told;           /* of the row: cells whose separators are written */
	size_t row;            /* where the row's text starts; SIZE_MAX: it has none */
	bool columns;          /* some row had more than one cell */
};

struct render {
	struct markup markup;
	struct markup_token token;
	struct buf *to;
	struct buf value;      /* of an attribute: scratch */
	unsigned flags;        /* enum change_flag */
	size_t lost[LOST_KINDS];
	struct render_open open[RENDER_OPEN];
	size_t depth, too_deep;
	size_t tables, lists, fresh;  /* of the open ones: tables, lists; with `fresh` */
	size_t pre, foreign;   /* depth in pre; in svg, math */
	enum tag_what level;   /* TAG_RAISED, TAG_LOWERED: in a sup, a sub; else TAG_INLINE or 0 */
	unsigned breaks;       /* line ends due before the next text: 0, 1, 2 */
	size_t blanks;         /* due before the next text */
	bool folded_line;      /* the blank due was a line end in the source */
	bool stray_item;       /* a li outside of lists */
	bool link;             /* a link with a target is open */
	struct buf target;
	size_t link_from;      /* where its text starts; SIZE_MAX: none yet */
	unsigned word_level;   /* of a Word list paragraph; 0: the last paragraph was none */
	size_t word_spans;     /* spans open in the mark of a Word list item, its own counted */
	size_t word_from;      /* where the mark starts */
};

/* --- render.c: lines and characters --- */

void render_line(struct render *r, unsigned ends);   /* at least so many line ends before the next text */
void render_paragraph(struct render *r);             /* an empty line; in lists a line end */
void render_start(struct render *r);                 /* writes what is due before a first character */
bool render_at_start(const struct render *r);        /* of the text, a line, an item or a cell */
void render_space(struct render *r, uint32_t code);  /* a white space character of the source */
void render_blanks(struct render *r, const char *next, size_t size); /* writes the blanks that are due before `next` */
void render_run(struct render *r, const char *text, size_t size);    /* visible at both ends, no references */
void render_code(struct render *r, uint32_t code);   /* one visible character */
void render_text(struct render *r, const char *text, size_t size);   /* as in the source */
void render_token(struct render *r);                 /* the same of the token at hand, which is text */

/* --- render_block.c: lists, quotes, tables --- */

struct render_open *render_push(struct render *r, enum tag_what what);  /* NULL: too deep */
void render_pop(struct render *r, enum tag_what what);
void render_pop_one(struct render *r);
void render_put_item(struct render *r, size_t i);    /* writes the mark of item i of the open things */
void render_put_cell(struct render *r, size_t i);    /* writes the separators before a cell */
size_t render_indent(const struct render *r, size_t depth); /* blanks before a line in the first `depth` open things */
void render_flush(struct render *r, size_t indent);  /* writes the line ends that are due (render.c) */
void render_open_list(struct render *r);
void render_open_item(struct render *r);
void render_close_item(struct render *r);
void render_definition(struct render *r, bool inside);
void render_open_row(struct render *r);
void render_close_row(struct render *r);
void render_open_cell(struct render *r);
void render_close_cell(struct render *r);

/* --- render_link.c --- */

bool render_has_prefix(const char *text, const char *prefix);  /* ASCII case ignored; prefix in lower case */
void render_open_link(struct render *r);
void render_close_link(struct render *r);   /* writes the target when it says more than the text */
void render_end_link(struct render *r);     /* closes one that has text: nobody else did */

#endif
