/* The comment with the hash of a FILE.zip: see zip_mark.h.
 *
 * APPNOTE 4.3.16: the end record is 22 bytes, the last two of them the length
 * of the comment that follows. The hash covers the record with that length in it.
 * SPDX-License-Identifier: MIT */
#include "bundle/zip_mark.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

#define MARK_TEXT "pinport bundle; SHA-256 of all before this comment: "

enum {
	MARK_TEXT_LENGTH = sizeof MARK_TEXT - 1,
	MARK_LENGTH = MARK_TEXT_LENGTH + HASH_TEXT - 1,
	END_RECORD = 22,
	PIECE = 65536
};

static off_t file_size(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 ? status.st_size : -1;
}

static bool read_last(int fd, void *to, size_t length, off_t size)
{
	off_t start = size - (off_t)length;

	if (start < 0 || lseek(fd, start, SEEK_SET) != start) {
		errno = EIO;
		return false;
	}
	return file_read(fd, to, length) == (ssize_t)length;
}

static bool hash_start(int fd, off_t size, char sha256[HASH_TEXT])
{
	char piece[PIECE];
	struct hash hash;
	ssize_t got = 0;

	if (lseek(fd, 0, SEEK_SET) != 0)
		return false;
	hash_begin(&hash);
	while (size > 0) {
		got = file_read(fd, piece, size < PIECE ? (size_t)size : PIECE);
		if (got <= 0)
			break;
		hash_add(&hash, piece, (size_t)got);
		size -= got;
	}
	hash_end(&hash, sha256);
	if (got == 0 && size > 0)
		errno = EIO;
	return size == 0;
}

bool zip_mark_add(int fd)
{
	static const unsigned char end_signature[4] = {'P', 'K', 5, 6};
	const unsigned char length[2] = {MARK_LENGTH, 0};
	unsigned char end[END_RECORD];
	off_t size = file_size(fd);
	char sha256[HASH_TEXT];

	_Static_assert(MARK_LENGTH < 256, "the comment's length takes one byte");
	if (!read_last(fd, end, END_RECORD, size))
		return false;
	if (memcmp(end, end_signature, sizeof end_signature) != 0) {
		errno = EIO;
		return false;
	}
	return file_write_at(fd, length, sizeof length, size - 2) && hash_start(fd, size, sha256) &&
	    file_write_at(fd, MARK_TEXT, MARK_TEXT_LENGTH, size) &&
	    file_write_at(fd, sha256, HASH_TEXT - 1, size + MARK_TEXT_LENGTH);
}

enum zip_mark zip_mark_check(int fd)
{
	char mark[MARK_LENGTH], sha256[HASH_TEXT];
	off_t size = file_size(fd);

	if (size < 0)
		return ZIP_MARK_UNREAD;
	if (size < MARK_LENGTH + END_RECORD)
		return ZIP_MARK_NONE;
	if (!read_last(fd, mark, sizeof mark, size))
		return ZIP_MARK_UNREAD;
	if (memcmp(mark, MARK_TEXT, MARK_TEXT_LENGTH) != 0)
		return ZIP_MARK_NONE;
	if (!hash_start(fd, size - MARK_LENGTH, sha256))
		return ZIP_MARK_UNREAD;
	return memcmp(mark + MARK_TEXT_LENGTH, sha256, HASH_TEXT - 1) == 0 ? ZIP_MARK_GOOD : ZIP_MARK_BAD;
}
