/* What an entry name may be, and when two names are the same. No I/O. */
#ifndef PINPORT_READ_NAMES_H
#define PINPORT_READ_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

enum name_fault {
	NAME_FINE,
	NAME_EMPTY,
	NAME_CONTROL,      /* C0, DEL, C1, NUL */
	NAME_BACKSLASH,
	NAME_ABSOLUTE,
	NAME_DRIVE,
	NAME_CLIMBS,
	NAME_FAULTS
};

/* `name` is UTF-8 of `size` bytes, and may have a NUL within. */
enum name_fault name_check(const char *name, size_t size);

/* The form in which names are compared: without "." and empty parts and the
 * final slash, NFC and, with `fold`, without differences of case. `name` is
 * valid UTF-8. The result is `name` itself where it is in that form already. */
const char *name_key(struct arena *arena, const char *name, bool fold);

/* A copy without "." and empty parts and the final slash, else unchanged. */
const char *name_tidy(struct arena *arena, const char *name);

/* Files that an operating system adds on its own: never mentioned. */
bool name_ignored(const char *name);

/* Whether a name of Info-ZIP's Unicode field can be the same name as the plain
 * ASCII one: other programs see that one. Letters that a packer could not write
 * became ?, _, #Uxxxx or #Lxxxxxx. */
bool name_spells(const char *plain, size_t plain_size, const char *name, size_t size);

#endif
