/* Compiles a schema's tree into tables: see xsd.h. SPDX-License-Identifier: MIT */
#include "read/xsd/xsd.h"

#include <string.h>

#include "base/utf8.h"
#include "read/xsd/xsd_pattern.h"
#include "read/xsd/xsd_positions.h"
#include "read/xsd/xsd_tree.h"
#include "read/xsd/xsd_types.h"

enum { ATTRIBUTES_MOST = 64, NESTING_MOST = 32 };

/* A global definition, and what was made of it at the first use. */
struct component {
	const struct xsd_node *node;
	const struct xsd_type *simple;
	struct xsd_complex *complex;
};

/* A complex type whose definition is still to be read. */
struct pending {
	const struct xsd_node *node;
	struct xsd_complex *complex;
	struct pending *next;
};

struct compiler {
	struct xsd *xsd;
	struct xsd_root *roots;          /* those of the xsd, while they grow */
	struct xsd_state *states;
	struct xsd_transition *transitions;
	struct xsd_attribute *attributes;
	struct xsd_tree tree;
	struct arena arena;              /* of the tree and what is needed only now */
	struct component *components;
	size_t component_count;
	struct pending *pending;
	size_t nesting;                  /* of groups or of simple types */
	struct buf *why;
};

static bool refuse(struct compiler *c, const struct xsd_node *node, const char *what)
{
	const char *name = node->words[XS_NAME] != NULL ? node->words[XS_NAME]
	                                                : node->words[XS_REF];

	if (c->why->length == 0)
		buf_printf(c->why, "%s%s%s on line %u: %s", node->element, name != NULL ? " " : "",
		    name != NULL ? name : "", node->line, what);
	return false;
}

/* NULL when there is no such definition. */
static struct component *find(struct compiler *c, enum xsd_node_kind kind, const char *name)
{
	for (size_t i = 0; i < c->component_count; i++) {
		const struct xsd_node *node = c->components[i].node;

		if (node->kind == kind && strcmp(node->words[XS_NAME], name) == 0)
			return &c->components[i];
	}
	return NULL;
}

/* The definition that `ref` names, NULL after refusing. */
static const struct xsd_node *find_ref(struct compiler *c, const struct xsd_node *node)
{
	const struct component *found = NULL;
	struct xsd_name name;

	if (xsd_tree_resolve(&c->tree, node->words[XS_REF], &name) && !name.builtin)
		found = find(c, node->kind, name.local);
	if (found == NULL)
		refuse(c, node, "the reference leads nowhere");
	return found != NULL ? found->node : NULL;
}

/* Simple types */

static const struct xsd_type *simple_definition(struct compiler *c,
    const struct xsd_node *node);

static const struct xsd_type *simple_reference(struct compiler *c,
    const struct xsd_node *node, const char *reference)
{
	const struct xsd_type *type = NULL;
	struct component *found;
	struct xsd_name name;

	if (reference == NULL || !xsd_tree_resolve(&c->tree, reference, &name)) {
		refuse(c, node, "no simple type is named, or one of another schema");
		return NULL;
	}
	if (name.builtin) {
		type = xsd_builtin(name.local);
	} else {
		found = find(c, XS_SIMPLE_TYPE, name.local);
		if (found != NULL && found->simple == NULL)
			found->simple = simple_definition(c, found->node);
		if (found != NULL)
			type = found->simple;
	}
	if (type == NULL)
		refuse(c, node, "its simple type is not in the subset");
	return type;
}

/* All values of one facet's name, joined: patterns are alternatives. */
static bool add_patterns(struct compiler *c, const struct xsd_node *node,
    struct xsd_type *type)
{
	struct xsd *xsd = c->xsd;
	struct buf joined = {0};
	bool good = true;

	for (const struct xsd_node *one = node->children; one != NULL; one = one->next) {
		if (one->kind != XS_PATTERN || one->words[XS_VALUE] == NULL)
			continue;
		if (joined.data != NULL)
			buf_addc(&joined, '|');
		buf_adds(&joined, one->words[XS_VALUE]);
	}
	if (joined.data != NULL) {
		good = xsd_type_pattern(&xsd->arena, type, buf_text(&joined));
		xsd->patterns = mem_resize(xsd->patterns,
		    mem_product(xsd->pattern_count + 1, sizeof(struct xsd_pattern *)));
		if (good)
			xsd->patterns[xsd->pattern_count++] = type->patterns->pattern;
	}
	buf_free(&joined);
	return good;
}

static bool add_enumeration(struct compiler *c, const struct xsd_node *node,
    struct xsd_type *type)
{
	size_t count = 0;
	const char **values;

	for (const struct xsd_node *one = node->children; one != NULL; one = one->next)
		count += one->kind == XS_ENUMERATION;
	if (count == 0)
		return true;
	values = arena_alloc(&c->arena, mem_product(count + 1, sizeof *values));
	count = 0;
	for (const struct xsd_node *one = node->children; one != NULL; one = one->next)
		if (one->kind == XS_ENUMERATION && one->words[XS_VALUE] != NULL)
			values[count++] = one->words[XS_VALUE];
	return xsd_type_enumeration(&c->xsd->arena, type, values);
}

static const struct xsd_type *restriction(struct compiler *c, const struct xsd_node *node,
    const char *name)
{
	const struct xsd_type *base = simple_reference(c, node, node->words[XS_BASE]);
	struct xsd_type *type;
	bool good = true;

	if (base == NULL)
		return NULL;
	type = xsd_type_restrict(&c->xsd->arena, name, base);
	for (const struct xsd_node *one = node->children; good && one != NULL; one = one->next)
		if (one->kind == XS_FACET)
			good = one->words[XS_VALUE] != NULL && xsd_type_facet(&c->xsd->arena, type,
			    one->element, one->words[XS_VALUE]);
	if (good && add_patterns(c, node, type) && add_enumeration(c, node, type))
		return type;
	refuse(c, node, "a facet or its value is not in the subset");
	return NULL;
}

static const struct xsd_type *list(struct compiler *c, const struct xsd_node *node,
    const char *name)
{
	const struct xsd_type *item = simple_reference(c, node, node->words[XS_ITEM_TYPE]);

	if (item != NULL && item->item != NULL) {
		refuse(c, node, "a list of lists");
		return NULL;
	}
	return item != NULL ? xsd_type_list(&c->xsd->arena, name, item) : NULL;
}

static const struct xsd_type *simple_definition(struct compiler *c,
    const struct xsd_node *node)
{
	const struct xsd_node *how = node->children;
	const char *name = node->words[XS_NAME];
	const struct xsd_type *type;

	if (how == NULL || how->next != NULL || c->nesting == NESTING_MOST) {
		refuse(c, node, "neither a restriction nor a list");
		return NULL;
	}
	c->nesting++;
	type = how->kind == XS_LIST ? list(c, how, name) : restriction(c, how, name);
	c->nesting--;
	return type;
}

/* The type of an attribute, or of an element: named, written inside, or missing. */
static const struct xsd_type *simple_of(struct compiler *c, const struct xsd_node *node)
{
	if (node->words[XS_TYPE] != NULL)
		return simple_reference(c, node, node->words[XS_TYPE]);
	if (node->children != NULL)
		return simple_definition(c, node->children);
	refuse(c, node, "it has no type");
	return NULL;
}

/* Attributes */

static bool add_attribute(struct compiler *c, const struct xsd_node *node,
    struct xsd_complex *complex)
{
	const char *use = node->words[XS_USE], *standard = node->words[XS_DEFAULT];
	struct xsd *xsd = c->xsd;
	struct xsd_attribute *attribute;
	struct xsd_scratch scratch = {0};
	struct xsd_finding finding;
	bool good = true, required = use != NULL && strcmp(use, "required") == 0;
	const struct xsd_type *type = simple_of(c, node);

	if (type == NULL)
		return false;
	if (node->words[XS_NAME] == NULL || complex->end - complex->first == ATTRIBUTES_MOST ||
	    (use != NULL && !required && strcmp(use, "optional") != 0))
		return refuse(c, node, "prohibited, or one attribute too many");
	if (standard != NULL)
		good = xsd_type_check(type, standard, strlen(standard), &scratch, &finding);
	xsd_scratch_free(&scratch);
	if (!good)
		return refuse(c, node, "its default is not valid");
	if (required)
		complex->required |= UINT64_C(1) << (complex->end - complex->first);
	c->attributes = mem_resize(c->attributes,
	    mem_product(xsd->attribute_count + 1, sizeof *attribute));
	attribute = &c->attributes[xsd->attribute_count++];
	*attribute = (struct xsd_attribute){
		.name = arena_string(&xsd->arena, node->words[XS_NAME]),
		.type = type,
		.standard = standard != NULL ? arena_string(&xsd->arena, standard) : NULL,
		.required = required,
	};
	complex->end++;
	return true;
}

static bool add_attributes(struct compiler *c, const struct xsd_node *parent,
    struct xsd_complex *complex)
{
	bool good = true;

	if (c->nesting == NESTING_MOST)
		return refuse(c, parent, "attribute groups within each other too deep");
	c->nesting++;
	for (const struct xsd_node *one = parent->children; good && one != NULL; one = one->next) {
		if (one->kind == XS_ATTRIBUTE) {
			good = add_attribute(c, one, complex);
		} else if (one->kind == XS_ATTRIBUTE_GROUP) {
			const struct xsd_node *group =
			    one->words[XS_REF] != NULL ? find_ref(c, one) : one;

			good = group != NULL && add_attributes(c, group, complex);
		}
	}
	c->nesting--;
	return good;
}

/* The types of elements */

static struct xsd_complex *new_complex(struct compiler *c, const char *name)
{
	struct xsd_complex *complex = ARENA_NEW(&c->xsd->arena, struct xsd_complex);

	complex->name = name != NULL ? arena_string(&c->xsd->arena, name) : NULL;
	complex->next = c->xsd->complexes;
	c->xsd->complexes = complex;
	return complex;
}

static struct xsd_complex *defer(struct compiler *c, const struct xsd_node *node)
{
	struct pending *pending = ARENA_NEW(&c->arena, struct pending);

	pending->node = node;
	pending->complex = new_complex(c, node->words[XS_NAME]);
	pending->next = c->pending;
	c->pending = pending;
	return pending->complex;
}

/* The type of elements that have text of this type and no attributes: one for each. */
static const struct xsd_complex *wrap(struct compiler *c, const struct xsd_type *type)
{
	struct xsd_complex *complex;

	for (const struct xsd_complex *one = c->xsd->complexes; one != NULL; one = one->next)
		if (one->text == type && one->name == NULL && one->first == one->end)
			return one;
	complex = new_complex(c, NULL);
	complex->content = XSD_TEXT;
	complex->text = type;
	return complex;
}

static const struct xsd_complex *element_type(struct compiler *c, const struct xsd_node *node)
{
	struct component *found = NULL;
	const struct xsd_type *simple;
	struct xsd_name name;

	if (node->words[XS_TYPE] == NULL && node->children != NULL &&
	    node->children->kind == XS_COMPLEX_TYPE)
		return defer(c, node->children);
	if (node->words[XS_TYPE] != NULL && xsd_tree_resolve(&c->tree, node->words[XS_TYPE], &name) &&
	    !name.builtin)
		found = find(c, XS_COMPLEX_TYPE, name.local);
	if (found != NULL) {
		if (found->complex == NULL)
			found->complex = defer(c, found->node);
		return found->complex;
	}
	simple = simple_of(c, node);
	return simple != NULL ? wrap(c, simple) : NULL;
}

/* Content models */

struct model {
	struct compiler *compiler;
	struct positions positions;
	const struct xsd_node *at[POSITIONS_MOST];   /* the declaration behind a position */
};

/* One occurrence of a particle: the unit that fragment_occurs() repeats. */
struct particle {
	struct model *model;
	const struct xsd_node *node;
};

static bool one_occurrence(void *of, struct fragment *result);

static bool read_occurs(const char *text, size_t *count)
{
	if (text == NULL) {
		*count = 1;
		return true;
	}
	*count = 0;
	if (strcmp(text, "unbounded") == 0) {
		*count = OCCURS_UNBOUNDED;
		return true;
	}
	for (const char *p = text; *p != '\0'; p++) {
		if (!ascii_digit(*p) || *count > 1000)
			return false;
		*count = *count * 10 + (size_t)(*p - '0');
	}
	return *text != '\0';
}

static bool occurrences(struct model *model, const struct xsd_node *node,
    struct fragment *result)
{
	struct particle particle = {model, node};
	const struct fragment_maker maker = {one_occurrence, &particle};
	size_t least, most;

	if (!read_occurs(node->words[XS_MIN_OCCURS], &least) || least == OCCURS_UNBOUNDED ||
	    !read_occurs(node->words[XS_MAX_OCCURS], &most) || most < least)
		return refuse(model->compiler, node, "minOccurs or maxOccurs");
	if (fragment_occurs(&model->positions, least, most, &maker, result))
		return true;
	return refuse(model->compiler, node, "the content model has more than 63 places");
}

static bool members(struct model *model, const struct xsd_node *node, struct fragment *result)
{
	struct fragment one;

	*result = FRAGMENT_EMPTY;
	if (node->kind == XS_CHOICE && node->children == NULL)
		return refuse(model->compiler, node, "a choice of nothing");
	for (const struct xsd_node *child = node->children; child != NULL; child = child->next) {
		if (!occurrences(model, child, &one))
			return false;
		if (child == node->children)
			*result = one;
		else if (node->kind == XS_CHOICE)
			*result = fragment_choice(*result, one);
		else
			*result = fragment_sequence(&model->positions, *result, one);
	}
	return true;
}

static bool one_occurrence(void *of, struct fragment *result)
{
	const struct particle *particle = of;
	struct model *model = particle->model;
	struct compiler *c = model->compiler;
	const struct xsd_node *node = particle->node;
	size_t position;
	bool good;

	if (node->kind == XS_ELEMENT) {
		*result = fragment_position(&model->positions, &position);
		model->at[position] = node;
		return true;
	}
	if (node->kind == XS_GROUP) {
		node = node->words[XS_REF] != NULL ? find_ref(c, node) : NULL;
		if (node == NULL || node->children == NULL || node->children->next != NULL)
			return refuse(c, particle->node, "the group has no single model");
		node = node->children;
	}
	if (c->nesting == NESTING_MOST)
		return refuse(c, node, "groups within each other too deep");
	c->nesting++;
	good = members(model, node, result);
	c->nesting--;
	return good;
}

/* One state's transitions. A name that stands twice would be ambiguous. */
static bool add_state(struct compiler *c, const struct model *model, uint32_t start,
    size_t position)
{
	struct xsd *xsd = c->xsd;
	struct xsd_state *state = &c->states[start + position];

	state->first = (uint32_t)xsd->transition_count;
	for (uint64_t set = model->positions.follow[position]; set != 0; set &= set - 1) {
		size_t next = (size_t)__builtin_ctzll(set);
		const struct xsd_node *node = model->at[next];
		struct xsd_transition *transition;

		if (node->words[XS_REF] != NULL)
			node = find_ref(c, node);
		if (node == NULL || node->words[XS_NAME] == NULL)
			return false;
		for (size_t i = state->first; i < xsd->transition_count; i++)
			if (strcmp(c->transitions[i].name, node->words[XS_NAME]) == 0)
				return refuse(c, node, "it may stand for two places of the content model");
		c->transitions = mem_resize(c->transitions,
		    mem_product(xsd->transition_count + 1, sizeof *transition));
		transition = &c->transitions[xsd->transition_count++];
		transition->name = arena_string(&xsd->arena, node->words[XS_NAME]);
		transition->to = start + (uint32_t)next;
		transition->type = element_type(c, node);
		if (transition->type == NULL)
			return false;
	}
	state->end = (uint32_t)xsd->transition_count;
	return true;
}

static bool content_model(struct compiler *c, const struct xsd_node *node,
    struct xsd_complex *complex)
{
	struct xsd *xsd = c->xsd;
	struct model model = {.compiler = c};
	struct fragment whole;
	uint64_t accepting;

	if (!occurrences(&model, node, &whole))
		return false;
	accepting = fragment_finish(&model.positions, whole);
	complex->content = model.positions.count > 1 ? XSD_ELEMENTS : XSD_EMPTY;
	complex->start = (uint32_t)xsd->state_count;
	complex->state_count = (uint32_t)model.positions.count;
	xsd->state_count += model.positions.count;
	c->states = mem_resize(c->states, mem_product(xsd->state_count, sizeof *c->states));
	for (size_t i = 0; i < model.positions.count; i++) {
		c->states[complex->start + i].accepting = (accepting >> i & 1) != 0;
		if (!add_state(c, &model, complex->start, i))
			return false;
	}
	return true;
}

static bool compile_complex(struct compiler *c, const struct xsd_node *node,
    struct xsd_complex *complex)
{
	const struct xsd_node *content = node->children, *attributes = node;

	if (content != NULL && content->kind == XS_SIMPLE_CONTENT) {
		attributes = content->children;
		if (attributes == NULL || attributes->next != NULL || content->next != NULL)
			return refuse(c, content, "no single extension");
		complex->content = XSD_TEXT;
		complex->text = simple_reference(c, attributes, attributes->words[XS_BASE]);
		if (complex->text == NULL)
			return false;
	} else if (content != NULL && content->kind != XS_ATTRIBUTE &&
	           content->kind != XS_ATTRIBUTE_GROUP) {
		if (!content_model(c, content, complex))
			return false;
		content = content->next;
	}
	for (const struct xsd_node *one = content; one != NULL && attributes == node; one = one->next)
		if (one->kind != XS_ATTRIBUTE && one->kind != XS_ATTRIBUTE_GROUP)
			return refuse(c, one, "two content models in one type");
	complex->first = complex->end = (uint32_t)c->xsd->attribute_count;
	return add_attributes(c, attributes, complex);
}

/* The whole */

static bool compile_roots(struct compiler *c)
{
	struct xsd *xsd = c->xsd;

	for (size_t i = 0; i < c->component_count; i++) {
		const struct xsd_node *node = c->components[i].node;
		struct xsd_root *root;

		if (node->kind != XS_ELEMENT)
			continue;
		c->roots = mem_resize(c->roots, mem_product(xsd->root_count + 1, sizeof *root));
		root = &c->roots[xsd->root_count++];
		root->name = arena_string(&xsd->arena, node->words[XS_NAME]);
		root->type = element_type(c, node);
		if (root->type == NULL)
			return false;
	}
	while (c->pending != NULL) {
		struct pending *pending = c->pending;

		c->pending = pending->next;
		if (!compile_complex(c, pending->node, pending->complex))
			return false;
	}
	return true;
}

static bool is_word(const char *word, const char *wanted)
{
	return word != NULL && strcmp(word, wanted) == 0;
}

static bool compile_schema(struct compiler *c)
{
	const struct xsd_node *root = c->tree.root;
	size_t count = 0;

	if (root->words[XS_TARGET_NAMESPACE] == NULL ||
	    !is_word(root->words[XS_ELEMENT_FORM], "qualified") ||
	    (root->words[XS_ATTRIBUTE_FORM] != NULL &&
	    !is_word(root->words[XS_ATTRIBUTE_FORM], "unqualified")))
		return refuse(c, root, "elements must be qualified, attributes not");
	c->xsd->target = arena_string(&c->xsd->arena, root->words[XS_TARGET_NAMESPACE]);
	for (const struct xsd_node *one = root->children; one != NULL; one = one->next, count++)
		if (one->words[XS_NAME] == NULL)
			return refuse(c, one, "it has no name");
	c->components = arena_alloc(&c->arena, mem_product(count, sizeof *c->components));
	for (const struct xsd_node *one = root->children; one != NULL; one = one->next)
		c->components[c->component_count++].node = one;
	return compile_roots(c);
}

struct xsd *xsd_compile(const char *data, size_t size, struct buf *why)
{
	struct buf unused = {0};
	struct compiler c = {.xsd = mem_alloc(sizeof *c.xsd), .why = why != NULL ? why : &unused};
	bool good;

	good = xsd_tree_read(&c.tree, &c.arena, data, size, c.why) && compile_schema(&c);
	arena_free(&c.arena);
	buf_free(&unused);
	c.xsd->roots = c.roots;
	c.xsd->states = c.states;
	c.xsd->transitions = c.transitions;
	c.xsd->attributes = c.attributes;
	if (good)
		return c.xsd;
	xsd_free(c.xsd);
	return NULL;
}

void xsd_free(struct xsd *xsd)
{
	if (xsd == NULL)
		return;
	for (size_t i = 0; i < xsd->pattern_count; i++)
		xsd_pattern_free(xsd->patterns[i]);
	mem_free(xsd->patterns);
	mem_free((struct xsd_root *)xsd->roots);
	mem_free((struct xsd_state *)xsd->states);
	mem_free((struct xsd_transition *)xsd->transitions);
	mem_free((struct xsd_attribute *)xsd->attributes);
	arena_free(&xsd->arena);
	mem_free(xsd);
}

const char *xsd_default(const struct xsd *xsd, const char *type, const char *attribute)
{
	for (const struct xsd_complex *one = xsd->complexes; one != NULL; one = one->next) {
		if (one->name == NULL || strcmp(one->name, type) != 0)
			continue;
		for (uint32_t i = one->first; i < one->end; i++)
			if (strcmp(xsd->attributes[i].name, attribute) == 0)
				return xsd->attributes[i].standard;
	}
	return NULL;
}
