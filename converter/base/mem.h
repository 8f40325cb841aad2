/* Memory. Nothing here returns NULL: when memory runs out, mem_exhausted()
 * runs the registered clean-up, prints one line and ends the process with
 * status 5. No other file handles a failed allocation.
 *
 * Ownership: mem_* pointers are freed with mem_free(); arena pointers live
 * until arena_reset() or arena_free() and are never freed one by one. */
#ifndef PINPORT_BASE_MEM_H
#define PINPORT_BASE_MEM_H

#include <stddef.h>

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
	size_t total;                /* bytes handed out since the last reset */
};

void *arena_alloc(struct arena *arena, size_t size);  /* zeroed, aligned for any type */
char *arena_copy(struct arena *arena, const char *data, size_t size); /* adds a final NUL */
char *arena_string(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));
void arena_reset(struct arena *arena);        /* keeps one block for the next round */
void arena_free(struct arena *arena);         /* leaves a valid, empty arena */

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
