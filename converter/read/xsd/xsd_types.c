/* Simple types: see xsd_types.h. SPDX-License-Identifier: MIT */
#include "read/xsd/xsd_types.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xsd/xsd_lexical.h"
#include "read/xsd/xsd_pattern.h"

enum { NAMES_SHOWN = 12 };

static const struct {
	bool (*form)(const char *text, size_t size);
	bool characters;                 /* has a length; may be enumerated */
	bool number;                     /* has an order; may be enumerated */
} bases[] = {
	[XSD_OF_TEXT] = {lexical_any, true, false},
	[XSD_OF_BOOLEAN] = {lexical_boolean, false, false},
	[XSD_OF_DECIMAL] = {lexical_decimal, false, true},
	[XSD_OF_INTEGER] = {lexical_integer, false, true},
	[XSD_OF_DATETIME] = {lexical_datetime, false, false},
	[XSD_OF_DATE] = {lexical_date, false, false},
	[XSD_OF_URI] = {lexical_uri, true, false},
	[XSD_OF_LANGUAGE] = {lexical_language, true, false},
	[XSD_OF_NMTOKEN] = {lexical_nmtoken, true, false},
	[XSD_OF_LIST] = {lexical_any, false, false},
};

#define TEXT(type_name, how) \
	{.name = type_name, .base = XSD_OF_TEXT, .space = how, .longest = SIZE_MAX, .free = true}
#define ATOM(type_name, of) \
	{.name = type_name, .base = of, .space = XSD_COLLAPSE, .longest = SIZE_MAX}
#define RANGE(type_name, from, to) \
	{.name = type_name, .base = XSD_OF_INTEGER, .space = XSD_COLLAPSE, .longest = SIZE_MAX, \
	 .least = {from, false}, .most = {to, false}}

static const struct xsd_type builtins[] = {
	TEXT("string", XSD_PRESERVE),
	TEXT("normalizedString", XSD_REPLACE),
	TEXT("token", XSD_COLLAPSE),
	ATOM("boolean", XSD_OF_BOOLEAN),
	ATOM("decimal", XSD_OF_DECIMAL),
	ATOM("integer", XSD_OF_INTEGER),
	ATOM("dateTime", XSD_OF_DATETIME),
	ATOM("date", XSD_OF_DATE),
	ATOM("anyURI", XSD_OF_URI),
	ATOM("language", XSD_OF_LANGUAGE),
	ATOM("NMTOKEN", XSD_OF_NMTOKEN),
	RANGE("nonNegativeInteger", "0", NULL),
	RANGE("positiveInteger", "1", NULL),
	RANGE("nonPositiveInteger", NULL, "0"),
	RANGE("negativeInteger", NULL, "-1"),
	RANGE("long", "-9223372036854775808", "9223372036854775807"),
	RANGE("int", "-2147483648", "2147483647"),
	RANGE("short", "-32768", "32767"),
	RANGE("byte", "-128", "127"),
	RANGE("unsignedLong", "0", "18446744073709551615"),
	RANGE("unsignedInt", "0", "4294967295"),
	RANGE("unsignedShort", "0", "65535"),
	RANGE("unsignedByte", "0", "255"),
};

/* Added to the advice of V107. */
#define DATE_ADVICE "Whether 02.03. is March 2 or February 3 only its writer knows: ask. Then write year-month-day"
#define COUNTRY_ADVICE " The codes are those of ISO 3166-1 (alpha-2), two capital letters, and not always the first ones " \
	"of the name: KR is South Korea, CH is Switzerland. Look it up."

/* What a type asks for, in plain words. Types of the format come before
 * built-in ones; a type that is not here is called by its name. */
static const struct { const char *name, *words, *advice; } type_words[] = {
	{"ZonedDateTime", "a date and time with a time zone, such as 2016-11-30T09:00:00Z", " " DATE_ADVICE
	    ", T, the time, and Z for UTC; without a known time write T00:00:00Z."},
	{"Digits", "a number of 1 to 20 digits", ""},
	{"HttpUrl", "a web address that starts with http:// or https:// and has no spaces", ""},
	{"CountryCode", "a country code of two capital letters, such as DE", COUNTRY_ADVICE},
	{"CountryCodeList", "country codes with spaces between them, such as DE AT", COUNTRY_ADVICE},
	{"CountryCodes", "one country code or more with spaces between them, such as DE AT", COUNTRY_ADVICE},
	{"CurrencyCode", "a currency code of three capital letters, such as EUR", ""},
	{"Latitude", "a latitude in degrees, such as 47.3769", ""},
	{"Longitude", "a longitude in degrees, such as 8.5417", ""},
	{"Stars", "a whole number of stars, 1 to 5", ""},
	{"boolean", "true or false", ""},
	{"decimal", "a number such as 12.5 (digits and one point only)", ""},
	{"integer", "a whole number", ""},
	{"dateTime", "a date and time such as 2016-11-30T09:00:00", ""},
	{"date", "a date such as 2016-11-30", " " DATE_ADVICE "."},
	{"anyURI", "an address (URI)", ""},
	{"language", "a language code such as en or pt-BR", ""},
	{"NMTOKEN", "a name without spaces", ""},
	{"nonNegativeInteger", "a whole number, 0 or more", ""},
	{"positiveInteger", "a whole number, 1 or more", ""},
};

void xsd_scratch_free(struct xsd_scratch *scratch)
{
	buf_free(&scratch->text);
	buf_free(&scratch->item);
}

const struct xsd_type *xsd_builtin(const char *name)
{
	for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
		if (strcmp(builtins[i].name, name) == 0)
			return &builtins[i];
	return NULL;
}

struct xsd_type *xsd_type_restrict(struct arena *arena, const char *name,
    const struct xsd_type *base)
{
	struct xsd_type *type = ARENA_NEW(arena, struct xsd_type);

	*type = *base;
	if (name != NULL)
		type->name = arena_string(arena, name);
	return type;
}

struct xsd_type *xsd_type_list(struct arena *arena, const char *name,
    const struct xsd_type *item)
{
	const struct xsd_type list = {
		.name = item->name,
		.base = XSD_OF_LIST,
		.item = item,
		.space = XSD_COLLAPSE,
		.longest = SIZE_MAX,
	};

	return xsd_type_restrict(arena, name, &list);
}

/* White space (3.16.4 of Part 1, 4.3.6 of Part 2) */

static bool is_collapsed(const char *text, size_t size)
{
	char before = ' ';

	for (size_t i = 0; i < size; i++) {
		if (text[i] <= ' ' && ascii_space(text[i]) && (text[i] != ' ' || before == ' '))
			return false;
		before = text[i];
	}
	return size == 0 || before != ' ';
}

static void collapse(struct buf *to, const char *text, size_t size)
{
	buf_clear(to);
	for (size_t i = 0; i < size; i++)
		if (!ascii_space(text[i]))
			buf_addc(to, text[i]);
		else if (to->length > 0 && to->data[to->length - 1] != ' ')
			buf_addc(to, ' ');
	if (to->length > 0 && to->data[to->length - 1] == ' ')
		buf_cut(to, to->length - 1);
}

static void replace(struct buf *to, const char *text, size_t size)
{
	buf_clear(to);
	for (size_t i = 0; i < size; i++)
		buf_addc(to, ascii_space(text[i]) ? ' ' : text[i]);
}

/* Facets: checking */

static bool below(const struct xsd_bound *bound, const char *value, size_t size)
{
	int order;

	if (bound->text == NULL)
		return true;
	order = lexical_compare(value, size, bound->text, strlen(bound->text));
	return order < 0 || (order == 0 && !bound->open);
}

static bool above(const struct xsd_bound *bound, const char *value, size_t size)
{
	int order;

	if (bound->text == NULL)
		return true;
	order = lexical_compare(value, size, bound->text, strlen(bound->text));
	return order > 0 || (order == 0 && !bound->open);
}

static bool is_listed(const struct xsd_type *type, const char *value, size_t size)
{
	for (const char *const *one = type->allowed; *one != NULL; one++)
		if (bases[type->base].number ? lexical_compare(*one, strlen(*one), value, size) == 0
		                       : strcmp(*one, value) == 0)
			return true;
	return false;
}

static enum xsd_fault check_patterns(const struct xsd_type *type, const char *value,
    size_t size)
{
	for (const struct xsd_patterns *one = type->patterns; one != NULL; one = one->next) {
		enum xsd_match match = xsd_pattern_match(one->pattern, value, size);

		if (match != XSD_MATCH)
			return match == XSD_NO_MATCH ? XSD_WRONG_FORM : XSD_GAVE_UP;
	}
	return XSD_GOOD;
}

static enum xsd_fault check_atom(const struct xsd_type *type, const char *value, size_t size)
{
	enum xsd_fault fault;
	size_t length;

	if (!bases[type->base].form(value, size))
		return type->allowed != NULL ? XSD_NOT_LISTED : XSD_WRONG_FORM;
	if (type->allowed != NULL && !is_listed(type, value, size))
		return XSD_NOT_LISTED;
	fault = check_patterns(type, value, size);
	if (fault != XSD_GOOD)
		return fault;
	if (type->shortest > 0 || type->longest < SIZE_MAX) {
		length = utf8_count(value, size);
		if (length < type->shortest || length > type->longest)
			return XSD_WRONG_LENGTH;
	}
	if (!above(&type->least, value, size) || !below(&type->most, value, size))
		return XSD_OUT_OF_RANGE;
	return XSD_GOOD;
}

/* The items of a list whose white space is collapsed; on a fault the finding
 * names the item. */
static enum xsd_fault check_items(const struct xsd_type *type, struct buf *item,
    struct xsd_finding *finding)
{
	const char *at = finding->value, *end = at + finding->size, *space;
	enum xsd_fault fault;
	size_t count = 0;

	for (; at < end; at = space + 1, count++) {
		space = memchr(at, ' ', (size_t)(end - at));
		if (space == NULL)
			space = end;
		buf_clear(item);
		buf_add(item, at, (size_t)(space - at));
		fault = check_atom(type->item, item->data, item->length);
		if (fault != XSD_GOOD) {
			finding->type = type->item;
			finding->value = item->data;
			finding->size = item->length;
			return fault;
		}
	}
	if (count < type->shortest || count > type->longest)
		return XSD_WRONG_FORM;
	return XSD_GOOD;
}

bool xsd_type_check(const struct xsd_type *type, const char *value, size_t size,
    struct xsd_scratch *scratch, struct xsd_finding *finding)
{
	*finding = (struct xsd_finding){XSD_GOOD, type, value, size};
	if (type->free)
		return true;
	if (type->space != XSD_PRESERVE && !is_collapsed(value, size)) {
		if (type->space == XSD_COLLAPSE)
			collapse(&scratch->text, value, size);
		else
			replace(&scratch->text, value, size);
		finding->value = buf_text(&scratch->text);
		finding->size = scratch->text.length;
	}
	if (type->item == NULL) {
		finding->fault = check_atom(type, finding->value, finding->size);
	} else {
		finding->fault = check_patterns(type, finding->value, finding->size);
		if (finding->fault == XSD_GOOD)
			finding->fault = check_items(type, &scratch->item, finding);
	}
	return finding->fault == XSD_GOOD;
}

/* Facets: compiling */

static bool read_size(const char *text, size_t *size)
{
	*size = 0;
	for (const char *p = text; *p != '\0'; p++) {
		if (!ascii_digit(*p) || *size > SIZE_MAX / 10 - 1)
			return false;
		*size = *size * 10 + (size_t)(*p - '0');
	}
	return *text != '\0';
}

static bool facet_length(struct xsd_type *type, const char *facet, const char *value)
{
	size_t size;

	if ((!bases[type->base].characters && type->item == NULL) || !read_size(value, &size))
		return false;
	if (strcmp(facet, "maxLength") != 0 && size > type->shortest)
		type->shortest = size;
	if (strcmp(facet, "minLength") != 0 && size < type->longest)
		type->longest = size;
	return type->shortest <= type->longest;
}

/* A bound must lie within those of the base (4.3.7 to 4.3.10). */
static bool facet_bound(struct arena *arena, struct xsd_type *type, const char *facet,
    const char *value)
{
	struct xsd_bound *bound = strncmp(facet, "min", 3) == 0 ? &type->least : &type->most;
	size_t size = strlen(value);

	if (!bases[type->base].number || !bases[type->base].form(value, size) ||
	    !above(&type->least, value, size) || !below(&type->most, value, size))
		return false;
	bound->text = arena_string(arena, value);
	bound->open = strstr(facet, "Exclusive") != NULL;
	return true;
}

static bool facet_space(struct xsd_type *type, const char *value)
{
	static const char *const ways[] = {"preserve", "replace", "collapse"};

	for (enum xsd_space way = XSD_PRESERVE; way <= XSD_COLLAPSE; way++) {
		if (strcmp(ways[way], value) != 0)
			continue;
		if (way < type->space)
			return false;
		type->space = way;
		return true;
	}
	return false;
}

bool xsd_type_facet(struct arena *arena, struct xsd_type *type, const char *facet,
    const char *value)
{
	if (strcmp(facet, "whiteSpace") == 0)
		return facet_space(type, value);
	type->free = false;
	if (strstr(facet, "ength") != NULL)
		return facet_length(type, facet, value);
	return facet_bound(arena, type, facet, value);
}

bool xsd_type_pattern(struct arena *arena, struct xsd_type *type, const char *expression)
{
	struct xsd_patterns *patterns = ARENA_NEW(arena, struct xsd_patterns);

	patterns->pattern = xsd_pattern_compile(arena, expression);
	patterns->next = type->patterns;
	type->patterns = patterns;
	type->free = false;
	return patterns->pattern != NULL;
}

bool xsd_type_enumeration(struct arena *arena, struct xsd_type *type,
    const char *const *values)
{
	struct xsd_scratch scratch = {0};
	struct xsd_finding finding;
	const char **copy;
	size_t count = 0;
	bool good = bases[type->base].characters || bases[type->base].number;

	while (values[count] != NULL)
		count++;
	copy = arena_alloc(arena, mem_product(count + 1, sizeof *copy));
	for (size_t i = 0; i < count && good; i++) {
		good = xsd_type_check(type, values[i], strlen(values[i]), &scratch, &finding) &&
		       finding.value == values[i];
		copy[i] = arena_string(arena, values[i]);
	}
	xsd_scratch_free(&scratch);
	type->allowed = copy;
	type->free = false;
	return good;
}

/* Words */

static void allowed_words(struct buf *to, const struct xsd_type *type)
{
	for (size_t i = 0; type->allowed[i] != NULL; i++) {
		if (i == NAMES_SHOWN) {
			buf_adds(to, ", \xE2\x80\xA6");
			return;
		}
		if (i > 0)
			buf_adds(to, type->allowed[i + 1] == NULL ? " or " : ", ");
		buf_adds(to, type->allowed[i]);
	}
}

static void length_words(struct buf *to, const struct xsd_type *type)
{
	if (type->shortest == type->longest)
		buf_printf(to, "%zu", type->shortest);
	else if (type->longest == SIZE_MAX)
		buf_printf(to, "%zu or more", type->shortest);
	else if (type->shortest == 0)
		buf_printf(to, "%zu at most", type->longest);
	else
		buf_printf(to, "%zu to %zu", type->shortest, type->longest);
}

static void range_words(struct buf *to, const struct xsd_type *type)
{
	const struct xsd_bound *least = &type->least, *most = &type->most;

	if (least->text != NULL && most->text != NULL && !least->open && !most->open) {
		buf_printf(to, "%s to %s", least->text, most->text);
		return;
	}
	if (least->text != NULL)
		buf_printf(to, least->open ? "more than %s" : "%s or more", least->text);
	if (least->text != NULL && most->text != NULL)
		buf_adds(to, " and ");
	if (most->text != NULL)
		buf_printf(to, most->open ? "less than %s" : "%s or less", most->text);
}

static void form_words(struct buf *to, const struct xsd_type *type)
{
	for (size_t i = 0; i < sizeof type_words / sizeof *type_words; i++)
		if (strcmp(type_words[i].name, type->name) == 0) {
			buf_adds(to, type_words[i].words);
			return;
		}
	buf_printf(to, "a valid %s", type->name);
}

void xsd_type_words(struct buf *to, const struct xsd_type *type, enum xsd_fault fault)
{
	if (fault == XSD_NOT_LISTED)
		allowed_words(to, type);
	else if (fault == XSD_WRONG_LENGTH)
		length_words(to, type);
	else if (fault == XSD_OUT_OF_RANGE)
		range_words(to, type);
	else
		form_words(to, type);
}

const char *xsd_type_advice(const struct xsd_type *type)
{
	for (size_t i = 0; i < sizeof type_words / sizeof *type_words; i++)
		if (strcmp(type_words[i].name, type->name) == 0)
			return type_words[i].advice;
	return "";
}
