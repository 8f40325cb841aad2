/* Accounts of an export, for comparing: see against.h. SPDX-License-Identifier: MIT */
#include "check/against.h"

#include "base/utf8.h"

/* A second reading of the same input, for pictures; what is wrong with it was told by the first. */
static struct container *pictures_of(struct against *against)
{
	if (against->pictures == NULL)
		against->pictures = container_open(against->path, false, &against->container, against->own);
	return against->pictures;
}

static bool hash_piece(void *to, const char *data, size_t size)
{
	hash_add(to, data, size);
	return true;
}

bool against_hash(struct against *against, const struct account *account, const struct value *file,
    char sha256[HASH_TEXT])
{
	struct container *container = pictures_of(against);
	struct entry *entry = NULL;
	struct hash hash;
	const struct piece_sink sink = {hash_piece, &hash};
	bool bad = false, good;

	if (container != NULL)
		entry = container_find(container, container_entry(container, account->part), file->text,
		    &file->place, NULL, &bad);
	if (entry == NULL)
		return false;
	hash_begin(&hash);
	good = container_read(container, entry, &sink) == READ_WHOLE;
	hash_end(&hash, sha256);
	return good;
}

const char *against_sha256(struct against *against)
{
	struct container *container = pictures_of(against);

	return container != NULL ? container_sha256(container) : NULL;
}

/* Only what concerns those who asked. */
static void print_some(void *to, const struct diag_entry *entry, const char *source)
{
	const struct against *against = to;
	const bool whole = diag_rows[entry->code].effect == DIAG_REFUSE_INPUT;

	if (whole || (against->wanted && entry->severity == DIAG_ERROR))
		against->printer->entry(against->printer->to, entry, source);
	if (whole)
		diag_raise_exit(against->diag, diag_rows[entry->code].exit);
}

static void see_account(void *to, const struct account *account, bool usable)
{
	struct against *against = to;

	against->accounts++;
	against->wanted = account->id != NULL && against->asked(against->to, account->id->text);
	if (!against->wanted)
		return;
	against->found++;
	if (!usable) {
		diag_add(against->diag, DIAG_R177, &(struct place){
			.source = diag_source(against->diag, against->path),
		}, NULL, DIAG_VALUES(account->id->text));
	}
	against->account(against->to, account, usable);
	if (usable)
		against->wanted = false;
}

bool against_read(struct against *against)
{
	const struct diag_printer printer = {.entry = print_some, .to = against};
	struct convert convert = {
		.printer = &printer, .container = against->container, .depth = CONVERT_LOAD,
		.xsd = against->xsd, .schema = against->schema, .seen = see_account, .to = against,
	};
	bool read;

	against->own = diag_open();
	convert.diag = against->own;
	convert_input(&convert, against->path);
	read = convert.totals.failed_inputs == 0;
	convert_end(&convert);
	container_close(against->pictures);
	diag_close(against->own);
	return read;
}
