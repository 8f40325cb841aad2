/* Pieces of HTML with words and values put in: see sheet_page.h. SPDX-License-Identifier: MIT */
#include "emit/sheet_page.h"

#include <assert.h>
#include <string.h>

#include "base/embedded.h"

void page_open(struct page *page, struct buf *to, const struct sheet_kit *kit)
{
	*page = (struct page){.to = to, .kit = kit, .language = kit->language};
}

void page_close(struct page *page)
{
	map_free(&page->parts);
	arena_free(&page->arena);
}

/* ---- what comes again ---- */

struct page_part *page_part(struct page *page, const void *key, size_t size)
{
	struct page_part *part = map_find(&page->parts, key, size);

	if (part != NULL)
		return part;
	part = arena_alloc(&page->arena, sizeof *part + size);
	memcpy(part + 1, key, size);
	map_add(&page->parts, (const char *)(part + 1), size, part);
	return part;
}

struct page_part *page_lasting(struct page *page, const void *key, size_t size)
{
	bool known;
	struct page_part *part = kit_recall(page->kit, key, size, sizeof *part, &known);

	part->lasting = true;
	return part;
}

bool page_again(struct page *page, struct page_part *part)
{
	struct buf *to = page->to;
	char *end;

	if (part->length == 0) {
		part->from = to->length;
		return false;
	}
	if (part->lasting) {
		buf_add(to, part->copy, part->length);
		return true;
	}
	end = buf_reserve(to, part->length);   /* first: it may move what is copied */
	memcpy(end, to->data + part->from, part->length);
	end[part->length] = '\0';
	to->length += part->length;
	return true;
}

void page_done(struct page *page, struct page_part *part)
{
	part->length = page->to->length - part->from;
	if (part->lasting)
		part->copy = kit_copy(page->kit, page->to->data + part->from, part->length);
}

/* ---- pieces ---- */

/* Names are short: sooner done here than by strcmp(). */
static inline bool same_name(const char *a, const char *b)
{
	for (; *a == *b; a++, b++)
		if (*a == '\0')
			return true;
	return false;
}

static const struct slot *find_slot(const struct slot *slots, const char *name)
{
	for (; slots->name != NULL; slots++)
		if (same_name(slots->name, name))
			return slots;
	return NULL;
}

/* Names are constants: one is known again by its address. */
static const char *slot_of(struct kit_step *step, const struct slot *slots)
{
	for (const struct slot *slot = slots; slot->name != NULL; slot++)
		if (slot->name == step->seen)
			return slot->text;
	slots = find_slot(slots, step->text);
	if (slots == NULL)
		return NULL;
	step->seen = slots->name;
	return slots->text;
}

static bool is_hole(struct kit_step *step, const char *hole)
{
	if (hole == NULL || (hole != step->seen && !same_name(step->text, hole)))
		return false;
	step->seen = hole;
	return true;
}

static void put_word(const struct piece *piece, const struct kit_step *step)
{
	struct page *page = piece->page;
	const char *args[KIT_ARGS + 1] = {NULL};

	for (size_t i = 0; i < KIT_ARGS && step->args[i] != NULL; i++) {
		const struct slot *slot = find_slot(piece->slots, step->args[i]);

		args[i] = slot != NULL && slot->text != NULL ? slot->text : "";
	}
	if (step->kind == KIT_BARE)
		words_put_bare(page->to, step->word, page->language, step->args[0] != NULL ? args : NULL);
	else
		words_put(page->to, &page->kit->words, step->word, args);
}

/* True when it is the hole that was asked for. */
static bool put_step(struct piece *piece, struct kit_step *step, const char *hole)
{
	const char *text;

	switch (step->kind) {
	case KIT_TEXT:
		buf_add(piece->page->to, step->text, step->length);
		return false;
	case KIT_SLOT:
		text = slot_of(step, piece->slots);
		if (text != NULL)
			html_text(piece->page->to, text, strlen(text));
		return false;
	case KIT_IF:
		if (slot_of(step, piece->slots) == NULL)
			piece->at += step->length;
		return false;
	case KIT_HOLE:
		return is_hole(step, hole);
	case KIT_WORD:
	case KIT_BARE:
		break;
	}
	put_word(piece, step);
	return false;
}

static void run(struct piece *piece, const char *hole)
{
	while (piece->at < piece->end)
		if (put_step(piece, piece->at++, hole))
			return;
}

struct piece piece_begin(struct page *page, const char *name, const struct slot *slots)
{
	const struct kit_piece *piece = kit_piece(page->kit, name);

	assert(piece != NULL);
	return (struct piece){page, piece->steps, piece->steps + piece->count, slots};
}

void piece_upto(struct piece *piece, const char *hole)
{
	run(piece, hole);
}

void piece_skip(struct piece *piece, const char *hole)
{
	while (piece->at->kind != KIT_HOLE || !same_name(piece->at->text, hole))
		piece->at++;
	piece->at++;
}

void piece_end(struct piece *piece)
{
	run(piece, NULL);
}

void page_put(struct page *page, const char *name, const struct slot *slots)
{
	struct piece piece = piece_begin(page, name, slots);

	piece_end(&piece);
}

void page_put_word(struct page *page, const char *name, const char *hole, const char *key)
{
	struct piece piece = piece_begin(page, name, NO_SLOTS);

	piece_upto(&piece, hole);
	page_word(page, key, NULL);
	piece_end(&piece);
}

void page_word(struct page *page, const char *key, const char *const *args)
{
	const struct sheet_word *word = words_find(&page->kit->words, key, strlen(key));

	assert(word != NULL);
	words_put(page->to, &page->kit->words, word, args);
}

void page_message(struct page *page, const char *key, const char *const *args)
{
	const struct sheet_word *word = words_find(&page->kit->words, key, strlen(key));

	assert(word != NULL);
	words_message(page->to, &page->kit->words, word, args);
}

bool page_has_word(const struct page *page, const char *key)
{
	return words_find(&page->kit->words, key, strlen(key)) != NULL;
}

void page_phrase(struct page *page, const char *text)
{
	words_phrase(page->to, &page->kit->words, text);
}

/* ---- what every page has ---- */

void page_start(struct page *page, const char *mark, const struct buf *script)
{
	const struct embedded *style = embedded_find("sheet/sheet.css");
	char style_hash[SHEET_CSP_HASH], script_hash[SHEET_CSP_HASH];
	struct piece piece;

	sheet_csp_hash(style_hash, style->data, style->size);
	if (script != NULL)
		sheet_csp_hash(script_hash, script->data, script->length);
	piece = piece_begin(page, "start", SLOTS({"lang", page->language == 0 ? "en" : "ko"},
	    {"mark", mark != NULL ? "" : NULL}, {"style-hash", style_hash},
	    {"script-hash", script != NULL ? script_hash : NULL}));
	if (mark != NULL) {
		piece_upto(&piece, "mark");
		buf_adds(page->to, mark);
	}
	piece_upto(&piece, "style");
	buf_add(page->to, style->data, style->size);
	if (script != NULL) {
		piece_upto(&piece, "script");
		buf_add(page->to, script->data, script->length);
	}
	piece_end(&piece);
}

void page_head(struct page *page, const char *version, const char *name, const char *key)
{
	page_put(page, "head", SLOTS({"en", page->language == 0 ? "" : NULL}, {"ko", page->language == 1 ? "" : NULL},
	    {"version", version}, {"name", name}, {"key", key}));
}

/* ---- small things ---- */

/* Written by hand: a sheet has hundreds, and printf is slow. */
const char *sheet_number(char room[SHEET_NUMBER], size_t number)
{
	char *at = room + SHEET_NUMBER - 1;

	*at = '\0';
	do
		*--at = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	return at;
}

/* Not arena_printf(), for the same reason. */
const char *sheet_join(struct arena *arena, const char *const *texts)
{
	size_t length = 0;
	char *joined, *at;

	for (size_t i = 0; texts[i] != NULL; i++)
		length += strlen(texts[i]);
	joined = at = arena_alloc(arena, length + 1);
	for (size_t i = 0; texts[i] != NULL; i++) {
		const size_t part = strlen(texts[i]);

		memcpy(at, texts[i], part);
		at += part;
	}
	return joined;
}
