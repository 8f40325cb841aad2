/* Tags and references that need no parser: see plain.h. SPDX-License-Identifier: MIT */
#include "read/xml/plain.h"

#include "base/utf8.h"

/* What a byte can be. */
enum { FIRST = 1, NAME = 2, VALUE = 4, MORE = 8 };

#define LETTER (FIRST | NAME | VALUE)
#define DIGIT  (NAME | VALUE)
#define R4(x)  x, x, x, x
#define R16(x) R4(x), R4(x), R4(x), R4(x)

/* XML 1.0, 2.3, without the colon. Values: printable ASCII but for quotes, & and <;
 * bytes of longer characters, but for EF, which may start one that is not allowed. */
static const uint8_t classes[256] = {
	/* 00 */ R16(0), R16(0),
	/* 20 */ VALUE, VALUE, 0, VALUE, VALUE, VALUE, 0, 0, R4(VALUE), VALUE, DIGIT, DIGIT, VALUE,
	/* 30 */ R4(DIGIT), R4(DIGIT), DIGIT, DIGIT, VALUE, VALUE, 0, VALUE, VALUE, VALUE,
	/* 40 */ VALUE, LETTER, LETTER, LETTER, R4(LETTER), R4(LETTER), R4(LETTER),
	/* 50 */ R4(LETTER), R4(LETTER), LETTER, LETTER, LETTER, R4(VALUE), LETTER,
	/* 60 */ VALUE, LETTER, LETTER, LETTER, R4(LETTER), R4(LETTER), R4(LETTER),
	/* 70 */ R4(LETTER), R4(LETTER), LETTER, LETTER, LETTER, R4(VALUE), 0,
	/* 80 */ R16(VALUE | MORE), R16(VALUE | MORE), R16(VALUE | MORE), R16(VALUE | MORE),
	/* C0 */ R16(VALUE), R16(VALUE), R4(VALUE), R4(VALUE), R4(VALUE), VALUE, VALUE, VALUE, 0,
	/* F0 */ R16(VALUE),
};

static inline bool is(const char *p, uint8_t what)
{
	return (classes[(uint8_t)*p] & what) != 0;
}

/* Behind the name at `p`; `p` when there is none. The NUL is no part of a name. */
static inline const char *pass_name(const char *p)
{
	if (is(p, FIRST))
		do
			p++;
		while (is(p, NAME));
	return p;
}

/* At the quote that ends the value, or at what may not be taken; *more counts the
 * bytes that continue a character. */
static const char *pass_value(const char *p, char quote, size_t *more)
{
	const char other = quote == '"' ? '\'' : '"';

	for (; is(p, VALUE) || *p == other; p++)
		*more += is(p, MORE);
	return p;
}

static bool is_new(const struct plain_tag *tag, const char *start, const char *name, size_t size)
{
	for (size_t i = 0; i < tag->count; i++)
		if (tag->attributes[i].name_size == size &&
		    memcmp(start + tag->attributes[i].name, name, size) == 0)
			return false;
	return size != 5 || memcmp(name, "xmlns", 5) != 0;
}

/* Behind the attribute at `p`; NULL when it is not one to be taken. */
static const char *take_attribute(struct plain_tag *tag, const char *start, const char *p,
    size_t *more)
{
	const char *name = p, *value;
	size_t size, before = *more;

	p = pass_name(p);
	size = (size_t)(p - name);
	if (size == 0 || p[0] != '=' || (p[1] != '"' && p[1] != '\'') ||
	    tag->count == PLAIN_ATTRIBUTES || !is_new(tag, start, name, size))
		return NULL;
	value = p + 2;
	p = pass_value(value, p[1], more);
	if (*p != value[-1])
		return NULL;
	tag->attributes[tag->count++] = (struct plain_attribute){
		.name = (uint32_t)(name - start),
		.name_size = (uint32_t)size,
		.value = (uint32_t)(value - start),
		.value_size = (uint32_t)(p - value),
		.column = (uint32_t)((size_t)(name - start) - before),
	};
	return p + 1;
}

bool plain_start(const char *start, const char *end, struct plain_tag *tag)
{
	const char *p = pass_name(start + 1);
	size_t more = 0;

	tag->name_size = (size_t)(p - start - 1);
	tag->count = 0;
	while (*p == ' ') {
		while (*p == ' ')
			p++;
		if (*p == '>' || *p == '/')
			break;
		p = take_attribute(tag, start, p, &more);
		if (p == NULL)
			return false;
	}
	tag->empty = *p == '/';
	p += tag->empty;
	tag->size = (size_t)(p + 1 - start);
	tag->columns = tag->size - more;
	/* Where it went beyond the end, it read what the next piece will show again. */
	return *p == '>' && p < end && tag->name_size > 0 && tag->size <= PLAIN_SIZE_MOST;
}

size_t plain_end(const char *start, const char *end, size_t *size)
{
	const char *name = start + 2, *p = pass_name(name);
	size_t length = (size_t)(p - name);

	while (ascii_space(*p))
		p++;
	*size = (size_t)(p + 1 - start);
	return *p == '>' && p < end && *size <= PLAIN_SIZE_MOST ? length : 0;
}

static const char *behind(const char *from, const char *end, const char *mark)
{
	const char *found = plain_find_mark(from, end, mark);

	return found != NULL ? found + strlen(mark) : NULL;
}

const char *plain_markup(const char *p, const char *end)
{
	if (end - p >= 2 && memcmp(p, "<?", 2) == 0)
		return behind(p + 2, end, "?>");
	if (end - p >= 4 && memcmp(p, "<!--", 4) == 0)
		return behind(p + 4, end, "-->");
	if (end - p >= 9 && memcmp(p, "<![CDATA[", 9) == 0)
		return behind(p + 9, end, "]]>");
	return NULL;
}

static bool is_named(const char *p, const char *end, const char *name, size_t size)
{
	return *p == *name && (size_t)(end - p) > size && memcmp(p, name, size) == 0 && !is(p + size, NAME);
}

/* No '<' stands in text nor in values: so what follows one tells what it begins. */
const char *plain_find_end(const char *from, const char *end, const char *name, size_t size)
{
	const char *p = from;

	while (p != NULL && (p = memchr(p, '<', (size_t)(end - p))) != NULL && end - p > 2) {
		size_t whole;

		if (p[1] == '!' || p[1] == '?')
			p = plain_markup(p, end);
		else if (p[1] == '/' && is_named(p + 2, end, name, size))
			return plain_end(p, end, &whole) == size ? p + whole - 1 : NULL;
		else if (is_named(p + 1, end, name, size))
			return NULL;
		else
			p++;
	}
	return NULL;
}

/* XML 1.0, 2.2 */
static bool is_char(uint32_t code)
{
	return code >= 0x20 ? code < 0xD800 || (code >= 0xE000 && code <= 0x10FFFF && (code & 0xFFFFFE) != 0xFFFE)
	                    : code == '\t' || code == '\n' || code == '\r';
}

static uint32_t digit_of(char c, uint32_t base)
{
	if (ascii_digit(c))
		return (uint32_t)(c - '0');
	c = ascii_lower(c);
	return base == 16 && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10 : base;
}

/* Behind "&#": at the character behind the digits. Too large ones stay too large. */
static const char *read_number(const char *p, const char *end, uint32_t *code)
{
	uint32_t base = p < end && *p == 'x' ? 16 : 10, digit;
	const char *first = p += base == 16;

	*code = 0;
	for (; p < end && (digit = digit_of(*p, base)) < base; p++)
		if (*code <= 0x10FFFF)
			*code = *code * base + digit;
	return p > first ? p : end;
}

uint32_t plain_reference(const char *start, const char *end, size_t *size)
{
	static const struct { const char *text; size_t size; uint32_t code; } names[] = {
		{"&lt;", 4, '<'}, {"&gt;", 4, '>'}, {"&amp;", 5, '&'}, {"&quot;", 6, '"'},
		{"&apos;", 6, '\''},
	};
	const char *p;
	uint32_t code;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if ((size_t)(end - start) >= names[i].size &&
		    memcmp(start, names[i].text, names[i].size) == 0) {
			*size = names[i].size;
			return names[i].code;
		}
	if (end - start < 3 || start[1] != '#')
		return 0;
	p = read_number(start + 2, end, &code);
	*size = (size_t)(p - start) + 1;
	return p < end && *p == ';' && is_char(code) ? code : 0;
}
