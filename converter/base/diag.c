/* The collector of diagnostics: see diag.h. SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { VALUE_SHOWN = 200 };

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
	uint64_t order;
	int exit;
	bool strict;
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

uint32_t diag_source(struct diag *diag, const char *name)
{
	struct buf shown = {0};

	utf8_show(&shown, name, strlen(name), 0);
	diag->sources = mem_resize(diag->sources,
	    mem_product(diag->source_count + 1, sizeof *diag->sources));
	diag->sources[diag->source_count++] = mem_copy(buf_text(&shown), shown.length);
	buf_free(&shown);
	assert(diag->source_count < UINT32_MAX);
	return (uint32_t)diag->source_count;
}

const char *diag_source_name(const struct diag *diag, uint32_t source)
{
	return source > 0 && source <= diag->source_count ? diag->sources[source - 1] : "";
}

static const char *const *copy_values(struct arena *arena, const char *const *values)
{
	struct buf shown = {0};
	const char **copy;
	size_t count = 0;

	while (values != NULL && values[count] != NULL)
		count++;
	copy = arena_alloc(arena, mem_product(count + 1, sizeof *copy));
	for (size_t i = 0; i < count; i++) {
		buf_clear(&shown);
		utf8_show(&shown, values[i], strlen(values[i]), VALUE_SHOWN);
		copy[i] = arena_copy(arena, buf_text(&shown), shown.length);
	}
	buf_free(&shown);
	return copy;
}

bool diag_add(struct diag *diag, enum diag_code code, const struct place *place,
    const char *path, const char *const *values)
{
	const struct diag_row *row = &diag_rows[code];
	struct diag_entry *entry;
	bool raised = diag->strict && row->severity == DIAG_WARNING;
	int status = raised ? 1 : row->exit;

	if (diag->count == diag->room) {
		diag->room = diag->room == 0 ? 16 : diag->room * 2;
		diag->entries = mem_resize(diag->entries,
		    mem_product(diag->room, sizeof *diag->entries));
	}
	entry = &diag->entries[diag->count++];
	*entry = (struct diag_entry){
		.code = code,
		.severity = raised ? DIAG_ERROR : row->severity,
		.path = path != NULL ? arena_string(&diag->arena, path) : NULL,
		.values = copy_values(&diag->arena, values),
		.order = diag->order++,
	};
	if (place != NULL)
		entry->place = *place;
	diag->counts[entry->severity]++;
	diag_raise_exit(diag, status);
	return false;
}

size_t diag_count(const struct diag *diag, enum diag_severity severity)
{
	return diag->counts[severity];
}

size_t diag_mark(const struct diag *diag)
{
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

void diag_flush(struct diag *diag, const struct diag_printer *printer)
{
	if (diag->count > 1)
		qsort(diag->entries, diag->count, sizeof *diag->entries, compare_entries);
	for (size_t i = 0; printer != NULL && i < diag->count; i++) {
		const struct diag_entry *entry = &diag->entries[i];

		if (i == 0 || !same_entry(entry - 1, entry))
			printer->entry(printer->to, entry,
			    diag_source_name(diag, entry->place.source));
	}
	diag->count = 0;
	arena_reset(&diag->arena);
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

void diag_message(struct buf *to, const struct diag_entry *entry)
{
	size_t count = 0;

	while (entry->values[count] != NULL)
		count++;
	for (const char *p = diag_rows[entry->code].template; *p != '\0'; p++) {
		if (p[0] == '{' && ascii_digit(p[1]) && p[2] == '}') {
			size_t index = (size_t)(p[1] - '0');

			assert(index < count);
			buf_adds(to, index < count ? entry->values[index] : "");
			p += 2;
		} else {
			buf_addc(to, *p);
		}
	}
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

void diag_print_text(void *to, const struct diag_entry *entry, const char *source)
{
	static const char *const colours[DIAG_SEVERITIES] = {"36", "35", "31"};
	const struct diag_text *text = to;
	struct buf line = {0};

	if (text->quiet && entry->severity < DIAG_ERROR)
		return;
	buf_adds(&line, *source != '\0' ? source : "pinport");
	if (entry->place.line > 0)
		buf_printf(&line, ":%" PRIu32 ":%" PRIu32, entry->place.line, entry->place.column);
	buf_adds(&line, ": ");
	if (text->colour)
		buf_printf(&line, "\x1b[1;%sm", colours[entry->severity]);
	buf_printf(&line, "%s:", diag_severity_name(entry->severity));
	if (text->colour)
		buf_adds(&line, "\x1b[0m");
	buf_addc(&line, ' ');
	diag_message(&line, entry);
	buf_printf(&line, " [%s]\n", diag_rows[entry->code].code);
	if (entry->path != NULL)
		buf_printf(&line, "    at %s\n", entry->path);
	fwrite(buf_text(&line), 1, line.length, text->file);
	buf_free(&line);
}
