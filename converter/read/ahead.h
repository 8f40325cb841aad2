/* Reads on in a thread of its own while the caller works on what was read: for
 * inflating, which is a fifth of the time that a large export takes. The thread
 * only moves bytes: it reports nothing, allocates nothing that is ours, and
 * gets no signals, so that all the rest of pinport stays single-threaded. */
#ifndef PINPORT_READ_AHEAD_H
#define PINPORT_READ_AHEAD_H

#include <sys/types.h>

/* What is read from. fetch() puts at most INPUT_PIECE bytes to `to` and returns
 * their number, 0 at the end, -1 when it failed; after those it is not called
 * again. It runs in the thread, and must not use what the caller uses meanwhile. */
struct ahead_source {
	ssize_t (*fetch)(void *from, void *to, size_t size);
	void *from;
};

struct ahead;

/* NULL when there is no thread to be had: then the caller reads by itself. */
struct ahead *ahead_open(const struct ahead_source *source);

/* The next piece, in order, and what fetch() returned for it. *piece is borrowed
 * until the next call. After 0 or -1 the thread is done with the source. */
ssize_t ahead_next(struct ahead *ahead, const char **piece);

/* Ends the thread if need be, and waits for it. NULL is fine. */
void ahead_close(struct ahead *ahead);

#endif
