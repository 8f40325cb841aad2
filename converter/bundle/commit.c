/* From the working folder to the final names: what was read back when it was
 * written (read_back.c) is synced and renamed, the folder synced, and only then
 * what was replaced removed. One sync serves a whole group of accounts; each
 * account's rename is a step of its own, so that at any moment each of them is
 * absent, old or complete. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "bundle/parts.h"
#include "bundle/sums.h"

enum {
	GROUP_ACCOUNTS = 512,
	BACKUP_MOST = 100000,
	MARK_WITHIN = 4096
};
static const uint64_t group_bytes = UINT64_C(64) << 20;

/* The first free name of NAME.backup-N gets what stands at `from`; N is in `backup`. */
static bool take_backup_name(struct bundle_target *target, int from_at, const char *from,
    const char *name, struct buf *backup)
{
	for (int n = 1; n <= BACKUP_MOST; n++) {
		buf_clear(backup);
		buf_printf(backup, "%s.backup-%d", name, n);
		if (file_rename_new(from_at, from, target->folder, buf_text(backup)))
			return true;
		if (errno != EEXIST)
			return false;
	}
	return false;
}

static void tell_backup(struct bundle_target *target, const char *name, const char *backup)
{
	int cause = errno;
	struct buf shown = {0}, aside = {0};

	target_show(target, &shown, name);
	target_show(target, &aside, backup);
	diag_add(target->diag, DIAG_I218, NULL, NULL,
	    DIAG_VALUES(buf_text(&shown), buf_text(&aside), strerror(cause)));
	buf_free(&shown);
	buf_free(&aside);
}

/* Where names cannot be swapped, the old one gets a backup's name first, even if
 * nobody wants a backup: whatever happens then, it is not lost with the working
 * folder. A kill in between leaves nothing under `name`. */
static bool put_in_steps(struct bundle_target *target, const char *staged, const char *name)
{
	struct buf backup = {0};
	bool moved = take_backup_name(target, target->folder, name, name, &backup), put = false, done = true;
	int cause;

	if (moved)
		put = file_rename_new(target->scratch.fd, staged, target->folder, name);
	cause = errno;
	if (moved && !put)
		done = file_rename_new(target->folder, buf_text(&backup), target->folder, name);
	else if (put && !target->options.backup)
		done = file_rename_new(target->folder, buf_text(&backup), target->scratch.fd, staged);
	if (!done)
		tell_backup(target, name, buf_text(&backup));
	buf_free(&backup);
	errno = cause;
	return put;
}

static bool put_over(struct bundle_target *target, const char *staged, const char *name)
{
	if (file_rename_swap(target->scratch.fd, staged, target->folder, name))
		return true;
	if (errno != ENOTSUP)
		return false;
	if (target->zip)
		return file_rename_over(target->scratch.fd, staged, target->folder, name);
	return put_in_steps(target, staged, name);
}

/* The new one takes the backup's name first and then swaps with the old one:
 * so there is no moment at which a kill could cost the old one. */
static bool put_with_backup(struct bundle_target *target, const char *staged, const char *name)
{
	struct buf backup = {0};
	bool put = take_backup_name(target, target->scratch.fd, staged, name, &backup);
	int cause;

	if (put && !file_rename_swap(target->folder, buf_text(&backup), target->folder, name)) {
		cause = errno;
		put = file_rename_new(target->folder, buf_text(&backup), target->scratch.fd, staged) &&
		    cause == ENOTSUP && put_in_steps(target, staged, name);
		if (cause != ENOTSUP)
			errno = cause;
	}
	cause = errno;
	buf_free(&backup);
	errno = cause;
	return put;
}

static bool put(struct bundle_target *target, const char *staged, const char *name,
    const struct existing *now)
{
	bool done;

	file_hold_signals();
	if (now->state == EXISTING_NONE)
		done = file_rename_new(target->scratch.fd, staged, target->folder, name);
	else if (target->options.backup)
		done = put_with_backup(target, staged, name);
	else
		done = put_over(target, staged, name);
	file_release_signals();
	return done;
}

bool target_put(struct bundle_target *target, const char *staged, const char *name,
    const struct existing *before, const struct place *place)
{
	struct existing now = {EXISTING_NONE, 0};

	/* Looked at again: hours may have passed since the account was begun. */
	if (before->state != EXISTING_NONE) {
		if (!target_may_place(target, name, place, &now))
			return false;
		if (now.state != EXISTING_NONE && now.inode != before->inode)
			return target_report(target, DIAG_I212, place, name, NULL);
	}
	if (put(target, staged, name, &now)) {
		target->stored = true;
		return true;
	}
	if (errno == EEXIST || errno == ENOTEMPTY)
		return target_report(target, DIAG_I212, place, name, NULL);
	return target_report(target, DIAG_I211, place, name, strerror(errno));
}

void target_tell(struct bundle_target *target, bool good)
{
	for (size_t i = 0; i < target->ready; i++) {
		const struct staged *staged = &target->staged[i];
		enum bundle_outcome outcome = BUNDLE_STORED;

		if (target->options.dry_run)
			outcome = BUNDLE_CHECKED;
		else if (!good || staged->failed)
			outcome = BUNDLE_FAILED;
		if (target->options.done != NULL)
			target->options.done(target->options.to, staged->id, outcome);
	}
	target->count -= target->ready;
	memmove(target->staged, target->staged + target->ready, target->count * sizeof *target->staged);
	target->ready = 0;
	target->bytes = 0;
	/* A large document's are not kept. */
	if (target->count == 0 && target->room > 2 * GROUP_ACCOUNTS) {
		mem_free(target->staged);
		target->staged = NULL;
		target->room = 0;
	}
}

static bool sync_names(struct bundle_target *target)
{
	if (!file_sync(target->folder) || (target->created && !file_sync(target->above)))
		return target_report(target, DIAG_I209, NULL, NULL, strerror(errno));
	return true;
}

/* Gives the committed accounts their names; true if all of them have got them. */
static bool put_group(struct bundle_target *target)
{
	bool all = true, any = false;
	char at[STAGED_ROOM];

	for (size_t i = 0; i < target->ready; i++) {
		struct staged *staged = &target->staged[i];

		staged->failed =
		    !target_put(target, staged_at(staged, at), staged->id, &staged->before, &staged->place);
		all = all && !staged->failed;
		any = any || !staged->failed;
	}
	if (any && !sync_names(target)) {
		for (size_t i = 0; i < target->ready; i++)
			target->staged[i].failed = true;
		all = false;
	}
	return all;
}

bool bundle_flush(struct bundle_target *target)
{
	bool good = true;
	char at[STAGED_ROOM];

	if (target->zip || target->ready == 0)
		return true;
	if (!target->options.dry_run) {
		bool synced = file_sync_all(target->scratch.fd) ||
		    target_report(target, DIAG_I209, NULL, NULL, strerror(errno));

		good = synced && put_group(target);
		for (size_t i = 0; i < target->ready; i++) {
			struct staged *staged = &target->staged[i];

			staged->failed = staged->failed || !synced;
			/* What was not put, or what was replaced. */
			if (staged->failed || staged->before.state != EXISTING_NONE)
				file_remove_tree(target->scratch.fd, staged_at(staged, at));
		}
	}
	target_tell(target, true);
	return good;
}

bool bundle_commit(struct bundle_target *target)
{
	if (target->giver != NULL) {
		if (target->giver->input != NULL)
			target->giver->input(target->giver->to, true, target->broken);
		return true;
	}
	target->ready = target->count;
	if (target->ready >= GROUP_ACCOUNTS || target->bytes >= group_bytes)
		return bundle_flush(target);
	return true;
}

void bundle_abort(struct bundle_target *target)
{
	char at[STAGED_ROOM];

	bundle_discard(target);
	if (target->giver != NULL && target->giver->input != NULL)
		target->giver->input(target->giver->to, false, target->broken);
	while (target->count > target->ready) {
		target->count--;
		if (!target->options.dry_run)
			file_remove_tree(target->scratch.fd, staged_at(&target->staged[target->count], at));
	}
}

/* True if a file of ours, or nothing, has the name. */
static bool may_replace_top(struct bundle_target *target, const char *name, const char *mark,
    bool *there)
{
	char start[MARK_WITHIN];
	ssize_t got;
	int fd;

	*there = false;
	if (target->folder < 0)
		return true;
	fd = file_open(target->folder, name);
	if (fd < 0) {
		if (errno == ENOENT)
			return true;
		return target_report(target, errno == EINVAL || errno == ELOOP ? DIAG_I206 : DIAG_I207,
		    NULL, name, strerror(errno));
	}
	*there = true;
	got = file_read(fd, start, sizeof start);
	file_close(fd);
	if (got < 0)
		return target_report(target, DIAG_I207, NULL, name, strerror(errno));
	return memmem(start, (size_t)got, mark, strlen(mark)) != NULL ||
	    target_report(target, DIAG_I206, NULL, name, NULL);
}

/* A top file of FILE.zip is kept until the archive is built. */
static void keep_top(struct bundle_target *target, const char *name, const struct emitted_file *made)
{
	struct emitted_file *top;

	target->tops = mem_resize(target->tops, mem_product(target->top_count + 1, sizeof *target->tops));
	top = &target->tops[target->top_count++];
	*top = *made;
	top->path = mem_copy(name, strlen(name));
}

/* Reads it back, too. */
static bool sync_top(struct bundle_target *target, const char *staged, const char *name, const char *sha256)
{
	int fd = file_open(target->scratch.fd, staged);
	bool synced = fd >= 0 && file_sync(fd);

	if (fd >= 0)
		file_close(fd);
	return (synced && sums_same(target->scratch.fd, staged, sha256)) || target_not_back(target, NULL, name);
}

static bool place_top(struct bundle_target *target, const char *staged, const char *name, const char *sha256, bool there)
{
	bool put_there;

	if (!sync_top(target, staged, name, sha256))
		return false;
	put_there = there ? file_rename_over(target->scratch.fd, staged, target->folder, name)
	                  : file_rename_new(target->scratch.fd, staged, target->folder, name);
	if (!put_there)
		return target_report(target, DIAG_I211, NULL, name, strerror(errno));
	target->stored = true;
	return sync_names(target);
}

/* False with errno; `made` gets the bytes and their hash. */
static bool write_pieces(int fd, const struct bundle_pieces *content, struct emitted_file *made)
{
	struct buf piece = {0};
	struct hash hash;
	bool good = true;
	int cause;

	hash_begin(&hash);
	for (; good && content->next(content->from, &piece); buf_clear(&piece)) {
		hash_add(&hash, buf_text(&piece), piece.length);
		made->bytes += piece.length;
		good = file_write(fd, buf_text(&piece), piece.length);
	}
	cause = errno;
	hash_end(&hash, made->sha256);
	buf_free(&piece);
	errno = cause;
	return good;
}

static bool make_top(struct bundle_target *target, const char *staged, const struct bundle_pieces *content,
    struct emitted_file *made)
{
	const int fd = parts_create(target->scratch.fd, staged);

	return fd >= 0 && parts_end_file(fd, write_pieces(fd, content, made));
}

bool bundle_top_file(struct bundle_target *target, const char *name, const struct bundle_pieces *content,
    const char *mark)
{
	struct buf staged = {0};
	struct emitted_file made = {0};
	bool there = false, good;

	if (!target->zip && !may_replace_top(target, name, mark, &there))
		return false;
	if (target->options.dry_run)
		return true;
	buf_printf(&staged, "%s/%s", TOP_FOLDER, name);
	good = make_top(target, buf_text(&staged), content, &made);
	if (!good) {
		target->broken = true;
		target_cannot_write(target, NULL, target->zip ? target->leaf : name);
	} else if (target->zip) {
		keep_top(target, name, &made);
	} else {
		good = place_top(target, buf_text(&staged), name, made.sha256, there);
	}
	buf_free(&staged);
	return good;
}
