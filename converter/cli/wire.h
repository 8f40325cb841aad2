/* Frames through a pipe: how a worker process tells its parent what it found.
 * Both are the same program, so numbers travel as they are in memory; the
 * parent believes nothing of what it reads, since a worker has read hostile
 * input. SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_WIRE_H
#define PINPORT_CLI_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

enum wire_kind {
	WIRE_SOURCE = 1,   /* the next name of a source */
	WIRE_ENTRY,        /* a diagnostic */
	WIRE_FLUSH,        /* a flush of the collector ended */
	WIRE_CLAIM,        /* an account begins to be converted */
	WIRE_DATA,         /* one whole document of a stream */
	WIRE_PARCEL,       /* a finished bundle */
	WIRE_COMMIT,       /* the fate of the bundles of an input */
	WIRE_ACCOUNT,      /* an account is done */
	WIRE_END,          /* the input is done: always its last frame */
	WIRE_DEALT,        /* an account of an input that is dealt out */
	WIRE_KINDS
};

/* The writing end. */
struct wire {
	int fd;
	struct buf out;
	size_t start;      /* of the open frame */
};

void wire_begin(struct wire *wire, enum wire_kind kind);
void wire_number(struct wire *wire, uint64_t number);
void wire_text(struct wire *wire, const char *text);   /* NULL is told apart from "" */
void wire_bytes(struct wire *wire, const void *data, size_t size);   /* the rest of the frame */
void wire_end(struct wire *wire);

/* Parts of a frame. What the source is called is between the two ends. */
void wire_place(struct wire *wire, const struct place *place, uint32_t source);
void wire_entry(struct wire *wire, const struct diag_entry *entry, uint32_t source);

/* Writes all frames; ends the process when nobody reads them any more. */
void wire_flush(struct wire *wire);

struct frame {
	enum wire_kind kind;
	const char *data;
	size_t size;
	size_t whole;      /* bytes with its head */
};

enum frame_state { FRAME_GOOD, FRAME_SHORT, FRAME_BAD };

/* The frame at `data`. FRAME_SHORT: it goes on behind `size`. */
enum frame_state frame_at(const char *data, size_t size, struct frame *frame);

/* Takes a frame apart in the order in which it was put together. */
struct frame_reader {
	const char *at;
	size_t left;
	bool bad;          /* something was missing: what was returned means nothing */
};

struct frame_reader frame_open(const struct frame *frame);
uint64_t frame_number(struct frame_reader *reader, uint64_t most);   /* more than `most` is bad */
const char *frame_raw(struct frame_reader *reader);                  /* within the frame; NULL as it was sent */
/* The same, but only what could stand in a document: UTF-8, and no control characters that mean something to
 * a terminal. Else it is bad: who sent it may have been taken over by its input. */
const char *frame_text(struct frame_reader *reader);
const char *frame_string(struct frame_reader *reader);               /* never NULL: then it is bad, and "" */

enum { WIRE_VALUES = 11 };   /* a template counts them with one digit; the last is NULL */

/* `sources`: the largest number that one has. False: they are bad. The entry's texts stay those of the frame. */
struct place frame_place(struct frame_reader *reader, uint32_t sources);
bool frame_entry(struct frame_reader *reader, struct diag_entry *entry, const char *values[WIRE_VALUES],
    uint32_t sources);

#endif
