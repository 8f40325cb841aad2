/* Sentences of the program itself, in the language that --lang names. */
#ifndef PINPORT_CLI_SAY_H
#define PINPORT_CLI_SAY_H

#include <stdio.h>

#include "base/language.h"

/* Prints the sentence (base/template.h) with its values: strings; no line end is added. */
#define SAY(to, language, ...) say(to, language, (const char *const[]){__VA_ARGS__, NULL})

/* The same by a list: the English, then its values, then NULL. */
void say(FILE *to, const struct language *language, const char *const *words);

/* One value that is a number. */
void say_number(FILE *to, const struct language *language, const char *english, size_t number);

#endif
