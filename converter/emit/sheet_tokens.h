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
	uint64_t print;        /* its first bytes: tokens that are equal have the same */
	uint32_t length;
	uint8_t kind;          /* enum token_kind */
	bool same;             /* for sheet_diff.c: the other text has it, too */
};

enum { TOKEN_PRINT = sizeof(uint64_t) };

/* The next tokens of UTF-8 up to `end`, where a NUL stands: `most` of them, or fewer
 * when the text ends. Returns how many; *text goes on behind them. */
size_t token_split(struct token *tokens, size_t most, const char **text, const char *end);

/* White space is as good as any other: it is not what people look for. */
static inline bool token_equal(const struct token *a, const struct token *b)
{
	if (a->print != b->print)
		return false;
	if (a->length != b->length)
		return a->kind == TOKEN_BLANK && b->kind == TOKEN_BLANK;
	return a->length <= TOKEN_PRINT || a->kind == TOKEN_BLANK || memcmp(a->text, b->text, a->length) == 0;
}

size_t token_graphemes(const char *text, size_t size);   /* how many there are; the same of the text */

#endif
