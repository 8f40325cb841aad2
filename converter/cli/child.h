/* What all processes that pinport forks have in common. SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_CHILD_H
#define PINPORT_CLI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

/* A pipe in which much waits while its reader is busy; false: there is none to be had. */
bool child_pipe(int ends[2]);

/* In the new process: it dies with its parent, and without a word when memory
 * runs out (status 5): it is for the parent to say so. */
void child_begin(pid_t parent);

/* Waits for its end: the status of waitpid(). */
int child_wait(pid_t pid);

#endif
