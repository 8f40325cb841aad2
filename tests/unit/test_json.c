/* The JSON writer: layout, and the escapes of every character. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/utf8.h"
#include "emit/scalar.h"
#include "emit/writer.h"

static void write_sample(struct writer *w)
{
	write_map(w);
	write_pair(w, "name", "Contoso");
	write_pair(w, "absent", NULL);
	write_key(w, "none");
	write_list(w);
	write_end(w);
	write_key(w, "nothing");
	write_map(w);
	write_end(w);
	write_key(w, "lines");
	write_list(w);
	for (int i = 0; i < 2; i++) {
		write_flow_map(w);
		write_pair(w, "at", "x");
		write_key(w, "deep");
		write_list(w);
		write_integer(w, 7);
		write_boolean(w, false);
		write_end(w);
		write_end(w);
	}
	write_end(w);
	write_key(w, "last");
	write_integer(w, UINT64_MAX);
	write_end(w);
	write_close(w);
}

static void test_file(void **state)
{
	struct buf out = {0};

	(void)state;
	write_sample(json_writer_open(&out, WRITE_FILE));
	assert_string_equal(buf_text(&out),
	    "{\n"
	    "  \"name\": \"Contoso\",\n"
	    "  \"none\": [],\n"
	    "  \"nothing\": {},\n"
	    "  \"lines\": [\n"
	    "    {\"at\": \"x\", \"deep\": [7, false]},\n"
	    "    {\"at\": \"x\", \"deep\": [7, false]}\n"
	    "  ],\n"
	    "  \"last\": 18446744073709551615\n"
	    "}\n");
	buf_free(&out);
}

static void test_stream(void **state)
{
	static const char line[] = "{\"name\": \"Contoso\", \"none\": [], \"nothing\": {}, "
	    "\"lines\": [{\"at\": \"x\", \"deep\": [7, false]}, {\"at\": \"x\", \"deep\": [7, false]}], "
	    "\"last\": 18446744073709551615}\n";
	struct buf out = {0};

	(void)state;
	write_sample(json_writer_open(&out, WRITE_STREAM));
	assert_string_equal(buf_text(&out), line);
	write_sample(json_writer_open(&out, WRITE_STREAM));
	assert_int_equal(out.length, 2 * strlen(line));
	buf_free(&out);
}

static void put(struct buf *out, const char *text, size_t length)
{
	struct writer *w = json_writer_open(out, WRITE_STREAM);

	write_map(w);
	write_key(w, "s");
	write_string(w, text, length);
	write_end(w);
	write_close(w);
}

static void test_escapes(void **state)
{
	static const struct { const char *text, *json; } rows[] = {
		{"", ""},
		{"a\"b\\c/", "a\\\"b\\\\c/"},
		{"\b\f\n\r\t", "\\b\\f\\n\\r\\t"},
		{"\x01\x1F\x7F", "\\u0001\\u001f\\u007f"},
		{"\xC2\x80\xC2\x85\xC2\xA0\xC3\xA9", "\\u0080\\u0085\xC2\xA0\xC3\xA9"},
		{"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA6", "\\u2028\\u2029\xE2\x80\xA6"},
		{"\xE2\x80\xAEx\xE2\x81\xA6", "\\u202ex\\u2066"},
		{"\xEF\xBB\xBF\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBC\x9D", "\\ufeff\\ufffe\\uffff\xEF\xBC\x9D"},
		{"\xF0\x9F\x98\x80\xED\x95\x9C", "\xF0\x9F\x98\x80\xED\x95\x9C"},
	};
	struct buf out = {0}, want = {0};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		buf_clear(&out);
		buf_clear(&want);
		put(&out, rows[i].text, strlen(rows[i].text));
		buf_printf(&want, "{\"s\": \"%s\"}\n", rows[i].json);
		assert_string_equal(buf_text(&out), buf_text(&want));
	}
	buf_free(&out);
	buf_free(&want);
}

/* Every code point there is, between two letters, comes back from another
 * library's reader; and what is hidden is not in the output as it is. */
static void test_every_character(void **state)
{
	struct buf text = {0}, out = {0};

	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 61) {
		json_t *read;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		buf_clear(&text);
		buf_clear(&out);
		buf_addc(&text, 'a');
		utf8_add(&text, code);
		buf_addc(&text, 'z');
		put(&out, text.data, text.length);
		read = json_loadb(out.data, out.length, 0, NULL);
		assert_non_null(read);
		assert_string_equal(json_string_value(json_object_get(read, "s")), text.data);
		if (scalar_hidden(code))
			assert_null(strstr(out.data, text.data));
		json_decref(read);
	}
	buf_free(&text);
	buf_free(&out);
}

static void test_nul(void **state)
{
	struct buf out = {0};

	(void)state;
	put(&out, "a\0b", 3);
	assert_string_equal(buf_text(&out), "{\"s\": \"a\\u0000b\"}\n");
	buf_free(&out);
}

static void test_formats(void **state)
{
	(void)state;
	assert_string_equal(format_find("json")->name, "json");
	assert_string_equal(format_find("yaml")->name, "yaml");
	assert_null(format_find("JSON"));
	assert_null(format_find(""));
	for (const struct format *format = formats; format->name != NULL; format++)
		assert_true(strlen(format->help) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_stream),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
