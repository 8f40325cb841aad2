/* A document written as YAML and as JSON says the same, and is read back. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_SAME_H
#define PINPORT_TESTS_SAME_H

#include <string.h>

#include "emit/emit.h"
#include "load/yaml.h"
#include "replay.h"

enum { SAME_MOST = 64 << 20 };

static inline bool same_scalar(const struct yaml *a, const struct yaml *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static inline bool same_tree(const struct yaml *a, const struct yaml *b)
{
	if (a->kind != b->kind || (a->key == NULL) != (b->key == NULL) ||
	    (a->key != NULL && strcmp(a->key, b->key) != 0))
		return false;
	if (a->kind == YAML_SCALAR)
		return same_scalar(a, b);
	for (a = a->first, b = b->first; a != NULL && b != NULL; a = a->next, b = b->next)
		if (!same_tree(a, b))
			return false;
	return a == NULL && b == NULL;
}

static inline const struct yaml *same_read(const struct buf *text, struct arena *arena, struct diag *diag)
{
	const struct yaml_options options = {.most = SAME_MOST, .arena = arena, .diag = diag};
	const struct yaml *root = yaml_read_one(buf_text(text), text->length, &options);

	FUZZ_MUST(root != NULL);
	return root;
}

/* `write` writes the document, once in each format; `read` may look at the trees. */
struct same_document {
	void (*write)(void *to, struct writer *writer);
	void (*read)(void *to, const struct yaml *root, struct arena *arena, struct diag *diag);
	void *to;
};

static inline void same_check(const struct same_document *document)
{
	const struct yaml *first = NULL;
	struct arena arena = {0};
	struct diag *diag = diag_open();

	for (size_t i = 0; formats[i].name != NULL; i++) {
		struct buf text = {0};
		struct writer *writer = formats[i].open(&text, WRITE_FILE);
		const struct yaml *root;

		document->write(document->to, writer);
		write_close(writer);
		root = same_read(&text, &arena, diag);
		FUZZ_MUST(first == NULL || same_tree(first, root));
		first = first != NULL ? first : root;
		if (document->read != NULL)
			document->read(document->to, root, &arena, diag);
		buf_free(&text);
	}
	FUZZ_MUST(diag_count(diag, DIAG_ERROR) == 0);
	diag_close(diag);
	arena_free(&arena);
}

#endif
