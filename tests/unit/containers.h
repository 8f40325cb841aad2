/* Opens containers and reads them, for tests. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TEST_CONTAINERS_H
#define PINPORT_TEST_CONTAINERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/diag.h"
#include "read/container.h"
#include "zips.h"

/* An open container, and what was reported. */
struct opened {
	struct diag *diag;
	struct container *container;
	struct limits limits;
	int fd;
};

static inline void open_path(struct opened *opened, const char *path, bool spool, const char *encoding)
{
	struct container_options options = {.limits = &opened->limits, .zip_encoding = encoding};

	opened->diag = diag_open();
	if (opened->limits.entries == 0)
		opened->limits = limits_default;
	opened->container = container_open(path, spool, &options, opened->diag);
	if (opened->container == NULL)
		assert_true(diag_count(opened->diag, DIAG_ERROR) > 0);
}

static inline void open_bytes(struct opened *opened, const void *data, size_t size, const char *encoding)
{
	char path[64];

	opened->fd = zip_file(data, size, path);
	open_path(opened, path, false, encoding);
}

static inline void open_zip(struct opened *opened, struct zip *zip, const char *encoding)
{
	zip_end(zip);
	open_bytes(opened, zip->file.data, zip->file.length, encoding);
	zip_free(zip);
}

/* The codes of all diagnostics so far, e.g. "Z216 Z222". */
static inline const char *codes(const struct opened *opened)
{
	static char text[256];
	size_t count = 0, length = 0;
	const struct diag_entry *entries = NULL;

	text[0] = '\0';
	if (diag_mark(opened->diag) > 0)
		entries = diag_entries(opened->diag, 0, &count);
	for (size_t i = 0; i < count && length < sizeof text - 16; i++)
		length += (size_t)snprintf(text + length, sizeof text - length, "%s%s",
		    i > 0 ? " " : "", diag_rows[entries[i].code].code);
	return text;
}

static inline void done(struct opened *opened)
{
	container_close(opened->container);
	diag_close(opened->diag);
	if (opened->fd > 0)
		close(opened->fd);
	*opened = (struct opened){0};
}

static inline bool collect(void *to, const char *data, size_t size)
{
	buf_add(to, data, size);
	return true;
}

static inline enum read_result read_entry(struct container *container, struct entry *entry, struct buf *to)
{
	struct piece_sink sink = {collect, to};

	return container_read(container, entry, &sink);
}

static inline void assert_content(struct container *container, struct entry *entry, const char *content)
{
	struct buf got = {0};

	assert_non_null(entry);
	assert_int_equal(read_entry(container, entry, &got), READ_WHOLE);
	assert_int_equal(got.length, strlen(content));
	assert_string_equal(buf_text(&got), content);
	buf_free(&got);
}

/* What container_find() gives for `file` beside "x/p.xml", and what it reports. */
static inline const char *find(struct opened *opened, const char *file, bool expect_bad)
{
	struct place place = {.source = 1, .line = 3, .column = 4};
	bool bad;
	struct entry *entry = container_find(opened->container, container_entry(opened->container, 0),
	    file, &place, "/P", &bad);

	assert_int_equal(bad, expect_bad);
	assert_true(!bad || entry == NULL);
	return entry != NULL ? entry->name : "";
}

static inline bool enough(void *to, const char *data, size_t size)
{
	(void)to;
	(void)data;
	(void)size;
	return false;
}

#endif
