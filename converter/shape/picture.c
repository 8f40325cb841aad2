/* Pictures: under which safe names they are copied, and which are missing.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "shape/shaper.h"

/* The media of a file attribute when its bytes are there. */
static const struct media *present(struct shaper *s, const struct value *file)
{
	const struct media *media = NULL;

	if (s->media == NULL || file == NULL)
		return NULL;
	if (s->media_hint < s->media->count && s->media->items[s->media_hint].file == file)
		media = &s->media->items[s->media_hint];
	else
		media = media_of(s->media, file);
	if (media == NULL)
		return NULL;
	s->media_hint = (size_t)(media - s->media->items) + 1;
	return media->entry != NULL ? media : NULL;
}

static void keep_media(struct shaper *s, const char *path, const struct media *media)
{
	struct kept_media *kept = ARENA_NEW(s->arena, struct kept_media);

	kept->path = path;
	kept->media = media;
	*s->media_end = kept;
	s->media_end = &kept->next;
}

/* Suffixes that people write, by the type that they promise. */
static const struct { const char *suffix; enum image_type type; } suffixes[] = {
	{"png", IMAGE_PNG}, {"gif", IMAGE_GIF}, {"jpg", IMAGE_JPEG}, {"jpeg", IMAGE_JPEG},
	{"jpe", IMAGE_JPEG}, {"jfif", IMAGE_JPEG}, {"bmp", IMAGE_BMP}, {"dib", IMAGE_BMP},
	{"webp", IMAGE_WEBP}, {"svg", IMAGE_SVG},
};

/* False when the name promises another type than the bytes are. */
static bool honest_name(const char *name, enum image_type type)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < sizeof suffixes / sizeof *suffixes; i++)
		if (ascii_same(dot + 1, suffixes[i].suffix))
			return suffixes[i].type == type;
	return true;
}

static void tell_media(struct shaper *s, const struct media *media)
{
	if (media->entry == NULL) {
		const char *near = media->near == NULL ? ""
		    : arena_printf(s->arena, "; is \"%s\" meant, which nothing refers to?", media->near);

		shape_tell(s, DIAG_R306, media->file, DIAG_VALUES(media->file->text, near));
		record_because(s, media->file->node, "the export does not contain the file");
	} else if (media->image.type != IMAGE_UNKNOWN && !honest_name(media->name, media->image.type)) {
		const char *name = arena_printf(s->arena, "*.%s", image_type_suffix(media->image.type));

		shape_tell(s, DIAG_R318, media->file,
		    DIAG_VALUES(media->name, image_type_name(media->image.type), name));
	}
}

static void tell_not_looked(struct shaper *s, const struct value *file)
{
	if (file == NULL)
		return;
	shape_tell(s, DIAG_R307, file, DIAG_VALUES(file->text));
	record_because(s, file->node, "the file lies beside the XML, which came through standard input");
}

static void each_screenshot(struct shaper *s, void (*look)(struct shaper *s, const struct listing *listing,
    const struct screenshot *screenshot))
{
	const struct nodes *const lists[] = {&s->account->applications, &s->account->professionalServices};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		NODES_EACH(struct listing, listing, lists[i])
			NODES_EACH(struct screenshot, screenshot, &listing->screenshots)
				look(s, listing, screenshot);
}

static void screenshot_not_looked(struct shaper *s, const struct listing *listing,
    const struct screenshot *screenshot)
{
	(void)listing;
	tell_not_looked(s, screenshot->file);
}

void pictures_tell(struct shaper *s)
{
	const struct logo *logo = s->account->company->logo;

	for (size_t i = 0; s->media != NULL && i < s->media->count; i++)
		tell_media(s, &s->media->items[i]);
	if (s->media != NULL)
		return;
	if (logo != NULL)
		tell_not_looked(s, logo->file);
	each_screenshot(s, screenshot_not_looked);
}

struct text logo_make(struct shaper *s, const char *directory)
{
	const struct logo *logo = s->account->company->logo;
	const struct media *media = logo != NULL ? present(s, logo->file) : NULL;
	struct text text = {0};

	if (media == NULL)
		return text;
	text.data = arena_printf(s->arena, "%s/logo.%s", directory, image_type_suffix(media->image.type));
	text.length = strlen(text.data);
	text.value = logo->file;
	keep_media(s, text.data, media);
	return text;
}

/* The schema lets only digits through; a schema of the user's own may not. */
static bool plain_digits(const char *id)
{
	size_t length = strspn(id, "0123456789");

	return length > 0 && length <= 20 && id[length] == '\0';
}

/* Named by the listing's id, which is unique, and the place in its list. */
static const char *screenshot_path(struct shaper *s, const char *folder, const struct listing *listing,
    const struct screenshot *screenshot, const struct media *media)
{
	const char *id = value_text(listing->id), *suffix = image_type_suffix(media->image.type);
	unsigned number = (unsigned)screenshot->node.index;

	if (plain_digits(id))
		return arena_printf(s->arena, "%s/screenshots/%s-%u.%s", folder, id, number, suffix);
	return arena_printf(s->arena, "%s/screenshots/%s%u-%u.%s", folder,
	    listing->node.element->key, (unsigned)listing->node.index, number, suffix);
}

/* The text in a screenshot is in one language: it goes where that language is used. */
static bool same_language(const struct value *language, const struct value *wanted)
{
	const char *a = value_text(language), *b = value_text(wanted);

	if (*a == '\0' || *b == '\0')
		return true;
	while (ascii_letter(*a) && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return !ascii_letter(*a) && !ascii_letter(*b);
}

struct texts screenshots_make(struct shaper *s, const struct listing *listing,
    const struct value *language, const char *directory)
{
	struct texts texts = {0};

	if (listing->screenshots.count == 0)
		return texts;
	texts.items = arena_alloc(s->arena,
	    mem_product(listing->screenshots.count, sizeof *texts.items));
	NODES_EACH(struct screenshot, screenshot, &listing->screenshots) {
		const struct media *media = same_language(screenshot->language, language)
		                            ? present(s, screenshot->file) : NULL;
		struct text *text = &texts.items[texts.count];

		if (media == NULL)
			continue;
		*text = constant_text(screenshot_path(s, directory, listing, screenshot, media));
		text->value = screenshot->file;
		keep_media(s, text->data, media);
		texts.count++;
	}
	return texts;
}

static void record_picture(struct shaper *s, struct value *file, const char *path,
    const struct media *media)
{
	ledger_add(s, file, &(struct target){
		.fate = FATE_RECORDED, .file = path, .pointer = "",
		.why = "no profile has a place for the picture",
	});
	keep_media(s, path, media);
}

static void record_screenshot(struct shaper *s, const struct listing *listing,
    const struct screenshot *screenshot)
{
	const struct media *media = present(s, screenshot->file);

	if (media != NULL && screenshot->file->targets == NULL)
		record_picture(s, screenshot->file,
		    screenshot_path(s, "records", listing, screenshot, media), media);
}

/* Pictures of what only goes to records go there, too: nothing of an export is left behind. */
void pictures_recorded(struct shaper *s)
{
	const struct logo *logo = s->account->company->logo;
	const struct media *media = logo != NULL ? present(s, logo->file) : NULL;

	if (media != NULL && logo->file->targets == NULL)
		record_picture(s, logo->file, arena_printf(s->arena, "records/logo.%s",
		    image_type_suffix(media->image.type)), media);
	each_screenshot(s, record_screenshot);
}
