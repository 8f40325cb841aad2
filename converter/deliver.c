/* Writes one account: see deliver.h. SPDX-License-Identifier: MIT */
#include "deliver.h"

#include <assert.h>
#include <string.h>

enum { ROOM_KEPT = 1 << 20 };   /* bytes of a file's text; nearly all are smaller */

/* What the functions below share for one account. */
struct writing {
	struct delivery *delivery;
	const struct shaped *shaped;
	struct container *container;
	struct diag *diag;
	size_t mark;
	struct buf *content, *path;   /* of the file at hand; the delivery's */
};

static struct writer *open_document(struct writing *w, const char *path)
{
	const struct format *format = w->delivery->provenance.format;

	buf_clear(w->content);
	buf_clear(w->path);
	buf_adds(w->path, path);
	buf_addc(w->path, '.');
	buf_adds(w->path, format->name);
	return format->open(w->content, WRITE_FILE);
}

static bool add_content(struct writing *w)
{
	return bundle_add(w->delivery->target, buf_text(w->path), buf_text(w->content),
	    w->content->length);
}

static bool add_document(struct writing *w, struct writer *writer)
{
	write_close(writer);
	return add_content(w);
}

static bool add_profiles(struct writing *w)
{
	for (size_t i = 0; i < w->shaped->profile_count; i++) {
		const struct shaped_profile *profile = &w->shaped->profiles[i];
		struct buf path = {0};
		struct writer *writer;
		bool good;

		if (profile->refused)
			continue;
		buf_printf(&path, "%s/marketing-profile", profile->directory);
		writer = open_document(w, buf_text(&path));
		buf_free(&path);
		emit_profile(writer, &profile->profile);
		good = add_document(w, writer);
		if (!good)
			return false;
	}
	return true;
}

static bool piece_to_bundle(void *to, const char *data, size_t size)
{
	struct bundle_target *target = to;

	return bundle_stream_piece(target, data, size);
}

static bool add_media(struct writing *w)
{
	struct bundle_target *target = w->delivery->target;
	const struct piece_sink sink = {piece_to_bundle, target};

	for (const struct kept_media *kept = w->shaped->media; kept != NULL; kept = kept->next) {
		bool good = bundle_stream_begin(target, kept->path) &&
		            container_read(w->container, kept->media->entry, &sink) == READ_WHOLE;

		if (!bundle_stream_end(target) || !good)
			return false;
	}
	return true;
}

static bool first_of_its_file(const struct record *records, const struct record *record)
{
	for (; records != record; records = records->next)
		if (strcmp(records->file, record->file) == 0)
			return false;
	return true;
}

/* All records of one file together, and the table beside it. */
static bool add_record(struct writing *w, const struct record *record)
{
	size_t count;
	const struct record **group = record_group(record, &count);
	struct writer *writer;

	writer = open_document(w, record->file);
	emit_record(writer, group, count);
	mem_free(group);
	if (!add_document(w, writer))
		return false;
	if (!record->table)
		return true;
	assert(count == 1);   /* a table has one kind of row */
	buf_clear(w->content);
	buf_clear(w->path);
	buf_printf(w->path, "%s.csv", record->file);
	emit_table(w->content, record);
	return add_content(w);
}

static bool add_records(struct writing *w)
{
	for (const struct record *record = w->shaped->records; record != NULL; record = record->next)
		if (first_of_its_file(w->shaped->records, record) && !add_record(w, record))
			return false;
	if (w->shaped->texts != NULL) {
		struct writer *writer = open_document(w, "records/texts");

		emit_texts(writer, w->shaped->texts);
		return add_document(w, writer);
	}
	return true;
}

static bool add_report(struct writing *w)
{
	struct writer *writer = open_document(w, "report");

	emit_report(writer, w->shaped, &w->delivery->provenance, w->diag, w->mark);
	return add_document(w, writer);
}

static bool add_sheet(struct writing *w)
{
	const struct emitted_file *files;
	size_t count;

	files = bundle_files(w->delivery->target, &count);
	buf_clear(w->content);
	buf_clear(w->path);
	buf_adds(w->path, "upload.html");
	emit_sheet(w->content, w->shaped, &w->delivery->provenance, w->delivery->catalogue, files,
	    count, w->diag, w->mark);
	return bundle_add_started(w->delivery->target, buf_text(w->path), w->delivery->sheet_start,
	    buf_text(w->content), w->content->length);
}

static bool add_index(struct writing *w)
{
	struct writer *writer = open_document(w, "bundle");
	const struct emitted_file *files;
	size_t count;

	files = bundle_files(w->delivery->target, &count);
	emit_index(writer, w->shaped, &w->delivery->provenance, files, count,
	    diag_decisions(w->diag, w->mark));
	return add_document(w, writer);
}

static bool deliver_bundle(struct writing *w)
{
	struct bundle_target *target = w->delivery->target;
	const struct account *account = w->shaped->account;

	if (!bundle_begin(target, account->id->text, &account->node.place))
		return false;
	if (add_profiles(w) && add_media(w) && add_records(w) && add_report(w) && add_sheet(w) &&
	    add_index(w))
		return bundle_finish(target);
	bundle_discard(target);
	return false;
}

static bool deliver_stream(struct writing *w)
{
	for (size_t i = 0; i < w->shaped->profile_count; i++) {
		const struct shaped_profile *profile = &w->shaped->profiles[i];
		struct writer *writer;

		if (profile->refused)
			continue;
		buf_clear(w->content);
		writer = w->delivery->provenance.format->open(w->content, WRITE_STREAM);
		emit_profile(writer, &profile->profile);
		write_close(writer);
		if (!w->delivery->stream(w->delivery->stream_to, buf_text(w->content),
		    w->content->length))
			return false;
	}
	return true;
}

bool deliver_account(struct delivery *delivery, const struct shaped *shaped,
    struct container *container, struct diag *diag, size_t mark)
{
	struct writing w = {.delivery = delivery, .shaped = shaped, .container = container,
		.diag = diag, .mark = mark, .content = &delivery->content, .path = &delivery->path};
	bool good = true;

	if (delivery->target != NULL)
		good = deliver_bundle(&w);
	else if (delivery->stream != NULL)
		good = deliver_stream(&w);
	if (delivery->content.room > ROOM_KEPT)
		buf_free(&delivery->content);
	return good;
}

void deliver_end(struct delivery *delivery)
{
	buf_free(&delivery->content);
	buf_free(&delivery->path);
}
