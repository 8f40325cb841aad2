/* Any bytes as an input: opened, each entry read to its end. Nothing is read
 * past a limit, and what is whole has the size that was declared. SPDX-License-Identifier: MIT */
#include "fault.h"

#include "pipeline.h"

static bool count(void *to, const char *data, size_t size)
{
	size_t *total = to;

	(void)data;
	*total += size;
	return true;
}

static void read_all(const uint8_t *data, size_t size)
{
	struct pipeline *p = pipeline_get();
	const struct container_options options = {.limits = &p->limits};
	char path[64];
	int fd = pipeline_file(data, size, path);
	struct container *container = container_open(path, false, &options, p->diag);

	for (size_t i = 0; container != NULL && i < container_count(container) && i < 100; i++) {
		struct entry *entry = container_entry(container, i);
		size_t total = 0;
		const struct piece_sink sink = {count, &total};

		if (entry->kind == ENTRY_FOLDER)
			continue;
		if (container_read(container, entry, &sink) == READ_WHOLE && entry->size != UINT64_MAX)
			FUZZ_MUST(total == entry->size);
		FUZZ_MUST(total <= p->limits.entry_bytes + 65536);
	}
	container_close(container);
	diag_flush(p->diag, NULL);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pipeline_get();
	return fault_run(read_all, data, size);
}
