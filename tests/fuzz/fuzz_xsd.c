/* Any bytes as the schema of --schema: compiled by libxml2 and used on an
 * export, or refused with a reason; and by pinport's own compiler, which then
 * says why not. SPDX-License-Identifier: MIT */
#include "fault.h"

#include "pipeline.h"
#include "sample.h"

static void use(const struct xml_schema *schema, struct diag *diag)
{
	struct pipeline *p = pipeline_get();
	struct xml_reader *reader = xml_open(0, &p->limits, NULL, 0, schema, diag);

	if (xml_feed(reader, sample_start, (size_t)(sample_end - sample_start)))
		FUZZ_MUST(xml_finish(reader));
	xml_close(reader);
}

static void read_schema(const uint8_t *data, size_t size)
{
	const bool own = size > 0 && data[0] & 1;
	struct diag *diag = diag_open();
	struct xml_schema *schema = NULL;
	struct buf why = {0};
	struct xsd *xsd = NULL;

	if (size > 0 && own) {
		xsd = xsd_compile((const char *)data + 1, size - 1, &why);
	} else if (size > 0) {
		schema = xml_schema_open((const char *)data + 1, size - 1, "input", diag);
		FUZZ_MUST((schema != NULL) == (diag_count(diag, DIAG_ERROR) == 0));
	}
	if (schema != NULL)
		use(schema, diag);
	xml_schema_close(schema);
	xsd_free(xsd);
	buf_free(&why);
	diag_close(diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pipeline_get();
	return fault_run(read_schema, data, size);
}
