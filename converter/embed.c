/* A host tool of the build: turns files into build/embedded.c. SPDX-License-Identifier: MIT
 * usage: embed NAME=PATH… > embedded.c   (names in sorted order) */
#include <stdio.h>
#include <string.h>

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
	}
	printf("const struct embedded embedded_files[] = {\n");
	for (int i = 1; i < argc; i++)
		printf("\t{\"%.*s\", file%d, %zu},\n", (int)(strchr(argv[i], '=') - argv[i]), argv[i], i, sizes[i]);
	printf("\t{NULL, NULL, 0},\n};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
