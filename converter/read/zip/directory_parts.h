/* What the files of the directory reader share; nobody else includes it. */
#ifndef PINPORT_READ_DIRECTORY_PARTS_H
#define PINPORT_READ_DIRECTORY_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "read/zip/directory.h"
#include "read/zip/window.h"

enum {
	LOCAL_SIZE = 30,       /* 4.3.7 */
	CENTRAL_SIZE = 46,     /* 4.3.12 */
	END_SIZE = 22,         /* 4.3.16 */
	LOCATOR_SIZE = 20,     /* 4.3.15 */
	END64_SIZE = 56,       /* 4.3.14, without its extensible part */
	FLAG_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13,
	FLAG_DESCRIPTOR = 1 << 3,
	EXTRA_ZIP64 = 0x0001,
	EXTRA_UNICODE_PATH = 0x7075,
	REFUSALS_SHOWN = 20,   /* of one archive: enough to see what it is */
};

#define SIGNATURE_LOCAL   UINT32_C(0x04034b50)
#define SIGNATURE_CENTRAL UINT32_C(0x02014b50)
#define SIGNATURE_END     UINT32_C(0x06054b50)
#define SIGNATURE_END64   UINT32_C(0x06064b50)
#define SIGNATURE_LOCATOR UINT32_C(0x07064b50)
#define SIGNATURE_DATA    UINT32_C(0x08074b50)

#define SEE_ZIP64 UINT32_C(0xFFFFFFFF)   /* in a 32-bit field: the value is in a zip64 field */

/* Where the archive ends, and what its end says. Offsets are of the file. */
struct archive_end {
	uint64_t record;       /* the end record */
	uint64_t base;         /* what must be added to the archive's own offsets */
	uint64_t directory;
	uint64_t directory_size;
	uint64_t limit;        /* what follows the directory: zip64 end record or end record */
	uint64_t after;        /* behind the comment */
	uint64_t count;
	bool wide;             /* zip64: the count does not wrap */
};

enum end_result { END_FOUND, END_WRONG, END_NONE, END_FAILED };

/* Finds the one end record. END_WRONG: there are only bad ones, or two; END_FAILED:
 * could not be read. Both after a diagnostic; with `quiet` only END_FAILED is told. */
enum end_result end_find(struct input *input, bool quiet, struct archive_end *end);

/* One field of additional data. The walk ends at false: *damaged says whether
 * that was before the end of the data. */
struct extra {
	uint16_t id;
	uint16_t size;
	const unsigned char *data;
};
bool extra_next(const unsigned char **at, size_t *left, struct extra *extra, bool *damaged);

/* The 64-bit values for those of the 32-bit fields that ask for them. False
 * when they are not there. */
bool extra_zip64(const unsigned char *data, size_t size, uint64_t *const fields[], size_t count);

/* Checks local headers, spans, gaps; sets `data` of every entry. */
bool locals_check(struct directory *directory, struct input *input,
    const struct archive_end *end);

struct number { char text[24]; };
const char *number_text(struct number *number, uint64_t value);

/* Reports about the container; false. */
bool archive_refuse(struct input *input, enum diag_code code, uint64_t offset,
    const char *const *values);

#endif
