/* What is said to people in another language than English. The English stands
 * where it is said; a language is a table over it (load/messages.h), and NULL
 * is English. Machine formats are always English. */
#ifndef PINPORT_BASE_LANGUAGE_H
#define PINPORT_BASE_LANGUAGE_H

#include "base/diag.h"
#include "base/map.h"

/* Of one code; NULL: English. Places may stand in any order. */
struct language_sentences {
	const char *message, *meaning, *advice;
};

struct language {
	struct language_sentences rows[DIAG_CODES];
	struct map said;               /* from English to const char *, both with places */
	/* Appends a value that may be the program's own words, or a list of names ("a, b or c"); NULL: values stay. */
	void (*value)(const struct language *language, struct buf *to, const char *value, bool list);
};

/* Appends a sentence with its values (a list that ends with NULL, or NULL), translated when the language has it. */
void language_say(struct buf *to, const struct language *language, const char *english, const char *const *values);

/* diag_message() and diag_advice() in a language. */
void language_message(struct buf *to, const struct language *language, const struct diag_entry *entry);
void language_advice(struct buf *to, const struct language *language, enum diag_code code, const char *const *values);

/* Never NULL; with its places. */
const char *language_template(const struct language *language, enum diag_code code);
const char *language_meaning(const struct language *language, enum diag_code code);

#endif
