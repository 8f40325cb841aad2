/* schemas/editions.yaml and schemas/vocabularies/ -> model/edition.h. */
#ifndef PINPORT_LOAD_EDITION_H
#define PINPORT_LOAD_EDITION_H

#include "base/diag.h"
#include "base/mem.h"
#include "model/edition.h"

/* The embedded catalogue. It lives in the arena. NULL after a diagnostic
 * (which only a broken build can cause; a unit test loads it). */
const struct catalogue *edition_load(struct arena *arena, struct diag *diag);

#endif
