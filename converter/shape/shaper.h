/* What the steps of shaping share. Private to shape.c and the files beside it:
 * choose.c (what goes where), plan.c (as a plan wants it), plan_make.c, expertise.c, profile.c, solution.c, picture.c,
 * wording.c (texts), ledger.c, records.c, checklist.c. */
#ifndef PINPORT_SHAPE_SHAPER_H
#define PINPORT_SHAPE_SHAPER_H

#include "base/map.h"
#include "model/plan.h"
#include "shape/shape.h"
#include "shape/text.h"

/* A growing list of pointers in the arena. */
struct list {
	void **items;
	size_t count, room;
};

/* A Text or LongDescription as plain text, and what became of it. */
struct plain {
	struct plain_text text;     /* first: the rules see the list of these */
	unsigned flags;             /* enum change_flag */
	size_t units;               /* UTF-16 units of the text; of overviews only */
	size_t keep;                /* bytes of it that fit the form, standing alone; 0: not asked yet */
	const char *lost;           /* in words, or NULL */
	bool lost_told;
	const char *not_used, *cut; /* countries, "AT, CH": where another language came first; where it was shortened */
};

/* The words of one listing in one language. */
struct wording {
	struct listing *listing;
	struct localization *localization;
	struct plain *plain;        /* of its LongDescription; NULL: it has none */
	bool application;
	struct text name, shortDescription, description, url;  /* made at first use */
	bool made;
};

/* What goes into one profile. pinport's own choice; a plan may change it. */
struct choice {
	char country[3];
	struct list overviews;      /* struct overview *: all for the country, the one for the name first */
	size_t languages;           /* how many of them, from the first on, make the text */
	struct list locations;      /* struct location *: in the order of the form */
	size_t places;              /* how many of them, from the first on, go into the form */
	struct list wordings;       /* struct wording *: one for each published listing */
	struct list *at;            /* struct wording *: those at each of the places; NULL: all of them at each */
	const struct plan_entry *plan; /* of this profile; NULL: pinport chooses */
};

enum { COUNTRY_CODES = 26 * 26 };

struct choices {
	struct choice *items;       /* sorted by country */
	size_t count;
	uint16_t slots[COUNTRY_CODES]; /* 0: no overview; NOT_WANTED; else index + 1 */
};

/* A leaf that every profile has at the same place, beside those in the profile's own texts. */
struct claim {
	struct value *value;
	enum fate fate;
	const char *pointer, *what;
	struct claim *next;
};

struct shaper {
	struct account *account;
	const struct media_list *media;
	const struct shape_options *options;
	const struct edition *edition;
	struct arena *arena;
	struct diag *diag;
	struct shaped *shaped;

	const struct plan_entry *plan;  /* of this account; NULL: pinport chooses */
	struct choices choices;
	struct plain **overviews;       /* by node.index - 1 */
	struct plain_text *last_plain;
	struct claim *claims, **claims_end;
	struct kept_text **texts_end;
	size_t text_count;
	struct kept_media **media_end;
	size_t media_hint;              /* in media->items: pictures are asked for in document order */
	struct map reasons;             /* address of a node or leaf -> why it is (also) recorded */
	struct text_made made;          /* scratch, kept for its memory */
	struct buf scratch;

	/* The same in every profile. */
	struct text name, url, linkedIn;
	struct texts industryFocus, product, serviceType, solutions, sizes, gold, silver;
	struct map solution_tags;       /* folded tag -> its text in solutions */
};

void list_add(struct shaper *s, struct list *list, void *item);

/* choose.c */
void choose(struct shaper *s);
/* Calls `each` for every country code of a list; wrong ones are left out. */
void each_country(const struct value *list, void (*each)(void *to, size_t code, const char *country), void *to);
size_t country_code(const char *letters);   /* 0 to COUNTRY_CODES - 1, or COUNTRY_CODES */
struct choice *choice_of(struct shaper *s, const char *country);  /* NULL: no profile */
size_t most_languages(const struct edition *edition);   /* that one profile takes */

/* plan.c: what a plan says, after pinport's own choice of the same things */
bool plan_wants(const struct shaper *s, const char *country);
void plan_profiles(struct shaper *s);
void plan_languages(struct shaper *s, struct choice *choice);
void plan_locations(struct shaper *s, struct choice *choice);
void plan_solutions(struct shaper *s);

/* plan_make.c: pinport's choice as a plan */
struct plan_entry *plan_make(struct shaper *s);

/* wording.c */
struct text line_text(struct shaper *s, struct value *value);     /* one line; data NULL when absent or empty */
struct plain *plain_of(struct shaper *s, struct marked_text *marked, struct value *language);
void overview_texts(struct shaper *s);
void wording_make(struct shaper *s, struct wording *wording);
struct change *change_of(struct shaper *s, const struct value *value, unsigned flags, const char *lost);
void tell_lost(struct shaper *s, struct plain *plain);
struct text constant_text(const char *data);
struct text required_text(struct text text);   /* "" for one that is absent: the field is always there */

/* expertise.c: the tags that every profile of the account has */
void expertise(struct shaper *s);
/* Tags of one profile: those of the account and the names of its listings. */
struct texts solution_tags(struct shaper *s, const struct choice *choice);

/* profile.c */
void profile_make(struct shaper *s, const struct choice *choice, struct shaped_profile *shaped);
void overviews_leftover(struct shaper *s);

/* solution.c */
struct profile_solutions solutions_make(struct shaper *s, const struct choice *choice,
    const char *directory, struct texts *ids);

/* picture.c */
void pictures_tell(struct shaper *s);
struct text logo_make(struct shaper *s, const char *directory);
struct texts screenshots_make(struct shaper *s, const struct listing *listing,
    const struct value *language, const char *directory);
void pictures_recorded(struct shaper *s);

/* ledger.c */
void ledger_add(struct shaper *s, struct value *value, const struct target *target);
void ledger_map(struct shaper *s, struct value *value, const char *file, const char *pointer);
void ledger_claim(struct shaper *s, struct value *value, enum fate fate, const char *pointer, const char *what);
void ledger_profile(struct shaper *s, const struct shaped_profile *shaped);
void ledger_account(struct shaper *s);
void ledger_finish(struct shaper *s);   /* last: puts the targets of each leaf in order */
const char *pointer_item(struct shaper *s, const char *list, size_t index);  /* "/locations/2" */

/* records.c */
/* Why an element goes to records, for those of its leaves that no profile
 * takes; the first reason stays. For a leaf: that it goes to records as well. */
void record_because(struct shaper *s, const void *node_or_leaf, const char *why);
void records_make(struct shaper *s);
const char *keep_text(struct shaper *s, const struct kept_text *text);  /* its pointer in records/texts */

/* checklist.c */
void checklist_make(struct shaper *s);

/* Diagnostics at a leaf or an element. */
void shape_tell(struct shaper *s, enum diag_code code, const struct value *value, const char *const *values);
void shape_tell_node(struct shaper *s, enum diag_code code, const struct node *node, const char *const *values);
const char *count_text(struct shaper *s, size_t count);

#endif
