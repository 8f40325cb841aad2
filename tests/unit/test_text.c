/* Plain text as a form takes it, and counting, against the examples of
 * Unicode where they are installed (Debian: unicode-data).
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/profile.h"
#include "shape/nfc.h"
#include "shape/text.h"

#define UNICODE "/usr/share/unicode/"

struct sample { const char *from, *to; unsigned flags; };

static void check(const struct sample *sample, bool one_line)
{
	struct text_made made = {0};

	text_from_plain(&made, sample->from, strlen(sample->from), one_line);
	assert_string_equal(buf_text(&made.text), sample->to);
	assert_int_equal(made.flags, sample->flags);
	assert_int_equal(made.lost.length, 0);
	text_free(&made);
}

static void plain_text(void **state)
{
	static const struct sample samples[] = {
		{"", "", 0},
		{"Contoso Ltd.", "Contoso Ltd.", 0},
		{"one\ntwo\n\nthree  four", "one\ntwo\n\nthree  four", 0},
		{"한국 콘토소는 클라우드 서비스를 제공합니다.", "한국 콘토소는 클라우드 서비스를 제공합니다.", 0},
		{"株式会社コントソ　東京", "株式会社コントソ　東京", 0},
		{"ไทย ทดสอบ", "ไทย ทดสอบ", 0},
		{"نقدم خدمات السحابة", "نقدم خدمات السحابة", 0},
		{"שלום עולם", "שלום עולם", 0},
		{"Мы делаем", "Мы делаем", 0},
		{"हम क्लाउड सेवाएँ", "हम क्लाउड सेवाएँ", 0},
		{"solutions\u00a0: 5\u202f%", "solutions\u00a0: 5\u202f%", 0},
		{"<b>R&amp;D</b> a < b", "<b>R&amp;D</b> a < b", 0},
		{"a\r\nb\rc", "a\nb\nc", CHANGE_SPACE},
		{"  a  \n\t\n\n\n  b \n", "a\n\n  b", CHANGE_SPACE},
		{"a\tb", "a b", CHANGE_SPACE},
		{"a\u2028b\u2029c\vd", "a\nb\n\nc\nd", CHANGE_SPACE},
		{"\u00a0a\u00a0\nb\u3000", "a\nb", CHANGE_SPACE},
		{" \n ", "", CHANGE_SPACE},
		{"It\302\222s \302\223good\302\224\302\205 100\302\200", "It’s “good”… 100€", CHANGE_CHARACTERS},
		{"a\001b\177c\302\201d", "abcd", CHANGE_CHARACTERS},
		{"co\u00adoper\u200bate\ufeff", "cooperate", CHANGE_CHARACTERS},
		{"e\u0301te\u0301", "été", CHANGE_NFC},
		{"\u1112\u1161\u11ab\u1100\u1173\u11af", "한글", CHANGE_NFC},
		{"\u304b\u3099", "が", CHANGE_NFC},
		{"\u212b \uf900", "Å 豈", CHANGE_NFC},
		{"bad \xff\xc3 \xed\xa0\x80", "bad \ufffd\ufffd \ufffd\ufffd\ufffd", CHANGE_CHARACTERS},
		{"\ufffe\U0001ffff", "\ufffd\ufffd", CHANGE_CHARACTERS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		check(&samples[i], false);
}

static void one_line(void **state)
{
	static const struct sample samples[] = {
		{"Contoso Ltd.", "Contoso Ltd.", 0},
		{" Contoso \r\n\t Ltd. ", "Contoso Ltd.", CHANGE_SPACE},
		{"a  b", "a b", CHANGE_SPACE},
		{"a\nb", "a b", CHANGE_SPACE},
		{"コントソ　東京", "コントソ 東京", CHANGE_SPACE},
		{"(주) 콘토소", "(주) 콘토소", 0},
		{"Contoso\u00a0AG", "Contoso AG", CHANGE_SPACE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		check(&samples[i], true);
}

static void joiners(void **state)
{
	static const struct sample samples[] = {
		{"👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍💻", "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍💻", 0},
		{"می\u200cخواهم", "می\u200cخواهم", 0},
		{"क्\u200dष क्\u200cष", "क्\u200dष क्\u200cष", 0},
		{"ශ්\u200dරී", "ශ්\u200dරී", 0},
		{"ភាសា\u200bខ្មែរ", "ភាសា\u200bខ្មែរ", 0},
		{"\u200eRTL שלום\u200f", "\u200eRTL שלום\u200f", 0},
		{"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
		 "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", 0},
		{"a\u200db\u200cc", "abc", CHANGE_CHARACTERS},
		{"👨\u200d man", "👨 man", CHANGE_CHARACTERS},
		{"\u200d\u200d\u200d", "", CHANGE_CHARACTERS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		check(&samples[i], false);
}

/* "a" and n marks, in the order that is slowest to sort. */
static void many_marks(void **state)
{
	struct buf text = {0};
	struct text_made made = {0};

	(void)state;
	buf_addc(&text, 'a');
	for (int i = 0; i < 500000; i++)
		buf_adds(&text, "\u0301\u0316");
	text_from_plain(&made, text.data, text.length, false);
	assert_int_equal(made.flags, CHANGE_NFC | CHANGE_CHARACTERS);
	assert_true(made.text.length >= text.length - 1);
	assert_int_equal(nfc_make(&made.text), 0);
	text_free(&made);
	buf_free(&text);
}

struct count_sample { const char *text; struct text_counts counts; };

static void counting(void **state)
{
	static const struct count_sample samples[] = {
		{"", {0, 0, 0, 0, true}},
		{"Hello, well-known world.", {24, 24, 24, 3, true}},
		{"👨‍👩‍👧‍👦", {11, 7, 1, 0, true}},
		{"👍🏽", {4, 2, 1, 0, true}},
		{"e\u0301", {2, 2, 1, 1, true}},
		{"🇰🇷🇩🇪", {8, 4, 2, 0, true}},
		{"한국어 문장입니다", {9, 9, 9, 2, true}},
		{"\u1112\u1161\u11ab", {3, 3, 1, 1, true}},
		{"東京都", {3, 3, 3, 1, false}},
		{"ภาษาไทย", {7, 7, 7, 1, false}},
		{"We are Contoso, at home in 東京, and sell software all over Japan.", {64, 64, 64, 13, true}},
		{"R&D in 3.5 ways: it’s e-mail", {28, 28, 28, 6, true}},
		{"नमस्ते दुनिया", {13, 13, 8, 2, true}},
		{"Привет, мир", {11, 11, 11, 2, true}},
		{"𠮷野家", {4, 3, 3, 1, false}},
		{"a\r\nb", {4, 4, 3, 2, true}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct text_counts *want = &samples[i].counts;
		struct text_counts got;

		text_count(samples[i].text, strlen(samples[i].text), &got);
		assert_int_equal(got.utf16, want->utf16);
		assert_int_equal(got.code_points, want->code_points);
		assert_int_equal(got.graphemes, want->graphemes);
		assert_int_equal(got.words, want->words);
		assert_int_equal(got.words_known, want->words_known);
	}
}

static void add_hex(struct buf *to, const char *from, const char *end)
{
	char *next;

	while (from < end) {
		unsigned long code = strtoul(from, &next, 16);

		if (next == from)
			break;
		utf8_add(to, (uint32_t)code);
		from = next;
	}
}

/* A line is "÷ 0020 × 0308 ÷ # …": as many graphemes as "÷" but one. */
static void unicode_graphemes(void **state)
{
	FILE *file = fopen(UNICODE "auxiliary/GraphemeBreakTest.txt", "r");
	char line[4096];
	size_t lines = 0;

	(void)state;
	if (file == NULL)
		skip();
	while (fgets(line, sizeof line, file) != NULL) {
		struct buf text = {0};
		struct text_counts counts;
		size_t breaks = 0;

		line[strcspn(line, "#\n")] = '\0';
		for (char *at = strtok(line, " \t"); at != NULL; at = strtok(NULL, " \t")) {
			if (strcmp(at, "÷") == 0)
				breaks++;
			else if (strcmp(at, "×") != 0)
				utf8_add(&text, (uint32_t)strtoul(at, NULL, 16));
		}
		text_count(buf_text(&text), text.length, &counts);
		if (breaks > 0) {
			assert_int_equal(counts.graphemes, breaks - 1);
			lines++;
		}
		buf_free(&text);
	}
	fclose(file);
	assert_true(lines > 500);
}

/* Columns are source; NFC; NFD; NFKC; NFKD: the NFC of the first three is the second. */
static void unicode_nfc(void **state)
{
	FILE *file = popen("bzcat " UNICODE "NormalizationTest.txt.bz2 2>/dev/null", "r");
	char line[4096];
	size_t lines = 0;

	(void)state;
	if (file == NULL)
		skip();
	while (fgets(line, sizeof line, file) != NULL) {
		struct buf columns[3] = {{0}, {0}, {0}};
		char *at = line;

		for (size_t i = 0; i < 3 && line[0] != '#' && line[0] != '@'; i++) {
			size_t length = strcspn(at, ";");

			add_hex(&columns[i], at, at + length);
			at += length + 1;
		}
		nfc_make(&columns[0]);
		nfc_make(&columns[2]);
		assert_string_equal(buf_text(&columns[0]), buf_text(&columns[1]));
		assert_string_equal(buf_text(&columns[2]), buf_text(&columns[1]));
		assert_int_equal(nfc_make(&columns[1]), 0);
		lines += columns[1].length > 0;
		for (size_t i = 0; i < 3; i++)
			buf_free(&columns[i]);
	}
	if (pclose(file) != 0 || lines == 0)
		skip();
	assert_true(lines > 18000);
}

/* Texts of a few awkward characters: flags tell the truth, doing it again changes nothing. */
static void any_text(void **state)
{
	static const char *const pieces[] = {
		" ", "\n", "\r", "\t", "a", "b ", " c", "\u00a0", "\u0301", "\u200d", "\u200c", "\u200b", "👩", "\302\205",
		"\302\222", "م", "ท", "\u3000", "\ufeff", "\xff", "\u1100\u1161", "|", "\x1e", "\u0f73",
	};
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct text_made once = {0}, twice = {0};
		struct buf text = {0};
		bool line = round % 2 == 0;

		for (unsigned i = 0; i < 12; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_adds(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		text_from_plain(&once, text.data, text.length, line);
		text_from_plain(&twice, buf_text(&once.text), once.text.length, line);
		assert_string_equal(buf_text(&twice.text), buf_text(&once.text));
		assert_int_equal(twice.flags, 0);
		assert_int_equal(once.flags == 0, strcmp(buf_text(&once.text), text.data) == 0);
		assert_true(utf8_valid(buf_text(&once.text), once.text.length, NULL));
		buf_free(&text);
		text_free(&once);
		text_free(&twice);
	}
}

/* Most texts are passed by a look at sixteen bytes at once. What it lets through is
 * what cleaning each character leaves alone, wherever it stands. */
static void clean_text(void **state)
{
	static const char *const pieces[] = {
		"Contoso ", "plans", "größte ", "облако", " ёЁ", "العربية ", "٠١", "漢字", "かな、", "カナ", "한글 ", "힣", "ힰ",
		"– ", "“x”", "• ", "…", "\n", "\n\n", " ", "a", "b", "c", "d", "e", "f", "g", "\u0301", "\u3099", "\u0653", "\u00ad",
		"\u200b", "\u2028", "\u00a0", "\u0378", "\u0958", "\ufb1d", "🙂", "\x7f", "\xff", "\u212b", "ก",
	};
	const size_t good = 27;   /* the first ones */
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct text_made made = {0}, slow = {0};
		struct buf text = {0}, spoilt = {0};

		for (unsigned i = 0; i < 30; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_adds(&text, pieces[(seed >> 16) % (i == seed >> 27 ? sizeof pieces / sizeof *pieces : good)]);
		}
		buf_addc(&spoilt, '\t');
		buf_add(&spoilt, text.data, text.length);
		text_from_plain(&made, text.data, text.length, round % 2 == 0);
		text_from_plain(&slow, spoilt.data, spoilt.length, round % 2 == 0);
		assert_string_equal(buf_text(&made.text), buf_text(&slow.text));
		buf_free(&text);
		buf_free(&spoilt);
		text_free(&made);
		text_free(&slow);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text),
		cmocka_unit_test(one_line),
		cmocka_unit_test(joiners),
		cmocka_unit_test(many_marks),
		cmocka_unit_test(counting),
		cmocka_unit_test(unicode_graphemes),
		cmocka_unit_test(unicode_nfc),
		cmocka_unit_test(any_text),
		cmocka_unit_test(clean_text),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
