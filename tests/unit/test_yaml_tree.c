/* The strict reader of YAML and JSON: trees, places, what it refuses and in which words, streams. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "load/yaml.h"

static struct diag *diag;
static struct arena arena;

static int open_diag(void **state)
{
	(void)state;
	diag = diag_open();
	return 0;
}

static int close_diag(void **state)
{
	(void)state;
	diag_close(diag);
	arena_free(&arena);
	return 0;
}

static struct yaml *read_text(const char *text)
{
	return yaml_read(text, strlen(text), diag_source(diag, "x.yaml"), &arena, diag);
}

/* The only diagnostic as "CODE line:column message". */
static const char *told(void)
{
	static char line[512];
	struct buf message = {0};
	size_t count;
	const struct diag_entry *entry = diag_entries(diag, 0, &count);

	if (count != 1) {
		snprintf(line, sizeof line, "%zu diagnostics", count);
		return line;
	}
	diag_message(&message, entry);
	snprintf(line, sizeof line, "%s %" PRIu32 ":%" PRIu32 " %s", diag_rows[entry->code].code,
	    entry->place.line, entry->place.column, buf_text(&message));
	buf_free(&message);
	return line;
}

static void test_tree_with_places(void **state)
{
	const struct yaml *root, *list;

	(void)state;
	root = read_text("name: \"a b\"\nlist:\n- one\n- {x: 1, y: ''}\nblock: |-\n  l1\n  l2\n");
	assert_non_null(root);
	assert_int_equal(root->kind, YAML_MAP);
	assert_string_equal(yaml_string(root, "name"), "a b");
	assert_true(yaml_member(root, "name")->quoted);
	assert_int_equal(yaml_member(root, "name")->place.line, 1);
	assert_int_equal(yaml_member(root, "name")->place.column, 7);
	list = yaml_member(root, "list");
	assert_int_equal(list->kind, YAML_LIST);
	assert_int_equal(list->key_place.line, 2);
	assert_string_equal(list->first->text, "one");
	assert_false(list->first->quoted);
	assert_string_equal(yaml_string(list->first->next, "x"), "1");
	assert_int_equal(yaml_member(list->first->next, "y")->place.column, 13);
	assert_string_equal(yaml_string(root, "block"), "l1\nl2");
	assert_null(yaml_member(root, "none"));
	assert_null(yaml_string(root, "list"));
	assert_null(yaml_member(list, "x"));
}

static void test_nulls_are_no_strings(void **state)
{
	const struct yaml *root;

	(void)state;
	root = read_text("a: ~\nb: null\nc:\nd: \"null\"\ne: ''\n");
	assert_null(yaml_string(root, "a"));
	assert_null(yaml_string(root, "b"));
	assert_null(yaml_string(root, "c"));
	assert_string_equal(yaml_string(root, "d"), "null");
	assert_string_equal(yaml_string(root, "e"), "");
}

/* Offsets are bytes, columns code points, also behind letters of several bytes and a mark. */
static void test_offsets_and_columns(void **state)
{
	static const char text[] = "\xEF\xBB\xBF" "회사: 한국\n나라: KR\n";
	const struct yaml *root, *second;

	(void)state;
	root = read_text(text);
	assert_non_null(root);
	assert_string_equal(root->first->key, "회사");
	assert_int_equal(root->first->key_place.column, 1);
	assert_int_equal(root->first->key_place.offset, 3);
	second = root->first->next;
	assert_int_equal(second->place.line, 2);
	assert_int_equal(second->place.column, 5);
	assert_int_equal(second->place.offset, (size_t)(strstr(text, "KR") - text));
}

static void test_json_is_read(void **state)
{
	const struct yaml *root;

	(void)state;
	root = read_text("{\"a\":\"x\\u00e9\\/\\n\",\"b\":[1,true,null,{}],\n\t\"c\" : {\"d\":[]}}\n");
	assert_non_null(root);
	assert_string_equal(yaml_string(root, "a"), "x\xC3\xA9/\n");
	assert_int_equal(yaml_member(root, "b")->first->next->next->next->kind, YAML_MAP);
	assert_int_equal(yaml_member(yaml_member(root, "c"), "d")->kind, YAML_LIST);
}

/* Characters beyond 16 bits are two escapes in JSON; places count characters over lines. */
static void test_json_in_full(void **state)
{
	static const char text[] = " {\n\t\"한글\" : \"\\ud83d\\ude00\\u0041\\b\\f\\r\\t\\\\\\\"\",\r\n  \"n\": -1.5E+3, \"t\":true,\"e\":[]}\n\n";
	const struct yaml *root, *n;

	(void)state;
	root = read_text(text);
	assert_non_null(root);
	assert_string_equal(root->first->text, "\xF0\x9F\x98\x80" "A\b\f\r\t\\\"");
	assert_true(root->first->quoted);
	assert_int_equal(root->first->key_place.line, 2);
	assert_int_equal(root->first->key_place.column, 2);
	assert_int_equal(root->first->place.column, 9);
	n = yaml_member(root, "n");
	assert_string_equal(n->text, "-1.5E+3");
	assert_false(n->quoted);
	assert_int_equal(n->place.line, 3);
	assert_int_equal(n->place.column, 8);
	assert_int_equal(n->place.offset, (size_t)(strstr(text, "-1.5") - text));
	assert_string_equal(yaml_string(root, "t"), "true");
	assert_int_equal(yaml_member(root, "e")->kind, YAML_LIST);
	assert_non_null(read_text("{}"));
	assert_non_null(read_text("{ }\n"));
}

static void test_what_is_refused_and_how(void **state)
{
	static const struct { const char *text, *told; } rows[] = {
		{"", "R120 1:1 cannot be read: exactly one document was expected"},
		{"a: 1\na: 2\n", "R121 2:1 the key \"a\" stands twice"},
		{"{\"a\":1,\"a\":2}", "R121 1:8 the key \"a\" stands twice"},
		{"a: &x 1\n", "R120 1:4 cannot be read: anchors are not allowed here; a text that starts with & has to be in quotes"},
		{"a: *x\n", "R120 1:4 cannot be read: aliases are not allowed here; a text that starts with * has to be in quotes"},
		{"a: !!str x\n", "R120 1:4 cannot be read: tags are not allowed here; a text that starts with ! has to be in quotes"},
		{"a: 1\n---\nb: 2\n", "R120 2:1 cannot be read: exactly one document was expected"},
		{"a:\n\tb: 1\n", "R120 2:1 cannot be read: a tab stands where the line is indented: use blanks"},
		{"a: @x\n", "R120 1:4 cannot be read: a text cannot start with @: put it in quotes"},
		{"a: x: y\n", "R120 1:5 cannot be read: a text with a colon has to be in quotes, or this line is indented too far"},
		{"a: 1\nb\nc: 2\n", "R120 2:1 cannot be read: a colon and a blank are missing behind the name of a field"},
		{"a: \"x\nb: 1\n", "R120 1:4 cannot be read: a quotation mark opens here and is never closed"},
		{"a: \"C:\\Data\"\n", "R120 1:7 cannot be read: in double quotes a backslash has to be written twice; or use single quotes"},
		{"a: [1, 2\nb: 3\n", "R120 2:2 cannot be read: a comma or ] is missing"},
		{"{\"a\": 1 \"b\": 2}", "R120 1:9 cannot be read: a comma or } is missing"},
		{"a: 1\n  b: 2\n", "R120 2:4 cannot be read: a text with a colon has to be in quotes, or this line is indented too far"},
		{"a:\n    b: 1\n  c: 2\n", "R120 3:3 cannot be read: this line does not fit those above it; check how far it is indented, and the quotes above"},
		{"? [a]\n: 1\n", "R120 1:3 cannot be read: a key has to be a plain word"},
		{"a: \"x\\0y\"\n", "R120 1:4 cannot be read: a text may not hold a NUL"},
		{"a: 1\nb: \xff\n", "R120 2:4 cannot be read: the bytes are not UTF-8: save the file in that encoding"},
		{"a: x\x01\n", "R120 1:5 cannot be read: a control character; it may not stand here as itself"},
		{"{\"a\":1,}", "R120 1:8 cannot be read: a comma stands behind the last field"},
		{"{\"a\":[1,]}", "R120 1:9 cannot be read: a value is missing"},
		{"{\"a\":[1 2]}", "R120 1:9 cannot be read: a comma or ] is missing"},
		{"{\"a\" 1}", "R120 1:6 cannot be read: a colon is missing behind the name of a field"},
		{"{\"a\":1, b:2}", "R120 1:9 cannot be read: the name of a field has to be in double quotes"},
		{"{\"a\":'x'}", "R120 1:6 cannot be read: a value is missing"},
		{"{\"a\":yes}", "R120 1:6 cannot be read: a text has to be in double quotes"},
		{"{\"a\":\"C:\\Data\"}", "R120 1:10 cannot be read: a backslash has to be written twice"},
		{"{\"a\":\"x", "R120 1:8 cannot be read: a quotation mark is missing at the end of the last text"},
		{"{\"a\":\"x\ny\"}", "R120 1:8 cannot be read: a line ends within quotation marks: close the text before it"},
		{"{\"a\":\"\t\"}", "R120 1:7 cannot be read: a control character; it may not stand here as itself"},
		{"{\"a\":\"\\ud83d\"}", "R120 1:13 cannot be read: half of a character is written here without the other half"},
		{"{\"a\":\"\\ude00x\"}", "R120 1:13 cannot be read: half of a character is written here without the other half"},
		{"{\"a\":\"\\ud83d\\u0041\"}", "R120 1:19 cannot be read: half of a character is written here without the other half"},
		{"{\"a\":\"\\u12g4\"}", "R120 1:11 cannot be read: four hexadecimal digits have to follow here"},
		{"{\"a\":\"\\u0000\"}", "R120 1:13 cannot be read: a text may not hold a NUL"},
		{"{\"a\":\"\xff\"}", "R120 1:7 cannot be read: the bytes are not UTF-8: save the file in that encoding"},
		{"{\"a\":1}\n{\"a\":2}", "R120 2:1 cannot be read: text stands behind the end of the document"},
		{"{\"a\":1", "R120 1:7 cannot be read: a comma or } is missing"},
		{"{\"a\":", "R120 1:6 cannot be read: a value is missing"},
		{"{\"", "R120 1:3 cannot be read: a quotation mark is missing at the end of the last text"},
		{"\xFF\xFE" "a", "R120 1:1 cannot be read: the bytes are UTF-16 (\"Unicode\" in some editors): save the file as UTF-8"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_null(read_text(rows[i].text));
		assert_string_equal(told(), rows[i].told);
		diag_flush(diag, NULL);
	}
	(void)state;
}

static void test_caps(void **state)
{
	struct buf text = {0};
	const struct yaml_options options = {.most = 3 << 20, .arena = &arena, .diag = diag};

	(void)state;
	for (int i = 0; i < 65; i++)
		buf_addc(&text, '[');
	assert_null(read_text(buf_text(&text)));
	assert_string_equal(told(), "R120 1:65 cannot be read: nested more than 64 levels deep");
	diag_flush(diag, NULL);
	buf_clear(&text);
	buf_adds(&text, "{\"a\":");
	for (int i = 0; i < 64; i++)
		buf_addc(&text, '[');
	assert_null(read_text(buf_text(&text)));
	assert_string_equal(told(), "R120 1:69 cannot be read: nested more than 64 levels deep");
	diag_flush(diag, NULL);
	buf_clear(&text);
	/* libyaml alone would take minutes for this. */
	for (int i = 0; i < 1000000; i++)
		buf_addc(&text, '[');
	assert_null(read_text(buf_text(&text)));
	diag_flush(diag, NULL);
	buf_clear(&text);
	buf_adds(&text, "[1,2,{a: 3}]");
	assert_null(yaml_read_one(buf_text(&text), text.length, &(struct yaml_options){
		.most = 100, .values = 4, .arena = &arena, .diag = diag}));
	assert_string_equal(told(), "R120 1:10 cannot be read: it has more than 4 values");
	diag_flush(diag, NULL);
	buf_clear(&text);
	buf_adds(&text, "{\"a\":[1,2]}");
	assert_null(yaml_read_one(buf_text(&text), text.length, &(struct yaml_options){
		.most = 100, .values = 3, .arena = &arena, .diag = diag}));
	assert_string_equal(told(), "R120 1:9 cannot be read: it has more than 3 values");
	diag_flush(diag, NULL);
	buf_clear(&text);
	buf_adds(&text, "a: '");
	while (text.length < 2 << 20)
		buf_adds(&text, "xxxxxxxxxxxxxxxx");
	buf_adds(&text, "'\n");
	assert_null(read_text(buf_text(&text)));
	assert_string_equal(told(), "R120 1:1 cannot be read: larger than 1 MiB");
	diag_flush(diag, NULL);
	assert_non_null(yaml_read_one(buf_text(&text), text.length, &options));
	while (text.length < 4 << 20)
		buf_adds(&text, "# comment\n");
	assert_null(yaml_read_one(buf_text(&text), text.length, &options));
	buf_free(&text);
}

static bool take(void *to, const struct yaml *root)
{
	struct buf *seen = to;

	buf_printf(seen, "%s@%" PRIu32 " ", yaml_string(root, "a"), yaml_member(root, "a")->key_place.line);
	return strcmp(yaml_string(root, "a"), "stop") != 0;
}

static void test_streams(void **state)
{
	static const struct { const char *text, *seen; bool good; } rows[] = {
		{"a: 1\n", "1@1 ", true},
		{"---\na: 1\n---\na: 2\n", "1@2 2@4 ", true},
		{"{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}\n", "1@1 2@2 3@3 ", true},
		{"{\"a\": 1}\r\n{\"a\": 2}", "1@1 2@2 ", true},
		{"{\n \"a\": 1\n}\n", "1@2 ", true},
		{"---\na: 1\n---\na: stop\n---\na: 3\n", "1@2 stop@4 ", false},
		{"{\"a\": 1}\n{\"a\": ]\n", "1@1 ", false},
		{"---\na: 1\n---\nb: [\n", "1@2 ", false},
		{"", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf seen = {0};
		const struct yaml_options options = {
			.most = 1 << 20, .arena = &arena, .diag = diag, .document = take, .to = &seen,
		};

		assert_int_equal(yaml_read_stream(rows[i].text, strlen(rows[i].text), &options), rows[i].good);
		assert_string_equal(buf_text(&seen), rows[i].seen);
		buf_free(&seen);
	}
}

/* The line is counted on over the documents before. */
static void test_place_in_json_lines(void **state)
{
	static const char text[] = "{\"a\": 1}\n{\"a\": 2, \"a\": 3}\n";
	struct buf seen = {0};
	const struct yaml_options options = {
		.most = 1 << 20, .arena = &arena, .diag = diag, .document = take, .to = &seen,
	};

	(void)state;
	assert_false(yaml_read_stream(text, strlen(text), &options));
	assert_string_equal(told(), "R121 2:10 the key \"a\" stands twice");
	buf_free(&seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_tree_with_places, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_nulls_are_no_strings, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_offsets_and_columns, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_json_is_read, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_json_in_full, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_what_is_refused_and_how, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_caps, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_streams, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_place_in_json_lines, open_diag, close_diag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
