/* Diagnostics: one catalogue, one collector.
 *
 * Whoever finds something wrong calls diag_add() at the spot; it returns
 * false, so that reporting and returning failure are one expression. Callers
 * add nothing. Entries are kept until diag_flush(), which sorts them by
 * source, offset and code, drops exact repeats, hands them to a printer and
 * forgets them; counts and the exit status stay. Of one code, at most 10,000
 * errors or 1,000 warnings or notes are kept between two marks (for one
 * account): the rest is counted, and R170 says how many.
 *
 * The catalogue is diag/FAMILY.h, one row per code:
 *   DIAG(NAME, "code", severity, effect, exit, template, meaning, advice)
 *   template: {0}, {1}, … stand for the values given to diag_add(); {0:one|more} is
 *             "one" when the value is 1 (base/template.h)
 *   meaning:  one sentence for `explain` and the manual
 *   advice:   what to do about it, in words a marketing person can act on; with places for values that
 *             the template does not use, where it differs from one occurrence to the next
 *   exit:     the exit status that an occurrence asks for (0 for notes and warnings)
 * A code is never used again for something else. */
#ifndef PINPORT_BASE_DIAG_H
#define PINPORT_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/place.h"
#include "base/tape.h"

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR, DIAG_SEVERITIES };

/* What an occurrence means for the output. */
enum diag_effect {
	DIAG_TELL,            /* only told */
	DIAG_DECIDE,          /* the bundle is written, and a person has something to decide */
	DIAG_REFUSE_ACCOUNT,  /* this account gets no bundle, the others do */
	DIAG_REFUSE_INPUT     /* nothing of this input is written */
};

enum diag_code {
#define DIAG(name, code, severity, effect, exit, template, meaning, advice) DIAG_##name,
#include "base/diag_list.h"
#undef DIAG
	DIAG_CODES
};

struct diag_row {
	const char *code;     /* "Z101", "PC-DESC-1000" */
	enum diag_severity severity;
	enum diag_effect effect;
	int exit;
	const char *template;
	const char *meaning;
	const char *advice;
};

extern const struct diag_row diag_rows[DIAG_CODES];

struct diag_entry {
	enum diag_code code;
	enum diag_severity severity;   /* the row's, unless --strict raised it */
	struct place place;
	const char *path;              /* "/PinpointExport/Account[2]/…", or NULL */
	const char *const *values;     /* ends with NULL; already shown safely */
	uint64_t order;                /* of arrival: breaks ties */
	const char *line;              /* what stands around the place on its line, or NULL: see diag_keep_lines() */
	uint32_t line_at;              /* bytes of it before the place */
	const struct diag_entry *more; /* for a printer that groups: the next one like this, not printed by itself */
};

struct diag_printer {
	void (*entry)(void *to, const struct diag_entry *entry, const char *source);
	void *to;
	/* Of many that are alike only the first are handed over, the last of them
	 * with all others in `more`. Alike: the same code and the same path but for
	 * its counters; errors also differ by what the message names outside of
	 * quotation marks. And of notes: the same code and place. */
	bool grouped;
};

struct diag;

struct diag *diag_open(void);
void diag_close(struct diag *diag);   /* NULL is fine */

void diag_strict(struct diag *diag, bool strict);  /* warnings become errors, exit 1 */

/* From now on entries get the line of the input, as far as it is on the tape
 * (borrowed; NULL: no more). Readers record what they read: diag_tape() is NULL
 * when nobody wants it. */
void diag_keep_lines(struct diag *diag, struct tape *tape);
struct tape *diag_tape(const struct diag *diag);

/* Registers what diagnostics call a source, e.g. "export.zip!data.xml", and
 * returns its id (from 1). The name is copied, and shown escaped. */
uint32_t diag_source(struct diag *diag, const char *name);
const char *diag_source_name(const struct diag *diag, uint32_t source); /* "" for 0 */
uint32_t diag_source_count(const struct diag *diag);

/* Records one occurrence; always false. place and path may be NULL. values is
 * a list that ends with NULL, or NULL; all is copied; control characters in
 * values are escaped and each is cut at 200 code points. */
bool diag_add(struct diag *diag, enum diag_code code, const struct place *place,
    const char *path, const char *const *values);

/* The same two for what another process has collected: names, paths and values
 * are those of a diag_entry, safe to show already. The severity stays; the
 * order of arrival is a new one. */
uint32_t diag_source_again(struct diag *diag, const char *shown);
bool diag_add_again(struct diag *diag, const struct diag_entry *entry);

#define DIAG_VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* How many of a severity were ever added; grows only. */
size_t diag_count(const struct diag *diag, enum diag_severity severity);

/* How many say that something could not be judged (exit status 3 and above). */
size_t diag_unjudged(const struct diag *diag);

/* The worst effect among the entries not yet flushed, from entry `mark` on
 * (diag_mark() tells where the list ends now, and begins to count anew). */
size_t diag_mark(struct diag *diag);
enum diag_effect diag_worst(const struct diag *diag, size_t mark);

/* How many of them are something for a person to decide. */
size_t diag_decisions(const struct diag *diag, size_t mark);

/* The entries not yet flushed, from `mark` on, in order of arrival. */
const struct diag_entry *diag_entries(const struct diag *diag, size_t mark, size_t *count);

/* Sorts, prints through the printer (NULL: prints nothing) and forgets. */
void diag_flush(struct diag *diag, const struct diag_printer *printer);

/* Calls `flushed` at the end of every flush; NULL: no longer. */
void diag_on_flush(struct diag *diag, void (*flushed)(void *to), void *to);

/* 0, or the worst exit status that any entry so far asks for. */
int diag_exit(const struct diag *diag);
void diag_raise_exit(struct diag *diag, int status);  /* e.g. what a worker process returned */

/* Chains entries that are alike (see grouped): those behind the last that is
 * shown of a group get the order UINT64_MAX. diag_flush() calls it. */
void diag_group(struct diag_entry *entries, size_t count);

/* The sentence: the template with the entry's values put in. What stands in
 * quotation marks is cut to about 60 code points, in its middle. */
void diag_message(struct buf *to, const struct diag_entry *entry);

/* What to do: the row's advice with the entry's values put in; values may be
 * NULL, then for any entry: of a choice the second words, of other places nothing. */
void diag_advice(struct buf *to, enum diag_code code, const char *const *values);

/* A value in quotation marks, without them: cut likewise. */
void diag_quoted(struct buf *to, const char *value);

/* ":LINE:COLUMN", or nothing without a position: what stands behind the name of a source. */
void diag_position(struct buf *to, const struct place *place);

/* "note", "warning", "error" */
const char *diag_severity_name(enum diag_severity severity);

/* The row whose code is `code` (ASCII case ignored), or NULL. */
const struct diag_row *diag_find(const char *code);

/* Prints text lines, `place: severity: TEXT [CODE]`, the path, the line of the
 * input with a mark under the place, where more of the same are, and what to do:
 * once for each code that is an error or a decision, and again when it differs;
 * whoever made the command line knows its mistakes. `to` is a struct diag_text. */
struct language;       /* base/language.h */

struct diag_text {
	void *file;        /* FILE * */
	const struct language *language;   /* NULL: English */
	bool colour;
	bool quiet;        /* errors only, without advice */
	bool verbose;      /* meaning and advice with each of them */
	size_t width;      /* cells of the terminal that it goes to; 0: unknown */
	uint32_t advised[DIAG_CODES];   /* of the advice printed last: its hash; 0: none yet */
};
void diag_print_text(void *to, const struct diag_entry *entry, const char *source);

#endif
