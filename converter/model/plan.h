/* A plan: what a person wants converted, and in which order. Made by shape/
 * (what pinport would choose), written by emit/, read by load/, obeyed by
 * shape/. One kind of entry for all levels; what may hold what is a table. */
#ifndef PINPORT_MODEL_PLAN_H
#define PINPORT_MODEL_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/place.h"

#define PLAN_FORMAT "pinport/plan/1"

enum plan_kind { PLAN_ACCOUNT, PLAN_PROFILE, PLAN_LANGUAGE, PLAN_LOCATION, PLAN_SOLUTION, PLAN_KINDS };

struct plan_kind_row {
	const char *list;      /* the key of a list of these: "locations" */
	const char *key;       /* what names one: "id", "country", "language" */
	const char *word;      /* for people: "location" */
	unsigned holds;        /* 1 << kind of each list that it may have */
};

extern const struct plan_kind_row plan_kinds[PLAN_KINDS];

struct plan_entry {
	struct plan_entry *next;
	enum plan_kind kind;
	const char *id;
	bool include;
	struct place place;                      /* of the entry; line 0 when pinport made it */
	struct plan_entry *lists[PLAN_KINDS];    /* the first of each, by kind */

	/* Only where pinport makes a plan. */
	const char *note;      /* what it says beside the entry: lines, already safe to show; or NULL */
	const char *refusal;   /* why it cannot be included, in words; or NULL */
	bool by_itself;        /* what pinport would choose without a plan */
};

struct plan {
	const char *edition;
	const char *file, *sha256;               /* of the export that it was made for */
	struct place edition_place, sha256_place;
	struct plan_entry *accounts;
};

/* The entry of that name among its siblings, or NULL. */
struct plan_entry *plan_find(struct plan_entry *first, const char *id);

#endif
