/* Preloaded into a program: there is no thread and no process to be had. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *from)
{
	(void)thread, (void)attributes, (void)run, (void)from;
	return EAGAIN;
}

pid_t fork(void)
{
	errno = EAGAIN;
	return -1;
}
