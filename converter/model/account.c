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
	if (node->element->kind == ELEMENT_ITEM) {
		buf_addc(to, '[');
		buf_number(to, node->index);
		buf_addc(to, ']');
	}
}

void value_path_at(struct buf *to, const struct value *value)
{
	if (value->name != NULL) {
		buf_adds(to, value->attribute ? "/@" : "/");
		buf_adds(to, value->name);
	}
}

void value_path(struct buf *to, const struct value *value)
{
	node_path(to, value->node);
	value_path_at(to, value);
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
