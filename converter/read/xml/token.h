/* XML text cut into tokens: where each tag, text, comment … starts, and where
 * each attribute's name stands. This is what positions come from, and it keeps
 * from the parser what it must not see: tags with so many attributes, or pieces
 * so long, that it would take quadratic time, and document types.
 *
 * It is not a parser: what it takes may still be malformed, but where it finds
 * a token broken, no parser can call the document well formed. What it calls
 * plain is surely right and needs no parser: tags as in plain.h below the root
 * (whose names are still to be compared), and text of allowed characters and
 * references to such. Text below the root that is not plain is surely wrong.
 *
 * Ownership: the caller has the struct; tokens_free() leaves it empty. */
#ifndef PINPORT_READ_TOKEN_H
#define PINPORT_READ_TOKEN_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/limits.h"
#include "read/xml/cursor.h"

enum token_kind {
	TOKEN_TEXT,      /* long text may be cut into several */
	TOKEN_CDATA,
	TOKEN_START,
	TOKEN_EMPTY,     /* <a/> */
	TOKEN_END,
	TOKEN_COMMENT,
	TOKEN_INSTRUCTION
};

struct token {
	struct place place;      /* of its first byte */
	uint64_t end;            /* the offset behind its last byte */
	enum token_kind kind;
	bool plain;              /* see above; an end tag only when its start tag was plain */
	bool mixed;              /* plain TEXT, CDATA: has references or CR, else its bytes are the text */
	bool blank;              /* TEXT: told to be white space alone, which may also be told by looking */
	uint8_t lead;            /* plain TEXT: bytes at its start that are no text */
	uint32_t name_size;      /* plain tags: bytes behind < or </ */
	uint32_t attributes;     /* xmlns attributes are not among them */
	size_t first_attribute;  /* in the tokens' attributes */
};

/* The sizes, and the value as bytes behind the start of the name, for plain tags alone. */
struct token_attribute {
	struct place place;      /* of its name */
	uint32_t name_size, value, value_size;
};

enum token_trouble {
	TOKEN_FINE,
	TOKEN_BROKEN,     /* not well formed: the parser finds the words for it */
	TOKEN_CUT,        /* the document ends inside the token */
	TOKEN_REFUSED     /* `refused` says why */
};

struct tokens {
	const struct limits *limits;
	uint32_t source;
	bool parsed;                   /* every tag is for the parser: none is plain */
	struct cursor cursor;          /* where the next token starts */
	size_t open;                   /* elements … */
	bool *open_plain;              /* … whose start tags were plain */
	size_t open_room;

	struct token *list;            /* [first, count) are those not yet dropped */
	size_t first, count, room;
	struct token_attribute *attributes;
	size_t attribute_count, attribute_room;

	/* Trouble with the token at `cursor`; nothing is cut off behind it. */
	enum token_trouble trouble;
	enum token_kind kind;          /* of that token, as far as it is seen */
	enum diag_code refused;
	uint64_t allowed;              /* the limit that it is over, if that is why */
	struct place refused_at;
};

/* Cuts whole tokens off the front of `data`, which starts at the cursor, and
 * returns how many bytes they are. Long text is cut into several, never inside
 * a character, a reference, CR LF or ]]>. `last`: nothing follows. There must be
 * a NUL somewhere at or behind the end of the data. */
size_t tokens_scan(struct tokens *tokens, const char *data, size_t size, bool last);

/* What there is trouble with: "a tag", "a comment", … */
const char *tokens_what(const struct tokens *tokens);

/* The first token that is not dropped, or NULL. */
static inline const struct token *tokens_first(const struct tokens *tokens)
{
	return tokens->first < tokens->count ? &tokens->list[tokens->first] : NULL;
}

/* The first one. */
static inline void tokens_drop(struct tokens *tokens)
{
	assert(tokens->first < tokens->count);
	tokens->first++;
}

void tokens_compact(struct tokens *tokens); /* before a scan: dropped ones make room */
void tokens_free(struct tokens *tokens);

#endif
