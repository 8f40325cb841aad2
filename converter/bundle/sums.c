/* SHA256SUMS, written and read: see sums.h. SPDX-License-Identifier: MIT */
#include "bundle/sums.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"

enum {
	HEX = HASH_TEXT - 1,
	PART_MOST = 255,
	PIECE = 65536,
	SUMS_MOST = 64 << 20     /* bytes of a list: half a million files */
};

static bool part_good(const char *part, size_t length)
{
	if (length == 0 || length > PART_MOST)
		return false;
	if (part[0] == '.' && (length == 1 || (length == 2 && part[1] == '.')))
		return false;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)part[i] < 0x20 || part[i] == 0x7f || part[i] == '\\')
			return false;
	return true;
}

bool sums_path(const char *path)
{
	for (;;) {
		size_t length = strcspn(path, "/");

		if (!part_good(path, length))
			return false;
		if (path[length] == '\0')
			return true;
		path += length + 1;
	}
}

void sums_add(struct buf *to, const char *sha256, const char *path)
{
	buf_adds(to, sha256);
	buf_adds(to, "  ");
	buf_adds(to, path);
	buf_addc(to, '\n');
}

/* One line into `file`; returns where the next one starts, or NULL. */
static const char *parse_line(struct emitted_file *file, const char *line, struct arena *arena)
{
	const char *end = strchr(line, '\n');
	char *path;

	if (end == NULL || end - line < HEX + 3)
		return NULL;
	if (strspn(line, "0123456789abcdef") != HEX || line[HEX] != ' ' || line[HEX + 1] != ' ')
		return NULL;
	memcpy(file->sha256, line, HEX);
	line += HEX + 2;
	path = arena_copy(arena, line, (size_t)(end - line));
	file->path = path;
	return sums_path(path) ? end + 1 : NULL;
}

bool sums_parse(struct sums *sums, const char *text, struct arena *arena)
{
	size_t lines = 0;

	for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	*sums = (struct sums){.list = arena_alloc(arena, mem_product(lines, sizeof *sums->list))};
	while (*text != '\0') {
		struct emitted_file *file = &sums->list[sums->count];

		if (sums->count == lines || (text = parse_line(file, text, arena)) == NULL)
			return false;
		if (sums->count > 0 && strcmp(file[-1].path, file->path) >= 0)
			return false;
		sums->count++;
	}
	return sums->count > 0;
}

bool sums_read(struct sums *sums, int folder, char sha256[HASH_TEXT], struct arena *arena)
{
	struct buf text = {0};
	int fd = file_open(folder, SUMS_NAME);
	bool good;

	if (fd < 0)
		return false;
	good = file_read_all(fd, &text, SUMS_MOST);
	file_close(fd);
	if (good) {
		hash_bytes(buf_text(&text), text.length, sha256);
		good = strlen(buf_text(&text)) == text.length &&
		    sums_parse(sums, buf_text(&text), arena);
		if (!good)
			errno = EBADMSG;
	}
	buf_free(&text);
	return good;
}

const struct emitted_file *sums_find(const struct sums *sums, const char *path)
{
	size_t low = 0, high = sums->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(path, sums->list[middle].path);

		if (order == 0)
			return &sums->list[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* False with errno. */
static bool hash_file(int folder, const char *path, char sha256[HASH_TEXT])
{
	char piece[PIECE];
	struct hash hash;
	size_t asked;
	uint64_t left;
	ssize_t got = 0;
	int cause, fd = file_open_sized(folder, path, &left);

	if (fd < 0)
		return false;
	hash_begin(&hash);
	/* As many as it has: so nobody has to ask whether that was the end. */
	for (; left > 0; left -= asked) {
		asked = left < sizeof piece ? (size_t)left : sizeof piece;
		got = file_read(fd, piece, asked);
		if (got > 0)
			hash_add(&hash, piece, (size_t)got);
		if (got != (ssize_t)asked)
			break;
	}
	cause = errno;
	hash_end(&hash, sha256);
	file_close(fd);
	errno = cause;
	return got >= 0;
}

bool sums_same(int folder, const char *path, const char *sha256)
{
	char own[HASH_TEXT];

	if (!hash_file(folder, path, own))
		return false;
	errno = 0;
	return strcmp(own, sha256) == 0;
}
