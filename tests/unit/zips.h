/* Builds ZIP archives byte by byte for tests, right or wrong on purpose.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_TEST_ZIPS_H
#define PINPORT_TEST_ZIPS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"

/* What is wrong or odd about an entry; all-zero is a plain stored one. */
struct zipped {
	const char *name;
	const char *data;              /* NULL: none */
	size_t name_size, data_size;   /* 0: strlen */
	const char *local_name;        /* NULL: the same */
	const char *extra;             /* of the directory */
	size_t extra_size;
	uint16_t flags, method, local_method;
	uint32_t attributes;
	uint32_t crc_xor;              /* in both headers */
	int size_add, packed_add;      /* in both headers */
	int local_size_add;            /* in the local header only */
	int header_add;                /* to the offset in the directory */
	int descriptor;                /* bytes of the descriptor: 0, 12, 16, 20, 24; sets bit 3 */
	bool deflated;                 /* as stored blocks, method 8 */
	bool shares;                   /* uses the header of the entry before it */
};

struct zip {
	struct buf file, directory;
	size_t count;
	uint32_t last_header;
};

static inline void zip_put(struct buf *buf, uint64_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		buf_addc(buf, (char)(unsigned char)value);
}

static inline uint32_t zip_crc32(const char *data, size_t size)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < size; i++) {
		crc ^= (unsigned char)data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (UINT32_C(0xEDB88320) & (0U - (crc & 1)));
	}
	return ~crc;
}

static inline void zip_deflate(struct buf *to, const char *data, size_t size)
{
	size_t at = 0;

	do {
		size_t part = size - at < 65535 ? size - at : 65535;

		zip_put(to, at + part == size, 1);
		zip_put(to, part, 2);
		zip_put(to, part ^ 0xFFFF, 2);
		buf_add(to, data + at, part);
		at += part;
	} while (at < size);
}

static inline void zip_descriptor(struct buf *file, int bytes, uint32_t crc, uint64_t packed, uint64_t size)
{
	int width = bytes == 20 || bytes == 24 ? 8 : 4;

	if (bytes == 16 || bytes == 24)
		zip_put(file, 0x08074b50, 4);
	zip_put(file, crc, 4);
	zip_put(file, packed, width);
	zip_put(file, size, width);
}

static inline void zip_add(struct zip *zip, const struct zipped *e)
{
	const char *data = e->data != NULL ? e->data : "";
	size_t size = e->data_size > 0 ? e->data_size : strlen(data);
	size_t name_size = e->name_size > 0 ? e->name_size : strlen(e->name);
	const char *local = e->local_name != NULL ? e->local_name : e->name;
	size_t local_size = e->local_name != NULL ? strlen(local) : name_size;
	uint32_t crc = zip_crc32(data, size) ^ e->crc_xor;
	uint16_t method = e->deflated ? 8 : e->method;
	uint16_t flags = (uint16_t)(e->flags | (e->descriptor > 0 ? 8 : 0));
	struct buf packed = {0};
	uint64_t said_packed, said_size = size + (uint64_t)e->size_add;

	if (e->deflated)
		zip_deflate(&packed, data, size);
	else
		buf_add(&packed, data, size);
	said_packed = packed.length + (uint64_t)e->packed_add;
	if (!e->shares) {
		zip->last_header = (uint32_t)zip->file.length;
		zip_put(&zip->file, 0x04034b50, 4);
		zip_put(&zip->file, 20, 2);
		zip_put(&zip->file, flags, 2);
		zip_put(&zip->file, e->local_method != 0 ? e->local_method : method, 2);
		zip_put(&zip->file, 0, 4);
		zip_put(&zip->file, e->descriptor > 0 ? 0 : crc, 4);
		zip_put(&zip->file, e->descriptor > 0 ? 0 : said_packed, 4);
		zip_put(&zip->file, e->descriptor > 0 ? 0 : said_size + (uint64_t)e->local_size_add, 4);
		zip_put(&zip->file, local_size, 2);
		zip_put(&zip->file, 0, 2);
		buf_add(&zip->file, local, local_size);
		buf_add(&zip->file, packed.data, packed.length);
		if (e->descriptor > 0)
			zip_descriptor(&zip->file, e->descriptor, crc, said_packed, said_size);
	}
	zip_put(&zip->directory, 0x02014b50, 4);
	zip_put(&zip->directory, 3 << 8 | 20, 2);
	zip_put(&zip->directory, 20, 2);
	zip_put(&zip->directory, flags, 2);
	zip_put(&zip->directory, method, 2);
	zip_put(&zip->directory, 0, 4);
	zip_put(&zip->directory, crc, 4);
	zip_put(&zip->directory, said_packed, 4);
	zip_put(&zip->directory, said_size, 4);
	zip_put(&zip->directory, name_size, 2);
	zip_put(&zip->directory, e->extra_size, 2);
	zip_put(&zip->directory, 0, 6);
	zip_put(&zip->directory, e->attributes, 4);
	zip_put(&zip->directory, zip->last_header + (uint64_t)e->header_add, 4);
	buf_add(&zip->directory, e->name, name_size);
	buf_add(&zip->directory, e->extra, e->extra_size);
	zip->count++;
	buf_free(&packed);
}

static inline void zip_end_record(struct buf *file, uint64_t count, uint64_t size, uint64_t offset,
    const char *comment)
{
	zip_put(file, 0x06054b50, 4);
	zip_put(file, 0, 4);
	zip_put(file, count, 2);
	zip_put(file, count, 2);
	zip_put(file, size, 4);
	zip_put(file, offset, 4);
	zip_put(file, strlen(comment), 2);
	buf_adds(file, comment);
}

/* Directory and end record. */
static inline void zip_end(struct zip *zip)
{
	size_t offset = zip->file.length;

	buf_add(&zip->file, zip->directory.data, zip->directory.length);
	zip_end_record(&zip->file, zip->count, zip->directory.length, offset, "");
}

/* The same with zip64 records, and with the plain fields all asking for them. */
static inline void zip_end64(struct zip *zip)
{
	size_t offset = zip->file.length, record;

	buf_add(&zip->file, zip->directory.data, zip->directory.length);
	record = zip->file.length;
	zip_put(&zip->file, 0x06064b50, 4);
	zip_put(&zip->file, 44, 8);
	zip_put(&zip->file, 45 | 45 << 16, 4);
	zip_put(&zip->file, 0, 8);
	zip_put(&zip->file, zip->count, 8);
	zip_put(&zip->file, zip->count, 8);
	zip_put(&zip->file, zip->directory.length, 8);
	zip_put(&zip->file, offset, 8);
	zip_put(&zip->file, 0x07064b50, 4);
	zip_put(&zip->file, 0, 4);
	zip_put(&zip->file, record, 8);
	zip_put(&zip->file, 1, 4);
	zip_end_record(&zip->file, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, "");
}

static inline void zip_free(struct zip *zip)
{
	buf_free(&zip->file);
	buf_free(&zip->directory);
}

/* A file in memory that can be opened by the path it gives. */
static inline int zip_file(const void *data, size_t size, char path[64])
{
	int fd = memfd_create("test", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, 64, "/proc/self/fd/%d", fd);
	return fd;
}

#endif
