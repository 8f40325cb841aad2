/* What a path holds, told by content; bundles as they stand in folders and how their files compare. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "bundle/view.h"
#include "check/edited.h"

static char folder[] = "/tmp/pinport-edited-XXXXXX";
static struct diag *diag;
static struct limits limits;
static struct container_options options;

static int make_folder(void **state)
{
	(void)state;
	limits = limits_default;
	options.limits = &limits;
	return mkdtemp(folder) != NULL && chdir(folder) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return chdir("/") == 0 && file_remove_tree(AT_FDCWD, folder) ? 0 : -1;
}

static int open_diag(void **state)
{
	(void)state;
	diag = diag_open();
	limits = limits_default;
	return 0;
}

static int close_diag(void **state)
{
	(void)state;
	diag_close(diag);
	return 0;
}

static void write_file(const char *path, const char *text, size_t size)
{
	FILE *file;
	char part[256];

	for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
		mkdir(part, 0755);
	}
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	fclose(file);
}

static void put(const char *path, const char *text)
{
	write_file(path, text, strlen(text));
}

static void test_kind_is_told_by_content(void **state)
{
	static const struct { const char *name, *text; enum edited_kind kind; } rows[] = {
		{"k/a.txt", "<?xml version='1.0'?><a/>", EDITED_NOT},
		{"k/b.yaml", "<PinpointExport/>", EDITED_NOT},
		{"k/c.yaml", "anything", EDITED_PROFILES},
		{"k/d", "format: pinport/marketing-profile/1\n", EDITED_PROFILES},
		{"k/e", "\xEF\xBB\xBF\n\n--- \nformat: x\n", EDITED_PROFILES},
		{"k/f", "# edited by Kari\nformat: x\n", EDITED_PROFILES},
		{"k/g", " {\"format\": 1}", EDITED_PROFILES},
		{"k/h", "\"format\": x", EDITED_PROFILES},
		{"k/i", "Dear colleagues, please find", EDITED_NOT},
		{"k/j", "\x89PNG\r\n\x1a\n", EDITED_NOT},
		{"k/k.JSON", "", EDITED_NOT},
		{"k/l.xml", "{\"a\": 1}", EDITED_NOT},
		{"k/m", "PK\3\4 no archive", EDITED_NOT},
		{"k/n", "https://a.example", EDITED_NOT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		put(rows[i].name, rows[i].text);
		assert_int_equal(edited_kind(rows[i].name, &options), rows[i].kind);
	}
	assert_int_equal(edited_kind("k", &options), EDITED_BUNDLES);
	assert_int_equal(edited_kind("missing", &options), EDITED_NOT);
	assert_int_equal(mkfifo("k/pipe.yaml", 0644), 0);
	assert_int_equal(edited_kind("k/pipe.yaml", &options), EDITED_NOT);   /* and nobody waits for it */
	assert_int_equal(diag_count(diag, DIAG_ERROR), 0);
}

static const char *told(void)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(diag, 0, &count);

	return count > 0 ? diag_rows[entries[count - 1].code].code : "-";
}

static void test_where_bundles_are(void **state)
{
	struct views *views;
	struct view *view;

	(void)state;
	put("many/20/bundle.yaml", "x");
	put("many/3/bundle.json", "x");
	put("many/3/bundle.yaml", "x");
	put("many/x4/bundle.yaml", "x");         /* no account */
	put("many/5/readme", "x");               /* no bundle */
	put("many/20.backup-1/bundle.yaml", "x");
	views = views_open("many//", &options, diag);
	assert_non_null(views);
	assert_int_equal(views_count(views), 2);
	view = view_open(views, 0);
	assert_string_equal(view_name(view), "many/20");
	assert_string_equal(diag_source_name(diag, view_source(view, view_file(view, 0))),
	    "many/20/bundle.yaml");
	view_close(view);
	views_close(views);
	views = views_open("many/3", &options, diag);
	assert_int_equal(views_count(views), 1);
	views_close(views);
	assert_null(views_open("many/5", &options, diag));
	assert_string_equal(told(), "R150");
	views_close(NULL);
	view_close(NULL);
}

static struct view *only_view(struct views **views, const char *path)
{
	*views = views_open(path, &options, diag);
	assert_non_null(*views);
	return view_open(*views, 0);
}

static void test_files_are_listed_and_read(void **state)
{
	struct views *views;
	struct view *view;
	struct buf text = {0};
	char sha256[HASH_TEXT];

	(void)state;
	put("list/bundle.yaml", "index");
	put("list/b/x.txt", "xyz");
	put("list/b/.DS_Store", "noise");
	put("list/b.txt", "");
	assert_int_equal(symlink("../../etc/passwd", "list/link"), 0);
	assert_int_equal(mkfifo("list/pipe", 0644), 0);
	view = only_view(&views, "list");
	assert_non_null(view);
	assert_int_equal(view_count(view), 5);
	assert_string_equal(view_file(view, 0)->path, "b.txt");
	assert_string_equal(view_file(view, 1)->path, "b/x.txt");
	assert_string_equal(view_find(view, "link")->odd, "a link");
	assert_string_equal(view_find(view, "pipe")->odd, "a named pipe");
	assert_null(view_find(view, "b"));
	assert_ptr_equal(view_document(view, "bundle"), view_find(view, "bundle.yaml"));
	assert_null(view_document(view, "report"));
	assert_true(view_read(view, view_find(view, "b/x.txt"), &text, 2));
	assert_string_equal(buf_text(&text), "xy");
	assert_true(view_hash(view, view_find(view, "b.txt"), sha256));
	assert_string_equal(sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_null(view_tree(view, view_find(view, "link"), 1000, NULL));
	assert_string_equal(told(), "R175");
	/* Links are not followed, whoever puts them there in between. */
	unlink("list/b/x.txt");
	assert_int_equal(symlink("/etc/passwd", "list/b/x.txt"), 0);
	assert_false(view_hash(view, view_find(view, "b/x.txt"), sha256));
	assert_string_equal(told(), "I102");
	buf_free(&text);
	view_close(view);
	views_close(views);
}

static void test_limits_of_a_folder(void **state)
{
	char path[256] = "deep";
	struct views *views;
	struct view *view;

	(void)state;
	put("deep/bundle.yaml", "x");
	for (int i = 0; i < 20; i++)
		strcat(path, "/d");
	strcat(path, "/file");
	put(path, "x");
	view = only_view(&views, "deep");
	assert_int_equal(view_count(view), 2);
	assert_string_equal(view_file(view, 1)->odd, "a folder too deep for a bundle");
	view_close(view);
	views_close(views);
	limits.entries = 1;
	view = only_view(&views, "deep");
	assert_null(view);
	assert_string_equal(told(), "R176");
	views_close(views);
}

struct seen { struct buf text; };

static void see_file(void *to, const char *path, const struct view_file *file, enum view_state state)
{
	static const char *const names[] = {"same", "edited", "resealed", "added", "missing", "odd"};

	assert_int_equal(file == NULL, state == VIEW_MISSING);
	if (state != VIEW_SAME)
		buf_printf(&((struct seen *)to)->text, "%s %s, ", path, names[state]);
}

static void see_no_sums(void *to, const char *why)
{
	buf_printf(&((struct seen *)to)->text, "sums %s, ", why);
}

static const char *judged(struct seen *seen)
{
	const struct view_judge judge = {see_file, see_no_sums, seen};
	struct arena arena = {0};
	struct views *views;
	struct view *view = only_view(&views, "judge");
	const struct yaml *index = view_tree(view, view_document(view, "bundle"), 1 << 20, &arena);

	buf_clear(&seen->text);
	assert_true(view_judge(view, index, &judge));
	view_close(view);
	views_close(views);
	arena_free(&arena);
	return buf_text(&seen->text);
}

#define EMPTY_HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define X_HASH "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"

static void test_how_files_compare(void **state)
{
	static const char sums[] = EMPTY_HASH "  a\n" X_HASH "  gone\n";
	struct seen seen = {{0}};

	(void)state;
	put("judge/a", "");
	put("judge/SHA256SUMS", sums);
	put("judge/bundle.yaml", "files:\n- {path: a, sha256: " EMPTY_HASH "}\n- {path: lost, sha256: x}\n");
	put("judge/new", "x");
	assert_string_equal(judged(&seen),
	    "bundle.yaml added, new added, gone missing, lost missing, ");
	put("judge/a", "x");
	assert_string_equal(judged(&seen),
	    "a edited, bundle.yaml added, new added, gone missing, lost missing, ");
	put("judge/SHA256SUMS", X_HASH "  a\n");
	assert_string_equal(judged(&seen), "a resealed, bundle.yaml added, new added, lost missing, ");
	put("judge/SHA256SUMS", "nonsense");
	assert_string_equal(judged(&seen),
	    "sums is not the list of hashes that pinport wrote, a edited, new added, lost missing, ");
	unlink("judge/SHA256SUMS");
	assert_int_equal(symlink("/etc/passwd", "judge/SHA256SUMS"), 0);
	assert_string_equal(judged(&seen), "sums is missing, SHA256SUMS odd, a edited, new added, lost missing, ");
	/* Without any witness nothing is said of what was there before. */
	unlink("judge/SHA256SUMS");
	put("judge/bundle.yaml", "x: 1\n");
	assert_string_equal(judged(&seen), "sums is missing, ");
	buf_free(&seen.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kind_is_told_by_content, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_where_bundles_are, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_files_are_listed_and_read, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_limits_of_a_folder, open_diag, close_diag),
		cmocka_unit_test_setup_teardown(test_how_files_compare, open_diag, close_diag),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
