/* The pictures that an account names, looked at where they stand: whether they
 * are there, how large, of what type. SPDX-License-Identifier: MIT */
#ifndef PINPORT_PICTURES_H
#define PINPORT_PICTURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "model/account.h"
#include "model/media.h"
#include "read/container.h"

/* For one input; set the first two members. */
struct pictures {
	struct container *container;
	struct arena *arena;        /* of the account */
	const struct entry *part;   /* that the account stands in */
	size_t searches;            /* for what a missing file may be called */
	bool unreadable;            /* one of them: nothing of this input may be kept */
};

/* Every picture of the account, in order, into *list (all-zero). False after a
 * diagnostic, when a name is hostile or a picture unreadable. */
bool pictures_look(struct pictures *pictures, const struct entry *part, const struct account *account,
    struct media_list *list);

#endif
