/* Names of the entries of an archive: see inventory.h. SPDX-License-Identifier: MIT */
#include "read/zip/inventory.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "read/zip/directory_parts.h"
#include "read/zip/names.h"

struct naming {
	struct inventory *inventory;
	const struct directory *directory;
	struct input *input;
	const struct limits *limits;
	const struct decoder *decoder;
	size_t *lengths;         /* of the names, which may have a NUL within */
	size_t *undecided;       /* entries whose names are in some old encoding */
	size_t undecided_count;
};

static bool refuse_number(struct naming *naming, enum diag_code code, size_t index,
    const char *second, const char *third)
{
	struct number number;

	return archive_refuse(naming->input, code, naming->directory->entries[index].header,
	    DIAG_VALUES(number_text(&number, index + 1), second, third));
}

static bool disagrees(struct naming *naming, const struct directory_entry *entry)
{
	return archive_refuse(naming->input, DIAG_Z203, entry->header,
	    DIAG_VALUES(entry->raw, "name"));
}

static void take(struct naming *naming, size_t index, const char *name, size_t length)
{
	naming->inventory->names[index] = name;
	naming->lengths[index] = length;
}

static bool is_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

/* The Unicode field wins over a name in an old encoding (4.6.9), and must be
 * the same name where that can be told. */
static bool take_unicode(struct naming *naming, size_t index)
{
	const struct directory_entry *entry = &naming->directory->entries[index];
	const char *name = entry->unicode;
	size_t length = entry->unicode_length;
	bool same = length == entry->raw_length && memcmp(name, entry->raw, length) == 0;

	if (!utf8_valid(name, length, NULL))
		return refuse_number(naming, DIAG_Z218, index, name, NULL);
	if (!same && (entry->flags & ZIP_FLAG_UTF8) != 0)
		return disagrees(naming, entry);
	if (!same && is_ascii(entry->raw, entry->raw_length) &&
	    !name_spells(entry->raw, entry->raw_length, name, length))
		return disagrees(naming, entry);
	take(naming, index, name, length);
	return true;
}

static bool decode_one(struct naming *naming, size_t index)
{
	const struct directory_entry *entry = &naming->directory->entries[index];

	if (entry->unicode != NULL)
		return take_unicode(naming, index);
	if (utf8_valid(entry->raw, entry->raw_length, NULL)) {
		take(naming, index, entry->raw, entry->raw_length);
		return true;
	}
	if ((entry->flags & ZIP_FLAG_UTF8) != 0)
		return refuse_number(naming, DIAG_Z218, index, entry->raw, NULL);
	naming->undecided[naming->undecided_count++] = index;
	return true;
}

static struct decoder_text *undecided_texts(const struct naming *naming)
{
	struct decoder_text *texts = mem_alloc(mem_product(naming->undecided_count, sizeof *texts));

	for (size_t i = 0; i < naming->undecided_count; i++) {
		const struct directory_entry *entry = &naming->directory->entries[naming->undecided[i]];

		texts[i] = (struct decoder_text){entry->raw, entry->raw_length};
	}
	return texts;
}

/* All undecided names in one encoding: the one asked for, or the likeliest. */
static bool decode_undecided(struct naming *naming)
{
	struct decoder_text *texts = undecided_texts(naming);
	size_t choice = decoder_choose(naming->decoder, texts, naming->undecided_count);
	const char *encoding = decoder_name(naming->decoder, choice);
	struct arena *arena = &naming->inventory->arena;
	struct buf name = {0};
	size_t refused = 0;

	for (size_t i = 0; i < naming->undecided_count && refused < REFUSALS_SHOWN; i++) {
		size_t index = naming->undecided[i];

		buf_clear(&name);
		if (decoder_decode(naming->decoder, choice, &texts[i], &name))
			take(naming, index, arena_copy(arena, buf_text(&name), name.length), name.length);
		else
			refused += !refuse_number(naming, DIAG_Z223, index, encoding, texts[i].data);
	}
	if (refused == 0 && decoder_guesses(naming->decoder))
		archive_refuse(naming->input, DIAG_Z222, 0,
		    DIAG_VALUES(encoding, naming->inventory->names[naming->undecided[0]]));
	buf_free(&name);
	mem_free(texts);
	return refused == 0;
}

static bool decode_all(struct naming *naming)
{
	size_t refused = 0;

	for (size_t i = 0; i < naming->directory->count && refused < REFUSALS_SHOWN; i++)
		refused += !decode_one(naming, i);
	if (refused > 0)
		return false;
	return naming->undecided_count == 0 || decode_undecided(naming);
}

static bool check_one(struct naming *naming, size_t index)
{
	static const enum diag_code codes[NAME_FAULTS] = {
		[NAME_CONTROL] = DIAG_Z216, [NAME_BACKSLASH] = DIAG_Z215,
		[NAME_ABSOLUTE] = DIAG_Z213, [NAME_DRIVE] = DIAG_Z214, [NAME_CLIMBS] = DIAG_Z212,
	};
	const struct directory_entry *entry = &naming->directory->entries[index];
	const char *name = naming->inventory->names[index];
	size_t length = naming->lengths[index];
	enum name_fault fault = name_check(name, length);
	struct number first, second;

	if (fault == NAME_EMPTY)
		return refuse_number(naming, DIAG_Z217, index, NULL, NULL);
	if (fault != NAME_FINE)
		return archive_refuse(naming->input, codes[fault], entry->header, DIAG_VALUES(name));
	if (length <= naming->limits->name_bytes)
		return true;
	return archive_refuse(naming->input, DIAG_Z211, entry->header, DIAG_VALUES(name,
	    number_text(&first, length), number_text(&second, naming->limits->name_bytes)));
}

/* FNV-1a. Crafted collisions cost nothing here: equal hashes fall back to strcmp(). */
static uint64_t hash_of(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

static int compare_slots(const void *left, const void *right)
{
	const struct inventory_slot *a = left, *b = right;
	int order;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	order = a->key == b->key ? 0 : strcmp(a->key, b->key);
	return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static void sort_names(struct naming *naming)
{
	struct inventory *inventory = naming->inventory;

	inventory->slots = mem_alloc(mem_product(inventory->count, sizeof *inventory->slots));
	for (size_t i = 0; i < inventory->count; i++) {
		const char *key = name_key(&inventory->arena, inventory->names[i], true);

		inventory->slots[i] = (struct inventory_slot){hash_of(key), key, i};
	}
	qsort(inventory->slots, inventory->count, sizeof *inventory->slots, compare_slots);
}

static bool same_key(const struct inventory_slot *a, const struct inventory_slot *b)
{
	return a->hash == b->hash && strcmp(a->key, b->key) == 0;
}

static int compare_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/* Among names that are alike, exact repeats. */
static bool check_alike(struct naming *naming, const struct inventory_slot *first, size_t count)
{
	const char **names = mem_alloc(mem_product(count, sizeof *names));
	bool fine = true;

	for (size_t i = 0; i < count; i++)
		names[i] = naming->inventory->names[first[i].index];
	qsort(names, count, sizeof *names, compare_names);
	for (size_t i = 1; i < count && fine; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			fine = archive_refuse(naming->input, DIAG_Z221,
			    naming->directory->entries[first->index].header, DIAG_VALUES(names[i]));
	mem_free(names);
	return fine;
}

static bool check_repeats(struct naming *naming)
{
	const struct inventory *inventory = naming->inventory;
	size_t refused = 0;

	for (size_t i = 0, next; i < inventory->count && refused < REFUSALS_SHOWN; i = next) {
		for (next = i + 1; next < inventory->count &&
		     same_key(&inventory->slots[i], &inventory->slots[next]); next++)
			;
		if (next - i > 1)
			refused += !check_alike(naming, &inventory->slots[i], next - i);
	}
	return refused == 0;
}

static bool check_all(struct naming *naming)
{
	size_t refused = 0;

	for (size_t i = 0; i < naming->directory->count && refused < REFUSALS_SHOWN; i++)
		refused += !check_one(naming, i);
	if (refused > 0)
		return false;
	sort_names(naming);
	return check_repeats(naming);
}

bool inventory_build(struct inventory *inventory, const struct directory *directory,
    struct input *input, const struct limits *limits, const struct decoder *decoder)
{
	struct naming naming = {
		.inventory = inventory, .directory = directory, .input = input,
		.limits = limits, .decoder = decoder,
		.lengths = mem_alloc(mem_product(directory->count, sizeof(size_t))),
		.undecided = mem_alloc(mem_product(directory->count, sizeof(size_t))),
	};
	bool fine;

	*inventory = (struct inventory){.count = directory->count};
	inventory->names = mem_alloc(mem_product(directory->count, sizeof *inventory->names));
	fine = decode_all(&naming) && check_all(&naming);
	mem_free(naming.lengths);
	mem_free(naming.undecided);
	return fine;
}

void inventory_free(struct inventory *inventory)
{
	mem_free(inventory->names);
	mem_free(inventory->slots);
	arena_free(&inventory->arena);
	*inventory = (struct inventory){0};
}

size_t inventory_find(const struct inventory *inventory, const char *key,
    const struct inventory_slot **first)
{
	struct inventory_slot wanted = {.hash = hash_of(key), .key = key};
	size_t low = 0, high = inventory->count, count = 0;

	/* The index of `wanted` is 0, so that it sorts before all with its key. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_slots(&inventory->slots[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = inventory->slots + low;
	while (low + count < inventory->count && same_key(*first + count, &wanted))
		count++;
	return count;
}
