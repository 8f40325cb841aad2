/* Old encodings of entry names: see decode.h. SPDX-License-Identifier: MIT */
#include "read/zip/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/multibyte.h"
#include "base/utf8.h"

static bool within(unsigned char c, unsigned low, unsigned high)
{
	return c >= low && c <= high;
}

static bool letter_at(const unsigned char *p, size_t size, size_t at)
{
	return at < size && ascii_letter((char)p[at]);
}

/* Korean: the 2,350 syllables of KS X 1001 in nearly all names; the others that
 * CP949 adds, and Chinese characters, in very few. */
static long score_korean(const unsigned char *p, size_t size)
{
	long score = 0;

	for (size_t i = 0; i + 1 < size; i++) {
		if (p[i] < 0x80)
			continue;
		if (within(p[i], 0xB0, 0xC8) && p[i + 1] >= 0xA1)
			score += 6;
		else if (within(p[i], 0xA1, 0xAC) && p[i + 1] >= 0xA1)
			score += 2;
		else if (within(p[i], 0xCA, 0xFD) && p[i + 1] >= 0xA1)
			score += 1;
		i++;
	}
	return score;
}

static long score_japanese(const unsigned char *p, size_t size)
{
	long score = 0;

	for (size_t i = 0; i + 1 < size; i++) {
		if (p[i] < 0x80 || within(p[i], 0xA0, 0xDF))
			continue;
		if ((p[i] == 0x82 && within(p[i + 1], 0x9F, 0xF1)) ||
		    (p[i] == 0x83 && within(p[i + 1], 0x40, 0x96)))
			score += 6;
		else if (within(p[i], 0x88, 0x97))
			score += 4;
		else
			score += 1;
		i++;
	}
	return score;
}

static long score_chinese(const unsigned char *p, size_t size)
{
	long score = 0;

	for (size_t i = 0; i + 1 < size; i++) {
		if (p[i] < 0x80)
			continue;
		if (within(p[i], 0xB0, 0xD7) && p[i + 1] >= 0xA1)
			score += 4;
		else if (within(p[i], 0xD8, 0xF7) && p[i + 1] >= 0xA1)
			score += 1;
		i++;
	}
	return score;
}

/* Western DOS: accented letters stand among plain ones; frames and Greek do not occur. */
static long score_western(const unsigned char *p, size_t size)
{
	long score = 0;

	for (size_t i = 0; i < size; i++) {
		if (p[i] < 0x80)
			continue;
		if (!within(p[i], 0x80, 0xA5) && p[i] != 0xE1)
			score -= 2;
		else if ((i > 0 && letter_at(p, size, i - 1)) || letter_at(p, size, i + 1))
			score += 3;
		else
			score += 1;
	}
	return score;
}

enum { GUESSES = 4, CP437 = GUESSES - 1 };

static const struct {
	const char *name;
	/* How much a name looks like text in the encoding, by its bytes: only to be compared. */
	long (*score)(const unsigned char *p, size_t size);
	const struct multibyte *set;
} guesses[GUESSES] = {
	{"CP949", score_korean, &multibyte_cp949},
	{"CP932", score_japanese, &multibyte_cp932},
	{"GB18030", score_chinese, &multibyte_gb18030},
	{"CP437", score_western, NULL},   /* by the table below */
};

/* The upper half of IBM code page 437. */
static const uint16_t cp437[128] = {
	0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7,
	0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5,
	0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
	0x00FF, 0x00D6, 0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192,
	0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA,
	0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556,
	0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B, 0x2510,
	0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F,
	0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x2567,
	0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B,
	0x256A, 0x2518, 0x250C, 0x2588, 0x2584, 0x258C, 0x2590, 0x2580,
	0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4,
	0x03A6, 0x0398, 0x03A9, 0x03B4, 0x221E, 0x03C6, 0x03B5, 0x2229,
	0x2261, 0x00B1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00F7, 0x2248,
	0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0,
};

struct decoder {
	char *asked;                     /* NULL: to be guessed */
	size_t choice;                   /* of what was asked: one of the guesses, or GUESSES */
	iconv_t converter;               /* for GUESSES */
};

static size_t find_guess(const char *encoding)
{
	size_t choice = 0;

	if (ascii_same(encoding, "IBM437"))
		return CP437;
	while (choice < GUESSES && !ascii_same(encoding, guesses[choice].name))
		choice++;
	return choice;
}

const char *decoder_known(size_t i)
{
	return i < GUESSES ? guesses[i].name : NULL;
}

struct decoder *decoder_open(const char *encoding)
{
	struct decoder *decoder = mem_alloc(sizeof *decoder);

	if (encoding == NULL || ascii_same(encoding, "auto"))
		return decoder;
	decoder->asked = mem_copy(encoding, strlen(encoding));
	decoder->choice = find_guess(encoding);
	if (decoder->choice < GUESSES)
		return decoder;
	decoder->converter = iconv_open("UTF-8", encoding);
	if (decoder->converter != (iconv_t)-1)
		return decoder;
	if (errno == ENOMEM)
		mem_exhausted();
	decoder->choice = CP437;         /* there is nothing to close */
	decoder_close(decoder);
	return NULL;
}

void decoder_close(struct decoder *decoder)
{
	if (decoder == NULL)
		return;
	if (decoder->choice == GUESSES)
		iconv_close(decoder->converter);
	mem_free(decoder->asked);
	mem_free(decoder);
}

bool decoder_guesses(const struct decoder *decoder)
{
	return decoder->asked == NULL;
}

const char *decoder_name(const struct decoder *decoder, size_t choice)
{
	return decoder->asked != NULL ? decoder->asked : guesses[choice].name;
}

static void decode_cp437(const struct decoder_text *text, struct buf *to)
{
	for (size_t i = 0; i < text->size; i++) {
		unsigned char c = (unsigned char)text->data[i];

		utf8_add(to, c < 0x80 ? c : cp437[c - 0x80]);
	}
}

static bool decode_multibyte(const struct multibyte *set, const struct decoder_text *text, struct buf *to)
{
	const size_t start = to->length;
	size_t length;
	uint32_t code;

	for (size_t i = 0; i < text->size; i += length) {
		if (multibyte_next(set, text->data + i, text->size - i, &code, &length) != MULTIBYTE_GOOD) {
			buf_cut(to, start);
			return false;
		}
		utf8_add(to, code);
	}
	buf_add(to, "", 0);
	return true;
}

static bool decode_iconv(iconv_t converter, const struct decoder_text *text, struct buf *to)
{
	char *from = (char *)(uintptr_t)text->data;   /* iconv takes a char ** and changes nothing */
	size_t left = text->size;
	size_t start = to->length;

	iconv(converter, NULL, NULL, NULL, NULL);
	while (left > 0) {
		enum { ROOM = 1024 };
		char *end = buf_reserve(to, ROOM);
		size_t room = ROOM;
		size_t result = iconv(converter, &from, &left, &end, &room);

		to->length += ROOM - room;
		if (result == (size_t)-1 && errno != E2BIG) {
			buf_cut(to, start);
			return false;
		}
	}
	buf_add(to, "", 0);
	return true;
}

bool decoder_decode(const struct decoder *decoder, size_t choice,
    const struct decoder_text *text, struct buf *to)
{
	if (choice == CP437) {
		decode_cp437(text, to);
		return true;
	}
	if (choice < GUESSES)
		return decode_multibyte(guesses[choice].set, text, to);
	return decode_iconv(decoder->converter, text, to);
}

/* The score over all names; false when one of them cannot be decoded. */
static bool score_all(const struct decoder *decoder, size_t choice,
    const struct decoder_text *texts, size_t count, long *score)
{
	struct buf scratch = {0};
	bool fine = true;

	*score = 0;
	for (size_t i = 0; fine && i < count; i++) {
		buf_clear(&scratch);
		fine = decoder_decode(decoder, choice, &texts[i], &scratch);
		*score += guesses[choice].score((const unsigned char *)texts[i].data, texts[i].size);
	}
	buf_free(&scratch);
	return fine;
}

size_t decoder_choose(const struct decoder *decoder, const struct decoder_text *texts, size_t count)
{
	size_t best = CP437;
	long most = 0, score;

	if (decoder->asked != NULL)
		return decoder->choice;
	score_all(decoder, CP437, texts, count, &most);
	for (size_t i = CP437; i-- > 0;)
		if (score_all(decoder, i, texts, count, &score) && score >= most) {
			best = i;
			most = score;
		}
	return best;
}
