/* schemas/editions.yaml and schemas/vocabularies/ -> model/edition.h. The build
 * reads them and makes them a part of the program (converter/bake). */
#ifndef PINPORT_LOAD_EDITION_H
#define PINPORT_LOAD_EDITION_H

#include "base/diag.h"
#include "base/mem.h"
#include "model/edition.h"

/* What edition_load() makes of the files of schemas/. */
extern const struct catalogue edition_built_in;

/* The file of a vocabulary: "vocabularies/products.yaml"; at VOCABULARIES, of the editions: "editions.yaml". */
extern const char *const edition_files[VOCABULARIES + 1];

struct edition_text {
	const char *data;
	size_t size;
};

/* The catalogue of the files in `texts`, in the order of edition_files. It lives
 * in the arena. NULL after a diagnostic. */
const struct catalogue *edition_load(const struct edition_text texts[VOCABULARIES + 1], struct arena *arena,
    struct diag *diag);

#endif
