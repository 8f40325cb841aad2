/* What two texts are compared by, and what people take for one letter. Private to sheet_*.c. */
#ifndef PINPORT_EMIT_SHEET_TOKENS_H
#define PINPORT_EMIT_SHEET_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum token_kind { TOKEN_WORD, TOKEN_SIGN, TOKEN_BLANK };

/* A word, a sign (in scripts without spaces every character is one), a run of
 * white space, or a tag or character reference as a whole, which is a sign, too. */
struct token {
	const char *text;
	uint32_t length;
	uint32_t print;        /* tokens that are equal have the same */
	uint8_t kind;          /* enum token_kind */
	bool same;             /* for sheet_diff.c: the other text has it, too */
};

/* The first token of a text of `size` > 0 bytes of UTF-8, with a NUL behind it. */
void token_next(struct token *token, const char *text, size_t size);

/* White space is as good as any other: it is not what people look for. */
static inline bool token_equal(const struct token *a, const struct token *b)
{
	if (a->print != b->print)
		return false;
	if (a->kind == TOKEN_BLANK || b->kind == TOKEN_BLANK)
		return a->kind == b->kind;
	return a->length == b->length && (a->length <= 2 || memcmp(a->text, b->text, a->length) == 0);
}

size_t token_graphemes(const char *text, size_t size);   /* how many there are; the same of the text */

#endif
