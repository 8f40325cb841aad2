/* Accounts as a tree of nodes and leaves: see account.h. SPDX-License-Identifier: MIT */
#include "model/account.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void node_path(struct buf *to, const struct node *node)
{
	if (node->parent != NULL)
		node_path(to, node->parent);
	buf_addc(to, '/');
	buf_adds(to, node->element->name);
	if (node->element->kind == ELEMENT_ITEM)
		buf_printf(to, "[%u]", (unsigned)node->index);
}

void value_path(struct buf *to, const struct value *value)
{
	node_path(to, value->node);
	if (value->name != NULL) {
		buf_adds(to, value->attribute ? "/@" : "/");
		buf_adds(to, value->name);
	}
}

const char *value_text(const struct value *value)
{
	return value != NULL ? value->text : "";
}

bool value_true(const struct value *value)
{
	const char *text = value_text(value);
	size_t length;

	while (ascii_space(*text))
		text++;
	length = strlen(text);
	while (length > 0 && ascii_space(text[length - 1]))
		length--;
	return (length == 4 && memcmp(text, "true", 4) == 0) || (length == 1 && *text == '1');
}

void value_target(struct value *value, struct arena *arena, const struct target *target)
{
	struct target **end = &value->targets;
	struct target *copy = ARENA_NEW(arena, struct target);

	while (*end != NULL)
		end = &(*end)->next;
	*copy = *target;
	copy->next = NULL;
	*end = copy;
}

enum fate value_fate(const struct value *value)
{
	enum fate worst = FATE_NONE;

	for (const struct target *target = value->targets; target != NULL; target = target->next)
		if (target->fate > worst)
			worst = target->fate;
	return worst;
}

const char *fate_name(enum fate fate)
{
	static const char *const names[] = {"none", "mapped", "changed", "recorded", "dropped"};

	return names[fate];
}

static void *member(const struct node *base, size_t offset)
{
	return (char *)(uintptr_t)base + offset;
}

static void visit_value(const struct node *base, size_t offset, const struct visitor *visitor)
{
	struct value *value = *(struct value **)member(base, offset);

	if (value != NULL && visitor->leaf != NULL)
		visitor->leaf(visitor->to, value);
}

static void visit_children(const struct node *base, const struct element *element,
    const struct visitor *visitor)
{
	for (const struct element *row = element->children; row != NULL && row->name != NULL; row++) {
		if (row->kind == ELEMENT_VALUE) {
			visit_value(base, row->offset, visitor);
		} else if (row->kind == ELEMENT_GROUP) {
			visit_children(base, row, visitor);
		} else if (row->kind == ELEMENT_STRUCT) {
			const struct node *child = *(struct node **)member(base, row->offset);

			if (child != NULL)
				node_visit(child, visitor);
		} else {
			const struct nodes *items = member(base, row->offset);

			for (const struct node *item = items->first; item != NULL; item = item->next)
				node_visit(item, visitor);
		}
	}
}

void node_visit(const struct node *node, const struct visitor *visitor)
{
	const struct element *element = node->element;

	if (visitor->enter != NULL)
		visitor->enter(visitor->to, node, element);
	for (const struct attribute *a = element->attributes; a != NULL && a->name != NULL; a++)
		visit_value(node, a->offset, visitor);
	if (element->text > 0)
		visit_value(node, element->text, visitor);
	visit_children(node, element, visitor);
	if (visitor->leave != NULL)
		visitor->leave(visitor->to, node, element);
}
