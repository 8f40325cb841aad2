/* The bytes of a bundle's files: see view.h. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/input.h"
#include "bundle/view_parts.h"
#include "read/beside.h"

enum {
	VALUES_MOST = 8000000,   /* of a document: the report of an account with a million values … */
	VALUE_LEAST = 16         /* … and no more than one for so many bytes: what pinport writes is wider */
};

static bool read_plain(struct view *view, const struct view_file *file, const struct piece_sink *sink)
{
	const char *what = NULL;
	uint64_t size = 0, at = 0;
	int fd = beside_open(view->folder, file->path, &size, &what);
	char *piece;
	ssize_t got;

	if (fd < 0)
		return view_report(view->views, view_source(view, file), DIAG_I102,
		    DIAG_VALUES(what != NULL ? what : strerror(errno)));
	piece = mem_resize(NULL, INPUT_PIECE);
	while ((got = input_pread_all(fd, piece, INPUT_PIECE, at)) > 0) {
		at += (uint64_t)got;
		if (!sink->piece(sink->to, piece, (size_t)got))
			break;
	}
	if (got < 0) {
		char number[32];
		const char *cause = strerror(errno);

		snprintf(number, sizeof number, "%llu", (unsigned long long)at);
		view_report(view->views, view_source(view, file), DIAG_I105, DIAG_VALUES(number, cause));
	}
	mem_free(piece);
	close(fd);
	return got >= 0;
}

static bool read_pieces(struct view *view, const struct view_file *file, const struct piece_sink *sink)
{
	if (file->entry == NULL)
		return read_plain(view, file, sink);
	return container_read(view->views->container, file->entry, sink) != READ_FAILED;
}

struct taking {
	struct buf *to;
	size_t most;
};

static bool take_piece(void *to, const char *data, size_t size)
{
	struct taking *taking = to;
	const size_t room = taking->most - taking->to->length;

	buf_add(taking->to, data, size < room ? size : room);
	return size < room;
}

bool view_read(struct view *view, const struct view_file *file, struct buf *to, size_t most)
{
	struct taking taking = {to, most};
	const struct piece_sink sink = {take_piece, &taking};

	return read_pieces(view, file, &sink);
}

static bool hash_piece(void *to, const char *data, size_t size)
{
	hash_add(to, data, size);
	return true;
}

bool view_hash(struct view *view, const struct view_file *file, char sha256[HASH_TEXT])
{
	struct hash hash;
	const struct piece_sink sink = {hash_piece, &hash};
	bool good;

	hash_begin(&hash);
	good = read_pieces(view, file, &sink);
	hash_end(&hash, sha256);
	return good;
}

struct yaml *view_tree(struct view *view, const struct view_file *file, size_t most, struct arena *arena)
{
	const size_t values = most / VALUE_LEAST < VALUES_MOST ? most / VALUE_LEAST : (size_t)VALUES_MOST;
	const struct yaml_options options = {
		.source = view_source(view, file), .most = most, .values = values, .arena = arena,
		.diag = view->views->diag,
	};
	struct buf text = {0};
	struct yaml *root = NULL;

	if (file->odd != NULL)
		view_report(view->views, options.source, DIAG_R175, DIAG_VALUES(file->odd));
	else if (view_read(view, file, &text, most + 1))
		root = yaml_read_one(buf_text(&text), text.length, &options);
	buf_free(&text);
	return root;
}
