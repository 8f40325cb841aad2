/* The element names of HTML, old and new, and what each does to plain text. */
#ifndef PINPORT_SHAPE_TAGS_H
#define PINPORT_SHAPE_TAGS_H

enum tag_what {
	TAG_UNKNOWN,      /* not a name of HTML: its text stays, it is told */
	TAG_INLINE,       /* only its text counts */
	TAG_BLOCK,        /* a line of its own */
	TAG_PARAGRAPH,    /* empty lines around it */
	TAG_P, TAG_SPAN,  /* like the two above; Word's lists hide in their style */
	TAG_BREAK,
	TAG_LIST, TAG_ITEM, TAG_DEFINITIONS, TAG_TERM, TAG_DEFINITION, TAG_QUOTE, TAG_PRE,
	TAG_TABLE, TAG_ROW, TAG_CELL,
	TAG_RAISED, TAG_LOWERED,   /* sup, sub */
	TAG_LINK, TAG_PICTURE, TAG_QUOTED, TAG_OBJECT, TAG_FRAME, TAG_FIELD, TAG_DRAWING,
	TAG_SCRIPT, TAG_STYLE, TAG_TITLE, TAG_XML,
	TAG_WHATS
};

/* Of a name in lower case. Names with ':' or '-' (Word, custom elements) are TAG_INLINE. */
enum tag_what tag_what(const char *name);

#endif
