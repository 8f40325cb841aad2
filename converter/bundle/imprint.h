/* A quick mark of bytes, to know in the same process whether they come back
 * from the disk as they were written. 64 bits, not for anybody who wants to
 * deceive, and never written down: that is what SHA-256 is for, which costs many
 * times as much. SPDX-License-Identifier: MIT */
#ifndef PINPORT_BUNDLE_IMPRINT_H
#define PINPORT_BUNDLE_IMPRINT_H

#include <stddef.h>
#include <stdint.h>

enum { IMPRINT_LANES = 4, IMPRINT_STRIPE = 8 * IMPRINT_LANES };

struct imprint {
	uint64_t lanes[IMPRINT_LANES];
	uint64_t length;
	unsigned char rest[IMPRINT_STRIPE];   /* bytes that do not fill a stripe yet */
	size_t rest_length;
};

/* In pieces of any size: the result depends on the bytes alone. */
void imprint_begin(struct imprint *imprint);
void imprint_add(struct imprint *imprint, const void *data, size_t size);
uint64_t imprint_end(const struct imprint *imprint);

#endif
