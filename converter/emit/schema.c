/* The JSON Schema of the marketing profile, printed from its field table. SPDX-License-Identifier: MIT */
#include "emit/emit.h"

#include <string.h>

#include "model/profile.h"

static void write_object(struct writer *w, const struct field *fields);

static void write_strings(struct writer *w, const char *key, const char *const *items)
{
	write_key(w, key);
	write_flow_list(w);
	for (; *items != NULL; items++)
		write_string(w, *items, strlen(*items));
	write_end(w);
}

static void write_restrictions(struct writer *w, const struct field *field)
{
	write_pair(w, "type", "string");
	if (field->values != NULL)
		write_strings(w, "enum", field->values);
	write_pair(w, "pattern", field->pattern);
}

static void write_text_type(struct writer *w, const struct field *field)
{
	write_restrictions(w, field);
}

static void write_texts_type(struct writer *w, const struct field *field)
{
	write_pair(w, "type", "array");
	write_key(w, "items");
	write_flow_map(w);
	write_restrictions(w, field);
	write_end(w);
}

static void write_object_type(struct writer *w, const struct field *field)
{
	write_object(w, field->children);
}

static void write_objects_type(struct writer *w, const struct field *field)
{
	write_pair(w, "type", "array");
	write_key(w, "items");
	write_map(w);
	write_object(w, field->children);
	write_end(w);
}

static void write_property(struct writer *w, const struct field *field)
{
	static void (*const kinds[])(struct writer *, const struct field *) = {
		[FIELD_TEXT] = write_text_type,
		[FIELD_TEXTS] = write_texts_type,
		[FIELD_OBJECT] = write_object_type,
		[FIELD_OBJECTS] = write_objects_type,
	};

	write_key(w, field->key);
	write_map(w);
	write_pair(w, "description", field->description);
	kinds[field->kind](w, field);
	write_end(w);
}

/* What makes a map out of the fields: nothing else in it, lists and objects always there. */
static void write_object(struct writer *w, const struct field *fields)
{
	write_pair(w, "type", "object");
	write_key(w, "required");
	write_flow_list(w);
	for (const struct field *field = fields; field->key != NULL; field++)
		if (field->required || field->kind != FIELD_TEXT)
			write_string(w, field->key, strlen(field->key));
	write_end(w);
	write_key(w, "additionalProperties");
	write_boolean(w, false);
	write_key(w, "properties");
	write_map(w);
	for (const struct field *field = fields; field->key != NULL; field++)
		write_property(w, field);
	write_end(w);
}

void emit_profile_schema(struct buf *to)
{
	struct writer *w = json_writer_open(to, WRITE_FILE);

	write_map(w);
	write_pair(w, "$schema", "https://json-schema.org/draft/2020-12/schema");
	write_pair(w, "$id", "urn:pinport:marketing-profile:1");
	write_pair(w, "title", "Marketing profile for Partner Center, format 1");
	write_pair(w, "description", "Written by pinport from a Pinpoint profile export. "
	    "Lists and objects are always there, optional texts only when they have a value.");
	write_object(w, profile_fields);
	write_end(w);
	write_close(w);
}
