/* SHA-256 through libcrypto: see hash.h. The only file that includes it.
 *
 * The plain functions, which OpenSSL 3 calls deprecated but keeps, rather than
 * EVP: those allocate nothing and load nothing, while the first use of EVP reads
 * a configuration file, makes some 4,000 allocations (over a millisecond of start-up), and in
 * OpenSSL 3.0 crashes when certain of them fail. The code behind both is the same.
 * SPDX-License-Identifier: MIT */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/hash.h"

#include <openssl/sha.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void hash_begin(struct hash *hash)
{
	hash->context = mem_alloc(sizeof(SHA256_CTX));
	SHA256_Init(hash->context);
}

void hash_begin_like(struct hash *hash, const struct hash *other)
{
	hash->context = mem_alloc(sizeof(SHA256_CTX));
	memcpy(hash->context, other->context, sizeof(SHA256_CTX));
}

void hash_add(struct hash *hash, const void *data, size_t size)
{
	SHA256_Update(hash->context, data, size);
}

void hash_end(struct hash *hash, char text[HASH_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[SHA256_DIGEST_LENGTH];

	SHA256_Final(bytes, hash->context);
	mem_free(hash->context);
	hash->context = NULL;
	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	text[HASH_TEXT - 1] = '\0';
}

void hash_bytes(const void *data, size_t size, char text[HASH_TEXT])
{
	struct hash hash;

	hash_begin(&hash);
	hash_add(&hash, data, size);
	hash_end(&hash, text);
}

void hash_pack(unsigned char bytes[HASH_BYTES], const char text[HASH_TEXT])
{
	for (size_t i = 0; i < HASH_BYTES; i++)
		bytes[i] = (unsigned char)(ascii_hex(text[2 * i]) << 4 | ascii_hex(text[2 * i + 1]));
}
