/* How a string stands in YAML. The choice is made here and not by a library,
 * so that any writer of YAML puts the same bytes: see the page in yaml.c. */
#ifndef PINPORT_EMIT_SCALAR_H
#define PINPORT_EMIT_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum scalar_style {
	SCALAR_PLAIN,     /* as it is: a word that no reader of YAML 1.1 or 1.2 takes for anything else */
	SCALAR_QUOTED,    /* "…" with escapes */
	SCALAR_LITERAL    /* | or |- and the lines as they are */
};

/* `flow`: inside { } or [ ]. The text must be strict UTF-8. */
enum scalar_style scalar_style(const char *text, size_t length, bool flow);

/* The same; *clean: all of it may stand between double quotes as it is. */
enum scalar_style scalar_look(const char *text, size_t length, bool flow, bool *clean);

/* Characters that are always escaped, in YAML and in JSON: C0 without the line
 * feed, DEL, C1, the line and paragraph separators, the bidi controls that can
 * make text look like what it is not, the BOM and the two non-characters. */
bool scalar_hidden(uint32_t code);

/* How many bytes from here on may stand between double quotes as they are, in
 * YAML and in JSON: up to the first '"', '\\', line feed or hidden character. */
size_t scalar_clean_run(const char *text, size_t length);

/* Those of them that turn the direction of text: U+202A to U+202E, U+2066 to U+2069. */
bool scalar_bidi(uint32_t code);

#endif
