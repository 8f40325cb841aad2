/* What became of every account: see summary.h. SPDX-License-Identifier: MIT */
#include "cli/summary.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "emit/writer.h"

enum {
	LINE_MOST = 4096,      /* a pipe takes so much in one piece, between the lines of others */
	TEXT_SHOWN = 400,      /* code points of a name, to begin with */
	ID_SHOWN = 40,
	ROWS_SHOWN = 20
};

struct summary_line {
	struct summary_account account;
	bool whole_input;                  /* a line about an input that failed */
	size_t number;                     /* of its input: a name may be there twice */
	struct summary_line *next;
};

static const char *const outcome_names[SUMMARY_OUTCOMES] = {
	"waiting", "stored", "checked", "written", "skipped", "refused", "failed"
};

/* ---- JSON ---- */

/* The text, if it is UTF-8 and short enough, else as much of it as can be shown. */
static bool write_cut(struct writer *w, const char *key, const char *text, size_t most)
{
	const size_t length = strlen(text);
	const bool exact = utf8_valid(text, length, NULL) && length <= most;
	struct buf shown = {0};

	if (!exact)
		utf8_show(&shown, text, length, most / 4);
	write_pair(w, key, exact ? text : buf_text(&shown));
	buf_free(&shown);
	return exact;
}

/* An input is known by its name; if that cannot be written as it is, by its hash, too. */
static void write_input(struct writer *w, const char *input, size_t most)
{
	char sha256[HASH_TEXT];

	if (write_cut(w, "input", input, most))
		return;
	hash_bytes(input, strlen(input), sha256);
	write_pair(w, "inputSha256", sha256);
}

static void write_count(struct writer *w, const char *key, size_t count)
{
	write_key(w, key);
	write_integer(w, count);
}

static void write_path(struct writer *w, const struct summary *summary, const char *id, size_t most)
{
	struct buf path = {0};
	size_t length = strlen(summary->output);

	while (length > 1 && summary->output[length - 1] == '/')
		length--;
	buf_add(&path, summary->output, length);
	buf_printf(&path, "%s%s", bundle_is_zip(buf_text(&path)) ? "!" : "/", id);
	write_cut(w, "path", buf_text(&path), most);
	buf_free(&path);
}

static void make_line(struct buf *to, const struct summary *summary, const struct summary_line *line, size_t most)
{
	const struct summary_account *account = &line->account;
	struct writer *w = format_find("json")->open(to, WRITE_STREAM);
	const bool has_path = account->bundle && summary->output != NULL &&
	    (account->outcome == SUMMARY_STORED || account->outcome == SUMMARY_SKIPPED);

	write_map(w);
	write_input(w, account->input, most);
	if (!line->whole_input) {
		write_cut(w, "account", account->id, most);
		write_cut(w, "legalName", account->name, most);
	}
	write_pair(w, "outcome", outcome_names[account->outcome]);
	if (!line->whole_input) {
		write_count(w, "profiles", account->profiles);
		write_count(w, "decisions", account->decisions);
	}
	write_count(w, "errors", account->errors);
	write_count(w, "warnings", account->warnings);
	if (has_path)
		write_path(w, summary, account->id, most);
	write_end(w);
	write_close(w);
}

static void print_json(struct summary *summary, const struct summary_line *line)
{
	struct buf text = {0};

	for (size_t most = TEXT_SHOWN * 4; most > 0; most /= 2) {
		buf_clear(&text);
		make_line(&text, summary, line, most);
		if (text.length <= LINE_MOST)
			break;
	}
	/* What others have printed comes first; then the line in one piece. */
	if (fflush(stdout) != 0 || !file_write(STDOUT_FILENO, text.data, text.length))
		summary->failed = true;
	buf_free(&text);
}

/* ---- the table ---- */

static void add_row(struct summary *summary, const struct summary_line *line)
{
	const struct summary_account *account = &line->account;
	struct buf *row = &summary->table, id = {0};

	utf8_show(&id, account->id, strlen(account->id), ID_SHOWN);
	buf_printf(row, "%-8s  %-20s  ", outcome_names[account->outcome], id.length > 0 ? buf_text(&id) : "-");
	buf_free(&id);
	if (line->whole_input)
		buf_printf(row, "%8s  %9s", "-", "-");
	else
		buf_printf(row, "%8zu  %9zu", account->profiles, account->decisions);
	buf_printf(row, "  %6zu  %8zu  ", account->errors, account->warnings);
	utf8_show(row, account->input, strlen(account->input), 0);
	if (account->name[0] != '\0') {
		buf_adds(row, "  ");
		utf8_show(row, account->name, strlen(account->name), TEXT_SHOWN);
	}
	buf_addc(row, '\n');
	summary->rows++;
}

static void add_short(struct summary *summary, const struct summary_line *line)
{
	if (line->account.outcome != SUMMARY_REFUSED && line->account.outcome != SUMMARY_FAILED)
		return;
	if (summary->rows < ROWS_SHOWN)
		add_row(summary, line);
	else
		summary->more++;
}

static void print_table(const struct summary *summary, FILE *to)
{
	if (summary->rows == 0)
		return;
	fprintf(to, "\n%-8s  %-20s  %8s  %9s  %6s  %8s  %s\n", "outcome", "account", "profiles", "decisions",
	    "errors", "warnings", "input");
	fwrite(buf_text(&summary->table), 1, summary->table.length, to);
	if (summary->more > 0)
		fprintf(to, "and %zu more that were refused or have failed: --summary text shows all\n", summary->more);
}

/* ---- the queue ---- */

static void free_line(struct summary_line *line)
{
	mem_free((void *)(uintptr_t)line->account.input);
	mem_free((void *)(uintptr_t)line->account.id);
	mem_free((void *)(uintptr_t)line->account.name);
	mem_free(line);
}

static void tell(struct summary *summary, const struct summary_line *line)
{
	static void (*const forms[])(struct summary *, const struct summary_line *) = {
		[SUMMARY_SHORT] = add_short, [SUMMARY_TABLE] = add_row, [SUMMARY_JSON] = print_json,
	};

	if (!line->whole_input)
		summary->counts[line->account.outcome]++;
	forms[summary->form](summary, line);
}

static void tell_settled(struct summary *summary)
{
	while (summary->first != NULL && summary->first->account.outcome != SUMMARY_WAITING) {
		struct summary_line *line = summary->first;

		tell(summary, line);
		summary->first = line->next;
		if (line->next == NULL)
			summary->last = NULL;
		free_line(line);
	}
}

static struct summary_line *add_line(struct summary *summary, const struct summary_account *account)
{
	struct summary_line *line = mem_alloc(sizeof *line);

	line->account = *account;
	line->number = summary->inputs;
	line->account.input = mem_copy(account->input, strlen(account->input));
	line->account.id = mem_copy(account->id, strlen(account->id));
	line->account.name = mem_copy(account->name, strlen(account->name));
	if (summary->last != NULL)
		summary->last->next = line;
	else
		summary->first = line;
	summary->last = line;
	return line;
}

void summary_account(struct summary *summary, const struct summary_account *account)
{
	add_line(summary, account);
	tell_settled(summary);
}

void summary_bundle(struct summary *summary, const char *account_id, enum bundle_outcome outcome)
{
	static const enum summary_outcome outcomes[] = {
		[BUNDLE_STORED] = SUMMARY_STORED, [BUNDLE_CHECKED] = SUMMARY_CHECKED, [BUNDLE_FAILED] = SUMMARY_FAILED,
	};
	struct summary_line *line = summary->first;

	while (line != NULL && (line->account.outcome != SUMMARY_WAITING || strcmp(line->account.id, account_id) != 0))
		line = line->next;
	if (line == NULL)
		return;
	line->account.outcome = outcomes[outcome];
	tell_settled(summary);
}

/* Those of the input `number`, or of a later one. */
static void fail_waiting(struct summary *summary, size_t number)
{
	for (struct summary_line *line = summary->first; line != NULL; line = line->next)
		if (line->account.outcome == SUMMARY_WAITING && line->number >= number)
			line->account.outcome = SUMMARY_FAILED;
}

void summary_input(struct summary *summary, const char *input, bool failed, size_t errors, size_t warnings)
{
	struct summary_line *line;

	if (!failed) {
		summary->inputs++;
		return;
	}
	summary->failed_inputs++;
	fail_waiting(summary, summary->inputs);
	line = add_line(summary, &(struct summary_account){.input = input, .id = "", .name = "",
		.outcome = SUMMARY_FAILED, .errors = errors, .warnings = warnings});
	line->whole_input = true;
	summary->inputs++;
	tell_settled(summary);
}

void summary_finish(struct summary *summary, FILE *to)
{
	fail_waiting(summary, 0);
	tell_settled(summary);
	if (to != NULL)
		/* One input needs no table by itself: its diagnostics stand right above. */
	if (summary->form != SUMMARY_SHORT || summary->inputs + summary->failed_inputs > 1)
		print_table(summary, to);
}

void summary_free(struct summary *summary)
{
	while (summary->first != NULL) {
		struct summary_line *line = summary->first;

		summary->first = line->next;
		free_line(line);
	}
	buf_free(&summary->table);
	*summary = (struct summary){0};
}
