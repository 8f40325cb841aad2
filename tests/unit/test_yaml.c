/* The YAML writer: the page in yaml.c, rule by rule, against a second writer
 * that follows nothing but that page, and against libyaml's emitter.
 * SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yaml.h>

#include "base/utf8.h"
#include "emit/scalar.h"
#include "emit/writer.h"

#include "libyaml_writer.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* {"s": text, "list": [text], "flow": {"s": text}} */
static void put_by(struct writer *w, const char *text, size_t length)
{
	write_map(w);
	write_key(w, "s");
	write_string(w, text, length);
	write_key(w, "list");
	write_list(w);
	write_string(w, text, length);
	write_end(w);
	write_key(w, "flow");
	write_flow_map(w);
	write_key(w, "s");
	write_string(w, text, length);
	write_end(w);
	write_end(w);
	write_close(w);
}

/* The second writer, for one string. */

static bool page_reserved(const char *text, size_t length)
{
	static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null",
		"nil", "none", "undefined", "inf", "infinity", "nan"};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (strlen(text) == length && ascii_same(text, words[i]))
			return true;
	return false;
}

static bool page_plain(const char *text, size_t length)
{
	if (length == 0 || page_reserved(text, length) || text[length - 1] == ' ')
		return false;
	if (!ascii_letter(text[0]) && text[0] != '/')
		return false;
	for (size_t i = 0; i < length; i++) {
		bool after_blank = i > 0 && text[i - 1] == ' ';

		if (text[i] == '\0' || (!ascii_letter(text[i]) && strchr("0123456789 /._-@#+()", text[i]) == NULL))
			return false;
		if (after_blank && (text[i] == ' ' || text[i] == '#'))
			return false;
	}
	return ascii_lower(text[0]) != 'e' || strspn(text + 1, "0123456789+-") + 1 != length;
}

static bool page_literal(const char *text, size_t length)
{
	bool breaks = false;

	for (size_t i = 0, used; i < length; i += used) {
		if (scalar_hidden(utf8_next(text + i, length - i, &used)))
			return false;
		breaks |= text[i] == '\n';
		if (text[i] == ' ' && (i + 1 == length || text[i + 1] == '\n'))
			return false;
	}
	if (!breaks || text[0] == ' ' || text[0] == '\n')
		return false;
	return length < 2 || text[length - 1] != '\n' || text[length - 2] != '\n';
}

static void page_quoted(struct buf *to, const char *text, size_t length)
{
	static const struct { uint32_t code; const char *escape; } rows[] = {
		{'"', "\\\""}, {'\\', "\\\\"}, {0, "\\0"}, {7, "\\a"}, {8, "\\b"}, {9, "\\t"}, {10, "\\n"},
		{11, "\\v"}, {12, "\\f"}, {13, "\\r"}, {27, "\\e"}, {0x85, "\\N"}, {0x2028, "\\L"}, {0x2029, "\\P"},
	};

	buf_addc(to, '"');
	for (size_t i = 0, used; i < length; i += used) {
		uint32_t code = utf8_next(text + i, length - i, &used);
		size_t row = 0;

		while (row < LENGTH(rows) && rows[row].code != code)
			row++;
		if (row < LENGTH(rows))
			buf_adds(to, rows[row].escape);
		else if (scalar_hidden(code))
			buf_printf(to, code > 0xFF ? "\\u%04X" : "\\x%02X", (unsigned)code);
		else
			buf_add(to, text + i, used);
	}
	buf_adds(to, "\"\n");
}

static void page_block(struct buf *to, const char *text, size_t length)
{
	bool ends = text[length - 1] == '\n';

	buf_adds(to, ends ? "|\n" : "|-\n");
	for (size_t i = 0; i < length; i++) {
		if (text[i] != '\n' && (i == 0 || text[i - 1] == '\n'))
			buf_adds(to, "  ");
		buf_addc(to, text[i]);
	}
	if (!ends)
		buf_addc(to, '\n');
}

static void page_string(struct buf *to, const char *text, size_t length, bool flow)
{
	if (page_plain(text, length)) {
		buf_add(to, text, length);
		buf_addc(to, '\n');
	} else if (!flow && page_literal(text, length)) {
		page_block(to, text, length);
	} else {
		page_quoted(to, text, length);
	}
}

static void page_document(struct buf *to, const char *text, size_t length)
{
	buf_adds(to, "s: ");
	page_string(to, text, length, false);
	buf_adds(to, "list:\n- ");
	page_string(to, text, length, false);
	buf_adds(to, "flow: {s: ");
	page_string(to, text, length, true);
	buf_cut(to, to->length - 1);
	buf_adds(to, "}\n");
}

/* The scalars of a document as libyaml's parser reads them. */
static void read_back(const struct buf *document, const char *text, size_t length)
{
	yaml_parser_t parser;
	yaml_event_t event;
	size_t hits = 0;
	bool more = true;

	assert_int_equal(yaml_parser_initialize(&parser), 1);
	yaml_parser_set_input_string(&parser, (const yaml_char_t *)document->data, document->length);
	while (more) {
		assert_int_equal(yaml_parser_parse(&parser, &event), 1);
		more = event.type != YAML_STREAM_END_EVENT;
		hits += event.type == YAML_SCALAR_EVENT && event.data.scalar.length == length &&
		        memcmp(event.data.scalar.value, text, length) == 0;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	assert_true(hits >= 3);
}

static void check(const char *text, size_t length)
{
	struct buf out = {0}, page = {0}, oracle = {0};

	put_by(yaml_writer_open(&out, WRITE_FILE), text, length);
	put_by(libyaml_writer_open(&oracle, WRITE_FILE), text, length);
	page_document(&page, text, length);
	assert_string_equal(buf_text(&out), buf_text(&page));
	assert_string_equal(buf_text(&out), buf_text(&oracle));
	read_back(&out, text, length);
	buf_free(&out);
	buf_free(&page);
	buf_free(&oracle);
}

static void test_styles(void **state)
{
	static const struct { const char *text; enum scalar_style style; } rows[] = {
		{"Contoso", SCALAR_PLAIN}, {"Contoso Ltd.", SCALAR_PLAIN}, {"KR", SCALAR_PLAIN},
		{"ko-KR", SCALAR_PLAIN}, {"pinport/bundle/1", SCALAR_PLAIN}, {"/a/b#c", SCALAR_PLAIN},
		{"a@b.example", SCALAR_PLAIN}, {"line1", SCALAR_PLAIN}, {"nobody", SCALAR_PLAIN},
		{"e1a", SCALAR_PLAIN}, {"f3", SCALAR_PLAIN}, {"e3", SCALAR_QUOTED}, {"E+12", SCALAR_QUOTED}, {"e", SCALAR_QUOTED},
		{"", SCALAR_QUOTED}, {"NO", SCALAR_QUOTED}, {"no", SCALAR_QUOTED}, {"Yes", SCALAR_QUOTED},
		{"y", SCALAR_QUOTED}, {"N", SCALAR_QUOTED}, {"on", SCALAR_QUOTED}, {"Off", SCALAR_QUOTED},
		{"TRUE", SCALAR_QUOTED}, {"null", SCALAR_QUOTED}, {"~", SCALAR_QUOTED}, {"NaN", SCALAR_QUOTED},
		{"4711", SCALAR_QUOTED}, {"007", SCALAR_QUOTED}, {"1e3", SCALAR_QUOTED}, {"0x1F", SCALAR_QUOTED},
		{"0o17", SCALAR_QUOTED}, {"1_000", SCALAR_QUOTED}, {"190:20:30", SCALAR_QUOTED}, {".inf", SCALAR_QUOTED},
		{"2017-03", SCALAR_QUOTED}, {"2017-03-01", SCALAR_QUOTED}, {"2001-12-14T21:59:43Z", SCALAR_QUOTED},
		{"=", SCALAR_QUOTED}, {"<<", SCALAR_QUOTED}, {"-", SCALAR_QUOTED}, {"---", SCALAR_QUOTED},
		{"...", SCALAR_QUOTED}, {"+82 2 531", SCALAR_QUOTED}, {"a: b", SCALAR_QUOTED}, {"a #b", SCALAR_QUOTED},
		{"a ", SCALAR_QUOTED}, {" a", SCALAR_QUOTED}, {"a  b", SCALAR_QUOTED}, {"a, b", SCALAR_QUOTED},
		{"[a]", SCALAR_QUOTED}, {"{a}", SCALAR_QUOTED}, {"a'b", SCALAR_QUOTED}, {"!a", SCALAR_QUOTED},
		{"&a", SCALAR_QUOTED}, {"*a", SCALAR_QUOTED}, {"%a", SCALAR_QUOTED}, {"@a", SCALAR_QUOTED},
		{"`a", SCALAR_QUOTED}, {"|", SCALAR_QUOTED}, {">", SCALAR_QUOTED}, {"?", SCALAR_QUOTED},
		{"http://a.example", SCALAR_QUOTED}, {"\xED\x95\x9C", SCALAR_QUOTED},
		{"a\nb", SCALAR_LITERAL}, {"a\nb\n", SCALAR_LITERAL}, {"a\n\n  b", SCALAR_LITERAL},
		{"# a\n- b: c", SCALAR_LITERAL}, {"\xED\x95\x9C\n\xF0\x9F\x98\x80", SCALAR_LITERAL},
		{"\n", SCALAR_QUOTED}, {"\na", SCALAR_QUOTED}, {" a\nb", SCALAR_QUOTED}, {"a \nb", SCALAR_QUOTED},
		{"a\nb ", SCALAR_QUOTED}, {"a\n\n", SCALAR_QUOTED}, {"a\n\tb", SCALAR_QUOTED}, {"a\r\nb", SCALAR_QUOTED},
		{"a\n\x7F", SCALAR_QUOTED}, {"a\n\xC2\x85", SCALAR_QUOTED}, {"a\n\xE2\x80\xA8", SCALAR_QUOTED},
		{"a\n\xEF\xBB\xBF", SCALAR_QUOTED}, {"a\n\xE2\x80\xAE", SCALAR_QUOTED},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		size_t length = strlen(rows[i].text);
		enum scalar_style style = scalar_style(rows[i].text, length, false);

		if (style != rows[i].style)
			print_error("style of \"%s\" is %d\n", rows[i].text, (int)style);
		assert_int_equal(style, rows[i].style);
		assert_int_equal(scalar_style(rows[i].text, length, true),
		    style == SCALAR_LITERAL ? SCALAR_QUOTED : style);
		check(rows[i].text, length);
	}
}

static void test_document(void **state)
{
	struct buf out = {0};
	struct writer *w = yaml_writer_open(&out, WRITE_FILE);

	(void)state;
	write_map(w);
	write_pair(w, "id", "4711");
	write_pair(w, "absent", NULL);
	write_key(w, "empty");
	write_list(w);
	write_end(w);
	write_key(w, "nothing");
	write_map(w);
	write_end(w);
	write_key(w, "locations");
	write_list(w);
	write_map(w);
	write_pair(w, "name", "Seoul");
	write_key(w, "tags");
	write_list(w);
	write_string(w, "a\nb\n\n c", 7);
	write_end(w);
	write_key(w, "count");
	write_integer(w, 0);
	write_end(w);
	write_end(w);
	write_key(w, "lines");
	write_list(w);
	write_flow_map(w);
	write_pair(w, "source", "/A/B[2]/@id");
	write_key(w, "targets");
	write_list(w);
	write_map(w);
	write_pair(w, "what", "two\nlines");
	write_end(w);
	write_end(w);
	write_end(w);
	write_end(w);
	write_key(w, "good");
	write_boolean(w, true);
	write_end(w);
	write_close(w);
	assert_string_equal(buf_text(&out),
	    "id: \"4711\"\n"
	    "empty: []\n"
	    "nothing: {}\n"
	    "locations:\n"
	    "- name: Seoul\n"
	    "  tags:\n"
	    "  - |-\n"
	    "    a\n"
	    "    b\n"
	    "\n"
	    "     c\n"
	    "  count: 0\n"
	    "lines:\n"
	    "- {source: \"/A/B[2]/@id\", targets: [{what: \"two\\nlines\"}]}\n"
	    "good: true\n");
	buf_free(&out);
}

static void test_stream(void **state)
{
	struct buf out = {0};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct writer *w = yaml_writer_open(&out, WRITE_STREAM);

		write_map(w);
		write_pair(w, "text", "\xF0\x9F\x98\x80\nb\n");
		write_end(w);
		write_close(w);
	}
	assert_string_equal(buf_text(&out),
	    "---\ntext: |\n  \xF0\x9F\x98\x80\n  b\n---\ntext: |\n  \xF0\x9F\x98\x80\n  b\n");
	buf_free(&out);
}

static void test_long_lines(void **state)
{
	struct buf text = {0};

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_adds(&text, i % 7 == 0 ? "word, " : "longer words ");
	buf_adds(&text, "end");
	check(text.data, text.length);
	buf_adds(&text, "\nend");
	check(text.data, text.length);
	buf_free(&text);
}

/* Characters that travel through the oracle in disguise, alone, side by side, at
 * both ends, and beside private-use characters that look like the disguise. */
static void test_disguise(void **state)
{
	static const uint32_t codes[] = {0x10000, 0x1F600, 0x10FFFF, 0xE000, 0xE3FF, 0xE43F, 0xE440,
		0xE800, 0xEBFF, 0xEFFF, 0xF000, 0xF8FF, 0x202A, 0x202E, 0x2066, 0x2069, 0xD7FF, 0xFFFD, 'x'};
	struct buf text = {0};

	(void)state;
	for (size_t a = 0; a < LENGTH(codes); a++)
		for (size_t b = 0; b < LENGTH(codes); b++)
			for (int line = 0; line < 2; line++) {
				buf_clear(&text);
				utf8_add(&text, codes[a]);
				utf8_add(&text, codes[b]);
				if (line)
					buf_addc(&text, '\n');
				utf8_add(&text, codes[b]);
				check(text.data, text.length);
			}
	buf_free(&text);
}

static void test_every_character(void **state)
{
	struct buf text = {0};

	(void)state;
	for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x400 ? 1 : 251) {
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		buf_clear(&text);
		buf_adds(&text, code % 2 == 0 ? "a\n" : "a");
		utf8_add(&text, code);
		buf_addc(&text, 'z');
		check(text.data, text.length);
	}
	buf_free(&text);
}

static uint32_t draw(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

static void test_random(void **state)
{
	static const char *const alphabet[] = {"a", "b", "N", "o", " ", " ", "\n", "\n", ":", "#", "-", "\"",
		"\\", "'", "{", "}", "[", "]", ",", "?", "|", ">", "!", "%", "@", "`", "&", "*", "~", "0", "1",
		".", "e", "+", "=", "<", "\t", "\r", "\x7F", "\xC2\x85", "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\xA9",
		"\xEF\xBB\xBF", "\xEE\x80\x80", "\xEE\xA0\x80", "\xED\x95\x9C", "\xF0\x9F\x98\x80", "\xE2\x80\xAE"};
	uint64_t seed = 20170306;
	struct buf text = {0};

	(void)state;
	for (int round = 0; round < 20000; round++) {
		uint32_t span = round % 2 == 0 ? 12 : LENGTH(alphabet);

		buf_clear(&text);
		for (uint32_t n = draw(&seed) % 14; n > 0; n--)
			buf_adds(&text, alphabet[draw(&seed) % span]);
		check(buf_text(&text), text.length);
	}
	buf_free(&text);
}

/* Longer ones are looked at sixteen bytes at a time: one odd character or two at any place. */
static void test_odd_places(void **state)
{
	static const char *const plain[] = {"a", "Z", "7", " x", "/", ".", "_", "-", "@", "x#", "+", "(", ")"};
	static const char *const odd[] = {" ", "  ", " #", "\n", ":", ",", "*", "[", "`", "{", "\"", "\\", "\t", "\x1F", "\x7F",
		"\xC2\x85", "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\x93", "\xEF\xBB\xBF", "\xEF\xBC\x81", "\xED\x95\x9C", "a"};
	uint64_t seed = 4711;
	struct buf text = {0};

	(void)state;
	for (int round = 0; round < 20000; round++) {
		const uint32_t length = 12 + draw(&seed) % 50, first = draw(&seed) % length, second = draw(&seed) % length;

		buf_clear(&text);
		buf_addc(&text, "aE/9"[draw(&seed) % 4]);
		for (uint32_t i = 0; i < length; i++)
			buf_adds(&text, i == first || (i == second && round % 2 == 0) ? odd[draw(&seed) % LENGTH(odd)]
			                                                              : plain[draw(&seed) % LENGTH(plain)]);
		check(text.data, text.length);
	}
	buf_free(&text);
}

/* A map or list of any shape; what `depth` allows. */
static void put_tree(struct writer *w, uint64_t *seed, int depth, bool list)
{
	static const char *const strings[] = {"plain", "4711", "", "two\nlines", "a\n\n b\n", "x: y", "no"};
	static const char *const keys[] = {"a", "b", "code", "long_name", "e"};
	const uint32_t items = draw(seed) % LENGTH(keys);

	for (uint32_t i = 0; i < items; i++) {
		const char *string = strings[draw(seed) % LENGTH(strings)];
		const uint32_t what = draw(seed) % (depth > 0 ? 8 : 4);

		if (!list)
			write_key(w, keys[i]);
		if (what < 2)
			write_string(w, string, strlen(string));
		else if (what == 2)
			write_integer(w, draw(seed));
		else if (what == 3)
			write_boolean(w, i % 2 == 0);
		else if (what < 6)
			(draw(seed) % 6 == 0 ? write_flow_map : write_map)(w);
		else
			(draw(seed) % 6 == 0 ? write_flow_list : write_list)(w);
		if (what > 3) {
			put_tree(w, seed, depth - 1, what >= 6);
			write_end(w);
		}
	}
}

static void put_random(struct writer *w, uint64_t seed)
{
	write_map(w);
	put_tree(w, &seed, 5, false);
	write_end(w);
	write_close(w);
}

static void test_shapes(void **state)
{
	struct buf out = {0}, oracle = {0};

	(void)state;
	for (uint64_t round = 0; round < 20000; round++) {
		const enum write_style style = round % 2 == 0 ? WRITE_FILE : WRITE_STREAM;

		buf_clear(&out);
		buf_clear(&oracle);
		put_random(yaml_writer_open(&out, style), round);
		put_random(libyaml_writer_open(&oracle, style), round);
		assert_string_equal(buf_text(&out), buf_text(&oracle));
	}
	buf_free(&out);
	buf_free(&oracle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_stream),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_disguise),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_random), cmocka_unit_test(test_odd_places),
		cmocka_unit_test(test_shapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
