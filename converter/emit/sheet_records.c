/* What Partner Center does not take, on the sheet. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <string.h>

#include "base/utf8.h"
#include "emit/parts.h"

static const char *text_of(const struct value *value)
{
	return value != NULL && value->length > 0 ? value->text : NULL;
}

/* ---- referrals ---- */

static void put_referral(struct sheet *sheet, const struct referral *referral)
{
	static const struct customer nobody;
	const struct customer *customer = referral->customer != NULL ? referral->customer : &nobody;
	const struct money *money = referral->estimatedValue;

	const char *received = value_text(referral->received), *time = strchr(received, 'T');
	const size_t date = time != NULL ? (size_t)(time - received) : strlen(received);

	page_put(&sheet->page, "referral", SLOTS({"id", text_of(referral->id)},
	    {"received", arena_copy(&sheet->arena, received, date)}, {"time", time != NULL ? time + 1 : NULL}, {"status", text_of(referral->status)},
	    {"name", text_of(customer->name)}, {"company", text_of(customer->company)},
	    {"email", text_of(customer->email)}, {"phone", text_of(customer->phone)},
	    {"country", text_of(customer->country)}, {"subject", text_of(referral->subject)},
	    {"notes", text_of(referral->notes)}, {"declined", text_of(referral->declineReason)},
	    {"listing", text_of(referral->listingRef)}, {"location", text_of(referral->locationRef)},
	    {"amount", money != NULL ? text_of(money->amount) : NULL},
	    {"currency", money != NULL ? text_of(money->currency) : NULL}));
}

static void put_referrals(struct sheet *sheet)
{
	const struct nodes *referrals = &sheet->shaped->account->referrals;
	char count[SHEET_NUMBER];
	struct piece piece;

	if (referrals->count == 0)
		return;
	piece = piece_begin(&sheet->page, "referrals", SLOTS({"count", sheet_number(count, referrals->count)}));
	piece_upto(&piece, "rows");
	NODES_EACH(struct referral, referral, referrals)
		put_referral(sheet, referral);
	piece_end(&piece);
}

/* ---- files of records/ ---- */

static void put_record(struct sheet *sheet, const struct record *record)
{
	const char *path = SHEET_JOIN(&sheet->arena, record->file, ".", sheet->provenance->format->name);
	char count[SHEET_NUMBER];

	struct piece piece = piece_begin(&sheet->page, "record", SLOTS({"path", path},
	    {"url", sheet_url(&sheet->arena, path)}, {"key", record->key},
	    {"count", sheet_number(count, record->count)}));

	piece_upto(&piece, "reason");
	page_phrase(&sheet->page, record->reason);
	piece_end(&piece);
}

static void put_record_list(struct sheet *sheet)
{
	struct piece piece;

	if (sheet->shaped->records == NULL)
		return;
	piece = piece_begin(&sheet->page, "record-list", NO_SLOTS);
	piece_upto(&piece, "rows");
	for (const struct record *record = sheet->shaped->records; record != NULL; record = record->next)
		put_record(sheet, record);
	piece_end(&piece);
}

/* ---- texts ---- */

/* "/solutions/0/description" -> "solutions.description": the word for it. */
static const char *word_of_pointer(struct arena *arena, const char *pointer)
{
	struct buf path = {0};
	const char *result;

	while (*pointer == '/') {
		const size_t length = strcspn(pointer + 1, "/");

		if (length > 0 && !ascii_digit(pointer[1])) {
			buf_adds(&path, path.length > 0 ? "." : "");
			buf_add(&path, pointer + 1, length);
		}
		pointer += length + 1;
	}
	result = arena_copy(arena, buf_text(&path), path.length);
	buf_free(&path);
	return result;
}

static void put_kept(struct sheet *sheet, const struct kept_text *kept)
{
	const char *word = word_of_pointer(&sheet->arena, kept->field);
	struct piece piece = piece_begin(&sheet->page, "kept", SLOTS({"country", kept->country},
	    {"lang", kept->language}));

	piece_upto(&piece, "field");
	if (page_has_word(&sheet->page, word))
		page_word(&sheet->page, word, NULL);
	else
		html_text(sheet->page.to, kept->field, strlen(kept->field));

	piece_upto(&piece, "reason");
	page_phrase(&sheet->page, kept->reason);
	piece_upto(&piece, "text");
	html_value(sheet->page.to, kept->text, strlen(kept->text));
	piece_end(&piece);
}

static void put_texts(struct sheet *sheet)
{
	char number[SHEET_NUMBER];
	size_t count = 0;
	struct piece piece;

	for (const struct kept_text *kept = sheet->shaped->texts; kept != NULL; kept = kept->next)
		count++;
	if (count == 0)
		return;
	piece = piece_begin(&sheet->page, "texts", SLOTS({"count", sheet_number(number, count)}));
	piece_upto(&piece, "list");
	for (const struct kept_text *kept = sheet->shaped->texts; kept != NULL; kept = kept->next)
		put_kept(sheet, kept);
	piece_end(&piece);
}

void sheet_records(struct sheet *sheet)
{
	const struct tally tally = tally_of(sheet->shaped);
	char numbers[5][SHEET_NUMBER];
	struct piece piece = piece_begin(&sheet->page, "records", SLOTS(
	    {"all", sheet_number(numbers[0], sheet->shaped->account->leaf_count)},
	    {"mapped", sheet_number(numbers[1], tally.fates[FATE_MAPPED])},
	    {"changed", sheet_number(numbers[2], tally.fates[FATE_CHANGED])},
	    {"recorded", sheet_number(numbers[3], tally.fates[FATE_RECORDED])},
	    {"dropped", sheet_number(numbers[4], tally.fates[FATE_DROPPED])},
	    {"report", SHEET_JOIN(&sheet->arena, "report.", sheet->provenance->format->name)}));

	piece_upto(&piece, "referrals");
	put_referrals(sheet);
	piece_upto(&piece, "list");
	put_record_list(sheet);
	piece_upto(&piece, "texts");
	put_texts(sheet);
	piece_end(&piece);
}

/* ---- addresses within the bundle ---- */

static bool plain_in_url(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       strchr("-._~/", c) != NULL;
}

const char *sheet_url(struct arena *arena, const char *path)
{
	struct buf url = {0};
	const char *result;

	for (; *path != '\0'; path++) {
		if (plain_in_url((unsigned char)*path))
			buf_addc(&url, *path);
		else
			buf_printf(&url, "%%%02X", (unsigned)(unsigned char)*path);
	}
	result = arena_copy(arena, buf_text(&url), url.length);
	buf_free(&url);
	return result;
}
