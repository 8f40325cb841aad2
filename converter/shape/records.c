/* Records: what no profile took is written down, whole element by whole
 * element, with the reason. This is the last step, and it leaves no leaf out.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "shape/shaper.h"

/* The elements that are written down whole: the children of an account. */
static const struct row {
	const char *element, *file, *key;
	bool table;
	const char *reason, *reason_without_solutions;
} rows[] = {
	{"Company", "records/company", "company", false, "the form has no field for it", NULL},
	{"Location", "records/locations", "locations", false, "the form has no field for it", NULL},
	{"Application", "records/listings", "applications", false, "a solution in the form has no field for it",
	    "the form of this edition has no listings"},
	{"ProfessionalService", "records/listings", "professionalServices", false,
	    "a solution in the form has no field for it", "the form of this edition has no listings"},
	{"Referral", "records/referrals", "referrals", true,
	    "referrals cannot be moved to Partner Center", NULL},
	{"Review", "records/reviews", "reviews", true, "customer reviews were withdrawn", NULL},
};

enum { ROWS = sizeof rows / sizeof *rows };

/* Finer reasons, by element and, if given, attribute or child. First match wins. */
static const struct { const char *element, *name, *reason; } reasons[] = {
	{"Company", "lastModified", "it describes Pinpoint's own publishing"},
	{"Company", "status", "it describes Pinpoint's own publishing"},
	{"Company", "pendingChanges", "it describes Pinpoint's own publishing"},
	{"Application", "lastModified", "it describes Pinpoint's own publishing"},
	{"Application", "pendingChanges", "it describes Pinpoint's own publishing"},
	{"ProfessionalService", "lastModified", "it describes Pinpoint's own publishing"},
	{"ProfessionalService", "pendingChanges", "it describes Pinpoint's own publishing"},
	{"Logo", "alt", "the form has no field for a description of the logo"},
	{"Geo", NULL, "the form asks for no coordinates"},
	{"Keyword", NULL, "the form of this edition has no tags for search words"},
	{"BusinessNeed", NULL, "the form of this edition has no tags for business needs"},
	{"Overview", "DisplayName", "the name in the profile comes from elsewhere"},
	{"Localization", NULL, "another language of the listing comes first for its countries"},
	{"LongDescription", NULL, "another language of the listing comes first for its countries"},
};

void record_because(struct shaper *s, const void *node_or_leaf, const char *why)
{
	/* The key is the address itself, kept where it stays. */
	const void **key = ARENA_NEW(s->arena, const void *);

	*key = node_or_leaf;
	map_add(&s->reasons, (const char *)key, sizeof *key, (void *)(uintptr_t)why);
}

static const char *record_reason(const struct shaper *s, const void *node_or_leaf)
{
	return s->reasons.count > 0
	           ? map_find(&s->reasons, (const char *)&node_or_leaf, sizeof node_or_leaf) : NULL;
}

const char *keep_text(struct shaper *s, const struct kept_text *text)
{
	struct kept_text *kept = ARENA_NEW(s->arena, struct kept_text);

	*kept = *text;
	*s->texts_end = kept;
	s->texts_end = &kept->next;
	return pointer_item(s, "/texts", s->text_count++);
}

/* The record lists while they grow, by row. */
struct recording {
	struct shaper *s;
	struct record *records[ROWS];
	size_t room[ROWS];
	/* Of the element written down last: */
	const struct node *unit;
	size_t row;
	const char *pointer;
	const char *why;
};

static size_t row_of(const struct node *unit)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].element, unit->element->name) == 0)
			return i;
	return ROWS;
}

static const char *row_reason(const struct shaper *s, const struct row *row)
{
	return !s->edition->has_solutions && row->reason_without_solutions != NULL
	           ? row->reason_without_solutions : row->reason;
}

static struct record *record_of(struct recording *recording, size_t row)
{
	struct shaper *s = recording->s;

	if (recording->records[row] == NULL) {
		recording->records[row] = ARENA_NEW(s->arena, struct record);
		recording->records[row]->file = rows[row].file;
		recording->records[row]->key = rows[row].key;
		recording->records[row]->table = rows[row].table;
		recording->records[row]->reason = row_reason(s, &rows[row]);
	}
	return recording->records[row];
}

static void add_node(struct recording *recording, struct record *record, size_t row,
    const struct node *node)
{
	if (record->count == recording->room[row]) {
		size_t room = recording->room[row] == 0 ? 4 : 2 * recording->room[row];
		const struct node **nodes = arena_alloc(recording->s->arena, mem_product(room, sizeof *nodes));

		if (record->count > 0)
			memcpy(nodes, record->nodes, record->count * sizeof *nodes);
		record->nodes = nodes;
		recording->room[row] = room;
	}
	record->nodes[record->count++] = node;
}

static void begin_unit(struct recording *recording, const struct node *unit)
{
	size_t row = row_of(unit);
	struct record *record;
	char key[64] = "/";

	recording->unit = unit;
	recording->row = row;
	recording->why = record_reason(recording->s, unit);
	if (row == ROWS)
		return;
	record = record_of(recording, row);
	strncat(key, record->key, sizeof key - 2);
	recording->pointer = unit->element->kind == ELEMENT_ITEM
	                         ? pointer_item(recording->s, key, record->count)
	                         : arena_string(recording->s->arena, key);
	add_node(recording, record, row, unit);
}

static const char *fine_reason(const struct value *leaf)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(reasons[i].element, leaf->node->element->name) == 0 &&
		    (reasons[i].name == NULL ||
		        (leaf->name != NULL && strcmp(reasons[i].name, leaf->name) == 0)))
			return reasons[i].reason;
	return NULL;
}

static const char *reason_for(const struct recording *recording, const struct value *leaf)
{
	const struct row *row = &rows[recording->row];
	const char *why = record_reason(recording->s, leaf);

	for (const struct node *node = leaf->node; why == NULL && node != NULL && node != recording->unit;
	     node = node->parent)
		why = record_reason(recording->s, node);
	if (why == NULL)
		why = recording->why;
	if (why == NULL && !row->table &&
	    (recording->s->edition->has_solutions || row->reason_without_solutions == NULL))
		why = fine_reason(leaf);
	return why != NULL ? why : recording->records[recording->row]->reason;
}

static bool empty(const struct value *leaf)
{
	return strspn(leaf->text, " \t\r\n") == leaf->length;
}

/* The child of the account that a node is in; groups such as Locations are not
 * counted. The account itself for its own leaves. */
static const struct node *unit_of(const struct shaper *s, const struct node *node)
{
	const struct node *unit = node;

	for (; node != NULL && node != &s->account->node; node = node->parent)
		if (node->element->kind != ELEMENT_GROUP)
			unit = node;
	return unit;
}

static void record_leaf(struct recording *recording, struct value *leaf)
{
	struct shaper *s = recording->s;
	const struct node *unit;

	if (empty(leaf)) {
		ledger_add(s, leaf, &(struct target){.fate = FATE_DROPPED, .why = "it is empty"});
		return;
	}
	unit = recording->unit != NULL && leaf->node == recording->unit ? recording->unit
	                                                                : unit_of(s, leaf->node);
	if (unit != recording->unit)
		begin_unit(recording, unit);
	if (recording->row == ROWS) {
		ledger_map(s, leaf, "bundle", "/account");
		return;
	}
	ledger_add(s, leaf, &(struct target){
		.fate = FATE_RECORDED, .file = rows[recording->row].file, .pointer = recording->pointer,
		.why = reason_for(recording, leaf),
	});
}

void records_make(struct shaper *s)
{
	struct recording recording = {.s = s};
	struct record **end = &s->shaped->records;

	if (!s->options->ledger)
		return;
	for (struct value *leaf = s->account->leaves; leaf != NULL; leaf = leaf->next)
		if (leaf->targets == NULL || record_reason(s, leaf) != NULL)
			record_leaf(&recording, leaf);
	for (size_t row = 0; row < ROWS; row++)
		if (recording.records[row] != NULL) {
			*end = recording.records[row];
			end = &recording.records[row]->next;
		}
}

const struct record **record_group(const struct record *first, size_t *count)
{
	const struct record **group;
	size_t most = 0;

	for (const struct record *record = first; record != NULL; record = record->next)
		most++;
	group = mem_alloc(mem_product(most, sizeof *group));
	*count = 0;
	for (const struct record *record = first; record != NULL; record = record->next)
		if (strcmp(record->file, first->file) == 0)
			group[(*count)++] = record;
	return group;
}
