/* pinport schema: what is embedded. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/embedded.h"
#include "base/nearest.h"
#include "cli/command.h"

bool schema_is(const struct embedded *file)
{
	return strncmp(file->name, "sheet/", 6) != 0 && strcmp(file->name, "examples.tsv") != 0;
}

static void refuse(struct session *session, const char *name)
{
	const char *names[256];
	struct buf hint = {0};
	size_t count = 0;

	for (const struct embedded *file = embedded_files; file->name != NULL && count < 255; file++)
		if (schema_is(file))
			names[count++] = file->name;
	names[count] = NULL;
	for (size_t i = 0; i < count && hint.length == 0; i++)
		if (strncmp(names[i], name, strlen(name)) == 0)
			buf_printf(&hint, " (did you mean \"%s\"?)", names[i]);
	if (hint.length == 0)
		nearest_hint(&hint, name, names);
	diag_add(session->diag, DIAG_U207, NULL, NULL, DIAG_VALUES("schema", name, buf_text(&hint)));
	buf_free(&hint);
}

void run_schema(struct session *session)
{
	const struct strings *words = &session->options.words;

	if (words->count > 1) {
		diag_add(session->diag, DIAG_U206, NULL, NULL, DIAG_VALUES("schema", words->items[1]));
		return;
	}
	if (words->count == 0) {
		for (const struct embedded *file = embedded_files; file->name != NULL; file++)
			if (schema_is(file))
				printf("%s\n", file->name);
		return;
	}
	for (const struct embedded *file = embedded_files; file->name != NULL; file++)
		if (schema_is(file) && strcmp(file->name, words->items[0]) == 0) {
			fwrite(file->data, 1, file->size, stdout);
			return;
		}
	refuse(session, words->items[0]);
}
