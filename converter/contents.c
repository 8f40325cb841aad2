/* The index over several accounts: see contents.h. SPDX-License-Identifier: MIT */
#include "contents.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "load/yaml.h"

enum { BUNDLE_FILE_MOST = 1 << 20, SHOWN = 60 /* code points of what a refused account says */ };

enum { STORED = 1, SHEET = 2, REFUSED = 4, REPLACED = 8 };

/* What stands before the id of a row. Behind it: name, edition, countries, and
 * the code that refused it, each with a NUL. */
struct head {
	uint32_t decisions;
	uint32_t flags;
};

/* A row to look at; the strings die with the next row that is added. */
struct row {
	struct head head;
	const char *id, *name, *edition, *countries, *refused;
};

static const char *behind(const char *text)
{
	return text + strlen(text) + 1;
}

static struct row row_at(const char *record)
{
	struct row row;

	memcpy(&row.head, record, sizeof row.head);
	row.id = record + sizeof row.head;
	row.name = behind(row.id);
	row.edition = behind(row.name);
	row.countries = behind(row.edition);
	row.refused = behind(row.countries);
	return row;
}

static void set_flag(struct contents *contents, size_t record, uint32_t flag)
{
	char *at = contents->rows.records.data + record;
	struct head head;

	memcpy(&head, at, sizeof head);
	head.flags |= flag;
	memcpy(at, &head, sizeof head);
}

static uint32_t flags_at(const struct contents *contents, size_t record)
{
	return record == ROLL_NONE ? 0 : row_at(contents->rows.records.data + record).head.flags;
}

/* Adds the row, in place of the one that the account may have. */
static void put_row(struct contents *contents, const struct row *row)
{
	struct roll *rows = &contents->rows;
	const char *const texts[] = {row->name, row->edition, row->countries, row->refused};
	const size_t old = roll_find(rows, row->id);

	rows->head = sizeof row->head;
	if (old != ROLL_NONE)
		set_flag(contents, old, REPLACED);
	roll_add(rows, &row->head, row->id);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		buf_add(&rows->records, texts[i], strlen(texts[i]) + 1);
}

/* Calls `see` for every row, as they came, until one returns false. */
static bool each_row(const struct contents *contents, bool (*see)(void *to, const struct row *row), void *to)
{
	const char *at = contents->rows.records.data, *end = at + contents->rows.records.length;
	struct row row;

	for (; at < end; at = behind(row.refused)) {
		row = row_at(at);
		if (!(row.head.flags & REPLACED) && !see(to, &row))
			return false;
	}
	return true;
}

static void cut(struct buf *shown, const char *text)
{
	utf8_show(shown, text, strlen(text), SHOWN);
}

/* Nobody has checked its id and name; another account of the same id may have a bundle. */
static void add_refused(struct contents *contents, const struct sheet_index_row *from)
{
	struct buf id = {0}, name = {0};

	cut(&id, from->id);
	if (!(flags_at(contents, roll_find(&contents->rows, buf_text(&id))) & (SHEET | REFUSED))) {
		cut(&name, from->name);
		put_row(contents, &(struct row){{0, REFUSED}, buf_text(&id), buf_text(&name), "", "", from->refused});
	}
	buf_free(&id);
	buf_free(&name);
}

void contents_countries(const struct shaped *shaped, struct buf *to)
{
	for (size_t i = 0; i < shaped->profile_count; i++)
		if (!shaped->profiles[i].refused)
			buf_printf(to, "%s%s", to->length > 0 ? " " : "", shaped->profiles[i].profile.country.data);
}

void contents_add(struct contents *contents, const struct sheet_index_row *from)
{
	const uint32_t stored = flags_at(contents, roll_find(&contents->rows, from->id)) & STORED;

	if (from->refused != NULL)
		add_refused(contents, from);
	else
		put_row(contents, &(struct row){{(uint32_t)from->decisions, SHEET | stored}, from->id, from->name,
		    from->edition, from->countries, ""});
}

void contents_done(void *to, const char *account_id, enum bundle_outcome outcome)
{
	struct contents *contents = to;
	const size_t record = roll_find(&contents->rows, account_id);

	if (record != ROLL_NONE && outcome == BUNDLE_STORED && !(flags_at(contents, record) & STORED)) {
		set_flag(contents, record, STORED);
		contents->stored++;
	}
}

static bool see_stored(void *to, const struct row *row)
{
	const char **id = to;

	if (row->head.flags & STORED)
		*id = row->id;
	return *id == NULL;
}

const char *contents_single(const struct contents *contents)
{
	const char *id = NULL;

	if (contents->stored == 1)
		each_row(contents, see_stored, &id);
	return id;
}

/* ---- accounts of earlier runs ---- */

struct scan {
	struct contents *contents;
	struct diag *diag;      /* of its own: a foreign or edited file is no error here */
};

static void countries_of(const struct yaml *profiles, struct buf *text)
{
	for (const struct yaml *p = profiles != NULL ? profiles->first : NULL; p != NULL; p = p->next) {
		const char *country = yaml_string(p, "country");

		if (country != NULL)
			buf_printf(text, "%s%s", text->length > 0 ? " " : "", country);
	}
}

static const char *or_nothing(const char *text)
{
	return text != NULL ? text : "";
}

static void add_existing(struct scan *scan, const char *id, const struct yaml *bundle)
{
	struct contents *contents = scan->contents;
	const char *format = yaml_string(bundle, "format");
	const char *decisions = yaml_string(yaml_member(bundle, "counts"), "decisions");
	struct row row = {.head.flags = SHEET | STORED, .id = id};
	struct buf countries = {0}, refused = {0};
	size_t record;

	if (format == NULL || strcmp(format, "pinport/bundle/1") != 0)
		return;
	record = roll_find(&contents->rows, id);
	if (flags_at(contents, record) & REFUSED) {
		/* In this run; its bundle is from an earlier one. A copy: it stands where the new row goes. */
		buf_adds(&refused, row_at(contents->rows.records.data + record).refused);
		row.head.flags |= REFUSED;
	}
	row.head.decisions = decisions != NULL ? (uint32_t)strtoul(decisions, NULL, 10) : 0;
	row.name = or_nothing(yaml_string(yaml_member(bundle, "account"), "legalName"));
	row.edition = or_nothing(yaml_string(bundle, "edition"));
	countries_of(yaml_member(bundle, "profiles"), &countries);
	row.countries = buf_text(&countries);
	row.refused = buf_text(&refused);
	put_row(contents, &row);
	buf_free(&countries);
	buf_free(&refused);
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
	const size_t record = roll_find(&scan->contents->rows, name);

	for (const char *p = name; *p != '\0'; p++)
		folder = folder && ascii_digit(*p);
	if (folder && !(flags_at(scan->contents, record) & STORED) &&
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

enum { PIECE = 64 << 10 };

/* The page while it is made, piece by piece. */
struct paging {
	const char **rows;         /* where the records begin, in the order of the page */
	size_t count, done;
	bool zip;
	const char *lang, *version;
	struct sheet_index *index; /* NULL before the first piece and behind the last */
};

/* The last one that came first: of rows that are equal it stays so. */
static void turn_round(const char **rows, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		const char *row = rows[i];

		rows[i] = rows[count - 1 - i];
		rows[count - 1 - i] = row;
	}
}

/* As numbers: shorter first, then by digits. */
static int compare_rows(const void *left, const void *right)
{
	const struct row a = row_at(*(const char *const *)left), b = row_at(*(const char *const *)right);
	const size_t la = strlen(a.id), lb = strlen(b.id);

	if (la != lb)
		return la < lb ? -1 : 1;
	return strcmp(a.id, b.id) != 0 ? strcmp(a.id, b.id) : strcmp(a.name, b.name);
}

static bool choose_row(void *to, const struct row *row)
{
	struct paging *paging = to;

	if (paging->zip || row->head.flags & (STORED | REFUSED))
		paging->rows[paging->count++] = row->id - sizeof row->head;
	return true;
}

static bool count_row(void *to, const struct row *row)
{
	size_t *count = to;

	(void)row;
	++*count;
	return true;
}

static void write_row(struct paging *paging, const char *record, struct buf *link)
{
	const struct row row = row_at(record);

	buf_clear(link);
	buf_adds(link, row.id);
	buf_adds(link, "/upload.html");
	sheet_index_row(paging->index, &(struct sheet_index_row){
		.id = row.id, .name = row.name, .edition = row.edition, .countries = row.countries,
		.decisions = row.head.decisions, .refused = row.head.flags & REFUSED ? row.refused : NULL,
		.link = row.head.flags & SHEET ? buf_text(link) : NULL,
	});
}

static bool next_piece(void *from, struct buf *piece)
{
	struct paging *paging = from;
	struct buf link = {0};

	if (paging->done > paging->count)
		return false;
	if (paging->index == NULL)
		paging->index = sheet_index_open(piece, paging->lang, paging->version);
	while (paging->done < paging->count && piece->length < PIECE)
		write_row(paging, paging->rows[paging->done++], &link);
	if (paging->done == paging->count) {
		sheet_index_close(paging->index);
		paging->index = NULL;
		paging->done++;
	}
	buf_free(&link);
	return true;
}

bool contents_write(struct contents *contents, struct bundle_target *target, bool zip,
    const char *lang, const char *version)
{
	struct paging paging = {.zip = zip, .lang = lang, .version = version};
	size_t count = 0;
	bool good = true;

	if (!zip)
		scan_folder(contents, bundle_folder(target));
	each_row(contents, count_row, &count);
	paging.rows = mem_alloc(mem_product(count, sizeof *paging.rows));
	each_row(contents, choose_row, &paging);
	if (paging.count > 1) {
		turn_round(paging.rows, paging.count);
		qsort(paging.rows, paging.count, sizeof *paging.rows, compare_rows);
		good = bundle_top_file(target, "index.html",
		    &(struct bundle_pieces){next_piece, &paging}, SHEET_INDEX_MARK);
	}
	sheet_index_close(paging.index);
	mem_free(paging.rows);
	return good;
}

void contents_free(struct contents *contents)
{
	roll_free(&contents->rows);
	*contents = (struct contents){.stored = 0};
}
