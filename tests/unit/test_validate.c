/* The compiled validator: each row changes a good document in one place and says all
 * that must be told, with the place and the path. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>

#include "base/embedded.h"
#include "events.h"
#include "read/xsd/validate.h"

static const char good[] =
	"<PinpointExport xmlns=\"urn:pinport:pinpoint-export:1\" version=\"1.0\" exportedAt=\"2016-11-30T09:00:00Z\">\n"
	" <Account id=\"1\">\n"
	"  <LegalName>A</LegalName>\n"
	"  <Company status=\"Draft\" lastModified=\"2016-11-30T09:00:00\">\n"
	"   <Website>https://a.example/</Website>\n"
	"   <LinkedIn>https://b.example/</LinkedIn>\n"
	"   <Overviews>\n"
	"    <Overview language=\"en\" countries=\"DE AT\">\n"
	"     <Text>words</Text>\n"
	"    </Overview>\n"
	"   </Overviews>\n"
	"   <Industries><Industry>one</Industry></Industries>\n"
	"   <Keywords><Keyword>k</Keyword></Keywords>\n"
	"  </Company>\n"
	"  <Locations>\n"
	"   <Location id=\"l\">\n"
	"    <Address><Line1>1</Line1><City>B</City><Country>DE</Country></Address>\n"
	"    <Geo latitude=\"1\" longitude=\"2\"/>\n"
	"   </Location>\n"
	"  </Locations>\n"
	" </Account>\n"
	"</PinpointExport>\n";

/* The first `from` of the good document becomes `to`; `told` is everything that
 * is said, one "line:column CODE message @ path" a line. */
static const struct change {
	const char *name, *from, *to, *told;
} changes[] = {
	{"good", "", "", ""},
#include "test_validate_rows.h"
};

static struct xsd *schema(void)
{
	const struct embedded *file = embedded_find("pinpoint-export-1.xsd");
	struct buf why = {0};
	struct xsd *xsd;

	assert_non_null(file);
	xsd = xsd_compile((const char *)file->data, file->size, &why);
	assert_string_equal(buf_text(&why), "");
	assert_non_null(xsd);
	buf_free(&why);
	return xsd;
}

static void put_entry(struct buf *to, const struct diag_entry *entry)
{
	if (to->length > 0)
		buf_addc(to, '\n');
	buf_printf(to, "%" PRIu32 ":%" PRIu32 " %s ", entry->place.line, entry->place.column,
	    diag_rows[entry->code].code);
	diag_message(to, entry);
	buf_printf(to, " @ %s", entry->path);
}

/* All that is told about a document, whose text comes in pieces. */
static struct buf judge(const struct xsd *xsd, const char *document, size_t piece)
{
	struct diag *diag = diag_open();
	struct events *events = mem_alloc(sizeof *events);
	struct validator *validator = validator_open(xsd, events_path_of, events, diag);
	const struct diag_entry *entries;
	struct buf told = {0};
	size_t count;

	events->handler = validator_handler(validator);
	events_run(events, document, piece);
	entries = diag_entries(diag, 0, &count);
	for (size_t i = 0; i < count; i++)
		put_entry(&told, &entries[i]);
	validator_close(validator);
	mem_free(events);
	diag_close(diag);
	return told;
}

static struct buf change(const char *from, const char *to)
{
	const char *at = strstr(good, from);
	struct buf document = {0};

	assert_non_null(at);
	buf_add(&document, good, (size_t)(at - good));
	buf_adds(&document, to);
	buf_adds(&document, at + strlen(from));
	return document;
}

static void test_changes(void **state)
{
	static const size_t pieces[] = {1, 3, 4096};
	struct xsd *xsd = schema();
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct buf document = change(changes[i].from, changes[i].to);

		for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
			struct buf told = judge(xsd, buf_text(&document), pieces[p]);

			if (strcmp(buf_text(&told), changes[i].told) != 0) {
				print_message("%s (pieces of %zu):\n%s\n", changes[i].name,
				    pieces[p], buf_text(&told));
				failed++;
			}
			buf_free(&told);
		}
		buf_free(&document);
	}
	xsd_free(xsd);
	assert_int_equal(failed, 0);
}

/* The same events from the reader of the program. */
struct reading {
	struct xml_reader *reader;
};

static const char *reader_path(void *of)
{
	const struct reading *reading = of;

	return xml_path(reading->reader);
}

static struct buf judge_read(const struct xsd *xsd, const struct buf *document, size_t piece)
{
	struct diag *diag = diag_open();
	struct reading reading = {NULL};
	struct validator *validator = validator_open(xsd, reader_path, &reading, diag);
	const struct xml_handler handler = validator_handler(validator);
	const struct xml_handler *const handlers[] = {&handler};
	const struct diag_entry *entries;
	struct buf told = {0};
	size_t count;

	reading.reader = xml_open(diag_source(diag, "x"), &limits_default, handlers, 1, NULL, diag);
	for (size_t at = 0; at < document->length; at += piece)
		assert_true(xml_feed(reading.reader, document->data + at,
		    document->length - at < piece ? document->length - at : piece));
	assert_true(xml_finish(reading.reader));
	entries = diag_entries(diag, 0, &count);
	for (size_t i = 0; i < count; i++)
		put_entry(&told, &entries[i]);
	xml_close(reading.reader);
	validator_close(validator);
	diag_close(diag);
	return told;
}

/* Places and sentences are those of the rows; the paths have counters besides. */
static void test_reader(void **state)
{
	struct xsd *xsd = schema();
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct buf document = change(changes[i].from, changes[i].to);
		struct buf told = judge_read(xsd, &document, i % 2 == 0 ? 1 : 4096);
		struct buf plain = {0};

		for (const char *p = buf_text(&told); *p != '\0'; p++) {
			if (*p == '[')
				p += strcspn(p, "]");
			else
				buf_addc(&plain, *p);
		}
		if (strcmp(buf_text(&plain), changes[i].told) != 0) {
			print_message("%s:\n%s\n", changes[i].name, buf_text(&plain));
			failed++;
		}
		buf_free(&plain);
		buf_free(&told);
		buf_free(&document);
	}
	xsd_free(xsd);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
