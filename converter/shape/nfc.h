/* Unicode normalisation form C, in linear time for any text. */
#ifndef PINPORT_SHAPE_NFC_H
#define PINPORT_SHAPE_NFC_H

struct buf;

/* Turns valid UTF-8 into NFC in place. Returns flags of enum change_flag:
 * CHANGE_NFC when the bytes changed; CHANGE_CHARACTERS when more than 30 marks
 * stood on one letter and U+034F was put between them, as in the Stream-Safe
 * Text Format (UAX #15, section 13): sorting such a run takes quadratic time in
 * utf8proc, as in other libraries. */
unsigned nfc_make(struct buf *text);

#endif
