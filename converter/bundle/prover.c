/* See prover.h. SPDX-License-Identifier: MIT */
#include "bundle/prover.h"

#include <pthread.h>
#include <string.h>

#include "base/thread.h"
#include "bundle/parts.h"

enum { SLOTS = 64 };

struct slot {
	char at[STAGED_ROOM];
	struct proof proof;        /* its `at` is the one above */
	bool good;
};

struct prover {
	int folder;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* Under the lock: slots [taken, read) are done, [read, added) wait; counted for ever. */
	size_t added, read;
	bool unwanted;
	/* Of the first thread alone, like the slots that do not wait: */
	size_t taken;
	bool *proved;              /* by number */
	size_t room;
	struct slot slots[SLOTS];
};

/* In the thread: allocates and reports nothing. */
static bool is_whole(int above, const struct proof *proof)
{
	const int folder = file_open_subfolder(above, proof->at);
	const char *path = proof->paths.data, *end = path + proof->paths.length;
	struct imprint all;

	if (folder < 0)
		return false;
	imprint_begin(&all);
	while (path < end && parts_imprint_file(&all, folder, path))
		path += strlen(path) + 1;
	file_close(folder);
	return path >= end && imprint_end(&all) == proof->imprint;
}

static void *run(void *from)
{
	struct prover *prover = from;

	pthread_mutex_lock(&prover->lock);
	while (!prover->unwanted) {
		struct slot *slot = &prover->slots[prover->read % SLOTS];

		if (prover->read == prover->added) {
			pthread_cond_wait(&prover->changed, &prover->lock);
			continue;
		}
		pthread_mutex_unlock(&prover->lock);
		slot->good = is_whole(prover->folder, &slot->proof);
		pthread_mutex_lock(&prover->lock);
		if (++prover->read == prover->added)
			pthread_cond_signal(&prover->changed);
	}
	pthread_mutex_unlock(&prover->lock);
	return NULL;
}

struct prover *prover_open(int folder)
{
	struct prover *prover = mem_alloc(sizeof *prover);

	prover->folder = folder;
	pthread_mutex_init(&prover->lock, NULL);
	pthread_cond_init(&prover->changed, NULL);
	if (thread_start(&prover->thread, run, prover))
		return prover;
	pthread_cond_destroy(&prover->changed);
	pthread_mutex_destroy(&prover->lock);
	mem_free(prover);
	return NULL;
}

static void remember(struct prover *prover, size_t number, bool good)
{
	while (number >= prover->room) {
		const size_t room = prover->room == 0 ? 1024 : prover->room * 2;

		prover->proved = mem_resize(prover->proved, mem_product(room, sizeof *prover->proved));
		memset(prover->proved + prover->room, 0, (room - prover->room) * sizeof *prover->proved);
		prover->room = room;
	}
	prover->proved[number] = good;
}

/* Takes over what the thread has found up to `read`. */
static void take(struct prover *prover, size_t read)
{
	for (; prover->taken < read; prover->taken++) {
		struct slot *slot = &prover->slots[prover->taken % SLOTS];

		remember(prover, slot->proof.number, slot->good);
	}
}

void prover_add(struct prover *prover, const struct proof *proof)
{
	struct slot *slot;
	size_t read, added;

	pthread_mutex_lock(&prover->lock);
	read = prover->read;
	added = prover->added;
	pthread_mutex_unlock(&prover->lock);
	take(prover, read);
	remember(prover, proof->number, false);
	if (added - read == SLOTS)
		return;
	slot = &prover->slots[added % SLOTS];
	memcpy(slot->at, proof->at, strlen(proof->at) + 1);
	buf_clear(&slot->proof.paths);
	buf_add(&slot->proof.paths, proof->paths.data, proof->paths.length);
	slot->proof.at = slot->at;
	slot->proof.number = proof->number;
	slot->proof.imprint = proof->imprint;
	pthread_mutex_lock(&prover->lock);
	prover->added++;
	pthread_cond_signal(&prover->changed);
	pthread_mutex_unlock(&prover->lock);
}

void prover_wait(struct prover *prover)
{
	pthread_mutex_lock(&prover->lock);
	while (prover->read < prover->added)
		pthread_cond_wait(&prover->changed, &prover->lock);
	pthread_mutex_unlock(&prover->lock);
	take(prover, prover->added);
}

bool prover_proved(const struct prover *prover, size_t number)
{
	return number < prover->room && prover->proved[number];
}

void prover_close(struct prover *prover)
{
	if (prover == NULL)
		return;
	pthread_mutex_lock(&prover->lock);
	prover->unwanted = true;
	pthread_cond_signal(&prover->changed);
	pthread_mutex_unlock(&prover->lock);
	pthread_join(prover->thread, NULL);
	pthread_cond_destroy(&prover->changed);
	pthread_mutex_destroy(&prover->lock);
	for (size_t i = 0; i < SLOTS; i++)
		buf_free(&prover->slots[i].proof.paths);
	mem_free(prover->proved);
	mem_free(prover);
}
