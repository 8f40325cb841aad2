/* Text for people, in lines that fit. */
#ifndef PINPORT_CLI_WRAP_H
#define PINPORT_CLI_WRAP_H

#include <stddef.h>
#include <stdio.h>

enum { WRAP_WIDTH = 80 };   /* cells: what help is written for, on any terminal */

/* Prints the words of a text and a line end. The first goes to where the line
 * stands (`column`), later lines begin at `indent`. Line ends in it count as
 * blanks; a word that is longer than a line has one to itself. */
void wrap_text(FILE *to, size_t column, size_t indent, const char *text);

/* How many bytes of one line fit into `width` cells, with one left for an ellipsis
 * when that is not all of them; width 0: all of them. */
size_t wrap_cut(const char *text, size_t size, size_t width);

/* How many bytes to leave out at the start, so that the rest and an ellipsis fit; 0: all of it fits. */
size_t wrap_skip(const char *text, size_t size, size_t width);

/* Cells of a line on the terminal that a descriptor is; 0: it is none, or does not say. */
size_t wrap_terminal(int fd);

#endif
