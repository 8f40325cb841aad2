/* YAML, and JSON (told apart by content), as a tree with places, read strictly:
 * no anchors, aliases, tags or duplicate keys, capped in size and depth because
 * libyaml's parser is quadratic on nesting. For pinport's own data, plans, and
 * bundles that a person has edited. */
#ifndef PINPORT_LOAD_YAML_H
#define PINPORT_LOAD_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"

enum { YAML_DEPTH = 64 };   /* maps and lists within each other; what is deeper is refused */

enum yaml_kind { YAML_SCALAR, YAML_MAP, YAML_LIST };

struct yaml {
	enum yaml_kind kind;
	const char *key;          /* of a member of a map, else NULL */
	struct place key_place;
	struct place place;
	const char *text;         /* of a scalar, NUL-terminated */
	size_t length;
	bool quoted;              /* written in quotes or as a block: surely a string */
	struct yaml *first;       /* children of a map or list, in order */
	struct yaml *next;
};

/* NULL after a diagnostic. The tree lives in the arena. One document, at most 1 MiB. */
struct yaml *yaml_read(const char *data, size_t size, uint32_t source,
    struct arena *arena, struct diag *diag);

struct yaml_options {
	uint32_t source;
	size_t most;              /* bytes; what pinport wrote itself may be long */
	size_t values;            /* of a document, which take about 120 bytes each; 0: 2 million */
	struct arena *arena;
	bool keep;              /* of a stream: the documents outlive the calls, the arena is never reset */
	struct diag *diag;
	/* For a stream: called with each document, which lives for the call: the arena
	 * is emptied behind it. False ends the reading. */
	bool (*document)(void *to, const struct yaml *root);
	void *to;
};

/* The same with a size of the caller's. */
struct yaml *yaml_read_one(const char *data, size_t size, const struct yaml_options *options);

/* True for one value more. False after a diagnostic: too many. For json.c. */
bool yaml_count(size_t *count, const struct place *place, const struct yaml_options *options);

/* Any number of documents, but at least one, as `convert` writes them to stdout: between
 * "---", or as JSON Lines. False after a diagnostic or when the caller has had enough. */
bool yaml_read_stream(const char *data, size_t size, const struct yaml_options *options);

struct yaml *yaml_member(const struct yaml *map, const char *key);   /* NULL: not there, or no map */

/* The text of a scalar member; NULL when it is absent or null (~, null, empty plain). */
const char *yaml_string(const struct yaml *map, const char *key);

#endif
