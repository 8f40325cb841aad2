/* What became of every account: see summary.h. SPDX-License-Identifier: MIT */
#include "cli/summary.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/wrap.h"
#include "emit/writer.h"

enum {
	LINE_MOST = 4096,      /* a pipe takes so much in one piece, between the lines of others */
	TEXT_SHOWN = 400,      /* code points of a name, to begin with */
	ID_SHOWN = 40,
	ROWS_SHOWN = 20,
	INPUT_LEAST = 12       /* cells that the end of an input, or a name, needs to say anything */
};

/* What is told about an account, or about an input that failed. */
struct line {
	struct summary_account account;
	bool whole_input;
};

/* The same while it waits, as all accounts of a document do: so it is small. */
struct summary_line {
	struct summary_line *next;
	uint32_t number;                   /* of its input: a name may be there twice */
	uint32_t profiles, decisions, errors, warnings;
	unsigned char outcome;             /* enum summary_outcome */
	bool bundle, whole_input;
	char texts[];                      /* input, id, name */
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

static void make_line(struct buf *to, const struct summary *summary, const struct line *line, size_t most)
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

static void print_json(struct summary *summary, const struct line *line)
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

static void add_row(struct summary *summary, const struct line *line)
{
	const struct summary_account *account = &line->account;
	struct buf *row = &summary->table;
	const size_t start = row->length;

	/* Fields with line ends: how wide the column of ids is, is known when all rows are. */
	utf8_show(row, account->id, strlen(account->id), ID_SHOWN);
	if (row->length == start)
		buf_addc(row, '-');
	if (row->length - start > summary->id_width)
		summary->id_width = row->length - start;
	buf_printf(row, "\n%-8s\n", outcome_names[account->outcome]);
	if (line->whole_input)
		buf_printf(row, "%8s  %9s", "-", "-");
	else
		buf_printf(row, "%8zu  %9zu", account->profiles, account->decisions);
	buf_printf(row, "  %6zu  %8zu\n", account->errors, account->warnings);
	utf8_show(row, account->input, strlen(account->input), 0);
	buf_addc(row, '\n');
	utf8_show(row, account->name, strlen(account->name), TEXT_SHOWN);
	buf_addc(row, '\n');
	summary->rows++;
}

static void add_short(struct summary *summary, const struct line *line)
{
	if (line->account.outcome != SUMMARY_REFUSED && line->account.outcome != SUMMARY_FAILED)
		return;
	if (summary->rows < ROWS_SHOWN)
		add_row(summary, line);
	else
		summary->more++;
}

#define ELLIPSIS "\xE2\x80\xA6"

/* On a terminal a row is one line, cut where it has to be. */
static void put_row(FILE *to, const struct buf *row, size_t width)
{
	const size_t length = wrap_cut(buf_text(row), row->length, width);

	fwrite(buf_text(row), 1, length, to);
	fputs(length < row->length ? ELLIPSIS "\n" : "\n", to);
}

/* Copies the next field of a row to an empty buffer; returns what is behind it. */
static const char *next_field(struct buf *to, const char *row)
{
	const size_t length = strcspn(row, "\n");

	buf_clear(to);
	buf_add(to, row, length);
	return row + length + 1;
}

/* Of inputs that are too long for their column the end says more than the beginning. */
static void add_input(struct buf *line, const struct buf *input, size_t width)
{
	const size_t left = utf8_cells(line->data, line->length);
	size_t skip = 0;

	if (width > left + INPUT_LEAST)
		skip = wrap_skip(buf_text(input), input->length, width - left);
	buf_printf(line, "%s%s", skip > 0 ? ELLIPSIS : "", buf_text(input) + skip);
}

static const char *print_row(const char *row, FILE *to, size_t id_width, size_t width)
{
	struct buf line = {0}, field = {0}, id = {0};

	row = next_field(&id, row);
	row = next_field(&field, row);
	buf_printf(&line, "%s  %-*s", buf_text(&field), (int)id_width, buf_text(&id));
	row = next_field(&field, row);
	buf_printf(&line, "  %s  ", buf_text(&field));
	row = next_field(&field, row);
	add_input(&line, &field, width);
	row = next_field(&field, row);
	if (field.length > 0 && (width == 0 || utf8_cells(line.data, line.length) + INPUT_LEAST <= width))
		buf_printf(&line, "  %s", buf_text(&field));
	put_row(to, &line, width);
	buf_free(&line);
	buf_free(&field);
	buf_free(&id);
	return row;
}

static void print_table(const struct summary *summary, FILE *to)
{
	const size_t width = wrap_terminal(fileno(to)), id_width = strlen("account") > summary->id_width
	    ? strlen("account") : summary->id_width;
	struct buf line = {0};

	if (summary->rows == 0)
		return;
	buf_printf(&line, "%-8s  %-*s  %8s  %9s  %6s  %8s  input", "outcome", (int)id_width, "account",
	    "profiles", "decisions", "errors", "warnings");
	putc('\n', to);
	put_row(to, &line, width);
	buf_free(&line);
	for (const char *row = buf_text(&summary->table); *row != '\0';)
		row = print_row(row, to, id_width, width);
	if (summary->more > 0)
		fprintf(to, "and %zu more that were refused or have failed: --summary text shows all\n", summary->more);
}

/* ---- the queue ---- */

static void tell(struct summary *summary, const struct line *line)
{
	static void (*const forms[])(struct summary *, const struct line *) = {
		[SUMMARY_SHORT] = add_short, [SUMMARY_TABLE] = add_row, [SUMMARY_JSON] = print_json,
	};

	if (!line->whole_input)
		summary->counts[line->account.outcome]++;
	forms[summary->form](summary, line);
}

static const char *id_of(const struct summary_line *line)
{
	return line->texts + strlen(line->texts) + 1;
}

static struct line unpacked(const struct summary_line *line)
{
	const char *id = id_of(line);

	return (struct line){{line->texts, id, id + strlen(id) + 1, (enum summary_outcome)line->outcome, line->bundle,
		line->profiles, line->decisions, line->errors, line->warnings}, line->whole_input};
}

static void tell_settled(struct summary *summary)
{
	while (summary->first != NULL && summary->first->outcome != SUMMARY_WAITING) {
		struct summary_line *first = summary->first;
		const struct line line = unpacked(first);

		tell(summary, &line);
		summary->first = first->next;
		if (first->next == NULL)
			summary->last = NULL;
		mem_free(first);
	}
}

static struct summary_line *add_line(struct summary *summary, const struct summary_account *account)
{
	const size_t input = strlen(account->input) + 1, id = strlen(account->id) + 1, name = strlen(account->name) + 1;
	struct summary_line *line = mem_alloc(sizeof *line + input + id + name);

	line->number = (uint32_t)summary->inputs;
	line->profiles = (uint32_t)account->profiles;
	line->decisions = (uint32_t)account->decisions;
	line->errors = (uint32_t)account->errors;
	line->warnings = (uint32_t)account->warnings;
	line->outcome = (unsigned char)account->outcome;
	line->bundle = account->bundle;
	memcpy(line->texts, account->input, input);
	memcpy(line->texts + input, account->id, id);
	memcpy(line->texts + input + id, account->name, name);
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

	while (line != NULL && (line->outcome != SUMMARY_WAITING || strcmp(id_of(line), account_id) != 0))
		line = line->next;
	if (line == NULL)
		return;
	line->outcome = (unsigned char)outcomes[outcome];
	tell_settled(summary);
}

/* Those of the input `number`, or of a later one. */
static void fail_waiting(struct summary *summary, size_t number)
{
	for (struct summary_line *line = summary->first; line != NULL; line = line->next)
		if (line->outcome == SUMMARY_WAITING && line->number >= number)
			line->outcome = SUMMARY_FAILED;
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
	/* One input needs no table by itself: its diagnostics stand right above. */
	if (to != NULL && (summary->form != SUMMARY_SHORT || summary->inputs + summary->failed_inputs > 1))
		print_table(summary, to);
}

void summary_free(struct summary *summary)
{
	while (summary->first != NULL) {
		struct summary_line *line = summary->first;

		summary->first = line->next;
		mem_free(line);
	}
	buf_free(&summary->table);
	*summary = (struct summary){0};
}
