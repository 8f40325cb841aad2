/* Picture headers: see image.h. Every access is bounds-checked by at() and
 * friends: behind the end there are zeros, and callers look at `size` where
 * that matters. SPDX-License-Identifier: MIT */
#include "load/image.h"

#include <string.h>

#include "base/utf8.h"

enum { SIDE_MOST = 0x7FFFFFFF };   /* PNG's own limit; nothing real comes near it */

struct head {
	const unsigned char *data;
	size_t size;
	uint64_t total;
};

static uint32_t at(const struct head *head, size_t offset)
{
	return offset < head->size ? head->data[offset] : 0;
}

static bool has(const struct head *head, size_t offset, size_t count)
{
	return offset <= head->size && head->size - offset >= count;
}

static uint32_t little(const struct head *head, size_t offset, unsigned bytes)
{
	uint32_t value = 0;

	for (unsigned i = bytes; i-- > 0;)
		value = value << 8 | at(head, offset + i);
	return value;
}

static uint32_t big(const struct head *head, size_t offset, unsigned bytes)
{
	uint32_t value = 0;

	for (unsigned i = 0; i < bytes; i++)
		value = value << 8 | at(head, offset + i);
	return value;
}

static bool same(const struct head *head, size_t offset, const char *bytes, size_t count)
{
	return has(head, offset, count) && memcmp(head->data + offset, bytes, count) == 0;
}

/* What all formats ask of a size. False: it is none. */
static bool set_size(struct image *image, uint32_t width, uint32_t height)
{
	if (width == 0 || height == 0 || width > SIDE_MOST || height > SIDE_MOST)
		return false;
	image->width = width;
	image->height = height;
	return true;
}

/* --- PNG: W3C PNG 3, sections 5 and 11.2.1 --- */

static uint32_t png_crc(const unsigned char *data, size_t size)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = (crc & 1) != 0 ? crc >> 1 ^ UINT32_C(0xEDB88320) : crc >> 1;
	}
	return ~crc;
}

static bool png_depth_fits(uint32_t depth, uint32_t colour)
{
	static const unsigned depths[7] = {   /* bit n: depth n is allowed */
		[0] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16, [2] = 1u << 8 | 1u << 16,
		[3] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8, [4] = 1u << 8 | 1u << 16, [6] = 1u << 8 | 1u << 16,
	};

	return colour < 7 && depth <= 16 && (depths[colour] >> depth & 1) != 0;
}

/* An animation says so by acTL, before the first IDAT. */
static bool png_animated(const struct head *head)
{
	size_t chunk = 33;

	while (has(head, chunk, 8)) {
		uint32_t length = big(head, chunk, 4);

		if (same(head, chunk + 4, "acTL", 4))
			return true;
		if (same(head, chunk + 4, "IDAT", 4) || length > head->size)
			return false;
		chunk += 12 + (size_t)length;
	}
	return false;
}

static bool read_png(const struct head *head, struct image *image)
{
	if (!has(head, 0, 33) || big(head, 8, 4) != 13 || !same(head, 12, "IHDR", 4))
		return false;
	if (png_crc(head->data + 12, 17) != big(head, 29, 4))
		return false;
	if (!png_depth_fits(at(head, 24), at(head, 25)) || at(head, 26) != 0 || at(head, 27) != 0 || at(head, 28) > 1)
		return false;
	image->animated = png_animated(head);
	return set_size(image, big(head, 16, 4), big(head, 20, 4));
}

/* --- GIF: GIF89a, sections 18 to 26 --- */

static size_t gif_table(uint32_t flags)
{
	return (flags & 0x80) != 0 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static size_t gif_skip_blocks(const struct head *head, size_t offset)
{
	while (offset < head->size && at(head, offset) != 0)
		offset += 1 + at(head, offset);
	return offset + 1;
}

/* How many frames begin in the head, up to two. */
static unsigned gif_frames(const struct head *head)
{
	size_t offset = 13 + gif_table(at(head, 10));
	unsigned frames = 0;

	while (offset < head->size && frames < 2) {
		if (at(head, offset) == 0x21) {
			offset = gif_skip_blocks(head, offset + 2);
		} else if (at(head, offset) == 0x2C && has(head, offset, 10)) {
			frames++;
			offset = gif_skip_blocks(head, offset + 11 + gif_table(at(head, offset + 9)));
		} else {
			break;
		}
	}
	return frames;
}

static bool read_gif(const struct head *head, struct image *image)
{
	unsigned frames = gif_frames(head);

	image->animated = frames > 1;
	if (!has(head, 0, 13) || (frames == 0 && head->size == head->total))
		return false;
	return set_size(image, little(head, 6, 2), little(head, 8, 2));
}

/* --- JPEG: ITU-T T.81, annex B; Exif 2.3 for the orientation --- */

static uint32_t tiff(const struct head *head, size_t offset, unsigned bytes, bool motorola)
{
	return motorola ? big(head, offset, bytes) : little(head, offset, bytes);
}

/* The orientation in an APP1 segment, 1 to 8, or 0. */
static uint32_t exif_orientation(const struct head *segment)
{
	struct head body;
	uint32_t directory, entries;
	bool motorola = same(segment, 6, "MM\0*", 4);

	if (!same(segment, 0, "Exif\0\0", 6) || (!motorola && !same(segment, 6, "II*\0", 4)))
		return 0;
	body = (struct head){segment->data + 6, segment->size - 6, 0};
	directory = tiff(&body, 4, 4, motorola);
	entries = directory < body.size ? tiff(&body, directory, 2, motorola) : 0;
	for (size_t entry = (size_t)directory + 2; entries > 0 && has(&body, entry, 12); entries--, entry += 12)
		if (tiff(&body, entry, 2, motorola) == 0x112 && tiff(&body, entry + 2, 2, motorola) == 3)
			return tiff(&body, entry + 8, 2, motorola);
	return 0;
}

static bool is_frame_header(uint32_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool stands_without_length(uint32_t marker)
{
	return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

/* Moves *offset behind the next marker and returns it; 0: there is none.
 * 0xFF may be repeated before a marker; stray bytes are passed over, as decoders do. */
static uint32_t jpeg_marker(const struct head *head, size_t *offset)
{
	while (*offset < head->size && at(head, *offset) != 0xFF)
		++*offset;
	while (*offset < head->size && at(head, *offset) == 0xFF)
		++*offset;
	return *offset < head->size ? at(head, (*offset)++) : 0;
}

static bool read_jpeg_frame(const struct head *head, size_t offset, struct image *image)
{
	uint32_t height = big(head, offset + 3, 2), width = big(head, offset + 5, 2);

	if (!has(head, offset, 8) || big(head, offset, 2) < 8)
		return false;
	return image->rotated ? set_size(image, height, width) : set_size(image, width, height);
}

static bool read_jpeg(const struct head *head, struct image *image)
{
	size_t offset = 2;

	for (;;) {
		uint32_t marker = jpeg_marker(head, &offset), length, turned;
		struct head segment;

		if (is_frame_header(marker))
			return read_jpeg_frame(head, offset, image);
		if (marker == 0 || marker == 0xDA || marker == 0xD9)
			return false;
		if (stands_without_length(marker))
			continue;
		length = big(head, offset, 2);
		if (length < 2 || !has(head, offset, length))
			return false;
		segment = (struct head){head->data + offset + 2, length - 2, 0};
		turned = marker == 0xE1 ? exif_orientation(&segment) : 0;
		if (turned != 0)
			image->rotated = turned >= 5 && turned <= 8;
		offset += length;
	}
}

/* --- BMP: BITMAPCOREHEADER and its longer followers --- */

/* "BM" alone is how many a text begins. */
static bool is_bmp(const struct head *head)
{
	uint32_t header = little(head, 14, 4);

	return same(head, 0, "BM", 2) && (head->size < 18 || (header >= 12 && header <= 256));
}

static bool read_bmp(const struct head *head, struct image *image)
{
	uint32_t header = little(head, 14, 4), height = little(head, 22, 4);

	if (!has(head, 0, 26))
		return false;
	if (header == 12)
		return set_size(image, little(head, 18, 2), little(head, 20, 2));
	if ((height & UINT32_C(0x80000000)) != 0)
		height = ~height + 1;   /* negative: rows from the top */
	return set_size(image, little(head, 18, 4), height);
}

/* --- WebP: RFC 9649 --- */

static bool read_webp(const struct head *head, struct image *image)
{
	uint32_t bits = little(head, 21, 4);

	if ((uint64_t)little(head, 4, 4) + 8 > head->total)
		return false;
	if (same(head, 12, "VP8L", 4))
		return has(head, 0, 25) && at(head, 20) == 0x2F &&
		       set_size(image, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
	if (!has(head, 0, 30))
		return false;
	if (same(head, 12, "VP8X", 4)) {
		image->animated = (at(head, 20) & 0x02) != 0;
		return set_size(image, little(head, 24, 3) + 1, little(head, 27, 3) + 1);
	}
	if (!same(head, 12, "VP8 ", 4) || (at(head, 20) & 1) != 0 || !same(head, 23, "\x9D\x01\x2A", 3))
		return false;
	return set_size(image, little(head, 26, 2) & 0x3FFF, little(head, 28, 2) & 0x3FFF);
}

/* --- SVG: the root element of an XML text --- */

static size_t svg_find(const struct head *head, size_t offset, const char *what)
{
	const unsigned char *hit = offset >= head->size ? NULL
	    : memmem(head->data + offset, head->size - offset, what, strlen(what));

	return hit == NULL ? SIZE_MAX : (size_t)(hit - head->data) + strlen(what);
}

/* Behind a comment, a processing instruction or a document type at offset;
 * `offset` itself when there is none of them, SIZE_MAX when it has no end. */
static size_t svg_skip_one(const struct head *head, size_t offset)
{
	size_t end, subset;

	if (same(head, offset, "<!--", 4))
		return svg_find(head, offset + 4, "-->");
	if (same(head, offset, "<?", 2))
		return svg_find(head, offset + 2, "?>");
	if (!same(head, offset, "<!DOCTYPE", 9))
		return offset;
	end = svg_find(head, offset, ">");
	subset = svg_find(head, offset, "[");
	return subset < end ? svg_find(head, svg_find(head, subset, "]"), ">") : end;
}

/* Where the root element's '<' is; SIZE_MAX: this is not the start of XML. */
static size_t svg_root(const struct head *head)
{
	size_t offset = same(head, 0, "\xEF\xBB\xBF", 3) ? 3 : 0, next;

	for (;;) {
		while (offset < head->size && ascii_space((char)at(head, offset)))
			offset++;
		next = svg_skip_one(head, offset);
		if (next == offset || next == SIZE_MAX)
			break;
		offset = next;
	}
	return next == SIZE_MAX || at(head, offset) != '<' ? SIZE_MAX : offset;
}

static bool is_svg(const struct head *head)
{
	size_t root = svg_root(head);

	if (root == SIZE_MAX)
		return false;
	root += same(head, root + 1, "svg:", 4) ? 5 : 1;
	return same(head, root, "svg", 3) && (ascii_space((char)at(head, root + 3)) ||
	       at(head, root + 3) == '>' || at(head, root + 3) == '/');
}

/* "300", "300px", "299.5": pixels, rounded up; anything else: 0. */
static uint32_t svg_pixels(const struct head *head, size_t offset, char quote)
{
	uint64_t value = 0;
	bool part = false;

	while (ascii_space((char)at(head, offset)))
		offset++;
	if (!ascii_digit((char)at(head, offset)))
		return 0;
	for (; ascii_digit((char)at(head, offset)) && value <= SIDE_MOST; offset++)
		value = value * 10 + at(head, offset) - '0';
	if (at(head, offset) == '.')
		while (ascii_digit((char)at(head, ++offset)))
			part = part || at(head, offset) != '0';
	if (same(head, offset, "px", 2))
		offset += 2;
	while (ascii_space((char)at(head, offset)))
		offset++;
	return at(head, offset) == (unsigned char)quote && value <= SIDE_MOST ? (uint32_t)value + part : 0;
}

static size_t svg_name_end(const struct head *head, size_t offset)
{
	while (has(head, offset, 1) && strchr(" \t\r\n=/>", (int)at(head, offset)) == NULL)
		offset++;
	return offset;
}

static bool read_svg(const struct head *head, struct image *image)
{
	size_t offset = svg_name_end(head, svg_root(head) + 1);

	for (;;) {
		size_t name, end;
		char quote;

		while (ascii_space((char)at(head, offset)))
			offset++;
		if (at(head, offset) == '>' || at(head, offset) == '/')
			return true;
		name = offset;
		end = offset = svg_name_end(head, offset);
		while (ascii_space((char)at(head, offset)))
			offset++;
		if (at(head, offset++) != '=' || end == name)
			return false;
		while (ascii_space((char)at(head, offset)))
			offset++;
		quote = (char)at(head, offset++);
		if (quote != '"' && quote != '\'')
			return false;
		if (end - name == 5 && same(head, name, "width", 5))
			image->width = svg_pixels(head, offset, quote);
		else if (end - name == 6 && same(head, name, "height", 6))
			image->height = svg_pixels(head, offset, quote);
		offset = svg_find(head, offset, (char[]){quote, '\0'});
		if (offset == SIZE_MAX)
			return false;
	}
}

/* --- all --- */

static enum image_type type_of(const struct head *head)
{
	static const struct { const char *magic; size_t size; enum image_type type; } magics[] = {
		{"\x89PNG\r\n\x1A\n", 8, IMAGE_PNG}, {"GIF87a", 6, IMAGE_GIF}, {"GIF89a", 6, IMAGE_GIF},
		{"\xFF\xD8\xFF", 3, IMAGE_JPEG},
	};

	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (same(head, 0, magics[i].magic, magics[i].size))
			return magics[i].type;
	if (same(head, 0, "RIFF", 4) && same(head, 8, "WEBP", 4))
		return IMAGE_WEBP;
	if (is_bmp(head))
		return IMAGE_BMP;
	return is_svg(head) ? IMAGE_SVG : IMAGE_UNKNOWN;
}

void image_read(const char *data, size_t size, uint64_t total, struct image *image)
{
	static bool (*const readers[IMAGE_TYPES])(const struct head *, struct image *) = {
		[IMAGE_PNG] = read_png, [IMAGE_GIF] = read_gif, [IMAGE_JPEG] = read_jpeg,
		[IMAGE_BMP] = read_bmp, [IMAGE_WEBP] = read_webp, [IMAGE_SVG] = read_svg,
	};
	struct head head = {(const unsigned char *)data, size, total};

	*image = (struct image){.type = type_of(&head)};
	if (image->type != IMAGE_UNKNOWN)
		image->damaged = !readers[image->type](&head, image);
}
