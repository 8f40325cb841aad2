/* usage: files FOLDER <LIST: what the file system itself costs. LIST has lines "BYTES PATH", the paths of one folder
 * one after the other. Makes those files of those sizes below FOLDER, folders with them, and asks once for all of it to
 * be on the disk; what is in them does not matter. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 << 10, LONGEST = 4096 };

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "files: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void make_folders(int root, char *path)
{
	for (char *at = strchr(path, '/'); at != NULL; at = strchr(at + 1, '/')) {
		*at = '\0';
		if (mkdirat(root, path, 0777) != 0 && errno != EEXIST)
			fail(path);
		*at = '/';
	}
}

static void fill(int fd, size_t size)
{
	static char piece[PIECE];

	while (size > 0) {
		const size_t part = size < sizeof piece ? size : sizeof piece;

		if (write(fd, piece, part) != (ssize_t)part)
			fail("write");
		size -= part;
	}
}

int main(int argc, char **argv)
{
	char path[LONGEST];
	size_t size;
	int root, fd;

	if (argc != 2 || mkdir(argv[1], 0777) != 0)
		fail("usage: files NEW-FOLDER <LIST");
	root = open(argv[1], O_RDONLY | O_DIRECTORY);
	if (root < 0)
		fail(argv[1]);
	while (scanf("%zu %4095s", &size, path) == 2) {
		fd = openat(root, path, O_WRONLY | O_CREAT | O_EXCL, 0666);
		if (fd < 0) {
			make_folders(root, path);
			fd = openat(root, path, O_WRONLY | O_CREAT | O_EXCL, 0666);
		}
		if (fd < 0)
			fail(path);
		fill(fd, size);
		close(fd);
	}
	if (syncfs(root) != 0)
		fail("syncfs");
	return 0;
}
