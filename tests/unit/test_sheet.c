/* The upload sheet: escaping, words, letters, and whole sheets made by hand.
 * What it does in a browser is tested in tests/browser. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include <utf8proc.h>

#include "base/embedded.h"
#include "base/utf8.h"
#include "emit/emit.h"
#include "emit/sheet.h"
#include "emit/sheet_page.h"
#include "emit/sheet_parts.h"
#include "emit/sheet_graphemes.h"
#include "sample.h"

/* ---- text ---- */

/* What a browser's textContent would be: no tags, references resolved. */
static void content_of(struct buf *to, const char *html)
{
	static const struct { const char *name; char c; } references[] = {
		{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&#13;", '\r'},
	};

	while (*html != '\0') {
		size_t i = 0;

		if (*html == '<') {
			html = strchr(html, '>') + 1;
			continue;
		}
		while (i < sizeof references / sizeof *references &&
		       strncmp(html, references[i].name, strlen(references[i].name)) != 0)
			i++;
		if (i < sizeof references / sizeof *references) {
			buf_addc(to, references[i].c);
			html += strlen(references[i].name);
		} else {
			assert_int_not_equal(*html, '&');
			buf_addc(to, *html++);
		}
	}
}

static void assert_content(const char *html, const char *wanted)
{
	struct buf content = {0};

	content_of(&content, html);
	assert_string_equal(buf_text(&content), wanted);
	buf_free(&content);
}

static const char *const nasty[] = {
	"", "plain", "<script>alert(1)</script>", "</script><!-- & -->", "\"quoted\" 'single'", "a\r\nb\tc",
	"{{=copy}} {{slot}} {{>hole}}", "\xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
	"\xE2\x80\xAEgnirts\xE2\x80\xAC", "\xE2\x80\xA8\xE2\x80\xA9", "\xC2\xAD\xC2\xA0\xEF\xBB\xBF", "\xE2\x81\xA6x\xE2\x81\xA9",
	"\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F", "&amp; &lt;", "\x7F\xC2\x80", "\xE2\x80",
};

static void test_escape(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof nasty / sizeof *nasty; i++) {
		struct buf html = {0};

		html_text(&html, nasty[i], strlen(nasty[i]));
		assert_null(strpbrk(buf_text(&html), "<>\"'\r"));
		assert_content(buf_text(&html), nasty[i]);
		buf_clear(&html);
		html_value(&html, nasty[i], strlen(nasty[i]));
		assert_content(buf_text(&html), nasty[i]);
		buf_free(&html);
	}
}

static void test_unseen(void **state)
{
	static const char text[] = "a\xE2\x80\xAE" "b\xE2\x80\x8F";
	struct buf html = {0};

	(void)state;
	html_value(&html, text, strlen(text));
	assert_string_equal(buf_text(&html), "a<span class=\"unseen turns\" data-is=\"RLO\">\xE2\x80\xAE</span>"
	    "b<span class=\"unseen\" data-is=\"RLM\">\xE2\x80\x8F</span>");
	buf_free(&html);
}

static void test_csp(void **state)
{
	char hash[SHEET_CSP_HASH];

	(void)state;
	sheet_csp_hash(hash, "", 0);
	assert_string_equal(hash, "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
	sheet_csp_hash(hash, "abc", 3);
	assert_string_equal(hash, "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

/* ---- words ---- */

static unsigned places_in(const char *text, size_t length)
{
	unsigned places = 0;

	for (size_t i = 0; i + 2 < length; i++)
		if (text[i] == '{' && ascii_digit(text[i + 1]) && text[i + 2] == '}')
			places |= 1u << (text[i + 1] - '0');
	return places;
}

static bool starts(const struct sheet_word *word, const char *prefix)
{
	return strncmp(word->key, prefix, strlen(prefix)) == 0;
}

/* Korean for a diagnostic: its code exists, and it names no value that the code has not. */
static void check_diag_word(const struct sheet_word *word)
{
	const size_t prefix = (size_t)(strchr(word->key, '-') - word->key) + 1;
	char code[32];
	const struct diag_row *row;

	snprintf(code, sizeof code, "%.*s", (int)(word->key_length - prefix), word->key + prefix);
	row = diag_find(code);
	if (row == NULL)
		fail_msg("words.yaml has %.*s, which is no code", (int)word->key_length, word->key);
	assert_int_equal(word->length[0], 0);
	assert_true(word->length[1] > 0);
	if (starts(word, "diag-"))
		assert_int_equal(places_in(word->text[1], word->length[1]) & ~places_in(row->template, strlen(row->template)), 0);
}

static void test_words(void **state)
{
	struct sheet_words words;

	(void)state;
	words_open(&words, 0);
	assert_true(words.count > 150);
	assert_int_equal(words.count, words.map.count);
	for (size_t i = 0; i < words.count; i++) {
		const struct sheet_word *word = &words.list[i];

		if (starts(word, "diag-") || starts(word, "advice-")) {
			check_diag_word(word);
			continue;
		}
		if (word->length[0] == 0 || word->length[1] == 0 ||
		    places_in(word->text[0], word->length[0]) != places_in(word->text[1], word->length[1]))
			fail_msg("words.yaml: %.*s is not the same in both languages", (int)word->key_length, word->key);
	}
	words_close(&words);
}

/* Whatever asks for a decision can be read in Korean. */
static void test_decisions_in_korean(void **state)
{
	struct sheet_words words;
	char key[40];

	(void)state;
	words_open(&words, 0);
	for (size_t i = 0; i < DIAG_CODES; i++) {
		if (diag_rows[i].effect != DIAG_DECIDE)
			continue;
		snprintf(key, sizeof key, "diag-%s", diag_rows[i].code);
		if (words_find(&words, key, strlen(key)) == NULL)
			fail_msg("words.yaml lacks %s", key);
		snprintf(key, sizeof key, "advice-%s", diag_rows[i].code);
		if (words_find(&words, key, strlen(key)) == NULL)
			fail_msg("words.yaml lacks %s", key);
	}
	words_close(&words);
}

static void test_template(void **state)
{
	const char *text = (const char *)embedded_find("sheet/sheet.html")->data;
	struct sheet_words words;

	(void)state;
	words_open(&words, 0);
	for (const char *at = text; (at = strstr(at, "{{")) != NULL; at += 2) {
		if (at[2] != '=' && at[2] != '~')
			continue;
		if (words_find(&words, at + 3, strcspn(at + 3, " }")) == NULL)
			fail_msg("sheet.html uses a word that is not there: %.30s", at);
	}
	words_close(&words);
}

static void assert_phrase(const char *text, const char *wanted)
{
	struct sheet_words words;
	struct buf html = {0};

	words_open(&words, 0);
	words_phrase(&html, &words, text);
	assert_string_equal(buf_text(&html), wanted);
	words_close(&words);
	buf_free(&html);
}

static void test_phrases(void **state)
{
	(void)state;
	assert_phrase("on import", "<i>on import</i><u lang=ko>\xEA\xB0\x80\xEC\xA0\xB8\xEC\x98\xAC \xEB\x95\x8C</u>");
	assert_phrase("2 profiles: KR, <US>", "<i>2 profiles: <bdi>KR, &lt;US&gt;</bdi></i>"
	    "<u lang=ko>\xED\x94\x84\xEB\xA1\x9C\xED\x95\x84 2\xEA\xB0\x9C: <bdi>KR, &lt;US&gt;</bdi></u>");
	assert_phrase("on import; on create", "<i>on import; on create</i><u lang=ko>"
	    "\xEA\xB0\x80\xEC\xA0\xB8\xEC\x98\xAC \xEB\x95\x8C; \xEC\x83\x88 \xED\x94\x84\xEB\xA1\x9C\xED\x95\x84\xEC\x9D\x84 \xEB\xA7\x8C\xEB\x93\xA4 \xEB\x95\x8C</u>");
	/* Nothing fits all of it: English. */
	assert_phrase("on import; & on the moon", "<span lang=en>on import; &amp; on the moon</span>");
	assert_phrase("", "<span lang=en></span>");
	assert_phrase("; ; ; ; ; ; ; ; ; ; ;", "<span lang=en>; ; ; ; ; ; ; ; ; ; ;</span>");
}

/* ---- letters ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* Letters that are told from a table are those that Unicode's rules tell. */
static void test_graphemes(void **state)
{
	static const char *const bits[] = {"a", " ", "\r", "\n", "9", "\xC3\xBC", "\xCC\x81", "\xC2\xA0", "\xD0\x96",
		"\xD8\xA7", "\xD8\x90", "\xD9\x8B", "\xE3\x80\x80", "\xE3\x81\x82", "\xE3\x82\x99", "\xE4\xB8\xAD",
		"\xEA\xB0\x80", "\xED\x9E\xA3", "\xED\x9F\x8B", "\xE1\x84\x80", "\xE2\x80\x8D", "\xF0\x9F\x98\x80",
		"\xF0\x9F\x87\xB0", "eight letters, and more", "before \r, in it"};
	uint32_t seed = 42;

	(void)state;
	for (size_t round = 0; round < 2000; round++) {
		const size_t length = next_random(&seed) % 20;
		utf8proc_int32_t last = 0, now, joined = 0;
		struct buf text = {0};
		size_t count = 0;

		for (size_t i = 0; i < length; i++)
			buf_adds(&text, bits[next_random(&seed) % (sizeof bits / sizeof *bits)]);
		for (size_t at = 0; at < text.length; last = now) {
			at += (size_t)utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, -1, &now);
			count += count == 0 || utf8proc_grapheme_break_stateful(last, now, &joined);
		}
		assert_int_equal(sheet_graphemes(buf_text(&text), text.length), count);
		buf_free(&text);
	}
}

/* What stands on a page already is copied, also when the copy makes the page move. */
static void test_again(void **state)
{
	struct sheet_kit *kit = sheet_kit_open("en");
	struct buf to = {0};
	struct page page;

	(void)state;
	page_open(&page, &to, kit);
	for (size_t i = 0; i < 200; i++) {
		struct page_part *part = page_part(&page, "key", 3), *other = page_part(&page, "ke", 2);

		assert_ptr_not_equal(part, other);
		assert_int_equal(page_again(&page, part), i > 0);
		if (i > 0)
			continue;
		buf_adds(&to, "twelve bytes");
		page_done(&page, part);
	}
	assert_int_equal(to.length, 200 * 12);
	for (size_t i = 0; i < 200; i++)
		assert_memory_equal(to.data + i * 12, "twelve bytes", 12);
	assert_string_equal(sheet_join(&page.arena, (const char *const[]){"a", "", "bc", NULL}), "abc");
	page_close(&page);
	buf_free(&to);
	sheet_kit_close(kit);
}

/* ---- whole sheets ---- */

static struct text text_of(const char *data)
{
	return (struct text){.data = data, .length = strlen(data)};
}

static const char *const sections_info[] = {"partnerInformation.logo", "partnerInformation.description", "partnerInformation.url"};
static const char *const sections_place[] = {"locations.address"};

struct made {
	struct sample sample;
	struct edition edition;
	struct form_section sections[2];
	struct catalogue catalogue;
	struct shaped shaped;
	struct shaped_profile profile;
	struct profile_location places[2];
	struct provenance provenance;
	struct change change;
	struct checklist_item item;
	struct check check;
	struct record record;
	struct diag *diag;
};

static void make(struct made *m)
{
	*m = (struct made){0};
	sample_open(&m->sample);
	m->sections[0] = (struct form_section){"Partner info", "x", {(const char **)(uintptr_t)sections_info, 3}};
	m->sections[1] = (struct form_section){"Locations", "x", {(const char **)(uintptr_t)sections_place, 1}};
	m->edition = (struct edition){.id = "2017-06", .term = "marketing profile", .create_button = "Add a marketing profile",
		.description_max = 10, .sections = m->sections, .section_count = 2};
	m->change = (struct change){.flags = CHANGE_MARKUP | CHANGE_SHORTENED, .source = "<b>whole text of it</b>",
		.full = "whole text of it", .what = "it was shortened from 16 to 12 characters"};
	m->profile.directory = "profiles/KR";
	m->profile.profile.country = text_of("KR");
	m->profile.profile.partnerInformation.name = text_of("</title><script>alert(1)</script>");
	m->profile.profile.partnerInformation.description = text_of("whole text\xF0\x9F\x98\x80");
	m->profile.profile.partnerInformation.description.change = &m->change;
	m->profile.profile.partnerInformation.logo = text_of("profiles/KR/a b?.png");
	m->places[0].id = text_of("seoul");
	m->places[0].address.country = text_of("KR");
	m->places[1].id = text_of("busan");
	m->places[1].address.country = text_of("KR");
	m->profile.profile.locations.items = m->places;
	m->profile.profile.locations.count = 2;
	m->item = (struct checklist_item){.id = "sign-in", .phase = "before", .en = "Sign <in>", .ko = "\xEB\xA1\x9C\xEA\xB7\xB8\xEC\x9D\xB8"};
	m->check = (struct check){&m->item, true, "2 profiles: KR, US"};
	m->record = (struct record){.file = "records/referrals", .key = "referrals", .reason = "they stay",
		.nodes = sample_nodes(&m->sample, &m->sample.account->referrals), .count = m->sample.account->referrals.count};
	m->shaped = (struct shaped){.account = m->sample.account, .edition = &m->edition, .profiles = &m->profile,
		.profile_count = 1, .checks = &m->check, .check_count = 1, .records = &m->record};
	m->provenance = (struct provenance){.file = "a<b>.zip", .sha256 = "00ff", .version = "9.9.9", .format = format_find("yaml")};
	m->diag = diag_open();
}

static void unmake(struct made *m)
{
	diag_close(m->diag);
	sample_close(&m->sample);
}

/* A whole sheet. */
static void emit_files(const struct made *m, struct buf *to, const struct emitted_file *files, size_t count)
{
	struct provenance provenance = m->provenance;
	struct sheet_kit *kit = sheet_kit_open(provenance.lang);

	provenance.kit = kit;
	sheet_start(to, kit);
	emit_sheet(to, &m->shaped, &provenance, &m->catalogue, files, count, m->diag, 0);
	sheet_kit_close(kit);
}

static void emit(struct made *m, struct buf *to)
{
	static const struct emitted_file files[] = {{"profiles/KR/a b?.png", "abc0", 4}, {"report.yaml", "def1", 5}};

	emit_files(m, to, files, 2);
}

static void assert_has(const struct buf *page, const char *what)
{
	if (strstr(buf_text(page), what) == NULL)
		fail_msg("the page lacks: %s", what);
}

static void test_sheet(void **state)
{
	struct made m;
	struct buf page = {0}, again = {0};

	(void)state;
	make(&m);
	emit(&m, &page);
	emit(&m, &again);
	assert_int_equal(page.length, again.length);
	assert_memory_equal(page.data, again.data, page.length);
	assert_null(strstr(buf_text(&page), "<script>alert"));
	assert_null(strstr(buf_text(&page), "{{"));
	assert_has(&page, "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
	assert_has(&page, "<html lang=\"en\">");
	assert_has(&page, "a&lt;b&gt;.zip");
	assert_has(&page, "Sign &lt;in&gt;");
	assert_has(&page, "src=\"profiles/KR/a%20b%3F.png\"");
	assert_has(&page, "SHA-256 abc0");
	/* 12 UTF-16 units of at most 10; 11 code points. */
	assert_has(&page, "<i>12 of up to 10 characters</i><u lang=ko>");
	assert_has(&page, "Too long by 2");
	assert_has(&page, "11 code points");
	assert_has(&page, "id=\"KR.locations.1.address.country\"");
	assert_has(&page, "&lt;b&gt;whole text");
	/* In the order of the form: the logo first, what the pages do not name last. */
	assert_true(strstr(buf_text(&page), "id=\"KR.partnerInformation.logo\"") <
	    strstr(buf_text(&page), "id=\"KR.partnerInformation.name\""));
	buf_free(&page);
	buf_free(&again);
	unmake(&m);
}

static void test_sheet_korean(void **state)
{
	struct made m;
	struct buf page = {0};

	(void)state;
	make(&m);
	m.provenance.lang = "ko";
	emit(&m, &page);
	assert_has(&page, "<html lang=\"ko\">");
	assert_has(&page, "id=ui-ko value=ko checked");
	/* Only the other language needs a name where there is no script. */
	assert_has(&page, "<i lang=en>Description</i><u>");
	assert_null(strstr(buf_text(&page), "<u lang"));
	buf_free(&page);
	unmake(&m);
}

/* What is compared for several countries alike stands there once. */
static void test_sheet_same(void **state)
{
	struct made m;
	struct shaped_profile profiles[2];
	struct buf page = {0};
	const char *first, *second;

	(void)state;
	make(&m);
	profiles[0] = profiles[1] = m.profile;
	profiles[1].directory = "profiles/US";
	profiles[1].profile.country = text_of("US");
	m.shaped.profiles = profiles;
	m.shaped.profile_count = 2;
	emit(&m, &page);
	first = strstr(buf_text(&page), "<details class=compare open><summary>");
	assert_non_null(first);
	second = strstr(first + 1, "<details class=compare open");
	assert_non_null(second);
	assert_memory_equal(second, "<details class=compare open data-same><summary>", 47);
	assert_true(strstr(second, "<a href=\"#KR.partnerInformation.description\">") > second);
	assert_null(strstr(second + 1, "<details class=compare"));
	assert_has(&page, "id=\"US.partnerInformation.description\"");
	buf_free(&page);
	unmake(&m);
}

/* The build leaves out what only people read. */
static void test_squeezed(void **state)
{
	static const char *const names[] = {"sheet/sheet.css", "sheet/sheet.js"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct embedded *file = embedded_find(names[i]);
		const char *text = (const char *)file->data;

		assert_int_equal(strlen(text), file->size);
		assert_null(strstr(text, "/*"));
		assert_null(strchr(text, '\t'));
		assert_null(strstr(text, "  "));
		assert_null(strstr(text, "\n\n"));
	}
	/* What is quoted stays, blanks and all. */
	assert_non_null(strstr((const char *)embedded_find(names[0])->data, "\"Noto Sans CJK KR\",sans-serif"));
	assert_non_null(strstr((const char *)embedded_find(names[1])->data, "(/\\{(\\d)(?::([^|}]*)\\|([^}]*))?\\}/g,"));
	assert_non_null(strstr((const char *)embedded_find(names[1])->data, "'.steps .steps-list > li, li.field'"));
}

/* As little as there can be. */
static void test_sheet_bare(void **state)
{
	struct made m;
	struct buf page = {0};

	(void)state;
	make(&m);
	m.sample.account->mpnId = NULL;
	m.edition = (struct edition){.id = "2016-11"};
	m.shaped.profile_count = 0;
	m.shaped.check_count = 0;
	m.shaped.records = NULL;
	m.provenance = (struct provenance){.version = "1", .format = format_find("json")};
	emit_files(&m, &page, NULL, 0);
	assert_has(&page, "This account has no profile to upload.");
	assert_has(&page, "Nothing is left to decide.");
	buf_free(&page);
	unmake(&m);
}

static void test_decision(void **state)
{
	struct value value = {.text = "whole text", .length = 10, .place = {.source = 1, .line = 7, .column = 3, .offset = 99}};
	struct made m;
	struct buf page = {0};

	(void)state;
	make(&m);
	diag_source(m.diag, "a.zip");
	m.profile.profile.partnerInformation.description.value = &value;
	diag_add(m.diag, DIAG_PC_DESC_1000, &value.place, NULL, DIAG_VALUES("KR", "12", "10", "2017-06-06", "2017-06"));
	diag_add(m.diag, DIAG_R306, NULL, "/PinpointExport/Account[1]/Company/Logo/@file", DIAG_VALUES("<x>.png", ""));
	diag_add(m.diag, DIAG_PC_LEGALNAME, NULL, NULL, DIAG_VALUES("a", "b", "c", "d"));
	emit(&m, &page);
	assert_has(&page, "The description for KR has 12 characters");
	assert_has(&page, "<a href=\"#KR.partnerInformation.description\">");
	assert_has(&page, "&lt;x&gt;.png");
	assert_has(&page, "<a href=\"#KR.partnerInformation.logo\">");
	assert_has(&page, "Also noticed: 1");
	buf_free(&page);
	unmake(&m);
}

/* The key of the progress changes with any file, and with nothing else. */
static void test_key(void **state)
{
	static const struct emitted_file files[] = {{"a", "1", 1}}, others[] = {{"a", "2", 1}};
	struct made m;
	struct buf pages[3] = {{0}};
	const char *keys[3];

	(void)state;
	make(&m);
	emit_files(&m, &pages[0], files, 1);
	emit_files(&m, &pages[1], others, 1);
	m.provenance.lang = "ko";
	emit_files(&m, &pages[2], files, 1);
	for (size_t i = 0; i < 3; i++) {
		keys[i] = strstr(buf_text(&pages[i]), "data-key=\"");
		assert_non_null(keys[i]);
	}
	assert_memory_not_equal(keys[0], keys[1], 74);
	assert_memory_equal(keys[0], keys[2], 74);
	for (size_t i = 0; i < 3; i++)
		buf_free(&pages[i]);
	unmake(&m);
}

static void put_index(struct buf *page, const struct sheet_index_row rows[], size_t count, const char *lang)
{
	struct sheet_index *index = sheet_index_open(page, lang, "9.9.9");

	for (size_t i = 0; i < count; i++)
		sheet_index_row(index, &rows[i]);
	sheet_index_close(index);
}

static void test_index(void **state)
{
	static const struct sheet_index_row rows[] = {
		{"4711", "Contoso <Korea>", "2017-03", "KR US", 2, NULL, "4711/upload.html"},
		{"0042", "", "2021-04", "", 0, NULL, "0042/upload.html"},
		{"<43>", "No bundle", "", "", 0, "V107", NULL},
		{"4712", "An older bundle", "2017-03", "KR", 0, "V102", "4712/upload.html"},
	};
	struct buf page = {0};
	const char *mark;

	(void)state;
	put_index(&page, rows, 4, "ko");
	mark = strstr(buf_text(&page), SHEET_INDEX_MARK);
	assert_non_null(mark);
	assert_true(mark - buf_text(&page) < 1024);
	assert_has(&page, "<a href=\"4711/upload.html\">4711</a>");
	assert_has(&page, "Contoso &lt;Korea&gt;");
	assert_has(&page, "<td class=num><bdi>&lt;43&gt;</bdi></td>");
	assert_has(&page, "<i lang=en>Refused</i><u>");
	assert_has(&page, "<code>V107</code>");
	assert_has(&page, "<a href=\"4712/upload.html\">4712</a>");
	assert_has(&page, "earlier run");
	assert_null(strstr(buf_text(&page), "{{"));
	assert_null(strstr(buf_text(&page), "<script"));
	buf_free(&page);
	put_index(&page, NULL, 0, NULL);
	assert_has(&page, "<html lang=\"en\">");
	buf_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape), cmocka_unit_test(test_unseen), cmocka_unit_test(test_csp),
		cmocka_unit_test(test_words), cmocka_unit_test(test_decisions_in_korean), cmocka_unit_test(test_template),
		cmocka_unit_test(test_phrases), cmocka_unit_test(test_graphemes),
		cmocka_unit_test(test_again), cmocka_unit_test(test_sheet), cmocka_unit_test(test_sheet_korean),
		cmocka_unit_test(test_sheet_same), cmocka_unit_test(test_squeezed),
		cmocka_unit_test(test_sheet_bare), cmocka_unit_test(test_decision), cmocka_unit_test(test_key),
		cmocka_unit_test(test_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
