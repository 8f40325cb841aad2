/* What the upper 128 bytes of the Windows code pages 1250 to 1258 mean, in
 * this order: code points, 0 for bytes that mean nothing. */
#ifndef PINPORT_READ_CHARSET_H
#define PINPORT_READ_CHARSET_H

#include <stdint.h>

extern const uint16_t charset_windows[9][128];

#endif
