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
#include "claims.h"
#include "deliver.h"
#include "load/account.h"
#include "planned.h"
#include "read/container.h"
#include "read/xsd/xsd.h"
#include "rules/rules.h"
#include "shape/shape.h"

#define PINPORT_VERSION "0.1.0"

enum convert_depth {
	CONVERT_LOAD,       /* schema and identity; accounts are shown to .seen */
	CONVERT_SHAPE       /* and profiles, all rules, and the delivery if there is one */
};

struct convert_totals {
	size_t inputs, failed_inputs;   /* failed: nothing of it was delivered */
	size_t cut_short;               /* inputs that were not read to their end, for an error in the XML */
	size_t accounts, refused;       /* refused: schema, identity, output */
	size_t profiles, withheld;      /* withheld: refused by --overflow=fail */
	size_t decisions;
};

enum convert_outcome {
	CONVERT_DELIVERED,  /* handed to the bundle or stream, or found good where there is none */
	CONVERT_NOTHING,    /* nothing of it was asked for (--country, a plan) */
	CONVERT_THERE,      /* its bundle is there already: see .is_there */
	CONVERT_REFUSED
};

/* What became of one account. */
struct convert_result {
	enum convert_outcome outcome;
	const char *id, *name;          /* its legal name; "": not there */
	const char *edition;            /* of its profiles; "": it did not come so far */
	const char *countries;          /* of its profiles: "DE KR" */
	size_t profiles, withheld, decisions, errors, warnings;
	const char *reason;             /* the code of what refuses the account, or NULL */
};

/* Who looks on while accounts are converted. Any of the functions may be NULL. */
struct convert_watch {
	/* An account that could be read, before anything else is done with it.
	 * Its diagnostics so far stand in the collector from `mark` on. */
	void (*claimed)(void *to, const struct claim *claim, size_t mark);
	/* For --skip-existing: true when its bundle is there; sets the numbers. */
	bool (*is_there)(void *to, const struct account *account, struct convert_result *result);
	/* Each account, at its end; its diagnostics have been flushed. Borrowed for the call. */
	void (*account)(void *to, const struct convert_result *result);
	void *to;
};

/* Accounts of one input dealt to several processes, each of which goes through all
 * of it (cli/deal.h). .account and .elsewhere are always there. */
struct convert_deal {
	/* An input is about to be read, with `size` bytes of XML as far as one can
	 * tell: the moment to start other processes. */
	void (*input)(void *to, uint64_t size);
	/* Another account of it begins, usable or not. */
	void (*account)(void *to);
	/* One begins that need not be read: true if another process does all that is
	 * to be done about it; then .account is not called for it. */
	bool (*unwanted)(void *to);
	/* One begins whose end tag seems to be at the offset `end`. True: another process
	 * has read just that, and it is as with .elsewhere, but that all its findings are in the
	 * collector, and its id, which is new, and its name are in the result, too; .account is
	 * not called for it. */
	bool (*made)(void *to, const struct place *account, uint64_t end, struct convert_result *result);
	/* It is good so far, and to be shaped. True: another process has done that
	 * and what follows; its findings are in the collector, its bundle is with
	 * the target, the rest is in the result. */
	bool (*elsewhere)(void *to, const struct account *account, struct convert_result *result);
	/* It is done; its diagnostics still stand in the collector from `mark` on. */
	void (*done)(void *to, const struct account *account, const struct convert_result *result, size_t mark);
	void *to;
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
	const struct convert_watch *watch;     /* or NULL */
	const struct convert_deal *deal;       /* or NULL */
	enum convert_depth depth;
	struct planned planned;                /* its plan is that of .shape */
	bool hash;                             /* the hash of the input is wanted even without bundles */
	void (*seen)(void *to, const struct account *account, bool usable);  /* or NULL */
	/* What an account became, before it is delivered; its diagnostics stand from `mark` on. Or NULL. */
	void (*shaped)(void *to, const struct shaped *shaped, struct container *container, size_t mark);
	void *to;

	/* Kept by convert_*. */
	struct convert_totals totals;
	struct rules *rules;
	struct sheet_kit *kit;                 /* what its sheets share; NULL until there is one */
	struct arena account_arena;
	struct claims claims;                  /* the accounts of this run */
};

/* Reads one input to its end and delivers what is good in it. False when
 * anything was refused or failed; all of it has been reported and printed. */
bool convert_input(struct convert *convert, const char *path);

void convert_end(struct convert *convert);   /* frees what the runs kept */

#endif
