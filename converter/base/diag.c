/* The collector of diagnostics: see diag.h. SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/template.h"
#include "base/utf8.h"

enum {
	VALUE_SHOWN = 200, AS_SHOWN = 0,
	QUOTED_SHOWN = 60, QUOTED_HEAD = 40, QUOTED_TAIL = 16,   /* code points in a message */
	LINE_SHOWN = 100,                                        /* on each side of a place */
	ERRORS_KEPT = 10000, OTHERS_KEPT = 1000                  /* of one code between two marks */
};

const struct diag_row diag_rows[DIAG_CODES] = {
#define DIAG(name, code, severity, effect, exit, template, meaning, advice) \
	[DIAG_##name] = {code, severity, effect, exit, template, meaning, advice},
#include "base/diag_list.h"
#undef DIAG
};

struct diag {
	struct arena arena;            /* of the entries; emptied by a flush */
	struct diag_entry *entries;
	size_t count, room;
	char **sources;
	size_t source_count;
	size_t counts[DIAG_SEVERITIES];
	size_t unjudged;
	uint64_t order;
	int exit;
	bool strict;
	void (*flushed)(void *to);
	void *flushed_to;
	struct tape *tape;             /* NULL: no lines are wanted */
	/* Between two marks, by code: */
	uint32_t kept[DIAG_CODES];
	uint64_t held[DIAG_CODES];
	char *held_text[DIAG_CODES];   /* the number in the entry that tells of them */
};

struct diag *diag_open(void)
{
	return mem_alloc(sizeof(struct diag));
}

void diag_close(struct diag *diag)
{
	if (diag == NULL)
		return;
	for (size_t i = 0; i < diag->source_count; i++)
		mem_free(diag->sources[i]);
	mem_free(diag->sources);
	mem_free(diag->entries);
	arena_free(&diag->arena);
	mem_free(diag);
}

void diag_strict(struct diag *diag, bool strict)
{
	diag->strict = strict;
}

void diag_keep_lines(struct diag *diag, struct tape *tape)
{
	diag->tape = tape;
}

struct tape *diag_tape(const struct diag *diag)
{
	return diag->tape;
}

uint32_t diag_source_again(struct diag *diag, const char *shown)
{
	/* Doubled whenever it is full: its room is the next power of two. */
	if ((diag->source_count & (diag->source_count - 1)) == 0)
		diag->sources = mem_resize(diag->sources,
		    mem_product(2 * diag->source_count + 1, sizeof *diag->sources));
	diag->sources[diag->source_count++] = mem_copy(shown, strlen(shown));
	assert(diag->source_count < UINT32_MAX);
	return (uint32_t)diag->source_count;
}

uint32_t diag_source(struct diag *diag, const char *name)
{
	struct buf shown = {0};
	uint32_t source;

	utf8_show(&shown, name, strlen(name), 0);
	source = diag_source_again(diag, buf_text(&shown));
	buf_free(&shown);
	return source;
}

uint32_t diag_source_count(const struct diag *diag)
{
	return (uint32_t)diag->source_count;
}

const char *diag_source_name(const struct diag *diag, uint32_t source)
{
	return source > 0 && source <= diag->source_count ? diag->sources[source - 1] : "";
}

/* `most` is VALUE_SHOWN, or AS_SHOWN for values that were copied once already. */
static const char *const *copy_values(struct arena *arena, const char *const *values, size_t most)
{
	struct buf shown = {0};
	const char **copy;
	size_t count = 0;

	while (values != NULL && values[count] != NULL)
		count++;
	copy = arena_alloc(arena, mem_product(count + 1, sizeof *copy));
	for (size_t i = 0; i < count; i++) {
		buf_clear(&shown);
		if (most == AS_SHOWN)
			buf_adds(&shown, values[i]);
		else
			utf8_show(&shown, values[i], strlen(values[i]), most);
		copy[i] = arena_copy(arena, buf_text(&shown), shown.length);
	}
	buf_free(&shown);
	return copy;
}

static struct diag_entry *new_entry(struct diag *diag, enum diag_code code, enum diag_severity severity)
{
	struct diag_entry *entry;

	if (diag->count == diag->room) {
		diag->room = diag->room == 0 ? 16 : diag->room * 2;
		diag->entries = mem_resize(diag->entries,
		    mem_product(diag->room, sizeof *diag->entries));
	}
	entry = &diag->entries[diag->count++];
	*entry = (struct diag_entry){.code = code, .severity = severity, .order = diag->order++};
	return entry;
}

static void count_entry(struct diag *diag, enum diag_code code, enum diag_severity severity)
{
	diag->counts[severity]++;
	diag->unjudged += diag_rows[code].exit >= 3;
	diag_raise_exit(diag, severity == diag_rows[code].severity ? diag_rows[code].exit : 1);
}

enum { NUMBER_ROOM = 24 };

/* True when there are enough of this code; one entry tells how many more there were. */
static bool hold_back(struct diag *diag, enum diag_code code, enum diag_severity severity,
    const struct place *place)
{
	const char **values;
	struct diag_entry *entry;

	if (diag->kept[code] < (severity == DIAG_ERROR ? ERRORS_KEPT : OTHERS_KEPT)) {
		diag->kept[code]++;
		return false;
	}
	if (diag->held[code]++ == 0) {
		values = arena_alloc(&diag->arena, 3 * sizeof *values);
		diag->held_text[code] = arena_alloc(&diag->arena, NUMBER_ROOM);
		values[0] = diag_rows[code].code;
		values[1] = diag->held_text[code];
		entry = new_entry(diag, DIAG_R170, severity);
		entry->place = (struct place){.source = place != NULL ? place->source : 0, .offset = UINT64_MAX};
		entry->values = values;
	}
	snprintf(diag->held_text[code], NUMBER_ROOM, "%" PRIu64, diag->held[code]);
	return true;
}

static void count_anew(struct diag *diag)
{
	memset(diag->kept, 0, sizeof diag->kept);
	memset(diag->held, 0, sizeof diag->held);
}

/* Bytes of the next or, from the end, the last `count` code points. */
static size_t head_bytes(const char *text, size_t size, size_t count)
{
	size_t at = 0;

	for (size_t used; count > 0 && at < size; count--, at += used)
		utf8_next(text + at, size - at, &used);
	return at;
}

static size_t tail_bytes(const char *text, size_t size, size_t count)
{
	size_t at = size;

	for (; count > 0 && at > 0; count--)
		do
			at--;
		while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
	return size - at;
}

static void keep_line(struct diag *diag, struct diag_entry *entry)
{
	struct tape_line line;
	size_t before, after;

	if (diag->tape == NULL || entry->place.line == 0 ||
	    !tape_line(diag->tape, entry->place.source, entry->place.offset, &line))
		return;
	before = tail_bytes(line.text, line.at, LINE_SHOWN);
	after = head_bytes(line.text + line.at, line.length - line.at, LINE_SHOWN);
	entry->line = arena_copy(&diag->arena, line.text + line.at - before, before + after);
	entry->line_at = (uint32_t)before;
}

bool diag_add(struct diag *diag, enum diag_code code, const struct place *place,
    const char *path, const char *const *values)
{
	const bool raised = diag->strict && diag_rows[code].severity == DIAG_WARNING;
	const enum diag_severity severity = raised ? DIAG_ERROR : diag_rows[code].severity;
	struct diag_entry *entry;

	count_entry(diag, code, severity);
	if (hold_back(diag, code, severity, place))
		return false;
	entry = new_entry(diag, code, severity);
	entry->path = path != NULL ? arena_string(&diag->arena, path) : NULL;
	entry->values = copy_values(&diag->arena, values, VALUE_SHOWN);
	if (place != NULL)
		entry->place = *place;
	keep_line(diag, entry);
	return false;
}

bool diag_add_again(struct diag *diag, const struct diag_entry *entry)
{
	struct diag_entry *copy = new_entry(diag, entry->code, entry->severity);

	count_entry(diag, entry->code, entry->severity);
	if (entry->code == DIAG_R170)
		diag->counts[entry->severity] += strtoull(entry->values[1], NULL, 10) - 1;
	copy->path = entry->path != NULL ? arena_string(&diag->arena, entry->path) : NULL;
	copy->values = copy_values(&diag->arena, entry->values, AS_SHOWN);
	copy->place = entry->place;
	if (entry->line != NULL)
		copy->line = arena_string(&diag->arena, entry->line);
	copy->line_at = entry->line_at;
	return false;
}

size_t diag_count(const struct diag *diag, enum diag_severity severity)
{
	return diag->counts[severity];
}

size_t diag_unjudged(const struct diag *diag)
{
	return diag->unjudged;
}

size_t diag_mark(struct diag *diag)
{
	count_anew(diag);
	return diag->count;
}

enum diag_effect diag_worst(const struct diag *diag, size_t mark)
{
	enum diag_effect worst = DIAG_TELL;

	for (size_t i = mark; i < diag->count; i++)
		if (diag_rows[diag->entries[i].code].effect > worst)
			worst = diag_rows[diag->entries[i].code].effect;
	return worst;
}

size_t diag_decisions(const struct diag *diag, size_t mark)
{
	size_t count = 0;

	for (size_t i = mark; i < diag->count; i++)
		count += diag_rows[diag->entries[i].code].effect == DIAG_DECIDE;
	return count;
}

const struct diag_entry *diag_entries(const struct diag *diag, size_t mark, size_t *count)
{
	assert(mark <= diag->count);
	*count = diag->count - mark;
	return *count > 0 ? diag->entries + mark : NULL;
}

static int by_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_entries(const void *left, const void *right)
{
	const struct diag_entry *a = left, *b = right;
	int order = by_number(a->place.source, b->place.source);

	if (order == 0)
		order = by_number(a->place.offset, b->place.offset);
	if (order == 0)
		order = by_number((uint64_t)a->code, (uint64_t)b->code);
	return order != 0 ? order : by_number(a->order, b->order);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_entry(const struct diag_entry *a, const struct diag_entry *b)
{
	if (a->code != b->code || a->place.source != b->place.source ||
	    a->place.offset != b->place.offset || !same_text(a->path, b->path))
		return false;
	for (size_t i = 0;; i++) {
		if (!same_text(a->values[i], b->values[i]))
			return false;
		if (a->values[i] == NULL)
			return true;
	}
}

static void drop_repeats(struct diag *diag)
{
	size_t kept = 0;

	for (size_t i = 0; i < diag->count; i++)
		if (kept == 0 || !same_entry(&diag->entries[kept - 1], &diag->entries[i]))
			diag->entries[kept++] = diag->entries[i];
	diag->count = kept;
}

void diag_flush(struct diag *diag, const struct diag_printer *printer)
{
	if (diag->count > 1)
		qsort(diag->entries, diag->count, sizeof *diag->entries, compare_entries);
	drop_repeats(diag);
	if (printer != NULL && printer->grouped)
		diag_group(diag->entries, diag->count);
	for (size_t i = 0; printer != NULL && i < diag->count; i++) {
		const struct diag_entry *entry = &diag->entries[i];

		if (entry->order != UINT64_MAX)
			printer->entry(printer->to, entry, diag_source_name(diag, entry->place.source));
	}
	diag->count = 0;
	count_anew(diag);
	arena_reset(&diag->arena);
	if (diag->flushed != NULL)
		diag->flushed(diag->flushed_to);
}

void diag_on_flush(struct diag *diag, void (*flushed)(void *to), void *to)
{
	diag->flushed = flushed;
	diag->flushed_to = to;
}

/* By kind first (5 internal, 4 output, 3 unreadable, 2 usage, 1 judged bad): the larger is the worse. */
void diag_raise_exit(struct diag *diag, int status)
{
	if (status > diag->exit)
		diag->exit = status;
}

int diag_exit(const struct diag *diag)
{
	return diag->exit;
}

void diag_quoted(struct buf *to, const char *text)
{
	const size_t size = strlen(text);

	if (utf8_count(text, size) <= QUOTED_SHOWN) {
		buf_add(to, text, size);
		return;
	}
	buf_add(to, text, head_bytes(text, size, QUOTED_HEAD));
	buf_adds(to, "\xE2\x80\xA6");
	buf_adds(to, text + size - tail_bytes(text, size, QUOTED_TAIL));
}

static void add_value(struct buf *to, const struct template_place *place, const char *value, bool quoted)
{
	const bool more = strcmp(value, "1") != 0;

	if (place->words[more] != NULL)
		buf_add(to, place->words[more], place->lengths[more]);
	else if (quoted)
		diag_quoted(to, value);
	else
		buf_adds(to, value);
}

void diag_message(struct buf *to, const struct diag_entry *entry)
{
	const char *text = diag_rows[entry->code].template, *end = text + strlen(text), *next;
	struct template_place place;
	size_t count = 0;

	while (entry->values[count] != NULL)
		count++;
	for (const char *from = text; template_next(from, end, &place); from = next) {
		assert(place.index < count);
		next = place.start + place.length;
		buf_add(to, from, (size_t)(place.start - from));
		add_value(to, &place, place.index < count ? entry->values[place.index] : "",
		    place.start > text && place.start[-1] == '"' && *next == '"');
		text = next;
	}
	buf_adds(to, text);
}

void diag_advice(struct buf *to, enum diag_code code, const char *const *values)
{
	const char *text = diag_rows[code].advice, *end = text + strlen(text);
	struct template_place place;
	size_t count = 0;

	while (values != NULL && values[count] != NULL)
		count++;
	for (; template_next(text, end, &place); text = place.start + place.length) {
		buf_add(to, text, (size_t)(place.start - text));
		add_value(to, &place, place.index < count ? values[place.index] : "", false);
	}
	buf_adds(to, text);
}

void diag_position(struct buf *to, const struct place *place)
{
	if (place->line == 0)
		return;
	buf_addc(to, ':');
	buf_number(to, place->line);
	buf_addc(to, ':');
	buf_number(to, place->column);
}

const char *diag_severity_name(enum diag_severity severity)
{
	static const char *const names[DIAG_SEVERITIES] = {"note", "warning", "error"};

	return names[severity];
}

const struct diag_row *diag_find(const char *code)
{
	for (size_t i = 0; i < DIAG_CODES; i++)
		if (ascii_same(diag_rows[i].code, code))
			return &diag_rows[i];
	return NULL;
}
