/* What an entry of an archive may be: methods, sizes, limits, kinds. */
#ifndef PINPORT_READ_POLICY_H
#define PINPORT_READ_POLICY_H

#include <stdbool.h>

#include "base/limits.h"
#include "read/zip/directory.h"

/* Checks all entries. False after at least one diagnostic. */
bool policy_check(const struct directory *directory, struct input *input,
    const struct limits *limits);

/* Whether an entry is a folder by its name or its mode. */
bool policy_is_folder(const struct directory_entry *entry);

#endif
