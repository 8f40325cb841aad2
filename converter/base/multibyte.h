/* The old encodings of Korea, Japan and China: characters of one, two and four
 * bytes. The tables are the C library's, asked for by the build (converter/bake):
 * a run loads no converter, and means the same on every machine. */
#ifndef PINPORT_BASE_MULTIBYTE_H
#define PINPORT_BASE_MULTIBYTE_H

#include <stddef.h>
#include <stdint.h>

enum {
	MULTIBYTE_LEAD = 0xFFFF,      /* in .single: the first byte of several */
	MULTIBYTE_NONE = 0xFFFE,      /* in .single: of no character */
	MULTIBYTE_FOUR = 1,           /* in .pairs: the first two bytes of four */
	MULTIBYTE_EXTRA = 0xD800,     /* in .pairs: at .extra[pair - this]; no character has these codes */
	MULTIBYTE_EXTRAS = 0x800
};

/* Characters of four bytes in a row, and their codes. */
struct multibyte_range {
	uint32_t from, count;         /* numbers: see multibyte_number() */
	uint32_t code;                /* of the first */
};

struct multibyte {
	uint16_t single[256];         /* the code, or one of the above */
	const uint16_t (*pairs)[256]; /* by the lead byte less 0x80 and the second; 0: none */
	const uint32_t *extra;        /* codes above 0xFFFF */
	const struct multibyte_range *ranges;
	size_t range_count;
};

extern const struct multibyte multibyte_cp949, multibyte_cp932, multibyte_gb18030;

/* The place of four bytes in the order of GB18030. */
static inline uint32_t multibyte_number(const unsigned char *bytes)
{
	return ((bytes[0] - 0x81u) * 10 + (bytes[1] - 0x30u)) * 1260 + (bytes[2] - 0x81u) * 10 + (bytes[3] - 0x30u);
}

enum multibyte_result {
	MULTIBYTE_GOOD,               /* *code, in *length bytes */
	MULTIBYTE_CUT,                /* all of it may be the start of a character */
	MULTIBYTE_BAD                 /* it begins with no character */
};

/* The first character of `size` bytes, at least one. */
enum multibyte_result multibyte_next(const struct multibyte *set, const char *data, size_t size,
    uint32_t *code, size_t *length);

#endif
