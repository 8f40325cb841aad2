/* What people take for one letter. Private to sheet_*.c. */
#ifndef PINPORT_EMIT_SHEET_GRAPHEMES_H
#define PINPORT_EMIT_SHEET_GRAPHEMES_H

#include <stddef.h>

/* Grapheme clusters of UTF-8 (Unicode Standard Annex 29, by utf8proc); a NUL stands behind it. */
size_t sheet_graphemes(const char *text, size_t size);

#endif
