/* Memory that runs out: the first two bytes of an input say whether, and at
 * which allocation. Such an input runs in a child process, because what follows
 * is the end of the process (mem_exhausted()): nothing has to be unwound, and
 * nothing leaks into the next input. The child must end with status 5, or as if
 * nothing had been asked for when there were fewer allocations; any signal, any
 * other status, and any report of a sanitizer is a finding.
 *
 * The linker sends the allocations of pinport, and of the libraries that it
 * links statically here (libyaml, utf8proc), through the functions below;
 * libxml2's go through base/mem.h. A child's coverage is lost to libFuzzer: it
 * gets the place of the failed call as a counter of its own instead.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_FAULT_H
#define PINPORT_TESTS_FAULT_H

#include <execinfo.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "replay.h"

enum { FAULT_HEAD = 2, FAULT_MARK = 0xE0, FAULT_FRAMES = 8, FAULT_PLACES = 4096, FAULT_STATUS = 5 };

struct fault {
	unsigned left;         /* allocations until one fails; 0: none will */
	bool armed;
	uint32_t *place;       /* of the failure: shared by parent and child */
};

static struct fault fault;

__attribute__((section("__libfuzzer_extra_counters"), used))
static uint8_t fault_places[FAULT_PLACES];

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
ssize_t __real_write(int fd, const void *data, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
ssize_t __wrap_write(int fd, const void *data, size_t size);

/* Once: the end of the process needs memory as little as it needs a second failure. */
static bool fault_now(void)
{
	void *frames[FAULT_FRAMES];
	uintptr_t place = 0;
	int count;

	if (!fault.armed || --fault.left > 0)
		return false;
	fault.armed = false;
	count = backtrace(frames, FAULT_FRAMES);
	for (int i = 0; i < count; i++)
		place = place * 31 + (uintptr_t)frames[i];
	*fault.place = (uint32_t)(place ^ place >> 21) | 1;
	return true;
}

void *__wrap_malloc(size_t size)
{
	return fault_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fault_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return fault_now() ? NULL : __real_realloc(old, size);
}

/* The line about the missing memory would fill the log. */
ssize_t __wrap_write(int fd, const void *data, size_t size)
{
	if (fd == STDERR_FILENO && fault.place != NULL && *fault.place != 0)
		return (ssize_t)size;
	return __real_write(fd, data, size);
}

static void fault_child(void (*run)(const uint8_t *, size_t), const uint8_t *data, size_t size)
{
	pid_t child = fork();
	int status;

	if (child < 0)
		return;
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		fault.armed = true;
		run(data, size);
		_exit(0);
	}
	while (waitpid(child, &status, 0) != child)
		;
	FUZZ_MUST(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == FAULT_STATUS));
	FUZZ_MUST(WEXITSTATUS(status) == 0 || *fault.place != 0);
}

/* Runs the rest of the input behind those two bytes. Call what is set up once before. */
static inline int fault_run(void (*run)(const uint8_t *, size_t), const uint8_t *data, size_t size)
{
	void *frame;

	if (size < FAULT_HEAD)
		return 0;
	if (data[0] < FAULT_MARK) {
		run(data + FAULT_HEAD, size - FAULT_HEAD);
		return 0;
	}
	if (fault.place == NULL) {
		backtrace(&frame, 1);   /* loads its library now */
		fault.place = mmap(NULL, sizeof *fault.place, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	}
	*fault.place = 0;
	fault.left = 1 + (unsigned)data[1] + 256 * (data[0] - (unsigned)FAULT_MARK);
	fault_child(run, data + FAULT_HEAD, size - FAULT_HEAD);
	if (*fault.place != 0)
		fault_places[*fault.place % FAULT_PLACES] = 1;
	*fault.place = 0;
	return 0;
}

#endif
