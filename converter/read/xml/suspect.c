/* UTF-8 under another name: see suspect.h. SPDX-License-Identifier: MIT */
#include "read/xml/suspect.h"

/* Bytes that follow a first byte; 4 when no character starts with it. */
static unsigned following(unsigned char lead)
{
	if (lead < 0x80)
		return 0;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 1;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 2;
	return lead >= 0xF0 && lead <= 0xF4 ? 3 : 4;
}

void suspect_feed(struct suspect *suspect, const char *data, size_t size)
{
	for (size_t i = 0; i < size && !suspect->broken; i++) {
		const unsigned char byte = (unsigned char)data[i];

		if (suspect->open == 0) {
			suspect->open = following(byte);
			suspect->broken = suspect->open > 3;
		} else if ((byte & 0xC0) == 0x80) {
			suspect->found += --suspect->open == 0;
		} else {
			suspect->broken = true;
		}
	}
}
