/* Dropping rights before input is read: no network, no other program, no
 * files but those of the task. Linux only (seccomp, Landlock), asked of the
 * kernel at run time; elsewhere and on old kernels it says "not available".
 *
 * What is open already stays usable. To be called once per process (workers
 * inherit it), after everything lazily loaded was loaded: iconv's converters,
 * the locale, libcrypto. SPDX-License-Identifier: MIT */
#ifndef PINPORT_BASE_SANDBOX_H
#define PINPORT_BASE_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum sandbox_mode {
	SANDBOX_AUTO,      /* what the kernel offers; off in builds with sanitizers, which need /proc and ptrace */
	SANDBOX_REQUIRE,   /* all of it, or failure */
	SANDBOX_OFF
};

enum sandbox_access {
	SANDBOX_READ,      /* a file, or all beneath a folder */
	SANDBOX_WRITE,     /* all beneath a folder: read, make, write, rename, remove; a file: read, write */
	SANDBOX_PLACE,     /* beneath a folder: files that are moved there, and empty folders removed */
	SANDBOX_REPLACE,   /* the same, and files removed or replaced; nothing there is read or written */
	SANDBOX_PRUNE      /* only remove empty folders beneath a folder */
};

struct sandbox_path {
	const char *path;  /* NULL: `folder` is meant */
	int folder;        /* an open folder: of `path`, whose last part is then no link; -1: none */
	enum sandbox_access access;
};

struct sandbox_paths {
	const struct sandbox_path *list;   /* a path that does not exist is skipped */
	size_t count;
};

enum { SANDBOX_STATE = 160 };

/* The name of --sandbox=NAME: "auto", "require", "off". False: no such mode. */
bool sandbox_mode_find(const char *name, enum sandbox_mode *mode);

/* Drops rights. `state` is told in words what is in force. False only when
 * rights are required that could not be dropped; `state` then says which, and
 * the process must not go on. */
bool sandbox_enter(enum sandbox_mode mode, const struct sandbox_paths *paths,
    char state[SANDBOX_STATE]);

/* What sandbox_enter() would do here, for `--version -v`; drops nothing. */
void sandbox_describe(char state[SANDBOX_STATE]);

#endif
