/* Finds the end record of a ZIP archive, and makes sure that there is only one.
 * SPDX-License-Identifier: MIT */
#include "read/zip/directory_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { TAIL = END_SIZE + 0xFFFF };   /* a comment has at most 65,535 bytes */

/* A possible end record, and what is wrong with it (DIAG_CODES: nothing). */
struct candidate {
	struct archive_end end;
	enum diag_code fault;
	uint64_t values[2];
};

const char *number_text(struct number *number, uint64_t value)
{
	snprintf(number->text, sizeof number->text, "%" PRIu64, value);
	return number->text;
}

bool archive_refuse(struct input *input, enum diag_code code, uint64_t offset,
    const char *const *values)
{
	struct place place = {.source = input->source, .offset = offset};

	return diag_add(input->diag, code, &place, NULL, values);
}

/* Both return true so that a judgement and going on are one expression. */
static bool fault(struct candidate *candidate, enum diag_code code, uint64_t first, uint64_t second)
{
	candidate->fault = code;
	candidate->values[0] = first;
	candidate->values[1] = second;
	return true;
}

/* Whether a record with this signature stands at `offset`. */
static bool signature_at(struct input *input, uint64_t offset, uint32_t signature, bool *is)
{
	unsigned char bytes[4];

	*is = false;
	if (offset > input->size || input->size - offset < sizeof bytes)
		return true;
	if (!input_read(input, offset, bytes, sizeof bytes))
		return false;
	*is = little32(bytes) == signature;
	return true;
}

/* Reads the zip64 end record if it stands at `offset` and ends at its locator. */
static bool read_end64(struct input *input, uint64_t offset, uint64_t locator,
    unsigned char record[END64_SIZE], bool *is)
{
	*is = false;
	if (offset > locator || locator - offset < END64_SIZE)
		return true;
	if (!input_read(input, offset, record, END64_SIZE))
		return false;
	*is = little32(record) == SIGNATURE_END64 && little64(record + 4) == locator - offset - 12;
	return true;
}

/* A plain field must be the zip64 one, or say that it is to be found there. */
static bool agrees(uint64_t plain, uint64_t wide, uint64_t most)
{
	return plain == most || plain == wide;
}

static bool take_end64(struct candidate *candidate, const unsigned char *plain,
    const unsigned char *record)
{
	struct archive_end *end = &candidate->end;

	if (little32(record + 16) != 0 || little32(record + 20) != 0)
		return fault(candidate, DIAG_Z103, 0, 0);
	if (little64(record + 24) != little64(record + 32))
		return fault(candidate, DIAG_Z106, little64(record + 32), little64(record + 24));
	end->wide = true;
	end->count = little64(record + 32);
	end->directory_size = little64(record + 40);
	end->directory = little64(record + 48);
	if (!agrees(little16(plain + 10), end->count, 0xFFFF) ||
	    !agrees(little32(plain + 12), end->directory_size, SEE_ZIP64) ||
	    !agrees(little32(plain + 16), end->directory, SEE_ZIP64))
		return fault(candidate, DIAG_Z105, 0, 0);
	return true;
}

/* The zip64 end record stands where the locator says (4.3.15), or, when bytes
 * were put in front of the archive, directly before the locator. */
static bool read_wide(struct input *input, struct candidate *candidate,
    const unsigned char *plain, const unsigned char *locator)
{
	struct archive_end *end = &candidate->end;
	uint64_t at = end->record - LOCATOR_SIZE, said = little64(locator + 8);
	unsigned char record[END64_SIZE], before[END64_SIZE];
	bool is = false, is_before = false;

	if (little32(locator + 4) != 0 || little32(locator + 16) > 1)
		return fault(candidate, DIAG_Z103, 0, 0);
	if (!read_end64(input, said, at, record, &is))
		return false;
	if (at >= END64_SIZE && !read_end64(input, at - END64_SIZE, at, before, &is_before))
		return false;
	if (is && is_before && said != at - END64_SIZE)
		return fault(candidate, DIAG_Z105, 0, 0);
	if (is) {
		end->limit = said;
		return take_end64(candidate, plain, record);
	}
	if (!is_before || said > at - END64_SIZE)
		return fault(candidate, DIAG_Z105, 0, 0);
	end->limit = at - END64_SIZE;
	end->base = end->limit - said;
	return take_end64(candidate, plain, before);
}

/* With bytes in front, offsets may have been counted from the archive's own
 * start. Both ways possible: two readings. */
static bool place_directory(struct input *input, struct candidate *candidate)
{
	struct archive_end *end = &candidate->end;
	uint64_t said = end->directory, shift;
	bool here, moved = false;

	if (end->directory_size > end->limit || said > end->limit - end->directory_size)
		return fault(candidate, DIAG_Z104, said, end->directory_size);
	shift = end->limit - end->directory_size - said;
	if (end->count == 0 && end->directory_size == 0)
		return true;
	if (!signature_at(input, said + end->base, SIGNATURE_CENTRAL, &here))
		return false;
	if (!end->wide && shift > 0 && !signature_at(input, said + shift, SIGNATURE_CENTRAL, &moved))
		return false;
	if (here && moved)
		return fault(candidate, DIAG_Z108, 0, 0);
	if ((!here && !moved) || end->base > shift)
		return fault(candidate, DIAG_Z104, said, end->directory_size);
	if (moved)
		end->base = shift;
	end->directory = said + end->base;
	return true;
}

/* Judges the end record in `plain`. False: could not be read. */
static bool judge(struct input *input, uint64_t offset, const unsigned char *plain,
    struct candidate *candidate)
{
	struct archive_end *end = &candidate->end;
	unsigned char locator[LOCATOR_SIZE];
	bool wide = false;

	*candidate = (struct candidate){.fault = DIAG_CODES};
	end->record = end->limit = offset;
	end->after = offset + END_SIZE + little16(plain + 20);
	end->count = little16(plain + 10);
	end->directory_size = little32(plain + 12);
	end->directory = little32(plain + 16);
	if (end->after > input->size)
		return fault(candidate, DIAG_Z102, 0, 0);
	if (offset >= LOCATOR_SIZE) {
		if (!input_read(input, offset - LOCATOR_SIZE, locator, sizeof locator))
			return false;
		wide = little32(locator) == SIGNATURE_LOCATOR;
	}
	for (size_t i = 4; i < 8; i += 2)
		if (little16(plain + i) != 0 && !(wide && little16(plain + i) == 0xFFFF))
			return fault(candidate, DIAG_Z103, 0, 0);
	if (little16(plain + 8) != little16(plain + 10))
		return fault(candidate, DIAG_Z106, little16(plain + 10), little16(plain + 8));
	if (wide && (!read_wide(input, candidate, plain, locator) || candidate->fault != DIAG_CODES))
		return candidate->fault != DIAG_CODES;
	if (!wide && (end->directory_size == SEE_ZIP64 || end->directory == SEE_ZIP64))
		return fault(candidate, DIAG_Z105, 0, 0);
	return place_directory(input, candidate);
}

static void tell(struct input *input, const struct candidate *candidate)
{
	struct number first, second;

	archive_refuse(input, candidate->fault, 0,
	    DIAG_VALUES(number_text(&first, candidate->values[0]),
	        number_text(&second, candidate->values[1])));
}

/* What the search has seen so far, from the end of the file backwards. */
struct search {
	struct candidate good, bad;
	bool have_good, have_bad, second;
};

static bool consider(struct input *input, struct search *search, uint64_t offset,
    const unsigned char *plain)
{
	struct candidate candidate;

	if (!judge(input, offset, plain, &candidate))
		return false;
	if (candidate.fault != DIAG_CODES) {
		if (!search->have_bad)
			search->bad = candidate;
		search->have_bad = true;
		search->second |= candidate.fault == DIAG_Z108 && !search->have_good;
	} else if (!search->have_good) {
		search->good = candidate;
		search->have_good = true;
	} else if (offset >= search->good.end.directory) {
		/* Earlier ones stand in an entry's data, or in a gap, which is searched later. */
		search->second = true;
	}
	return true;
}

static bool search_tail(struct input *input, struct search *search)
{
	size_t size = input->size < TAIL ? (size_t)input->size : TAIL;
	uint64_t start = input->size - size;
	unsigned char *tail = mem_resize(NULL, size);
	bool fine = input_read(input, start, tail, size);
	size_t left = size >= END_SIZE ? size - END_SIZE + 1 : 0;   /* where records may start */
	const unsigned char *p;

	while (fine && (p = memrchr(tail, 'P', left)) != NULL) {
		left = (size_t)(p - tail);
		if (little32(p) == SIGNATURE_END)
			fine = consider(input, search, start + left, p);
	}
	mem_free(tail);
	return fine;
}

enum end_result end_find(struct input *input, bool quiet, struct archive_end *end)
{
	struct search search = {0};

	if (!search_tail(input, &search))
		return END_FAILED;
	if (search.second) {
		if (!quiet)
			archive_refuse(input, DIAG_Z108, 0, DIAG_VALUES("it has two ends"));
		return END_WRONG;
	}
	if (search.have_good) {
		*end = search.good.end;
		return END_FOUND;
	}
	if (!search.have_bad)
		return END_NONE;
	if (!quiet)
		tell(input, &search.bad);
	return END_WRONG;
}
