/* Judges what stands where a bundle is to go: written by pinport and
 * untouched, or edited by a person, or something else.
 *
 * A bundle's folder is compared with its own SHA256SUMS, and every hash in
 * that with the text of bundle.yaml (or .json), so that new sums made after an
 * edit are seen through. A ZIP ends in a comment with the hash of all before it.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <fcntl.h>

#include "bundle/parts.h"
#include "bundle/sums.h"
#include "bundle/zip_mark.h"

enum {
	NAMES_SHOWN = 5,
	INDEX_MOST = 64 << 20,
	LEVELS_MOST = 16
};

/* What desktops drop into every folder; it is not an edit, and no loss. */
static const char *const litter[] = {".DS_Store", "Thumbs.db", "desktop.ini", NULL};

static const char *const index_names[] = {"bundle.yaml", "bundle.json", NULL};

struct look {
	struct sums sums;
	struct arena arena;
	const char *names[NAMES_SHOWN];   /* the first by name: a folder has no order of its own */
	size_t edits;
	struct buf prefix;       /* "profiles/KR/" while a folder is walked */
	int level;
	bool *seen;              /* by index into sums */
	int failure;             /* errno of what could not be read */
	int folder;
};

static void note_edit(struct look *look, const char *path, const char *what)
{
	const char *last = look->names[NAMES_SHOWN - 1], *name;

	look->edits++;
	if (last != NULL && strcmp(path, last) > 0)
		return;
	name = arena_printf(&look->arena, "%s (%s)", path, what);
	for (size_t i = 0; i < NAMES_SHOWN && name != NULL; i++) {
		const char *held = look->names[i];

		if (held == NULL || strcmp(name, held) < 0) {
			look->names[i] = name;
			name = held;
		}
	}
}

static void put_names(const struct look *look, struct buf *to)
{
	for (size_t i = 0; i < NAMES_SHOWN && look->names[i] != NULL; i++)
		buf_printf(to, "%s%s", i > 0 ? ", " : "", look->names[i]);
	if (look->edits > NAMES_SHOWN)
		buf_printf(to, " and %zu more", look->edits - NAMES_SHOWN);
}

static bool is_litter(const char *name)
{
	if (name[0] == '.' && name[1] == '_')
		return true;
	for (size_t i = 0; litter[i] != NULL; i++)
		if (strcmp(litter[i], name) == 0)
			return true;
	return false;
}

static void judge_file(struct look *look, const char *path)
{
	const struct emitted_file *file = sums_find(&look->sums, path);

	if (file == NULL) {
		if (strcmp(path, SUMS_NAME) != 0)
			note_edit(look, path, "added");
		return;
	}
	look->seen[file - look->sums.list] = true;
	if (sums_same(look->folder, path, file->sha256))
		return;
	if (errno == 0 || errno == EINVAL || errno == ELOOP)
		note_edit(look, path, "changed");
	else
		look->failure = errno;
}

static bool walk_folder(struct look *look, int at, const char *name);

static bool walk_entry(void *to, int at, const char *name, bool folder)
{
	struct look *look = to;
	size_t length = look->prefix.length;

	if (is_litter(name))
		return true;
	buf_adds(&look->prefix, name);
	if (!folder) {
		judge_file(look, buf_text(&look->prefix));
	} else if (look->level >= LEVELS_MOST) {
		note_edit(look, buf_text(&look->prefix), "added");
	} else {
		buf_addc(&look->prefix, '/');
		look->level++;
		if (!walk_folder(look, at, name))
			look->failure = errno;
		look->level--;
	}
	buf_cut(&look->prefix, length);
	return look->failure == 0;
}

static bool walk_folder(struct look *look, int at, const char *name)
{
	struct file_visitor visitor = {walk_entry, look};
	int fd = file_open_subfolder(at, name);
	bool walked;
	int cause;

	if (fd < 0)
		return false;
	walked = file_each(fd, &visitor);
	cause = look->failure != 0 ? look->failure : errno;
	file_close(fd);
	errno = cause;
	return walked;
}

/* Every hash of the list has to stand in the index, which names all files but itself. */
static void judge_index(struct look *look, const char *name)
{
	int fd = file_open(look->folder, name);
	struct buf text = {0};

	if (fd < 0 || !file_read_all(fd, &text, INDEX_MOST))
		look->failure = errno;
	for (size_t i = 0; look->failure == 0 && i < look->sums.count; i++) {
		const struct emitted_file *file = &look->sums.list[i];

		if (strcmp(file->path, name) != 0 &&
		    memmem(buf_text(&text), text.length, file->sha256, HASH_TEXT - 1) == NULL)
			note_edit(look, file->path, "changed");
	}
	if (fd >= 0)
		file_close(fd);
	buf_free(&text);
}

static const char *index_name(const struct sums *sums)
{
	for (size_t i = 0; index_names[i] != NULL; i++)
		if (sums_find(sums, index_names[i]) != NULL)
			return index_names[i];
	return NULL;
}

static bool has_index(int folder)
{
	struct stat status;

	for (size_t i = 0; index_names[i] != NULL; i++)
		if (fstatat(folder, index_names[i], &status, AT_SYMLINK_NOFOLLOW) == 0)
			return true;
	return false;
}

static enum existing_state judge_bundle(struct look *look)
{
	char own[HASH_TEXT];
	const char *index;

	if (!sums_read(&look->sums, look->folder, own, &look->arena)) {
		if (errno != ENOENT && errno != EBADMSG && errno != EINVAL && errno != ELOOP)
			return EXISTING_UNKNOWN;
		note_edit(look, SUMS_NAME, errno == ENOENT ? "removed" : "changed");
		return has_index(look->folder) ? EXISTING_EDITED : EXISTING_FOREIGN;
	}
	index = index_name(&look->sums);
	if (index == NULL)
		return EXISTING_FOREIGN;
	look->seen = arena_alloc(&look->arena, look->sums.count);
	if (!walk_folder(look, look->folder, ".")) {
		errno = look->failure != 0 ? look->failure : errno;
		return EXISTING_UNKNOWN;
	}
	for (size_t i = 0; i < look->sums.count; i++)
		if (!look->seen[i])
			note_edit(look, look->sums.list[i].path, "removed");
	if (look->edits == 0)
		judge_index(look, index);
	errno = look->failure;
	if (look->failure != 0)
		return EXISTING_UNKNOWN;
	return look->edits > 0 ? EXISTING_EDITED : EXISTING_OURS;
}

struct existing existing_folder(int folder, const char *name, struct buf *names)
{
	struct existing existing = {EXISTING_UNKNOWN, 0};
	struct look look = {0};
	struct stat status;
	int cause;

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno == ENOENT)
			existing.state = EXISTING_NONE;
		return existing;
	}
	existing.inode = (uint64_t)status.st_ino;
	if (!S_ISDIR(status.st_mode)) {
		existing.state = EXISTING_FOREIGN;
		return existing;
	}
	look.folder = file_open_subfolder(folder, name);
	if (look.folder < 0)
		return existing;
	existing.state = judge_bundle(&look);
	cause = errno;
	put_names(&look, names);
	file_close(look.folder);
	arena_free(&look.arena);
	buf_free(&look.prefix);
	errno = cause;
	return existing;
}

struct existing existing_zip(int folder, const char *name)
{
	struct existing existing = {EXISTING_UNKNOWN, 0};
	struct stat status;
	int cause, fd;

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno == ENOENT)
			existing.state = EXISTING_NONE;
		return existing;
	}
	existing.inode = (uint64_t)status.st_ino;
	existing.state = EXISTING_FOREIGN;
	if (!S_ISREG(status.st_mode))
		return existing;
	fd = file_open(folder, name);
	if (fd < 0) {
		existing.state = EXISTING_UNKNOWN;
		return existing;
	}
	switch (zip_mark_check(fd)) {
	case ZIP_MARK_GOOD:
		existing.state = EXISTING_OURS;
		break;
	case ZIP_MARK_BAD:
		existing.state = EXISTING_EDITED;
		break;
	case ZIP_MARK_NONE:
		break;
	case ZIP_MARK_UNREAD:
		existing.state = EXISTING_UNKNOWN;
		break;
	}
	cause = errno;
	file_close(fd);
	errno = cause;
	return existing;
}
