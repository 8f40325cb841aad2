/* A plan that a person may have edited -> model/plan.h, strictly: unknown and
 * missing fields, wrong values, and names that stand twice are each an error
 * with their place (R180 to R183). What it names is not looked up here. */
#ifndef PINPORT_LOAD_PLAN_H
#define PINPORT_LOAD_PLAN_H

#include "base/diag.h"
#include "base/mem.h"
#include "load/yaml.h"
#include "model/plan.h"

/* NULL after a diagnostic. All of it lives in the arena and borrows from the tree. */
struct plan *plan_load(const struct yaml *root, struct arena *arena, struct diag *diag);

#endif
