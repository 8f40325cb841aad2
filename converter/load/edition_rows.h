/* The members of model/edition.h as tables: by them the catalogue is read, and
 * written as C by the build. Every member that is not zero has a row. */
#ifndef PINPORT_LOAD_EDITION_ROWS_H
#define PINPORT_LOAD_EDITION_ROWS_H

#include <stddef.h>

#include "model/edition.h"

enum bind_kind {
	BIND_STRING, BIND_BOOL, BIND_NUMBER, BIND_STRINGS,
	BIND_WORD,        /* a bool that is true for one word: .word */
	BIND_LIST,        /* { items, count } of maps: .rows, .size */
	BIND_STEPS,       /* { items, count } of pointers into the catalogue's steps */
	BIND_IGNORED
};

struct bind {
	const char *key;             /* of the file; "": made from what other keys say; NULL ends the table */
	enum bind_kind kind;
	const char *member, *count;  /* their names in C */
	size_t offset, count_offset;
	const char *word;
	const struct bind *rows;
	const char *item;            /* "rule_row": the struct of a list's items */
	size_t size;                 /* of one of them */
};

extern const struct bind edition_catalogue_rows[];    /* of a struct catalogue, but for its vocabularies */
extern const struct bind edition_limit_rows[];        /* keys of "limits" that are members of a struct edition */
extern const struct bind edition_vocabulary_rows[];   /* of a struct vocabulary */

#endif
