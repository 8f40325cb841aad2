/* What became of every account: one JSON line each (--summary json), a table
 * (--summary text), or only those that need attention.
 *
 * An account is told of when it was converted; its bundle is stored later, in a
 * group. So lines wait, in order, until their outcome is known.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_SUMMARY_H
#define PINPORT_CLI_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "bundle/bundle.h"

enum summary_outcome {
	SUMMARY_WAITING,    /* for the bundle to be stored */
	SUMMARY_STORED,
	SUMMARY_CHECKED,    /* found good where nothing is written */
	SUMMARY_WRITTEN,    /* to the stream */
	SUMMARY_SKIPPED,    /* its bundle is there already, or nothing of it was asked for */
	SUMMARY_REFUSED,
	SUMMARY_FAILED,     /* its bundle could not be stored, or its input not be read to the end */
	SUMMARY_OUTCOMES
};

/* One account; everything is copied. id and name may be "". */
struct summary_account {
	const char *input, *id, *name;
	enum summary_outcome outcome;
	bool bundle;                     /* it has one, here or from an earlier run */
	size_t profiles, decisions, errors, warnings;
};

enum summary_form { SUMMARY_SHORT, SUMMARY_TABLE, SUMMARY_JSON };

struct summary_line;

/* All-zero is a valid summary in short form. */
struct summary {
	enum summary_form form;
	const char *output;              /* -o, or NULL: of the paths of bundles */
	struct summary_line *first, *last;
	struct buf table;                /* its rows, for the end */
	size_t id_width;                 /* of the longest id in it */
	size_t rows, more;               /* of the short form: shown, and left out */
	size_t counts[SUMMARY_OUTCOMES];
	size_t inputs, failed_inputs;    /* done */
	bool failed;                     /* stdout took not all of it */
};

void summary_account(struct summary *summary, const struct summary_account *account);

/* For bundle_options.done: the first account of this id that waits has its outcome. */
void summary_bundle(struct summary *summary, const char *account_id, enum bundle_outcome outcome);

/* An input is done. failed: nothing of it is kept, so its accounts that wait have failed. */
void summary_input(struct summary *summary, const char *input, bool failed, size_t errors, size_t warnings);

/* What still waits has failed; prints the table to `to`, or not for NULL. */
void summary_finish(struct summary *summary, FILE *to);
void summary_free(struct summary *summary);

#endif
