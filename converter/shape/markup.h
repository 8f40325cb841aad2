/* HTML as a run of tokens: text, tags, nothing else. No tree, no repair, no
 * loss: what is not a tag by the rules below is text.
 *
 * libxml2's HTML parser is not used for this, only its entity table: 2.9.14 is
 * quadratic in stray end tags and in the attributes of one tag (4 MiB of
 * either takes minutes), gives up below 256 levels, and drops tags that it
 * cannot read. Here every byte is looked at a fixed number of times.
 *
 *   <name …> </name>    tags; a '>' in a quoted value does not end one, unless
 *                       the quote is not closed or has swallowed tags
 *   <!-- … -->          gone, with Word's conditional comments; one that never
 *                       ends stops at its first '>'
 *   <![…]> <!x…> <?x…>  gone; of <![CDATA[ … ]]> only the marks are gone
 *   <info@contoso.com>, a < b, <3, a '<' without any '>' behind it: text
 *
 * Ownership: struct markup borrows the text; tokens point into it. */
#ifndef PINPORT_SHAPE_MARKUP_H
#define PINPORT_SHAPE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum { MARKUP_NAME = 24 };   /* longest name looked at; longer ones are unknown anyway */

enum markup_kind { MARKUP_END, MARKUP_TEXT, MARKUP_OPEN, MARKUP_CLOSE, MARKUP_GONE };

struct markup {
	const char *data;
	size_t size, at;
	unsigned never;      /* what is known not to come any more */
	bool cdata;          /* between <![CDATA[ and ]]> */
};

struct markup_token {
	enum markup_kind kind;
	const char *text;            /* TEXT: as in the source; tags: what follows the name */
	size_t size;
	char name[MARKUP_NAME];      /* tags: in lower case, cut when longer */
	bool empty;                  /* <name/> */
};

/* The next token; MARKUP_END at the end, again and again. */
void markup_next(struct markup *markup, struct markup_token *token);

/* After the tag <name>: skips its raw content and </name>. False, and nothing
 * skipped, when it is never closed. */
bool markup_skip(struct markup *markup, const char *name);

/* Appends the value of an attribute with references resolved. False: not there. */
bool markup_attribute(const struct markup_token *token, const char *name, struct buf *value);

/* The character reference at `text`, which starts with '&': its code point and
 * its length in *used, or UTF8_INVALID when it is none. Numbers of the C1
 * range mean windows-1252, as in browsers; impossible numbers give U+FFFD. A
 * name without its ';' counts only when no letter, digit or '=' follows. */
uint32_t markup_reference(const char *text, size_t size, size_t *used);

/* What windows-1252 has at 0x80..0x9F; 0 for its five holes. */
uint32_t markup_windows(uint32_t c1);

#endif
