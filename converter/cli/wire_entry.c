/* Places and diagnostics through a pipe: see wire.h. SPDX-License-Identifier: MIT */
#include "cli/wire.h"

#include <string.h>

#include "base/template.h"

void wire_place(struct wire *wire, const struct place *place, uint32_t source)
{
	wire_number(wire, source);
	wire_number(wire, place->line);
	wire_number(wire, place->column);
	wire_number(wire, place->offset);
}

struct place frame_place(struct frame_reader *reader, uint32_t sources)
{
	struct place place = {0};

	place.source = (uint32_t)frame_number(reader, sources);
	place.line = (uint32_t)frame_number(reader, UINT32_MAX);
	place.column = (uint32_t)frame_number(reader, UINT32_MAX);
	place.offset = frame_number(reader, UINT64_MAX);
	return place;
}

void wire_entry(struct wire *wire, const struct diag_entry *entry, uint32_t source)
{
	size_t count = 0;

	while (entry->values[count] != NULL)
		count++;
	wire_number(wire, entry->code);
	wire_number(wire, entry->severity);
	wire_place(wire, &entry->place, source);
	wire_text(wire, entry->path);
	wire_text(wire, entry->line);
	wire_number(wire, entry->line_at);
	wire_number(wire, count);
	for (size_t i = 0; i < count; i++)
		wire_text(wire, entry->values[i]);
}

bool frame_entry(struct frame_reader *reader, struct diag_entry *entry, const char *values[WIRE_VALUES],
    uint32_t sources)
{
	size_t count;

	*entry = (struct diag_entry){.values = values};
	entry->code = (enum diag_code)frame_number(reader, DIAG_CODES - 1);
	entry->severity = (enum diag_severity)frame_number(reader, DIAG_SEVERITIES - 1);
	entry->place = frame_place(reader, sources);
	entry->path = frame_text(reader);
	entry->line = frame_raw(reader);   /* shown safely by whoever prints it */
	entry->line_at = (uint32_t)frame_number(reader, entry->line != NULL ? strlen(entry->line) : UINT32_MAX);
	count = (size_t)frame_number(reader, WIRE_VALUES - 1);
	for (size_t i = 0; i < count; i++)
		values[i] = frame_string(reader);
	values[count] = NULL;
	return !reader->bad && count >= template_values(diag_rows[entry->code].template);
}
