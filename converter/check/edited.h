/* Judges what a person may have edited before the upload: bundles in folders
 * and ZIP files, single marketing profiles, and streams of them.
 *
 * A profile is read strictly, then checked for what hangs together in it, then
 * by every rule of its edition. A bundle is also compared with what pinport
 * wrote: edited and added files are named, missing ones are errors. */
#ifndef PINPORT_EDITED_H
#define PINPORT_EDITED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/map.h"
#include "model/edition.h"
#include "read/container.h"
#include "read/xsd/xsd.h"
#include "rules/rules.h"

struct xml_schema;

enum edited_kind {
	EDITED_NOT,         /* an export, or nothing that can be read: see convert.h */
	EDITED_PROFILES,    /* a file with one marketing profile, or a stream of them */
	EDITED_BUNDLES      /* a folder, or a ZIP file with bundles in it */
};

/* Told by content; reports nothing. */
enum edited_kind edited_kind(const char *path, const struct container_options *options);

/* Makes standard input something that can be looked at before it is read: what
 * comes through a pipe, unless it starts like XML, is kept in an unnamed
 * temporary file. False after a diagnostic. */
bool edited_prepare_stdin(const struct limits *limits, struct diag *diag);

struct edited_rules;
struct edited_claim;

struct edited {
	/* Set by the caller. */
	struct diag *diag;
	const struct diag_printer *printer;    /* gets what is flushed, profile by profile */
	struct container_options container;
	const struct catalogue *catalogue;
	const struct edition *edition;         /* NULL: the one that each profile names */
	const char *against;                   /* the export to compare with, or NULL */
	const struct xsd *xsd;                 /* for it, as in struct convert */
	const struct xml_schema *schema;

	/* Kept by edited_*. */
	size_t bundles, profiles;
	struct edited_rules *rules;            /* one for each edition met */
	struct map claims;                     /* account id -> what profiles say of it, for .against */
	struct arena arena;                    /* of the claims of one input */
};

/* Judges one input, prints what is wrong with it. False when anything is. */
bool edited_input(struct edited *edited, const char *path, enum edited_kind kind);

void edited_end(struct edited *edited);    /* frees what the runs kept */

#endif
