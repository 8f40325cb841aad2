/* The names of encodings, and the one that an XML declaration gives. */
#ifndef PINPORT_READ_LABEL_H
#define PINPORT_READ_LABEL_H

#include <stdbool.h>
#include <stddef.h>

enum charset_id {
	UTF8, UTF16, UTF16LE, UTF16BE, ASCII, LATIN1, KOREAN, JAPANESE, CHINESE,
	WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
	WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258
};

/* What the name means; ASCII case does not count. False: it is none that is supported. */
bool label_find(const char *name, enum charset_id *id);

/* The value of `encoding` in the XML declaration that the text starts with (in
 * the text itself, *length bytes), or NULL. */
const char *label_declared(const char *text, size_t size, size_t *length);

#endif
