/* Many inputs in one run: which of them, by how many processes, what becomes of
 * their accounts. Shared by convert and validate. SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_BATCH_H
#define PINPORT_CLI_BATCH_H

#include "cli/deal.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/spool.h"
#include "cli/summary.h"
#include "contents.h"

struct batch {
	/* Set by the caller. */
	struct reading *reading;
	bool bundles;                    /* accounts become bundles: of convert.delivery.target */
	bool writes;                     /* else: documents of a stream, unless nothing is written */

	/* Kept by batch_*. */
	struct summary summary;
	struct contents contents;        /* of the bundles */
	struct progress progress;
	struct convert_watch watch;      /* where inputs are read in this process */
	struct spool spool;
	struct deal deal;                /* of one input that is read here */
	unsigned workers;                /* 0: this process reads itself */
	size_t errors, warnings;         /* of all before the input at hand */
	const char *input;               /* the one at hand */
	int stopped;                     /* by this signal, before all inputs were done */
};

/* Reads the options of a batch and takes its part of the inputs (--shard,
 * --only-failed). Comes behind reading_open(). False after a diagnostic. */
bool batch_open(struct batch *batch, struct reading *reading);

/* All inputs. Called by reading_run(). */
void batch_run(struct batch *batch);

/* The last lines of the summary, when the outcome of every bundle is known. */
void batch_finish(struct batch *batch);
void batch_close(struct batch *batch);

/* For bundle_options.done. */
void batch_bundle_done(void *batch, const char *account_id, enum bundle_outcome outcome);

/* ---- for the files of a batch ---- */

/* What became of one account. */
struct batch_account {
	enum convert_outcome outcome;
	const char *id, *name, *edition, *countries;
	const char *reason;            /* of a refusal, or "" */
	size_t profiles, withheld, decisions, errors, warnings;
};

void batch_account(struct batch *batch, const struct batch_account *account);
void batch_input_done(struct batch *batch, const char *path, bool good, bool failed);

/* Fills in from what convert says; texts are borrowed. */
void batch_describe(const struct convert_result *result, struct batch_account *account);

/* One input, in this process: false when anything in it is wrong; failed: nothing of it is kept. */
bool batch_read(struct batch *batch, const char *path, bool *failed);

/* Reads --shard and --only-failed, and leaves in options.words what is to be read. */
bool select_inputs(struct reading *reading);

/* For --skip-existing: true when the bundle of the account was made from the
 * same bytes, by the same version and with the same options; gives its numbers. */
bool skip_is_there(const struct reading *reading, const char *account_id, struct convert_result *result);

#endif
