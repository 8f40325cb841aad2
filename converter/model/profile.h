/* The marketing profile as Partner Center's form takes it, and its field
 * table: the order of output, what a strict reader accepts, and the JSON
 * Schema all come from profile_fields[]. */
#ifndef PINPORT_MODEL_PROFILE_H
#define PINPORT_MODEL_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

struct value;

/* What was done to a text on its way. */
enum change_flag {
	CHANGE_MARKUP = 1,      /* HTML became plain text */
	CHANGE_SPACE = 2,       /* white space folded, line ends unified */
	CHANGE_NFC = 4,
	CHANGE_CHARACTERS = 8,  /* C1 bytes meant as windows-1252, controls removed, … */
	CHANGE_SHORTENED = 16,  /* cut to fit the form */
	CHANGE_MATCHED = 32,    /* replaced by the published value */
	CHANGE_JOINED = 64,     /* one of several languages in one text */
	CHANGE_LOST = 128       /* something that carried meaning is gone: pictures, scripts, link targets, … */
};

struct change {
	unsigned flags;         /* enum change_flag */
	const char *source;     /* the text as in the source */
	const char *full;       /* the whole plain text before it was cut; NULL unless SHORTENED */
	const char *what;       /* in words: "markup removed; shortened from 1207 to 998 characters" */
};

struct text {
	const char *data;       /* NULL: absent */
	size_t length;
	const char *language;   /* BCP 47, or NULL */
	const struct change *change;  /* NULL: exactly as in the source */
	const struct value *value;    /* where it comes from (the first of several), or NULL */
};

struct texts { struct text *items; size_t count; };

struct profile_address { struct text addressLine1, addressLine2, city, state, postalCode, country; };
struct profile_contact { struct text firstName, lastName, email, phoneNumber; };

struct profile_location {
	struct text id, name;
	struct profile_address address;
	struct profile_contact contact;
	struct texts solutions;        /* ids into profile.solutions */
};
struct profile_locations { struct profile_location *items; size_t count; };

struct profile_solution {
	struct text id, kind, name, shortDescription, description, url;
	struct texts product, industryFocus, screenshots;
};
struct profile_solutions { struct profile_solution *items; size_t count; };

struct profile {
	struct text format, edition;
	struct { struct text id, mpnId, legalName; } account;
	struct text country;
	struct texts languages;
	struct { struct text name, description, url, logo, linkedInOrganizationProfile; } partnerInformation;
	struct { struct texts industryFocus, product, serviceType, solutions; } partnerExpertise;
	struct { struct texts targetCustomerCompanySizes; } customerPreferences;
	struct profile_locations locations;
	struct profile_solutions solutions;
	struct { struct { struct texts gold, silver; } competencies; } earned;
};

enum field_kind {
	FIELD_TEXT,      /* struct text */
	FIELD_TEXTS,     /* struct texts */
	FIELD_OBJECT,    /* a struct inside */
	FIELD_OBJECTS    /* { items, count } of structs */
};

struct field {
	const char *key;             /* NULL ends a list */
	enum field_kind kind;
	size_t offset;               /* in the struct around it */
	size_t size;                 /* of one item, for OBJECTS */
	const struct field *children;
	bool required;               /* FIELD_TEXT: always present. Lists and objects always are */
	const char *pattern;         /* for the JSON Schema and the strict reader, or NULL */
	const char *const *values;   /* an enumeration that ends with NULL, or NULL */
	const char *description;     /* for the JSON Schema and the documentation */
};

extern const struct field profile_fields[];

#define PROFILE_FORMAT "pinport/marketing-profile/1"

#endif
