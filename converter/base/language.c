/* Sentences in another language than English: see language.h. SPDX-License-Identifier: MIT */
#include "base/language.h"

#include <string.h>

#include "base/template.h"

/* NULL: there are fewer. */
static const char *value_at(const char *const *values, size_t index)
{
	while (values != NULL && *values != NULL && index > 0) {
		values++;
		index--;
	}
	return values != NULL ? *values : NULL;
}

/* What stands in quotation marks is the user's own. */
static bool is_quoted(const char *text, const char *at)
{
	return (at > text && at[-1] == '"') || (at - text >= 3 && memcmp(at - 3, "\xE2\x80\x9C", 3) == 0);
}

static void put_value(struct buf *to, const struct language *language, const char *value, bool list, bool quoted)
{
	if (quoted)
		diag_quoted(to, value);
	else if (language != NULL && language->value != NULL)
		language->value(language, to, value, list);
	else
		buf_adds(to, value);
}

static void fill(struct buf *to, const struct language *language, const char *text, const char *const *values,
    bool list)
{
	const char *start = text, *end = text + strlen(text);
	struct template_place place;

	for (; template_next(text, end, &place); text = place.start + place.length) {
		const char *value = value_at(values, place.index);
		const bool more = value == NULL || strcmp(value, "1") != 0;

		buf_add(to, text, (size_t)(place.start - text));
		if (place.words[more] != NULL)
			buf_add(to, place.words[more], place.lengths[more]);
		else if (value != NULL)
			put_value(to, language, value, list, is_quoted(start, place.start));
	}
	buf_adds(to, text);
}

/* Of the schema and of profiles: their values are no paths, in which " or " is somebody's word. */
static bool names_elements(enum diag_code code)
{
	return *diag_rows[code].code == 'V' || strncmp(diag_rows[code].code, "R14", 3) == 0;
}

void language_say(struct buf *to, const struct language *language, const char *english, const char *const *values)
{
	const char *said = language != NULL ? map_find(&language->said, english, strlen(english)) : NULL;

	fill(to, language, said != NULL ? said : english, values, false);
}

void language_message(struct buf *to, const struct language *language, const struct diag_entry *entry)
{
	const char *text = language != NULL ? language->rows[entry->code].message : NULL;

	if (text != NULL)
		fill(to, language, text, entry->values, names_elements(entry->code));
	else
		diag_message(to, entry);
}

void language_advice(struct buf *to, const struct language *language, enum diag_code code, const char *const *values)
{
	const char *text = language != NULL ? language->rows[code].advice : NULL;

	if (text != NULL)
		fill(to, language, text, values, names_elements(code));
	else
		diag_advice(to, code, values);
}

const char *language_template(const struct language *language, enum diag_code code)
{
	const char *text = language != NULL ? language->rows[code].message : NULL;

	return text != NULL ? text : diag_rows[code].template;
}

const char *language_meaning(const struct language *language, enum diag_code code)
{
	const char *text = language != NULL ? language->rows[code].meaning : NULL;

	return text != NULL ? text : diag_rows[code].meaning;
}
