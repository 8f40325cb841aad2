/* The documented rules as checks: Pinpoint's own limits and the rules of the
 * export format on an account, the rules of Partner Center's form on a profile.
 * A check reads the model and adds diagnostics, nothing else. What no program
 * can judge is on the edition's checklist instead.
 *
 * Every rule of schemas/editions.yaml that has a code is a row of rules_rows[];
 * it is checked in the editions in which the catalogue has it in force. */
#ifndef PINPORT_RULES_RULES_H
#define PINPORT_RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "model/account.h"
#include "model/edition.h"
#include "model/media.h"
#include "model/profile.h"

/* A Text or LongDescription of the account as plain text. Shaping makes them,
 * the rules count in them. */
struct plain_text {
	const struct value *value;       /* the leaf */
	const struct value *language;    /* of the Overview or Localization */
	const char *data;
	size_t length;
	struct plain_text *next;
};

struct rules;

/* The rules in force in one edition, looked up once. Both arguments must
 * outlive the result. */
struct rules *rules_open(const struct catalogue *catalogue, const struct edition *edition);
void rules_close(struct rules *rules);   /* NULL is fine */

/* What is known beside the account or profile itself. All-zero is valid:
 * checks that need more say nothing then. */
struct rules_context {
	const struct media_list *media;  /* NULL: pictures were not looked at */
	const struct plain_text *texts;  /* all of the account, in document order */
	size_t profiles;                 /* how many the account gets */
	bool refused;                    /* the profile, for the length of its description: said before */
	const struct profile *earlier;   /* a profile of the same account that was checked before:
	                                  * what both take from the same place is told once */
};

/* Diagnostics stand at their values' places. A value without a node (from an
 * edited bundle) gets its place in the profile as path. */
void rules_check_account(const struct rules *rules, const struct account *account,
    const struct rules_context *context, struct diag *diag);
void rules_check_profile(const struct rules *rules, const struct profile *profile,
    const struct rules_context *context, struct diag *diag);

/* The table, for `editions`, `explain` and the tests; ends with a code of DIAG_CODES. */
enum rules_look { RULES_ACCOUNT, RULES_PROFILE };
struct rules_check;
struct rules_row {
	enum diag_code code;
	const char *rule;                /* its id in the catalogue; NULL: a rule of the export format */
	enum rules_look look;
	const struct value *(*source)(const struct profile *profile); /* what it looks at: profiles of
	                                  * one account that have it from the same place are told once;
	                                  * NULL: each profile is told */
	void (*check)(const struct rules_check *check);
};
extern const struct rules_row rules_rows[];

#endif
