/* HTML -> text that still has marks for the clean-up in text.c. What a browser
 * would show is kept, in its order:
 *
 *   p, h1…h6, lists, tables, blockquote, pre    an empty line around (none inside lists)
 *   div, tr, li, dt, dd, caption, option, …     a line of their own
 *   br                  a line end; two are an empty line
 *   ul / ol             "• " / "1. ", "a. ", "IV. " by type and start; nested: two blanks a level
 *   dl                  dd two blanks in; blockquote too
 *   table               a row is a line, its cells joined by " | "; empty cells keep their
 *                       place, but not at the end. A row of which one cell only has text
 *                       is that text; a row with a cell of several lines (layout) becomes
 *                       paragraphs, cell after cell
 *   a                   text (target), when they differ; targets that are scripts,
 *                       data or a place on the same page are gone and told
 *   img                 its alt text; the picture is told as lost
 *   q                   “…”
 *   sup, sub            ² and ₂ for digits and signs; ® and the like as they are; other
 *                       text stays, and that its position is lost is told
 *   Word                mso-list paragraphs become bullets; <o:p>, <xml>, conditional
 *                       comments are gone
 *   script, style, title   gone; scripts and titles are told
 *   iframe, object, video, input, …   told; text inside is kept
 *   everything else     its text; names that are not HTML's are told
 *
 * White space, &nbsp; too, folds to one blank; between two Han or Kana
 * characters a line end of the source is nothing. Styles (display: none) are
 * not looked at. Lists and quotes deeper than 64 levels are read as text. */
#ifndef PINPORT_SHAPE_HTML_H
#define PINPORT_SHAPE_HTML_H

#include <stddef.h>

struct buf;

/* Marks in html_render()'s text; source bytes of these values never get through. */
enum {
	HTML_MARK_NOTHING = 0x1C,    /* gone */
	HTML_MARK_PARAGRAPH = 0x1D,  /* an empty line */
	HTML_MARK_CELL = 0x1E,       /* " | " */
	HTML_MARK_OPEN = 0x1F        /* inside html.c only: a cell of a row that is not finished */
};

/* Appends the text to `to`, what was lost to `lost` ("1 picture, 2 scripts").
 * Returns flags of enum change_flag. */
unsigned html_render(struct buf *to, struct buf *lost, const char *data, size_t size);

#endif
