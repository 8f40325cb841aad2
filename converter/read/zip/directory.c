/* Reads the directory of a ZIP archive: see directory.h. SPDX-License-Identifier: MIT */
#include "read/zip/directory.h"

#include <string.h>

#include "read/zip/directory_parts.h"

enum { AHEAD = 64 * 1024 };

struct walk {
	struct directory *directory;
	struct input *input;
	const struct limits *limits;
	const struct archive_end *end;
	struct window window;
	size_t room;
};

bool extra_next(const unsigned char **at, size_t *left, struct extra *extra, bool *damaged)
{
	*damaged = false;
	if (*left < 4) {
		/* Up to three zero bytes are the padding that some packers align data with. */
		for (size_t i = 0; i < *left; i++)
			*damaged |= (*at)[i] != 0;
		return false;
	}
	extra->id = little16(*at);
	extra->size = little16(*at + 2);
	extra->data = *at + 4;
	if (extra->size > *left - 4) {
		*damaged = true;
		return false;
	}
	*at += 4 + (size_t)extra->size;
	*left -= 4 + (size_t)extra->size;
	return true;
}

bool extra_zip64(const unsigned char *data, size_t size, uint64_t *const fields[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (*fields[i] != SEE_ZIP64)
			continue;
		if (size < 8)
			return false;
		*fields[i] = little64(data);
		data += 8;
		size -= 8;
	}
	return true;
}

static uint32_t crc32_of(const unsigned char *data, size_t size)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (UINT32_C(0xEDB88320) & (0U - (crc & 1)));
	}
	return ~crc;
}

/* 4.6.9: version, CRC of the name that it stands for, the name in UTF-8. If
 * the CRC differs, the name was changed since and the field is void. */
static void take_unicode(struct walk *walk, struct directory_entry *entry, const struct extra *extra)
{
	if (extra->size < 6 || extra->data[0] != 1 || entry->unicode != NULL ||
	    little32(extra->data + 1) != crc32_of((const unsigned char *)entry->raw, entry->raw_length))
		return;
	entry->unicode_length = (size_t)extra->size - 5;
	entry->unicode = arena_copy(&walk->directory->arena, (const char *)extra->data + 5,
	    entry->unicode_length);
}

static bool take_extras(struct walk *walk, struct directory_entry *entry,
    const unsigned char *extras, size_t size)
{
	uint64_t *const fields[] = {&entry->size, &entry->packed, &entry->header};
	bool wide = false, asks = false, fine = true, damaged;
	struct extra extra;

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		asks |= *fields[i] == SEE_ZIP64;
	while (fine && extra_next(&extras, &size, &extra, &damaged)) {
		if (extra.id == EXTRA_ZIP64) {
			fine = !wide && extra_zip64(extra.data, extra.size, fields, 3);
			wide = true;
		} else if (extra.id == EXTRA_UNICODE_PATH) {
			take_unicode(walk, entry, &extra);
		}
	}
	if (fine && !damaged && (wide || !asks))
		return true;
	return archive_refuse(walk->input, DIAG_Z206, entry->header, DIAG_VALUES(entry->raw));
}

static struct directory_entry *new_entry(struct walk *walk)
{
	struct directory *directory = walk->directory;

	if (directory->count == walk->room) {
		walk->room = walk->room == 0 ? 64 : walk->room * 2;
		directory->entries = mem_resize(directory->entries,
		    mem_product(walk->room, sizeof *directory->entries));
	}
	directory->entries[directory->count] = (struct directory_entry){0};
	return &directory->entries[directory->count++];
}

/* One record of the directory, whole in memory. */
static bool take_entry(struct walk *walk, const unsigned char *record)
{
	struct directory_entry *entry = new_entry(walk);

	entry->flags = little16(record + 8);
	entry->method = little16(record + 10);
	entry->crc = little32(record + 16);
	entry->packed = little32(record + 20);
	entry->size = little32(record + 24);
	entry->attributes = little32(record + 38);
	entry->header = little32(record + 42);
	entry->raw_length = little16(record + 28);
	entry->raw = arena_copy(&walk->directory->arena, (const char *)record + CENTRAL_SIZE,
	    entry->raw_length);
	if (little16(record + 34) != 0 && little16(record + 34) != 0xFFFF)
		return archive_refuse(walk->input, DIAG_Z103, 0, NULL);
	if (!take_extras(walk, entry, record + CENTRAL_SIZE + entry->raw_length, little16(record + 30)))
		return false;
	if (entry->header > walk->input->size) {
		struct number number;

		return archive_refuse(walk->input, DIAG_Z202, entry->header,
		    DIAG_VALUES(entry->raw, number_text(&number, entry->header)));
	}
	entry->header += walk->end->base;
	return true;
}

static bool damaged_at(struct walk *walk, uint64_t offset)
{
	struct number number;

	return archive_refuse(walk->input, DIAG_Z107, offset,
	    DIAG_VALUES(number_text(&number, walk->directory->count + 1)));
}

static bool too_many(struct walk *walk, uint64_t count)
{
	struct number first, second;

	if (count <= walk->limits->entries)
		return false;
	archive_refuse(walk->input, DIAG_Z114, 0, DIAG_VALUES(number_text(&first, count),
	    number_text(&second, walk->limits->entries)));
	return true;
}

static bool walk_entries(struct walk *walk)
{
	uint64_t at = walk->end->directory, stop = at + walk->end->directory_size;

	while (at < stop) {
		const unsigned char *record;
		size_t size = CENTRAL_SIZE;

		if (stop - at < CENTRAL_SIZE)
			return damaged_at(walk, at);
		record = window_at(&walk->window, at, size);
		if (record == NULL)
			return false;
		if (little32(record) != SIGNATURE_CENTRAL)
			return damaged_at(walk, at);
		size += (size_t)little16(record + 28) + little16(record + 30) + little16(record + 32);
		if (stop - at < size)
			return damaged_at(walk, at);
		record = window_at(&walk->window, at, size);
		if (record == NULL || !take_entry(walk, record) ||
		    too_many(walk, walk->directory->count))
			return false;
		at += size;
	}
	return true;
}

/* Packers without zip64 let the 16-bit count wrap; the directory's size, which
 * was read to its last byte, is what counts. */
static bool check_count(struct walk *walk)
{
	uint64_t said = walk->end->count, found = walk->directory->count;
	struct number first, second;
	const char *const *values = DIAG_VALUES(number_text(&first, said), number_text(&second, found));

	if (found == 0)
		return archive_refuse(walk->input, said == 0 ? DIAG_Z111 : DIAG_Z106, 0, values);
	if (said == found)
		return true;
	if (walk->end->wide || said != (found & 0xFFFF))
		return archive_refuse(walk->input, DIAG_Z106, 0, values);
	archive_refuse(walk->input, DIAG_Z112, 0, values);
	return true;
}

bool directory_read(struct directory *directory, struct input *input,
    const struct limits *limits)
{
	struct archive_end end;
	struct walk walk = {
		.directory = directory, .input = input, .limits = limits, .end = &end,
	};
	enum end_result result = end_find(input, false, &end);
	bool fine;

	*directory = (struct directory){0};
	if (result == END_NONE)
		archive_refuse(input, DIAG_Z102, 0, NULL);
	if (result != END_FOUND || too_many(&walk, end.count))
		return false;
	window_open(&walk.window, input, AHEAD);
	fine = walk_entries(&walk) && check_count(&walk);
	window_close(&walk.window);
	return fine && locals_check(directory, input, &end);
}

void directory_free(struct directory *directory)
{
	mem_free(directory->entries);
	arena_free(&directory->arena);
	*directory = (struct directory){0};
}

bool directory_sniff(struct input *input, enum directory_trace *trace)
{
	static const enum directory_trace traces[] = {
		[END_FOUND] = DIRECTORY_END, [END_WRONG] = DIRECTORY_SIGNS,
		[END_NONE] = DIRECTORY_NONE, [END_FAILED] = DIRECTORY_NONE,
	};
	struct archive_end end;
	enum end_result result = end_find(input, true, &end);

	*trace = traces[result];
	return result != END_FAILED;
}
