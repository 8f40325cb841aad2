/* Finds the files that @file attributes name (decision 12): see container.h.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "read/beside.h"
#include "read/container_parts.h"
#include "read/zip/names.h"

/* One question, and where to report what is wrong with it. */
struct wanted {
	struct container *container;
	const char *file;
	const struct place *place;
	const char *path;
	bool bad;
};

static void *refuse(struct wanted *wanted, enum diag_code code, const char *const *values)
{
	wanted->bad = !diag_add(wanted->container->diag, code, wanted->place, wanted->path, values);
	return NULL;
}

static bool is_path(struct wanted *wanted)
{
	static const char *const reasons[NAME_FAULTS] = {
		[NAME_EMPTY] = "is empty",
		[NAME_CONTROL] = "has control characters",
		[NAME_BACKSLASH] = "has a backslash: folders are separated by /",
		[NAME_ABSOLUTE] = "starts with /",
		[NAME_DRIVE] = "starts with a drive",
		[NAME_CLIMBS] = "climbs out of its folder (..)",
	};
	size_t size = strlen(wanted->file);
	enum name_fault fault = name_check(wanted->file, size);

	if (fault == NAME_FINE && !utf8_valid(wanted->file, size, NULL))
		fault = NAME_CONTROL;
	if (fault == NAME_FINE)
		return true;
	refuse(wanted, DIAG_Z401, DIAG_VALUES(wanted->file, reasons[fault]));
	return false;
}

/* The one file with this name, whatever its case and composition; NULL with
 * wanted->bad when there are two. */
static struct item *look_up(struct wanted *wanted, const char *name)
{
	struct container *container = wanted->container;
	const char *key = name_key(&container->scratch, name, true);
	const struct inventory_slot *slot;
	struct item *found = NULL;

	for (size_t left = inventory_find(&container->inventory, key, &slot); left > 0; left--, slot++) {
		struct item *item = &container->items[slot->index];

		if (item->entry.kind != ENTRY_FILE)
			continue;
		if (found != NULL)
			return refuse(wanted, DIAG_Z402,
			    DIAG_VALUES(wanted->file, found->entry.name, item->entry.name));
		found = item;
	}
	return found;
}

/* The name as it is beside the XML part: in the part's folder. */
static const char *beside_part(struct wanted *wanted, const struct entry *part)
{
	const char *slash = part != NULL ? strrchr(part->name, '/') : NULL;

	if (slash == NULL)
		return NULL;
	return arena_printf(&wanted->container->scratch, "%.*s/%s",
	    (int)(slash - part->name), part->name, wanted->file);
}

static bool same_content(const struct container *container, const struct item *a, const struct item *b)
{
	const struct directory_entry *left = &container->directory.entries[a->entry.index];
	const struct directory_entry *right = &container->directory.entries[b->entry.index];

	return a == b || (left->size == right->size && left->crc == right->crc);
}

/* A match in another case may be meant or not: the reader is told. */
static void note_case(struct wanted *wanted, const char *name, const struct item *item)
{
	struct arena *arena = &wanted->container->scratch;

	if (strcmp(name_key(arena, name, false), name_key(arena, item->entry.name, false)) != 0)
		diag_add(wanted->container->diag, DIAG_Z404, wanted->place, wanted->path,
		    DIAG_VALUES(wanted->file, item->entry.name));
}

static struct item *find_in_archive(struct wanted *wanted, const struct entry *part)
{
	const char *beside_name = beside_part(wanted, part);
	struct item *root = look_up(wanted, wanted->file), *beside = NULL;

	if (!wanted->bad && beside_name != NULL)
		beside = look_up(wanted, beside_name);
	if (wanted->bad)
		return NULL;
	if (root != NULL && beside != NULL && !same_content(wanted->container, root, beside))
		return refuse(wanted, DIAG_Z403,
		    DIAG_VALUES(wanted->file, root->entry.name, beside->entry.name));
	if (root != NULL)
		note_case(wanted, wanted->file, root);
	else if (beside != NULL)
		note_case(wanted, beside_name, beside);
	return root != NULL ? root : beside;
}

static struct item *add_beside(struct container *container, const char *name, uint64_t size)
{
	struct item *item = ARENA_NEW(&container->arena, struct item);

	item->entry.name = arena_string(&container->arena, name);
	item->entry.size = size;
	item->beside = true;
	map_add(&container->beside, item->entry.name, strlen(item->entry.name), item);
	return item;
}

static struct item *open_beside(struct wanted *wanted, const char *name)
{
	struct container *container = wanted->container;
	char number[32], most[32];
	const char *what;
	uint64_t size;
	int fd = beside_open(container->folder, name, &size, &what);

	if (fd < 0 && what == NULL && (errno == ENOENT || errno == ENOTDIR))
		return NULL;
	if (fd < 0)
		return refuse(wanted, DIAG_Z405,
		    DIAG_VALUES(wanted->file, what != NULL ? what : strerror(errno)));
	close(fd);
	snprintf(number, sizeof number, "%" PRIu64, size);
	snprintf(most, sizeof most, "%" PRIu64, container->limits.entry_bytes);
	if (size > container->limits.entry_bytes)
		return refuse(wanted, DIAG_Z406, DIAG_VALUES(wanted->file, number, most));
	return add_beside(container, name, size);
}

/* Files beside a plain document: none when it came through a pipe. */
static struct item *find_beside(struct wanted *wanted)
{
	struct container *container = wanted->container;
	const char *name = name_tidy(&container->scratch, wanted->file);
	struct item *known = map_find(&container->beside, name, strlen(name));

	if (known != NULL || container->folder < 0)
		return known;
	return open_beside(wanted, name);
}

struct entry *container_find(struct container *container, const struct entry *part,
    const char *file, const struct place *place, const char *path, bool *bad)
{
	struct wanted wanted = {container, file, place, path, false};
	struct item *item = NULL;

	arena_reset(&container->scratch);
	if (is_path(&wanted))
		item = container->archive ? find_in_archive(&wanted, part) : find_beside(&wanted);
	*bad = wanted.bad;
	return item != NULL ? &item->entry : NULL;
}
