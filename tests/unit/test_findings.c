/* Findings in their four formats: gcc lines, JSON lines, SARIF, and text with groups. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/diag.h"
#include "emit/findings.h"

static struct diag *diag;
static uint32_t source;

static int open_diag(void **state)
{
	(void)state;
	diag = diag_open();
	source = diag_source(diag, "a b/한국.xml");
	return 0;
}

static int close_diag(void **state)
{
	(void)state;
	diag_close(diag);
	return 0;
}

static void add(uint32_t line, const char *path, const char *value)
{
	struct place place = {.source = source, .line = line, .column = 7, .offset = line};

	diag_add(diag, DIAG_V106, &place, path, DIAG_VALUES("Country", value, "\"KR\" or \\"));
}

/* Everything that was added, in a format; freed by the caller. */
static char *printed(const char *format, const struct diag_text *style)
{
	struct diag_text text = *style;
	struct findings *findings;
	struct diag_printer printer;
	char *output = NULL;
	size_t size;

	text.file = open_memstream(&output, &size);
	findings = findings_open(format, &text, "1.2.3");
	assert_non_null(findings);
	printer = findings_printer(findings);
	diag_flush(diag, &printer);
	findings_close(findings);
	fclose(text.file);
	return output;
}

static const struct diag_text plain;

static void test_unknown_format(void **state)
{
	(void)state;
	assert_null(findings_open("xml", &plain, "1"));
	findings_close(NULL);
}

static void test_gcc(void **state)
{
	char *text;

	(void)state;
	add(3, "/a", "x");
	diag_add(diag, DIAG_U203, NULL, NULL, DIAG_VALUES("--o", "V"));
	text = printed("gcc", &plain);
	assert_string_equal(text,
	    "pinport: error: option --o needs a value: V [U203]\n"
	    "a b/한국.xml:3:7: error: Country: \"x\" is not \"KR\" or \\\\ [V106]\n");
	free(text);
}

static void test_json_lines(void **state)
{
	char *text;
	json_t *line;

	(void)state;
	add(3, "/a", "x\ty\"");
	text = printed("json", &plain);
	assert_int_equal(text[strlen(text) - 1], '\n');
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	line = json_loads(text, 0, NULL);
	assert_non_null(line);
	assert_string_equal(json_string_value(json_object_get(line, "source")), "a b/한국.xml");
	assert_int_equal(json_integer_value(json_object_get(line, "line")), 3);
	assert_int_equal(json_integer_value(json_object_get(line, "column")), 7);
	assert_string_equal(json_string_value(json_object_get(line, "severity")), "error");
	assert_string_equal(json_string_value(json_object_get(line, "code")), "V106");
	assert_string_equal(json_string_value(json_object_get(line, "path")), "/a");
	assert_string_equal(json_string_value(json_array_get(json_object_get(line, "values"), 1)), "x\\ty\"");
	assert_non_null(json_string_value(json_object_get(line, "advice")));
	json_decref(line);
	free(text);
}

static void test_json_without_place(void **state)
{
	char *text;
	json_t *line;

	(void)state;
	diag_add(diag, DIAG_I104, &(struct place){.source = source}, NULL, NULL);
	text = printed("json", &plain);
	line = json_loads(text, 0, NULL);
	assert_null(json_object_get(line, "line"));
	assert_null(json_object_get(line, "column"));
	assert_null(json_object_get(line, "path"));
	assert_int_equal(json_array_size(json_object_get(line, "values")), 0);
	json_decref(line);
	free(text);
}

/* Programs get every one of many alike; people get a group. */
static void test_groups_are_for_people(void **state)
{
	char *text;
	size_t lines = 0;

	(void)state;
	for (uint32_t i = 1; i <= 10; i++)
		add(i, "/a", "x");
	text = printed("gcc", &plain);
	for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	assert_int_equal(lines, 10);
	free(text);
	for (uint32_t i = 1; i <= 10; i++)
		add(i, "/a", "x");
	text = printed("text", &plain);
	assert_non_null(strstr(text, "and 7 more like this, at 4:7, 5:7"));
	free(text);
}

static json_t *sarif_run(char **text)
{
	json_t *log;

	*text = printed("sarif", &plain);
	log = json_loads(*text, 0, NULL);
	assert_non_null(log);
	assert_string_equal(json_string_value(json_object_get(log, "version")), "2.1.0");
	return log;
}

static json_t *at(json_t *value, const char *key, size_t index)
{
	return json_array_get(json_object_get(value, key), index);
}

static const char *uri_of(json_t *result)
{
	json_t *where = json_object_get(at(result, "locations", 0), "physicalLocation");

	return json_string_value(json_object_get(json_object_get(where, "artifactLocation"), "uri"));
}

static void test_sarif(void **state)
{
	json_t *log, *run, *result, *rule, *region;
	char *text;

	(void)state;
	add(3, "/a", "x");
	log = sarif_run(&text);
	run = at(log, "runs", 0);
	assert_string_equal(json_string_value(json_object_get(run, "columnKind")), "unicodeCodePoints");
	result = at(run, "results", 0);
	assert_string_equal(json_string_value(json_object_get(result, "ruleId")), "V106");
	rule = at(json_object_get(json_object_get(run, "tool"), "driver"), "rules",
	    (size_t)json_integer_value(json_object_get(result, "ruleIndex")));
	assert_string_equal(json_string_value(json_object_get(rule, "id")), "V106");
	assert_string_equal(uri_of(result), "a%20b/%ED%95%9C%EA%B5%AD.xml");
	region = json_object_get(json_object_get(at(result, "locations", 0), "physicalLocation"), "region");
	assert_int_equal(json_integer_value(json_object_get(region, "startLine")), 3);
	json_decref(log);
	free(text);
}

static void test_sarif_of_nothing(void **state)
{
	json_t *log;
	char *text;

	(void)state;
	log = sarif_run(&text);
	assert_int_equal(json_array_size(json_object_get(at(log, "runs", 0), "results")), 0);
	assert_int_equal(json_array_size(json_object_get(json_object_get(json_object_get(
	    at(log, "runs", 0), "tool"), "driver"), "rules")), DIAG_CODES);
	json_decref(log);
	free(text);
}

static void test_uris(void **state)
{
	static const struct { const char *name, *uri; } rows[] = {
		{"/tmp/x.zip!a/b.xml", "file:///tmp/x.zip!a/b.xml"},
		{"../x.xml", "../x.xml"},
		{"a:b?c#d%e.xml", "a%3Ab%3Fc%23d%25e.xml"},
		{"-", "-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		json_t *log;
		char *text;

		source = diag_source(diag, rows[i].name);
		add(1, NULL, "x");
		log = sarif_run(&text);
		assert_string_equal(uri_of(at(at(log, "runs", 0), "results", 0)), rows[i].uri);
		json_decref(log);
		free(text);
	}
}

/* The same finding in the next export stands in another line. */
static void test_fingerprints(void **state)
{
	static const char key[] = "pathAndValues/v1";
	const char *prints[3];
	json_t *log, *results;
	char *text;

	(void)state;
	add(3, "/a", "x");
	add(9, "/a", "x");
	add(12, "/b", "x");
	log = sarif_run(&text);
	results = json_object_get(at(log, "runs", 0), "results");
	for (size_t i = 0; i < 3; i++)
		prints[i] = json_string_value(json_object_get(
		    json_object_get(json_array_get(results, i), "partialFingerprints"), key));
	assert_string_equal(prints[0], prints[1]);
	assert_string_not_equal(prints[0], prints[2]);
	json_decref(log);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_unknown_format, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_gcc, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_json_lines, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_json_without_place, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_groups_are_for_people, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_sarif, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_sarif_of_nothing, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_uris, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_fingerprints, open_diag, close_diag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
