/* One account of a Pinpoint export, as loaded: everything in one arena, in
 * document order, nothing interpreted yet. Members that are absent in the
 * source are NULL. Every struct starts with its node. */
#ifndef PINPORT_MODEL_ACCOUNT_H
#define PINPORT_MODEL_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/place.h"
#include "model/element.h"

struct arena;

/* An element with a struct (or a group around some). */
struct node {
	struct node *next;            /* sibling in the same struct nodes */
	const struct node *parent;
	const struct element *element;
	uint32_t index;               /* from 1, among siblings of the same name */
	struct place place;           /* of the '<' */
};

struct nodes {
	struct node *first, *last;
	size_t count;
};

/* for (each struct location *l in &account->locations) */
#define NODES_EACH(type, item, nodes) \
	for (type *item = (type *)(void *)(nodes)->first; item != NULL; \
	     item = (type *)(void *)((struct node *)(void *)item)->next)

/* What became of a leaf, from best to worst. */
enum fate { FATE_NONE, FATE_MAPPED, FATE_CHANGED, FATE_RECORDED, FATE_DROPPED };

struct target {
	struct target *next;
	enum fate fate;
	const char *file;      /* "profiles/KR/marketing-profile", without suffix; NULL when dropped */
	const char *pointer;   /* JSON pointer in it: "/partnerInformation/name"; "" for a whole file */
	const char *what;      /* CHANGED: what was done, e.g. "markup removed; shortened from 1207 to 998" */
	const char *why;       /* the reason, in words; NULL for MAPPED */
};

/* A leaf: an attribute, an element with text only, or the text of a node that has attributes too. */
struct value {
	const char *text;             /* as in the source, NUL-terminated UTF-8, never NULL */
	size_t length;                /* bytes */
	struct place place;           /* of the attribute's name or of the element's content */
	const struct node *node;      /* the element that has it */
	const char *name;             /* of the attribute or child element; NULL: the node's own text */
	bool attribute;
	enum fate fate;               /* the worst among its targets; FATE_NONE when it has none */
	struct value *next;           /* the next leaf of the account, in document order */
	struct target *targets;       /* the ledger: the last one first while they are added, then in order */
};

struct marked_text {              /* Text, LongDescription */
	struct node node;
	struct value *format;         /* "text" or "html"; NULL: text */
	struct value *text;
};

struct logo { struct node node; struct value *file, *alt; };

struct overview {
	struct node node;
	struct value *language, *countries;
	struct value *displayName;
	struct marked_text *text;
};

struct tag {                      /* Industry, Product, ServiceType, BusinessNeed, Keyword, Competency, Delivery, Certification */
	struct node node;
	struct value *level;          /* Competency only */
	struct value *text;
};

struct customer_size { struct node node; struct value *minEmployees, *maxEmployees; };

struct company {
	struct node node;
	struct value *status, *lastModified, *pendingChanges;
	struct value *website, *linkedIn;
	struct logo *logo;
	struct nodes overviews;       /* struct overview */
	struct nodes competencies, industries, products, serviceTypes, businessNeeds, keywords; /* struct tag */
	struct nodes customerSizes;   /* struct customer_size */
};

struct address {
	struct node node;
	struct value *line1, *line2, *city, *stateOrProvince, *postalCode, *country;
};

struct geo { struct node node; struct value *latitude, *longitude; };

struct contact { struct node node; struct value *firstName, *lastName, *email, *phone; };

struct location {
	struct node node;
	struct value *id, *primary;
	struct value *name;
	struct address *address;
	struct geo *geo;
	struct contact *contact;
};

struct localization {
	struct node node;
	struct value *language, *countries;
	struct value *name, *shortDescription;
	struct marked_text *longDescription;
	struct value *url;
};

struct screenshot { struct node node; struct value *file, *language, *caption; };
struct resource { struct node node; struct value *type, *url; };
struct listing_ref { struct node node; struct value *ref; };
struct pricing { struct node node; struct value *model, *amount, *currency; };

struct listing {                  /* Application, ProfessionalService */
	struct node node;
	struct value *id, *status, *lastModified, *pendingChanges;
	struct nodes localizations;   /* struct localization */
	struct nodes industries, products, businessNeeds; /* struct tag */
	struct nodes screenshots, resources, related;
	struct value *applicationType, *version;          /* applications only, like what follows */
	struct nodes deliveries, certifications;          /* struct tag */
	struct pricing *pricing;
};

struct money { struct node node; struct value *currency, *amount; };

struct customer {
	struct node node;
	struct value *name, *company, *email, *phone, *country;
};

struct referral {
	struct node node;
	struct value *id, *received, *status, *locationRef, *listingRef;
	struct customer *customer;
	struct value *subject, *notes, *declineReason;
	struct money *estimatedValue;
};

struct rating { struct node node; struct value *category, *stars; };

struct review {
	struct node node;
	struct value *id, *country, *submitted, *listingRef;
	struct nodes ratings;         /* struct rating */
	struct value *title, *comment, *nickname;
};

/* The attributes of PinpointExport. */
struct export_root {
	struct node node;
	struct value *version, *exportedAt, *generator;
};

struct account {
	struct node node;             /* parent: the root's node */
	const struct export_root *root;  /* its values are copies: leaves of this account too */
	struct value *id, *mpnId, *cspEnrolled;
	struct value *legalName;
	struct company *company;
	struct nodes locations;       /* struct location */
	struct nodes applications, professionalServices; /* struct listing */
	struct nodes referrals, reviews;
	struct value *leaves, *last_leaf;
	size_t leaf_count;
	size_t part;                  /* index of the container's entry that it stands in */
	uint64_t end;                 /* offset of its end tag */
};

/* The path of a node or leaf with counters where an element may repeat:
 * "/PinpointExport/Account[2]/Locations/Location[3]/Address/Country", "…/@id". */
void node_path(struct buf *to, const struct node *node);
void node_path_from(struct buf *to, const struct node *outer, const struct node *node); /* below one that it stands in */
void value_path(struct buf *to, const struct value *value);
void value_path_at(struct buf *to, const struct value *value);   /* what it adds to the path of its node */

/* The text of a leaf, or "" when it is absent. */
const char *value_text(const struct value *value);
bool value_true(const struct value *value);  /* xs:boolean "true" or "1", white space around it ignored */

/* Adds one line of the ledger, in front: a leaf of the company has a target in every profile, and a list of
 * hundreds costs no search so. Strings are borrowed: they must live as long as the arena. */
void value_target(struct value *value, struct arena *arena, const struct target *target);
void value_targets_turn(struct value *value);   /* once, when all are there: from then on the first one comes first */

const char *fate_name(enum fate fate);       /* "mapped", "changed", "recorded", "dropped" */

#endif
