/* Texts of the source as the form takes them: one line, or plain text with its
 * paragraphs, with a record of what was changed. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "base/wide.h"
#include "shape/shaper.h"

struct text constant_text(const char *data)
{
	return (struct text){.data = data, .length = strlen(data)};
}

struct text required_text(struct text text)
{
	return text.data != NULL ? text : constant_text("");
}

static const struct { unsigned flag; const char *words; } flag_words[] = {
	{CHANGE_MARKUP, "markup became plain text"},
	{CHANGE_SPACE, "white space was tidied"},
	{CHANGE_NFC, "letters and their marks were composed"},
	{CHANGE_CHARACTERS, "characters were repaired"},
	{CHANGE_MATCHED, "the published value was put in its place"},
	{CHANGE_JOINED, "it stands with other languages in one text"},
	{CHANGE_SHORTENED, "it was shortened"},
};

struct change *change_of(struct shaper *s, const struct value *value, unsigned flags, const char *lost)
{
	struct change *change = ARENA_NEW(s->arena, struct change);

	change->flags = flags;
	change->source = value->text;
	buf_clear(&s->scratch);
	for (size_t i = 0; i < sizeof flag_words / sizeof *flag_words; i++)
		if (flags & flag_words[i].flag) {
			buf_adds(&s->scratch, s->scratch.length > 0 ? "; " : "");
			buf_adds(&s->scratch, flag_words[i].words);
		}
	if (lost != NULL)
		buf_printf(&s->scratch, "%sleft out: %s", s->scratch.length > 0 ? "; " : "", lost);
	change->what = arena_copy(s->arena, buf_text(&s->scratch), s->scratch.length);
	return change;
}

/* Bytes that are not clean ASCII, and the first of two blanks. A NUL may stand behind them. */
static inline wide not_plain(const char *at)
{
	const wide bytes = wide_load(at), next = wide_load(at + 1);

	return (wide)((wide_signed)bytes < ' ') | (wide)(bytes == 0x7F) | ((wide)(bytes == ' ') & (wide)(next == ' '));
}

/* Most texts are clean ASCII: nothing to do, nothing to copy. */
static bool clean_line(const struct value *value)
{
	const char *text = value->text;
	size_t i = 0;

	if (text[0] == ' ' || text[value->length - 1] == ' ')
		return false;
	for (; value->length - i >= WIDE; i += WIDE)
		if (wide_any(not_plain(text + i)))
			return false;
	if (i > 0 && i < value->length)
		return !wide_any(not_plain(text + value->length - WIDE));   /* some once more */
	for (; i < value->length; i++)
		if (text[i] < ' ' || text[i] > '~' || (text[i] == ' ' && text[i + 1] == ' '))
			return false;
	return true;
}

struct text line_text(struct shaper *s, struct value *value)
{
	struct text text = {0};

	if (value == NULL || value->length == 0)
		return text;
	text.value = value;
	if (clean_line(value)) {
		text.data = value->text;
		text.length = value->length;
		return text;
	}
	text_from_plain(&s->made, value->text, value->length, true);
	if (s->made.text.length == 0)
		return (struct text){0};
	text.length = s->made.text.length;
	if (s->made.flags == 0) {
		text.data = value->text;
		return text;
	}
	text.data = arena_copy(s->arena, buf_text(&s->made.text), text.length);
	text.change = change_of(s, value, s->made.flags,
	    s->made.lost.length > 0 ? buf_text(&s->made.lost) : NULL);
	return text;
}

struct plain *plain_of(struct shaper *s, struct marked_text *marked, struct value *language)
{
	struct plain *plain = ARENA_NEW(s->arena, struct plain);
	struct value *value = marked->text;
	struct text_made *made = &s->made;

	if (strcmp(value_text(marked->format), "html") == 0)
		text_from_html(made, value->text, value->length);
	else
		text_from_plain(made, value->text, value->length, false);
	plain->flags = made->flags;
	plain->text.value = value;
	plain->text.language = language;
	plain->text.length = made->text.length;
	plain->text.data = made->flags == 0 ? value->text
	                                    : arena_copy(s->arena, buf_text(&made->text), made->text.length);
	if (made->lost.length > 0)
		plain->lost = arena_copy(s->arena, buf_text(&made->lost), made->lost.length);
	if (s->last_plain != NULL)
		s->last_plain->next = &plain->text;
	else
		s->shaped->plain_texts = &plain->text;
	s->last_plain = &plain->text;
	return plain;
}

void overview_texts(struct shaper *s)
{
	const struct nodes *overviews = &s->account->company->overviews;

	s->overviews = arena_alloc(s->arena, mem_product(overviews->count, sizeof *s->overviews));
	NODES_EACH(struct overview, overview, overviews)
		if (overview->text != NULL && overview->text->text != NULL) {
			struct plain *plain = plain_of(s, overview->text, overview->language);

			plain->units = utf8_count_utf16(plain->text.data, plain->text.length);
			s->overviews[overview->node.index - 1] = plain;
		}
}

/* Once for each text, however many profiles use it. */
void tell_lost(struct shaper *s, struct plain *plain)
{
	if (plain->lost != NULL && !plain->lost_told)
		shape_tell(s, DIAG_R317, plain->text.value, DIAG_VALUES(plain->lost));
	plain->lost_told = true;
}

static struct text whole_text(struct shaper *s, struct plain *plain, const struct value *language)
{
	struct text text = {0};

	if (plain == NULL || plain->text.length == 0)
		return text;
	tell_lost(s, plain);
	text.data = plain->text.data;
	text.length = plain->text.length;
	text.language = value_text(language);
	text.value = plain->text.value;
	if (plain->flags != 0)
		text.change = change_of(s, plain->text.value, plain->flags, plain->lost);
	return text;
}

void wording_make(struct shaper *s, struct wording *wording)
{
	struct localization *localization = wording->localization;

	if (wording->made)
		return;
	wording->made = true;
	wording->name = line_text(s, localization->name);
	wording->name.language = value_text(localization->language);
	wording->shortDescription = line_text(s, localization->shortDescription);
	wording->description = whole_text(s, wording->plain, localization->language);
	wording->url = line_text(s, localization->url);
}
