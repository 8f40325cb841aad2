/* pinport explain: the catalogue of diagnostics, for people. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/embedded.h"
#include "base/language.h"
#include "base/nearest.h"
#include "base/template.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/wrap.h"
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

/* A line that a run has printed, from schemas/examples.tsv (code, tab, line): tests/codes.py makes it
 * from what the fixtures expect. False: no fixture has the code. */
static bool add_example(struct buf *to, const char *code)
{
	const struct embedded *file = embedded_find("examples.tsv");
	const size_t length = strlen(code);

	for (const char *line = (const char *)file->data; *line != '\0'; line += strcspn(line, "\n") + 1) {
		if (strncmp(line, code, length) != 0 || line[length] != '\t')
			continue;
		line += length + 1;
		buf_add(to, line, strcspn(line, "\n"));
		return true;
	}
	return false;
}

/* A paragraph: what stands in front on its first line, then the text. */
static void put(const char *front, size_t indent, const char *text)
{
	fputs(front, stdout);
	wrap_text(stdout, utf8_cells(front, strlen(front)), indent, text);
}

static void put_rule_row(const struct rule_row *r)
{
	const bool number = r->unit != NULL && r->value != NULL && ascii_digit(*r->value);
	struct buf line = {0};

	buf_printf(&line, "%s%s%s", r->value != NULL && strcmp(r->value, "true") != 0 ? r->value : "stated",
	    number ? " " : "", number ? r->unit : "");
	if (r->of != NULL)
		buf_printf(&line, " (%s)", r->of);
	if (r->first != NULL || r->last != NULL)
		buf_printf(&line, ", documented %s..%s", r->first != NULL ? r->first : "", r->last != NULL ? r->last : "");
	buf_printf(&line, "; %s", r->first_source != NULL ? r->first_source : "no source");
	put("  ", 4, buf_text(&line));
	buf_free(&line);
}

static void put_rule(const struct rule *rule)
{
	struct buf line = {0};

	buf_printf(&line, "%s Enforced by: %s.", rule->text, rule->enforcer);
	put("\nRule: ", 0, buf_text(&line));
	buf_free(&line);
	for (size_t i = 0; i < rule->row_count; i++)
		put_rule_row(&rule->rows[i]);
	if (rule->note != NULL)
		put("Note: ", 0, rule->note);
}

/* A paragraph in the language: its words, with the text in them. */
static void put_said(const struct language *language, const char *english, size_t indent, const struct buf *text)
{
	struct buf line = {0};

	language_say(&line, language, english, (const char *const[]){buf_text(text), NULL});
	put("\n", indent, buf_text(&line));
	buf_free(&line);
}

static void put_head(const struct language *language, const struct diag_row *row, bool another)
{
	const char *const values[] = {row->code, diag_severity_name(row->severity), effect_words(row), NULL};
	struct buf line = {0};
	char english[64];

	snprintf(english, sizeof english, "{0}: {1}, exit status %d ({2})", row->exit);
	language_say(&line, language, english, values);
	put(another ? "\n" : "", 0, buf_text(&line));
	buf_free(&line);
}

static void explain_text(const struct session *session, const struct diag_row *row, bool another)
{
	const struct rule *rule = catalogue_rule(session->catalogue, row->code);
	const struct language *language = session->text.language;
	const enum diag_code code = (enum diag_code)(row - diag_rows);
	struct buf line = {0};

	put_head(language, row, another);
	template_show(&line, language_template(language, code));
	put("\n  ", 2, buf_text(&line));
	put("\n", 0, language_meaning(language, code));
	buf_clear(&line);
	if (add_example(&line, row->code))
		put_said(language, "For example: {0}", 2, &line);
	buf_clear(&line);
	language_advice(&line, language, code, NULL);
	put_said(language, "What to do: {0}", 0, &line);
	buf_free(&line);
	if (rule != NULL)
		put_rule(rule);
}

static void explain_json(const struct session *session, const struct diag_row *row)
{
	const struct rule *rule = catalogue_rule(session->catalogue, row->code);
	struct buf line = {0}, advice = {0}, example = {0};
	struct writer *w = format_find("json")->open(&line, WRITE_STREAM);

	write_map(w);
	write_pair(w, "code", row->code);
	write_pair(w, "severity", diag_severity_name(row->severity));
	write_key(w, "exit");
	write_integer(w, (uint64_t)row->exit);
	write_pair(w, "effect", effect_words(row));
	write_pair(w, "template", row->template);
	write_pair(w, "meaning", row->meaning);
	diag_advice(&advice, (enum diag_code)(row - diag_rows), NULL);
	write_pair(w, "advice", buf_text(&advice));
	write_pair(w, "example", add_example(&example, row->code) ? buf_text(&example) : NULL);
	buf_free(&advice);
	buf_free(&example);
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

static void list_row(const struct language *language, const struct diag_row *row)
{
	struct buf sentence = {0}, severity = {0};

	template_show(&sentence, language_template(language, (enum diag_code)(row - diag_rows)));
	language_say(&severity, language, diag_severity_name(row->severity), NULL);
	for (size_t cells = utf8_cells(severity.data, severity.length); cells < 8; cells++)
		buf_addc(&severity, ' ');
	printf("%-16s %s %s\n", row->code, buf_text(&severity), buf_text(&sentence));
	buf_free(&severity);
	buf_free(&sentence);
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
			list_row(session->text.language, &diag_rows[i]);
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
