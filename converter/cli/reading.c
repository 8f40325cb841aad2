/* The common part of the commands that read exports: see reading.h. SPDX-License-Identifier: MIT */
#include "cli/reading.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/batch.h"
#include "cli/say.h"
#include "cli/wrap.h"
#include "read/zip/decode.h"
#include "read/xml/xml.h"
#include "rules/codes.h"

static void print_entry(void *to, const struct diag_entry *entry, const char *source)
{
	struct reading *reading = to;
	const struct session *session = reading->session;

	if (reading->most > 0 && reading->shown == reading->most) {
		reading->held_back++;
		return;
	}
	if (session->text.quiet && entry->severity < DIAG_ERROR)
		return;
	reading->shown++;
	if (reading->progress != NULL)
		progress_hide(reading->progress);
	findings_printer(reading->findings).entry(reading->findings, entry, source);
}

static bool refuse_limit(struct session *session, const char *text)
{
	const char *names[64], *name = arena_copy(&session->arena, text, strcspn(text, "="));
	struct buf hint = {0};
	size_t count = 0;
	bool known = false;

	for (const struct limit_row *row = limit_rows; row->name != NULL && count < 63; row++) {
		names[count++] = row->name;
		known = known || strcmp(row->name, name) == 0;
	}
	names[count] = NULL;
	if (!known)
		nearest_hint(&hint, name, names);
	diag_add(session->diag, DIAG_U204, NULL, NULL, DIAG_VALUES("--limit", text, known
	    ? arena_printf(&session->arena, "%s=VALUE, a number that may end with K, M or G", name)
	    : "NAME=VALUE with a name from pinport convert --help", buf_text(&hint)));
	buf_free(&hint);
	return false;
}

static bool read_limits(struct reading *reading)
{
	const struct strings *limits = &reading->session->options.limits;

	reading->limits = limits_default;
	for (size_t i = 0; i < limits->count; i++)
		if (!limits_set(&reading->limits, limits->items[i]))
			return refuse_limit(reading->session, limits->items[i]);
	return true;
}

static bool read_count(struct reading *reading)
{
	const char *text = reading->session->options.max_errors;
	char *end;
	unsigned long long n;

	if (text == NULL)
		return true;
	errno = 0;
	n = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0)
		return diag_add(reading->session->diag, DIAG_U204, NULL, NULL,
		    DIAG_VALUES("--max-errors", text, "a number", ""));
	reading->most = (size_t)n;
	return true;
}

/* Links and pipes are welcome here: a person has named them, and <(find …) is one. */
static bool read_file(struct reading *reading, const char *path, struct buf *to)
{
	const bool input = strcmp(path, "-") == 0;
	int fd = input ? 0 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	bool good = fd >= 0 && file_read_all(fd, to, (size_t)256 << 20);

	if (!good)
		diag_add(reading->session->diag, DIAG_I302, NULL, NULL, DIAG_VALUES(path, strerror(errno)));
	if (fd > 0)
		file_close(fd);
	return good;
}

/* The built-in schema; or --schema through libxml2. */
static bool open_schema(struct reading *reading)
{
	const char *path = reading->session->options.schema;
	struct buf text = {0};

	if (path == NULL) {
		reading->xsd = &xsd_built_in;
		return true;
	}
	if (read_file(reading, path, &text))
		reading->schema = xml_schema_open(buf_text(&text), text.length, path, reading->session->diag);
	buf_free(&text);
	return reading->schema != NULL;
}

/* Appends the names in --files-from to the words. */
static bool read_names(struct reading *reading)
{
	struct options *options = &reading->session->options;
	struct arena *arena = &reading->session->arena;
	struct buf list = {0};
	const char end = options->nul ? '\0' : '\n';
	size_t count = options->words.count, lines = 1;
	const char **items;

	if (options->files_from == NULL)
		return true;
	if (!read_file(reading, options->files_from, &list)) {
		buf_free(&list);
		return false;
	}
	for (size_t i = 0; i < list.length; i++)
		lines += list.data[i] == end;
	items = arena_alloc(arena, mem_product(count + lines + 1, sizeof *items));
	if (count > 0)
		memcpy(items, options->words.items, count * sizeof *items);
	for (size_t start = 0, next; start < list.length; start = next) {
		const char *stop = memchr(list.data + start, end, list.length - start);
		size_t length = stop != NULL ? (size_t)(stop - list.data) - start : list.length - start;

		next = start + length + 1;
		/* In a list that was made on Windows a CR belongs to the end of the line. */
		if (!options->nul && length > 0 && list.data[start + length - 1] == '\r')
			length--;
		if (length > 0)
			items[count++] = arena_copy(arena, list.data + start, length);
	}
	options->words = (struct strings){items, count};
	buf_free(&list);
	return true;
}

static bool wants_lines(const struct options *options, FILE *findings)
{
	const char *context = options->context != NULL ? options->context : "auto";

	if (options->diagnostics != NULL && strcmp(options->diagnostics, "text") != 0)
		return false;
	return strcmp(context, "always") == 0 ||
	       (strcmp(context, "auto") == 0 && isatty(fileno(findings)));
}

static enum overflow overflow_named(const char *name)
{
	if (name == NULL || strcmp(name, "fit") == 0)
		return OVERFLOW_FIT;
	return strcmp(name, "keep") == 0 ? OVERFLOW_KEEP : OVERFLOW_FAIL;
}

/* Two letters, small or by a common mistake, that mean a country. */
static void hint_at_country(struct buf *to, const char *text)
{
	char code[3] = {0};
	const char *meant;

	if (strlen(text) != 2 || !ascii_letter(text[0]) || !ascii_letter(text[1]))
		return;
	for (size_t i = 0; i < 2; i++)
		code[i] = text[i] >= 'a' ? (char)(text[i] - 'a' + 'A') : text[i];
	meant = code_country(code) && strcmp(code, text) != 0 ? code : code_country_meant(code);
	if (meant != NULL)
		buf_printf(to, " (did you mean \"%s\"?)", meant);
}

static bool check_countries(const struct strings *countries, struct diag *diag)
{
	struct buf hint = {0};

	for (size_t i = 0; i < countries->count; i++) {
		const char *code = countries->items[i];

		if (strlen(code) == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z' &&
		    code_country(code))
			continue;
		hint_at_country(&hint, code);
		diag_add(diag, DIAG_U204, NULL, NULL, DIAG_VALUES("--country", code,
		    "the two capital letters of a country, such as KR", buf_text(&hint)));
		buf_free(&hint);
		return false;
	}
	return true;
}

static bool refuse_encoding(struct session *session, const char *name)
{
	const char *names[16] = {"auto"};
	struct buf hint = {0};

	for (size_t i = 0; i < 14 && decoder_known(i) != NULL; i++)
		names[i + 1] = decoder_known(i);
	nearest_hint(&hint, name, names);
	diag_add(session->diag, DIAG_U204, NULL, NULL, DIAG_VALUES("--zip-encoding", name,
	    "auto, or the name of an encoding such as cp949", buf_text(&hint)));
	buf_free(&hint);
	return false;
}

bool reading_open(struct reading *reading, struct session *session, FILE *findings)
{
	struct convert *convert = &reading->convert;
	const struct options *options = &session->options;

	reading->session = session;
	session->text.file = findings;
	session->text.colour = wants_colour(options, fileno(findings));
	session->text.width = wrap_terminal(fileno(findings));
	if (wants_lines(options, findings))
		diag_keep_lines(session->diag, &reading->tape);
	reading->findings = findings_open(options->diagnostics != NULL ? options->diagnostics : "text",
	    &session->text, PINPORT_VERSION);
	reading->printer = (struct diag_printer){
		.entry = print_entry, .to = reading,
		.grouped = findings_printer(reading->findings).grouped,
	};
	convert->diag = session->diag;
	convert->printer = &reading->printer;
	if (!read_names(reading) || !read_limits(reading) || !read_count(reading))
		return false;
	if (options->words.count == 0 && options->only_failed == NULL)
		return diag_add(session->diag, DIAG_U205, NULL, NULL, DIAG_VALUES(session->command->name,
		    session->command->bit == FOR_VERIFY ? "at least one bundle: its folder or ZIP file"
		                                        : "at least one export: a .zip or .xml file, or -"));
	if (options->against != NULL && strcmp(options->against, "-") == 0)
		return diag_add(session->diag, DIAG_U204, NULL, NULL,
		    DIAG_VALUES("--against", "-", "an export: a .zip or .xml file", ""));
	convert->container.limits = &reading->limits;
	convert->container.zip_encoding = options->zip_encoding != NULL ? options->zip_encoding : "auto";
	convert->shape.catalogue = session->catalogue;
	convert->shape.edition = edition_named(session, options->edition);
	if (convert->shape.edition == NULL)
		return false;
	convert->delivery.catalogue = session->catalogue;
	if (!check_countries(&options->countries, session->diag))
		return false;
	convert->shape.countries = options->countries;
	convert->shape.overflow = overflow_named(options->overflow);
	reading->decoder = container_prepare(convert->container.zip_encoding);
	if (reading->decoder == NULL)
		return refuse_encoding(session, convert->container.zip_encoding);
	convert->container.decoder = reading->decoder;
	xml_prepare();
	if (!open_schema(reading))
		return false;
	convert->xsd = reading->xsd;
	convert->schema = reading->schema;
	return true;
}

static void read_input(struct reading *reading, const char *path)
{
	const bool good = reading->input != NULL ? reading->input(reading, path)
	                                         : convert_input(&reading->convert, path);

	if (reading->input_done != NULL)
		reading->input_done(reading, path, good);
}

void reading_run(struct reading *reading)
{
	const struct strings *words = &reading->session->options.words;

	if (!reading_confine(reading))
		return;
	if (reading->batch != NULL)
		batch_run(reading->batch);
	else
		for (size_t i = 0; i < words->count; i++)
			read_input(reading, words->items[i]);
	if (reading->held_back > 0) {
		say_number(stderr, reading->session->text.language,
		    "pinport: {0} more diagnostics not shown", reading->held_back);
		fprintf(stderr, " (--max-errors %zu)\n", reading->most);
	}
}

void reading_close(struct reading *reading)
{
	diag_flush(reading->session->diag, &reading->printer);
	findings_close(reading->findings);
	reading->session->text.file = stderr;
	diag_keep_lines(reading->session->diag, NULL);
	tape_free(&reading->tape);
	convert_end(&reading->convert);
	container_unprepare(reading->decoder);
	xml_schema_close(reading->schema);
}
