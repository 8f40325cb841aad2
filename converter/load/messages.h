/* The languages of messages: schemas/messages/LANG.yaml, embedded. What values
 * say, and messages that stand on the upload sheet as well, are taken from the
 * sheet's words (emit/sheet/words.yaml), so that both say the same. */
#ifndef PINPORT_LOAD_MESSAGES_H
#define PINPORT_LOAD_MESSAGES_H

#include "base/language.h"
#include "base/mem.h"

/* The language in the arena; NULL for English, and for one that has no file. */
const struct language *messages_read(const char *name, struct arena *arena);

/* Frees what of it is not in the arena; NULL is fine. */
void messages_free(const struct language *language);

#endif
