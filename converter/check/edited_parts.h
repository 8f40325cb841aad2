/* What the files of the judge of edited bundles share: edited.c (what is read),
 * edited_profile.c (one profile), edited_against.c (the export). */
#ifndef PINPORT_EDITED_PARTS_H
#define PINPORT_EDITED_PARTS_H

#include "bundle/view.h"
#include "check/edited.h"
#include "load/yaml.h"
#include "model/profile.h"

/* Where a profile stands. */
struct edited_place {
	struct view *view;                /* NULL: a single file */
	const struct yaml *index;         /* of the bundle, or NULL */
	const char *index_name;           /* "bundle.yaml" */
	const char *country;              /* of its folder, or NULL */
};

/* An id that the export has to know, and where it stands. */
enum claim_kind { CLAIM_ACCOUNT, CLAIM_LOCATION, CLAIM_SOLUTION };
struct edited_claim {
	struct edited_claim *next;
	enum claim_kind kind;
	const char *id;
	const char *country;              /* of the profile */
	const char *solution_kind;        /* "application", … */
	struct place place;
	const char *path;
	bool found;                       /* CLAIM_ACCOUNT: the export has it */
};

/* edited_profile.c */
void edited_profile(struct edited *edited, const struct yaml *root, const struct edited_place *at);
bool edited_format(struct edited *edited, const struct yaml *root, const char *expected);
void edited_rules_close(struct edited_rules *rules);

/* edited_against.c */
void edited_claims(struct edited *edited, const struct profile *profile);
void edited_compare(struct edited *edited);

#endif
