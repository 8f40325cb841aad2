/* Files and pipes as input: see input.h. SPDX-License-Identifier: MIT */
#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum {
	FIRST_FD = 3,               /* nothing of ours may land on the standard streams */
	MEMORY_MOST = 256 << 20,    /* of a pipe, where no temporary file can be made */
};

static bool report(struct input *input, enum diag_code code, const char *const *values)
{
	struct place place = {.source = input->source};

	return diag_add(input->diag, code, &place, NULL, values);
}

bool input_tell(struct input *input, const struct input_fault *fault)
{
	char number[32];

	if (fault->cause == 0)
		return report(input, DIAG_I107, NULL);
	snprintf(number, sizeof number, "%" PRIu64, fault->offset);
	return report(input, DIAG_I105, DIAG_VALUES(number, strerror(fault->cause)));
}

static bool report_read(struct input *input, uint64_t offset)
{
	return input_tell(input, &(struct input_fault){errno, offset});
}

const char *input_kind(mode_t mode)
{
	static const struct { mode_t type; const char *name; } kinds[] = {
		{S_IFDIR, "a folder"},
		{S_IFIFO, "a named pipe"},
		{S_IFCHR, "a device"},
		{S_IFBLK, "a device"},
		{S_IFLNK, "a link"},
		{S_IFSOCK, "a socket"},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if ((mode & S_IFMT) == kinds[i].type)
			return kinds[i].name;
	return NULL;
}

/* O_NONBLOCK: opening a named pipe or a device must not wait for anybody. */
int input_open_regular(int at, const char *path, uint64_t *size, const char **what)
{
	int fd;
	struct stat info;

	*what = NULL;
	do
		fd = openat(at, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	while (fd < 0 && errno == EINTR);   /* a slow network file system may be interrupted */
	if (fd < 0)
		return -1;
	if (fstat(fd, &info) != 0) {
		int cause = errno;

		close(fd);
		errno = cause;
		return -1;
	}
	if (!S_ISREG(info.st_mode)) {
		*what = input_kind(info.st_mode);
		close(fd);
		errno = EINVAL;
		return -1;
	}
	*size = (uint64_t)info.st_size;
	return fd;
}

static bool note_file(struct input *input)
{
	struct stat info;

	if (fstat(input->fd, &info) != 0)
		return report_read(input, 0);
	input->size = (uint64_t)info.st_size;
	input->changed = info.st_mtim;
	if (input->size == 0)
		return report(input, DIAG_I104, NULL);
	return true;
}

static bool open_file(struct input *input, const char *path)
{
	const char *what;

	input->fd = input_open_regular(AT_FDCWD, path, &input->size, &what);
	if (input->fd >= 0) {
		input->open = true;
		return note_file(input);
	}
	if (what != NULL)
		return report(input, DIAG_I103, DIAG_VALUES(what));
	if (errno == ENOENT || errno == ENOTDIR)
		return report(input, DIAG_I101, NULL);
	return report(input, DIAG_I102, DIAG_VALUES(strerror(errno)));
}

static bool open_standard(struct input *input)
{
	struct stat info;

	input->fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, FIRST_FD);
	if (input->fd < 0)
		return report(input, DIAG_I102, DIAG_VALUES(strerror(errno)));
	input->open = true;
	if (fstat(input->fd, &info) != 0)
		return report(input, DIAG_I102, DIAG_VALUES(strerror(errno)));
	if (S_ISDIR(info.st_mode))
		return report(input, DIAG_I103, DIAG_VALUES(input_kind(info.st_mode)));
	/* A file of which somebody has read the beginning is taken from where it stands. */
	if (S_ISREG(info.st_mode) && lseek(input->fd, 0, SEEK_CUR) == 0)
		return note_file(input);
	input->stream = true;
	input->size = UINT64_MAX;
	return true;
}

bool input_open(struct input *input, const char *path, uint32_t source, struct diag *diag)
{
	*input = (struct input){.diag = diag, .source = source, .fd = -1};
	return strcmp(path, "-") == 0 ? open_standard(input) : open_file(input, path);
}

void input_close(struct input *input)
{
	if (input->open)
		close(input->fd);
	buf_free(&input->head);
	*input = (struct input){.fd = -1};
}

/* read() that waits where the other side made the pipe non-blocking. */
static ssize_t read_some(int fd, void *to, size_t size)
{
	for (;;) {
		ssize_t got = read(fd, to, size);
		struct pollfd ready = {.fd = fd, .events = POLLIN};

		if (got >= 0 || (errno != EINTR && errno != EAGAIN))
			return got;
		if (errno == EAGAIN && poll(&ready, 1, -1) < 0 && errno != EINTR)
			return -1;
	}
}

bool input_peek(struct input *input, size_t size)
{
	while (!input->ended && input->head.length < size) {
		ssize_t got = read_some(input->fd, buf_reserve(&input->head, INPUT_PIECE), INPUT_PIECE);

		if (got < 0)
			return report_read(input, input->head.length);
		input->ended = got == 0;
		input->head.length += (size_t)got;
	}
	if (input->head.length == 0)
		return report(input, DIAG_I104, NULL);
	return true;
}

ssize_t input_next(struct input *input, void *to, size_t size)
{
	size_t kept = input->head.length < size ? input->head.length : size;
	ssize_t got;

	if (kept > 0) {
		memcpy(to, input->head.data, kept);
		memmove(input->head.data, input->head.data + kept, input->head.length - kept);
		input->head.length -= kept;
		return (ssize_t)kept;
	}
	got = input->ended ? 0 : read_some(input->fd, to, size);
	if (got < 0)
		report_read(input, 0);
	input->ended = got <= 0;
	return got;
}

static int open_temporary_in(const char *folder)
{
	struct buf path = {0};
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);

	if (fd >= 0)
		return fd;
	buf_adds(&path, folder);
	buf_adds(&path, "/pinport-XXXXXX");
	fd = mkostemp(path.data, O_CLOEXEC);
	if (fd >= 0)
		unlink(path.data);
	buf_free(&path);
	return fd;
}

/* Where a stream is kept. */
struct spool {
	int fd;
	bool memory;
	uint64_t most, total;
};

/* Opened before rights were dropped: the only mutable state of this file. */
static struct spool prepared = {.fd = -1};

/* In memory only as a last resort, and then not much. */
static void open_temporary(struct spool *spool)
{
	const char *folder = getenv("TMPDIR");

	spool->fd = -1;
	if (folder != NULL && *folder != '\0')
		spool->fd = open_temporary_in(folder);
	if (spool->fd < 0)
		spool->fd = open_temporary_in(P_tmpdir);
	spool->memory = spool->fd < 0;
	if (spool->fd < 0)
		spool->fd = memfd_create("pinport", MFD_CLOEXEC);
}

void input_prepare_spool(void)
{
	if (prepared.fd < 0)
		open_temporary(&prepared);
}

static void take_temporary(struct spool *spool)
{
	if (prepared.fd < 0) {
		open_temporary(spool);
		return;
	}
	spool->fd = prepared.fd;
	spool->memory = prepared.memory;
	prepared.fd = -1;
}

static bool write_all(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t put = write(fd, data, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		data += put;
		size -= (size_t)put;
	}
	return true;
}

static bool keep_piece(struct input *input, struct spool *spool, const char *piece, size_t size)
{
	char number[32];

	spool->total += size;
	snprintf(number, sizeof number, "%" PRIu64, spool->most);
	if (spool->total > spool->most)
		return report(input, DIAG_I108, DIAG_VALUES(number));
	if (spool->memory && spool->total > MEMORY_MOST)
		return report(input, DIAG_I106, DIAG_VALUES("there is no folder for it"));
	return write_all(spool->fd, piece, size) ||
	       report(input, DIAG_I106, DIAG_VALUES(strerror(errno)));
}

static bool keep_stream(struct input *input, struct spool *spool)
{
	char *piece = mem_resize(NULL, INPUT_PIECE);
	ssize_t got;

	while ((got = input_next(input, piece, INPUT_PIECE)) > 0)
		if (!keep_piece(input, spool, piece, (size_t)got))
			break;
	mem_free(piece);
	return got == 0;
}

bool input_spool(struct input *input, uint64_t most)
{
	struct spool spool = {.most = most};

	take_temporary(&spool);
	if (spool.fd < 0)
		return report(input, DIAG_I106, DIAG_VALUES(strerror(errno)));
	if (!keep_stream(input, &spool)) {
		close(spool.fd);
		return false;
	}
	close(input->fd);
	buf_free(&input->head);
	input->fd = spool.fd;
	input->stream = false;
	return note_file(input);
}

ssize_t input_pread_all(int fd, void *to, size_t size, uint64_t offset)
{
	size_t done = 0;

	while (done < size) {
		ssize_t got = pread(fd, (char *)to + done, size - done, (off_t)(offset + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

bool input_fetch(const struct input *input, uint64_t offset, void *to, size_t size,
    struct input_fault *fault)
{
	ssize_t got;

	*fault = (struct input_fault){0, offset};
	if (offset > input->size || size > input->size - offset)
		return false;
	got = input_pread_all(input->fd, to, size, offset);
	if (got < 0)
		fault->cause = errno;
	return got >= 0 && (size_t)got == size;
}

bool input_read(struct input *input, uint64_t offset, void *to, size_t size)
{
	struct input_fault fault;

	return input_fetch(input, offset, to, size, &fault) || input_tell(input, &fault);
}

bool input_unchanged(struct input *input)
{
	struct stat info;

	if (fstat(input->fd, &info) != 0)
		return report_read(input, 0);
	if ((uint64_t)info.st_size != input->size ||
	    info.st_mtim.tv_sec != input->changed.tv_sec ||
	    info.st_mtim.tv_nsec != input->changed.tv_nsec)
		return report(input, DIAG_I107, NULL);
	return true;
}

bool input_hash(struct input *input, char text[HASH_TEXT])
{
	char *piece = mem_resize(NULL, INPUT_PIECE);
	struct hash hash;
	bool fine = true;

	hash_begin(&hash);
	for (uint64_t at = 0; fine && at < input->size; at += INPUT_PIECE) {
		uint64_t left = input->size - at;
		size_t size = left < INPUT_PIECE ? (size_t)left : INPUT_PIECE;

		fine = input_read(input, at, piece, size);
		if (fine)
			hash_add(&hash, piece, size);
	}
	hash_end(&hash, text);
	mem_free(piece);
	return fine && input_unchanged(input);
}
