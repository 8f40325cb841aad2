/* Finds what a person would call a link, a mail address, a phone number or a
 * quotation in a plain text, and says whose a web address is. */
#ifndef PINPORT_RULES_SCAN_H
#define PINPORT_RULES_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum scan_kind { SCAN_LINK, SCAN_MAIL, SCAN_PHONE, SCAN_QUOTE, SCAN_KINDS };

struct scan_hit {
	enum scan_kind kind;
	const char *at;       /* in the text */
	size_t length;        /* bytes */
	const char *host;     /* LINK and MAIL: where the host name starts */
	size_t host_length;
};

/* The next hit from *from on, which is moved behind it; false at the end.
 *   LINK   http://…, https://…, www.…
 *   MAIL   local@domain.tld
 *   PHONE  8 to 15 digits with blanks and ( ) . - / between them, starting with
 *          + or 0 or (, or 9 and more that are no years, no version and no number in thousands
 *   QUOTE  quotation marks around at least 25 characters */
bool scan_next(const char *text, size_t size, size_t *from, struct scan_hit *hit);

/* "web address", … in words, with article. */
const char *scan_kind_name(enum scan_kind kind);

/* The host of a web address without user, port and "www."; an empty hit has length 0. */
void scan_host(const char *url, struct scan_hit *host);

/* Why a host cannot be reached by everybody, in words, or NULL. */
const char *scan_private_host(const struct scan_hit *host);

/* True when one host is the other or beneath it: contoso.com and shop.contoso.com. */
bool scan_same_site(const struct scan_hit *a, const struct scan_hit *b);

/* True when the host is, or is beneath, one of names[] (ends with NULL). */
bool scan_host_in(const struct scan_hit *host, const char *const names[]);

#endif
