/* The part of XML that needs no parser, since one look tells all about it: tags
 * of ASCII names without prefix, whose values are as they are written, and
 * references to characters. Whatever is not surely of this kind is not taken:
 * it goes to libxml2, which also finds the words for what is wrong.
 *
 * All functions want a NUL somewhere at or behind `end`. */
#ifndef PINPORT_READ_PLAIN_H
#define PINPORT_READ_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	PLAIN_ATTRIBUTES = 16,         /* each name is compared with each before */
	PLAIN_SIZE_MOST = 32 * 1024    /* of a tag */
};

struct plain_attribute {
	uint32_t name, name_size;      /* from the < on, in bytes */
	uint32_t value, value_size;
	uint32_t column;               /* of the name, in characters from the < on */
};

/* A start tag or an empty one, all in one line. */
struct plain_tag {
	size_t size, name_size;
	size_t columns;                /* its size in characters */
	bool empty;
	size_t count;
	struct plain_attribute attributes[PLAIN_ATTRIBUTES];
};

/* Whether a start tag stands at `start`, which is at a '<', and ends before `end`:
 * no prefix, no xmlns, no name twice, no value with a reference or white space
 * other than ' '. All of it is then written to `tag`. */
bool plain_start(const char *start, const char *end, struct plain_tag *tag);

/* The length of the name of an end tag that stands at `start`, which is at "</",
 * and ends before `end`; 0 when there is none. *size: of the whole tag. Every end
 * tag of an element whose start tag is plain is taken. */
size_t plain_end(const char *start, const char *end, size_t *size);

/* The next `mark` of three bytes at most, or NULL; its first byte is rare in what it ends. */
static inline const char *plain_find_mark(const char *from, const char *end, const char *mark)
{
	size_t length = strlen(mark);

	while (from < end && (from = memchr(from, mark[0], (size_t)(end - from))) != NULL) {
		if ((size_t)(end - from) < length)
			return NULL;
		if (memcmp(from, mark, length) == 0)
			return from;
		from++;
	}
	return NULL;
}

/* Behind the comment, CDATA section or processing instruction at `start`; NULL: there
 * is none, or it does not end before `end`. */
const char *plain_markup(const char *start, const char *end);

/* The last byte of the element of this name in whose content `from` stands (not inside
 * of a tag, a comment …), for content that is well-formed. NULL: its end tag does not
 * stand whole before `end`, or an element of the same name begins before it. */
const char *plain_find_end(const char *from, const char *end, const char *name, size_t size);

/* The character of a reference: one of the five names that XML knows, or a number
 * that is a character of XML 1.0. *size: from & to ;. 0: it is wrong, or has no
 * end. `start` is at the '&'. */
uint32_t plain_reference(const char *start, const char *end, size_t *size);

#endif
