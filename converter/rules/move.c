/* What the move to Partner Center does to an account: see check.h. SPDX-License-Identifier: MIT */
#include "rules/check.h"

#include <string.h>

void check_earned(const struct rules_check *check)
{
	const struct nodes *earned = &check->account->company->competencies;
	char count[CHECK_NUMBER];

	if (earned->count > 0)
		check_tell_node(check, earned->first,
		    DIAG_VALUES(check_number(count, earned->count), check_since(check),
		        check->edition->id));
}

void check_regions(const struct rules_check *check)
{
	const char *scope = check->edition->profile_scope;
	char count[CHECK_NUMBER];

	if (check->context->profiles > 1 && scope != NULL && strcmp(scope, "region") == 0)
		check_tell_node(check, check->account->company->overviews.first,
		    DIAG_VALUES(check_number(count, check->context->profiles), check_since(check),
		        check->edition->id));
}

/* While the sites still run, creating the new profile closes the old account at once. */
void check_delay(const struct rules_check *check)
{
	const struct edition *edition = check->edition;
	const struct value *status = check->account->company->status;
	char hours[CHECK_NUMBER];

	if (edition->publish_delay_hours > 0 && edition->account_closes != NULL &&
	    strcmp(edition->account_closes, "on create") == 0 &&
	    strcmp(value_text(status), "Published") == 0)
		check_tell(check, status, NULL,
		    DIAG_VALUES(check_number(hours, edition->publish_delay_hours), check_since(check),
		        edition->id));
}

void check_import(const struct rules_check *check)
{
	const struct account *account = check->account;
	size_t listings = account->applications.count + account->professionalServices.count;
	char count[CHECK_NUMBER];

	if (!check->edition->import && listings > 0)
		check_tell_node(check,
		    account->applications.count > 0 ? account->applications.first
		                                    : account->professionalServices.first,
		    DIAG_VALUES(check_number(count, listings), check_since(check), check->edition->id));
}

void check_referrals(const struct rules_check *check)
{
	const struct nodes *referrals = &check->account->referrals;
	char count[CHECK_NUMBER];

	if (referrals->count > 0)
		check_tell_node(check, referrals->first,
		    DIAG_VALUES(check_number(count, referrals->count), check_since(check)));
}

void check_reviews(const struct rules_check *check)
{
	const struct nodes *reviews = &check->account->reviews;
	char count[CHECK_NUMBER];

	if (reviews->count > 0)
		check_tell_node(check, reviews->first,
		    DIAG_VALUES(check_number(count, reviews->count), check_since(check)));
}
