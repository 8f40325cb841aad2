/* XML text cut into tokens: where each tag, text, comment … starts, and where
 * each attribute's name stands. This is what positions come from, and it keeps
 * from the parser what it must not see: tags with so many attributes, or pieces
 * so long, that it would take quadratic time, and document types.
 *
 * It is not a parser: what it takes may still be malformed, but where it finds
 * a token broken, no parser can call the document well formed, and text that it
 * calls plain is text without references, line breaks other than LF, or
 * characters that XML does not allow.
 *
 * Ownership: the caller has the struct; tokens_free() leaves it empty. */
#ifndef PINPORT_READ_TOKEN_H
#define PINPORT_READ_TOKEN_H

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
	bool plain;              /* TEXT, CDATA: its bytes are the text, and right; no parser need look */
	bool blank;              /* TEXT: told to be white space alone, which may also be told by looking */
	uint8_t lead;            /* plain TEXT: bytes at its start that are no text */
	uint32_t attributes;     /* xmlns attributes are not among them */
	size_t first_attribute;  /* in the tokens' attributes */
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
	struct cursor cursor;          /* where the next token starts */
	uint64_t open;                 /* elements */

	struct token *list;            /* [first, count) are those not yet dropped */
	size_t first, count, room;
	struct place *attributes;
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
 * a character, a reference, CR LF or ]]>. `last`: nothing follows. */
size_t tokens_scan(struct tokens *tokens, const char *data, size_t size, bool last);

/* What there is trouble with: "a tag", "a comment", … */
const char *tokens_what(const struct tokens *tokens);

/* The first token that is not dropped, or NULL. */
static inline const struct token *tokens_first(const struct tokens *tokens)
{
	return tokens->first < tokens->count ? &tokens->list[tokens->first] : NULL;
}

void tokens_drop(struct tokens *tokens);   /* the first one */
void tokens_compact(struct tokens *tokens); /* before a scan: dropped ones make room */
void tokens_free(struct tokens *tokens);

#endif
