/* sheet/sheet.html taken apart, once for all sheets of a run: see sheet_kit.h. SPDX-License-Identifier: MIT */
#include "emit/sheet_kit.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/embedded.h"
#include "base/hash.h"
#include "emit/sheet_page.h"

enum { NEAR = 64 };   /* a power of two; there are fewer names */

struct kit_memory {
	struct map map;
	struct arena arena;
	struct {
		const char *name;
		const struct kit_piece *piece;
	} near[NEAR];              /* pieces asked for lately, by where their names stand */
};

enum { OPEN_MOST = 4, STEPS_FIRST = 16 };

/* One piece while it is read. */
struct reading {
	struct sheet_kit *kit;
	struct kit_piece *piece;
	size_t room;
	struct buf text;               /* fixed text that is not a step yet */
	size_t open[OPEN_MOST];        /* conditions whose end is to come */
	size_t open_count;
};

/* ---- steps ---- */

static struct kit_step *add_step(struct reading *r, enum kit_kind kind)
{
	struct kit_piece *piece = r->piece;

	if (piece->count == r->room) {
		const struct kit_step *old = piece->steps;

		r->room = r->room == 0 ? STEPS_FIRST : 2 * r->room;
		piece->steps = arena_alloc(&r->kit->arena, mem_product(r->room, sizeof *piece->steps));
		if (piece->count > 0)
			memcpy(piece->steps, old, piece->count * sizeof *old);
	}
	piece->steps[piece->count] = (struct kit_step){.kind = kind};
	return &piece->steps[piece->count++];
}

static void end_text(struct reading *r)
{
	struct kit_step *step;

	if (r->text.length == 0)
		return;
	step = add_step(r, KIT_TEXT);
	step->text = arena_copy(&r->kit->arena, r->text.data, r->text.length);
	step->length = r->text.length;
	buf_clear(&r->text);
}

static void named_step(struct reading *r, enum kit_kind kind, const char *name, const char *end)
{
	end_text(r);
	add_step(r, kind)->text = arena_copy(&r->kit->arena, name, (size_t)(end - name));
}

/* Copies text. Line ends and the tabs behind them are nobody's business, but for the last
 * one of a piece: a sheet keeps some lines, for those who look at it as text. */
static void add_text(struct reading *r, const char *from, const char *to)
{
	while (from < to) {
		const char *end = memchr(from, '\n', (size_t)(to - from));

		end = end != NULL ? end : to;
		buf_add(&r->text, from, (size_t)(end - from));
		from = end + (end < to);
		while (from < to && *from == '\t')
			from++;
	}
}

/* ---- marks ---- */

/* {{=word a b}} or {{~word a b}}: `at` is behind the mark. A word without
 * slots is the same on every sheet, and so is fixed text. */
static void read_word(struct reading *r, const char *at, const char *close, enum kit_kind kind)
{
	const char *space = memchr(at, ' ', (size_t)(close - at));
	const struct sheet_word *word =
	    words_find(&r->kit->words, at, (size_t)((space != NULL ? space : close) - at));
	struct kit_step *step;

	assert(word != NULL);
	if (space == NULL && kind == KIT_WORD) {
		words_put_whole(&r->text, word);
		return;
	}
	end_text(r);
	step = add_step(r, kind);
	step->word = word;
	step->args = arena_alloc(&r->kit->arena, (KIT_ARGS + 1) * sizeof *step->args);
	for (size_t i = 0; space != NULL && i < KIT_ARGS; i++) {
		const char *name = space + 1;

		space = memchr(name, ' ', (size_t)(close - name));
		step->args[i] = arena_copy(&r->kit->arena, name, (size_t)((space != NULL ? space : close) - name));
	}
}

static void open_condition(struct reading *r, const char *name, const char *close)
{
	assert(r->open_count < OPEN_MOST);
	named_step(r, KIT_IF, name, close);
	r->open[r->open_count++] = r->piece->count - 1;
}

/* Conditions are closed in the order in which sheet.html nests them. */
static void close_condition(struct reading *r, const char *name, const char *close)
{
	struct kit_step *step;

	end_text(r);
	assert(r->open_count > 0);
	step = &r->piece->steps[r->open[--r->open_count]];
	assert(strncmp(step->text, name, (size_t)(close - name)) == 0);
	step->length = r->piece->count - 1 - r->open[r->open_count];
}

static void read_mark(struct reading *r, const char *at, const char *close)
{
	switch (*at) {
	case '=':
		read_word(r, at + 1, close, KIT_WORD);
		return;
	case '~':
		read_word(r, at + 1, close, KIT_BARE);
		return;
	case '?':
		open_condition(r, at + 1, close);
		return;
	case '/':
		close_condition(r, at + 1, close);
		return;
	case '>':
		named_step(r, KIT_HOLE, at + 1, close);
		return;
	default:
		named_step(r, KIT_SLOT, at, close);
	}
}

/* ---- pieces ---- */

static void read_piece(struct sheet_kit *kit, struct kit_piece *piece, const char *at, const char *end)
{
	struct reading r = {.kit = kit, .piece = piece};
	const char *mark;

	while ((mark = memmem(at, (size_t)(end - at), "{{", 2)) != NULL) {
		const char *close = memmem(mark, (size_t)(end - mark), "}}", 2);

		assert(close != NULL);
		add_text(&r, at, mark);
		read_mark(&r, mark + 2, close);
		at = close + 2;
	}
	add_text(&r, at, end);
	buf_addc(&r.text, '\n');
	end_text(&r);
	assert(r.open_count == 0);
	buf_free(&r.text);
}

static void read_pieces(struct sheet_kit *kit)
{
	static const char mark[] = "<!-- piece ", mark_end[] = " -->\n";
	const struct embedded *file = embedded_find("sheet/sheet.html");
	const char *text = (const char *)file->data, *at = strstr(text, mark);

	while (at != NULL) {
		struct kit_piece *piece = ARENA_NEW(&kit->arena, struct kit_piece);
		const char *name = at + strlen(mark), *start = strstr(name, mark_end);

		assert(start != NULL);
		at = strstr(start, mark);
		map_add(&kit->pieces, name, (size_t)(start - name), piece);
		read_piece(kit, piece, start + strlen(mark_end), at != NULL ? at : text + file->size);
	}
}

static void add_embedded(struct buf *to, const char *name)
{
	const struct embedded *file = embedded_find(name);

	buf_add(to, file->data, file->size);
}

void sheet_start(struct buf *to, const struct sheet_kit *kit)
{
	struct buf script = {0};
	struct page page;

	add_embedded(&script, "sheet/changes.js");
	add_embedded(&script, "sheet/sheet.js");
	page_open(&page, to, kit);
	page_start(&page, NULL, &script);
	page_close(&page);
	buf_free(&script);
}

struct sheet_kit *sheet_kit_open(const char *lang)
{
	struct sheet_kit *kit = mem_alloc(sizeof *kit);

	kit->memory = mem_alloc(sizeof *kit->memory);
	kit->language = lang != NULL && strcmp(lang, "ko") == 0;
	words_open(&kit->words, kit->language);
	read_pieces(kit);
	return kit;
}

void sheet_kit_close(struct sheet_kit *kit)
{
	if (kit == NULL)
		return;
	words_close(&kit->words);
	map_free(&kit->pieces);
	arena_free(&kit->arena);
	map_free(&kit->memory->map);
	arena_free(&kit->memory->arena);
	mem_free(kit->memory);
	mem_free(kit);
}

const struct kit_piece *kit_piece(const struct sheet_kit *kit, const char *name)
{
	const size_t slot = (uintptr_t)name / 8 % NEAR;
	struct kit_memory *memory = kit->memory;

	if (memory->near[slot].name != name) {
		memory->near[slot].name = name;
		memory->near[slot].piece = map_find(&kit->pieces, name, strlen(name));
	}
	return memory->near[slot].piece;
}

void *kit_recall(const struct sheet_kit *kit, const void *key, size_t length, size_t size, bool *known)
{
	struct kit_memory *memory = kit->memory;
	void *room = map_find(&memory->map, key, length);

	*known = room != NULL;
	if (*known)
		return room;
	room = arena_alloc(&memory->arena, size);
	map_add(&memory->map, arena_copy(&memory->arena, key, length), length, room);
	return room;
}

const char *kit_copy(const struct sheet_kit *kit, const char *text, size_t length)
{
	return arena_copy(&kit->memory->arena, text, length);
}

/* ---- hashes ---- */

void sheet_csp_hash(char room[SHEET_CSP_HASH], const void *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char bytes[HASH_BYTES + 1] = {0};
	char hex[HASH_TEXT];
	char *to = room;

	hash_bytes(data, size, hex);
	hash_pack(bytes, hex);
	memcpy(to, "sha256-", 7);
	to += 7;
	/* 32 bytes: ten groups of three and one of two. */
	for (size_t i = 0; i < sizeof bytes; i += 3) {
		const unsigned group = (unsigned)bytes[i] << 16 | (unsigned)bytes[i + 1] << 8 | bytes[i + 2];

		*to++ = digits[group >> 18];
		*to++ = digits[group >> 12 & 63];
		*to++ = digits[group >> 6 & 63];
		*to++ = i < 30 ? digits[group & 63] : '=';
	}
	*to = '\0';
}
