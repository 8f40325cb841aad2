/* Reads the two things that are compared: see sides.h. SPDX-License-Identifier: MIT */
#include "check/sides.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "bundle/view.h"
#include "check/planfile.h"
#include "emit/emit.h"

enum { DOCUMENT_MOST = 256 << 20 };

void side_open(struct side *side, const char *path, const struct container_options *options)
{
	side->path = path;
	side->plan = planfile_is(path);
	side->kind = side->plan ? EDITED_NOT : edited_kind(path, options);
}

void side_close(struct side *side)
{
	map_free(&side->by_name);
	arena_free(&side->arena);
}

struct side_document *side_find(const struct side *side, const char *account, const char *name)
{
	struct side_document *found;
	struct buf key = {0};

	buf_printf(&key, "%s/%s", account, name);
	found = map_find(&side->by_name, buf_text(&key), key.length);
	buf_free(&key);
	return found;
}

static struct side_document *add_document(struct side *side, const char *account, const char *name,
    const struct yaml *root)
{
	struct side_document *document = ARENA_NEW(&side->arena, struct side_document);
	const char *key;

	document->account = arena_string(&side->arena, account);
	document->name = arena_string(&side->arena, name);
	document->root = root;
	key = arena_printf(&side->arena, "%s/%s", account, name);
	map_add(&side->by_name, key, strlen(key), document);
	if (side->last != NULL)
		side->last->next = document;
	else
		side->first = document;
	side->last = document;
	return document;
}

/* ---- plans ---- */

static void add_choices(struct side *side, const struct plan_entry *account)
{
	const struct yaml *choices = planfile_choices(account, &side->arena);

	if (choices != NULL)
		add_document(side, account->id, "plan", choices);
}

static bool read_plan(struct side *side, struct diag *diag)
{
	char sha256[HASH_TEXT];
	const struct plan *plan = planfile_read(side->path, &side->arena, diag, sha256);

	if (plan == NULL)
		return false;
	side->edition = plan->edition;
	add_document(side, "", "plan", planfile_head(plan, &side->arena));
	for (const struct plan_entry *account = plan->accounts; account != NULL; account = account->next)
		add_choices(side, account);
	return true;
}

/* ---- exports ---- */

struct converting {
	struct side *side;
	const struct convert *convert;
	const char *account;
};

/* What pinport would choose, as the plan that it would write. */
static void take_choices(void *to, const struct shaped *shaped, struct container *container, size_t mark)
{
	const struct converting *c = to;
	const struct plan head = {
		.edition = shaped->edition->id, .sha256 = c->convert->delivery.provenance.sha256,
	};

	(void)container;
	(void)mark;
	if (c->side->first == NULL)
		add_document(c->side, "", "plan", planfile_head(&head, &c->side->arena));
	if (shaped->plan != NULL)
		add_choices(c->side, shaped->plan);
}

/* What a writer wrote, as the tree that a reader of the bundle would get. */
static void add_written(struct converting *c, const char *name, const struct buf *text)
{
	struct diag *diag = diag_open();
	struct yaml *root = yaml_read_one(buf_text(text), text->length,
	    &(struct yaml_options){.most = DOCUMENT_MOST, .arena = &c->side->arena, .diag = diag});

	diag_close(diag);
	if (root != NULL)
		add_document(c->side, c->account, name, root);
}

static struct writer *open_writer(struct buf *text)
{
	buf_clear(text);
	return json_writer_open(text, WRITE_STREAM);
}

static void add_profiles(struct converting *c, const struct shaped *shaped, struct buf *text)
{
	for (size_t i = 0; i < shaped->profile_count; i++) {
		const struct shaped_profile *profile = &shaped->profiles[i];
		struct writer *writer;
		char name[64];

		if (profile->refused)
			continue;
		writer = open_writer(text);
		emit_profile(writer, &profile->profile);
		write_close(writer);
		snprintf(name, sizeof name, "%s/marketing-profile", profile->directory);
		add_written(c, name, text);
	}
}

/* All records of one file together, as in a bundle. */
static void add_record(struct converting *c, const struct record *record, struct buf *text)
{
	size_t count;
	const struct record **group = record_group(record, &count);
	struct writer *writer;

	writer = open_writer(text);
	emit_record(writer, group, count);
	write_close(writer);
	mem_free(group);
	add_written(c, record->file, text);
}

static bool take_piece(void *to, const char *data, size_t size)
{
	hash_add(to, data, size);
	return true;
}

static void add_picture(struct converting *c, const struct kept_media *kept, struct container *container)
{
	struct side_document *document = add_document(c->side, c->account, kept->path, NULL);
	struct hash hash;
	const struct piece_sink sink = {take_piece, &hash};

	hash_begin(&hash);
	container_read(container, kept->media->entry, &sink);
	hash_end(&hash, document->sha256);
}

static void take_shaped(void *to, const struct shaped *shaped, struct container *container, size_t mark)
{
	struct converting *c = to;
	struct buf text = {0};

	(void)mark;
	c->account = value_text(shaped->account->id);
	add_profiles(c, shaped, &text);
	for (const struct record *record = shaped->records; record != NULL; record = record->next)
		if (side_find(c->side, c->account, record->file) == NULL)
			add_record(c, record, &text);
	if (shaped->texts != NULL) {
		struct writer *writer = open_writer(&text);

		emit_texts(writer, shaped->texts);
		write_close(writer);
		add_written(c, "records/texts", &text);
	}
	for (const struct kept_media *kept = shaped->media; kept != NULL; kept = kept->next)
		add_picture(c, kept, container);
	buf_free(&text);
}

static bool read_export(struct side *side, struct convert *convert)
{
	struct converting c = {.side = side, .convert = convert};
	bool good;

	convert->depth = CONVERT_SHAPE;
	convert->shape.ledger = !side->choices;
	convert->shape.make_plan = convert->hash = side->choices;
	convert->shaped = side->choices ? take_choices : take_shaped;
	convert->to = &c;
	good = convert_input(convert, side->path);
	convert_end(convert);
	return good;
}

/* ---- bundles ---- */

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* The length of a document's name without ".yaml" or ".json"; 0: it is none of those. */
static size_t document_name(const char *path)
{
	static const char *const suffixes[] = {".yaml", ".json"};
	const size_t length = strlen(path);

	for (size_t i = 0; i < 2; i++)
		if (length > strlen(suffixes[i]) && strcmp(path + length - strlen(suffixes[i]), suffixes[i]) == 0)
			return length - strlen(suffixes[i]);
	return 0;
}

static bool add_file(struct side *side, struct view *view, const struct view_file *file, const char *account)
{
	const bool profile = starts_with(file->path, "profiles/"), record = starts_with(file->path, "records/");
	const size_t length = document_name(file->path);
	struct yaml *root;

	if (file->odd != NULL || (!profile && (!record || length == 0)))
		return true;
	if (length == 0)
		return view_hash(view, file, add_document(side, account, file->path, NULL)->sha256);
	root = view_tree(view, file, DOCUMENT_MOST, &side->arena);
	if (root != NULL)
		add_document(side, account, arena_copy(&side->arena, file->path, length), root);
	return root != NULL;
}

static bool read_bundle(struct side *side, struct view *view, struct diag *diag)
{
	const struct view_file *file = view_document(view, "bundle");
	const struct yaml *index = file != NULL ? view_tree(view, file, DOCUMENT_MOST, &side->arena) : NULL;
	const char *account = yaml_string(yaml_member(index, "account"), "id");
	bool good = true;

	if (account == NULL)
		return file != NULL && index == NULL ? false
		    : diag_add(diag, DIAG_R192, &(struct place){.source = view_source(view, NULL)}, NULL, NULL);
	if (side->edition == NULL)
		side->edition = yaml_string(index, "edition");
	if (side->options == NULL)
		side->options = yaml_string(yaml_member(index, "generator"), "options");
	for (size_t i = 0; i < view_count(view); i++)
		good &= add_file(side, view, view_file(view, i), account);
	return good;
}

static bool read_bundles(struct side *side, const struct container_options *options, struct diag *diag)
{
	struct views *views = views_open(side->path, options, diag);
	bool good = views != NULL;

	for (size_t i = 0; good && i < views_count(views); i++) {
		struct view *view = view_open(views, i);

		good = view != NULL && read_bundle(side, view, diag);
		view_close(view);
	}
	views_close(views);
	return good;
}

/* ---- profiles ---- */

struct streaming { struct side *side; struct diag *diag; };

static bool take_profile(void *to, const struct yaml *root)
{
	const struct streaming *streaming = to;
	struct side *side = streaming->side;
	const char *account = yaml_string(yaml_member(root, "account"), "id");
	const char *country = yaml_string(root, "country");

	if (account == NULL || country == NULL)
		return diag_add(streaming->diag, DIAG_R193, &root->place, NULL, NULL);
	if (side->edition == NULL)
		side->edition = yaml_string(root, "edition");
	add_document(side, account, arena_printf(&side->arena, "profiles/%s/marketing-profile", country), root);
	return true;
}

static bool read_profiles(struct side *side, struct diag *diag)
{
	const int fd = file_open(AT_FDCWD, side->path);
	struct streaming streaming = {side, diag};
	struct buf text = {0};
	bool good = fd >= 0 && file_read_all(fd, &text, DOCUMENT_MOST);

	if (!good)
		diag_add(diag, DIAG_I302, NULL, NULL, DIAG_VALUES(side->path, strerror(errno)));
	else
		good = yaml_read_stream(buf_text(&text), text.length, &(struct yaml_options){
			.source = diag_source(diag, side->path), .most = DOCUMENT_MOST, .arena = &side->arena, .keep = true,
			.diag = diag, .document = take_profile, .to = &streaming,
		});
	if (fd >= 0)
		file_close(fd);
	buf_free(&text);
	return good;
}

bool side_read(struct side *side, struct convert *convert, struct diag *diag)
{
	if (side->plan)
		return read_plan(side, diag);
	if (side->kind == EDITED_BUNDLES)
		return read_bundles(side, &convert->container, diag);
	if (side->kind == EDITED_PROFILES)
		return read_profiles(side, diag);
	return read_export(side, convert);
}
