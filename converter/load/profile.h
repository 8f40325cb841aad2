/* A marketing profile that a person may have edited -> model/profile.h, by the
 * field table, strictly: unknown keys, wrong types, missing and ill-formed
 * values are each an error with their place (R14x). */
#ifndef PINPORT_LOAD_PROFILE_H
#define PINPORT_LOAD_PROFILE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"
#include "load/yaml.h"
#include "model/profile.h"

/* Fills *profile (zeroed by the caller) as far as it can be read; all lives in
 * the arena. Each text gets a struct value with its place, and its path in the
 * profile ("/locations/0/address/city") is what diagnostics name. False if
 * anything was reported. */
bool profile_load(const struct yaml *root, struct profile *profile, struct arena *arena,
    struct diag *diag);

#endif
