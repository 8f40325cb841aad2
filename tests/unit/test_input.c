/* Inputs that are not archives: files, pipes, documents with files beside them. SPDX-License-Identifier: MIT */
#include "containers.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "base/hash.h"
#include "base/input.h"

static void no_files(void **state)
{
	static const char *const paths[] = {"/dev/zero", "/", "/nonexistent/file"};
	static const char *const expected[] = {"I103", "I103", "I101"};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct opened opened = {0};

		open_path(&opened, paths[i], false, "auto");
		assert_null(opened.container);
		assert_string_equal(codes(&opened), expected[i]);
		assert_int_equal(diag_exit(opened.diag), 3);
		done(&opened);
	}
}

/* Puts a pipe with these bytes (few enough to fit into it) in place of stdin. */
static int pipe_in(const void *data, size_t size)
{
	int ends[2], saved = dup(STDIN_FILENO);

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], data, size), (ssize_t)size);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	return saved;
}

static void pipe_out(int saved)
{
	if (saved >= 0) {
		dup2(saved, STDIN_FILENO);
		close(saved);
	} else {
		close(STDIN_FILENO);
	}
}

static void stream_of_xml(void **state)
{
	static const char text[] = "<?xml version=\"1.0\"?><a/>";
	char expected[HASH_TEXT];

	(void)state;
	hash_bytes(text, sizeof text - 1, expected);
	for (int way = 0; way < 3; way++) {
		struct opened opened = {0};
		int saved = pipe_in(text, sizeof text - 1);
		struct entry *entry;

		open_path(&opened, "-", way == 1, "auto");
		assert_non_null(opened.container);
		assert_false(container_is_archive(opened.container));
		assert_string_equal(container_name(opened.container), "-");
		assert_int_equal(container_count(opened.container), 1);
		entry = container_entry(opened.container, 0);
		assert_true(entry->size == (way == 1 ? sizeof text - 1 : UINT64_MAX));
		if (way > 0)
			assert_string_equal(container_sha256(opened.container), expected);
		assert_content(opened.container, entry, text);
		assert_string_equal(find(&opened, "logo.png", false), "");
		assert_string_equal(codes(&opened), "");
		done(&opened);
		pipe_out(saved);
	}
}

static void stream_of_zip(void **state)
{
	struct opened opened = {0};
	struct zip zip = {0};
	char expected[HASH_TEXT];
	int saved;

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
	zip_end(&zip);
	hash_bytes(zip.file.data, zip.file.length, expected);
	saved = pipe_in(zip.file.data, zip.file.length);
	open_path(&opened, "-", false, "auto");
	assert_true(container_is_archive(opened.container));
	assert_string_equal(container_sha256(opened.container), expected);
	assert_content(opened.container, container_entry(opened.container, 0), "<a/>");
	done(&opened);
	pipe_out(saved);
	saved = pipe_in(zip.file.data, zip.file.length);
	opened.limits = limits_default;
	opened.limits.total_bytes = 60;
	open_path(&opened, "-", false, "auto");
	assert_string_equal(codes(&opened), "I108");
	assert_int_equal(diag_exit(opened.diag), 1);
	done(&opened);
	pipe_out(saved);
	zip_free(&zip);
}

static void stream_of_noise(void **state)
{
	struct opened opened = {0};
	int saved = pipe_in("noise", 5);

	(void)state;
	open_path(&opened, "-", false, "auto");
	assert_string_equal(codes(&opened), "Z101");
	done(&opened);
	pipe_out(saved);
	saved = pipe_in("", 0);
	open_path(&opened, "-", false, "auto");
	assert_string_equal(codes(&opened), "I104");
	done(&opened);
	pipe_out(saved);
}

static void write_file(int at, const char *name, const char *text)
{
	int fd = openat(at, name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void remove_all(int at, const char *folder)
{
	static const char *const names[] = {"x.xml", "logo.png", "large.png", "in/logo.png", "link.png",
	    "linked/logo.png", "pipe", "far"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlinkat(at, names[i], 0);
	unlinkat(at, "in", AT_REMOVEDIR);
	unlinkat(at, "linked", 0);
	rmdir(folder);
}

static void beside_document(void **state)
{
	char folder[] = P_tmpdir "/pinport-test-XXXXXX", path[64], expected[64];
	struct opened opened = {.limits = limits_default};
	struct entry *entry;
	bool bad;
	int at;

	(void)state;
	assert_non_null(mkdtemp(folder));
	at = open(folder, O_RDONLY | O_DIRECTORY);
	write_file(at, "x.xml", "<a/>");
	write_file(at, "logo.png", "logo");
	write_file(at, "large.png", "twelve bytes");
	mkdirat(at, "in", 0755);
	write_file(at, "in/logo.png", "inner");
	assert_int_equal(symlinkat("logo.png", at, "link.png"), 0);
	assert_int_equal(symlinkat("in", at, "linked"), 0);
	assert_int_equal(symlinkat("/etc/passwd", at, "far"), 0);
	assert_int_equal(mkfifoat(at, "pipe", 0644), 0);
	snprintf(path, sizeof path, "%s/x.xml", folder);
	opened.limits.entry_bytes = 10;
	open_path(&opened, path, false, "auto");
	assert_non_null(opened.container);
	assert_string_equal(container_name(opened.container), "x.xml");
	assert_content(opened.container, container_entry(opened.container, 0), "<a/>");
	entry = container_find(opened.container, container_entry(opened.container, 0), "./logo.png",
	    NULL, NULL, &bad);
	assert_content(opened.container, entry, "logo");
	assert_ptr_equal(entry, container_find(opened.container, NULL, "logo.png", NULL, NULL, &bad));
	snprintf(expected, sizeof expected, "%s/logo.png", folder);
	assert_string_equal(diag_source_name(opened.diag, container_source(opened.container, entry)),
	    expected);
	entry = container_find(opened.container, NULL, "in/logo.png", NULL, NULL, &bad);
	assert_content(opened.container, entry, "inner");
	assert_string_equal(find(&opened, "none.png", false), "");
	assert_string_equal(find(&opened, "logo.png/none", false), "");
	assert_string_equal(codes(&opened), "");
	assert_string_equal(find(&opened, "link.png", true), "");
	assert_string_equal(find(&opened, "linked/logo.png", true), "");
	assert_string_equal(find(&opened, "far", true), "");
	assert_string_equal(find(&opened, "pipe", true), "");
	assert_string_equal(find(&opened, "in", true), "");
	assert_string_equal(find(&opened, "large.png", true), "");
	assert_string_equal(find(&opened, "../x.xml", true), "");
	assert_string_equal(codes(&opened), "Z405 Z405 Z405 Z405 Z405 Z406 Z401");
	write_file(at, "in/logo.png", "changed");
	assert_int_equal(container_read(opened.container, entry, &(struct piece_sink){enough, NULL}),
	    READ_FAILED);
	remove_all(at, folder);
	close(at);
	done(&opened);
}

/* The same on a kernel that has no openat2(). It stays so: the last test. */
static void beside_document_by_parts(void **state)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof code / sizeof code[0], code};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		skip();
	beside_document(state);
}

static void changes(void **state)
{
	static const char text[] = "<a/>";
	struct opened opened = {0};
	struct buf got = {0};

	(void)state;
	open_bytes(&opened, text, sizeof text - 1, "auto");
	assert_int_equal(write(opened.fd, " ", 1), 1);
	assert_int_equal(read_entry(opened.container, container_entry(opened.container, 0), &got),
	    READ_FAILED);
	assert_null(container_sha256(opened.container));
	assert_string_equal(codes(&opened), "I107 I107");
	buf_free(&got);
	done(&opened);
}

static void no_standard_input(void **state)
{
	struct opened opened = {0};
	int saved = dup(STDIN_FILENO);

	(void)state;
	close(STDIN_FILENO);
	open_path(&opened, "-", false, "auto");
	pipe_out(saved);
	assert_string_equal(codes(&opened), "I102");
	assert_int_equal(diag_exit(opened.diag), 3);
	done(&opened);
}

/* A file as standard input is read by position, but from where it stands. */
static void file_as_standard_input(void **state)
{
	(void)state;
	for (int skip_bytes = 0; skip_bytes < 2; skip_bytes++) {
		struct opened opened = {0};
		int saved = dup(STDIN_FILENO);
		char path[64];
		int fd = zip_file("\n<a/>", 5, path);

		assert_int_equal(lseek(fd, skip_bytes, SEEK_SET), skip_bytes);
		dup2(fd, STDIN_FILENO);
		close(fd);
		open_path(&opened, "-", false, "auto");
		assert_content(opened.container, container_entry(opened.container, 0),
		    skip_bytes == 0 ? "\n<a/>" : "<a/>");
		done(&opened);
		pipe_out(saved);
	}
}

static void spool_fails(void **state)
{
	struct opened opened = {0};
	struct rlimit none = {0, RLIM_INFINITY}, before;
	int saved = pipe_in("PK\3\4 and more", 13);

	(void)state;
	getrlimit(RLIMIT_FSIZE, &before);
	none.rlim_max = before.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &none);
	open_path(&opened, "-", false, "auto");
	setrlimit(RLIMIT_FSIZE, &before);
	pipe_out(saved);
	assert_null(opened.container);
	assert_string_equal(codes(&opened), "I106");
	assert_int_equal(diag_exit(opened.diag), 3);
	done(&opened);
}

static void cannot_be_read(void **state)
{
	struct diag *diag = diag_open();
	struct input input;
	char path[64], byte;
	int fd = zip_file("<a/>", 4, path), gone;

	(void)state;
	assert_true(input_open(&input, path, 1, diag));
	assert_true(input_read(&input, 3, &byte, 1));
	assert_int_equal(byte, '>');
	assert_false(input_read(&input, 4, &byte, 1));
	gone = open("/", O_RDONLY | O_DIRECTORY);   /* pread() of a folder fails */
	dup2(gone, input.fd);
	close(gone);
	assert_false(input_read(&input, 0, &byte, 1));
	assert_string_equal(diag_rows[diag_entries(diag, 0, &(size_t){0})[0].code].code, "I107");
	assert_string_equal(diag_rows[diag_entries(diag, 0, &(size_t){0})[1].code].code, "I105");
	input_close(&input);
	close(fd);
	diag_close(diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_files),
		cmocka_unit_test(stream_of_xml),
		cmocka_unit_test(stream_of_zip),
		cmocka_unit_test(stream_of_noise),
		cmocka_unit_test(no_standard_input),
		cmocka_unit_test(file_as_standard_input),
		cmocka_unit_test(spool_fails),
		cmocka_unit_test(cannot_be_read),
		cmocka_unit_test(changes),
		cmocka_unit_test(beside_document),
		cmocka_unit_test(beside_document_by_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
