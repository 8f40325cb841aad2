/* Links, addresses, phone numbers and quotations in texts: see scan.h. SPDX-License-Identifier: MIT */
#include "rules/scan.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wide.h"

enum {
	PHONE_LEAST = 8, PHONE_PLAIN = 9, PHONE_MOST = 15,  /* E.164: up to 15 digits */
	QUOTE_LEAST = 25,                                   /* shorter ones are names of things */
	QUOTE_REACH = 800                                   /* bytes to look ahead for the closing mark */
};

static bool starts(const char *text, size_t size, const char *with)
{
	size_t length = strlen(with);

	if (length > size)
		return false;
	for (size_t i = 0; i < length; i++)
		if (ascii_lower(text[i]) != with[i])
			return false;
	return true;
}

static bool host_character(char c)
{
	return ascii_letter(c) || ascii_digit(c) || c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

/* Letters beyond ASCII count as host characters, so that a Korean particle
 * behind a host would stick to it: the host ends with its last ASCII part. */
static size_t host_length(const char *at, size_t size)
{
	size_t length = 0;

	while (length < size && host_character(at[length]) && (unsigned char)at[length] < 0x80)
		length++;
	while (length > 0 && (at[length - 1] == '.' || at[length - 1] == '-'))
		length--;
	return length;
}

static bool link_at(const char *text, size_t size, struct scan_hit *hit)
{
	size_t start = starts(text, size, "http://") ? 7 : starts(text, size, "https://") ? 8 : 0;
	size_t length;

	if (start == 0 && !starts(text, size, "www."))
		return false;
	hit->host = text + start;
	hit->host_length = host_length(hit->host, size - start);
	if (hit->host_length < 5 || memchr(hit->host, '.', hit->host_length) == NULL)
		return false;
	length = start + hit->host_length;
	while (length < size && (unsigned char)text[length] > ' ' && (unsigned char)text[length] < 0x80 &&
	       strchr("<>\"'()[]{},;", text[length]) == NULL)
		length++;
	while (text[length - 1] == '.' || text[length - 1] == '?' || text[length - 1] == '!')
		length--;
	*hit = (struct scan_hit){SCAN_LINK, text, length, hit->host, hit->host_length};
	return true;
}

static bool local_character(char c)
{
	return ascii_letter(c) || ascii_digit(c) || (c != '\0' && strchr(".!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

/* `at` is the place of an '@'. */
static bool mail_at(const char *text, size_t size, size_t at, size_t least, struct scan_hit *hit)
{
	size_t start = at, length = host_length(text + at + 1, size - at - 1);

	while (start > least && local_character(text[start - 1]))
		start--;
	if (start == at || length < 4 || memchr(text + at + 1, '.', length) == NULL)
		return false;
	*hit = (struct scan_hit){SCAN_MAIL, text + start, at + 1 + length - start, text + at + 1, length};
	return true;
}

/* What the groups of digits in a run say about it. */
struct digits {
	size_t count, groups, group;   /* group: length of the one being read */
	bool years, thousands, dots;   /* all groups so far look like that */
	char first[2];
};

static void end_group(struct digits *digits)
{
	if (digits->group == 0)
		return;
	digits->groups++;
	if (digits->group != 4 || !(memcmp(digits->first, "19", 2) == 0 || memcmp(digits->first, "20", 2) == 0))
		digits->years = false;
	if (digits->groups > 1 ? digits->group != 3 : digits->group > 3)
		digits->thousands = false;
	digits->group = 0;
}

static bool is_phone(const struct digits *digits, char start)
{
	bool marked = start == '+' || start == '0' || start == '(';

	if (digits->count < PHONE_LEAST || digits->count > PHONE_MOST || digits->years)
		return false;
	return marked || (digits->count >= PHONE_PLAIN && !digits->thousands &&
	                     !(digits->dots && digits->groups > 1));
}

/* Reads the run of digits and separators at `text`; always takes at least one byte. */
static size_t phone_run(const char *text, size_t size, struct digits *digits, size_t *length)
{
	size_t i = 0, blanks = 0;

	*digits = (struct digits){.years = true, .thousands = true, .dots = true};
	*length = 0;
	for (; i < size && blanks < 3; i++) {
		if (ascii_digit(text[i])) {
			if (digits->group < 2)
				digits->first[digits->group] = text[i];
			digits->group++;
			digits->count++;
			blanks = 0;
			*length = i + 1;
		} else if (text[i] != '\0' && strchr(" ().-/+", text[i]) != NULL && (text[i] != '+' || i == 0)) {
			end_group(digits);
			blanks++;
			if (text[i] != '.' && digits->count > 0)
				digits->dots = digits->dots && (i + 1 >= size || !ascii_digit(text[i + 1]));
		} else {
			break;
		}
	}
	end_group(digits);
	return i > 0 ? i : 1;
}

/* Moves *from behind the run in any case, so that no digit is read twice. */
static bool phone_at(const char *text, size_t size, size_t *from, struct scan_hit *hit)
{
	struct digits digits;
	size_t length, start = *from;
	bool glued = start > 0 && (ascii_letter(text[start - 1]) || text[start - 1] == '_');

	*from += phone_run(text + start, size - start, &digits, &length);
	if (glued || !is_phone(&digits, text[start]))
		return false;
	*hit = (struct scan_hit){SCAN_PHONE, text + start, length, NULL, 0};
	*from = start + length;
	return true;
}

static const struct { const char *open, *close; } quotes[] = {
	{"\"", "\""},
	{"\xE2\x80\x9C", "\xE2\x80\x9D"},   /* “ ” */
	{"\xE2\x80\x9E", "\xE2\x80\x9C"},   /* „ “ */
	{"\xC2\xAB", "\xC2\xBB"},           /* « » */
	{"\xE3\x80\x8C", "\xE3\x80\x8D"},   /* 「 」 */
	{"\xE3\x80\x8E", "\xE3\x80\x8F"},   /* 『 』 */
};

static bool quote_at(const char *text, size_t size, struct scan_hit *hit)
{
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		size_t open = strlen(quotes[i].open), reach = size;
		const char *close;

		if (size <= open || memcmp(text, quotes[i].open, open) != 0)
			continue;
		reach = size - open < QUOTE_REACH ? size - open : QUOTE_REACH;
		close = memmem(text + open, reach, quotes[i].close, strlen(quotes[i].close));
		if (close == NULL || utf8_count(text + open, (size_t)(close - text) - open) < QUOTE_LEAST)
			continue;
		*hit = (struct scan_hit){SCAN_QUOTE, text,
		    (size_t)(close - text) + strlen(quotes[i].close), NULL, 0};
		return true;
	}
	return false;
}

/* What a byte may be the sign of. Signs are chosen to be rare in text of any
 * language: of an address the colon or the dot behind "http" and "www", of a
 * quotation mark its second byte. */
enum { NOTHING, NUMBER, COLON, DOT, AT_SIGN, ASCII_QUOTE, SECOND_BYTE };

static const unsigned char signs[256] = {
	['0'] = NUMBER, ['1'] = NUMBER, ['2'] = NUMBER, ['3'] = NUMBER, ['4'] = NUMBER,
	['5'] = NUMBER, ['6'] = NUMBER, ['7'] = NUMBER, ['8'] = NUMBER, ['9'] = NUMBER,
	['+'] = NUMBER, ['('] = NUMBER,
	[':'] = COLON, ['.'] = DOT, ['@'] = AT_SIGN, ['"'] = ASCII_QUOTE,
	[0x80] = SECOND_BYTE, [0xAB] = SECOND_BYTE,   /* of E2 80 9C, E3 80 8C, C2 AB, … */
};

/* How many bytes before its sign a link may begin; 0: none does. */
static size_t link_before(const char *text, size_t size, size_t at, size_t least)
{
	if (text[at] == '.')
		return at - least >= 3 && starts(text + at - 3, 3, "www") ? 3 : 0;
	if (size - at < 3 || text[at + 1] != '/')
		return 0;
	if (at - least >= 5 && starts(text + at - 5, 5, "https"))
		return 5;
	return at - least >= 4 && starts(text + at - 4, 4, "http") ? 4 : 0;
}

/* The bytes around the second one of a quotation mark. */
static bool quote_before(const char *text, size_t size, size_t at, size_t least)
{
	const unsigned char lead = at > least ? (unsigned char)text[at - 1] : 0;
	const unsigned char third = size - at > 1 ? (unsigned char)text[at + 1] : 0;

	if ((unsigned char)text[at] == 0xAB)
		return lead == 0xC2;
	return (lead == 0xE2 && (third == 0x9C || third == 0x9E)) ||
	       (lead == 0xE3 && (third == 0x8C || third == 0x8E));
}

/* *from is the place of a sign; moved behind the hit, or what was looked at. */
static bool hit_at(const char *text, size_t size, size_t least, size_t *from, struct scan_hit *hit)
{
	const size_t at = *from;
	size_t before;
	bool found = false;

	switch (signs[(unsigned char)text[at]]) {
	case NUMBER:
		return phone_at(text, size, from, hit);
	case COLON:
	case DOT:
		before = link_before(text, size, at, least);
		found = before > 0 && link_at(text + at - before, size - at + before, hit);
		break;
	case AT_SIGN:
		found = mail_at(text, size, at, least, hit);
		break;
	case ASCII_QUOTE:
		found = quote_at(text + at, size - at, hit);
		break;
	default:
		found = quote_before(text, size, at, least) && quote_at(text + at - 1, size - at + 1, hit);
	}
	*from = found ? (size_t)(hit->at - text) + hit->length : at + 1;
	return found;
}

/* Bytes that hit_at() would look at for longer, as far as the two beside each tell. */
static inline wide worth_a_look(const char *at)
{
	const wide bytes = wide_load(at), before = wide_load(at - 1), next = wide_load(at + 1);
	const wide found = (wide)(bytes - '0' < 10) | (wide)(bytes == '+') | (wide)(bytes == '(') |
	    (wide)(bytes == '@') | (wide)(bytes == '"') |
	    ((wide)(bytes == ':') & (wide)(next == '/')) |
	    ((wide)(bytes == '.') & (wide)((before | 0x20) == 'w'));

	if (!wide_any(wide_high(bytes)))
		return found;
	return found | ((wide)(bytes == 0xAB) & (wide)(before == 0xC2)) |
	       /* E2 80 9C and 9E, E3 80 8C and 8E */
	       ((wide)(bytes == 0x80) & (wide)((before & 0xFE) == 0xE2) & (wide)((next & 0xED) == 0x8C));
}

/* The place of the next sign from `i` on, or the end. */
static size_t next_sign(const char *text, size_t size, size_t i)
{
	while (i < size) {
		if (i > 0 && size - i > WIDE) {
			const wide found = worth_a_look(text + i);

			if (wide_any(found))
				return i + wide_first(found);
			i += WIDE;
		} else if (signs[(unsigned char)text[i]] != NOTHING) {
			return i;
		} else {
			i++;
		}
	}
	return size;
}

bool scan_next(const char *text, size_t size, size_t *from, struct scan_hit *hit)
{
	const size_t least = *from;

	for (;;) {
		*from = next_sign(text, size, *from);
		if (*from >= size)
			return false;
		if (hit_at(text, size, least, from, hit))
			return true;
	}
}

const char *scan_kind_name(enum scan_kind kind)
{
	static const char *const names[SCAN_KINDS] = {
		"a web address", "a mail address", "a phone number", "a quotation",
	};

	return names[kind];
}

void scan_host(const char *url, struct scan_hit *host)
{
	const char *at = strstr(url, "://"), *end, *user;

	at = at != NULL ? at + 3 : url;
	end = at + strcspn(at, "/?#");
	user = memchr(at, '@', (size_t)(end - at));
	if (user != NULL)
		at = user + 1;
	if (*at != '[')
		end = at + strcspn(at, "/?#:");
	if (starts(at, (size_t)(end - at), "www."))
		at += 4;
	*host = (struct scan_hit){SCAN_LINK, url, strlen(url), at, (size_t)(end - at)};
}

static bool host_is(const struct scan_hit *host, const char *name)
{
	return strlen(name) == host->host_length && starts(host->host, host->host_length, name);
}

static bool host_ends(const struct scan_hit *host, const char *name, size_t length)
{
	if (length > host->host_length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (ascii_lower(host->host[host->host_length - length + i]) != ascii_lower(name[i]))
			return false;
	return length == host->host_length || host->host[host->host_length - length - 1] == '.';
}

bool scan_host_in(const struct scan_hit *host, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (host_ends(host, names[i], strlen(names[i])))
			return true;
	return false;
}

bool scan_same_site(const struct scan_hit *a, const struct scan_hit *b)
{
	return host_ends(a, b->host, b->host_length) || host_ends(b, a->host, a->host_length);
}

/* RFC 1918, RFC 1122, RFC 3927; the second number decides for 172.16 to 172.31. */
static bool private_number(const struct scan_hit *host)
{
	static const char *const starts_with[] = {"10.", "127.", "192.168.", "169.254.", "0.", NULL};
	size_t dots = 0;

	for (size_t i = 0; i < host->host_length; i++) {
		if (!ascii_digit(host->host[i]) && host->host[i] != '.')
			return false;
		dots += host->host[i] == '.';
	}
	if (dots != 3)
		return false;
	for (size_t i = 0; starts_with[i] != NULL; i++)
		if (starts(host->host, host->host_length, starts_with[i]))
			return true;
	if (starts(host->host, host->host_length, "172.")) {
		int second = 0;

		for (size_t i = 4; i < host->host_length && i < 7 && ascii_digit(host->host[i]); i++)
			second = second * 10 + (host->host[i] - '0');
		return second >= 16 && second <= 31;
	}
	return false;
}

const char *scan_private_host(const struct scan_hit *host)
{
	/* RFC 6761, RFC 6762, RFC 8375 and what networks at work use; names kept
	 * for documentation (.example) are left alone. */
	static const char *const inside[] = {
		"localhost", "local", "lan", "internal", "intranet", "corp", "home", "home.arpa",
		"test", "invalid", NULL,
	};

	if (host->host_length == 0)
		return "it names no host";
	if (host->host[0] == '[')
		return host_is(host, "[::1]") || starts(host->host, host->host_length, "[fe80:") ||
		               starts(host->host, host->host_length, "[fd")
		           ? "its address is private" : NULL;
	if (private_number(host))
		return "its address is private";
	if (scan_host_in(host, inside))
		return "its name is private";
	return memchr(host->host, '.', host->host_length) == NULL ? "its name has no dot" : NULL;
}
