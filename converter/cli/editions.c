/* pinport editions: the editions and their rules, for people and scripts. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "cli/wrap.h"
#include "emit/writer.h"

enum { VALUE_COLUMN = 21, RULE_COLUMN = 29, DATE_COLUMN = 15, STEP_COLUMN = 6 };

static void list_text(const struct catalogue *catalogue)
{
	printf("%-8s %-22s %-17s %10s %9s %s\n", "edition", "documented", "term", "text limit",
	    "locations", "listings");
	for (size_t i = 0; i < catalogue->edition_count; i++) {
		const struct edition *edition = &catalogue->editions[i];
		char dates[64], limit[16] = "-";

		if (edition->pseudo)
			continue;
		snprintf(dates, sizeof dates, "%s%s%s", edition->first_handoff,
		    strcmp(edition->first_handoff, edition->last_handoff) != 0 ? ".." : "",
		    strcmp(edition->first_handoff, edition->last_handoff) != 0 ? edition->last_handoff : "");
		if (edition->location_max > 0)
			snprintf(limit, sizeof limit, "%u", edition->location_max);
		printf("%-8s %-22s %-17s %10u %9s %s\n", edition->id, dates, edition->term,
		    edition->description_max, limit, edition->has_solutions ? "solutions" : "tags");
	}
	printf("\nThe default is %s; --edition latest is %s. Dates are those on which\n"
	    "Microsoft's English page went to translation; the text is the description, its\n"
	    "limit in characters; a dash: not stated; listings: what they become.\n"
	    "pinport editions ID shows every rule of one, with its source.\n",
	    catalogue->default_id, catalogue->latest_id);
}

static void print_line(const char *name, const char *value)
{
	if (value == NULL)
		return;
	printf("  %-18s ", name);
	wrap_text(stdout, VALUE_COLUMN, VALUE_COLUMN, value);
}

static void print_list(const char *name, const struct strings *strings, const char *between)
{
	struct buf line = {0};

	for (size_t i = 0; i < strings->count; i++)
		buf_printf(&line, "%s%s", i > 0 ? between : "", strings->items[i]);
	print_line(name, strings->count > 0 ? buf_text(&line) : NULL);
	buf_free(&line);
}

static void print_head(const struct edition *edition)
{
	if (edition->pseudo) {
		printf("Not an edition of the form: what Pinpoint itself asked of the source\n\n");
		print_list("pages", &edition->documented_by, ", ");
		return;
	}
	printf("Edition %s: the %s,\nas documented from %s to %s\n\n", edition->id, edition->term,
	    edition->first_handoff, edition->last_handoff);
	print_list("where", &edition->path, " > ");
	print_line("tab", edition->tab);
	print_line("button", edition->create_button);
	print_line("import button", edition->import_button);
	print_line("import is for", edition->import_scope);
	print_line("address", edition->start_url);
	print_line("one profile per", edition->profile_scope);
	print_list("roles", &edition->roles, ", ");
	print_line("Pinpoint account", edition->account_closes);
	print_line("name", edition->name_is_legal ? "the legal company name" : "free");
	print_line("listings become", edition->has_solutions ? "solutions" : "free-form tags");
	print_line("languages", edition->joins_languages ? "several may share one text" : "one text, one language");
	if (edition->publish_delay_hours > 0)
		printf("  %-18s within %u hours\n", "visible", edition->publish_delay_hours);
	print_list("pages", &edition->documented_by, ", ");
}

static void print_beneath(const char *text)
{
	printf("%*s", RULE_COLUMN, "");
	wrap_text(stdout, RULE_COLUMN, RULE_COLUMN, text);
}

static void print_change(const char *date, const char *text, const char *source)
{
	struct buf line = {0};

	buf_printf(&line, "%s (%s)", text, source);
	printf("  %-12s ", date);
	wrap_text(stdout, DATE_COLUMN, DATE_COLUMN, buf_text(&line));
	buf_free(&line);
}

static void print_rule(const struct rule *rule, const struct rule_row *row)
{
	struct buf line = {0};

	printf("  %-26s ", rule->id);
	wrap_text(stdout, RULE_COLUMN, RULE_COLUMN, rule->text);
	buf_printf(&line, "%s%s", rule->enforcer != NULL ? rule->enforcer : "-", rule->enforcer != NULL ? "; " : "");
	if (row->value != NULL && row->unit != NULL && *row->value >= '0' && *row->value <= '9')
		buf_printf(&line, "%s %s; ", row->value, row->unit);
	else if (row->value != NULL && strcmp(row->value, "true") != 0 && strcmp(row->value, "false") != 0)
		buf_printf(&line, "%s; ", row->value);
	buf_printf(&line, "%s..%s, %s", row->first != NULL ? row->first : "?", row->last != NULL ? row->last : "",
	    row->first_source != NULL ? row->first_source : "no source");
	print_beneath(buf_text(&line));
	buf_clear(&line);
	if (rule->note != NULL) {
		buf_printf(&line, "note: %s", rule->note);
		print_beneath(buf_text(&line));
	}
	buf_free(&line);
}

static void print_rules(const struct catalogue *catalogue, const struct edition *edition)
{
	printf("\nRules in force (who enforces; value; documented; source):\n");
	for (size_t i = 0; i < catalogue->rule_count; i++) {
		const struct rule *rule = &catalogue->rules[i];
		const struct rule_row *row = rule_in_force(rule, edition);

		if (row != NULL && edition->pseudo == (strcmp(rule->form, "pinpoint") == 0))
			print_rule(rule, row);
	}
	printf("\nWhat changed in it:\n");
	for (size_t i = 0; i < edition->dated_count; i++)
		print_change(edition->dated[i].date, edition->dated[i].text, edition->dated[i].source);
	if (edition->checklist_count > 0)
		printf("\nSteps:\n");
	for (size_t i = 0; i < edition->checklist_count; i++) {
		printf("  %2zu. ", i + 1);
		wrap_text(stdout, STEP_COLUMN, STEP_COLUMN, edition->checklist[i]->en);
	}
	printf("\nNot documented by Microsoft, and not invented here:\n");
	for (size_t i = 0; i < catalogue->not_documented_count; i++) {
		printf("  - ");
		wrap_text(stdout, strlen("  - "), strlen("  - "), catalogue->not_documented[i].text);
	}
}

static void write_strings(struct writer *w, const char *key, const struct strings *strings)
{
	write_key(w, key);
	write_list(w);
	for (size_t i = 0; i < strings->count; i++)
		write_string(w, strings->items[i], strlen(strings->items[i]));
	write_end(w);
}

static void write_rules(struct writer *w, const struct catalogue *catalogue, const struct edition *edition)
{
	write_key(w, "rules");
	write_list(w);
	for (size_t i = 0; i < catalogue->rule_count; i++) {
		const struct rule *rule = &catalogue->rules[i];
		const struct rule_row *row = rule_in_force(rule, edition);

		if (row == NULL || edition->pseudo != (strcmp(rule->form, "pinpoint") == 0))
			continue;
		write_map(w);
		write_pair(w, "id", rule->id);
		write_pair(w, "text", rule->text);
		write_pair(w, "enforcer", rule->enforcer);
		write_pair(w, "severity", rule->severity_word);
		write_pair(w, "value", row->value);
		write_pair(w, "unit", row->unit);
		write_pair(w, "first", row->first);
		write_pair(w, "last", row->last);
		write_pair(w, "firstSource", row->first_source);
		write_pair(w, "lastSource", row->last_source);
		write_end(w);
	}
	write_end(w);
}

static void print_json(const struct catalogue *catalogue, const struct edition *edition)
{
	struct buf line = {0};
	struct writer *w = format_find("json")->open(&line, WRITE_STREAM);

	write_map(w);
	write_pair(w, "id", edition->id);
	write_pair(w, "term", edition->term);
	write_pair(w, "firstHandoff", edition->first_handoff);
	write_pair(w, "lastHandoff", edition->last_handoff);
	write_strings(w, "path", &edition->path);
	write_key(w, "limits");
	write_map(w);
	for (size_t i = 0; i < edition->limit_count; i++) {
		const struct named_limit *limit = &edition->limits[i];

		if (limit->list.count > 0) {
			write_strings(w, limit->name, &limit->list);
			continue;
		}
		write_key(w, limit->name);
		write_integer(w, limit->number);
	}
	write_end(w);
	write_rules(w, catalogue, edition);
	write_end(w);
	write_close(w);
	fwrite(buf_text(&line), 1, line.length, stdout);
	buf_free(&line);
}

/* The edition that a word names; NULL after a diagnostic. Used by the other commands, too. */
const struct edition *edition_named(struct session *session, const char *id)
{
	const struct edition *edition = catalogue_edition(session->catalogue, id);
	const char *names[64];
	struct buf hint = {0};
	size_t count = 0;

	if (edition != NULL && !edition->pseudo)
		return edition;
	for (size_t i = 0; i < session->catalogue->edition_count && count < 62; i++)
		if (!session->catalogue->editions[i].pseudo)
			names[count++] = session->catalogue->editions[i].id;
	names[count++] = "latest";
	names[count] = NULL;
	nearest_hint(&hint, id, names);
	diag_add(session->diag, DIAG_U207, NULL, NULL, DIAG_VALUES("edition", id, buf_text(&hint)));
	buf_free(&hint);
	return NULL;
}

void run_editions(struct session *session)
{
	const struct options *options = &session->options;
	const bool json = options->format != NULL && strcmp(options->format, "json") == 0;
	const struct edition *edition;

	if (options->words.count > 1) {
		diag_add(session->diag, DIAG_U206, NULL, NULL, DIAG_VALUES("editions", options->words.items[1]));
	} else if (options->words.count == 1) {
		edition = strcmp(options->words.items[0], "pinpoint") == 0
		        ? catalogue_edition(session->catalogue, "pinpoint")
		        : edition_named(session, options->words.items[0]);
		if (edition != NULL && json) {
			print_json(session->catalogue, edition);
		} else if (edition != NULL) {
			print_head(edition);
			print_rules(session->catalogue, edition);
		}
	} else if (json) {
		for (size_t i = 0; i < session->catalogue->edition_count; i++)
			print_json(session->catalogue, &session->catalogue->editions[i]);
	} else {
		list_text(session->catalogue);
	}
}
