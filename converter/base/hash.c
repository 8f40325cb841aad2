/* SHA-256 through libcrypto: see hash.h. The only file that includes it.
 * SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/mem.h"

/* libcrypto's digest calls fail only when memory runs out: SHA-256 is built in. */
static void check(int result)
{
	if (result != 1)
		mem_exhausted();
}

void hash_begin(struct hash *hash)
{
	EVP_MD_CTX *context;

	/* OpenSSL 3.0 crashes later if memory ran out while it set itself up. */
	if (OSSL_LIB_CTX_get0_global_default() == NULL)
		mem_exhausted();
	context = EVP_MD_CTX_new();
	if (context == NULL)
		mem_exhausted();
	check(EVP_DigestInit_ex(context, EVP_sha256(), NULL));
	hash->context = context;
}

void hash_add(struct hash *hash, const void *data, size_t size)
{
	check(EVP_DigestUpdate(hash->context, data, size));
}

void hash_end(struct hash *hash, char text[HASH_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned size = 0;

	check(EVP_DigestFinal_ex(hash->context, bytes, &size));
	EVP_MD_CTX_free(hash->context);
	hash->context = NULL;
	for (size_t i = 0; i < (HASH_TEXT - 1) / 2; i++) {
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
