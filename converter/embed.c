/* A host tool of the build: turns files into build/embedded.c. SPDX-License-Identifier: MIT
 * usage: embed NAME=PATH… > embedded.c   (names in sorted order)
 *
 * Messages in YAML are embedded a second time as they come out of libyaml: see
 * baked.h for the form. */
#include <stdio.h>
#include <string.h>
#include <yaml.h>

static int embed_data(const char *path, int index, size_t *size)
{
	FILE *in = fopen(path, "rb");
	int c, failed;

	if (in == NULL) {
		perror(path);
		return 0;
	}
	printf("static const unsigned char file%d[] = {", index);
	for (*size = 0; (c = getc(in)) != EOF; (*size)++)
		printf("%s%d,", *size % 24 == 0 ? "\n" : "", c);
	printf("0};\n");
	failed = ferror(in);
	return fclose(in) == 0 && !failed;
}

static int bake_scalar(const yaml_event_t *event)
{
	const unsigned char *text = event->data.scalar.value;
	size_t length = event->data.scalar.length;

	if (memchr(text, '\0', length) != NULL)
		return 0;
	printf("\n'%c',", event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? 'p' : 'q');
	for (size_t i = 0; i <= length; i++)   /* with its NUL */
		printf("%d,", text[i]);
	return 1;
}

static int bake_event(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return bake_scalar(event);
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

static int bake(const char *path, int index)
{
	FILE *in = fopen(path, "rb");
	yaml_parser_t parser;
	yaml_event_t event;
	int good = 1, more = 1;

	if (in == NULL || !yaml_parser_initialize(&parser))
		return 0;
	yaml_parser_set_input_file(&parser, in);
	printf("static const unsigned char baked%d[] = {", index);
	while (good && more) {
		good = yaml_parser_parse(&parser, &event);
		if (!good)
			break;
		more = event.type != YAML_STREAM_END_EVENT;
		good = bake_event(&event);
		yaml_event_delete(&event);
	}
	printf("0};\n");
	if (!good)
		fprintf(stderr, "%s: %s\n", path, parser.problem != NULL ? parser.problem : "cannot be embedded");
	yaml_parser_delete(&parser);
	return fclose(in) == 0 && good;
}

/* What is read while a command starts, and not made into tables by bake. */
static int is_baked(const char *name)
{
	return strncmp(name, "messages/", 9) == 0;
}

int main(int argc, char **argv)
{
	static size_t sizes[256];

	if (argc > 256)
		return 1;
	printf("#include \"base/embedded.h\"\n#include <stddef.h>\n");
	for (int i = 1; i < argc; i++) {
		const char *path = strchr(argv[i], '=');

		if (path == NULL || !embed_data(path + 1, i, &sizes[i]))
			return 1;
		if (is_baked(argv[i]) && !bake(path + 1, i))
			return 1;
	}
	printf("const struct embedded embedded_files[] = {\n");
	for (int i = 1; i < argc; i++) {
		printf("\t{\"%.*s\", file%d, %zu, ", (int)(strchr(argv[i], '=') - argv[i]), argv[i], i, sizes[i]);
		printf(is_baked(argv[i]) ? "baked%d},\n" : "NULL},\n", i);
	}
	printf("\t{NULL, NULL, 0, NULL},\n};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
