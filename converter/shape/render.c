/* The text that HTML becomes, by lines and characters: see render.h.
 * SPDX-License-Identifier: MIT */
#include "shape/render.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "base/wide.h"
#include "model/profile.h"
#include "shape/text.h"

void render_line(struct render *r, unsigned ends)
{
	r->blanks = 0;
	r->folded_line = false;
	if (r->fresh == 0 && r->breaks < ends)
		r->breaks = ends;
}

void render_paragraph(struct render *r)
{
	render_line(r, r->lists > 0 ? 1 : 2);
}

void render_flush(struct render *r, size_t indent)
{
	if (r->breaks == 0 && r->to->length > 0)
		return;
	for (unsigned i = 0; i < r->breaks && r->to->length > 0; i++)
		buf_addc(r->to, '\n');
	for (size_t i = 0; i < indent && i < RENDER_INDENT; i++)
		buf_addc(r->to, ' ');
	r->breaks = 0;
}

/* What is due before the first text of a line, an item or a cell. */
void render_start(struct render *r)
{
	size_t word = r->word_spans > 0 && r->word_level > 1 ? 2 * (size_t)(r->word_level - 1) : 0;

	for (size_t i = 0; r->fresh > 0 && i < r->depth; i++) {
		if (!r->open[i].fresh)
			continue;
		if (r->open[i].what == TAG_TABLE)
			render_put_cell(r, i);
		else
			render_put_item(r, i);
		r->open[i].fresh = false;
		r->fresh--;
	}
	render_flush(r, render_indent(r, r->depth) + word);
	if (r->stray_item)
		buf_adds(r->to, "\xE2\x80\xA2 ");
	r->stray_item = false;
}

/* --- characters --- */

static uint32_t last_character(const struct buf *to)
{
	size_t at = to->length, used;

	while (at > 0 && ((unsigned char)to->data[--at] & 0xC0) == 0x80)
		;
	return to->length == 0 ? UTF8_INVALID : utf8_next(to->data + at, to->length - at, &used);
}

bool render_at_start(const struct render *r)
{
	return r->fresh > 0 || r->breaks > 0 || r->stray_item || r->to->length == 0;
}

void render_blanks(struct render *r, const char *next, size_t size)
{
	size_t used;
	bool none = r->folded_line && text_is_cjk(last_character(r->to)) &&
	            text_is_cjk(utf8_next(next, size, &used));

	for (size_t i = 0; i < r->blanks && !none; i++)
		buf_addc(r->to, ' ');
	r->blanks = 0;
	r->folded_line = false;
}

/* Text that begins and ends with a visible character, as it stands in the result. */
void render_run(struct render *r, const char *text, size_t size)
{
	if (render_at_start(r))
		render_start(r);
	if (r->blanks > 0)
		render_blanks(r, text, size);
	if (r->link && r->link_from == SIZE_MAX)
		r->link_from = r->to->length;
	buf_add(r->to, text, size);
}

void render_code(struct render *r, uint32_t code)
{
	utf8proc_uint8_t bytes[4];

	render_run(r, (const char *)bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)code, bytes));
}

static void put_space_in_pre(struct render *r, uint32_t code)
{
	if (code == '\n') {
		r->blanks = 0;
		if (r->fresh == 0 && r->breaks < 2)
			r->breaks++;
	} else if (code != '\r') {
		r->blanks++;
	}
}

void render_space(struct render *r, uint32_t code)
{
	if (r->pre > 0) {
		put_space_in_pre(r, code);
		return;
	}
	if (render_at_start(r) || r->blanks > 0 || code != ' ')
		r->flags |= CHANGE_SPACE;
	if (render_at_start(r))
		return;
	r->blanks = 1;
	r->folded_line = r->folded_line || code == '\n';
}

static void put_character(struct render *r, uint32_t code)
{
	if (text_is_space(code))
		render_space(r, code);
	else if (code < 0x20 || code == 0x7F || (render_at_start(r) && text_is_invisible(code)))
		r->flags |= CHANGE_CHARACTERS;
	else
		render_code(r, code);
}

/* Bytes that end a run of visible characters, as far as they and the two behind
 * them tell: controls, the first of two blanks, references, and what begins C1
 * or white space beyond ASCII: C2 80 to C2 A0, E1 9A, E2 80 but for U+2010 to
 * U+2027, E2 81, E3 80 80. */
static inline wide run_ends(const char *at)
{
	const wide bytes = wide_load(at), next = wide_load(at + 1), third = wide_load(at + 2);
	wide ends = (wide)(bytes < ' ') | (wide)(bytes == '&') | (wide)(bytes == 0x7F) |
	            ((wide)(bytes == ' ') & (wide)(next == ' '));

	if (!wide_any(wide_high(bytes)))
		return ends;
	ends |= (wide)(bytes == 0xE2) & ((wide)(next == 0x81) |
	        ((wide)(next == 0x80) & ((wide)(third < 0x90) | (wide)(third > 0xA7))));
	return ends | ((wide)(bytes == 0xC2) & (wide)(next <= 0xA0)) |
	       ((wide)(bytes == 0xE1) & (wide)(next == 0x9A)) |
	       ((wide)(bytes == 0xE3) & (wide)(next == 0x80) & (wide)(third == 0x80));
}

/* Visible characters from here, no references, in one look. A single blank
 * between two of them stays as it is, in pre and outside. So many bytes are
 * `readable`: behind the text stands what ends it, or nothing that can be read. */
static size_t plain_run(const char *text, size_t size, size_t readable)
{
	char tail[2 * WIDE];
	size_t i = 0;
	wide ends;

	if (text[0] == ' ')
		return 0;
	for (; i < size; i += WIDE) {
		const char *at = text + i;

		if (readable - i < WIDE + 2) {
			wide_tail(tail, at, readable - i);   /* the zero behind the text is an end */
			at = tail;
		}
		ends = run_ends(at);
		if (wide_any(ends)) {
			i += wide_first(ends);
			break;
		}
	}
	i = i < size ? i : size;
	return i > 0 && text[i - 1] == ' ' ? i - 1 : i;
}

static size_t put_special(struct render *r, const char *text, size_t size)
{
	size_t used = 1;
	uint32_t code;

	if (text[0] == '\n' || text[0] == ' ') {   /* between most tags */
		render_space(r, (unsigned char)text[0]);
		return 1;
	}
	if (text[0] != '&') {
		code = utf8_next(text, size, &used);
		if (code == UTF8_INVALID)
			render_run(r, text, 1);
		else
			put_character(r, code);
		return used;
	}
	code = markup_reference(text, size, &used);
	if (code == UTF8_INVALID) {
		render_run(r, text, 1);
		return 1;
	}
	r->flags |= CHANGE_MARKUP;
	put_character(r, code);
	return used;
}

static void put_text(struct render *r, const char *text, size_t size, size_t readable)
{
	for (size_t i = 0, run; i < size;) {
		run = plain_run(text + i, size - i, readable - i);
		if (run > 0)
			render_run(r, text + i, run);
		i += run;
		if (i < size)
			i += put_special(r, text + i, size - i);
	}
}

void render_text(struct render *r, const char *text, size_t size)
{
	put_text(r, text, size, size);
}

void render_token(struct render *r)
{
	const char *text = r->token.text;

	put_text(r, text, r->token.size, (size_t)(r->markup.data + r->markup.size - text));
}
