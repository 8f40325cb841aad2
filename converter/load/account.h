/* Events of read/xml/xml.h -> accounts of model/account.h, by the table of
 * model/element.h. Runs behind the validator: it trusts nothing, but reports
 * only what would be lost without a word from anybody.
 *
 * The loader also checks identity within the account (R1xx): ids that must be
 * unique, references that must lead somewhere. */
#ifndef PINPORT_LOAD_ACCOUNT_H
#define PINPORT_LOAD_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/account.h"
#include "read/xml/xml.h"

enum load_root {
	LOAD_NONE,      /* no element seen yet */
	LOAD_EXPORT,
	LOAD_OTHER      /* well, another document: nothing was reported, the parse was ended */
};

struct loader;

struct load_options {
	struct arena *arena;    /* takes each account; the sink resets it when it is done */
	struct diag *diag;
	size_t part;            /* goes into account.part */
	const char *(*path)(void *to);  /* of the open element, for diagnostics */
	void *path_of;

	/* Called at each </Account>. usable is false for an account that is
	 * refused: then only its node, id and root are there to name it. Its
	 * diagnostics stand in the collector from `mark` on; the sink may flush
	 * them. False ends the parse. */
	bool (*account)(void *to, struct account *account, bool usable, size_t mark);
	/* Asked at the start of an account: true if it need not be read. Diagnostics about it are to
	 * stand from `mark` on, and its end tag at the offset `end`. Or NULL. */
	bool (*unwanted)(void *to, const struct place *account, uint64_t end, size_t mark);
	void *to;
};

/* For the events of one reader. */
struct loader *load_open(const struct load_options *options);
struct xml_handler load_handler(struct loader *loader);

/* For xml_pass_over(); only with .unwanted. An account that is passed over is counted, no more. */
bool load_unwanted(void *loader, const struct xml_element *element, uint64_t end);
enum load_root load_root(const struct loader *loader);
size_t load_accounts(const struct loader *loader);   /* begun so far */
void load_close(struct loader *loader);              /* NULL is fine */

#endif
