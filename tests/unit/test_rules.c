/* The documented rules: each fires on what breaks it, in the editions that have
 * it, and on nothing else. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/count.h"
#include "rules/codes.h"
#include "rules/scan.h"
#include "shaping.h"

static const char *const all_editions[] = {
	"2016-11", "2017-01", "2017-03", "2017-06", "2017-07", "2017-09", "2017-11", "2018-08", "2019-03", "2021-04",
};

enum { EDITIONS = sizeof all_editions / sizeof *all_editions };

/* In which editions a code is told about an account: "..xx......" */
static const char *told_in(struct shaping *t, enum diag_code code, const char *inside)
{
	static char pattern[EDITIONS + 1];

	for (size_t i = 0; i < EDITIONS; i++) {
		shaping_make(t, all_editions[i], inside);
		shaping_check(t);
		pattern[i] = shaping_told(t, code) > 0 ? 'x' : '.';
	}
	return pattern;
}

#define US(text) COMPANY("<Overviews>" OVERVIEW("en-US", "US", text) "</Overviews>")
#define ONE_OF_EACH \
	US("We build things.") "<Locations><Location id='a'><Address><Line1/><City>Town</City>" \
	"<StateOrProvince>Washington</StateOrProvince><Country>US</Country></Address><Contact>" \
	"<Email>a.b@GMAIL.com</Email><Phone>+1 425 555 0100</Phone></Contact></Location>" \
	PLACE("b", "", "US") PLACE("c", "", "US") PLACE("d", "", "US") PLACE("e", "", "US") "</Locations>" \
	"<Applications>" LISTING("Application", "1", "Published", "<Localizations>" \
	WORDS("en-US", "US", "FastCRM", "x") "</Localizations>") "</Applications>" \
	"<Referrals><Referral id='r' received='2017-01-01T00:00:00Z' status='New'><Customer/></Referral></Referrals>" \
	"<Reviews><Review id='v' country='US' submitted='2015-01-01T00:00:00Z'/></Reviews>"

static void test_when_rules_are_in_force(void **state)
{
	static const struct { enum diag_code code; const char *editions; } rows[] = {
		{DIAG_PC_SOL_EDIT,    "xxx......."},
		{DIAG_PC_SOL_FREE,    "...xxxxxxx"},
		{DIAG_PC_IMPORT,      "...xxxxx.."},
		{DIAG_PC_24H,         "....xx...."},   /* while the sites still run */
		{DIAG_PC_LOC_PAGE,    "....xxxxxx"},
		{DIAG_PC_LOC_READD,   ".....xxxxx"},
		{DIAG_PC_LOC_REAL,    "...xxxxxxx"},
		{DIAG_PC_PHONE10,     ".........x"},
		{DIAG_PC_WORKMAIL,    ".........x"},
		{DIAG_API_ADDR,       "......xxxx"},
		{DIAG_PC_REFERRAL,    "xxxxxxxxxx"},
		{DIAG_PC_REVIEW,      "xxxxxxxxxx"},
		{DIAG_PP_OVW_W,       "xxxxxxxxxx"},
		{DIAG_R313,           ".xx......."},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(told_in(*state, rows[i].code, ONE_OF_EACH), rows[i].editions);
}

/* A clean account is told nothing at all but what the edition does to everybody. */
static void test_silence(void **state)
{
	struct shaping *t = *state;
	size_t count;

	shaping_make(t, "2017-03", US("Contoso has built solid shelves and fine tables for offices of every size "
	    "since the year 1987, with care, with oak and with a smile.") "<Locations>"
	    PLACE("a", "primary='true'", "US") "</Locations>");
	shaping_check(t);
	diag_entries(t->diag, 0, &count);
	assert_int_equal(count, 1);
	assert_int_equal(shaping_told(t, DIAG_R313), 1);
}

static void test_description_limits(void **state)
{
	struct shaping *t = *state;
	struct buf xml = {0};

	buf_adds(&xml, "<LegalName>A</LegalName><Company status='Published' lastModified='2017-01-01T00:00:00'>"
	    "<Website>https://a.com</Website><Overviews><Overview language='ko-KR' countries='KR'><Text>");
	for (int i = 0; i < 2501; i++)
		buf_adds(&xml, "\xEA\xB0\x80");
	buf_adds(&xml, "</Text></Overview></Overviews></Company>");
	t->options.overflow = OVERFLOW_KEEP;
	assert_string_equal(told_in(t, DIAG_PC_DESC_2500A, buf_text(&xml)), "xxx.......");
	assert_string_equal(told_in(t, DIAG_PC_DESC_1000, buf_text(&xml)), "...xxxx...");
	assert_string_equal(told_in(t, DIAG_PC_DESC_2500B, buf_text(&xml)), ".......xxx");
	assert_string_equal(shaping_message(t, DIAG_PC_DESC_2500B),
	    "the description for KR has 2501 characters; the web form takes up to 2500 (since 2018-08-31, edition 2021-04)");
	assert_int_equal(shaping_told(t, DIAG_PP_OVW_C), 1);
	assert_int_equal(shaping_told(t, DIAG_R210), 0);
	t->options.overflow = OVERFLOW_FIT;
	assert_string_equal(told_in(t, DIAG_PC_DESC_1000, buf_text(&xml)), "..........");
	buf_free(&xml);
}

/* Characters are UTF-16 units: 1,250 emoji fill the 2,500 of the form. */
static void test_characters_are_utf16(void **state)
{
	struct shaping *t = *state;
	struct buf xml = {0};

	t->options.overflow = OVERFLOW_KEEP;
	for (int count = 1250; count <= 1251; count++) {
		buf_clear(&xml);
		buf_adds(&xml, "<LegalName>A</LegalName><Company status='Published' lastModified='2017-01-01T00:00:00'>"
		    "<Website>https://a.com</Website><Overviews><Overview language='en' countries='US'><Text>");
		for (int i = 0; i < count; i++)
			buf_adds(&xml, "\xF0\x9F\x98\x80");
		buf_adds(&xml, "</Text></Overview></Overviews></Company>");
		shaping_make(t, "2017-03", buf_text(&xml));
		shaping_check(t);
		assert_int_equal(shaping_told(t, DIAG_PC_DESC_2500A), count - 1250);
	}
	t->options.overflow = OVERFLOW_FIT;
	buf_free(&xml);
}

static void test_logo(void **state)
{
	struct shaping *t = *state;
	static const struct {
		struct image image;
		const char *edition;
		size_t format, width, aspect, unknown;
	} rows[] = {
		{{.type = IMAGE_PNG, .width = 300, .height = 300}, "2017-06", 0, 0, 0, 0},
		{{.type = IMAGE_PNG, .width = 301, .height = 20}, "2017-06", 0, 1, 0, 0},
		{{.type = IMAGE_PNG, .width = 9999, .height = 20}, "2017-03", 0, 0, 0, 0},
		{{.type = IMAGE_GIF, .width = 10, .height = 11}, "2021-04", 0, 0, 1, 0},
		{{.type = IMAGE_BMP, .width = 10, .height = 10}, "2017-06", 1, 0, 0, 0},
		{{.type = IMAGE_UNKNOWN}, "2017-06", 1, 0, 0, 0},
		{{.type = IMAGE_JPEG, .damaged = true}, "2017-06", 0, 0, 0, 1},
	};
	int bytes;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct media media = {.name = "logo", .entry = &bytes, .image = rows[i].image};

		diag_flush(t->diag, NULL);
		t->options.edition = catalogue_edition(t->catalogue, rows[i].edition);
		shaping_load(t, "", COMPANY("<Logo file='logo'/><Overviews>" OVERVIEW("en", "US DE", "a") "</Overviews>"));
		media.file = t->account->company->logo->file;
		t->media = (struct media_list){&media, 1};
		t->shaped = shape_account(t->account, &t->media, &t->options, &t->arena, t->diag);
		shaping_check(t);
		/* Two profiles have the logo, and it is told once. */
		assert_int_equal(shaping_told(t, DIAG_PC_LOGO_FMT), rows[i].format);
		assert_int_equal(shaping_told(t, DIAG_PC_LOGO_W300), rows[i].width);
		assert_int_equal(shaping_told(t, DIAG_PC_LOGO_ASPECT), rows[i].aspect);
		assert_int_equal(shaping_told(t, DIAG_R211), rows[i].unknown);
	}
	t->media = (struct media_list){NULL, 0};
}

/* What only a person's edits can bring into a profile. */
static void test_edited_profile(void **state)
{
	struct shaping *t = *state;
	struct rules_context context = {0};
	struct text tags[] = {{.data = "a"}, {.data = "b"}, {.data = "c"}, {.data = "d"}, {.data = "e"}, {.data = "f"}};
	struct text product[] = {{.data = "Azure", .length = 5}, {.data = "Oracle", .length = 6}};
	struct profile_location places[6] = {{.id = {.data = "x"}}};
	struct profile profile = {
		.country = {.data = "US"},
		.account.legalName = {.data = "Contoso GmbH"},
		.partnerInformation.name = {.data = "Contoso"},
		.partnerExpertise.industryFocus = {tags, 6},
		.partnerExpertise.product = {product, 2},
		.locations = {places, 6},
	};
	static const struct { const char *edition; size_t industries, products, locations, name; } rows[] = {
		{"2017-03", 0, 0, 0, 1}, {"2017-06", 1, 0, 1, 0}, {"2018-08", 1, 1, 1, 0}, {"2019-03", 0, 1, 1, 0},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct rules *rules = rules_open(t->catalogue, catalogue_edition(t->catalogue, rows[i].edition));

		diag_flush(t->diag, NULL);
		rules_check_profile(rules, &profile, &context, t->diag);
		assert_int_equal(shaping_told(t, DIAG_PC_IND_5), rows[i].industries);
		assert_int_equal(shaping_told(t, DIAG_PC_PROD_MS), rows[i].products);
		assert_int_equal(shaping_told(t, DIAG_PC_LOC_5), rows[i].locations);
		assert_int_equal(shaping_told(t, DIAG_PC_LEGALNAME), rows[i].name);
		rules_close(rules);
	}
}

static void test_other_partner(void **state)
{
	struct shaping *t = *state;
	static const struct { const char *xml; size_t told; } rows[] = {
		{US("See www.contoso.com or mail a@contoso.com."), 0},
		{US("See shop.contoso.com and https://shop.contoso.com/x."), 0},
		{US("See https://azure.microsoft.com/ for Azure."), 0},
		{US("See www.fabrikam.com and www.adatum.com."), 1},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		shaping_make(t, "2017-03", rows[i].xml);
		shaping_check(t);
		assert_int_equal(shaping_told(t, DIAG_PC_NOPARTNER), rows[i].told);
	}
	assert_non_null(strstr(shaping_message(t, DIAG_PC_NOPARTNER), "www.fabrikam.com"));
}

static void test_profiles_and_languages(void **state)
{
	static const char two[] = COMPANY("<Overviews>" OVERVIEW("de", "CH DE", "a") OVERVIEW("fr", "CH", "b") "</Overviews>");
	static const char earned[] = COMPANY("<Overviews>" OVERVIEW("de", "CH", "a")
	    "</Overviews><Competencies><Competency level='Gold'>DevOps</Competency></Competencies>");

	assert_string_equal(told_in(*state, DIAG_PC_LANG, two), "....xxxxxx");
	assert_string_equal(told_in(*state, DIAG_PC_REGION, two), "....xxxxxx");
	assert_string_equal(told_in(*state, DIAG_PC_TAG_EARNED, earned), "...xxxxxxx");
}

static size_t told_once(struct shaping *t, enum diag_code code, const char *inside)
{
	shaping_make(t, "2017-03", inside);
	shaping_check(t);
	return shaping_told(t, code);
}

static void test_pinpoint(void **state)
{
	struct shaping *t = *state;
	const char *long_name = US("a") "<Applications>" LISTING("Application", "1", "Published", "<Localizations>"
	    WORDS("en", "US", "one two three four five six seven eight nine ten eleven", "x") "</Localizations>")
	    "</Applications>";

	assert_int_equal(told_once(t, DIAG_PP_NAME, long_name), 1);
	assert_string_equal(shaping_message(t, DIAG_PP_NAME),
	    "the name of listing 1 has 11 words; Pinpoint asked for 1 to 10 words");
	assert_int_equal(shaping_told(t, DIAG_PP_LONG), 1);
	assert_int_equal(shaping_told(t, DIAG_PP_SHORT), 0);   /* absent is not short */
	assert_int_equal(told_once(t, DIAG_PP_SHORT, US("a") "<Applications>" LISTING("Application", "1", "Draft",
	    "<Localizations><Localization language='en' countries='US'><Name>n</Name><ShortDescription>short"
	    "</ShortDescription><LongDescription>x</LongDescription></Localization></Localizations>")
	    "</Applications>"), 1);
	assert_int_equal(told_once(t, DIAG_PP_XOR, US("a") "<Applications>" LISTING("Application", "1", "Published",
	    "<Localizations>" WORDS("en", "US", "Same", "x") "</Localizations>") "</Applications><ProfessionalServices>"
	    LISTING("ProfessionalService", "2", "Published", "<Localizations>" WORDS("en", "US", "Same", "x")
	    WORDS("de", "US", "Same", "x") "</Localizations>") "</ProfessionalServices>"), 1);
	assert_int_equal(told_once(t, DIAG_PP_NOURL, US("Call 425-555-0100 or +1 425 555 0100, mail a@b.com.")), 2);
	assert_int_equal(told_once(t, DIAG_PP_URL, US("a")), 0);
	assert_int_equal(told_once(t, DIAG_PP_URL, "<LegalName>A</LegalName><Company status='Draft' "
	    "lastModified='2017-01-01T00:00:00'><Website>http://192.168.0.1/</Website><Overviews>"
	    OVERVIEW("en", "US", "a") "</Overviews></Company>"), 1);
	/* Words say nothing in Japanese. */
	assert_int_equal(told_once(t, DIAG_PP_OVW_W, COMPANY("<Overviews>"
	    OVERVIEW("ja-JP", "JP", "クラウドの会社です。") "</Overviews>")), 0);
}

static void test_advised_length(void **state)
{
	struct shaping *t = *state;

	for (int german = 0; german < 2; german++) {
		struct buf xml = {0};

		buf_printf(&xml, "<LegalName>A</LegalName><Company status='Published' lastModified='2017-01-01T00:00:00'>"
		    "<Website>https://a.com</Website><Overviews><Overview language='%s' countries='DE'><Text>",
		    german ? "de-DE" : "nl-NL");
		for (int i = 0; i < 200; i++)
			buf_adds(&xml, "ten chars ");
		buf_adds(&xml, "</Text></Overview></Overviews></Company>");
		assert_int_equal(told_once(t, DIAG_R210, buf_text(&xml)), !german);
		assert_int_equal(shaping_told(t, DIAG_PP_OVW_C), 0);
		buf_free(&xml);
	}
}

static void test_format_rules(void **state)
{
	struct shaping *t = *state;

	assert_int_equal(told_once(t, DIAG_R201, PLAIN_COMPANY "<Locations>" PLACE("a", "primary='1'", "US")
	    PLACE("b", "primary='true'", "US") "</Locations>"), 1);
	assert_int_equal(told_once(t, DIAG_R201, PLAIN_COMPANY "<Locations>" PLACE("a", "primary='1'", "US")
	    PLACE("b", "primary='false'", "US") "</Locations>"), 0);
	assert_int_equal(told_once(t, DIAG_R203, COMPANY("<Overviews>" OVERVIEW("en", "UK US ZZ", "a") "</Overviews>")), 1);
	assert_string_equal(shaping_message(t, DIAG_R203), "ISO 3166-1 has no country UK (is GB meant?), ZZ");
	assert_int_equal(told_once(t, DIAG_R204, PLAIN_COMPANY "<Reviews><Review id='v' country='UK' "
	    "submitted='2015-01-01T00:00:00Z'/></Reviews>"), 1);
	assert_int_equal(told_once(t, DIAG_R205, PLAIN_COMPANY "<Referrals><Referral id='r' "
	    "received='2017-01-01T00:00:00Z' status='New'><Customer/><EstimatedValue currency='KRX'>1"
	    "</EstimatedValue></Referral></Referrals>"), 1);
	assert_int_equal(told_once(t, DIAG_R206, COMPANY("<Overviews>" OVERVIEW("jp-JP", "JP", "a") "</Overviews>")), 1);
	assert_int_equal(told_once(t, DIAG_R206, PLAIN_COMPANY), 0);
}

/* Every rule of the catalogue that has a code is a row, and every row with a
 * rule finds it in the catalogue. */
static void test_table_covers_catalogue(void **state)
{
	struct shaping *t = *state;

	for (size_t i = 0; i < t->catalogue->rule_count; i++) {
		const char *id = t->catalogue->rules[i].id;
		bool found = false;

		if (strncmp(id, "PC-", 3) != 0 && strncmp(id, "PP-", 3) != 0 && strncmp(id, "API-", 4) != 0)
			continue;
		for (const struct rules_row *row = rules_rows; row->check != NULL; row++)
			found |= strcmp(diag_rows[row->code].code, id) == 0;
		if (!found)
			fail_msg("rule %s has no check", id);
	}
	for (const struct rules_row *row = rules_rows; row->check != NULL; row++)
		assert_true(row->rule == NULL || catalogue_rule(t->catalogue, row->rule) != NULL);
}

/* The same hit wherever it stands in a block of bytes. */
static void found_behind(size_t before, const char *text, const char *want)
{
	struct buf all = {0};
	struct scan_hit hit;
	size_t from = 0;

	for (size_t i = 0; i < before; i++)
		buf_addc(&all, ' ');
	buf_adds(&all, text);
	for (size_t i = 0; i < 40 - before; i++)
		buf_adds(&all, " 가");
	assert_true(scan_next(all.data, all.length, &from, &hit));
	assert_int_equal(hit.length, strlen(want));
	assert_memory_equal(hit.at, want, hit.length);
	assert_false(scan_next(all.data, all.length, &from, &hit));
	buf_free(&all);
}

static void test_scan(void **state)
{
	static const struct { const char *text; enum scan_kind kind; const char *hit; } rows[] = {
		{"http://a.example.com", SCAN_LINK, "http://a.example.com"},
		{"see (https://a.example.com/x?y=1).", SCAN_LINK, "https://a.example.com/x?y=1"},
		{"www.contoso.com에서", SCAN_LINK, "www.contoso.com"},
		{"mail: first.last+x@mail.contoso.co.kr!", SCAN_MAIL, "first.last+x@mail.contoso.co.kr"},
		{"전화 02-1234-5678 로", SCAN_PHONE, "02-1234-5678"},
		{"+49 (0) 30 1234567.", SCAN_PHONE, "+49 (0) 30 1234567"},
		{"call 4255550100 now", SCAN_PHONE, "4255550100"},
		{"they said \"the best shelves we ever had\" and", SCAN_QUOTE, "\"the best shelves we ever had\""},
		{"「これは本当にとてもすばらしい会社だとわたしたちは思います」", SCAN_QUOTE,
		    "「これは本当にとてもすばらしい会社だとわたしたちは思います」"},
	};
	static const char *const nothing[] = {
		"from 2010-2017 and 2008 2009 2010", "version 10.0.15063.296", "1 000 000 000 users", "a @ b", "x@y",
		"a 24\" screen and a 27\" one", "https://", "www.", "ISO 9001:2008, ISO 14001", "id4255550100", "\"FastCRM\"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scan_hit hit;
		size_t from = 0;

		assert_true(scan_next(rows[i].text, strlen(rows[i].text), &from, &hit));
		assert_int_equal(hit.kind, rows[i].kind);
		assert_int_equal(hit.length, strlen(rows[i].hit));
		assert_memory_equal(hit.at, rows[i].hit, hit.length);
		assert_false(scan_next(rows[i].text, strlen(rows[i].text), &from, &hit));
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t before = 0; before < 40; before++)
			found_behind(before, rows[i].text, rows[i].hit);
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		struct scan_hit hit;
		size_t from = 0;

		if (scan_next(nothing[i], strlen(nothing[i]), &from, &hit))
			fail_msg("found %.*s in %s", (int)hit.length, hit.at, nothing[i]);
	}
}

static void test_hosts(void **state)
{
	static const struct { const char *url, *host; bool public; } rows[] = {
		{"https://www.contoso.com/a@b", "contoso.com", true},
		{"http://user:pw@contoso.com:8080?x", "contoso.com", true},
		{"http://localhost", "localhost", false},
		{"http://intranet/x", "intranet", false},
		{"http://172.16.0.1/", "172.16.0.1", false},
		{"http://172.32.0.1/", "172.32.0.1", true},
		{"http://10.example.com/", "10.example.com", true},
		{"http://[::1]/", "[::1]", false},
		{"http://[fe80::1]/", "[fe80::1]", false},
		{"http://[2001:db8::1]/", "[2001:db8::1]", true},
		{"http://8.8.8.8", "8.8.8.8", true},
		{"http://1.2.3/", "1.2.3", true},
		{"http://server.local", "server.local", false},
		{"http:///x", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scan_hit host;

		scan_host(rows[i].url, &host);
		assert_int_equal(host.host_length, strlen(rows[i].host));
		assert_memory_equal(host.host, rows[i].host, host.host_length);
		assert_true((scan_private_host(&host) == NULL) == rows[i].public);
	}
}

static void test_codes(void **state)
{
	static const char *const good[] = {
		"en", "EN-us", "ko-KR", "zh-Hant-TW", "sr-Latn", "es-419", "de-CH-1901", "sl-rozaj-biske", "haw", "nb-NO",
		"en-US-u-co-phonebk", "x-private", "de-x-a", "i-klingon", "zh-cmn-Hans-CN", "en-XE", "iw",
	};
	static const char *const bad[] = {"xx", "jp-JP", "en-UK", "e", "en-", "en--US", "en-US-u", "abcdefghi", "en-x", "12"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (code_language_fault(good[i]) != NULL)
			fail_msg("%s: %s", good[i], code_language_fault(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (code_language_fault(bad[i]) == NULL)
			fail_msg("%s is taken", bad[i]);
	assert_true(code_country("AD") && code_country("ZW") && code_country("KR") && code_country("NO"));
	assert_false(code_country("UK") || code_country("AA") || code_country("ZZ"));
	assert_true(code_currency("AED") && code_currency("KRW") && code_currency("ZWL"));
	assert_false(code_currency("AAA") || code_currency("EUX"));
}

static void test_words(void **state)
{
	static const struct { const char *text; size_t words; bool known; } rows[] = {
		{"", 0, true}, {"  ", 0, true}, {"one", 1, true}, {"one, two", 2, true}, {"e-mail & don't", 2, true},
		{"v1.2.3 a@b.c", 2, true}, {"한빛 소프트웨어", 2, true}, {"クラウド", 1, false},
		{"Contoso builds offices all over the Japan islands (日本)", 9, true},
	};
	static const char sentence[] = "Wir führen kleine und mittlere Betriebe in die Cloud: "
	    "mit e-Mail, 한빛 소프트웨어 und облако für alle, jeden Tag.";

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(count_words(rows[i].text, strlen(rows[i].text)), rows[i].words);
		assert_int_equal(count_words_known(rows[i].text, strlen(rows[i].text)), rows[i].known);
	}
	/* A quick look is never wrong, and sees what is plain to see. */
	for (size_t most = 0; most < 40; most++)
		for (size_t least = 0; least <= most; least++)
			assert_true(!count_words_between(sentence, strlen(sentence), least, most) ||
			            (least <= 19 && most >= 19));
	assert_true(count_words_between(sentence, strlen(sentence), 10, 60));
}

/* A quick look at texts of awkward characters is never wrong, and seldom blind. */
static void test_words_at_a_glance(void **state)
{
	static const char *const pieces[] = {
		" ", "\n", " ", "a", "Z", "9", "é", "×", "я", "҂", "ع", "٠", "٪", "\u3000", "、", "。", "々", "\u3040", "ぁ",
		"ゖ", "\u3097", "゙", "゠", "ァ", "ヺ", "・", "ー", "漢", "，", "．", "가", "힣", "ꯀ", "ก", "🙂", ",", "-", "’", "(",
		"word ", "다 ", "です、", "облако ",
	};
	unsigned seed = 1, sure = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct buf text = {0};
		size_t words;

		for (int i = 0; i <= round % 41; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_adds(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		words = count_words(text.data, text.length);
		assert_false(count_words_between(text.data, text.length, words + 1, SIZE_MAX));
		assert_false(words > 0 && count_words_between(text.data, text.length, 0, words - 1));
		sure += count_words_between(text.data, text.length, words / 4, words * 4 + 20);
		buf_free(&text);
	}
	assert_true(sure > 12000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_when_rules_are_in_force),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_description_limits),
		cmocka_unit_test(test_characters_are_utf16),
		cmocka_unit_test(test_logo),
		cmocka_unit_test(test_edited_profile),
		cmocka_unit_test(test_other_partner),
		cmocka_unit_test(test_profiles_and_languages),
		cmocka_unit_test(test_pinpoint),
		cmocka_unit_test(test_advised_length),
		cmocka_unit_test(test_format_rules),
		cmocka_unit_test(test_table_covers_catalogue),
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_words_at_a_glance),
	};

	return cmocka_run_group_tests_name("rules", tests, shaping_open, shaping_close);
}
