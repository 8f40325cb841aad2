/* HTML tokens: see markup.h. SPDX-License-Identifier: MIT */
#include "shape/markup.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
	NEVER_GREATER = 1,     /* no '>' any more: no tag either */
	NEVER_COMMENT_END = 2, /* no "-->" any more */
	NEVER_TRUST_QUOTES = 4,  /* a quoted value ran to the end of the text */
	NEVER_RAW_END = 8      /* shifted by the raw element's number */
};

static const char *const raw_names[] = {"script", "style", "title", "textarea", "xml", "iframe"};

/* Names of HTML 5 that are not in libxml2's table of HTML 4. Sorted. */
static const struct { const char *name; uint32_t code; } newer_names[] = {
	{"NewLine", '\n'}, {"Tab", '\t'}, {"ast", '*'}, {"bullet", 0x2022}, {"check", 0x2713},
	{"checkmark", 0x2713}, {"colon", ':'}, {"comma", ','}, {"commat", '@'}, {"cross", 0x2717},
	{"dash", 0x2010}, {"dollar", '$'}, {"equals", '='}, {"excl", '!'}, {"half", 0xBD},
	{"horbar", 0x2015}, {"lbrack", '['}, {"lcub", '{'}, {"lowbar", '_'}, {"lpar", '('},
	{"mldr", 0x2026}, {"num", '#'}, {"numero", 0x2116}, {"percnt", '%'}, {"period", '.'},
	{"phone", 0x260E}, {"plus", '+'}, {"quest", '?'}, {"rbrack", ']'}, {"rcub", '}'},
	{"rpar", ')'}, {"semi", ';'}, {"sol", '/'}, {"square", 0x25A1}, {"star", 0x2606},
	{"starf", 0x2605}, {"verbar", '|'}, {"vert", '|'},
};

uint32_t markup_windows(uint32_t c1)
{
	static const uint16_t table[32] = {
		0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
		0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
	};

	return c1 >= 0x80 && c1 < 0xA0 ? table[c1 - 0x80] : 0;
}

static int compare_newer(const void *name, const void *row)
{
	return strcmp(name, *(const char *const *)row);
}

static uint32_t named(const char *name)
{
	const htmlEntityDesc *old = htmlEntityLookup((const xmlChar *)name);
	const char *const *row;

	if (old != NULL)
		return old->value;
	row = bsearch(name, newer_names, sizeof newer_names / sizeof *newer_names,
	    sizeof *newer_names, compare_newer);
	if (row == NULL)
		return UTF8_INVALID;
	return newer_names[(size_t)((const char *)row - (const char *)newer_names) / sizeof *newer_names].code;
}

static int digit_value(char c, bool hex)
{
	return hex || ascii_digit(c) ? ascii_hex(c) : -1;
}

static uint32_t numbered(const char *text, size_t size, size_t *used)
{
	bool hex = size > 2 && ascii_lower(text[2]) == 'x';
	size_t first = hex ? 3 : 2, i = first;
	uint32_t code = 0;

	for (; i < size && digit_value(text[i], hex) >= 0; i++)
		if (code <= 0x10FFFF)
			code = code * (hex ? 16 : 10) + (uint32_t)digit_value(text[i], hex);
	if (i == first)
		return UTF8_INVALID;
	*used = i + (i < size && text[i] == ';');
	if (markup_windows(code) != 0)
		return markup_windows(code);
	if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return 0xFFFD;
	return code;
}

uint32_t markup_reference(const char *text, size_t size, size_t *used)
{
	char name[12];
	size_t length = 0;
	uint32_t code;

	if (size > 1 && text[1] == '#')
		return numbered(text, size, used);
	while (1 + length < size && length < sizeof name - 1 &&
	       (ascii_letter(text[1 + length]) || ascii_digit(text[1 + length]))) {
		name[length] = text[1 + length];
		length++;
	}
	if (length < 2)
		return UTF8_INVALID;
	name[length] = '\0';
	*used = 1 + length;
	if (*used < size && text[*used] == ';')
		++*used;
	else if (*used < size && (text[*used] == '=' || ascii_letter(text[*used]) || ascii_digit(text[*used])))
		return UTF8_INVALID;
	code = named(name);
	if (code > 0xFF && text[*used - 1] != ';')
		return UTF8_INVALID;   /* only names of Latin-1 ever went without it */
	return code;
}

static bool starts(const struct markup *markup, size_t at, const char *with)
{
	size_t length = strlen(with);

	return markup->size - at >= length && memcmp(markup->data + at, with, length) == 0;
}

static size_t find(const struct markup *markup, size_t from, const char *what)
{
	const char *hit;

	if (from >= markup->size)
		return SIZE_MAX;
	hit = memmem(markup->data + from, markup->size - from, what, strlen(what));
	return hit == NULL ? SIZE_MAX : (size_t)(hit - markup->data);
}

/* The value swallowed tags: href="a>text</a> <b class=" */
static const char *swallowed(const char *value, size_t size)
{
	const char *greater = memchr(value, '>', size), *less;

	if (greater == NULL || memchr(value, '<', (size_t)(greater - value)) != NULL)
		return NULL;
	less = memchr(greater, '<', size - (size_t)(greater - value));
	return less == NULL ? NULL : greater;
}

/* Where the '>' is that ends a tag, quotes respected; SIZE_MAX: nowhere. */
static size_t tag_end(const struct markup *markup, size_t at)
{
	bool value = false;

	for (; at < markup->size && markup->data[at] != '>'; at++) {
		char c = markup->data[at];
		const char *from, *to, *early;

		if (!value || (c != '"' && c != '\'')) {
			value = c == '=' || (value && ascii_space(c));
			continue;
		}
		from = markup->data + at + 1;
		to = memchr(from, c, markup->size - at - 1);
		if (to == NULL)
			return SIZE_MAX;
		early = swallowed(from, (size_t)(to - from));
		if (early != NULL)
			return (size_t)(early - markup->data);
		at = (size_t)(to - markup->data);
		value = false;
	}
	return at < markup->size ? at : SIZE_MAX;
}

static size_t find_greater(struct markup *markup, size_t at)
{
	size_t end = find(markup, at, ">");

	if (end == SIZE_MAX)
		markup->never |= NEVER_GREATER;
	return end;
}

static size_t find_end(struct markup *markup, size_t at)
{
	size_t end = SIZE_MAX;

	if ((markup->never & NEVER_TRUST_QUOTES) == 0) {
		end = tag_end(markup, at);
		if (end == SIZE_MAX)
			markup->never |= NEVER_TRUST_QUOTES;
	}
	return end == SIZE_MAX ? find_greater(markup, at) : end;
}

static bool name_char(char c)
{
	return c != '>' && c != '/' && c != '<' && !ascii_space(c) && c != '\f';
}

/* <info@contoso.com>, <http://contoso.com>: an address that nobody escaped. */
static bool is_address(const char *name, size_t length, size_t left)
{
	if (memchr(name, '@', length) != NULL)
		return true;
	return length > 0 && name[length - 1] == ':' && left > length + 1 &&
	       name[length] == '/' && name[length + 1] == '/';
}

/* The length of a name, and where the '>' of its tag is; SIZE_MAX: it is no tag.
 * Most tags are a name of letters and digits, and nothing else. */
static size_t name_length(struct markup *markup, size_t name, size_t *end)
{
	const char *text = markup->data + name;
	size_t length = 0, left = markup->size - name;

	while (length < left && (ascii_letter(text[length]) || ascii_digit(text[length])))
		length++;
	*end = name + length;
	if (length < left && text[length] == '>')
		return length;
	while (length < left && name_char(text[length]))
		length++;
	*end = is_address(text, length, left) ? SIZE_MAX : find_end(markup, name + length);
	return length;
}

static bool read_tag(struct markup *markup, size_t at, struct markup_token *token)
{
	bool close = markup->size - at > 1 && markup->data[at + 1] == '/';
	size_t name = at + 1 + close, length, end;

	while (close && name < markup->size && markup->data[name] == ' ')
		name++;
	if (name >= markup->size || !ascii_letter(markup->data[name]))
		return false;
	length = name_length(markup, name, &end);
	if (end == SIZE_MAX)
		return false;
	token->kind = close ? MARKUP_CLOSE : MARKUP_OPEN;
	token->text = markup->data + name + length;
	token->size = end - name - length;
	token->empty = token->size > 0 && markup->data[end - 1] == '/';
	for (size_t i = 0; i < length && i < MARKUP_NAME - 1; i++)
		token->name[i] = ascii_lower(markup->data[name + i]);
	token->name[length < MARKUP_NAME ? length : MARKUP_NAME - 1] = '\0';
	markup->at = end + 1;
	return true;
}

static bool read_comment(struct markup *markup, size_t at)
{
	size_t end = SIZE_MAX;

	if ((markup->never & NEVER_COMMENT_END) == 0)
		end = find(markup, at + 2, "-->");   /* <!--> is whole */
	if (end != SIZE_MAX) {
		markup->at = end + 3;
		return true;
	}
	markup->never |= NEVER_COMMENT_END;
	end = find_greater(markup, at);
	markup->at = end == SIZE_MAX ? markup->at : end + 1;
	return end != SIZE_MAX;
}

/* <!…> and <?…> */
static bool read_other(struct markup *markup, size_t at)
{
	char next = at + 2 < markup->size ? markup->data[at + 2] : '\0';
	size_t end;

	if (starts(markup, at, "<!--"))
		return read_comment(markup, at);
	if (starts(markup, at, "<![CDATA[")) {
		markup->cdata = true;
		markup->at = at + 9;
		return true;
	}
	if (!ascii_letter(next) && !(next == '[' && markup->data[at + 1] == '!'))
		return false;
	end = find_greater(markup, at);
	markup->at = end == SIZE_MAX ? markup->at : end + 1;
	return end != SIZE_MAX;
}

static bool read_markup(struct markup *markup, struct markup_token *token)
{
	size_t at = markup->at;
	char next = at + 1 < markup->size ? markup->data[at + 1] : '\0';

	token->kind = MARKUP_GONE;
	if (markup->cdata && starts(markup, at, "]]>")) {
		markup->cdata = false;
		markup->at = at + 3;
		return true;
	}
	if (markup->data[at] != '<' || (markup->never & NEVER_GREATER) != 0)
		return false;
	if (next == '!' || next == '?')
		return read_other(markup, at);
	return read_tag(markup, at, token);
}

void markup_next(struct markup *markup, struct markup_token *token)
{
	size_t from = markup->at, left, length;
	const char *stop;

	*token = (struct markup_token){.kind = MARKUP_END};
	if (from >= markup->size || read_markup(markup, token))
		return;
	left = markup->size - from - 1;
	stop = memchr(markup->data + from + 1, '<', left);
	length = 1 + (stop == NULL ? left : (size_t)(stop - markup->data) - from - 1);
	if (markup->cdata) {
		stop = memmem(markup->data + from + 1, length - 1, "]]>", 3);
		length = stop == NULL ? length : (size_t)(stop - markup->data) - from;
	}
	token->kind = MARKUP_TEXT;
	token->text = markup->data + from;
	token->size = length;
	markup->at = from + length;
}

static unsigned raw_bit(const char *name)
{
	for (unsigned i = 0; i < sizeof raw_names / sizeof *raw_names; i++)
		if (strcmp(raw_names[i], name) == 0)
			return (unsigned)NEVER_RAW_END << i;
	return 0;
}

static bool closes(const struct markup *markup, size_t at, const char *name)
{
	size_t i = at + 2;

	for (; *name != '\0'; name++, i++)
		if (i >= markup->size || ascii_lower(markup->data[i]) != *name)
			return false;
	return i < markup->size && !name_char(markup->data[i]) && markup->data[i] != '<';
}

bool markup_skip(struct markup *markup, const char *name)
{
	unsigned bit = raw_bit(name);
	size_t at, end;

	if ((markup->never & bit) != 0)
		return false;
	for (at = find(markup, markup->at, "</"); at != SIZE_MAX; at = find(markup, at + 2, "</"))
		if (closes(markup, at, name))
			break;
	end = at == SIZE_MAX ? SIZE_MAX : find(markup, at, ">");
	if (end == SIZE_MAX) {
		markup->never |= bit;
		return false;
	}
	markup->at = end + 1;
	return true;
}

/* The next attribute of a tag: its name and its value, as they are. */
struct attribute_slice { const char *name, *value; size_t name_size, value_size; };

static bool attribute_end(char c)
{
	return c == '=' || c == '/' || ascii_space(c) || c == '\f';
}

static size_t read_value(const char *text, size_t size, size_t at, struct attribute_slice *to)
{
	const char *end;

	while (at < size && ascii_space(text[at]))
		at++;
	to->value = text + at;
	if (at < size && (text[at] == '"' || text[at] == '\'')) {
		to->value++;
		end = memchr(to->value, text[at], size - at - 1);
		to->value_size = end == NULL ? size - at - 1 : (size_t)(end - to->value);
		return end == NULL ? size : (size_t)(end - text) + 1;
	}
	while (at < size && !ascii_space(text[at]))
		at++;
	to->value_size = (size_t)(text + at - to->value);
	return at;
}

static bool next_attribute(const char *text, size_t size, size_t *at, struct attribute_slice *to)
{
	size_t i = *at, from;

	*to = (struct attribute_slice){0};
	while (i < size && attribute_end(text[i]))
		i++;
	from = i;
	while (i < size && !attribute_end(text[i]))
		i++;
	to->name = text + from;
	to->name_size = i - from;
	while (i < size && ascii_space(text[i]))
		i++;
	*at = i < size && text[i] == '=' ? read_value(text, size, i + 1, to) : i;
	return to->name_size > 0;
}

static bool named_so(const struct attribute_slice *slice, const char *name)
{
	if (strlen(name) != slice->name_size)
		return false;
	for (size_t i = 0; i < slice->name_size; i++)
		if (ascii_lower(slice->name[i]) != name[i])
			return false;
	return true;
}

static void add_decoded(struct buf *to, const char *text, size_t size)
{
	while (size > 0) {
		const char *sign = memchr(text, '&', size);
		size_t run = sign == NULL ? size : (size_t)(sign - text), used = 1;
		uint32_t code;

		buf_add(to, text, run);
		text += run;
		size -= run;
		if (size == 0)
			return;
		code = markup_reference(text, size, &used);
		if (code == UTF8_INVALID)
			buf_addc(to, '&');
		else
			utf8_add(to, code);
		used = code == UTF8_INVALID ? 1 : used;
		text += used;
		size -= used;
	}
}

bool markup_attribute(const struct markup_token *token, const char *name, struct buf *value)
{
	struct attribute_slice slice;
	size_t at = 0;

	while (next_attribute(token->text, token->size, &at, &slice)) {
		if (!named_so(&slice, name))
			continue;
		add_decoded(value, slice.value == NULL ? "" : slice.value, slice.value_size);
		return true;
	}
	return false;
}
