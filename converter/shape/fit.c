/* Where to cut a text: see fit.h. One pass over graphemes up to the limit,
 * which remembers the last end of a sentence, of a word and of a grapheme.
 * SPDX-License-Identifier: MIT */
#include "shape/fit.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "shape/text.h"

enum { WORD_MOST = 24 };   /* bytes of an abbreviation, in lower case */

/* Words that a period follows inside a sentence, by language; "" is all
 * languages. Single letters ("z. B.", "J. Smith") and words with a period
 * inside ("e.g.", "т.е.") need no row. Lower case. */
static const struct { const char *language, *words; } abbreviations[] = {
	{"", " co corp inc ltd no nr tel dr prof st vs ca mr mrs ms etc max min "},
	{"en", " approx dept est fig gen jr sr messrs mt ext vol pp hon rev "},
	{"de", " bzw evtl ggf inkl exkl mind mio mrd str vgl zzgl abs art bspw gem hr fr ing dipl jh sog"
	       " std tsd usf usw lt od ggü allg bes insb einschl entspr geb gegr hrsg ehem verh zb "},
	{"fr", " mm mme mlle av bd tél env cf ex art éd vol chap fig ets sté "},
	{"es", " sr sra srta dra ud uds vd av avda pág núm aprox ej cía ee uu dto ctra "},
	{"pt", " sr sra dra av pág núm ltda cia ex art "},
	{"it", " sig sigg dott ing avv es ecc pag art geom rag spett srl "},
	{"nl", " bijv bv dhr mevr drs ir ing mr enz incl excl evt resp blz "},
	{"sv", " bl dvs kl resp tex osv ev inkl "},
	{"da", " bl kl tlf osv inkl evt ekskl pr "},
	{"nb", " bl kl tlf osv inkl evt ekskl pr "},
	{"nn", " bl kl tlf osv inkl evt ekskl pr "},
	{"no", " bl kl tlf osv inkl evt ekskl pr "},
	{"fi", " esim mm klo nro puh ym jne "},
	{"pl", " np tj tzn ul inż mgr godz ok pkt wg tzw m.in ds pl al woj "},
	{"cs", " např tj tzv atd apod str ul ing mgr bc tř nám "},
	{"sk", " napr tj tzv atď str ul ing mgr bc "},
	{"hu", " pl kb stb kft ún vö tkp "},
	{"ro", " ex str art nr dl dna bl sc "},
	{"tr", " vb vs örn şti sk cad mah bkz "},
	{"ru", " гг ул др пр им руб тыс млн млрд тел см стр рис напр проф кв обл ст рф акад "},
	{"uk", " рр вул ін ім грн тис млн млрд тел див стор рис напр проф кв обл ст "},
	{"hi", " डॉ श्री प्रा लि कं "},
	{"el", " π.χ δρ αρ τηλ κλπ δηλ βλ σελ "},
};

/* Languages that write ordinals as a number with a period: "am 3. März". */
static const char ordinal_languages[] = " de da nb nn no fi et lv cs sk hu pl hr sl sr bs is tr ";

/* Sentence_Terminal of Unicode in scripts of today, but for what needs a
 * closer look ('.', '!', '?'); and the signs of Tibetan, Khmer and Hebrew. */
static const uint32_t terminals[] = {
	0x0589, 0x05C3, 0x061D, 0x061E, 0x061F, 0x06D4, 0x0700, 0x0701, 0x0702, 0x07F9, 0x0964, 0x0965,
	0x0F0D, 0x0F0E, 0x104A, 0x104B, 0x1362, 0x1367, 0x1368, 0x166E, 0x1735, 0x1736, 0x17D4, 0x17D5,
	0x1803, 0x1809, 0x1944, 0x1945, 0x1AA8, 0x1AA9, 0x1AAA, 0x1AAB, 0x1B5A, 0x1B5B, 0x1B5E, 0x1B5F,
	0x1C3B, 0x1C3C, 0x1C7E, 0x1C7F, 0x203C, 0x203D, 0x2047, 0x2048, 0x2049, 0x3002, 0xA4FF, 0xA60E,
	0xA60F, 0xA876, 0xA877, 0xA8CE, 0xA8CF, 0xA9C8, 0xA9C9, 0xAA5D, 0xAA5E, 0xAA5F, 0xAAF0, 0xAAF1,
	0xABEB, 0xFE52, 0xFE56, 0xFE57, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61,
};

struct cut {
	const char *text;
	size_t size;
	const char *language;      /* the first subtag, in lower case */
};

/* --- characters around a place --- */

static uint32_t before(const struct cut *cut, size_t at, size_t *from)
{
	size_t used;

	*from = at;
	if (at == 0)
		return '\n';
	do
		--*from;
	while (*from > 0 && at - *from < 4 && ((unsigned char)cut->text[*from] & 0xC0) == 0x80);
	return utf8_next(cut->text + *from, at - *from, &used);
}

static uint32_t after(const struct cut *cut, size_t at)
{
	size_t used;

	return at < cut->size ? utf8_next(cut->text + at, cut->size - at, &used) : '\n';
}

static utf8proc_category_t category(uint32_t code)
{
	return code == UTF8_INVALID ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)code);
}

static bool is_closer(uint32_t code)
{
	utf8proc_category_t kind = category(code);

	return code == '"' || code == '\'' || kind == UTF8PROC_CATEGORY_PE ||
	       kind == UTF8PROC_CATEGORY_PF || kind == UTF8PROC_CATEGORY_PI;
}

static bool is_opener(uint32_t code)
{
	utf8proc_category_t kind = category(code);

	return code == '"' || code == '\'' || kind == UTF8PROC_CATEGORY_PS ||
	       kind == UTF8PROC_CATEGORY_PF || kind == UTF8PROC_CATEGORY_PI;
}

static bool is_terminal(const struct cut *cut, uint32_t code)
{
	size_t low = 0, high = sizeof terminals / sizeof *terminals;

	if (code == ';' && strcmp(cut->language, "el") == 0)
		return true;   /* the Greek question mark is this, in NFC */
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (terminals[middle] == code)
			return true;
		if (terminals[middle] < code)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool is_weak_terminal(uint32_t code)
{
	return code == '.' || code == '!' || code == '?' || code == 0x2026;
}

static bool lists(const char *list, const char *word, size_t size)
{
	for (const char *at = list; (at = strchr(at, ' ')) != NULL; at++)
		if (strncmp(at + 1, word, size) == 0 && at[1 + size] == ' ')
			return true;
	return false;
}

/* --- ends of sentences --- */

/* The word before `at`, in lower case; false: it is too long for an abbreviation. */
static bool word_before(const struct cut *cut, size_t at, char word[WORD_MOST + 8], size_t *start)
{
	size_t from, length = 0, used;
	uint32_t code;

	*start = at;
	while (*start > 0) {
		code = before(cut, *start, &from);
		if (text_is_space(code) || is_opener(code) || code == '/' || code == '-')
			break;
		*start = from;
		if (at - *start > WORD_MOST)
			return false;
	}
	for (size_t i = *start; i < at; i += used) {
		code = utf8_next(cut->text + i, at - i, &used);
		length += (size_t)utf8proc_encode_char(utf8proc_tolower((utf8proc_int32_t)code),
		    (utf8proc_uint8_t *)word + length);
		if (length > WORD_MOST)
			return false;
	}
	word[length] = '\0';
	return true;
}

/* One letter of a script with capitals, or Hebrew and Arabic: "J. Smith", "د. أحمد". */
static bool is_initial(const char *word)
{
	size_t used;
	uint32_t code = utf8_next(word, strlen(word), &used);
	utf8proc_category_t kind = category(code);

	if (word[used] != '\0')
		return false;
	return kind == UTF8PROC_CATEGORY_LL || (kind == UTF8PROC_CATEGORY_LO && code < 0x0900);
}

static size_t digits_only(const char *word)
{
	size_t length = strspn(word, "0123456789");

	return word[length] == '\0' ? length : 0;
}

static bool is_listed(const struct cut *cut, const char *word)
{
	for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
		if ((abbreviations[i].language[0] == '\0' || strcmp(abbreviations[i].language, cut->language) == 0) &&
		    lists(abbreviations[i].words, word, strlen(word)))
			return true;
	return false;
}

/* The period at `at` belongs to the word: "z.B.", "Inc.", "3.", "1." of a list. */
static bool is_abbreviation(const struct cut *cut, size_t at)
{
	char word[WORD_MOST + 8];
	size_t start, from, digits;

	if (!word_before(cut, at, word, &start) || word[0] == '\0')
		return false;
	digits = digits_only(word);
	if (digits > 0 && before(cut, start, &from) == '\n')
		return true;
	if (digits > 0)
		return digits <= 2 && lists(ordinal_languages, cut->language, strlen(cut->language));
	return is_initial(word) || strchr(word, '.') != NULL || is_listed(cut, word);
}

/* The first letter, digit or other sign of the next sentence is in lower case. */
static bool goes_on(const struct cut *cut, size_t at)
{
	size_t used;

	for (; at < cut->size; at += used) {
		uint32_t code = utf8_next(cut->text + at, cut->size - at, &used);

		if (code == '\n')
			return false;
		if (!text_is_space(code) && !is_opener(code))
			return category(code) == UTF8PROC_CATEGORY_LL || code == ',' || code == ';';
	}
	return false;
}

/* French: a blank and the guillemet that closes follow. */
static bool guillemet_follows(const struct cut *cut, size_t at)
{
	size_t used;

	if (at >= cut->size || !text_is_space(utf8_next(cut->text + at, cut->size - at, &used)))
		return false;
	return after(cut, at + used) == 0xBB && text_is_space(after(cut, at + used + 2));
}

static bool ends_weakly(const struct cut *cut, size_t terminal, size_t at, uint32_t which)
{
	uint32_t next = after(cut, at);
	size_t from;

	if (!text_is_space(next) && !(text_is_cjk(next) && which != '.'))
		return false;
	if (which == '.' && (text_is_southeast(before(cut, terminal, &from)) || is_abbreviation(cut, terminal)))
		return false;   /* Thai has the period in abbreviations only */
	return !goes_on(cut, at) && !guillemet_follows(cut, at);
}

/* A line that ends so promises more: "Our services:" alone says nothing. */
static bool announces(uint32_t code)
{
	return code == ':' || code == 0xFF1A || code == ',' || code == 0x3001 || code == 0x60C;
}

/* A sentence or a line ends at `at`, a grapheme boundary. */
static bool ends_sentence(const struct cut *cut, size_t at)
{
	uint32_t next = after(cut, at), code;
	size_t from, terminal = at;

	if (next == '\n')
		return !announces(before(cut, at, &from));
	if (is_terminal(cut, next) || is_weak_terminal(next))
		return false;   /* "?!": the last one counts */
	if (category(next) == UTF8PROC_CATEGORY_PE || category(next) == UTF8PROC_CATEGORY_PF)
		return false;
	code = before(cut, terminal, &from);
	for (int closers = 0; closers < 8 && is_closer(code); closers++) {
		bool guillemet = code == 0xBB;

		terminal = from;
		code = before(cut, terminal, &from);
		if (guillemet && text_is_space(code) && code != '\n') {
			terminal = from;
			code = before(cut, terminal, &from);
		}
	}
	if (is_terminal(cut, code))
		return true;
	return is_weak_terminal(code) && ends_weakly(cut, from, at, code);
}

/* --- ends of words --- */

/* Characters that do not begin a line in Chinese and Japanese. */
static bool hangs(uint32_t code)
{
	static const uint32_t small[] = {
		0x3005, 0x303B, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E,
		0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE, 0x30FB, 0x30FC,
	};
	utf8proc_category_t kind = category(code);

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (small[i] == code)
			return true;
	return kind == UTF8PROC_CATEGORY_PO || kind == UTF8PROC_CATEGORY_PE || kind == UTF8PROC_CATEGORY_PF;
}

static bool has_letters(const char *word)
{
	for (size_t i = 0, used; word[i] != '\0'; i += used)
		if (text_is_word(utf8_next(word + i, strlen(word + i), &used)))
			return true;
	return false;
}

/* Nothing but a bullet or a number stands before `at` in its line. */
static bool is_item_mark(const struct cut *cut, size_t at)
{
	char word[WORD_MOST + 8];
	size_t start, from, digits;

	if (!word_before(cut, at, word, &start) || before(cut, start, &from) != '\n')
		return false;
	digits = strspn(word, "0123456789");
	return (digits > 0 && strcmp(word + digits, ".") == 0) || !has_letters(word);
}

/* More than a dash or a bullet stands before `at`. */
static bool says_something(const struct cut *cut, size_t at)
{
	char word[WORD_MOST + 8];
	size_t start, from;

	return !word_before(cut, at, word, &start) || has_letters(word) || is_closer(before(cut, at, &from));
}

static bool ends_word(const struct cut *cut, size_t at)
{
	size_t from;
	uint32_t next = after(cut, at), last = before(cut, at, &from);

	if (text_is_space(next) || next == 0x200B)
		return !text_is_space(last) && says_something(cut, at) && !is_item_mark(cut, at);
	if (!text_is_cjk(next) && !text_is_cjk(last))
		return false;
	if (!text_is_cjk(last))
		return text_is_word(last) && !hangs(next);
	return !hangs(next) && category(last) != UTF8PROC_CATEGORY_PS && category(last) != UTF8PROC_CATEGORY_PI;
}

/* --- the cut --- */

static size_t grapheme_end(const struct cut *cut, size_t at)
{
	utf8proc_int32_t state = 0;
	size_t used;
	uint32_t last = utf8_next(cut->text + at, cut->size - at, &used), code;

	for (at += used; at < cut->size; at += used) {
		code = utf8_next(cut->text + at, cut->size - at, &used);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)last, (utf8proc_int32_t)code, &state))
			break;
		last = code;
	}
	return at;
}

/* Without the blank or sign that stands right before `at`, and without a
 * character that only exists in front of another one (Prepend of UAX #29). */
static size_t without_last(const struct cut *cut, size_t at)
{
	size_t from;
	uint32_t last = before(cut, at, &at), code = before(cut, at, &from);

	while (at > 0 && !utf8proc_grapheme_break((utf8proc_int32_t)code, (utf8proc_int32_t)last)) {
		last = code;
		at = from;
		code = before(cut, at, &from);
	}
	return at;
}

static size_t without_blanks(const struct cut *cut, size_t at)
{
	size_t from;

	while (at > 0 && text_is_space(before(cut, at, &from)))
		at = without_last(cut, at);
	return at;
}

/* What only makes sense with something behind it: "services, and –". */
static size_t without_loose_ends(const struct cut *cut, size_t at)
{
	static const uint32_t loose[] = {',', ';', ':', '-', '|', '/', '&', 0x60C, 0x2013, 0x2014, 0x2022, 0x3001, 0xFF0C};
	size_t from, i;

	for (;;) {
		uint32_t code;

		at = without_blanks(cut, at);
		code = before(cut, at, &from);
		for (i = 0; i < sizeof loose / sizeof *loose && loose[i] != code; i++)
			;
		if (at == 0 || (i == sizeof loose / sizeof *loose && category(code) != UTF8PROC_CATEGORY_PS))
			return at;
		at = without_last(cut, at);
	}
}

/* Words of these scripts have no spaces between them: a space far back is no end of a word. */
static bool in_spaceless(const struct cut *cut, size_t at)
{
	size_t from;

	return text_is_southeast(before(cut, at, &from)) || text_is_southeast(after(cut, at + 1));
}

static bool fits(const char *text, size_t size, size_t most)
{
	return size <= most || (size / 4 <= most && utf8_count_utf16(text, size) <= most);
}

static void set_language(const char *from, char to[4])
{
	size_t i = 0;

	for (; from != NULL && i < 3 && ascii_letter(from[i]); i++)
		to[i] = ascii_lower(from[i]);
	to[i] = '\0';
}

size_t fit_cut(const char *text, size_t size, size_t most_utf16, const char *language)
{
	char subtag[4];
	struct cut cut = {text, size, subtag};
	size_t sentence = 0, word = 0, units = 0, sentence_units = 0, word_units = 0, at = 0;

	if (fits(text, size, most_utf16))
		return size;
	set_language(language, subtag);
	while (at < size) {
		size_t end = grapheme_end(&cut, at), more = utf8_count_utf16(text + at, end - at);

		if (units + more > most_utf16)
			break;
		units += more;
		at = end;
		if (ends_sentence(&cut, at) && !is_item_mark(&cut, at)) {
			sentence = at;
			sentence_units = units;
		}
		if (ends_word(&cut, at)) {
			word = at;
			word_units = units;
		}
	}
	if (sentence > 0 && sentence_units >= most_utf16 / 2)
		return without_blanks(&cut, sentence);
	if (word > 0 && (word_units >= most_utf16 / 2 || !in_spaceless(&cut, word)))
		return without_loose_ends(&cut, word);
	return without_blanks(&cut, at);
}

/* --- sharing --- */

/* What is left of `most` when none may have more than `level`. False: nothing, that is too much. */
static bool leaves(const size_t needs[], size_t count, size_t level, size_t *most)
{
	for (size_t i = 0; i < count; i++) {
		size_t take = needs[i] < level ? needs[i] : level;

		if (take > *most)
			return false;
		*most -= take;
	}
	return true;
}

void fit_share(const size_t needs[], size_t shares[], size_t count, size_t most)
{
	size_t low = 0, high = most, left;

	while (low < high) {   /* the highest level that fits */
		size_t middle = high - (high - low) / 2;

		left = most;
		if (leaves(needs, count, middle, &left))
			low = middle;
		else
			high = middle - 1;
	}
	left = most;
	leaves(needs, count, low, &left);
	for (size_t i = 0; i < count; i++) {
		shares[i] = needs[i] < low ? needs[i] : low;
		if (left > 0 && shares[i] < needs[i]) {
			shares[i]++;
			left--;
		}
	}
}
