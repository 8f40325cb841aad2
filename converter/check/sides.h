/* What pinport diff compares: an export, bundles, marketing profiles, or a plan,
 * each as trees by account and document. An export is converted in memory;
 * beside a plan it is what pinport would choose. */
#ifndef PINPORT_SIDES_H
#define PINPORT_SIDES_H

#include <stdbool.h>

#include "base/hash.h"
#include "base/mem.h"
#include "check/edited.h"
#include "convert.h"
#include "load/yaml.h"

struct side_document {
	struct side_document *next;
	const char *account;           /* its id; "": about a plan as a whole */
	const char *name;              /* "profiles/KR/marketing-profile", "records/referrals", "profiles/KR/logo.png", "plan" */
	const struct yaml *root;       /* NULL: a picture, by its hash */
	char sha256[HASH_TEXT];
	bool seen;                     /* for the one who compares */
};

struct side {
	const char *path;
	enum edited_kind kind;
	bool plan;                     /* it is one; kind says nothing then */
	bool choices;                  /* set by the caller for an export: what pinport would choose is wanted */
	struct side_document *first, *last;
	const char *edition, *options; /* what the first bundle or profile says of how it was made, or NULL */
	struct map by_name;
	struct arena arena;
};

/* Finds out what stands at the path; reports nothing. */
void side_open(struct side *side, const char *path, const struct container_options *options);

/* Reads it. `convert` converts exports, with a collector and settings of the
 * caller's; `diag` takes what is wrong with the rest. False after a diagnostic. */
bool side_read(struct side *side, struct convert *convert, struct diag *diag);
void side_close(struct side *side);

struct side_document *side_find(const struct side *side, const char *account, const char *name);

#endif
