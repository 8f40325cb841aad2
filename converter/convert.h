/* THE pipeline: input -> parts -> accounts -> profiles -> output, account by
 * account. The only place that knows both ends; used by the commands, by unit
 * tests and by fuzzers. */
#ifndef PINPORT_CONVERT_H
#define PINPORT_CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/map.h"
#include "contents.h"
#include "deliver.h"
#include "load/account.h"
#include "read/container.h"
#include "read/xsd.h"
#include "rules/rules.h"
#include "shape/shape.h"

#define PINPORT_VERSION "0.1.0"

enum convert_depth {
	CONVERT_LOAD,       /* schema and identity; accounts are shown to .seen */
	CONVERT_SHAPE       /* and profiles, all rules, and the delivery if there is one */
};

struct convert_totals {
	size_t inputs, failed_inputs;   /* failed: nothing of it was delivered */
	size_t accounts, refused;       /* refused: schema, identity, output */
	size_t profiles, decisions;
};

struct convert {
	/* Set by the caller. */
	struct diag *diag;
	const struct diag_printer *printer;    /* gets what is flushed, account by account */
	struct container_options container;
	struct shape_options shape;
	struct delivery delivery;
	const struct xsd *xsd;                 /* NULL: .schema validates */
	const struct xml_schema *schema;       /* libxml2's, or NULL */
	struct contents *contents;             /* learns of what was delivered, or NULL */
	enum convert_depth depth;
	void (*seen)(void *to, const struct account *account, bool usable);  /* or NULL */
	void (*input_done)(void *to, const char *name, bool good);           /* or NULL */
	void *to;

	/* Kept by convert_*. */
	struct convert_totals totals;
	struct rules *rules;
	struct arena account_arena, run_arena;
	struct map ids;                        /* account ids of this run -> where */
};

/* Reads one input to its end and delivers what is good in it. False when
 * anything was refused or failed; all of it has been reported and printed. */
bool convert_input(struct convert *convert, const char *path);

void convert_end(struct convert *convert);   /* frees what the runs kept */

#endif
