/* The form's rules on text, logo and tags of a profile: see check.h. SPDX-License-Identifier: MIT */
#include "rules/check.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "rules/scan.h"

void check_description(const struct rules_check *check)
{
	const struct text *text = &check->profile->partnerInformation.description;
	char length[CHECK_NUMBER], most[CHECK_NUMBER];
	size_t count;

	if (text->data == NULL || check->edition->description_max == 0 || check->context->refused ||
	    text->length <= check->edition->description_max)   /* never more units than bytes */
		return;
	count = utf8_count_utf16(text->data, text->length);
	if (count > check->edition->description_max)
		check_tell(check, text->value, "/partnerInformation/description",
		    DIAG_VALUES(check->profile->country.data, check_number(length, count),
		        check_number(most, check->edition->description_max), check_since(check),
		        check->edition->id));
}

void check_legal_name(const struct rules_check *check)
{
	const struct text *name = &check->profile->partnerInformation.name;
	const struct text *legal = &check->profile->account.legalName;

	if (name->data != NULL && legal->data != NULL && strcmp(name->data, legal->data) != 0)
		check_tell(check, name->value, "/partnerInformation/name",
		    DIAG_VALUES(name->data, legal->data, check_since(check), check->edition->id));
}

/* Sites where a company has a page of its own, and Microsoft itself. */
static const char *const not_partners[] = {
	"microsoft.com", "office.com", "azure.com", "linkedin.com", "facebook.com", "twitter.com",
	"youtube.com", "instagram.com", NULL,
};

static bool find_other_partner(const struct text *text, const struct text *url, struct scan_hit *hit)
{
	struct scan_hit own;
	size_t from = 0;

	scan_host(url->data, &own);
	while (scan_next(text->data, text->length, &from, hit))
		if (hit->host_length > 0 && !scan_same_site(hit, &own) && !scan_host_in(hit, not_partners))
			return true;
	return false;
}

/* The same, looked for once in a text that several profiles of an account share. */
static bool has_other_partner(const struct rules_check *check, const struct text *text, const struct text *url)
{
	struct rules_memory *memory = check->memory;

	if (memory->text != text->data || memory->length != text->length || memory->url != url->data) {
		memory->text = text->data;
		memory->length = text->length;
		memory->url = url->data;
		memory->found = find_other_partner(text, url, &memory->hit);
	}
	return memory->found;
}

/* Told once for each profile: the first address shows a person what to look for. */
void check_other_partner(const struct rules_check *check)
{
	const struct text *text = &check->profile->partnerInformation.description;
	const struct text *url = &check->profile->partnerInformation.url;
	struct buf found = {0};

	if (text->data == NULL || url->data == NULL || !has_other_partner(check, text, url))
		return;
	buf_add(&found, check->memory->hit.at, check->memory->hit.length);
	check_tell(check, text->value, "/partnerInformation/description",
	    DIAG_VALUES(check->profile->country.data, buf_text(&found), check_since(check),
	        check->edition->id));
	buf_free(&found);
}

void check_languages(const struct rules_check *check)
{
	const struct texts *languages = &check->profile->languages;
	char count[CHECK_NUMBER];
	struct buf names = {0};

	if (languages->count < 2)
		return;
	for (size_t i = 0; i < languages->count; i++) {
		buf_adds(&names, i > 0 ? ", " : "");
		buf_adds(&names, languages->items[i].data);
	}
	check_tell(check, check->profile->partnerInformation.description.value,
	    "/partnerInformation/description",
	    DIAG_VALUES(check->profile->country.data, check_number(count, languages->count),
	        buf_text(&names), check_since(check), check->edition->id));
	buf_free(&names);
}

static const struct media *logo_of(const struct rules_check *check)
{
	const struct text *logo = &check->profile->partnerInformation.logo;
	const struct media *media = NULL;

	if (logo->data != NULL && logo->value != NULL && check->context->media != NULL)
		media = media_of(check->context->media, logo->value);
	return media != NULL && media->entry != NULL ? media : NULL;
}

static void tell_logo(const struct rules_check *check, const char *const *values)
{
	check_tell(check, check->profile->partnerInformation.logo.value, "/partnerInformation/logo",
	    values);
}

/* Where the edition lists formats, only those. */
static bool takes_type(const struct edition *edition, enum image_type type)
{
	for (size_t i = 0; i < edition->logo_formats.count; i++)
		if (strcmp(edition->logo_formats.items[i], image_type_name(type)) == 0)
			return true;
	return edition->logo_formats.count == 0;
}

static const char no_picture[] = "no picture that pinport knows";

void check_logo_format(const struct rules_check *check)
{
	const struct media *logo = logo_of(check);
	const struct strings *formats = &check->edition->logo_formats;
	struct buf list = {0};

	if (logo == NULL || takes_type(check->edition, logo->image.type))
		return;
	for (size_t i = 0; i < formats->count; i++) {
		buf_adds(&list, i == 0 ? "" : i + 1 < formats->count ? ", " : " or ");
		buf_adds(&list, formats->items[i]);
	}
	tell_logo(check, DIAG_VALUES(logo->name,
	    logo->image.type == IMAGE_UNKNOWN ? no_picture : image_type_name(logo->image.type),
	    buf_text(&list), check_since(check), check->edition->id));
	buf_free(&list);
}

void check_logo_width(const struct rules_check *check)
{
	const struct media *logo = logo_of(check);
	char width[CHECK_NUMBER], most[CHECK_NUMBER];
	uint32_t limit = check->edition->logo_max_width;

	if (logo != NULL && limit > 0 && logo->image.width > limit)
		tell_logo(check, DIAG_VALUES(logo->name, check_number(width, logo->image.width),
		    check_number(most, limit), check_since(check), check->edition->id));
}

/* In every edition: to 2017-03 no document limits formats and widths, and a logo
 * has to be a picture all the same. */
void check_logo_whole(const struct rules_check *check)
{
	const struct media *logo = logo_of(check);
	struct buf what = {0};

	if (logo == NULL || !takes_type(check->edition, logo->image.type))
		return;   /* said by check_logo_format() */
	if (logo->image.type == IMAGE_UNKNOWN)
		buf_adds(&what, no_picture);
	else if (logo->image.damaged)
		buf_printf(&what, "of type %s, but damaged or cut short", image_type_name(logo->image.type));
	if (what.length > 0)
		tell_logo(check, DIAG_VALUES(logo->name, buf_text(&what)));
	buf_free(&what);
}

void check_logo_aspect(const struct rules_check *check)
{
	const struct media *logo = logo_of(check);
	char height[CHECK_NUMBER], width[CHECK_NUMBER];

	if (logo != NULL && logo->image.height > logo->image.width)
		tell_logo(check, DIAG_VALUES(logo->name, check_number(height, logo->image.height),
		    check_number(width, logo->image.width), check_since(check), check->edition->id));
}

void check_industries(const struct rules_check *check)
{
	const struct texts *tags = &check->profile->partnerExpertise.industryFocus;
	char count[CHECK_NUMBER], most[CHECK_NUMBER];
	uint32_t limit = check->edition->industry_max;

	if (limit > 0 && tags->count > limit)
		check_tell(check, tags->items[limit].value, "/partnerExpertise/industryFocus",
		    DIAG_VALUES(check_number(count, tags->count), check_number(most, limit),
		        check_since(check), check->edition->id));
}

static bool published(const struct vocabulary *vocabulary, const char *text)
{
	for (size_t i = 0; i < vocabulary->value_count; i++)
		if (strcmp(vocabulary->values[i].value, text) == 0)
			return true;
	return false;
}

void check_products(const struct rules_check *check)
{
	const struct vocabulary *products = &check->catalogue->vocabularies[VOCABULARY_PRODUCTS];
	const struct texts *tags = &check->profile->partnerExpertise.product;

	if (!check->edition->has_vocabulary)
		return;
	for (size_t i = 0; i < tags->count; i++) {
		char pointer[64];

		if (published(products, tags->items[i].data))
			continue;
		snprintf(pointer, sizeof pointer, "/partnerExpertise/product/%zu", i);
		check_tell(check, tags->items[i].value, pointer,
		    DIAG_VALUES(tags->items[i].data, check_since(check), check->edition->id));
	}
}

void check_free_tags(const struct rules_check *check)
{
	const struct texts *tags = &check->profile->partnerExpertise.solutions;
	char count[CHECK_NUMBER];

	if (tags->count > 0)
		check_tell(check, tags->items[0].value, "/partnerExpertise/solutions",
		    DIAG_VALUES(check_number(count, tags->count), check->profile->country.data,
		        check_since(check), check->edition->id));
}

void check_solutions(const struct rules_check *check)
{
	const struct profile_solutions *solutions = &check->profile->solutions;
	char count[CHECK_NUMBER];

	if (solutions->count > 0)
		check_tell(check, solutions->items[0].id.value, "/solutions",
		    DIAG_VALUES(check_number(count, solutions->count), check->profile->country.data,
		        check_since(check), check->edition->id));
}
