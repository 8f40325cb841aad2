/* What a picture's own first bytes say about it. Nothing is decoded. */
#ifndef PINPORT_LOAD_IMAGE_H
#define PINPORT_LOAD_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "model/media.h"

/* As many first bytes as are useful: big EXIF or ICC segments stand before a JPEG's size. */
enum { IMAGE_HEAD = 1 << 20 };

/* Fills *image from `data`, the first `size` bytes of a file of `total` bytes. The
 * type is told by the magic at offset 0 only. A header that ends before the
 * size is found, or contradicts itself, is `damaged`, with width and height 0
 * where they are not known. An SVG without plain pixel numbers has size 0 and
 * is not damaged. */
void image_read(const char *data, size_t size, uint64_t total, struct image *image);

#endif
