/* SHA-256 against the vectors of FIPS 180-2. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "base/hash.h"

static const struct { const char *data, *hash; } vectors[] = {
	{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void known(void **state)
{
	char text[HASH_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		hash_bytes(vectors[i].data, strlen(vectors[i].data), text);
		assert_string_equal(text, vectors[i].hash);
	}
}

static void in_pieces(void **state)
{
	char text[HASH_TEXT];
	struct hash hash, other;

	(void)state;
	hash_begin(&hash);
	hash_begin(&other);
	for (const char *p = vectors[2].data; *p != '\0'; p++) {
		hash_add(&hash, p, 1);
		hash_add(&other, "", 0);
	}
	hash_end(&hash, text);
	assert_string_equal(text, vectors[2].hash);
	hash_end(&other, text);
	assert_string_equal(text, vectors[0].hash);
}

/* What many begin with is taken once, and goes on differently. */
static void begun_like_another(void **state)
{
	const char *const data = vectors[2].data;
	char text[HASH_TEXT];
	struct hash start, hash;

	(void)state;
	for (size_t cut = 0; cut <= strlen(data); cut++) {
		hash_begin(&start);
		hash_add(&start, data, cut);
		for (size_t i = 0; i < 2; i++) {
			hash_begin_like(&hash, &start);
			hash_add(&hash, data + cut, strlen(data) - cut);
			hash_end(&hash, text);
			assert_string_equal(text, vectors[2].hash);
		}
		hash_end(&start, text);
	}
}

static void packed(void **state)
{
	static const unsigned char start[] = {0xE3, 0xB0, 0xC4, 0x42}, end[] = {0x52, 0xB8, 0x55};
	unsigned char bytes[HASH_BYTES];
	char text[HASH_TEXT];

	(void)state;
	hash_bytes("", 0, text);
	hash_pack(bytes, text);
	assert_memory_equal(bytes, start, sizeof start);
	assert_memory_equal(bytes + HASH_BYTES - sizeof end, end, sizeof end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known),
		cmocka_unit_test(in_pieces), cmocka_unit_test(begun_like_another),
		cmocka_unit_test(packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
