/* What the parts of the upload sheet share. Private to sheet.c and sheet_*.c. */
#ifndef PINPORT_EMIT_SHEET_PARTS_H
#define PINPORT_EMIT_SHEET_PARTS_H

#include "base/map.h"
#include "base/mem.h"
#include "emit/emit.h"
#include "emit/sheet_page.h"

/* A field in the form of an edition, whatever stands in it: made once for all sheets. */
struct sheet_place {
	const char *path;              /* "locations.address.city": in the profile, without counters */
	const struct sheet_word *label;
	const struct sheet_word *done; /* beside its box */
	const struct vocabulary *vocabulary;   /* that its values are from, or NULL */
	size_t block;                  /* which part of the form it falls into: sheet_block() */
	size_t rank;                   /* place in the form; larger ones later */
	bool ltr;                      /* its direction, whatever the text is */
	bool mentioned;                /* by the documents of the edition */
	bool account;                  /* of what tells the account */
	bool heading;                  /* said in an item's heading and not typed into the form */
	bool picture, size;            /* a file to pick; customer sizes */
	bool chosen;                   /* a solution at a location, which is chosen by its name */
	bool described;                /* has the edition's limit for descriptions */
};

/* One value of a profile that the sheet shows. */
struct sheet_entry {
	const struct field *field;
	const struct sheet_place *place;
	const struct text *text;
	const char *id;                /* "KR.locations.0.address.city": of the element */
	size_t item;                   /* which location or solution */
	size_t index;                  /* in a list */
	bool in_item;                  /* of a location or solution */
	bool note;                     /* that it is not mentioned has to be said beside it */
	bool decide;                   /* a decision waits for it */
	bool linked;                   /* a decision leads to the list that it begins */
};

struct sheet_profile {
	const struct shaped_profile *shaped;
	struct sheet_entry *entries;   /* in the order of profile_fields[] */
	size_t count, room;
	struct map solutions;          /* id -> struct profile_solution */
};

/* A decision and the entry that it is about. */
struct sheet_decision {
	const struct diag_entry *entry;
	const char *id;                /* of a sheet_entry, or NULL */
};

struct sheet {
	struct page page;
	struct arena arena;            /* of this sheet alone */
	const struct shaped *shaped;
	struct map compared;           /* of put_compare(): what was compared -> id of the entry that shows it */
	struct map media;              /* path in the bundle -> struct kept_media */
	const struct edition *edition;
	const struct provenance *provenance;
	const struct catalogue *catalogue;
	const struct emitted_file *files;
	size_t file_count;
	const struct diag *diag;
	const struct diag_entry *found;   /* everything about this account */
	size_t found_count;
	struct sheet_profile *profiles;
	struct sheet_decision *decisions;
	size_t decision_count;
};

/* sheet_gather.c: what there is to show */
void sheet_gather(struct sheet *sheet);

/* sheet_steps.c: decisions, steps, findings */
void sheet_decisions(struct sheet *sheet);
void sheet_steps(struct sheet *sheet, const char *phase, const char *country);
void sheet_findings(struct sheet *sheet);

/* sheet_place.c */
const struct sheet_place *sheet_place(const struct sheet *sheet, const struct field *field, const char *path);

/* sheet_fields.c: a profile in the order of the form */
size_t sheet_block(const char *path);   /* its part of the form; SIZE_MAX: it is in none */
void sheet_profile_put(struct sheet *sheet, const struct sheet_profile *profile);
const char *sheet_list(struct arena *arena, const struct strings *list);   /* "a, b", or NULL for none */

/* sheet_value.c: one value with all that is said about it */
void sheet_field(struct sheet *sheet, const struct sheet_profile *profile, const struct sheet_entry *entry);

/* sheet_records.c: referrals and all else that stays behind */
void sheet_records(struct sheet *sheet);

/* `path` of a file in the bundle as a relative URL; in the sheet's arena. */
const char *sheet_url(struct arena *arena, const char *path);

#endif
