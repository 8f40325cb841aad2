/* What the targets over the whole pipeline share: one set-up, an input in memory. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_PIPELINE_H
#define PINPORT_TESTS_PIPELINE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "convert.h"
#include "load/edition.h"
#include "read/xml/xml.h"

struct pipeline {
	struct arena arena;
	struct diag *diag;
	const struct catalogue *catalogue;
	const struct xsd *xsd;
	struct limits limits;
};

/* Set up at the first call; small limits, so that a bomb costs little. */
static inline struct pipeline *pipeline_get(void)
{
	static struct pipeline p;

	if (p.diag != NULL)
		return &p;
	xml_prepare();
	p.diag = diag_open();
	p.catalogue = &edition_built_in;
	p.xsd = &xsd_built_in;
	p.limits = limits_default;
	p.limits.total_bytes = p.limits.entry_bytes = 8 << 20;
	p.limits.text_bytes = 1 << 20;
	return &p;
}

/* One of the editions of Partner Center's form. */
static inline const struct edition *pipeline_edition(unsigned choice)
{
	const struct catalogue *catalogue = pipeline_get()->catalogue;
	size_t at = choice % catalogue->edition_count;

	while (catalogue->editions[at].pseudo)
		at = (at + 1) % catalogue->edition_count;
	return &catalogue->editions[at];
}

/* A path under which the bytes can be opened until the descriptor is closed. */
static inline int pipeline_file(const void *data, size_t size, char path[64])
{
	int fd = memfd_create("input", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, 64, "/proc/self/fd/%d", fd);
	return fd;
}

#endif
