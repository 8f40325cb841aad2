/* Reads plans: see planning.h. SPDX-License-Identifier: MIT */
#include "cli/planning.h"

#include "check/planfile.h"

struct plan *plan_read(struct session *session, const char *path, char sha256[HASH_TEXT])
{
	if (planfile_is_export(path)) {
		diag_add(session->diag, DIAG_U204, NULL, NULL, DIAG_VALUES(session->options.plan != NULL ? "--plan" : "--from",
		    path, "a plan, as pinport plan EXPORT -o FILE writes it", ""));
		return NULL;
	}
	return planfile_read(path, &session->arena, session->diag, sha256);
}

/* NULL after a diagnostic. */
static const struct edition *edition_of(struct session *session, const struct plan *plan)
{
	const struct edition *edition = catalogue_edition(session->catalogue, plan->edition);

	if (edition == NULL)
		diag_add(session->diag, DIAG_R181, &plan->edition_place, NULL,
		    DIAG_VALUES("edition", "one of those that pinport editions lists"));
	return edition;
}

bool plan_judge(struct session *session, const char *path)
{
	char sha256[HASH_TEXT];
	const struct plan *plan = plan_read(session, path, sha256);

	return plan != NULL && edition_of(session, plan) != NULL;
}

/* The plan's edition, unless another one is asked for: that would be a contradiction. */
static bool take_edition(struct reading *reading, const struct plan *plan)
{
	struct session *session = reading->session;
	const struct edition *edition = edition_of(session, plan);

	if (edition == NULL)
		return false;
	if (session->options.edition != NULL && edition != reading->convert.shape.edition)
		return diag_add(session->diag, DIAG_R188, &plan->edition_place, NULL,
		    DIAG_VALUES(plan->edition, reading->convert.shape.edition->id));
	reading->convert.shape.edition = edition;
	return true;
}

bool plan_obey(struct reading *reading, char sha256[HASH_TEXT])
{
	struct session *session = reading->session;
	struct plan *plan;

	if (session->options.plan == NULL)
		return true;
	if (session->options.words.count > 1 && session->command->bit == FOR_CONVERT)
		return diag_add(session->diag, DIAG_U208, NULL, NULL,
		    DIAG_VALUES("--plan", "more than one export"));
	plan = plan_read(session, session->options.plan, sha256);
	if (plan == NULL || !take_edition(reading, plan))
		return false;
	reading->convert.shape.plan = plan;
	reading->convert.planned = (struct planned){.plan = plan, .any_export = session->options.force};
	return true;
}
