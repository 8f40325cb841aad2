/* Files, folders, signals: the operating system as the output sees it.
 *
 * Functions that return false or -1 leave the cause in errno and report
 * nothing. Interrupted and short calls are carried on; nothing follows a
 * link in the last part of a name; no descriptor survives an exec.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_BASE_FILE_H
#define PINPORT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

/* Opens /dev/null for those of descriptors 0 to 2 that are closed, so that no
 * file can land there; using them still fails as if they were closed. */
void file_guard_descriptors(void);

/* SIGINT, SIGTERM, SIGHUP and SIGPIPE remove the pending working folder and
 * then end the process by the same signal; a full file (SIGXFSZ) becomes an
 * ordinary error, and children are waited for even if the caller ignores
 * SIGCHLD. Running out of memory removes the working folder, too. */
void file_watch_signals(void);

/* Flushes and closes stdout; false if any of it was lost. Call it once, last. */
bool file_finish_stdout(void);

int file_open_folder(int at, const char *path);    /* follows links: the user named it */
int file_open_subfolder(int at, const char *name); /* does not */
int file_open(int at, const char *path);           /* for reading; regular files only, else EINVAL */
int file_open_sized(int at, const char *path, uint64_t *size);   /* the same; how many bytes it has now */
int file_open_own(int at, const char *path);       /* for reading; what this process made: nobody looks what it is */
int file_create(int at, const char *path);         /* for writing; EEXIST if there is anything */
bool file_make_folder(int at, const char *path);   /* the last part only; EEXIST as above */

bool file_write(int fd, const void *data, size_t size);
bool file_write_at(int fd, const void *data, size_t size, off_t at);
/* As many bytes as there are, up to `size`: less only at the end; -1. */
ssize_t file_read(int fd, void *to, size_t size);
/* As many bytes as the system gives at once; 0 at the end; -1. */
ssize_t file_read_some(int fd, void *to, size_t size);
/* Adds the rest of the file, at most `most` bytes: EFBIG beyond that. */
bool file_read_all(int fd, struct buf *to, size_t most);

/* Closes; true if the file system had nothing late to complain about. */
bool file_close(int fd);

bool file_sync(int fd);        /* a file or folder is on disk; never try again after a failure */
bool file_sync_all(int fd);    /* everything on the file system of fd */

/* Renames, but never over anything: EEXIST. Without the kernel's help (old
 * kernels, some network file systems) a check comes first; a file or a
 * folder with something in it is never replaced even then, except that a
 * file that appears in between may be where links do not exist. */
bool file_rename_new(int from_at, const char *from, int to_at, const char *to);

/* Swaps two names in one step; ENOTSUP where that cannot be done. */
bool file_rename_swap(int at_a, const char *a, int at_b, const char *b);

/* Over whatever file is there. */
bool file_rename_over(int from_at, const char *from, int to_at, const char *to);

/* Removes a file or a whole folder; no link is followed. True if nothing is
 * left. Safe in a signal handler: no memory, no locks. */
bool file_remove_tree(int at, const char *name);

/* Calls `entry` for everything in an open folder but . and .., in no order,
 * until one returns false. `folder` tells real folders from all else. */
struct file_visitor {
	bool (*entry)(void *to, int at, const char *name, bool folder);
	void *to;
};
bool file_each(int fd, const struct file_visitor *visitor);

/* A working folder inside the folder `at`, named .pinport-tmp-N and locked as
 * long as its process lives. Opening one removes those of dead processes.
 * Until file_scratch_close() it is pending: removed by a deadly signal. */
struct file_scratch {
	int at;
	int fd;
	char name[32];
};
bool file_scratch_open(struct file_scratch *scratch, int at);
bool file_scratch_close(struct file_scratch *scratch);   /* false: something is left */

/* A folder that a deadly signal removes if it is empty; NULL: no longer. */
void file_pending_folder(int at, const char *name);

/* Worker processes: what ends this process early kills them and waits for them
 * before it removes the working folder. `pids` is borrowed (0: no process);
 * NULL: no longer. */
void file_pending_workers(const pid_t *pids, size_t count);

/* Deadly signals wait between these two. */
void file_hold_signals(void);
void file_release_signals(void);

#endif
