/* Characters of several bytes by tables: see multibyte.h. SPDX-License-Identifier: MIT */
#include "base/multibyte.h"

#include <stdbool.h>

static bool in_range(const struct multibyte *set, const unsigned char *bytes, uint32_t *code)
{
	const uint32_t number = multibyte_number(bytes);
	size_t low = 0, high = set->range_count;

	if (bytes[2] < 0x81 || bytes[2] > 0xFE || bytes[3] < 0x30 || bytes[3] > 0x39)
		return false;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		const struct multibyte_range *range = &set->ranges[middle];

		if (number < range->from) {
			high = middle;
		} else if (number - range->from >= range->count) {
			low = middle + 1;
		} else {
			*code = range->code + (number - range->from);
			return true;
		}
	}
	return false;
}

enum multibyte_result multibyte_next(const struct multibyte *set, const char *data, size_t size,
    uint32_t *code, size_t *length)
{
	const unsigned char *bytes = (const unsigned char *)data;
	const uint16_t single = set->single[bytes[0]];
	uint16_t pair;

	*code = single;
	*length = 1;
	if (single != MULTIBYTE_LEAD)
		return single == MULTIBYTE_NONE ? MULTIBYTE_BAD : MULTIBYTE_GOOD;
	if (size < 2)
		return MULTIBYTE_CUT;
	pair = set->pairs[bytes[0] - 0x80][bytes[1]];
	*code = pair;
	*length = 2;
	if (pair == 0)
		return MULTIBYTE_BAD;
	if (pair == MULTIBYTE_FOUR) {
		*length = 4;
		if (size < 4)
			return MULTIBYTE_CUT;
		return in_range(set, bytes, code) ? MULTIBYTE_GOOD : MULTIBYTE_BAD;
	}
	if (pair >= MULTIBYTE_EXTRA && pair < MULTIBYTE_EXTRA + MULTIBYTE_EXTRAS)
		*code = set->extra[pair - MULTIBYTE_EXTRA];
	return MULTIBYTE_GOOD;
}
