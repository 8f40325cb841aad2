/* pinport's own reading of a ZIP archive: end record, zip64, directory, local
 * headers. It decides, before anything is inflated, that there is exactly one
 * way to read the archive: every byte between the first entry and the end
 * belongs to one record, and both descriptions of each entry agree.
 * Written from PKWARE's APPNOTE 6.3 (its sections are cited as "4.3.7").
 *
 * Ownership: directory_read() … directory_free(), also after a failure. */
#ifndef PINPORT_READ_DIRECTORY_H
#define PINPORT_READ_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/limits.h"
#include "base/mem.h"

enum {
	ZIP_STORED = 0,
	ZIP_DEFLATED = 8,
	ZIP_FLAG_UTF8 = 1 << 11,
};

struct directory_entry {
	const char *raw;         /* the name's bytes as they are in the archive, and a NUL */
	size_t raw_length;
	const char *unicode;     /* the name of Info-ZIP's field 0x7075, where it belongs to `raw`; else NULL */
	size_t unicode_length;
	uint64_t header;         /* offsets in the file: of the local header … */
	uint64_t data;           /* … and of the packed bytes */
	uint64_t packed;
	uint64_t size;
	uint32_t crc;
	uint32_t attributes;     /* external; the upper half is a Unix mode */
	uint16_t method;
	uint16_t flags;
};

struct directory {
	struct directory_entry *entries;
	size_t count;
	struct arena arena;      /* of the names */
};

/* Reads and checks it all. False after at least one diagnostic. */
bool directory_read(struct directory *directory, struct input *input,
    const struct limits *limits);
void directory_free(struct directory *directory);

/* What a file's end says: nothing, something that an archive may have left
 * (cut, damaged, ambiguous), or the end of an archive. */
enum directory_trace { DIRECTORY_NONE, DIRECTORY_SIGNS, DIRECTORY_END };

/* False: could not be read, and a diagnostic says so. */
bool directory_sniff(struct input *input, enum directory_trace *trace);

#endif
