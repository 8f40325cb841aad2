/* Picture headers, whole, cut at every byte, and lying.
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "load/image.h"

#define BYTES(text) text, sizeof(text) - 1

/* A 300 x 100 PNG's IHDR with its CRC, the start of an IDAT. */
#define PNG_HEAD "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x01\x2C\0\0\0\x64\x08\x06\0\0\0\x3C\x01\x0D\xC0"
#define PNG_IDAT "\0\0\0\x01IDAT\0\0\0\0\0"
#define PNG_ACTL "\0\0\0\x08" "acTL\0\0\0\x02\0\0\0\0\0\0\0\0"
#define GIF_HEAD "GIF89a\x2C\x01\x64\0\x80\0\0\xFF\xFF\xFF\0\0\0"
#define GIF_LOOP "\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0"
#define GIF_FRAME "\x21\xF9\x04\0\0\0\0\0" "\x2C\0\0\0\0\x2C\x01\x64\0\0\x02\x02\x4C\x01\0"
#define JPEG_APP0 "\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
#define JPEG_SOF(n) "\xFF" n "\0\x0B\x08\0\x64\x01\x2C\x01\x01\x11\0"
#define JPEG_EXIF(turned) "\xFF\xE1\0\x22" "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" turned "\0\0\0\0\0\0"
#define JPEG_EXIF_II(turned) "\xFF\xE1\0\x22" "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" turned "\0\0\0\0\0\0\0"
#define BMP_HEAD "BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x2C\x01\0\0\x64\0\0\0\x01\0\x18\0"
#define WEBP(size) "RIFF" size "\0\0\0WEBP"

struct sample {
	const char *data;
	size_t size;
	enum image_type type;
	uint32_t width, height;
	unsigned flags;   /* 1: animated, 2: rotated, 4: damaged */
};

static void check(const struct sample *sample, uint64_t total)
{
	char *copy = mem_copy(sample->data, sample->size);   /* so that sanitizers see its end */
	struct image image;

	image_read(copy, sample->size, total, &image);
	mem_free(copy);
	assert_int_equal(image.type, sample->type);
	assert_int_equal(image.width, sample->width);
	assert_int_equal(image.height, sample->height);
	assert_int_equal(image.animated, sample->flags & 1);
	assert_int_equal(image.rotated, sample->flags >> 1 & 1);
	assert_int_equal(image.damaged, sample->flags >> 2 & 1);
}

#define CHECK(...) \
	do { \
		static const struct sample samples[] = {__VA_ARGS__}; \
		(void)state; \
		for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) \
			check(&samples[i], samples[i].size); \
	} while (0)

static void png(void **state)
{
	CHECK(
		{BYTES(PNG_HEAD PNG_IDAT), IMAGE_PNG, 300, 100, 0},
		{BYTES(PNG_HEAD PNG_ACTL PNG_IDAT), IMAGE_PNG, 300, 100, 1},
		{BYTES(PNG_HEAD PNG_IDAT PNG_ACTL), IMAGE_PNG, 300, 100, 0},
		{BYTES(PNG_HEAD "\xFF\xFF\xFF\xFFtEXt"), IMAGE_PNG, 300, 100, 0},
		{BYTES("\x89PNG\r\n\x1A\n"), IMAGE_PNG, 0, 0, 4},
		{BYTES("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x01\x2C\0\0\0\x64\x08\x06\0\0\0\x00\x27\xD0\x0A"), IMAGE_PNG, 0, 0, 4},
		{BYTES("\x89PNG\r\n\x1A\n\0\0\0\x0DIDAT\0\0\x01\x2C\0\0\0\x64\x08\x06\0\0\0\x0F\x27\xD0\x0A"), IMAGE_PNG, 0, 0, 4},
		{BYTES("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x01\x2C\0\0\0\x64\x03\x06\0\0\0" "\x4B\xD1\x3C\xD1"), IMAGE_PNG, 0, 0, 4},
		{BYTES("\x89PNG\n\x1A\n" "and more of it"), IMAGE_UNKNOWN, 0, 0, 0});
}

static void gif(void **state)
{
	CHECK(
		{BYTES(GIF_HEAD GIF_FRAME ";"), IMAGE_GIF, 300, 100, 0},
		{BYTES("GIF87a\x2C\x01\x64\0\0\0\0" "\x2C\0\0\0\0\x2C\x01\x64\0\0\x02\x02\x4C\x01\0;"), IMAGE_GIF, 300, 100, 0},
		{BYTES(GIF_HEAD GIF_LOOP GIF_FRAME GIF_FRAME ";"), IMAGE_GIF, 300, 100, 1},
		{BYTES(GIF_HEAD GIF_LOOP GIF_FRAME ";"), IMAGE_GIF, 300, 100, 0},
		{BYTES(GIF_HEAD GIF_LOOP), IMAGE_GIF, 0, 0, 4},
		{BYTES("GIF89a\0\0\x64\0\0\0\0" GIF_FRAME), IMAGE_GIF, 0, 0, 4},
		{BYTES("GIF88a\x2C\x01\x64\0\0\0\0"), IMAGE_UNKNOWN, 0, 0, 0});
}

static void jpeg(void **state)
{
	CHECK(
		{BYTES(JPEG_APP0 JPEG_SOF("\xC0")), IMAGE_JPEG, 300, 100, 0},
		{BYTES(JPEG_APP0 JPEG_SOF("\xC2")), IMAGE_JPEG, 300, 100, 0},
		{BYTES(JPEG_APP0 JPEG_SOF("\xC9")), IMAGE_JPEG, 300, 100, 0},
		{BYTES(JPEG_APP0 JPEG_SOF("\xCF")), IMAGE_JPEG, 300, 100, 0},
		{BYTES(JPEG_APP0 "\xFF\xC4\0\x03\0" "\xFF\xFF\xFF" JPEG_SOF("\xC1")), IMAGE_JPEG, 300, 100, 0},
		{BYTES("\xFF\xD8" JPEG_EXIF("\x01") JPEG_SOF("\xC0")), IMAGE_JPEG, 300, 100, 0},
		{BYTES("\xFF\xD8" JPEG_EXIF("\x06") JPEG_SOF("\xC0")), IMAGE_JPEG, 100, 300, 2},
		{BYTES("\xFF\xD8" JPEG_EXIF_II("\x08") JPEG_SOF("\xC0")), IMAGE_JPEG, 100, 300, 2},
		{BYTES("\xFF\xD8" JPEG_EXIF("\x09") JPEG_SOF("\xC0")), IMAGE_JPEG, 300, 100, 0},
		{BYTES("\xFF\xD8\xFF\xE1\0\x0A" "Exif\0\0MM" JPEG_SOF("\xC0")), IMAGE_JPEG, 300, 100, 0},
		{BYTES("\xFF\xD8\xFF\xE1\0\x10" "Exif\0\0MM\0*\xFF\xFF\xFF\xFF" JPEG_SOF("\xC0")), IMAGE_JPEG, 300, 100, 0},
		{BYTES("\xFF\xD8\xFF\xE1\0\x12" "Exif\0\0MM\0*\0\0\0\x08\xFF\xFF" JPEG_SOF("\xC0")), IMAGE_JPEG, 300, 100, 0},
		{BYTES(JPEG_APP0 "\xFF\xC0\0\x0B\x08\0\0\x01\x2C\x01\x01\x11\0"), IMAGE_JPEG, 0, 0, 4},
		{BYTES(JPEG_APP0 "\xFF\xDA\0\x08\x01\x01\0\0\x3F\0" JPEG_SOF("\xC0")), IMAGE_JPEG, 0, 0, 4},
		{BYTES(JPEG_APP0 "\xFF\xE2\0\x01" JPEG_SOF("\xC0")), IMAGE_JPEG, 0, 0, 4},
		{BYTES(JPEG_APP0 "\xFF\xE2\xFF\xFF" JPEG_SOF("\xC0")), IMAGE_JPEG, 0, 0, 4},
		{BYTES(JPEG_APP0 "stray" "\xFF\xD0" "\xFF\x01" JPEG_SOF("\xC0")), IMAGE_JPEG, 300, 100, 0},
		{BYTES(JPEG_APP0 "\xFF\xD9"), IMAGE_JPEG, 0, 0, 4},
		{BYTES("\xFF\xD8\xFF"), IMAGE_JPEG, 0, 0, 4});
}

static void bmp(void **state)
{
	CHECK(
		{BYTES(BMP_HEAD), IMAGE_BMP, 300, 100, 0},
		{BYTES("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x2C\x01\0\0\x9C\xFF\xFF\xFF\x01\0\x18\0"), IMAGE_BMP, 300, 100, 0},
		{BYTES("BM\0\0\0\0\0\0\0\0\x1A\0\0\0\x0C\0\0\0\x2C\x01\x64\0\x01\0\x18\0"), IMAGE_BMP, 300, 100, 0},
		{BYTES("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x2C\x01\0\0\0\0\0\x80\x01\0\x18\0"), IMAGE_BMP, 0, 0, 4},
		{BYTES("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x2C\x01\0\x80\0\0\0\x01\x01\0\x18\0"), IMAGE_BMP, 0, 0, 4},
		{BYTES("BM\0\0\0\0"), IMAGE_BMP, 0, 0, 4},
		{BYTES("BMW builds cars in Munich and elsewhere"), IMAGE_UNKNOWN, 0, 0, 0});
}

static void webp(void **state)
{
	CHECK(
		{BYTES(WEBP("\x16") "VP8 \x0A\0\0\0\x30\x01\0\x9D\x01\x2A\x2C\x01\x64\0"), IMAGE_WEBP, 300, 100, 0},
		{BYTES(WEBP("\x11") "VP8L\x05\0\0\0\x2F\x2B\xC1\x18\0"), IMAGE_WEBP, 300, 100, 0},
		{BYTES(WEBP("\x16") "VP8X\x0A\0\0\0\x10\0\0\0\x2B\x01\0\x63\0\0"), IMAGE_WEBP, 300, 100, 0},
		{BYTES(WEBP("\x16") "VP8X\x0A\0\0\0\x02\0\0\0\x2B\x01\0\x63\0\0"), IMAGE_WEBP, 300, 100, 1},
		{BYTES(WEBP("\x17") "VP8X\x0A\0\0\0\x02\0\0\0\x2B\x01\0\x63\0\0"), IMAGE_WEBP, 0, 0, 4},
		{BYTES(WEBP("\x16") "VP8 \x0A\0\0\0\x31\x01\0\x9D\x01\x2A\x2C\x01\x64\0"), IMAGE_WEBP, 0, 0, 4},
		{BYTES(WEBP("\x16") "VP8L\x05\0\0\0\x2E\x2B\xC1\x18\0\0\0\0\0\0"), IMAGE_WEBP, 0, 0, 4},
		{BYTES(WEBP("\x16") "ALPH\x0A\0\0\0\x02\0\0\0\x2B\x01\0\x63\0\0"), IMAGE_WEBP, 0, 0, 4},
		{BYTES(WEBP("\x0C") "VP8X\x0A\0\0\0"), IMAGE_WEBP, 0, 0, 4},
		{BYTES("RIFF\x16\0\0\0WAVEfmt "), IMAGE_UNKNOWN, 0, 0, 0});
}

static void svg(void **state)
{
	CHECK(
		{BYTES("<svg width=\"300\" height='100px'/>"), IMAGE_SVG, 300, 100, 0},
		{BYTES("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg> -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\">"
		       "<svg xmlns='http://www.w3.org/2000/svg' height = \"99.5\" width=\" 300.0 \">"), IMAGE_SVG, 300, 100, 0},
		{BYTES("<!DOCTYPE svg [<!ENTITY a \"<b>\">]><svg:svg width='5'\nheight='6'>"), IMAGE_SVG, 5, 6, 0},
		{BYTES("<svg>"), IMAGE_SVG, 0, 0, 0},
		{BYTES("<svg width='100%' height='10em' viewBox='0 0 1 1'>"), IMAGE_SVG, 0, 0, 0},
		{BYTES("<svg width='99999999999' height='-1'>"), IMAGE_SVG, 0, 0, 0},
		{BYTES("<svg data-width='1' width='30"), IMAGE_SVG, 0, 0, 4},
		{BYTES("<svg width=30>"), IMAGE_SVG, 0, 0, 4},
		{BYTES("<svg width"), IMAGE_SVG, 0, 0, 4},
		{BYTES("<svgfoo width='1'>"), IMAGE_UNKNOWN, 0, 0, 0},
		{BYTES("<html><svg width='1' height='1'/>"), IMAGE_UNKNOWN, 0, 0, 0},
		{BYTES("<!-- never closed <svg>"), IMAGE_UNKNOWN, 0, 0, 0});
}

static void others(void **state)
{
	CHECK(
		{BYTES(""), IMAGE_UNKNOWN, 0, 0, 0},
		{BYTES("\0"), IMAGE_UNKNOWN, 0, 0, 0},
		{BYTES("%PDF-1.4"), IMAGE_UNKNOWN, 0, 0, 0},
		{BYTES(" " PNG_HEAD), IMAGE_UNKNOWN, 0, 0, 0},
		{BYTES("PK\x03\x04" PNG_HEAD), IMAGE_UNKNOWN, 0, 0, 0});
}

/* Of a header that is cut anywhere nothing is known but perhaps its type. */
static void cut_anywhere(void **state)
{
	static const struct sample whole[] = {
		{BYTES(PNG_HEAD), IMAGE_PNG, 300, 100, 0},
		{BYTES(GIF_HEAD "\x2C\0\0\0\0\x2C\x01\x64\0\0"), IMAGE_GIF, 300, 100, 0},
		{BYTES("\xFF\xD8" JPEG_EXIF("\x06") "\xFF\xC0\0\x0B\x08\0\x64\x01\x2C\x01"), IMAGE_JPEG, 100, 300, 2},
		{BYTES("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x2C\x01\0\0\x64\0\0\0"), IMAGE_BMP, 300, 100, 0},
		{BYTES(WEBP("\x16") "VP8 \x0A\0\0\0\x30\x01\0\x9D\x01\x2A\x2C\x01\x64\0"), IMAGE_WEBP, 300, 100, 0},
		{BYTES(WEBP("\x11") "VP8L\x05\0\0\0\x2F\x2B\xC1\x18\0"), IMAGE_WEBP, 300, 100, 0},
		{BYTES("<?xml version='1.0'?><!--x--><svg width='1' height='1'>"), IMAGE_SVG, 1, 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		check(&whole[i], whole[i].size);
		for (size_t size = 0; size < whole[i].size; size++) {
			char *copy = mem_copy(whole[i].data, size);
			struct image image;

			image_read(copy, size, size, &image);
			assert_true(image.type == IMAGE_UNKNOWN || (image.type == whole[i].type && image.damaged));
			mem_free(copy);
		}
	}
}

/* A JPEG's size stands behind 900 kB of colour profile. */
static void big_segments(void **state)
{
	struct buf text = {0};
	struct image image;

	(void)state;
	buf_add(&text, BYTES(JPEG_APP0));
	for (int i = 0; i < 14; i++) {
		buf_add(&text, BYTES("\xFF\xE2\xFF\xFF"));
		memset(buf_reserve(&text, 65533), 0xFF, 65533);
		text.length += 65533;
	}
	buf_add(&text, BYTES(JPEG_SOF("\xC0")));
	image_read(text.data, text.length, UINT64_C(5000000000), &image);
	assert_int_equal(image.width, 300);
	assert_false(image.damaged);
	buf_free(&text);
}

static void names(void **state)
{
	struct media items[2] = {{.file = (const struct value *)&items[0]}, {.file = (const struct value *)&items[1]}};
	struct media_list list = {items, 2};

	(void)state;
	assert_string_equal(image_type_name(IMAGE_JPEG), "JPG");
	assert_string_equal(image_type_suffix(IMAGE_JPEG), "jpg");
	assert_string_equal(image_type_name(IMAGE_UNKNOWN), "unknown");
	assert_string_equal(image_type_suffix(IMAGE_UNKNOWN), "bin");
	for (int type = IMAGE_UNKNOWN; type < IMAGE_TYPES; type++)
		assert_non_null(image_type_name((enum image_type)type));
	assert_ptr_equal(media_of(&list, items[1].file), &items[1]);
	assert_null(media_of(&list, (const struct value *)&list));
	assert_null(media_of(&list, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(png), cmocka_unit_test(gif), cmocka_unit_test(jpeg), cmocka_unit_test(bmp),
		cmocka_unit_test(webp), cmocka_unit_test(svg), cmocka_unit_test(others),
		cmocka_unit_test(cut_anywhere), cmocka_unit_test(big_segments), cmocka_unit_test(names),
	};

	return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
