/* Places that the ledger names, and what stands there: see verify.h. The rules
 * below are written from docs/FORMATS.md, not from what shaping does.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check/verify_parts.h"

/* ---- places ---- */

static bool is_tree(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".json") == 0);
}

/* The tree of a file, read once; NULL for one that could not be read, which was told then. */
static const struct yaml *tree_of(struct verifying *v, const struct view_file *file)
{
	static const struct yaml unreadable = {.kind = YAML_SCALAR};
	const size_t length = strlen(file->path);
	const struct yaml *root = map_find(&v->trees, file->path, length);

	if (root == NULL) {
		root = view_tree(v->view, file, VERIFY_TREE_MOST, &v->arena);
		map_add(&v->trees, file->path, length, (void *)(uintptr_t)(root != NULL ? root : &unreadable));
	}
	return root != &unreadable ? root : NULL;
}

/* Records may have many items, and as many lines lead into them. */
struct items {
	const struct yaml *list;     /* the key of the map is the address of this member */
	size_t count;
	const struct yaml **all;
};

static const struct yaml *item_of(struct verifying *v, const struct yaml *list, size_t index)
{
	const struct items *known = map_find(&v->lists, (const char *)&list, sizeof list);
	struct items *items;

	if (known == NULL) {
		items = ARENA_NEW(&v->arena, struct items);
		items->list = list;
		for (const struct yaml *item = list->first; item != NULL; item = item->next)
			items->count++;
		items->all = arena_alloc(&v->arena, mem_product(items->count + 1, sizeof *items->all));
		items->count = 0;
		for (const struct yaml *item = list->first; item != NULL; item = item->next)
			items->all[items->count++] = item;
		map_add(&v->lists, (const char *)&items->list, sizeof items->list, items);
		known = items;
	}
	return index < known->count ? known->all[index] : NULL;
}

static const struct yaml *step_into(struct verifying *v, const struct yaml *node, const char *step, size_t length)
{
	char key[64];

	if (length == 0 || length >= sizeof key)
		return NULL;
	memcpy(key, step, length);
	key[length] = '\0';
	if (node->kind == YAML_MAP)
		return yaml_member(node, key);
	if (node->kind == YAML_LIST && strspn(key, "0123456789") == length)
		return item_of(v, node, (size_t)strtoul(key, NULL, 10));
	return NULL;
}

static const struct yaml *follow(struct verifying *v, const struct yaml *node, const char *pointer)
{
	while (node != NULL && *pointer == '/') {
		const size_t length = strcspn(pointer + 1, "/");

		node = step_into(v, node, pointer + 1, length);
		pointer += 1 + length;
	}
	return *pointer == '\0' ? node : NULL;
}

bool verify_find(struct verifying *v, const struct yaml *line, const char *path, const char *at,
    struct place_found *found)
{
	const size_t length = strcspn(at, "#");
	const char *file = arena_copy(&v->arena, at, length);
	const struct yaml *root;

	*found = (struct place_found){.at = at, .pointer = at[length] == '#' ? at + length + 1 : ""};
	found->file = view_find(v->view, file);
	if (found->file == NULL || found->file->odd != NULL)
		return verify_tell(v, DIAG_R163, line, path, DIAG_VALUES(at, "the bundle has no such file"));
	if (!is_tree(file)) {
		return *found->pointer == '\0' || verify_tell(v, DIAG_R163, line, path,
		    DIAG_VALUES(at, "the file has no fields"));
	}
	root = tree_of(v, found->file);
	if (root == NULL)
		return false;
	found->node = follow(v, root, found->pointer);
	return found->node != NULL ||
	       verify_tell(v, DIAG_R163, line, path, DIAG_VALUES(at, "there is no such field in the file"));
}

/* ---- values ---- */

static bool is_token(const struct value *leaf)
{
	const struct element *element = leaf->node->element;
	size_t hint = 0;

	if (leaf->attribute) {
		for (const struct attribute *a = element->attributes; a != NULL && a->name != NULL; a++)
			if (strcmp(a->name, leaf->name) == 0)
				return a->token;
		return false;
	}
	if (leaf->name == NULL)
		return element->token;
	element = element_child(element, leaf->name, &hint);
	return element != NULL && element->token;
}

/* XML Schema's whiteSpace=collapse. */
static void collapse(struct buf *to, const char *text)
{
	buf_clear(to);
	for (; *text != '\0'; text++)
		if (!ascii_space(*text))
			buf_addc(to, *text);
		else if (to->length > 0 && to->data[to->length - 1] != ' ')
			buf_addc(to, ' ');
	if (to->length > 0 && to->data[to->length - 1] == ' ')
		buf_cut(to, to->length - 1);
}

static bool same_value(const struct value *leaf, const char *text)
{
	struct buf own = {0};
	bool same = strcmp(leaf->text, text) == 0;

	if (!same && is_token(leaf)) {
		collapse(&own, leaf->text);
		same = strcmp(buf_text(&own), text) == 0;
		buf_free(&own);
	}
	return same;
}

static bool list_has(const char *list, const char *word)
{
	const size_t length = strlen(word);

	while (*list != '\0') {
		const size_t part = strcspn(list, " \t\r\n");

		if (part == length && memcmp(list, word, length) == 0)
			return true;
		list += part + strspn(list + part, " \t\r\n");
	}
	return false;
}

/* The text of an element's attribute, "" when it is absent; NULL when the format has none of that name. */
static const char *attribute_of(const struct node *node, const char *name)
{
	const struct value *value;

	for (const struct attribute *a = node->element->attributes; a != NULL && a->name != NULL; a++)
		if (strcmp(a->name, name) == 0) {
			memcpy(&value, (const char *)node + a->offset, sizeof value);
			return value_text(value);
		}
	return NULL;
}

/* The id of the element around a leaf, whose counterpart in the bundle has the same. */
static const char *id_around(const struct value *leaf, struct buf *id)
{
	for (const struct node *node = leaf->node; node != NULL; node = node->parent) {
		const char *own = attribute_of(node, "id");

		if (own != NULL) {
			collapse(id, own);
			return buf_text(id);
		}
	}
	return NULL;
}

static bool same_picture(struct verifying *v, const struct value *leaf, const struct view_file *file)
{
	char ours[HASH_TEXT], theirs[HASH_TEXT];

	return file != NULL && file->odd == NULL && view_hash(v->view, file, ours) &&
	       against_hash(v->against, v->account, leaf, theirs) && strcmp(ours, theirs) == 0;
}

/* What the form takes over of a leaf when it is not its text. */
enum meaning {
	MEANS_TEXT,      /* the text itself */
	MEANS_ONE,       /* one of its words: a country of the list */
	MEANS_PICTURE,   /* the bytes of the file that it names */
	MEANS_READING,   /* nothing: it says how another text is read */
	MEANS_LIST,      /* the list that another text stands in: Gold, Silver */
	MEANS_OFFERED    /* that the listing is there at all: it is Published */
};

static const struct {
	const char *element, *attribute;
	enum meaning meaning;
	bool object;     /* may lead to the map of the element with the same id: it is in the profile */
} meanings[] = {
	{"Overview", "countries", MEANS_ONE, false},
	{"Localization", "countries", MEANS_ONE, true},
	{"Localization", "language", MEANS_TEXT, true},
	{"Text", "format", MEANS_READING, false},
	{"LongDescription", "format", MEANS_READING, true},
	{"Logo", "file", MEANS_PICTURE, false},
	{"Screenshot", "file", MEANS_PICTURE, false},
	{"Competency", "level", MEANS_LIST, false},
	{"Location", "primary", MEANS_TEXT, true},
	{"Application", "status", MEANS_OFFERED, true},
	{"ProfessionalService", "status", MEANS_OFFERED, true},
};

static enum meaning meaning_of(const struct value *leaf, bool *object)
{
	*object = false;
	for (size_t i = 0; leaf->attribute && i < sizeof meanings / sizeof *meanings; i++)
		if (strcmp(meanings[i].element, leaf->node->element->name) == 0 &&
		    strcmp(meanings[i].attribute, leaf->name) == 0) {
			*object = meanings[i].object;
			return meanings[i].meaning;
		}
	return MEANS_TEXT;
}

static bool is_there(struct verifying *v, const struct value *leaf, const struct place_found *found,
    enum meaning meaning)
{
	const char *text = found->node->text;
	struct buf level = {0};
	bool same;

	switch (meaning) {
	case MEANS_ONE:
		return list_has(leaf->text, text);
	case MEANS_PICTURE:
		return same_picture(v, leaf, view_find(v->view, text));
	case MEANS_READING:
		return true;
	case MEANS_LIST:
		for (const char *p = leaf->text; *p != '\0'; p++)
			buf_addc(&level, ascii_lower(*p));
		same = level.length > 0 && strstr(found->pointer, buf_text(&level)) != NULL;
		buf_free(&level);
		return same;
	default:
		return same_value(leaf, text);
	}
}

/* A leaf that decided that an element is in the profile leads to that element. */
static bool is_element(struct verifying *v, const struct value *leaf, const struct place_found *found,
    enum meaning meaning)
{
	const char *theirs = yaml_string(found->node, "id"), *country;
	struct buf id = {0};
	const char *around = id_around(leaf, &id);
	bool good = around != NULL && theirs != NULL && strcmp(around, theirs) == 0;

	if (good && meaning == MEANS_ONE) {
		country = yaml_string(tree_of(v, found->file), "country");
		good = country != NULL && list_has(leaf->text, country);
	} else if (good && meaning == MEANS_OFFERED) {
		good = same_value(leaf, "Published");
	}
	buf_free(&id);
	return good;
}

void verify_mapped(struct verifying *v, const struct yaml *line, const char *path,
    const struct value *leaf, const struct place_found *found)
{
	const char *theirs = found->node != NULL ? found->node->text : NULL;
	bool object, good;
	const enum meaning meaning = meaning_of(leaf, &object);

	if (found->node == NULL) {
		good = meaning == MEANS_PICTURE && same_picture(v, leaf, found->file);
		theirs = found->at;
	} else if (found->node->kind == YAML_SCALAR) {
		good = is_there(v, leaf, found, meaning);
	} else {
		good = object && is_element(v, leaf, found, meaning);
		theirs = "no such text";
	}
	if (!good && meaning == MEANS_PICTURE)
		verify_tell(v, DIAG_R178, line, path, DIAG_VALUES(theirs, leaf->text));
	else if (!good)
		verify_tell(v, DIAG_R164, line, path, DIAG_VALUES(leaf->text, theirs, found->at));
}

/* ---- records ---- */

static const struct yaml *member_of_node(const struct verifying *v, const struct yaml *at, const char *key)
{
	(void)v;
	return at != NULL ? yaml_member(at, key) : NULL;
}

/* From the record of the element that was written down whole to that of `node` within it. */
static const struct yaml *record_of(struct verifying *v, const struct yaml *unit, const struct node *node)
{
	const struct node *around = node->parent;
	const struct yaml *at;

	while (around != NULL && around->element->kind == ELEMENT_GROUP)
		around = around->parent;
	if (around == NULL || around->element == element_account)
		return unit;
	at = record_of(v, unit, around);
	if (node->element->kind != ELEMENT_ITEM)
		return member_of_node(v, at, node->element->key);
	at = member_of_node(v, at, node->parent->element->kind == ELEMENT_GROUP
	    ? node->parent->element->key : node->element->key);
	return at != NULL && at->kind == YAML_LIST ? item_of(v, at, node->index - 1) : NULL;
}

static const struct yaml *recorded_at(struct verifying *v, const struct yaml *unit, const struct value *leaf)
{
	const struct yaml *at = record_of(v, unit, leaf->node);
	const struct element *child;
	size_t hint = 0;

	if (at == NULL || leaf->attribute)
		return member_of_node(v, at, leaf->name);
	if (leaf->name == NULL) {
		if (at->kind == YAML_SCALAR)
			return at;
		return yaml_member(at, strcmp(leaf->node->element->name, "EstimatedValue") == 0 ? "amount" : "text");
	}
	child = element_child(leaf->node->element, leaf->name, &hint);
	return child != NULL ? yaml_member(at, child->key) : NULL;
}

/* A text that is not HTML is kept but for its white space, and for what the
 * tidying of characters may do to those beyond ASCII. */
static bool same_letters(const char *a, const char *b)
{
	for (;;) {
		while (*a != '\0' && !ascii_letter(*a) && !ascii_digit(*a))
			a++;
		while (*b != '\0' && !ascii_letter(*b) && !ascii_digit(*b))
			b++;
		if (*a != *b || *a == '\0')
			return *a == *b;
		a++;
		b++;
	}
}

/* A text kept whole stands there as plain text, with what it belongs to. */
static bool is_kept(const struct value *leaf, const char *path, const struct yaml *kept)
{
	const char *source = yaml_string(kept, "source");
	const char *slash = source != NULL ? strrchr(source, '/') : NULL;
	const char *country = yaml_string(kept, "country"), *language = yaml_string(kept, "language");
	const char *text = yaml_string(kept, "text"), *format = attribute_of(leaf->node, "format");
	size_t around = slash != NULL ? (size_t)(slash - source) : 0;

	if (around == 0 || strncmp(source, path, around) != 0 || path[around] != '/')
		return false;
	if (leaf->attribute && strcmp(leaf->name, "language") == 0)
		return language != NULL && same_value(leaf, language);
	if (leaf->attribute && strcmp(leaf->name, "countries") == 0)
		return country != NULL && strlen(country) >= 2 &&
		       list_has(leaf->text, (char[]){country[0], country[1], '\0'});
	if (leaf->attribute)
		return true;   /* @format: it says how the text is read */
	return text != NULL && ((format != NULL && strstr(format, "html") != NULL) || same_letters(leaf->text, text));
}

void verify_recorded(struct verifying *v, const struct yaml *line, const char *path,
    const struct value *leaf, const struct place_found *found)
{
	const struct yaml *at;
	bool object, good;

	if (found->node == NULL) {
		if (meaning_of(leaf, &object) != MEANS_PICTURE || !same_picture(v, leaf, found->file))
			verify_tell(v, DIAG_R178, line, path, DIAG_VALUES(found->at, leaf->text));
		return;
	}
	if (strncmp(found->pointer, "/texts/", strlen("/texts/")) == 0) {
		good = is_kept(leaf, path, found->node);
	} else {
		at = recorded_at(v, found->node, leaf);
		good = at != NULL && at->kind == YAML_SCALAR && strcmp(at->text, leaf->text) == 0;
	}
	if (!good)
		verify_tell(v, DIAG_R165, line, path, DIAG_VALUES(found->at, leaf->text));
}
