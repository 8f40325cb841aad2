/* Words of a text, as Pinpoint's rules count them. Characters are counted by
 * base/utf8.h. */
#ifndef PINPORT_MODEL_COUNT_H
#define PINPORT_MODEL_COUNT_H

#include <stdbool.h>
#include <stddef.h>

/* Of valid UTF-8. Runs of letters, marks and digits; one of . , : ' ’ · - _ & @ / between two
 * of them joins. *known is false when more than a tenth of the letters are of
 * scripts without spaces between words (Han, Kana, Thai, Lao, Khmer, Myanmar):
 * the number then says nothing. */
size_t count_words(const char *data, size_t size, bool *known);

#endif
