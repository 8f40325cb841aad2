/* Memory. Nothing here returns NULL: when memory runs out, mem_exhausted()
 * runs the registered clean-up, prints one line and ends the process with
 * status 5. No other file handles a failed allocation.
 *
 * Ownership: mem_* pointers are freed with mem_free(); arena pointers live
 * until arena_reset() or arena_free() and are never freed one by one. */
#ifndef PINPORT_BASE_MEM_H
#define PINPORT_BASE_MEM_H

#include <stddef.h>
#include <string.h>

void *mem_alloc(size_t size);                 /* zeroed; size 0 gives a valid pointer */
void *mem_resize(void *old, size_t size);     /* new bytes are not zeroed */
char *mem_copy(const char *data, size_t size); /* adds a final NUL */
void mem_free(void *p);                       /* NULL is fine */

/* count * size, or the end of the process when that overflows. */
size_t mem_product(size_t count, size_t size);

/* Called when a library reports that it ran out of memory, too. */
_Noreturn void mem_exhausted(void);

/* What mem_exhausted() calls before it ends the process (removes temporaries). */
void mem_on_exhausted(void (*cleanup)(void));

struct arena_block;

/* All-zero is a valid, empty arena. */
struct arena {
	struct arena_block *blocks;  /* newest first */
	char *next;
	size_t left;
};

void arena_grow(struct arena *arena, size_t size);    /* of arena_take(), when there is no room */

/* Room that still holds what was there before, aligned for any type; size 0 gives a valid pointer. */
static inline char *arena_take(struct arena *arena, size_t size)
{
	const size_t step = _Alignof(max_align_t);
	const size_t taken = (size + (size == 0) + step - 1) / step * step;
	char *p;

	if (taken - 1 >= arena->left)
		arena_grow(arena, taken);
	p = arena->next;
	arena->next += taken;
	arena->left -= taken;
	return p;
}

/* The same, zeroed. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_take(arena, size), 0, size);
}

char *arena_copy(struct arena *arena, const char *data, size_t size); /* adds a final NUL */
char *arena_string(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));
void arena_reset(struct arena *arena);        /* keeps one block for the next round */
void arena_free(struct arena *arena);         /* leaves a valid, empty arena */

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
