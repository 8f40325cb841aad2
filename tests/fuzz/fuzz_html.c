/* Any bytes as HTML and as plain text: the result is UTF-8, NFC, without
 * control characters or loose white space, the same when made again; and any
 * cut of it fits and ends at a grapheme. SPDX-License-Identifier: MIT */
#include "fault.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/profile.h"
#include "shape/fit.h"
#include "shape/nfc.h"
#include "shape/text.h"

static void check_characters(const struct buf *text, bool one_line)
{
	const char *data = buf_text(text);
	struct buf copy = {0};

	FUZZ_MUST(utf8_valid(data, text->length, NULL));
	for (size_t i = 0, used; i < text->length; i += used) {
		uint32_t code = utf8_next(data + i, text->length - i, &used);

		FUZZ_MUST(code >= 0x20 || (code == '\n' && !one_line));
		FUZZ_MUST(code < 0x7F || code > 0x9F);
		FUZZ_MUST(code != '\n' || (data[i - 1] != ' ' && strncmp(data + i, "\n\n\n", 3) != 0));
	}
	FUZZ_MUST(text->length == 0 || (!ascii_space(data[0]) && !ascii_space(data[text->length - 1])));
	buf_add(&copy, data, text->length);
	FUZZ_MUST(nfc_make(&copy) == 0);
	buf_free(&copy);
}

static void check_cut(const struct buf *text, size_t most)
{
	struct text_counts whole, kept, rest;
	const char *data = buf_text(text);
	size_t cut = fit_cut(data, text->length, most, "de");

	FUZZ_MUST(cut <= text->length);
	text_count(data, text->length, &whole);
	text_count(data, cut, &kept);
	text_count(data + cut, text->length - cut, &rest);
	FUZZ_MUST(kept.utf16 <= most && (whole.utf16 > most || cut == text->length));
	FUZZ_MUST(kept.graphemes + rest.graphemes == whole.graphemes);
}

static void check_again(const struct buf *text, bool one_line)
{
	struct text_made again = {0};

	text_from_plain(&again, buf_text(text), text->length, one_line);
	FUZZ_MUST(again.flags == 0 && again.text.length == text->length);
	text_free(&again);
}

static void shape_text(const uint8_t *data, size_t size)
{
	struct text_made made = {0};
	size_t most = size > 0 ? data[0] : 0;

	text_from_html(&made, (const char *)data, size);
	FUZZ_MUST((made.flags & CHANGE_LOST) == 0 || made.lost.length > 0);
	check_characters(&made.text, false);
	check_again(&made.text, false);
	check_cut(&made.text, most);
	for (int one_line = 0; one_line < 2; one_line++) {
		text_from_plain(&made, (const char *)data, size, one_line != 0);
		check_characters(&made.text, one_line != 0);
		check_again(&made.text, one_line != 0);
		check_cut(&made.text, most);
	}
	text_free(&made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fault_run(shape_text, data, size);
}
