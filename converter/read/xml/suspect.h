/* Whether text that is said to be in another encoding is all UTF-8 after all,
 * which text in any other encoding hardly ever is by chance. */
#ifndef PINPORT_READ_XML_SUSPECT_H
#define PINPORT_READ_XML_SUSPECT_H

#include <stdbool.h>
#include <stddef.h>

/* All zero to begin with. */
struct suspect {
	bool broken;     /* something was no UTF-8 */
	unsigned open;   /* bytes that the last character still lacks */
	size_t found;    /* characters of more than one byte; counting ends with the first break */
};

/* The next bytes, in pieces of any size. */
void suspect_feed(struct suspect *suspect, const char *data, size_t size);

/* True when there were characters of more than one byte, and nothing but UTF-8. */
static inline bool suspect_is_utf8(const struct suspect *suspect)
{
	return !suspect->broken && suspect->found > 0;
}

#endif
