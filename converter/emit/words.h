/* Two texts, word by word, in one line for people: what only the older has,
 * what only the newer has, and enough of what both have. */
#ifndef PINPORT_EMIT_WORDS_H
#define PINPORT_EMIT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Texts are shown safely. In colour: red and green; else [-old-] and {+new+}. */
void emit_words(struct buf *to, const char *before, const char *after, bool colour);

/* One text alone, as all old or all new. */
void emit_whole(struct buf *to, const char *text, bool is_new, bool colour);

#endif
