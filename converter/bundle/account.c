/* One account's bundle while it is being made: files go into the working
 * folder and are hashed on the way; SHA256SUMS ends it. SPDX-License-Identifier: MIT */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "bundle/parts.h"
#include "bundle/sums.h"

struct bundle_start {
	char *data;
	size_t size;
	struct hash hash;
};

bool account_name(const char *id)
{
	size_t length = 0;

	while (ascii_digit(id[length]))
		length++;
	return id[length] == '\0' && length > 0 && length < ACCOUNT_ROOM;
}

const char *staged_at(const struct staged *staged, char room[STAGED_ROOM])
{
	if (staged->worker == 0)
		return staged->id;
	snprintf(room, STAGED_ROOM, WORKER_FOLDER "/%s", (unsigned)(staged->worker - 1), staged->id);
	return room;
}

static bool fail(struct bundle_target *target, const char *path)
{
	struct open_account *account = &target->account;
	struct buf name = {0};

	buf_printf(&name, "%s%s%s", account->staged.id, path != NULL ? "/" : "", path != NULL ? path : "");
	if (target->zip) {
		/* It is inside FILE.zip that the file is missing. */
		buf_clear(&name);
		buf_adds(&name, target->leaf);
	}
	account->failed = target->broken = true;
	target_cannot_write(target, &account->staged.place, buf_text(&name));
	buf_free(&name);
	return false;
}

static void close_account(struct bundle_target *target)
{
	struct open_account *account = &target->account;

	if (account->streaming) {
		char unused[HASH_TEXT];

		hash_end(&account->hash, unused);
		if (account->file >= 0)
			file_close(account->file);
	}
	if (account->fd >= 0)
		file_close(account->fd);
	map_clear(&account->paths);
	map_clear(&account->folders);
	arena_reset(&account->arena);
	account->fd = account->file = -1;
	account->count = 0;
	account->open = account->streaming = account->failed = false;
}

bool bundle_begin(struct bundle_target *target, const char *account_id, const struct place *place)
{
	struct open_account *account = &target->account;

	assert(!account->open);
	account->staged = (struct staged){.failed = false};
	if (place != NULL)
		account->staged.place = *place;
	if (!account_name(account_id))
		return target_report(target, DIAG_I207, place, "", "an account id is 1 to 20 digits");
	memcpy(account->staged.id, account_id, strlen(account_id) + 1);
	if (!target->zip && !target_may_place(target, account_id, place, &account->staged.before))
		return false;
	account->failed = false;
	if (!target->options.dry_run) {
		if (!file_make_folder(target->scratch.fd, account_id))
			return errno == EEXIST ? target_report(target, DIAG_I204, place, account_id, NULL)
			                       : fail(target, NULL);
		account->fd = file_open_subfolder(target->scratch.fd, account_id);
		if (account->fd < 0) {
			fail(target, NULL);
			file_remove_tree(target->scratch.fd, account_id);
			return false;
		}
	}
	account->open = true;
	return true;
}

/* Makes the folders of a path, those that are there already included. */
static bool make_folders(int folder, const char *path)
{
	char *part = mem_copy(path, strlen(path));
	bool made = true;

	for (char *p = strchr(part, '/'); made && p != NULL; p = strchr(p + 1, '/')) {
		*p = '\0';
		made = file_make_folder(folder, part) || errno == EEXIST;
		*p = '/';
	}
	mem_free(part);
	return made;
}

/* The same in the account's folder, which this process fills alone: so it knows which are there. */
static bool make_account_folders(struct open_account *account, const char *path)
{
	const char *slash = strchr(path, '/');

	for (; slash != NULL; slash = strchr(slash + 1, '/')) {
		const size_t length = (size_t)(slash - path);

		if (map_find(&account->folders, path, length) != NULL)
			continue;
		if (!file_make_folder(account->fd, arena_copy(&account->arena, path, length)) && errno != EEXIST)
			return false;
		map_add(&account->folders, path, length, account);
	}
	return true;
}

/* Without descriptors no folder could be emptied later, but those with nothing in them be removed. */
static void drop_folders(struct open_account *account, const char *path)
{
	const int cause = errno;
	char *part = mem_copy(path, strlen(path));

	for (char *slash; (slash = strrchr(part, '/')) != NULL;) {
		*slash = '\0';
		unlinkat(account->fd, part, AT_REMOVEDIR);
	}
	mem_free(part);
	errno = cause;
}

/* Enters a file into the list; NULL if its path is there already. */
static struct emitted_file *insert(struct open_account *account, const char *path)
{
	struct emitted_file *file;

	if (map_add(&account->paths, path, strlen(path), account) != NULL) {
		errno = EEXIST;
		return NULL;
	}
	if (account->count == account->room) {
		account->room = account->room == 0 ? 32 : account->room * 2;
		account->files = mem_resize(account->files,
		    mem_product(account->room, sizeof *account->files));
	}
	account->sorted = false;
	file = &account->files[account->count++];
	*file = (struct emitted_file){.path = path};
	return file;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct emitted_file *)a)->path, ((const struct emitted_file *)b)->path);
}

static void sort_files(struct open_account *account)
{
	if (!account->sorted && account->count > 0)
		qsort(account->files, account->count, sizeof *account->files, by_path);
	account->sorted = true;
}

static bool begin_file(struct bundle_target *target, const char *path)
{
	struct open_account *account = &target->account;

	assert(account->open && !account->streaming);
	account->streaming = true;
	account->file_bytes = 0;
	account->file_path = arena_string(&account->arena, path);
	if (account->failed)
		return false;
	if (!sums_path(path) || strcmp(path, SUMS_NAME) == 0) {
		errno = EINVAL;
		return fail(target, path);
	}
	if (account->fd < 0)
		return true;
	if (make_account_folders(account, account->file_path))
		account->file = file_create(account->fd, path);
	if (account->file < 0)
		drop_folders(account, path);
	return account->file >= 0 || fail(target, path);
}

bool bundle_stream_begin(struct bundle_target *target, const char *path)
{
	hash_begin(&target->account.hash);
	return begin_file(target, path);
}

static bool write_piece(struct bundle_target *target, const void *data, size_t size)
{
	struct open_account *account = &target->account;

	account->file_bytes += size;
	return account->file < 0 || file_write(account->file, data, size) ||
	    fail(target, account->file_path);
}

bool bundle_stream_piece(struct bundle_target *target, const void *data, size_t size)
{
	struct open_account *account = &target->account;

	assert(account->streaming);
	if (account->failed)
		return false;
	hash_add(&account->hash, data, size);
	return write_piece(target, data, size);
}

/* NULL after a diagnostic. */
static const struct emitted_file *end_file(struct bundle_target *target)
{
	struct open_account *account = &target->account;
	struct emitted_file *file;
	char sha256[HASH_TEXT];
	bool closed;

	assert(account->streaming);
	account->streaming = false;
	hash_end(&account->hash, sha256);
	closed = account->file < 0 || file_close(account->file);
	account->file = -1;
	if (account->failed)
		return NULL;
	file = closed ? insert(account, account->file_path) : NULL;
	if (file == NULL) {
		fail(target, account->file_path);
		return NULL;
	}
	file->bytes = account->file_bytes;
	memcpy(file->sha256, sha256, sizeof file->sha256);
	return file;
}

bool bundle_stream_end(struct bundle_target *target)
{
	const struct emitted_file *file = end_file(target);

	return file != NULL && target_read_back_hash(target, file);
}

/* Ends a file whose parts are still there. */
static bool end_written(struct bundle_target *target, const struct written *parts, size_t count)
{
	const struct emitted_file *file = end_file(target);

	return file != NULL && target_read_back(target, file->path, parts, count);
}

bool bundle_add(struct bundle_target *target, const char *path, const void *data, size_t size)
{
	const struct written all = {data, size};

	if (bundle_stream_begin(target, path))
		bundle_stream_piece(target, data, size);
	return end_written(target, &all, 1);
}

bool bundle_add_started(struct bundle_target *target, const char *path, const struct bundle_start *start,
    const void *data, size_t size)
{
	const struct written parts[] = {{start->data, start->size}, {data, size}};

	hash_begin_like(&target->account.hash, &start->hash);
	if (begin_file(target, path) && write_piece(target, start->data, start->size))
		bundle_stream_piece(target, data, size);
	return end_written(target, parts, 2);
}

struct bundle_start *bundle_start_make(const void *data, size_t size)
{
	struct bundle_start *start = mem_alloc(sizeof *start);

	*start = (struct bundle_start){.data = mem_copy(data, size), .size = size};
	hash_begin(&start->hash);
	hash_add(&start->hash, data, size);
	return start;
}

void bundle_start_free(struct bundle_start *start)
{
	char unused[HASH_TEXT];

	if (start == NULL)
		return;
	hash_end(&start->hash, unused);
	mem_free(start->data);
	mem_free(start);
}

const struct emitted_file *bundle_files(struct bundle_target *target, size_t *count)
{
	sort_files(&target->account);
	*count = target->account.count;
	return target->account.files;
}

void target_keep(struct bundle_target *target, const struct staged *staged, uint64_t bytes)
{
	if (target->count == target->room) {
		target->room = target->room == 0 ? 64 : target->room * 2;
		target->staged = mem_resize(target->staged,
		    mem_product(target->room, sizeof *target->staged));
	}
	target->staged[target->count++] = *staged;
	target->bytes += bytes;
}

static bool keep(struct bundle_target *target)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < target->account.count; i++)
		bytes += target->account.files[i].bytes;
	if (target->giver != NULL)
		return target_give(target, bytes);
	target_keep(target, &target->account.staged, bytes);
	return true;
}

static void write_sums(struct bundle_target *target, const struct buf *sums)
{
	const struct written all = {sums->data, sums->length};

	if (parts_write_file(target->account.fd, SUMS_NAME, sums->data, sums->length))
		target_read_back(target, SUMS_NAME, &all, 1);
	else
		fail(target, SUMS_NAME);
}

bool bundle_finish(struct bundle_target *target)
{
	struct open_account *account = &target->account;
	struct buf sums = {0};
	char sha256[HASH_TEXT];

	assert(account->open && !account->streaming && (account->failed || account->count > 0));
	sort_files(account);
	for (size_t i = 0; i < account->count; i++)
		sums_add(&sums, account->files[i].sha256, account->files[i].path);
	hash_bytes(buf_text(&sums), sums.length, sha256);
	hash_pack(account->staged.sums, sha256);
	if (!account->failed && account->fd >= 0)
		write_sums(target, &sums);
	buf_free(&sums);
	if (account->failed || !keep(target)) {
		bundle_discard(target);
		return false;
	}
	close_account(target);
	return true;
}

void bundle_discard(struct bundle_target *target)
{
	struct open_account *account = &target->account;

	if (!account->open)
		return;
	close_account(target);
	if (!target->options.dry_run)
		file_remove_tree(target->scratch.fd, account->staged.id);
}

int parts_create(int folder, const char *path)
{
	return make_folders(folder, path) ? file_create(folder, path) : -1;
}

bool parts_end_file(int fd, bool written)
{
	const int cause = errno;
	const bool closed = file_close(fd);

	if (!written)
		errno = cause;
	return written && closed;
}

bool parts_write_file(int folder, const char *path, const void *data, size_t size)
{
	const int fd = parts_create(folder, path);

	return fd >= 0 && parts_end_file(fd, file_write(fd, data, size));
}
