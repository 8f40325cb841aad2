/* What the files of bundle/ share; not for others. SPDX-License-Identifier: MIT */
#ifndef PINPORT_BUNDLE_PARTS_H
#define PINPORT_BUNDLE_PARTS_H

#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "bundle/bundle.h"

enum { ACCOUNT_ROOM = 21 };   /* an id has 1 to 20 digits */

/* Where the top files wait in the working folder; never the name of an account. */
#define TOP_FOLDER "top"
/* Where a worker process stages, by its number; neither. */
#define WORKER_FOLDER "w%u"
enum { STAGED_ROOM = ACCOUNT_ROOM + 12 };

/* What stands where a bundle is to go. */
enum existing_state {
	EXISTING_NONE,
	EXISTING_OURS,      /* written by pinport, and nobody has touched it */
	EXISTING_EDITED,
	EXISTING_FOREIGN,
	EXISTING_UNKNOWN    /* cannot be looked at: errno */
};

struct existing {
	enum existing_state state;
	uint64_t inode;
};

/* Judges FOLDER/NAME, a bundle's folder or a ZIP file; adds to `names` which
 * files were edited. */
struct existing existing_folder(int folder, const char *name, struct buf *names);
struct existing existing_zip(int folder, const char *name);

/* True for 1 to 20 digits: nothing else becomes part of a path. */
bool account_name(const char *id);

/* An account that is finished and waits to be stored: as many of them wait as a document has. */
struct staged {
	char id[ACCOUNT_ROOM];
	bool failed;                   /* reported */
	uint32_t worker;               /* its number and one more; 0: made by this process */
	unsigned char sums[HASH_BYTES]; /* hash of its SHA256SUMS */
	struct existing before;        /* what it may replace */
	struct place place;
};

/* Where it stands in the working folder: "ID", or a worker's "w1/ID". `room` is used where it is needed. */
const char *staged_at(const struct staged *staged, char room[STAGED_ROOM]);

/* The account that is being written. */
struct open_account {
	bool open, failed, streaming;
	int fd;                        /* its folder; -1 in a dry run */
	int file;                      /* the file that is being streamed */
	uint64_t file_bytes;
	char *file_path;
	struct hash hash;
	struct staged staged;
	struct emitted_file *files;
	size_t count, room;
	bool sorted;                   /* by path: made so when somebody looks */
	struct map paths, folders;     /* of the files; of the folders that are made */
	struct arena arena;            /* of the paths */
};

struct bundle_target {
	struct diag *diag;
	struct bundle_options options;
	char *path;                    /* as given, without final slashes */
	char *leaf;                    /* its last part */
	bool zip;
	bool created;                  /* DIR is this run's */
	bool stored;                   /* something was put into it */
	bool broken;                   /* an account could not be written: FILE.zip would lack it */
	int above, folder;             /* folder: DIR, or what FILE.zip is in; above: what DIR is in */
	struct file_scratch scratch;
	struct existing zip_before;    /* what FILE.zip may replace */
	struct open_account account;
	struct staged *staged;
	size_t count, ready, room;     /* the first `ready` ones are committed */
	uint64_t bytes;                /* in files of the group */
	struct emitted_file *tops;     /* top files of FILE.zip */
	size_t top_count;
	const struct bundle_giver *giver;   /* of a worker's target: takes what is finished */
};

/* Reports that `what`, a path below the output, could not be written for the
 * reason in errno: I208 for lack of room, else I207. */
bool target_cannot_write(struct bundle_target *target, const struct place *place, const char *what);

/* "DIR/NAME" as people know it; DIR or FILE.zip itself for NULL. */
void target_show(const struct bundle_target *target, struct buf *to, const char *name);

/* Reports one of the codes whose values are a shown name and perhaps a reason (NULL: none). */
bool target_report(struct bundle_target *target, enum diag_code code, const struct place *place,
    const char *name, const char *reason);

/* Looks at what is at NAME and whether options allow to replace it; reports if not. */
bool target_may_place(struct bundle_target *target, const char *name, const struct place *place,
    struct existing *before);

/* Gives SCRATCH/STAGED its name FOLDER/NAME; reports. What was there before ends
 * up under STAGED in the working folder, or as NAME.backup-N. */
bool target_put(struct bundle_target *target, const char *staged, const char *name,
    const struct existing *before, const struct place *place);

/* Enters a finished account that waits for its input's commit. */
void target_keep(struct bundle_target *target, const struct staged *staged, uint64_t bytes);

/* Hands the open account, finished, to the giver. False after a diagnostic: it is to be discarded. */
bool target_give(struct bundle_target *target, uint64_t bytes);

/* Frees a worker's target, not what the parent owns. Always true. */
bool target_leave(struct bundle_target *target);

/* Makes a new file to write to, and the folders before it in `path`; -1 with errno. */
int parts_create(int folder, const char *path);

/* Closes a file; false with errno when that failed, or before it the writing. */
bool parts_end_file(int fd, bool written);

/* Writes a new file, and the folders before it in `path`; false with errno. */
bool parts_write_file(int folder, const char *path, const void *data, size_t size);

/* What was written to a file, in parts that follow each other. */
struct written {
	const char *data;
	size_t size;
};

/* Compares a file of the open account with what was written to it; reports, and then the account cannot be finished. */
bool target_read_back(struct bundle_target *target, const char *path, const struct written *parts, size_t count);

/* The same, with the hash of what was written. */
bool target_read_back_hash(struct bundle_target *target, const struct emitted_file *file);

/* Reports that what is shown as `name` could not be read back for the reason in errno, or, 0, is something else. */
bool target_not_back(struct bundle_target *target, const struct place *place, const char *name);

/* Builds, checks and places FILE.zip from the committed accounts. */
bool zip_out_store(struct bundle_target *target);

/* Tells options.done of the committed accounts and forgets them; `good` false: all failed. */
void target_tell(struct bundle_target *target, bool good);

#endif
