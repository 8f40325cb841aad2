/* Records: what Partner Center does not take, element by element. SPDX-License-Identifier: MIT */
#include "emit/record.h"

#include <assert.h>
#include <string.h>

#include "emit/emit.h"
#include "emit/parts.h"

static const void *member(const struct node *node, size_t offset)
{
	const void *pointer;

	memcpy(&pointer, (const char *)node + offset, sizeof pointer);
	return pointer;
}

const struct value *record_value(const struct node *node, size_t offset)
{
	return node != NULL ? member(node, offset) : NULL;
}

const struct node *record_struct(const struct node *node, size_t offset)
{
	return node != NULL ? member(node, offset) : NULL;
}

const struct nodes *record_items(const struct node *node, const struct element *row)
{
	if (row->kind == ELEMENT_GROUP) {
		row = row->children;
		assert(row->kind == ELEMENT_ITEM && row[1].name == NULL);
	}
	return node != NULL ? (const struct nodes *)(const void *)((const char *)node + row->offset) : NULL;
}

static void write_node(struct writer *w, const struct node *node);

static void write_items(struct writer *w, const char *key, const struct nodes *items)
{
	if (items->count == 0)
		return;
	write_key(w, key);
	write_list(w);
	for (const struct node *node = items->first; node != NULL; node = node->next)
		write_node(w, node);
	write_end(w);
}

static void write_child(struct writer *w, const struct node *node, const struct element *row)
{
	const struct node *child;

	if (row->kind == ELEMENT_VALUE) {
		write_value(w, row->key, record_value(node, row->offset));
	} else if (row->kind != ELEMENT_STRUCT) {
		write_items(w, row->key, record_items(node, row));
	} else if ((child = record_struct(node, row->offset)) != NULL) {
		write_key(w, row->key);
		write_node(w, child);
	}
}

static void write_members(struct writer *w, const struct node *node)
{
	const struct element *element = node->element;

	write_map(w);
	for (const struct attribute *a = element->attributes; a != NULL && a->name != NULL; a++)
		write_value(w, a->name, record_value(node, a->offset));
	if (element->text > 0)
		write_value(w, element->text_key, record_value(node, element->text));
	for (const struct element *row = element->children; row != NULL && row->name != NULL; row++)
		write_child(w, node, row);
	write_end(w);
}

/* A word alone where the format has nothing but a word, else a map. */
static void write_node(struct writer *w, const struct node *node)
{
	const struct element *element = node->element;
	const struct value *text;

	if (element->text == 0 || element->attributes != NULL || element->children != NULL) {
		write_members(w, node);
		return;
	}
	text = record_value(node, element->text);
	write_string(w, value_text(text), text != NULL ? text->length : 0);
}

/* Whether an account can have several of them: the node or one that it is in may repeat. */
static bool repeats(const struct node *node)
{
	for (; node != NULL && node->element != element_account; node = node->parent)
		if (node->element->kind == ELEMENT_ITEM)
			return true;
	return false;
}

static bool seen_before(const struct record *const records[], size_t i)
{
	for (size_t earlier = 0; earlier < i; earlier++)
		if (strcmp(records[earlier]->key, records[i]->key) == 0)
			return true;
	return false;
}

/* All records with the key of the i-th, as one list. */
static void write_list_of(struct writer *w, const struct record *const records[], size_t count, size_t i)
{
	bool list = repeats(records[i]->nodes[0]);

	write_key(w, records[i]->key);
	if (list)
		write_list(w);
	for (size_t r = i; r < count; r++)
		for (size_t n = 0; n < records[r]->count; n++)
			if (strcmp(records[r]->key, records[i]->key) == 0)
				write_node(w, records[r]->nodes[n]);
	if (list)
		write_end(w);
}

void emit_record(struct writer *w, const struct record *const records[], size_t count)
{
	write_map(w);
	write_pair(w, "format", "pinport/records/1");
	write_key(w, "reasons");
	write_list(w);
	for (size_t i = 0; i < count; i++) {
		write_flow_map(w);
		write_pair(w, "of", records[i]->key);
		write_pair(w, "why", records[i]->reason);
		write_end(w);
	}
	write_end(w);
	for (size_t i = 0; i < count; i++)
		if (!seen_before(records, i) && records[i]->count > 0)
			write_list_of(w, records, count, i);
	write_end(w);
}

static void write_kept_text(struct writer *w, const struct kept_text *text)
{
	struct buf path = {0};

	write_map(w);
	write_pair(w, "country", text->country);
	write_pair(w, "field", text->field);
	write_pair(w, "language", text->language);
	if (text->value != NULL) {
		value_path(&path, text->value);
		write_pair(w, "source", buf_text(&path));
	}
	write_pair(w, "why", text->reason);
	write_pair(w, "text", text->text);
	write_end(w);
	buf_free(&path);
}

void emit_texts(struct writer *w, const struct kept_text *texts)
{
	write_map(w);
	write_pair(w, "format", "pinport/texts/1");
	write_key(w, "texts");
	write_list(w);
	for (; texts != NULL; texts = texts->next)
		write_kept_text(w, texts);
	write_end(w);
	write_end(w);
}
