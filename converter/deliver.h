/* The last step of the pipeline: one shaped account becomes a bundle, or
 * documents of a stream. */
#ifndef PINPORT_DELIVER_H
#define PINPORT_DELIVER_H

#include <stdbool.h>

#include "base/diag.h"
#include "bundle/bundle.h"
#include "emit/emit.h"
#include "read/container.h"
#include "shape/shape.h"

struct delivery {
	const struct catalogue *catalogue;
	struct provenance provenance;      /* file and sha256 are of the input at hand */
	struct bundle_target *target;      /* NULL: a stream */
	struct bundle_start *sheet_start;  /* what provenance.kit's sheets start with */
	bool (*stream)(void *to, const void *data, size_t size);  /* NULL: nothing is written */
	void *stream_to;
	struct buf content, path;          /* room for one file after the other: deliver_end() frees it */
};

/* Diagnostics of the account stand in the collector from `mark` on. False
 * after a diagnostic; an unfinished bundle is then discarded. */
bool deliver_account(struct delivery *delivery, const struct shaped *shaped,
    struct container *container, struct diag *diag, size_t mark);

void deliver_end(struct delivery *delivery);

#endif
