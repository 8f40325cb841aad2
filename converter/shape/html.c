/* HTML -> text with its structure: see html.h. One pass over tokens, one row
 * of actions[] per kind of element. SPDX-License-Identifier: MIT */
#include "shape/html.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "model/profile.h"
#include "shape/render.h"

static const char *const lost_names[LOST_KINDS] = {
	"picture", "script", "embedded object", "form field", "link target", "page title",
	"unknown tag", "raised or lowered position", "script or style sheet without an end",
};

static const char *word_style(struct render *r)
{
	const char *style;

	buf_clear(&r->value);
	if (!markup_attribute(&r->token, "style", &r->value))
		return NULL;
	style = strstr(buf_text(&r->value), "mso-list:");
	return style == NULL ? NULL : style + 9 + strspn(style + 9, " \t\r\n");
}

static void open_paragraph(struct render *r)
{
	const char *style = word_style(r), *level = style == NULL ? NULL : strstr(style, "level");
	bool after_item = r->word_level > 0;

	r->word_level = 0;
	if (level != NULL && level[5] >= '1' && level[5] <= '9')
		r->word_level = (unsigned)(level[5] - '0');
	if (after_item && r->word_level > 0)
		render_line(r, 1);
	else
		render_paragraph(r);
}

static void close_paragraph(struct render *r)
{
	if (r->word_level > 0)
		render_line(r, 1);
	else
		render_paragraph(r);
}

static void open_span(struct render *r)
{
	const char *style;

	if (r->word_spans > 0) {
		r->word_spans++;
		return;
	}
	style = word_style(r);
	if (style == NULL || !render_has_prefix(style, "ignore"))
		return;
	r->word_spans = 1;
	if (render_at_start(r))
		render_start(r);
	else if (r->blanks > 0)
		render_blanks(r, "", 0);
	r->word_from = r->to->length;
}

/* Word's bullets are letters of symbol fonts: "·", "o", "§", … */
static void close_span(struct render *r)
{
	size_t size, used = 0;
	const char *text;

	if (r->word_spans == 0 || --r->word_spans > 0 || r->word_from >= r->to->length)
		return;
	text = r->to->data + r->word_from;
	size = r->to->length - r->word_from;
	utf8_next(text, size, &used);
	if (used == size && !ascii_digit(*text)) {
		buf_cut(r->to, r->word_from);
		buf_adds(r->to, "\xE2\x80\xA2");
	}
	r->blanks = 1;
}

/* --- the rest --- */

static void open_picture(struct render *r)
{
	struct buf alt = {0};

	r->lost[LOST_PICTURE]++;
	markup_attribute(&r->token, "alt", &alt);
	if (alt.length > 0) {
		render_space(r, ' ');
		render_text(r, alt.data, alt.length);
		render_space(r, ' ');
	}
	buf_free(&alt);
}

static void open_drawing(struct render *r)
{
	r->lost[LOST_PICTURE] += strcmp(r->token.name, "svg") == 0;
	r->foreign += !r->token.empty;
}

static void close_drawing(struct render *r)
{
	r->foreign -= r->foreign > 0;
}

static void open_hidden(struct render *r)
{
	if (!markup_skip(&r->markup, r->token.name) && !r->token.empty) {
		r->lost[LOST_UNCLOSED]++;
		r->markup.at = r->markup.size;   /* as browsers do */
	}
}

static void open_script(struct render *r)
{
	r->lost[LOST_SCRIPT]++;
	open_hidden(r);
}

static void open_title(struct render *r)
{
	r->lost[LOST_TITLE] += markup_skip(&r->markup, "title");
}

static void open_xml(struct render *r)
{
	markup_skip(&r->markup, "xml");
}

static void open_object(struct render *r)
{
	r->lost[LOST_OBJECT]++;
	if (strcmp(r->token.name, "iframe") == 0)
		markup_skip(&r->markup, "iframe");
}

static void open_field(struct render *r)
{
	r->lost[LOST_FIELD]++;
}

static void open_unknown(struct render *r)
{
	r->lost[LOST_TAG] += r->foreign == 0;
}

static void block(struct render *r)
{
	render_line(r, 1);
}

static void break_once_more(struct render *r)
{
	r->blanks = 0;
	r->folded_line = false;
	if (r->fresh == 0 && r->breaks < 2)
		r->breaks++;
}

static void open_quoted(struct render *r) { render_code(r, 0x201C); }

static void close_quoted(struct render *r)
{
	r->blanks = 0;
	if (!render_at_start(r))
		render_code(r, 0x201D);
}

static void open_pre(struct render *r) { render_paragraph(r); r->pre++; }
static void close_pre(struct render *r) { r->pre -= r->pre > 0; render_paragraph(r); }
static void open_definitions(struct render *r) { render_push(r, TAG_DEFINITIONS); }
static void open_quote(struct render *r) { render_push(r, TAG_QUOTE); }
static void open_table(struct render *r) { render_push(r, TAG_TABLE); }
static void open_term(struct render *r) { render_definition(r, false); }
static void open_definition(struct render *r) { render_definition(r, true); }
static void close_list(struct render *r) { render_pop(r, TAG_LIST); }
static void close_definitions(struct render *r) { render_pop(r, TAG_DEFINITIONS); }
static void close_quote(struct render *r) { render_pop(r, TAG_QUOTE); }
static void close_table(struct render *r) { render_pop(r, TAG_TABLE); }

static const struct { void (*open)(struct render *), (*close)(struct render *); } actions[TAG_WHATS] = {
	[TAG_UNKNOWN] = {open_unknown, NULL},
	[TAG_BLOCK] = {block, block},
	[TAG_PARAGRAPH] = {render_paragraph, render_paragraph},
	[TAG_P] = {open_paragraph, close_paragraph},
	[TAG_SPAN] = {open_span, close_span},
	[TAG_BREAK] = {break_once_more, break_once_more},   /* </br> is <br> to browsers */
	[TAG_LIST] = {render_open_list, close_list},
	[TAG_ITEM] = {render_open_item, render_close_item},
	[TAG_DEFINITIONS] = {open_definitions, close_definitions},
	[TAG_TERM] = {open_term, open_term},
	[TAG_DEFINITION] = {open_definition, open_term},
	[TAG_QUOTE] = {open_quote, close_quote},
	[TAG_PRE] = {open_pre, close_pre},
	[TAG_TABLE] = {open_table, close_table},
	[TAG_ROW] = {render_open_row, render_close_row},
	[TAG_CELL] = {render_open_cell, render_close_cell},
	[TAG_LINK] = {render_open_link, render_close_link},
	[TAG_PICTURE] = {open_picture, NULL},
	[TAG_QUOTED] = {open_quoted, close_quoted},
	[TAG_OBJECT] = {open_object, NULL},
	[TAG_FRAME] = {open_object, NULL},
	[TAG_FIELD] = {open_field, NULL},
	[TAG_DRAWING] = {open_drawing, close_drawing},
	[TAG_SCRIPT] = {open_script, NULL},
	[TAG_STYLE] = {open_hidden, NULL},
	[TAG_TITLE] = {open_title, NULL},
	[TAG_XML] = {open_xml, NULL},
};

/* ---- sup, sub ---- */

/* 0: the position says nothing about these. */
static const struct { uint32_t plain, raised, lowered; } levels[] = {
	{'1', 0xB9, 0x2081}, {'2', 0xB2, 0x2082}, {'3', 0xB3, 0x2083}, {'+', 0x207A, 0x208A}, {'-', 0x207B, 0x208B},
	{0x2212, 0x207B, 0x208B}, {'=', 0x207C, 0x208C}, {'(', 0x207D, 0x208D}, {')', 0x207E, 0x208E},
	{'n', 0x207F, 0x2099}, {0xA9, 0, 0}, {0xAE, 0, 0}, {0x2122, 0, 0}, {0x2120, 0, 0}, {'*', 0, 0},
	{0x2020, 0, 0}, {0xB0, 0, 0}, {0xBA, 0, 0}, {0xAA, 0, 0}, {' ', 0, 0}, {'\n', 0, 0}, {0xA0, 0, 0},
};

/* The character for it, itself when it needs none; UTF8_INVALID when there is none. */
static uint32_t at_level(uint32_t code, enum tag_what level)
{
	const bool raised = level == TAG_RAISED;

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (levels[i].plain == code)
			return levels[i].raised == 0 ? code : raised ? levels[i].raised : levels[i].lowered;
	if (code >= '0' && code <= '9')
		return code - '0' + (raised ? 0x2070 : 0x2080);
	return UTF8_INVALID;
}

/* All of a text or nothing of it: half of it raised would be another word. */
static void put_at_level(struct render *r)
{
	const char *text = r->token.text, *end = text + r->token.size;
	struct buf raised = {0};
	uint32_t code = 0;

	for (size_t used; text < end && code != UTF8_INVALID; text += used) {
		utf8proc_uint8_t bytes[4];

		code = *text == '&' ? markup_reference(text, (size_t)(end - text), &used) : UTF8_INVALID;
		if (code == UTF8_INVALID)
			code = utf8_next(text, (size_t)(end - text), &used);
		code = at_level(code, r->level);
		if (code != UTF8_INVALID)
			buf_add(&raised, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)code, bytes));
	}
	r->lost[LOST_POSITION] += code == UTF8_INVALID;
	if (code == UTF8_INVALID)
		render_token(r);
	else
		render_text(r, buf_text(&raised), raised.length);
	buf_free(&raised);
}

/* An element that is never closed ends with the line that it stands on. */
static void set_level(struct render *r, enum tag_what what)
{
	static const bool stays[TAG_WHATS] = {
		[TAG_INLINE] = true, [TAG_UNKNOWN] = true, [TAG_SPAN] = true, [TAG_LINK] = true,
	};

	if (what == TAG_RAISED || what == TAG_LOWERED)
		r->level = r->token.kind == MARKUP_OPEN ? what : TAG_INLINE;
	else if (!stays[what])
		r->level = TAG_INLINE;
}

static void put_token(struct render *r)
{
	void (*act)(struct render *);
	enum tag_what what;

	if (r->token.kind == MARKUP_TEXT) {
		if (r->level == TAG_RAISED || r->level == TAG_LOWERED)
			put_at_level(r);
		else
			render_token(r);
		return;
	}
	r->flags |= CHANGE_MARKUP;
	if (r->token.kind == MARKUP_GONE)
		return;
	what = tag_what(r->token.name);
	set_level(r, what);
	act = r->token.kind == MARKUP_OPEN ? actions[what].open : actions[what].close;
	if (act != NULL)
		act(r);
}

static void tell_lost(const struct render *r, struct buf *lost)
{
	for (size_t i = 0; i < LOST_KINDS; i++) {
		if (r->lost[i] == 0)
			continue;
		if (lost->length > 0)
			buf_adds(lost, ", ");
		buf_printf(lost, "%zu %s%s", r->lost[i], lost_names[i],
		    r->lost[i] > 1 && i != LOST_UNCLOSED ? "s" : "");
	}
}

unsigned html_render(struct buf *to, struct buf *lost, const char *data, size_t size)
{
	struct render r = {.to = to, .markup = {.data = data, .size = size}, .link_from = SIZE_MAX};

	assert(to->length == 0);
	for (markup_next(&r.markup, &r.token); r.token.kind != MARKUP_END; markup_next(&r.markup, &r.token))
		put_token(&r);
	render_close_link(&r);
	while (r.depth > 0)
		render_pop_one(&r);
	tell_lost(&r, lost);
	buf_free(&r.target);
	buf_free(&r.value);
	return r.flags | (lost->length > 0 ? CHANGE_LOST : 0u);
}
