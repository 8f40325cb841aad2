/* One way to write structured data; one file and one row of formats[] per format.
 *
 *   write_map(w); write_key(w, "name"); write_string(w, s, n); write_end(w);
 *
 * Writers append to a struct buf and cannot fail. Strings are strict UTF-8
 * (that is the caller's duty); keys are ours: short ASCII words, each once in
 * its map. Only JSON takes any key, for diff, which tells of what somebody has
 * written. The root is a map. Nothing may be added to the buffer by others
 * between opening and closing a writer. */
#ifndef PINPORT_EMIT_WRITER_H
#define PINPORT_EMIT_WRITER_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

struct writer;

enum write_style {
	WRITE_FILE,     /* one document in a file of its own: YAML without markers, JSON indented by two */
	WRITE_STREAM    /* one of many: YAML starts with "---", JSON takes one line */
};

struct writer_ops {
	void (*map)(struct writer *w, bool flow);     /* flow: on one line */
	void (*list)(struct writer *w, bool flow);
	void (*end)(struct writer *w);                /* of the innermost map or list */
	void (*key)(struct writer *w, const char *key, size_t length);
	void (*string)(struct writer *w, const char *data, size_t length);
	void (*integer)(struct writer *w, uint64_t number);
	void (*boolean)(struct writer *w, bool truth);
	void (*close)(struct writer *w);              /* ends the document and frees the writer */
};

enum { WRITER_DEPTH = 80 };   /* maps and lists within each other: more than a document has that is read */

struct writer {
	const struct writer_ops *ops;
	size_t depth;                    /* how many are open */
	bool lists[WRITER_DEPTH + 1];    /* which of them are lists; the innermost is [depth] */
};

struct format {
	const char *name;      /* of -f, and the suffix of files: "yaml", "json"; NULL ends the table */
	struct writer *(*open)(struct buf *to, enum write_style style);
	const char *help;
};

struct writer *yaml_writer_open(struct buf *to, enum write_style style);
struct writer *json_writer_open(struct buf *to, enum write_style style);

extern const struct format formats[];
const struct format *format_find(const char *name);   /* NULL when there is none */

/* ---- for the writers ---- */

static inline void writer_enter(struct writer *w, bool list)
{
	assert(w->depth < WRITER_DEPTH);
	w->lists[++w->depth] = list;
}

static inline void writer_leave(struct writer *w)
{
	assert(w->depth > 0);
	w->depth--;
}

static inline bool writer_in_list(const struct writer *w)
{
	return w->lists[w->depth];
}

/* ---- for those who write ---- */

static inline void write_map(struct writer *w) { w->ops->map(w, false); }
static inline void write_flow_map(struct writer *w) { w->ops->map(w, true); }
static inline void write_list(struct writer *w) { w->ops->list(w, false); }
static inline void write_flow_list(struct writer *w) { w->ops->list(w, true); }
static inline void write_end(struct writer *w) { w->ops->end(w); }
static inline void write_key(struct writer *w, const char *key) { w->ops->key(w, key, strlen(key)); }
static inline void write_string(struct writer *w, const char *data, size_t length) { w->ops->string(w, data, length); }
static inline void write_integer(struct writer *w, uint64_t number) { w->ops->integer(w, number); }
static inline void write_boolean(struct writer *w, bool truth) { w->ops->boolean(w, truth); }
static inline void write_close(struct writer *w) { w->ops->close(w); }

/* key + string; text NULL writes nothing at all. */
static inline void write_pair(struct writer *w, const char *key, const char *text)
{
	if (text == NULL)
		return;
	write_key(w, key);
	write_string(w, text, strlen(text));
}

#endif
