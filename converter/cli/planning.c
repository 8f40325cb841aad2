/* Reads plans: see planning.h. SPDX-License-Identifier: MIT */
#include "cli/planning.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "load/plan.h"

enum { PLAN_MOST = 64 << 20 };

struct plan *plan_read(struct session *session, const char *path, char sha256[HASH_TEXT])
{
	struct yaml_options options = {.most = PLAN_MOST, .arena = &session->arena, .diag = session->diag};
	const int fd = file_open(AT_FDCWD, path);
	struct plan *plan = NULL;
	struct yaml *root;
	struct buf text = {0};

	if (fd < 0 || !file_read_all(fd, &text, PLAN_MOST)) {
		diag_add(session->diag, DIAG_I302, NULL, NULL, DIAG_VALUES(path, strerror(errno)));
	} else {
		options.source = diag_source(session->diag, path);
		hash_bytes(buf_text(&text), text.length, sha256);
		root = yaml_read_one(buf_text(&text), text.length, &options);
		plan = root != NULL ? plan_load(root, &session->arena, session->diag) : NULL;
	}
	if (fd >= 0)
		file_close(fd);
	buf_free(&text);
	return plan;
}

/* The plan's edition, unless another one is asked for: that would be a contradiction. */
static bool take_edition(struct reading *reading, const struct plan *plan)
{
	struct session *session = reading->session;
	const struct edition *edition = catalogue_edition(session->catalogue, plan->edition);

	if (edition == NULL)
		return diag_add(session->diag, DIAG_R181, &plan->edition_place, NULL,
		    DIAG_VALUES("edition", "one of those that pinport editions lists"));
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
	if (session->options.words.count > 1)
		return diag_add(session->diag, DIAG_U208, NULL, NULL,
		    DIAG_VALUES("--plan", "more than one export"));
	plan = plan_read(session, session->options.plan, sha256);
	if (plan == NULL || !take_edition(reading, plan))
		return false;
	reading->convert.shape.plan = plan;
	reading->convert.planned = (struct planned){.plan = plan, .any_export = session->options.force};
	return true;
}
