/* Plans in files: told from other files, read, and as trees of what they
 * choose, so that two of them can be compared by meaning. */
#ifndef PINPORT_PLANFILE_H
#define PINPORT_PLANFILE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "load/yaml.h"
#include "model/plan.h"

/* True for a regular file that says it is a plan. Reports nothing. */
bool planfile_is(const char *path);

/* True for a file that cannot be meant as one: it begins like an archive or XML. */
bool planfile_is_export(const char *path);

/* Reads a plan, and the hash of its bytes. NULL after a diagnostic. Lives in the arena. */
struct plan *planfile_read(const char *path, struct arena *arena, struct diag *diag, char sha256[HASH_TEXT]);

/* What is said of the plan as a whole: {edition, source: {sha256}}. */
struct yaml *planfile_head(const struct plan *plan, struct arena *arena);

/* What is included of an account, in its order; profiles by country, whose order
 * says nothing. NULL: nothing is. So what is left out and what is not named are
 * the same, as they are for `convert --plan`. */
struct yaml *planfile_choices(const struct plan_entry *account, struct arena *arena);

#endif
