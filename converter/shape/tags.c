/* HTML's element names: see tags.h. SPDX-License-Identifier: MIT */
#include "shape/tags.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct tag {
	char name[12];
	enum tag_what what;
};

/* Sorted by name, as letters[] below has it; tests/unit/test_html.c finds each. */
static const struct tag tags[] = {
	{"a", TAG_LINK}, {"abbr", TAG_INLINE}, {"acronym", TAG_INLINE}, {"address", TAG_BLOCK},
	{"applet", TAG_OBJECT}, {"area", TAG_INLINE}, {"article", TAG_BLOCK},
	{"aside", TAG_BLOCK}, {"audio", TAG_OBJECT}, {"b", TAG_INLINE}, {"base", TAG_INLINE},
	{"basefont", TAG_INLINE}, {"bdi", TAG_INLINE}, {"bdo", TAG_INLINE},
	{"bgsound", TAG_INLINE}, {"big", TAG_INLINE}, {"blink", TAG_INLINE},
	{"blockquote", TAG_QUOTE}, {"body", TAG_INLINE}, {"br", TAG_BREAK},
	{"button", TAG_INLINE}, {"canvas", TAG_OBJECT}, {"caption", TAG_BLOCK},
	{"center", TAG_BLOCK}, {"cite", TAG_INLINE}, {"code", TAG_INLINE}, {"col", TAG_INLINE},
	{"colgroup", TAG_INLINE}, {"data", TAG_INLINE}, {"datalist", TAG_INLINE},
	{"dd", TAG_DEFINITION}, {"del", TAG_INLINE}, {"details", TAG_BLOCK}, {"dfn", TAG_INLINE},
	{"dialog", TAG_INLINE}, {"dir", TAG_LIST}, {"div", TAG_BLOCK}, {"dl", TAG_DEFINITIONS},
	{"dt", TAG_TERM}, {"em", TAG_INLINE}, {"embed", TAG_OBJECT}, {"fieldset", TAG_PARAGRAPH},
	{"figcaption", TAG_BLOCK}, {"figure", TAG_BLOCK}, {"font", TAG_INLINE},
	{"footer", TAG_BLOCK}, {"form", TAG_BLOCK}, {"frame", TAG_OBJECT},
	{"frameset", TAG_INLINE}, {"h1", TAG_PARAGRAPH}, {"h2", TAG_PARAGRAPH},
	{"h3", TAG_PARAGRAPH}, {"h4", TAG_PARAGRAPH}, {"h5", TAG_PARAGRAPH},
	{"h6", TAG_PARAGRAPH}, {"head", TAG_INLINE}, {"header", TAG_BLOCK},
	{"hgroup", TAG_INLINE}, {"hr", TAG_PARAGRAPH}, {"html", TAG_INLINE}, {"i", TAG_INLINE},
	{"iframe", TAG_FRAME}, {"ilayer", TAG_BLOCK}, {"image", TAG_PICTURE},
	{"img", TAG_PICTURE}, {"input", TAG_FIELD}, {"ins", TAG_INLINE}, {"isindex", TAG_FIELD},
	{"kbd", TAG_INLINE}, {"keygen", TAG_INLINE}, {"label", TAG_INLINE}, {"layer", TAG_BLOCK},
	{"legend", TAG_BLOCK}, {"li", TAG_ITEM}, {"link", TAG_INLINE}, {"listing", TAG_PRE},
	{"main", TAG_BLOCK}, {"map", TAG_INLINE}, {"mark", TAG_INLINE}, {"marquee", TAG_BLOCK},
	{"math", TAG_DRAWING}, {"menu", TAG_LIST}, {"menuitem", TAG_INLINE}, {"meta", TAG_INLINE},
	{"meter", TAG_INLINE}, {"multicol", TAG_BLOCK}, {"nav", TAG_BLOCK}, {"nobr", TAG_INLINE},
	{"noembed", TAG_INLINE}, {"noframes", TAG_INLINE}, {"noscript", TAG_INLINE},
	{"object", TAG_OBJECT}, {"ol", TAG_LIST}, {"optgroup", TAG_BLOCK}, {"option", TAG_BLOCK},
	{"output", TAG_INLINE}, {"p", TAG_P}, {"param", TAG_INLINE}, {"picture", TAG_INLINE},
	{"plaintext", TAG_INLINE}, {"pre", TAG_PRE}, {"progress", TAG_INLINE}, {"q", TAG_QUOTED},
	{"rb", TAG_INLINE}, {"rp", TAG_INLINE}, {"rt", TAG_INLINE}, {"rtc", TAG_INLINE},
	{"ruby", TAG_INLINE}, {"s", TAG_INLINE}, {"samp", TAG_INLINE}, {"script", TAG_SCRIPT},
	{"search", TAG_BLOCK}, {"section", TAG_BLOCK}, {"select", TAG_FIELD},
	{"slot", TAG_INLINE}, {"small", TAG_INLINE}, {"source", TAG_INLINE},
	{"spacer", TAG_INLINE}, {"span", TAG_SPAN}, {"strike", TAG_INLINE},
	{"strong", TAG_INLINE}, {"style", TAG_STYLE}, {"sub", TAG_LOWERED},
	{"summary", TAG_BLOCK}, {"sup", TAG_RAISED}, {"svg", TAG_DRAWING}, {"table", TAG_TABLE},
	{"tbody", TAG_INLINE}, {"td", TAG_CELL}, {"template", TAG_INLINE},
	{"textarea", TAG_FIELD}, {"tfoot", TAG_INLINE}, {"th", TAG_CELL}, {"thead", TAG_INLINE},
	{"time", TAG_INLINE}, {"title", TAG_TITLE}, {"tr", TAG_ROW}, {"track", TAG_INLINE},
	{"tt", TAG_INLINE}, {"u", TAG_INLINE}, {"ul", TAG_LIST}, {"var", TAG_INLINE},
	{"video", TAG_OBJECT}, {"wbr", TAG_INLINE}, {"xml", TAG_XML}, {"xmp", TAG_PRE},
};

/* The first eight letters as a number: in the order of the names, and compared in one step. */
static inline uint64_t start_of(const char *name)
{
	const unsigned char *p = (const unsigned char *)name;

	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 | (uint64_t)p[3] << 32 |
	       (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 | (uint64_t)p[6] << 8 | (uint64_t)p[7];
}

/* The same of a name that may be shorter; 0 behind its end. */
static inline uint64_t start_of_any(const char *name)
{
	uint64_t word = 0;
	unsigned shift = 64;

	for (; *name != '\0' && shift > 0; name++)
		word |= (uint64_t)(unsigned char)*name << (shift -= 8);
	return word;
}

static bool is_whole(uint64_t start)
{
	return (start & 0xFF) == 0;
}

/* Where the names of each letter begin, and where the last one's end. */
static const unsigned char letters[27] = {
	0, 9, 21, 28, 39, 41, 49, 49, 60, 68, 68, 70, 76, 86,
	91, 96, 102, 103, 108, 126, 139, 141, 143, 144, 146, 146, 146,
};

enum tag_what tag_what(const char *name)
{
	const uint64_t start = start_of_any(name);
	size_t i = 0, end = 0;

	if (*name >= 'a' && *name <= 'z') {
		i = letters[*name - 'a'];
		end = letters[*name - 'a' + 1];
	}
	while (i < end && start_of(tags[i].name) < start)
		i++;
	for (; i < end && start_of(tags[i].name) == start; i++)
		if (is_whole(start) || strcmp(tags[i].name, name) == 0)
			return tags[i].what;
	return strpbrk(name, ":-") == NULL ? TAG_UNKNOWN : TAG_INLINE;
}
