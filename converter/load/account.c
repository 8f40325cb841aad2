/* Builds accounts from events, by table: see account.h. SPDX-License-Identifier: MIT */
#include "load/account.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "load/identity.h"
#include "load/lost.h"

#define NAMESPACE "urn:pinport:pinpoint-export:1"

/* An element that is open. */
struct frame {
	const struct element *element;   /* NULL: unknown to the table, skipped with all below it */
	struct node *node;               /* its own, or for a VALUE the one around it */
	struct node *base;               /* the struct that takes its children */
	struct place content;
	size_t hint;                     /* for element_child() */
	bool takes_text;
};

/* A row of the table that was found before. Names are interned, so they are told by their pointers. */
struct met {
	const void *rows;                /* the list that it is in */
	const char *name;
	const void *row;
};

enum { MET = 512 };                  /* a power of two: many more than the format has names */

struct loader {
	struct load_options options;
	struct arena root_arena;
	struct export_root *root;
	struct account *account;
	struct frame *frames;
	size_t depth, room;
	struct buf text;
	const char *namespace;           /* NAMESPACE, interned, once it was met */
	struct met met[MET];
	size_t accounts;
	size_t mark;                     /* where the diagnostics of this account begin */
	bool root_bad;
	enum load_root state;
};

struct loader *load_open(const struct load_options *options)
{
	struct loader *loader = mem_alloc(sizeof *loader);

	loader->options = *options;
	return loader;
}

void load_close(struct loader *loader)
{
	if (loader == NULL)
		return;
	arena_free(&loader->root_arena);
	buf_free(&loader->text);
	mem_free(loader->frames);
	mem_free(loader);
}

enum load_root load_root(const struct loader *loader)
{
	return loader->state;
}

size_t load_accounts(const struct loader *loader)
{
	return loader->accounts;
}

/* For what the schema in use let through although no row takes it: an error, never a silent loss. */
static void report_unknown(struct loader *loader, enum diag_code code, const struct place *place,
    const char *const *values)
{
	struct diag *diag = loader->options.diag;

	if (diag_worst(diag, loader->mark) < DIAG_REFUSE_ACCOUNT)
		diag_add(diag, code, place, loader->options.path(loader->options.path_of), values);
}

static struct frame *push(struct loader *loader)
{
	if (loader->depth == loader->room) {
		loader->room = loader->room == 0 ? 16 : loader->room * 2;
		loader->frames = mem_resize(loader->frames,
		    mem_product(loader->room, sizeof *loader->frames));
	}
	loader->frames[loader->depth] = (struct frame){0};
	return &loader->frames[loader->depth++];
}

static struct frame *top(struct loader *loader)
{
	return &loader->frames[loader->depth - 1];
}

static size_t collapse(char *text, size_t length)
{
	size_t out = 0;

	while (out < length && !ascii_space(text[out]))
		out++;   /* most have none */
	for (size_t i = out; i < length; i++) {
		if (!ascii_space(text[i]))
			text[out++] = text[i];
		else if (out > 0 && text[out - 1] != ' ')
			text[out++] = ' ';
	}
	while (out > 0 && text[out - 1] == ' ')
		out--;
	text[out] = '\0';
	return out;
}

static struct value *new_value(struct loader *loader, const char *data, size_t size, bool token)
{
	struct arena *arena = loader->account != NULL ? loader->options.arena : &loader->root_arena;
	struct value *value = ARENA_NEW(arena, struct value);
	char *text = arena_copy(arena, data, size);

	value->length = token ? collapse(text, size) : size;
	value->text = text;
	return value;
}

static void append_leaf(struct account *account, struct value *value)
{
	if (account == NULL)
		return;
	if (account->last_leaf != NULL)
		account->last_leaf->next = value;
	else
		account->leaves = value;
	account->last_leaf = value;
	account->leaf_count++;
}

static struct value **value_slot(struct node *base, size_t offset)
{
	return (struct value **)(void *)((char *)base + offset);
}

/* Where a row of the list is remembered, or another that was met since. */
static struct met *met_at(struct loader *loader, const void *rows, const char *name)
{
	const uint64_t key = ((uint64_t)(uintptr_t)rows ^ (uint64_t)(uintptr_t)name << 7) * UINT64_C(0x9E3779B97F4A7C15);

	return &loader->met[key >> 32 & (MET - 1)];
}

static const struct attribute *find_attribute(const struct element *element, const char *name)
{
	for (const struct attribute *row = element->attributes; row != NULL && row->name != NULL; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

static const struct attribute *attribute_row(struct loader *loader, const struct element *element,
    const char *name)
{
	struct met *met = met_at(loader, element->attributes, name);

	if (met->rows != element->attributes || met->name != name)
		*met = (struct met){element->attributes, name, find_attribute(element, name)};
	return met->row;
}

static const struct element *child_row(struct loader *loader, struct frame *around, const char *name)
{
	const struct element *children = around->element->children;
	struct met *met = met_at(loader, children, name);

	if (met->rows != children || met->name != name)
		*met = (struct met){children, name, element_child(around->element, name, &around->hint)};
	return met->row;
}

static void load_attributes(struct loader *loader, struct node *node, const struct xml_element *event)
{
	for (size_t i = 0; i < event->attribute_count; i++) {
		const struct xml_attribute *attribute = &event->attributes[i];
		const struct attribute *row = *attribute->namespace != '\0' ? NULL :
		    attribute_row(loader, node->element, attribute->name);
		struct value *value;

		if (row == NULL) {
			if (strcmp(attribute->namespace,
			    "http://www.w3.org/2001/XMLSchema-instance") != 0)
				report_unknown(loader, DIAG_V104, &attribute->place,
				    DIAG_VALUES(event->name, attribute->name, "those of the format"));
			continue;
		}
		value = new_value(loader, attribute->value, attribute->length, row->token);
		value->place = attribute->place;
		value->node = node;
		value->name = row->name;
		value->attribute = true;
		*value_slot(node, row->offset) = value;
		append_leaf(loader->account, value);
	}
}

static void append_node(struct nodes *nodes, struct node *node)
{
	if (nodes->last != NULL)
		nodes->last->next = node;
	else
		nodes->first = node;
	nodes->last = node;
	node->index = (uint32_t)++nodes->count;
}

/* The root's values once more, in this account's arena: its first leaves. */
static void copy_root(struct loader *loader, struct account *account)
{
	struct export_root *copy = ARENA_NEW(loader->options.arena, struct export_root);

	*copy = *loader->root;
	for (const struct attribute *row = element_export.attributes; row->name != NULL; row++) {
		const struct value *from = *value_slot(&loader->root->node, row->offset);
		struct value *value;

		if (from == NULL)
			continue;
		value = ARENA_NEW(loader->options.arena, struct value);
		*value = *from;
		value->text = arena_copy(loader->options.arena, from->text, from->length);
		value->node = &copy->node;
		value->next = NULL;
		*value_slot(&copy->node, row->offset) = value;
		append_leaf(account, value);
	}
	account->root = copy;
	account->node.parent = &copy->node;
}

/* Moves the mark over what was reported before this account began. An error up
 * to the first account stands at the root, and spoils every account. */
static void mark_account(struct loader *loader, const struct place *place)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(loader->options.diag, loader->mark, &count);

	for (size_t i = 0; i < count && entries[i].place.offset < place->offset; i++) {
		loader->mark++;
		if (loader->accounts == 0 && diag_rows[entries[i].code].effect >= DIAG_REFUSE_ACCOUNT)
			loader->root_bad = true;
	}
}

static void start_account(struct loader *loader, struct frame *frame, const struct xml_element *event)
{
	mark_account(loader, &event->place);
	loader->account = ARENA_NEW(loader->options.arena, struct account);
	loader->account->part = loader->options.part;
	loader->account->node.element = element_account;
	loader->account->node.index = (uint32_t)++loader->accounts;
	loader->account->node.place = event->place;
	copy_root(loader, loader->account);
	frame->element = element_account;
	frame->node = frame->base = &loader->account->node;
	load_attributes(loader, frame->node, event);
}

static struct node *new_node(struct loader *loader, const struct element *row, struct node *parent,
    const struct xml_element *event)
{
	struct node *node = arena_alloc(loader->options.arena,
	    row->size > 0 ? row->size : sizeof *node);

	node->element = row;
	node->parent = parent;
	node->index = 1;
	node->place = event->place;
	return node;
}

/* A second one of what may stand once: reported by the validator, dropped with its account. */
static bool stands_already(struct loader *loader, struct node *base, const struct element *row,
    const struct xml_element *event)
{
	if (*(void **)(void *)value_slot(base, row->offset) == NULL)
		return false;
	report_unknown(loader, DIAG_V101, &event->place,
	    DIAG_VALUES(event->name, "it only once"));
	return true;
}

static void start_child(struct loader *loader, struct frame *frame, const struct frame *around,
    const struct element *row, const struct xml_element *event)
{
	frame->element = row;
	frame->base = around->base;
	if (row->kind == ELEMENT_VALUE) {
		frame->node = around->node;
		frame->takes_text = true;
		if (stands_already(loader, around->base, row, event))
			frame->element = NULL;
		else if (event->attribute_count > 0)
			report_unknown(loader, DIAG_V104, &event->attributes[0].place,
			    DIAG_VALUES(event->name, event->attributes[0].name, "none"));
		return;
	}
	if (row->kind == ELEMENT_STRUCT && stands_already(loader, around->base, row, event)) {
		frame->element = NULL;
		return;
	}
	frame->node = new_node(loader, row, around->node, event);
	if (row->kind == ELEMENT_GROUP)
		return;
	if (row->kind == ELEMENT_ITEM)
		append_node((struct nodes *)(void *)((char *)around->base + row->offset), frame->node);
	else
		*(struct node **)(void *)value_slot(around->base, row->offset) = frame->node;
	frame->base = frame->node;
	frame->takes_text = row->text > 0;
	load_attributes(loader, frame->node, event);
}

static bool start_root(struct loader *loader, struct frame *frame, const struct xml_element *event)
{
	if (strcmp(event->name, element_export.name) != 0) {
		loader->state = LOAD_OTHER;
		return false;
	}
	loader->state = LOAD_EXPORT;
	if (strcmp(event->namespace, NAMESPACE) != 0) {
		struct buf found = {0};

		buf_printf(&found, *event->namespace != '\0' ? "%s in %s" : "%s without a namespace",
		    event->name, event->namespace);
		diag_add(loader->options.diag, DIAG_V110, &event->place, NULL,
		    DIAG_VALUES(buf_text(&found)));
		buf_free(&found);
		return false;
	}
	loader->root = ARENA_NEW(&loader->root_arena, struct export_root);
	loader->root->node.element = &element_export;
	loader->root->node.index = 1;
	loader->root->node.place = event->place;
	frame->element = &element_export;
	frame->node = frame->base = &loader->root->node;
	load_attributes(loader, frame->node, event);
	return true;
}

/* Strings are compared once: namespaces are interned. */
static bool ours(struct loader *loader, const char *namespace)
{
	if (namespace == loader->namespace)
		return true;
	if (strcmp(namespace, NAMESPACE) != 0)
		return false;
	loader->namespace = namespace;
	return true;
}

static bool load_start(void *to, const struct xml_element *event)
{
	struct loader *loader = to;
	struct frame *frame = push(loader);
	const struct frame *around = loader->depth > 1 ? frame - 1 : NULL;
	const struct element *row = NULL;

	frame->content = event->content;
	buf_clear(&loader->text);
	if (around == NULL)
		return start_root(loader, frame, event);
	if (around->element == NULL)
		return true;
	if (ours(loader, event->namespace))
		row = child_row(loader, frame - 1, event->name);
	if (row == NULL)
		report_unknown(loader, DIAG_V101, &event->place,
		    DIAG_VALUES(event->name, "an element of the format"));
	else if (row == element_account)
		start_account(loader, frame, event);
	else
		start_child(loader, frame, around, row, event);
	return true;
}

static bool load_text(void *to, const char *data, size_t size, const struct place *place)
{
	struct loader *loader = to;
	const struct frame *frame = top(loader);

	if (frame->element == NULL)
		return true;
	if (frame->takes_text) {
		buf_add(&loader->text, data, size);
		return true;
	}
	if (ascii_blanks(data, size) < size)
		report_unknown(loader, DIAG_V103, place, DIAG_VALUES(frame->element->name, "…"));
	return true;
}

static bool load_blank(void *to, const char *data, size_t size, const struct place *place)
{
	struct loader *loader = to;
	const struct frame *frame = top(loader);

	(void)place;
	if (frame->element != NULL && frame->takes_text)
		buf_add(&loader->text, data, size);
	return true;
}

static void end_text(struct loader *loader, const struct frame *frame)
{
	const struct element *row = frame->element;
	struct value *value = new_value(loader, buf_text(&loader->text), loader->text.length, row->token);

	value->place = frame->content;
	value->node = frame->node;
	if (row->kind == ELEMENT_VALUE) {
		value->name = row->name;
		*value_slot(frame->base, row->offset) = value;
	} else {
		*value_slot(frame->node, row->text) = value;
	}
	append_leaf(loader->account, value);
	buf_clear(&loader->text);
}

static bool end_account(struct loader *loader)
{
	struct account *account = loader->account;
	struct diag *diag = loader->options.diag;
	bool usable;

	identity_check(account, diag_worst(diag, loader->mark) < DIAG_REFUSE_ACCOUNT, diag);
	lost_check(account, diag);
	usable = diag_worst(diag, loader->mark) < DIAG_REFUSE_ACCOUNT && !loader->root_bad;
	loader->account = NULL;
	if (!loader->options.account(loader->options.to, account, usable, loader->mark))
		return false;
	loader->mark = diag_mark(diag);
	return true;
}

static bool load_end(void *to, const char *name, const struct place *place)
{
	struct loader *loader = to;
	const struct frame *frame = top(loader);

	(void)name;
	assert(loader->depth > 0);
	if (frame->element != NULL && frame->takes_text)
		end_text(loader, frame);
	loader->depth--;
	if (frame->element != element_account)
		return true;
	loader->account->end = place->offset;
	return end_account(loader);
}

bool load_unwanted(void *to, const struct xml_element *element, uint64_t end)
{
	struct loader *loader = to;

	if (loader->depth != 1 || !ours(loader, element->namespace) || strcmp(element->name, element_account->name) != 0)
		return false;
	mark_account(loader, &element->place);
	if (!loader->options.unwanted(loader->options.to, &element->place, end, loader->mark))
		return false;
	loader->accounts++;
	loader->mark = diag_mark(loader->options.diag);
	return true;
}

struct xml_handler load_handler(struct loader *loader)
{
	return (struct xml_handler){load_start, load_text, load_end, loader, load_blank};
}
