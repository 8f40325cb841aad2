/* Any bytes as something that a person has edited: a file with profiles, or one
 * file of a bundle that was made before. The first byte chooses which, and the
 * edition. The judge says the same twice, and nothing bad without an error; the
 * prover ends with a verdict, too. SPDX-License-Identifier: MIT */
#include "fault.h"

#include "check/edited.h"
#include "check/verify.h"
#include "pipeline.h"
#include "sample.h"
#include "scratch.h"

static const char *const names[] = {
	"bundle.yaml", "profiles/KR/marketing-profile.yaml", "report.yaml", "SHA256SUMS",
	"records/company.yaml", "records/listings.yaml",
};
enum { NAMES = sizeof names / sizeof *names, CHOICE_BUNDLE = 128, CHOICE_VERIFY = 64 };

struct bundle {
	char export[SCRATCH_PATH], out[SCRATCH_PATH], files[NAMES][SCRATCH_PATH + 64];
	struct buf was[NAMES];
};

static void make_bundle(struct bundle *b)
{
	struct pipeline *p = pipeline_get();
	const struct bundle_options target = {.path = b->out};
	struct convert convert = {.diag = p->diag, .container.limits = &p->limits, .xsd = p->xsd,
		.depth = CONVERT_SHAPE};

	convert.shape.catalogue = convert.delivery.catalogue = p->catalogue;
	convert.shape.edition = pipeline_edition(0);
	convert.shape.ledger = true;
	convert.delivery.provenance = (struct provenance){.version = PINPORT_VERSION, .options = "",
		.lang = "en", .format = &formats[0]};
	convert.delivery.target = bundle_open(&target, p->diag);
	FUZZ_MUST(convert.delivery.target != NULL && convert_input(&convert, b->export));
	FUZZ_MUST(bundle_close(convert.delivery.target));
	convert_end(&convert);
}

static struct bundle *bundle_get(void)
{
	static struct bundle b;

	if (b.out[0] != '\0')
		return &b;
	snprintf(b.export, sizeof b.export, "%s/export.xml", scratch_folder());
	snprintf(b.out, sizeof b.out, "%s/out", scratch_folder());
	scratch_write(b.export, sample_start, (size_t)(sample_end - sample_start));
	make_bundle(&b);
	for (size_t i = 0; i < NAMES; i++) {
		snprintf(b.files[i], sizeof b.files[i], "%s/4297614086/%s", b.out, names[i]);
		scratch_read(b.files[i], &b.was[i]);
	}
	return &b;
}

static bool judge(const char *path, enum edited_kind kind, unsigned choice, size_t counts[DIAG_SEVERITIES])
{
	struct pipeline *p = pipeline_get();
	struct diag *diag = diag_open();
	struct edited edited = {.diag = diag, .container.limits = &p->limits, .catalogue = p->catalogue,
		.xsd = p->xsd};
	bool good;

	if (choice & 1)
		edited.edition = pipeline_edition(choice / 2);
	if (choice & 32)
		edited.against = bundle_get()->export;
	good = edited_input(&edited, path, kind);
	for (int i = 0; i < DIAG_SEVERITIES; i++)
		counts[i] = diag_count(diag, (enum diag_severity)i);
	edited_end(&edited);
	diag_close(diag);
	FUZZ_MUST(good == (counts[DIAG_ERROR] == 0));
	return good;
}

static void judge_twice(const char *path, enum edited_kind kind, unsigned choice)
{
	size_t first[DIAG_SEVERITIES], second[DIAG_SEVERITIES];

	judge(path, kind, choice, first);
	judge(path, kind, choice, second);
	FUZZ_MUST(memcmp(first, second, sizeof first) == 0);
}

static void not_printed(void *to, const struct diag_entry *entry, const char *source)
{
	FUZZ_MUST(to == NULL && entry != NULL && source != NULL);
}

static void prove(const struct bundle *b)
{
	struct pipeline *p = pipeline_get();
	struct diag *diag = diag_open();
	const struct diag_printer printer = {.entry = not_printed};
	struct verify verify = {.diag = diag, .printer = &printer, .container.limits = &p->limits, .xsd = p->xsd,
		.export = b->export};
	const bool good = verify_bundles(&verify, b->out);

	FUZZ_MUST(good == (diag_count(diag, DIAG_ERROR) == 0));
	diag_close(diag);
}

static void judge_bytes(const uint8_t *data, size_t size)
{
	const unsigned choice = size > 0 ? data[0] : 0;
	struct bundle *b = bundle_get();
	char path[64];
	int fd;

	if (size < 1)
		return;
	if (choice & CHOICE_BUNDLE) {
		scratch_write(b->files[choice % NAMES], data + 1, size - 1);
		if (choice & CHOICE_VERIFY)
			prove(b);
		else
			judge_twice(b->out, EDITED_BUNDLES, choice);
		return;
	}
	fd = pipeline_file(data + 1, size - 1, path);
	judge_twice(path, EDITED_PROFILES, choice);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bundle *b = bundle_get();

	fault_run(judge_bytes, data, size);
	if (size > FAULT_HEAD && data[FAULT_HEAD] & CHOICE_BUNDLE) {
		size_t changed = data[FAULT_HEAD] % NAMES;

		scratch_write(b->files[changed], buf_text(&b->was[changed]), b->was[changed].length);
	}
	return 0;
}
