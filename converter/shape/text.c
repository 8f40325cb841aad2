/* Plain text as a form takes it, and counting: see text.h.
 * SPDX-License-Identifier: MIT */
#include "shape/text.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "base/wide.h"
#include "model/profile.h"
#include "shape/html.h"
#include "shape/markup.h"
#include "shape/nfc.h"

struct range { uint32_t first, last; };

static bool in_ranges(const struct range ranges[], size_t count, uint32_t code)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && code >= ranges[low].first;
}

#define IN(ranges, code) in_ranges((ranges), sizeof(ranges) / sizeof *(ranges), (code))

bool text_is_space(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 || code == 0x1680 ||
	       (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
	       code == 0x202F || code == 0x205F || code == 0x3000;
}

bool text_is_invisible(uint32_t code)
{
	return code == 0xAD || code == 0x180E || code == 0x200B ||
	       (code >= 0x2060 && code <= 0x2064) || code == 0xFEFF;
}

bool text_is_cjk(uint32_t code)
{
	static const struct range cjk[] = {
		{0x2E80, 0x312F}, {0x31A0, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA4CF}, {0xF900, 0xFAFF},
		{0xFE30, 0xFE4F}, {0xFF01, 0xFF9F}, {0xFFE0, 0xFFE6}, {0x1B000, 0x1B16F}, {0x20000, 0x3FFFD},
	};

	return IN(cjk, code);
}

bool text_is_southeast(uint32_t code)
{
	static const struct range southeast[] = {
		{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x1950, 0x19FF}, {0x1A20, 0x1AAF},
		{0xA9E0, 0xA9FF}, {0xAA60, 0xAADF},
	};

	return IN(southeast, code);
}

bool text_is_word(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* Scripts whose letters change with a joiner beside them. */
static bool needs_joiners(uint32_t code)
{
	static const struct range joining[] = {
		{0x0600, 0x08FF}, {0x0900, 0x0DFF}, {0x0F00, 0x109F}, {0x1780, 0x18AF}, {0x1900, 0x1CFF},
		{0xA840, 0xA8FF}, {0xA980, 0xAAFF}, {0xABC0, 0xABFF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC},
		{0x10A00, 0x11FFF}, {0x1E900, 0x1E95F},
	};

	return IN(joining, code);
}

static int bound_class(uint32_t code)
{
	return utf8proc_get_property((utf8proc_int32_t)code)->boundclass;
}

static bool in_emoji(uint32_t code)
{
	return bound_class(code) == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
	       code == 0xFE0F || (code >= 0x1F3FB && code <= 0x1F3FF);
}

/* --- cleaning --- */

struct clean {
	struct buf *to;
	struct buf blanks;     /* due before the next visible character */
	size_t ends;           /* line ends due before the next visible character */
	unsigned flags;
	bool one_line, html;
};

static void keep(struct clean *clean, const char *text, size_t size)
{
	if (clean->to->length == 0) {
		if (clean->ends > 0 || clean->blanks.length > 0)
			clean->flags |= CHANGE_SPACE;
	} else {
		if (clean->ends > 2)
			clean->flags |= CHANGE_SPACE;
		for (size_t i = 0; i < clean->ends && i < 2; i++)
			buf_addc(clean->to, '\n');
		buf_add(clean->to, buf_text(&clean->blanks), clean->blanks.length);
	}
	clean->ends = 0;
	buf_clear(&clean->blanks);
	buf_add(clean->to, text, size);
}

static void line_end(struct clean *clean)
{
	if (clean->blanks.length > 0)
		clean->flags |= CHANGE_SPACE;
	buf_clear(&clean->blanks);
	clean->ends++;
}

static bool ends_line(uint32_t code)
{
	return (code >= '\n' && code <= '\r') || code == 0x2028 || code == 0x2029;
}

/* A white space character; returns how many bytes it takes, CR LF being one. */
static size_t white(struct clean *clean, const char *text, size_t size)
{
	size_t used;
	uint32_t code = utf8_next(text, size, &used);

	if (code == '\r' && size > 1 && text[1] == '\n')
		used = 2;
	if (code != ' ' && code != '\n' && (clean->one_line || ends_line(code) || code == '\t'))
		clean->flags |= CHANGE_SPACE;
	if (clean->one_line) {
		if (code == '\n' || clean->blanks.length > 0)
			clean->flags |= CHANGE_SPACE;
		buf_clear(&clean->blanks);
		buf_addc(&clean->blanks, ' ');
	} else if (ends_line(code)) {
		line_end(clean);
		clean->ends += code == 0x2029;
	} else if (code == '\t') {
		buf_addc(&clean->blanks, ' ');
	} else {
		buf_add(&clean->blanks, text, used);
	}
	return used;
}

static void mark(struct clean *clean, char which)
{
	if (which == HTML_MARK_PARAGRAPH) {
		buf_clear(&clean->blanks);
		clean->ends = 2;
	} else if (which == HTML_MARK_CELL) {
		buf_clear(&clean->blanks);
		if (clean->ends == 0 && clean->to->length > 0)
			buf_addc(&clean->blanks, ' ');
		keep(clean, "|", 1);
		buf_addc(&clean->blanks, ' ');
	}
}

/* The character right before the place that is looked at, marks on it not
 * counted; 0: white space, or more marks than any language has. */
static uint32_t last_kept(const struct clean *clean)
{
	size_t at = clean->to->length, used;
	uint32_t code;

	if (clean->ends > 0 || clean->blanks.length > 0)
		return 0;
	for (int marks = 0; marks < 12 && at > 0; marks++) {
		while (at > 0 && ((unsigned char)clean->to->data[--at] & 0xC0) == 0x80)
			;
		code = utf8_next(clean->to->data + at, clean->to->length - at, &used);
		if (needs_joiners(code) || utf8proc_get_property((utf8proc_int32_t)code)->combining_class == 0)
			return code;
	}
	return 0;
}

static bool keeps_joiner(const struct clean *clean, uint32_t code, uint32_t next)
{
	uint32_t last = last_kept(clean);

	if (code == 0x200D && in_emoji(last) && in_emoji(next))
		return true;
	return needs_joiners(last) || needs_joiners(next);
}

/* What stands for a character that is not simply kept; 0: nothing. */
static uint32_t repaired(const struct clean *clean, uint32_t code, uint32_t next)
{
	if (code >= 0x80 && code < 0xA0)
		return markup_windows(code);
	if (code == 0x200C || code == 0x200D)
		return keeps_joiner(clean, code, next) ? code : 0;
	if (code == 0x200B)
		return text_is_southeast(last_kept(clean)) || text_is_southeast(next) ? code : 0;
	if (code < 0x20 || code == 0x7F || text_is_invisible(code))
		return 0;
	return 0xFFFD;   /* not UTF-8, or not a character */
}

static void repair(struct clean *clean, uint32_t code, const char *text, size_t left)
{
	size_t used;
	uint32_t better = repaired(clean, code, left == 0 ? 0 : utf8_next(text, left, &used));
	utf8proc_uint8_t bytes[4];

	if (better != code)
		clean->flags |= CHANGE_CHARACTERS;
	if (better == 0)
		return;
	keep(clean, (const char *)bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)better, bytes));
}

static bool needs_repair(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || text_is_invisible(code) ||
	       code == 0x200C || code == 0x200D || (code & 0xFFFE) == 0xFFFE ||
	       (code >= 0xFDD0 && code <= 0xFDEF) || code == UTF8_INVALID;
}

static size_t clean_one(struct clean *clean, const char *text, size_t size)
{
	size_t used;
	uint32_t code = utf8_next(text, size, &used);

	if (clean->html && code >= HTML_MARK_NOTHING && code <= HTML_MARK_OPEN) {
		mark(clean, text[0]);
		return 1;
	}
	if (text_is_space(code))
		return white(clean, text, size);
	if (needs_repair(code)) {
		repair(clean, code, text + used, size - used);
		return used;
	}
	keep(clean, text, used);
	return used;
}

/* The length of a character that needs no thought, told by its bytes; 0: look
 * closer. Left to clean_one(): white space, C1, zero-width, U+D800 to U+DFFF,
 * U+F000 to U+FEFF, U+FF80 and up. */
static size_t easy_character(const unsigned char *p, size_t size)
{
	if (p[0] < 0x80)
		return p[0] > ' ' && p[0] < 0x7F;
	if (p[0] < 0xC3 || size < 2 || (p[1] & 0xC0) != 0x80)
		return 0;
	if (p[0] <= 0xDF)
		return 2;
	if (p[0] > 0xEF || size < 3 || (p[2] & 0xC0) != 0x80)
		return 0;
	switch (p[0]) {
	case 0xE0:
		return p[1] >= 0xA0 ? 3 : 0;
	case 0xE1:
		return p[1] == 0x9A || p[1] == 0xA0 ? 0 : 3;
	case 0xE2:
		return p[1] <= 0x81 ? 0 : 3;
	case 0xE3:
		return p[1] == 0x80 && p[2] == 0x80 ? 0 : 3;
	case 0xED:
		return p[1] < 0xA0 ? 3 : 0;
	case 0xEF:
		return p[1] == 0xBC || p[1] == 0xBD ? 3 : 0;
	default:
		return 3;
	}
}

/* Visible characters with single blanks inside: nothing of it needs a thought. */
static size_t easy_run(const char *text, size_t size)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t end = 0;   /* of the last such character */

	for (size_t i = 0; i < size;) {
		size_t used = easy_character(p + i, size - i);

		i += used;
		if (used > 0)
			end = i;
		else if (i == end && i > 0 && p[i] == ' ')
			i++;
		else
			break;
	}
	return end;
}

static void clean_all(struct clean *clean, const char *data, size_t size)
{
	size_t i = 0;

	while (i < size) {
		size_t run = easy_run(data + i, size - i);

		if (run > 0) {
			keep(clean, data + i, run);
			i += run;
		} else {
			i += clean_one(clean, data + i, size - i);
		}
	}
	if (clean->ends > 0 || clean->blanks.length > 0)
		clean->flags |= CHANGE_SPACE;
	buf_free(&clean->blanks);
}

/* ASCII without controls, blanks where they do not belong, or empty lines in a row. */
static bool is_clean_byte(const char *data, size_t i, bool one_line)
{
	char c = data[i];

	if (c == ' ')
		return !one_line || data[i - 1] != ' ';
	if (c != '\n')
		return c > ' ' && c < 0x7F;
	return !one_line && data[i - 1] != ' ' && (i < 2 || data[i - 1] != '\n' || data[i - 2] != '\n');
}

/* Lead bytes of visible characters that are NFC by themselves and whatever
 * stands beside them, with the length of all of them: Latin up to U+02FF,
 * Cyrillic letters, Han, Hangul. SOME: it depends on what follows. */
enum { NO = 0, SOME = 1 };

static const unsigned char sure_lengths[256] = {
	[0xC2] = SOME, [0xC3] = 2, [0xC4] = 2, [0xC5] = 2, [0xC6] = 2, [0xC7] = 2, [0xC8] = 2, [0xC9] = 2, [0xCA] = 2,
	[0xCB] = 2, [0xD0] = 2, [0xD1] = 2, [0xD8] = SOME, [0xD9] = SOME,
	[0xE2] = SOME, [0xE3] = SOME, [0xE4] = 3, [0xE5] = 3, [0xE6] = 3, [0xE7] = 3, [0xE8] = 3, [0xE9] = 3,
	[0xEA] = SOME, [0xEB] = 3, [0xEC] = 3, [0xED] = SOME,
};

/* The same for signs of Latin-1, Arabic letters and digits, dashes, quotes and bullets, Kana, and both ends of Hangul. */
static size_t some_length(const unsigned char p[3])
{
	switch (p[0]) {
	case 0xC2:
		return p[1] > 0xA0 && p[1] != 0xAD ? 2 : NO;
	case 0xD8:
		return p[1] >= 0xA0 ? 2 : NO;
	case 0xD9:
		return p[1] <= 0x8A || (p[1] >= 0xA0 && p[1] <= 0xAF) ? 2 : NO;
	case 0xE2:
		return p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7 ? 3 : NO;
	case 0xE3:
		return p[1] == 0x81 || p[1] == 0x83 || (p[1] == 0x80 && p[2] > 0x80 && p[2] < 0xAA) ||
		       (p[1] == 0x82 && p[2] != 0x99 && p[2] != 0x9A) ? 3 : NO;
	case 0xEA:
		return p[1] >= 0xB0 ? 3 : NO;
	default:
		return p[1] < 0x9E ? 3 : NO;
	}
}

/* The length of such a character; 0: it is none, or not whole. */
static size_t sure_character(const char *text, size_t size)
{
	const unsigned char p[3] = {(unsigned char)text[0], size > 1 ? (unsigned char)text[1] : 0,
		size > 2 ? (unsigned char)text[2] : 0};
	size_t length = sure_lengths[p[0]];

	if (length == SOME)
		length = some_length(p);
	if (length == NO || (p[1] & 0xC0) != 0x80)
		return NO;
	return length == 2 || (p[2] & 0xC0) == 0x80 ? length : NO;
}

/* What unclean() says of bytes behind D8, D9, EA and ED: Arabic, both ends of Hangul. */
static inline wide unclean_second(wide bytes, wide before)
{
	return ((wide)(before == 0xD8) & (wide)(bytes < 0xA0)) |
	       ((wide)(before == 0xD9) & (wide)(bytes > 0x8A) & ((wide)(bytes < 0xA0) | (wide)(bytes > 0xAF))) |
	       ((wide)(before == 0xEA) & (wide)(bytes < 0xB0)) | ((wide)(before == 0xED) & (wide)(bytes > 0x9D));
}

/* And behind E2 and E3: dashes, quotes, bullets, Kana. */
static inline wide unclean_third(wide bytes, wide before, wide two_before)
{
	const wide e2 = (wide)(two_before == 0xE2), e3 = (wide)(two_before == 0xE3);

	return ((wide)(before == 0xE2) & (wide)(bytes != 0x80)) | ((wide)(before == 0xE3) & (wide)(bytes > 0x83)) |
	       (e2 & ((wide)(bytes < 0x90) | (wide)(bytes > 0xA7))) |
	       (e3 & (wide)(before == 0x80) & ((wide)(bytes == 0x80) | (wide)(bytes > 0xA9))) |
	       (e3 & (wide)(before == 0x82) & ((wide)(bytes == 0x99) | (wide)(bytes == 0x9A)));
}

/* Bytes of a text that is_clean() would not pass, as far as the two bytes before
 * each tell: is_clean_byte() and sure_character() for sixteen bytes at once. Most
 * blocks are of one script, and the rules of others are passed over. */
static inline wide unclean(const char *at)
{
	const wide bytes = wide_load(at), before = wide_load(at - 1), two_before = wide_load(at - 2);
	const wide end = (wide)(bytes == '\n');
	wide bad = (wide)(bytes == 0x7F);

	/* Printable ASCII alone, behind the same: as signed numbers, all others are less. */
	if (!wide_any((wide)((wide_signed)bytes < ' ') | bad) && ((at[-1] | at[-2]) & 0x80) == 0)
		return bad;
	bad |= ((wide)(bytes < ' ') & ~end) | (end & (wide)(before == ' ')) |
	       (end & (wide)(before == '\n') & (wide)(two_before == '\n'));
	if (!wide_any(wide_high(bytes | before | two_before)))
		return bad;
	bad |= wide_continues(bytes) ^ ((wide)(before >= 0xC0) | (wide)(two_before >= 0xE0));
	bad |= (wide)((bytes & 0xFE) == 0xC0);
	bad |= (wide)(before == 0xC2) & ((wide)(bytes < 0xA1) | (wide)(bytes == 0xAD));
	bad |= (wide)(bytes - 0xCC < 0xE2 - 0xCC) & (wide)((bytes & 0xF6) != 0xD0);   /* but D0, D1, D8, D9 */
	bad |= (wide)(bytes > 0xED);
	if (wide_any((wide)((before & 0xFE) == 0xD8) | (wide)((before & 0xF8) == 0xE8)))   /* EA, ED */
		bad |= unclean_second(bytes, before);
	if (wide_any((wide)((before & 0xFE) == 0xE2) | (wide)((two_before & 0xFE) == 0xE2)))
		bad |= unclean_third(bytes, before, two_before);
	return bad;
}

/* What one line may not have besides. */
static inline wide unclean_in_line(const char *at)
{
	const wide bytes = wide_load(at), before = wide_load(at - 1);

	return (wide)(bytes == '\n') | ((wide)(bytes == ' ') & (wide)(before == ' '));
}

static inline bool is_clean_block(const char *at, bool one_line)
{
	wide bad = unclean(at);

	if (one_line)
		bad |= unclean_in_line(at);
	return !wide_any(bad);
}

/* Passes blocks without a doubt from `i` on, where a character begins; all but
 * their last character, which may not be whole. */
static size_t clean_blocks(const char *data, size_t size, size_t i, bool one_line)
{
	const size_t from = i;

	while (size - i >= WIDE && is_clean_block(data + i, one_line))
		i += WIDE;
	if (i == from)
		return i;
	do
		i--;
	while (((unsigned char)data[i] & 0xC0) == 0x80);
	return i;
}

/* Nothing to clean and nothing to compose: most texts. */
static bool is_clean(const char *data, size_t size, bool one_line)
{
	size_t i = 0, used;

	if (size == 0)
		return true;
	if ((unsigned char)data[0] <= ' ' || (unsigned char)data[size - 1] <= ' ')
		return false;
	while (i < size) {
		if ((unsigned char)data[i] >= 0x80) {
			used = sure_character(data + i, size - i);
			if (used == NO)
				return false;
			i += used;
		} else if (is_clean_byte(data, i, one_line)) {
			i++;
		} else {
			return false;
		}
		if (i >= 2 && size - i >= WIDE)
			i = clean_blocks(data, size, i, one_line);
	}
	return true;
}

/* --- what others call --- */

static void start(struct text_made *made)
{
	buf_clear(&made->text);
	buf_clear(&made->lost);
	made->flags = 0;
}

static void make(struct text_made *made, struct clean *clean, const char *data, size_t size)
{
	clean->to = &made->text;
	clean_all(clean, data, size);
	made->flags |= clean->flags | nfc_make(&made->text);
}

/* No flags mean the bytes of the source, and the other way round. */
static void settle(struct text_made *made, const char *data, size_t size)
{
	bool same = made->text.length == size &&
	            (size == 0 || memcmp(made->text.data, data, size) == 0);

	if (same && made->lost.length == 0)
		made->flags = 0;
	else if (made->flags == 0)
		made->flags = CHANGE_SPACE;
}

void text_from_plain(struct text_made *made, const char *data, size_t size, bool one_line)
{
	struct clean clean = {.one_line = one_line};

	start(made);
	if (is_clean(data, size, one_line))
		buf_add(&made->text, data, size);
	else
		make(made, &clean, data, size);
	settle(made, data, size);
}

void text_from_html(struct text_made *made, const char *data, size_t size)
{
	struct clean clean = {.html = true};

	start(made);
	buf_clear(&made->raw);
	buf_reserve(&made->raw, size);   /* mostly it becomes shorter */
	made->flags = html_render(&made->raw, &made->lost, data, size);
	if (is_clean(buf_text(&made->raw), made->raw.length, false)) {
		const struct buf text = made->raw;

		made->raw = made->text;
		made->text = text;
	} else {
		make(made, &clean, made->raw.data, made->raw.length);
	}
	settle(made, data, size);
}

void text_free(struct text_made *made)
{
	buf_free(&made->text);
	buf_free(&made->lost);
	buf_free(&made->raw);
	made->flags = 0;
}

/* --- counting --- */

/* A grapheme ends between any two of these. */
static bool stands_alone(uint32_t code)
{
	return (code >= 0x20 && code < 0x7F) || (code >= 0xC0 && code < 0x300) ||
	       (code >= 0x400 && code <= 0x482) || (code >= 0x3041 && code <= 0x3096) ||
	       (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xAC00 && code <= 0xD7A3);
}

static bool joins_words(uint32_t code)
{
	return (code < 0x80 && code != 0 && strchr(".,:'-_&@/", (int)code) != NULL) ||
	       code == 0x2019 || code == 0xB7;
}

struct counter {
	struct text_counts *counts;
	uint32_t last;               /* UTF8_INVALID: none */
	utf8proc_int32_t state;      /* utf8proc's, of graphemes */
	bool word, joined;           /* in a word; a joining character follows it */
	size_t letters, spaceless;
};

static void count_grapheme(struct counter *c, uint32_t code)
{
	bool ends = true;

	if (c->last == UTF8_INVALID || (stands_alone(code) && stands_alone(c->last)))
		c->state = 0;
	else
		ends = utf8proc_grapheme_break_stateful((utf8proc_int32_t)c->last, (utf8proc_int32_t)code, &c->state);
	c->counts->graphemes += ends;
	c->last = code;
}

static void count_word(struct counter *c, uint32_t code)
{
	bool letter = code < 0x80 ? ascii_letter((char)code) || ascii_digit((char)code) : text_is_word(code);

	if (letter) {
		c->counts->words += !c->word;
		c->word = true;
		c->joined = false;
		c->letters++;
		c->spaceless += code >= 0xE00 && (text_is_cjk(code) || text_is_southeast(code));
	} else if (c->word && !c->joined && joins_words(code)) {
		c->joined = true;
	} else {
		c->word = c->joined = false;
	}
}

void text_count(const char *data, size_t size, struct text_counts *counts)
{
	struct counter c = {.counts = counts, .last = UTF8_INVALID};

	*counts = (struct text_counts){0};
	for (size_t i = 0, used; i < size; i += used) {
		uint32_t code = utf8_next(data + i, size - i, &used);

		if (code == UTF8_INVALID)
			code = 0xFFFD;
		counts->code_points++;
		counts->utf16 += code > 0xFFFF ? 2 : 1;
		count_grapheme(&c, code);
		count_word(&c, code);
	}
	counts->words_known = c.spaceless * 10 <= c.letters;
}
