/* Pictures by name: see media.h. SPDX-License-Identifier: MIT */
#include "model/media.h"

static const struct { const char *name, *suffix; } types[IMAGE_TYPES] = {
	[IMAGE_UNKNOWN] = {"unknown", "bin"},
	[IMAGE_PNG] = {"PNG", "png"},
	[IMAGE_GIF] = {"GIF", "gif"},
	[IMAGE_JPEG] = {"JPG", "jpg"},
	[IMAGE_BMP] = {"BMP", "bmp"},
	[IMAGE_WEBP] = {"WEBP", "webp"},
	[IMAGE_SVG] = {"SVG", "svg"},
};

const struct media *media_of(const struct media_list *list, const struct value *file)
{
	for (size_t i = 0; file != NULL && i < list->count; i++)
		if (list->items[i].file == file)
			return &list->items[i];
	return NULL;
}

const char *image_type_name(enum image_type type)
{
	return types[type < IMAGE_TYPES ? type : IMAGE_UNKNOWN].name;
}

const char *image_type_suffix(enum image_type type)
{
	return types[type < IMAGE_TYPES ? type : IMAGE_UNKNOWN].suffix;
}
