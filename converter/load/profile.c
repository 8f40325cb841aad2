/* The strict reader of profiles: see profile.h. SPDX-License-Identifier: MIT */
#include "load/profile.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "model/account.h"

/* What a person wrote has a few wrong keys, if any; guessing is not for more. */
enum { GUESSES_MOST = 50, MEMBERS_MOST = 200 };

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct buf path;       /* of what is read now */
	regex_t typed;         /* plain words that a YAML reader takes for something else than a string */
	unsigned guesses;      /* made at keys that are no fields */
	bool good;
};

/* Null, truth values, numbers of both YAML versions (and with the commas of some readers), dates. */
#define TYPED "^(|~|null|Null|NULL|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|" \
	"on|On|ON|off|Off|OFF|[-+]?[0-9][0-9_,]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?\\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|" \
	"[-+]?0[xX][0-9a-fA-F_]+|[-+]?0o?[0-7_]+|[-+]?0b[01_]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)|" \
	"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|" \
	"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?|=|<<)$"

static void report(struct reading *reading, enum diag_code code, const struct place *place,
    const char *const *values)
{
	reading->good = false;
	diag_add(reading->diag, code, place, reading->path.length > 0 ? buf_text(&reading->path) : NULL,
	    values);
}

static size_t enter(struct reading *reading, const char *key, size_t index)
{
	const size_t length = reading->path.length;

	if (key != NULL)
		buf_printf(&reading->path, "/%s", key);
	else
		buf_printf(&reading->path, "/%zu", index);
	return length;
}

/* What is read now, in words: "city", "item 2 of locations", "the profile". */
static const char *here(const struct reading *reading)
{
	const char *path = buf_text(&reading->path), *slash = strrchr(path, '/');
	const char *list;

	if (slash == NULL)
		return "the profile";
	if (!ascii_digit(slash[1]))
		return slash + 1;
	for (list = slash; list > path && list[-1] != '/';)
		list--;
	return arena_printf(reading->arena, "item %zu of %.*s", (size_t)strtoul(slash + 1, NULL, 10) + 1,
	    (int)(slash - list), list);
}

/* What the patterns of the field table ask for, in words. */
static const struct { const char *pattern, *words; } forms[] = {
	{"^[A-Z]{2}$", "two capital letters, such as KR"},
	{"^[0-9]{1,20}$", "1 to 20 digits"},
	{"^[0-9]{4}-[0-9]{2}$", "a year and a month, such as 2017-03"},
	{"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$", "a language tag, such as ko-KR"},
	{"^[hH][tT][tT][pP][sS]?://[^ ]+$", "an address that starts with http:// or https:// and has no blanks"},
};

const char *profile_form(const struct field *field)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i].pattern, field->pattern) == 0)
			return forms[i].words;
	return field->pattern;
}

static bool matches(const char *pattern, const char *text)
{
	regex_t compiled;
	bool match;

	if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		mem_exhausted();
	match = regexec(&compiled, text, 0, NULL, 0) == 0;
	regfree(&compiled);
	return match;
}

static void check_text(struct reading *reading, const struct field *field, const struct yaml *node)
{
	struct buf list = {0};

	if (field->pattern != NULL && !matches(field->pattern, node->text))
		report(reading, DIAG_R143, &node->place,
		    DIAG_VALUES(here(reading), node->text, profile_form(field)));
	for (const char *const *value = field->values; value != NULL && *value != NULL; value++) {
		if (strcmp(*value, node->text) == 0) {
			buf_free(&list);
			return;
		}
		buf_printf(&list, "%s%s", list.length > 0 ? " or " : "", *value);
	}
	if (field->values != NULL)
		report(reading, DIAG_R144, &node->place, DIAG_VALUES(here(reading), node->text, buf_text(&list)));
	buf_free(&list);
}

/* A longer one is no number, date or word. */
enum { TYPED_MOST = 100 };

static bool is_typed(const struct reading *reading, const struct yaml *node)
{
	return !node->quoted && node->length <= TYPED_MOST &&
	       regexec(&reading->typed, node->text, 0, NULL, 0) == 0;
}

static bool is_null(const struct yaml *node)
{
	return !node->quoted && (node->length == 0 || strcmp(node->text, "~") == 0 ||
	    ascii_same(node->text, "null"));
}

static bool read_text(struct reading *reading, const struct field *field, const struct yaml *node,
    struct text *text)
{
	struct value *value;

	if (node->kind != YAML_SCALAR) {
		report(reading, DIAG_R141, &node->place, DIAG_VALUES(here(reading), "a text"));
		return false;
	}
	if (is_null(node)) {
		report(reading, DIAG_R141, &node->place,
		    DIAG_VALUES(here(reading), "a text; leave the field out if there is none"));
		return false;
	}
	if (is_typed(reading, node)) {
		report(reading, DIAG_R145, &node->place, DIAG_VALUES(here(reading), node->text));
		return false;
	}
	check_text(reading, field, node);
	value = ARENA_NEW(reading->arena, struct value);
	value->text = node->text;
	value->length = node->length;
	value->place = node->place;
	value->name = arena_copy(reading->arena, buf_text(&reading->path), reading->path.length);
	*text = (struct text){.data = node->text, .length = node->length, .value = value};
	return true;
}

static size_t count_items(struct reading *reading, const struct yaml *node)
{
	size_t count = 0;

	if (node->kind != YAML_LIST) {
		report(reading, DIAG_R141, &node->place, DIAG_VALUES(here(reading), "a list"));
		return 0;
	}
	for (const struct yaml *item = node->first; item != NULL; item = item->next)
		count++;
	return count;
}

static void read_texts(struct reading *reading, const struct field *field, const struct yaml *node,
    struct texts *texts)
{
	const size_t count = count_items(reading, node);
	size_t index = 0;

	texts->items = arena_alloc(reading->arena, mem_product(count + 1, sizeof *texts->items));
	if (count == 0)
		return;
	for (const struct yaml *item = node->first; item != NULL; item = item->next) {
		const size_t length = enter(reading, NULL, index++);

		if (read_text(reading, field, item, &texts->items[texts->count]))
			texts->count++;
		buf_cut(&reading->path, length);
	}
}

static void read_object(struct reading *reading, const struct field *fields, const struct yaml *node,
    char *to);

static void read_objects(struct reading *reading, const struct field *field, const struct yaml *node,
    char *member)
{
	struct { char *items; size_t count; } list;
	const size_t count = count_items(reading, node);

	list.items = arena_alloc(reading->arena, mem_product(count + 1, field->size));
	list.count = 0;
	if (count > 0)
		for (const struct yaml *item = node->first; item != NULL; item = item->next) {
			const size_t length = enter(reading, NULL, list.count);

			read_object(reading, field->children, item, list.items + list.count * field->size);
			list.count++;
			buf_cut(&reading->path, length);
		}
	memcpy(member, &list, sizeof list);
}

static void read_field(struct reading *reading, const struct field *field, const struct yaml *node, char *to)
{
	char *member = to + field->offset;

	switch (field->kind) {
	case FIELD_TEXT:
		read_text(reading, field, node, (struct text *)(void *)member);
		break;
	case FIELD_TEXTS:
		read_texts(reading, field, node, (struct texts *)(void *)member);
		break;
	case FIELD_OBJECT:
		read_object(reading, field->children, node, member);
		break;
	case FIELD_OBJECTS:
		read_objects(reading, field, node, member);
		break;
	}
}

static bool is_missing(const struct field *field, const struct yaml *node)
{
	return (field->required || field->kind != FIELD_TEXT) && yaml_member(node, field->key) == NULL;
}

static bool is_small(const struct yaml *node)
{
	size_t count = 0;

	for (const struct yaml *member = node->first; member != NULL && count <= MEMBERS_MOST;
	    member = member->next)
		count++;
	return count <= MEMBERS_MOST;
}

/* The only field that is missing is probably the one that was meant. */
static void hint_missing(struct buf *hint, const struct field *fields, const struct yaml *node)
{
	const char *missing = NULL;

	for (const struct field *field = fields; field->key != NULL; field++)
		if (is_missing(field, node)) {
			if (missing != NULL)
				return;
			missing = field->key;
		}
	if (missing != NULL)
		buf_printf(hint, " (did you mean \"%s\"?)", missing);
}

static const struct field *field_named(const struct field *fields, const char *key)
{
	for (; fields->key != NULL; fields++)
		if (strcmp(fields->key, key) == 0)
			return fields;
	return NULL;
}

/* Which field a key that is none may have been meant for, as a hint. */
static void hint_meant(struct buf *hint, const struct field *fields, const struct yaml *node, const char *key)
{
	const char *names[64];
	size_t count = 0;

	for (const struct field *field = fields; field->key != NULL && count < 63; field++)
		names[count++] = field->key;
	names[count] = NULL;
	nearest_hint(hint, key, names);
	if (hint->length == 0 && is_small(node))
		hint_missing(hint, fields, node);
}

/* A field that is missing because its name is misspelt is told with that. */
static bool is_misspelt(const struct field *fields, const struct yaml *node, const char *missing)
{
	struct buf hint = {0}, quoted = {0};
	bool found = false;

	buf_printf(&quoted, "\"%s\"", missing);
	for (const struct yaml *member = is_small(node) ? node->first : NULL; member != NULL && !found;
	    member = member->next) {
		if (field_named(fields, member->key) != NULL)
			continue;
		buf_clear(&hint);
		hint_meant(&hint, fields, node, member->key);
		found = strstr(buf_text(&hint), buf_text(&quoted)) != NULL;
	}
	buf_free(&hint);
	buf_free(&quoted);
	return found;
}

static void read_member(struct reading *reading, const struct field *fields, const struct yaml *node,
    const struct yaml *member, char *to)
{
	const struct field *field = field_named(fields, member->key);
	struct buf hint = {0};
	size_t length;

	if (field == NULL) {
		if (reading->guesses++ < GUESSES_MOST)
			hint_meant(&hint, fields, node, member->key);
		report(reading, DIAG_R140, &member->key_place,
		    DIAG_VALUES(member->key, here(reading), buf_text(&hint)));
		buf_free(&hint);
		return;
	}
	length = enter(reading, member->key, 0);
	read_field(reading, field, member, to);
	buf_cut(&reading->path, length);
}

static void read_object(struct reading *reading, const struct field *fields, const struct yaml *node,
    char *to)
{
	if (node->kind != YAML_MAP) {
		report(reading, DIAG_R141, &node->place, DIAG_VALUES(here(reading), "a map of fields"));
		return;
	}
	for (const struct field *field = fields; field->key != NULL; field++)
		if (is_missing(field, node) && !is_misspelt(fields, node, field->key))
			report(reading, DIAG_R142, &node->place, DIAG_VALUES(here(reading), field->key));
	for (const struct yaml *member = node->first; member != NULL; member = member->next)
		read_member(reading, fields, node, member, to);
}

/* Rules name the edition and country of every profile that they are given. */
static void fill_names(struct profile *profile)
{
	struct text *const names[] = {&profile->format, &profile->edition, &profile->country};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i]->data == NULL)
			names[i]->data = "";
}

bool profile_load(const struct yaml *root, struct profile *profile, struct arena *arena,
    struct diag *diag)
{
	struct reading reading = {.arena = arena, .diag = diag, .good = true};

	if (regcomp(&reading.typed, TYPED, REG_EXTENDED | REG_NOSUB) != 0)
		mem_exhausted();
	read_object(&reading, profile_fields, root, (char *)profile);
	fill_names(profile);
	regfree(&reading.typed);
	buf_free(&reading.path);
	return reading.good;
}
