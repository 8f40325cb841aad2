/* Each file is read back as soon as it is written, by its name, as the system gives
 * it to any reader, and compared. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "bundle/parts.h"
#include "bundle/sums.h"

enum { PIECE = 64 << 10 };

/* Whether the parts have these bytes from `at` on. */
static bool have(const struct written *parts, size_t count, uint64_t at, const char *piece, size_t size)
{
	for (size_t i = 0; i < count; i++) {
		const struct written *part = &parts[i];
		size_t room;

		if (at >= part->size) {
			at -= part->size;
			continue;
		}
		room = part->size - (size_t)at < size ? part->size - (size_t)at : size;
		if (memcmp(part->data + at, piece, room) != 0)
			return false;
		piece += room;
		size -= room;
		at = 0;
	}
	return size == 0;
}

/* False with errno; 0: it does not. Where all that was written has come and the system has no more to fill the
 * piece with, the file ends. */
static bool gives_back(int fd, const struct written *parts, size_t count)
{
	char piece[PIECE];
	uint64_t at = 0, whole = 0;
	ssize_t got;

	for (size_t i = 0; i < count; i++)
		whole += parts[i].size;
	do {
		got = file_read_some(fd, piece, sizeof piece);
		if (got < 0)
			return false;
		errno = 0;
		if (!have(parts, count, at, piece, (size_t)got))
			return false;
		at += (size_t)got;
	} while (got > 0 && (at < whole || (size_t)got == sizeof piece));
	return at == whole;
}

bool target_not_back(struct bundle_target *target, const struct place *place, const char *name)
{
	return errno == 0 ? target_report(target, DIAG_I210, place, name, NULL)
	                  : target_report(target, DIAG_I209, place, name, strerror(errno));
}

static bool report(struct bundle_target *target, const char *path)
{
	struct open_account *account = &target->account;
	const int cause = errno;
	struct buf name = {0};

	account->failed = target->broken = true;
	buf_printf(&name, "%s/%s", account->staged.id, path);
	errno = cause;
	target_not_back(target, &account->staged.place, buf_text(&name));
	buf_free(&name);
	return false;
}

/* FILE.zip is read when it is packed. */
static bool is_due(const struct bundle_target *target)
{
	return target->account.fd >= 0 && !target->zip;
}

bool target_read_back(struct bundle_target *target, const char *path, const struct written *parts, size_t count)
{
	int fd;

	if (!is_due(target))
		return true;
	fd = file_open_own(target->account.fd, path);
	return (fd >= 0 && parts_end_file(fd, gives_back(fd, parts, count))) || report(target, path);
}

bool target_read_back_hash(struct bundle_target *target, const struct emitted_file *file)
{
	return !is_due(target) || sums_same(target->account.fd, file->path, file->sha256) || report(target, file->path);
}
