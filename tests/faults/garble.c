/* Preloaded into a program: processes that it forks change what they write to pipes, as a helper might that was taken over by
 * its input. GARBLE_AT: a byte, counted from 0 in each process; GARBLE_BITS: those that are turned over. GARBLE_WORD: what
 * becomes GARBLE_BY, of the same length, where one call writes all of it. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pid_t first;
static long long at;
static int bits;

__attribute__((constructor)) static void start(void)
{
	const char *where = getenv("GARBLE_AT"), *what = getenv("GARBLE_BITS");

	first = getpid();
	at = where != NULL ? atoll(where) : -1;
	bits = what != NULL ? atoi(what) : 1;
}

static void change_words(char *text, size_t size)
{
	const char *word = getenv("GARBLE_WORD"), *by = getenv("GARBLE_BY");
	const size_t length = word != NULL && by != NULL && strlen(word) == strlen(by) ? strlen(word) : 0;
	char *found = text;

	while (length > 0 && (found = memmem(found, size - (size_t)(found - text), word, length)) != NULL)
		memcpy(found, by, length);
}

ssize_t write(int fd, const void *from, size_t size)
{
	static ssize_t (*real)(int, const void *, size_t);
	static long long written;
	const long long here = at - written;
	struct stat status;
	char *copy;
	ssize_t done;

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "write");
	if (getpid() == first || fstat(fd, &status) != 0 || !S_ISFIFO(status.st_mode))
		return real(fd, from, size);
	copy = malloc(size + 1);
	if (copy == NULL)
		abort();
	memcpy(copy, from, size);
	if (here >= 0 && here < (long long)size)
		copy[here] = (char)(copy[here] ^ bits);
	change_words(copy, size);
	done = real(fd, copy, size);
	free(copy);
	written += done > 0 ? done : 0;
	return done;
}
