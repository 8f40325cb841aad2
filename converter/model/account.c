/* Accounts as a tree of nodes and leaves: see account.h. SPDX-License-Identifier: MIT */
#include "model/account.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void node_path_from(struct buf *to, const struct node *outer, const struct node *node)
{
	if (node->parent != outer)
		node_path_from(to, outer, node->parent);
	buf_addc(to, '/');
	buf_adds(to, node->element->name);
	if (node->element->kind == ELEMENT_ITEM) {
		buf_addc(to, '[');
		buf_number(to, node->index);
		buf_addc(to, ']');
	}
}

void node_path(struct buf *to, const struct node *node)
{
	node_path_from(to, NULL, node);
}

void value_path_at(struct buf *to, const struct value *value)
{
	if (value->name != NULL) {
		buf_add(to, "/@", value->attribute ? 2 : 1);
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
	struct target *copy = ARENA_NEW(arena, struct target);

	*copy = *target;
	copy->next = value->targets;
	value->targets = copy;
	if (target->fate > value->fate)
		value->fate = target->fate;
}

void value_targets_turn(struct value *value)
{
	struct target *turned = NULL, *target = value->targets;

	while (target != NULL) {
		struct target *next = target->next;

		target->next = turned;
		turned = target;
		target = next;
	}
	value->targets = turned;
}

const char *fate_name(enum fate fate)
{
	static const char *const names[] = {"none", "mapped", "changed", "recorded", "dropped"};

	return names[fate];
}
