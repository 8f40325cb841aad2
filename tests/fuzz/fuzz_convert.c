/* Any bytes as an export (ZIP or XML), through the whole pipeline with every
 * emitter: the first byte chooses edition, format and overflow; nothing is
 * written. What is delivered must account for every leaf (emit/report asserts
 * it), and YAML and JSON must be readable again. SPDX-License-Identifier: MIT */
#include "replay.h"

#include <string.h>

#include "load/profile.h"
#include "load/yaml.h"
#include "pipeline.h"

/* A stream document is read back strictly: its shape and values are those of the format. */
static bool read_back(void *to, const void *data, size_t size)
{
	struct pipeline *p = to;
	struct arena arena = {0};
	struct diag *diag = diag_open();
	struct profile profile = {0};
	const struct yaml *root = size < 1 << 20 ? yaml_read(data, size, 0, &arena, diag) : NULL;

	(void)p;
	FUZZ_MUST(root != NULL || size >= 1 << 20);
	if (root != NULL)
		FUZZ_MUST(profile_load(root, &profile, &arena, diag));
	diag_close(diag);
	arena_free(&arena);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pipeline *p = pipeline_get();
	struct convert convert = {0};
	const struct bundle_options target = {.path = "fuzz-out", .dry_run = true};
	unsigned choice = size > 0 ? data[0] : 0;
	char path[64];
	int fd;

	if (size < 2)
		return 0;
	fd = pipeline_file(data + 1, size - 1, path);
	convert.diag = p->diag;
	convert.container.limits = &p->limits;
	convert.shape.catalogue = p->catalogue;
	convert.shape.edition = &p->catalogue->editions[choice % 10];
	convert.shape.overflow = (enum overflow)(choice / 10 % 3);
	convert.delivery.catalogue = p->catalogue;
	convert.delivery.provenance.version = "0";
	convert.delivery.provenance.options = "";
	convert.delivery.provenance.lang = choice & 1 ? "ko" : "en";
	convert.delivery.provenance.format = &formats[choice & 1];
	convert.xsd = p->xsd;
	convert.depth = CONVERT_SHAPE;
	if (choice & 128) {
		convert.delivery.stream = read_back;
		convert.delivery.stream_to = p;
	} else {
		convert.shape.ledger = true;
		convert.delivery.target = bundle_open(&target, p->diag);
	}
	convert_input(&convert, path);
	bundle_close(convert.delivery.target);
	diag_flush(p->diag, NULL);
	convert_end(&convert);
	close(fd);
	return 0;
}
