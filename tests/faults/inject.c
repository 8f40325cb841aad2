/* Preloaded into a program, makes one of its calls fail, or kills it before
 * one, to see what it leaves behind.
 *
 *   INJECT_CALLS  names from the lists below, with commas; "io" and "memory" for whole lists
 *   INJECT_AT     which of these calls, counted from 1; 0: none, only count
 *   INJECT_MODE   once, ever (it and all later ones), kill, term (a signal that can be caught),
 *                 or short (one byte is written)
 *   INJECT_ERRNO  a number
 *   INJECT_THEN   names as above: what fails, too, once the first call has failed
 *   INJECT_THEN_AT, _MODE, _ERRNO   likewise, counted from the first failure on
 *   INJECT_WHERE  "forked": only in processes that the first one has forked
 *   INJECT_TRACE  a file that gets the name of each of these calls, a line each
 *   INJECT_COUNT  a file of 16 bytes: the calls counted so far, and whether
 *                 one was made to fail; mapped, so that it outlives any death
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define IO_CALLS(CALL) \
	CALL(open) CALL(open64) CALL(openat) CALL(openat64) CALL(read) CALL(pread) CALL(write) \
	CALL(pwrite) CALL(close) CALL(lseek) CALL(lseek64) CALL(fsync) CALL(fdatasync) CALL(syncfs) CALL(renameat) \
	CALL(renameat2) CALL(linkat) CALL(mkdirat) CALL(unlinkat) CALL(unlink) CALL(fstat) CALL(fstatat) \
	CALL(getdents64) CALL(flock) CALL(fopen) CALL(fopen64) CALL(fdopen) CALL(fread) CALL(fwrite) \
	CALL(fflush) CALL(fclose) CALL(ftruncate) CALL(faccessat)
#define MEMORY_CALLS(CALL) \
	CALL(malloc) CALL(calloc) CALL(realloc) CALL(aligned_alloc) CALL(posix_memalign)

#define CALL_ID(name) ID_##name,
#define CALL_NAME(name) #name,
enum call { IO_CALLS(CALL_ID) MEMORY_CALLS(CALL_ID) CALLS, FIRST_MEMORY = ID_malloc };

static const char *const names[] = {IO_CALLS(CALL_NAME) MEMORY_CALLS(CALL_NAME)};

enum mode { MODE_ONCE, MODE_EVER, MODE_KILL, MODE_SHORT, MODE_TERM };

struct fault {
	int errno_value;
	enum mode mode;
	uint64_t at;
	unsigned char chosen[CALLS];
};

static struct {
	int ready, trace;
	pid_t spared;          /* this process; 0: none */
	enum mode mode;        /* of the call that is failing now */
	int errno_value;
	struct fault first, then;
	uint64_t seen;         /* of the calls of `then` */
	uint64_t *count;       /* [0] calls of `first`, [1] failures */
	uint64_t own[2];
} inject;

/* glibc's own names for its allocator: dlsym() itself allocates. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static int has_word(const char *list, const char *word)
{
	size_t length = strlen(word);

	while (*list != '\0') {
		size_t part = strcspn(list, ",");

		if (part == length && memcmp(list, word, length) == 0)
			return 1;
		list += part + (list[part] == ',');
	}
	return 0;
}

static void map_count(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
	void *map = fd >= 0 ? mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;

	if (map == MAP_FAILED)
		abort();
	syscall(SYS_close, fd);
	inject.count = map;
}

/* Far from the descriptors of the program. */
static int open_trace(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CLOEXEC);
	int far = fd >= 0 ? (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 500) : -1;

	if (far < 0)
		abort();
	syscall(SYS_close, fd);
	return far;
}

static void trace_call(const char *name)
{
	char line[32];
	size_t length = strlen(name);

	memcpy(line, name, length);
	line[length] = '\n';
	if (syscall(SYS_write, inject.trace, line, length + 1) < 0)
		abort();
}

static void read_fault(struct fault *fault, const char *calls, const char *at, const char *mode,
    const char *number)
{
	static const char *const modes[] = {"once", "ever", "kill", "short", "term"};

	for (size_t i = 0; i < CALLS; i++)
		fault->chosen[i] = (unsigned char)(has_word(calls, names[i]) ||
		    has_word(calls, i < FIRST_MEMORY ? "io" : "memory"));
	fault->at = at != NULL ? strtoull(at, NULL, 10) : 0;
	fault->errno_value = number != NULL ? atoi(number) : EIO;
	for (int i = 0; mode != NULL && i < 5; i++)
		if (strcmp(mode, modes[i]) == 0)
			fault->mode = (enum mode)i;
}

__attribute__((constructor)) static void start(void)
{
	const char *calls = getenv("INJECT_CALLS"), *then = getenv("INJECT_THEN"), *where = getenv("INJECT_WHERE"),
	    *count = getenv("INJECT_COUNT"), *trace = getenv("INJECT_TRACE");

	inject.count = inject.own;
	if (calls == NULL || calls[0] == 0)
		return;
	read_fault(&inject.first, calls, getenv("INJECT_AT"), getenv("INJECT_MODE"), getenv("INJECT_ERRNO"));
	if (then != NULL && then[0] != 0)
		read_fault(&inject.then, then, getenv("INJECT_THEN_AT"), getenv("INJECT_THEN_MODE"),
		    getenv("INJECT_THEN_ERRNO"));
	if (count != NULL)
		map_count(count);
	if (trace != NULL)
		inject.trace = open_trace(trace);
	inject.spared = where != NULL && strcmp(where, "forked") == 0 ? getpid() : 0;
	inject.ready = 1;
}

/* From here on nothing is counted and nothing fails: tests/coverage writes its counts. */
void inject_stop(void);
void inject_stop(void)
{
	inject.ready = 0;
}

static int is_due(const struct fault *fault, uint64_t now)
{
	return fault->at > 0 && (now == fault->at || (now > fault->at && fault->mode == MODE_EVER));
}

static int fail_now(const struct fault *fault)
{
	if (fault->mode == MODE_KILL || fault->mode == MODE_TERM) {
		inject.count[1]++;
		syscall(SYS_kill, getpid(), fault->mode == MODE_KILL ? SIGKILL : SIGTERM);
		return 0;   /* it is held for a while, or ignored */
	}
	inject.count[1]++;
	inject.mode = fault->mode;
	errno = inject.errno_value = fault->errno_value;
	return 1;
}

/* Counts the call; true if it is to fail. */
static int hit(enum call call)
{
	int failed_before;
	uint64_t now;

	if (!inject.ready || inject.spared == getpid())
		return 0;
	failed_before = inject.count[1] > 0;
	if (inject.first.chosen[call]) {
		now = ++inject.count[0];
		if (inject.trace > 0)
			trace_call(names[call]);
		if (is_due(&inject.first, now))
			return fail_now(&inject.first);
	}
	if (!failed_before || !inject.then.chosen[call])
		return 0;
	return is_due(&inject.then, ++inject.seen) && fail_now(&inject.then);
}

/* The next library's function of the same name. */
#define NEXT(name) \
	static __typeof__(&name) real; \
	if (real == NULL) \
		*(void **)&real = dlsym(RTLD_NEXT, #name)

#define SIMPLE(result, failed, name, parameters, arguments) \
	result name parameters \
	{ \
		NEXT(name); \
		return hit(ID_##name) ? (failed) : real arguments; \
	}

#define OPEN(name, parameters, arguments) \
	int name parameters \
	{ \
		NEXT(name); \
		mode_t mode = 0; \
		va_list list; \
		va_start(list, flags); \
		if (flags & (O_CREAT | O_TMPFILE)) \
			mode = va_arg(list, mode_t); \
		va_end(list); \
		return hit(ID_##name) ? -1 : real arguments; \
	}

OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode))
OPEN(openat64, (int at, const char *path, int flags, ...), (at, path, flags, mode))

SIMPLE(ssize_t, -1, read, (int fd, void *to, size_t size), (fd, to, size))
SIMPLE(ssize_t, -1, pread, (int fd, void *to, size_t size, off_t at), (fd, to, size, at))
SIMPLE(off_t, -1, lseek, (int fd, off_t offset, int whence), (fd, offset, whence))
SIMPLE(off64_t, -1, lseek64, (int fd, off64_t offset, int whence), (fd, offset, whence))
SIMPLE(int, -1, fsync, (int fd), (fd))
SIMPLE(int, -1, fdatasync, (int fd), (fd))
SIMPLE(int, -1, syncfs, (int fd), (fd))
SIMPLE(int, -1, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
SIMPLE(int, -1, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
    (a, from, b, to, flags))
SIMPLE(int, -1, linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
SIMPLE(int, -1, mkdirat, (int at, const char *path, mode_t mode), (at, path, mode))
SIMPLE(int, -1, unlinkat, (int at, const char *path, int flags), (at, path, flags))
SIMPLE(int, -1, unlink, (const char *path), (path))
SIMPLE(int, -1, fstat, (int fd, struct stat *to), (fd, to))
SIMPLE(int, -1, fstatat, (int at, const char *path, struct stat *to, int flags), (at, path, to, flags))
SIMPLE(ssize_t, -1, getdents64, (int fd, void *to, size_t size), (fd, to, size))
SIMPLE(int, -1, flock, (int fd, int operation), (fd, operation))
SIMPLE(FILE *, NULL, fopen, (const char *path, const char *mode), (path, mode))
SIMPLE(FILE *, NULL, fopen64, (const char *path, const char *mode), (path, mode))
SIMPLE(FILE *, NULL, fdopen, (int fd, const char *mode), (fd, mode))
SIMPLE(int, -1, ftruncate, (int fd, off_t size), (fd, size))
SIMPLE(int, -1, faccessat, (int at, const char *path, int mode, int flags), (at, path, mode, flags))
SIMPLE(size_t, 0, fread, (void *to, size_t size, size_t count, FILE *file), (to, size, count, file))

/* What goes to stderr is left alone: the test wants to hear it. */
size_t fwrite(const void *from, size_t size, size_t count, FILE *file)
{
	NEXT(fwrite);
	return file != stderr && hit(ID_fwrite) ? 0 : real(from, size, count, file);
}

int fflush(FILE *file)
{
	NEXT(fflush);
	return file != stderr && hit(ID_fflush) ? EOF : real(file);
}

ssize_t write(int fd, const void *from, size_t size)
{
	NEXT(write);
	if (fd == STDERR_FILENO || !hit(ID_write))
		return real(fd, from, size);
	return inject.mode == MODE_SHORT ? real(fd, from, size > 0) : -1;
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t at)
{
	NEXT(pwrite);
	if (!hit(ID_pwrite))
		return real(fd, from, size, at);
	return inject.mode == MODE_SHORT ? real(fd, from, size > 0, at) : -1;
}

/* A failed close has closed the descriptor all the same. */
int close(int fd)
{
	int failed = hit(ID_close);
	int result = (int)syscall(SYS_close, fd);

	if (!failed)
		return result;
	errno = inject.errno_value;
	return -1;
}

int fclose(FILE *file)
{
	NEXT(fclose);
	int failed = hit(ID_fclose), result = real(file);

	if (!failed)
		return result;
	errno = inject.errno_value;
	return EOF;
}

void *malloc(size_t size)
{
	return hit(ID_malloc) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return hit(ID_calloc) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return hit(ID_realloc) ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return hit(ID_aligned_alloc) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **to, size_t alignment, size_t size)
{
	if (hit(ID_posix_memalign))
		return ENOMEM;
	*to = __libc_memalign(alignment, size);
	return *to != NULL ? 0 : ENOMEM;
}
