/* What is taken without a parser (plain.h), and the loops that look at many bytes at
 * once, each against one that looks at them singly. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/cursor.h"
#include "read/xml/plain.h"

static void test_starts(void **state)
{
	static const struct { const char *text; int size, count; } rows[] = {
		{"<a>", 3, 0}, {"<a/>x", 4, 0}, {"<_a.b-c9 >", 10, 0}, {"<a  b=\"1\"  c='2' />", 19, 2},
		{"<a b=\"it's > \xC3\xA9\">", 17, 1}, {"<a b=\"\">", 8, 1}, {"<xml b=\"1\">", 11, 1},
		{"<a", -1, 0}, {"<a b", -1, 0}, {"<a b=", -1, 0}, {"<a b=\"1", -1, 0}, {"<a b=\"1\"", -1, 0},
		{"<a/", -1, 0}, {"<a/ >", -1, 0}, {"<>", -1, 0}, {"< a>", -1, 0}, {"<1>", -1, 0}, {"<-a>", -1, 0},
		{"<a:b>", -1, 0}, {"<a b:c=\"1\">", -1, 0}, {"<\xC3\xA9>", -1, 0}, {"<a\n>", -1, 0},
		{"<a b = \"1\">", -1, 0}, {"<a b=1>", -1, 0}, {"<a b=\"1\"c=\"2\">", -1, 0},
		{"<a b=\"1\" b=\"2\">", -1, 0}, {"<a xmlns=\"u\">", -1, 0}, {"<a b=\"&amp;\">", -1, 0},
		{"<a b=\"<\">", -1, 0}, {"<a b=\"\t\">", -1, 0}, {"<a b=\"\xEF\xBF\xBF\">", -1, 0},
		{"<a b=\"\x7F\">", -1, 0}, {"<a b='1\">", -1, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *text = rows[i].text, *end = text + strlen(text);
		struct plain_tag tag;
		bool found = plain_start(text, end, &tag);

		if (found != (rows[i].size >= 0))
			print_error("%s\n", text);
		assert_int_equal(found, rows[i].size >= 0);
		if (!found)
			continue;
		assert_int_equal(tag.size, rows[i].size);
		assert_int_equal(tag.count, rows[i].count);
		assert_int_equal(tag.columns, utf8_count(text, tag.size));
		for (size_t a = 0; a < tag.count; a++) {
			assert_int_equal(tag.attributes[a].column, utf8_count(text, tag.attributes[a].name));
			assert_true(text[tag.attributes[a].name + tag.attributes[a].name_size] == '=');
		}
		/* Nothing is taken that goes on behind the end. */
		for (size_t size = 1; size < tag.size; size++)
			assert_false(plain_start(text, text + size, &tag));
	}
}

static void test_ends(void **state)
{
	static const struct { const char *text; size_t name, size; } rows[] = {
		{"</a>", 1, 4}, {"</a.b-c>x", 5, 8}, {"</a >", 1, 5}, {"</a\r\n\t>", 1, 7},
		{"</>", 0, 0}, {"</ a>", 0, 0}, {"</a", 0, 0}, {"</a ", 0, 0}, {"</a b>", 0, 0}, {"</a\">", 0, 0},
		{"</a:b>", 0, 0}, {"</a/>", 0, 0}, {"</a\xC3\xA9>", 0, 0},
	};
	size_t size;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *text = rows[i].text;

		assert_int_equal(plain_end(text, text + strlen(text), &size), rows[i].name);
		if (rows[i].name == 0)
			continue;
		assert_int_equal(size, rows[i].size);
		assert_int_equal(plain_end(text, text + size - 1, &size), 0);
	}
}

static void test_references(void **state)
{
	static const struct { const char *text; uint32_t code; } rows[] = {
		{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''},
		{"&#9;", 9}, {"&#10;", 10}, {"&#13;", 13}, {"&#65;", 'A'}, {"&#x41;", 'A'},
		{"&#0000000000000000000000065;", 'A'}, {"&#xD7FF;", 0xD7FF}, {"&#xe000;", 0xE000},
		{"&#xFFFD;", 0xFFFD}, {"&#x10000;", 0x10000}, {"&#x1FFFE;", 0x1FFFE}, {"&#x10FFFF;", 0x10FFFF},
		{"&", 0}, {"&;", 0}, {"&#;", 0}, {"&#x;", 0}, {"&#X41;", 0}, {"&#0;", 0}, {"&#8;", 0}, {"&#xD800;", 0},
		{"&#xDFFF;", 0}, {"&#xFFFE;", 0}, {"&#xFFFF;", 0}, {"&#x110000;", 0}, {"&#65", 0}, {"&#65 ;", 0},
		{"&#6a;", 0}, {"&#4294967361;", 0}, {"&#x100000041;", 0}, {"&#-1;", 0}, {"&LT;", 0}, {"&nbsp;", 0},
		{"&amp", 0}, {"& amp;", 0}, {"&ampx;", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *text = rows[i].text, *end = text + strlen(text);
		size_t size = 0;

		if (plain_reference(text, end, &size) != rows[i].code)
			print_error("%s\n", text);
		assert_int_equal(plain_reference(text, end, &size), rows[i].code);
		if (rows[i].code == 0)
			continue;
		assert_int_equal(size, strlen(text));
		assert_int_equal(plain_reference(text, end - 1, &size), 0);
	}
}

/* Bytes of all kinds in runs long enough for the blocks, some of them broken. */
static void fill(char *text, size_t size, unsigned kind)
{
	static const char *const pieces[] = {
		"a", "\xC3\xA9", "\xED\x95\x9C", "\xE3\x80\x82", "\xF0\x9F\x98\x80", "plain words of ASCII, & more",
		"\xED\x9F\xBF", "\xE0\xA0\x80", "\xEF\xBF\xBD", "\xEF\xBC\x81", "\n", "\r\n", "\r", "\t", "\xEF\xBF\xBE",
		"\xC0\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xFF", "\xE2\x82", "\x01",
	};
	size_t most = kind == 0 ? 6 : kind == 1 ? 14 : sizeof pieces / sizeof *pieces;

	for (size_t at = 0; at < size;) {
		const char *piece = pieces[(size_t)rand() % (rand() % 8 == 0 ? most : 6)];
		size_t length = strlen(piece);

		length = length < size - at ? length : size - at;
		memcpy(text + at, piece, length);
		at += length;
	}
}

static void test_good(void **state)
{
	char text[400];

	(void)state;
	srand(1);
	for (unsigned round = 0; round < 20000; round++) {
		size_t size = (size_t)rand() % sizeof text, good = 0, used;

		fill(text, size, round % 3);
		while (good < size && utf8_next(text + good, size - good, &used) != UTF8_INVALID)
			good += used;
		assert_int_equal(utf8_good(text, size), good);
	}
}

static unsigned move_singly(struct cursor *cursor, const char *text, size_t size)
{
	unsigned found = 0;

	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '\r' || (c == '\n' && !cursor->after_cr)) {
			cursor->line++;
			cursor->column = 1;
		} else if (c != '\n') {
			cursor->column += (c & 0xC0) != 0x80;
		}
		cursor->after_cr = c == '\r';
		found |= c == '\r' ? CURSOR_CR : 0;
		found |= c == '&' || c == ']' ? CURSOR_SIGN : 0;
		if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') ||
		    (size - i >= 3 && memcmp(text + i, "\xEF\xBF", 2) == 0 && (unsigned char)text[i + 2] >= 0xBE))
			found |= CURSOR_BAD;
	}
	cursor->offset += size;
	return found;
}

static void test_cursor(void **state)
{
	static char text[9000];

	(void)state;
	srand(2);
	for (unsigned round = 0; round < 20000; round++) {
		size_t size = (size_t)rand() % (round % 100 == 0 ? sizeof text : 100);
		struct cursor a = {7, 5, 3, rand() % 4 == 0}, b = a;

		fill(text, size, round % 3);
		assert_int_equal(cursor_move(&a, text, size), move_singly(&b, text, size));
		assert_int_equal(a.offset, b.offset);
		assert_int_equal(a.line, b.line);
		assert_int_equal(a.column, b.column);
		assert_int_equal(a.after_cr, b.after_cr);
	}
}

static void test_count(void **state)
{
	static char text[9000];

	(void)state;
	srand(3);
	for (unsigned round = 0; round < 2000; round++) {
		size_t size = (size_t)rand() % (round % 50 == 0 ? sizeof text : 200), points = 0, units = 0;

		fill(text, size, 2);
		for (size_t i = 0; i < size; i++) {
			points += ((unsigned char)text[i] & 0xC0) != 0x80;
			units += ((unsigned char)text[i] & 0xC0) != 0x80;
			units += (unsigned char)text[i] >= 0xF0;
		}
		assert_int_equal(utf8_count(text, size), points);
		assert_int_equal(utf8_count_utf16(text, size), units);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starts),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_cursor),
		cmocka_unit_test(test_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
