/* Output that waits for its turn: see spool.h. SPDX-License-Identifier: MIT */
#include "cli/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum {
	INPUT_HELD = 256 << 10,     /* in memory, of one input */
	ALL_HELD = 16 << 20         /* of all of them */
};
static const uint64_t file_most = UINT64_C(4) << 30;

void spool_open(struct spool *spool)
{
	const char *folder = getenv("TMPDIR");

	*spool = (struct spool){.fd = -1};
	if (folder != NULL && *folder != '\0')
		spool->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
	if (spool->fd < 0)
		spool->fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
	spool->failed = spool->fd < 0;
}

void spool_close(struct spool *spool)
{
	if (spool->fd >= 0)
		close(spool->fd);
	spool->fd = -1;
}

static void to_file(struct spool *spool, struct spooled *kept)
{
	const size_t size = kept->memory.length;

	if (spool->failed || spool->end + size > file_most)
		return;
	if (!file_write_at(spool->fd, kept->memory.data, size, (off_t)spool->end)) {
		spool->failed = true;
		return;
	}
	kept->chunks = mem_resize(kept->chunks, mem_product(kept->count + 1, sizeof *kept->chunks));
	kept->chunks[kept->count++] = (struct spool_chunk){spool->end, size};
	spool->end += size;
	spool->live += size;
	spool->memory -= size;
	buf_free(&kept->memory);
}

void spool_add(struct spool *spool, struct spooled *kept, const char *data, size_t size)
{
	buf_add(&kept->memory, data, size);
	spool->memory += size;
	if (kept->memory.length >= INPUT_HELD || spool->memory > ALL_HELD)
		to_file(spool, kept);
}

bool spool_full(const struct spool *spool)
{
	return spool->memory > ALL_HELD;
}

static bool drain_chunk(struct spool *spool, const struct spool_chunk *chunk, struct buf *room,
    void (*run)(void *to, const char *data, size_t size), void *to)
{
	buf_clear(room);
	if (lseek(spool->fd, (off_t)chunk->at, SEEK_SET) < 0 ||
	    file_read(spool->fd, buf_reserve(room, chunk->size), chunk->size) != (ssize_t)chunk->size)
		return false;
	run(to, room->data, chunk->size);
	return true;
}

bool spool_drain(struct spool *spool, struct spooled *kept,
    void (*run)(void *to, const char *data, size_t size), void *to)
{
	struct buf room = {0};
	bool good = true;

	for (size_t i = 0; i < kept->count; i++) {
		good = good && drain_chunk(spool, &kept->chunks[i], &room, run, to);
		spool->live -= kept->chunks[i].size;
	}
	if (good && kept->memory.length > 0)
		run(to, kept->memory.data, kept->memory.length);
	spool->memory -= kept->memory.length;
	buf_free(&kept->memory);
	buf_free(&room);
	mem_free(kept->chunks);
	*kept = (struct spooled){0};
	/* Room on the disk is given back whenever nothing waits any more. */
	if (spool->live == 0 && spool->end > 0 && ftruncate(spool->fd, 0) == 0)
		spool->end = 0;
	return good;
}
