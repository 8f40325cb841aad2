/* A growable run of bytes, always followed by a NUL that is not counted.
 * Ownership: the caller has the struct; all-zero is valid and empty;
 * buf_free() leaves it so. Pointers into it die with the next buf_ call. */
#ifndef PINPORT_BASE_BUF_H
#define PINPORT_BASE_BUF_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf {
	char *data;      /* NULL while nothing was ever added: use buf_text() */
	size_t length;   /* bytes, without the final NUL */
	size_t room;
};

char *buf_grow(struct buf *buf, size_t extra);   /* of buf_reserve(), when they do not fit */

/* What is called for every few bytes stands here, so that it costs little more than the copying. */

/* Makes sure that `extra` more bytes fit, and returns where they start. The
 * caller then writes at most `extra` bytes and tells buf_wrote() of them. */
static inline char *buf_reserve(struct buf *buf, size_t extra)
{
	return extra < buf->room - buf->length ? buf->data + buf->length : buf_grow(buf, extra);
}

static inline void buf_wrote(struct buf *buf, size_t size)
{
	buf->length += size;
	buf->data[buf->length] = '\0';
}

static inline void buf_add(struct buf *buf, const void *data, size_t size)
{
	char *end = buf_reserve(buf, size);

	if (size > 0)
		memcpy(end, data, size);
	end[size] = '\0';
	buf->length += size;
}

static inline void buf_adds(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

static inline void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

/* The bytes as a C string; "" when empty. */
static inline const char *buf_text(const struct buf *buf)
{
	return buf->length > 0 ? buf->data : "";
}

static inline void buf_cut(struct buf *buf, size_t length)   /* keeps the first `length` bytes */
{
	assert(length <= buf->length);
	buf->length = length;
	if (buf->data != NULL)
		buf->data[length] = '\0';
}

static inline void buf_clear(struct buf *buf)   /* empty, memory kept */
{
	buf_cut(buf, 0);
}

void buf_number(struct buf *buf, uint64_t number);   /* decimal */
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

void buf_free(struct buf *buf);

#endif
