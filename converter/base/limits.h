/* Every ceiling on input, in one list. A row: field, name for --limit, default, unit, why. */
#ifndef PINPORT_BASE_LIMITS_H
#define PINPORT_BASE_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LIMITS(ROW) \
	ROW(entries, "entries", 200000, "entries", \
	    "an archive of one partner has tens; the directory of all 62,000 partners fits") \
	ROW(entry_bytes, "entry-bytes", UINT64_C(8) << 30, "bytes", \
	    "one XML part of the whole directory is about 600 MB") \
	ROW(total_bytes, "total-bytes", UINT64_C(16) << 30, "bytes", \
	    "what one archive may inflate to, all entries together") \
	ROW(ratio, "ratio", 200, "times", \
	    "XML deflates about 5 to 20 times; applied above 1 MiB of inflated bytes") \
	ROW(text_bytes, "text-bytes", UINT64_C(4) << 20, "bytes", \
	    "one text or attribute; parsers are quadratic on longer ones") \
	ROW(depth, "depth", 128, "elements", "the format needs 7 levels") \
	ROW(name_bytes, "name-bytes", 240, "bytes", \
	    "entry and element names; file systems end at 255")

struct limits {
#define LIMITS_FIELD(field, name, value, unit, why) uint64_t field;
	LIMITS(LIMITS_FIELD)
#undef LIMITS_FIELD
};

struct limit_row {
	const char *name;
	uint64_t value;      /* the default */
	const char *unit;
	const char *why;
	size_t offset;       /* in struct limits */
};

extern const struct limit_row limit_rows[];   /* ends with name NULL */
extern const struct limits limits_default;

/* Sets one from "NAME=VALUE" (decimal, optional suffix K, M, G). False: not such a thing. */
bool limits_set(struct limits *limits, const char *assignment);

#endif
