/* The old encodings' tables, against the C library: every sequence of one, two and four bytes. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>

#include "base/multibyte.h"

static const struct {
	const char *name;
	const struct multibyte *set;
} sets[] = {{"CP949", &multibyte_cp949}, {"CP932", &multibyte_cp932}, {"GB18030", &multibyte_gb18030}};

/* What the library makes of the first character; of several, the first alone is looked at. */
static enum multibyte_result ask(iconv_t converter, const char *bytes, size_t size, uint32_t *code)
{
	char in[8], out[16], *from = in, *to = out;
	size_t left = size, room = 4;

	memcpy(in, bytes, size);
	iconv(converter, NULL, NULL, NULL, NULL);
	if (iconv(converter, &from, &left, &to, &room) == (size_t)-1 && room == 4)
		return errno == EINVAL ? MULTIBYTE_CUT : MULTIBYTE_BAD;
	*code = 0;
	for (size_t i = 0; i < 4; i++)
		*code = *code << 8 | (unsigned char)out[i];
	return MULTIBYTE_GOOD;
}

static void same(const struct multibyte *set, iconv_t converter, const char *bytes, size_t size)
{
	uint32_t code, expected = 0;
	size_t length;
	enum multibyte_result result = multibyte_next(set, bytes, size, &code, &length);
	enum multibyte_result wanted = ask(converter, bytes, size, &expected);

	if (result != wanted || (result == MULTIBYTE_GOOD && code != expected))
		fail_msg("%02x %02x %02x %02x, of which %zu: %d %x instead of %d %x", (unsigned char)bytes[0],
		    (unsigned char)bytes[1], (unsigned char)bytes[2], (unsigned char)bytes[3], size, (int)result,
		    code, (int)wanted, expected);
}

static void same_fours(const struct multibyte *set, iconv_t converter, char *bytes)
{
	for (unsigned third = 0; third < 0x100; third++)
		for (unsigned fourth = 0; fourth < 0x100; fourth++) {
			/* Outside the tables one in sixteen will do. */
			if ((third < 0x80 || fourth < 0x2F || fourth > 0x3A) && (third + fourth) % 16 != 0)
				continue;
			bytes[2] = (char)third;
			bytes[3] = (char)fourth;
			if (fourth == 0)
				same(set, converter, bytes, 3);
			same(set, converter, bytes, 4);
		}
}

static void test_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		iconv_t converter = iconv_open("UTF-32BE", sets[i].name);
		char bytes[5] = "";

		if (converter == (iconv_t)-1)
			skip();
		for (unsigned lead = 0; lead < 0x100; lead++) {
			bytes[0] = (char)lead;
			same(sets[i].set, converter, bytes, 1);
			for (unsigned second = 0; second < 0x100; second++) {
				bytes[1] = (char)second;
				same(sets[i].set, converter, bytes, 2);
				if (lead >= 0x80 && second >= 0x30 && second <= 0x39 && sets[i].set->range_count > 0)
					same_fours(sets[i].set, converter, bytes);
			}
		}
		iconv_close(converter);
	}
}

/* Some that everybody can look up, one of each kind. */
static void test_some(void **state)
{
	static const struct {
		size_t set;
		const char *bytes;
		uint32_t code;
		enum multibyte_result result;
	} rows[] = {
		{0, "A", 'A', MULTIBYTE_GOOD}, {0, "\xC8\xB8", 0xD68C, MULTIBYTE_GOOD},
		{0, "\x8C\x63", 0xB620, MULTIBYTE_GOOD}, {0, "\xC8", 0, MULTIBYTE_CUT}, {0, "\xC8 ", 0, MULTIBYTE_BAD},
		{0, "\xFF", 0, MULTIBYTE_BAD}, {1, "\xB1", 0xFF71, MULTIBYTE_GOOD}, {1, "\x83\x41", 0x30A2, MULTIBYTE_GOOD},
		{1, "\x87\x40", 0x2460, MULTIBYTE_GOOD}, {2, "\xD6\xD0", 0x4E2D, MULTIBYTE_GOOD},
		{2, "\x81\x30\x81\x30", 0x80, MULTIBYTE_GOOD}, {2, "\x90\x30\x81\x30", 0x10000, MULTIBYTE_GOOD},
		{2, "\xE3\x32\x9A\x35", 0x10FFFF, MULTIBYTE_GOOD}, {2, "\xE3\x32\x9A\x36", 0, MULTIBYTE_BAD},
		{2, "\x81\x30\x81", 0, MULTIBYTE_CUT}, {2, "\x81\x30\x20\x30", 0, MULTIBYTE_BAD},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint32_t code;
		size_t length, size = strlen(rows[i].bytes);

		assert_int_equal(multibyte_next(sets[rows[i].set].set, rows[i].bytes, size, &code, &length), rows[i].result);
		if (rows[i].result != MULTIBYTE_GOOD)
			continue;
		assert_int_equal(code, rows[i].code);
		assert_int_equal(length, size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_all), cmocka_unit_test(test_some)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
