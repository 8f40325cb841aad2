/* Texts cut into words, signs and white space: see sheet_tokens.h. SPDX-License-Identifier: MIT */
#include "emit/sheet_tokens.h"

#include <utf8proc.h>

#include "base/utf8.h"

enum { TOKEN_MOST = 4096 };   /* bytes after which a word ends in any case */

/* What one look tells of a simple character, which joins with none of its kind
 * before or behind it: ASCII, Latin and Cyrillic letters, Kana, Han, Hangul
 * syllables, the letters of Arabic. Its length in bytes, its kind beside it; 0: ask utf8proc. */
enum { LENGTH = 15, KIND = 16, ASK = 255 };

#define W(length) (length + KIND * TOKEN_WORD)
#define S(length) (length + KIND * TOKEN_SIGN)
#define B(length) (length + KIND * TOKEN_BLANK)
#define FIVE(class) class, class, class, class, class
#define TEN(class) FIVE(class), FIVE(class)
#define SIXTEEN(class) TEN(class), FIVE(class), class

/* By the first byte; ASK: by those behind it. */
static const unsigned char simple[256] = {
	FIVE(S(1)), S(1), S(1), S(1), S(1), B(1), B(1), S(1), S(1), 0 /* CR: LF joins it */, S(1), S(1),
	SIXTEEN(S(1)),
	B(1), TEN(S(1)), FIVE(S(1)),
	TEN(W(1)), FIVE(S(1)), S(1),
	S(1), TEN(W(1)), FIVE(W(1)),
	TEN(W(1)), W(1), FIVE(S(1)),
	S(1), TEN(W(1)), FIVE(W(1)),
	TEN(W(1)), W(1), FIVE(S(1)),
	SIXTEEN(0), SIXTEEN(0), SIXTEEN(0), SIXTEEN(0),
	0, 0, 0, FIVE(W(2)), W(2), W(2), W(2), W(2), 0, 0, 0, 0,
	W(2), W(2), FIVE(0), 0, ASK, ASK, FIVE(0), 0,
	0, 0, 0, ASK, FIVE(S(3)), S(3), ASK, W(3), W(3), ASK, 0, 0,
	SIXTEEN(0),
};

static unsigned asked(const unsigned char *p)
{
	switch (p[0]) {
	case 0xD8:
		return p[1] >= 0xA0 ? W(2) : 0;
	case 0xD9:
		return p[1] <= 0x8A ? W(2) : 0;
	case 0xE3:
		if (p[1] == 0x80 && p[2] == 0x80)
			return B(3);
		return p[1] == 0x81 || p[1] == 0x83 || (p[1] == 0x80 && p[2] < 0xAA) ||
		       (p[1] == 0x82 && p[2] != 0x99 && p[2] != 0x9A) ? S(3) : 0;
	case 0xEA:
		return p[1] >= 0xB0 ? W(3) : 0;
	default:   /* 0xED */
		return p[1] < 0x9E ? W(3) : 0;
	}
}

/* Of the character at `p`; what follows is in the text, too, or NUL. */
static inline unsigned class_of(const unsigned char *p)
{
	const unsigned class = simple[*p];

	return class != ASK ? class : asked(p);
}

static size_t any_grapheme(const char *text, size_t size)
{
	utf8proc_int32_t state = 0;
	size_t length = 0, used;
	uint32_t before = 0;

	while (length < size) {
		const uint32_t code = utf8_next(text + length, size - length, &used);

		if (length > 0 && utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
		    (utf8proc_int32_t)code, &state))
			break;
		before = code;
		length += used;
	}
	return length;
}

/* Bytes of the first one. */
static size_t grapheme(const char *text, size_t size)
{
	const unsigned char *p = (const unsigned char *)text;
	const size_t length = class_of(p) & LENGTH;

	if (length > 0 && (length == size || (length < size && class_of(p + length) > 0)))
		return length;
	return any_grapheme(text, size);
}

size_t token_graphemes(const char *text, size_t size)
{
	const unsigned char *p = (const unsigned char *)text, *end = p + size;
	size_t count = 0;

	while (p < end) {
		unsigned class = class_of(p), next;

		for (; class > 0 && p + (class & LENGTH) < end; class = next, count++) {
			next = class_of(p + (class & LENGTH));
			if (next == 0)
				break;
			p += class & LENGTH;
		}
		p += grapheme((const char *)p, (size_t)(end - p));
		count++;
	}
	return count;
}

static bool is_blank(uint32_t code)
{
	return code == ' ' || code == '\n' || code == '\t' || code == '\r' || code == 0xA0 || code == 0x3000;
}

/* Scripts that are written without spaces between words, and punctuation. */
static bool stands_alone(uint32_t code)
{
	static const struct { uint32_t first, last; } ranges[] = {
		{0x80, 0xBF}, {0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x2000, 0x2BFF},
		{0x2E00, 0xABFF}, {0xF900, 0xFAFF}, {0xFE30, 0xFFEF}, {0x1F000, UINT32_MAX},
	};
	size_t i = 0;

	if (code < 0x80)
		return !ascii_letter((char)code) && !ascii_digit((char)code);
	while (code > ranges[i].last)
		i++;
	return code >= ranges[i].first;
}

static enum token_kind any_kind(const char *text, size_t size)
{
	size_t used;
	const uint32_t code = utf8_next(text, size, &used);

	if (is_blank(code))
		return TOKEN_BLANK;
	return stands_alone(code) ? TOKEN_SIGN : TOKEN_WORD;
}

static inline enum token_kind kind_of(const char *text, size_t size)
{
	const unsigned class = class_of((const unsigned char *)text);

	return class > 0 ? (enum token_kind)(class / KIND) : any_kind(text, size);
}

/* The length of a tag or character reference at `text`, or 0. */
static size_t markup_length(const char *text, size_t size)
{
	const char *end;

	if (size < 3)
		return 0;
	if (*text == '&') {
		end = memchr(text, ';', size < 12 ? size : 12);
		return end != NULL && (ascii_letter(text[1]) || text[1] == '#') ? (size_t)(end - text) + 1 : 0;
	}
	if (*text != '<' || !(ascii_letter(text[1]) || text[1] == '/' || text[1] == '!'))
		return 0;
	end = memchr(text, '>', size < 2000 ? size : 2000);
	return end != NULL ? (size_t)(end - text) + 1 : 0;
}

/* Simple characters of one kind from here on: but for the last one, when what
 * follows may join it. The inner loop ends by itself at the text's final NUL. */
static inline size_t simple_run(const char *text, size_t size, enum token_kind kind)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t length = 0, last = 0;
	unsigned class;

	while ((class = class_of(p + length)) > 0 && class / KIND == kind && length < TOKEN_MOST) {
		last = class & LENGTH;
		do
			length += last;
		while (simple[p[length]] == class && length < TOKEN_MOST);
	}
	return class == 0 || length >= size ? length - last : length;
}

/* Sign by sign on from `length`: one sign, or all of the same kind. */
static size_t carry_on(const char *text, size_t size, size_t length, enum token_kind kind)
{
	do
		length += grapheme(text + length, size - length);
	while (kind != TOKEN_SIGN && length < size && length < TOKEN_MOST &&
	       kind_of(text + length, size - length) == kind);
	return length;
}

/* Eight bytes, those behind the token zero; all white space is the same, and no text has it. */
static inline uint64_t print_of(const char *text, size_t size, size_t length, enum token_kind kind)
{
	static const unsigned char masks[TOKEN_PRINT][TOKEN_PRINT] = {
		{0}, {255}, {255, 255}, {255, 255, 255}, {255, 255, 255, 255}, {255, 255, 255, 255, 255},
		{255, 255, 255, 255, 255, 255}, {255, 255, 255, 255, 255, 255, 255},
	};
	uint64_t print = 0, mask;

	if (kind == TOKEN_BLANK)
		return UINT64_MAX;
	if (size >= TOKEN_PRINT)
		memcpy(&print, text, TOKEN_PRINT);   /* of a known size: no call */
	else
		memcpy(&print, text, size);
	if (length >= TOKEN_PRINT)
		return print;
	memcpy(&mask, masks[length], sizeof mask);
	return print & mask;
}

/* The length of a token of simple characters before another one, or 0: look closer. */
static inline size_t quick_length(const unsigned char *p, size_t size)
{
	const unsigned class = class_of(p);
	size_t length = class & LENGTH;
	unsigned next = class_of(p + length);

	if (class / KIND != TOKEN_SIGN) {
		for (; next > 0 && next / KIND == class / KIND; next = class_of(p + length)) {
			if (length >= TOKEN_MOST)
				return 0;
			length += next & LENGTH;
		}
	}
	return next > 0 || length == size ? length : 0;
}

static void any_token(struct token *token, const char *text, size_t size)
{
	const bool markup = *text == '<' || *text == '&';
	size_t length = markup ? markup_length(text, size) : 0;
	enum token_kind kind = TOKEN_SIGN;

	if (length == 0) {
		kind = kind_of(text, size);
		if (kind != TOKEN_SIGN)
			length = simple_run(text, size, kind);
		if (length == 0 || (length < TOKEN_MOST && kind_of(text + length, size - length) == kind))
			length = carry_on(text, size, length, kind);
	}
	token->length = (uint32_t)length;
	token->kind = (uint8_t)kind;
}

size_t token_split(struct token *tokens, size_t most, const char **text, const char *end)
{
	const char *at = *text;
	size_t count = 0;

	for (; at < end && count < most; at += tokens[count++].length) {
		struct token *token = &tokens[count];
		const size_t size = (size_t)(end - at);
		const unsigned class = *at != '<' && *at != '&' ? class_of((const unsigned char *)at) : 0;
		const size_t length = class > 0 ? quick_length((const unsigned char *)at, size) : 0;

		token->text = at;
		token->length = (uint32_t)length;
		token->kind = (uint8_t)(class / KIND);
		token->same = false;
		if (length == 0)
			any_token(token, at, size);
		token->print = print_of(at, size, token->length, token->kind);
	}
	*text = at;
	return count;
}
