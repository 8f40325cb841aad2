/* usage: files FOLDER make|store <LIST: what the file system itself costs. LIST has lines "BYTES PATH", the paths of one
 * folder one after the other. "make" makes those files of those sizes below FOLDER, folders with them, and asks once for all
 * of it to be on the disk; what is in them does not matter. "store" does what has to be done so that a folder is there whole
 * or not at all, and certainly as it was written: it makes the same files in a working folder, reads each one back, and renames
 * the folders after the sync. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 << 10, LONGEST = 4096 };

struct files {
	int root, work;                /* the same for "make" */
	bool store;
	char folder[LONGEST];          /* the first part of the paths at hand */
	char **folders;                /* all of them, to be renamed */
	size_t folder_count;
};

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

static void make_file(const struct files *files, char *path, size_t size)
{
	int fd = openat(files->work, path, O_WRONLY | O_CREAT | O_EXCL, 0666);

	if (fd < 0) {
		make_folders(files->work, path);
		fd = openat(files->work, path, O_WRONLY | O_CREAT | O_EXCL, 0666);
	}
	if (fd < 0)
		fail(path);
	fill(fd, size);
	close(fd);
}

static void read_back(const struct files *files, const char *path)
{
	static char piece[PIECE];
	const int fd = openat(files->work, path, O_RDONLY);

	if (fd < 0)
		fail(path);
	while (read(fd, piece, sizeof piece) == (ssize_t)sizeof piece)
		;
	close(fd);
}

static char *copy(const char *text)
{
	char *copied = strdup(text);

	if (copied == NULL)
		fail("memory");
	return copied;
}

/* What is at the top is a file of its own, not renamed. */
static void remember(struct files *files, const char *path)
{
	const char *slash = strchr(path, '/');
	const size_t length = slash != NULL ? (size_t)(slash - path) : 0;

	if (strncmp(files->folder, path, length) != 0 || files->folder[length] != '\0') {
		memcpy(files->folder, path, length);
		files->folder[length] = '\0';
		if (length > 0) {
			if ((files->folder_count & (files->folder_count - 1)) == 0)
				files->folders = realloc(files->folders, (2 * files->folder_count + 1) * sizeof *files->folders);
			if (files->folders == NULL)
				fail("memory");
			files->folders[files->folder_count++] = copy(files->folder);
		}
	}
}

static void put_in_place(struct files *files)
{
	for (size_t i = 0; i < files->folder_count; i++)
		if (renameat(files->work, files->folders[i], files->root, files->folders[i]) != 0 && errno != ENOENT)
			fail(files->folders[i]);
	if (fsync(files->root) != 0)
		fail("fsync");
}

static int open_folder(int at, const char *path)
{
	const int fd = openat(at, path, O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		fail(path);
	return fd;
}

int main(int argc, char **argv)
{
	static struct files files;
	char path[LONGEST];
	size_t size;

	if (argc != 3 || (strcmp(argv[2], "make") != 0 && strcmp(argv[2], "store") != 0) || mkdir(argv[1], 0777) != 0)
		fail("usage: files NEW-FOLDER make|store <LIST");
	files.store = strcmp(argv[2], "store") == 0;
	files.work = files.root = open_folder(AT_FDCWD, argv[1]);
	if (files.store) {
		if (mkdirat(files.root, ".work", 0777) != 0)
			fail(".work");
		files.work = open_folder(files.root, ".work");
	}
	while (scanf("%zu %4095s", &size, path) == 2) {
		make_file(&files, path, size);
		if (files.store) {
			read_back(&files, path);
			remember(&files, path);
		}
	}
	if (syncfs(files.root) != 0)
		fail("syncfs");
	if (files.store)
		put_in_place(&files);
	return 0;
}
