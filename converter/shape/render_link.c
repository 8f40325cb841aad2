/* Links as plain text: see render.h. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "shape/render.h"

bool render_has_prefix(const char *text, const char *prefix)
{
	for (; *prefix != '\0'; text++, prefix++)
		if (ascii_lower(*text) != *prefix)
			return false;
	return true;
}

/* What two writings of one address have in common. */
static size_t bare_address(const char **text, size_t size)
{
	static const char *const prefixes[] = {"http://", "https://", "www."};

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t length = strlen(prefixes[i]);

		if (size > length && render_has_prefix(*text, prefixes[i])) {
			*text += length;
			size -= length;
		}
	}
	while (size > 0 && ((*text)[size - 1] == '/' || (*text)[size - 1] == ' '))
		size--;
	return size;
}

static bool same_address(const char *text, size_t size, const char *target)
{
	size_t left = bare_address(&text, size), right = bare_address(&target, strlen(target));

	if (left != right)
		return false;
	for (size_t i = 0; i < left; i++)
		if (ascii_lower(text[i]) != ascii_lower(target[i]))
			return false;
	return true;
}

static bool same_number(const char *text, size_t size, const char *target)
{
	for (size_t i = 0;; i++, target++) {
		while (i < size && !ascii_digit(text[i]))
			i++;
		while (*target != '\0' && !ascii_digit(*target))
			target++;
		if (i >= size || *target == '\0')
			return i >= size && *target == '\0';
		if (text[i] != *target)
			return false;
	}
}

static bool is_clean_target(const struct buf *target)
{
	for (size_t i = 0; i < target->length; i++)
		if ((unsigned char)target->data[i] <= ' ' || target->data[i] == 0x7F)
			return false;
	return true;
}

/* No white space, no controls: browsers drop or encode them, too. */
static void clean_target(struct buf *target)
{
	struct buf clean = {0};
	size_t from = 0, to = target->length;

	if (is_clean_target(target))
		return;
	while (from < to && (unsigned char)target->data[from] <= ' ')
		from++;
	while (to > from && (unsigned char)target->data[to - 1] <= ' ')
		to--;
	for (; from < to; from++) {
		if (target->data[from] == ' ')
			buf_adds(&clean, "%20");
		else if ((unsigned char)target->data[from] > ' ' && target->data[from] != 0x7F)
			buf_addc(&clean, target->data[from]);
	}
	buf_free(target);
	*target = clean;
}

static bool useless_target(const char *target)
{
	static const char *const schemes[] = {"#", "javascript:", "vbscript:", "data:", "about:", "blob:"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (render_has_prefix(target, schemes[i]))
			return true;
	return false;
}

/* %20 and the like, in place; what would not be printable ASCII stays. */
static void decode_percent(struct buf *target)
{
	size_t to = 0;

	for (size_t i = 0; i < target->length; i++, to++) {
		int code = -1;

		if (target->data[i] == '%' && target->length - i > 2 && ascii_hex(target->data[i + 2]) >= 0)
			code = ascii_hex(target->data[i + 1]) * 16 + ascii_hex(target->data[i + 2]);
		target->data[to] = code >= ' ' && code < 0x7F ? (char)code : target->data[i];
		i += code >= ' ' && code < 0x7F ? 2 : 0;
	}
	buf_cut(target, to);
}

/* The part of a target that a reader wants: "mailto:a@b.c?subject=x" is "a@b.c". */
static const char *shown_target(struct buf *target, bool *number)
{
	const char *text = buf_text(target), *query;
	bool mail = render_has_prefix(text, "mailto:");

	*number = render_has_prefix(text, "tel:") || render_has_prefix(text, "callto:");
	if (!mail && !*number)
		return text;
	query = strchr(text, '?');
	if (query != NULL)
		buf_cut(target, (size_t)(query - text));
	decode_percent(target);
	return strchr(buf_text(target), ':') + 1;
}

void render_close_link(struct render *r)
{
	const char *target, *text = buf_text(r->to) + (r->link_from > r->to->length ? 0 : r->link_from);
	size_t size = r->link_from > r->to->length ? 0 : r->to->length - r->link_from;
	bool number;

	if (!r->link)
		return;
	r->link = false;
	target = shown_target(&r->target, &number);
	if (size > 0 && (number ? same_number(text, size, target) : same_address(text, size, target)))
		return;
	if (*target == '\0')
		return;
	if (size == 0) {   /* an address ends where a blank stands */
		if (r->blanks == 0 && !render_at_start(r))
			r->blanks = 1;
		render_run(r, target, strlen(target));
		r->blanks = 1;
		return;
	}
	buf_adds(r->to, " (");   /* before line ends that are due */
	buf_adds(r->to, target);
	buf_addc(r->to, ')');
}

void render_open_link(struct render *r)
{
	render_close_link(r);
	buf_clear(&r->target);
	r->link_from = SIZE_MAX;
	if (!markup_attribute(&r->token, "href", &r->target))
		return;
	clean_target(&r->target);
	if (useless_target(buf_text(&r->target)))
		r->lost[LOST_TARGET]++;
	else
		r->link = r->target.length > 0;
}

/* A link that nobody closed ends with what it stands in. */
void render_end_link(struct render *r)
{
	if (r->link && r->link_from != SIZE_MAX)
		render_close_link(r);
}
