/* The index over several accounts: see contents.h. SPDX-License-Identifier: MIT */
#include "contents.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "load/yaml.h"

enum { BUNDLE_FILE_MOST = 1 << 20, SHOWN = 60 /* code points of what a refused account says */ };

struct contents_row {
	struct sheet_index_row row;
	bool stored;
	struct contents_row *older;
};

/* The row of the account; one without an id has a row of its own. */
static struct contents_row *row_of(struct contents *contents, const char *id)
{
	struct contents_row *row = *id != '\0' ? map_find(&contents->rows, id, strlen(id)) : NULL;

	if (row != NULL)
		return row;
	row = ARENA_NEW(&contents->arena, struct contents_row);
	row->row.id = arena_string(&contents->arena, id);
	row->row.name = row->row.edition = row->row.countries = "";
	if (*id != '\0')
		map_add(&contents->rows, row->row.id, strlen(id), row);
	row->older = contents->last;
	contents->last = row;
	return row;
}

static void fill_row(struct contents *contents, struct contents_row *row, const struct sheet_index_row *from)
{
	row->row.name = arena_string(&contents->arena, from->name);
	row->row.edition = arena_string(&contents->arena, from->edition);
	row->row.countries = arena_string(&contents->arena, from->countries);
	row->row.decisions = from->decisions;
	row->row.refused = NULL;
	row->row.link = arena_printf(&contents->arena, "%s/upload.html", row->row.id);
}

static const char *cut(struct contents *contents, const char *text)
{
	struct buf shown = {0};
	const char *copy;

	utf8_show(&shown, text, strlen(text), SHOWN);
	copy = arena_copy(&contents->arena, buf_text(&shown), shown.length);
	buf_free(&shown);
	return copy;
}

/* Nobody has checked its id and name; another account of the same id may have a bundle. */
static void add_refused(struct contents *contents, const struct sheet_index_row *from)
{
	struct contents_row *row = row_of(contents, cut(contents, from->id));

	if (row->row.link != NULL || row->row.refused != NULL)
		return;
	row->row.name = cut(contents, from->name);
	row->row.refused = arena_string(&contents->arena, from->refused);
}

void contents_countries(const struct shaped *shaped, struct buf *to)
{
	for (size_t i = 0; i < shaped->profile_count; i++)
		if (!shaped->profiles[i].refused)
			buf_printf(to, "%s%s", to->length > 0 ? " " : "", shaped->profiles[i].profile.country.data);
}

void contents_add(struct contents *contents, const struct sheet_index_row *from)
{
	if (from->refused != NULL)
		add_refused(contents, from);
	else
		fill_row(contents, row_of(contents, from->id), from);
}

void contents_done(void *to, const char *account_id, enum bundle_outcome outcome)
{
	struct contents *contents = to;
	struct contents_row *row = map_find(&contents->rows, account_id, strlen(account_id));

	if (row != NULL && outcome == BUNDLE_STORED && !row->stored) {
		row->stored = true;
		contents->stored++;
	}
}

const char *contents_single(const struct contents *contents)
{
	const struct contents_row *row = contents->last;

	while (row != NULL && !row->stored)
		row = row->older;
	return contents->stored == 1 && row != NULL ? row->row.id : NULL;
}

/* ---- accounts of earlier runs ---- */

struct scan {
	struct contents *contents;
	struct diag *diag;      /* of its own: a foreign or edited file is no error here */
};

static const char *countries_of(struct contents *contents, const struct yaml *profiles)
{
	struct buf text = {0};
	const char *joined;

	for (const struct yaml *p = profiles != NULL ? profiles->first : NULL; p != NULL; p = p->next) {
		const char *country = yaml_string(p, "country");

		if (country != NULL)
			buf_printf(&text, "%s%s", text.length > 0 ? " " : "", country);
	}
	joined = arena_string(&contents->arena, buf_text(&text));
	buf_free(&text);
	return joined;
}

static void add_existing(struct scan *scan, const char *id, const struct yaml *bundle)
{
	struct contents *contents = scan->contents;
	const char *format = yaml_string(bundle, "format");
	const char *decisions = yaml_string(yaml_member(bundle, "counts"), "decisions");
	const char *name = yaml_string(yaml_member(bundle, "account"), "legalName");
	const char *edition = yaml_string(bundle, "edition");
	const char *refused;
	struct contents_row *row;

	if (format == NULL || strcmp(format, "pinport/bundle/1") != 0)
		return;
	row = row_of(contents, id);
	refused = row->row.refused;
	fill_row(contents, row, &(struct sheet_index_row){
		.name = name != NULL ? name : "", .edition = edition != NULL ? edition : "",
		.countries = countries_of(contents, yaml_member(bundle, "profiles")),
		.decisions = decisions != NULL ? (size_t)strtoul(decisions, NULL, 10) : 0,
	});
	row->row.refused = refused;
	row->stored = true;
}

static bool read_existing(struct scan *scan, int at, const char *id, const char *name)
{
	struct arena arena = {0};
	struct buf path = {0}, text = {0};
	const struct yaml *bundle;
	int fd;

	buf_printf(&path, "%s/%s", id, name);
	fd = file_open(at, buf_text(&path));
	if (fd >= 0 && file_read_all(fd, &text, BUNDLE_FILE_MOST)) {
		bundle = yaml_read(buf_text(&text), text.length, 0, &arena, scan->diag);
		if (bundle != NULL)
			add_existing(scan, id, bundle);
		diag_flush(scan->diag, NULL);
	}
	if (fd >= 0)
		file_close(fd);
	buf_free(&path);
	buf_free(&text);
	arena_free(&arena);
	return fd >= 0;
}

static bool see_entry(void *to, int at, const char *name, bool folder)
{
	struct scan *scan = to;
	const struct contents_row *row = map_find(&scan->contents->rows, name, strlen(name));

	for (const char *p = name; *p != '\0'; p++)
		folder = folder && ascii_digit(*p);
	if (folder && (row == NULL || !row->stored) &&
	    !read_existing(scan, at, name, "bundle.yaml"))
		read_existing(scan, at, name, "bundle.json");
	return true;
}

static void scan_folder(struct contents *contents, int folder)
{
	struct scan scan = {contents, diag_open()};
	const struct file_visitor visitor = {see_entry, &scan};

	file_each(folder, &visitor);
	diag_close(scan.diag);
}

/* ---- the page ---- */

/* As numbers: shorter first, then by digits. */
static int compare_rows(const void *left, const void *right)
{
	const struct sheet_index_row *a = left, *b = right;
	const size_t la = strlen(a->id), lb = strlen(b->id);

	if (la != lb)
		return la < lb ? -1 : 1;
	return strcmp(a->id, b->id) != 0 ? strcmp(a->id, b->id) : strcmp(a->name, b->name);
}

bool contents_write(struct contents *contents, struct bundle_target *target, bool zip,
    const char *lang, const char *version)
{
	struct sheet_index_row *rows;
	struct buf page = {0};
	size_t count = 0;
	bool good = true;

	if (!zip)
		scan_folder(contents, bundle_folder(target));
	for (const struct contents_row *row = contents->last; row != NULL; row = row->older)
		count++;
	rows = mem_alloc(mem_product(count + 1, sizeof *rows));
	count = 0;
	for (const struct contents_row *row = contents->last; row != NULL; row = row->older)
		if (row->stored || zip || row->row.refused != NULL)
			rows[count++] = row->row;
	if (count > 1) {
		qsort(rows, count, sizeof *rows, compare_rows);
		emit_sheet_index(&page, rows, count, lang, version);
		good = bundle_top_file(target, "index.html", &page, SHEET_INDEX_MARK);
	}
	buf_free(&page);
	mem_free(rows);
	return good;
}

void contents_free(struct contents *contents)
{
	map_free(&contents->rows);
	arena_free(&contents->arena);
	*contents = (struct contents){0};
}
