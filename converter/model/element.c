/* The element table of export format 1: see element.h. SPDX-License-Identifier: MIT */
#include "model/element.h"

#include <string.h>

#include "model/account.h"

#define AT(type, member) offsetof(struct type, member)
#define SIZE(type) sizeof(struct type)
/* Attributes of the schema's token-like types (white space collapses) and of xs:string. */
#define TOKEN(type, member) {#member, AT(type, member), true}
#define STRING(type, member) {#member, AT(type, member), false}
#define END_ATTRIBUTES {NULL, 0, false}
#define END_ELEMENTS {NULL, ELEMENT_VALUE, NULL, false, 0, 0, 0, NULL, NULL, NULL}

/* Row makers, so that a row below says only what differs. */
#define VALUE(name, key, type, member) \
	{name, ELEMENT_VALUE, key, false, AT(type, member), 0, 0, NULL, NULL, NULL}
#define TOKEN_VALUE(name, key, type, member) \
	{name, ELEMENT_VALUE, key, true, AT(type, member), 0, 0, NULL, NULL, NULL}
#define GROUP(name, key, children) \
	{name, ELEMENT_GROUP, key, false, 0, 0, 0, NULL, NULL, children}
#define STRUCT(name, key, parent, member, type, text, attributes, children) \
	{name, ELEMENT_STRUCT, key, false, AT(parent, member), SIZE(type), text, "text", attributes, children}
#define ITEM(name, key, parent, member, type, text, attributes, children) \
	{name, ELEMENT_ITEM, key, false, AT(parent, member), SIZE(type), text, "text", attributes, children}
/* A group whose items are plain words in a struct tag. */
#define TAGS(name, item, key, parent, member) \
	GROUP(name, key, ((const struct element[]){ \
	    ITEM(item, key, parent, member, tag, AT(tag, text), NULL, NULL), END_ELEMENTS}))

static const struct attribute marked_text_attributes[] = {
	TOKEN(marked_text, format),
	END_ATTRIBUTES,
};

static const struct attribute logo_attributes[] = {
	STRING(logo, file),
	STRING(logo, alt),
	END_ATTRIBUTES,
};

static const struct attribute overview_attributes[] = {
	TOKEN(overview, language),
	TOKEN(overview, countries),
	END_ATTRIBUTES,
};

static const struct element overview_children[] = {
	VALUE("DisplayName", "displayName", overview, displayName),
	STRUCT("Text", "text", overview, text, marked_text, AT(marked_text, text),
	    marked_text_attributes, NULL),
	END_ELEMENTS,
};

static const struct attribute competency_attributes[] = {
	TOKEN(tag, level),
	END_ATTRIBUTES,
};

static const struct attribute customer_size_attributes[] = {
	TOKEN(customer_size, minEmployees),
	TOKEN(customer_size, maxEmployees),
	END_ATTRIBUTES,
};

static const struct element overview_items[] = {
	ITEM("Overview", "overviews", company, overviews, overview, 0,
	    overview_attributes, overview_children),
	END_ELEMENTS,
};

static const struct element competency_items[] = {
	ITEM("Competency", "competencies", company, competencies, tag, AT(tag, text),
	    competency_attributes, NULL),
	END_ELEMENTS,
};

static const struct element customer_size_items[] = {
	ITEM("CustomerSize", "customerSizes", company, customerSizes, customer_size, 0,
	    customer_size_attributes, NULL),
	END_ELEMENTS,
};

static const struct attribute company_attributes[] = {
	TOKEN(company, status),
	TOKEN(company, lastModified),
	TOKEN(company, pendingChanges),
	END_ATTRIBUTES,
};

static const struct element company_children[] = {
	TOKEN_VALUE("Website", "website", company, website),
	TOKEN_VALUE("LinkedIn", "linkedIn", company, linkedIn),
	STRUCT("Logo", "logo", company, logo, logo, 0, logo_attributes, NULL),
	GROUP("Overviews", "overviews", overview_items),
	GROUP("Competencies", "competencies", competency_items),
	TAGS("Industries", "Industry", "industries", company, industries),
	TAGS("Products", "Product", "products", company, products),
	TAGS("ServiceTypes", "ServiceType", "serviceTypes", company, serviceTypes),
	TAGS("BusinessNeeds", "BusinessNeed", "businessNeeds", company, businessNeeds),
	TAGS("Keywords", "Keyword", "keywords", company, keywords),
	GROUP("CustomerSizes", "customerSizes", customer_size_items),
	END_ELEMENTS,
};

static const struct element address_children[] = {
	VALUE("Line1", "line1", address, line1),
	VALUE("Line2", "line2", address, line2),
	VALUE("City", "city", address, city),
	VALUE("StateOrProvince", "stateOrProvince", address, stateOrProvince),
	VALUE("PostalCode", "postalCode", address, postalCode),
	TOKEN_VALUE("Country", "country", address, country),
	END_ELEMENTS,
};

static const struct attribute geo_attributes[] = {
	TOKEN(geo, latitude),
	TOKEN(geo, longitude),
	END_ATTRIBUTES,
};

static const struct element contact_children[] = {
	VALUE("FirstName", "firstName", contact, firstName),
	VALUE("LastName", "lastName", contact, lastName),
	VALUE("Email", "email", contact, email),
	VALUE("Phone", "phone", contact, phone),
	END_ELEMENTS,
};

static const struct attribute location_attributes[] = {
	TOKEN(location, id),
	TOKEN(location, primary),
	END_ATTRIBUTES,
};

static const struct element location_children[] = {
	VALUE("Name", "name", location, name),
	STRUCT("Address", "address", location, address, address, 0, NULL, address_children),
	STRUCT("Geo", "geo", location, geo, geo, 0, geo_attributes, NULL),
	STRUCT("Contact", "contact", location, contact, contact, 0, NULL, contact_children),
	END_ELEMENTS,
};

static const struct element location_items[] = {
	ITEM("Location", "locations", account, locations, location, 0,
	    location_attributes, location_children),
	END_ELEMENTS,
};

static const struct attribute localization_attributes[] = {
	TOKEN(localization, language),
	TOKEN(localization, countries),
	END_ATTRIBUTES,
};

static const struct element localization_children[] = {
	VALUE("Name", "name", localization, name),
	VALUE("ShortDescription", "shortDescription", localization, shortDescription),
	STRUCT("LongDescription", "longDescription", localization, longDescription, marked_text,
	    AT(marked_text, text), marked_text_attributes, NULL),
	TOKEN_VALUE("Url", "url", localization, url),
	END_ELEMENTS,
};

static const struct element localization_items[] = {
	ITEM("Localization", "localizations", listing, localizations, localization, 0,
	    localization_attributes, localization_children),
	END_ELEMENTS,
};

static const struct attribute screenshot_attributes[] = {
	STRING(screenshot, file),
	TOKEN(screenshot, language),
	STRING(screenshot, caption),
	END_ATTRIBUTES,
};

static const struct element screenshot_items[] = {
	ITEM("Screenshot", "screenshots", listing, screenshots, screenshot, 0,
	    screenshot_attributes, NULL),
	END_ELEMENTS,
};

static const struct attribute resource_attributes[] = {
	STRING(resource, type),
	TOKEN(resource, url),
	END_ATTRIBUTES,
};

static const struct element resource_items[] = {
	ITEM("Resource", "resources", listing, resources, resource, 0, resource_attributes, NULL),
	END_ELEMENTS,
};

static const struct attribute listing_ref_attributes[] = {
	TOKEN(listing_ref, ref),
	END_ATTRIBUTES,
};

static const struct element listing_ref_items[] = {
	ITEM("ListingRef", "related", listing, related, listing_ref, 0, listing_ref_attributes, NULL),
	END_ELEMENTS,
};

static const struct attribute pricing_attributes[] = {
	TOKEN(pricing, model),
	TOKEN(pricing, amount),
	TOKEN(pricing, currency),
	END_ATTRIBUTES,
};

static const struct attribute listing_attributes[] = {
	TOKEN(listing, id),
	TOKEN(listing, status),
	TOKEN(listing, lastModified),
	TOKEN(listing, pendingChanges),
	END_ATTRIBUTES,
};

/* Services use the rows up to Related; the schema keeps the rest away from them. */
static const struct element listing_children[] = {
	GROUP("Localizations", "localizations", localization_items),
	TAGS("Industries", "Industry", "industries", listing, industries),
	TAGS("Products", "Product", "products", listing, products),
	TAGS("BusinessNeeds", "BusinessNeed", "businessNeeds", listing, businessNeeds),
	GROUP("Screenshots", "screenshots", screenshot_items),
	GROUP("Resources", "resources", resource_items),
	GROUP("Related", "related", listing_ref_items),
	VALUE("ApplicationType", "applicationType", listing, applicationType),
	VALUE("Version", "version", listing, version),
	TAGS("Deliveries", "Delivery", "deliveries", listing, deliveries),
	TAGS("Certifications", "Certification", "certifications", listing, certifications),
	STRUCT("Pricing", "pricing", listing, pricing, pricing, 0, pricing_attributes, NULL),
	END_ELEMENTS,
};

static const struct element application_items[] = {
	ITEM("Application", "applications", account, applications, listing, 0,
	    listing_attributes, listing_children),
	END_ELEMENTS,
};

static const struct element service_items[] = {
	ITEM("ProfessionalService", "professionalServices", account, professionalServices, listing,
	    0, listing_attributes, listing_children),
	END_ELEMENTS,
};

static const struct element customer_children[] = {
	VALUE("Name", "name", customer, name),
	VALUE("Company", "company", customer, company),
	VALUE("Email", "email", customer, email),
	VALUE("Phone", "phone", customer, phone),
	TOKEN_VALUE("Country", "country", customer, country),
	END_ELEMENTS,
};

static const struct attribute money_attributes[] = {
	TOKEN(money, currency),
	END_ATTRIBUTES,
};

static const struct attribute referral_attributes[] = {
	TOKEN(referral, id),
	TOKEN(referral, received),
	TOKEN(referral, status),
	TOKEN(referral, locationRef),
	TOKEN(referral, listingRef),
	END_ATTRIBUTES,
};

static const struct element referral_children[] = {
	STRUCT("Customer", "customer", referral, customer, customer, 0, NULL, customer_children),
	VALUE("Subject", "subject", referral, subject),
	VALUE("Notes", "notes", referral, notes),
	VALUE("DeclineReason", "declineReason", referral, declineReason),
	{"EstimatedValue", ELEMENT_STRUCT, "estimatedValue", true, AT(referral, estimatedValue),
	    SIZE(money), AT(money, amount), "amount", money_attributes, NULL},
	END_ELEMENTS,
};

static const struct element referral_items[] = {
	ITEM("Referral", "referrals", account, referrals, referral, 0,
	    referral_attributes, referral_children),
	END_ELEMENTS,
};

static const struct attribute rating_attributes[] = {
	STRING(rating, category),
	TOKEN(rating, stars),
	END_ATTRIBUTES,
};

static const struct element rating_items[] = {
	ITEM("Rating", "ratings", review, ratings, rating, 0, rating_attributes, NULL),
	END_ELEMENTS,
};

static const struct attribute review_attributes[] = {
	TOKEN(review, id),
	TOKEN(review, country),
	TOKEN(review, submitted),
	TOKEN(review, listingRef),
	END_ATTRIBUTES,
};

static const struct element review_children[] = {
	GROUP("Ratings", "ratings", rating_items),
	VALUE("Title", "title", review, title),
	VALUE("Comment", "comment", review, comment),
	VALUE("Nickname", "nickname", review, nickname),
	END_ELEMENTS,
};

static const struct element review_items[] = {
	ITEM("Review", "reviews", account, reviews, review, 0, review_attributes, review_children),
	END_ELEMENTS,
};

static const struct attribute account_attributes[] = {
	TOKEN(account, id),
	TOKEN(account, mpnId),
	TOKEN(account, cspEnrolled),
	END_ATTRIBUTES,
};

static const struct element account_children[] = {
	VALUE("LegalName", "legalName", account, legalName),
	STRUCT("Company", "company", account, company, company, 0,
	    company_attributes, company_children),
	GROUP("Locations", "locations", location_items),
	GROUP("Applications", "applications", application_items),
	GROUP("ProfessionalServices", "professionalServices", service_items),
	GROUP("Referrals", "referrals", referral_items),
	GROUP("Reviews", "reviews", review_items),
	END_ELEMENTS,
};

static const struct attribute export_attributes[] = {
	TOKEN(export_root, version),
	TOKEN(export_root, exportedAt),
	STRING(export_root, generator),
	END_ATTRIBUTES,
};

/* Accounts are handed on one by one, so no member of the root takes them. */
static const struct element export_children[] = {
	{"Account", ELEMENT_ITEM, "accounts", false, 0, SIZE(account), 0, NULL, account_attributes,
	    account_children},
	END_ELEMENTS,
};

const struct element element_export = {
	"PinpointExport", ELEMENT_STRUCT, "export", false, 0, SIZE(export_root), 0, NULL, export_attributes,
	export_children,
};

const struct element *const element_account = &export_children[0];

const struct element *element_child(const struct element *parent, const char *name, size_t *hint)
{
	const struct element *children = parent->children;

	if (children == NULL)
		return NULL;
	for (const struct element *row = children + *hint; row->name != NULL; row++)
		if (strcmp(row->name, name) == 0) {
			*hint = (size_t)(row - children);
			return row;
		}
	for (const struct element *row = children; row < children + *hint; row++)
		if (strcmp(row->name, name) == 0) {
			*hint = (size_t)(row - children);
			return row;
		}
	return NULL;
}

static bool repeats_beneath(const struct element *children, const char *name)
{
	for (const struct element *row = children; row != NULL && row->name != NULL; row++)
		if ((row->kind == ELEMENT_ITEM && strcmp(row->name, name) == 0) ||
		    repeats_beneath(row->children, name))
			return true;
	return false;
}

bool element_repeats(const char *name)
{
	return repeats_beneath(export_children, name);
}
