/* The bytes of one input: a plain file that is read by position, or a pipe
 * that is read once or spooled into an unlinked temporary file.
 *
 * Ownership: the caller has the struct; input_close() accepts all-zero.
 * Functions that return false or -1 have already reported why. */
#ifndef PINPORT_BASE_INPUT_H
#define PINPORT_BASE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"

enum { INPUT_PIECE = 64 * 1024 };

struct input {
	struct diag *diag;
	uint32_t source;         /* what diagnostics call it */
	bool open;
	bool stream;             /* a pipe: `head` is what was read of it so far, the rest is still in fd */
	bool ended;              /* of a stream: there is no rest */
	int fd;
	uint64_t size;           /* UINT64_MAX for a stream */
	struct timespec changed; /* of a file, when it was opened */
	struct buf head;
};

/* Opens a file, or "-" for standard input. Refuses at once, without reading,
 * what is no file (pipes with names, devices, folders), and empty files. */
bool input_open(struct input *input, const char *path, uint32_t source, struct diag *diag);
void input_close(struct input *input);

/* Reads a stream until `head` has at least `size` bytes or the stream ends. */
bool input_peek(struct input *input, size_t size);

/* Turns a stream into a file of its own, of at most `most` bytes. */
bool input_spool(struct input *input, uint64_t most);

/* Opens that file now, for the first input_spool() to come: where rights are
 * dropped in between, it could not be opened any more. */
void input_prepare_spool(void);

/* Exactly `size` bytes from `offset` of a file. */
bool input_read(struct input *input, uint64_t offset, void *to, size_t size);

/* The same in two steps, the first of which any thread may take: it reports
 * nothing, and when it fails says in *fault what the second is to report. */
struct input_fault {
	int cause;               /* of errno; 0: the file changed since it was opened */
	uint64_t offset;
};
bool input_fetch(const struct input *input, uint64_t offset, void *to, size_t size,
    struct input_fault *fault);
bool input_tell(struct input *input, const struct input_fault *fault);   /* always false */

/* The next bytes of a stream: the head first. 0 at the end. */
ssize_t input_next(struct input *input, void *to, size_t size);

/* False after a diagnostic: a file changed since it was opened. */
bool input_unchanged(struct input *input);

/* SHA-256 of a file that did not change since it was opened. */
bool input_hash(struct input *input, char text[HASH_TEXT]);

/* Opens a regular file for reading without waiting for anything, gives its
 * size. -1: errno says why, with EINVAL for what is no regular file and *what
 * then says what it is ("a folder"). */
int input_open_regular(int at, const char *path, uint64_t *size, const char **what);

/* "a folder", "a named pipe", … for a file's mode; NULL for a regular file. */
const char *input_kind(mode_t mode);

/* pread and read that carry on after interruptions; less than size only at the end; -1 */
ssize_t input_pread_all(int fd, void *to, size_t size, uint64_t offset);

#endif
