/* Files beneath a folder, and nowhere else: regular ones, reached without links. */
#ifndef PINPORT_READ_BESIDE_H
#define PINPORT_READ_BESIDE_H

#include <stdint.h>

/* Opens `path`, which name_check() has found fine. -1: errno says why; *what
 * says what it is when it is something else than a regular file ("a link"). */
int beside_open(int folder, const char *path, uint64_t *size, const char **what);

#endif
