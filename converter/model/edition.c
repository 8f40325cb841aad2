/* Looking things up in the catalogue of editions: see edition.h. SPDX-License-Identifier: MIT */
#include "model/edition.h"

#include <string.h>

const struct edition *catalogue_edition(const struct catalogue *catalogue, const char *id)
{
	if (id == NULL)
		id = catalogue->default_id;
	if (strcmp(id, "latest") == 0)
		id = catalogue->latest_id;
	for (size_t i = 0; i < catalogue->edition_count; i++)
		if (strcmp(catalogue->editions[i].id, id) == 0)
			return &catalogue->editions[i];
	return NULL;
}

const struct rule *catalogue_rule(const struct catalogue *catalogue, const char *id)
{
	for (size_t i = 0; i < catalogue->rule_count; i++)
		if (strcmp(catalogue->rules[i].id, id) == 0)
			return &catalogue->rules[i];
	return NULL;
}

/* Dates are "2016-11" or "2017-06-06"; a month stands for all of its days, so
 * a comparison of the common length is the right one. */
static int compare_dates(const char *a, const char *b)
{
	size_t length = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return strncmp(a, b, length);
}

const struct rule_row *rule_in_force(const struct rule *rule, const struct edition *edition)
{
	if (rule != NULL && edition->last_handoff == NULL)
		return rule->row_count > 0 ? &rule->rows[rule->row_count - 1] : NULL;
	for (size_t i = 0; rule != NULL && i < rule->row_count; i++) {
		const struct rule_row *row = &rule->rows[i];

		if ((row->first == NULL || compare_dates(row->first, edition->last_handoff) <= 0) &&
		    (row->last == NULL || compare_dates(edition->last_handoff, row->last) <= 0))
			return row;
	}
	return NULL;
}

uint32_t edition_limit(const struct edition *edition, const char *name)
{
	for (size_t i = 0; i < edition->limit_count; i++)
		if (strcmp(edition->limits[i].name, name) == 0)
			return edition->limits[i].number;
	return 0;
}

bool edition_mentions(const struct edition *edition, const char *field)
{
	for (size_t i = 0; i < edition->section_count; i++)
		for (size_t j = 0; j < edition->sections[i].fields.count; j++)
			if (strcmp(edition->sections[i].fields.items[j], field) == 0)
				return true;
	return false;
}
