/* libxml2's schema validator, called by hand with each event instead of being
 * plugged into the parser: plugged in, it swallows the parser's fatal errors and
 * reports line 0. Its codes and words become rows of the catalogue here.
 * SPDX-License-Identifier: MIT */
#include "read/xml/schema_check.h"

#include <string.h>

#include <libxml/xmlschemas.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml/cursor.h"
#include "read/xml/schema_file.h"

enum { MOST_ERRORS = 10000, WORDS = 4 };

struct schema_check {
	struct diag *diag;
	const struct xml_reader *reader;
	xmlSchemaValidCtxtPtr valid;
	xmlSchemaSAXPlugPtr plug;
	xmlSAXHandlerPtr sax;             /* libxml2's functions … */
	void *to;                         /* … and what they want first */

	struct buf text;                  /* since the last tag, not yet given to libxml2 */
	struct place text_place;          /* of its first character that is not blank */
	bool text_placed;
	struct buf value;                 /* the text of the element that ends */
	const struct xml_element *start;  /* while a start tag is checked */
	struct place tag, content;        /* of the event that is checked */
	int facet;                        /* the code of the error before, if it was a facet */
	size_t errors;
};

/* What a message says besides its code. */
struct finding {
	const xmlError *error;
	struct buf words[WORDS];          /* for the row's template */
	const char *rest;                 /* the message behind "Element 'x', attribute 'y': " */
	char *element, *attribute;        /* local names; attribute NULL: about the element */
};

typedef void fill(struct finding *finding, const struct schema_check *check);

static fill fill_expected, fill_text, fill_unknown, fill_missing, fill_listed, fill_form,
    fill_length, fill_range, fill_root, fill_instance, fill_other, fill_gave_up;

static const struct check_row {
	int code;
	enum diag_code row;
	fill *fill;
	const char *words;               /* what the fill function puts around the limit */
} check_rows[] = {
	{XML_SCHEMAV_ELEMENT_CONTENT, DIAG_V101, fill_expected, NULL},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, DIAG_V101, fill_expected, NULL},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2, DIAG_V101, fill_expected, NULL},
	{XML_SCHEMAV_CVC_TYPE_3_1_2, DIAG_V101, fill_expected, NULL},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, DIAG_V103, fill_text, NULL},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, DIAG_V104, fill_unknown, NULL},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, DIAG_V104, fill_unknown, NULL},
	{XML_SCHEMAV_CVC_TYPE_3_1_1, DIAG_V104, fill_unknown, NULL},
	{XML_SCHEMAV_CVC_COMPLEX_TYPE_4, DIAG_V105, fill_missing, NULL},
	{XML_SCHEMAV_CVC_ENUMERATION_VALID, DIAG_V106, fill_listed, NULL},
	{XML_SCHEMAV_CVC_PATTERN_VALID, DIAG_V107, fill_form, "of the form "},
	{XML_SCHEMAV_CVC_TOTALDIGITS_VALID, DIAG_V107, fill_form, "a number of digits up to "},
	{XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID, DIAG_V107, fill_form,
	    "a number of digits behind the point up to "},
	{XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, DIAG_V107, fill_form, NULL},
	{XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, DIAG_V107, fill_form, NULL},
	{XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, DIAG_V107, fill_form, NULL},
	{XML_SCHEMAV_CVC_LENGTH_VALID, DIAG_V108, fill_length, "exactly "},
	{XML_SCHEMAV_CVC_MINLENGTH_VALID, DIAG_V108, fill_length, "at least "},
	{XML_SCHEMAV_CVC_MAXLENGTH_VALID, DIAG_V108, fill_length, "at most "},
	{XML_SCHEMAV_CVC_MININCLUSIVE_VALID, DIAG_V109, fill_range, "at least "},
	{XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, DIAG_V109, fill_range, "at most "},
	{XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, DIAG_V109, fill_range, "more than "},
	{XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, DIAG_V109, fill_range, "less than "},
	{XML_SCHEMAV_CVC_ELT_3_1, DIAG_V111, fill_instance, "xsi:nil"},
	{XML_SCHEMAV_CVC_ELT_3_2_1, DIAG_V111, fill_instance, "xsi:nil"},
	{XML_SCHEMAV_CVC_ELT_3_2_2, DIAG_V111, fill_instance, "xsi:nil"},
	{XML_SCHEMAV_CVC_ELT_4_1, DIAG_V111, fill_instance, "xsi:type"},
	{XML_SCHEMAV_CVC_ELT_4_2, DIAG_V111, fill_instance, "xsi:type"},
	{XML_SCHEMAV_CVC_ELT_4_3, DIAG_V111, fill_instance, "xsi:type"},
	{XML_SCHEMAV_INTERNAL, DIAG_V199, fill_gave_up, NULL},
	{XML_ERR_OK, DIAG_V112, fill_other, NULL}
};

static const struct check_row *find_row(int code)
{
	const struct check_row *row = check_rows;

	while (row->code != XML_ERR_OK && row->code != code)
		row++;
	return row;
}

/* Reading libxml2's words. */

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

/* "{urn:x}Name" without the namespace, up to the quote; *p goes behind it. */
static char *take_name(const char **p)
{
	const char *start = *p, *end = strchr(start, '\''), *brace;

	if (end == NULL)
		end = start + strlen(start);
	brace = memrchr(start, '}', (size_t)(end - start));
	if (brace != NULL)
		start = brace + 1;
	*p = *end != '\0' ? end + 1 : end;
	return mem_copy(start, (size_t)(end - start));
}

static bool skip(const char **p, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(*p, word, length) != 0)
		return false;
	*p += length;
	return true;
}

/* Messages start with "Element 'x': " or "Element 'x', attribute 'y': ". */
static void read_message(struct finding *finding, const struct schema_check *check)
{
	const char *p = or_empty(finding->error->message);

	if (skip(&p, "Element '")) {
		finding->element = take_name(&p);
		if (skip(&p, ", attribute '"))
			finding->attribute = take_name(&p);
		skip(&p, ": ");
	}
	if (check->start != NULL) {
		/* Of a child that may not stand here, libxml2 sometimes names the parent. */
		mem_free(finding->element);
		finding->element = mem_copy(check->start->name, strlen(check->start->name));
	}
	finding->rest = p;
}

/* "a, b" from "… Expected is one of ( {urn:x}a, {urn:x}b )." */
static void add_expected(struct buf *words, const char *message)
{
	const char *p = strstr(message, "Expected is ");
	bool inside = false;

	p = p != NULL ? strchr(p, '(') : NULL;
	if (p == NULL) {
		buf_adds(words, "nothing");
		return;
	}
	for (p += 1 + (p[1] == ' '); *p != '\0' && strncmp(p, " )", 2) != 0; p++) {
		inside = inside || *p == '{';
		if (!inside)
			buf_addc(words, *p);
		inside = inside && *p != '}';
	}
}

static void add_line(struct buf *words, const char *message)
{
	size_t length = strcspn(message, "\n");

	buf_add(words, message, length > 0 && message[length - 1] == '.' ? length - 1 : length);
}

/* "Name" or "Name/@attribute" */
static void add_subject(struct finding *finding)
{
	buf_adds(&finding->words[0], or_empty(finding->element));
	if (finding->attribute != NULL)
		buf_printf(&finding->words[0], "/@%s", finding->attribute);
}

/* Of attributes libxml2 tells the value, of elements only sometimes. */
static void add_value(struct finding *finding, const struct schema_check *check)
{
	buf_adds(&finding->words[1], finding->attribute != NULL || check->start != NULL
	    ? or_empty(finding->error->str1) : buf_text(&check->value));
}

static void fill_expected(struct finding *finding, const struct schema_check *check)
{
	(void)check;
	add_subject(finding);
	add_expected(&finding->words[1], finding->rest);
}

static void fill_text(struct finding *finding, const struct schema_check *check)
{
	add_subject(finding);
	buf_adds(&finding->words[1], buf_text(&check->text));
}

static void fill_unknown(struct finding *finding, const struct schema_check *check)
{
	(void)check;
	buf_adds(&finding->words[0], or_empty(finding->element));
	buf_adds(&finding->words[1], or_empty(finding->attribute));
	buf_adds(&finding->words[2], "those that the schema names");
}

static void fill_missing(struct finding *finding, const struct schema_check *check)
{
	(void)check;
	add_subject(finding);
	buf_adds(&finding->words[1], or_empty(finding->error->str1));
}

static void fill_listed(struct finding *finding, const struct schema_check *check)
{
	add_subject(finding);
	add_value(finding, check);
	buf_adds(&finding->words[2], or_empty(finding->error->str2));
}

static void fill_form(struct finding *finding, const struct schema_check *check)
{
	static const char start[] = "is not a valid value of ";
	const char *type = strstr(finding->rest, start);
	const struct check_row *row = find_row(finding->error->code);

	add_subject(finding);
	add_value(finding, check);
	if (row->words != NULL)
		buf_printf(&finding->words[2], "%s%s", row->words, or_empty(finding->error->str2));
	else
		add_line(&finding->words[2], type != NULL ? type + sizeof start - 1 : finding->rest);
}

static void fill_length(struct finding *finding, const struct schema_check *check)
{
	const xmlError *error = finding->error;
	bool named = finding->attribute != NULL;

	add_subject(finding);
	add_value(finding, check);
	buf_adds(&finding->words[2], or_empty(named ? error->str2 : error->str1));
	buf_printf(&finding->words[3], "%s%s", find_row(error->code)->words,
	    or_empty(named ? error->str3 : error->str2));
}

static void fill_range(struct finding *finding, const struct schema_check *check)
{
	add_subject(finding);
	add_value(finding, check);
	buf_printf(&finding->words[2], "%s%s", find_row(finding->error->code)->words,
	    or_empty(finding->error->str2));
}

static void fill_root(struct finding *finding, const struct schema_check *check)
{
	(void)check;
	add_subject(finding);
}

static void fill_instance(struct finding *finding, const struct schema_check *check)
{
	(void)check;
	buf_adds(&finding->words[0], or_empty(finding->element));
	buf_adds(&finding->words[1], find_row(finding->error->code)->words);
}

static void fill_other(struct finding *finding, const struct schema_check *check)
{
	(void)check;
	add_line(&finding->words[0], finding->rest);
}

static void fill_gave_up(struct finding *finding, const struct schema_check *check)
{
	add_subject(finding);
	if (finding->words[0].length == 0)
		buf_adds(&finding->words[0], check->start != NULL ? check->start->name : "an element");
	add_line(&finding->words[1], finding->rest);
}

/* Reporting. */

static struct place find_place(const struct schema_check *check, const struct finding *finding,
    enum diag_code row)
{
	if (row == DIAG_V103)
		return check->text_place;
	if (check->start == NULL)
		return row == DIAG_V102 ? check->tag : check->content;
	for (size_t i = 0; finding->attribute != NULL && i < check->start->attribute_count; i++)
		if (strcmp(check->start->attributes[i].name, finding->attribute) == 0)
			return check->start->attributes[i].place;
	return check->tag;
}

/* After a facet libxml2 says once more that the value is not of the type. */
static bool repeats_facet(struct schema_check *check, int code)
{
	bool repeats = check->facet != XML_ERR_OK && code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 &&
	               code <= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3;

	check->facet = code >= XML_SCHEMAV_CVC_FACET_VALID && code <= XML_SCHEMAV_CVC_ENUMERATION_VALID
	    ? code : XML_ERR_OK;
	return repeats;
}

static void report(struct schema_check *check, const xmlError *error)
{
	struct finding finding = {.error = error};
	const struct check_row *row = find_row(error->code);
	enum diag_code code = row->row;
	fill *filler = row->fill;
	struct place place;

	read_message(&finding, check);
	/* Codes that mean two things: told apart by the event that is checked. */
	if (error->code == XML_SCHEMAV_ELEMENT_CONTENT && check->start == NULL)
		code = DIAG_V102;
	if (error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1 && check->start == NULL) {
		code = DIAG_V103;
		filler = fill_text;
	}
	if (error->code == XML_SCHEMAV_CVC_ELT_1 && check->start != NULL &&
	    strchr(xml_path(check->reader) + 1, '/') == NULL) {
		code = DIAG_V110;
		filler = fill_root;
	}
	filler(&finding, check);
	place = find_place(check, &finding, code);
	diag_add(check->diag, code, &place, xml_path(check->reader),
	    DIAG_VALUES(buf_text(&finding.words[0]), buf_text(&finding.words[1]),
	        buf_text(&finding.words[2]), buf_text(&finding.words[3])));
	for (size_t i = 0; i < WORDS; i++)
		buf_free(&finding.words[i]);
	mem_free(finding.element);
	mem_free(finding.attribute);
}

static void on_error(void *to, xmlErrorPtr error)
{
	struct schema_check *check = to;

	if (error->level < XML_ERR_ERROR || repeats_facet(check, error->code))
		return;
	check->errors++;
	if (check->errors < MOST_ERRORS)
		report(check, error);
	else if (check->errors == MOST_ERRORS)
		diag_add(check->diag, DIAG_V199, &check->tag, NULL,
		    DIAG_VALUES("the document", "it has more than 10000 errors"));
}

/* Events. */

struct schema_check *schema_check_open(const struct xml_schema *schema,
    const struct xml_reader *reader, struct diag *diag)
{
	struct schema_check *check = mem_alloc(sizeof *check);

	check->diag = diag;
	check->reader = reader;
	check->valid = xmlSchemaNewValidCtxt(schema->compiled);
	if (check->valid == NULL)
		mem_exhausted();
	xmlSchemaSetValidStructuredErrors(check->valid, on_error, check);
	/* Plugged in before nothing, it hands out its own functions. */
	check->plug = xmlSchemaSAXPlug(check->valid, &check->sax, &check->to);
	if (check->plug == NULL)
		mem_exhausted();
	return check;
}

void schema_check_close(struct schema_check *check)
{
	if (check == NULL)
		return;
	xmlSchemaSAXUnplug(check->plug);
	xmlSchemaFreeValidCtxt(check->valid);
	buf_free(&check->text);
	buf_free(&check->value);
	mem_free(check);
}

void schema_check_text(struct schema_check *check, const char *data, size_t size,
    const struct place *place)
{
	size_t blank = 0;

	buf_add(&check->text, data, size);
	if (check->text_placed)
		return;
	while (blank < size && ascii_space(data[blank]))
		blank++;
	if (blank < size) {
		struct cursor cursor = cursor_at(place);

		cursor_move(&cursor, data, blank);
		check->text_place = cursor_place(&cursor, place->source);
		check->text_placed = true;
	}
}

void schema_check_flush(struct schema_check *check)
{
	const char *data = buf_text(&check->text);

	/* libxml2 counts in int; a text is limited far below that unless someone raises the limit. */
	for (size_t left = check->text.length, size; left > 0; data += size, left -= size) {
		size = left < 1 << 30 ? left : 1 << 30;
		check->sax->characters(check->to, (const xmlChar *)data, (int)size);
	}
	buf_clear(&check->text);
	check->text_placed = false;
}

void schema_check_start(struct schema_check *check, const struct schema_start *start,
    const struct xml_element *element)
{
	check->start = element;
	check->tag = element->place;
	check->facet = XML_ERR_OK;
	check->sax->startElementNs(check->to, start->name, start->prefix, start->uri,
	    start->namespace_count, start->namespaces, start->attribute_count, 0, start->attributes);
	check->start = NULL;
}

void schema_check_end(struct schema_check *check, const struct schema_start *end,
    const struct place *tag, const struct place *content)
{
	check->tag = *tag;
	check->content = *content;
	check->facet = XML_ERR_OK;
	buf_clear(&check->value);
	buf_add(&check->value, buf_text(&check->text), check->text.length);
	schema_check_flush(check);
	check->sax->endElementNs(check->to, end->name, end->prefix, end->uri);
}
