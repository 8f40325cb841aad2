/* Lays bundles out and commits them whole: each account's folder DIR/ID, or
 * one FILE.zip, is absent, as it was before, or complete, whatever happens.
 * FILE.zip is a unit: it is not stored when one of its accounts could not be
 * written (accounts that the caller discards are no such case).
 *
 *   target = bundle_open(&options, diag);
 *   for each input:
 *     for each account:
 *       bundle_begin(target, id, &place)
 *       bundle_add(…)…; bundle_stream_begin/piece/end(…)…
 *       bundle_finish(target)      or bundle_discard(target)
 *     bundle_commit(target)        or bundle_abort(target)
 *   bundle_top_file(target, …)     optional
 *   bundle_close(target)
 *
 * Everything is written into a working folder beside the output, which a
 * later run recognises and removes if this one is killed. Commits are grouped
 * so that one sync serves many accounts: what became of an account is told by
 * options.done, at the latest during bundle_close().
 *
 * Functions that return false have reported why (codes I2xx). All of them may
 * be called on after a failure: what can still be done is done. One account is
 * open at a time. Not for threads; worker processes open a target each, see
 * bundle_open_worker().
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_BUNDLE_BUNDLE_H
#define PINPORT_BUNDLE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/place.h"
#include "base/sandbox.h"
#include "emit/emit.h"

struct bundle_target;

enum bundle_outcome {
	BUNDLE_STORED,      /* on disk under its name, confirmed */
	BUNDLE_CHECKED,     /* dry run: would have been stored */
	BUNDLE_FAILED       /* not stored, or not confirmed; reported */
};

struct bundle_options {
	const char *path;    /* DIR, or FILE.zip (by its suffix, ASCII case ignored) */
	bool force;          /* replace what pinport wrote and nobody has edited */
	bool backup;         /* with force: keep the old one as ID.backup-N */
	bool dry_run;        /* make and hash everything, write nothing */
	/* Called once for each committed account; NULL: nobody asks. The id is borrowed. */
	void (*done)(void *to, const char *account_id, enum bundle_outcome outcome);
	void *to;
};

/* True when `path` names a ZIP file as output. */
bool bundle_is_zip(const char *path);

/* Opens the output, creates DIR if only its last part is missing, removes what
 * a killed run left, and makes the working folder. NULL after a diagnostic.
 * The strings of options are copied. */
struct bundle_target *bundle_open(const struct bundle_options *options, struct diag *diag);

/* Commits the last group (and builds FILE.zip), removes the working folder and
 * a DIR that was created for nothing; then frees the target. False if anything
 * went wrong in this call. NULL is fine. */
bool bundle_close(struct bundle_target *target);

/* DIR, or the folder that FILE.zip is in; -1 in a dry run without one. An open
 * folder, valid until bundle_close(). */
int bundle_folder(const struct bundle_target *target);

/* What the sandbox has to leave for the rest of the work. */
enum { BUNDLE_RIGHTS = 3 };
void bundle_rights(const struct bundle_target *target, struct sandbox_path rights[BUNDLE_RIGHTS]);

/* Starts an account. Refused if its place is taken and may not be replaced,
 * before any work is done for it. `place` (may be NULL) is where the account
 * stands in the input, for diagnostics. */
bool bundle_begin(struct bundle_target *target, const char *account_id, const struct place *place);

/* Adds a file. `path` is relative to the bundle, made of [A-Za-z0-9._-] and
 * other visible characters, with '/' between folders, which are made. */
bool bundle_add(struct bundle_target *target, const char *path, const void *data, size_t size);

/* Bytes that many files start with, copied: taken once for the hashes of all of them. */
struct bundle_start;
struct bundle_start *bundle_start_make(const void *data, size_t size);
void bundle_start_free(struct bundle_start *start);   /* NULL is fine */

/* Adds a file: those bytes, then these. */
bool bundle_add_started(struct bundle_target *target, const char *path, const struct bundle_start *start,
    const void *data, size_t size);

/* Adds a file in pieces. After a failed piece, only bundle_discard() is useful;
 * bundle_stream_end() is needed before the next file in any case. */
bool bundle_stream_begin(struct bundle_target *target, const char *path);
bool bundle_stream_piece(struct bundle_target *target, const void *data, size_t size);
bool bundle_stream_end(struct bundle_target *target);

/* The files of the open account so far, sorted by path in byte order. Valid
 * until the next file is added or the account ends. */
const struct emitted_file *bundle_files(struct bundle_target *target, size_t *count);

/* Writes SHA256SUMS over all files, reads all of them back and closes the
 * account. False if any step of this account failed: it is then discarded. */
bool bundle_finish(struct bundle_target *target);
void bundle_discard(struct bundle_target *target);

/* The input was read to its end without an error that refuses it: its finished
 * accounts will be stored. */
bool bundle_commit(struct bundle_target *target);
/* It was not: they are removed, also the one that is open. */
void bundle_abort(struct bundle_target *target);

/* Stores all that is committed so far, now. Does nothing for FILE.zip. */
bool bundle_flush(struct bundle_target *target);

/* Worker processes. After fork() each opens a target of its own, which stages
 * in the working folder of the parent's; what is finished there is handed over
 * as a parcel: bytes, for the same program only. The parent takes the parcels
 * in the order that it wants, so that everything that is seen from outside is
 * its doing, and the same however many workers there are.
 *
 * bundle_close() of a worker's only frees its target: the folder it stages in
 * goes with the parent's, which has to be closed later. */
struct bundle_giver {
	void (*account)(void *to, const void *parcel, size_t size);
	/* bundle_commit() or bundle_abort() of the accounts since the last one.
	 * lacking: an account could not be written, now or earlier. Or NULL. */
	void (*input)(void *to, bool commit, bool lacking);
	void *to;
};

/* `number` was not used in this run before; `giver` is borrowed. NULL after a diagnostic. */
struct bundle_target *bundle_open_worker(const struct bundle_target *parent, unsigned number,
    const struct bundle_giver *giver, struct diag *diag);

struct bundle_parcel {
	const void *data;
	size_t size;
	const char *id;      /* of the account that it has to be of */
};

/* Takes over what the worker of this number has handed over; `place` as in
 * bundle_begin(). Or removes it. False: these bytes are no parcel of that account. */
bool bundle_take(struct bundle_target *target, unsigned number, const struct bundle_parcel *parcel,
    const struct place *place);
bool bundle_refuse(struct bundle_target *target, unsigned number, const struct bundle_parcel *parcel);

/* An account could not be written: FILE.zip would lack it. */
void bundle_lacks(struct bundle_target *target);

/* A file in pieces: `next` fills the empty buffer; false: there is nothing left.
 * It may not be asked for all of them. */
struct bundle_pieces {
	bool (*next)(void *from, struct buf *piece);
	void *from;
};

/* Writes DIR/NAME whole, by rename; for FILE.zip it becomes an entry at the
 * top. An existing file is replaced only if `mark` is found in its first 4096
 * bytes: it is then one of ours. */
bool bundle_top_file(struct bundle_target *target, const char *name, const struct bundle_pieces *content,
    const char *mark);

#endif
