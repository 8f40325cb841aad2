/* Sentences in the user's language: see say.h. SPDX-License-Identifier: MIT */
#include "cli/say.h"

void say(FILE *to, const struct language *language, const char *const *words)
{
	struct buf line = {0};

	language_say(&line, language, words[0], words + 1);
	fwrite(buf_text(&line), 1, line.length, to);
	buf_free(&line);
}

void say_number(FILE *to, const struct language *language, const char *english, size_t number)
{
	char text[32];

	snprintf(text, sizeof text, "%zu", number);
	SAY(to, language, english, text);
}
