/* The ceilings as a table: see limits.h. SPDX-License-Identifier: MIT */
#include "base/limits.h"

#include <string.h>

#include "base/utf8.h"

const struct limits limits_default = {
#define LIMITS_VALUE(field, name, value, unit, why) .field = (value),
	LIMITS(LIMITS_VALUE)
#undef LIMITS_VALUE
};

const struct limit_row limit_rows[] = {
#define LIMITS_ROW(field, name, value, unit, why) \
	{name, value, unit, why, offsetof(struct limits, field)},
	LIMITS(LIMITS_ROW)
#undef LIMITS_ROW
	{NULL, 0, NULL, NULL, 0},
};

static bool parse_amount(const char *text, uint64_t *amount)
{
	uint64_t n = 0;
	int shift = 0;

	if (!ascii_digit(*text))
		return false;
	for (; ascii_digit(*text); text++) {
		uint64_t digit = (uint64_t)(*text - '0');

		if (n > (UINT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	switch (ascii_lower(*text)) {
	case 'k': shift = 10; text++; break;
	case 'm': shift = 20; text++; break;
	case 'g': shift = 30; text++; break;
	default: break;
	}
	if (*text != '\0' || n > UINT64_MAX >> shift || n == 0)
		return false;
	*amount = n << shift;
	return true;
}

bool limits_set(struct limits *limits, const char *assignment)
{
	const char *equals = strchr(assignment, '=');

	if (equals == NULL)
		return false;
	for (const struct limit_row *row = limit_rows; row->name != NULL; row++)
		if (strlen(row->name) == (size_t)(equals - assignment) &&
		    strncmp(row->name, assignment, (size_t)(equals - assignment)) == 0) {
			uint64_t amount;

			if (!parse_amount(equals + 1, &amount))
				return false;
			memcpy((char *)limits + row->offset, &amount, sizeof amount);
			return true;
		}
	return false;
}
