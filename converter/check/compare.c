/* Compares trees: see compare.h. SPDX-License-Identifier: MIT */
#include "check/compare.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

/* What an item of a list may be called, best first. */
static const char *const names[] = {"id", "language", "country", "field", "file", "type", "category", "url", "of"};

const char *change_name(enum change_kind kind)
{
	static const char *const words[CHANGE_KINDS] = {
		[CHANGE_ADDED] = "added", [CHANGE_REMOVED] = "removed",
		[CHANGE_VALUE] = "changed", [CHANGE_ORDER] = "reordered",
	};

	return words[kind];
}

static void tell(struct compare *compare, enum change_kind kind, const struct yaml *before,
    const struct yaml *after)
{
	compare->found(compare->to, &(struct difference){kind, buf_text(&compare->path), before, after});
}

/* ---- lists ---- */

struct item {
	char *name;
	const struct yaml *node;
	struct item *other;          /* the one that matches on the other side */
};

struct items {
	struct item *list;
	size_t count;
	struct map by_name;
};

/* Names of a map of several kinds are put together: a text has both a country and a language. */
static void name_item(struct buf *to, const struct yaml *node)
{
	if (node->kind == YAML_SCALAR)
		buf_add(to, node->text, node->length);
	for (size_t i = 0; node->kind == YAML_MAP && i < sizeof names / sizeof *names; i++) {
		const char *text = yaml_string(node, names[i]);

		if (text == NULL)
			continue;
		buf_printf(to, "%s%s", to->length > 0 ? " " : "", text);
		if (i == 0)
			break;
	}
}

/* The second of two with one name is "NAME #2". */
static void add_item(struct items *items, const struct yaml *node)
{
	struct item *item = &items->list[items->count++];
	struct buf name = {0};
	size_t length, number = 1;

	name_item(&name, node);
	length = name.length;
	while (map_find(&items->by_name, buf_text(&name), name.length) != NULL) {
		buf_cut(&name, length);
		buf_printf(&name, " #%zu", ++number);
	}
	item->node = node;
	item->name = mem_copy(buf_text(&name), name.length);
	map_add(&items->by_name, item->name, name.length, item);
	buf_free(&name);
}

static void open_items(struct items *items, const struct yaml *list)
{
	size_t count = 0;

	for (const struct yaml *node = list->first; node != NULL; node = node->next)
		count++;
	items->list = mem_alloc(mem_product(count + 1, sizeof *items->list));
	for (const struct yaml *node = list->first; node != NULL; node = node->next)
		add_item(items, node);
}

static void close_items(struct items *items)
{
	for (size_t i = 0; i < items->count; i++)
		mem_free(items->list[i].name);
	mem_free(items->list);
	map_free(&items->by_name);
}

static void compare_nodes(struct compare *compare, const struct yaml *before, const struct yaml *after);

static size_t enter_item(struct compare *compare, const struct item *item)
{
	const size_t length = compare->path.length;

	buf_printf(&compare->path, "[%s]", item->name);
	return length;
}

static void match(struct items *left, const struct items *right)
{
	for (size_t i = 0; i < left->count; i++) {
		struct item *item = &left->list[i];

		item->other = map_find(&right->by_name, item->name, strlen(item->name));
		if (item->other != NULL)
			item->other->other = item;
	}
}

/* True when the items that both have do not stand in the same order. */
static bool reordered(const struct items *left)
{
	const struct item *last = NULL;

	for (size_t i = 0; i < left->count; i++) {
		const struct item *other = left->list[i].other;

		if (other != NULL && last != NULL && other < last)
			return true;
		if (other != NULL)
			last = other;
	}
	return false;
}

static void compare_items(struct compare *compare, const struct items *left, const struct items *right)
{
	for (size_t i = 0; i < left->count; i++) {
		const struct item *item = &left->list[i];
		const size_t length = enter_item(compare, item);

		if (item->other == NULL)
			tell(compare, CHANGE_REMOVED, item->node, NULL);
		else
			compare_nodes(compare, item->node, item->other->node);
		buf_cut(&compare->path, length);
	}
	for (size_t i = 0; i < right->count; i++) {
		const struct item *item = &right->list[i];
		const size_t length = enter_item(compare, item);

		if (item->other == NULL)
			tell(compare, CHANGE_ADDED, NULL, item->node);
		buf_cut(&compare->path, length);
	}
}

static void compare_lists(struct compare *compare, const struct yaml *before, const struct yaml *after)
{
	struct items left = {0}, right = {0};

	open_items(&left, before);
	open_items(&right, after);
	match(&left, &right);
	compare_items(compare, &left, &right);
	if (reordered(&left))
		tell(compare, CHANGE_ORDER, before, after);
	close_items(&left);
	close_items(&right);
}

/* ---- maps ---- */

static void compare_maps(struct compare *compare, const struct yaml *before, const struct yaml *after)
{
	const size_t length = compare->path.length;

	for (const struct yaml *member = before->first; member != NULL; member = member->next) {
		const struct yaml *other = yaml_member(after, member->key);

		buf_printf(&compare->path, "%s%s", length > 0 ? "." : "", member->key);
		if (other == NULL)
			tell(compare, CHANGE_REMOVED, member, NULL);
		else
			compare_nodes(compare, member, other);
		buf_cut(&compare->path, length);
	}
	for (const struct yaml *member = after->first; member != NULL; member = member->next) {
		buf_printf(&compare->path, "%s%s", length > 0 ? "." : "", member->key);
		if (yaml_member(before, member->key) == NULL)
			tell(compare, CHANGE_ADDED, NULL, member);
		buf_cut(&compare->path, length);
	}
}

/* Trees are at most 64 levels deep: load/yaml.c refuses deeper ones. */
static void compare_nodes(struct compare *compare, const struct yaml *before, const struct yaml *after)
{
	if (before->kind != after->kind)
		tell(compare, CHANGE_VALUE, before, after);
	else if (before->kind == YAML_MAP)
		compare_maps(compare, before, after);
	else if (before->kind == YAML_LIST)
		compare_lists(compare, before, after);
	else if (before->length != after->length || memcmp(before->text, after->text, before->length) != 0)
		tell(compare, CHANGE_VALUE, before, after);
}

void compare_trees(struct compare *compare, const struct yaml *before, const struct yaml *after)
{
	compare_nodes(compare, before, after);
	buf_free(&compare->path);
}

static size_t count_items(const struct yaml *node)
{
	size_t count = 0;

	for (const struct yaml *item = node->first; item != NULL; item = item->next)
		count++;
	return count;
}

void compare_words(struct buf *to, const struct yaml *node)
{
	const char *name = yaml_string(node, "name");
	const size_t count = node->kind != YAML_SCALAR ? count_items(node) : 0;

	if (node->kind == YAML_SCALAR)
		buf_add(to, node->text, node->length);
	else if (name != NULL)
		buf_adds(to, name);
	else
		buf_printf(to, "%zu %s%s", count, node->kind == YAML_LIST ? "item" : "field", count == 1 ? "" : "s");
}
