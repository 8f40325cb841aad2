/* Writes plans: see plan.h. SPDX-License-Identifier: MIT */
#include "emit/plan.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "emit/scalar.h"

enum { FOUND_MOST = 40 };

static void add_string(struct buf *to, const char *text)
{
	const size_t length = strlen(text);

	if (scalar_style(text, length, true) == SCALAR_PLAIN) {
		buf_adds(to, text);
		return;
	}
	buf_addc(to, '"');
	for (size_t i = 0, used; i < length; i += used) {
		const uint32_t code = utf8_next(text + i, length - i, &used);

		if (code == '"' || code == '\\')
			buf_printf(to, "\\%c", (char)code);
		else if (code == '\n' || scalar_hidden(code))
			buf_printf(to, code < 0x100 ? "\\x%02" PRIX32 : "\\u%04" PRIX32, code);
		else
			buf_add(to, text + i, used);
	}
	buf_addc(to, '"');
}

static void indent(struct buf *to, size_t depth)
{
	for (size_t i = 0; i < depth; i++)
		buf_adds(to, "  ");
}

/* Each line of a text as a comment of its own. */
static void add_comments(struct buf *to, size_t depth, const char *text)
{
	while (text != NULL && *text != '\0') {
		const size_t length = strcspn(text, "\n");

		indent(to, depth);
		buf_adds(to, "# ");
		buf_add(to, text, length);
		buf_addc(to, '\n');
		text += length + (text[length] == '\n');
	}
}

static const char *word(bool include)
{
	return include ? "yes" : "no";
}

/* What stands beside an entry in one line. */
static void add_remark(struct buf *to, const struct plan_entry *entry)
{
	if (entry->note == NULL && entry->refusal == NULL && entry->include == entry->by_itself)
		return;
	buf_adds(to, "  # ");
	buf_adds(to, entry->note != NULL ? entry->note : "");
	if (entry->refusal != NULL)
		buf_printf(to, "%s%s", entry->note != NULL ? ". " : "", entry->refusal);
	if (entry->include != entry->by_itself)
		buf_printf(to, " (pinport by itself: %s)", word(entry->by_itself));
}

/* What holds no lists stands on one line. */
static void add_leaf(struct buf *to, size_t depth, const struct plan_entry *entry)
{
	indent(to, depth);
	buf_printf(to, "- {%s: ", plan_kinds[entry->kind].key);
	add_string(to, entry->id);
	buf_printf(to, ", include: %s}", word(entry->include));
	add_remark(to, entry);
	buf_addc(to, '\n');
}

static void add_entry(struct buf *to, size_t depth, const struct plan_entry *entry);

static void add_lists(struct buf *to, size_t depth, const struct plan_entry *entry)
{
	for (size_t kind = 0; kind < PLAN_KINDS; kind++) {
		if (entry->lists[kind] == NULL)
			continue;
		indent(to, depth);
		buf_printf(to, "%s:\n", plan_kinds[kind].list);
		for (const struct plan_entry *item = entry->lists[kind]; item != NULL; item = item->next)
			add_entry(to, depth, item);
	}
}

static void add_entry(struct buf *to, size_t depth, const struct plan_entry *entry)
{
	if (plan_kinds[entry->kind].holds == 0) {
		add_leaf(to, depth, entry);
		return;
	}
	indent(to, depth);
	buf_printf(to, "- %s: ", plan_kinds[entry->kind].key);
	add_string(to, entry->id);
	if (entry->kind == PLAN_LOCATION)
		add_remark(to, entry);
	buf_addc(to, '\n');
	if (entry->kind != PLAN_LOCATION)
		add_comments(to, depth + 1, entry->note);
	indent(to, depth + 1);
	buf_printf(to, "include: %s\n", word(entry->include));
	add_lists(to, depth + 1, entry);
}

static void add_found(struct buf *to, const struct diag_entry *found, size_t count)
{
	struct buf line = {0};

	if (count > 0)
		buf_adds(to, "  #\n  # What the rules say about it:\n");
	for (size_t i = 0; i < count && i < FOUND_MOST; i++) {
		buf_clear(&line);
		diag_message(&line, &found[i]);
		buf_printf(to, "  # - %s: %s [%s]\n", diag_severity_name(found[i].severity), buf_text(&line),
		    diag_rows[found[i].code].code);
	}
	if (count > FOUND_MOST)
		buf_printf(to, "  # - and %zu more: pinport validate tells all of them\n", count - FOUND_MOST);
	buf_free(&line);
}

static void add_limits(struct buf *to, const struct edition *edition)
{
	buf_printf(to, "#   - The first language with include: yes gives the profile its name. %s\n",
	    edition->joins_languages ? "All of them share the text."
	                             : "A profile takes one.");
	if (edition->location_max > 0)
		buf_printf(to, "#   - A profile takes up to %u locations.\n", (unsigned)edition->location_max);
	if (edition->has_solutions)
		buf_adds(to, "#   - Solutions are picked at each location. Later they can be edited or deleted in Partner\n"
		    "#     Center, but none can be added: include what may be needed.\n");
	else
		buf_adds(to, "#   - The form of this edition has no listings: a listing with include: yes gives the\n"
		    "#     profile a tag with its name; the listing itself is written down in records.\n");
}

void emit_plan_head(struct buf *to, const struct plan *plan, const struct edition *edition)
{
	buf_printf(to, "# A plan for pinport: what goes into which profile, and in which order.\n"
	    "# Change yes to no or no to yes, move lines up or down, then:\n"
	    "#   pinport convert EXPORT --plan THIS_FILE -o bundles\n"
	    "# A plan is obeyed to the letter: what is removed from it is left out, as with include: no.\n"
	    "#   - The order of languages and locations is the order in the form.\n");
	add_limits(to, edition);
	buf_adds(to, "# As it stands, it says what pinport chooses by itself, except where a line says otherwise.\n");
	buf_printf(to, "format: %s\nedition: ", PLAN_FORMAT);
	add_string(to, plan->edition);
	buf_adds(to, "\nsource:\n  file: ");
	add_string(to, plan->file);
	buf_adds(to, "\n  # of the export's bytes: this plan is for that export alone\n  sha256: ");
	add_string(to, plan->sha256);
	buf_adds(to, "\naccounts:");
}

void emit_plan_account(struct buf *to, const struct plan_entry *account, const struct diag_entry *found,
    size_t count)
{
	buf_adds(to, "\n- id: ");
	add_string(to, account->id);
	buf_addc(to, '\n');
	add_comments(to, 1, account->note);
	add_found(to, found, count);
	buf_printf(to, "  include: %s\n", word(account->include));
	add_lists(to, 1, account);
	buf_cut(to, to->length - 1);   /* its line end: the next account or the end puts it */
}

void emit_plan_end(struct buf *to, size_t accounts, const struct buf *lost)
{
	buf_adds(to, accounts == 0 ? " []\n" : "\n");
	if (lost->length == 0)
		return;
	buf_adds(to, "\n# Compared with the old plan:\n");
	buf_add(to, lost->data, lost->length);
}
