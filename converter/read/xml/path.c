/* The path of the open elements: see path.h. SPDX-License-Identifier: MIT */
#include "read/xml/path.h"

#include <assert.h>
#include <stdint.h>

#include "base/mem.h"

/* Children go as they came, newest first, so that a bucket's chain is undone
 * by putting back what was its head before. */

static size_t *bucket_of(const struct path *path, const char *name, size_t depth)
{
	uint64_t key = ((uint64_t)(uintptr_t)name >> 3) + depth * UINT64_C(0x9E3779B97F4A7C15);

	key *= UINT64_C(0xD6E8FEB86659FD93);
	return &path->buckets[(key >> 32) & (path->bucket_count - 1)];
}

static void link_child(struct path *path, size_t index)
{
	struct path_child *child = &path->children[index];
	size_t *bucket = bucket_of(path, child->name, child->depth);

	child->next = *bucket;
	*bucket = index + 1;
}

static void grow_children(struct path *path)
{
	path->child_room = path->child_room == 0 ? 64 : path->child_room * 2;
	path->children = mem_resize(path->children,
	    mem_product(path->child_room, sizeof *path->children));
	mem_free(path->buckets);
	path->bucket_count = path->child_room;
	path->buckets = mem_alloc(mem_product(path->bucket_count, sizeof *path->buckets));
	for (size_t i = 0; i < path->child_count; i++)
		link_child(path, i);
}

/* The counter of the name under the innermost element. */
static struct path_child *find_child(struct path *path, const char *name)
{
	size_t first = path->depth > 0 ? path->steps[path->depth - 1].first_child : 0;
	struct path_child *child;

	/* Lists: the same name as that of the newest counter. */
	if (path->child_count > first && path->children[path->child_count - 1].name == name)
		return &path->children[path->child_count - 1];
	if (path->child_count == path->child_room)
		grow_children(path);
	for (size_t i = *bucket_of(path, name, path->depth); i != 0; i = child->next) {
		child = &path->children[i - 1];
		if (child->name == name && child->depth == path->depth)
			return child;
	}
	path->children[path->child_count] = (struct path_child){.name = name, .depth = path->depth};
	link_child(path, path->child_count);
	return &path->children[path->child_count++];
}

void path_push(struct path *path, const char *name)
{
	struct path_child *child = find_child(path, name);

	if (path->depth == path->room) {
		path->room = path->room == 0 ? 32 : path->room * 2;
		path->steps = mem_resize(path->steps, mem_product(path->room, sizeof *path->steps));
	}
	path->steps[path->depth++] = (struct path_step){name, ++child->count, path->child_count};
}

void path_pop(struct path *path)
{
	assert(path->depth > 0);
	path->depth--;
	while (path->child_count > path->steps[path->depth].first_child) {
		struct path_child *child = &path->children[--path->child_count];

		*bucket_of(path, child->name, child->depth) = child->next;
	}
}

const char *path_text(struct path *path)
{
	buf_clear(&path->text);
	if (path->depth == 0)
		buf_addc(&path->text, '/');
	for (size_t i = 0; i < path->depth; i++) {
		buf_addc(&path->text, '/');
		buf_adds(&path->text, path->steps[i].name);
		if (path->steps[i].number > 1 ||
		    (path->repeats != NULL && path->repeats(path->steps[i].name)))
			buf_printf(&path->text, "[%zu]", path->steps[i].number);
	}
	return buf_text(&path->text);
}

void path_free(struct path *path)
{
	mem_free(path->steps);
	mem_free(path->children);
	mem_free(path->buckets);
	buf_free(&path->text);
	*path = (struct path){0};
}
