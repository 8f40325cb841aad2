/* Editions of Partner Center's form, the rules in force, and the published
 * vocabularies: types only. The data is schemas/editions.yaml and
 * schemas/vocabularies/, read by load/edition.h; nothing here is invented, an
 * absent limit is 0 or NULL and means "not stated by Microsoft". */
#ifndef PINPORT_MODEL_EDITION_H
#define PINPORT_MODEL_EDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum severity_class { RULE_ERROR, RULE_WARNING, RULE_NOTE, RULE_CHECKLIST };

struct strings {
	const char **items;
	size_t count;
};

struct rule_row {             /* one value of a rule with its time */
	const char *value;        /* as written in the data; NULL: stated without a value */
	const char *min;          /* the lower end of a range, or NULL */
	const char *unit;
	const char *of;           /* what it covers, when not everything: "languages with long words" */
	const char *limit;        /* the edition's limit that it gives: "descriptionMax", or NULL */
	const char *first, *last; /* handoff dates, "2017-06-06" or "2016-11" */
	const char *first_source, *last_source;
};

struct rule {
	const char *id;           /* "PC-DESC-1000", "description.max" */
	const char *text;         /* what is wanted, in plain words */
	const char *enforcer;     /* "web form", "reviewer", "guidance", "service", "Microsoft", "api", "none" */
	const char *note;
	const char *unit;         /* of its first row */
	const char *form;         /* "profile", "pinpoint", … : where it applies */
	const char *field;        /* "partnerInformation.logo", or NULL */
	enum severity_class severity;
	const char *severity_word; /* as written: severity is made from it */
	const struct rule_row *rows;
	size_t row_count;
};

struct checklist_item {
	const char *id;
	const char *phase;        /* "before", … : where in the transition */
	const char *en, *ko;
	const char *source;
};

struct dated_change { const char *date, *source, *text; };

/* Fields of the profile under a heading of the form; section "": not said. */
struct form_section {
	const char *section, *source;
	struct strings fields;
};

/* A limit under the name that the data gives it. */
struct named_limit {
	const char *name;
	uint32_t number;          /* 0 when it is a list */
	struct strings list;
};

struct not_documented { const char *id, *text, *first, *last; };   /* a gap in the documents, and when */
struct source { const char *id, *repository, *file, *note; };

struct edition {
	const char *id;                   /* "2017-03" */
	const char *term;                 /* "marketing profile" or "business profile" */
	const char *first_handoff, *last_handoff, *first_source, *last_source;
	struct strings path;              /* menu path in Partner Center */
	const char *tab, *create_button, *import_button, *start_url;
	bool import;                      /* the button Import from Pinpoint exists */
	const char *import_scope;
	const char *account_closes;       /* "on import", "on create", "sites retired" */
	const char *profile_scope;        /* "country" or "region" */
	struct strings roles;
	uint32_t publish_delay_hours;     /* 0: not stated */
	bool name_is_legal;               /* the form asks for the legal company name */
	bool has_solutions;               /* listings become solutions; else free-form tags */
	bool joins_languages;             /* several languages share one text */
	bool copy_from_existing;
	bool has_vocabulary;              /* a value list was published by then (decision 6) */
	bool pseudo;                      /* "pinpoint": the source's own rules, no form of Partner Center */
	struct strings documented_by;
	uint32_t description_max;         /* UTF-16 code units */
	uint32_t industry_max, location_max, logo_max_width;
	struct strings logo_formats;      /* "GIF", "JPG", "PNG" */
	const struct named_limit *limits; /* all of them, by name: those above and Pinpoint's own */
	size_t limit_count;
	const struct form_section *sections;   /* profile fields that the edition's pages mention: "partnerInformation.logo" */
	size_t section_count;
	const struct dated_change *dated;
	size_t dated_count;
	const struct checklist_item *const *checklist;
	size_t checklist_count;
};

struct vocabulary_alias { const char *text, *kind; };  /* kind: "directory" or "everyday" */

struct vocabulary_value {
	const char *value, *label;
	const struct vocabulary_alias *aliases;
	size_t alias_count;
	uint32_t min, max;                /* customer sizes: employees; max 0: and more */
	const char *scale;                /* customer sizes: "fine" or "coarse" */
};

/* A word that comes near several values or none: offered, never replaced. */
struct vocabulary_unmatched {
	const char *word, *kind, *reason;
	struct strings candidates;
};

struct vocabulary {
	const char *name;                 /* "industries" */
	const char *published_from;       /* "2018-08-22": before it, values stay as typed */
	const char *source;
	bool free_form;                   /* the form takes other words as well */
	const struct vocabulary_value *values;
	size_t value_count;
	const struct vocabulary_unmatched *unmatched;
	size_t unmatched_count;
};

enum vocabulary_id { VOCABULARY_PRODUCTS, VOCABULARY_SERVICES, VOCABULARY_INDUSTRIES,
	VOCABULARY_SOLUTIONS, VOCABULARY_SIZES, VOCABULARIES };

struct catalogue {
	const struct edition *editions;   /* oldest first; pseudo-editions last */
	size_t edition_count;
	const char *default_id, *latest_id;
	const struct rule *rules;
	size_t rule_count;
	const struct checklist_item *steps;   /* of all editions */
	size_t step_count;
	const struct source *sources;
	size_t source_count;
	const struct not_documented *not_documented;
	size_t not_documented_count;
	struct vocabulary vocabularies[VOCABULARIES];
};

/* The edition of that id, or of the alias "latest"; NULL for the id NULL gives the default; NULL when unknown. */
const struct edition *catalogue_edition(const struct catalogue *catalogue, const char *id);
const struct rule *catalogue_rule(const struct catalogue *catalogue, const char *id);

/* The row of a rule that was in force at the edition's last handoff, or NULL. */
const struct rule_row *rule_in_force(const struct rule *rule, const struct edition *edition);
/* A limit by its name; 0: not stated. */
uint32_t edition_limit(const struct edition *edition, const char *name);
bool edition_mentions(const struct edition *edition, const char *field);

#endif
