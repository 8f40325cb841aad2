/* libxml2's validator with the reader's places: each kind of error is its row,
 * once, at the right spot; schemas that cannot be used are refused.
 * SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "read/xml/xml.h"

#define XSD(body) "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='u'" \
	" xmlns='u' elementFormDefault='qualified'>" body "</xs:schema>"

static const char schema_text[] = XSD(
	"<xs:element name='R'><xs:complexType><xs:sequence>"
	"<xs:element name='A' type='Colour'/>"
	"<xs:element name='B' type='Short' minOccurs='0'/>"
	"<xs:element name='C' type='Code' minOccurs='0'/>"
	"<xs:element name='D' type='Small' minOccurs='0'/>"
	"<xs:element name='E' minOccurs='0'><xs:complexType><xs:sequence>"
	"<xs:element name='F' type='xs:string' maxOccurs='2'/></xs:sequence></xs:complexType></xs:element>"
	"<xs:element name='G' type='xs:boolean' minOccurs='0'/>"
	"<xs:element name='H' minOccurs='0'><xs:complexType/></xs:element>"
	"</xs:sequence>"
	"<xs:attribute name='n' type='Small' use='required'/><xs:attribute name='s' type='Short'/>"
	"</xs:complexType></xs:element>"
	"<xs:simpleType name='Colour'><xs:restriction base='xs:string'><xs:enumeration value='red'/>"
	"<xs:enumeration value='green'/></xs:restriction></xs:simpleType>"
	"<xs:simpleType name='Short'><xs:restriction base='xs:string'><xs:maxLength value='3'/>"
	"</xs:restriction></xs:simpleType>"
	"<xs:simpleType name='Code'><xs:restriction base='xs:token'><xs:pattern value='[A-Z]{2}'/>"
	"</xs:restriction></xs:simpleType>"
	"<xs:simpleType name='Small'><xs:restriction base='xs:integer'><xs:minInclusive value='1'/>"
	"<xs:maxExclusive value='10'/></xs:restriction></xs:simpleType>");

static void found(struct buf *to, const struct diag *diag)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(diag, 0, &count);

	for (size_t i = 0; i < count; i++) {
		buf_printf(to, "%s %u:%u %s ", diag_rows[entries[i].code].code,
		    entries[i].place.line, entries[i].place.column,
		    entries[i].path != NULL ? entries[i].path : "-");
		diag_message(to, &entries[i]);
		buf_addc(to, '\n');
	}
}

static bool validate(const struct xml_schema *schema, const char *text, size_t size, size_t step,
    struct diag *diag)
{
	struct limits limits = limits_default;
	struct xml_reader *reader = xml_open(diag_source(diag, "doc"), &limits, NULL, 0, schema, diag);
	bool ok = true;

	for (size_t at = 0; ok && at < size; at += step)
		ok = xml_feed(reader, text + at, size - at < step ? size - at : step);
	ok = ok && xml_finish(reader);
	xml_close(reader);
	return ok;
}

static const struct { const char *text, *expected; } rows[] = {
	{"<R xmlns='u' n='1'><A>red</A></R>", ""},
	{"<R xmlns='u' n='1'><A>red</A><X/><Y/></R>",
	    "V101 1:30 /R/X X is not expected here: expected B, C, D, E, G, H\n"},
	{"<R xmlns='u' n='1'>\n<B/></R>", "V101 2:1 /R/B B is not expected here: expected A\n"},
	{"<R xmlns='u' n='1'><A>red<Q/></A></R>",
	    "V101 1:26 /R/A/Q Q is not expected here: expected nothing\n"},
	{"<R xmlns='u' n='1'>\n</R>", "V102 2:1 /R R ends too early: expected A\n"},
	{"<R xmlns='u' n='1'/>", "V102 1:1 /R R ends too early: expected A\n"},
	{"<R xmlns='u' n='1'><A>red</A>oh \xC3\xA9</R>",
	    "V103 1:30 /R text is not allowed in R: \"oh \xC3\xA9\"\n"},
	{"<R xmlns='u' n='1'><A>red</A><H>\n x</H></R>", "V103 2:2 /R/H text is not allowed in H: \"\\n x\"\n"},
	{"<R xmlns='u' n='1'><A>red</A><H><Q/></H></R>",
	    "V101 1:33 /R/H/Q Q is not expected here: expected nothing\n"},
	{"<R xmlns='u' n='1' m='2'><A>red</A></R>",
	    "V104 1:20 /R R has no attribute \"m\"; allowed: those that the schema names\n"},
	{"<R xmlns='u'><A>red</A></R>", "V105 1:1 /R R lacks the attribute \"n\"\n"},
	{"<R xmlns='u' n='1'><A>blue</A></R>",
	    "V106 1:23 /R/A A: \"blue\" is not 'red', 'green'\n"},
	{"<R xmlns='u' n='1'><A>red</A><C>abc</C></R>",
	    "V107 1:33 /R/C C: \"abc\" is not of the form [A-Z]{2}\n"},
	{"<R xmlns='u' n='x'><A>red</A></R>",
	    "V107 1:14 /R R/@n: \"x\" is not the atomic type '{u}Small'\n"},
	{"<R xmlns='u' n='1'><A>red</A><G>yes</G></R>",
	    "V107 1:33 /R/G G: \"yes\" is not the atomic type 'xs:boolean'\n"},
	{"<R xmlns='u' n='1'><A>red</A><B>abcd\xED\x9A\x8C</B></R>",
	    "V108 1:33 /R/B B: \"abcd\xED\x9A\x8C\" has 5 characters; allowed: at most 3\n"},
	{"<R xmlns='u' n='1' s='1&amp;23'><A>red</A></R>",
	    "V108 1:20 /R R/@s: \"1&23\" has 4 characters; allowed: at most 3\n"},
	{"<R xmlns='u' n='10'><A>red</A></R>",
	    "V109 1:14 /R R/@n: 10 is out of range, allowed is less than 10\n"},
	{"<R xmlns='u' n='0'><A>red</A></R>",
	    "V109 1:14 /R R/@n: 0 is out of range, allowed is at least 1\n"},
	{"<R xmlns='v' n='0'><A>red</A></R>",
	    "V110 1:1 /R the root element is R, expected PinpointExport in urn:pinport:pinpoint-export:1\n"},
	{"<R xmlns='u' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' n='1'><A i:nil='true'>red</A></R>",
	    "V111 1:72 /R/A A uses xsi:nil, which the format does not allow\n"},
	{"<R xmlns='u' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' n='1'><A i:type='None'>red</A></R>",
	    "V111 1:75 /R/A A uses xsi:type, which the format does not allow\n"},
	/* Several errors; none is lost because of another. */
	{"<R xmlns='u' n='0'><A>blue</A>\n<B>abcd</B><E><F/><F/>\n<F/></E></R>",
	    "V109 1:14 /R R/@n: 0 is out of range, allowed is at least 1\n"
	    "V106 1:23 /R/A A: \"blue\" is not 'red', 'green'\n"
	    "V108 2:4 /R/B B: \"abcd\" has 4 characters; allowed: at most 3\n"
	    "V101 3:1 /R/E/F[3] F is not expected here: expected nothing\n"},
	/* Malformed is malformed, whatever the validator has seen. */
	{"<R xmlns='u' n='1'><A>red</A>", "X202 1:30 /R the document ends before <R> of line 1 is closed\n"},
	{"<R xmlns='u' n='1'><A>red</B></R>",
	    "X201 1:26 /R/A </B> does not close <A>, which stands in line 1\n"},
	/* Where a document says its schema is, is never looked at. */
	{"<R xmlns='u' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' n='1'"
	 " i:schemaLocation='u file:///nowhere.xsd'><A>red</A></R>", ""},
};

static void test_rows(void **state)
{
	struct diag *diag = diag_open();
	struct xml_schema *schema = xml_schema_open(schema_text, sizeof schema_text - 1, "x.xsd", diag);

	(void)state;
	assert_non_null(schema);
	diag_close(diag);
	for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
		struct buf told = {0};

		diag = diag_open();
		validate(schema, rows[i / 2].text, strlen(rows[i / 2].text), i % 2 == 0 ? 1000 : 1, diag);
		found(&told, diag);
		assert_string_equal(buf_text(&told), rows[i / 2].expected);
		buf_free(&told);
		diag_close(diag);
	}
	xml_schema_close(schema);
}

static void refuse_schema(const char *text, const char *expected)
{
	struct diag *diag = diag_open();
	struct xml_schema *schema = xml_schema_open(text, strlen(text), "x.xsd", diag);
	struct buf told = {0};

	found(&told, diag);
	if (schema != NULL || strncmp(buf_text(&told), expected, strlen(expected)) != 0)
		fail_msg("%s\ngave %s", text, buf_text(&told));
	xml_schema_close(schema);
	buf_free(&told);
	diag_close(diag);
}

static void test_schemas_refused(void **state)
{
	(void)state;
	refuse_schema("", "X205");
	refuse_schema("<a>", "X202");
	refuse_schema("<a/>", "V198");
	refuse_schema("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "X301");
	refuse_schema(XSD("<xs:element name='R' type='None'/>"), "V198 1:");
	refuse_schema(XSD("<xs:import namespace='v' schemaLocation='http://127.0.0.1/v.xsd'/>"), "V198");
	refuse_schema(XSD("<xs:include schemaLocation='/etc/passwd'/>"), "V198");
	refuse_schema(XSD("<xs:element name='R'><xs:complexType><xs:assert test='1'/></xs:complexType></xs:element>"),
	    "V198");
}

/* libxml2 takes quadratic time to join many pieces of a text; it gets them joined. */
static void test_long_text(void **state)
{
	static const char xsd[] = XSD("<xs:element name='R' type='xs:string'/>");
	struct diag *diag = diag_open();
	struct xml_schema *schema = xml_schema_open(xsd, sizeof xsd - 1, "x.xsd", diag);
	struct buf document = {0};

	(void)state;
	buf_adds(&document, "<R xmlns='u'>");
	for (size_t i = 0; i < 700000; i++)
		buf_adds(&document, "x&amp;\r");
	buf_adds(&document, "</R>");
	assert_true(validate(schema, document.data, document.length, 65536, diag));
	assert_int_equal(diag_count(diag, DIAG_ERROR), 0);
	buf_free(&document);
	xml_schema_close(schema);
	diag_close(diag);
}

static void test_errors_are_bounded(void **state)
{
	struct diag *diag = diag_open();
	struct xml_schema *schema = xml_schema_open(schema_text, sizeof schema_text - 1, "x.xsd", diag);
	struct buf document = {0};

	(void)state;
	buf_adds(&document, "<R xmlns='u' n='1'><A>red</A><E>");
	for (size_t i = 0; i < 30000; i++)
		buf_adds(&document, "<F z='1'/>");
	buf_adds(&document, "</E></R>");
	validate(schema, document.data, document.length, 65536, diag);
	assert_in_range(diag_count(diag, DIAG_ERROR), 1, 10000);
	buf_free(&document);
	xml_schema_close(schema);
	diag_close(diag);
}

/* The embedded schema compiles. */
static void test_embedded(void **state)
{
	const struct embedded *file = embedded_find("pinpoint-export-1.xsd");
	struct diag *diag = diag_open();
	struct xml_schema *schema;

	(void)state;
	assert_non_null(file);
	schema = xml_schema_open((const char *)file->data, file->size, file->name, diag);
	assert_non_null(schema);
	assert_int_equal(diag_count(diag, DIAG_ERROR), 0);
	xml_schema_close(schema);
	diag_close(diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_schemas_refused),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_errors_are_bounded),
		cmocka_unit_test(test_embedded),
	};

	xml_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
