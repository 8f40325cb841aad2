/* Processes that pinport forks: see child.h. SPDX-License-Identifier: MIT */
#include "cli/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

enum { PIPE_ROOM = 1 << 20 };

static void quit(void)
{
	_exit(5);
}

bool child_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	fcntl(ends[1], F_SETPIPE_SZ, PIPE_ROOM);
	return true;
}

void child_begin(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		quit();
	mem_on_exhausted(quit);
}

int child_wait(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}
