/* From bytes to UTF-8: what is found out, every character, every cut.
 * SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <iconv.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/encoding.h"
#include "read/xml/xml.h"

/* Decodes pieces of `step` bytes; the code of the trouble, or "" */
static const char *decode(const char *data, size_t size, size_t step, struct buf *out)
{
	struct encoding *encoding = encoding_open();
	const char *code = "";
	bool ok = true;

	buf_clear(out);
	for (size_t at = 0, piece; ok && at < size; at += piece) {
		char *copy;

		piece = size - at < step ? size - at : step;
		copy = mem_copy(data + at, piece);
		ok = encoding_feed(encoding, copy, piece, out);
		mem_free(copy);
	}
	ok = ok && encoding_finish(encoding, out);
	if (!ok)
		code = diag_rows[encoding_trouble(encoding)->code].code;
	encoding_close(encoding);
	return code;
}

static void expect(const char *data, size_t size, const char *text, const char *code)
{
	struct buf out = {0};

	for (size_t step = 1; step <= size + 1; step++) {
		assert_string_equal(decode(data, size, step, &out), code);
		assert_string_equal(buf_text(&out), text);
	}
	buf_free(&out);
}

#define BYTES(text) text, sizeof(text) - 1

static void test_marks_and_patterns(void **state)
{
	(void)state;
	expect(BYTES("<a/>"), "<a/>", "");
	expect(BYTES("\xEF\xBB\xBF<a/>"), "<a/>", "");
	expect(BYTES("\xFF\xFE<\0a\0/\0>\0"), "<a/>", "");
	expect(BYTES("\xFE\xFF\0<\0a\0/\0>"), "<a/>", "");
	expect(BYTES("<\0a\0/\0>\0"), "<a/>", "");
	expect(BYTES("\0<\0a\0/\0>"), "<a/>", "");
	expect(BYTES("\n\0<\0a\0/\0>\0"), "\n<a/>", "");
	expect(BYTES(""), "", "");
	expect(BYTES("<"), "<", "");
	expect(BYTES("\xEF\xBB\xBF"), "", "");
	expect(BYTES("\xEF\xBB"), "", "X103");
	expect(BYTES("\xEF\xBB\xBF\xEF\xBB\xBF<a/>"), "", "X106");
	expect(BYTES("\xFF\xFE\xFF\xFE<\0a\0"), "", "X106");
	expect(BYTES("\xFF\xFE\0\0<\0\0\0"), "", "X101");
	expect(BYTES("\0\0\xFE\xFF\0\0\0<"), "", "X101");
	expect(BYTES("<\0\0\0a\0\0\0"), "", "X101");
	expect(BYTES("\0\0\0<\0\0\0a"), "", "X101");
	expect(BYTES("\x4C\x6F\xA7\x94\x93\x40\xA5\x85"), "", "X101");
}

static void test_bad_bytes(void **state)
{
	(void)state;
	expect(BYTES("<a>xyz\xE9</a>"), "<a>xyz", "X108");
	expect(BYTES("<a>xyz\xC0\x80</a>"), "<a>xyz", "X108");
	expect(BYTES("<a>xyz\xE0\x9F\xBF</a>"), "<a>xyz", "X108");
	expect(BYTES("<a>xyz\xED\xA0\x80</a>"), "<a>xyz", "X108");
	expect(BYTES("<a>xyz\xF4\x90\x80\x80</a>"), "<a>xyz", "X108");
	expect(BYTES("<a>xyz\xF0\x9F\x98"), "<a>xyz", "X103");
	expect(BYTES("<a>\xC3\xA9\0</a>"), "<a>\xC3\xA9", "X105");
	expect(BYTES("\xFF\xFE<\0a\0>\0\0\xD8x\0"), "<a>", "X102");
	expect(BYTES("\xFF\xFE<\0a\0>\0\0\xDCx\0"), "<a>", "X102");
	expect(BYTES("\xFF\xFE<\0a\0>\0\x3D\xD8"), "<a>", "X103");
	expect(BYTES("\xFF\xFE<\0a\0>\0x"), "<a>", "X103");
	expect(BYTES("\xFF\xFE<\0a\0>\0\0\0"), "<a>", "X105");
}

#define DECLARED(name) "<?xml version='1.0' encoding=\"" name "\"?><a>"

static void test_declared(void **state)
{
	(void)state;
	expect(BYTES(DECLARED("EUC-KR") "\xC8\xB8\xBB\xE7"), DECLARED("EUC-KR") "\xED\x9A\x8C\xEC\x82\xAC", "");
	expect(BYTES(DECLARED("ks_c_5601-1987") "\xC8\xB8"), DECLARED("ks_c_5601-1987") "\xED\x9A\x8C", "");
	/* U+B620, which only windows-949 has. */
	expect(BYTES(DECLARED("cp949") "\x8C\x63"), DECLARED("cp949") "\xEB\x98\xA0", "");
	expect(BYTES(DECLARED("Shift_JIS") "\x89\xEF\xB1"), DECLARED("Shift_JIS") "\xE4\xBC\x9A\xEF\xBD\xB1", "");
	expect(BYTES(DECLARED("gb18030") "\x94\x39\xFC\x36"), DECLARED("gb18030") "\xF0\x9F\x98\x80", "");
	expect(BYTES(DECLARED("GB2312") "\xB9\xAB"), DECLARED("GB2312") "\xE5\x85\xAC", "");
	expect(BYTES(DECLARED("windows-1252") "\x80\xE9"), DECLARED("windows-1252") "\xE2\x82\xAC\xC3\xA9", "");
	expect(BYTES(DECLARED("iso-8859-1") "\xE9\x93"), DECLARED("iso-8859-1") "\xC3\xA9\xE2\x80\x9C", "");
	expect(BYTES(DECLARED("windows-1251") "\xCF"), DECLARED("windows-1251") "\xD0\x9F", "");
	expect(BYTES(DECLARED("us-ascii") "x"), DECLARED("us-ascii") "x", "");
	expect(BYTES(DECLARED("us-ascii") "\xE9"), DECLARED("us-ascii"), "X102");
	expect(BYTES(DECLARED("windows-1252") "\x81"), DECLARED("windows-1252"), "X102");
	expect(BYTES(DECLARED("euc-kr") "\xC8"), DECLARED("euc-kr"), "X103");
	expect(BYTES(DECLARED("euc-kr") "\xC8 x"), DECLARED("euc-kr"), "X102");
	/* UTF-8 under another name, as far as it can be told at the first bad byte */
	expect(BYTES(DECLARED("windows-1251") "\xD0\x9F\xD0\x98"), DECLARED("windows-1251") "\xD0\xA0\xD1\x9F\xD0\xA0", "X107");
	expect(BYTES(DECLARED("windows-1251") "\xCF\xD0\x98"), DECLARED("windows-1251") "\xD0\x9F\xD0\xA0", "X102");
	expect(BYTES(DECLARED("UTF-8") "\xC3\xA9"), DECLARED("UTF-8") "\xC3\xA9", "");
	expect(BYTES(DECLARED("utf-16") "\xC3\xA9"), DECLARED("utf-16") "\xC3\xA9", "");
	expect(BYTES("\xEF\xBB\xBF" DECLARED("windows-1252") "\xC3\xA9"), DECLARED("windows-1252") "\xC3\xA9", "");
	expect(BYTES(DECLARED("x-none") "x"), "", "X101");
	expect(BYTES(DECLARED("") "x"), DECLARED("") "x", "");
	/* Not a declaration, or none of an encoding. */
	expect(BYTES("<?xmlx encoding='x-none'?>"), "<?xmlx encoding='x-none'?>", "");
	expect(BYTES("<?xml version='1.0'?>encoding='x-none'"), "<?xml version='1.0'?>encoding='x-none'", "");
	expect(BYTES("<a encoding='x-none'>"), "<a encoding='x-none'>", "");
	expect(BYTES("<?xml encoding = \n'windows-1252' ?>\xE9"), "<?xml encoding = \n'windows-1252' ?>\xC3\xA9", "");
}

static void check_warning(const char *data, size_t size, const char *declared, const char *real,
    uint64_t column)
{
	struct encoding *encoding = encoding_open();
	const struct encoding_report *report;
	struct buf out = {0};

	assert_true(encoding_feed(encoding, data, size, &out));
	report = encoding_warning(encoding);
	if (declared == NULL) {
		assert_null(report);
	} else {
		assert_non_null(report);
		assert_string_equal(report->values[0], declared);
		assert_string_equal(report->values[1], real);
		assert_int_equal(report->at.line, 1);
		assert_int_equal(report->at.column, column);
		assert_int_equal(report->at.offset, column - 1);
		assert_null(encoding_warning(encoding));
	}
	assert_true(encoding_feed(encoding, BYTES("\x41"), &out));
	encoding_close(encoding);
	buf_free(&out);
}

static void test_warnings(void **state)
{
	(void)state;
	check_warning(BYTES(DECLARED("utf-16") "x"), "utf-16", "UTF-8", 31);
	check_warning(BYTES(DECLARED("Unicode") "x"), "Unicode", "UTF-8", 31);
	check_warning(BYTES("\xEF\xBB\xBF" DECLARED("iso-8859-1") "x"), "iso-8859-1", "UTF-8", 31);
	check_warning(BYTES("\xEF\xBB\xBF" DECLARED("nonsense") "x"), "nonsense", "UTF-8", 31);
	check_warning(BYTES(DECLARED("latin1") "\x92\x93"), "ISO-8859-1", "windows-1252", 31);
	check_warning(BYTES(DECLARED("latin1") "\xE9"), NULL, NULL, 0);
	check_warning(BYTES(DECLARED("utf-8") "x"), NULL, NULL, 0);
	check_warning(BYTES("\xEF\xBB\xBF" DECLARED("UTF-8") "x"), NULL, NULL, 0);
}

/* What is said does not depend on how the bytes came: the bad bytes, and whether there is a warning. */
static void describe(const char *data, size_t size, size_t step, struct buf *words)
{
	struct encoding *encoding = encoding_open();
	const struct encoding_report *warning;
	struct buf out = {0};
	bool ok = true;

	for (size_t at = 0; ok && at < size; at += step)
		ok = encoding_feed(encoding, data + at, size - at < step ? size - at : step, &out);
	assert_false(ok);
	warning = encoding_warning(encoding);
	buf_clear(words);
	buf_printf(words, "%s %s, warning %s", diag_rows[encoding_trouble(encoding)->code].code,
	    encoding_trouble(encoding)->values[0] != NULL ? encoding_trouble(encoding)->values[0] : "",
	    warning != NULL ? diag_rows[warning->code].code : "none");
	encoding_close(encoding);
	buf_free(&out);
}

static void expect_words(const char *data, size_t size, const char *expected)
{
	struct buf words = {0};

	for (size_t step = 1; step <= size; step++) {
		describe(data, size, step, &words);
		assert_string_equal(buf_text(&words), expected);
	}
	buf_free(&words);
}

static void test_same_words(void **state)
{
	(void)state;
	expect_words(BYTES(DECLARED("GB18030") "\x80\xE3x"), "X102 0x80, warning none");
	expect_words(BYTES(DECLARED("GB18030") "\x81\x20x"), "X102 0x81 0x20, warning none");
	expect_words(BYTES(DECLARED("euc-kr") "\xFF\xE3x"), "X102 0xFF, warning none");
	expect_words(BYTES(DECLARED("euc-kr") "\xC8 x"), "X102 0xC8 0x20, warning none");
	expect_words(BYTES(DECLARED("Shift_JIS") "\xFD\x20x"), "X102 0xFD, warning none");
	expect_words(BYTES(DECLARED("iso-8859-1") "x\0\x93"), "X105 , warning none");
	expect_words(BYTES(DECLARED("iso-8859-1") "\x93\0\x93"), "X105 , warning X104");
	expect_words(BYTES("<?xml version='1.0' encoding='utf-1<b>6'?>\0"), "X105 , warning none");
	/* U+3E61 has a byte that looks like the end of the declaration. */
	expect_words(BYTES("\xFF\xFE<\0?\0x\0m\0l\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0x\0a>'\0?\0>\0\0\0"),
	    "X105 , warning X104");
	expect_words(BYTES("<?xml version='1.0' encoding='utf-16'?>\0"), "X105 , warning X104");
}

/* UTF-16 with a declaration of its own, one that names the other order, or UTF-8. */
static void test_utf16_declared(void **state)
{
	static const struct { const char *name; bool warned; } rows[] = {
		{"UTF-16", false}, {"utf-16le", false}, {"UTF-16BE", true}, {"UTF-8", true}, {"x-none", true}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buf wide = {0}, text = {0}, out = {0};
		struct encoding *encoding = encoding_open();

		buf_printf(&text, "<?xml version='1.0' encoding='%s'?><a/>", rows[i].name);
		for (size_t j = 0; j < text.length; j++) {
			buf_addc(&wide, text.data[j]);
			buf_addc(&wide, '\0');
		}
		assert_true(encoding_feed(encoding, wide.data, wide.length, &out));
		assert_string_equal(buf_text(&out), buf_text(&text));
		assert_int_equal(encoding_warning(encoding) != NULL, rows[i].warned);
		encoding_close(encoding);
		buf_free(&wide);
		buf_free(&text);
		buf_free(&out);
	}
}

/* Every code point in UTF-16, both orders, in pieces that cut units and pairs. */
static void test_all_of_utf16(void **state)
{
	struct buf little = {0}, big = {0}, expected = {0}, out = {0};

	(void)state;
	buf_add(&little, "\xFF\xFE", 2);
	buf_add(&big, "\xFE\xFF", 2);
	for (uint32_t code = 1; code <= 0x10FFFF; code += code < 0x3000 || code > 0xD000 ? 1 : 7) {
		uint32_t units[2] = {code, 0};

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		if (code >= 0x10000) {
			units[0] = 0xD800 + ((code - 0x10000) >> 10);
			units[1] = 0xDC00 + ((code - 0x10000) & 0x3FF);
		}
		for (int i = 0; i < (code >= 0x10000 ? 2 : 1); i++) {
			buf_addc(&little, (char)(units[i] & 0xFF));
			buf_addc(&little, (char)(units[i] >> 8));
			buf_addc(&big, (char)(units[i] >> 8));
			buf_addc(&big, (char)(units[i] & 0xFF));
		}
		utf8_add(&expected, code);
	}
	for (size_t step = 1; step < 8000; step = step * 7 + 4) {
		assert_string_equal(decode(little.data, little.length, step, &out), "");
		assert_int_equal(out.length, expected.length);
		assert_memory_equal(out.data, expected.data, out.length);
		assert_string_equal(decode(big.data, big.length, step, &out), "");
		assert_int_equal(out.length, expected.length);
		assert_memory_equal(out.data, expected.data, out.length);
	}
	buf_free(&little);
	buf_free(&big);
	buf_free(&expected);
	buf_free(&out);
}

/* The own tables against those of the C library, where it has them. */
static void test_windows_pages(void **state)
{
	(void)state;
	for (int page = 1250; page <= 1258; page++) {
		char name[16], head[64];
		iconv_t converter;
		struct buf out = {0};
		int length = snprintf(head, sizeof head, "<?xml version='1.0' encoding='windows-%d'?>", page);

		snprintf(name, sizeof name, "CP%d", page);
		converter = iconv_open("UTF-8", name);
		if (converter == (iconv_t)-1)
			continue;
		for (unsigned byte = 0x80; byte < 0x100; byte++) {
			/* A letter behind it lets the converter give a letter that accents may follow. */
			char in[2] = {(char)byte, 'x'}, text[16], *from = in, *to = text;
			size_t left = 2, room = sizeof text;
			bool known = iconv(converter, &from, &left, &to, &room) != (size_t)-1;

			iconv(converter, NULL, NULL, NULL, NULL);
			head[length] = (char)byte;
			head[length + 1] = 'x';
			assert_string_equal(decode(head, (size_t)length + 2, 100, &out), known ? "" : "X102");
			if (known)
				assert_memory_equal(out.data + length, text, sizeof text - room);
		}
		iconv_close(converter);
		buf_free(&out);
	}
}

/* Strict UTF-8: the same verdict and place as utf8_valid(). */
static void test_strict_utf8(void **state)
{
	static const unsigned char bytes[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
		0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
	enum { COUNT = sizeof bytes };
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < COUNT * COUNT * COUNT * COUNT; i++) {
		char text[16] = "<a>plain ";
		size_t bad = 0;
		bool valid;
		const char *code;

		text[9] = (char)bytes[i % COUNT];
		text[10] = (char)bytes[i / COUNT % COUNT];
		text[11] = (char)bytes[i / COUNT / COUNT % COUNT];
		text[12] = (char)bytes[i / COUNT / COUNT / COUNT];
		memcpy(text + 13, "zzz", 3);
		valid = utf8_valid(text, 16, &bad);
		code = decode(text, 16, 16, &out);
		assert_string_equal(code, valid ? "" : "X108");
		assert_int_equal(out.length, valid ? 16 : bad);
	}
	buf_free(&out);
}

static void test_sniff(void **state)
{
	(void)state;
	assert_true(xml_sniff(BYTES("<?xm")));
	assert_true(xml_sniff(BYTES("<a/>")));
	assert_true(xml_sniff(BYTES("\xEF\xBB\xBF<")));
	assert_true(xml_sniff(BYTES("<\0?\0")));
	assert_true(xml_sniff(BYTES("\0<\0?")));
	assert_true(xml_sniff(BYTES("\xFF\xFE<\0")));
	assert_true(xml_sniff(BYTES("\xFE\xFF\0<")));
	assert_true(xml_sniff(BYTES("\r\n <?xml")));
	assert_true(xml_sniff(BYTES("<\xED\x9A\x8C>")));
	assert_false(xml_sniff(BYTES("")));
	assert_false(xml_sniff(BYTES("PK\x03\x04")));
	assert_false(xml_sniff(BYTES("{\"a\": 1}")));
	assert_false(xml_sniff(BYTES("a < b")));
	assert_false(xml_sniff(BYTES("< b")));
	assert_false(xml_sniff(BYTES("\xFF\xFE\0\0<\0\0\0")));
	assert_false(xml_sniff(BYTES("\x89PNG")));
	assert_false(xml_sniff(BYTES("GIF8")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks_and_patterns),
		cmocka_unit_test(test_bad_bytes),
		cmocka_unit_test(test_declared),
		cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_same_words),
		cmocka_unit_test(test_utf16_declared),
		cmocka_unit_test(test_all_of_utf16),
		cmocka_unit_test(test_windows_pages),
		cmocka_unit_test(test_strict_utf8),
		cmocka_unit_test(test_sniff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
