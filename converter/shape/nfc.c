/* NFC: see nfc.h. Most text is NFC already, and a look at the table tells so
 * much faster than utf8proc makes it. SPDX-License-Identifier: MIT */
#include "shape/nfc.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/profile.h"

enum { MARKS_MOST = 30 };

struct range { uint32_t first, last; };

/* Characters below U+11000 that are not NFC_Quick_Check=Yes (Unicode 15.0,
 * DerivedNormalizationProps.txt), with what stands between close ones. */
static const struct range not_surely[] = {
	{0x300, 0x345}, {0x374, 0x374}, {0x37E, 0x37E}, {0x387, 0x387}, {0x653, 0x655}, {0x93C, 0x93C},
	{0x958, 0x95F}, {0x9BE, 0x9BE}, {0x9D7, 0x9DF}, {0xA33, 0xA36}, {0xA59, 0xA5E}, {0xB3E, 0xB3E},
	{0xB56, 0xB5D}, {0xBBE, 0xBBE}, {0xBD7, 0xBD7}, {0xC56, 0xC56}, {0xCC2, 0xCC2}, {0xCD5, 0xCD6},
	{0xD3E, 0xD3E}, {0xD57, 0xD57}, {0xDCA, 0xDCF}, {0xDDF, 0xDDF}, {0xF43, 0xF43}, {0xF4D, 0xF5C},
	{0xF69, 0xF69}, {0xF73, 0xF78}, {0xF81, 0xF81}, {0xF93, 0xF93}, {0xF9D, 0xFAC}, {0xFB9, 0xFB9},
	{0x102E, 0x102E}, {0x1161, 0x1175}, {0x11A8, 0x11C2}, {0x1B35, 0x1B35}, {0x1F71, 0x1F7D},
	{0x1FBB, 0x1FBE}, {0x1FC9, 0x1FEF}, {0x1FF9, 0x2001}, {0x2126, 0x212B}, {0x2329, 0x232A},
	{0x2ADC, 0x2ADC}, {0x3099, 0x309A}, {0xF900, 0xFAD9}, {0xFB1D, 0xFB1F}, {0xFB2A, 0xFB4E},
};

static bool is_surely(uint32_t code)
{
	size_t low = 0, high = sizeof not_surely / sizeof *not_surely;

	if (code >= 0x11000)   /* pictographs, Han, tags of flags; the rest is rare enough */
		return (code >= 0x1F000 && code <= 0x1FAFF) || (code >= 0x20000 && code <= 0x2F7FF) ||
		       (code >= 0xE0000 && code <= 0xE007F);
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code > not_surely[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low == sizeof not_surely / sizeof *not_surely || code < not_surely[low].first;
}

/* Bytes of characters that are Yes and no marks: ASCII, Latin up to U+02FF,
 * Cyrillic letters, Han, Hangul up to U+CFFF, and what continues those. Told by
 * bytes, not by characters, so that no step waits for the length of the last. */
#define FOUR(truth) truth, truth, truth, truth
#define SIXTEEN(truth) FOUR(truth), FOUR(truth), FOUR(truth), FOUR(truth)
static const unsigned char easy[256] = {
	SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1),
	SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1),
	[0xC2] = 1, [0xC3] = 1, FOUR(1), FOUR(1), [0xD0] = 1, [0xD1] = 1,
	[0xE4] = 1, [0xE5] = 1, [0xE6] = 1, [0xE7] = 1, [0xE8] = 1, [0xE9] = 1, [0xEB] = 1, [0xEC] = 1,
};

/* The length of such a character that needs a look at its second byte: Arabic letters and digits, Kana
 * without U+3099 and U+309A, Hangul at both ends; 0: look closer. */
static size_t nearly_easy(const unsigned char *p, size_t size)
{
	unsigned char next = size > 1 ? p[1] : 0;

	switch (p[0]) {
	case 0xD8:
		return next >= 0xA0 ? 2 : 0;
	case 0xD9:
		return next >= 0x80 && (next <= 0x8A || (next >= 0xA0 && next <= 0xAF)) ? 2 : 0;
	case 0xE3:
		return next == 0x81 || next == 0x83 || (next == 0x82 && size > 2 && (p[2] < 0x99 || p[2] > 0x9A)) ? 3 : 0;
	case 0xEA:
		return next >= 0xB0 ? 3 : 0;
	case 0xED:
		return next >= 0x80 && next <= 0x9D ? 3 : 0;
	default:
		return 0;
	}
}

/* `p` is the start of a character; so is the end of the run. */
static size_t easy_run(const unsigned char *p, size_t size)
{
	size_t i = 0, used;

	for (;;) {
		while (size - i >= 4 && (easy[p[i]] & easy[p[i + 1]] & easy[p[i + 2]] & easy[p[i + 3]]) != 0)
			i += 4;
		while (i < size && easy[p[i]] != 0)
			i++;
		used = i < size ? nearly_easy(p + i, size - i) : 0;
		if (used == 0 || used > size - i)
			return i;
		i += used;
	}
}

static bool is_nfc(const char *data, size_t size)
{
	utf8proc_propval_t last = 0;

	for (size_t i = 0, used; i < size; i += used) {
		const utf8proc_property_t *property;
		uint32_t code;

		used = easy_run((const unsigned char *)data + i, size - i);
		if (used > 0) {
			last = 0;
			continue;
		}
		code = utf8_next(data + i, size - i, &used);
		property = utf8proc_get_property((utf8proc_int32_t)code);
		if (!is_surely(code) || (property->combining_class != 0 && property->combining_class < last))
			return false;
		last = property->combining_class;
	}
	return true;
}

/* Characters that begin with a mark when taken apart, the worst case of each. */
static unsigned marks_in(uint32_t code)
{
	if (code == 0x344 || code == 0xF73 || code == 0xF75 || code == 0xF81)
		return 2;
	return utf8proc_get_property((utf8proc_int32_t)code)->combining_class != 0;
}

static bool limit_marks(struct buf *text)
{
	struct buf limited = {0};
	unsigned marks = 0;
	size_t from = 0;

	for (size_t i = 0, used; i < text->length; i += used) {
		uint32_t code = utf8_next(text->data + i, text->length - i, &used);
		unsigned more = code < 0x300 ? 0 : marks_in(code);

		marks = more == 0 ? 0 : marks + more;
		if (marks > MARKS_MOST) {
			buf_add(&limited, text->data + from, i - from);
			utf8_add(&limited, 0x34F);
			from = i;
			marks = more;
		}
	}
	if (limited.length == 0)
		return false;
	buf_add(&limited, text->data + from, text->length - from);
	buf_free(text);
	*text = limited;
	return true;
}

unsigned nfc_make(struct buf *text)
{
	utf8proc_uint8_t *result = NULL;
	utf8proc_ssize_t length;
	unsigned flags = 0;

	if (is_nfc(text->data, text->length))
		return 0;
	if (limit_marks(text))
		flags |= CHANGE_CHARACTERS;
	length = utf8proc_map((const utf8proc_uint8_t *)text->data, (utf8proc_ssize_t)text->length,
	    &result, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (length < 0)
		mem_exhausted();   /* it is valid UTF-8: nothing else can be wrong */
	if ((size_t)length != text->length || memcmp(result, text->data, text->length) != 0) {
		flags |= CHANGE_NFC;
		buf_clear(text);
		buf_add(text, result, (size_t)length);
	}
	free(result);
	return flags;
}
