/* A thread besides the first: it moves bytes, and leaves all that can be told,
 * kept or cleaned up to that one. */
#ifndef PINPORT_BASE_THREAD_H
#define PINPORT_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts run(from), which gets no signals (they are for the thread that can
 * clean up) and has 512 KiB of stack. False when there is no thread to be had. */
bool thread_start(pthread_t *thread, void *(*run)(void *from), void *from);

#endif
