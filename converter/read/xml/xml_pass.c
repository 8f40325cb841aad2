/* Passing over children of the root that nobody wants: see xml_pass_over(). It is
 * decided and done between two batches, where no token is open. So batches must end
 * there: that is all that the bounds here are for, and where one is wrong, as in a
 * comment, what follows is cut and read like everything else.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "read/xml/plain.h"
#include "read/xml/xml_reader.h"

enum { LEAST = 3 };   /* before the '>': shorter tags would wait in the parser */

void xml_pass_over(struct xml_reader *reader, xml_unwanted *unwanted, void *to)
{
	/* libxml2's validator is to see all of it. */
	reader->unwanted = reader->check == NULL ? unwanted : NULL;
	reader->unwanted_to = to;
}

/* The element begins at `data`, and its end tag at `end`. */
static bool is_unwanted(struct xml_reader *reader, const char *data, size_t name_size, const char *end)
{
	const struct xml_element element = {
		.name = xml_intern(reader, data + 1, name_size),
		.namespace = reader->frames[0].namespace,
		.place = cursor_place(&reader->tokens.cursor, reader->source),
	};

	if (element.name == NULL || !reader->unwanted(reader->unwanted_to, &element,
	    element.place.offset + (uint64_t)(end - data)))
		return false;
	path_push(reader->path, element.name);   /* it counts among its siblings */
	path_pop(reader->path);
	return true;
}

/* The last byte of the child of the root that begins here, if it can be passed over, or of what else this is. */
static const char *pass_child(struct xml_reader *reader, const char *data, const char *end, bool *passed)
{
	const char *close = plain_markup(data, end);
	struct plain_tag tag;

	if (close != NULL)
		return close - 1;
	if (plain_start(data, end, &tag) && !tag.empty)
		close = plain_find_end(data + tag.size, end, data + 1, tag.name_size);
	if (close == NULL)
		return memchr(data, '>', (size_t)(end - data));
	*passed = is_unwanted(reader, data, tag.name_size, memrchr(data, '<', (size_t)(close - data)));
	return close;
}

/* The end of the root's child that is open, so that the next one begins a batch. */
static const char *end_child(const struct xml_reader *reader, const char *data, const char *end)
{
	const struct xml_frame *frame = &reader->frames[1];

	return frame->prefix == NULL ? plain_find_end(data, end, frame->name, strlen(frame->name)) : NULL;
}

size_t xml_pass(struct xml_reader *reader, const char *data, size_t size)
{
	const char *end = data + size, *last;
	bool passed = false;

	if (tokens_first(&reader->tokens) != NULL)
		return size;
	if (reader->depth > 1)
		last = end_child(reader, data, end);
	else if (*data != '<')
		last = memchr(data, '<', size);
	else if (reader->depth == 1)
		last = pass_child(reader, data, end, &passed);
	else
		last = size > LEAST ? memchr(data + LEAST, '>', size - LEAST) : NULL;   /* up to the root's tag */
	if (last == NULL)
		return size;
	size = (size_t)(last + 1 - data);
	if (!passed)
		return size;
	cursor_move(&reader->tokens.cursor, data, size);
	reader->fed_from = reader->tokens.cursor.offset;
	reader->run = 0;
	return 0;
}
