/* A picture that the export names, and what its own bytes say about it. */
#ifndef PINPORT_MODEL_MEDIA_H
#define PINPORT_MODEL_MEDIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum image_type { IMAGE_UNKNOWN, IMAGE_PNG, IMAGE_GIF, IMAGE_JPEG, IMAGE_BMP, IMAGE_WEBP, IMAGE_SVG, IMAGE_TYPES };

struct image {
	enum image_type type;      /* by magic bytes, never by name */
	uint32_t width, height;    /* pixels as shown: an EXIF rotation by 90° is applied; 0 = not found */
	bool rotated;              /* EXIF orientation 5 to 8 */
	bool animated;
	bool damaged;              /* type known, but the header is cut or contradicts itself */
};

struct value;

struct media {
	const struct value *file;  /* the @file attribute */
	void *entry;               /* the container's struct entry; NULL: the container lacks it */
	const char *name;          /* of the entry, UTF-8 */
	const char *near;          /* where there is none: an unused entry of a similar name, or NULL */
	uint64_t size;             /* bytes */
	struct image image;
};

/* Every @file of an account, in document order. */
struct media_list {
	struct media *items;
	size_t count;
};

const struct media *media_of(const struct media_list *list, const struct value *file); /* NULL: none */
const char *image_type_name(enum image_type type);   /* "PNG", "JPG" (as Partner Center's pages write it), … "unknown" */
const char *image_type_suffix(enum image_type type); /* "png", "jpg", …, "bin" */

#endif
