/* Embedded YAML, read by the build: see baked.h. SPDX-License-Identifier: MIT */
#include "load/baked.h"

#include <string.h>

struct baking {
	const char *at;
	uint32_t source;
	struct arena *arena;
};

static const char *take_text(struct baking *b)
{
	const char *text = b->at + 1;   /* behind 'p' or 'q' */

	b->at = text + strlen(text) + 1;
	return text;
}

static struct yaml *take_node(struct baking *b);

static void take_children(struct baking *b, struct yaml *parent)
{
	struct yaml **end = &parent->first;

	b->at++;
	while (*b->at != '}') {
		const char *key = parent->kind == YAML_MAP ? take_text(b) : NULL;

		*end = take_node(b);
		(*end)->key = key;
		(*end)->key_place.source = b->source;
		end = &(*end)->next;
	}
	b->at++;
}

static struct yaml *take_node(struct baking *b)
{
	struct yaml *node = ARENA_NEW(b->arena, struct yaml);
	const char kind = *b->at;

	node->place.source = b->source;
	node->kind = kind == '{' ? YAML_MAP : kind == '[' ? YAML_LIST : YAML_SCALAR;
	if (node->kind != YAML_SCALAR) {
		take_children(b, node);
		return node;
	}
	node->quoted = kind == 'q';
	node->text = take_text(b);
	node->length = (size_t)(b->at - node->text) - 1;
	return node;
}

struct yaml *baked_read(const struct embedded *file, uint32_t source, struct arena *arena)
{
	struct baking b = {(const char *)file->baked, source, arena};

	return file->baked != NULL ? take_node(&b) : NULL;
}
