/* Bundles as they stand now, in a folder or a ZIP file, edited or not: which
 * files there are, their bytes, and which of them are as pinport wrote them.
 *
 * A path holds one bundle (bundle.yaml or bundle.json at its top) or several
 * (in folders named by account ids). Nothing outside of the path is read: links
 * are not followed, and an archive is checked like every other input.
 *
 * Functions that return false or NULL have reported why. */
#ifndef PINPORT_BUNDLE_VIEW_H
#define PINPORT_BUNDLE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/hash.h"
#include "bundle/sums.h"
#include "load/yaml.h"
#include "read/container.h"

enum view_kind {
	VIEW_NONE,       /* something else, or not there */
	VIEW_FOLDER,     /* a folder, whatever is in it */
	VIEW_ZIP         /* a ZIP file with a bundle in it */
};

/* What a path holds; reports nothing. */
enum view_kind view_kind(const char *path, const struct container_options *options);

struct views;

struct views *views_open(const char *path, const struct container_options *options, struct diag *diag);
size_t views_count(const struct views *views);   /* at least 1 */
void views_close(struct views *views);           /* NULL is fine */

struct view_file {
	const char *path;        /* in the bundle: "profiles/KR/logo.png" */
	uint64_t size;
	const char *odd;         /* what it is when it is no plain file ("a link"), else NULL */
	struct entry *entry;     /* of an archive */
	uint32_t source;         /* 0 until view_source() */
};

struct view;

/* The index-th bundle: its list of files, sorted by path in byte order. What
 * desktops drop into folders (.DS_Store and the like) is left out. */
struct view *view_open(struct views *views, size_t index);
void view_close(struct view *view);              /* NULL is fine */

const char *view_name(const struct view *view);  /* "bundles/4297614086", "new.zip!4297614086" */
size_t view_count(const struct view *view);
const struct view_file *view_file(const struct view *view, size_t index);
const struct view_file *view_find(const struct view *view, const char *path);   /* NULL: not there */

/* The file "NAME.yaml" or "NAME.json" of the bundle, or NULL. */
const struct view_file *view_document(const struct view *view, const char *name);

/* What diagnostics call a file, or the bundle for NULL. */
uint32_t view_source(struct view *view, const struct view_file *file);

/* The bytes of a file; of more than `most` bytes only the first ones. */
bool view_read(struct view *view, const struct view_file *file, struct buf *to, size_t most);
bool view_hash(struct view *view, const struct view_file *file, char sha256[HASH_TEXT]);

/* A document as a tree. NULL after a diagnostic. */
struct yaml *view_tree(struct view *view, const struct view_file *file, size_t most, struct arena *arena);

/* How a file compares with what pinport wrote. */
enum view_state {
	VIEW_SAME,
	VIEW_EDITED,
	VIEW_RESEALED,   /* edited, and SHA256SUMS was made anew: bundle.yaml still tells */
	VIEW_ADDED,
	VIEW_MISSING,
	VIEW_ODD         /* a link or the like */
};

struct view_judge {
	void (*file)(void *to, const char *path, const struct view_file *file, enum view_state state);
	void (*no_sums)(void *to, const char *why);   /* SHA256SUMS "is missing", "is not a list of hashes" */
	void *to;
};

/* Judges every file of the bundle and every one that SHA256SUMS or files[] of
 * the index (NULL: not to be had) name. False when one could not be read. */
bool view_judge(struct view *view, const struct yaml *index, const struct view_judge *judge);

#endif
