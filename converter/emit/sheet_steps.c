/* Decisions, findings and the steps of the transition on the sheet. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <string.h>

/* ---- decisions ---- */

/* English from the catalogue of diagnostics, Korean from the words, if it is there. */
static void put_told(struct sheet *sheet, const char *kind, const struct diag_entry *entry, const char *english)
{
	struct page *page = &sheet->page;
	const char *key = SHEET_JOIN(&sheet->arena, kind, "-", diag_rows[entry->code].code);
	const bool korean = page_has_word(page, key);

	if (korean)
		words_begin(page->to, &page->kit->words, 0);
	else
		buf_adds(page->to, "<span lang=en>");
	html_value(page->to, english, strlen(english));
	if (!korean) {
		buf_adds(page->to, "</span>");
		return;
	}
	words_end(page->to, 0);
	page_message(page, key, entry->values);
}

static void put_message(struct sheet *sheet, const struct diag_entry *entry)
{
	struct buf message = {0};

	diag_message(&message, entry);
	/* On lines of a terminal a message starts lower-case and without a period; here it is a sentence. */
	if (diag_rows[entry->code].template[0] >= 'a' && diag_rows[entry->code].template[0] <= 'z')
		message.data[0] = (char)(message.data[0] - 'a' + 'A');
	buf_addc(&message, '.');
	put_told(sheet, "diag", entry, buf_text(&message));
	buf_free(&message);
}

static void put_decision(struct sheet *sheet, size_t index)
{
	const struct sheet_decision *decision = &sheet->decisions[index];
	const struct diag_row *row = &diag_rows[decision->entry->code];
	struct piece piece = piece_begin(&sheet->page, "decision", SLOTS(
	    {"id", arena_printf(&sheet->arena, "decision.%zu", index)}, {"code", row->code},
	    {"field", decision->id}));

	piece_upto(&piece, "message");
	put_message(sheet, decision->entry);
	piece_upto(&piece, "advice");
	put_told(sheet, "advice", decision->entry, row->advice);
	piece_end(&piece);
}

static const char *const severity_words[DIAG_SEVERITIES] = {"note", "warning", "error"};

static void put_finding(struct sheet *sheet, const struct diag_entry *entry)
{
	struct page *page = &sheet->page;
	struct piece piece = piece_begin(page, "finding", SLOTS({"code", diag_rows[entry->code].code}));

	piece_upto(&piece, "severity");
	page_word(page, severity_words[entry->severity], NULL);
	piece_upto(&piece, "message");
	put_message(sheet, entry);
	piece_end(&piece);
}

void sheet_findings(struct sheet *sheet)
{
	const size_t count = sheet->found_count - sheet->decision_count;
	char number[SHEET_NUMBER];
	struct piece piece;

	if (count == 0)
		return;
	piece = piece_begin(&sheet->page, "found", SLOTS({"count", sheet_number(number, count)}));
	piece_upto(&piece, "list");
	for (size_t i = 0; i < sheet->found_count; i++)
		if (diag_rows[sheet->found[i].code].effect != DIAG_DECIDE)
			put_finding(sheet, &sheet->found[i]);
	piece_end(&piece);
}

void sheet_decisions(struct sheet *sheet)
{
	struct piece piece = piece_begin(&sheet->page, "decisions", SLOTS(
	    {"some", sheet->decision_count > 0 ? "" : NULL}, {"none", sheet->decision_count > 0 ? NULL : ""}));

	if (sheet->decision_count > 0) {
		piece_upto(&piece, "list");
		for (size_t i = 0; i < sheet->decision_count; i++)
			put_decision(sheet, i);
	}
	piece_upto(&piece, "found");
	sheet_findings(sheet);
	piece_end(&piece);
}

/* ---- steps ---- */

static void put_sentence(struct page *page, const struct checklist_item *item)
{
	const char *const said[SHEET_LANGUAGES] = {item->en, item->ko};

	for (size_t i = 0; i < SHEET_LANGUAGES; i++) {
		words_begin(page->to, &page->kit->words, i);
		html_text(page->to, said[i], strlen(said[i]));
		words_end(page->to, i);
	}
}

static void put_step(struct sheet *sheet, const struct check *check, const char *country)
{
	const char *id = country == NULL
	    ? SHEET_JOIN(&sheet->arena, "step.", check->item->id)
	    : SHEET_JOIN(&sheet->arena, country, ".step.", check->item->id);
	struct piece piece = piece_begin(&sheet->page, "step", SLOTS({"id", id},
	    {"detail", check->detail}));
	/* What concerns no account in particular is the same on all sheets. */
	struct page_part *part = check->flagged || check->detail != NULL
	    ? page_part(&sheet->page, &check, sizeof check)
	    : page_lasting(&sheet->page, &check->item, sizeof check->item);

	piece_upto(&piece, "rest");
	if (page_again(&sheet->page, part))
		return;   /* the rest is the same in every country */
	piece_upto(&piece, "words");
	put_sentence(&sheet->page, check->item);
	piece_upto(&piece, "detail");
	if (check->detail != NULL)
		page_phrase(&sheet->page, check->detail);
	piece_end(&piece);
	page_done(&sheet->page, part);
}

static void put_steps(struct sheet *sheet, const char *phase, const char *country)
{
	struct piece piece = piece_begin(&sheet->page, "step-list", NO_SLOTS);

	piece_upto(&piece, "list");
	for (size_t i = 0; i < sheet->shaped->check_count; i++)
		if (strcmp(sheet->shaped->checks[i].item->phase, phase) == 0)
			put_step(sheet, &sheet->shaped->checks[i], country);
	piece_end(&piece);
}

/* Once for the account as a section of its own, or in a profile. */
void sheet_steps(struct sheet *sheet, const char *phase, const char *country)
{
	const char *id = country == NULL
	    ? SHEET_JOIN(&sheet->arena, "steps-", phase)
	    : SHEET_JOIN(&sheet->arena, country, "-steps-", phase);
	const char *word = SHEET_JOIN(&sheet->arena, "phase-", phase);
	struct piece piece = piece_begin(&sheet->page, country == NULL ? "steps" : "steps-inner",
	    SLOTS({"id", id}));

	piece_upto(&piece, "title");
	page_word(&sheet->page, page_has_word(&sheet->page, word) ? word : "phase-other", NULL);
	piece_upto(&piece, "body");
	put_steps(sheet, phase, country);
	piece_end(&piece);
}
