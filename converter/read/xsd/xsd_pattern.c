/* The pattern facet: see xsd_pattern.h. The grammar is that of XML Schema
 * Part 2, appendix F. SPDX-License-Identifier: MIT */
#include "read/xsd/xsd_pattern.h"

#include <libxml/globals.h>
#include <libxml/xmlregexp.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { GROUPS_MOST = 8, COUNT_MOST = 63 };

/* Characters as a set; `rest` stands for all beyond ASCII. */
struct set {
	uint64_t ascii[2];
	bool rest;
};

struct parser {
	const char *at;
	struct xsd_pattern *pattern;     /* NULL: only to find where a piece ends */
	struct positions positions;
	size_t depth;
};

static bool parse_choice(struct parser *parser, struct fragment *result);

static void set_add(struct set *set, unsigned char first, unsigned char last)
{
	for (unsigned c = first; c <= last; c++)
		set->ascii[c / 64] |= UINT64_C(1) << c % 64;
}

static void set_invert(struct set *set)
{
	set->ascii[0] = ~set->ascii[0];
	set->ascii[1] = ~set->ascii[1];
	set->rest = !set->rest;
}

static void set_join(struct set *set, const struct set *other)
{
	set->ascii[0] |= other->ascii[0];
	set->ascii[1] |= other->ascii[1];
	set->rest = set->rest || other->rest;
}

/* An escape behind its backslash. *single is the character, 0 for a class.
 * \d, \w and their kin reach beyond ASCII: they are left to xmlRegexp. */
static bool parse_escape(struct parser *parser, struct set *set, char *single)
{
	static const char plain[] = "\\|.-^?*+{}()[]";
	static const char letters[] = "nrt", meant[] = "\n\r\t";
	struct set found = {0};
	char c = *parser->at;
	const char *letter;

	if (c == '\0')
		return false;
	parser->at++;
	*single = 0;
	if (c == 's' || c == 'S') {
		set_add(&found, '\t', '\n');
		set_add(&found, '\r', '\r');
		set_add(&found, ' ', ' ');
		if (c == 'S')
			set_invert(&found);
		set_join(set, &found);
		return true;
	}
	letter = strchr(letters, c);
	if (letter != NULL)
		*single = meant[letter - letters];
	else if (strchr(plain, c) != NULL)
		*single = c;
	else
		return false;
	set_add(set, (unsigned char)*single, (unsigned char)*single);
	return true;
}

/* One character inside [ ], as the end of a range if it may be one. */
static bool parse_member(struct parser *parser, struct set *set, char *single)
{
	unsigned char c = (unsigned char)*parser->at;

	if (c == '\0' || c >= 0x80 || c == '[' || c == '^')
		return false;
	parser->at++;
	if (c == '\\')
		return parse_escape(parser, set, single);
	*single = (char)c;
	set_add(set, c, c);
	return true;
}

/* Behind the opening bracket. Subtraction, and a '-' that is neither first nor
 * last nor of a range, are left to xmlRegexp. */
static bool parse_class(struct parser *parser, struct set *set)
{
	bool negative = *parser->at == '^', empty = true;
	char first, last;

	parser->at += negative;
	for (; *parser->at != ']'; empty = false) {
		if (*parser->at == '-' && !empty && parser->at[1] != ']')
			return false;
		if (!parse_member(parser, set, &first))
			return false;
		if (first == 0 || *parser->at != '-' || parser->at[1] == ']')
			continue;
		parser->at++;
		if (*parser->at == '-' || !parse_member(parser, set, &last) || last == 0 ||
		    last < first)
			return false;
		set_add(set, (unsigned char)first, (unsigned char)last);
	}
	parser->at++;
	if (negative)
		set_invert(set);
	return !empty;
}

static bool parse_set(struct parser *parser, struct set *set)
{
	unsigned char c = (unsigned char)*parser->at++;
	char single;

	if (c == '\\')
		return parse_escape(parser, set, &single);
	if (c == '[')
		return parse_class(parser, set);
	if (c == '.') {
		set_add(set, '\n', '\n');
		set_add(set, '\r', '\r');
		set_invert(set);
		return true;
	}
	if (c >= 0x80 || strchr("?*+{}]^$", c) != NULL)
		return false;
	set_add(set, c, c);
	return true;
}

static void take_set(struct xsd_pattern *pattern, const struct set *set, size_t position)
{
	for (size_t c = 0; c < 128; c++)
		if ((set->ascii[c / 64] >> c % 64 & 1) != 0)
			pattern->takes[c] |= UINT64_C(1) << position;
	if (set->rest)
		pattern->takes[128] |= UINT64_C(1) << position;
}

static bool parse_atom(void *of, struct fragment *result)
{
	struct parser *parser = of;
	struct set set = {0};
	size_t position;

	if (*parser->at == '(') {
		parser->at++;
		if (parser->depth == GROUPS_MOST)
			return false;
		parser->depth++;
		if (!parse_choice(parser, result) || *parser->at != ')')
			return false;
		parser->depth--;
		parser->at++;
		return true;
	}
	if (!parse_set(parser, &set))
		return false;
	*result = fragment_position(&parser->positions, &position);
	if (parser->pattern != NULL)
		take_set(parser->pattern, &set, position);
	return true;
}

static bool parse_number(struct parser *parser, size_t *number)
{
	*number = 0;
	if (!ascii_digit(*parser->at))
		return false;
	while (ascii_digit(*parser->at) && *number <= COUNT_MOST)
		*number = *number * 10 + (size_t)(*parser->at++ - '0');
	return *number <= COUNT_MOST;
}

static bool parse_quantity(struct parser *parser, size_t *least, size_t *most)
{
	static const struct { char sign; size_t least, most; } signs[] = {
		{'?', 0, 1}, {'*', 0, OCCURS_UNBOUNDED}, {'+', 1, OCCURS_UNBOUNDED},
	};

	*least = *most = 1;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (*parser->at != signs[i].sign)
			continue;
		*least = signs[i].least;
		*most = signs[i].most;
		parser->at++;
		return true;
	}
	if (*parser->at != '{')
		return true;
	parser->at++;
	if (!parse_number(parser, least))
		return false;
	*most = *least;
	if (*parser->at == ',') {
		parser->at++;
		*most = OCCURS_UNBOUNDED;
		if (*parser->at != '}' && !parse_number(parser, most))
			return false;
	}
	return *parser->at++ == '}' && *most >= *least;
}

/* A maker that reads the same piece of text again for every copy. */
struct again {
	struct parser *parser;
	const char *atom;
};

static bool make_again(void *of, struct fragment *copy)
{
	struct again *again = of;

	again->parser->at = again->atom;
	return parse_atom(again->parser, copy);
}

/* Finds the quantifier by reading the atom once for nothing. */
static bool parse_piece(struct parser *parser, struct fragment *result)
{
	struct parser dry = *parser;
	struct again again = {parser, parser->at};
	struct fragment_maker maker = {make_again, &again};
	size_t least, most;

	dry.pattern = NULL;
	if (!parse_atom(&dry, result) || dry.positions.overflow ||
	    !parse_quantity(&dry, &least, &most) ||
	    !fragment_occurs(&parser->positions, least, most, &maker, result))
		return false;
	parser->at = dry.at;
	return true;
}

static bool parse_branch(struct parser *parser, struct fragment *result)
{
	struct fragment piece;

	*result = FRAGMENT_EMPTY;
	while (*parser->at != '\0' && *parser->at != '|' && *parser->at != ')') {
		if (!parse_piece(parser, &piece))
			return false;
		*result = fragment_sequence(&parser->positions, *result, piece);
	}
	return true;
}

static bool parse_choice(struct parser *parser, struct fragment *result)
{
	struct fragment branch;

	if (!parse_branch(parser, result))
		return false;
	while (*parser->at == '|') {
		parser->at++;
		if (!parse_branch(parser, &branch))
			return false;
		*result = fragment_choice(*result, branch);
	}
	return true;
}

/* True when the automaton of our own now stands for the expression. */
static bool compile_own(struct xsd_pattern *pattern, const char *expression)
{
	struct parser parser = {.at = expression, .pattern = pattern};
	struct fragment whole;

	if (!parse_choice(&parser, &whole) || *parser.at != '\0')
		return false;
	pattern->accepting = fragment_finish(&parser.positions, whole);
	memcpy(pattern->follow, parser.positions.follow, sizeof pattern->follow);
	return true;
}

static void drop(void *unused, xmlErrorPtr error)
{
	(void)unused;
	(void)error;
}

/* libxml2 would print what it thinks of a malformed expression. */
static xmlRegexpPtr compile_library(const char *expression)
{
	xmlStructuredErrorFunc before = xmlStructuredError;
	void *context = xmlStructuredErrorContext;
	xmlRegexpPtr regexp;

	xmlSetStructuredErrorFunc(NULL, drop);
	regexp = xmlRegexpCompile((const xmlChar *)expression);
	xmlSetStructuredErrorFunc(context, before);
	return regexp;
}

struct xsd_pattern *xsd_pattern_compile(struct arena *arena, const char *expression)
{
	struct xsd_pattern *pattern = ARENA_NEW(arena, struct xsd_pattern);

	if (compile_own(pattern, expression))
		return pattern;
	pattern->library = compile_library(expression);
	return pattern->library != NULL ? pattern : NULL;
}

void xsd_pattern_free(const struct xsd_pattern *pattern)
{
	if (pattern->library != NULL)
		xmlRegFreeRegexp(pattern->library);
}

bool xsd_pattern_own(const struct xsd_pattern *pattern)
{
	return pattern->library == NULL;
}

static bool match_own(const struct xsd_pattern *pattern, const char *text, size_t size)
{
	uint64_t at = 1, next;

	for (size_t i = 0; i < size && at != 0; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c & 0xC0) == 0x80)
			continue;        /* its lead byte stood for the character */
		for (next = 0; at != 0; at &= at - 1)
			next |= pattern->follow[__builtin_ctzll(at)];
		at = next & pattern->takes[c < 0x80 ? c : 128];
	}
	return (at & pattern->accepting) != 0;
}

enum xsd_match xsd_pattern_match(const struct xsd_pattern *pattern, const char *text,
    size_t size)
{
	int result;

	if (pattern->library == NULL)
		return match_own(pattern, text, size) ? XSD_MATCH : XSD_NO_MATCH;
	result = xmlRegexpExec(pattern->library, (const xmlChar *)text);
	return result == 1 ? XSD_MATCH : result == 0 ? XSD_NO_MATCH : XSD_MATCH_FAILED;
}
