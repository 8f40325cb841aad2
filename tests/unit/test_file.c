/* The operating system as the output sees it: whole writes, renames that
 * replace nothing, working folders, signals. SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

static char home[256];

static int set_up(void **state)
{
	const char *temporary = getenv("TMPDIR");

	(void)state;
	snprintf(home, sizeof home, "%.200s/pinport-test-XXXXXX", temporary != NULL ? temporary : P_tmpdir);
	return mkdtemp(home) == NULL || chdir(home) != 0;
}

static int tear_down(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof command, "rm -r '%s'", home);
	return chdir("/") != 0 || system(command) != 0;
}

static bool exists(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

static void shell(const char *command)
{
	assert_int_equal(system(command), 0);
}

/* What a child process does with its life; its wait status. */
static int in_child(void (*life)(void))
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		life();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void nothing(int signal_number)
{
	(void)signal_number;
}

/* A slow pipe and a timer: every call is interrupted and comes back short. */
static void test_short_and_interrupted(void **state)
{
	struct sigaction action = {.sa_handler = nothing};
	const size_t size = 1 << 20;
	char *out = mem_alloc(size), *in = mem_alloc(size);
	int ends[2], status;
	pid_t child;

	(void)state;
	for (size_t i = 0; i < size; i++)
		out[i] = (char)(i * 31 % 251);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		_exit(file_write(ends[1], out, size) ? 0 : 1);
	}
	close(ends[1]);
	sigaction(SIGALRM, &action, NULL);
	ualarm(500, 500);
	assert_int_equal(file_read(ends[0], in, size), size);
	assert_int_equal(file_read(ends[0], out, 1), 0);
	ualarm(0, 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	for (size_t i = 0; i < size; i++)
		if (in[i] != (char)(i * 31 % 251))
			fail();
	close(ends[0]);
	mem_free(in);
	mem_free(out);
}

static void test_open_regular_only(void **state)
{
	(void)state;
	shell("mkdir d && mkfifo f && ln -s r l && echo text > r");
	assert_int_equal(file_open(AT_FDCWD, "d"), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(file_open(AT_FDCWD, "f"), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(file_open(AT_FDCWD, "/dev/zero"), -1);
	assert_int_equal(file_open(AT_FDCWD, "l"), -1);
	assert_int_equal(errno, ELOOP);
	assert_int_equal(file_create(AT_FDCWD, "l"), -1);
	assert_int_equal(errno, EEXIST);
	assert_true(file_open(AT_FDCWD, "r") >= 0);
}

static void test_read_all(void **state)
{
	struct buf text = {0};
	int fd;

	(void)state;
	shell("head -c 300000 /dev/zero > r");
	fd = file_open(AT_FDCWD, "r");
	assert_true(file_read_all(fd, &text, 300000));
	assert_int_equal(text.length, 300000);
	lseek(fd, 0, SEEK_SET);
	buf_clear(&text);
	assert_false(file_read_all(fd, &text, 299999));
	assert_int_equal(errno, EFBIG);
	buf_free(&text);
	close(fd);
}

static void test_rename_new(void **state)
{
	(void)state;
	shell("mkdir a b full && echo x > full/x && echo x > file && ln -s nowhere link");
	for (size_t i = 0; i < 4; i++) {
		static const char *const taken[] = {"b", "full", "file", "link"};

		assert_false(file_rename_new(AT_FDCWD, "a", AT_FDCWD, taken[i]));
		assert_int_equal(errno, EEXIST);
	}
	assert_true(file_rename_new(AT_FDCWD, "a", AT_FDCWD, "new"));
	assert_true(file_rename_swap(AT_FDCWD, "full", AT_FDCWD, "file"));
	assert_true(exists("file/x"));
}

static void test_remove_tree(void **state)
{
	(void)state;
	shell("mkdir -p out/a/b/c out/empty keep && echo x > keep/x && ln -s ../keep out/link && "
	    "ln -s ../../keep/x out/a/link && mkfifo out/a/b/fifo && "
	    "for i in $(seq 300); do echo x > out/a/b/c/some-rather-long-file-name-$i; done");
	assert_true(file_remove_tree(AT_FDCWD, "out"));
	assert_false(exists("out"));
	assert_true(exists("keep/x"));
	assert_true(file_remove_tree(AT_FDCWD, "out"));
	shell("ln -s keep l && echo x > f");
	assert_true(file_remove_tree(AT_FDCWD, "l"));
	assert_true(file_remove_tree(AT_FDCWD, "f"));
	assert_true(exists("keep/x"));
	shell("p=deep; for i in $(seq 40); do p=$p/d; done; mkdir -p $p");
	assert_false(file_remove_tree(AT_FDCWD, "deep"));
	assert_int_equal(errno, ELOOP);
}

static void test_scratch(void **state)
{
	struct file_scratch a, b;
	int here = file_open_folder(AT_FDCWD, ".");

	(void)state;
	assert_true(file_scratch_open(&a, here));
	assert_true(file_scratch_open(&b, here));
	assert_string_equal(a.name, ".pinport-tmp-0");
	assert_string_equal(b.name, ".pinport-tmp-1");
	assert_true(file_make_folder(a.fd, "x"));
	assert_true(file_scratch_close(&a));
	assert_false(exists(".pinport-tmp-0"));
	assert_true(file_scratch_close(&b));
	assert_false(exists(".pinport-tmp-1"));
	close(here);
}

static void die_with_scratch(void)
{
	struct file_scratch scratch;

	if (!file_scratch_open(&scratch, file_open_folder(AT_FDCWD, ".")) ||
	    !file_make_folder(scratch.fd, "x"))
		_exit(9);
	raise(SIGKILL);
}

/* The dead one is cleaned, the living one's and a stranger's are not. */
static void test_scratch_of_the_dead(void **state)
{
	int here = file_open_folder(AT_FDCWD, ".");
	struct file_scratch living, next;

	(void)state;
	shell("mkdir .pinport-tmp-2 .pinport-tmp-5 .pinport-tmp-20 && echo x > .pinport-tmp-5/x && "
	    "ln -s / .pinport-tmp-3 && echo x > .pinport-tmp-4");
	assert_true(file_scratch_open(&living, here));
	assert_false(exists(".pinport-tmp-2"));
	assert_false(exists(".pinport-tmp-5"));
	assert_true(exists(".pinport-tmp-3"));
	assert_true(exists(".pinport-tmp-4"));
	assert_true(WIFSIGNALED(in_child(die_with_scratch)));
	assert_true(exists(".pinport-tmp-1/x"));
	assert_true(file_scratch_open(&next, here));
	assert_string_equal(next.name, ".pinport-tmp-1");
	assert_false(exists(".pinport-tmp-1/x"));
	assert_true(exists(".pinport-tmp-0"));
	assert_true(file_scratch_close(&next));
	assert_true(file_scratch_close(&living));
	close(here);
}

static int signal_to_send;

static void die_by_signal(void)
{
	struct file_scratch scratch;
	int here = file_open_folder(AT_FDCWD, ".");

	/* under nohup a hang-up would be ignored, as it should be */
	signal(signal_to_send, SIG_DFL);
	file_watch_signals();
	if (mkdir("out", 0777) != 0)
		_exit(9);
	file_pending_folder(here, "out");
	if (!file_scratch_open(&scratch, file_open_folder(here, "out")) ||
	    !file_make_folder(scratch.fd, "x") || file_create(scratch.fd, "x/y") < 0)
		_exit(9);
	file_hold_signals();
	raise(signal_to_send);
	if (!exists("out/.pinport-tmp-0/x/y"))
		_exit(8);
	file_release_signals();
	_exit(7);
}

static void test_signals(void **state)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

	(void)state;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		int status;

		signal_to_send = signals[i];
		status = in_child(die_by_signal);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_false(exists("out"));
	}
}

static void ignore_hangup(void)
{
	signal(SIGHUP, SIG_IGN);
	file_watch_signals();
	raise(SIGHUP);
}

static void fork_and_kill_child(void)
{
	struct file_scratch scratch;
	pid_t child;
	int status;

	file_watch_signals();
	if (!file_scratch_open(&scratch, file_open_folder(AT_FDCWD, ".")))
		_exit(9);
	child = fork();
	if (child == 0) {
		raise(SIGTERM);
		_exit(0);
	}
	waitpid(child, &status, 0);
	_exit(WIFSIGNALED(status) && exists(scratch.name) && file_scratch_close(&scratch) ? 0 : 1);
}

static void run_out_of_memory(void)
{
	struct file_scratch scratch;

	file_watch_signals();
	if (!file_scratch_open(&scratch, file_open_folder(AT_FDCWD, ".")))
		_exit(9);
	close(STDERR_FILENO);
	mem_exhausted();
}

static void test_signal_edges(void **state)
{
	int status;

	(void)state;
	assert_int_equal(in_child(ignore_hangup), 0);
	assert_int_equal(in_child(fork_and_kill_child), 0);
	status = in_child(run_out_of_memory);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 5);
	assert_false(exists(".pinport-tmp-0"));
}

static void write_too_much(void)
{
	const struct rlimit small = {1000, 1000};
	char much[2000] = "";
	int fd = file_create(AT_FDCWD, "big");

	file_watch_signals();
	setrlimit(RLIMIT_FSIZE, &small);
	_exit(!file_write(fd, much, sizeof much) && errno == EFBIG ? 0 : 1);
}

static void test_file_size_limit(void **state)
{
	(void)state;
	assert_int_equal(in_child(write_too_much), 0);
}

static void guard_closed(void)
{
	char c;

	close(0);
	close(1);
	close(2);
	file_guard_descriptors();
	if (file_create(AT_FDCWD, "new") <= 2)
		_exit(1);
	if (read(0, &c, 1) >= 0 || write(1, "x", 1) >= 0 || write(2, "x", 1) >= 0)
		_exit(2);
	printf("lost");
	_exit(file_finish_stdout() ? 3 : 0);
}

static void write_to_full(void)
{
	int fd = open("/dev/full", O_WRONLY);

	dup2(fd, 1);
	printf("lost");
	_exit(!file_finish_stdout() && errno == ENOSPC ? 0 : 1);
}

static void write_nothing_to_full(void)
{
	dup2(open("/dev/full", O_WRONLY), 1);
	_exit(file_finish_stdout() ? 0 : 1);
}

static void write_to_nobody(void)
{
	int ends[2];

	signal(SIGPIPE, SIG_IGN);
	file_watch_signals();
	if (pipe(ends) != 0)
		_exit(9);
	close(ends[0]);
	dup2(ends[1], 1);
	printf("lost");
	file_finish_stdout();
}

static void test_standard_streams(void **state)
{
	int status;

	(void)state;
	assert_int_equal(in_child(guard_closed), 0);
	assert_int_equal(in_child(write_to_full), 0);
	assert_int_equal(in_child(write_nothing_to_full), 0);
	status = in_child(write_to_nobody);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
}

/* Many processes that start at once each get a working folder of their own. */
static void use_scratch(void)
{
	int here = file_open_folder(AT_FDCWD, ".");

	for (int i = 0; i < 200; i++) {
		struct file_scratch scratch;

		if (!file_scratch_open(&scratch, here) || !file_make_folder(scratch.fd, "mine") ||
		    !file_scratch_close(&scratch))
			_exit(1);
	}
	_exit(0);
}

static void test_scratch_crowd(void **state)
{
	enum { CROWD = 6 };
	pid_t children[CROWD];
	int status;

	(void)state;
	for (int i = 0; i < CROWD; i++) {
		children[i] = fork();
		if (children[i] == 0)
			use_scratch();
	}
	for (int i = 0; i < CROWD; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	shell("test -z \"$(ls -A)\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_short_and_interrupted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_open_regular_only, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_read_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_rename_new, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_remove_tree, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_scratch, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_scratch_of_the_dead, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_signals, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_signal_edges, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_file_size_limit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_standard_streams, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_scratch_crowd, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
