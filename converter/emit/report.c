/* report.yaml: what to decide, what was found, and the ledger. SPDX-License-Identifier: MIT */
#include "emit/emit.h"

#include <string.h>

#include "base/utf8.h"
#include "emit/parts.h"

struct found {
	const struct diag *diag;
	const struct diag_entry *entries;
	size_t count;
	const char *file;      /* bare name of the input, as diagnostics show it */
};

static bool is_decision(const struct diag_entry *entry)
{
	return diag_rows[entry->code].effect == DIAG_DECIDE;
}

static void write_count_of(struct writer *w, const char *key, const struct found *found,
    bool (*counts)(const struct diag_entry *))
{
	size_t count = 0;

	for (size_t i = 0; i < found->count; i++)
		count += counts(&found->entries[i]);
	write_key(w, key);
	write_integer(w, count);
}

static bool is_error(const struct diag_entry *entry)
{
	return entry->severity == DIAG_ERROR;
}

static bool is_warning(const struct diag_entry *entry)
{
	return entry->severity == DIAG_WARNING;
}

static bool is_note(const struct diag_entry *entry)
{
	return entry->severity == DIAG_NOTE;
}

static void write_summary(struct writer *w, const struct shaped *shaped, const struct found *found)
{
	write_key(w, "summary");
	write_map(w);
	write_tally(w, shaped);
	write_count_of(w, "decisions", found, is_decision);
	write_count_of(w, "errors", found, is_error);
	write_count_of(w, "warnings", found, is_warning);
	write_count_of(w, "notes", found, is_note);
	write_end(w);
}

/* The part of a source's name that is the same on every machine: from the bare
 * name of the input on. Folders before it are nobody's business. */
static const char *without_folders(const char *source, const char *file)
{
	size_t length = strlen(file);

	for (const char *part = source; part != NULL; part = strchr(part, '/')) {
		part += *part == '/';
		if (length > 0 && strncmp(part, file, length) == 0 &&
		    (part[length] == '\0' || part[length] == '!'))
			return part;
	}
	return strrchr(source, '/') != NULL ? strrchr(source, '/') + 1 : source;
}

static void write_where(struct writer *w, const struct found *found, const struct place *place)
{
	const char *source = diag_source_name(found->diag, place->source);
	struct buf where = {0};

	if (*source == '\0')
		return;
	buf_adds(&where, without_folders(source, found->file));
	diag_position(&where, place);
	write_pair(w, "place", buf_text(&where));
	buf_free(&where);
}

static void write_finding(struct writer *w, const struct found *found, const struct diag_entry *entry)
{
	const struct diag_row *row = &diag_rows[entry->code];
	struct buf message = {0}, advice = {0};

	diag_message(&message, entry);
	diag_advice(&advice, entry->code, entry->values);
	write_map(w);
	write_pair(w, "code", row->code);
	write_pair(w, "severity", diag_severity_name(entry->severity));
	write_pair(w, "message", buf_text(&message));
	write_where(w, found, &entry->place);
	write_pair(w, "source", entry->path);
	write_pair(w, "advice", buf_text(&advice));
	write_end(w);
	buf_free(&message);
	buf_free(&advice);
}

static void write_findings(struct writer *w, const char *key, const struct found *found, bool decisions)
{
	write_key(w, key);
	write_list(w);
	for (size_t i = 0; i < found->count; i++)
		if (is_decision(&found->entries[i]) == decisions)
			write_finding(w, found, &found->entries[i]);
	write_end(w);
}

static void write_checklist(struct writer *w, const struct shaped *shaped)
{
	write_key(w, "checklist");
	write_list(w);
	for (size_t i = 0; i < shaped->check_count; i++) {
		const struct check *check = &shaped->checks[i];

		write_map(w);
		write_pair(w, "id", check->item->id);
		write_pair(w, "text", check->item->en);
		write_key(w, "flagged");
		write_boolean(w, check->flagged);
		write_pair(w, "detail", check->detail);
		write_pair(w, "source", check->item->source);
		write_end(w);
	}
	write_end(w);
}

static bool is_filled(const struct profile *profile, const struct field *group, const struct field *field)
{
	const char *at = (const char *)profile + group->offset + field->offset;

	if (field->kind == FIELD_TEXT)
		return ((const struct text *)(const void *)at)->data != NULL;
	return field->kind == FIELD_TEXTS && ((const struct texts *)(const void *)at)->count > 0;
}

static bool is_filled_anywhere(const struct shaped *shaped, const struct field *group,
    const struct field *field)
{
	for (size_t i = 0; i < shaped->profile_count; i++)
		if (is_filled(&shaped->profiles[i].profile, group, field))
			return true;
	return false;
}

/* Decision 4: fields that are kept although no page of the edition mentions them. */
static void write_not_mentioned(struct writer *w, const struct shaped *shaped)
{
	static const char *const groups[] = {"partnerInformation", "partnerExpertise", "customerPreferences"};
	struct buf path = {0};

	write_key(w, "notMentionedByTheDocuments");
	write_list(w);
	for (const struct field *group = profile_fields; group->key != NULL; group++) {
		bool asked = false;

		for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
			asked = asked || strcmp(group->key, groups[i]) == 0;
		for (const struct field *field = asked ? group->children : NULL;
		     field != NULL && field->key != NULL; field++) {
			if (!is_filled_anywhere(shaped, group, field))
				continue;
			buf_clear(&path);
			buf_adds(&path, group->key);
			buf_addc(&path, '.');
			buf_adds(&path, field->key);
			if (!edition_mentions(shaped->edition, buf_text(&path)))
				write_string(w, buf_text(&path), path.length);
		}
	}
	write_end(w);
	buf_free(&path);
}

/* The ledger, line by line. What a path begins with mostly stands there already: leaves come in document order. */
struct ledger {
	struct writer *w;
	const struct format *format;
	struct buf path;             /* of `node`, and of its leaf behind that */
	const struct node *node;     /* NULL: of none yet */
	size_t length;               /* of the node's own */
	struct buf place;            /* of a target: its file, and where in it behind that */
	const char *file;            /* that stands there; NULL: none yet */
	size_t file_length;
};

static bool stands_in(const struct node *node, const struct node *outer)
{
	while (node != NULL && node != outer)
		node = node->parent;
	return node == outer;
}

static void go_to_node(struct ledger *ledger, const struct node *node)
{
	const struct node *outer = ledger->node;

	buf_cut(&ledger->path, ledger->length);
	for (; !stands_in(node, outer); outer = outer->parent)
		buf_cut(&ledger->path, (size_t)(strrchr(ledger->path.data, '/') - ledger->path.data));
	if (node != outer)
		node_path_from(&ledger->path, outer, node);
	ledger->node = node;
	ledger->length = ledger->path.length;
}

static void write_path(struct ledger *ledger, const struct value *leaf)
{
	go_to_node(ledger, leaf->node);
	value_path_at(&ledger->path, leaf);
	write_key(ledger->w, "source");
	write_string(ledger->w, buf_text(&ledger->path), ledger->path.length);
}

/* With the suffix of the format ("records/texts" gives "records/texts.yaml"); what has a suffix keeps it. */
static void go_to_file(struct ledger *ledger, const char *file)
{
	const char *slash = strrchr(file, '/');
	struct buf *place = &ledger->place;

	buf_clear(place);
	buf_adds(place, file);
	if (strchr(slash != NULL ? slash : file, '.') == NULL) {
		buf_addc(place, '.');
		buf_adds(place, ledger->format->name);
	}
	ledger->file = file;
	ledger->file_length = place->length;
}

/* A file of the bundle, then "#" and what in it, if it is not the whole file. */
static void write_place(struct ledger *ledger, const char *file, const char *pointer)
{
	struct buf *place = &ledger->place;

	if (ledger->file != file)
		go_to_file(ledger, file);
	buf_cut(place, ledger->file_length);
	if (pointer != NULL && *pointer != '\0') {
		buf_addc(place, '#');
		buf_adds(place, pointer);
	}
	write_key(ledger->w, "at");
	write_string(ledger->w, buf_text(place), place->length);
}

static void write_leaf(struct ledger *ledger, const struct value *leaf)
{
	struct writer *w = ledger->w;

	write_flow_map(w);
	write_path(ledger, leaf);
	write_pair(w, "state", fate_name(leaf->fate));
	write_key(w, "targets");
	write_flow_list(w);
	for (const struct target *target = leaf->targets; target != NULL; target = target->next) {
		write_flow_map(w);
		if (target->file != NULL)
			write_place(ledger, target->file, target->pointer);
		write_pair(w, "what", target->what);
		write_pair(w, "why", target->why);
		write_end(w);
	}
	write_end(w);
	write_end(w);
}

/* One line per leaf; the long list of those that went over unchanged comes last. */
static void write_ledger(struct writer *w, const struct account *account, const struct format *format)
{
	static const enum fate order[] = {FATE_CHANGED, FATE_DROPPED, FATE_RECORDED, FATE_MAPPED};
	struct ledger ledger = {.w = w, .format = format};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		write_key(w, fate_name(order[i]));
		write_list(w);
		for (const struct value *leaf = account->leaves; leaf != NULL; leaf = leaf->next)
			if (leaf->fate == order[i])
				write_leaf(&ledger, leaf);
		write_end(w);
	}
	buf_free(&ledger.path);
	buf_free(&ledger.place);
}

void emit_report(struct writer *w, const struct shaped *shaped, const struct provenance *provenance,
    const struct diag *diag, size_t mark)
{
	struct found found = {.diag = diag};
	struct buf file = {0};

	if (provenance->file != NULL)
		utf8_show(&file, provenance->file, strlen(provenance->file), 0);
	found.file = buf_text(&file);
	found.entries = diag_entries(diag, mark, &found.count);
	write_map(w);
	write_pair(w, "format", "pinport/report/1");
	write_pair(w, "edition", shaped->edition->id);
	write_account(w, shaped->account);
	write_summary(w, shaped, &found);
	write_findings(w, "decisions", &found, true);
	write_findings(w, "diagnostics", &found, false);
	write_checklist(w, shaped);
	write_not_mentioned(w, shaped);
	write_ledger(w, shaped->account, provenance->format);
	write_end(w);
	buf_free(&file);
}
