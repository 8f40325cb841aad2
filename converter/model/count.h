/* Words of a text, as Pinpoint's rules count them. Characters are counted by
 * base/utf8.h. */
#ifndef PINPORT_MODEL_COUNT_H
#define PINPORT_MODEL_COUNT_H

#include <stdbool.h>
#include <stddef.h>

/* Of valid UTF-8. Runs of letters, marks and digits; one of . , : ' ’ · - _ & @ / between two
 * of them joins. */
size_t count_words(const char *data, size_t size);

/* True when a quick look shows that there are `least` to `most` words; false says nothing. */
bool count_words_between(const char *data, size_t size, size_t least, size_t most);

/* False when more than a tenth of the letters are of scripts without spaces
 * between words (Han, Kana, Thai, Lao, Khmer, Myanmar): the number of words then
 * says nothing. Costs more than counting: for those who would tell of the number. */
bool count_words_known(const char *data, size_t size);

#endif
