/* Opens files beneath a folder: see beside.h. SPDX-License-Identifier: MIT */
#include "read/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/input.h"

/* Never waits, never becomes a terminal, follows no link in the last part. */
enum { FLAGS = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW };

#ifndef SYS_openat2
#define SYS_openat2 437   /* the same on every architecture */
#endif

/* The kernel's struct open_how and flags (openat2(2)); not every libc has the header. */
struct how {
	uint64_t flags, mode, resolve;
};

enum {
	NO_MAGIC_LINKS = 0x02,
	NO_LINKS = 0x04,
	BENEATH = 0x08,
};

static int open_beneath(int folder, const char *path)
{
	struct how how = {.flags = FLAGS, .resolve = NO_MAGIC_LINKS | NO_LINKS | BENEATH};

	return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/* For kernels before 5.6, and sandboxes that do not know the call: one part at
 * a time, none of them a link. */
static int open_by_parts(int folder, const char *path)
{
	int at = fcntl(folder, F_DUPFD_CLOEXEC, 0);
	struct buf part = {0};

	while (at >= 0 && *path != '\0') {
		size_t size = strcspn(path, "/");
		const char *rest = path + size + strspn(path + size, "/");
		int next, cause;

		buf_clear(&part);
		buf_add(&part, path, size);
		next = openat(at, buf_text(&part),
		    *rest != '\0' ? O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC : FLAGS);
		cause = errno;
		close(at);
		errno = cause;
		at = next;
		path = rest;
	}
	buf_free(&part);
	return at;
}

/* With O_DIRECTORY, a link to a folder gives ENOTDIR, not ELOOP. */
static const char *what_is(int folder, const char *path)
{
	struct stat info;

	if (errno == ELOOP)
		return "reached through a link";
	if (errno == EXDEV)
		return "outside of the folder";
	if (errno == ENXIO || errno == ENODEV)   /* sockets; devices without a driver */
		return "no plain file";
	if (errno == ENOTDIR && fstatat(folder, path, &info, AT_SYMLINK_NOFOLLOW) == 0)
		return "reached through a link";
	return NULL;
}

int beside_open(int folder, const char *path, uint64_t *size, const char **what)
{
	int fd = open_beneath(folder, path), cause;
	struct stat info;

	*what = NULL;
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EINVAL))
		fd = open_by_parts(folder, path);
	if (fd < 0) {
		cause = errno;
		*what = what_is(folder, path);
		errno = cause;
		return -1;
	}
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
		*size = (uint64_t)info.st_size;
		return fd;
	}
	*what = input_kind(info.st_mode);
	close(fd);
	errno = EINVAL;
	return -1;
}
