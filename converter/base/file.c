/* Files, folders, working folders, signals: see file.h.
 * SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <dirent.h>
#include <unistd.h>

#include "base/mem.h"

enum {
	LISTING = 4096,      /* bytes of folder entries per call; on the stack, once per level */
	DEPTH_MOST = 32,     /* a bundle has 4 levels */
	SLOT_MOST = 4096,    /* working folders beside each other */
	SLOT_GAP = 8,        /* free names in a row after which no stale folder is looked for */
	NAME_ROOM = 256
};

static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

/* What a signal handler removes: the only mutable state of this file. */
static struct {
	volatile sig_atomic_t scratch_armed, folder_armed;
	pid_t owner;                 /* a forked worker leaves its parent's alone */
	int scratch_at, folder_at;
	char scratch[NAME_ROOM], folder[NAME_ROOM];
	const pid_t *workers;        /* what they write would be left behind */
	size_t worker_count;
	sigset_t before;             /* of file_hold_signals() */
	int holds;
} pending;

void file_guard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++) {
		/* The wrong way round, so that a read or write fails as it should. */
		int mode = fd == 0 ? O_WRONLY : O_RDONLY;

		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", mode) != fd)
			_exit(5);
	}
}

int file_open_folder(int at, const char *path)
{
	int fd;

	do
		fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int file_open_subfolder(int at, const char *name)
{
	int fd;

	do
		fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int file_open(int at, const char *path)
{
	uint64_t size;

	return file_open_sized(at, path, &size);
}

int file_open_own(int at, const char *path)
{
	int fd;

	do
		fd = openat(at, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int file_open_sized(int at, const char *path, uint64_t *size)
{
	const int fd = file_open_own(at, path);
	struct stat status;

	if (fd < 0)
		return -1;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
		*size = (uint64_t)status.st_size;
		return fd;
	}
	close(fd);
	errno = EINVAL;
	return -1;
}

int file_create(int at, const char *path)
{
	int fd;

	do
		fd = openat(at, path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	while (fd < 0 && errno == EINTR);
	return fd;
}

bool file_make_folder(int at, const char *path)
{
	return mkdirat(at, path, 0777) == 0;
}

bool file_write(int fd, const void *data, size_t size)
{
	const char *p = data;

	while (size > 0) {
		ssize_t done = write(fd, p, size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			if (done == 0)
				errno = EIO;
			return false;
		}
		p += done;
		size -= (size_t)done;
	}
	return true;
}

bool file_write_at(int fd, const void *data, size_t size, off_t at)
{
	const char *p = data;

	while (size > 0) {
		ssize_t done = pwrite(fd, p, size, at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			if (done == 0)
				errno = EIO;
			return false;
		}
		p += done;
		at += done;
		size -= (size_t)done;
	}
	return true;
}

ssize_t file_read_some(int fd, void *to, size_t size)
{
	ssize_t done;

	do
		done = read(fd, to, size);
	while (done < 0 && errno == EINTR);
	return done;
}

ssize_t file_read(int fd, void *to, size_t size)
{
	char *p = to;
	size_t have = 0;

	while (have < size) {
		const ssize_t done = file_read_some(fd, p + have, size - have);

		if (done < 0)
			return -1;
		if (done == 0)
			break;
		have += (size_t)done;
	}
	return (ssize_t)have;
}

bool file_read_all(int fd, struct buf *to, size_t most)
{
	size_t piece = 4096, asked;
	ssize_t got;

	do {
		asked = piece;
		got = file_read(fd, buf_reserve(to, piece), piece);
		if (got < 0)
			return false;
		if ((size_t)got > most) {
			errno = EFBIG;
			return false;
		}
		most -= (size_t)got;
		to->length += (size_t)got;
		to->data[to->length] = '\0';
		if (piece < 65536)
			piece *= 2;
	} while ((size_t)got == asked);   /* less is the end */
	return true;
}

bool file_close(int fd)
{
	/* Linux has closed the descriptor even then; what is written is proved by the sync. */
	return close(fd) == 0 || errno == EINTR;
}

bool file_sync(int fd)
{
	return fsync(fd) == 0;
}

bool file_sync_all(int fd)
{
	return syncfs(fd) == 0;
}

static bool flags_unknown(void)
{
	return errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

bool file_rename_over(int from_at, const char *from, int to_at, const char *to)
{
	return renameat(from_at, from, to_at, to) == 0;
}

bool file_rename_new(int from_at, const char *from, int to_at, const char *to)
{
	struct stat status;

	if (renameat2(from_at, from, to_at, to, RENAME_NOREPLACE) == 0)
		return true;
	if (!flags_unknown())
		return false;
	if (linkat(from_at, from, to_at, to, 0) == 0) {
		unlinkat(from_at, from, 0);
		return true;
	}
	if (errno == EEXIST)
		return false;
	if (fstatat(to_at, to, &status, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return false;
	}
	if (errno != ENOENT)
		return false;
	if (file_rename_over(from_at, from, to_at, to))
		return true;
	if (errno == ENOTEMPTY || errno == ENOTDIR || errno == EISDIR)
		errno = EEXIST;
	return false;
}

bool file_rename_swap(int at_a, const char *a, int at_b, const char *b)
{
	if (renameat2(at_a, a, at_b, b, RENAME_EXCHANGE) == 0)
		return true;
	if (flags_unknown())
		errno = ENOTSUP;
	return false;
}

static bool is_folder(int at, const struct dirent64 *entry)
{
	struct stat status;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return fstatat(at, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(status.st_mode);
}

static bool is_dots(const char *name)
{
	return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

bool file_each(int fd, const struct file_visitor *visitor)
{
	union {
		struct dirent64 aligned;
		char bytes[LISTING];
	} list;
	ssize_t size;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return false;
	/* Not readdir(): it allocates, and this runs in a signal handler, too. */
	while ((size = getdents64(fd, list.bytes, sizeof list.bytes)) > 0) {
		for (ssize_t at = 0; at < size;) {
			const struct dirent64 *entry = (const void *)(list.bytes + at);

			at += entry->d_reclen;
			if (!is_dots(entry->d_name) &&
			    !visitor->entry(visitor->to, fd, entry->d_name, is_folder(fd, entry)))
				return false;
		}
	}
	return size == 0;
}

static bool remove_level(int at, const char *name, int depth);

static bool remove_entry(void *to, int at, const char *name, bool folder)
{
	const int *depth = to;

	if (folder)
		return remove_level(at, name, *depth + 1);
	return unlinkat(at, name, 0) == 0 || errno == ENOENT;
}

static bool remove_level(int at, const char *name, int depth)
{
	struct file_visitor visitor = {remove_entry, &depth};
	bool emptied;
	int fd;

	if (depth > DEPTH_MOST) {
		errno = ELOOP;
		return false;
	}
	if (unlinkat(at, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
		return true;
	if (errno == ENOTDIR)
		return unlinkat(at, name, 0) == 0;
	fd = file_open_subfolder(at, name);
	if (fd < 0)
		return errno == ENOENT;
	emptied = file_each(fd, &visitor);
	close(fd);
	return emptied && (unlinkat(at, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
}

bool file_remove_tree(int at, const char *name)
{
	return remove_level(at, name, 0);
}

static void remove_pending(void)
{
	if (pending.owner != getpid())
		return;
	for (size_t i = 0; i < pending.worker_count; i++)
		if (pending.workers[i] > 0)
			kill(pending.workers[i], SIGKILL);
	for (size_t i = 0; i < pending.worker_count; i++)
		if (pending.workers[i] > 0)
			waitpid(pending.workers[i], NULL, 0);
	/* Twice, as in file_scratch_close(). */
	if (pending.scratch_armed && !file_remove_tree(pending.scratch_at, pending.scratch))
		file_remove_tree(pending.scratch_at, pending.scratch);
	if (pending.folder_armed)
		unlinkat(pending.folder_at, pending.folder, AT_REMOVEDIR);
}

static void die_cleanly(int signal_number)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t set;

	remove_pending();
	sigaction(signal_number, &action, NULL);
	sigemptyset(&set);
	sigaddset(&set, signal_number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(signal_number);
	_exit(128 + signal_number);
}

static void deadly_set(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		sigaddset(set, deadly[i]);
}

void file_watch_signals(void)
{
	struct sigaction action = {.sa_handler = die_cleanly}, old;
	struct sigaction ignore = {.sa_handler = SIG_IGN}, usual = {.sa_handler = SIG_DFL};

	deadly_set(&action.sa_mask);
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
		/* What nohup or a shell's background job ignores stays ignored, except
		 * SIGPIPE: a reader that went away ends the run quietly in any case. */
		if (deadly[i] != SIGPIPE && sigaction(deadly[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_IGN)
			continue;
		sigaction(deadly[i], &action, NULL);
	}
	sigaction(SIGXFSZ, &ignore, NULL);
	sigaction(SIGCHLD, &usual, NULL);   /* where it is ignored, children end without being waited for */
	mem_on_exhausted(remove_pending);
}

void file_hold_signals(void)
{
	sigset_t set;

	deadly_set(&set);
	if (pending.holds++ == 0)
		sigprocmask(SIG_BLOCK, &set, &pending.before);
}

void file_release_signals(void)
{
	int kept = errno;

	if (--pending.holds == 0)
		sigprocmask(SIG_SETMASK, &pending.before, NULL);
	errno = kept;
}

static void arm(volatile sig_atomic_t *armed, int *slot, char *room, int at, const char *name)
{
	size_t length = name != NULL ? strlen(name) : NAME_ROOM;

	file_hold_signals();
	*armed = 0;
	pending.owner = getpid();
	if (length < NAME_ROOM) {
		memcpy(room, name, length + 1);
		*slot = at;
		*armed = 1;
	}
	file_release_signals();
}

void file_pending_folder(int at, const char *name)
{
	arm(&pending.folder_armed, &pending.folder_at, pending.folder, at, name);
}

void file_pending_workers(const pid_t *pids, size_t count)
{
	file_hold_signals();
	pending.owner = getpid();
	pending.workers = pids;
	pending.worker_count = pids != NULL ? count : 0;
	file_release_signals();
}

static void pending_scratch(int at, const char *name)
{
	arm(&pending.scratch_armed, &pending.scratch_at, pending.scratch, at, name);
}

bool file_finish_stdout(void)
{
	bool good = !ferror(stdout);

	if (!good)
		errno = EIO;
	if (fflush(stdout) != 0)
		good = false;
	/* Not fclose(): whoever writes after this finds a stream, not freed memory. */
	return close(STDOUT_FILENO) == 0 && good;
}

/* True if the name still means the open folder, and it is this user's. */
static bool still_ours(int fd, int at, const char *name)
{
	struct stat opened, named;

	/* Asked twice: what is not known to be ours is never removed, so a passing error would leave it behind. */
	if (fstat(fd, &opened) != 0 && fstat(fd, &opened) != 0)
		return false;
	if (fstatat(at, name, &named, AT_SYMLINK_NOFOLLOW) != 0 && fstatat(at, name, &named, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino &&
	    opened.st_uid == geteuid();
}

/* Removes the working folder of a dead process: one that can be locked. */
static void remove_stale(int at, const char *name)
{
	int fd = file_open_subfolder(at, name);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && still_ours(fd, at, name))
		file_remove_tree(at, name);
	close(fd);
}

/* Locks a folder just made. The lock may fail for good on network file systems:
 * then nobody else gets it either, and nobody takes the folder for stale. */
static bool lock_new(struct file_scratch *scratch)
{
	scratch->fd = file_open_subfolder(scratch->at, scratch->name);
	if (scratch->fd < 0) {
		if (errno == ENOENT)
			errno = EEXIST;   /* another run took it for stale before it was locked */
		return false;
	}
	if ((flock(scratch->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) &&
	    still_ours(scratch->fd, scratch->at, scratch->name))
		return true;
	close(scratch->fd);
	errno = EEXIST;
	return false;
}

static void slot_name(char name[32], int slot)
{
	snprintf(name, 32, ".pinport-tmp-%d", slot);
}

static bool take_slot(struct file_scratch *scratch, int slot)
{
	bool taken;

	slot_name(scratch->name, slot);
	file_hold_signals();
	taken = mkdirat(scratch->at, scratch->name, 0700) == 0;
	if (taken) {
		taken = lock_new(scratch);
		if (taken)
			pending_scratch(scratch->at, scratch->name);
		else if (errno != EEXIST) {
			int cause = errno;

			/* Twice, like file_scratch_close(). */
			if (unlinkat(scratch->at, scratch->name, AT_REMOVEDIR) != 0)
				unlinkat(scratch->at, scratch->name, AT_REMOVEDIR);
			errno = cause;
		}
	}
	file_release_signals();
	return taken;
}

/* Those with a higher number than ours that a killed run has left. */
static void remove_later(int at, int slot)
{
	char name[32];

	for (int gap = 0; gap < SLOT_GAP && slot < SLOT_MOST; slot++) {
		slot_name(name, slot);
		gap = faccessat(at, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : gap + 1;
		if (gap == 0)
			remove_stale(at, name);
	}
}

bool file_scratch_open(struct file_scratch *scratch, int at)
{
	*scratch = (struct file_scratch){.at = at, .fd = -1};
	for (int turn = 0; turn < 2 * SLOT_MOST; turn++) {
		if (take_slot(scratch, turn / 2)) {
			remove_later(at, turn / 2 + 1);
			return true;
		}
		if (errno != EEXIST)
			return false;
		if (turn % 2 == 0)
			remove_stale(at, scratch->name);
	}
	return false;
}

bool file_scratch_close(struct file_scratch *scratch)
{
	bool gone;

	if (scratch->fd < 0)
		return true;
	/* Twice: what one passing error has left is not worth a warning. */
	gone = file_remove_tree(scratch->at, scratch->name) ||
	    file_remove_tree(scratch->at, scratch->name);
	pending_scratch(scratch->at, NULL);
	close(scratch->fd);
	scratch->fd = -1;
	return gone;
}
