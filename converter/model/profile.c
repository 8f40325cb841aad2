/* The fields of the marketing profile, in the order of output: see profile.h. SPDX-License-Identifier: MIT
 *
 * Names are those that Partner Center's own directory uses, singular product,
 * serviceType and industryFocus included. A pattern is written so that it means
 * the same as a POSIX extended and as an ECMA-262 regular expression, and
 * always covers the whole text. */
#include "model/profile.h"

#define COUNTRY "^[A-Z]{2}$"
#define DIGITS "^[0-9]{1,20}$"
#define EDITION "^[0-9]{4}-[0-9]{2}$"
#define LANGUAGE "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"
#define WEB_ADDRESS "^[hH][tT][tT][pP][sS]?://[^ ]+$"

/* Rows; what follows the member sets more columns. A member of an object that
 * is inside the profile counts from that object. */
#define WITHIN(object, member) offsetof(struct profile, object.member) - offsetof(struct profile, object)
#define TEXT(name, at, ...) {.key = name, .kind = FIELD_TEXT, .offset = at, .description = __VA_ARGS__}
#define TEXTS(name, at, ...) {.key = name, .kind = FIELD_TEXTS, .offset = at, .description = __VA_ARGS__}
#define OBJECT(name, at, fields, text) \
	{.key = name, .kind = FIELD_OBJECT, .offset = at, .children = fields, .description = text}
#define OBJECTS(name, at, item, fields, text) \
	{.key = name, .kind = FIELD_OBJECTS, .offset = at, .size = sizeof(struct item), \
	    .children = fields, .description = text}
#define END {.key = NULL}

static const char *const formats[] = {PROFILE_FORMAT, NULL};
static const char *const solution_kinds[] = {"application", "professionalService", NULL};

static const struct field account_fields[] = {
	TEXT("id", WITHIN(account, id), "Id of the Pinpoint account.", .required = true, .pattern = DIGITS),
	TEXT("mpnId", WITHIN(account, mpnId),
	    "Microsoft Partner Network id; leading zeros count.", .pattern = DIGITS),
	TEXT("legalName", WITHIN(account, legalName), "Registered name of the company.", .required = true),
	END,
};

static const struct field information_fields[] = {
	TEXT("name", WITHIN(partnerInformation, name),
	    "Name of the partner; early editions of the form ask for the legal name.", .required = true),
	TEXT("description", WITHIN(partnerInformation, description),
	    "What the company does, as plain text; lines end with a line feed."),
	TEXT("url", WITHIN(partnerInformation, url), "Web site of the company.", .pattern = WEB_ADDRESS),
	TEXT("logo", WITHIN(partnerInformation, logo), "File beside the profile to upload as the logo."),
	TEXT("linkedInOrganizationProfile", WITHIN(partnerInformation, linkedInOrganizationProfile),
	    "Address of the company's page on LinkedIn.", .pattern = WEB_ADDRESS),
	END,
};

static const struct field expertise_fields[] = {
	TEXTS("industryFocus", WITHIN(partnerExpertise, industryFocus), "Industries."),
	TEXTS("product", WITHIN(partnerExpertise, product), "Microsoft products."),
	TEXTS("serviceType", WITHIN(partnerExpertise, serviceType), "Services that the company sells."),
	TEXTS("solutions", WITHIN(partnerExpertise, solutions),
	    "Free-form tags; empty in editions to 2017-03, whose form has none."),
	END,
};

static const struct field preference_fields[] = {
	TEXTS("targetCustomerCompanySizes", WITHIN(customerPreferences, targetCustomerCompanySizes),
	    "Sizes of the customers that the company looks for."),
	END,
};

static const struct field address_fields[] = {
	TEXT("addressLine1", offsetof(struct profile_address, addressLine1), "Street and number."),
	TEXT("addressLine2", offsetof(struct profile_address, addressLine2), "Second line."),
	TEXT("city", offsetof(struct profile_address, city), "City."),
	TEXT("state", offsetof(struct profile_address, state), "State or province."),
	TEXT("postalCode", offsetof(struct profile_address, postalCode), "Postal code; leading zeros count."),
	TEXT("country", offsetof(struct profile_address, country),
	    "Country, two capital letters of ISO 3166-1.", .required = true, .pattern = COUNTRY),
	END,
};

static const struct field contact_fields[] = {
	TEXT("firstName", offsetof(struct profile_contact, firstName), "First name."),
	TEXT("lastName", offsetof(struct profile_contact, lastName), "Last name."),
	TEXT("email", offsetof(struct profile_contact, email), "Mail address."),
	TEXT("phoneNumber", offsetof(struct profile_contact, phoneNumber), "Phone number, as it was written."),
	END,
};

static const struct field location_fields[] = {
	TEXT("id", offsetof(struct profile_location, id), "Id of the location in Pinpoint.", .required = true),
	TEXT("name", offsetof(struct profile_location, name), "Name of the location."),
	OBJECT("address", offsetof(struct profile_location, address), address_fields, "Postal address."),
	OBJECT("contact", offsetof(struct profile_location, contact), contact_fields,
	    "Who answers for this location."),
	TEXTS("solutions", offsetof(struct profile_location, solutions),
	    "Ids of the solutions to select for this location; empty in editions from 2017-06.",
	    .pattern = DIGITS),
	END,
};

static const struct field solution_fields[] = {
	TEXT("id", offsetof(struct profile_solution, id), "Id of the listing in Pinpoint.",
	    .required = true, .pattern = DIGITS),
	TEXT("kind", offsetof(struct profile_solution, kind), "What it was in Pinpoint.",
	    .required = true, .values = solution_kinds),
	TEXT("name", offsetof(struct profile_solution, name), "Name.", .required = true),
	TEXT("shortDescription", offsetof(struct profile_solution, shortDescription), "Short description."),
	TEXT("description", offsetof(struct profile_solution, description), "Description, as plain text."),
	TEXT("url", offsetof(struct profile_solution, url), "Web page.", .pattern = WEB_ADDRESS),
	TEXTS("product", offsetof(struct profile_solution, product), "Microsoft products."),
	TEXTS("industryFocus", offsetof(struct profile_solution, industryFocus), "Industries."),
	TEXTS("screenshots", offsetof(struct profile_solution, screenshots), "Files beside the profile."),
	END,
};

static const struct field competency_fields[] = {
	TEXTS("gold", WITHIN(earned.competencies, gold), "At the level Gold."),
	TEXTS("silver", WITHIN(earned.competencies, silver), "At the level Silver."),
	END,
};

static const struct field earned_fields[] = {
	OBJECT("competencies", WITHIN(earned, competencies), competency_fields, "Competencies."),
	END,
};

const struct field profile_fields[] = {
	TEXT("format", offsetof(struct profile, format), "Name and version of this format.",
	    .required = true, .values = formats),
	TEXT("edition", offsetof(struct profile, edition),
	    "Edition of Partner Center's form that the values are made for.", .required = true, .pattern = EDITION),
	OBJECT("account", offsetof(struct profile, account), account_fields, "Where the values come from."),
	TEXT("country", offsetof(struct profile, country),
	    "Country of this profile, two capital letters of ISO 3166-1.", .required = true, .pattern = COUNTRY),
	TEXTS("languages", offsetof(struct profile, languages),
	    "Languages of the texts (BCP 47), in their order.", .pattern = LANGUAGE),
	OBJECT("partnerInformation", offsetof(struct profile, partnerInformation), information_fields,
	    "Who the partner is."),
	OBJECT("partnerExpertise", offsetof(struct profile, partnerExpertise), expertise_fields,
	    "What the partner is good at."),
	OBJECT("customerPreferences", offsetof(struct profile, customerPreferences), preference_fields,
	    "Whom the partner wants to serve."),
	OBJECTS("locations", offsetof(struct profile, locations), profile_location, location_fields,
	    "Places in the country of this profile, the primary one first."),
	OBJECTS("solutions", offsetof(struct profile, solutions), profile_solution, solution_fields,
	    "Listings that Partner Center imports; empty in editions from 2017-06."),
	OBJECT("earned", offsetof(struct profile, earned), earned_fields,
	    "Shown by Microsoft; never typed in."),
	END,
};
