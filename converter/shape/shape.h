/* account + edition + choices -> marketing profiles, records, ledger. No I/O:
 * pictures were looked at before (model/media.h). With options.ledger, every
 * leaf of the account has at least one target afterwards. All results live in
 * the account's arena. */
#ifndef PINPORT_SHAPE_SHAPE_H
#define PINPORT_SHAPE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/account.h"
#include "model/edition.h"
#include "model/media.h"
#include "model/profile.h"
#include "rules/rules.h"

struct match_memory;  /* shape/match.h */
struct plan;          /* model/plan.h */
struct plan_entry;

enum overflow { OVERFLOW_FIT, OVERFLOW_KEEP, OVERFLOW_FAIL };

struct shape_options {
	const struct catalogue *catalogue;
	const struct edition *edition;
	enum overflow overflow;
	bool ledger;                   /* say of every leaf where it went, and fill records: bundles
	                                * need that, a stream of profiles does not */
	struct strings countries;      /* --country; empty: all */
	const struct plan *plan;       /* NULL: pinport chooses; else it names the account */
	struct match_memory *matches;  /* of the run, or NULL: what was found in vocabularies */
	bool make_plan;                /* say what pinport would choose: shaped.plan */
};

/* One file of records/: whole source elements, written down as they are. */
struct record {
	const char *file;              /* "records/listings", without suffix */
	const char *key;               /* of the list in it: "applications" */
	const struct node **nodes;
	size_t count;
	bool table;                    /* also as CSV (referrals, reviews) */
	const char *reason;            /* why Partner Center does not take it */
	struct record *next;
};

/* The records that go into the same file as `first`, from it on. A new array of
 * *count pointers, for mem_free(). */
const struct record **record_group(const struct record *first, size_t *count);

/* A text that was cut or not used, kept whole in records/texts. */
struct kept_text {
	const char *country, *field;   /* "KR", "/partnerInformation/description" */
	const char *language;
	const char *text;              /* plain text, whole */
	const char *reason;
	const struct value *value;
	struct kept_text *next;
};

/* A picture to be copied. */
struct kept_media {
	const char *path;              /* "profiles/KR/logo.png" */
	const struct media *media;
	struct kept_media *next;
};

struct shaped_profile {
	struct profile profile;
	const char *directory;         /* "profiles/KR" */
	bool refused;                  /* --overflow=fail */
};

/* A step of the transition with what is known about it for this account. */
struct check {
	const struct checklist_item *item;
	bool flagged;                  /* this account needs it: pending changes, drafts, referrals to write down, … */
	const char *detail;            /* "3 listings have pending changes: 4711, 4712, 4713", or NULL */
};

struct shaped {
	const struct account *account;
	const struct edition *edition;
	struct shaped_profile *profiles;  /* sorted by country code */
	size_t profile_count;          /* 0: no overview's country is among options.countries */
	struct record *records;
	struct kept_text *texts;
	struct kept_media *media;
	struct check *checks;          /* the edition's checklist, in its order */
	size_t check_count;
	struct plan_entry *plan;       /* with options.make_plan: of this account; else NULL */
	struct plain_text *plain_texts; /* every marked-up text of the account, for the rules */
};

/* Never NULL. media NULL: the input has no files beside the XML (standard
 * input); each picture is then told and written down only.
 *
 * Diagnostics of the rules are rules/'s work, not done here: afterwards call
 * rules_check_account() with .texts = shaped->plain_texts, .profiles =
 * shaped->profile_count, and rules_check_profile() for every profile (refused
 * ones too: it says why), with .earlier = the first one from the second on. */
struct shaped *shape_account(struct account *account, const struct media_list *media,
    const struct shape_options *options, struct arena *arena, struct diag *diag);

#endif
