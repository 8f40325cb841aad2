/* Preloaded into a program: there is no thread to be had. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <pthread.h>

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *from)
{
	(void)thread, (void)attributes, (void)run, (void)from;
	return EAGAIN;
}
