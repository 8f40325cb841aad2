/* Pieces of a manual page: see roff.h. SPDX-License-Identifier: MIT */
#include "cli/roff.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

void roff_put(const char *text)
{
	static const struct { const char *from, *to; } words[] = {
		{"\\", "\\e"}, {"…", "\\&..."}, {"“", "\\(lq"}, {"”", "\\(rq"}, {"—", "\\(em"}, {"–", "\\(en"},
		{"•", "\\(bu"}, {"°", "\\(de"}, {NULL, NULL},
	};

	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	while (*text != '\0') {
		size_t i = 0;

		while (words[i].from != NULL && strncmp(text, words[i].from, strlen(words[i].from)) != 0)
			i++;
		if (words[i].from != NULL) {
			fputs(words[i].to, stdout);
			text += strlen(words[i].from);
		} else {
			putchar(*text++);
		}
	}
}

void roff_line(const char *macro, const char *text)
{
	if (*macro != '\0')
		printf("%s ", macro);
	roff_put(text);
	putchar('\n');
}

void roff_sentences(const char *text)
{
	struct buf line = {0};

	for (const char *p = text; *p != '\0'; p++) {
		const bool stop = *p == '.' && p[1] == ' ';

		buf_addc(&line, *p == '\n' ? ' ' : *p);
		if (stop || p[1] == '\0') {
			roff_line("", buf_text(&line));
			buf_clear(&line);
		}
		if (stop)
			p++;
	}
	buf_free(&line);
}
