/* Any bytes as an edited profile: read strictly or refused with a reason. What
 * was read is written again, and reads back. SPDX-License-Identifier: MIT */
#include "fault.h"

#include "emit/emit.h"
#include "load/profile.h"
#include "load/yaml.h"

static const struct yaml *read_text(const char *data, size_t size, struct arena *arena, struct diag *diag,
    struct profile *profile, bool *good)
{
	const struct yaml *root = yaml_read(data, size, 0, arena, diag);

	*good = root != NULL && profile_load(root, profile, arena, diag);
	return root;
}

static void read_profile(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct diag *diag = diag_open();
	struct profile profile = {0};
	bool good;

	read_text((const char *)data, size, &arena, diag, &profile, &good);
	FUZZ_MUST(good == (diag_count(diag, DIAG_ERROR) == 0));
	for (size_t i = 0; good && formats[i].name != NULL; i++) {
		struct buf text = {0};
		struct writer *w = formats[i].open(&text, WRITE_FILE);
		struct profile again = {0};

		emit_profile(w, &profile);
		write_close(w);
		read_text(buf_text(&text), text.length, &arena, diag, &again, &good);
		FUZZ_MUST(good);
		buf_free(&text);
	}
	diag_close(diag);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fault_run(read_profile, data, size);
}
