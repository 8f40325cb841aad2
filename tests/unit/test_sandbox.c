/* What the sandbox refuses and what it leaves, each in a process of its own.
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/sandbox.h"

static char home[256];

static int set_up(void **state)
{
	const char *temporary = getenv("TMPDIR");

	(void)state;
	snprintf(home, sizeof home, "%.200s/pinport-test-XXXXXX", temporary != NULL ? temporary : P_tmpdir);
	return mkdtemp(home) == NULL || chdir(home) != 0 || system(
	    "mkdir in out out/a beside && echo x > in/file && echo x > beside/file") != 0;
}

static int tear_down(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof command, "rm -r '%s'", home);
	return chdir("/") != 0 || system(command) != 0;
}

/* True if the sandbox as a whole is there: else the tests have nothing to show. */
static bool available(void)
{
	char state[SANDBOX_STATE];

	sandbox_describe(state);
	return strstr(state, "not ") == NULL;
}

static bool enter_here(char state[SANDBOX_STATE])
{
	const struct sandbox_path list[] = {
		{"in/file", -1, SANDBOX_READ},
		{"missing", -1, SANDBOX_READ},
		{NULL, -1, SANDBOX_WRITE},
		{"out", -1, SANDBOX_WRITE},
	};
	const struct sandbox_paths paths = {list, sizeof list / sizeof *list};

	return sandbox_enter(SANDBOX_REQUIRE, &paths, state);
}

/* Runs `probe` inside; it returns the errno it saw (0: it could). */
static void expect(int (*probe)(void), int cause)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		char state[SANDBOX_STATE];

		_exit(enter_here(state) ? probe() : 255);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), cause);
}

static int probe_inet(void) { return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0; }
static int probe_inet6(void) { return socket(AF_INET6, SOCK_DGRAM, 0) < 0 ? errno : 0; }
static int probe_unix(void) { return socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0; }
static int probe_connect(void) { return connect(0, NULL, 0) < 0 ? errno : 0; }
static int probe_bind(void) { return bind(0, NULL, 0) < 0 ? errno : 0; }
static int probe_trace(void) { return ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0 ? errno : 0; }
static int probe_ring(void) { return syscall(SYS_io_uring_setup, 1, NULL) < 0 ? errno : 0; }
static int probe_handle(void) { return syscall(SYS_open_by_handle_at, 0, NULL, 0) < 0 ? errno : 0; }

static int probe_exec(void)
{
	char *argv[] = {(char[]){"true"}, NULL};

	execv("/bin/true", argv);
	return errno;
}

static int probe_execveat(void)
{
	return syscall(SYS_execveat, AT_FDCWD, "/bin/true", NULL, NULL, 0) < 0 ? errno : 0;
}

#ifdef __x86_64__
static int probe_x32(void) { return syscall(0x40000000 | SYS_socket, AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0; }
#endif

static int opens(const char *path, int flags)
{
	return open(path, flags | O_CLOEXEC, 0666) < 0 ? errno : 0;
}

static int probe_passwd(void) { return opens("/etc/passwd", O_RDONLY); }
static int probe_beside(void) { return opens("beside/file", O_RDONLY); }
static int probe_beside_new(void) { return opens("beside/new", O_WRONLY | O_CREAT); }
static int probe_climb(void) { return opens("out/../beside/file", O_RDONLY); }
static int probe_listing(void) { return opens("/", O_RDONLY | O_DIRECTORY); }
static int probe_input_write(void) { return opens("in/file", O_WRONLY); }
static int probe_input_cut(void) { return truncate("in/file", 0) < 0 ? errno : 0; }
static int probe_input_remove(void) { return unlink("in/file") < 0 ? errno : 0; }
static int probe_move_out(void) { return rename("out/a", "beside/a") < 0 ? errno : 0; }
static int probe_missing(void) { return opens("missing", O_RDONLY); }
static int probe_link(void) { return symlink("/etc/passwd", "out/link") < 0 ? errno : 0; }

static int probe_input(void) { return opens("in/file", O_RDONLY); }

static int probe_output(void)
{
	int fd = open("out/a/new", O_WRONLY | O_CREAT | O_EXCL, 0666);

	if (fd < 0 || write(fd, "x", 1) != 1 || fsync(fd) != 0 || syncfs(fd) != 0 || close(fd) != 0 ||
	    mkdir("out/b", 0777) != 0 || rename("out/a/new", "out/b/new") != 0 ||
	    !file_remove_tree(AT_FDCWD, "out/b"))
		return errno;
	return 0;
}

/* The whole life of a working folder, with the swap of two folders. */
static int probe_scratch(void)
{
	struct file_scratch scratch;
	int out = file_open_folder(AT_FDCWD, "out");

	if (out < 0 || !file_scratch_open(&scratch, out) || !file_make_folder(scratch.fd, "new") ||
	    !file_rename_swap(scratch.fd, "new", out, "a") ||
	    !file_rename_new(scratch.fd, "new", out, "b") || !file_scratch_close(&scratch))
		return errno;
	return 0;
}

static int probe_hash(void)
{
	char sha256[HASH_TEXT];

	hash_bytes("abc", 3, sha256);
	return strncmp(sha256, "ba7816bf8f01cfea", 16) == 0 ? 0 : 254;
}

static int probe_fork(void)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(probe_unix());
	if (child < 0 || waitpid(child, &status, 0) != child)
		return errno;
	return WEXITSTATUS(status);
}

struct probe {
	int (*run)(void);
	int cause;
};

static void test_refused(void **state)
{
	static const struct probe probes[] = {
		{probe_inet, EPERM}, {probe_inet6, EPERM}, {probe_unix, EPERM},
		{probe_connect, EPERM}, {probe_bind, EPERM}, {probe_trace, EPERM},
		{probe_ring, EPERM}, {probe_handle, EPERM}, {probe_exec, EPERM},
		{probe_execveat, EPERM}, {probe_fork, EPERM},
#ifdef __x86_64__
		{probe_x32, EPERM},
#endif
		{probe_passwd, EACCES}, {probe_beside, EACCES}, {probe_beside_new, EACCES},
		{probe_climb, EACCES}, {probe_listing, EACCES}, {probe_input_write, EACCES},
		{probe_input_cut, EACCES}, {probe_input_remove, EACCES}, {probe_link, EPERM},
		{probe_missing, ENOENT},
	};

	(void)state;
	if (!available())
		skip();
	for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
		expect(probes[i].run, probes[i].cause);
	expect(probe_move_out, EACCES);
}

static void test_allowed(void **state)
{
	static int (*const probes[])(void) = {probe_input, probe_output, probe_scratch, probe_hash};

	(void)state;
	if (!available())
		skip();
	for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
		expect(probes[i], 0);
}

/* A converter that was opened before goes on working. */
static void test_encodings_opened_before(void **state)
{
	iconv_t converter = iconv_open("UTF-8", "EUC-KR");
	pid_t child;
	int status;

	(void)state;
	if (!available() || converter == (iconv_t)-1)
		skip();
	child = fork();
	if (child == 0) {
		char said[SANDBOX_STATE], from[] = "\xc8\xb8", to[8] = "";
		char *in = from, *out = to;
		size_t in_left = 2, out_left = sizeof to;

		if (!enter_here(said) || iconv(converter, &in, &in_left, &out, &out_left) != 0)
			_exit(1);
		_exit(strcmp(to, "회") == 0 ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	iconv_close(converter);
}

static void test_modes(void **state)
{
	const struct sandbox_paths none = {NULL, 0};
	enum sandbox_mode mode;
	char said[SANDBOX_STATE];

	(void)state;
	assert_true(sandbox_mode_find("require", &mode));
	assert_int_equal(mode, SANDBOX_REQUIRE);
	assert_false(sandbox_mode_find("Require", &mode));
	assert_true(sandbox_enter(SANDBOX_OFF, &none, said));
	assert_string_equal(said, "off");
	assert_true(socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
	sandbox_describe(said);
	assert_true(strlen(said) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_allowed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_encodings_opened_before, set_up, tear_down),
		cmocka_unit_test(test_modes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
