/* JSON as the same tree as YAML: see yaml.h. libyaml reads most of JSON, but
 * neither characters written as two escapes nor with words that fit JSON. */
#ifndef PINPORT_LOAD_JSON_H
#define PINPORT_LOAD_JSON_H

#include "load/yaml.h"

/* True when a text can only be meant as JSON: an object that is empty or starts with a string. */
bool json_sniff(const char *data, size_t size);

/* One object or array and nothing behind it. `start` is the place of the first
 * byte. NULL after a diagnostic. */
struct yaml *json_read(const char *data, size_t size, const struct place *start,
    const struct yaml_options *options);

#endif
