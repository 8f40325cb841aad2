/* Bundles in folders and ZIP files: see view.h. SPDX-License-Identifier: MIT */
#include "bundle/view_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/input.h"
#include "base/utf8.h"
#include "read/zip/names.h"

enum { LEVELS_MOST = 16 };

static const char *const index_names[] = {"bundle.yaml", "bundle.json", NULL};

static bool is_index(const char *name)
{
	for (size_t i = 0; index_names[i] != NULL; i++)
		if (strcmp(index_names[i], name) == 0)
			return true;
	return false;
}

static bool is_account(const char *name, size_t length)
{
	return length > 0 && strspn(name, "0123456789") == length;
}

/* ---- which bundles there are ---- */

static void add_name(struct views *views, const char *name, size_t length)
{
	if (views->count == views->room) {
		views->room = views->room == 0 ? 16 : 2 * views->room;
		views->names = mem_resize(views->names, mem_product(views->room, sizeof *views->names));
	}
	views->names[views->count++] = arena_copy(&views->arena, name, length);
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Sorted, and each once: a folder with both kinds of index is one bundle. */
static void sort_names(struct views *views)
{
	size_t kept = 0;

	if (views->count > 1)
		qsort(views->names, views->count, sizeof *views->names, compare_names);
	for (size_t i = 0; i < views->count; i++)
		if (kept == 0 || strcmp(views->names[kept - 1], views->names[i]) != 0)
			views->names[kept++] = views->names[i];
	/* A bundle at the top: folders named by digits in it are its own business. */
	views->count = kept > 0 && views->names[0][0] == '\0' ? 1 : kept;
}

static void find_in_archive(struct views *views)
{
	for (size_t i = 0; i < container_count(views->container); i++) {
		const struct entry *entry = container_entry(views->container, i);
		const char *slash = strchr(entry->name, '/');

		if (entry->kind != ENTRY_FILE)
			continue;
		if (slash == NULL && is_index(entry->name))
			add_name(views, "", 0);
		else if (slash != NULL && is_index(slash + 1) &&
		    is_account(entry->name, (size_t)(slash - entry->name)))
			add_name(views, entry->name, (size_t)(slash - entry->name));
	}
	sort_names(views);
}

static bool has_index(int at, const char *folder)
{
	struct buf path = {0};
	struct stat status;
	bool found = false;

	for (size_t i = 0; index_names[i] != NULL && !found; i++) {
		buf_clear(&path);
		buf_printf(&path, "%s/%s", folder, index_names[i]);
		found = fstatat(at, buf_text(&path), &status, AT_SYMLINK_NOFOLLOW) == 0;
	}
	buf_free(&path);
	return found;
}

static bool see_folder(void *to, int at, const char *name, bool folder)
{
	struct views *views = to;

	if (folder && is_account(name, strlen(name)) && has_index(at, name))
		add_name(views, name, strlen(name));
	return true;
}

bool view_report(struct views *views, uint32_t source, enum diag_code code, const char *const *values)
{
	struct place place = {.source = source};

	return diag_add(views->diag, code, &place, NULL, values);
}

static bool find_in_folder(struct views *views)
{
	const struct file_visitor visitor = {see_folder, views};

	if (has_index(views->folder, "."))
		add_name(views, "", 0);
	else if (!file_each(views->folder, &visitor))
		return view_report(views, views->source, DIAG_I102, DIAG_VALUES(strerror(errno)));
	sort_names(views);
	return true;
}

static bool is_folder(const char *path)
{
	struct stat status;

	return strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* A first look must not wait for a pipe, nor read one. */
static bool is_archive(const char *path)
{
	const char *what;
	uint64_t size = 0;
	char start[2];
	int fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
	                                : input_open_regular(AT_FDCWD, path, &size, &what);
	bool archive = fd >= 0 && pread(fd, start, sizeof start, 0) == (ssize_t)sizeof start &&
	               memcmp(start, "PK", sizeof start) == 0;

	if (fd >= 0)
		close(fd);
	return archive;
}

enum view_kind view_kind(const char *path, const struct container_options *options)
{
	struct views look = {.folder = -1};

	if (is_folder(path))
		return VIEW_FOLDER;
	if (!is_archive(path))
		return VIEW_NONE;
	look.diag = diag_open();
	look.container = container_open(path, false, options, look.diag);
	if (look.container != NULL)
		find_in_archive(&look);
	container_close(look.container);
	diag_close(look.diag);
	mem_free(look.names);
	arena_free(&look.arena);
	return look.count > 0 ? VIEW_ZIP : VIEW_NONE;
}

static bool open_any(struct views *views)
{
	if (!is_folder(views->path)) {
		views->container = container_open(views->path, false, &views->options, views->diag);
		if (views->container == NULL)
			return false;
		views->source = container_source(views->container, NULL);
		find_in_archive(views);
	} else {
		views->source = diag_source(views->diag, views->path);
		views->folder = file_open_folder(AT_FDCWD, views->path);
		if (views->folder < 0)
			return view_report(views, views->source, DIAG_I102, DIAG_VALUES(strerror(errno)));
		if (!find_in_folder(views))
			return false;
	}
	return views->count > 0 || view_report(views, views->source, DIAG_R150, NULL);
}

struct views *views_open(const char *path, const struct container_options *options, struct diag *diag)
{
	struct views *views = mem_alloc(sizeof *views);
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	views->options = *options;
	views->diag = diag;
	views->folder = -1;
	views->path = mem_copy(path, length);
	if (open_any(views))
		return views;
	views_close(views);
	return NULL;
}

size_t views_count(const struct views *views)
{
	return views->count;
}

void views_close(struct views *views)
{
	if (views == NULL)
		return;
	if (views->folder >= 0)
		close(views->folder);
	container_close(views->container);
	mem_free(views->names);
	mem_free(views->path);
	arena_free(&views->arena);
	mem_free(views);
}

/* ---- the files of one ---- */

static struct view_file *add_file(struct view *view, const char *path)
{
	if (view->count == view->views->options.limits->entries) {
		view->crowded = true;
		return NULL;
	}
	if (view->count == view->room) {
		view->room = view->room == 0 ? 32 : 2 * view->room;
		view->files = mem_resize(view->files, mem_product(view->room, sizeof *view->files));
	}
	view->files[view->count] = (struct view_file){.path = arena_string(&view->arena, path)};
	return &view->files[view->count++];
}

static void list_archive(struct view *view, const char *folder)
{
	struct container *container = view->views->container;
	const size_t length = strlen(folder);

	for (size_t i = 0; i < container_count(container); i++) {
		struct entry *entry = container_entry(container, i);
		const char *path = entry->name;
		struct view_file *file;

		if (entry->kind != ENTRY_FILE)
			continue;
		if (length > 0) {
			if (strncmp(path, folder, length) != 0 || path[length] != '/')
				continue;
			path += length + 1;
		}
		file = add_file(view, path);
		if (file == NULL)
			return;
		file->size = entry->size;
		file->entry = entry;
	}
}

/* A walk over a folder. */
struct walk {
	struct view *view;
	struct buf path;
	unsigned level;
	int failure;
};

static bool walk_folder(struct walk *walk, int at, const char *name);

static bool walk_file(struct walk *walk, int at, const char *name)
{
	struct view_file *file = add_file(walk->view, buf_text(&walk->path));
	struct stat status;

	if (file == NULL)
		return false;
	if (fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		walk->failure = errno;
		return false;
	}
	file->size = (uint64_t)status.st_size;
	file->odd = S_ISDIR(status.st_mode) ? "a folder too deep for a bundle" : input_kind(status.st_mode);
	return true;
}

static bool walk_entry(void *to, int at, const char *name, bool folder)
{
	struct walk *walk = to;
	const size_t length = walk->path.length;
	bool good = true;

	if (name_ignored(name))
		return true;
	buf_adds(&walk->path, name);
	if (folder && walk->level < LEVELS_MOST) {
		buf_addc(&walk->path, '/');
		walk->level++;
		good = walk_folder(walk, at, name);
		walk->level--;
	} else {
		good = walk_file(walk, at, name);
	}
	buf_cut(&walk->path, length);
	return good;
}

static bool walk_folder(struct walk *walk, int at, const char *name)
{
	const struct file_visitor visitor = {walk_entry, walk};
	int fd = file_open_subfolder(at, name);
	bool walked = fd >= 0 && file_each(fd, &visitor);

	if (!walked && walk->failure == 0)
		walk->failure = errno;
	if (fd >= 0)
		file_close(fd);
	return walked && walk->failure == 0;
}

static bool list_folder(struct view *view)
{
	struct walk walk = {.view = view};
	bool walked = walk_folder(&walk, view->folder, ".");

	buf_free(&walk.path);
	return walked || view->crowded ||
	       view_report(view->views, view->source, DIAG_I102, DIAG_VALUES(strerror(walk.failure)));
}

static int compare_files(const void *left, const void *right)
{
	return strcmp(((const struct view_file *)left)->path, ((const struct view_file *)right)->path);
}

static bool list_files(struct view *view, const char *folder)
{
	struct views *views = view->views;
	char number[32];

	if (views->container != NULL) {
		list_archive(view, folder);
	} else {
		view->folder = *folder == '\0' ? fcntl(views->folder, F_DUPFD_CLOEXEC, 3)
		                               : file_open_subfolder(views->folder, folder);
		if (view->folder < 0)
			return view_report(views, view->source, DIAG_I102, DIAG_VALUES(strerror(errno)));
		if (!list_folder(view))
			return false;
	}
	snprintf(number, sizeof number, "%llu", (unsigned long long)views->options.limits->entries);
	if (view->crowded)
		return view_report(views, view->source, DIAG_R176, DIAG_VALUES(number));
	if (view->count > 1)
		qsort(view->files, view->count, sizeof *view->files, compare_files);
	return true;
}

struct view *view_open(struct views *views, size_t index)
{
	const char *folder = views->names[index];
	struct view *view = mem_alloc(sizeof *view);

	view->views = views;
	view->folder = -1;
	view->name = *folder == '\0' ? views->path
	    : arena_printf(&view->arena, "%s%c%s", views->path, views->container != NULL ? '!' : '/', folder);
	view->source = *folder == '\0' ? views->source : diag_source(views->diag, view->name);
	if (list_files(view, folder))
		return view;
	view_close(view);
	return NULL;
}

void view_close(struct view *view)
{
	if (view == NULL)
		return;
	if (view->folder >= 0)
		close(view->folder);
	mem_free(view->files);
	arena_free(&view->arena);
	mem_free(view);
}

const char *view_name(const struct view *view)
{
	return view->name;
}

size_t view_count(const struct view *view)
{
	return view->count;
}

const struct view_file *view_file(const struct view *view, size_t index)
{
	return &view->files[index];
}

const struct view_file *view_find(const struct view *view, const char *path)
{
	const struct view_file key = {.path = path};

	return view->count == 0 ? NULL
	    : bsearch(&key, view->files, view->count, sizeof *view->files, compare_files);
}

const struct view_file *view_document(const struct view *view, const char *name)
{
	static const char *const suffixes[] = {".yaml", ".json"};
	const struct view_file *found = NULL;
	struct buf path = {0};

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes && found == NULL; i++) {
		buf_clear(&path);
		buf_printf(&path, "%s%s", name, suffixes[i]);
		found = view_find(view, buf_text(&path));
	}
	buf_free(&path);
	return found;
}

uint32_t view_source(struct view *view, const struct view_file *file)
{
	struct view_file *own;
	struct buf name = {0};

	if (file == NULL)
		return view->source;
	own = &view->files[file - view->files];
	if (own->source == 0 && own->entry != NULL) {
		own->source = container_source(view->views->container, own->entry);
	} else if (own->source == 0) {
		buf_printf(&name, "%s/%s", view->name, own->path);
		own->source = diag_source(view->views->diag, buf_text(&name));
		buf_free(&name);
	}
	return own->source;
}
