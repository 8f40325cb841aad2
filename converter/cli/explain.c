/* pinport explain: the catalogue of diagnostics, for people. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "emit/writer.h"
#include "model/edition.h"

static const char *effect_words(const struct diag_row *row)
{
	static const char *const words[] = {
		[DIAG_TELL] = "told only",
		[DIAG_DECIDE] = "the bundle is written; you have something to decide",
		[DIAG_REFUSE_ACCOUNT] = "the account gets no bundle; the others do",
		[DIAG_REFUSE_INPUT] = "nothing of this input is written",
	};

	return words[row->effect];
}

static void explain_text(const struct session *session, const struct diag_row *row, bool another)
{
	const struct rule *rule = catalogue_rule(session->catalogue, row->code);

	printf("%s%s: %s, exit status %d (%s)\n\n  %s\n\n%s\n\nWhat to do: %s\n", another ? "\n" : "", row->code,
	    diag_severity_name(row->severity), row->exit, effect_words(row), row->template,
	    row->meaning, row->advice);
	for (size_t i = 0; rule != NULL && i < rule->row_count; i++) {
		const struct rule_row *r = &rule->rows[i];

		if (i == 0)
			printf("\nRule: %s Enforced by: %s.\n", rule->text, rule->enforcer);
		printf("  %s%s%s%s%s%s", r->value != NULL && strcmp(r->value, "true") != 0 ? r->value : "stated",
		    r->unit != NULL && r->value != NULL && ascii_digit(*r->value) ? " " : "",
		    r->unit != NULL && r->value != NULL && ascii_digit(*r->value) ? r->unit : "",
		    r->of != NULL ? " (" : "", r->of != NULL ? r->of : "", r->of != NULL ? ")" : "");
		if (r->first != NULL || r->last != NULL)
			printf(", documented %s..%s", r->first != NULL ? r->first : "", r->last != NULL ? r->last : "");
		printf("; %s\n", r->first_source != NULL ? r->first_source : "no source");
	}
	if (rule != NULL && rule->note != NULL)
		printf("Note: %s\n", rule->note);
}

static void explain_json(const struct session *session, const struct diag_row *row)
{
	const struct rule *rule = catalogue_rule(session->catalogue, row->code);
	struct buf line = {0};
	struct writer *w = format_find("json")->open(&line, WRITE_STREAM);

	write_map(w);
	write_pair(w, "code", row->code);
	write_pair(w, "severity", diag_severity_name(row->severity));
	write_key(w, "exit");
	write_integer(w, (uint64_t)row->exit);
	write_pair(w, "effect", effect_words(row));
	write_pair(w, "template", row->template);
	write_pair(w, "meaning", row->meaning);
	write_pair(w, "advice", row->advice);
	if (rule != NULL) {
		write_pair(w, "rule", rule->text);
		write_pair(w, "enforcer", rule->enforcer);
		write_pair(w, "note", rule->note);
	}
	write_end(w);
	write_close(w);
	fwrite(buf_text(&line), 1, line.length, stdout);
	buf_free(&line);
}

static void refuse(struct session *session, const char *word)
{
	const char *names[DIAG_CODES + 1];
	struct buf hint = {0};

	for (size_t i = 0; i < DIAG_CODES; i++)
		names[i] = diag_rows[i].code;
	names[DIAG_CODES] = NULL;
	nearest_hint(&hint, word, names);
	diag_add(session->diag, DIAG_U207, NULL, NULL, DIAG_VALUES("diagnostic", word, buf_text(&hint)));
	buf_free(&hint);
}

void run_explain(struct session *session)
{
	const struct strings *words = &session->options.words;
	const bool json = session->options.format != NULL && strcmp(session->options.format, "json") == 0;

	for (size_t i = 0; words->count == 0 && i < DIAG_CODES; i++)
		if (json)
			explain_json(session, &diag_rows[i]);
		else
			printf("%-16s %-8s %s\n", diag_rows[i].code,
			    diag_severity_name(diag_rows[i].severity), diag_rows[i].template);
	for (size_t i = 0; i < words->count; i++) {
		const struct diag_row *row = diag_find(words->items[i]);

		if (row == NULL)
			refuse(session, words->items[i]);
		else if (json)
			explain_json(session, row);
		else
			explain_text(session, row, i > 0);
	}
}
