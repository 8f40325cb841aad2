/* Any bytes as a picture: nothing is read behind the end, and what is not
 * damaged has a size. SPDX-License-Identifier: MIT */
#include "fault.h"

#include "load/image.h"

static void look(const uint8_t *data, size_t size)
{
	struct image image, longer;

	image_read((const char *)data, size, size, &image);
	image_read((const char *)data, size, (uint64_t)size + 1000, &longer);
	FUZZ_MUST(image.type < IMAGE_TYPES && image.type == longer.type);
	if (image.type == IMAGE_UNKNOWN)
		FUZZ_MUST(!image.damaged && image.width == 0 && image.height == 0);
	else if (!image.damaged && image.type != IMAGE_SVG)
		FUZZ_MUST(image.width > 0 && image.height > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fault_run(look, data, size);
}
