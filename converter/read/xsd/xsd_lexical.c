/* Lexical forms of the built-in types: see xsd_lexical.h.
 * SPDX-License-Identifier: MIT */
#include "read/xsd/xsd_lexical.h"

#include <libxml/tree.h>
#include <libxml/uri.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

bool lexical_any(const char *text, size_t size)
{
	(void)text;
	(void)size;
	return true;
}

bool lexical_boolean(const char *text, size_t size)
{
	if (size == 1)
		return *text == '0' || *text == '1';
	return (size == 4 && memcmp(text, "true", 4) == 0) ||
	       (size == 5 && memcmp(text, "false", 5) == 0);
}

static size_t digits(const char *text, size_t size)
{
	size_t count = 0;

	while (count < size && ascii_digit(text[count]))
		count++;
	return count;
}

static size_t sign(const char *text, size_t size)
{
	return size > 0 && (*text == '+' || *text == '-');
}

bool lexical_integer(const char *text, size_t size)
{
	size_t at = sign(text, size);

	return at < size && digits(text + at, size - at) == size - at;
}

bool lexical_decimal(const char *text, size_t size)
{
	size_t at = sign(text, size), whole, part = 0;

	whole = digits(text + at, size - at);
	at += whole;
	if (at < size && text[at] == '.') {
		at++;
		part = digits(text + at, size - at);
		at += part;
	}
	return at == size && whole + part > 0;
}

/* What is being read of a date or time. */
struct reading {
	const char *at, *end;
};

static bool take(struct reading *r, char c)
{
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static bool two_digits(struct reading *r, int *value)
{
	if (r->end - r->at < 2 || !ascii_digit(r->at[0]) || !ascii_digit(r->at[1]))
		return false;
	*value = (r->at[0] - '0') * 10 + (r->at[1] - '0');
	r->at += 2;
	return true;
}

/* At least four digits, no leading zeros beyond four, and there is no year 0;
 * only its remainder by 400 matters. Above 18 digits nobody can compute with it. */
static bool read_year(struct reading *r, int *year)
{
	size_t count;
	bool zero = true;

	take(r, '-');
	count = digits(r->at, (size_t)(r->end - r->at));
	if (count < 4 || count > 18 || (count > 4 && *r->at == '0'))
		return false;
	*year = 0;
	for (; count > 0; count--, r->at++) {
		zero = zero && *r->at == '0';
		*year = (*year * 10 + (*r->at - '0')) % 400;
	}
	return !zero;
}

static bool read_date(struct reading *r)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year, month, day;
	bool leap;

	if (!read_year(r, &year) || !take(r, '-') || !two_digits(r, &month) || !take(r, '-') ||
	    !two_digits(r, &day))
		return false;
	leap = year % 4 == 0 && (year % 100 != 0 || year == 0);
	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
	       (month != 2 || day < 29 || leap);
}

static bool read_time(struct reading *r)
{
	int hour, minute, second;
	bool fraction = false;

	if (!two_digits(r, &hour) || !take(r, ':') || !two_digits(r, &minute) || !take(r, ':') ||
	    !two_digits(r, &second))
		return false;
	if (take(r, '.')) {
		const char *start = r->at;

		for (; r->at < r->end && ascii_digit(*r->at); r->at++)
			fraction = fraction || *r->at != '0';
		if (r->at == start)
			return false;
	}
	if (hour == 24)
		return minute == 0 && second == 0 && !fraction;
	return hour < 24 && minute < 60 && second < 60;
}

static bool read_zone(struct reading *r)
{
	int hour, minute;

	if (r->at == r->end || take(r, 'Z'))
		return true;
	if (!take(r, '+') && !take(r, '-'))
		return false;
	return two_digits(r, &hour) && take(r, ':') && two_digits(r, &minute) && minute < 60 &&
	       (hour < 14 || (hour == 14 && minute == 0));
}

bool lexical_datetime(const char *text, size_t size)
{
	struct reading r = {text, text + size};

	return read_date(&r) && take(&r, 'T') && read_time(&r) && read_zone(&r) && r.at == r.end;
}

bool lexical_date(const char *text, size_t size)
{
	struct reading r = {text, text + size};

	return read_date(&r) && read_zone(&r) && r.at == r.end;
}

static size_t span(const char *text, const char *allowed)
{
	size_t count = 0;

	while (ascii_letter(text[count]) || ascii_digit(text[count]) ||
	       (text[count] != '\0' && strchr(allowed, text[count]) != NULL))
		count++;
	return count;
}

/* The common shape: http(s)://host/path?query#fragment without escapes, port
 * or user. It is a subset of RFC 3986, so it needs no slower look. */
static bool plain_web_address(const char *text, size_t size)
{
	static const char marks[] = "-._~!$&'()*+,;=:@/";
	size_t at;

	if (strncmp(text, "http", 4) != 0)
		return false;
	at = text[4] == 's' ? 5 : 4;
	if (strncmp(text + at, "://", 3) != 0)
		return false;
	at += 3;
	at += span(text + at, "-.");
	if (text[at] == '/')
		at += span(text + at, marks);
	if (text[at] == '?')
		at += 1 + span(text + at + 1, marks);
	if (text[at] == '#')
		at += 1 + span(text + at + 1, marks);
	return at == size;
}

/* 3.2.17: a reference after the characters that XLink 5.4 escapes are escaped;
 * libxml2 lets an underscore stand for each. */
static bool escaped_uri(const char *text, size_t size)
{
	char *copy = mem_copy(text, size);
	xmlURIPtr uri;

	for (char *p = copy; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7F ||
		    strchr("<>\"{}|\\^`", *p) != NULL)
			*p = '_';
	uri = xmlParseURI(copy);
	mem_free(copy);
	if (uri == NULL)
		return false;
	xmlFreeURI(uri);
	return true;
}

bool lexical_uri(const char *text, size_t size)
{
	return size == 0 || plain_web_address(text, size) || escaped_uri(text, size);
}

bool lexical_language(const char *text, size_t size)
{
	size_t part = 0;
	bool first = true;

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '-') {
			if (part == 0)
				return false;
			part = 0;
			first = false;
		} else if (!ascii_letter(text[i]) && (first || !ascii_digit(text[i]))) {
			return false;
		} else if (++part > 8) {
			return false;
		}
	}
	return part > 0;
}

bool lexical_nmtoken(const char *text, size_t size)
{
	return size > 0 && xmlValidateNMToken((const xmlChar *)text, 0) == 0;
}

/* A decimal taken apart, without sign and without zeros that do not count. */
struct decimal {
	const char *whole, *part;
	size_t whole_size, part_size;
	bool negative;
};

static struct decimal take_apart(const char *text, size_t size)
{
	struct decimal d = {.negative = size > 0 && *text == '-'};
	size_t skip = sign(text, size);

	text += skip;
	size -= skip;
	d.whole = text;
	d.whole_size = digits(text, size);
	d.part = text + d.whole_size;
	if (d.whole_size < size) {
		d.part++;
		d.part_size = size - d.whole_size - 1;
	}
	for (; d.whole_size > 0 && *d.whole == '0'; d.whole_size--)
		d.whole++;
	while (d.part_size > 0 && d.part[d.part_size - 1] == '0')
		d.part_size--;
	if (d.whole_size == 0 && d.part_size == 0)
		d.negative = false;
	return d;
}

static int compare_digits(const struct decimal *a, const struct decimal *b)
{
	size_t common = a->part_size < b->part_size ? a->part_size : b->part_size;
	int order;

	if (a->whole_size != b->whole_size)
		return a->whole_size < b->whole_size ? -1 : 1;
	order = memcmp(a->whole, b->whole, a->whole_size);
	if (order == 0)
		order = memcmp(a->part, b->part, common);
	if (order != 0)
		return order;
	return (a->part_size > b->part_size) - (a->part_size < b->part_size);
}

int lexical_compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
	struct decimal left = take_apart(a, a_size), right = take_apart(b, b_size);
	int order;

	if (left.negative != right.negative)
		return left.negative ? -1 : 1;
	order = compare_digits(&left, &right);
	return left.negative ? -order : order;
}
