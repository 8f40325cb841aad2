/* Children of the root that are passed over: what is told of all others is the
 * same, with places and paths, as when everything is read.
 * SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/plain.h"
#include "read/xml/xml.h"

enum { WINDOW = 128 * 1024, MOST_PASSED = 4096 };

enum { PASS_NONE, PASS_SOME, PASS_ALL };

struct log {
	struct xml_reader *reader;
	struct buf events;
	uint64_t text_end;           /* of the text that goes on; 0: none does */
	size_t depth, hidden;        /* hidden: the depth of the element that is left out of the log, or 0 */
	unsigned pass;
	const struct log *like;      /* what that one has passed over is left out */
	struct { uint64_t start, end; } passed[MOST_PASSED];   /* offsets of its tags */
	size_t passed_count;
	uint64_t hidden_end;         /* where the end tag of what is left out should begin */
};

static void log_place(struct log *log, const struct place *place)
{
	buf_printf(&log->events, " %lu=%u:%u", (unsigned long)place->offset, place->line, place->column);
}

static void end_text(struct log *log)
{
	if (log->text_end > 0)
		buf_addc(&log->events, '\n');
	log->text_end = 0;
}

static bool left_out(struct log *log, uint64_t offset)
{
	for (size_t i = 0; log->like != NULL && i < log->like->passed_count; i++)
		if (log->like->passed[i].start == offset) {
			log->hidden_end = log->like->passed[i].end;
			return true;
		}
	return false;
}

static bool on_start(void *to, const struct xml_element *element)
{
	struct log *log = to;

	log->depth++;
	if (log->hidden > 0)
		return true;
	end_text(log);
	if (log->depth == 2 && left_out(log, element->place.offset)) {
		log->hidden = log->depth;
		return true;
	}
	buf_printf(&log->events, "<%s {%s} %s", element->name, element->namespace, xml_path(log->reader));
	log_place(log, &element->place);
	log_place(log, &element->content);
	for (size_t i = 0; i < element->attribute_count; i++) {
		buf_printf(&log->events, " %s='%s'", element->attributes[i].name, element->attributes[i].value);
		log_place(log, &element->attributes[i].place);
	}
	buf_addc(&log->events, '\n');
	return true;
}

static bool on_text(void *to, const char *data, size_t size, const struct place *place)
{
	struct log *log = to;

	if (log->hidden > 0)
		return true;
	if (log->text_end == 0)
		log_place(log, place);
	log->text_end = place->offset + 1;
	utf8_show(&log->events, data, size, 0);
	return true;
}

static bool on_end(void *to, const char *name, const struct place *place)
{
	struct log *log = to;

	if (log->hidden == log->depth--) {
		assert_int_equal(place->offset, log->hidden_end);
		log->hidden = 0;
		return true;
	}
	if (log->hidden > 0)
		return true;
	end_text(log);
	buf_printf(&log->events, "/%s %s", name, xml_path(log->reader));
	log_place(log, place);
	buf_addc(&log->events, '\n');
	return true;
}

static bool is_unwanted(void *to, const struct xml_element *element, uint64_t end)
{
	struct log *log = to;

	assert_int_equal(log->depth, 1);
	if (log->pass == PASS_SOME && (element->place.offset * 2654435761U >> 8 & 1) == 0)
		return false;
	end_text(log);
	assert_true(log->passed_count < MOST_PASSED);
	log->passed[log->passed_count].start = element->place.offset;
	log->passed[log->passed_count++].end = end;
	return true;
}

static bool repeats(const char *name)
{
	return strcmp(name, "c") == 0;
}

/* True for a document that is read to its end. */
static bool run(struct log *log, const char *data, size_t size, size_t step)
{
	struct limits limits = limits_default;
	struct diag *diag = diag_open();
	const struct xml_handler handler = {on_start, on_text, on_end, log, NULL};
	const struct xml_handler *const list[] = {&handler};
	bool good = true;

	log->reader = xml_open(diag_source(diag, "doc"), &limits, list, 1, NULL, diag);
	xml_repeats(log->reader, repeats);
	if (log->pass != PASS_NONE)
		xml_pass_over(log->reader, is_unwanted, log);
	for (size_t at = 0, piece; good && at < size; at += piece) {
		char *copy;

		piece = step < size - at ? step : size - at;
		copy = mem_copy(data + at, piece);   /* sanitizers see every read past its end */
		good = xml_feed(log->reader, copy, piece);
		mem_free(copy);
	}
	good = good && xml_finish(log->reader);
	end_text(log);
	xml_close(log->reader);
	diag_close(diag);
	return good;
}

/* Returns how many children were passed over. */
static size_t expect_alike(const char *data, size_t size, size_t step, unsigned pass)
{
	struct log some = {.pass = pass}, all = {.like = &some};
	const bool good = run(&some, data, size, step);

	assert_true(run(&all, data, size, SIZE_MAX));
	assert_true(good);
	if (strcmp(buf_text(&some.events), buf_text(&all.events)) != 0)
		fail_msg("%.2000s\n%s\nnot\n%s", data, buf_text(&some.events), buf_text(&all.events));
	buf_free(&some.events);
	buf_free(&all.events);
	return some.passed_count;
}

/* What may stand in a child, and some of it between children. */
static const char *const contents[] = {
	"", "x", "<b>y</b>", "<!-- </c> -->", "<!-- <c> - ->-->", "<![CDATA[</c><c>]]>", "<![CDATA[]]]]>", "<?p </c> ?>", "<?p?>",
	"<b a='>' b=\"/>'\">\r\n</b>", "<b\na = 'x'\n/>", "&lt;/c> &#60;c&#x3e;", "\n  ", "\r\n", "\r", "\xC3\xA9]]\xED\x95\x9C",
	"<cc></cc>", "<c-c/>", "<d xmlns='urn:e'><e/></d>", "<p:c xmlns:p='urn:p'></p:c>", "<c.c>\n</c.c>", "<!---->", "<\xC3\xA9/>",
};
enum { CONTENTS = sizeof contents / sizeof *contents };

static void test_each(void **state)
{
	static const struct { const char *child; bool passed; } rows[] = {
		{"<c></c>", true}, {"<c a='&gt;' ></c>", false}, {"<c a='>'></c>", true}, {"<c/>", false}, {"<c></c >", true},
		{"<c></c\r\n>", true}, {"<c\n></c>", false}, {"<c  a=\"1\" ></c>", true}, {"<c xmlns='urn:c'></c>", false},
		{"<p:c xmlns:p='urn:p'></p:c>", false}, {"<c><c></c></c>", false}, {"<c><c/></c>", false}, {"<c><b><c>x</c></b></c>", false},
		{"<c><c:d xmlns:c='u'/></c>", false}, {"<c><!--<c>--></c>", true}, {"<!-- </c> --><c><!--</c>--></c>", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf document = {0};

		buf_printf(&document, "<root>a%sb<c></c>\n<c>z</c></root>", rows[i].child);
		if (expect_alike(buf_text(&document), document.length, SIZE_MAX, PASS_ALL) < rows[i].passed)
			fail_msg("%s", rows[i].child);
		buf_clear(&document);
		buf_printf(&document, "<root>a%sb</root>", rows[i].child);
		assert_int_equal(expect_alike(buf_text(&document), document.length, 1, PASS_ALL), rows[i].passed);
		expect_alike(buf_text(&document), document.length, 1, PASS_SOME);
		buf_free(&document);
	}
}

static uint64_t seed = 4;

static size_t below(size_t limit)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (size_t)(seed >> 33) % limit;
}

static void write_child(struct buf *to)
{
	static const char *const starts[] = {"<c>", "<c a='1' b=\"'\">", "<c a='>'>", "<c\n>", "<c a='&amp;'>", "<c >"};

	buf_adds(to, starts[below(sizeof starts / sizeof *starts)]);
	for (size_t i = below(12); i > 0; i--)
		buf_adds(to, contents[below(CONTENTS)]);
	buf_adds(to, below(4) > 0 ? "</c>" : "</c\t>");
}

static void write_document(struct buf *to, size_t children)
{
	static const char *const between[] = {"", "\n  ", "\r\n", "<!-- <c> -->", "<?p?>", "text", "<d/>", "<d>\n</d>", "&#10;"};

	buf_adds(to, below(2) > 0 ? "<?xml version='1.0'?>\n<!-- > -->" : "");
	buf_adds(to, below(2) > 0 ? "<r>" : "<root xmlns='urn:r'\n a='>'>");
	for (size_t i = 0; i < children; i++) {
		buf_adds(to, between[below(sizeof between / sizeof *between)]);
		write_child(to);
	}
	buf_adds(to, strstr(buf_text(to), "<r>") != NULL ? "</r>\n" : "</root>\n");
}

/* As UTF-16 with its mark; places in the text stay the same. */
static void widen(struct buf *to, const struct buf *text)
{
	size_t used;

	buf_add(to, "\xFF\xFE", 2);
	for (size_t at = 0; at < text->length; at += used) {
		const uint32_t code = utf8_next(text->data + at, text->length - at, &used);

		buf_addc(to, (char)(code & 255));
		buf_addc(to, (char)(code >> 8));
	}
}

static void test_random(void **state)
{
	size_t passed = 0;

	(void)state;
	for (unsigned round = 0; round < 600; round++) {
		struct buf document = {0}, marked = {0}, wide = {0};

		write_document(&document, 1 + below(round % 50 == 0 ? 2000 : 12));
		passed += expect_alike(buf_text(&document), document.length, 1 + below(200), PASS_SOME);
		passed += expect_alike(buf_text(&document), document.length, SIZE_MAX, PASS_ALL);
		buf_adds(&marked, "\xEF\xBB\xBF");
		buf_add(&marked, document.data, document.length);
		expect_alike(buf_text(&marked), marked.length, 7, PASS_SOME);
		widen(&wide, &document);
		expect_alike(buf_text(&wide), wide.length, 3, PASS_SOME);
		buf_free(&document);
		buf_free(&marked);
		buf_free(&wide);
	}
	assert_true(passed > 6000);
}

/* The end of a window at every byte of what follows a long text: only a child that is whole in it is passed over. */
static void test_windows(void **state)
{
	static const char tail[] = "<!-- </c> --><b a='>'>\r\n</b><![CDATA[</c>]]><?p </c>?>\xC3\xA9&amp;</c\n>";
	const size_t least = WINDOW - sizeof tail - 8;

	(void)state;
	for (size_t more = 0; more < sizeof tail + 16; more++) {
		struct buf document = {0};
		size_t size, passed;

		buf_adds(&document, "<root>\n");
		for (unsigned child = 0; child < 3; child++) {
			size = document.length;
			buf_adds(&document, "<c>");
			memset(buf_reserve(&document, least + more), 'x', least + more);
			document.length += least + more;
			buf_adds(&document, tail);
			size = document.length - size;
			buf_adds(&document, "<c>y</c>\r");
		}
		buf_adds(&document, "</root>");
		passed = expect_alike(buf_text(&document), document.length, 60000 + more, PASS_ALL);
		/* The first one is scanned from the root on; the last one may stand in the rest. */
		assert_true(size > WINDOW ? passed <= 4 : passed == 6);
		expect_alike(buf_text(&document), document.length, SIZE_MAX, PASS_SOME);
		buf_free(&document);
	}
}

/* Where the content ends, for each of the bytes that may be the last in sight. */
static void test_find_end(void **state)
{
	static const char inside[] = "a<b x='</'/>" "<!-- </c> - - > ->-->" "<![CDATA[ ]] </c> ]>]]>" "<?p </c> ? > ?>" "</cc></c-></c.>"
	    "<cc><c_>&lt;/c>";
	static const char *const wrong[] = {"<c>", "<c/>", "<c ", "<c\n", "</c:d></c>", "</c\xC3\xA9></c>", "<!x></c>", "<!-- </c>", "<![CDATA[</c>",
		"<?p </c>", "</c", "</c ", "<", "</", "", "<![cdata[ ]]></c>", "</c x></c>"};
	struct buf text = {0};

	(void)state;
	for (size_t start = 0; start < 2; start++) {
		buf_clear(&text);
		buf_printf(&text, "%s</c \n>", start == 0 ? inside : "");
		for (size_t size = 0; size <= text.length; size++) {
			char *copy = mem_copy(text.data, size);
			const char *found = plain_find_end(copy, copy + size, "c", 1);

			assert_true(size < text.length ? found == NULL : found == copy + size - 1);
			mem_free(copy);
		}
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_null(plain_find_end(wrong[i], wrong[i] + strlen(wrong[i]), "c", 1));
	buf_free(&text);
}

/* Whatever is wrong, the reader ends. */
static void test_broken(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 3000; round++) {
		struct log log = {.pass = round % 2 > 0 ? PASS_SOME : PASS_ALL};
		struct buf document = {0};

		write_document(&document, 1 + below(5));
		for (size_t i = 1 + below(3); i > 0; i--)
			document.data[below(document.length)] = "<>/c!?-]\"'& \xC3\r"[below(14)];
		run(&log, buf_text(&document), document.length - below(2) * below(document.length), 1 + below(300));
		buf_free(&log.events);
		buf_free(&document);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_find_end),
		cmocka_unit_test(test_broken),
	};

	xml_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
