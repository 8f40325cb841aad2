/* A folder of a target's own, below TMPDIR (run.sh gives one in memory and removes it). SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_SCRATCH_H
#define PINPORT_TESTS_SCRATCH_H

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "replay.h"

enum { SCRATCH_PATH = 512 };

static inline const char *scratch_folder(void)
{
	static char path[SCRATCH_PATH - 64];

	if (path[0] == '\0') {
		const char *top = getenv("TMPDIR");

		snprintf(path, sizeof path, "%s/fuzz-XXXXXX", top != NULL ? top : "/tmp");
		FUZZ_MUST(mkdtemp(path) != NULL);
	}
	return path;
}

static inline void scratch_write(const char *path, const void *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	FUZZ_MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	close(fd);
}

static inline void scratch_read(const char *path, struct buf *to)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	FUZZ_MUST(fd >= 0);
	while ((got = read(fd, buf_reserve(to, 65536), 65536)) > 0)
		to->length += (size_t)got;
	FUZZ_MUST(got == 0);
	buf_addc(to, '\0');
	to->length--;
	close(fd);
}

static inline int scratch_remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void scratch_remove(const char *path)
{
	nftw(path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* How many names a folder has, 0 when it is not there; each must be `only`, if that is given. */
static inline size_t scratch_count(const char *path, const char *only)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	size_t count = 0;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		FUZZ_MUST(only == NULL || strcmp(entry->d_name, only) == 0);
		count++;
	}
	if (folder != NULL)
		closedir(folder);
	return count;
}

#endif
