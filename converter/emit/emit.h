/* What is written, in terms of a writer: one function per document. */
#ifndef PINPORT_EMIT_EMIT_H
#define PINPORT_EMIT_EMIT_H

#include "base/diag.h"
#include "emit/writer.h"
#include "shape/shape.h"

/* A file of the bundle, for files[] and SHA256SUMS. */
struct emitted_file {
	const char *path;
	char sha256[65];
	uint64_t bytes;
};

struct sheet_kit;                /* emit/sheet_kit.h */

/* What the bundle says about where it comes from and how it was made. */
struct provenance {
	const char *file;            /* bare name of the input */
	const char *sha256;          /* of the input's bytes */
	const char *version;         /* of pinport: "1.0.0" */
	const char *options;         /* canonical: "--edition 2017-03 --overflow fit -f yaml" */
	const char *lang;            /* "en" or "ko": of the sheet */
	const struct sheet_kit *kit; /* for upload.html, in that language */
	const struct format *format;
};

/* A marketing profile, by profile_fields[]. Required texts must be there. */
void emit_profile(struct writer *w, const struct profile *profile);

/* schemas/marketing-profile-1.schema.json, byte for byte, from the same table. */
void emit_profile_schema(struct buf *to);

/* All records of one file. Each key holds the nodes of all records with that
 * key, in order: a list, or one map where an account has at most one of them
 * (company, its logo). An element is a map of its attributes, its own text
 * ("text"; "amount" in estimatedValue), then its children, by the names and
 * keys of the element table; an element with text alone is that text. A group
 * is the list of its items. What is absent in the source is left out. So the
 * JSON pointers of leaves are "/referrals/0/customer/name",
 * "/applications/2/localizations/0/longDescription/text", "/company/industries/1". */
void emit_record(struct writer *w, const struct record *const records[], size_t count);

/* records/texts: {format, texts: [{country, field, language, source, why, text}]} */
void emit_texts(struct writer *w, const struct kept_text *texts);

/* CSV with one row per node, all of one kind: see csv.c for columns and the formula guard. */
void emit_table(struct buf *to, const struct record *record);

/* bundle.yaml. Every leaf must have its line in the ledger, here and in the report. */
void emit_index(struct writer *w, const struct shaped *shaped, const struct provenance *provenance,
    const struct emitted_file *files, size_t file_count, size_t decisions);

/* report.yaml. Diagnostics are those from `mark` on that are not flushed yet. */
void emit_report(struct writer *w, const struct shaped *shaped, const struct provenance *provenance,
    const struct diag *diag, size_t mark);

/* upload.html, behind what all of a kit start with: sheet_start() of sheet_kit.h. */
void emit_sheet(struct buf *to, const struct shaped *shaped, const struct provenance *provenance,
    const struct catalogue *catalogue, const struct emitted_file *files, size_t file_count,
    const struct diag *diag, size_t mark);

#endif
