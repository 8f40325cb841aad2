/* Old encodings as tables, by asking iconv what each sequence of bytes means.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdio.h>

#include "bake/bake.h"
#include "base/multibyte.h"

enum { RANGES_MOST = 1000, PLACES = 128 };

struct probe {
	iconv_t converter;
	uint16_t pairs[PLACES][256];
	uint32_t extra[MULTIBYTE_EXTRAS];
	size_t extra_count;
	struct multibyte_range ranges[RANGES_MOST];
	size_t range_count;
};

/* The code of a character of exactly `size` bytes. */
static enum multibyte_result ask(const struct probe *probe, const unsigned char *bytes, size_t size, uint32_t *code)
{
	char in[4], out[16], *from = in, *to = out;
	size_t left = size, room = sizeof out;
	const unsigned char *text = (const unsigned char *)out;

	for (size_t i = 0; i < size; i++)
		in[i] = (char)bytes[i];
	iconv(probe->converter, NULL, NULL, NULL, NULL);
	if (iconv(probe->converter, &from, &left, &to, &room) == (size_t)-1)
		return errno == EINVAL && left == size ? MULTIBYTE_CUT : MULTIBYTE_BAD;
	*code = (uint32_t)text[0] << 24 | (uint32_t)text[1] << 16 | (uint32_t)text[2] << 8 | text[3];
	return room == sizeof out - 4 ? MULTIBYTE_GOOD : MULTIBYTE_BAD;
}

static void put_single(const struct probe *probe)
{
	printf("\t.single = {");
	for (unsigned byte = 0; byte < 256; byte++) {
		const unsigned char bytes[] = {(unsigned char)byte};
		uint32_t code = 0;
		enum multibyte_result result = ask(probe, bytes, 1, &code);

		printf("%s%" PRIu32 ",", byte % 16 == 0 ? "\n" : "", result == MULTIBYTE_GOOD ? code
		    : result == MULTIBYTE_CUT ? (uint32_t)MULTIBYTE_LEAD : (uint32_t)MULTIBYTE_NONE);
	}
	printf("},\n");
}

static bool ask_four(struct probe *probe, const unsigned char *bytes)
{
	struct multibyte_range *last = &probe->ranges[probe->range_count > 0 ? probe->range_count - 1 : 0];
	const uint32_t number = multibyte_number(bytes);
	uint32_t code;

	if (ask(probe, bytes, 4, &code) != MULTIBYTE_GOOD)
		return true;
	if (probe->range_count > 0 && last->from + last->count == number && last->code + last->count == code) {
		last->count++;
		return true;
	}
	if (probe->range_count == RANGES_MOST)
		return false;
	probe->ranges[probe->range_count++] = (struct multibyte_range){number, 1, code};
	return true;
}

static bool ask_fours(struct probe *probe, unsigned char lead, unsigned char second)
{
	bool good = true;

	for (unsigned third = 0x81; third <= 0xFE; third++)
		for (unsigned fourth = 0x30; fourth <= 0x39; fourth++)
			good = good && ask_four(probe, (const unsigned char[]){lead, second,
			    (unsigned char)third, (unsigned char)fourth});
	return good;
}

static bool ask_pair(struct probe *probe, unsigned char lead, unsigned char second)
{
	const unsigned char bytes[] = {lead, second};
	uint16_t *pair = &probe->pairs[lead - 0x80][second];
	uint32_t code = 0, single;

	*pair = 0;
	if (ask(probe, bytes, 1, &single) != MULTIBYTE_CUT)
		return true;
	switch (ask(probe, bytes, 2, &code)) {
	case MULTIBYTE_BAD:
		return true;
	case MULTIBYTE_CUT:
		*pair = MULTIBYTE_FOUR;
		return ask_fours(probe, lead, second);
	case MULTIBYTE_GOOD:
		break;
	}
	if (code > 0xFFFF) {
		*pair = (uint16_t)(MULTIBYTE_EXTRA + probe->extra_count);
		probe->extra[probe->extra_count++] = code;
		return probe->extra_count < MULTIBYTE_EXTRAS;
	}
	*pair = (uint16_t)code;
	return code > MULTIBYTE_FOUR;
}

static bool ask_pairs(struct probe *probe)
{
	bool good = true;

	probe->extra_count = probe->range_count = 0;
	for (unsigned lead = 0x80; lead < 0x100; lead++)
		for (unsigned second = 0; second < 0x100; second++)
			good = good && ask_pair(probe, (unsigned char)lead, (unsigned char)second);
	return good;
}

static void put_pairs(const uint16_t pairs[256], size_t place)
{
	bool any = false;

	for (size_t i = 0; i < 256; i++) {
		if (pairs[i] == 0)
			continue;
		if (!any)
			printf("[%zu] = {", place);
		printf("[%zu] = %u,", i, pairs[i]);
		any = true;
	}
	if (any)
		printf("},\n");
}

static void put_tables(const struct probe *probe, const char *name)
{
	printf("static const uint16_t %s_pairs[%d][256] = {\n", name, PLACES);
	for (size_t i = 0; i < PLACES; i++)
		put_pairs(probe->pairs[i], i);
	printf("};\n\nstatic const uint32_t %s_extra[] = {", name);
	for (size_t i = 0; i < probe->extra_count; i++)
		printf("%" PRIu32 ", ", probe->extra[i]);
	printf("0};\n\nstatic const struct multibyte_range %s_ranges[] = {\n", name);
	for (size_t i = 0; i < probe->range_count; i++)
		printf("{%" PRIu32 ", %" PRIu32 ", %" PRIu32 "},\n", probe->ranges[i].from, probe->ranges[i].count,
		    probe->ranges[i].code);
	printf("{0, 0, 0}};\n\n");
}

static bool bake_encoding(const char *encoding, const char *name)
{
	static struct probe probe;
	bool good;

	probe.converter = iconv_open("UTF-32BE", encoding);
	if (probe.converter == (iconv_t)-1) {
		fprintf(stderr, "bake: iconv of this machine does not have %s: is a package of glibc's gconv modules missing?\n",
		    encoding);
		return false;
	}
	good = ask_pairs(&probe);
	if (good) {
		put_tables(&probe, name);
		printf("const struct multibyte multibyte_%s = {\n", name);
		put_single(&probe);
		printf("\t.pairs = %s_pairs, .extra = %s_extra,\n\t.ranges = %s_ranges, .range_count = %zu,\n};\n\n",
		    name, name, name, probe.range_count);
	} else {
		fprintf(stderr, "bake: %s does not fit into the tables of multibyte.h\n", encoding);
	}
	iconv_close(probe.converter);
	return good;
}

bool bake_encodings(char **paths)
{
	(void)paths;
	printf("/* Made by the build from what iconv says. */\n#include \"base/multibyte.h\"\n\n");
	return bake_encoding("CP949", "cp949") && bake_encoding("CP932", "cp932") && bake_encoding("GB18030", "gb18030");
}
