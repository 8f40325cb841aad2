/* Bundles: whole or absent, never over what a person has edited, the same
 * bytes every time. SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "bundle/bundle.h"

static char home[256];      /* the test's own folder, and the current one */

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

static int set_up(void **state)
{
	const char *temporary = getenv("TMPDIR");

	(void)state;
	snprintf(home, sizeof home, "%.200s/pinport-test-XXXXXX", temporary != NULL ? temporary : P_tmpdir);
	return mkdtemp(home) == NULL || chdir(home) != 0;
}

static int tear_down(void **state)
{
	(void)state;
	return chdir("/") != 0 || nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0;
}

static bool exists(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

static void spill(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	assert_true(fd >= 0);
	assert_true(file_write(fd, text, strlen(text)));
	close(fd);
}

static char *slurp(const char *path, size_t *size)
{
	struct buf text = {0};
	int fd = open(path, O_RDONLY);

	assert_true(fd >= 0 && file_read_all(fd, &text, 1 << 24));
	close(fd);
	if (size != NULL)
		*size = text.length;
	buf_reserve(&text, 1)[0] = '\0';
	return text.data;
}

static void assert_text(const char *path, const char *text)
{
	char *found = slurp(path, NULL);

	assert_string_equal(found, text);
	mem_free(found);
}

static void assert_sums(const char *folder)
{
	char command[200];

	snprintf(command, sizeof command, "cd %s && sha256sum --quiet -c SHA256SUMS", folder);
	assert_int_equal(system(command), 0);
}

/* Nothing hidden is left in the output. */
static void assert_clean(const char *folder)
{
	char command[200];

	snprintf(command, sizeof command, "test -z \"$(find %s -name '.pinport*')\"", folder);
	assert_int_equal(system(command), 0);
}

/* A content in pieces of one byte. */
struct bytes {
	const char *at;
	bool first;
};

static bool next_byte(void *from, struct buf *piece)
{
	struct bytes *bytes = from;

	assert_int_equal(piece->length, 0);
	if (*bytes->at == '\0' && !bytes->first)
		return false;
	bytes->first = false;
	if (*bytes->at != '\0')
		buf_addc(piece, *bytes->at++);
	return true;
}

static bool put_top(struct bundle_target *target, const struct buf *content, const char *mark)
{
	struct bytes bytes = {buf_text(content), true};

	return bundle_top_file(target, "index.html", &(struct bundle_pieces){next_byte, &bytes}, mark);
}

static void fill(struct bundle_target *target, const char *text)
{
	const struct emitted_file *files;
	struct buf index = {0};
	size_t count;

	assert_true(bundle_add(target, "upload.html", text, strlen(text)));
	assert_true(bundle_stream_begin(target, "profiles/KR/logo.png"));
	assert_true(bundle_stream_piece(target, "\x89PNG", 4));
	assert_true(bundle_stream_piece(target, "data", 4));
	assert_true(bundle_stream_end(target));
	assert_true(bundle_add(target, "profiles/KR/marketing-profile.yaml", "a: b\n", 5));
	assert_true(bundle_add(target, "records/empty", NULL, 0));
	files = bundle_files(target, &count);
	for (size_t i = 0; i < count; i++)
		buf_printf(&index, "%s %s\n", files[i].path, files[i].sha256);
	assert_true(bundle_add(target, "bundle.yaml", index.data, index.length));
	buf_free(&index);
}

static bool make(const struct bundle_options *options, const char *id, const char *text,
    struct diag *diag)
{
	struct bundle_target *target = bundle_open(options, diag);
	bool begun;

	if (target == NULL)
		return false;
	begun = bundle_begin(target, id, NULL);
	if (begun) {
		fill(target, text);
		begun = bundle_finish(target) && bundle_commit(target);
	}
	return bundle_close(target) && begun;
}

/* The only diagnostic, by its code; "" for none. */
static const char *said(struct diag *diag)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(diag, 0, &count);
	const char *code = count > 0 ? diag_rows[entries[0].code].code : "";

	assert_true(count <= 1);
	diag_flush(diag, NULL);
	return code;
}

static void test_whole_bundle(void **state)
{
	const struct bundle_options options = {.path = "out//"};
	struct diag *diag = diag_open();
	char *sums;

	(void)state;
	assert_true(make(&options, "42", "<p>", diag));
	assert_string_equal(said(diag), "");
	assert_sums("out/42");
	sums = slurp("out/42/SHA256SUMS", NULL);
	assert_non_null(strstr(sums, "  bundle.yaml\n"));
	assert_non_null(strstr(sums, "  profiles/KR/logo.png\n"));
	assert_null(strstr(sums, "SHA256SUMS"));
	assert_text("out/42/profiles/KR/logo.png", "\x89PNGdata");
	mem_free(sums);
	assert_clean(".");
	diag_close(diag);
}

/* Whatever a file's first bytes were taken from, its hash and what is read back are those of the whole. */
static void test_started_alike(void **state)
{
	static const char text[] = "the same start of every sheet, and then its own";
	const struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct bundle_target *target = bundle_open(&options, diag);

	(void)state;
	assert_true(bundle_begin(target, "1", NULL));
	for (size_t cut = 0; cut < sizeof text; cut++) {
		struct bundle_start *start = bundle_start_make(text, cut);
		char path[16];

		snprintf(path, sizeof path, "text%zu", cut);
		assert_true(bundle_add_started(target, path, start, text + cut, sizeof text - 1 - cut));
		bundle_start_free(start);
	}
	bundle_start_free(NULL);
	assert_true(bundle_add(target, "bundle.yaml", NULL, 0));
	assert_true(bundle_finish(target));
	assert_true(bundle_commit(target));
	assert_true(bundle_close(target));
	assert_sums("out/1");
	assert_text("out/1/text7", text);
	assert_string_equal(said(diag), "");
	diag_close(diag);
}

static void test_files_sorted(void **state)
{
	const struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct bundle_target *target = bundle_open(&options, diag);
	const struct emitted_file *files;
	size_t count;

	(void)state;
	assert_true(bundle_begin(target, "1", NULL));
	fill(target, "x");
	files = bundle_files(target, &count);
	assert_int_equal(count, 5);
	for (size_t i = 1; i < count; i++)
		assert_true(strcmp(files[i - 1].path, files[i].path) < 0);
	assert_string_equal(files[2].path, "profiles/KR/marketing-profile.yaml");
	assert_int_equal(files[2].bytes, 5);
	assert_true(bundle_close(target));
	assert_false(exists("out"));
	diag_close(diag);
}

static void test_existing_is_left(void **state)
{
	struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();

	(void)state;
	assert_true(make(&options, "42", "old", diag));
	assert_false(make(&options, "42", "new", diag));
	assert_string_equal(said(diag), "I204");
	assert_int_equal(diag_exit(diag), 4);
	assert_text("out/42/upload.html", "old");
	options.force = true;
	assert_true(make(&options, "42", "new", diag));
	assert_string_equal(said(diag), "");
	assert_text("out/42/upload.html", "new");
	assert_sums("out/42");
	assert_clean("out");
	diag_close(diag);
}

struct edit {
	const char *name;
	const char *command;
	const char *code;
};

static void test_edits_are_kept(void **state)
{
	static const struct edit edits[] = {
		{"changed", "echo x >> out/42/profiles/KR/marketing-profile.yaml", "I205"},
		{"added", "echo x > out/42/notes.txt", "I205"},
		{"added below", "echo x > out/42/records/notes.txt", "I205"},
		{"removed", "rm out/42/upload.html", "I205"},
		{"index", "echo x >> out/42/bundle.yaml", "I205"},
		{"sums", "echo x >> out/42/SHA256SUMS", "I205"},
		{"no sums", "rm out/42/SHA256SUMS", "I205"},
		{"sums made anew", "cd out/42 && echo x >> upload.html && "
		    "sha256sum $(sed 's/^.*  //' SHA256SUMS) > new && mv new SHA256SUMS", "I205"},
		{"link", "ln -s /etc/passwd out/42/link", "I205"},
		{"file to link", "mv out/42/upload.html out/u && ln -s ../u out/42/upload.html", "I205"},
		{"folder to link", "mv out/42/records out/r && ln -s ../r out/42/records", "I205"},
		{"not ours", "rm -r out/42/* && echo x > out/42/mine", "I206"},
		{"empty", "rm -r out/42/*", "I206"},
		{"a file", "rm -r out/42 && echo x > out/42", "I206"},
		{"a link", "rm -r out/42 && ln -s nowhere out/42", "I206"},
		{"litter", "echo x > out/42/.DS_Store && echo x > out/42/records/._x", ""},
	};
	struct diag *diag = diag_open();

	(void)state;
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		struct bundle_options options = {.path = "out"};
		bool kept = edits[i].code[0] != '\0';

		assert_true(make(&options, "42", "old", diag));
		assert_int_equal(system(edits[i].command), 0);
		assert_int_equal(system("cp -a out copy"), 0);
		options.force = true;
		if (make(&options, "42", "new", diag) == kept)
			fail_msg("%s", edits[i].name);
		assert_string_equal(said(diag), edits[i].code);
		if (kept)
			assert_int_equal(system("diff -r --no-dereference out copy"), 0);
		assert_int_equal(system("rm -rf out copy"), 0);
	}
	diag_close(diag);
}

static void test_backup(void **state)
{
	struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();

	(void)state;
	assert_true(make(&options, "42", "old", diag));
	spill("out/42/upload.html", "edited");
	options.force = options.backup = true;
	assert_true(make(&options, "42", "new", diag));
	assert_text("out/42/upload.html", "new");
	assert_text("out/42.backup-1/upload.html", "edited");
	assert_true(make(&options, "42", "newer", diag));
	assert_text("out/42/upload.html", "newer");
	assert_text("out/42.backup-1/upload.html", "edited");
	assert_text("out/42.backup-2/upload.html", "new");
	assert_sums("out/42");
	assert_clean("out");
	assert_string_equal(said(diag), "");
	diag_close(diag);
}

static void test_dry_run(void **state)
{
	struct bundle_options options = {.path = "out", .dry_run = true};
	struct diag *diag = diag_open();

	(void)state;
	assert_true(make(&options, "42", "x", diag));
	assert_false(exists("out"));
	options.path = "out.zip";
	assert_true(make(&options, "42", "x", diag));
	assert_false(exists("out.zip"));
	options.path = "out";
	options.dry_run = false;
	assert_true(make(&options, "42", "x", diag));
	options.dry_run = true;
	assert_false(make(&options, "42", "y", diag));
	assert_string_equal(said(diag), "I204");
	options.force = true;
	assert_true(make(&options, "42", "y", diag));
	assert_text("out/42/upload.html", "x");
	assert_clean(".");
	diag_close(diag);
}

static void test_unusable_output(void **state)
{
	static const struct edit outputs[] = {
		{"missing/out", "true", "I202"},
		{"missing/out.zip", "true", "I202"},
		{"file", "echo x > file", "I203"},
		{"folder.zip", "mkdir folder.zip", "I203"},
		{"file/out", "true", "I201"},
		{"mine.zip", "echo x > mine.zip", "I204"},
		{"dangling", "ln -s nowhere dangling", "I201"},
	};
	struct diag *diag = diag_open();

	(void)state;
	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
		struct bundle_options options = {.path = outputs[i].name};

		assert_int_equal(system(outputs[i].command), 0);
		assert_null(bundle_open(&options, diag));
		assert_string_equal(said(diag), outputs[i].code);
		assert_int_equal(diag_exit(diag), 4);
	}
	assert_clean(".");
	diag_close(diag);
}

static void test_account_names(void **state)
{
	static const char *const bad[] = {"", ".", "..", "a", "1/2", "../1", "1a", "-1", "1 ",
	    "123456789012345678901", NULL};
	const struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct bundle_target *target = bundle_open(&options, diag);

	(void)state;
	for (size_t i = 0; bad[i] != NULL; i++) {
		assert_false(bundle_begin(target, bad[i], NULL));
		assert_string_equal(said(diag), "I207");
	}
	assert_true(bundle_begin(target, "12345678901234567890", NULL));
	bundle_close(target);
	diag_close(diag);
}

static void test_file_names(void **state)
{
	static const char *const bad[] = {"", "/x", "x/", "a//b", "../x", "a/../b", "./x", "a\nb",
	    "a\\b", "SHA256SUMS", "twice", NULL};
	const struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct bundle_target *target = bundle_open(&options, diag);

	(void)state;
	for (size_t i = 0; bad[i] != NULL; i++) {
		assert_true(bundle_begin(target, "1", NULL));
		assert_true(bundle_add(target, "twice", "x", 1));
		assert_false(bundle_add(target, bad[i], "x", 1));
		assert_string_equal(said(diag), "I207");
		assert_false(bundle_add(target, "fine", "x", 1));
		assert_false(bundle_finish(target));
		assert_string_equal(said(diag), "");
	}
	bundle_close(target);
	assert_false(exists("out"));
	diag_close(diag);
}

struct tally { size_t outcomes[3]; };

static void count_outcome(void *to, const char *account_id, enum bundle_outcome outcome)
{
	struct tally *tally = to;

	assert_true(account_id[0] != '\0');
	tally->outcomes[outcome]++;
}

static void test_abort_keeps_committed(void **state)
{
	struct tally tally = {{0}};
	const struct bundle_options options = {.path = "out", .done = count_outcome, .to = &tally};
	struct diag *diag = diag_open();
	struct bundle_target *target = bundle_open(&options, diag);

	(void)state;
	assert_true(bundle_begin(target, "1", NULL));
	fill(target, "one");
	assert_true(bundle_finish(target));
	assert_true(bundle_commit(target));
	assert_true(bundle_begin(target, "2", NULL));
	fill(target, "two");
	assert_true(bundle_finish(target));
	assert_true(bundle_begin(target, "3", NULL));
	assert_true(bundle_stream_begin(target, "x"));
	bundle_abort(target);
	assert_true(bundle_begin(target, "3", NULL));
	bundle_discard(target);
	assert_true(bundle_begin(target, "2", NULL));
	bundle_discard(target);
	assert_false(exists("out/1"));
	assert_true(bundle_close(target));
	assert_true(exists("out/1"));
	assert_false(exists("out/2"));
	assert_false(exists("out/3"));
	assert_int_equal(tally.outcomes[BUNDLE_STORED], 1);
	assert_int_equal(tally.outcomes[BUNDLE_FAILED], 0);
	assert_clean(".");
	diag_close(diag);
}

/* Two runs that both saw the place free. */
static void test_race_has_one_winner(void **state)
{
	struct tally tally = {{0}};
	const struct bundle_options first = {.path = "out"};
	const struct bundle_options second = {.path = "out", .done = count_outcome, .to = &tally};
	struct diag *diag = diag_open();
	struct bundle_target *a = bundle_open(&first, diag), *b = bundle_open(&second, diag);

	(void)state;
	assert_true(bundle_begin(a, "1", NULL));
	assert_true(bundle_begin(b, "1", NULL));
	fill(a, "a");
	fill(b, "b");
	assert_true(bundle_finish(a) && bundle_commit(a) && bundle_finish(b) && bundle_commit(b));
	assert_true(bundle_close(a));
	assert_false(bundle_close(b));
	assert_string_equal(said(diag), "I212");
	assert_text("out/1/upload.html", "a");
	assert_sums("out/1");
	assert_int_equal(tally.outcomes[BUNDLE_FAILED], 1);
	assert_clean(".");
	diag_close(diag);
}

/* Two runs that both may replace the same old bundle. */
static void test_race_to_replace(void **state)
{
	struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct bundle_target *a, *b;

	(void)state;
	assert_true(make(&options, "1", "old", diag));
	options.force = true;
	a = bundle_open(&options, diag);
	b = bundle_open(&options, diag);
	assert_true(bundle_begin(a, "1", NULL));
	assert_true(bundle_begin(b, "1", NULL));
	fill(a, "a");
	fill(b, "b");
	assert_true(bundle_finish(a) && bundle_commit(a) && bundle_finish(b) && bundle_commit(b));
	assert_true(bundle_flush(a));
	assert_int_equal(system("test -z \"$(ls out/.pinport-tmp-0)\""), 0);
	assert_false(bundle_close(b));
	assert_string_equal(said(diag), "I212");
	assert_true(bundle_close(a));
	assert_text("out/1/upload.html", "a");
	assert_clean(".");
	diag_close(diag);
}

static void test_edit_during_run(void **state)
{
	struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct bundle_target *target;

	(void)state;
	assert_true(make(&options, "1", "old", diag));
	options.force = true;
	target = bundle_open(&options, diag);
	assert_true(bundle_begin(target, "1", NULL));
	fill(target, "new");
	assert_true(bundle_finish(target) && bundle_commit(target));
	spill("out/1/upload.html", "edited");
	assert_false(bundle_close(target));
	assert_string_equal(said(diag), "I205");
	assert_text("out/1/upload.html", "edited");
	assert_clean(".");
	diag_close(diag);
}

/* A disk that keeps something else than it is given: at the write for which `at` becomes 0. */
enum harm { NO_HARM, OTHER_BYTE, ONE_MORE, ONE_LESS, ALL_GONE };

static struct {
	enum harm harm;
	int at;
} disk;

static void drop_file(int fd)
{
	char link[64], path[512];
	ssize_t length;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof path - 1);
	assert_true(length > 0);
	path[length] = '\0';
	assert_int_equal(unlink(path), 0);
}

static void do_harm(int fd, const char *data, size_t size)
{
	char *copy = mem_alloc(size + 1);

	memcpy(copy, data, size);
	if (disk.harm == OTHER_BYTE)
		copy[size / 2] = (char)(copy[size / 2] ^ 4);
	if (disk.harm == ALL_GONE)
		drop_file(fd);
	size += (disk.harm == ONE_MORE) - (size_t)(disk.harm == ONE_LESS);
	assert_int_equal(syscall(SYS_write, fd, copy, size), size);
	mem_free(copy);
}

/* In place of the C library's. */
ssize_t write(int fd, const void *data, size_t size)
{
	if (disk.harm == NO_HARM || size == 0 || --disk.at != 0)
		return syscall(SYS_write, fd, data, size);
	do_harm(fd, data, size);
	return (ssize_t)size;
}

/* Files of all kinds, one of the size of a piece that is read and one of two. */
static bool fill_all(struct bundle_target *target, const char *large)
{
	struct bundle_start *start = bundle_start_make(large, 1000);
	bool good = bundle_add(target, "upload.html", "x", 1);

	good = bundle_stream_begin(target, "logo.png") && bundle_stream_piece(target, "PNG", 3) &&
	    bundle_stream_piece(target, "data", 4) && good;
	good = bundle_stream_end(target) && good;
	good = bundle_add(target, "large", large, 64 << 10) && good;
	good = bundle_add(target, "records/larger", large, 128 << 10) && good;
	good = bundle_add_started(target, "started", start, large, (64 << 10) - 1000) && good;
	good = bundle_add_started(target, "again", start, large, 100) && good;
	bundle_start_free(start);
	return good;
}

enum { WRITES = 10 };   /* of fill_all(), and SHA256SUMS */

static void test_read_back(void **state)
{
	const struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	char *large = mem_alloc(128 << 10);

	(void)state;
	for (size_t i = 0; i < 128 << 10; i++)
		large[i] = (char)(i % 251);
	for (int at = 1; at <= WRITES + 1; at++)
		for (disk.harm = OTHER_BYTE; disk.harm <= ALL_GONE; disk.harm++) {
			struct bundle_target *target = bundle_open(&options, diag);
			const bool whole = at > WRITES, gone = disk.harm == ALL_GONE;

			assert_true(bundle_begin(target, "1", NULL));
			disk.at = at;
			assert_int_equal(fill_all(target, large), at >= WRITES);
			assert_int_equal(bundle_finish(target), whole);
			assert_string_equal(said(diag), whole ? "" : gone ? "I209" : "I210");
			assert_true(whole ? disk.at == 1 : disk.at <= 0);
			disk.at = 0;
			assert_true(bundle_commit(target));
			assert_true(bundle_close(target));
			assert_int_equal(exists("out/1/SHA256SUMS"), whole);
			if (whole)
				assert_int_equal(system("rm -r out"), 0);
		}
	disk.harm = NO_HARM;
	mem_free(large);
	diag_close(diag);
}

static void test_top_read_back(void **state)
{
	const struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct buf text = {0};

	(void)state;
	buf_adds(&text, "<mark> and more");
	for (disk.harm = OTHER_BYTE; disk.harm <= ONE_LESS; disk.harm++) {
		struct bundle_target *target = bundle_open(&options, diag);

		assert_true(bundle_begin(target, "1", NULL));
		fill(target, "x");
		assert_true(bundle_finish(target) && bundle_commit(target) && bundle_flush(target));
		disk.at = 9;
		assert_false(put_top(target, &text, "<mark>"));
		assert_string_equal(said(diag), "I210");
		bundle_close(target);
		assert_clean(".");
		assert_true(exists("out/1/SHA256SUMS"));
		assert_false(exists("out/index.html"));
		assert_int_equal(system("rm -r out"), 0);
	}
	disk.harm = NO_HARM;
	buf_free(&text);
	diag_close(diag);
}

static void test_zip_read_back(void **state)
{
	static const char *const harm[] = {"echo x >> .pinport-tmp-0/1/upload.html",
	    "echo x >> .pinport-tmp-0/1/SHA256SUMS", "rm .pinport-tmp-0/1/upload.html", NULL};
	static const char *const codes[] = {"I210", "I210", "I207"};
	struct bundle_options options = {.path = "out.zip"};
	struct diag *diag = diag_open();

	(void)state;
	for (size_t i = 0; harm[i] != NULL; i++) {
		struct bundle_target *target = bundle_open(&options, diag);

		assert_true(bundle_begin(target, "1", NULL));
		fill(target, "x");
		assert_true(bundle_finish(target) && bundle_commit(target));
		assert_int_equal(system(harm[i]), 0);
		assert_false(bundle_close(target));
		assert_string_equal(said(diag), codes[i]);
		assert_false(exists("out.zip"));
		assert_clean(".");
	}
	diag_close(diag);
}

static void test_many_in_groups(void **state)
{
	struct tally tally = {{0}};
	const struct bundle_options options = {.path = "out", .done = count_outcome, .to = &tally};
	struct diag *diag = diag_open();
	struct bundle_target *target = bundle_open(&options, diag);
	char id[32];

	(void)state;
	for (int i = 0; i < 1100; i++) {
		snprintf(id, sizeof id, "%d", i);
		assert_true(bundle_begin(target, id, NULL));
		assert_true(bundle_add(target, "bundle.yaml", id, strlen(id)));
		assert_true(bundle_finish(target) && bundle_commit(target));
	}
	assert_int_equal(tally.outcomes[BUNDLE_STORED], 1024);
	assert_true(bundle_flush(target));
	assert_int_equal(tally.outcomes[BUNDLE_STORED], 1100);
	assert_true(bundle_close(target));
	assert_text("out/1099/bundle.yaml", "1099");
	assert_clean("out");
	diag_close(diag);
}

static void make_zip(const char *path, struct diag *diag)
{
	const struct bundle_options options = {.path = path};
	struct bundle_target *target = bundle_open(&options, diag);
	static const char *const ids[] = {"9", "12", "123", NULL};
	struct buf top = {0};

	buf_adds(&top, "<html>");
	for (size_t i = 0; ids[i] != NULL; i++) {
		assert_true(bundle_begin(target, ids[i], NULL));
		fill(target, ids[i]);
		assert_true(bundle_finish(target) && bundle_commit(target));
	}
	assert_true(put_top(target, &top, "html"));
	assert_true(bundle_close(target));
	buf_free(&top);
}

static void assert_same_files(const char *a, const char *b)
{
	size_t size_a, size_b;
	char *bytes_a = slurp(a, &size_a), *bytes_b = slurp(b, &size_b);

	assert_int_equal(size_a, size_b);
	assert_memory_equal(bytes_a, bytes_b, size_a);
	mem_free(bytes_a);
	mem_free(bytes_b);
}

static void test_zip_bytes(void **state)
{
	static const char *const zones[] = {"UTC", "Asia/Seoul", "America/New_York",
	    "Pacific/Kiritimati", "Africa/Monrovia", "Antarctica/Troll", NULL};
	struct diag *diag = diag_open();

	(void)state;
	make_zip("one.zip", diag);
	for (size_t i = 0; zones[i] != NULL; i++) {
		mode_t old = umask((mode_t)(i % 2 ? 077 : 0));

		setenv("TZ", zones[i], 1);
		make_zip("two.ZIP", diag);
		assert_same_files("one.zip", "two.ZIP");
		assert_int_equal(unlink("two.ZIP"), 0);
		umask(old);
	}
	unsetenv("TZ");
	assert_int_equal(system("python3 -c \""
	    "import zipfile; z = zipfile.ZipFile('one.zip'); n = z.namelist(); "
	    "assert n == sorted(n) and n[0] == '12/SHA256SUMS' and n[-1] == 'index.html', n; "
	    "assert z.testzip() is None; "
	    "assert all(i.date_time == (1980, 1, 1, 0, 0, 0) and not i.extra and "
	    "i.external_attr == 0o100644 << 16 for i in z.infolist()); "
	    "z.extractall('all')\""), 0);
	assert_sums("all/9");
	assert_sums("all/123");
	assert_clean(".");
	assert_string_equal(said(diag), "");
	diag_close(diag);
}

static void test_zip_existing(void **state)
{
	struct bundle_options options = {.path = "out.zip"};
	struct diag *diag = diag_open();

	(void)state;
	assert_true(make(&options, "1", "old", diag));
	assert_false(make(&options, "1", "new", diag));
	assert_string_equal(said(diag), "I204");
	options.force = true;
	assert_true(make(&options, "1", "new", diag));
	assert_int_equal(system("printf x | dd of=out.zip bs=1 seek=50 conv=notrunc status=none"), 0);
	assert_false(make(&options, "1", "newer", diag));
	assert_string_equal(said(diag), "I205");
	options.backup = true;
	assert_true(make(&options, "1", "newer", diag));
	assert_true(exists("out.zip.backup-1"));
	spill("out.zip", "something else");
	assert_false(make(&options, "1", "newest", diag));
	assert_string_equal(said(diag), "I206");
	assert_text("out.zip", "something else");
	assert_clean(".");
	diag_close(diag);
}

static void test_top_file(void **state)
{
	struct bundle_options options = {.path = "out"};
	struct diag *diag = diag_open();
	struct bundle_target *target = bundle_open(&options, diag);
	struct buf text = {0};

	(void)state;
	buf_adds(&text, "<!-- by pinport -->1");
	assert_true(put_top(target, &text, "by pinport"));
	buf_adds(&text, "2");
	assert_true(put_top(target, &text, "by pinport"));
	assert_text("out/index.html", "<!-- by pinport -->12");
	spill("out/index.html", "a person's");
	assert_false(put_top(target, &text, "by pinport"));
	assert_string_equal(said(diag), "I206");
	assert_text("out/index.html", "a person's");
	assert_true(bundle_close(target));
	assert_clean("out");
	buf_free(&text);
	diag_close(diag);
}

static void test_full_file_size(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		const struct bundle_options options = {.path = "out"};
		struct diag *diag = diag_open();
		struct bundle_target *target;
		const struct rlimit small = {50000, 50000};
		static char much[100000];

		file_watch_signals();
		target = bundle_open(&options, diag);
		if (setrlimit(RLIMIT_FSIZE, &small) != 0)
			_exit(9);
		if (!bundle_begin(target, "1", NULL) || bundle_add(target, "x", much, sizeof much) ||
		    bundle_finish(target) || bundle_close(target) != true)
			_exit(8);
		_exit(strcmp(said(diag), "I208") == 0 && !exists("out") ? 0 : 7);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_whole_bundle, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_started_alike, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_files_sorted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_existing_is_left, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_edits_are_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_backup, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_dry_run, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_unusable_output, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_account_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_file_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_abort_keeps_committed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_race_has_one_winner, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_edit_during_run, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_read_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_top_read_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_race_to_replace, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zip_read_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_many_in_groups, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zip_bytes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zip_existing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_top_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_full_file_size, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
