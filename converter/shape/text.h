/* Text from the source -> plain text as a web form takes it: strict UTF-8,
 * NFC, line ends LF, no control characters, no blanks at a line's end, at most
 * one empty line in a row, nothing empty at either end. What was changed is in
 * `flags`; what carried meaning and is gone is in `lost`. The rules are those
 * of the bundle format, "How values are made".
 *
 * Ownership: the caller has struct text_made; all-zero is valid; a second
 * text_from_* on it replaces what it held; text_free() leaves it all-zero. */
#ifndef PINPORT_SHAPE_TEXT_H
#define PINPORT_SHAPE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct text_made {
	struct buf text;
	unsigned flags;    /* enum change_flag of model/profile.h; 0: the bytes of the source */
	struct buf lost;   /* in words, "1 picture, 2 scripts"; empty when nothing was lost */
	struct buf raw;    /* scratch, kept for its memory */
};

/* Text that is declared plain. Tags and entities in it stay as typed. With
 * one_line all white space, line ends too, becomes single blanks; else blanks
 * inside a line stay as typed. */
void text_from_plain(struct text_made *made, const char *data, size_t size, bool one_line);

/* Text that is declared HTML, with its structure kept; see html.h. Never
 * fails: whatever is no tag is text. Linear in time, bounded in depth. */
void text_from_html(struct text_made *made, const char *data, size_t size);

void text_free(struct text_made *made);

struct text_counts {
	size_t utf16;        /* UTF-16 code units: what a web form counts */
	size_t code_points;
	size_t graphemes;    /* extended grapheme clusters, UAX #29 */
	size_t words;        /* runs of letters, marks and digits; one of . , : ' ’ · - _ & @ / between two of them joins */
	bool words_known;    /* false when more than a tenth of the letters are of scripts without
	                      * spaces: Han, Kana, Thai, Lao, Khmer, Myanmar; words says nothing then */
};

/* Of UTF-8 text; a byte that is not UTF-8 counts as one of each. */
void text_count(const char *data, size_t size, struct text_counts *counts);

/* White_Space of Unicode without NEL, which stands for "…" in bytes of windows-1252. */
bool text_is_space(uint32_t code);

/* Zero-width characters and the soft hyphen, but neither joiners, which some
 * scripts and emoji need, nor marks of direction. */
bool text_is_invisible(uint32_t code);

/* Han, Kana, Bopomofo and their punctuation: no spaces, a line may end anywhere. */
bool text_is_cjk(uint32_t code);

/* Thai, Lao, Khmer, Myanmar and kin: no spaces between words, but between phrases. */
bool text_is_southeast(uint32_t code);

/* A letter, mark or number. */
bool text_is_word(uint32_t code);

#endif
