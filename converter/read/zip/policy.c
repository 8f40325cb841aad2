/* Refuses entries that are not plain files of bearable size: see policy.h.
 * SPDX-License-Identifier: MIT */
#include "read/zip/policy.h"

#include <stdio.h>
#include <sys/stat.h>

#include "read/zip/directory_parts.h"

enum { RATIO_FROM = 1 << 20 };   /* inflated bytes above which the ratio counts */

static bool check_method(struct input *input, const struct directory_entry *entry)
{
	static const struct { uint16_t method; const char *name; } methods[] = {
		{1, "Shrink"}, {6, "Implode"}, {9, "Deflate64"}, {10, "PKWARE Implode"},
		{12, "bzip2"}, {14, "LZMA"}, {16, "IBM CMPSC"}, {18, "IBM TERSE"},
		{19, "IBM LZ77"}, {20, "Zstandard"}, {93, "Zstandard"}, {94, "MP3"},
		{95, "xz"}, {96, "JPEG"}, {97, "WavPack"}, {98, "PPMd"},
	};
	char number[32];
	const char *name = number;

	if (entry->method == ZIP_STORED || entry->method == ZIP_DEFLATED)
		return true;
	snprintf(number, sizeof number, "method %u", (unsigned)entry->method);
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (methods[i].method == entry->method)
			name = methods[i].name;
	return archive_refuse(input, DIAG_Z208, entry->header, DIAG_VALUES(entry->raw, name));
}

/* AES puts 99 where the method should be (and says so in bit 0 as well). */
static bool check_encryption(struct input *input, const struct directory_entry *entry)
{
	enum { METHOD_AES = 99 };

	if ((entry->flags & FLAG_ENCRYPTED) == 0 && entry->method != METHOD_AES)
		return true;
	return archive_refuse(input, DIAG_Z207, entry->header, DIAG_VALUES(entry->raw));
}

/* The type in a Unix mode (4.4.15; the upper half, as Info-ZIP has it). Other
 * systems leave the upper half empty, so where it names a link it is taken for one. */
static bool check_type(struct input *input, const struct directory_entry *entry)
{
	mode_t type = (mode_t)(entry->attributes >> 16) & S_IFMT;
	const char *kind = input_kind(type);

	if (kind == NULL || S_ISDIR(type))
		return true;
	return archive_refuse(input, DIAG_Z219, entry->header, DIAG_VALUES(entry->raw, kind));
}

bool policy_is_folder(const struct directory_entry *entry)
{
	return (entry->raw_length > 0 && entry->raw[entry->raw_length - 1] == '/') ||
	       S_ISDIR((mode_t)(entry->attributes >> 16));
}

static bool check_sizes(struct input *input, const struct directory_entry *entry,
    const struct limits *limits)
{
	struct number first, second;
	const char *size = number_text(&first, entry->size);

	if (policy_is_folder(entry) && entry->size > 0)
		return archive_refuse(input, DIAG_Z220, entry->header, DIAG_VALUES(entry->raw, size));
	if (entry->size > limits->entry_bytes)
		return archive_refuse(input, DIAG_Z209, entry->header,
		    DIAG_VALUES(entry->raw, size, number_text(&second, limits->entry_bytes)));
	if (entry->method == ZIP_STORED && entry->packed != entry->size)
		return archive_refuse(input, DIAG_Z205, entry->header,
		    DIAG_VALUES(entry->raw, number_text(&second, entry->packed), size));
	if (entry->size > RATIO_FROM && (entry->size - 1) / limits->ratio >= entry->packed)
		return archive_refuse(input, DIAG_Z210, entry->header,
		    DIAG_VALUES(entry->raw, number_text(&second, limits->ratio)));
	return true;
}

static bool check_entry(struct input *input, const struct directory_entry *entry,
    const struct limits *limits)
{
	if (!check_encryption(input, entry) || !check_method(input, entry))
		return false;   /* its sizes are those of something else */
	return check_type(input, entry) && check_sizes(input, entry, limits);
}

bool policy_check(const struct directory *directory, struct input *input,
    const struct limits *limits)
{
	uint64_t total = 0;
	size_t refused = 0;
	struct number number;

	for (size_t i = 0; i < directory->count && refused < REFUSALS_SHOWN; i++) {
		const struct directory_entry *entry = &directory->entries[i];

		refused += !check_entry(input, entry, limits);
		total = entry->size > UINT64_MAX - total ? UINT64_MAX : total + entry->size;
	}
	if (refused == 0 && total > limits->total_bytes)
		return archive_refuse(input, DIAG_Z115, 0,
		    DIAG_VALUES(number_text(&number, limits->total_bytes)));
	return refused == 0;
}
