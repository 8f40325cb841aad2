/* FILE.zip: the tree of the working folder as one archive. The only file that
 * writes with libzip. The bytes depend on the content alone: entries sorted,
 * one fixed time, fixed rights, no extra fields, one level of deflate.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include "bundle/parts.h"
#include "bundle/sums.h"
#include "bundle/zip_mark.h"

enum {
	LEVEL = 6,
	DOS_DATE = 0x21,            /* 1980-01-01, the first day that the format knows; no clock */
	DOS_TIME = 0,
	PIECE = 65536
};
#define UNIX_FILE (UINT32_C(0100644) << 16)
#define STAGED_NAME "out.zip"

/* One entry, and the libzip source that reads it from the working folder. */
struct item {
	const char *name;      /* in the archive */
	const char *path;      /* in the working folder */
	char sha256[HASH_TEXT];
	int folder, fd, cause;
};

struct zip_list {
	struct item *items;
	size_t count, room;
	struct arena arena;
};

/* The archive while it is written, as a libzip source over one descriptor. */
struct sink {
	int fd;
	int cause;             /* errno of what failed */
	off_t at, end;
};

static void plan_add(struct zip_list *plan, const char *name, const char *path, const char *sha256)
{
	struct item *item;

	if (plan->count == plan->room) {
		plan->room = plan->room == 0 ? 64 : plan->room * 2;
		plan->items = mem_resize(plan->items, mem_product(plan->room, sizeof *plan->items));
	}
	item = &plan->items[plan->count++];
	*item = (struct item){.name = name, .path = path, .fd = -1};
	memcpy(item->sha256, sha256, HASH_TEXT);
}

static void plan_file(struct zip_list *plan, const struct staged *staged, const char *path, const char *sha256)
{
	char at[STAGED_ROOM];

	plan_add(plan, arena_printf(&plan->arena, "%s/%s", staged->id, path),
	    arena_printf(&plan->arena, "%s/%s", staged_at(staged, at), path), sha256);
}

static bool plan_account(struct zip_list *plan, struct bundle_target *target, const struct staged *staged)
{
	char own[HASH_TEXT], at[STAGED_ROOM];
	unsigned char packed[HASH_BYTES];
	int folder = file_open_subfolder(target->scratch.fd, staged_at(staged, at));
	struct sums sums;
	bool good = folder >= 0 && sums_read(&sums, folder, own, &plan->arena);
	int cause = errno;

	if (folder >= 0)
		file_close(folder);
	if (!good && cause != EBADMSG)
		return target_report(target, DIAG_I209, &staged->place, target->leaf, strerror(cause));
	if (good)
		hash_pack(packed, own);
	if (!good || memcmp(packed, staged->sums, sizeof packed) != 0)
		return target_report(target, DIAG_I210, &staged->place, target->leaf, NULL);
	plan_file(plan, staged, SUMS_NAME, own);
	for (size_t i = 0; i < sums.count; i++)
		plan_file(plan, staged, sums.list[i].path, sums.list[i].sha256);
	return true;
}

static int by_name(const void *a, const void *b)
{
	const struct item *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static bool plan_all(struct zip_list *plan, struct bundle_target *target)
{
	for (size_t i = 0; i < target->ready; i++)
		if (!plan_account(plan, target, &target->staged[i]))
			return false;
	for (size_t i = 0; i < target->top_count; i++)
		plan_add(plan, target->tops[i].path,
		    arena_printf(&plan->arena, "%s/%s", TOP_FOLDER, target->tops[i].path),
		    target->tops[i].sha256);
	qsort(plan->items, plan->count, sizeof *plan->items, by_name);
	for (size_t i = 0; i < plan->count; i++)
		plan->items[i].folder = target->scratch.fd;
	return true;
}

static zip_int64_t give_error(int cause, void *data)
{
	int *error = data;

	error[0] = cause == ENOMEM ? ZIP_ER_MEMORY : ZIP_ER_WRITE;
	error[1] = cause;
	return 2 * (zip_int64_t)sizeof(int);
}

static zip_int64_t item_stat(struct item *item, void *data)
{
	zip_stat_t *to = data;
	struct stat status;

	if (fstatat(item->folder, item->path, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		item->cause = errno;
		return -1;
	}
	/* Without a size libzip would add a zip64 field to every entry. */
	zip_stat_init(to);
	to->size = (zip_uint64_t)status.st_size;
	to->valid = ZIP_STAT_SIZE;
	return sizeof *to;
}

static zip_int64_t item_command(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
	struct item *item = state;
	zip_int64_t got = 0;

	switch (command) {
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_READABLE;
	case ZIP_SOURCE_OPEN:
		item->fd = file_open(item->folder, item->path);
		got = item->fd >= 0 ? 0 : -1;
		break;
	case ZIP_SOURCE_READ:
		got = file_read(item->fd, data, (size_t)length);
		break;
	case ZIP_SOURCE_CLOSE:
		file_close(item->fd);
		return 0;
	case ZIP_SOURCE_STAT:
		return item_stat(item, data);
	case ZIP_SOURCE_ERROR:
		return give_error(item->cause, data);
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		errno = EINVAL;
		got = -1;
	}
	if (got < 0)
		item->cause = errno;
	return got;
}

static zip_int64_t sink_write(struct sink *sink, const void *data, zip_uint64_t length)
{
	if (!file_write_at(sink->fd, data, (size_t)length, sink->at))
		return -1;
	sink->at += (off_t)length;
	if (sink->end < sink->at)
		sink->end = sink->at;
	return (zip_int64_t)length;
}

static zip_int64_t sink_seek(struct sink *sink, void *data, zip_uint64_t length)
{
	zip_int64_t at = zip_source_seek_compute_offset((zip_uint64_t)sink->at,
	    (zip_uint64_t)sink->end, data, length, NULL);

	if (at < 0) {
		errno = EINVAL;
		return -1;
	}
	sink->at = at;
	return 0;
}

static zip_int64_t sink_command(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
	struct sink *sink = state;
	zip_int64_t result = 0;

	switch (command) {
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_WRITABLE;
	case ZIP_SOURCE_STAT:
		zip_stat_init(data);
		return sizeof(zip_stat_t);
	case ZIP_SOURCE_ERROR:
		return give_error(sink->cause, data);
	case ZIP_SOURCE_WRITE:
		result = sink_write(sink, data, length);
		break;
	case ZIP_SOURCE_SEEK_WRITE:
		result = sink_seek(sink, data, length);
		break;
	case ZIP_SOURCE_TELL_WRITE:
		return sink->at;
	case ZIP_SOURCE_OPEN:
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
	case ZIP_SOURCE_BEGIN_WRITE:
	case ZIP_SOURCE_COMMIT_WRITE:
	case ZIP_SOURCE_ROLLBACK_WRITE:
	case ZIP_SOURCE_REMOVE:
		return 0;
	default:
		errno = EINVAL;
		result = -1;
	}
	if (result < 0)
		sink->cause = errno;
	return result;
}

/* Ends the process if libzip says that memory ran out, else gives an errno. */
static int cause_of(zip_error_t *error)
{
	int cause = zip_error_code_system(error);

	if (zip_error_code_zip(error) == ZIP_ER_MEMORY)
		mem_exhausted();
	return zip_error_system_type(error) == ZIP_ET_SYS && cause != 0 ? cause : EIO;
}

static bool enter(zip_t *zip, struct item *item)
{
	zip_source_t *source = zip_source_function(zip, item_command, item);
	zip_int64_t added;
	zip_uint64_t index;

	if (source == NULL)
		return false;
	added = zip_file_add(zip, item->name, source, ZIP_FL_ENC_UTF_8);
	if (added < 0) {
		zip_source_free(source);
		return false;
	}
	index = (zip_uint64_t)added;
	return zip_set_file_compression(zip, index, ZIP_CM_DEFLATE, LEVEL) == 0 &&
	    zip_file_set_dostime(zip, index, DOS_TIME, DOS_DATE, 0) == 0 &&
	    zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_UNIX, UNIX_FILE) == 0;
}

/* Writes the archive to an empty file; false with errno. */
static bool write_archive(struct zip_list *plan, int fd)
{
	struct sink sink = {.fd = fd};
	zip_source_t *source;
	zip_error_t error;
	zip_t *zip;
	bool good = true;

	zip_error_init(&error);
	source = zip_source_function_create(sink_command, &sink, &error);
	zip = source != NULL ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
	if (zip == NULL) {
		zip_source_free(source);
		errno = cause_of(&error);
		return false;
	}
	for (size_t i = 0; good && i < plan->count; i++)
		good = enter(zip, &plan->items[i]);
	if (good)
		good = zip_close(zip) == 0;
	if (!good) {
		int cause = cause_of(zip_get_error(zip));

		zip_discard(zip);
		errno = cause;
	}
	return good;
}

static bool hash_entry(zip_t *zip, zip_uint64_t index, char sha256[HASH_TEXT])
{
	zip_file_t *file = zip_fopen_index(zip, index, 0);
	char piece[PIECE];
	struct hash hash;
	zip_int64_t got;

	if (file == NULL)
		return false;
	hash_begin(&hash);
	/* To the very end: only there does libzip compare the CRC. */
	while ((got = zip_fread(file, piece, sizeof piece)) > 0)
		hash_add(&hash, piece, (size_t)got);
	hash_end(&hash, sha256);
	return zip_fclose(file) == 0 && got == 0;
}

/* Reads the archive again, and compares every entry with what was written. */
static bool same_archive(const struct zip_list *plan, int fd)
{
	int error = 0, own = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	zip_t *zip = own >= 0 ? zip_fdopen(own, ZIP_RDONLY, &error) : NULL;
	char sha256[HASH_TEXT];
	bool same;

	if (error == ZIP_ER_MEMORY)
		mem_exhausted();
	if (zip == NULL) {
		if (own >= 0)
			close(own);
		return false;
	}
	same = zip_get_num_entries(zip, 0) == (zip_int64_t)plan->count;
	for (size_t i = 0; same && i < plan->count; i++) {
		const char *name = zip_get_name(zip, i, 0);

		same = name != NULL && strcmp(name, plan->items[i].name) == 0 &&
		    hash_entry(zip, i, sha256) && strcmp(sha256, plan->items[i].sha256) == 0;
		if (!same && zip_error_code_zip(zip_get_error(zip)) == ZIP_ER_MEMORY)
			mem_exhausted();
	}
	zip_discard(zip);
	return same && zip_mark_check(fd) == ZIP_MARK_GOOD;
}

static bool make_archive(struct bundle_target *target, struct zip_list *plan)
{
	int fd = file_create(target->scratch.fd, STAGED_NAME);
	bool good = fd >= 0 && write_archive(plan, fd) && zip_mark_add(fd);

	if (!good)
		target_cannot_write(target, NULL, target->leaf);
	if (good && !file_sync(fd))
		good = target_report(target, DIAG_I209, NULL, target->leaf, strerror(errno));
	if (good && !same_archive(plan, fd))
		good = target_report(target, DIAG_I210, NULL, target->leaf, NULL);
	if (fd >= 0 && !file_close(fd) && good)
		good = target_report(target, DIAG_I209, NULL, target->leaf, strerror(errno));
	return good;
}

static bool store(struct bundle_target *target)
{
	struct zip_list plan = {0};
	bool good = plan_all(&plan, target) && make_archive(target, &plan) &&
	    target_put(target, STAGED_NAME, target->leaf, &target->zip_before, NULL);

	if (good && !file_sync(target->folder))
		good = target_report(target, DIAG_I209, NULL, target->leaf, strerror(errno));
	mem_free(plan.items);
	arena_free(&plan.arena);
	return good;
}

bool zip_out_store(struct bundle_target *target)
{
	bool good;

	if (target->ready == 0)
		return true;
	good = !target->broken && (target->options.dry_run || store(target));
	target_tell(target, good);
	return good;
}
