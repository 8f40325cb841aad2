/* The table of rules and who runs it: see rules.h. SPDX-License-Identifier: MIT */
#include "rules/rules.h"

#include <stdio.h>

#include "base/mem.h"
#include "rules/check.h"

static const struct value *of_name(const struct profile *profile)
{
	return profile->partnerInformation.name.value;
}

static const struct value *of_logo(const struct profile *profile)
{
	return profile->partnerInformation.logo.value;
}

static const struct value *of_tags(const struct texts *tags)
{
	return tags->count > 0 ? tags->items[0].value : NULL;
}

static const struct value *of_industries(const struct profile *profile)
{
	return of_tags(&profile->partnerExpertise.industryFocus);
}

static const struct value *of_products(const struct profile *profile)
{
	return of_tags(&profile->partnerExpertise.product);
}

static const struct value *of_solutions(const struct profile *profile)
{
	return of_tags(&profile->partnerExpertise.solutions);
}

#define ACCOUNT(code, rule, check) {DIAG_##code, rule, RULES_ACCOUNT, NULL, check}
#define PROFILE(code, rule, check) {DIAG_##code, rule, RULES_PROFILE, NULL, check}
#define SHARED(code, rule, source, check) {DIAG_##code, rule, RULES_PROFILE, source, check}

const struct rules_row rules_rows[] = {
	/* The export format */
	ACCOUNT(R201, NULL, check_primary),
	ACCOUNT(R202, NULL, check_size_ranges),
	ACCOUNT(R203, NULL, check_profile_countries),
	ACCOUNT(R204, NULL, check_record_countries),
	ACCOUNT(R205, NULL, check_currencies),
	ACCOUNT(R206, NULL, check_language_tags),
	ACCOUNT(R207, NULL, check_version),

	/* Pinpoint's own rules */
	ACCOUNT(PP_OVW_W, "PP-OVW-W", check_overview_words),
	ACCOUNT(PP_OVW_C, "PP-OVW-C", check_overview_length),
	ACCOUNT(R210, "PP-OVW-C", check_overview_advised),
	ACCOUNT(PP_NOURL, "PP-NOURL", check_overview_content),
	ACCOUNT(PP_URL, "PP-URL", check_website),
	ACCOUNT(PP_NAME, "PP-NAME", check_listing_names),
	ACCOUNT(PP_LONG, "PP-LONG", check_long_descriptions),
	ACCOUNT(PP_SHORT, "PP-SHORT", check_short_descriptions),
	ACCOUNT(PP_XOR, "PP-XOR", check_both_kinds),

	/* The move */
	ACCOUNT(PC_REFERRAL, "PC-REFERRAL", check_referrals),
	ACCOUNT(PC_REVIEW, "PC-REVIEW", check_reviews),
	ACCOUNT(PC_IMPORT, "PC-IMPORT", check_import),
	ACCOUNT(PC_TAG_EARNED, "PC-TAG-EARNED", check_earned),
	ACCOUNT(PC_REGION, "PC-REGION", check_regions),
	ACCOUNT(PC_24H, "PC-24H", check_delay),

	/* The form */
	PROFILE(PC_DESC_2500A, "PC-DESC-2500a", check_description),
	PROFILE(PC_DESC_1000, "PC-DESC-1000", check_description),
	PROFILE(PC_DESC_2500B, "PC-DESC-2500b", check_description),
	SHARED(PC_LEGALNAME, "PC-LEGALNAME", of_name, check_legal_name),
	PROFILE(PC_NOPARTNER, "PC-NOPARTNER", check_other_partner),
	PROFILE(PC_LANG, "PC-LANG", check_languages),
	SHARED(PC_LOGO_FMT, "PC-LOGO-FMT", of_logo, check_logo_format),
	SHARED(PC_LOGO_W300, "PC-LOGO-W300", of_logo, check_logo_width),
	SHARED(R211, NULL, of_logo, check_logo_whole),
	SHARED(PC_LOGO_ASPECT, "PC-LOGO-ASPECT", of_logo, check_logo_aspect),
	SHARED(PC_IND_5, "PC-IND-5", of_industries, check_industries),
	SHARED(PC_PROD_MS, "PC-PROD-MS", of_products, check_products),
	SHARED(PC_SOL_FREE, "PC-SOL-FREE", of_solutions, check_free_tags),
	PROFILE(PC_SOL_EDIT, "PC-SOL-EDIT", check_solutions),
	PROFILE(PC_LOC_5, "PC-LOC-5", check_location_count),
	PROFILE(PC_LOC_REAL, "PC-LOC-REAL", check_location_real),
	PROFILE(PC_LOC_PAGE, "PC-LOC-PAGE", check_location_pages),
	PROFILE(PC_LOC_READD, "PC-LOC-READD", check_location_full),
	PROFILE(R212, NULL, check_contact),

	/* Other forms */
	PROFILE(PC_PHONE10, "PC-PHONE10", check_phone),
	PROFILE(PC_WORKMAIL, "PC-WORKMAIL", check_work_mail),
	PROFILE(API_ADDR, "API-ADDR", check_address_lengths),

	{DIAG_CODES, NULL, RULES_ACCOUNT, NULL, NULL},
};

enum { ROWS = sizeof rules_rows / sizeof *rules_rows - 1 };

struct rules {
	const struct catalogue *catalogue;
	const struct edition *edition, *pinpoint;
	uint32_t limits[CHECK_LIMITS];
	struct rules_memory *memory;
	size_t count;
	struct { const struct rules_row *row; const struct rule_row *force; } active[ROWS];
};

struct rules *rules_open(const struct catalogue *catalogue, const struct edition *edition)
{
	struct rules *rules = mem_alloc(sizeof *rules);

	rules->catalogue = catalogue;
	rules->edition = edition;
	rules->pinpoint = catalogue_edition(catalogue, "pinpoint");
	check_limits(rules->pinpoint, rules->limits);
	rules->memory = mem_alloc(sizeof *rules->memory);
	for (const struct rules_row *row = rules_rows; row->check != NULL; row++) {
		const struct rule_row *force = NULL;

		if (row->rule != NULL) {
			force = rule_in_force(catalogue_rule(catalogue, row->rule), edition);
			if (force == NULL)
				continue;
		}
		rules->active[rules->count].row = row;
		rules->active[rules->count++].force = force;
	}
	return rules;
}

void rules_close(struct rules *rules)
{
	if (rules != NULL)
		mem_free(rules->memory);
	mem_free(rules);
}

/* True when an earlier profile of the account had it from the same place. */
static bool told(const struct rules_row *row, const struct rules_check *check)
{
	const struct value *value = row->source != NULL ? row->source(check->profile) : NULL;

	return value != NULL && check->context->earlier != NULL &&
	       row->source(check->context->earlier) == value;
}

static void run(const struct rules *rules, enum rules_look look, struct rules_check *check)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rules_row *row = rules->active[i].row;

		if (row->look != look || told(row, check))
			continue;
		check->row = row;
		check->force = rules->active[i].force;
		row->check(check);
	}
}

void rules_check_account(const struct rules *rules, const struct account *account,
    const struct rules_context *context, struct diag *diag)
{
	struct rules_check check = {
		.catalogue = rules->catalogue, .edition = rules->edition,
		.pinpoint = rules->pinpoint, .limits = rules->limits, .context = context,
		.account = account, .diag = diag,
	};

	/* Only a schema of the user's own lets an account through without a company. */
	if (account->company != NULL)
		run(rules, RULES_ACCOUNT, &check);
}

void rules_check_profile(const struct rules *rules, const struct profile *profile,
    const struct rules_context *context, struct diag *diag)
{
	struct rules_check check = {
		.catalogue = rules->catalogue, .edition = rules->edition,
		.pinpoint = rules->pinpoint, .limits = rules->limits, .context = context,
		.profile = profile, .memory = rules->memory, .diag = diag,
	};

	if (context->earlier == NULL)   /* another account's may have stood at the same addresses */
		*rules->memory = (struct rules_memory){0};
	run(rules, RULES_PROFILE, &check);
}

void check_tell(const struct rules_check *check, const struct value *value, const char *pointer,
    const char *const *values)
{
	struct buf path = {0};

	if (value != NULL && value->node != NULL)
		value_path(&path, value);
	else if (value != NULL && value->name != NULL)
		buf_adds(&path, value->name);
	else if (pointer != NULL)
		buf_adds(&path, pointer);
	diag_add(check->diag, check->row->code, value != NULL ? &value->place : NULL,
	    path.length > 0 ? buf_text(&path) : NULL, values);
	buf_free(&path);
}

void check_tell_node(const struct rules_check *check, const struct node *node,
    const char *const *values)
{
	struct buf path = {0};

	node_path(&path, node);
	diag_add(check->diag, check->row->code, &node->place, buf_text(&path), values);
	buf_free(&path);
}

const char *check_number(char room[CHECK_NUMBER], size_t number)
{
	snprintf(room, CHECK_NUMBER, "%zu", number);
	return room;
}

const char *check_since(const struct rules_check *check)
{
	return check->force != NULL && check->force->first != NULL ? check->force->first : "ever";
}
