/* index.html over the accounts of an output: those of this run, and those that
 * stand in the folder from earlier ones. */
#ifndef PINPORT_CONTENTS_H
#define PINPORT_CONTENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/roll.h"
#include "bundle/bundle.h"
#include "emit/sheet.h"
#include "shape/shape.h"

/* All-zero is valid and empty. */
struct contents {
	struct roll rows;              /* by account id; an account without one has a row of its own, too */
	size_t stored;
};

/* An account was delivered, and its bundle waits for the commit; or it was
 * refused. The row's link is not looked at; all is copied. */
void contents_add(struct contents *contents, const struct sheet_index_row *row);

/* The countries of its profiles, as a row wants them: "DE KR". */
void contents_countries(const struct shaped *shaped, struct buf *to);

/* What became of it: for bundle_options.done. */
void contents_done(void *contents, const char *account_id, enum bundle_outcome outcome);

/* The only account that was stored in this run: its id, valid until the next call, else NULL. */
const char *contents_single(const struct contents *contents);

/* Writes index.html when the output holds, or this run was to give it, more than
 * one account. False after a diagnostic. */
bool contents_write(struct contents *contents, struct bundle_target *target, bool zip,
    const char *lang, const char *version);
void contents_free(struct contents *contents);

#endif
