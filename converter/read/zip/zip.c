/* The only file that includes libzip: see zip.h. SPDX-License-Identifier: MIT */
#include "read/zip/zip.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "base/mem.h"
#include "read/zip/directory_parts.h"

enum {
	HEAD_SIZE = LOCAL_SIZE + 1,                            /* the name is "-" */
	WIDE_SIZE = 4 + 16,                                    /* zip64 field with both sizes */
	FOOT_SIZE = CENTRAL_SIZE + 1 + WIDE_SIZE + END64_SIZE + LOCATOR_SIZE + END_SIZE,
	COMMENT_SIZE = 0xFFFF,
	KEPT_MOST = 16384,
};

/* The tiny archive: head, the entry's packed bytes in the input, foot, and a
 * comment of zero bytes as long as can be. libzip looks for the end record in
 * the last 65,557 bytes: with the comment it cannot find one inside the data.
 * What is small is read beforehand: if there is none in it, it needs no comment. */
struct unzip {
	struct input *input;
	uint64_t data, packed, size, given;
	uint32_t source;
	unsigned char head[HEAD_SIZE], foot[FOOT_SIZE];
	char *kept;                /* the packed bytes of a small entry, or NULL */
	size_t comment;
	uint64_t at;               /* where libzip reads next */
	bool unread;               /* the input could not be read: */
	struct input_fault fault;  /* why */
	zip_error_t error;
	zip_t *archive;
	zip_file_t *file;
};

static unsigned char *put(unsigned char *p, uint64_t value, size_t bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		*p++ = (unsigned char)value;
	return p;
}

/* From "version needed" to the CRC: what local header and directory have in common. */
static unsigned char *put_common(unsigned char *p, const struct directory_entry *entry)
{
	p = put(p, 45, 2);
	p = put(p, 0, 2);
	p = put(p, entry->method, 2);
	p = put(p, UINT64_C(0x00210000), 4);   /* 1980-01-01: libzip reads it, nobody uses it */
	return put(p, entry->crc, 4);
}

static void put_head(unsigned char *p, const struct directory_entry *entry)
{
	p = put(p, SIGNATURE_LOCAL, 4);
	p = put_common(p, entry);
	p = put(p, entry->packed < SEE_ZIP64 ? entry->packed : SEE_ZIP64, 4);
	p = put(p, entry->size < SEE_ZIP64 ? entry->size : SEE_ZIP64, 4);
	p = put(p, 1, 2);
	p = put(p, 0, 2);
	put(p, '-', 1);
}

static unsigned char *put_central(unsigned char *p, const struct directory_entry *entry)
{
	p = put(p, SIGNATURE_CENTRAL, 4);
	p = put(p, 45, 2);
	p = put_common(p, entry);
	p = put(p, SEE_ZIP64, 4);
	p = put(p, SEE_ZIP64, 4);
	p = put(p, 1, 2);
	p = put(p, WIDE_SIZE, 2);
	p = put(p, 0, 2 + 2 + 2 + 4 + 4);      /* comment, disk, attributes, offset */
	p = put(p, '-', 1);
	p = put(p, EXTRA_ZIP64, 2);
	p = put(p, WIDE_SIZE - 4, 2);
	p = put(p, entry->size, 8);
	return put(p, entry->packed, 8);
}

static void put_foot(unsigned char *p, const struct directory_entry *entry)
{
	uint64_t directory = HEAD_SIZE + entry->packed, size = CENTRAL_SIZE + 1 + WIDE_SIZE;

	p = put_central(p, entry);
	p = put(p, SIGNATURE_END64, 4);
	p = put(p, END64_SIZE - 12, 8);
	p = put(p, 45 | 45 << 16, 4);
	p = put(p, 0, 8);
	p = put(p, 1, 8);
	p = put(p, 1, 8);
	p = put(p, size, 8);
	p = put(p, directory, 8);
	p = put(p, SIGNATURE_LOCATOR, 4);
	p = put(p, 0, 4);
	p = put(p, directory + size, 8);
	p = put(p, 1, 4);
	p = put(p, SIGNATURE_END, 4);
	p = put(p, 0, 4);
	p = put(p, 1 | 1 << 16, 4);
	p = put(p, SEE_ZIP64, 4);
	p = put(p, SEE_ZIP64, 4);
	put(p, COMMENT_SIZE, 2);
}

static uint64_t whole_size(const struct unzip *unzip)
{
	return HEAD_SIZE + unzip->packed + FOOT_SIZE + unzip->comment;
}

/* Copies what lies between `start` and `start + length` of the tiny archive. */
static size_t part_of(uint64_t at, size_t size, uint64_t start, uint64_t length)
{
	uint64_t rest;

	if (at < start || at - start >= length)
		return 0;
	rest = length - (at - start);
	return rest < size ? (size_t)rest : size;
}

static bool supply_some(struct unzip *unzip, char *to, size_t size, size_t *got)
{
	uint64_t at = unzip->at, foot = HEAD_SIZE + unzip->packed;

	if ((*got = part_of(at, size, 0, HEAD_SIZE)) > 0) {
		memcpy(to, unzip->head + at, *got);
	} else if ((*got = part_of(at, size, HEAD_SIZE, unzip->packed)) > 0) {
		if (unzip->kept != NULL)
			memcpy(to, unzip->kept + (at - HEAD_SIZE), *got);
		else if (!input_fetch(unzip->input, unzip->data + (at - HEAD_SIZE), to, *got, &unzip->fault))
			return false;
	} else if ((*got = part_of(at, size, foot, FOOT_SIZE)) > 0) {
		memcpy(to, unzip->foot + (at - foot), *got);
	} else {
		*got = part_of(at, size, foot + FOOT_SIZE, unzip->comment);
		memset(to, 0, *got);
	}
	unzip->at += *got;
	return true;
}

static zip_int64_t supply(struct unzip *unzip, char *to, zip_uint64_t size)
{
	zip_uint64_t done = 0;
	size_t got = 1;

	while (done < size && got > 0) {
		if (!supply_some(unzip, to + done, (size_t)(size - done), &got)) {
			unzip->unread = true;
			zip_error_set(&unzip->error, ZIP_ER_READ, 0);
			return -1;
		}
		done += got;
	}
	return (zip_int64_t)done;
}

static zip_int64_t move(struct unzip *unzip, void *arguments, zip_uint64_t length)
{
	zip_int64_t to = zip_source_seek_compute_offset(unzip->at, whole_size(unzip), arguments,
	    length, &unzip->error);

	if (to < 0)
		return -1;
	unzip->at = (uint64_t)to;
	return 0;
}

static zip_int64_t describe(const struct unzip *unzip, void *to)
{
	zip_stat_t *stat = to;

	zip_stat_init(stat);
	stat->size = whole_size(unzip);
	stat->valid = ZIP_STAT_SIZE;
	return (zip_int64_t)sizeof *stat;
}

/* libzip's way of asking a source for something. */
static zip_int64_t serve(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
	struct unzip *unzip = state;

	switch (command) {
	case ZIP_SOURCE_OPEN:
		unzip->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return supply(unzip, data, length);
	case ZIP_SOURCE_SEEK:
		return move(unzip, data, length);
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)unzip->at;
	case ZIP_SOURCE_STAT:
		return describe(unzip, data);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&unzip->error, data, length);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		    ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
		    ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
	default:
		zip_error_set(&unzip->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

static bool report(struct unzip *unzip, enum diag_code code, const char *const *values)
{
	struct place place = {.source = unzip->source};

	return diag_add(unzip->input->diag, code, &place, NULL, values);
}

static bool wrong_size(struct unzip *unzip, enum diag_code code)
{
	struct number said, found;

	return report(unzip, code,
	    DIAG_VALUES(number_text(&said, unzip->size), number_text(&found, unzip->given)));
}

/* What libzip found wrong, in our words; that it could not read on, in those of the input. */
static bool report_error(struct unzip *unzip, zip_error_t *error)
{
	int code = zip_error_code_zip(error);

	if (code == ZIP_ER_MEMORY)
		mem_exhausted();
	if (unzip->unread)
		return input_tell(unzip->input, &unzip->fault);
	if (code == ZIP_ER_CRC)
		return report(unzip, DIAG_Z301, NULL);
	if (code == ZIP_ER_INCONS && unzip->given < unzip->size)   /* seen by libzip first */
		return wrong_size(unzip, DIAG_Z303);
	return report(unzip, DIAG_Z304, DIAG_VALUES(zip_error_strerror(error)));
}

static bool has_end(const void *data, size_t size)
{
	return memmem(data, size, "PK\5\6", 4) != NULL;
}

/* What cannot be read now is read, and told, when libzip asks for it. No end
 * record can begin in one of the three parts and end in the next. */
static void keep_small(struct unzip *unzip)
{
	const size_t size = (size_t)unzip->packed;

	if (unzip->packed > KEPT_MOST)
		return;
	unzip->kept = mem_resize(NULL, size);
	if (!input_fetch(unzip->input, unzip->data, unzip->kept, size, &unzip->fault)) {
		mem_free(unzip->kept);
		unzip->kept = NULL;
	} else if (!has_end(unzip->head, HEAD_SIZE) && !has_end(unzip->kept, size) &&
	    !has_end(unzip->foot, FOOT_SIZE - END_SIZE)) {
		unzip->comment = 0;
		put(unzip->foot + FOOT_SIZE - 2, 0, 2);
	}
}

static bool open_archive(struct unzip *unzip)
{
	zip_error_t error;
	zip_source_t *source;
	bool fine;

	zip_error_init(&error);
	source = zip_source_function_create(serve, unzip, &error);
	if (source != NULL) {
		unzip->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
		if (unzip->archive == NULL)
			zip_source_free(source);
	}
	fine = unzip->archive != NULL || report_error(unzip, &error);
	zip_error_fini(&error);
	if (!fine)
		return false;
	unzip->file = zip_fopen_index(unzip->archive, 0, 0);
	return unzip->file != NULL || report_error(unzip, zip_get_error(unzip->archive));
}

struct unzip *unzip_open(struct input *input, const struct directory_entry *entry, uint32_t source)
{
	struct unzip *unzip = mem_alloc(sizeof *unzip);

	unzip->input = input;
	unzip->data = entry->data;
	unzip->packed = entry->packed;
	unzip->size = entry->size;
	unzip->source = source;
	unzip->comment = COMMENT_SIZE;
	zip_error_init(&unzip->error);
	put_head(unzip->head, entry);
	put_foot(unzip->foot, entry);
	keep_small(unzip);
	if (open_archive(unzip))
		return unzip;
	unzip_close(unzip);
	return NULL;
}

void unzip_close(struct unzip *unzip)
{
	if (unzip == NULL)
		return;
	if (unzip->file != NULL)
		zip_fclose(unzip->file);
	if (unzip->archive != NULL)
		zip_discard(unzip->archive);
	zip_error_fini(&unzip->error);
	mem_free(unzip->kept);
	mem_free(unzip);
}

ssize_t unzip_fetch(void *unzip, void *to, size_t size)
{
	return (ssize_t)zip_fread(((struct unzip *)unzip)->file, to, size);
}

bool unzip_fits(struct unzip *unzip, ssize_t got)
{
	if (got < 0)
		return report_error(unzip, zip_file_get_error(unzip->file));
	if ((uint64_t)got > unzip->size - unzip->given)
		return wrong_size(unzip, DIAG_Z302);
	unzip->given += (uint64_t)got;
	return got > 0 || unzip->given == unzip->size || wrong_size(unzip, DIAG_Z303);
}

ssize_t unzip_read(struct unzip *unzip, void *to, size_t size)
{
	const ssize_t got = unzip_fetch(unzip, to, size);

	return unzip_fits(unzip, got) ? got : -1;
}
