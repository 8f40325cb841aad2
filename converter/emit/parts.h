/* Small pieces that several documents of a bundle share. */
#ifndef PINPORT_EMIT_PARTS_H
#define PINPORT_EMIT_PARTS_H

#include "emit/emit.h"

/* Leaves by what became of them, and what else a bundle holds. */
struct tally {
	size_t fates[FATE_DROPPED + 1];
	size_t profiles, refused, pictures;
};

struct tally tally_of(const struct shaped *shaped);

/* The pairs leaves, mapped, changed, recorded, dropped, profiles,
 * refusedProfiles, pictures of a map that is open. */
void write_tally(struct writer *w, const struct shaped *shaped);

/* key + the value's text; an absent value writes nothing. */
void write_value(struct writer *w, const char *key, const struct value *value);

/* key + text from outside the export (a file name), bytes that are not UTF-8 made visible. */
void write_outside(struct writer *w, const char *key, const char *text);

/* "account" + {id, mpnId, legalName} */
void write_account(struct writer *w, const struct account *account);

#endif
