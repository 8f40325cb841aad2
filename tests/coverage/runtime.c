/* What the program needs beside itself to be counted by gcov, linked into the coverage build alone: counts are
 * written where the program ends without exit(), and its sandbox lets it write them. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <gcov.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
int __real_raise(int signal_number);
int __wrap_raise(int signal_number);
long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);

/* Before gcov's own destructor. tests/faults must not let its work fail, nor count it as the program's. */
static __attribute__((destructor)) void stop_faults(void)
{
	void (*stop)(void);

	*(void **)&stop = dlsym(RTLD_DEFAULT, "inject_stop");
	if (stop != NULL)
		stop();
}

/* A signal may come meanwhile, and the program may go on. */
static void dump(void)
{
	static bool dumping;

	if (dumping)
		return;
	dumping = true;
	stop_faults();
	__gcov_dump();
	__gcov_reset();
	dumping = false;
}

_Noreturn void __wrap__exit(int status)
{
	dump();
	__real__exit(status);
}

int __wrap_raise(int signal_number)
{
	dump();
	return __real_raise(signal_number);
}

static void allow_counts(int ruleset)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
		                  LANDLOCK_ACCESS_FS_MAKE_REG,
		.parent_fd = open(COUNTS, O_PATH | O_CLOEXEC)
	};

	__real_syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

long __wrap_syscall(long number, ...)
{
	long given[6], result;
	va_list list;

	va_start(list, number);
	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		given[i] = va_arg(list, long);
	va_end(list);
	if (number == SYS_landlock_restrict_self)
		allow_counts((int)given[0]);
	result = __real_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
	return result;
}
