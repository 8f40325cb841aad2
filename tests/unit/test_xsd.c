/* Compiling schemas: what is in the subset and what is named as outside it, content
 * models, patterns against xmlRegexp, lexical forms. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <libxml/xmlregexp.h>

#include "base/embedded.h"
#include "events.h"
#include "read/xsd/validate.h"
#include "read/xsd/xsd_lexical.h"
#include "read/xsd/xsd_pattern.h"
#include "read/xsd/xsd_types.h"

#define HEAD "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:t\" " \
	"targetNamespace=\"urn:t\" elementFormDefault=\"qualified\">"
#define ROOT(inside) HEAD "<xs:element name=\"r\"><xs:complexType>" inside \
	"</xs:complexType></xs:element></xs:schema>"
#define SIMPLE(inside) HEAD "<xs:element name=\"r\" type=\"t\"/><xs:simpleType name=\"t\">" \
	inside "</xs:simpleType></xs:schema>"
#define ANY(name) "<xs:element name=\"" name "\" type=\"xs:string\"/>"

static struct xsd *compile(const char *text, struct buf *why)
{
	return xsd_compile(text, strlen(text), why);
}

/* What lies outside the subset, and the reason that is given. */
static void test_refused(void **state)
{
	static const struct { const char *schema, *why; } rows[] = {
		{"text", "it is not well-formed XML"},
		{"<a/>", "the element a on line 1"},
		{"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"t\"/>",
		    "schema on line 1: elements must be qualified, attributes not"},
		{HEAD "\n<xs:import/></xs:schema>", "the element import on line 2"},
		{ROOT("<xs:all/>"), "the element all on line 1"},
		{ROOT("<xs:sequence><xs:any/></xs:sequence>"), "the element any on line 1"},
		{ROOT("<xs:anyAttribute/>"), "the element anyAttribute on line 1"},
		{HEAD "<xs:element name=\"r\" type=\"xs:string\" nillable=\"true\"/></xs:schema>",
		    "the attribute nillable on line 1"},
		{HEAD "<xs:element name=\"r\" type=\"xs:string\" substitutionGroup=\"r\"/></xs:schema>",
		    "the attribute substitutionGroup on line 1"},
		{HEAD "<xs:complexType name=\"r\" mixed=\"true\"/></xs:schema>",
		    "the attribute mixed on line 1"},
		{HEAD "<xs:element name=\"r\" type=\"nowhere\"/></xs:schema>",
		    "element r on line 1: its simple type is not in the subset"},
		{HEAD "<xs:element name=\"r\" type=\"xs:duration\"/></xs:schema>",
		    "element r on line 1: its simple type is not in the subset"},
		{HEAD "<xs:element name=\"r\" type=\"q:x\"/></xs:schema>",
		    "element r on line 1: no simple type is named, or one of another schema"},
		{HEAD "<xs:element name=\"r\"/></xs:schema>", "element r on line 1: it has no type"},
		{ROOT("<xs:sequence>" ANY("a") "<xs:sequence minOccurs=\"0\">" ANY("b") "</xs:sequence>"
		    ANY("b") "</xs:sequence>"),
		    "element b on line 1: it may stand for two places of the content model"},
		{ROOT("<xs:sequence maxOccurs=\"64\">" ANY("a") "</xs:sequence>"),
		    "element a on line 1: the content model has more than 63 places"},
		{ROOT("<xs:sequence minOccurs=\"2\">" ANY("a") "</xs:sequence>"),
		    "sequence on line 1: minOccurs or maxOccurs"},
		{ROOT("<xs:attribute name=\"a\" type=\"xs:string\" use=\"prohibited\"/>"),
		    "attribute a on line 1: prohibited, or one attribute too many"},
		{ROOT("<xs:attribute name=\"a\" type=\"xs:boolean\" default=\"yes\"/>"),
		    "attribute a on line 1: its default is not valid"},
		{ROOT("<xs:attribute name=\"a\" type=\"xs:string\" fixed=\"x\"/>"),
		    "the attribute fixed on line 1"},
		{ROOT("<xs:group ref=\"none\"/>"), "group none on line 1: the reference leads nowhere"},
		{SIMPLE("<xs:union/>"), "the element union on line 1"},
		{SIMPLE("<xs:restriction base=\"t\"/>"), "simpleType t on line 1: neither a restriction nor a list"},
		{SIMPLE("<xs:restriction base=\"xs:decimal\"><xs:totalDigits value=\"3\"/></xs:restriction>"),
		    "the element totalDigits on line 1"},
		{SIMPLE("<xs:restriction base=\"xs:decimal\"><xs:maxLength value=\"3\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:byte\"><xs:maxInclusive value=\"128\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:string\"><xs:pattern value=\"[a\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:date\"><xs:enumeration value=\"2016-01-01\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:string\"><xs:whiteSpace value=\"squeeze\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:int\"><xs:whiteSpace value=\"preserve\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:string\"><xs:maxLength value=\"x\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:string\"><xs:maxLength value=\"99999999999999999999\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:string\"><xs:pattern value=\"a{\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{SIMPLE("<xs:restriction base=\"xs:string\"><xs:pattern value=\"(a|b\"/></xs:restriction>"),
		    "restriction on line 1: a facet or its value is not in the subset"},
		{HEAD "<xs:element name=\"r\" type=\"l\"/><xs:simpleType name=\"l\"><xs:list itemType=\"w\"/></xs:simpleType>"
		    "<xs:simpleType name=\"w\"><xs:list itemType=\"xs:token\"/></xs:simpleType></xs:schema>",
		    "list on line 1: a list of lists"},
		{HEAD "<xs:element name=\"r\" type=\"t\"/><xs:simpleType name=\"t\"><xs:list itemType=\"none\"/></xs:simpleType></xs:schema>",
		    "list on line 1: its simple type is not in the subset"},
		{HEAD "<xs:element name=\"r\"><xs:simpleType/></xs:element></xs:schema>",
		    "simpleType on line 1: neither a restriction nor a list"},
		{ROOT("<xs:sequence maxOccurs=\"many\">" ANY("a") "</xs:sequence>"),
		    "sequence on line 1: minOccurs or maxOccurs"},
		{ROOT("<xs:sequence><xs:element ref=\"none\"/></xs:sequence>"), "element none on line 1: the reference leads nowhere"},
		{ROOT("<xs:sequence><xs:element name=\"a\" type=\"none\"/></xs:sequence>"),
		    "element a on line 1: its simple type is not in the subset"},
		{ROOT("<xs:choice/>"), "choice on line 1: a choice of nothing"},
		{ROOT("<xs:simpleContent/>"), "simpleContent on line 1: no single extension"},
		{ROOT("<xs:simpleContent><xs:extension base=\"none\"/></xs:simpleContent>"),
		    "extension on line 1: its simple type is not in the subset"},
		{ROOT("<xs:sequence/><xs:sequence/>"), "sequence on line 1: two content models in one type"},
		{ROOT("<xs:attribute name=\"a\" type=\"none\"/>"), "attribute a on line 1: its simple type is not in the subset"},
		{ROOT("<xs:attributeGroup ref=\"none\"/>"), "attributeGroup none on line 1: the reference leads nowhere"},
		{HEAD "<xs:element name=\"r\"><xs:complexType><xs:attributeGroup ref=\"g\"/></xs:complexType></xs:element>"
		    "<xs:attributeGroup name=\"g\"><xs:attributeGroup ref=\"g\"/></xs:attributeGroup></xs:schema>",
		    "attributeGroup g on line 1: attribute groups within each other too deep"},
		{HEAD "<xs:element name=\"r\"><xs:complexType><xs:group ref=\"g\"/></xs:complexType></xs:element>"
		    "<xs:group name=\"g\"><xs:sequence><xs:group ref=\"g\"/></xs:sequence></xs:group></xs:schema>",
		    "sequence on line 1: groups within each other too deep"},
		{HEAD "<xs:element type=\"xs:string\"/></xs:schema>", "element on line 1: it has no name"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf why = {0};

		assert_null(compile(rows[i].schema, &why));
		assert_string_equal(buf_text(&why), rows[i].why);
		assert_null(compile(rows[i].schema, NULL));
		buf_free(&why);
	}
}

static const char *path(void *of)
{
	(void)of;
	return "";
}

/* The codes that are told about a document, or "". */
static struct buf codes(const struct xsd *xsd, const char *document)
{
	struct diag *diag = diag_open();
	struct events *events = mem_alloc(sizeof *events);
	struct validator *validator = validator_open(xsd, path, NULL, diag);
	const struct diag_entry *entries;
	struct buf told = {0};
	size_t count;

	events->handler = validator_handler(validator);
	events_run(events, document, 4096);
	entries = diag_entries(diag, 0, &count);
	for (size_t i = 0; i < count; i++)
		buf_printf(&told, i > 0 ? " %s" : "%s", diag_rows[entries[i].code].code);
	validator_close(validator);
	mem_free(events);
	diag_close(diag);
	return told;
}

/* Content models: the letters are children, in this order. */
static void test_models(void **state)
{
	static const struct { const char *model, *good, *bad; } rows[] = {
		{ANY("a") ANY("b"), "ab", " a b ba abb aab"},
		{"<xs:choice>" ANY("a") ANY("b") "</xs:choice>", "a b", " ab ba aa"},
		{"<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">" ANY("a") ANY("b") "</xs:choice>",
		    " a b ab ba aabb baba", "c ac"},
		{"<xs:element name=\"a\" type=\"xs:string\" minOccurs=\"2\" maxOccurs=\"3\"/>" ANY("b"),
		    "aab aaab", "ab b aaaab aa"},
		{"<xs:element name=\"a\" type=\"xs:string\" minOccurs=\"0\" maxOccurs=\"2\"/>", " a aa", "aaa"},
		{"<xs:element name=\"a\" type=\"xs:string\" minOccurs=\"0\" maxOccurs=\"0\"/>" ANY("b"), "b", "ab"},
		{"<xs:sequence minOccurs=\"0\" maxOccurs=\"unbounded\">" ANY("a") ANY("b") "</xs:sequence>"
		    ANY("c"), "c abc ababc", "ac abac ab"},
		{"<xs:sequence maxOccurs=\"3\">" ANY("a") "<xs:element name=\"b\" type=\"xs:string\" minOccurs=\"0\"/>"
		    "</xs:sequence>", "a ab aa aba aab ababab aaa", " b abb aaaa"},
		{"<xs:choice><xs:sequence>" ANY("a") ANY("b") "</xs:sequence><xs:sequence>" ANY("c") ANY("d")
		    "</xs:sequence></xs:choice>", "ab cd", "ad cb abcd"},
		{"<xs:element name=\"a\" type=\"xs:string\" maxOccurs=\"63\"/>", "a aaaaaaaaaaaaaaaa", "b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf text = {0}, why = {0};
		struct xsd *xsd;

		buf_printf(&text, ROOT("<xs:sequence>%s</xs:sequence>"), rows[i].model);
		xsd = compile(buf_text(&text), &why);
		assert_string_equal(buf_text(&why), "");
		for (size_t bad = 0; bad < 2; bad++) {
			const char *at = bad ? rows[i].bad : rows[i].good;
			bool more = true;

			while (more) {
				struct buf document = {0}, told;

				buf_adds(&document, "<r xmlns=\"urn:t\">");
				for (; *at != ' ' && *at != '\0'; at++)
					buf_printf(&document, "<%c/>", *at);
				more = *at++ == ' ';
				buf_adds(&document, "</r>");
				told = codes(xsd, buf_text(&document));
				if ((told.length > 0) != bad)
					fail_msg("model %zu, %s: %s", i, buf_text(&document), buf_text(&told));
				buf_free(&told);
				buf_free(&document);
			}
		}
		xsd_free(xsd);
		buf_free(&text);
		buf_free(&why);
	}
}

static const struct xsd_type *root_text(const struct xsd *xsd)
{
	return xsd->roots[0].type->text;
}

/* Facets: values that are good and bad, and the words for a bad one. */
static void test_facets(void **state)
{
#define RESTRICT(base, facets) SIMPLE("<xs:restriction base=\"xs:" base "\">" facets "</xs:restriction>")
#define FACET(name, value) "<xs:" name " value=\"" value "\"/>"
	static const struct { const char *schema, *good, *bad, *words; } rows[] = {
		{RESTRICT("string", FACET("length", "2")), "\xC3\xA4z", "a", "2"},
		{RESTRICT("string", FACET("maxLength", "1")), "", "aa", "1 at most"},
		{RESTRICT("token", FACET("minLength", "2")), " a b ", "  a ", "2 or more"},
		{RESTRICT("string", FACET("whiteSpace", "collapse") FACET("maxLength", "1")), "\n a", "a b", "1 at most"},
		{RESTRICT("decimal", FACET("minExclusive", "0")), "0.0001", "0.000", "more than 0"},
		{RESTRICT("decimal", FACET("maxExclusive", "10")), "9.9", "10.0", "less than 10"},
		{RESTRICT("decimal", FACET("minInclusive", "-1.5") FACET("maxExclusive", "10")), "-1.50", "-1.51",
		    "-1.5 or more and less than 10"},
		{RESTRICT("integer", FACET("minInclusive", "10") FACET("maxInclusive", "20")), "+020", "21", "10 to 20"},
		{RESTRICT("integer", FACET("enumeration", "1") FACET("enumeration", "20")), "020", "2", "1 or 20"},
		{RESTRICT("token", FACET("enumeration", "a") FACET("enumeration", "b c")), " b  c ", "bc", "a or b c"},
		{RESTRICT("token", FACET("pattern", "a+") FACET("pattern", "b")), "aa", "ab", "a valid t"},
		{RESTRICT("token", FACET("pattern", "\\d+")), "\xD9\xA1", "x", "a valid t"},
		{RESTRICT("normalizedString", FACET("pattern", "a b")), "a\tb", "a  b", "a valid t"},
		{RESTRICT("byte", ""), "-128", "-129", "-128 to 127"},
		{RESTRICT("unsignedLong", ""), "18446744073709551615", "18446744073709551616",
		    "0 to 18446744073709551615"},
		{RESTRICT("NMTOKEN", ""), " a-1 ", "a b", "a valid t"},
		{RESTRICT("date", ""), "2016-02-29Z", "2016-2-29", "a valid t"},
		{SIMPLE("<xs:list itemType=\"xs:byte\"/>"), " 1\n2 ", "1 x 2", "a valid byte"},
	};
	struct xsd_scratch scratch = {0};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf why = {0}, words = {0};
		struct xsd *xsd = compile(rows[i].schema, &why);
		struct xsd_finding finding;

		assert_string_equal(buf_text(&why), "");
		assert_true(xsd_type_check(root_text(xsd), rows[i].good, strlen(rows[i].good), &scratch,
		    &finding));
		assert_false(xsd_type_check(root_text(xsd), rows[i].bad, strlen(rows[i].bad), &scratch,
		    &finding));
		xsd_type_words(&words, finding.type, finding.fault);
		assert_string_equal(buf_text(&words), rows[i].words);
		buf_free(&words);
		buf_free(&why);
		xsd_free(xsd);
	}
	xsd_scratch_free(&scratch);
}

/* The automaton of our own and xmlRegexp agree on random strings. */
static void test_patterns(void **state)
{
	static const struct { const char *expression, *alphabet; bool own; } rows[] = {
		{"[A-Z]{2}", "AZa[@", true},
		{"[0-9]{1,20}", "0123456789", true},
		{"[^T]+T[0-9:.]+(Z|[+\\-][0-9:]+)", "T0:.Z+-x", true},
		{"[hH][tT][tT][pP][sS]?://\\S+", "htpHTPS:// \xC3", true},
		{"(ab|a|b(c|d{2})*)+x?", "abcdx", true},
		{"a{0,3}b{2,}(c{1,2}){2}", "abc", true},
		{"", "a", true},
		{"a|", "a", true},
		{"[-+*]\\.[a\\]\\-]", "-+*.a]", true},
		{".\\n?[\\s]", "a \n\r", true},
		{"[a-c-[b]]+", "abc", false},
		{"\\d+", "12a", false},
		{"[\xC3\xA0-\xC3\xBC]", "a", false},
		{"(((((((((a)))))))))", "ab", false},
		{"a{70}", "a", false},
	};
	unsigned seed = 1;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct xsd_pattern *pattern = xsd_pattern_compile(&arena, rows[i].expression);
		xmlRegexpPtr regexp = xmlRegexpCompile((const xmlChar *)rows[i].expression);

		assert_non_null(pattern);
		assert_int_equal(xsd_pattern_own(pattern), rows[i].own);
		for (size_t n = 0; n < 20000; n++) {
			char text[32] = "";
			size_t length = n % 24, at = 0;

			for (size_t c = 0; c < length; c++) {
				seed = seed * 1103515245 + 12345;
				text[at] = rows[i].alphabet[(seed >> 16) % strlen(rows[i].alphabet)];
				if ((text[at++] & 0x80) != 0)
					text[at++] = (char)0xA4;
			}
			if ((xsd_pattern_match(pattern, text, at) == XSD_MATCH) !=
			    (xmlRegexpExec(regexp, (const xmlChar *)text) == 1))
				fail_msg("%s: %s", rows[i].expression, text);
		}
		xsd_pattern_free(pattern);
		xmlRegFreeRegexp(regexp);
		arena_free(&arena);
	}
}

/* Where xmlRegexp of 2.9.14 is wrong: a group that may be empty and occurs twice. */
static void test_empty_group(void **state)
{
	struct arena arena = {0};
	struct xsd_pattern *pattern = xsd_pattern_compile(&arena, "(a?b?){2,3}c");

	(void)state;
	assert_true(xsd_pattern_own(pattern));
	assert_int_equal(xsd_pattern_match(pattern, "c", 1), XSD_MATCH);
	assert_int_equal(xsd_pattern_match(pattern, "ababc", 5), XSD_MATCH);
	assert_int_equal(xsd_pattern_match(pattern, "bbbbc", 5), XSD_NO_MATCH);
	arena_free(&arena);
}

static void test_malformed_patterns(void **state)
{
	static const char *const expressions[] = {"[a", "(a", "a)", "*a", "[b-a]", "\\", "a**", "a{", "a{2,", "a{2,x}", "a|*", "a{99999999999999999999}"};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
		assert_null(xsd_pattern_compile(&arena, expressions[i]));
	arena_free(&arena);
}

static void test_compare(void **state)
{
	static const char *const rising[] = {"-100", "-99.5", "-99.25", "-0.1", "0", "0.01", "0.1", "0.11",
		"1", "9", "9.9", "10", "100000000000000000000000000000"};
	static const char *const zeros[] = {"0", "-0", "+0", "00.00", ".0", "-.0", "0."};

	(void)state;
	for (size_t i = 0; i < sizeof rising / sizeof *rising; i++)
		for (size_t j = 0; j < sizeof rising / sizeof *rising; j++) {
			int order = lexical_compare(rising[i], strlen(rising[i]), rising[j], strlen(rising[j]));

			assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
		}
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		assert_int_equal(lexical_compare(zeros[i], strlen(zeros[i]), "0", 1), 0);
}

/* The schema of the format: all of it compiles, nothing needs xmlRegexp. */
static void test_format(void **state)
{
	const struct embedded *file = embedded_find("pinpoint-export-1.xsd");
	struct xsd *xsd = xsd_compile((const char *)file->data, file->size, NULL);

	(void)state;
	assert_non_null(xsd);
	assert_int_equal(xsd->root_count, 1);
	for (size_t i = 0; i < xsd->pattern_count; i++)
		assert_true(xsd_pattern_own(xsd->patterns[i]));
	assert_string_equal(xsd_default(xsd, "Company", "pendingChanges"), "false");
	assert_string_equal(xsd_default(xsd, "FormattedText", "format"), "text");
	assert_null(xsd_default(xsd, "Company", "status"));
	assert_null(xsd_default(xsd, "Nothing", "status"));
	xsd_free(xsd);
	xsd_free(NULL);
}

/* More mistakes than are told: the rest of one child of the root is passed over,
 * the next child is judged again. */
static void test_too_many(void **state)
{
	struct xsd *xsd = compile(ROOT("<xs:sequence><xs:element name=\"c\" maxOccurs=\"unbounded\">"
	    "<xs:complexType><xs:sequence>" ANY("a") "</xs:sequence></xs:complexType></xs:element>"
	    "</xs:sequence>"), NULL);
	struct buf document = {0}, told;
	const char *last;

	(void)state;
	buf_adds(&document, "<r xmlns=\"urn:t\"><c>");
	for (size_t i = 0; i < 10100; i++)
		buf_adds(&document, "<qqq/>");
	buf_adds(&document, "</c><c/></r>");
	told = codes(xsd, buf_text(&document));
	assert_int_equal(told.length, 10002 * 5 - 1);
	last = buf_text(&told) + told.length - 9;
	assert_string_equal(last, "V113 V102");
	buf_free(&told);
	buf_free(&document);
	xsd_free(xsd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_models),
		cmocka_unit_test(test_facets),
		cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_empty_group),
		cmocka_unit_test(test_malformed_patterns),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
