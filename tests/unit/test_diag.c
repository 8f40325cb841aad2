/* Diagnostics for people: groups, caps, cut values, and the line with its mark. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/template.h"
#include "base/mem.h"
#include "base/utf8.h"

static struct diag *diag;
static struct tape tape;
static char *output;
static size_t output_size;
static uint32_t source;

static int open_diag(void **state)
{
	(void)state;
	diag = diag_open();
	source = diag_source(diag, "export.xml");
	diag_keep_lines(diag, &tape);
	return 0;
}

static int close_diag(void **state)
{
	(void)state;
	diag_close(diag);
	tape_free(&tape);
	free(output);
	output = NULL;
	return 0;
}

static const char *print_as(struct diag_text *text)
{
	FILE *file;

	free(output);
	file = open_memstream(&output, &output_size);
	text->file = file;
	diag_flush(diag, &(struct diag_printer){.entry = diag_print_text, .to = text, .grouped = true});
	fclose(file);
	return output;
}

/* Without advice: there is a test of its own for that. */
static const char *print(bool colour)
{
	struct diag_text text = {.colour = colour};

	memset(text.advised, true, sizeof text.advised);
	return print_as(&text);
}

/* Where a text starts in a document of one source, as a place. */
static struct place place_of(const char *document, const char *text)
{
	const char *at = strstr(document, text), *start = at;
	struct place place = {.source = source, .line = 1};

	assert_non_null(at);
	place.offset = (uint64_t)(at - document);
	for (const char *p = document; p < at; p++)
		place.line += *p == '\n';
	while (start > document && start[-1] != '\n')
		start--;
	place.column = (uint32_t)utf8_count(start, (size_t)(at - start)) + 1;
	return place;
}

static void put(const char *document)
{
	tape_add(&tape, source, 0, document, strlen(document));
}

static void country(const char *document, const char *at)
{
	struct place place = place_of(document, at);

	put(document);
	diag_add(diag, DIAG_V109, &place, NULL, DIAG_VALUES("Country", "7", "1 to 5"));
}

static void test_mark_is_under_the_place(void **state)
{
	static const struct { const char *document, *at, *line; int cells; } rows[] = {
		{"<a>\n  <Country>Korea</Country>\n</a>", "Korea",
		    "      2 |   <Country>Korea</Country>\n", 11},
		{"\t<a\tb='1'>", "b=", "      1 |     <a  b='1'>\n", 8},
		/* Wide letters take two cells, combining ones none. */
		{"<a>서울 x</a>", "x<", "      1 | <a>서울 x</a>\n", 8},
		{"<a>e\xCC\x81 x</a>", "x<", "      1 | <a>e\xCC\x81 x</a>\n", 5},
		/* Marks of direction around what stands before the place. */
		{"<a>שלום x</a>", "x<", "      1 | \xE2\x80\x8E<a>שלום \xE2\x80\x8Ex</a>\n",
		    8},
		/* What is not to be seen is made visible. */
		{"<a>\x01\xE2\x80\xAE x</a>", "x<", "      1 | <a>\\x01\\u{202e} x</a>\n",
		    16},
		{"a\\b x", "x", "      1 | a\\b x\n", 4},
		{"one\r\ntwo\rthree x\r\n", "x", " | three x\n", 6},
		{"x", "x", "      1 | x\n", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *text;
		char mark[64];

		country(rows[i].document, rows[i].at);
		text = print(false);
		assert_non_null(strstr(text, rows[i].line));
		snprintf(mark, sizeof mark, "        | %*s^\n", rows[i].cells, "");
		assert_non_null(strstr(text, mark));
	}
}

static void test_long_lines_are_cut_around_the_place(void **state)
{
	struct buf document = {0};
	const char *text, *mark, *line;

	(void)state;
	for (size_t i = 0; i < 3000; i++)
		buf_adds(&document, "가a");
	buf_adds(&document, "<HERE>");
	for (size_t i = 0; i < 3000; i++)
		buf_adds(&document, "나b");
	country(buf_text(&document), "<HERE>");
	text = print(false);
	line = strstr(text, "      1 | \xE2\x80\xA6");
	mark = strstr(text, "        | ");
	assert_non_null(line);
	assert_non_null(mark);
	/* The cells before the place in one line are those before the mark in the other. */
	assert_int_equal(utf8_cells(line, (size_t)(strstr(line, "<HERE>") - line)),
	    (size_t)(strchr(mark, '^') - mark));
	assert_true(utf8_cells(line, strcspn(line, "\n")) < 110);
	assert_non_null(strstr(text, "\xE2\x80\xA6\n        | "));
	buf_free(&document);
}

static void test_no_line_no_mark(void **state)
{
	struct place place = {.source = source, .line = 3, .column = 1, .offset = 100};

	(void)state;
	put("short");
	diag_add(diag, DIAG_V109, &place, NULL, DIAG_VALUES("Country", "7", "1 to 5"));
	place.offset = 2;
	place.source++;
	diag_add(diag, DIAG_V109, &place, NULL, DIAG_VALUES("Country", "7", "1 to 5"));
	assert_null(strstr(print(false), " | "));
	diag_keep_lines(diag, NULL);
	country("x", "x");
	assert_null(strstr(print(false), " | "));
}

static void test_colour(void **state)
{
	(void)state;
	country("x", "x");
	assert_non_null(strstr(print(true), "\x1b[1;31merror:\x1b[0m"));
	country("x", "x");
	assert_non_null(strstr(print(true), "\x1b[1;32m^\x1b[0m"));
}

/* A tape keeps the last megabytes, over any pieces. */
static void test_tape_forgets(void **state)
{
	struct tape_line line;
	char piece[1000];
	uint64_t at = 0;

	(void)state;
	memset(piece, 'x', sizeof piece);
	piece[999] = '\n';
	for (; at < (64 << 20); at += sizeof piece)
		tape_add(&tape, source, at, piece, sizeof piece);
	assert_true(tape.text.length <= 16 << 20);
	assert_true(tape_line(&tape, source, at - 5, &line));
	assert_int_equal(line.length, 999);
	assert_int_equal(line.at, 995);
	assert_false(tape_line(&tape, source, 5, &line));
	assert_true(tape_line(&tape, source, at, &line));
	assert_int_equal(line.length, 0);
	assert_false(tape_line(&tape, source, at + 1, &line));
	assert_false(tape_line(&tape, source + 1, at - 5, &line));
	tape_add(&tape, source + 1, 0, "other", 5);
	assert_false(tape_line(&tape, source, at - 5, &line));
}

/* ---- groups ---- */

static void add_at(enum diag_code code, uint32_t line, const char *path, const char *const *values)
{
	struct place place = {.source = source, .line = line, .column = 7, .offset = line * 100};

	diag_add(diag, code, &place, path, values);
}

static void test_many_alike_become_one(void **state)
{
	const char *text;
	char path[64];

	(void)state;
	for (uint32_t i = 1; i <= 12; i++) {
		snprintf(path, sizeof path, "/Account[1]/Location[%u]/Country", (unsigned)i);
		add_at(DIAG_V107, 10 * i, path, DIAG_VALUES("Country", i % 2 ? "Korea" : "Japan", "a code"));
	}
	text = print(false);
	assert_non_null(strstr(text, "export.xml:10:7: error: Country: \"Korea\" is not a code [V107]\n"));
	assert_non_null(strstr(text, "export.xml:30:7: error:"));
	assert_null(strstr(text, "export.xml:40:7: error:"));
	assert_non_null(strstr(text,
	    "    \xE2\x80\xA6 and 9 more like this, at 40:7, 50:7, 60:7, 70:7, 80:7, 90:7 \xE2\x80\xA6\n"));
}

static void test_few_stay_alone(void **state)
{
	(void)state;
	for (uint32_t i = 1; i <= 5; i++)
		add_at(DIAG_V107, i, NULL, DIAG_VALUES("Country", "Korea", "a code"));
	assert_null(strstr(print(false), "more like this"));
}

static void test_different_errors_stay_apart(void **state)
{
	static const char *const names[] = {"Web", "Site", "Url", "Link", "Page", "Home", "Www", "Net"};
	const char *text;

	(void)state;
	for (uint32_t i = 0; i < 8; i++)
		add_at(DIAG_V101, i + 1, "/Account[1]/Company", DIAG_VALUES(names[i], "Website"));
	text = print(false);
	assert_null(strstr(text, "more like this"));
	assert_non_null(strstr(text, "Net is not expected here"));
	/* Warnings differ by place and kind alone. */
	for (uint32_t i = 0; i < 8; i++)
		add_at(DIAG_R204, i + 1, "/Account[1]/Review[1]/@country", DIAG_VALUES(names[i], ""));
	assert_non_null(strstr(print(false), "and 5 more like this, at 4:7, 5:7, 6:7, 7:7, 8:7\n"));
}

static void test_group_without_places_names_values(void **state)
{
	struct place place = {.source = source};
	char name[16];

	(void)state;
	for (unsigned i = 0; i < 9; i++) {
		snprintf(name, sizeof name, "file-%u", i);
		diag_add(diag, DIAG_R131, &place, NULL, DIAG_VALUES(name));
	}
	assert_non_null(strstr(print(false),
	    "and 6 more like this: file-3, file-4, file-5, file-6, file-7, file-8\n"));
}

struct seen { size_t count; };

static void see(void *to, const struct diag_entry *entry, const char *name)
{
	(void)name;
	assert_null(entry->more);
	((struct seen *)to)->count++;
}

static void test_printers_for_programs_get_all(void **state)
{
	struct seen seen = {0};

	(void)state;
	for (uint32_t i = 1; i <= 40; i++)
		add_at(DIAG_V107, i, NULL, DIAG_VALUES("Country", "Korea", "a code"));
	add_at(DIAG_V107, 40, NULL, DIAG_VALUES("Country", "Korea", "a code"));   /* a repeat */
	diag_flush(diag, &(struct diag_printer){.entry = see, .to = &seen});
	assert_int_equal(seen.count, 40);
}

/* ---- caps ---- */

static void flood(enum diag_code code, uint32_t times)
{
	for (uint32_t i = 1; i <= times; i++)
		add_at(code, i, NULL, DIAG_VALUES("a", "b", "c", "d", "e", "f"));
}

static void test_a_flood_is_counted(void **state)
{
	size_t count;
	const struct diag_entry *entries;

	(void)state;
	flood(DIAG_R206, 30000);
	flood(DIAG_V107, 10003);
	entries = diag_entries(diag, 0, &count);
	assert_int_equal(count, 1001 + 10001);
	assert_int_equal(entries[1000].code, DIAG_R170);
	assert_string_equal(entries[1000].values[0], "R206");
	assert_string_equal(entries[1000].values[1], "29000");
	assert_int_equal(entries[1000].severity, DIAG_WARNING);
	assert_string_equal(entries[count - 1].values[1], "3");
	assert_int_equal(diag_count(diag, DIAG_WARNING), 30000);
	assert_int_equal(diag_count(diag, DIAG_ERROR), 10003);
	assert_int_equal(diag_worst(diag, 0), DIAG_REFUSE_ACCOUNT);
	assert_int_equal(diag_exit(diag), 1);
	assert_non_null(strstr(print(false), "export.xml: warning: more diagnostics of the kind R206 that are not listed: 29000 [R170]"));
}

static void test_counting_begins_anew(void **state)
{
	size_t mark, count;

	(void)state;
	flood(DIAG_R206, 1500);
	mark = diag_mark(diag);
	flood(DIAG_R206, 1500);
	diag_entries(diag, mark, &count);
	assert_int_equal(count, 1001);
	diag_flush(diag, NULL);
	flood(DIAG_R206, 999);
	diag_entries(diag, 0, &count);
	assert_int_equal(count, 999);
}

/* What another process collected comes in again with the same counts. */
static void test_again(void **state)
{
	struct diag *other = diag_open();
	const struct diag_entry *entries;
	size_t count;

	(void)state;
	flood(DIAG_R206, 1500);
	country("<a>Korea</a>", "Korea");
	diag_source_again(other, "export.xml");
	entries = diag_entries(diag, 0, &count);
	for (size_t i = 0; i < count; i++)
		diag_add_again(other, &entries[i]);
	assert_int_equal(diag_count(other, DIAG_WARNING), 1500);
	assert_int_equal(diag_count(other, DIAG_ERROR), 1);
	assert_int_equal(diag_exit(other), 1);
	entries = diag_entries(other, 0, &count);
	assert_string_equal(entries[count - 1].line, "<a>Korea</a>");
	assert_int_equal(entries[count - 1].line_at, 3);
	diag_close(other);
}

/* ---- messages ---- */

static void test_long_values_are_cut_in_messages_alone(void **state)
{
	struct buf value = {0}, message = {0}, wanted = {0};
	const struct diag_entry *entry;
	size_t count;

	(void)state;
	for (int i = 0; i < 150; i++)
		buf_adds(&value, "é");
	buf_adds(&value, "-the-end-16-long");
	add_at(DIAG_V106, 1, NULL, DIAG_VALUES(buf_text(&value), buf_text(&value), buf_text(&value)));
	entry = diag_entries(diag, 0, &count);
	assert_int_equal(utf8_count(entry->values[1], strlen(entry->values[1])), 166);
	diag_message(&message, entry);
	buf_printf(&wanted, "%s: \"", buf_text(&value));
	for (int i = 0; i < 40; i++)
		buf_adds(&wanted, "é");
	buf_printf(&wanted, "\xE2\x80\xA6-the-end-16-long\" is not %s", buf_text(&value));
	assert_string_equal(buf_text(&message), buf_text(&wanted));
	buf_free(&value);
	buf_free(&message);
	buf_free(&wanted);
}

static void test_numbers_and_words_agree(void **state)
{
	struct buf message = {0}, sentence = {0};
	size_t count;

	(void)state;
	add_at(DIAG_Z109, 1, NULL, DIAG_VALUES("1"));
	add_at(DIAG_Z109, 2, NULL, DIAG_VALUES("0"));
	add_at(DIAG_R302, 3, NULL, DIAG_VALUES("1", "6", "industries", "2017-06", "5"));
	diag_message(&message, &diag_entries(diag, 0, &count)[0]);
	assert_string_equal(buf_text(&message), "1 byte before the first entry belongs to no entry and was passed over");
	buf_clear(&message);
	diag_message(&message, &diag_entries(diag, 0, &count)[1]);
	assert_string_equal(buf_text(&message), "0 bytes before the first entry belong to no entry and were passed over");
	buf_clear(&message);
	diag_message(&message, &diag_entries(diag, 0, &count)[2]);
	assert_string_equal(buf_text(&message), "1 of 6 industries is left out: the form of edition 2017-06 takes up to 5");
	template_show(&sentence, diag_rows[DIAG_Z109].template);
	assert_string_equal(buf_text(&sentence), "\xE2\x80\xA6 bytes before the first entry belong to no entry and were passed over");
	for (size_t i = 0; i < DIAG_CODES; i++)
		assert_null(strchr(diag_rows[i].meaning, '{'));
	assert_int_equal(template_values(diag_rows[DIAG_R302].template), 5);
	assert_int_equal(template_values("{0:a|b} {x} {1 {2:a} {3"), 1);
	buf_free(&message);
	buf_free(&sentence);
}

static void test_advice_once_for_each_error_and_decision(void **state)
{
	struct diag_text text = {0}, quiet = {.quiet = true}, verbose = {.verbose = true};

	(void)state;
	add_at(DIAG_V105, 1, NULL, DIAG_VALUES("A", "b"));
	add_at(DIAG_V105, 2, NULL, DIAG_VALUES("A", "c"));
	add_at(DIAG_R309, 3, NULL, DIAG_VALUES("1"));
	add_at(DIAG_R319, 4, NULL, DIAG_VALUES("1", "2"));
	add_at(DIAG_U205, 5, NULL, DIAG_VALUES("convert", "an input"));
	print_as(&text);
	assert_non_null(strstr(output, "[V105]\n    What to do: Write it into the element's start tag"));
	assert_non_null(strstr(output, "[R319]\n    What to do: Choose the size in the form.\n"));
	assert_null(strstr(strstr(strstr(output, "What") + 1, "What") + 1, "What"));
	add_at(DIAG_V105, 1, NULL, DIAG_VALUES("A", "b"));
	assert_null(strstr(print_as(&text), "What to do"));
	add_at(DIAG_V105, 1, NULL, DIAG_VALUES("A", "b"));
	assert_null(strstr(print_as(&quiet), "What to do"));
	add_at(DIAG_R309, 1, NULL, DIAG_VALUES("1"));
	assert_non_null(strstr(print_as(&verbose), diag_rows[DIAG_R309].meaning));
	assert_non_null(strstr(output, "    What to do: "));
}

static void test_short_values_stay_whole(void **state)
{
	struct buf value = {0}, message = {0};
	size_t count;

	(void)state;
	for (int i = 0; i < 60; i++)
		buf_adds(&value, "漢");
	add_at(DIAG_V106, 1, NULL, DIAG_VALUES("Country", buf_text(&value), "a list"));
	diag_message(&message, diag_entries(diag, 0, &count));
	assert_non_null(strstr(buf_text(&message), buf_text(&value)));
	buf_free(&value);
	buf_free(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_mark_is_under_the_place, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_long_lines_are_cut_around_the_place, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_no_line_no_mark, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_colour, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_tape_forgets, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_many_alike_become_one, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_few_stay_alone, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_different_errors_stay_apart, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_group_without_places_names_values, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_printers_for_programs_get_all, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_a_flood_is_counted, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_counting_begins_anew, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_again, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_long_values_are_cut_in_messages_alone, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_short_values_stay_whole, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_numbers_and_words_agree, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_advice_once_for_each_error_and_decision, open_diag, close_diag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
