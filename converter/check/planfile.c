/* Plans in files: see planfile.h. SPDX-License-Identifier: MIT */
#include "check/planfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/input.h"
#include "load/plan.h"

enum { PLAN_MOST = 64 << 20, HEAD = 65536 };

/* ---- files ---- */

/* A line such as: format: pinport/plan/1. Comments may stand before it. */
static bool says_plan(const char *head)
{
	static const char kind[] = "pinport/plan/";

	for (const char *at = head; (at = strstr(at, kind)) != NULL; at += sizeof kind - 1) {
		const char *start = at, *key;

		while (start > head && start[-1] != '\n')
			start--;
		key = strstr(start, "format");
		if (key != NULL && key < at && memchr(start, '#', (size_t)(at - start)) == NULL)
			return true;
	}
	return false;
}

/* The beginning of a regular file, NUL-terminated; "" when it cannot be read. */
static char *read_head(const char *path)
{
	char *head = mem_resize(NULL, HEAD + 1);   /* not cleared: most inputs are smaller */
	const char *what;
	uint64_t size;
	int fd = strcmp(path, "-") != 0 ? input_open_regular(AT_FDCWD, path, &size, &what) : -1;
	ssize_t got = fd >= 0 ? input_pread_all(fd, head, HEAD, 0) : -1;

	head[got > 0 ? got : 0] = '\0';
	if (fd >= 0)
		close(fd);
	return head;
}

bool planfile_is(const char *path)
{
	char *head = read_head(path);
	const bool is = says_plan(head);

	mem_free(head);
	return is;
}

bool planfile_is_export(const char *path)
{
	char *head = read_head(path);
	const bool is = strncmp(head, "PK\3\4", 4) == 0 || *head == '<' || strncmp(head, "\xEF\xBB\xBF<", 4) == 0;

	mem_free(head);
	return is;
}

struct plan *planfile_read(const char *path, struct arena *arena, struct diag *diag, char sha256[HASH_TEXT])
{
	struct yaml_options options = {.most = PLAN_MOST, .arena = arena, .diag = diag};
	const int fd = file_open(AT_FDCWD, path);
	struct plan *plan = NULL;
	struct yaml *root;
	struct buf bytes = {0};

	if (fd < 0 || !file_read_all(fd, &bytes, PLAN_MOST)) {
		diag_add(diag, DIAG_I302, NULL, NULL, DIAG_VALUES(path, strerror(errno)));
	} else {
		options.source = diag_source(diag, path);
		hash_bytes(buf_text(&bytes), bytes.length, sha256);
		root = yaml_read_one(buf_text(&bytes), bytes.length, &options);
		plan = root != NULL ? plan_load(root, arena, diag) : NULL;
	}
	if (fd >= 0)
		file_close(fd);
	buf_free(&bytes);
	return plan;
}

/* ---- trees ---- */

static struct yaml *node(struct arena *arena, const char *key, enum yaml_kind kind)
{
	struct yaml *made = ARENA_NEW(arena, struct yaml);

	made->kind = kind;
	made->key = key;
	return made;
}

static struct yaml *text(struct arena *arena, const char *key, const char *words)
{
	struct yaml *made = node(arena, key, YAML_SCALAR);

	made->text = arena_string(arena, words);
	made->length = strlen(words);
	made->quoted = true;
	return made;
}

struct yaml *planfile_head(const struct plan *plan, struct arena *arena)
{
	struct yaml *head = node(arena, NULL, YAML_MAP);

	head->first = text(arena, "edition", plan->edition);
	head->first->next = node(arena, "source", YAML_MAP);
	head->first->next->first = text(arena, "sha256", plan->sha256);
	return head;
}

static struct yaml *list_of(struct arena *arena, const struct plan_entry *first, enum plan_kind kind);

static struct yaml *entry_of(struct arena *arena, const struct plan_entry *entry)
{
	const struct plan_kind_row *row = &plan_kinds[entry->kind];
	struct yaml *map, *last;

	if (row->holds == 0)
		return text(arena, NULL, entry->id);
	map = node(arena, NULL, YAML_MAP);
	map->first = last = text(arena, row->key, entry->id);
	for (enum plan_kind kind = 0; kind < PLAN_KINDS; kind++)
		if ((row->holds & 1U << kind) != 0)
			last = last->next = list_of(arena, entry->lists[kind], kind);
	return map;
}

/* The first of the included, by name, that comes behind `last`. Countries are few. */
static const struct plan_entry *by_name(const struct plan_entry *entry, const struct plan_entry *last)
{
	const struct plan_entry *found = NULL;

	for (; entry != NULL; entry = entry->next)
		if (entry->include && (last == NULL || strcmp(entry->id, last->id) > 0) &&
		    (found == NULL || strcmp(entry->id, found->id) < 0))
			found = entry;
	return found;
}

static const struct plan_entry *in_order(const struct plan_entry *first, const struct plan_entry *last)
{
	const struct plan_entry *entry = last == NULL ? first : last->next;

	while (entry != NULL && !entry->include)
		entry = entry->next;
	return entry;
}

static struct yaml *list_of(struct arena *arena, const struct plan_entry *first, enum plan_kind kind)
{
	const struct plan_entry *(*const next)(const struct plan_entry *, const struct plan_entry *) =
	    kind == PLAN_PROFILE ? by_name : in_order;
	struct yaml *list = node(arena, plan_kinds[kind].list, YAML_LIST), **end = &list->first;

	for (const struct plan_entry *entry = next(first, NULL); entry != NULL; entry = next(first, entry)) {
		*end = entry_of(arena, entry);
		end = &(*end)->next;
	}
	return list;
}

struct yaml *planfile_choices(const struct plan_entry *account, struct arena *arena)
{
	struct yaml *choices;

	if (!account->include)
		return NULL;
	choices = node(arena, NULL, YAML_MAP);
	choices->first = list_of(arena, account->lists[PLAN_PROFILE], PLAN_PROFILE);
	return choices;
}
