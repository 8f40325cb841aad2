/* Which rights the reading commands keep: their inputs' folders, the output,
 * and for a pipe the folder of temporary files. SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/sandbox.h"
#include "cli/reading.h"

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

static bool is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* A folder is an input itself (a bundle); a file is read with what stands beside it. */
static void add_input(const char *word, struct arena *arena, struct sandbox_paths *paths,
    struct sandbox_path *list)
{
	const bool pipe = strcmp(word, "-") == 0;
	const char *temporary = getenv("TMPDIR");
	const char *folder = pipe ? (temporary != NULL ? temporary : "/tmp")
	    : is_folder(word) ? word : folder_of(arena, word);

	if (paths->count == 0 || list[paths->count - 1].path == NULL ||
	    strcmp(folder, list[paths->count - 1].path) != 0)
		list[paths->count++] = (struct sandbox_path){folder, -1, pipe ? SANDBOX_WRITE : SANDBOX_READ};
}

bool reading_confine(const struct reading *reading)
{
	struct session *session = reading->session;
	const struct strings *words = &session->options.words;
	const struct bundle_target *target = reading->convert.delivery.target;
	enum sandbox_mode mode = SANDBOX_AUTO;
	struct sandbox_path *list = arena_alloc(&session->arena,
	    mem_product(words->count + 3, sizeof *list));
	struct sandbox_paths paths = {list, 0};
	char state[SANDBOX_STATE];

	if (session->options.sandbox != NULL)
		sandbox_mode_find(session->options.sandbox, &mode);
	if (target != NULL) {
		list[paths.count++] = (struct sandbox_path){NULL, bundle_folder(target), SANDBOX_WRITE};
		list[paths.count++] = (struct sandbox_path){NULL, bundle_folder_above(target), SANDBOX_PRUNE};
	}
	if (session->command->bit == FOR_PLAN && session->options.output != NULL)
		list[paths.count++] = (struct sandbox_path){
			folder_of(&session->arena, session->options.output), -1, SANDBOX_WRITE};
	for (size_t i = 0; i < words->count; i++)
		add_input(words->items[i], &session->arena, &paths, list);
	if (session->options.against != NULL)
		add_input(session->options.against, &session->arena, &paths, list);
	return sandbox_enter(mode, &paths, state) ||
	       diag_add(session->diag, DIAG_I303, NULL, NULL, DIAG_VALUES(state));
}
