/* Decisions, findings and the steps of the transition on the sheet. SPDX-License-Identifier: MIT */
#include "emit/sheet_parts.h"

#include <string.h>

/* ---- decisions ---- */

static void put_decision(struct sheet *sheet, size_t index)
{
	const struct sheet_decision *decision = &sheet->decisions[index];
	const struct diag_row *row = &diag_rows[decision->entry->code];
	struct buf message = {0};

	diag_message(&message, decision->entry);
	page_put(&sheet->page, "decision", SLOTS({"id", arena_printf(&sheet->arena, "decision.%zu", index)},
	    {"message", buf_text(&message)}, {"advice", row->advice}, {"code", row->code},
	    {"field", decision->id}));
	buf_free(&message);
}

static const char *const severity_words[DIAG_SEVERITIES] = {"note", "warning", "error"};

static void put_finding(struct sheet *sheet, const struct diag_entry *entry)
{
	struct page *page = &sheet->page;
	struct buf message = {0};
	struct piece piece;

	diag_message(&message, entry);
	piece = piece_begin(page, "finding", SLOTS({"message", buf_text(&message)},
	    {"code", diag_rows[entry->code].code}));
	piece_upto(&piece, "severity");
	page_word(page, severity_words[entry->severity], NULL);
	piece_end(&piece);
	buf_free(&message);
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

static void put_step(struct sheet *sheet, const struct check *check, const char *country)
{
	const char *id = country == NULL
	    ? arena_printf(&sheet->arena, "step.%s", check->item->id)
	    : arena_printf(&sheet->arena, "%s.step.%s", country, check->item->id);

	page_put(&sheet->page, "step", SLOTS({"id", id}, {"en", check->item->en}, {"ko", check->item->ko},
	    {"flagged", check->flagged ? "" : NULL}, {"detail", check->detail}));
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
	    ? arena_printf(&sheet->arena, "steps-%s", phase)
	    : arena_printf(&sheet->arena, "%s-steps-%s", country, phase);
	const char *word = arena_printf(&sheet->arena, "phase-%s", phase);
	struct piece piece = piece_begin(&sheet->page, country == NULL ? "steps" : "steps-inner",
	    SLOTS({"id", id}));

	piece_upto(&piece, "title");
	page_word(&sheet->page, page_has_word(&sheet->page, word) ? word : "phase-other", NULL);
	piece_upto(&piece, "body");
	put_steps(sheet, phase, country);
	piece_end(&piece);
}
