/* The files that an account names: see pictures.h. SPDX-License-Identifier: MIT */
#include "pictures.h"

#include <string.h>

#include "base/nearest.h"
#include "load/image.h"

struct head {
	struct buf data;
};

static bool take_head(void *to, const char *data, size_t size)
{
	struct head *head = to;
	size_t room = IMAGE_HEAD - head->data.length;

	buf_add(&head->data, data, size < room ? size : room);
	return head->data.length < IMAGE_HEAD;
}

enum { FILES_COMPARED = 200, SEARCHES_MOST = 100 };

static const char *bare(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash != NULL ? slash + 1 : name;
}

/* An entry that nothing has used so far, whose bare name is near that of a file
 * that is missing; NULL: none. Looks at some entries, for some of the files. */
static const char *near_entry(struct pictures *pictures, const char *file)
{
	const char *names[FILES_COMPARED], *bares[FILES_COMPARED];
	size_t count = 0, nearest;

	if (pictures->searches++ >= SEARCHES_MOST)
		return NULL;
	for (size_t i = 0; i < container_count(pictures->container) && count < FILES_COMPARED; i++) {
		const struct entry *entry = container_entry(pictures->container, i);

		if (entry == pictures->part || entry->kind != ENTRY_FILE || entry->used)
			continue;
		names[count] = entry->name;
		bares[count++] = bare(entry->name);
	}
	nearest = nearest_of(bare(file), bares, count);
	return nearest < count ? names[nearest] : NULL;
}

static bool look_at_picture(struct pictures *pictures, const struct value *file, struct media *media)
{
	struct piece_sink sink;
	struct head head = {{0}};
	struct buf path = {0};
	bool bad = false, good = true;

	value_path(&path, file);
	media->file = file;
	media->entry = container_find(pictures->container, pictures->part, file->text, &file->place,
	    buf_text(&path), &bad);
	buf_free(&path);
	if (bad)
		return false;
	if (media->entry == NULL) {
		media->near = near_entry(pictures, file->text);
		return true;
	}
	((struct entry *)media->entry)->used = true;
	media->name = ((struct entry *)media->entry)->name;
	sink = (struct piece_sink){take_head, &head};
	if (container_read(pictures->container, media->entry, &sink) == READ_FAILED) {
		pictures->unreadable = true;
		good = false;
	} else {
		media->size = ((struct entry *)media->entry)->size;
		image_read(buf_text(&head.data), head.data.length, media->size, &media->image);
	}
	buf_free(&head.data);
	return good;
}

static size_t count_screenshots(const struct nodes *listings)
{
	size_t count = 0;

	NODES_EACH(struct listing, listing, listings)
		count += listing->screenshots.count;
	return count;
}

static bool look_at_screenshots(struct pictures *pictures, const struct nodes *listings, struct media_list *list)
{
	bool good = true;

	NODES_EACH(struct listing, listing, listings)
		NODES_EACH(struct screenshot, screenshot, &listing->screenshots)
			if (screenshot->file != NULL)
				good &= look_at_picture(pictures, screenshot->file, &list->items[list->count++]);
	return good;
}

/* A schema of the user's own may let an account through without a company. */
bool pictures_look(struct pictures *pictures, const struct entry *part, const struct account *account,
    struct media_list *list)
{
	size_t most = 1 + count_screenshots(&account->applications) +
	              count_screenshots(&account->professionalServices);
	const struct logo *logo = account->company != NULL ? account->company->logo : NULL;
	bool good = true;

	pictures->part = part;
	list->items = arena_alloc(pictures->arena, mem_product(most, sizeof *list->items));
	if (logo != NULL && logo->file != NULL)
		good = look_at_picture(pictures, logo->file, &list->items[list->count++]);
	good &= look_at_screenshots(pictures, &account->applications, list);
	return look_at_screenshots(pictures, &account->professionalServices, list) && good;
}
