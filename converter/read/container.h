/* What the input is made of: entries of a ZIP archive, or one XML document
 * with the files beside it. The only way to input bytes.
 *
 * Opening checks everything that can be judged without inflating (the central
 * directory and local headers, by pinport's own reading); reading an entry
 * checks the rest (sizes, CRC, ratio, limits) while it inflates.
 *
 * Ownership: container_open() … container_close(); entries belong to the
 * container. Functions that return false or NULL have already reported why. */
#ifndef PINPORT_READ_CONTAINER_H
#define PINPORT_READ_CONTAINER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/limits.h"

struct container;

enum entry_kind {
	ENTRY_FILE,      /* anything that may be XML or media */
	ENTRY_FOLDER,
	ENTRY_IGNORED    /* __MACOSX/, .DS_Store, Thumbs.db: never mentioned */
};

struct entry {
	const char *name;      /* UTF-8, '/' between folders, checked to be safe to show and to compare */
	enum entry_kind kind;
	uint64_t size;         /* inflated bytes, as declared; UINT64_MAX when not known before the end */
	uint64_t index;        /* the archive's own */
	bool used;             /* set by who uses it; the others get one note each */
};

struct decoder;

/* Opens what reads entry names in `zip_encoding`: "auto", or the name of an
 * encoding for those without the UTF-8 flag. To be called before rights are
 * dropped, since the C library loads its converters lazily. NULL when there is
 * no such encoding here (nothing is reported: it is a matter of usage). */
struct decoder *container_prepare(const char *zip_encoding);
void container_unprepare(struct decoder *decoder);   /* NULL is fine */

struct container_options {
	const struct limits *limits;
	const char *zip_encoding;  /* as above; NULL is "auto" */
	struct decoder *decoder;   /* from container_prepare(), borrowed; NULL: opened when needed */
	bool ahead;                /* large entries are inflated in a thread of their own, where one can be had */
};

/* `path` is a file, or "-" for standard input (told apart by content; a pipe
 * that holds a ZIP, or any pipe when `spool` is asked for, is spooled under the
 * total-bytes limit into an unlinked temporary file). NULL after a diagnostic:
 * exit 3 when there are no bytes to judge, 1 when they are judged bad. */
struct container *container_open(const char *path, bool spool,
    const struct container_options *options, struct diag *diag);
void container_close(struct container *container);  /* NULL is fine */

/* True for a ZIP archive: sources are then named "archive.zip!entry". */
bool container_is_archive(const struct container *container);

/* False for XML on standard input: nothing stands beside it. */
bool container_has_files(const struct container *container);

/* The bare file name of the input, without folders; "-" for standard input. */
const char *container_name(const struct container *container);

/* Entries in archive order; one entry for a plain document. */
size_t container_count(const struct container *container);
struct entry *container_entry(const struct container *container, size_t index);

/* The diagnostics source of an entry (or of the container itself for NULL). */
uint32_t container_source(struct container *container, const struct entry *entry);

/* What takes the pieces of an entry; false ends the reading (and must have
 * reported why, unless it just wants no more). */
struct piece_sink {
	bool (*piece)(void *to, const char *data, size_t size);
	void *to;
};

enum read_result { READ_WHOLE, READ_STOPPED, READ_FAILED };

/* Reads one entry from start to end in pieces of at most 64 KiB. READ_FAILED
 * after a diagnostic (CRC, sizes, limits, I/O); READ_STOPPED when the sink said so. */
enum read_result container_read(struct container *container, struct entry *entry,
    const struct piece_sink *sink);

/* Finds the file that an @file attribute names: from the container's root, else
 * beside the XML part `part` (decision 12). For a plain document: beneath its
 * folder only, regular files, no links. A name that climbs, is absolute, or
 * means two different files is reported (with place and path) and gives NULL
 * with *bad = true; a name that is not there gives NULL with *bad = false. */
struct entry *container_find(struct container *container, const struct entry *part,
    const char *file, const struct place *place, const char *path, bool *bad);

/* SHA-256 of the input's bytes as 64 hex digits, worked out at the first call
 * (reads the input once). NULL after a diagnostic. An input that is neither a
 * file nor spooled can be hashed only before it is read: it is then spooled. */
const char *container_sha256(struct container *container);

#endif
