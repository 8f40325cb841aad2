/* Code lists of ISO 3166-1, ISO 4217 and ISO 639-1, and the form of BCP 47 tags. */
#ifndef PINPORT_RULES_CODES_H
#define PINPORT_RULES_CODES_H

#include <stdbool.h>
#include <stddef.h>

/* `code` points to two capital letters. XK (Kosovo) counts: no standard
 * assigns it, everybody uses it. */
bool code_country(const char *code);

/* All of them, in order, each with a blank behind it. */
const char *code_countries(void);

/* The code that is meant by a common mistake ("GB" for "UK"), or NULL. */
const char *code_country_meant(const char *code);

/* `code` points to three capital letters. Codes that were withdrawn since 2008 count. */
bool code_currency(const char *code);

/* What is wrong with a language tag, in words, or NULL: its form by BCP 47
 * (RFC 5646, section 2.1), two-letter languages by ISO 639-1, two-letter
 * regions by ISO 3166-1. Longer languages, scripts and variants are checked in form only. */
const char *code_language_fault(const char *tag);

#endif
