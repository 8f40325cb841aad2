/* Memory that never fails half-way: see mem.h. SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARENA_BLOCK = 64 * 1024, SMALL = 1024, EXIT_INTERNAL = 5 };

struct arena_block {
	struct arena_block *older;
	size_t size;
	_Alignas(max_align_t) char data[];
};

static void (*exhausted_cleanup)(void);

void mem_on_exhausted(void (*cleanup)(void))
{
	exhausted_cleanup = cleanup;
}

_Noreturn void mem_exhausted(void)
{
	static const char text[] = "pinport: error: out of memory [I501]\n";

	if (exhausted_cleanup != NULL)
		exhausted_cleanup();
	if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
		_exit(EXIT_INTERNAL);
	_exit(EXIT_INTERNAL);
}

/* glibc's calloc() passes by what was freed a moment ago: clearing as little as that is cheaper. */
void *mem_alloc(size_t size)
{
	const bool fresh = size > SMALL;
	void *p = fresh ? calloc(1, size) : malloc(size > 0 ? size : 1);

	if (p == NULL)
		mem_exhausted();
	return fresh ? p : memset(p, 0, size);
}

void *mem_resize(void *old, size_t size)
{
	void *p = realloc(old, size > 0 ? size : 1);

	if (p == NULL)
		mem_exhausted();
	return p;
}

char *mem_copy(const char *data, size_t size)
{
	char *copy;

	if (size == SIZE_MAX)
		mem_exhausted();
	copy = mem_alloc(size + 1);
	if (size > 0)
		memcpy(copy, data, size);
	return copy;
}

void mem_free(void *p)
{
	free(p);
}

size_t mem_product(size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		mem_exhausted();
	return count * size;
}

void arena_grow(struct arena *arena, size_t size)
{
	size_t room = size > ARENA_BLOCK ? size : ARENA_BLOCK;
	struct arena_block *block;

	if (size == 0 || room > SIZE_MAX - sizeof *block)   /* 0: it was rounded up to more than there can be */
		mem_exhausted();
	block = mem_resize(NULL, sizeof *block + room);
	block->size = room;
	block->older = arena->blocks;
	arena->blocks = block;
	arena->next = block->data;
	arena->left = room;
}

char *arena_copy(struct arena *arena, const char *data, size_t size)
{
	char *copy;

	if (size == SIZE_MAX)
		mem_exhausted();
	copy = arena_take(arena, size + 1);
	if (size > 0)
		memcpy(copy, data, size);
	copy[size] = '\0';
	return copy;
}

char *arena_string(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	const size_t left = arena->left;
	char *text;
	int length;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(arena->next, left, format, args);   /* most of it fits into what is left */
	va_end(args);
	if (length < 0)
		mem_exhausted();
	text = arena_take(arena, (size_t)length + 1);
	if ((size_t)length >= left)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void arena_reset(struct arena *arena)
{
	struct arena_block *keep = NULL;

	while (arena->blocks != NULL) {
		struct arena_block *older = arena->blocks->older;

		if (keep == NULL && arena->blocks->size == ARENA_BLOCK)
			keep = arena->blocks;
		else
			mem_free(arena->blocks);
		arena->blocks = older;
	}
	*arena = (struct arena){0};
	if (keep != NULL) {
		keep->older = NULL;
		arena->blocks = keep;
		arena->next = keep->data;
		arena->left = keep->size;
	}
}

void arena_free(struct arena *arena)
{
	while (arena->blocks != NULL) {
		struct arena_block *older = arena->blocks->older;

		mem_free(arena->blocks);
		arena->blocks = older;
	}
	*arena = (struct arena){0};
}
