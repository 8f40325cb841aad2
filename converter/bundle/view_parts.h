/* What view.c (which bundles and files there are) and view_read.c (their bytes)
 * share; not for others. */
#ifndef PINPORT_BUNDLE_VIEW_PARTS_H
#define PINPORT_BUNDLE_VIEW_PARTS_H

#include "bundle/view.h"

struct views {
	struct container_options options;
	struct diag *diag;
	char *path;                  /* without final slashes */
	uint32_t source;
	int folder;                  /* -1: an archive */
	struct container *container;
	const char **names;          /* of the folders that hold the bundles; "" for the top */
	size_t count, room;
	struct arena arena;
};

struct view {
	struct views *views;
	const char *name;
	int folder;
	uint32_t source;
	struct view_file *files;
	size_t count, room;
	bool crowded;                /* more files than the limit */
	struct arena arena;
};

bool view_report(struct views *views, uint32_t source, enum diag_code code, const char *const *values);

#endif
