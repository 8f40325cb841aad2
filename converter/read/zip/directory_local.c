/* Compares the local headers of a ZIP archive with its directory, and accounts
 * for every byte of the archive. SPDX-License-Identifier: MIT */
#include "read/zip/directory_parts.h"

#include <stdlib.h>
#include <string.h>

enum {
	AHEAD = 16 * 1024,
	UNUSED_MOST = 64 << 20,   /* the largest self-extracting programs; searching more takes its time */
};

struct span {
	uint64_t header;
	size_t index;
};

struct locals {
	struct directory *directory;
	struct input *input;
	const struct archive_end *end;
	struct window window;
	uint64_t unused;         /* bytes that belong to nothing, so far */
	uint64_t between;        /* those of them that are between entries */
};

/* A local header, read. */
struct local {
	uint64_t packed, size;
	uint32_t crc;
	uint16_t flags, method, name_length, extra_length;
	const unsigned char *name;    /* the extra fields follow */
};

static bool misplaced(struct locals *locals, const struct directory_entry *entry)
{
	struct number number;

	return archive_refuse(locals->input, DIAG_Z202, entry->header,
	    DIAG_VALUES(entry->raw, number_text(&number, entry->header)));
}

static bool disagrees(struct locals *locals, const struct directory_entry *entry, const char *what)
{
	return archive_refuse(locals->input, DIAG_Z203, entry->header, DIAG_VALUES(entry->raw, what));
}

static bool ambiguous(struct locals *locals, uint64_t offset, const char *what)
{
	return archive_refuse(locals->input, DIAG_Z108, offset, DIAG_VALUES(what));
}

/* Bytes that belong to nothing must hide nothing. */
static bool search_unused(struct locals *locals, uint64_t from, uint64_t to, const char *hidden)
{
	bool found;

	locals->unused += to - from;
	if (locals->unused > UNUSED_MOST)
		return ambiguous(locals, from, "more than 64 MiB of it belong to no entry");
	if (!window_has_record(&locals->window, from, to, &found))
		return false;
	return !found || ambiguous(locals, from, hidden);
}

static bool read_local(struct locals *locals, struct directory_entry *entry, struct local *local)
{
	uint64_t stop = locals->end->directory;
	const unsigned char *p;
	size_t size = LOCAL_SIZE;

	if (entry->header > stop || stop - entry->header < size)
		return misplaced(locals, entry);
	p = window_at(&locals->window, entry->header, size);
	if (p == NULL)
		return false;
	if (little32(p) != SIGNATURE_LOCAL)
		return misplaced(locals, entry);
	size += (size_t)little16(p + 26) + little16(p + 28);
	if (stop - entry->header < size)
		return misplaced(locals, entry);
	p = window_at(&locals->window, entry->header, size);
	if (p == NULL)
		return false;
	*local = (struct local){
		.flags = little16(p + 6), .method = little16(p + 8), .crc = little32(p + 14),
		.packed = little32(p + 18), .size = little32(p + 22),
		.name_length = little16(p + 26), .extra_length = little16(p + 28),
		.name = p + LOCAL_SIZE,
	};
	entry->data = entry->header + size;
	return true;
}

/* 4.5.3: in a local header the field holds both sizes, the unpacked one first. */
static bool read_local_extras(struct local *local)
{
	uint64_t *const fields[] = {&local->size, &local->packed};
	const unsigned char *at = local->name + local->name_length;
	size_t left = local->extra_length;
	bool asks = local->size == SEE_ZIP64 || local->packed == SEE_ZIP64, damaged;
	struct extra extra;

	while (extra_next(&at, &left, &extra, &damaged)) {
		if (extra.id != EXTRA_ZIP64 || !asks)
			continue;
		if (extra.size >= 16) {
			local->size = little64(extra.data);
			local->packed = little64(extra.data + 8);
		} else if (!extra_zip64(extra.data, extra.size, fields, 2)) {
			return false;
		}
		asks = false;
	}
	return !damaged && !asks;
}

static bool is_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

/* Whether the local header itself gives sizes and checksum, rightly. */
static bool carries(const struct local *local, const struct directory_entry *entry)
{
	return local->crc == entry->crc && local->packed == entry->packed && local->size == entry->size;
}

/* Where a descriptor follows, each value may be zero: not known yet (4.4.4). */
static bool may_carry(const struct local *local, const struct directory_entry *entry)
{
	return (local->crc == 0 || local->crc == entry->crc) &&
	       (local->packed == 0 || local->packed == entry->packed) &&
	       (local->size == 0 || local->size == entry->size);
}

static bool compare(struct locals *locals, const struct directory_entry *entry, struct local *local)
{
	unsigned differ = (unsigned)local->flags ^ entry->flags;

	if (local->name_length != entry->raw_length ||
	    memcmp(local->name, entry->raw, entry->raw_length) != 0)
		return disagrees(locals, entry, "name");
	if (local->method != entry->method)
		return disagrees(locals, entry, "compression");
	if ((differ & FLAG_ENCRYPTED) != 0)
		return disagrees(locals, entry, "encryption");
	if ((differ & ZIP_FLAG_UTF8) != 0 && !is_ascii(entry->raw, entry->raw_length))
		return disagrees(locals, entry, "name's encoding");
	if ((entry->flags & FLAG_ENCRYPTED) != 0)
		return true;   /* may be masked, and will be refused anyway */
	if (!read_local_extras(local))
		return archive_refuse(locals->input, DIAG_Z206, entry->header, DIAG_VALUES(entry->raw));
	if ((local->flags & FLAG_DESCRIPTOR) != 0 ? may_carry(local, entry) : carries(local, entry))
		return true;
	return disagrees(locals, entry, local->crc != entry->crc && local->crc != 0 ? "checksum" : "size");
}

/* 4.3.9: with or without signature, with 32-bit or 64-bit sizes. */
static bool is_descriptor(const struct directory_entry *entry, const unsigned char *p, bool sign, bool wide)
{
	if (sign && little32(p) != SIGNATURE_DATA)
		return false;
	p += sign ? 4 : 0;
	if (little32(p) != entry->crc)
		return false;
	if (wide)
		return little64(p + 4) == entry->packed && little64(p + 12) == entry->size;
	return little32(p + 4) == entry->packed && little32(p + 8) == entry->size;
}

/* The length of the descriptor in `gap` bytes behind the data; one that fills
 * the gap is preferred. False: could not be read. */
static bool find_descriptor(struct locals *locals, const struct directory_entry *entry, uint64_t gap,
    size_t *length)
{
	static const struct { size_t length; bool sign, wide; } forms[] = {
		{16, true, false}, {24, true, true}, {12, false, false}, {20, false, true},
	};
	enum { LONGEST = 24 };
	size_t size = gap < LONGEST ? (size_t)gap : LONGEST;
	const unsigned char *p = window_at(&locals->window, entry->data + entry->packed, size);

	*length = 0;
	if (p == NULL)
		return false;
	for (size_t i = 0; i < sizeof forms / sizeof forms[0] && *length != gap; i++)
		if (forms[i].length <= size && is_descriptor(entry, p, forms[i].sign, forms[i].wide) &&
		    (*length == 0 || forms[i].length == gap))
			*length = forms[i].length;
	return true;
}

/* What follows an entry's data up to the next record. */
static bool check_gap(struct locals *locals, const struct directory_entry *entry,
    const struct local *local, uint64_t next)
{
	uint64_t from = entry->data + entry->packed;
	bool empty = entry->packed == 0 && entry->size == 0;
	size_t length = 0;

	if ((local->flags & FLAG_DESCRIPTOR) != 0 && (entry->flags & FLAG_ENCRYPTED) == 0) {
		if (!find_descriptor(locals, entry, next - from, &length))
			return false;
		if (length == 0 && !empty && !carries(local, entry))
			return archive_refuse(locals->input, DIAG_Z204, entry->header,
			    DIAG_VALUES(entry->raw));
	}
	from += length;
	if (from == next)
		return true;
	locals->between += next - from;
	return search_unused(locals, from, next, "there are hidden records between its entries");
}

static bool check_one(struct locals *locals, const struct span *span, const struct span *next)
{
	struct directory_entry *entry = &locals->directory->entries[span->index];
	uint64_t stop = next != NULL ? next->header : locals->end->directory;
	struct local local = {0};

	if (!read_local(locals, entry, &local) || !compare(locals, entry, &local))
		return false;
	if (entry->data <= stop && entry->packed <= stop - entry->data)
		return check_gap(locals, entry, &local, stop);
	if (next == NULL)
		return misplaced(locals, entry);
	return archive_refuse(locals->input, DIAG_Z201, entry->header,
	    DIAG_VALUES(entry->raw, locals->directory->entries[next->index].raw));
}

static int by_header(const void *left, const void *right)
{
	const struct span *a = left, *b = right;

	if (a->header != b->header)
		return a->header < b->header ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static struct span *sorted_spans(const struct directory *directory)
{
	struct span *spans = mem_alloc(mem_product(directory->count, sizeof *spans));
	bool sorted = true;

	for (size_t i = 0; i < directory->count; i++) {
		spans[i] = (struct span){directory->entries[i].header, i};
		sorted = sorted && (i == 0 || spans[i - 1].header < spans[i].header);
	}
	if (!sorted)
		qsort(spans, directory->count, sizeof *spans, by_header);
	return spans;
}

/* Bytes outside of entries and directory: nothing may be hidden there, and
 * what is there is told. */
static bool check_around(struct locals *locals, uint64_t first)
{
	const struct archive_end *end = locals->end;
	const struct { uint64_t from, to; enum diag_code code; const char *hidden; } around[] = {
		{0, first, DIAG_Z109, "there are records of an archive in front of it"},
		{end->directory + end->directory_size, end->limit, DIAG_Z113,
		    "there are hidden records behind its directory"},
		{end->after, locals->input->size, DIAG_Z110, "there are records of an archive behind it"},
	};

	for (size_t i = 0; i < sizeof around / sizeof around[0]; i++) {
		struct number number;

		if (!search_unused(locals, around[i].from, around[i].to, around[i].hidden))
			return false;
		if (around[i].from < around[i].to)
			archive_refuse(locals->input, around[i].code, around[i].from,
			    DIAG_VALUES(number_text(&number, around[i].to - around[i].from)));
	}
	return true;
}

bool locals_check(struct directory *directory, struct input *input, const struct archive_end *end)
{
	struct locals locals = {.directory = directory, .input = input, .end = end};
	struct span *spans = sorted_spans(directory);
	struct number number;
	size_t refused = 0;
	bool fine;

	window_open(&locals.window, input, AHEAD);
	for (size_t i = 0; i < directory->count && refused < REFUSALS_SHOWN; i++)
		refused += !check_one(&locals, &spans[i], i + 1 < directory->count ? &spans[i + 1] : NULL);
	fine = refused == 0 && check_around(&locals, spans[0].header);
	window_close(&locals.window);
	mem_free(spans);
	if (fine && locals.between > 0)
		archive_refuse(input, DIAG_Z113, 0, DIAG_VALUES(number_text(&number, locals.between)));
	return fine;
}
