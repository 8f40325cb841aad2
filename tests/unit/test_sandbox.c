/* What the sandbox refuses and what it leaves, each in a process of its own.
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <linux/landlock.h>
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

/* An older kernel: the Landlock it says it has (-1: what there is), and a call of it that fails. */
static struct {
	int abi;
	long fails;
} kernel = {.abi = -1};

/* True if a kernel of that age would know all that it is asked for. */
static bool landlock_knows(const void *asked, size_t size)
{
	static const uint64_t files[] = {0, 0x1fff, 0x3fff, 0x7fff, 0x7fff, 0xffff, 0xffff};
	static const size_t sizes[] = {0, 8, 8, 8, 16, 16, 24};
	uint64_t set[3] = {0};

	if (size > sizeof set || size != sizes[kernel.abi])
		return false;
	memcpy(set, asked, size);
	return (set[0] & ~files[kernel.abi]) == 0 && set[0] != 0 && set[1] <= 3 && set[2] <= 3;
}

/* In the place of libc's: everything goes on to it, but for what is told of above. */
long syscall(long number, ...)
{
	static long (*real)(long, ...);
	va_list list;
	long a[7];

	va_start(list, number);
	for (int i = 1; i < 7; i++)
		a[i] = va_arg(list, long);
	va_end(list);
	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "syscall");
	if (kernel.abi > 0 && number == SYS_landlock_create_ruleset && a[1] == 0)
		return kernel.abi;
	if (number == kernel.fails || (number == SYS_landlock_create_ruleset && (kernel.abi == 0 ||
	    (kernel.abi > 0 && !landlock_knows((const void *)a[1], (size_t)a[2]))))) {
		errno = kernel.abi == 0 ? ENOSYS : EINVAL;
		return -1;
	}
	return real(number, a[1], a[2], a[3], a[4], a[5], a[6]);
}

static int set_up(void **state)
{
	const char *temporary = getenv("TMPDIR");

	(void)state;
	snprintf(home, sizeof home, "%.200s/pinport-test-XXXXXX", temporary != NULL ? temporary : P_tmpdir);
	return mkdtemp(home) == NULL || chdir(home) != 0 || system(
	    "mkdir in out out/a beside zip zip/work && echo x > in/file && echo x > in/other &&"
	    "echo x > beside/file && echo x > zip/old.zip && echo x > zip/other && echo x > zip/work/new &&"
	    "ln -s ../beside/file zip/link.zip") != 0;
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

static bool enter_rows(const struct sandbox_path *rows, size_t count)
{
	const struct sandbox_paths paths = {rows, count};
	char state[SANDBOX_STATE];

	return sandbox_enter(SANDBOX_REQUIRE, &paths, state);
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

static bool enter_usual(void)
{
	char state[SANDBOX_STATE];

	return enter_here(state);
}

/* Runs `probe` inside; it returns the errno it saw (0: it could). */
static void expect_in(bool (*enter)(void), int (*probe)(void), int cause)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(enter() ? probe() : 255);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), cause);
}

static void expect(int (*probe)(void), int cause)
{
	expect_in(enter_usual, probe, cause);
}

static int probe_inet(void) { return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0; }
static int probe_inet6(void) { return socket(AF_INET6, SOCK_DGRAM, 0) < 0 ? errno : 0; }
static int probe_unix(void) { return socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0; }
static int probe_connect(void) { return connect(0, NULL, 0) < 0 ? errno : 0; }
static int probe_bind(void) { return bind(0, NULL, 0) < 0 ? errno : 0; }
static int probe_trace(void) { return ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0 ? errno : 0; }
static int probe_ring(void) { return syscall(SYS_io_uring_setup, 1, NULL) < 0 ? errno : 0; }
static int probe_handle(void) { return syscall(SYS_open_by_handle_at, 0, NULL, 0) < 0 ? errno : 0; }

/* Calls that are refused whatever they ask. */
static const long never[] = {
	SYS_socketpair, SYS_listen, SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_recvmsg, SYS_io_uring_enter,
	SYS_process_vm_readv, SYS_process_vm_writev, SYS_pidfd_open, SYS_pidfd_getfd, SYS_unshare, SYS_setns,
	SYS_perf_event_open, SYS_name_to_handle_at, SYS_mknodat, SYS_mount, SYS_umount2, SYS_pivot_root,
	SYS_chroot, SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fsmount, SYS_mount_setattr, SYS_fchownat,
	SYS_bpf, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_init_module, SYS_finit_module,
	SYS_kexec_load, SYS_kexec_file_load, SYS_reboot, SYS_clock_settime, SYS_sethostname, SYS_personality,
	SYS_shmget, SYS_msgget, SYS_semget, SYS_mq_open,
};

/* 0, or the place of one that is let through. All arguments are wrong, lest it does something. */
static int probe_never(void)
{
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (syscall(never[i], -1L, -1L, -1L, -1L, -1L, -1L) != -1 || errno != EPERM)
			return (int)i + 1;
	return 0;
}

/* Not yet made when the list was: as in a kernel that does not know them. */
static int probe_future(void)
{
	for (long number = 451; number < 600; number++)
		if (syscall(number, -1L, -1L, -1L, -1L, -1L, -1L) != -1 || errno != ENOSYS)
			return 1;
	return 0;
}

static int probe_signal(void) { return kill(getppid(), 0) < 0 ? errno : 0; }
static int probe_own_signal(void) { return kill(getpid(), 0) < 0 ? errno : 0; }

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
static int probe_input_beside(void) { return opens("in/other", O_RDONLY); }
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
		{probe_missing, ENOENT}, {probe_input_beside, EACCES}, {probe_never, 0}, {probe_future, 0},
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
	static int (*const probes[])(void) = {probe_input, probe_output, probe_scratch, probe_hash, probe_own_signal};

	(void)state;
	if (!available())
		skip();
	for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
		expect(probes[i], 0);
}

static int landlock_version(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

static void test_signals(void **state)
{
	(void)state;
	if (!available() || landlock_version() < 6)
		skip();
	expect(probe_signal, EPERM);
}

/* ---- the folder of a FILE.zip ---- */

static bool enter_zip(enum sandbox_access around)
{
	int zip = file_open_folder(AT_FDCWD, "zip"), work = file_open_folder(zip, "work");
	const struct sandbox_path rows[] = {
		{"old.zip", zip, SANDBOX_WRITE}, {"link.zip", zip, SANDBOX_WRITE},
		{NULL, work, SANDBOX_WRITE}, {NULL, zip, around},
	};

	return enter_rows(rows, sizeof rows / sizeof *rows);
}

static bool enter_place(void) { return enter_zip(SANDBOX_PLACE); }
static bool enter_replace(void) { return enter_zip(SANDBOX_REPLACE); }

static int probe_zip_place(void)
{
	return rename("zip/work/new", "zip/new.zip") == 0 && rmdir("zip/work") == 0 ? 0 : errno;
}

static int probe_zip_over(void) { return rename("zip/work/new", "zip/old.zip") < 0 ? errno : 0; }
static int probe_zip_old(void) { return opens("zip/old.zip", O_RDONLY); }
static int probe_zip_read(void) { return opens("zip/other", O_RDONLY); }
static int probe_zip_write(void) { return opens("zip/other", O_WRONLY); }
static int probe_zip_new(void) { return opens("zip/fresh", O_WRONLY | O_CREAT | O_EXCL); }
static int probe_zip_folder(void) { return mkdir("zip/folder", 0777) < 0 ? errno : 0; }
static int probe_zip_list(void) { return opens("zip", O_RDONLY | O_DIRECTORY); }
static int probe_zip_remove(void) { return unlink("zip/other") < 0 ? errno : 0; }
static int probe_zip_link(void) { return opens("zip/link.zip", O_RDONLY); }
/* Out of the folder where nothing may be read into the one where all may be. */
static int probe_zip_steal(void) { return rename("zip/other", "zip/work/other") < 0 ? errno : 0; }

static int probe_zip_swap(void)
{
	int zip = open("zip", O_PATH | O_DIRECTORY), work = open("zip/work", O_PATH | O_DIRECTORY);

	if (!file_rename_swap(work, "new", zip, "old.zip"))
		return errno;
	return file_remove_tree(zip, "work") ? 0 : errno;
}

static void expect_zip(bool (*enter)(void), const struct probe *probes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_in(enter, probes[i].run, probes[i].cause);
}

static void test_zip_fresh(void **state)
{
	static const struct probe probes[] = {
		{probe_zip_read, EACCES}, {probe_zip_write, EACCES}, {probe_zip_new, EACCES},
		{probe_zip_folder, EACCES}, {probe_zip_list, EACCES}, {probe_zip_remove, EACCES},
		{probe_zip_over, EACCES}, {probe_zip_steal, EACCES}, {probe_zip_link, EACCES},
		{probe_zip_old, 0}, {probe_zip_place, 0},
	};

	(void)state;
	if (!available())
		skip();
	expect_zip(enter_place, probes, sizeof probes / sizeof *probes);
}

static void test_zip_replaced(void **state)
{
	static const struct probe probes[] = {
		{probe_zip_read, EACCES}, {probe_zip_write, EACCES}, {probe_zip_folder, EACCES},
		{probe_zip_list, EACCES}, {probe_zip_steal, EXDEV}, {probe_zip_link, EACCES},
		{probe_zip_old, 0}, {probe_zip_swap, 0},
	};

	(void)state;
	if (!available())
		skip();
	expect_zip(enter_replace, probes, sizeof probes / sizeof *probes);
	assert_int_not_equal(access("zip/work", F_OK), 0);
}

/* ---- kernels without it, and older ones ---- */

/* 0: as required; 1: refused, and said why; 2: let pass although required; 3: auto refuses. */
static int enter_on(void)
{
	const struct sandbox_path row = {"in/file", -1, SANDBOX_READ};
	const struct sandbox_paths paths = {&row, 1};
	char said[SANDBOX_STATE];
	bool files;
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(sandbox_enter(SANDBOX_AUTO, &paths, said) ? 0 : 3);
	if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
		return 3;
	files = sandbox_enter(SANDBOX_REQUIRE, &paths, said);
	if (!files)
		return strstr(said, "files not limited") != NULL ? 1 : 4;
	return probe_passwd() == EACCES && probe_input() == 0 && probe_unix() == EPERM ? 0 : 2;
}

static bool enter_nothing(void) { return true; }

static void test_older_kernels(void **state)
{
	static const int results[] = {1, 1, 0, 0, 0, 0, 0};

	(void)state;
	if (!available() || landlock_version() < 6)
		skip();
	for (int abi = 0; abi < (int)(sizeof results / sizeof *results); abi++) {
		kernel.abi = abi;
		expect_in(enter_nothing, enter_on, results[abi]);
	}
	kernel.abi = -1;
}

static void test_failing_calls(void **state)
{
	static const long calls[] = {SYS_landlock_add_rule, SYS_landlock_restrict_self};

	(void)state;
	if (!available())
		skip();
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		kernel.fails = calls[i];
		expect_in(enter_nothing, enter_on, 1);
	}
	kernel.fails = 0;
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
		cmocka_unit_test_setup_teardown(test_signals, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zip_fresh, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zip_replaced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_older_kernels, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_failing_calls, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_encodings_opened_before, set_up, tear_down),
		cmocka_unit_test(test_modes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
