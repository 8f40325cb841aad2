/* Walks a compiled schema beside the events of a document: see validate.h. What
 * may follow is looked up by pointer, for names are interned; strings are compared
 * the first time only, and when something is wrong. SPDX-License-Identifier: MIT */
#include "read/xsd/validate.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xsd/validate_tell.h"
#include "read/xsd/xsd_route.h"
#include "read/xsd/xsd_types.h"

static const char instance_namespace[] = "http://www.w3.org/2001/XMLSchema-instance";

/* What text means in the element that is open. */
enum text_mode { TEXT_REFUSED, TEXT_BLANK, TEXT_COLLECTED, TEXT_IGNORED };

struct frame {
	const struct xsd_complex *type;
	const char *name;                /* interned */
	const char *foreign;             /* the wrong namespace it was found in, or NULL */
	uint64_t late;                   /* positions already told to be missing or out of order */
	uint32_t state;
	bool unknown;                    /* an element that means nothing stood in this state */
	bool spoilt;                     /* told that text, or an element, may not stand in it */
};

struct validator {
	const struct xsd *xsd;
	struct teller teller;

	/* Beside the tables of the schema: the interned name, once it was met. */
	const char **transition_names, **attribute_names;
	const char *target;              /* interned */

	struct frame *frames, *top;      /* top: the innermost, NULL outside the root */
	size_t depth, room;
	size_t skipping;                 /* open elements that mean nothing */
	enum text_mode mode;

	struct buf text;                 /* of the open element, when it is collected */
	struct place place;              /* of its first character that is not blank */
	bool placed;
	struct xsd_scratch scratch;
};

struct validator *validator_open(const struct xsd *xsd, const char *(*path)(void *),
    void *path_of, struct diag *diag)
{
	struct validator *v = mem_alloc(sizeof *v);

	v->xsd = xsd;
	v->teller = (struct teller){.xsd = xsd, .path = path, .path_of = path_of, .diag = diag};
	v->transition_names = mem_alloc(mem_product(xsd->transition_count, sizeof(char *)));
	v->attribute_names = mem_alloc(mem_product(xsd->attribute_count, sizeof(char *)));
	return v;
}

void validator_close(struct validator *v)
{
	if (v == NULL)
		return;
	mem_free(v->transition_names);
	mem_free(v->attribute_names);
	mem_free(v->frames);
	buf_free(&v->text);
	teller_free(&v->teller);
	xsd_scratch_free(&v->scratch);
	mem_free(v);
}

/* Attributes */

static const uint32_t no_attribute = UINT32_MAX;

/* The index of the attribute, looked for from `from` on, for attributes mostly
 * stand in the schema's order. */
static uint32_t find_attribute(struct validator *v, const struct xsd_complex *type,
    const char *name, uint32_t from)
{
	for (uint32_t i = from; i < type->end; i++)
		if (v->attribute_names[i] == name)
			return i;
	for (uint32_t i = type->first; i < from; i++)
		if (v->attribute_names[i] == name)
			return i;
	for (uint32_t i = type->first; i < type->end; i++)
		if (strcmp(v->xsd->attributes[i].name, name) == 0) {
			v->attribute_names[i] = name;
			return i;
		}
	return no_attribute;
}

/* One that the type does not have: told, with the one that was perhaps meant. */
static uint32_t unknown_attribute(struct validator *v, const struct xsd_complex *type,
    const struct xml_element *element, const struct xml_attribute *attribute)
{
	uint32_t meant = no_attribute;

	for (uint32_t i = type->first; i < type->end && *attribute->namespace == '\0'; i++)
		if (meant == no_attribute && names_near(v->xsd->attributes[i].name, attribute->name))
			meant = i;
	tell_attribute(&v->teller, element, attribute, type,
	    meant != no_attribute ? &v->xsd->attributes[meant] : NULL);
	return meant;
}

/* True when an attribute in a namespace is one that every element may have, or
 * one that changes what a schema means: that is told. */
static bool instance_attribute(struct validator *v, const struct xml_element *element,
    const struct xml_attribute *attribute)
{
	static const struct { const char *name; bool allowed; } rows[] = {
		{"schemaLocation", true}, {"noNamespaceSchemaLocation", true},
		{"type", false}, {"nil", false},
	};

	if (strcmp(attribute->namespace, instance_namespace) != 0)
		return false;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(rows[i].name, attribute->name) != 0)
			continue;
		if (!rows[i].allowed)
			tell_instance(&v->teller, element, attribute);
		return true;
	}
	return false;
}

/* Tells every required attribute that is not among `seen`. */
static void missing_attributes(struct validator *v, const struct xsd_complex *type,
    const struct xml_element *element, uint64_t seen)
{
	for (uint64_t missing = type->required & ~seen; missing != 0; missing &= missing - 1)
		tell_lack(&v->teller, element,
		    v->xsd->attributes[type->first + (uint32_t)__builtin_ctzll(missing)].name);
}

static void check_attributes(struct validator *v, const struct xsd_complex *type,
    const struct xml_element *element)
{
	struct xsd_finding finding;
	uint64_t seen = 0;
	uint32_t next = type->first;

	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct xml_attribute *attribute = &element->attributes[i];
		uint32_t index = no_attribute;

		if (*attribute->namespace == '\0')
			index = find_attribute(v, type, attribute->name, next);
		else if (instance_attribute(v, element, attribute))
			continue;
		if (index == no_attribute) {
			index = unknown_attribute(v, type, element, attribute);
			if (index != no_attribute)
				seen |= UINT64_C(1) << (index - type->first);
			continue;
		}
		seen |= UINT64_C(1) << (index - type->first);
		next = index + 1;
		if (!xsd_type_check(v->xsd->attributes[index].type, attribute->value,
		    attribute->length, &v->scratch, &finding))
			tell_value(&v->teller, &attribute->place, element->name, attribute->name,
			    &finding);
	}
	if ((type->required & ~seen) != 0)
		missing_attributes(v, type, element, seen);
}

/* Elements */

static void set_mode(struct validator *v)
{
	const struct frame *top = v->top;

	if (top == NULL || top->spoilt)
		v->mode = TEXT_IGNORED;
	else if (top->type->content == XSD_ELEMENTS)
		v->mode = TEXT_BLANK;
	else if (top->type->content == XSD_EMPTY)
		v->mode = TEXT_REFUSED;
	else
		v->mode = top->type->text->free ? TEXT_IGNORED : TEXT_COLLECTED;
}

static void push(struct validator *v, const struct xsd_complex *type,
    const struct xml_element *element, const char *foreign)
{
	if (v->depth == v->room) {
		v->room = v->room == 0 ? 16 : v->room * 2;
		v->frames = mem_resize(v->frames, mem_product(v->room, sizeof *v->frames));
	}
	v->top = &v->frames[v->depth++];
	*v->top = (struct frame){
		.type = type,
		.name = element->name,
		.foreign = foreign,
		.state = type->start,
	};
	v->teller.level = v->depth > 1;
	if (v->depth <= 2) {
		v->teller.told[v->teller.level].name = element->name;
		v->teller.told[v->teller.level].count = 0;
	}
	set_mode(v);
	if (v->mode == TEXT_COLLECTED) {
		buf_clear(&v->text);
		v->place = element->content;
		v->placed = false;
	}
	if (element->attribute_count > 0 || type->required != 0)
		check_attributes(v, type, element);
}

static void pop(struct validator *v)
{
	v->depth--;
	v->teller.level = v->depth > 1;
	v->top = v->depth > 0 ? &v->frames[v->depth - 1] : NULL;
	set_mode(v);
}

/* The transition in the open element's state, by pointer, and else by string. */
static const struct xsd_transition *find_transition(struct validator *v, const char *name)
{
	const struct xsd_state *state = &v->xsd->states[v->top->state];
	const struct xsd_transition *found;

	for (uint32_t t = state->first; t < state->end; t++)
		if (v->transition_names[t] == name)
			return &v->xsd->transitions[t];
	found = xsd_transition_from(v->xsd, v->top->state, name);
	if (found != NULL)
		v->transition_names[found - v->xsd->transitions] = name;
	return found;
}

/* An element that may stand later: tells what must come first, and goes on from
 * there. What was jumped over is then no mistake of its own, wherever it stands. */
static const struct xsd_complex *jump(struct validator *v, const struct xml_element *element,
    const struct xsd_route *route)
{
	struct frame *top = v->top;
	const struct xsd_transition *found;
	uint32_t here = top->state - top->type->start, there;
	uint64_t passed;

	if (!top->unknown || route_steps(route, top->state) > 1)
		tell_too_soon(&v->teller, element, route, top->state);
	top->state = route_walk(route, top->state, &passed);
	found = xsd_transition_from(v->xsd, top->state, element->name);
	there = found->to - top->type->start;
	for (uint32_t i = here + 1; i < there; i++)
		passed |= UINT64_C(1) << i;
	top->late |= passed;
	top->unknown = false;
	top->state = found->to;
	return found->type;
}

/* An element that was told to be missing, and comes now: the type of its first
 * declaration. NULL when `name` is none of these. */
static const struct xsd_complex *late_element(struct validator *v, const char *name)
{
	struct frame *top = v->top;
	const struct xsd_complex *type = top->type;

	for (uint32_t i = 0; i < type->state_count; i++) {
		const struct xsd_transition *t =
		    xsd_transition_from(v->xsd, type->start + i, name);
		uint64_t bit = t != NULL ? UINT64_C(1) << (t->to - type->start) : 0;

		if ((top->late & bit) != 0) {
			top->late &= ~bit;
			return t->type;
		}
	}
	return NULL;
}

/* One of two names is the other's plural: a list in the place of its item, or
 * an item in the place of its list, whose content would raise questions of its own. */
static bool plural(const char *a, const char *b)
{
	size_t a_size = strlen(a), b_size = strlen(b), common = a_size < b_size ? a_size : b_size;

	return a_size != b_size && strncmp(a, b, common) == 0;
}

/* A name that the content model does not have: perhaps misspelt. */
static const struct xsd_complex *unknown_element(struct validator *v,
    const struct xml_element *element)
{
	struct frame *top = v->top;
	const struct xsd_transition *meant =
	    xsd_transition_near(v->xsd, top->state, element->name);

	top->unknown = meant == NULL;
	if (meant == NULL) {
		tell_unexpected(&v->teller, element, top->name, top->state);
		return NULL;
	}
	tell_meant(&v->teller, element, meant);
	top->state = meant->to;
	return plural(meant->name, element->name) ? NULL : meant->type;
}

/* An element that may not stand in this state. Goes on where it makes sense, and
 * returns the type to check the element against, NULL to pass over it. */
static const struct xsd_complex *unexpected(struct validator *v,
    const struct xml_element *element)
{
	struct frame *top = v->top;
	const struct xsd_transition *known =
	    xsd_transition_anywhere(v->xsd, top->type, element->name);
	const struct xsd_complex *type;
	struct xsd_route route;

	if (known == NULL)
		return unknown_element(v, element);
	type = late_element(v, element->name);
	if (type != NULL)
		return type;
	route = route_to_name(v->xsd, top->type, element->name);
	if (route_steps(&route, top->state) != ROUTE_NONE)
		return jump(v, element, &route);
	if (known->to == top->state)
		tell_again(&v->teller, element);
	else
		tell_too_late(&v->teller, element, top->name, known->to);
	return known->type;
}

/* The element stands in the namespace of the schema, or of a parent that was
 * told to be in a wrong one. */
static bool ours(struct validator *v, const char *namespace)
{
	if (namespace == v->target || namespace == v->top->foreign)
		return true;
	if (strcmp(namespace, v->xsd->target) != 0)
		return false;
	v->target = namespace;
	return true;
}

static const struct xsd_complex *root_type(struct validator *v,
    const struct xml_element *element)
{
	if (strcmp(element->namespace, v->xsd->target) != 0)
		return NULL;
	v->target = element->namespace;
	for (size_t i = 0; i < v->xsd->root_count; i++)
		if (strcmp(v->xsd->roots[i].name, element->name) == 0)
			return v->xsd->roots[i].type;
	return NULL;
}

/* The type of a child of the open element, NULL to pass over it. */
static const struct xsd_complex *child_type(struct validator *v,
    const struct xml_element *element, const char **foreign)
{
	struct frame *top = v->top;
	const struct xsd_transition *found;

	if (top->type->content != XSD_ELEMENTS) {
		if (!top->spoilt)
			tell_child(&v->teller, element, top->name, top->type->content);
		top->spoilt = true;
		return NULL;
	}
	found = find_transition(v, element->name);
	if (!ours(v, element->namespace)) {
		tell_namespace(&v->teller, element, top->name, top->state);
		*foreign = element->namespace;
		if (found == NULL)
			return NULL;
	} else if (element->namespace != v->target) {
		*foreign = element->namespace;
	}
	if (found == NULL)
		return unexpected(v, element);
	top->state = found->to;
	top->unknown = false;
	return found->type;
}

static bool on_start(void *to, const struct xml_element *element)
{
	struct validator *v = to;
	const struct xsd_complex *type = NULL;
	const char *foreign = NULL;

	if (v->skipping == 0 && !teller_full(&v->teller))
		type = v->depth == 0 ? root_type(v, element) : child_type(v, element, &foreign);
	if (type != NULL) {
		push(v, type, element, foreign);
	} else {
		v->skipping++;
		v->mode = TEXT_IGNORED;
	}
	return true;
}

static void check_text(struct validator *v)
{
	struct xsd_finding finding;

	if (!xsd_type_check(v->top->type->text, buf_text(&v->text), v->text.length, &v->scratch,
	    &finding))
		tell_value(&v->teller, &v->place, v->top->name, NULL, &finding);
}

/* An element that ends where more must come. When something unknown stood in the
 * place of a single missing element, that was told already. */
static void check_end(struct validator *v, const struct place *place)
{
	const struct frame *top = v->top;
	struct xsd_route route = route_to_end(v->xsd, top->type);

	if (top->unknown && route_steps(&route, top->state) == 1)
		return;
	tell_too_early(&v->teller, top->name, &route, top->state, place);
}

static bool on_end(void *to, const char *name, const struct place *place)
{
	struct validator *v = to;

	(void)name;
	if (v->skipping > 0) {
		if (--v->skipping == 0)
			set_mode(v);
		return true;
	}
	if (v->mode == TEXT_COLLECTED)
		check_text(v);
	else if (v->top->type->content == XSD_ELEMENTS &&
	         !v->xsd->states[v->top->state].accepting)
		check_end(v, place);
	pop(v);
	return true;
}

/* Text */

/* Moves a place over white space. */
static void skip_blank(struct place *place, const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		place->offset++;
		place->column++;
		if (data[i] != '\n')
			continue;
		place->line++;
		place->column = 1;
	}
}

/* Text between elements, from its first character that is not blank; in an
 * element that must be empty, any. */
static void refused_text(struct validator *v, const char *data, size_t size,
    const struct place *place)
{
	struct place found = *place;
	size_t skipped = v->mode == TEXT_BLANK ? ascii_blanks(data, size) : 0;

	skip_blank(&found, data, skipped);
	tell_text(&v->teller, v->top->name, data + skipped, size - skipped, &found);
	v->top->spoilt = true;
	v->mode = TEXT_IGNORED;
}

static void collect(struct validator *v, const char *data, size_t size,
    const struct place *place)
{
	size_t skipped = v->placed ? 0 : ascii_blanks(data, size);

	if (!v->placed && skipped < size) {
		v->place = *place;
		skip_blank(&v->place, data, skipped);
		v->placed = true;
	}
	buf_add(&v->text, data, size);
}

static bool on_text(void *to, const char *data, size_t size, const struct place *place)
{
	struct validator *v = to;

	if (v->mode == TEXT_IGNORED || size == 0)
		return true;
	if (v->mode == TEXT_COLLECTED) {
		collect(v, data, size, place);
	} else if (v->mode == TEXT_REFUSED || ascii_blanks(data, size) < size) {
		refused_text(v, data, size, place);
	}
	return true;
}

static bool on_blank(void *to, const char *data, size_t size, const struct place *place)
{
	const struct validator *v = to;

	return v->mode == TEXT_BLANK || on_text(to, data, size, place);
}

struct xml_handler validator_handler(struct validator *v)
{
	return (struct xml_handler){on_start, on_text, on_end, v, on_blank};
}
