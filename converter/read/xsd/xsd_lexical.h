/* Lexical forms of XML Schema 1.0 Part 2. Each function says whether all of
 * `text` (white space already processed) has the form. */
#ifndef PINPORT_READ_XSD_LEXICAL_H
#define PINPORT_READ_XSD_LEXICAL_H

#include <stdbool.h>
#include <stddef.h>

bool lexical_any(const char *text, size_t size);
bool lexical_boolean(const char *text, size_t size);    /* 3.2.2.1 */
bool lexical_decimal(const char *text, size_t size);    /* 3.2.3.1: any number of digits */
bool lexical_integer(const char *text, size_t size);    /* 3.3.13.1 */
bool lexical_datetime(const char *text, size_t size);   /* 3.2.7: 24:00:00 yes, second 60 and year 0000 no */
bool lexical_date(const char *text, size_t size);       /* 3.2.9 */
bool lexical_uri(const char *text, size_t size);        /* as libxml2 reads RFC 3986; text ends with a NUL */
bool lexical_language(const char *text, size_t size);   /* 3.3.3 */
bool lexical_nmtoken(const char *text, size_t size);    /* text ends with a NUL */

/* <0, 0, >0 as a is less than, equal to, greater than b; both are decimals. */
int lexical_compare(const char *a, size_t a_size, const char *b, size_t b_size);

#endif
