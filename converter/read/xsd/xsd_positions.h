/* Glushkov's construction: an expression becomes a set of positions, and what
 * may follow each of them. Content models and regular expressions share it.
 *
 * Position 0 is the start; a set is a word with bit i for position i. */
#ifndef PINPORT_READ_XSD_POSITIONS_H
#define PINPORT_READ_XSD_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POSITIONS_MOST = 64 };

struct positions {
	uint64_t follow[POSITIONS_MOST];
	size_t count;                    /* with the start; 0 while empty */
	bool overflow;                   /* more were asked for than there are */
};

struct fragment {
	uint64_t first, last;
	bool nullable;
};

#define FRAGMENT_EMPTY ((struct fragment){0, 0, true})

/* Makes one copy of the part that occurs several times. False: give up. */
struct fragment_maker {
	bool (*make)(void *of, struct fragment *copy);
	void *of;
};

#define OCCURS_UNBOUNDED SIZE_MAX

struct fragment fragment_position(struct positions *to, size_t *position);
struct fragment fragment_sequence(struct positions *to, struct fragment a, struct fragment b);
struct fragment fragment_choice(struct fragment a, struct fragment b);

/* The part, at least `least` and at most `most` times. False when the maker
 * gave up or the positions ran out. */
bool fragment_occurs(struct positions *to, size_t least, size_t most,
    const struct fragment_maker *maker, struct fragment *result);

/* Joins the whole expression to the start; returns the accepting positions. */
uint64_t fragment_finish(struct positions *to, struct fragment whole);

#endif
