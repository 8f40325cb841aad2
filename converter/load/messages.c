/* The languages of messages: see messages.h. SPDX-License-Identifier: MIT */
#include "load/messages.h"

#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/template.h"
#include "load/baked.h"

enum {
	VALUES = 6,      /* places of a phrase */
	NESTED = 3       /* phrases in phrases */
};

/* English that values consist of, with places, and what it is in the language. */
struct phrase {
	const char *english, *said;
	bool counted;                  /* "{0} words": about a number, and not about whatever ends in " words" */
	struct phrase *next;
};

struct messages {
	struct language language;      /* first: the hook gets its address */
	struct phrase *phrases, **last;
};

/* ---- phrases ---- */

struct fit {
	struct buf values[VALUES];
	size_t count;
};

static void fit_free(struct fit *fit)
{
	for (size_t i = 0; i < VALUES; i++)
		buf_free(&fit->values[i]);
	fit->count = 0;
}

/* Whether the text is the English with something for each {n}; places stand in their order there. */
static bool fits(struct fit *fit, const struct phrase *phrase, const char *text, const char *end)
{
	const char *english = phrase->english, *stop = english + strlen(english);
	struct template_place place;
	size_t length;

	fit->count = 0;
	while (template_next(english, stop, &place) && fit->count < VALUES) {
		const char *behind = place.start + place.length, *mark = strchr(behind, '{'), *next;

		length = (size_t)(place.start - english);
		if ((size_t)(end - text) < length || memcmp(text, english, length) != 0)
			return false;
		text += length;
		length = (size_t)((mark != NULL ? mark : stop) - behind);
		if ((size_t)(end - text) < length)
			return false;
		next = mark == NULL ? end - length : memmem(text, (size_t)(end - text), behind, length);
		if (next == NULL || (mark != NULL && length == 0))
			return false;
		buf_clear(&fit->values[fit->count]);
		buf_add(&fit->values[fit->count++], text, (size_t)(next - text));
		text = next;
		english = behind;
	}
	length = (size_t)(stop - english);
	return (size_t)(end - text) == length && memcmp(text, english, length) == 0;
}

/* A value, or what stands in a place of it. */
struct part {
	const char *text, *end;
	bool list;             /* may be a list of names */
	int depth;             /* of phrases around it */
};

static bool put_all(struct buf *to, const struct messages *m, struct part part);

/* What a phrase begins with is known: a number, or a name or words that have a phrase themselves. */
static bool is_apt(const struct messages *m, const struct phrase *phrase, const struct fit *fit, const struct part *part)
{
	const char *first = fit->count > 0 ? buf_text(&fit->values[0]) : "";
	struct buf said = {0};
	bool known = *phrase->english != '{' || first[strspn(first, "0123456789.,-")] == '\0';

	if (!known && !phrase->counted)
		known = put_all(&said, m, (struct part){first, first + strlen(first), part->list, part->depth + 1});
	buf_free(&said);
	return known;
}

static void put_phrase(struct buf *to, const struct messages *m, const struct phrase *phrase,
    const struct fit *fit, const struct part *part)
{
	const char *text = phrase->said, *end = text + strlen(text);
	struct template_place place;

	for (; template_next(text, end, &place); text = place.start + place.length) {
		const struct buf *value = &fit->values[place.index < VALUES ? place.index : 0];
		const char *from = buf_text(value);

		buf_add(to, text, (size_t)(place.start - text));
		if (!put_all(to, m, (struct part){from, from + value->length, part->list, part->depth + 1}))
			buf_adds(to, from);
	}
	buf_adds(to, text);
}

/* The whole of it as one phrase. */
static bool put_one(struct buf *to, const struct messages *m, const struct part *part)
{
	struct fit fit = {.count = 0};
	bool found = false;

	for (const struct phrase *p = m->phrases; p != NULL && !found; p = p->next) {
		found = fits(&fit, p, part->text, part->end) && is_apt(m, p, &fit, part);
		if (found)
			put_phrase(to, m, p, &fit, part);
	}
	fit_free(&fit);
	return found;
}

/* What parts a list; the first one in the text. NULL: none. */
static const char *next_comma(const struct part *part, const char **comma)
{
	static const char *const commas[] = {", ", ", then ", " or ", " and "};
	const char *first = NULL;

	for (size_t i = 0; i < (part->list ? sizeof commas / sizeof *commas : 1); i++) {
		const char *at = memmem(part->text, (size_t)(part->end - part->text), commas[i], strlen(commas[i]));

		if (at != NULL && (first == NULL || at <= first)) {
			first = at;
			*comma = commas[i];
		}
	}
	return first;
}

static bool put_name(struct buf *to, const struct part *part)
{
	const size_t length = (size_t)(part->end - part->text);

	if (!part->list || memchr(part->text, ' ', length) != NULL)
		return false;
	buf_add(to, part->text, length);
	return true;
}

/* One phrase, or several between commas. False: it is anything else; nothing was added. */
static bool put_all(struct buf *to, const struct messages *m, struct part part)
{
	const size_t before = to->length;
	const char *end = part.end, *at, *comma;

	if (part.text == part.end || part.depth >= NESTED)
		return false;
	while (!put_one(to, m, &part) && !put_name(to, &part)) {
		at = next_comma(&part, &comma);
		part.end = at;
		if (at == NULL || !(put_one(to, m, &part) || put_name(to, &part))) {
			buf_cut(to, before);
			return false;
		}
		language_say(to, &m->language, comma, NULL);
		part.text = at + strlen(comma);
		part.end = end;
	}
	return true;
}

static void put_value(const struct language *language, struct buf *to, const char *value, bool list)
{
	const struct messages *m = (const struct messages *)(const void *)language;

	if (!put_all(to, m, (struct part){value, value + strlen(value), list, 0}))
		buf_adds(to, value);
}

/* ---- reading ---- */

static struct phrase *add_phrase(struct messages *m, const char *english, const char *said, struct arena *arena)
{
	struct phrase *phrase = ARENA_NEW(arena, struct phrase);

	if (english == NULL || said == NULL)
		return phrase;
	phrase->english = english;
	phrase->said = said;
	*m->last = phrase;
	m->last = &phrase->next;
	return phrase;
}

static struct language_sentences *row_of(struct messages *m, const char *code)
{
	const struct diag_row *row = diag_find(code);

	return row != NULL ? &m->language.rows[row - diag_rows] : NULL;
}

static void counts(struct phrase *phrase)
{
	phrase->counted = phrase->english != NULL && *phrase->english == '{';
}

/* What the sheet says already: "diag-R201", "advice-R201", "phrase-value-1". */
static void add_sheet(struct messages *m, const struct yaml *words, const char *name, struct arena *arena)
{
	for (const struct yaml *word = words->first; word != NULL; word = word->next) {
		const char *dash = strchr(word->key, '-'), *said = yaml_string(word, name);
		struct language_sentences *row = dash != NULL ? row_of(m, dash + 1) : NULL;

		if (strncmp(word->key, "phrase-", 7) == 0)
			counts(add_phrase(m, yaml_string(word, "en"), said, arena));
		else if (row != NULL && strncmp(word->key, "diag-", 5) == 0)
			row->message = said;
		else if (row != NULL && strncmp(word->key, "advice-", 7) == 0)
			row->advice = said;
	}
}

static void add_own(struct messages *m, const struct yaml *root, struct arena *arena)
{
	const struct yaml *messages = yaml_member(root, "messages"), *phrases = yaml_member(root, "phrases");
	const struct yaml *said = yaml_member(root, "said");

	for (const struct yaml *y = messages != NULL ? messages->first : NULL; y != NULL; y = y->next) {
		struct language_sentences *row = row_of(m, y->key);
		const char *message = yaml_string(y, "message"), *advice = yaml_string(y, "advice");

		if (row == NULL)
			continue;
		row->message = message != NULL ? message : row->message;
		row->advice = advice != NULL ? advice : row->advice;
		row->meaning = yaml_string(y, "meaning");
	}
	for (const struct yaml *y = phrases != NULL ? phrases->first : NULL; y != NULL; y = y->next)
		add_phrase(m, y->key, y->text, arena);
	for (const struct yaml *y = said != NULL ? said->first : NULL; y != NULL; y = y->next)
		map_add(&m->language.said, y->key, strlen(y->key), (void *)(uintptr_t)y->text);
}

const struct language *messages_read(const char *name, struct arena *arena)
{
	const struct embedded *sheet = embedded_find("sheet/words.yaml"), *file;
	const struct yaml *words;
	struct messages *m;
	struct diag *diag;
	char path[64];

	if (name == NULL)
		return NULL;
	snprintf(path, sizeof path, "messages/%s.yaml", name);
	file = embedded_find(path);
	if (file == NULL)
		return NULL;
	m = ARENA_NEW(arena, struct messages);
	m->last = &m->phrases;
	m->language.value = put_value;
	/* The program's own data, which the build has read: nothing can be wrong with it. */
	diag = diag_open();
	words = sheet != NULL ? yaml_read((const char *)sheet->data, sheet->size, 0, arena, diag) : NULL;
	diag_close(diag);
	if (words != NULL)
		add_sheet(m, words, name, arena);
	add_own(m, baked_read(file, 0, arena), arena);
	return &m->language;
}

void messages_free(const struct language *language)
{
	if (language != NULL)
		map_free((struct map *)(uintptr_t)&language->said);
}
