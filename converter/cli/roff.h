/* Pieces of a manual page in mdoc, on standard output. */
#ifndef PINPORT_CLI_ROFF_H
#define PINPORT_CLI_ROFF_H

/* Text for roff: backslashes, a dot or apostrophe that begins a line, and what is not ASCII. */
void roff_put(const char *text);

/* A line, behind a macro such as ".Dl" or "". */
void roff_line(const char *macro, const char *text);

/* Paragraph text: each sentence on a line of its own, as mdoc wants it. */
void roff_sentences(const char *text);

#endif
