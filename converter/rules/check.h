/* What a check function gets, and how it tells. Private to rules/. */
#ifndef PINPORT_RULES_CHECK_H
#define PINPORT_RULES_CHECK_H

#include "rules/rules.h"
#include "rules/scan.h"

/* Pinpoint's own limits, 0 where none is stated. */
enum check_limit {
	OVERVIEW_MAX, OVERVIEW_ADVISED, OVERVIEW_WORDS_MIN, OVERVIEW_WORDS_MAX,
	NAME_MAX_UNITS, NAME_WORDS_MIN, NAME_WORDS_MAX,
	SHORT_MAX, SHORT_WORDS_MIN, SHORT_WORDS_MAX,
	LONG_MAX_UNITS, LONG_WORDS_MIN, LONG_WORDS_MAX,
	CHECK_LIMITS
};

/* What check_other_partner() found in a profile of the same account before, which mostly has the same text. */
struct rules_memory {
	const char *text, *url;
	size_t length;
	bool found;
	struct scan_hit hit;
};

struct rules_check {
	const struct rules_row *row;
	const struct rule_row *force;        /* the rule's value in this edition; NULL for rules of the format */
	const struct catalogue *catalogue;
	const struct edition *edition;
	const struct edition *pinpoint;      /* the pseudo-edition with Pinpoint's limits, or NULL */
	const uint32_t *limits;              /* of that: CHECK_LIMITS numbers */
	const struct rules_context *context;
	const struct account *account;       /* for RULES_ACCOUNT */
	const struct profile *profile;       /* for RULES_PROFILE */
	struct rules_memory *memory;         /* for RULES_PROFILE */
	struct diag *diag;
};

/* Adds the row's diagnostic. value (may be NULL) gives place and path; else
 * `pointer` is the path: the place in the profile, or NULL. */
void check_tell(const struct rules_check *check, const struct value *value, const char *pointer,
    const char *const *values);

/* The same at an element instead of a leaf. */
void check_tell_node(const struct rules_check *check, const struct node *node,
    const char *const *values);

/* Writes a number into `room` and returns it. */
enum { CHECK_NUMBER = 24 };
const char *check_number(char room[CHECK_NUMBER], size_t number);

/* Since when the rule is in force, "2017-06-06"; "ever" when no page says. */
const char *check_since(const struct rules_check *check);

/* form.c */
void check_description(const struct rules_check *check);
void check_legal_name(const struct rules_check *check);
void check_other_partner(const struct rules_check *check);
void check_languages(const struct rules_check *check);
void check_logo_format(const struct rules_check *check);
void check_logo_width(const struct rules_check *check);
void check_logo_whole(const struct rules_check *check);
void check_logo_aspect(const struct rules_check *check);
void check_industries(const struct rules_check *check);
void check_products(const struct rules_check *check);
void check_free_tags(const struct rules_check *check);
void check_solutions(const struct rules_check *check);

/* place.c: locations */
void check_location_count(const struct rules_check *check);
void check_location_real(const struct rules_check *check);
void check_location_pages(const struct rules_check *check);
void check_location_full(const struct rules_check *check);
void check_contact(const struct rules_check *check);
void check_phone(const struct rules_check *check);
void check_work_mail(const struct rules_check *check);
void check_address_lengths(const struct rules_check *check);

/* move.c: what the move to Partner Center does to an account */
void check_earned(const struct rules_check *check);
void check_regions(const struct rules_check *check);
void check_delay(const struct rules_check *check);
void check_import(const struct rules_check *check);
void check_referrals(const struct rules_check *check);
void check_reviews(const struct rules_check *check);

/* pinpoint.c */
void check_limits(const struct edition *pinpoint, uint32_t limits[CHECK_LIMITS]);   /* fills them; NULL: with 0 */
void check_overview_words(const struct rules_check *check);
void check_overview_length(const struct rules_check *check);
void check_overview_advised(const struct rules_check *check);
void check_overview_content(const struct rules_check *check);
void check_website(const struct rules_check *check);
void check_listing_names(const struct rules_check *check);
void check_long_descriptions(const struct rules_check *check);
void check_short_descriptions(const struct rules_check *check);
void check_both_kinds(const struct rules_check *check);

/* format.c: rules of the export format */
void check_primary(const struct rules_check *check);
void check_size_ranges(const struct rules_check *check);
void check_profile_countries(const struct rules_check *check);
void check_record_countries(const struct rules_check *check);
void check_currencies(const struct rules_check *check);
void check_language_tags(const struct rules_check *check);
void check_version(const struct rules_check *check);

#endif
