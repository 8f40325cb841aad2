/* Which rights the reading commands keep: their inputs, the files beside a
 * document, the output. SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "base/input.h"
#include "base/sandbox.h"
#include "base/utf8.h"
#include "cli/reading.h"
#include "read/xml/xml.h"

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

/* True for an XML document: only then is anything beside it read, its pictures. */
static bool is_document(const char *path)
{
	const size_t length = strlen(path);
	const char *what;
	char head[256];
	uint64_t size;
	int fd = input_open_regular(AT_FDCWD, path, &size, &what);
	ssize_t got = fd >= 0 ? input_pread_all(fd, head, sizeof head, 0) : -1;

	if (fd >= 0)
		file_close(fd);
	return got > 0 && ((length > 4 && ascii_same(path + length - 4, ".xml")) || xml_sniff(head, (size_t)got));
}

/* The input itself (a file, or a bundle's folder), and what stands beside a document. */
static void add_input(const char *word, struct arena *arena, struct sandbox_paths *paths,
    struct sandbox_path *list)
{
	const char *folder;

	if (strcmp(word, "-") == 0) {
		input_prepare_spool();
		return;
	}
	list[paths->count++] = (struct sandbox_path){word, -1, SANDBOX_READ};
	if (is_document(word)) {
		folder = folder_of(arena, word);
		list[paths->count++] = (struct sandbox_path){folder, -1, SANDBOX_READ};
	}
}

bool reading_confine(const struct reading *reading)
{
	struct session *session = reading->session;
	const struct strings *words = &session->options.words;
	const struct bundle_target *target = reading->convert.delivery.target;
	enum sandbox_mode mode = SANDBOX_AUTO;
	struct sandbox_path *list = arena_alloc(&session->arena,
	    mem_product(mem_product(words->count + 1, 2) + BUNDLE_RIGHTS + 1, sizeof *list));
	struct sandbox_paths paths = {list, 0};
	char state[SANDBOX_STATE];

	if (session->options.sandbox != NULL)
		sandbox_mode_find(session->options.sandbox, &mode);
	if (target != NULL) {
		bundle_rights(target, list);
		paths.count = BUNDLE_RIGHTS;
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
