/* Names of encodings: see label.h. SPDX-License-Identifier: MIT */
#include "read/xml/label.h"

#include <string.h>

#include "base/utf8.h"

/* Those of the IANA registry that exports may carry, and what Windows writes in their place. */
static const struct { const char *name; enum charset_id id; } labels[] = {
	{"utf-8", UTF8}, {"utf8", UTF8},
	{"utf-16", UTF16}, {"utf16", UTF16}, {"unicode", UTF16}, {"ucs-2", UTF16},
	{"iso-10646-ucs-2", UTF16}, {"utf-16le", UTF16LE}, {"utf-16be", UTF16BE},
	{"us-ascii", ASCII}, {"ascii", ASCII},
	{"iso-8859-1", LATIN1}, {"iso8859-1", LATIN1}, {"iso_8859-1", LATIN1}, {"latin1", LATIN1},
	{"euc-kr", KOREAN}, {"ks_c_5601-1987", KOREAN}, {"ks_c_5601", KOREAN},
	{"ksc5601", KOREAN}, {"ksc_5601", KOREAN}, {"korean", KOREAN},
	{"windows-949", KOREAN}, {"cp949", KOREAN}, {"ms949", KOREAN}, {"uhc", KOREAN},
	{"shift_jis", JAPANESE}, {"shift-jis", JAPANESE}, {"sjis", JAPANESE},
	{"x-sjis", JAPANESE}, {"windows-31j", JAPANESE}, {"windows-932", JAPANESE},
	{"cp932", JAPANESE}, {"ms932", JAPANESE}, {"ms_kanji", JAPANESE},
	{"gb18030", CHINESE}, {"gbk", CHINESE}, {"gb2312", CHINESE}, {"gb_2312-80", CHINESE},
	{"windows-936", CHINESE}, {"cp936", CHINESE}, {"ms936", CHINESE},
	{"windows-1250", WINDOWS_1250}, {"cp1250", WINDOWS_1250},
	{"windows-1251", WINDOWS_1251}, {"cp1251", WINDOWS_1251},
	{"windows-1252", WINDOWS_1252}, {"cp1252", WINDOWS_1252},
	{"windows-1253", WINDOWS_1253}, {"cp1253", WINDOWS_1253},
	{"windows-1254", WINDOWS_1254}, {"cp1254", WINDOWS_1254},
	{"windows-1255", WINDOWS_1255}, {"cp1255", WINDOWS_1255},
	{"windows-1256", WINDOWS_1256}, {"cp1256", WINDOWS_1256},
	{"windows-1257", WINDOWS_1257}, {"cp1257", WINDOWS_1257},
	{"windows-1258", WINDOWS_1258}, {"cp1258", WINDOWS_1258},
	{NULL, UTF8}
};

bool label_find(const char *name, enum charset_id *id)
{
	size_t i = 0;

	while (labels[i].name != NULL && !ascii_same(labels[i].name, name))
		i++;
	*id = labels[i].id;
	return labels[i].name != NULL;
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && ascii_space(*p))
		p++;
	return p;
}

const char *label_declared(const char *text, size_t size, size_t *length)
{
	const char *end, *p = text + 5;

	if (size < 6 || memcmp(text, "<?xml", 5) != 0 || !ascii_space(text[5]) ||
	    (end = memchr(text, '>', size)) == NULL)
		return NULL;
	for (;;) {
		const char *name = skip_space(p, end), *value, *close;
		size_t name_length;

		for (p = name; p < end && !ascii_space(*p) && *p != '='; p++)
			;
		name_length = (size_t)(p - name);
		p = skip_space(p, end);
		if (p == end || *p != '=')
			return NULL;
		value = skip_space(p + 1, end);
		if (value == end || (*value != '"' && *value != '\'') ||
		    (close = memchr(value + 1, *value, (size_t)(end - value - 1))) == NULL)
			return NULL;
		if (name_length == 8 && memcmp(name, "encoding", 8) == 0) {
			*length = (size_t)(close - value - 1);
			return value + 1;
		}
		p = close + 1;
	}
}
