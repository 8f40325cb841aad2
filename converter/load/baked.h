/* Embedded YAML as a tree, without a parser: the build has run it (bake/bake_files.c).
 *
 * The form: '{' and '[' begin a map and a list, '}' ends either; 'p' or 'q' and
 * a text up to its NUL is a scalar, plain or not. A map has keys as scalars
 * before its values. A NUL ends it all. */
#ifndef PINPORT_LOAD_BAKED_H
#define PINPORT_LOAD_BAKED_H

#include "base/embedded.h"
#include "load/yaml.h"

/* What yaml_read() makes of the same file, but for places, which name no more
 * than the source. Nodes live in the arena, texts are the program's. NULL: it
 * is none of schemas/messages/. */
struct yaml *baked_read(const struct embedded *file, uint32_t source, struct arena *arena);

#endif
