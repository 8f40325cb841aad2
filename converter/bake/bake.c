/* usage: bake WHAT [FILE…] > built_in.c: see bake.h. SPDX-License-Identifier: MIT */
#include "bake/bake.h"

#include <stdio.h>
#include <string.h>

bool bake_read(const char *path, struct buf *to)
{
	FILE *in = path != NULL ? fopen(path, "rb") : NULL;
	char piece[4096];
	bool good = in != NULL;
	size_t size;

	while (good && (size = fread(piece, 1, sizeof piece, in)) > 0)
		buf_add(to, piece, size);
	good = good && !ferror(in);
	if (!good)
		perror(path != NULL ? path : "a file");
	if (in != NULL)
		fclose(in);
	return good;
}

void bake_text(const char *text)
{
	if (text == NULL) {
		printf("NULL");
		return;
	}
	putchar('"');
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		/* Three digits, so that none that follows is taken for a part of it. */
		printf(c < ' ' || c >= 0x7F || c == '"' || c == '\\' || c == '?' ? "\\%03o" : "%c", c);
	}
	putchar('"');
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		bool (*bake)(char **paths);
	} rows[] = {{"files", bake_files}, {"schema", bake_schema}, {"editions", bake_editions}, {"encodings", bake_encodings}};

	for (size_t i = 0; argc > 1 && i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, argv[1]) == 0)
			return rows[i].bake(argv + 2) && fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
	fputs("usage: bake WHAT [FILE…]\n", stderr);
	return 2;
}
