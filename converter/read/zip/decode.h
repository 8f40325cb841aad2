/* Entry names that are not UTF-8: decoding, and guessing what they are in.
 *
 * Ownership: decoder_open() … decoder_close(). A decoder has no state between
 * calls and may serve many archives. */
#ifndef PINPORT_READ_DECODE_H
#define PINPORT_READ_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct decoder;

/* "auto" (or NULL) guesses; else the name of an encoding. NULL: not known here. */
struct decoder *decoder_open(const char *encoding);
void decoder_close(struct decoder *decoder);   /* NULL is fine */

/* The i-th encoding that a guess may name; NULL behind the last. Others can be asked for. */
const char *decoder_known(size_t i);
bool decoder_guesses(const struct decoder *decoder);

/* A guess takes all names of an archive together: one packer wrote them. */
struct decoder_text {
	const char *data;
	size_t size;
};

/* The encoding in which to read them: an index for decoder_decode(). */
size_t decoder_choose(const struct decoder *decoder, const struct decoder_text *texts, size_t count);

/* What to call it: "CP949". */
const char *decoder_name(const struct decoder *decoder, size_t choice);

/* Adds the text as UTF-8. False: it has bytes that the encoding does not have. */
bool decoder_decode(const struct decoder *decoder, size_t choice,
    const struct decoder_text *text, struct buf *to);

#endif
