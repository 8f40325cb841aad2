/* Where something stands in the input. Lines and columns count from 1; a
 * column is one Unicode code point (a tab is one); offsets are bytes of the
 * text after it was turned into UTF-8. line 0 means: no position, only a
 * source; source 0 means: no source either. */
#ifndef PINPORT_BASE_PLACE_H
#define PINPORT_BASE_PLACE_H

#include <stdint.h>

struct place {
	uint64_t offset;
	uint32_t source;   /* from diag_source() */
	uint32_t line;
	uint32_t column;
};

#endif
