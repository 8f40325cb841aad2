/* The strict reader of plans: see plan.h. SPDX-License-Identifier: MIT */
#include "load/plan.h"

#include <inttypes.h>
#include <string.h>

#include "base/map.h"
#include "base/nearest.h"
#include "base/utf8.h"

struct loading {
	struct arena *arena;
	struct diag *diag;
	bool good;
};

enum { NAMES_MOST = 16 };

static void report(struct loading *loading, enum diag_code code, const struct place *place,
    const char *const *values)
{
	loading->good = diag_add(loading->diag, code, place, NULL, values);
}

/* Every key of the map is one of `names` (ends with NULL). */
static void check_keys(struct loading *loading, const struct yaml *map, const char *const *names,
    const char *what)
{
	for (const struct yaml *member = map->first; member != NULL; member = member->next) {
		struct buf hint = {0};
		size_t i = 0;

		while (names[i] != NULL && strcmp(names[i], member->key) != 0)
			i++;
		if (names[i] != NULL)
			continue;
		nearest_hint(&hint, member->key, names);
		report(loading, DIAG_R180, &member->key_place, DIAG_VALUES(member->key, what, buf_text(&hint)));
		buf_free(&hint);
	}
}

static bool is_map(struct loading *loading, const struct yaml *node, const char *what)
{
	if (node->kind == YAML_MAP)
		return true;
	report(loading, DIAG_R181, &node->place, DIAG_VALUES(what, "a map of fields"));
	return false;
}

/* A text that has to be there; "" after a diagnostic. */
static const char *text_of(struct loading *loading, const struct yaml *map, const char *key,
    const char *what)
{
	const struct yaml *member = yaml_member(map, key);
	const char *text = yaml_string(map, key);

	if (member == NULL)
		report(loading, DIAG_R182, &map->place, DIAG_VALUES(what, key));
	else if (text == NULL || *text == '\0')
		report(loading, DIAG_R181, &member->place, DIAG_VALUES(key, "a text"));
	return text != NULL ? text : "";
}

static bool include_of(struct loading *loading, const struct yaml *map, const char *what)
{
	static const struct { const char *word; bool truth; } words[] = {
		{"yes", true}, {"no", false}, {"true", true}, {"false", false},
	};
	const struct yaml *member = yaml_member(map, "include");

	if (member == NULL) {
		report(loading, DIAG_R182, &map->place, DIAG_VALUES(what, "include"));
		return false;
	}
	for (size_t i = 0; member->kind == YAML_SCALAR && i < sizeof words / sizeof *words; i++)
		if (ascii_same(words[i].word, member->text))
			return words[i].truth;
	report(loading, DIAG_R181, &member->place, DIAG_VALUES("include", "yes or no"));
	return false;
}

static struct plan_entry *load_list(struct loading *loading, const struct yaml *holder,
    enum plan_kind kind);

static void load_lists(struct loading *loading, const struct yaml *node, struct plan_entry *entry)
{
	const struct plan_kind_row *row = &plan_kinds[entry->kind];
	const char *names[NAMES_MOST] = {row->key, "include"};
	size_t count = 2;

	for (size_t kind = 0; kind < PLAN_KINDS; kind++)
		if ((row->holds & 1U << kind) != 0)
			names[count++] = plan_kinds[kind].list;
	check_keys(loading, node, names, row->word);
	for (size_t kind = 0; kind < PLAN_KINDS; kind++)
		if ((row->holds & 1U << kind) != 0)
			entry->lists[kind] = load_list(loading, node, (enum plan_kind)kind);
}

/* NULL after a diagnostic. */
static struct plan_entry *load_entry(struct loading *loading, const struct yaml *node,
    enum plan_kind kind, struct map *seen)
{
	const struct plan_kind_row *row = &plan_kinds[kind];
	struct plan_entry *entry, *first;

	if (!is_map(loading, node, arena_printf(loading->arena, "each of %s", row->list)))
		return NULL;
	entry = ARENA_NEW(loading->arena, struct plan_entry);
	entry->kind = kind;
	entry->place = node->place;
	entry->id = text_of(loading, node, row->key, row->word);
	entry->include = include_of(loading, node, row->word);
	first = map_add(seen, entry->id, strlen(entry->id), entry);
	if (first != NULL && *entry->id != '\0')
		report(loading, DIAG_R183, &node->place, DIAG_VALUES(row->word, entry->id,
		    arena_printf(loading->arena, "%" PRIu32, first->place.line)));
	load_lists(loading, node, entry);
	return entry;
}

static struct plan_entry *load_list(struct loading *loading, const struct yaml *holder,
    enum plan_kind kind)
{
	const struct yaml *list = yaml_member(holder, plan_kinds[kind].list);
	struct plan_entry *first = NULL, **end = &first;
	struct map seen = {0};

	if (list == NULL)
		return NULL;
	if (list->kind != YAML_LIST && !(list->kind == YAML_SCALAR && yaml_string(holder, list->key) == NULL)) {
		report(loading, DIAG_R181, &list->place, DIAG_VALUES(plan_kinds[kind].list, "a list"));
		return NULL;
	}
	for (const struct yaml *item = list->first; item != NULL; item = item->next) {
		*end = load_entry(loading, item, kind, &seen);
		if (*end != NULL)
			end = &(*end)->next;
	}
	map_free(&seen);
	return first;
}

static void load_source(struct loading *loading, const struct yaml *root, struct plan *plan)
{
	static const char *const names[] = {"file", "sha256", NULL};
	const struct yaml *source = yaml_member(root, "source"), *sha256;

	if (source == NULL) {
		report(loading, DIAG_R182, &root->place, DIAG_VALUES("plan", "source"));
		return;
	}
	if (!is_map(loading, source, "source"))
		return;
	check_keys(loading, source, names, "source");
	plan->file = yaml_string(source, "file");
	plan->sha256 = text_of(loading, source, "sha256", "source");
	sha256 = yaml_member(source, "sha256");
	plan->sha256_place = sha256 != NULL ? sha256->place : source->place;
}

struct plan *plan_load(const struct yaml *root, struct arena *arena, struct diag *diag)
{
	static const char *const names[] = {"format", "edition", "source", "accounts", NULL};
	struct loading loading = {.arena = arena, .diag = diag, .good = true};
	struct plan *plan = ARENA_NEW(arena, struct plan);
	const struct yaml *edition;

	if (!is_map(&loading, root, "a plan"))
		return NULL;
	if (yaml_string(root, "format") == NULL || strcmp(yaml_string(root, "format"), PLAN_FORMAT) != 0) {
		report(&loading, DIAG_R181, &root->place, DIAG_VALUES("format", PLAN_FORMAT));
		return NULL;
	}
	check_keys(&loading, root, names, "head");
	plan->edition = text_of(&loading, root, "edition", "plan");
	edition = yaml_member(root, "edition");
	plan->edition_place = edition != NULL ? edition->place : root->place;
	load_source(&loading, root, plan);
	if (yaml_member(root, "accounts") == NULL)
		report(&loading, DIAG_R182, &root->place, DIAG_VALUES("plan", "accounts"));
	plan->accounts = load_list(&loading, root, PLAN_ACCOUNT);
	return loading.good ? plan : NULL;
}
