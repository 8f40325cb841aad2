/* HTML as text: what a browser shows is there, in its order, with its
 * structure; what is gone is told; no input takes long.
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "model/profile.h"
#include "shape/markup.h"
#include "shape/tags.h"
#include "shape/text.h"

struct sample { const char *html, *text, *lost; };

static void check_all(const struct sample samples[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct text_made made = {0};

		text_from_html(&made, samples[i].html, strlen(samples[i].html));
		assert_string_equal(buf_text(&made.text), samples[i].text);
		assert_string_equal(buf_text(&made.lost), samples[i].lost == NULL ? "" : samples[i].lost);
		assert_int_equal((made.flags & CHANGE_LOST) != 0, samples[i].lost != NULL);
		text_free(&made);
	}
}

#define CHECK(...) \
	do { \
		static const struct sample samples[] = {__VA_ARGS__}; \
		(void)state; \
		check_all(samples, sizeof samples / sizeof *samples); \
	} while (0)

static void paragraphs(void **state)
{
	CHECK(
		{"", "", NULL},
		{"Just text.", "Just text.", NULL},
		{"<p>One</p><p>Two</p>", "One\n\nTwo", NULL},
		{"<p>One<p>Two<h2>Three</h2>Four", "One\n\nTwo\n\nThree\n\nFour", NULL},
		{"<div>a</div><div>b<div>c</div></div>d", "a\nb\nc\nd", NULL},
		{"<div>a</div><div><br></div><div>b</div>", "a\n\nb", NULL},
		{"a<br>b<br/>c<BR />d", "a\nb\nc\nd", NULL},
		{"a<br><br><br><br>b", "a\n\nb", NULL},
		{"<p>a<br></p><p>&nbsp;</p><p></p><p>b</p>", "a\n\nb", NULL},
		{"<p>a</p>\n\n  <p>  b\n c\t d </p>", "a\n\nb c d", NULL},
		{"a&nbsp;&nbsp; b\u00a0c", "a b c", NULL},
		{"<b>a</b><i> b</i> <u>c </u> d", "a b c d", NULL},
		{"<html><head><meta charset=x><link></head><body><p>x</body></html>", "x", NULL},
		{"<blockquote><p>a</p>b</blockquote>c", "a\n\n  b\n\nc", NULL},
		{"x<blockquote>a<br>b</blockquote>c", "x\n\n  a\n  b\n\nc", NULL},
		{"<pre>\n  a\tb\n\n\n\n  c\n</pre>d", "a b\n\n  c\n\nd", NULL},
		{"<p>a<hr>b", "a\n\nb", NULL},
		{"<p>H<sub>2</sub>O <q>so</q></p>", "H₂O “so”", NULL},
		{"5 m<sup>2</sup>, 10<sup>-<b>9</b></sup>, SO<sub>4</sub><sup>2&minus;</sup>, x<sup>n+1</sup>",
		    "5 m², 10⁻⁹, SO₄²⁻, xⁿ⁺¹", NULL},
		{"Fabrikam<sup>&reg;</sup> &amp; Co<sup>™</sup>", "Fabrikam® & Co™", NULL},
		{"4<sup>th</sup> <sup>2nd</sup>", "4th 2nd", "2 raised or lowered positions"},
		{"<p>2<sup>10</p><p>20</p>", "2¹⁰\n\n20", NULL},
		{"<select><option>a<option>b</select>", "a\nb", "1 form field"});
}

static void characters(void **state)
{
	CHECK(
		{"&lt;b&gt; &amp;amp; &quot;x&quot; &apos;", "<b> &amp; \"x\" '", NULL},
		{"It&#146;s &#x92;100&#128;&#133;", "It’s ’100€…", NULL},
		{"It\302\222s", "It’s", NULL},
		{"&euro;&hellip;&uuml;&Auml;&alpha;&check;&lpar;x&rpar;", "€…üÄα✓(x)", NULL},
		{"&copy 2014 &copy2 &notit; &unknown; AT&T R&D &", "© 2014 &copy2 &notit; &unknown; AT&T R&D &", NULL},
		{"&#128512;&#x1F600;&#0;&#xD800;&#99999999999;", "😀😀���", NULL},
		{"a&#10;b&#9;c&#160;d&#7;e&#x1F;f&#30;g", "a b c defg", NULL},
		{"co&shy;operate zero&#8203;width&zwj;x", "cooperate zerowidthx", NULL},
		{"&#128104;&zwj;&#128105;", "👨‍👩", NULL},
		{"e&#769;", "é", NULL},
		{"가나\n다 hello\nworld", "가나 다 hello world", NULL},
		{"日本\n語の\n  テスト、\nです", "日本語のテスト、です", NULL},
		{"日本 語 A\n日", "日本 語 A 日", NULL},
		{"<p>नमस्ते</p><p>สวัสดี ครับ</p><p>مرحبا</p><p>שלום</p><p>Größe</p><p>Мир</p>",
		 "नमस्ते\n\nสวัสดี ครับ\n\nمرحبا\n\nשלום\n\nGröße\n\nМир", NULL});
}

static void lists(void **state)
{
	CHECK(
		{"<ul><li>a</li><li>b</li></ul>", "• a\n• b", NULL},
		{"<p>We do:</p>\n<ul>\n<li>a\n<li>b\n</ul>\n<p>And more</p>", "We do:\n\n• a\n• b\n\nAnd more", NULL},
		{"<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>", "• a\n  • b\n    • c\n• d", NULL},
		{"<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "• a\n  • b\n• c", NULL},
		{"<ul><li><p>a</p><p>b</p></li><li><div>c</div></li></ul>", "• a\n  b\n• c", NULL},
		{"<ul><li></li><li>a</li><li> <br> </li></ul>", "• a", NULL},
		{"<ol><li>a<li>b</ol>", "1. a\n2. b", NULL},
		{"<ol start=9 type=a><li>a<li>b</ol>", "i. a\nj. b", NULL},
		{"<ol start=26 type=A><li>a<li>b</ol>", "Z. a\nAA. b", NULL},
		{"<ol type=I start=1999><li>a</ol><ol type=i><li>b<li>c<li>d<li>e</ol>",
		 "MCMXCIX. a\n\ni. b\nii. c\niii. d\niv. e", NULL},
		{"<ol type=i start=0><li>a<li>b<li value=7>c<li value=x>d</ol>", "0. a\ni. b\nvii. c\nviii. d", NULL},
		{"<ol start=99999999999><li>a</ol>", "1. a", NULL},
		{"<ol><li>a<ul><li>b</ul>c</ol>", "1. a\n  • b\n  c", NULL},
		{"<li>a<li>b", "• a\n• b", NULL},
		{"<dl><dt>T<dd>D<dd>E<dt>U</dl>x", "T\n  D\n  E\nU\n\nx", NULL},
		{"<ul><li>a</ul></ul></li></ol>b", "• a\n\nb", NULL});
}

static void tables(void **state)
{
	CHECK(
		{"<table><tr><th>Name<th>Price<tr><td>A<td>10 €</table>", "Name | Price\nA | 10 €", NULL},
		{"<table><tbody><tr><td><p>A</p></td>\n<td><p>B</p></td></tr></tbody></table>x", "A | B\n\nx", NULL},
		{"<table><caption>T</caption><tr><td>A</td><td></td><td>C</td><td></td></tr></table>", "T\nA | | C", NULL},
		{"<table><tr><td></td><td>B</td><td>C</td></tr><tr><td>a</td><td></td><td>c</td></tr></table>",
		 "| B | C\na | | c", NULL},
		{"<table><tr><td>One<tr><td>Two<tr><td>Three</table>", "One\n\nTwo\n\nThree", NULL},
		{"<table><tr><td><img src=s.gif></td><td>Only</td></tr></table>", "Only", "1 picture"},
		{"<table><tr><td>Left<br>x</td><td><p>P</p><p>Q</p></td></tr></table>y", "Left\nx\n\nP\n\nQ\n\ny", NULL},
		{"<table><tr><td><table><tr><td>a<td>b</table></td><td>c</td></tr></table>", "a | b | c", NULL},
		{"<table><tr><td>A<td>B</td></tr>text</table>", "A | B\ntext", NULL},
		{"<td>a</td><td>b</td>", "a\nb", NULL},
		{"<table><td>a<td>b</table>", "a | b", NULL},
		{"<ul><li>x<table><tr><td>1<td>2</table></ul>", "• x\n  1 | 2", NULL},
		{"<table><tr><td><ul><li>a</ul></td><td>b</td></tr></table>", "• a | b", NULL},
		{"<table><tr><td>a</td>\x1e\x1f<td>b</td></tr></table>", "a | b", NULL});
}

static void links(void **state)
{
	CHECK(
		{"<a href=\"http://contoso.com/a\">Contoso</a>.", "Contoso (http://contoso.com/a).", NULL},
		{"<a href='http://www.contoso.com/'>www.Contoso.com</a>", "www.Contoso.com", NULL},
		{"<a href=https://contoso.com>http://contoso.com/</a>", "http://contoso.com/", NULL},
		{"<a href=\"mailto:a@b.c?subject=Hi%20you\">mail</a> <a href=mailto:a@b.c>A@b.c</a>", "mail (a@b.c) A@b.c", NULL},
		{"<a href=\"tel:+49-30-1\">+49 (30) 1</a> <a href=tel:1>call</a>", "+49 (30) 1 call (1)", NULL},
		{"<a href=\"tel:+49-30-1\">+49 (30) 2</a>", "+49 (30) 2 (+49-30-1)", NULL},
		{"<a href=\" mailto:a%2Bb%40c.d%0A%zz%2\t \">write</a>", "write (a+b@c.d%0A%zz%2)", NULL},
		{"<a href=\"mailto:a%40B.c\">a@b.c</a> <a href=mailto:>nobody</a>", "a@b.c nobody", NULL},
		{"<a href = \"x.y?a&b&copy=1&#;\">z</a> a <[b] <1", "z (x.y?a&b&copy=1&#;) a <[b] <1", NULL},
		{"see<a href=x.y><img src=z></a>there", "see x.y there", "1 picture"},
		{"a <a href=x.y>  </a>b &amp c</a> d &unknown; &#xD800; &#x110000;", "a x.y b & c d &unknown; \uFFFD \uFFFD", NULL},
		{"<a href=\"javascript:x()\">a</a> <a href=\" JavaScript:y\">b</a> <a href=#top>c</a>", "a b c", "3 link targets"},
		{"<a href=x.html><img src=i></a>", "x.html", "1 picture"},
		{"<a href=x.html><img src=i alt=\"Our  logo\"></a>", "Our logo (x.html)", "1 picture"},
		{"<a href=x>one <a href=y>two", "one (x) two (y)", NULL},
		{"<a href=x><p>one</p></a><p>two</p>", "one (x)\n\ntwo", NULL},
		{"<a name=x>one</a> <a>two</a> <a href=''>three</a>", "one two three", NULL},
		{"<a href=\"http://x/?a=1&amp;b=2\ny z\">t</a>", "t (http://x/?a=1&b=2y%20z)", NULL},
		{"<table><tr><td><a href=x>a</td><td>b</td></tr></table>", "a (x) | b", NULL});
}

static void gone(void **state)
{
	CHECK(
		{"a<script>if (x<y) '</b>'</script>b<STYLE>p{}</style >c", "abc", "1 script"},
		{"<title>T</title>a<script src=x></script><script>1</script>", "a", "2 scripts, 1 page title"},
		{"a<script>never ends", "a", "1 script, 1 script or style sheet without an end"},
		{"a<script src=x />b", "ab", "1 script"},
		{"<img><img alt=Foto>", "Foto", "2 pictures"},
		{"a<svg><title>t</title><path d='M0'/><text>b</text></svg>", "ab", "1 picture, 1 page title"},
		{"<iframe src=x>no frames</iframe><object>fallback</object><input>", "fallback",
		 "2 embedded objects, 1 form field"},
		{"a<!-- b -->c<!--[if mso]><p>d</p><![endif]-->e<!DOCTYPE html>f<?xml version='1'?>g", "acefg", NULL},
		{"a<!--> b<!-- c > d", "a b d", NULL},
		{"<foo>a</foo><my-tag>b</my-tag><o:p>c</o:p>", "abc", "1 unknown tag"});
}

static void word(void **state)
{
	CHECK(
		{"<p class=MsoListParagraph style='margin:0;mso-list:l0 level1 lfo1'><![if !supportLists]><span"
		 " style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7pt'>&nbsp;&nbsp; </span>"
		 "</span></span><![endif]>One<o:p></o:p></p>\n<p style='mso-list:l0 level2 lfo1'><span"
		 " style='mso-list:Ignore'>o<span>&nbsp; </span></span>Two</p><p class=MsoNormal>End<o:p>&nbsp;</o:p></p>",
		 "• One\n  • Two\n\nEnd", NULL},
		{"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>One</p>", "1. One", NULL},
		{"<xml><w:WordDocument>junk</w:WordDocument></xml>text<st1:City w:st=on>Seoul</st1:City>", "textSeoul", NULL});
}

static void soup(void **state)
{
	CHECK(
		{"a < b and c > d, <3, 1<2, x <= y", "a < b and c > d, <3, 1<2, x <= y", NULL},
		{"<info@contoso.com> <http://contoso.com>", "<info@contoso.com> <http://contoso.com>", NULL},
		{"<b><i>a</b>b</i>c</p></div>", "abc", NULL},
		{"<a href=\"foo>text</a> <b class=\"x\">bold</b> end", "text (foo) bold end", NULL},
		{"<a title=\"a > b\">x</a><a title='<b>'>y</a>", "xy", NULL},
		{"<p title=\"never closed>text", "text", NULL},
		{"text <b", "text <b", NULL},
		{"text </b", "text </b", NULL},
		{"</ p>a</>b", "a</>b", NULL},
		{"<p/>a<p / >b<p\n\tclass=x\n>c", "a\n\nb\n\nc", NULL},
		{"<![CDATA[<p>a</p> b < c ]]>d ]]>", "a\n\nb < c d ]]>", NULL},
		{"<textarea>a</textarea", "a</textarea", "1 form field"},
		{"\xff<p>\xc3</p>", "\ufffd\n\n\ufffd", NULL});
}

static void flags_of(const char *html, unsigned flags)
{
	struct text_made made = {0};

	text_from_html(&made, html, strlen(html));
	assert_int_equal(made.flags, flags);
	text_free(&made);
}

static void flags(void **state)
{
	(void)state;
	flags_of("Plain, 한국", 0);
	flags_of("a\nb", CHANGE_SPACE);
	flags_of("<p>a</p>", CHANGE_MARKUP);
	flags_of("R&amp;D", CHANGE_MARKUP);
	flags_of("a\302\222b", CHANGE_CHARACTERS);
	flags_of("e\u0301", CHANGE_NFC);
	flags_of("<img>", CHANGE_MARKUP | CHANGE_LOST);
}

static void names(void **state)
{
	static const char list[] =
		"a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big "
		"blink blockquote body br button canvas caption center cite code col colgroup data datalist "
		"dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer "
		"form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe ilayer image img "
		"input ins isindex kbd keygen label layer legend li link listing main map mark marquee math "
		"menu menuitem meta meter multicol nav nobr noembed noframes noscript object ol optgroup "
		"option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script "
		"search section select slot small source spacer span strike strong style sub summary sup "
		"svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video "
		"wbr xml xmp ";
	char text[sizeof list];
	size_t count = 0;

	(void)state;
	memcpy(text, list, sizeof list);
	for (char *name = strtok(text, " "); name != NULL; name = strtok(NULL, " "), count++)
		assert_int_not_equal(tag_what(name), TAG_UNKNOWN);
	assert_true(count > 100);
	assert_int_equal(tag_what("h1"), TAG_PARAGRAPH);
	assert_int_equal(tag_what("xmp"), TAG_PRE);
	assert_int_equal(tag_what("h7"), TAG_UNKNOWN);
	assert_int_equal(tag_what("o:p"), TAG_INLINE);
}

/* The letters and digits of a text, in order. */
static void letters_of(struct buf *to, const char *text)
{
	for (; *text != '\0'; text++)
		if (ascii_letter(*text) || ascii_digit(*text))
			buf_addc(to, *text);
}

/* Tags in any order: the visible letters survive, in order, and none are added. */
static void letters_survive(void **state)
{
	static const char *const tags[] = {
		"<p>", "</p>", "<div>", "</div>", "<ul>", "</ul>", "<li>", "</li>", "<table>", "</table>", "<tr>",
		"</tr>", "<td>", "</td>", "<th>", "<br>", "<b>", "</b>", "<blockquote>", "</blockquote>", "<dl>",
		"</dl>", "<dt>", "<dd>", "<pre>", "</pre>", "<h1>", "</h1>", "<span>", "</span>", "<a>", "</a>", " ",
		"\n", "&nbsp;", "<!-- -->", "<o:p>", "<![if x]>", "<p style='mso-list:l level3'>", "<em/>",
	};
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct buf html = {0}, want = {0}, got = {0};
		struct text_made made = {0};

		for (unsigned i = 0; i < 25; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_adds(&html, tags[(seed >> 16) % (sizeof tags / sizeof *tags)]);
			if ((seed >> 8) % 3 == 0) {
				buf_printf(&html, "w%u", i);
				buf_printf(&want, "w%u", i);
			}
		}
		text_from_html(&made, html.data, html.length);
		letters_of(&got, buf_text(&made.text));
		assert_string_equal(buf_text(&got), buf_text(&want));
		assert_null(strstr(buf_text(&made.text), "\n\n\n"));
		assert_null(strstr(buf_text(&made.text), " \n"));
		buf_free(&html);
		buf_free(&want);
		buf_free(&got);
		text_free(&made);
	}
}

/* One MiB of each takes a few hundredths of a second; quadratic work would take minutes. */
static void hostile(void **state)
{
	static const char *const units[] = {
		"<div>", "<ul><li>x", "<table><tr><td>x", "<td>x", "<b></i>x", "<p a", " b=c", "<!--x", "<", "</", "<a ",
		"<a b=\">\" ", "<a b=\"", "<a b='x\">", "&", "&#", "&abc;", "<![CDATA[", "<![CDATA[]]>x", "]]>",
		"<title>x", "<script></scrip", "<textarea>", "<xml>x", "<iframe>", "<a href=x>y", "<q>", "<svg>", "<?x", "<!x",
		"<span style=mso-list:ignore>x", "<p style='mso-list:l level9'>x", "\u0301\u0316", "\u0f73", "\u200d",
		"a\u200d\u0301", "\u00a0", " ", "\n", "<pre> \n", "<br>", "<foo>", "<ol><li value=9999>x", "</table></dl>",
		"<img alt='&amp;'>", "<dl><dd>", "<blockquote>x",
	};
	clock_t from = clock();

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct text_made made = {0};
		struct buf html = {0};

		while (html.length < 1 << 20)
			buf_adds(&html, units[i]);
		text_from_html(&made, html.data, html.length);
		assert_true(made.text.length <= 8 * html.length);
		text_free(&made);
		buf_free(&html);
	}
	assert_true(clock() - from < 60 * CLOCKS_PER_SEC);
}

static void deep(void **state)
{
	struct text_made made = {0};
	struct buf html = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_adds(&html, "<div>");
	buf_adds(&html, "deep");
	text_from_html(&made, html.data, html.length);
	assert_string_equal(buf_text(&made.text), "deep");
	buf_clear(&html);
	for (int i = 0; i < 1000; i++)
		buf_adds(&html, "<ul><li>");
	buf_adds(&html, "deep");
	for (int i = 0; i < 1000; i++)
		buf_adds(&html, "</ul>");
	buf_adds(&html, "<p>after</p><ul><li>x</ul>");
	text_from_html(&made, html.data, html.length);
	assert_string_equal(buf_text(&made.text), "• deep\n\nafter\n\n• x");
	text_free(&made);
	buf_free(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(characters),
		cmocka_unit_test(lists),
		cmocka_unit_test(tables),
		cmocka_unit_test(links),
		cmocka_unit_test(gone),
		cmocka_unit_test(word),
		cmocka_unit_test(soup),
		cmocka_unit_test(flags),
		cmocka_unit_test(names),
		cmocka_unit_test(letters_survive),
		cmocka_unit_test(hostile),
		cmocka_unit_test(deep),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
