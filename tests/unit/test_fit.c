/* Cutting texts at sentences, words and graphemes in many languages, and
 * sharing a limit. SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "shape/fit.h"
#include "shape/text.h"

struct sample { const char *language, *keep, *rest; size_t spare; };

/* The limit lets `keep` and `spare` more units of `rest` through. */
static void check(const struct sample *sample)
{
	struct buf text = {0};
	size_t most = utf8_count_utf16(sample->keep, strlen(sample->keep)) + sample->spare, cut;

	buf_adds(&text, sample->keep);
	buf_adds(&text, sample->rest);
	cut = fit_cut(text.data, text.length, most, sample->language);
	text.data[cut] = '\0';
	assert_string_equal(text.data, sample->keep);
	buf_free(&text);
}

#define CHECK(...) \
	do { \
		static const struct sample samples[] = {__VA_ARGS__}; \
		(void)state; \
		for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) \
			check(&samples[i]); \
	} while (0)

static void fitting(void **state)
{
	(void)state;
	assert_int_equal(fit_cut("abc", 3, 3, NULL), 3);
	assert_int_equal(fit_cut("abc", 3, 1000, "en"), 3);
	assert_int_equal(fit_cut("", 0, 0, NULL), 0);
	assert_int_equal(fit_cut("한국어", 9, 3, "ko"), 9);
	assert_int_equal(fit_cut("👍👍", 8, 4, NULL), 8);
	assert_int_equal(fit_cut("abc", 3, 0, NULL), 0);
	assert_int_equal(fit_cut("👍🏽", 8, 3, NULL), 0);
}

static void sentences(void **state)
{
	CHECK(
		{"en", "We build clouds.", " They are good clouds.", 10},
		{"en", "We build clouds. Good?", " Yes they are.", 10},
		{"en", "We build clouds!", " Yes.", 2},
		{"en", "We build (many clouds.)", " They are good.", 10},
		{"en", "He said “we build.”", " And so on.", 10},
		{"en", "We build clouds…", " They are good.", 10},
		{"en", "One line without a mark", "\nAnother line", 10},
		{"en", "• One item\n• Another item", "\n• A third item", 10},
		{"en", "Version 3.5 of our cloud.", " More.", 3},
		{"en", "We are in the U.S. since long", " ago. More", 3},
		{"en", "Contoso Inc. of Seoul", " builds. More", 3},
		{"en", "Founded by J. Smith of", " Seoul. More", 3},
		{"en", "See e.g. our", " web site.", 3},
		{"en", "Dr. No works", " here.", 3},
		{"en", "Since 2014.", " We are here.", 4},
		{"en", "1. One point\n2. Two points", "\n3. Three", 4},
		{"en", "We use Node.js and .NET for", " everything.", 3},
		{"en", "„Why?“ he", " asked.", 3},
		{"en", "We build clouds.\n", "", 0},
		{"en", "It is Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch.", " More", 3},
		{"en", "They are quick.", " \nand more", 3},
		{"en", "Was it good?", "   ", 1},
		{"fr", "Ils disent « oui ! »", " Et non.", 4},
		{"de", "Wir bieten Cloud.", " Sie ist z. B. gut.", 10},
		{"de", "Wir sind z.B. am 3. März ca. 5 Mio. Kunden",  " nahe.", 3},
		{"de", "Wir sagen „Ja.“", " Und Sie?", 5},
		{"de", "Die Fa. bzw. Ing. Müller", " hilft.", 3},
		{"fr", "Nous créons des nuages !", " Ils sont beaux.", 6},
		{"fr", "La société de M. Dupont", " crée. Oui", 3},
		{"fr", "Il dit « oui. »", " Et non.", 4},
		{"ru", "Мы делаем облака.", " И т. д. и т. п.", 8},
		{"ru", "Офис на ул. Ленина", " открыт. Да", 3},
		{"ru", "Дома, офисы и т.д. рядом", " с нами. Да", 1},
		{"el", "Τι κάνουμε;", " Σύννεφα παντού.", 5},
		{"ko", "우리는 클라우드를 만듭니다.", " 좋은 클라우드입니다.", 5},
		{"ko", "Contoso Co., Ltd. 서울", " 본사입니다. 네", 3},
		{"ja", "クラウドを作ります。", "良いクラウドです。", 5},
		{"ja", "「はい。」", "と言いました。", 3},
		{"ja", "すごい！", "本当に？はい。", 3},
		{"zh", "我们做云。", "很好的云。", 3},
		{"zh", "他说“好。”", "然后走了。", 3},
		{"hi", "हम बादल बनाते हैं।", " वे अच्छे हैं।", 5},
		{"ar", "هل نصنع السحب؟", " نعم نصنعها.", 5},
		{"ar", "نصنع السحب.", " نعم نصنعها.", 5},
		{"ar", "شركة د. أحمد في", " القاهرة. نعم", 3},
		{"ur", "ہم بناتے ہیں۔", " جی ہاں بالکل۔", 5},
		{"he", "אנחנו בונים עננים.", " הם טובים.", 5},
		{"hy", "Մենք ամպ ենք։", " Այո լավ։", 4},
		{"am", "ደመና እንሠራለን።", " አዎ ጥሩ ነው።", 4},
		{"km", "យើងធ្វើពពក។", "ល្អណាស់។", 3});
}

static void words(void **state)
{
	CHECK(
		{"en", "We build clouds", " and much more of everything else", 3},
		{"en", "A. We build clouds and much more of everything", " else here", 3},
		{"en", "We build", ", among others, clouds", 1},
		{"en", "We build", " – really –", 3},
		{"en", "We build", " (really)", 2},
		{"en", "We build", "   slowly", 3},
		{"en", "One", "\n• Two", 2},
		{"en", "One", "\n• Two", 3},
		{"en", "One", "\n2. Two", 4},
		{"ko", "우리는 클라우드를", " 만들고있습니다", 3},
		{"ja", "クラウドを作", "ります", 0},
		{"ja", "Azureの", "Dynamicsです", 4},
		{"ja", "東", "京ー都", 1},
		{"ja", "東京", "、大阪", 1},
		{"ja", "東京", "「大阪」", 1},
		{"th", "เราสร้างคลาวด์ที่ดี", " และมีคุณภาพมาก", 5},
		{"th", "เราสร้างคลาวด์", "ที่ดีมาก", 0},
		{"th", "ก ขขขขขขขขขขข", "ขขขขขขขขขข", 0},
		{"th", "อ.ส.ม.ท. เรา", " ข.", 2},
		{"km", "យើង\u200bធ្វើ\u200bពពក", "\u200bល្អណាស់", 3});
}

static void graphemes(void **state)
{
	CHECK(
		{NULL, "aaaa", "aaaaaa", 0},
		{NULL, "👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", 10},
		{NULL, "🇰🇷", "🇩🇪", 3},
		{NULL, "👍🏽", "👍🏽", 3},
		{NULL, "aa", "e\u0301e", 1},
		{NULL, "𠮷", "𠮷", 1},
		{"th", "กำ", "กำ", 1},
		{"ko", "\u1112\u1161\u11ab", "\u1100\u1173\u11af", 2},
		{"hi", "नम", "स्ते", 1});
}

/* Whatever is cut: it fits, ends at a grapheme, has no white space at the end,
 * and the limit that is exactly its length gives it again. */
static void any_limit(void **state)
{
	static const char text[] =
		"Contoso Co., Ltd. (주) 콘토소는 2014. 클라우드를 만듭니다. 「はい。」と言いました! Wir sind z. B. „gut“…\n"
		"• 👨‍👩‍👧‍👦 family\n• 🇰🇷🇩🇪 flags\n\n1. हम बादल बनाते हैं।  2. เราสร้าง คลาวด์ที่ดี\nنصنع السحب؟ e\u0301e\u0301\u200b x";
	struct text_counts all, part, rest;
	size_t size = strlen(text);

	(void)state;
	text_count(text, size, &all);
	for (size_t most = 0; most <= all.utf16; most++) {
		size_t cut = fit_cut(text, size, most, "de");

		text_count(text, cut, &part);
		text_count(text + cut, size - cut, &rest);
		assert_true(part.utf16 <= most);
		assert_int_equal(part.graphemes + rest.graphemes, all.graphemes);
		assert_true(cut == 0 || !ascii_space(text[cut - 1]));
		assert_true(cut > 0 || most == 0);
		assert_int_equal(fit_cut(text, cut, part.utf16, "de"), cut);
	}
}

static void check_share(const size_t *needs, const size_t *want, size_t count, size_t most)
{
	size_t shares[8];

	fit_share(needs, shares, count, most);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(shares[i], want[i]);
}

static void sharing(void **state)
{
	(void)state;
	check_share((size_t[]){1000}, (size_t[]){1000}, 1, 1000);
	check_share((size_t[]){1001}, (size_t[]){1000}, 1, 1000);
	check_share((size_t[]){300, 400}, (size_t[]){300, 400}, 2, 1000);
	check_share((size_t[]){2000, 2000}, (size_t[]){500, 500}, 2, 1000);
	check_share((size_t[]){2000, 100}, (size_t[]){900, 100}, 2, 1000);
	check_share((size_t[]){2000, 2000, 2000}, (size_t[]){334, 333, 333}, 3, 1000);
	check_share((size_t[]){10, 2000, 400, 2000}, (size_t[]){10, 330, 330, 330}, 4, 1000);
	check_share((size_t[]){1, 2000, 0, 2000}, (size_t[]){1, 500, 0, 499}, 4, 1000);
	check_share((size_t[]){5, 5, 5}, (size_t[]){1, 1, 0}, 3, 2);
	check_share((size_t[]){5, 5}, (size_t[]){0, 0}, 2, 0);
	check_share((size_t[]){SIZE_MAX, SIZE_MAX}, (size_t[]){500, 500}, 2, 1000);
	check_share((size_t[]){SIZE_MAX, 1}, (size_t[]){SIZE_MAX - 1, 1}, 2, SIZE_MAX);
	check_share(NULL, NULL, 0, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fitting),
		cmocka_unit_test(sentences),
		cmocka_unit_test(words),
		cmocka_unit_test(graphemes),
		cmocka_unit_test(any_limit),
		cmocka_unit_test(sharing),
	};

	return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}
