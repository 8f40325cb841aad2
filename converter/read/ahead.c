/* One thread and a ring of pieces: see ahead.h. SPDX-License-Identifier: MIT */
#include "read/ahead.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/input.h"
#include "base/mem.h"
#include "base/thread.h"

enum { SLOTS = 8 };

struct ahead {
	struct ahead_source source;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t filled, freed;
	/* Under the lock: */
	size_t first, count;       /* the slots that hold something */
	bool holds;                /* the caller has the first of them */
	bool unwanted;             /* no more is wanted */
	ssize_t got[SLOTS];
	/* A slot belongs to the thread while it is free, then to the caller. */
	char pieces[SLOTS][INPUT_PIECE];
};

/* A thread that was woken for every piece would do little else: it waits until half of the ring is free. */
static bool wait_for_room(struct ahead *ahead)
{
	if (ahead->count == SLOTS)
		while (ahead->count > SLOTS / 2 && !ahead->unwanted)
			pthread_cond_wait(&ahead->freed, &ahead->lock);
	return !ahead->unwanted;
}

static void *run(void *from)
{
	struct ahead *ahead = from;
	ssize_t got = 1;

	pthread_mutex_lock(&ahead->lock);
	while (got > 0 && wait_for_room(ahead)) {
		const size_t slot = (ahead->first + ahead->count) % SLOTS;

		pthread_mutex_unlock(&ahead->lock);
		got = ahead->source.fetch(ahead->source.from, ahead->pieces[slot], INPUT_PIECE);
		pthread_mutex_lock(&ahead->lock);
		ahead->got[slot] = got;
		ahead->count++;
		pthread_cond_signal(&ahead->filled);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

static void dispose(struct ahead *ahead)
{
	pthread_cond_destroy(&ahead->filled);
	pthread_cond_destroy(&ahead->freed);
	pthread_mutex_destroy(&ahead->lock);
	mem_free(ahead);
}

struct ahead *ahead_open(const struct ahead_source *source)
{
	struct ahead *ahead = mem_resize(NULL, sizeof *ahead);

	memset(ahead, 0, offsetof(struct ahead, pieces));   /* not the pieces: half a megabyte that may never be touched */
	ahead->source = *source;
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->filled, NULL);
	pthread_cond_init(&ahead->freed, NULL);
	if (thread_start(&ahead->thread, run, ahead))
		return ahead;
	dispose(ahead);
	return NULL;
}

static void free_first(struct ahead *ahead)
{
	if (!ahead->holds)
		return;
	ahead->holds = false;
	ahead->first = (ahead->first + 1) % SLOTS;
	if (--ahead->count == SLOTS / 2)
		pthread_cond_signal(&ahead->freed);
}

ssize_t ahead_next(struct ahead *ahead, const char **piece)
{
	ssize_t got;

	pthread_mutex_lock(&ahead->lock);
	free_first(ahead);
	while (ahead->count == 0)
		pthread_cond_wait(&ahead->filled, &ahead->lock);
	got = ahead->got[ahead->first];
	*piece = ahead->pieces[ahead->first];
	ahead->holds = true;
	pthread_mutex_unlock(&ahead->lock);
	return got;
}

void ahead_close(struct ahead *ahead)
{
	if (ahead == NULL)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->unwanted = true;
	pthread_cond_signal(&ahead->freed);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	dispose(ahead);
}
