/* Diagnostics as data: see findings.h. SPDX-License-Identifier: MIT */
#include "emit/findings.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/template.h"
#include "emit/writer.h"

struct findings {
	struct diag_text text;
	struct buf line;
	struct writer *log;        /* SARIF: open until the end */
	void (*entry)(struct findings *findings, const struct diag_entry *entry, const char *source);
	void (*close)(struct findings *findings);
	const char *version;
};

static void put(struct findings *findings)
{
	fwrite(buf_text(&findings->line), 1, findings->line.length, findings->text.file);
	buf_clear(&findings->line);
}

static void entry_text(struct findings *findings, const struct diag_entry *entry, const char *source)
{
	diag_print_text(&findings->text, entry, source);
}

static void entry_gcc(struct findings *findings, const struct diag_entry *entry, const char *source)
{
	struct buf *line = &findings->line;

	buf_adds(line, *source != '\0' ? source : "pinport");
	diag_position(line, &entry->place);
	buf_printf(line, ": %s: ", diag_severity_name(entry->severity));
	diag_message(line, entry);
	buf_printf(line, " [%s]\n", diag_rows[entry->code].code);
	put(findings);
}

static void write_message(struct writer *w, const char *key, const struct diag_entry *entry)
{
	struct buf message = {0};

	diag_message(&message, entry);
	write_pair(w, key, buf_text(&message));
	buf_free(&message);
}

static void write_number(struct writer *w, const char *key, uint64_t number)
{
	write_key(w, key);
	write_integer(w, number);
}

static void write_advice(struct writer *w, enum diag_code code, const char *const *values)
{
	struct buf advice = {0};

	diag_advice(&advice, code, values);
	write_pair(w, "advice", buf_text(&advice));
	buf_free(&advice);
}

static void entry_json(struct findings *findings, const struct diag_entry *entry, const char *source)
{
	const struct diag_row *row = &diag_rows[entry->code];
	struct writer *w = format_find("json")->open(&findings->line, WRITE_STREAM);

	write_map(w);
	write_pair(w, "source", source);
	if (entry->place.line > 0) {
		write_number(w, "line", entry->place.line);
		write_number(w, "column", entry->place.column);
	}
	write_pair(w, "severity", diag_severity_name(entry->severity));
	write_pair(w, "code", row->code);
	write_message(w, "message", entry);
	write_pair(w, "path", entry->path);
	write_key(w, "values");
	write_list(w);
	for (size_t i = 0; i < template_values(row->template) && entry->values[i] != NULL; i++)
		write_string(w, entry->values[i], strlen(entry->values[i]));
	write_end(w);
	write_advice(w, entry->code, entry->values);
	write_end(w);
	write_close(w);
	put(findings);
}

/* ---- SARIF ---- */

static void write_text_object(struct writer *w, const char *key, const char *text)
{
	write_key(w, key);
	write_map(w);
	write_pair(w, "text", text);
	write_end(w);
}

static void write_rule(struct writer *w, const struct diag_row *row)
{
	struct buf help = {0};

	write_map(w);
	write_pair(w, "id", row->code);
	write_text_object(w, "shortDescription", row->meaning);
	write_text_object(w, "fullDescription", row->meaning);
	buf_clear(&help);
	diag_advice(&help, (enum diag_code)(row - diag_rows), NULL);
	write_text_object(w, "help", buf_text(&help));
	buf_free(&help);
	write_key(w, "defaultConfiguration");
	write_map(w);
	write_pair(w, "level", diag_severity_name(row->severity));
	write_end(w);
	write_end(w);
}

static void open_sarif(struct findings *findings)
{
	struct writer *w = format_find("json")->open(&findings->line, WRITE_FILE);

	findings->log = w;
	write_map(w);
	write_pair(w, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	write_pair(w, "version", "2.1.0");
	write_key(w, "runs");
	write_list(w);
	write_map(w);
	write_key(w, "tool");
	write_map(w);
	write_key(w, "driver");
	write_map(w);
	write_pair(w, "name", "pinport");
	write_pair(w, "semanticVersion", findings->version);
	write_key(w, "rules");
	write_list(w);
	for (size_t i = 0; i < DIAG_CODES; i++)
		write_rule(w, &diag_rows[i]);
	write_end(w);
	write_end(w);
	write_end(w);
	write_pair(w, "columnKind", "unicodeCodePoints");
	write_key(w, "results");
	write_list(w);
}

/* A path as a URI, relative if it is: everything but RFC 3986's unreserved characters and '/' percent-encoded. */
static void write_uri(struct writer *w, const char *key, const char *text)
{
	struct buf uri = {0};

	buf_adds(&uri, *text == '/' ? "file://" : "");
	for (const char *p = text; *p != '\0'; p++)
		if ((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') ||
		    strchr("-._~/!", *p) != NULL)
			buf_addc(&uri, *p);
		else
			buf_printf(&uri, "%%%02X", (unsigned char)*p);
	write_pair(w, key, buf_text(&uri));
	buf_free(&uri);
}

static void write_location(struct writer *w, const struct diag_entry *entry, const char *source)
{
	write_key(w, "locations");
	write_list(w);
	write_map(w);
	write_key(w, "physicalLocation");
	write_map(w);
	write_key(w, "artifactLocation");
	write_map(w);
	write_uri(w, "uri", *source != '\0' ? source : "pinport");
	write_end(w);
	if (entry->place.line > 0) {
		write_key(w, "region");
		write_map(w);
		write_number(w, "startLine", entry->place.line);
		write_number(w, "startColumn", entry->place.column);
		write_end(w);
	}
	write_end(w);
	if (entry->path != NULL) {
		write_key(w, "logicalLocations");
		write_list(w);
		write_map(w);
		write_pair(w, "fullyQualifiedName", entry->path);
		write_end(w);
		write_end(w);
	}
	write_end(w);
	write_end(w);
}

/* The same finding in the next export has another line, but the same path and values. */
static void write_fingerprint(struct writer *w, const struct diag_entry *entry)
{
	struct buf text = {0};
	char hex[HASH_TEXT];

	buf_printf(&text, "%s\n%s\n", diag_rows[entry->code].code, entry->path != NULL ? entry->path : "");
	for (const char *const *value = entry->values; *value != NULL; value++)
		buf_printf(&text, "%s\n", *value);
	hash_bytes(buf_text(&text), text.length, hex);
	buf_free(&text);
	write_key(w, "partialFingerprints");
	write_map(w);
	write_pair(w, "pathAndValues/v1", hex);
	write_end(w);
}

static void entry_sarif(struct findings *findings, const struct diag_entry *entry, const char *source)
{
	struct writer *w = findings->log;

	write_map(w);
	write_pair(w, "ruleId", diag_rows[entry->code].code);
	write_number(w, "ruleIndex", (uint64_t)entry->code);
	write_pair(w, "level", diag_severity_name(entry->severity));
	write_key(w, "message");
	write_map(w);
	write_message(w, "text", entry);
	write_end(w);
	write_location(w, entry, source);
	write_fingerprint(w, entry);
	write_end(w);
}

static void close_sarif(struct findings *findings)
{
	struct writer *w = findings->log;

	write_end(w);
	write_end(w);
	write_end(w);
	write_end(w);
	write_close(w);
	put(findings);
}

static const struct findings_format {
	const char *name;
	void (*open)(struct findings *findings);
	void (*entry)(struct findings *findings, const struct diag_entry *entry, const char *source);
	void (*close)(struct findings *findings);
} findings_formats[] = {
	{"text", NULL, entry_text, NULL},
	{"gcc", NULL, entry_gcc, NULL},
	{"json", NULL, entry_json, NULL},
	{"sarif", open_sarif, entry_sarif, close_sarif},
	{NULL, NULL, NULL, NULL},
};

struct findings *findings_open(const char *format, const struct diag_text *text, const char *version)
{
	const struct findings_format *row = findings_formats;
	struct findings *findings;

	while (row->name != NULL && strcmp(row->name, format) != 0)
		row++;
	if (row->name == NULL)
		return NULL;
	findings = mem_alloc(sizeof *findings);
	findings->text = *text;
	findings->version = version;
	findings->entry = row->entry;
	findings->close = row->close;
	if (row->open != NULL)
		row->open(findings);
	return findings;
}

static void print_entry(void *to, const struct diag_entry *entry, const char *source)
{
	struct findings *findings = to;

	findings->entry(findings, entry, source);
}

struct diag_printer findings_printer(struct findings *findings)
{
	return (struct diag_printer){
		.entry = print_entry, .to = findings, .grouped = findings->entry == entry_text,
	};
}

void findings_close(struct findings *findings)
{
	if (findings == NULL)
		return;
	if (findings->close != NULL)
		findings->close(findings);
	buf_free(&findings->line);
	mem_free(findings);
}
