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
 * the arena. Each text gets a struct value without a node: its place, and as its
 * name the path in the profile ("/locations/0/address/city"), which diagnostics
 * show. Texts are borrowed from the tree; format, edition and country are "" when
 * they could not be read. False if anything was reported. */
bool profile_load(const struct yaml *root, struct profile *profile, struct arena *arena,
    struct diag *diag);

/* What the pattern of a field asks for, in words; the pattern itself if nobody has put it into words. */
const char *profile_form(const struct field *field);

#endif
