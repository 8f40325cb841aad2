/* SHA-256 of bytes that come in pieces, as lower-case hex.
 *
 * Ownership: the caller has the struct; hash_end() frees what it holds. */
#ifndef PINPORT_BASE_HASH_H
#define PINPORT_BASE_HASH_H

#include <stddef.h>

enum { HASH_TEXT = 65, HASH_BYTES = 32 };   /* 64 hex digits and the final NUL; what they stand for */

struct hash {
	void *context;   /* libcrypto's; nothing of it is for others */
};

/* Each hash_begin() needs one hash_end(), also when the result is not wanted. */
void hash_begin(struct hash *hash);
void hash_begin_like(struct hash *hash, const struct hash *other);   /* goes on where the other one is */
void hash_add(struct hash *hash, const void *data, size_t size);
void hash_end(struct hash *hash, char text[HASH_TEXT]);

/* What the digits stand for: half as large, for what is kept in numbers. */
void hash_pack(unsigned char bytes[HASH_BYTES], const char text[HASH_TEXT]);

/* All in one, for bytes that are in memory. */
void hash_bytes(const void *data, size_t size, char text[HASH_TEXT]);

#endif
