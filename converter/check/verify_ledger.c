/* The ledger, line by line and leaf by leaf: see verify.h. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check/verify_parts.h"

struct ledger_line {
	const struct yaml *item;
	enum fate state;             /* of the list that it stands in */
	bool seen;
};

static const enum fate states[] = {FATE_MAPPED, FATE_CHANGED, FATE_RECORDED, FATE_DROPPED};

bool verify_tell(struct verifying *v, enum diag_code code, const struct yaml *line, const char *path,
    const char *const *values)
{
	struct place place = {.source = view_source(v->view, v->report_file)};

	return diag_add(v->verify->diag, code, line != NULL ? &line->place : &place, path, values);
}

static void take_line(struct verifying *v, const struct yaml *item, enum fate state)
{
	const char *source = yaml_string(item, "source");
	struct ledger_line *line, *first;
	char number[24];

	v->fates[state]++;
	if (source == NULL) {
		verify_tell(v, DIAG_R168, item, NULL, DIAG_VALUES("names no value of the export"));
		return;
	}
	line = ARENA_NEW(&v->arena, struct ledger_line);
	*line = (struct ledger_line){item, state, false};
	first = map_add(&v->lines, source, strlen(source), line);
	if (first == NULL)
		return;
	snprintf(number, sizeof number, "%" PRIu32, first->item->place.line);
	verify_tell(v, DIAG_R161, item, source, DIAG_VALUES(source, number));
}

static void take_lines(struct verifying *v)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		const struct yaml *list = yaml_member(v->report, fate_name(states[i]));

		if (list == NULL || list->kind != YAML_LIST) {
			verify_tell(v, DIAG_R142, v->report, NULL,
			    DIAG_VALUES("the report", fate_name(states[i])));
			continue;
		}
		for (const struct yaml *item = list->first; item != NULL; item = item->next)
			take_line(v, item, states[i]);
	}
}

/* What a target says of itself. */
static enum fate fate_of(const struct yaml *target)
{
	if (yaml_string(target, "what") != NULL)
		return FATE_CHANGED;
	if (yaml_string(target, "why") == NULL)
		return FATE_MAPPED;
	return yaml_string(target, "at") != NULL ? FATE_RECORDED : FATE_DROPPED;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

static enum fate check_target(struct verifying *v, const struct yaml *target, const char *path,
    const struct value *leaf)
{
	const enum fate fate = fate_of(target);
	const char *at = yaml_string(target, "at");
	struct place_found found;

	if (fate == FATE_DROPPED) {
		if (!is_blank(leaf->text))
			verify_tell(v, DIAG_R168, target, path, DIAG_VALUES("drops a value that is not empty"));
		return fate;
	}
	if (at == NULL)
		verify_tell(v, DIAG_R168, target, path, DIAG_VALUES("names no place"));
	else if (verify_find(v, target, path, at, &found)) {
		if (fate == FATE_MAPPED)
			verify_mapped(v, target, path, leaf, &found);
		else if (fate == FATE_RECORDED)
			verify_recorded(v, target, path, leaf, &found);
	}
	return fate;
}

static void check_line(struct verifying *v, const struct ledger_line *line, const char *path,
    const struct value *leaf)
{
	const struct yaml *targets = yaml_member(line->item, "targets");
	const char *state = yaml_string(line->item, "state");
	enum fate worst = FATE_NONE;

	for (const struct yaml *target = targets != NULL ? targets->first : NULL; target != NULL;
	    target = target->next) {
		const enum fate fate = check_target(v, target, path, leaf);

		worst = fate > worst ? fate : worst;
	}
	if (worst == FATE_NONE)
		verify_tell(v, DIAG_R168, line->item, path, DIAG_VALUES("has no target"));
	else if (state == NULL || strcmp(state, fate_name(line->state)) != 0 || worst != line->state)
		verify_tell(v, DIAG_R168, line->item, path,
		    DIAG_VALUES("has a state that its targets or its list do not have"));
}

static void check_leaves(struct verifying *v)
{
	struct buf path = {0};

	for (const struct value *leaf = v->account->leaves; leaf != NULL; leaf = leaf->next) {
		struct ledger_line *line;

		buf_clear(&path);
		value_path(&path, leaf);
		line = map_find(&v->lines, buf_text(&path), path.length);
		if (line == NULL) {
			verify_tell(v, DIAG_R160, NULL, buf_text(&path), DIAG_VALUES(leaf->text));
			continue;
		}
		line->seen = true;
		check_line(v, line, buf_text(&path), leaf);
	}
	buf_free(&path);
}

static void check_strangers(struct verifying *v)
{
	for (size_t i = 0; i < v->lines.room; i++) {
		const struct map_slot *slot = &v->lines.slots[i];
		const struct ledger_line *line = slot->key != NULL ? slot->value : NULL;

		if (line != NULL && !line->seen)
			verify_tell(v, DIAG_R162, line->item, slot->key, DIAG_VALUES(slot->key));
	}
}

void verify_ledger(struct verifying *v)
{
	take_lines(v);
	check_leaves(v);
	check_strangers(v);
}
