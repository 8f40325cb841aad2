/* The comment at the end of a FILE.zip: the hash of all bytes before it. It
 * tells later whether anybody has changed the archive. SPDX-License-Identifier: MIT */
#ifndef PINPORT_BUNDLE_ZIP_MARK_H
#define PINPORT_BUNDLE_ZIP_MARK_H

#include <stdbool.h>

enum zip_mark { ZIP_MARK_GOOD, ZIP_MARK_BAD, ZIP_MARK_NONE, ZIP_MARK_UNREAD };

/* Adds the comment to an archive that has none; false with errno. */
bool zip_mark_add(int fd);

enum zip_mark zip_mark_check(int fd);

#endif
