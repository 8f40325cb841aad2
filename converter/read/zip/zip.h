/* Inflates one entry through libzip, which also checks its CRC. libzip never
 * sees the archive: each entry is shown to it as a tiny archive of its own,
 * whose directory is written here from what pinport's reading has found. So
 * there is one reading of an archive only, and no limit of libzip's on names.
 *
 * Ownership: unzip_open() … unzip_close(). Any number may be open at a time. */
#ifndef PINPORT_READ_ZIP_H
#define PINPORT_READ_ZIP_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/input.h"
#include "read/zip/directory.h"

struct unzip;

/* `source` is what diagnostics call the entry. NULL after a diagnostic. */
struct unzip *unzip_open(struct input *input, const struct directory_entry *entry, uint32_t source);
void unzip_close(struct unzip *unzip);   /* NULL is fine */

/* The next bytes: 0 at the end, when size and CRC were found right; -1 after a
 * diagnostic. Never gives more than the entry's size in all. */
ssize_t unzip_read(struct unzip *unzip, void *to, size_t size);

/* The same in two steps, for who inflates in another thread: unzip_fetch(), of a
 * struct unzip, reports nothing; unzip_fits() judges what it returned, each
 * result in order, where diagnostics are collected. */
ssize_t unzip_fetch(void *unzip, void *to, size_t size);
bool unzip_fits(struct unzip *unzip, ssize_t got);

#endif
