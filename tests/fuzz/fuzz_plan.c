/* Any bytes as a plan: read strictly or refused with a reason. What was read is
 * obeyed for a fixed export, and carried over into a new plan for it, which is
 * itself a good plan. SPDX-License-Identifier: MIT */
#include "fault.h"

#include <string.h>

#include "emit/plan.h"
#include "load/plan.h"
#include "load/yaml.h"
#include "pipeline.h"
#include "sample.h"
#include "shape/replan.h"

struct planning {
	const struct plan *old;
	struct convert convert;
	struct buf text, lost;
	size_t accounts;
};

static void replan(void *to, const struct shaped *shaped, struct container *container, size_t mark)
{
	struct planning *p = to;
	const struct replan how = {.edition = shaped->edition, .arena = &p->convert.account_arena,
		.diag = p->convert.diag, .lost = &p->lost};
	const struct provenance *provenance = &p->convert.delivery.provenance;
	const struct plan head = {.edition = shaped->edition->id, .file = provenance->file,
		.sha256 = provenance->sha256};
	struct plan_entry *old;

	(void)container;
	(void)mark;
	FUZZ_MUST(shaped->plan != NULL);
	old = plan_find(p->old->accounts, shaped->plan->id);
	FUZZ_MUST(p->convert.shape.plan == NULL || old != NULL);
	replan_account(&how, shaped->plan, old);
	if (p->accounts++ == 0)
		emit_plan_head(&p->text, &head, shaped->edition);
	emit_plan_account(&p->text, shaped->plan, NULL, 0);
}

static void read_new(const struct planning *p)
{
	struct arena arena = {0};
	struct diag *diag = diag_open();
	const struct yaml *root = yaml_read(buf_text(&p->text), p->text.length, 0, &arena, diag);

	FUZZ_MUST(root != NULL && plan_load(root, &arena, diag) != NULL);
	diag_close(diag);
	arena_free(&arena);
}

static void use(const struct plan *plan, const struct edition *edition, bool obey)
{
	struct pipeline *pipeline = pipeline_get();
	struct planning p = {.old = plan};
	struct convert *convert = &p.convert;
	char path[64];
	int fd = pipeline_file(sample_start, (size_t)(sample_end - sample_start), path);

	convert->diag = diag_open();
	convert->container.limits = &pipeline->limits;
	convert->shape.catalogue = convert->delivery.catalogue = pipeline->catalogue;
	convert->shape.edition = edition;
	convert->shape.ledger = true;
	convert->xsd = pipeline->xsd;
	convert->depth = CONVERT_SHAPE;
	convert->hash = true;
	if (obey) {
		convert->shape.plan = plan;
		convert->planned = (struct planned){.plan = plan, .any_export = true};
	} else {
		convert->shape.make_plan = true;
		convert->shaped = replan;
		convert->to = &p;
	}
	convert_input(convert, path);
	if (p.accounts > 0) {
		emit_plan_end(&p.text, p.accounts, &p.lost);
		read_new(&p);
	}
	diag_close(convert->diag);
	convert_end(convert);
	buf_free(&p.text);
	buf_free(&p.lost);
	close(fd);
}

static void read_plan(const uint8_t *data, size_t size)
{
	struct pipeline *p = pipeline_get();
	struct arena arena = {0};
	struct diag *diag = diag_open();
	const struct yaml *root = size > 0 ? yaml_read((const char *)data + 1, size - 1, 0, &arena, diag) : NULL;
	const struct plan *plan = root != NULL ? plan_load(root, &arena, diag) : NULL;
	const struct edition *edition = plan != NULL ? catalogue_edition(p->catalogue, plan->edition) : NULL;

	FUZZ_MUST(size == 0 || (plan != NULL) == (diag_count(diag, DIAG_ERROR) == 0));
	if (edition != NULL) {
		use(plan, edition, true);
		use(plan, pipeline_edition(data[0]), false);
	}
	diag_close(diag);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pipeline_get();
	return fault_run(read_plan, data, size);
}
