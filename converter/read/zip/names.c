/* Entry names: see names.h. SPDX-License-Identifier: MIT */
#include "read/zip/names.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

static enum name_fault check_characters(const char *name, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)name[i];

		if (c < 0x20 || c == 0x7F)
			return NAME_CONTROL;
		if (c == 0xC2 && i + 1 < size && (unsigned char)name[i + 1] < 0xA0)
			return NAME_CONTROL;
		if (c == '\\')
			return NAME_BACKSLASH;
	}
	return NAME_FINE;
}

static bool climbs(const char *name, size_t size)
{
	for (size_t i = 0; i + 2 <= size; i++)
		if (name[i] == '.' && name[i + 1] == '.' &&
		    (i == 0 || name[i - 1] == '/') && (i + 2 == size || name[i + 2] == '/'))
			return true;
	return false;
}

enum name_fault name_check(const char *name, size_t size)
{
	enum name_fault fault;

	if (size == 0)
		return NAME_EMPTY;
	fault = check_characters(name, size);
	if (fault != NAME_FINE)
		return fault;
	if (name[0] == '/')
		return NAME_ABSOLUTE;
	if (size >= 2 && ascii_letter(name[0]) && name[1] == ':')
		return NAME_DRIVE;
	return climbs(name, size) ? NAME_CLIMBS : NAME_FINE;
}

/* Whether name_key() would change nothing. */
static bool is_key(const char *name, bool fold)
{
	char before = '/';

	for (const char *p = name; *p != '\0'; before = *p++) {
		if ((unsigned char)*p >= 0x80 || (fold && *p >= 'A' && *p <= 'Z'))
			return false;
		if (before == '/' && (*p == '/' || (*p == '.' && (p[1] == '/' || p[1] == '\0'))))
			return false;
	}
	return before != '/';
}

/* Without empty and "." parts, in place. */
static void tidy(char *name)
{
	char *to = name;
	const char *from = name;

	while (*from != '\0') {
		size_t size = strcspn(from, "/");

		if (size > 0 && !(size == 1 && *from == '.')) {
			if (to > name)
				*to++ = '/';
			memmove(to, from, size);
			to += size;
		}
		from += size;
		from += *from == '/';
	}
	*to = '\0';
}

static char *normalise(struct arena *arena, const char *name, bool fold)
{
	utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE |
	    UTF8PROC_COMPOSE | (fold ? UTF8PROC_CASEFOLD : 0));
	utf8proc_uint8_t *result = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)name, 0, &result, options);
	char *copy;

	if (size < 0)
		mem_exhausted();   /* valid UTF-8 leaves no other cause */
	copy = arena_copy(arena, (const char *)result, (size_t)size);
	free(result);
	return copy;
}

const char *name_key(struct arena *arena, const char *name, bool fold)
{
	char *key;

	if (is_key(name, fold))
		return name;
	key = normalise(arena, name, fold);
	tidy(key);
	return key;
}

const char *name_tidy(struct arena *arena, const char *name)
{
	char *copy = arena_string(arena, name);

	tidy(copy);
	return copy;
}

static const char *last_part(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash != NULL ? slash + 1 : name;
}

bool name_ignored(const char *name)
{
	static const char mac[] = "__MACOSX/";
	const char *file = last_part(name);

	return strncmp(name, mac, sizeof mac - 1) == 0 || strstr(name, "/__MACOSX/") != NULL ||
	       strcmp(file, ".DS_Store") == 0 || ascii_same(file, "Thumbs.db");
}

static bool hex(const char *p, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!ascii_digit(p[i]) && !(ascii_lower(p[i]) >= 'a' && ascii_lower(p[i]) <= 'f'))
			return false;
	return true;
}

/* How many bytes of `plain` stand for a letter that could not be written; 0: none. */
static size_t replacement(const char *plain, size_t size)
{
	if (size >= 6 && plain[0] == '#' && plain[1] == 'U' && hex(plain + 2, 4))
		return 6;
	if (size >= 8 && plain[0] == '#' && plain[1] == 'L' && hex(plain + 2, 6))
		return 8;
	return size >= 1 && (*plain == '?' || *plain == '_') ? 1 : 0;
}

bool name_spells(const char *plain, size_t plain_size, const char *name, size_t size)
{
	size_t at = 0;

	for (size_t i = 0, used; i < size; i += used) {
		size_t taken = 1;

		if (utf8_next(name + i, size - i, &used) >= 0x80)
			taken = replacement(plain + at, plain_size - at);
		else if (at >= plain_size || plain[at] != name[i])
			return false;
		if (taken == 0)
			return false;
		at += taken;
	}
	return at == plain_size;
}
