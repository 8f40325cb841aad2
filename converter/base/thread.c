/* See thread.h. SPDX-License-Identifier: MIT */
#include "base/thread.h"

#include <signal.h>
#include <stddef.h>

enum { STACK = 512 * 1024 };   /* a few KiB are needed, under a sanitizer more */

/* A fault is the thread's own. */
static void block_signals(sigset_t *before)
{
	static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGABRT, SIGTRAP};
	sigset_t set;

	sigfillset(&set);
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		sigdelset(&set, own[i]);
	pthread_sigmask(SIG_SETMASK, &set, before);
}

bool thread_start(pthread_t *thread, void *(*run)(void *from), void *from)
{
	pthread_attr_t attributes;
	sigset_t before;
	bool started;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	block_signals(&before);
	started = pthread_attr_setstacksize(&attributes, STACK) == 0 &&
	          pthread_create(thread, &attributes, run, from) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return started;
}
