/* Files as C: what is inside the program, for base/embedded.h. Messages in YAML are
 * there a second time as they come out of libyaml: see load/baked.h for the form. The
 * sheet's style and script stand in every sheet: they are there without comments and
 * indentation. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "bake/bake.h"

/* ---- sheet.css and sheet.js for those who only run them ---- */

/* Drops comments, indentation and empty lines, in place; returns the size. A comment begins
 * where a line does, and ends with one: what stands in strings is never taken for one. 0: it
 * ends within a line. */
static size_t squeeze_lines(char *text)
{
	char *to = text;
	bool comment = false;

	for (const char *line = text, *end; *line != '\0'; line = end) {
		end = line + strcspn(line, "\n");
		line += strspn(line, " \t");
		comment = comment || strncmp(line, "/*", 2) == 0;
		if (!comment && end > line) {
			memmove(to, line, (size_t)(end - line));
			to += end - line;
			*to++ = '\n';
		}
		if (comment) {
			const char *close = strstr(line, "*/");

			if (close != NULL && close < end - 2)
				return 0;
			comment = close == NULL || close > end;
		}
		end += *end == '\n';
	}
	*to = '\0';
	return comment ? 0 : (size_t)(to - text);
}

/* And of the style all blanks that part nothing. */
static size_t squeeze_style(char *text)
{
	char *to = text, quote = '\0';

	if (squeeze_lines(text) == 0)
		return 0;
	for (const char *at = text; *at != '\0'; at++) {
		const bool blank = quote == '\0' && strchr(" \t\n", *at) != NULL;

		if (quote == *at)
			quote = '\0';
		else if (quote == '\0' && (*at == '"' || *at == '\''))
			quote = *at;
		if (blank && (to == text || strchr(" {};:,>(", to[-1]) != NULL))
			continue;
		if (quote == '\0' && to > text && to[-1] == ' ' && strchr("{};,>!)", *at) != NULL)
			to--;
		to -= *at == '}' && to[-1] == ';';
		*to++ = blank ? ' ' : *at;
	}
	*to = '\0';
	return (size_t)(to - text);
}

/* ---- files ---- */

static bool ends(const char *path, const char *with)
{
	const size_t length = strlen(path), tail = strlen(with);

	return length > tail && strcmp(path + length - tail, with) == 0;
}

static bool put_data(const char *path, size_t index, size_t *size)
{
	struct buf file = {0};

	if (!bake_read(path, &file))
		return false;
	*size = file.length;
	if (ends(path, ".css"))
		*size = squeeze_style(file.data);
	else if (ends(path, ".js"))
		*size = squeeze_lines(file.data);
	if (*size == 0)
		fprintf(stderr, "%s: empty, or a comment ends within a line\n", path);
	printf("static const unsigned char file%zu[] = {", index);
	for (size_t i = 0; i < *size; i++)
		printf("%s%d,", i % 24 == 0 ? "\n" : "", (unsigned char)file.data[i]);
	printf("0};\n");
	buf_free(&file);
	return *size > 0;
}

static bool put_scalar(const yaml_event_t *event)
{
	const unsigned char *text = event->data.scalar.value;
	size_t length = event->data.scalar.length;

	if (memchr(text, '\0', length) != NULL)
		return false;
	printf("\n'%c',", event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? 'p' : 'q');
	for (size_t i = 0; i <= length; i++)   /* with its NUL */
		printf("%d,", text[i]);
	return true;
}

static bool put_event(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return put_scalar(event);
	case YAML_MAPPING_START_EVENT:
		return printf("\n'{',") > 0;
	case YAML_SEQUENCE_START_EVENT:
		return printf("\n'[',") > 0;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		return printf("'}',") > 0;
	default:
		return event->type != YAML_ALIAS_EVENT;
	}
}

static bool put_tree(const char *path, size_t index)
{
	FILE *in = fopen(path, "rb");
	yaml_parser_t parser;
	yaml_event_t event;
	bool good = true, more = true;

	if (in == NULL || !yaml_parser_initialize(&parser))
		return false;
	yaml_parser_set_input_file(&parser, in);
	printf("static const unsigned char baked%zu[] = {", index);
	while (good && more) {
		good = yaml_parser_parse(&parser, &event) != 0;
		if (!good)
			break;
		more = event.type != YAML_STREAM_END_EVENT;
		good = put_event(&event);
		yaml_event_delete(&event);
	}
	printf("0};\n");
	if (!good)
		fprintf(stderr, "%s: %s\n", path, parser.problem != NULL ? parser.problem : "cannot be embedded");
	yaml_parser_delete(&parser);
	return fclose(in) == 0 && good;
}

/* What is read while a command starts, and not made into tables. */
static bool is_baked(const char *name)
{
	return strncmp(name, "messages/", 9) == 0;
}

bool bake_files(char **names)
{
	static size_t sizes[256];
	size_t count = 0;

	printf("/* Made by the build from schemas/ and converter/emit/sheet/. */\n#include \"base/embedded.h\"\n\n");
	for (; names[count] != NULL; count++) {
		const char *path = strchr(names[count], '=');

		if (path == NULL || count == sizeof sizes / sizeof *sizes || !put_data(path + 1, count, &sizes[count]))
			return false;
		if (is_baked(names[count]) && !put_tree(path + 1, count))
			return false;
	}
	printf("const struct embedded embedded_files[] = {\n");
	for (size_t i = 0; i < count; i++) {
		printf("\t{\"%.*s\", file%zu, %zu, ", (int)(strchr(names[i], '=') - names[i]), names[i], i, sizes[i]);
		printf(is_baked(names[i]) ? "baked%zu},\n" : "NULL},\n", i);
	}
	printf("\t{NULL, NULL, 0, NULL},\n};\n");
	return true;
}
