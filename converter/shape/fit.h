/* Making a text fit a limit. Limits are UTF-16 code units, as web forms count. */
#ifndef PINPORT_SHAPE_FIT_H
#define PINPORT_SHAPE_FIT_H

#include <stddef.h>

/* How many bytes of `text` to keep so that at most most_utf16 units remain;
 * `size` when it fits already. The cut is, in this order,
 *   - at the last end of a sentence, line or list item that fits, if it keeps
 *     at least half of the limit;
 *   - else at the last end of a word that fits, without a comma, dash, bullet or
 *     opening bracket left at the end. In scripts without spaces: in Chinese
 *     and Japanese wherever a line may end; in Thai, Lao, Khmer and Myanmar at
 *     a space, if that keeps at least half of the limit;
 *   - else at the last end of a grapheme that fits.
 * Never inside a grapheme; no white space is left at the end. 0 only when not
 * even the first grapheme fits.
 *
 * A sentence ends with . ! ? … before white space, unless the period belongs
 * to an abbreviation, initial, ordinal or list number, or a small letter goes
 * on; with the marks of other scripts (Unicode's Sentence_Terminal) anywhere;
 * closing quotes and brackets belong to it. language: BCP 47, for the
 * abbreviations; NULL is fine. The text is UTF-8 and need not end with NUL. */
size_t fit_cut(const char *text, size_t size, size_t most_utf16, const char *language);

/* Shares `most` UTF-16 units between the texts of several languages. needs[]:
 * the units of each; shares[]: what each may have, never more than it needs.
 * Room that a short text leaves goes to the others, in equal parts, the odd
 * units to the first. Every text that needs something gets something, as long
 * as `most` is at least their number. What separates the texts is the
 * caller's to subtract from `most`. */
void fit_share(const size_t needs[], size_t shares[], size_t count, size_t most);

#endif
