/* Puts the validator's findings into words: see validate_tell.h.
 * SPDX-License-Identifier: MIT */
#include "read/xsd/validate_tell.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void teller_free(struct teller *teller)
{
	buf_free(&teller->subject);
	buf_free(&teller->words);
}

static void clear(struct teller *teller)
{
	buf_clear(&teller->subject);
	buf_clear(&teller->words);
}

/* `attribute` (or NULL) is added to the path. */
static void tell(struct teller *teller, enum diag_code code, const struct place *place,
    const char *attribute, const char *const *values)
{
	size_t told = teller->told[teller->level].count++;
	const char *const full[] = {teller->told[teller->level].name, NULL};
	struct buf path = {0};

	if (told > TOLD_MOST)
		return;
	if (told == TOLD_MOST) {
		code = DIAG_V113;
		values = full;
	}
	buf_adds(&path, teller->path(teller->path_of));
	if (attribute != NULL)
		buf_printf(&path, "/@%s", attribute);
	diag_add(teller->diag, code, place, buf_text(&path), values);
	buf_free(&path);
}

/* V101 with what the two buffers hold; an empty subject is the element's name. */
static void tell_element(struct teller *teller, const struct xml_element *element)
{
	const char *subject = teller->subject.length > 0 ? buf_text(&teller->subject)
	                                                 : element->name;

	tell(teller, DIAG_V101, &element->place, NULL,
	    DIAG_VALUES(subject, buf_text(&teller->words)));
}

void tell_unexpected(struct teller *teller, const struct xml_element *element,
    const char *parent, uint32_t state)
{
	clear(teller);
	expected_words(&teller->words, teller->xsd, state, parent);
	tell_element(teller, element);
}

void tell_meant(struct teller *teller, const struct xml_element *element,
    const struct xsd_transition *meant)
{
	tell(teller, DIAG_V116, &element->place, NULL, DIAG_VALUES(element->name, meant->name));
}

void tell_too_late(struct teller *teller, const struct xml_element *element,
    const char *parent, uint32_t after)
{
	clear(teller);
	expected_words(&teller->words, teller->xsd, after, parent);
	tell(teller, DIAG_V115, &element->place, NULL,
	    DIAG_VALUES(element->name, buf_text(&teller->words)));
}

void tell_again(struct teller *teller, const struct xml_element *element)
{
	tell(teller, DIAG_V117, &element->place, NULL, DIAG_VALUES(element->name));
}

void tell_too_soon(struct teller *teller, const struct xml_element *element,
    const struct xsd_route *route, uint32_t state)
{
	clear(teller);
	route_words(&teller->words, route, state);
	tell(teller, DIAG_V114, &element->place, NULL,
	    DIAG_VALUES(element->name, buf_text(&teller->words)));
}

void tell_namespace(struct teller *teller, const struct xml_element *element,
    const char *parent, uint32_t state)
{
	clear(teller);
	if (*element->namespace == '\0')
		buf_printf(&teller->subject, "%s in no namespace", element->name);
	else
		buf_printf(&teller->subject, "%s in the namespace %s", element->name,
		    element->namespace);
	expected_words(&teller->words, teller->xsd, state, parent);
	buf_printf(&teller->words, " in the namespace %s", teller->xsd->target);
	tell_element(teller, element);
}

void tell_child(struct teller *teller, const struct xml_element *element,
    const char *parent, enum xsd_content content)
{
	clear(teller);
	if (content == XSD_EMPTY)
		buf_printf(&teller->words, "nothing, for %s is empty", parent);
	else
		buf_adds(&teller->words,
		    "only text (write < in it as &lt; or put the text in CDATA)");
	tell_element(teller, element);
}

void tell_too_early(struct teller *teller, const char *name, const struct xsd_route *route,
    uint32_t state, const struct place *place)
{
	clear(teller);
	route_words(&teller->words, route, state);
	tell(teller, DIAG_V102, place, NULL, DIAG_VALUES(name, buf_text(&teller->words)));
}

void tell_text(struct teller *teller, const char *name, const char *data, size_t size,
    const struct place *place)
{
	clear(teller);
	while (size > 1 && ascii_space(data[size - 1]))
		size--;
	buf_add(&teller->words, data, size);
	tell(teller, DIAG_V103, place, NULL, DIAG_VALUES(name, buf_text(&teller->words)));
}

/* The attribute as one would write it, as far as its prefix is known. */
static void attribute_name(struct buf *to, const struct xml_attribute *attribute)
{
	static const struct { const char *uri, *prefix; } known[] = {
		{"http://www.w3.org/XML/1998/namespace", "xml"},
		{"http://www.w3.org/2001/XMLSchema-instance", "xsi"},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].uri, attribute->namespace) == 0)
			buf_printf(to, "%s:", known[i].prefix);
	buf_adds(to, attribute->name);
}

void tell_attribute(struct teller *teller, const struct xml_element *element,
    const struct xml_attribute *attribute, const struct xsd_complex *type,
    const struct xsd_attribute *meant)
{
	struct buf name = {0};

	clear(teller);
	attribute_name(&name, attribute);
	buf_adds(&teller->subject, buf_text(&name));
	if (*attribute->namespace != '\0' && strchr(buf_text(&name), ':') == NULL)
		buf_printf(&teller->subject, " in the namespace %s", attribute->namespace);
	attribute_words(&teller->words, teller->xsd, type);
	if (meant != NULL)
		buf_printf(&teller->words, " (is %s meant?)", meant->name);
	tell(teller, DIAG_V104, &attribute->place, buf_text(&name),
	    DIAG_VALUES(element->name, buf_text(&teller->subject), buf_text(&teller->words)));
	buf_free(&name);
}

void tell_instance(struct teller *teller, const struct xml_element *element,
    const struct xml_attribute *attribute)
{
	clear(teller);
	attribute_name(&teller->subject, attribute);
	tell(teller, DIAG_V111, &attribute->place, buf_text(&teller->subject),
	    DIAG_VALUES(element->name, buf_text(&teller->subject)));
}

void tell_lack(struct teller *teller, const struct xml_element *element, const char *name)
{
	tell(teller, DIAG_V105, &element->place, NULL, DIAG_VALUES(element->name, name));
}

void tell_value(struct teller *teller, const struct place *place, const char *element,
    const char *attribute, const struct xsd_finding *finding)
{
	static const enum diag_code codes[] = {
		[XSD_NOT_LISTED] = DIAG_V106, [XSD_WRONG_FORM] = DIAG_V107,
		[XSD_WRONG_LENGTH] = DIAG_V108, [XSD_OUT_OF_RANGE] = DIAG_V109,
		[XSD_GAVE_UP] = DIAG_V199,
	};
	const char *values[5] = {NULL, finding->value, NULL, NULL, NULL};
	char count[32];

	clear(teller);
	if (attribute != NULL)
		buf_printf(&teller->subject, "%s of ", attribute);
	buf_adds(&teller->subject, element);
	xsd_type_words(&teller->words, finding->type, finding->fault);
	values[0] = buf_text(&teller->subject);
	values[2] = buf_text(&teller->words);
	if (finding->fault == XSD_WRONG_FORM) {
		values[3] = xsd_type_advice(finding->type);
	} else if (finding->fault == XSD_WRONG_LENGTH) {
		snprintf(count, sizeof count, "%zu", utf8_count(finding->value, finding->size));
		values[3] = values[2];
		values[2] = count;
	} else if (finding->fault == XSD_GAVE_UP) {
		values[1] = "its pattern takes too long to compare";
		values[2] = NULL;
	}
	tell(teller, codes[finding->fault], place, attribute, values);
}
