/* Which rights the reading commands keep: their inputs' folders, the output,
 * and for a pipe the folder of temporary files. SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/sandbox.h"
#include "cli/reading.h"

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

static void add_inputs(const struct strings *words, struct arena *arena, struct sandbox_path *list,
    size_t *count)
{
	const char *last = "";

	for (size_t i = 0; i < words->count; i++) {
		const bool pipe = strcmp(words->items[i], "-") == 0;
		const char *temporary = getenv("TMPDIR");
		const char *folder = pipe ? (temporary != NULL ? temporary : "/tmp")
		                          : folder_of(arena, words->items[i]);

		if (strcmp(folder, last) != 0)
			list[(*count)++] = (struct sandbox_path){folder, -1, pipe ? SANDBOX_WRITE : SANDBOX_READ};
		last = folder;
	}
}

bool reading_confine(const struct reading *reading)
{
	struct session *session = reading->session;
	const struct strings *words = &session->options.words;
	const struct bundle_target *target = reading->convert.delivery.target;
	enum sandbox_mode mode = SANDBOX_AUTO;
	struct sandbox_path *list = arena_alloc(&session->arena,
	    mem_product(words->count + 2, sizeof *list));
	struct sandbox_paths paths = {list, 0};
	char state[SANDBOX_STATE];

	if (session->options.sandbox != NULL)
		sandbox_mode_find(session->options.sandbox, &mode);
	if (target != NULL) {
		list[paths.count++] = (struct sandbox_path){NULL, bundle_folder(target), SANDBOX_WRITE};
		list[paths.count++] = (struct sandbox_path){NULL, bundle_folder_above(target), SANDBOX_PRUNE};
	}
	add_inputs(words, &session->arena, list, &paths.count);
	return sandbox_enter(mode, &paths, state) ||
	       diag_add(session->diag, DIAG_I303, NULL, NULL, DIAG_VALUES(state));
}
