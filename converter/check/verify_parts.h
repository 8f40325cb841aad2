/* What the files of the verifier share: verify.c (bundles and counts),
 * verify_ledger.c (line by line), verify_value.c (places and values). */
#ifndef PINPORT_VERIFY_PARTS_H
#define PINPORT_VERIFY_PARTS_H

#include "bundle/view.h"
#include "check/verify.h"

enum { VERIFY_TREE_MOST = 1 << 30 };   /* bytes of a document that pinport wrote; view.c limits its values, too */

/* One bundle while it is compared with its account. */
struct verifying {
	struct verify *verify;
	struct against *against;
	struct view *view;
	const struct account *account;
	const struct yaml *index, *report;
	const struct view_file *report_file;
	struct arena arena;
	struct map trees;        /* path of a file -> its struct yaml, read once */
	struct map lists;        /* address of a list -> its items */
	struct map lines;        /* path of a leaf -> struct ledger_line */
	size_t fates[FATE_DROPPED + 1];
	size_t pictures;         /* that pinport wrote */
};

/* A place that the ledger names. */
struct place_found {
	const char *at;                  /* as the ledger has it */
	const char *pointer;             /* behind the #, or "" */
	const struct view_file *file;
	const struct yaml *node;         /* NULL: the whole file is meant */
};

/* Reports at a line of the ledger, with the path of the leaf. */
bool verify_tell(struct verifying *v, enum diag_code code, const struct yaml *line, const char *path,
    const char *const *values);

/* verify_ledger.c */
void verify_ledger(struct verifying *v);

/* verify_value.c */
bool verify_find(struct verifying *v, const struct yaml *line, const char *path, const char *at,
    struct place_found *found);
void verify_mapped(struct verifying *v, const struct yaml *line, const char *path,
    const struct value *leaf, const struct place_found *found);
void verify_recorded(struct verifying *v, const struct yaml *line, const char *path,
    const struct value *leaf, const struct place_found *found);

#endif
