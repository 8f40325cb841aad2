/* --skip-existing: is an account's bundle there already, made from the same
 * bytes in the same way? bundle.yaml says it (decision 17). What a person has
 * changed in the bundle since then is nobody's business here.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/batch.h"
#include "load/yaml.h"

enum { INDEX_MOST = 64 << 20, REPORT_START = 8192 };

/* FOLDER/ID/NAME.FORMAT, at most `most` bytes of it. */
static bool read_part(const struct reading *reading, const char *id, const char *name, struct buf *to, size_t most)
{
	const struct delivery *delivery = &reading->convert.delivery;
	const int folder = bundle_folder(delivery->target);
	struct buf path = {0};
	ssize_t got = -1;
	int fd;

	if (folder < 0)
		return false;
	buf_printf(&path, "%s/%s.%s", id, name, delivery->provenance.format->name);
	fd = file_open(folder, buf_text(&path));
	buf_free(&path);
	if (fd < 0)
		return false;
	if (most == REPORT_START)
		got = file_read(fd, buf_reserve(to, most), most);
	else if (file_read_all(fd, to, most))
		got = 0;
	if (got > 0) {
		to->length += (size_t)got;
		to->data[to->length] = '\0';
	}
	file_close(fd);
	return got >= 0;
}

static bool same(const struct yaml *map, const char *key, const char *expected)
{
	const char *text = yaml_string(map, key);

	return text != NULL && expected != NULL && strcmp(text, expected) == 0;
}

static bool index_matches(const struct reading *reading, const char *id, const struct buf *text)
{
	const struct provenance *provenance = &reading->convert.delivery.provenance;
	struct arena arena = {0};
	struct diag *silent = diag_open();   /* a foreign or edited index is no error: it does not match */
	const struct yaml_options options = {.most = INDEX_MOST, .arena = &arena, .diag = silent};
	const struct yaml *index = yaml_read_one(buf_text(text), text->length, &options);
	const struct yaml *generator = yaml_member(index, "generator"), *source = yaml_member(index, "source");
	const bool match = same(index, "format", "pinport/bundle/1") &&
	    same(yaml_member(index, "account"), "id", id) &&
	    same(index, "edition", reading->convert.shape.edition->id) &&
	    same(generator, "version", provenance->version) &&
	    same(generator, "options", provenance->options) &&
	    same(source, "sha256", provenance->sha256);

	diag_close(silent);
	arena_free(&arena);
	return match;
}

/* A count of the report's summary, which stands at its beginning, one line each. */
static size_t report_count(const struct buf *text, const char *key)
{
	struct buf line = {0};
	const char *at;

	buf_printf(&line, "\n  %s: ", key);
	at = strstr(buf_text(text), buf_text(&line));
	if (at == NULL) {
		buf_clear(&line);
		buf_printf(&line, "\n    \"%s\": ", key);
		at = strstr(buf_text(text), buf_text(&line));
	}
	at = at != NULL ? at + line.length : "0";
	buf_free(&line);
	return (size_t)strtoul(at, NULL, 10);
}

bool skip_is_there(const struct reading *reading, const char *account_id, struct convert_result *result)
{
	struct buf text = {0};
	bool there = read_part(reading, account_id, "bundle", &text, INDEX_MOST) &&
	    index_matches(reading, account_id, &text);

	buf_clear(&text);
	if (there && read_part(reading, account_id, "report", &text, REPORT_START)) {
		result->profiles = report_count(&text, "profiles");
		result->decisions = report_count(&text, "decisions");
		result->errors = report_count(&text, "errors");
		result->warnings = report_count(&text, "warnings");
	}
	buf_free(&text);
	return there;
}
