/* The strict reader of profiles: see profile.h. SPDX-License-Identifier: MIT */
#include "load/profile.h"

#include <regex.h>
#include <string.h>

#include "base/buf.h"
#include "base/nearest.h"
#include "model/account.h"

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct buf path;       /* of what is read now */
	regex_t typed;         /* plain words that a YAML reader takes for something else than a string */
	bool good;
};

/* Null, truth values, numbers of both YAML versions, dates. */
#define TYPED "^(|~|null|Null|NULL|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|" \
	"on|On|ON|off|Off|OFF|[-+]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?\\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|" \
	"0[xX][0-9a-fA-F_]+|0o?[0-7_]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)|" \
	"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|=|<<)$"

static void report(struct reading *reading, enum diag_code code, const struct place *place,
    const char *const *values)
{
	reading->good = false;
	diag_add(reading->diag, code, place, buf_text(&reading->path), values);
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

static const char *last_step(const struct reading *reading)
{
	const char *slash = strrchr(buf_text(&reading->path), '/');

	return slash != NULL ? slash + 1 : "the profile";
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
		    DIAG_VALUES(last_step(reading), node->text, field->description));
	if (field->values == NULL)
		return;
	for (const char *const *value = field->values; *value != NULL; value++) {
		if (strcmp(*value, node->text) == 0) {
			buf_free(&list);
			return;
		}
		buf_printf(&list, "%s%s", list.length > 0 ? " or " : "", *value);
	}
	report(reading, DIAG_R144, &node->place, DIAG_VALUES(last_step(reading), node->text, buf_text(&list)));
	buf_free(&list);
}

static bool read_text(struct reading *reading, const struct field *field, const struct yaml *node,
    struct text *text)
{
	struct value *value;

	if (node->kind != YAML_SCALAR) {
		report(reading, DIAG_R141, &node->place, DIAG_VALUES(last_step(reading), "a text"));
		return false;
	}
	if (!node->quoted && regexec(&reading->typed, node->text, 0, NULL, 0) == 0) {
		report(reading, DIAG_R145, &node->place, DIAG_VALUES(last_step(reading), node->text));
		return false;
	}
	check_text(reading, field, node);
	value = ARENA_NEW(reading->arena, struct value);
	value->text = node->text;
	value->length = node->length;
	value->place = node->place;
	*text = (struct text){.data = node->text, .length = node->length, .value = value};
	return true;
}

static size_t count_items(struct reading *reading, const struct yaml *node)
{
	size_t count = 0;

	if (node->kind != YAML_LIST) {
		report(reading, DIAG_R141, &node->place, DIAG_VALUES(last_step(reading), "a list"));
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

static void report_unknown(struct reading *reading, const struct field *fields, const struct yaml *member)
{
	const char *names[64];
	struct buf hint = {0};
	size_t count = 0;

	for (const struct field *field = fields; field->key != NULL && count < 63; field++)
		names[count++] = field->key;
	names[count] = NULL;
	nearest_hint(&hint, member->key, names);
	report(reading, DIAG_R140, &member->key_place,
	    DIAG_VALUES(member->key, last_step(reading), buf_text(&hint)));
	buf_free(&hint);
}

static void read_object(struct reading *reading, const struct field *fields, const struct yaml *node,
    char *to)
{
	size_t length;

	if (node->kind != YAML_MAP) {
		report(reading, DIAG_R141, &node->place, DIAG_VALUES(last_step(reading), "a map of fields"));
		return;
	}
	for (const struct field *field = fields; field->key != NULL; field++)
		if (yaml_member(node, field->key) == NULL && (field->required || field->kind != FIELD_TEXT))
			report(reading, DIAG_R142, &node->place, DIAG_VALUES(last_step(reading), field->key));
	for (const struct yaml *member = node->first; member != NULL; member = member->next) {
		const struct field *field = fields;

		while (field->key != NULL && strcmp(field->key, member->key) != 0)
			field++;
		if (field->key == NULL) {
			report_unknown(reading, fields, member);
			continue;
		}
		length = enter(reading, member->key, 0);
		read_field(reading, field, member, to);
		buf_cut(&reading->path, length);
	}
}

bool profile_load(const struct yaml *root, struct profile *profile, struct arena *arena,
    struct diag *diag)
{
	struct reading reading = {.arena = arena, .diag = diag, .good = true};

	if (regcomp(&reading.typed, TYPED, REG_EXTENDED | REG_NOSUB) != 0)
		mem_exhausted();
	read_object(&reading, profile_fields, root, (char *)profile);
	regfree(&reading.typed);
	buf_free(&reading.path);
	return reading.good;
}
