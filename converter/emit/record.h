/* Source elements as they are, walked by the table of model/element.h: shared
 * by records in a format and by their CSV. */
#ifndef PINPORT_EMIT_RECORD_H
#define PINPORT_EMIT_RECORD_H

#include "model/account.h"

/* Members of a node's struct by the rows of its element; NULL when they are
 * absent, or the node is. A row of items is a group's or the items' own. */
const struct value *record_value(const struct node *node, size_t offset);
const struct node *record_struct(const struct node *node, size_t offset);
const struct nodes *record_items(const struct node *node, const struct element *row);

#endif
