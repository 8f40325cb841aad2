/* A marketing profile, field by field as the table says. SPDX-License-Identifier: MIT */
#include "emit/emit.h"

#include <assert.h>
#include <string.h>

#include "model/profile.h"

static void write_fields(struct writer *w, const struct field *fields, const void *base);

static void write_text_field(struct writer *w, const struct field *field, const void *at)
{
	const struct text *text = at;

	assert(text->data != NULL || !field->required);
	if (text->data == NULL)
		return;
	write_key(w, field->key);
	write_string(w, text->data, text->length);
}

static void write_texts_field(struct writer *w, const struct field *field, const void *at)
{
	const struct texts *texts = at;

	write_key(w, field->key);
	write_list(w);
	for (size_t i = 0; i < texts->count; i++)
		write_string(w, texts->items[i].data, texts->items[i].length);
	write_end(w);
}

static void write_object_field(struct writer *w, const struct field *field, const void *at)
{
	write_key(w, field->key);
	write_fields(w, field->children, at);
}

static void write_objects_field(struct writer *w, const struct field *field, const void *at)
{
	/* What every list of objects begins with; copied, for their types differ. */
	struct { const char *items; size_t count; } list;

	memcpy(&list, at, sizeof list);
	write_key(w, field->key);
	write_list(w);
	for (size_t i = 0; i < list.count; i++)
		write_fields(w, field->children, list.items + i * field->size);
	write_end(w);
}

static void write_fields(struct writer *w, const struct field *fields, const void *base)
{
	static void (*const kinds[])(struct writer *, const struct field *, const void *) = {
		[FIELD_TEXT] = write_text_field,
		[FIELD_TEXTS] = write_texts_field,
		[FIELD_OBJECT] = write_object_field,
		[FIELD_OBJECTS] = write_objects_field,
	};

	write_map(w);
	for (const struct field *field = fields; field->key != NULL; field++)
		kinds[field->kind](w, field, (const char *)base + field->offset);
	write_end(w);
}

void emit_profile(struct writer *w, const struct profile *profile)
{
	write_fields(w, profile_fields, profile);
}
