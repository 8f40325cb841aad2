/* What container.c and container_find.c share; nobody else includes it. */
#ifndef PINPORT_READ_CONTAINER_PARTS_H
#define PINPORT_READ_CONTAINER_PARTS_H

#include "base/hash.h"
#include "base/input.h"
#include "base/map.h"
#include "base/mem.h"
#include "read/container.h"
#include "read/zip/decode.h"
#include "read/zip/directory.h"
#include "read/zip/inventory.h"

/* An entry, and what only the container knows of it. */
struct item {
	struct entry entry;      /* first: a pointer to it is one to the item */
	uint32_t source;         /* 0: not registered yet */
	bool beside;             /* a file beneath the folder of a plain document */
};

struct container {
	struct diag *diag;
	struct limits limits;
	struct input input;
	char *path;              /* as the user gave it */
	uint32_t source;
	bool archive;
	bool ahead;              /* a thread may inflate; false while one does */
	bool consumed;           /* a stream that was read */
	struct item *items;
	size_t count;
	struct directory directory;
	struct inventory inventory;
	int folder;              /* of a plain document; -1: there is none */
	struct map beside;       /* of struct item, by name */
	struct arena arena;      /* of what lives as long as the container */
	struct arena scratch;    /* of one call */
	char sha256[HASH_TEXT];  /* "" while not known */
};

#endif
