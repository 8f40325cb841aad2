/* Diagnostics as data: gcc lines, JSON lines, SARIF 2.1.0. One row of
 * findings_formats[] per form; text for people is base/diag.h's own. */
#ifndef PINPORT_EMIT_FINDINGS_H
#define PINPORT_EMIT_FINDINGS_H

#include <stdio.h>

#include "base/diag.h"

struct findings;

/* `format` is "text", "gcc", "json" or "sarif"; anything else gives NULL. The
 * FILE is borrowed; `text` says how people's text is to look. */
struct findings *findings_open(const char *format, const struct diag_text *text, const char *version);
struct diag_printer findings_printer(struct findings *findings);
void findings_close(struct findings *findings);   /* ends a SARIF log; NULL is fine */

#endif
