/* Plans on the command line: read for convert --plan and plan --from. */
#ifndef PINPORT_CLI_PLANNING_H
#define PINPORT_CLI_PLANNING_H

#include "base/hash.h"
#include "cli/reading.h"

/* Reads a plan from a file, and the hash of its bytes. NULL after a diagnostic. */
struct plan *plan_read(struct session *session, const char *path, char sha256[HASH_TEXT]);

/* Judges a plan by itself: that it can be read, and names an edition. False after a diagnostic. */
bool plan_judge(struct session *session, const char *path);

/* Makes the run obey --plan, if it is given. False after a diagnostic. */
bool plan_obey(struct reading *reading, char sha256[HASH_TEXT]);

#endif
