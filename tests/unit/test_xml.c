/* The XML reader: events, text and places of random documents against a plain
 * computation of them, however the bytes are cut; every way to be refused.
 * SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/xml.h"

/* A log of events. Text is joined; each piece's place is checked by the way. */

struct log {
	struct buf events;
	struct buf text;           /* the run that goes on */
	bool in_text;
	const uint64_t *origins;   /* of each byte of all text, in order; NULL: not checked */
	const struct place *places;/* of each byte of the document */
	size_t text_bytes, pieces;
	size_t stop_after;         /* events; 0: never */
	size_t count;
	const struct xml_reader *reader;
	bool paths;
};

static void log_place(struct log *log, const struct place *place)
{
	buf_printf(&log->events, " %lu=%u:%u", (unsigned long)place->offset, place->line,
	    place->column);
}

static void end_text(struct log *log)
{
	if (log->in_text) {
		buf_printf(&log->events, " %zu bytes ", log->text.length);
		utf8_show(&log->events, buf_text(&log->text), log->text.length, 0);
		buf_addc(&log->events, '\n');
	}
	log->in_text = false;
	buf_clear(&log->text);
}

static bool go_on(struct log *log)
{
	return ++log->count != log->stop_after;
}

static void log_path(struct log *log)
{
	if (log->paths)
		buf_printf(&log->events, " at %s", xml_path(log->reader));
}

static bool on_start(void *to, const struct xml_element *element)
{
	struct log *log = to;

	end_text(log);
	buf_printf(&log->events, "start %s{%s}", element->name, element->namespace);
	log_place(log, &element->place);
	log_place(log, &element->content);
	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct xml_attribute *attribute = &element->attributes[i];

		assert_int_equal(strlen(attribute->value), attribute->length);
		buf_printf(&log->events, " %s{%s}=", attribute->name, attribute->namespace);
		utf8_show(&log->events, attribute->value, attribute->length, 0);
		log_place(log, &attribute->place);
	}
	log_path(log);
	buf_addc(&log->events, '\n');
	return go_on(log);
}

static void check_piece(struct log *log, const struct place *place)
{
	const struct place *expected = &log->places[log->origins[log->text_bytes]];

	if (place->offset != expected->offset || place->line != expected->line ||
	    place->column != expected->column)
		fail_msg("text at %lu=%u:%u, expected %lu=%u:%u", (unsigned long)place->offset,
		    place->line, place->column, (unsigned long)expected->offset, expected->line,
		    expected->column);
}

static bool on_text(void *to, const char *data, size_t size, const struct place *place)
{
	struct log *log = to;

	assert_true(size > 0);
	if (!log->in_text) {
		buf_adds(&log->events, "text");
		log_place(log, place);
	}
	if (log->origins != NULL)
		check_piece(log, place);
	log->in_text = true;
	log->text_bytes += size;
	log->pieces++;
	buf_add(&log->text, data, size);
	return true;
}

static bool on_end(void *to, const char *name, const struct place *place)
{
	struct log *log = to;

	end_text(log);
	buf_printf(&log->events, "end %s", name);
	log_place(log, place);
	log_path(log);
	buf_addc(&log->events, '\n');
	return go_on(log);
}

static void log_free(struct log *log)
{
	buf_free(&log->events);
	buf_free(&log->text);
}

/* Reading. */

struct run {
	struct diag *diag;
	struct limits limits;
	const struct xml_schema *schema;
	size_t step;             /* bytes a piece; 0: random pieces */
};

static struct run run_begin(void)
{
	return (struct run){.diag = diag_open(), .limits = limits_default, .step = SIZE_MAX};
}

static uint64_t state = 1;

static uint64_t random_below(uint64_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 11) % limit;
}

static size_t next_step(const struct run *run, size_t left)
{
	size_t step = run->step > 0 ? run->step : (size_t)random_below(200) * random_below(200) + 1;

	return step < left ? step : left;
}

static bool run_bytes(struct run *run, const char *data, size_t size, struct log *log)
{
	struct xml_handler handler = {on_start, on_text, on_end, log, NULL};
	const struct xml_handler *const handlers[] = {&handler};
	struct xml_reader *reader = xml_open(diag_source(run->diag, "doc"), &run->limits, handlers,
	    log != NULL, run->schema, run->diag);
	bool ok = true;

	if (log != NULL)
		log->reader = reader;
	for (size_t at = 0, step; ok && at < size; at += step) {
		/* A copy of its own, so that sanitizers see every read past the end. */
		char *piece;

		step = next_step(run, size - at);
		piece = mem_copy(data + at, step);
		ok = xml_feed(reader, piece, step);
		mem_free(piece);
	}
	ok = ok && xml_finish(reader);
	if (log != NULL)
		end_text(log);
	xml_close(reader);
	return ok;
}

static void run_end(struct run *run)
{
	diag_close(run->diag);
}

/* "X201 3:4 message" of each diagnostic, a line each. */
static void found(struct buf *to, const struct diag *diag)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(diag, 0, &count);

	for (size_t i = 0; i < count; i++) {
		buf_printf(to, "%s%s %u:%u ", i > 0 ? "\n" : "", diag_rows[entries[i].code].code,
		    entries[i].place.line, entries[i].place.column);
		diag_message(to, &entries[i]);
	}
}

static void expect_bytes(const char *data, size_t size, const char *expected, struct run *run)
{
	struct buf told = {0};
	size_t errors;

	run_bytes(run, data, size, NULL);
	errors = diag_count(run->diag, DIAG_ERROR);
	found(&told, run->diag);
	if (strncmp(buf_text(&told), expected, strlen(expected)) != 0 ||
	    (told.length == 0) != (*expected == '\0'))
		fail_msg("%s\n gave: %s\n expected: %s", data, buf_text(&told), expected);
	assert_true(errors <= 1);
	buf_free(&told);
}

/* The same in one piece, in bytes, and at random; only one error is told. */
static void expect(const char *data, size_t size, const char *expected)
{
	static const size_t steps[] = {SIZE_MAX, 1, 7};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		struct run run = run_begin();

		run.step = steps[i];
		expect_bytes(data, size, expected, &run);
		run_end(&run);
	}
}

static void expect_text(const char *text, const char *expected)
{
	expect(text, strlen(text), expected);
}

/* Random documents, written together with what they must give. */

struct writer {
	struct buf document;
	struct buf text;           /* of the run that goes on */
	uint64_t text_start;
	uint64_t *origins;
	size_t origin_count, origin_room;
	struct buf script;         /* the log, with @offset in place of places */
	size_t longest;            /* of texts and values */
};

static void script_place(struct writer *w, uint64_t offset)
{
	buf_printf(&w->script, " @%lu", (unsigned long)offset);
}

static void script_text(struct writer *w)
{
	if (w->text.length > 0) {
		buf_adds(&w->script, "text");
		script_place(w, w->text_start);
		buf_printf(&w->script, " %zu bytes ", w->text.length);
		utf8_show(&w->script, buf_text(&w->text), w->text.length, 0);
		buf_addc(&w->script, '\n');
	}
	buf_clear(&w->text);
}

/* Text that stands in the document as `raw`. */
static void write_text(struct writer *w, const char *raw, const char *text)
{
	if (w->text.length == 0)
		w->text_start = w->document.length;
	for (size_t i = 0; i < strlen(text); i++) {
		if (w->origin_count == w->origin_room) {
			w->origin_room = w->origin_room * 2 + 64;
			w->origins = mem_resize(w->origins, mem_product(w->origin_room, sizeof *w->origins));
		}
		/* A literal stands byte for byte, a reference as a whole. */
		w->origins[w->origin_count++] =
		    w->document.length + (strcmp(raw, text) == 0 ? i : 0);
	}
	buf_adds(&w->text, text);
	buf_adds(&w->document, raw);
}

struct snippet { const char *raw, *text, *value; };

static const struct snippet snippets[] = {
	{"a", "a", "a"}, {"hello world", "hello world", "hello world"}, {" ", " ", " "},
	{"\xC3\xA9", "\xC3\xA9", "\xC3\xA9"}, {"\xED\x9A\x8C\xEC\x82\xAC", "\xED\x9A\x8C\xEC\x82\xAC", "\xED\x9A\x8C\xEC\x82\xAC"},
	{"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"}, {"\n", "\n", " "}, {"\r\n", "\n", " "},
	{"\t", "\t", " "}, {"]", "]", "]"}, {"]]", "]]", "]]"}, {">", ">", ">"},
	{"&amp;", "&", "&"}, {"&lt;", "<", "<"}, {"&gt;", ">", ">"}, {"&quot;", "\"", "\""},
	{"&apos;", "'", "'"}, {"&#13;", "\r", "\r"}, {"&#x1F600;", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
	{"&#38;", "&", "&"}, {"#38;", "#38;", "#38;"}, {"&#10;", "\n", "\n"}, {"&#9;", "\t", "\t"},
	{"\xE2\x80\xA8", "\xE2\x80\xA8", "\xE2\x80\xA8"}, {"\xC2\x85", "\xC2\x85", "\xC2\x85"},
	{"\r", "\n", " "}, {"it's", "it's", "it's"}, {"say \"x\"", "say \"x\"", "say \"x\""},
	{"the quick brown fox jumps over the lazy dog, ", "the quick brown fox jumps over the lazy dog, ",
	    "the quick brown fox jumps over the lazy dog, "},
};

static const struct snippet *pick(void)
{
	return &snippets[random_below(sizeof snippets / sizeof snippets[0])];
}

/* Whether the snippet, put behind the document, would be read as something else. */
static bool misread(const struct writer *w, const struct snippet *s)
{
	const char *end = buf_text(&w->document) + w->document.length;

	if (w->document.length >= 1 && end[-1] == '\r' && s->raw[0] == '\n')
		return true;
	return w->document.length >= 2 && end[-1] == ']' && s->raw[0] == '>';
}

static void write_run(struct writer *w)
{
	size_t count = (size_t)random_below(random_below(60) == 0 ? w->longest : 12);

	for (size_t i = 0; i < count; i++) {
		const struct snippet *s = pick();

		if (!misread(w, s))
			write_text(w, s->raw, s->text);
	}
}

/* Nothing in it is a reference, CR LF is LF, and ]]> does not stand in it. */
static void write_cdata(struct writer *w)
{
	size_t count = (size_t)random_below(random_below(60) == 0 ? w->longest : 10);

	buf_adds(&w->document, "<![CDATA[");
	for (size_t i = 0; i < count; i++) {
		const struct snippet *s = pick();

		if (misread(w, s))
			continue;
		if (strchr(s->raw, '\r') != NULL)
			write_text(w, s->raw, "\n");
		else
			write_text(w, s->raw, s->raw);
		if (random_below(8) == 0)
			write_text(w, "<b a='&x;'>", "<b a='&x;'>");
	}
	buf_adds(&w->document, "]]>");
}

static void write_silent(struct writer *w)
{
	static const char *const parts[] = {
		"<!-- <a> & 'b' -->", "<?pi <a> & \"b?>", "<!---->", "<!--\r\n\xED\x9A\x8C>-->", "<?x?>"};

	buf_adds(&w->document, parts[random_below(sizeof parts / sizeof parts[0])]);
}

static void write_space(struct writer *w)
{
	static const char *const spaces[] = {" ", "\n", "  ", "\r\n\t", "\r", " \n "};

	buf_adds(&w->document, spaces[random_below(6)]);
}

static void write_value(struct writer *w, struct buf *value, char quote)
{
	size_t count = (size_t)random_below(random_below(100) == 0 ? w->longest : 6);

	for (size_t i = 0; i < count; i++) {
		const struct snippet *s = pick();

		if (strchr(s->raw, quote) != NULL || (misread(w, s) && s->raw[0] == '\n'))
			continue;
		buf_adds(&w->document, s->raw);
		buf_adds(value, s->value);
	}
}

static void write_attributes(struct writer *w, struct buf *line)
{
	static const char *const names[][2] = {
		{"id", "id{}"}, {"p:id", "id{urn:p}"}, {"xml:lang", "lang{http://www.w3.org/XML/1998/namespace}"},
		{"\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9{}"}, {"xmlnsx", "xmlnsx{}"}, {"xmlns:q", NULL}};
	size_t first = (size_t)random_below(6), count = (size_t)random_below(5);

	for (size_t i = 0; i < count; i++) {
		const char *const *name = names[(first + i) % 6];
		struct buf value = {0};
		char quote = random_below(2) == 0 ? '"' : '\'';
		uint64_t at;

		write_space(w);
		at = w->document.length;
		buf_adds(&w->document, name[0]);
		if (random_below(4) == 0)
			write_space(w);
		buf_addc(&w->document, '=');
		if (random_below(4) == 0)
			write_space(w);
		buf_addc(&w->document, quote);
		if (name[1] == NULL) {
			buf_adds(&w->document, "urn:q");
		} else {
			write_value(w, &value, quote);
			buf_printf(line, " %s=", name[1]);
			utf8_show(line, buf_text(&value), value.length, 0);
			buf_printf(line, " @%lu", (unsigned long)at);
		}
		buf_addc(&w->document, quote);
		buf_free(&value);
	}
}

static void write_element(struct writer *w, unsigned depth)
{
	static const char *const names[][3] = {
		{"a", "a", "urn:d"}, {"p:b", "b", "urn:p"}, {"\xED\x9A\x8C", "\xED\x9A\x8C", "urn:d"},
		{"long-name.with_more", "long-name.with_more", "urn:d"}};
	const char *const *name = names[random_below(4)];
	struct buf line = {0};
	uint64_t start, end;
	bool empty = depth > 0 && random_below(4) == 0;

	script_text(w);
	start = end = w->document.length;
	buf_printf(&w->document, "<%s", name[0]);
	if (depth == 0)
		buf_adds(&w->document, " xmlns='urn:d' xmlns:p=\"urn:p\"");
	write_attributes(w, &line);
	if (random_below(4) == 0)
		write_space(w);
	buf_adds(&w->document, empty ? "/>" : ">");
	buf_printf(&w->script, "start %s{%s}", name[1], name[2]);
	script_place(w, start);
	script_place(w, w->document.length);
	buf_printf(&w->script, "%s\n", buf_text(&line));
	for (size_t i = random_below(7); !empty && i > 0; i--) {
		uint64_t kind = random_below(10);

		if (kind < 4)
			write_run(w);
		else if (kind < 5)
			write_cdata(w);
		else if (kind < 6)
			write_silent(w);
		else if (depth < 7)
			write_element(w, depth + 1);
	}
	script_text(w);
	if (!empty) {
		end = w->document.length;
		buf_printf(&w->document, "</%s%s>", name[0], random_below(5) == 0 ? " \n" : "");
	}
	buf_printf(&w->script, "end %s", name[1]);
	script_place(w, end);
	buf_addc(&w->script, '\n');
	buf_free(&line);
}

/* Lines and columns one byte at a time: the plain computation. */
static struct place *all_places(const struct buf *document)
{
	struct place *places = mem_alloc(mem_product(document->length + 1, sizeof *places));
	uint32_t line = 1, column = 1;

	for (size_t i = 0; i <= document->length; i++) {
		const char *p = buf_text(document) + i;

		places[i] = (struct place){.offset = i, .line = line, .column = column};
		if (i == document->length)
			break;
		if (*p == '\n' || (*p == '\r' && p[1] != '\n')) {
			line++;
			column = 1;
		} else if (*p != '\r' && ((unsigned char)p[1] & 0xC0) != 0x80) {
			column++;
		}
	}
	return places;
}

/* The CR of CR LF ends the line already: what stands behind it is the next line. */
static void put_places(struct buf *to, const struct buf *script, const struct place *places)
{
	const char *p = buf_text(script);

	while (*p != '\0') {
		if (p[0] == ' ' && p[1] == '@' && p[2] >= '0' && p[2] <= '9') {
			char *end;
			const struct place *place = &places[strtoul(p + 2, &end, 10)];

			buf_printf(to, " %lu=%u:%u", (unsigned long)place->offset, place->line,
			    place->column);
			p = end;
		} else {
			buf_addc(to, *p++);
		}
	}
}

static void expect_document(struct writer *w, size_t step)
{
	struct run run = run_begin();
	struct place *places = all_places(&w->document);
	struct log log = {.origins = w->origins, .places = places};
	struct buf expected = {0}, told = {0};
	bool ok;

	run.step = step;
	put_places(&expected, &w->script, places);
	ok = run_bytes(&run, buf_text(&w->document), w->document.length, &log);
	found(&told, run.diag);
	if (!ok)
		fail_msg("%s\n%s", buf_text(&w->document), buf_text(&told));
	assert_string_equal(buf_text(&log.events), buf_text(&expected));
	assert_int_equal(log.text_bytes, w->origin_count);
	mem_free(places);
	buf_free(&expected);
	buf_free(&told);
	log_free(&log);
	run_end(&run);
}

static void check_random(size_t rounds, size_t longest)
{
	for (size_t i = 0; i < rounds; i++) {
		struct writer w = {.longest = longest};

		if (random_below(2) == 0)
			buf_adds(&w.document, "<?xml version='1.0' encoding=\"utf-8\"?>");
		write_space(&w);
		if (random_below(2) == 0)
			write_silent(&w);
		write_element(&w, 0);
		write_space(&w);
		if (random_below(2) == 0)
			write_silent(&w);
		expect_document(&w, SIZE_MAX);
		expect_document(&w, 0);
		if (w.document.length < 100000)
			expect_document(&w, 1);
		buf_free(&w.document);
		buf_free(&w.text);
		buf_free(&w.script);
		mem_free(w.origins);
	}
}

static void test_random_small(void **unused)
{
	(void)unused;
	state = 20120101;
	check_random(400, 300);
}

/* Longer than a batch: texts and tags that are cut. */
static void test_random_long(void **unused)
{
	(void)unused;
	state = 4711;
	check_random(30, 60000);
}

/* The same events, piece for piece, whatever the caller's pieces are. */
static void test_pieces_do_not_matter(void **unused)
{
	struct log first = {0};
	struct buf document = {0};

	(void)unused;
	buf_adds(&document, "<a>");
	for (size_t i = 0; i < 9000; i++)
		buf_adds(&document, "caf\xC3\xA9 &amp; ]] \xED\x9A\x8C\r\n");
	buf_adds(&document, "</a>");
	for (size_t step = 1; step < 100000; step = step * 3 + 1) {
		struct run run = run_begin();
		struct log log = {0};

		run.step = step;
		assert_true(run_bytes(&run, buf_text(&document), document.length, &log));
		if (step == 1)
			first = log;
		assert_int_equal(log.pieces, first.pieces);
		assert_string_equal(buf_text(&log.events), buf_text(&first.events));
		if (step != 1)
			log_free(&log);
		run_end(&run);
	}
	log_free(&first);
	buf_free(&document);
}

static void test_lines_beyond_16_bits(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};
	struct log log = {0};

	(void)unused;
	buf_adds(&document, "<a>");
	for (size_t i = 0; i < 70000; i++)
		buf_adds(&document, i % 3 == 0 ? "\n" : i % 3 == 1 ? "\r\n" : "\r<b/>");
	buf_adds(&document, " <c/></a>");
	assert_true(run_bytes(&run, buf_text(&document), document.length, &log));
	assert_non_null(strstr(buf_text(&log.events), "=70001:2"));
	log_free(&log);
	run_end(&run);
	run = run_begin();
	buf_cut(&document, document.length - 4);
	buf_adds(&document, "</b>");
	expect_bytes(buf_text(&document), document.length,
	    "X201 70001:6 </b> does not close <a>, which stands in line 1", &run);
	buf_free(&document);
	run_end(&run);
}

/* Names and namespaces. */

struct seen {
	const char *names[8];
	size_t count;
};

static bool see_start(void *to, const struct xml_element *element)
{
	struct seen *seen = to;

	seen->names[seen->count++] = element->name;
	if (element->attribute_count > 0)
		seen->names[seen->count++] = element->attributes[0].name;
	return true;
}

static void test_names_are_interned(void **unused)
{
	static const char text[] = "<a b='1'><b/><a/></a>";
	struct run run = run_begin();
	struct seen seen = {0};
	struct xml_handler handler = {.start = see_start, .to = &seen};
	const struct xml_handler *const handlers[] = {&handler};
	struct xml_reader *reader = xml_open(1, &run.limits, handlers, 1, NULL, run.diag);

	(void)unused;
	assert_true(xml_feed(reader, text, sizeof text - 1) && xml_finish(reader));
	assert_int_equal(seen.count, 4);
	assert_ptr_equal(seen.names[0], seen.names[3]);
	assert_ptr_equal(seen.names[1], seen.names[2]);
	xml_close(reader);
	run_end(&run);
}

static void test_paths(void **unused)
{
	static const char text[] = "<r><a/><b><a/><a><c/></a></b><a><x/></a><b/><a/></r>";
	static const char *const paths[] = {" at /r\n", " at /r/a\n", " at /r/b\n", " at /r/b/a\n",
		" at /r/b/a[2]/c\n", " at /r/a[2]/x\n", " at /r/b[2]\n", " at /r/a[3]\n"};
	struct run run = run_begin();
	struct log log = {.paths = true};

	(void)unused;
	assert_true(run_bytes(&run, text, sizeof text - 1, &log));
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		assert_non_null(strstr(buf_text(&log.events), paths[i]));
	log_free(&log);
	run_end(&run);
}

/* As many different names as can be: neither slow nor wrong. */
static void test_paths_of_many_names(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};
	struct log log = {.paths = true};

	(void)unused;
	buf_adds(&document, "<r>");
	for (int round = 0; round < 2; round++)
		for (unsigned i = 0; i < 20000; i++)
			buf_printf(&document, "<n%u><m%u/></n%u>", i, i, i);
	buf_adds(&document, "</r>");
	assert_true(run_bytes(&run, buf_text(&document), document.length, &log));
	assert_non_null(strstr(buf_text(&log.events), " at /r/n19999[2]/m19999\n"));
	assert_non_null(strstr(buf_text(&log.events), " at /r/n0[2]/m0\n"));
	log_free(&log);
	buf_free(&document);
	run_end(&run);
}

/* A handler that has had enough ends it, without a diagnostic and at once. */
static void test_handler_stops(void **unused)
{
	static const char text[] = "<a><b>x</b><c/><d></e></a>";

	(void)unused;
	for (size_t stop = 1; stop < 6; stop++) {
		struct run run = run_begin();
		struct log log = {.stop_after = stop};

		assert_false(run_bytes(&run, text, sizeof text - 1, &log));
		assert_int_equal(log.count, stop);
		assert_int_equal(diag_count(run.diag, DIAG_ERROR), 0);
		log_free(&log);
		run_end(&run);
	}
}

/* Everything that is refused, with its place. */

static const struct { const char *text, *expected; } malformed[] = {
	{"", "X205 1:1"},
	{" \n", "X205 2:1"},
	{"h", "X206 1:1"},
	{"hello <a/>", "X206 1:1"},
	{" <?xml version='1.0'?><a/>", "X207 1:2"},
	{"<a><?xml version='1.0'?></a>", "X207 1:4"},
	{"<?xml?><a/>", "X208 1:1"},
	{"<?xml version='2.0'?><a/>", "X208 1:1"},
	{"<?xml version=1.0?><a/>", "X208 1:15"},
	{"<?xml version='1.0' foo='x'?><a/>", "X208 1:21"},
	{"<?xml version='1.1'?><a/>", "X209 1:1 XML version 1.1 is read as 1.0"},
	{"<a/>x", "X204 1:5"},
	{"<a/>\n text", "X204 2:2"},
	{"<a/><b/>", "X204 1:5"},
	{"<a></a></b>", "X204 1:8"},
	{"<a>\n<p:b xmlns:p='u'>\n</p:c></a>", "X201 3:1 </p:c> does not close <p:b>, which stands in line 2"},
	{"<a><b></B></a>", "X201 1:7 </B> does not close <b>"},
	{"<a>\xED\x9A\x8C\xF0\x9F\x98\x80</b>", "X201 1:6"},
	{"<a>\n<b>", "X202 2:4 the document ends before <b> of line 2 is closed"},
	{"<a>x", "X202 1:5"},
	{"<a>&", "X202 1:5"},
	{"<a", "X203 1:1 the document ends in the middle of a tag"},
	{"<a b='1", "X203 1:1"},
	{"<a></", "X203 1:4"},
	{"<a><!-- x", "X203 1:4 the document ends in the middle of a comment"},
	{"<a><![CDATA[ ]]", "X203 1:4 the document ends in the middle of a CDATA section"},
	{"<a><?p x", "X203 1:4 the document ends in the middle of a processing instruction"},
	{"<", "X203 1:1"},
	{"<a>x&nbsp;</a>", "X210 1:5 &nbsp; is not"},
	{"<a b='&nbsp;'/>", "X210 1:7 &nbsp; is not"},
	{"<a>x & y</a>", "X211 1:6"},
	{"<a b='x & y'/>", "X211 1:9"},
	{"<a>AT&T</a>", "X212 1:6 the reference &T has"},
	{"<a b='&lt'/>", "X212 1:7 the reference &lt has"},
	{"<a>&#0;</a>", "X213 1:4"},
	{"<a>&#x1F;</a>", "X213 1:4"},
	{"<a>&#xZZ;</a>", "X213 1:4"},
	{"<a>&#1114112;</a>", "X213 1:4"},
	{"<a>&#xD800;</a>", "X213 1:4"},
	{"<a>x\x01y</a>", "X214 1:5 the character U+0001"},
	{"<a b='x\x01y'/>", "X214 1:8 the character U+0001"},
	{"<a><![CDATA[x\x0By]]></a>", "X214 1:14 the character U+000B"},
	{"<a><!--x\x01y--></a>", "X214 1:9"},
	{"<a><?p x\x01y?></a>", "X214 1:9"},
	{"<a>\xEF\xBF\xBE</a>", "X214 1:4 the character U+FFFE"},
	{"<a b='<'/>", "X215 1:7"},
	{"<a b='x>text</a>\n<c d='y'/>", "X215 1:13"},
	{"<a>x < y</a>", "X216 1:6"},
	{"<a>x <3 y</a>", "X216 1:6"},
	{"<a><!ELEMENT b></a>", "X216 1:4"},
	{"<a b=1/>", "X217 1:6"},
	{"<a b=it's>x<b/></a>", "X217 1:6"},
	{"<a b/>", "X218 1:4 the attribute \"b\" has no value"},
	{"<a b >x</a>", "X218 1:4"},
	{"<a b='1'\n b='2'/>", "X219 2:2 the attribute \"b\" stands twice"},
	{"<a x:b='1' y:b='2' xmlns:x='u' xmlns:y='u'/>", "X219 1:12"},
	{"<a b='1'c='2'/>", "X220 1:9"},
	{"<a b='1' / >", "X220 1:10"},
	{"<a></a b>", "X220 1:8"},
	{"<a><b></b c></a>", "X220 1:11"},
	{"<a><b></b\"></a>", "X220 1:10"},
	{"<a><\xC3\xA9><b></\xC3\xA9></b></a>", "X201 1:10 </\xC3\xA9> does not close <b>"},
	{"<a><p:b xmlns:p='u'><c></p:b></c></a>", "X201 1:24 </p:b> does not close <c>"},
	{"<a><b></a></b>", "X201 1:7 </a> does not close <b>"},
	{"<a><b>text</b><c d='1'>more</d></a>", "X201 1:28 </d> does not close <c>"},
	{"<a><b>one</b><b>&amp;two</b><b>&none;</b></a>", "X210 1:32"},
	{"<a><b/><c d='1' e='2' d='3'/></a>", "X219 1:23"},
	{"<a =''/>", "X220 1:4"},
	{"<a>]]></a>", "X221 1:4"},
	{"<a><!-- a -- b --></a>", "X222 1:11"},
	{"<a><? x?></a>", "X223 1:4"},
	{"<p:a/>", "X224 1:1 the prefix \"p\" is not declared"},
	{"<a p:b='1'/>", "X224 1:4"},
	{"<a xmlns:p=''/>", "X225 1:1"},
	{"<a xmlns='a b'/>", "X225 1:1"},
	{"<a:b:c xmlns:a='u'/>", "X225 1:1"},
	{"</a>", "X226 1:1"},
	{"<!DOCTYPE a><a/>", "X301 1:1"},
	{"<!doctype html><html/>", "X301 1:1"},
	{"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "X301 2:1"},
	{"<!-- c --><!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", "X301 1:11"},
	{"<a><!DOCTYPE b></a>", "X301 1:4"},
	{"<a>\n</b>\n<!DOCTYPE c>", "X201 2:1"},   /* the first thing that is wrong */
	{"<a/>", ""},
};

static void test_malformed(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
		expect_text(malformed[i].text, malformed[i].expected);
}

/* A NUL cannot stand in the table. */
static void test_encodings_at_places(void **unused)
{
	(void)unused;
	expect("<a>x\0y</a>", 10, "X105 1:5");
	expect("<a>\xC3\xA9x\xE9y</a>", 11, "X108 1:6 what stands here is not text in UTF-8: 0xE9");
	expect("<a>\n\xE2\x82", 6, "X103 2:1");
	expect("\xEF\xBB\xBF\xEF\xBB\xBF<a/>", 10, "X106 1:1");
	expect("\xEF\xBB\xBF<a/>", 7, "");
	expect("\xFF\xFE<\0a\0/\0>", 9, "X103 1:4");
	/* An error that stands before the bad byte comes first. */
	expect("<a>\n</b>\xE9", 9, "X201 2:1");
	expect_text("<?xml version='1.0' encoding='x-y'?><a/>", "X101 1:31 the encoding \"x-y\"");
	expect_text("<?xml version='1.0' encoding='utf-16'?><a/>", "X104 1:31");
}

/* Limits. */

static void expect_limit(const struct buf *document, struct run *run, const char *expected)
{
	expect_bytes(buf_text(document), document->length, expected, run);
	diag_flush(run->diag, NULL);
}

static void fill(struct buf *to, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_adds(to, text);
}

static void test_limit_text(void **unused)
{
	static const struct { const char *head, *body, *tail; size_t most; const char *over; } rows[] = {
		{"<a>", "x", "</a>", 100000, "X302 1:"},
		{"<a>", "\xED\x9A\x8C", "</a>", 33333, "X302 1:"},
		{"<a>", "x&amp;", "</a>", 50000, "X302 1:"},
		{"<a>", "x<!-- -->", "</a>", 100000, "X302 1:"},
		{"<a>", "x<b/>", "</a>", 100000, "X302 1:"},
		{"<a>", " ", "</a>", 100000, "X302 1:"},
		{"<a><![CDATA[", "x", "]]></a>", 100000, "X302 1:13 a text is longer than 100000 bytes"},
		{"<a b='", "x", "'/>", 100000, "X302 1:4 an attribute is longer than 100000 bytes"},
		{"<a b='", "&amp;", "'/>", 20000, ""},
		{"<a>", "\n<b/>", "</a>", 200000, NULL},   /* blanks between elements are no text */
	};
	struct run run = run_begin();

	(void)unused;
	run.limits.text_bytes = 100000;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		for (size_t extra = 0; extra < 2; extra++) {
			struct buf document = {0};

			buf_adds(&document, rows[i].head);
			fill(&document, rows[i].body, rows[i].most + extra);
			buf_adds(&document, rows[i].tail);
			expect_limit(&document, &run, extra > 0 && rows[i].over != NULL ? rows[i].over : "");
			buf_free(&document);
			run_end(&run);
			run.diag = diag_open();
		}
	}
	run_end(&run);
}

/* Tokens without an end are refused as soon as they are too long, and in linear time. */
static void test_limit_tokens(void **unused)
{
	static const struct { const char *head, *body, *expected; } rows[] = {
		{"<a><!--", "x", "X302 1:4 a comment is longer than 4194304 bytes"},
		{"<a><?p ", "x", "X302 1:4 a processing instruction"},
		{"<a><![CDATA[", "x]]", "X302 1:4 a CDATA section"},
		{"<a b='", ">", "X302 1:1 a tag"},
		{"<a ", "   \n", "X302 1:1 a tag"},
		{"<a></a ", " ", "X302 1:4 a tag"},
		{"<a>", "\xED\x9A\x8C]", "X302 1:"},
		{"<a>", "]", "X302 1:"},
		{"<a>&", "x", "X212 1:4"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct run run = run_begin();
		struct buf document = {0};

		buf_adds(&document, rows[i].head);
		while (document.length < 9 << 20)
			buf_adds(&document, rows[i].body);
		run.step = 4096;
		expect_limit(&document, &run, rows[i].expected);
		buf_free(&document);
		run_end(&run);
	}
}

/* Well formed by the letter, but no one writes it: a reference of 5000 digits. */
static void test_limit_reference(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};

	(void)unused;
	buf_adds(&document, "<a>x&#");
	fill(&document, "0", 5000);
	buf_adds(&document, "65;</a>");
	expect_limit(&document, &run, "X299 1:5");
	buf_free(&document);
	run_end(&run);
}

static void test_limit_depth(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};

	(void)unused;
	fill(&document, "<a>", 128);
	fill(&document, "</a>", 128);
	expect_limit(&document, &run, "");
	buf_clear(&document);
	fill(&document, "<a>", 129);
	expect_limit(&document, &run, "X303 1:385 elements are nested more than 128 deep");
	run_end(&run);
	/* Deeper than libxml2's own limit of 256, when asked for. */
	run = run_begin();
	run.limits.depth = 100000;
	buf_clear(&document);
	fill(&document, "<a>", 100000);
	fill(&document, "</a>", 100000);
	expect_limit(&document, &run, "");
	buf_free(&document);
	run_end(&run);
}

static void test_limit_names(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};

	(void)unused;
	buf_adds(&document, "<a ");
	fill(&document, "n", 240);
	buf_adds(&document, "='1'/>");
	expect_limit(&document, &run, "");
	buf_clear(&document);
	buf_adds(&document, "<a>\n<");
	fill(&document, "n", 241);
	buf_adds(&document, "/></a>");
	expect_limit(&document, &run, "X304 2:2 a name is longer than 240 bytes");
	buf_free(&document);
	run_end(&run);
}

static void test_limit_attributes(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};

	(void)unused;
	buf_adds(&document, "<a");
	for (int i = 0; i < 256; i++)
		buf_printf(&document, " a%d=''", i);
	buf_adds(&document, "/>");
	expect_limit(&document, &run, "");
	buf_clear(&document);
	buf_adds(&document, "<r>\n<a");
	for (int i = 0; i < 100000; i++)
		buf_printf(&document, " a%d=''", i);
	buf_adds(&document, "/></r>");
	expect_limit(&document, &run, "X305 2:1 one tag has more than 256 attributes");
	buf_free(&document);
	run_end(&run);
}

static void test_limit_namespaces(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};

	(void)unused;
	for (int i = 0; i < 3; i++) {
		buf_adds(&document, "<a");
		for (int j = 0; j < 100; j++)
			buf_printf(&document, " xmlns:p%d_%d='u'", i, j);
		buf_adds(&document, ">");
	}
	expect_limit(&document, &run, "X306 1:");
	buf_free(&document);
	run_end(&run);
}

static void test_limit_different_names(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};

	(void)unused;
	buf_adds(&document, "<a>\n");
	for (int i = 0; i < 60000; i++)
		buf_printf(&document, "<n%d/>", i);
	expect_limit(&document, &run, "X307 2:");
	buf_free(&document);
	run_end(&run);
}

/* libxml2 itself takes no value above 10 MB; raising the limit shows its words. */
static void test_limit_of_the_library(void **unused)
{
	struct run run = run_begin();
	struct buf document = {0};

	(void)unused;
	run.limits.text_bytes = UINT64_C(1) << 30;
	buf_adds(&document, "<a b='");
	fill(&document, "0123456789", 1100000);
	buf_adds(&document, "'/>");
	expect_limit(&document, &run, "X308 1:1");
	buf_free(&document);
	run_end(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_small),
		cmocka_unit_test(test_random_long),
		cmocka_unit_test(test_pieces_do_not_matter),
		cmocka_unit_test(test_lines_beyond_16_bits),
		cmocka_unit_test(test_names_are_interned),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_paths_of_many_names),
		cmocka_unit_test(test_handler_stops),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_encodings_at_places),
		cmocka_unit_test(test_limit_text),
		cmocka_unit_test(test_limit_tokens),
		cmocka_unit_test(test_limit_reference),
		cmocka_unit_test(test_limit_depth),
		cmocka_unit_test(test_limit_names),
		cmocka_unit_test(test_limit_attributes),
		cmocka_unit_test(test_limit_namespaces),
		cmocka_unit_test(test_limit_different_names),
		cmocka_unit_test(test_limit_of_the_library),
	};

	xml_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
