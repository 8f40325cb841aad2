/* SHA256SUMS: the list of a bundle's files with their hashes, as sha256sum(1)
 * writes it, sorted by path in byte order. SPDX-License-Identifier: MIT */
#ifndef PINPORT_BUNDLE_SUMS_H
#define PINPORT_BUNDLE_SUMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "emit/emit.h"

#define SUMS_NAME "SHA256SUMS"

struct sums {
	struct emitted_file *list;   /* bytes is not known and 0 */
	size_t count;
};

/* True for a relative path that is safe in a bundle: no empty, "." or ".."
 * part, no part over 255 bytes, no control character and no backslash. */
bool sums_path(const char *path);

void sums_add(struct buf *to, const char *sha256, const char *path);   /* one line */

/* Reads a list. False unless it is exactly what sums_add() gives for distinct,
 * sorted, safe paths. */
bool sums_parse(struct sums *sums, const char *text, struct arena *arena);

/* Reads FOLDER/SHA256SUMS and gives its own hash, too. False with errno: EBADMSG
 * when it is not such a list. */
bool sums_read(struct sums *sums, int folder, char sha256[HASH_TEXT], struct arena *arena);

/* The entry of a path, or NULL. */
const struct emitted_file *sums_find(const struct sums *sums, const char *path);

/* Whether FOLDER/PATH has that hash. False with errno; 0: it has another. */
bool sums_same(int folder, const char *path, const char *sha256);

#endif
