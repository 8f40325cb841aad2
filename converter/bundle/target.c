/* The output as a whole: opening and closing it, its working folder, and what
 * may be replaced. SPDX-License-Identifier: MIT */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "bundle/parts.h"

enum { OPEN_TRIES = 8 };

bool bundle_is_zip(const char *path)
{
	size_t length = strlen(path);

	return length > 4 && ascii_same(path + length - 4, ".zip");
}

void target_show(const struct bundle_target *target, struct buf *to, const char *name)
{
	buf_adds(to, target->path);
	if (name == NULL || (target->zip && strcmp(name, target->leaf) == 0))
		return;
	if (target->zip) {
		buf_cut(to, to->length - strlen(target->leaf));
	} else if (strcmp(target->path, "/") != 0) {
		buf_addc(to, '/');
	}
	buf_adds(to, name);
}

bool target_report(struct bundle_target *target, enum diag_code code, const struct place *place,
    const char *name, const char *reason)
{
	struct buf shown = {0};

	target_show(target, &shown, name);
	diag_add(target->diag, code, place, NULL, DIAG_VALUES(buf_text(&shown), reason));
	buf_free(&shown);
	return false;
}

static bool no_room(int cause)
{
	return cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
}

bool target_cannot_write(struct bundle_target *target, const struct place *place, const char *what)
{
	int cause = errno;

	return target_report(target, no_room(cause) ? DIAG_I208 : DIAG_I207, place, what,
	    strerror(cause));
}

static bool report_existing(struct bundle_target *target, const char *name,
    const struct place *place, const struct existing *before, const char *names)
{
	switch (before->state) {
	case EXISTING_UNKNOWN:
		return target_report(target, DIAG_I207, place, name, strerror(errno));
	case EXISTING_FOREIGN:
		return target_report(target, DIAG_I206, place, name, NULL);
	case EXISTING_EDITED:
		if (target->options.backup)
			return true;
		return target_report(target, DIAG_I205, place, name,
		    names[0] != '\0' ? names : "its bytes have changed");
	case EXISTING_NONE:
	case EXISTING_OURS:
		break;
	}
	return true;
}

bool target_may_place(struct bundle_target *target, const char *name, const struct place *place,
    struct existing *before)
{
	struct buf names = {0};
	struct stat status;
	bool may;

	*before = (struct existing){EXISTING_NONE, 0};
	if (target->folder < 0)
		return true;   /* a dry run into a folder that is not there yet */
	if (!target->options.force) {
		if (fstatat(target->folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0)
			return target_report(target, DIAG_I204, place, name, NULL);
		return errno == ENOENT || target_report(target, DIAG_I207, place, name, strerror(errno));
	}
	*before = target->zip ? existing_zip(target->folder, name)
	                      : existing_folder(target->folder, name, &names);
	may = report_existing(target, name, place, before, buf_text(&names));
	buf_free(&names);
	return may;
}

/* "a/b//" -> path "a/b", folder "a", leaf "b"; "b" -> ".", "b"; "/" -> "/", ".". */
static char *split_path(struct bundle_target *target, const char *path)
{
	size_t length = strlen(path), start;

	while (length > 1 && path[length - 1] == '/')
		length--;
	for (start = length; start > 0 && path[start - 1] != '/'; start--)
		;
	target->path = mem_copy(path, length);
	target->leaf = start < length ? mem_copy(path + start, length - start) : mem_copy(".", 1);
	if (start == 0)
		return mem_copy(".", 1);
	return mem_copy(path, start);
}

/* The folder that DIR or FILE.zip is in. */
static bool open_above(struct bundle_target *target, const char *above)
{
	int fd = file_open_folder(AT_FDCWD, above);

	if (fd < 0) {
		if (errno == ENOENT)
			return target_report(target, DIAG_I202, NULL, NULL, NULL);
		return target_report(target, DIAG_I201, NULL, NULL, strerror(errno));
	}
	if (target->zip)
		target->folder = fd;
	else
		target->above = fd;
	return true;
}

static bool make_folder(struct bundle_target *target)
{
	bool made;

	file_hold_signals();
	made = file_make_folder(target->above, target->leaf);
	if (made) {
		target->created = true;
		file_pending_folder(target->above, target->leaf);
	}
	file_release_signals();
	return made || errno == EEXIST;
}

/* DIR itself; another run may create or remove it at the same time. */
static bool open_folder(struct bundle_target *target)
{
	for (int i = 0; i < OPEN_TRIES; i++) {
		target->folder = file_open_folder(target->above, target->leaf);
		if (target->folder >= 0)
			return true;
		if (errno == ENOTDIR)
			return target_report(target, DIAG_I203, NULL, NULL, "folder");
		if (errno != ENOENT)
			break;
		if (target->options.dry_run)
			return true;
		if (!make_folder(target))
			break;
	}
	return target_report(target, DIAG_I201, NULL, NULL, strerror(errno));
}

/* A dry run writes nothing, so it asks instead. */
static bool may_write(struct bundle_target *target)
{
	int folder = target->folder >= 0 ? target->folder : target->above;

	return faccessat(folder, ".", W_OK | X_OK, AT_EACCESS) == 0 ||
	    target_report(target, DIAG_I201, NULL, NULL, strerror(errno));
}

static bool open_scratch(struct bundle_target *target)
{
	if (target->options.dry_run)
		return may_write(target);
	for (int i = 0; i < OPEN_TRIES; i++) {
		if (file_scratch_open(&target->scratch, target->folder))
			return true;
		if (errno != ENOENT || target->zip)
			break;
		/* The run that had created DIR has failed and removed it. */
		close(target->folder);
		if (!open_folder(target))
			return false;
	}
	return target_report(target, no_room(errno) ? DIAG_I208 : DIAG_I213, NULL, NULL, strerror(errno));
}

static bool has_file(int folder, const char *name)
{
	struct stat status;

	return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode);
}

static bool is_bundle(int folder)
{
	return folder >= 0 && ((has_file(folder, "bundle.yaml") && has_file(folder, "report.yaml")) ||
	                       (has_file(folder, "bundle.json") && has_file(folder, "report.json")));
}

/* DIR holds bundles and is none: a bundle in a bundle would be neither found nor checked. */
static bool check_nesting(struct bundle_target *target)
{
	return (!is_bundle(target->folder) && !is_bundle(target->above)) ||
	    target_report(target, DIAG_I217, NULL, NULL, NULL);
}

/* What stands at FILE.zip is judged before any work, and again at the end. */
static bool check_zip(struct bundle_target *target)
{
	struct stat status;

	if (!target->zip)
		return true;
	if (fstatat(target->folder, target->leaf, &status, 0) == 0 && S_ISDIR(status.st_mode))
		return target_report(target, DIAG_I203, NULL, NULL, "ZIP file");
	return target_may_place(target, target->leaf, NULL, &target->zip_before);
}

static void free_target(struct bundle_target *target)
{
	if (target->folder >= 0)
		close(target->folder);
	if (target->above >= 0)
		close(target->above);
	for (size_t i = 0; i < target->top_count; i++)
		mem_free((void *)(uintptr_t)target->tops[i].path);
	mem_free(target->tops);
	mem_free(target->staged);
	mem_free(target->account.files);
	map_free(&target->account.paths);
	map_free(&target->account.folders);
	arena_free(&target->account.arena);
	mem_free(target->path);
	mem_free(target->leaf);
	mem_free(target);
}

/* Removes the working folder, and DIR if this run made it and nothing is in it. */
static void clean_up(struct bundle_target *target)
{
	char name[sizeof target->scratch.name];

	memcpy(name, target->scratch.name, sizeof name);
	if (!file_scratch_close(&target->scratch))
		target_report(target, DIAG_I216, NULL, name, strerror(errno));
	if (target->created) {
		if (!target->stored)
			unlinkat(target->above, target->leaf, AT_REMOVEDIR);
		file_pending_folder(-1, NULL);
	}
}

struct bundle_target *bundle_open(const struct bundle_options *options, struct diag *diag)
{
	struct bundle_target *target = mem_alloc(sizeof *target);
	char *above = split_path(target, options->path);
	bool opened;

	target->diag = diag;
	target->options = *options;
	target->options.path = target->path;
	target->above = target->folder = -1;
	target->scratch.fd = target->account.fd = target->account.file = -1;
	target->zip = bundle_is_zip(target->path);
	opened = open_above(target, above) && (target->zip || open_folder(target)) &&
	    check_nesting(target) && check_zip(target) && open_scratch(target);
	mem_free(above);
	if (opened)
		return target;
	clean_up(target);
	free_target(target);
	return NULL;
}

bool bundle_close(struct bundle_target *target)
{
	bool good;

	if (target == NULL)
		return true;
	if (target->giver != NULL)
		return target_leave(target);
	bundle_abort(target);
	good = target->zip ? zip_out_store(target) : bundle_flush(target);
	clean_up(target);
	free_target(target);
	return good;
}

int bundle_folder(const struct bundle_target *target)
{
	return target->folder;
}

/* Around FILE.zip there may be anything, so of its folder little is asked. With a
 * backup more is: a swap may have to be undone, by names alone. */
static enum sandbox_access access_around_zip(const struct bundle_options *options)
{
	if (options->backup)
		return SANDBOX_WRITE;
	return options->force ? SANDBOX_REPLACE : SANDBOX_PLACE;
}

void bundle_rights(const struct bundle_target *target, struct sandbox_path rights[BUNDLE_RIGHTS])
{
	const struct sandbox_path none = {NULL, -1, SANDBOX_READ};
	const bool writes = !target->options.dry_run;

	rights[0] = (struct sandbox_path){NULL, target->folder, writes ? SANDBOX_WRITE : SANDBOX_READ};
	rights[1] = target->created ? (struct sandbox_path){NULL, target->above, SANDBOX_PRUNE} : none;
	rights[2] = none;
	if (!target->zip)
		return;
	rights[0] = (struct sandbox_path){target->leaf, target->folder, writes ? SANDBOX_WRITE : SANDBOX_READ};
	if (writes) {
		rights[1] = (struct sandbox_path){NULL, target->scratch.fd, SANDBOX_WRITE};
		rights[2] = (struct sandbox_path){NULL, target->folder, access_around_zip(&target->options)};
	}
}
