/* Where every leaf went. The texts of a profile know their leaves, so that most
 * of the ledger is read off the finished profile by its field table.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "shape/shaper.h"

void ledger_add(struct shaper *s, struct value *value, const struct target *target)
{
	if (s->options->ledger && value != NULL)
		value_target(value, s->arena, target);
}

void ledger_finish(struct shaper *s)
{
	for (struct value *leaf = s->account->leaves; leaf != NULL; leaf = leaf->next)
		if (leaf->targets != NULL && leaf->targets->next != NULL)
			value_targets_turn(leaf);
}

void ledger_map(struct shaper *s, struct value *value, const char *file, const char *pointer)
{
	ledger_add(s, value, &(struct target){.fate = FATE_MAPPED, .file = file, .pointer = pointer});
}

void ledger_claim(struct shaper *s, struct value *value, enum fate fate, const char *pointer,
    const char *what)
{
	struct claim *claim;

	if (!s->options->ledger)
		return;
	claim = ARENA_NEW(s->arena, struct claim);
	*claim = (struct claim){value, fate, pointer, what, NULL};
	*s->claims_end = claim;
	s->claims_end = &claim->next;
}

static void add_index(struct buf *to, size_t index)
{
	buf_addc(to, '/');
	buf_number(to, index);
}

const char *pointer_item(struct shaper *s, const char *list, size_t index)
{
	struct buf pointer = {0};
	const char *copy;

	if (!s->options->ledger)
		return "";
	buf_adds(&pointer, list);
	add_index(&pointer, index);
	copy = arena_copy(s->arena, buf_text(&pointer), pointer.length);
	buf_free(&pointer);
	return copy;
}

/* A walk over a profile along its field table. */
struct walk {
	struct shaper *s;
	const char *file;
	struct buf pointer;
};

static const void *member(const void *base, const struct field *field)
{
	return (const char *)base + field->offset;
}

static void walk_text(struct walk *walk, const struct text *text)
{
	struct target target = {.fate = FATE_MAPPED, .file = walk->file};

	if (text->data == NULL || text->value == NULL)
		return;
	target.pointer = arena_copy(walk->s->arena, buf_text(&walk->pointer), walk->pointer.length);
	if (text->change != NULL) {
		target.fate = FATE_CHANGED;
		target.what = text->change->what;
	}
	/* The profile borrows its leaves as const; the ledger is what may be written in them. */
	ledger_add(walk->s, (struct value *)text->value, &target);
}

static void walk_fields(struct walk *walk, const struct field *fields, const void *base);

static void walk_objects(struct walk *walk, const struct field *field, const void *base)
{
	/* Every list of objects is a pointer to its items, then their number: see model/profile.h. */
	const char *items;
	size_t count, length = walk->pointer.length;

	memcpy(&items, member(base, field), sizeof items);
	memcpy(&count, (const char *)member(base, field) + sizeof items, sizeof count);
	for (size_t i = 0; i < count; i++) {
		add_index(&walk->pointer, i);
		walk_fields(walk, field->children, items + i * field->size);
		buf_cut(&walk->pointer, length);
	}
}

static void walk_texts(struct walk *walk, const struct texts *texts)
{
	size_t length = walk->pointer.length;

	for (size_t i = 0; i < texts->count; i++) {
		if (texts->items[i].value == NULL)
			continue;
		add_index(&walk->pointer, i);
		walk_text(walk, &texts->items[i]);
		buf_cut(&walk->pointer, length);
	}
}

static void walk_fields(struct walk *walk, const struct field *fields, const void *base)
{
	size_t length = walk->pointer.length;

	for (const struct field *field = fields; field->key != NULL; field++) {
		buf_addc(&walk->pointer, '/');
		buf_adds(&walk->pointer, field->key);
		if (field->kind == FIELD_TEXT)
			walk_text(walk, member(base, field));
		else if (field->kind == FIELD_TEXTS)
			walk_texts(walk, member(base, field));
		else if (field->kind == FIELD_OBJECT)
			walk_fields(walk, field->children, member(base, field));
		else
			walk_objects(walk, field, base);
		buf_cut(&walk->pointer, length);
	}
}

void ledger_profile(struct shaper *s, const struct shaped_profile *shaped)
{
	struct walk walk = {.s = s};

	if (!s->options->ledger)
		return;
	walk.file = arena_printf(s->arena, "%s/marketing-profile", shaped->directory);
	walk_fields(&walk, profile_fields, &shaped->profile);
	buf_free(&walk.pointer);
	for (const struct claim *claim = s->claims; claim != NULL; claim = claim->next)
		ledger_add(s, claim->value, &(struct target){
			.fate = claim->fate, .file = walk.file, .pointer = claim->pointer, .what = claim->what,
		});
}

/* What names the export and the account stands in bundle.yaml. */
void ledger_account(struct shaper *s)
{
	const struct account *account = s->account;
	const struct export_root *root = account->root;

	if (root != NULL) {
		ledger_map(s, root->version, "bundle", "/source/version");
		ledger_map(s, root->exportedAt, "bundle", "/source/exportedAt");
		ledger_map(s, root->generator, "bundle", "/source/generator");
	}
	ledger_map(s, account->id, "bundle", "/account/id");
	ledger_map(s, account->mpnId, "bundle", "/account/mpnId");
	ledger_map(s, account->cspEnrolled, "bundle", "/account/cspEnrolled");
	ledger_map(s, account->legalName, "bundle", "/account/legalName");
}
