/* The accounts of one large export dealt to several processes. Each of them
 * goes through the whole document, makes its share of the bundles, and passes over
 * other accounts where it can: the first one, what another has read and made
 * already. This process takes the bundles over in the order of the document, as if
 * they were its own. What another process did not make, for whatever reason, is made
 * here: so nothing that is seen from outside depends on how many there are, unless
 * the disk is full: then it is chance whose bundles found room.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_CLI_DEAL_H
#define PINPORT_CLI_DEAL_H

#include <sys/types.h>

#include "cli/reading.h"
#include "cli/wire.h"

struct deal_helper;
struct deal_page;

struct deal {
	struct reading *reading;
	unsigned most, processes;      /* with this one: as were asked for, and for the input at hand */
	struct convert_deal calls;
	uint64_t at;                   /* the account at hand, counted from 0 */
	uint64_t turn;                 /* the last one that was asked for: that of `at`, or of the account behind it */
	unsigned owner;                /* the process that this turn is dealt to */
	struct deal_page *page;        /* what all processes see; NULL: there is only this one */
	unsigned self;                 /* 0: the first process */

	/* In the first process. */
	struct deal_helper *helpers;
	pid_t *pids;                   /* 0: not running */

	/* In a helper. */
	struct wire wire;
	struct bundle_giver giver;
	struct convert_watch watch;
	struct buf parcel;             /* the bundle of the account at hand */
	bool making;                   /* it is this one's, … */
	size_t from;                   /* … and what is found out about it begins here in the collector */
};

/* Has reading.convert deal the bundles of what is large among its inputs to `most`
 * processes, or fewer where it is not that large. The struct is zeroed, and stays where it is. */
void deal_open(struct deal *deal, struct reading *reading, unsigned most);

/* Behind each input: helpers end here, the first process goes on without them. */
void deal_end(struct deal *deal);

#endif
