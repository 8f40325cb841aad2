/* From bytes to UTF-8: see encoding.h. SPDX-License-Identifier: MIT */
#include "read/xml/encoding.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/multibyte.h"
#include "base/utf8.h"
#include "read/xml/charset.h"
#include "read/xml/label.h"
#include "read/xml/suspect.h"

enum {
	HEAD_LEAST = 8,     /* two marks of three bytes, or a mark and a pattern */
	HEAD_MOST = 2048,   /* an XML declaration that is longer is none */
	UTF8_SLICE = 1024,
	CARRY_MOST = 8,     /* no character of any encoding has more than four bytes */
	NAME_SHOWN = 64
};

#define SUPPORTED "UTF-8, UTF-16, US-ASCII, ISO-8859-1, windows-1250 to windows-1258, " \
	"EUC-KR (ks_c_5601-1987, windows-949), Shift_JIS (windows-31j), GB18030 (GBK, GB2312)"

/* Appends the text of as many whole characters as there are, and returns how
 * many bytes they took. A bad character ends it, with trouble set. */
typedef size_t decode_function(struct encoding *encoding, const char *data, size_t size,
    struct buf *out);

static decode_function decode_utf8, decode_utf16le, decode_utf16be, decode_single, decode_multibyte;

struct charset {
	const char *name;        /* as shown */
	decode_function *decode;
	const struct multibyte *set;
	const uint16_t *upper;   /* of single bytes from 0x80 on; NULL: none is allowed */
};

static const struct charset charsets[] = {
	[UTF8] = {"UTF-8", decode_utf8, NULL, NULL},
	[UTF16] = {"UTF-16", NULL, NULL, NULL},
	[UTF16LE] = {"UTF-16LE", decode_utf16le, NULL, NULL},
	[UTF16BE] = {"UTF-16BE", decode_utf16be, NULL, NULL},
	[ASCII] = {"US-ASCII", decode_single, NULL, NULL},
	[LATIN1] = {"ISO-8859-1", decode_single, NULL, charset_windows[2]},
	/* Supersets on purpose: what is labelled EUC-KR, Shift_JIS or GB2312 on
	 * Windows is code page 949, 932 or 936. */
	[KOREAN] = {"EUC-KR (windows-949)", decode_multibyte, &multibyte_cp949, NULL},
	[JAPANESE] = {"Shift_JIS (windows-31j)", decode_multibyte, &multibyte_cp932, NULL},
	[CHINESE] = {"GB18030", decode_multibyte, &multibyte_gb18030, NULL},
	[WINDOWS_1250] = {"windows-1250", decode_single, NULL, charset_windows[0]},
	[WINDOWS_1251] = {"windows-1251", decode_single, NULL, charset_windows[1]},
	[WINDOWS_1252] = {"windows-1252", decode_single, NULL, charset_windows[2]},
	[WINDOWS_1253] = {"windows-1253", decode_single, NULL, charset_windows[3]},
	[WINDOWS_1254] = {"windows-1254", decode_single, NULL, charset_windows[4]},
	[WINDOWS_1255] = {"windows-1255", decode_single, NULL, charset_windows[5]},
	[WINDOWS_1256] = {"windows-1256", decode_single, NULL, charset_windows[6]},
	[WINDOWS_1257] = {"windows-1257", decode_single, NULL, charset_windows[7]},
	[WINDOWS_1258] = {"windows-1258", decode_single, NULL, charset_windows[8]},
};

struct encoding {
	const struct charset *charset;   /* NULL while not known */
	struct buf head;                 /* the first bytes, while the charset is not known */
	char carry[CARRY_MOST];          /* the start of a character that was cut */
	size_t carry_size;
	char declared[NAME_SHOWN + 1];   /* the name in the declaration, or "" */
	struct cursor declared_at;
	char bytes[32];                  /* bad bytes in words */
	bool failed;
	struct suspect suspect;          /* of a charset that is declared and nothing else shows */
	struct encoding_report trouble, warning;
	bool warn, warned;
};

/* What the first bytes can be, the longest first. Unsupported ones have no charset. */
static const struct pattern {
	const char *bytes;
	unsigned size, mark;    /* `mark` bytes are dropped */
	int charset;            /* -1: not supported */
	const char *name;
} patterns[] = {
	{"\0\0\xFE\xFF", 4, 4, -1, "UTF-32"},
	{"\xFF\xFE\0\0", 4, 4, -1, "UTF-32"},
	{"\0\0\0<", 4, 0, -1, "UTF-32"},
	{"<\0\0\0", 4, 0, -1, "UTF-32"},
	{"\x4C\x6F\xA7\x94", 4, 0, -1, "EBCDIC"},
	{"\xEF\xBB\xBF", 3, 3, UTF8, NULL},
	{"\xFF\xFE", 2, 2, UTF16LE, NULL},
	{"\xFE\xFF", 2, 2, UTF16BE, NULL},
	{"<\0", 2, 0, UTF16LE, NULL},
	{"\0<", 2, 0, UTF16BE, NULL},
	{" \0", 2, 0, UTF16LE, NULL},
	{"\0 ", 2, 0, UTF16BE, NULL},
	{"\r\0", 2, 0, UTF16LE, NULL},
	{"\0\r", 2, 0, UTF16BE, NULL},
	{"\n\0", 2, 0, UTF16LE, NULL},
	{"\0\n", 2, 0, UTF16BE, NULL},
	{NULL, 0, 0, -1, NULL}
};

/* Trouble. */

static bool fail(struct encoding *encoding, enum diag_code code, const char *a, const char *b)
{
	encoding->failed = true;
	encoding->trouble = (struct encoding_report){.code = code, .values = {a, b, NULL}};
	return false;
}

static bool bad_bytes(struct encoding *encoding, const char *data, size_t size)
{
	int length = 0;

	for (size_t i = 0; i < size && i < 4; i++)
		length += snprintf(encoding->bytes + length, sizeof encoding->bytes - (size_t)length,
		    "%s0x%02X", i > 0 ? " " : "", (unsigned char)data[i]);
	return fail(encoding, DIAG_X102, encoding->bytes, encoding->charset->name);
}

static void warn_once(struct encoding *encoding, enum diag_code code, const char *declared,
    const char *real)
{
	if (encoding->warned)
		return;
	encoding->warning = (struct encoding_report){
		.code = code, .values = {declared, real, NULL}, .at = encoding->declared_at};
	encoding->warn = encoding->warned = true;
}

/* The decoders. */

/* Whether the bytes can be the start of a character that goes on behind them. */
static bool utf8_open(const char *data, size_t size)
{
	unsigned char lead = (unsigned char)data[0];
	size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

	if (lead < 0xC2 || lead > 0xF4 || size >= length)
		return false;
	for (size_t i = 1; i < size; i++)
		if (((unsigned char)data[i] & 0xC0) != 0x80)
			return false;
	return true;
}

static void added(struct buf *out, size_t size)
{
	out->length += size;
	out->data[out->length] = '\0';
}

static size_t decode_utf8(struct encoding *encoding, const char *data, size_t size,
    struct buf *out)
{
	char *to = buf_reserve(out, size);
	size_t done = 0, good;

	/* Copied in slices, while they are still near the processor. A slice may cut a
	 * character: that starts the next one. */
	do {
		good = utf8_good(data + done, size - done < UTF8_SLICE ? size - done : UTF8_SLICE);
		memcpy(to + done, data + done, good);
		done += good;
	} while (good > 0);
	if (done < size && !utf8_open(data + done, size - done))
		bad_bytes(encoding, data + done, 1);
	added(out, done);
	return done;
}

static inline uint32_t unit(const char *data, bool big)
{
	uint32_t a = (unsigned char)data[0], b = (unsigned char)data[1];

	return big ? a << 8 | b : b << 8 | a;
}

static size_t decode_utf16(struct encoding *encoding, const char *data, size_t size,
    struct buf *out, bool big)
{
	char *start = buf_reserve(out, mem_product(size / 2 + 1, 3)), *to = start;
	size_t i = 0;

	while (size - i >= 2) {
		uint32_t code = unit(data + i, big), low;

		if (code >= 0xD800 && code <= 0xDFFF) {
			if (code < 0xDC00 && size - i < 4)
				break;
			low = code < 0xDC00 ? unit(data + i + 2, big) : 0;
			if (low < 0xDC00 || low > 0xDFFF) {
				bad_bytes(encoding, data + i, 2);
				break;
			}
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
			i += 2;
		}
		to += utf8_put(to, code);
		i += 2;
	}
	added(out, (size_t)(to - start));
	return i;
}

static size_t decode_utf16le(struct encoding *encoding, const char *data, size_t size,
    struct buf *out)
{
	return decode_utf16(encoding, data, size, out, false);
}

static size_t decode_utf16be(struct encoding *encoding, const char *data, size_t size,
    struct buf *out)
{
	return decode_utf16(encoding, data, size, out, true);
}

static size_t decode_single(struct encoding *encoding, const char *data, size_t size,
    struct buf *out)
{
	const uint16_t *upper = encoding->charset->upper;
	char *start = buf_reserve(out, mem_product(size, 3)), *to = start;
	size_t i;

	for (i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)data[i];
		uint32_t code = byte < 0x80 ? byte : upper != NULL ? upper[byte - 0x80] : 0;

		if (code == 0 && byte != 0) {
			bad_bytes(encoding, data + i, 1);
			break;
		}
		/* Nothing is said of what stands behind a NUL, which ends the text. */
		if (byte >= 0x80 && byte < 0xA0 && encoding->charset == &charsets[LATIN1] &&
		    !encoding->warned && memchr(data, '\0', i) == NULL)
			warn_once(encoding, DIAG_X104, charsets[LATIN1].name, charsets[WINDOWS_1252].name);
		to += utf8_put(to, code);
	}
	added(out, (size_t)(to - start));
	return i;
}

/* How much of a bad character to show: a byte that starts none is shown alone,
 * so that the words do not depend on what of the input is there already. */
static size_t bad_size(const struct multibyte *set, const char *data, size_t size)
{
	return size > 1 && set->single[(unsigned char)*data] != MULTIBYTE_LEAD ? 1 : size;
}

static size_t decode_multibyte(struct encoding *encoding, const char *data, size_t size,
    struct buf *out)
{
	const struct multibyte *set = encoding->charset->set;
	char *start = buf_reserve(out, mem_product(size, 3)), *to = start;
	size_t i = 0, length;
	uint32_t code;

	while (i < size) {
		enum multibyte_result result = multibyte_next(set, data + i, size - i, &code, &length);

		if (result == MULTIBYTE_BAD)
			bad_bytes(encoding, data + i, bad_size(set, data + i, size - i < 2 ? size - i : 2));
		if (result != MULTIBYTE_GOOD)
			break;
		to += utf8_put(to, code);
		i += length;
	}
	added(out, (size_t)(to - start));
	return i;
}

/* The declaration. */

/* The first bytes as ASCII, other characters as '?'. */
static size_t project(const struct charset *charset, const char *data, size_t size, char *text)
{
	size_t length = 0;

	if (charset == &charsets[UTF16LE] || charset == &charsets[UTF16BE]) {
		for (size_t i = 0; i + 1 < size; i += 2) {
			uint32_t code = unit(data + i, charset == &charsets[UTF16BE]);

			text[length++] = code < 0x80 ? (char)code : '?';
		}
		return length;
	}
	memcpy(text, data, size);
	return size;
}

static const struct charset *find_charset(const char *name)
{
	enum charset_id id;

	return label_find(name, &id) ? &charsets[id] : NULL;
}

static void read_declared(struct encoding *encoding, const struct charset *seen,
    const char *data, size_t size)
{
	char text[HEAD_MOST];
	size_t length, cut;
	const char *name;

	size = project(seen, data, size < sizeof text ? size : sizeof text, text);
	name = label_declared(text, size, &length);
	if (name == NULL)
		return;
	cut = length < NAME_SHOWN ? length : NAME_SHOWN;
	memcpy(encoding->declared, name, cut);
	encoding->declared[cut] = '\0';
	encoding->declared_at = CURSOR_START;
	cursor_move(&encoding->declared_at, text, (size_t)(name - text));
}

/* Bytes that show UTF-16 or carry a mark win over the declaration. */
static const struct charset *settle(struct encoding *encoding, const struct charset *seen,
    bool marked)
{
	const struct charset *declared = find_charset(encoding->declared);
	bool wide = seen == &charsets[UTF16LE] || seen == &charsets[UTF16BE];

	if (encoding->declared[0] == '\0' || declared == seen ||
	    (wide && declared == &charsets[UTF16]))
		return seen;
	if (wide || marked || declared == &charsets[UTF16] ||
	    declared == &charsets[UTF16LE] || declared == &charsets[UTF16BE]) {
		warn_once(encoding, DIAG_X104, encoding->declared, seen->name);
		return seen;
	}
	return declared;
}

static const struct pattern *match_pattern(const char *data, size_t size)
{
	const struct pattern *p = patterns;

	while (p->bytes != NULL && (size < p->size || memcmp(data, p->bytes, p->size) != 0))
		p++;
	return p;
}

/* Settles the charset from the first bytes; *mark bytes are to be dropped. */
static bool detect(struct encoding *encoding, const char *data, size_t size, size_t *mark)
{
	const struct pattern *p = match_pattern(data, size);
	const struct charset *seen = &charsets[p->bytes != NULL && p->charset >= 0 ? p->charset : UTF8];

	*mark = p->mark;
	if (p->bytes != NULL && p->charset < 0) {
		fail(encoding, DIAG_X101, p->name, SUPPORTED);
		encoding->trouble.at = CURSOR_START;
		return false;
	}
	encoding->charset = seen;
	if (p->mark > 0 && size >= 2 * (size_t)p->mark && memcmp(data + p->mark, data, p->mark) == 0)
		return fail(encoding, DIAG_X106, NULL, NULL);
	read_declared(encoding, seen, data + p->mark, size - p->mark);
	encoding->charset = settle(encoding, seen, p->mark > 0);
	if (encoding->charset == NULL) {
		fail(encoding, DIAG_X101, encoding->declared, SUPPORTED);
		encoding->trouble.at = encoding->declared_at;
		return false;
	}
	return true;
}

/* Looks for it as the declaration is read: half of a character is none, however the bytes come. */
static bool has_end(const struct buf *head)
{
	const char *data = buf_text(head);
	const struct pattern *p = match_pattern(data, head->length);
	char text[HEAD_MOST];

	if (p->bytes != NULL && p->charset < 0)
		return true;
	return memchr(text, '>', project(&charsets[p->bytes != NULL ? p->charset : UTF8],
	    data + p->mark, head->length - p->mark, text)) != NULL;
}

/* Whether the head is enough to see the whole declaration, or that there is none. */
static bool head_complete(const struct buf *head)
{
	static const char start[] = "<?xml";
	const char *text = buf_text(head);
	size_t found = 0, at = 0;

	if (head->length < HEAD_LEAST)
		return false;
	if (head->length >= HEAD_MOST)
		return true;
	/* NULs of UTF-16 and the mark are passed over. */
	while (at < head->length && found < sizeof start - 1 &&
	       (text[at] == start[found] || text[at] == '\0' || 
	        (found == 0 && at < 3 && (unsigned char)text[at] >= 0x80)))
		found += text[at++] == start[found];
	if (at < head->length && found < sizeof start - 1)
		return true;
	return has_end(head);
}

/* The interface. */

struct encoding *encoding_open(void)
{
	return mem_alloc(sizeof(struct encoding));
}

void encoding_close(struct encoding *encoding)
{
	if (encoding == NULL)
		return;
	buf_free(&encoding->head);
	mem_free(encoding);
}

/* A NUL ends the good text, whichever encoding it came from. */
static bool check_nul(struct encoding *encoding, struct buf *out, size_t from)
{
	const char *added = buf_text(out) + from;
	const char *nul = memchr(added, '\0', out->length - from);

	if (nul == NULL)
		return !encoding->failed;
	buf_cut(out, from + (size_t)(nul - added));
	return fail(encoding, DIAG_X105, NULL, NULL);
}

/* One piece; what is bad is told as what it probably is. */
static size_t decode(struct encoding *encoding, const char *data, size_t size, struct buf *out)
{
	size_t used = encoding->charset->decode(encoding, data, size, out);
	const bool bad = encoding->failed && encoding->trouble.code == DIAG_X102;

	if (encoding->charset == &charsets[UTF8] && bad)
		encoding->trouble.code = DIAG_X108;
	if (encoding->charset < &charsets[ASCII])
		return used;
	suspect_feed(&encoding->suspect, data, used + bad);
	if (bad && suspect_is_utf8(&encoding->suspect)) {
		fail(encoding, DIAG_X107, encoding->declared, NULL);
		encoding->trouble.at = encoding->declared_at;
	}
	return used;
}

static void decode_all(struct encoding *encoding, const char *data, size_t size, struct buf *out)
{
	size_t used;

	while (encoding->carry_size > 0 && size > 0 && !encoding->failed) {
		encoding->carry[encoding->carry_size++] = *data++;
		size--;
		used = decode(encoding, encoding->carry, encoding->carry_size, out);
		encoding->carry_size -= used;
		memmove(encoding->carry, encoding->carry + used, encoding->carry_size);
		if (encoding->carry_size == CARRY_MOST)
			bad_bytes(encoding, encoding->carry, 2);
	}
	if (encoding->failed || size == 0)
		return;
	used = decode(encoding, data, size, out);
	if (encoding->failed)
		return;
	if (size - used >= CARRY_MOST) {
		bad_bytes(encoding, data + used, 2);
		return;
	}
	encoding->carry_size = size - used;
	memcpy(encoding->carry, data + used, size - used);
}

static bool decode_checked(struct encoding *encoding, const char *data, size_t size,
    struct buf *out)
{
	size_t before = out->length;

	decode_all(encoding, data, size, out);
	return check_nul(encoding, out, before);
}

static bool begin(struct encoding *encoding, struct buf *out)
{
	size_t mark;
	bool ok = detect(encoding, buf_text(&encoding->head), encoding->head.length, &mark);

	ok = ok && decode_checked(encoding, buf_text(&encoding->head) + mark,
	    encoding->head.length - mark, out);
	buf_free(&encoding->head);
	return ok;
}

bool encoding_feed(struct encoding *encoding, const char *data, size_t size, struct buf *out)
{
	if (encoding->failed)
		return false;
	if (encoding->charset == NULL) {
		size_t most = HEAD_MOST - encoding->head.length;
		size_t taken = size < most ? size : most;

		buf_add(&encoding->head, data, taken);
		if (!head_complete(&encoding->head))
			return true;
		if (!begin(encoding, out))
			return false;
		data += taken;
		size -= taken;
	}
	return size == 0 || decode_checked(encoding, data, size, out);
}

bool encoding_finish(struct encoding *encoding, struct buf *out)
{
	if (encoding->failed)
		return false;
	if (encoding->charset == NULL && !begin(encoding, out))
		return false;
	if (encoding->carry_size > 0)
		return fail(encoding, DIAG_X103, encoding->charset->name, NULL);
	if (suspect_is_utf8(&encoding->suspect) && encoding->suspect.open == 0) {
		encoding->warned = false;
		warn_once(encoding, DIAG_X109, encoding->declared, NULL);
	}
	return true;
}

const struct encoding_report *encoding_trouble(const struct encoding *encoding)
{
	return &encoding->trouble;
}

const struct encoding_report *encoding_warning(struct encoding *encoding)
{
	bool warn = encoding->warn;

	encoding->warn = false;
	return warn ? &encoding->warning : NULL;
}

bool encoding_sniff(const char *data, size_t size)
{
	const struct pattern *p = match_pattern(data, size);
	const struct charset *seen;
	char text[64];
	const char *first = text;

	if (p->bytes != NULL && p->charset < 0)
		return false;
	seen = &charsets[p->bytes != NULL ? p->charset : UTF8];
	data += p->mark;
	size -= p->mark;
	size = project(seen, data, size < sizeof text ? size : sizeof text, text);
	while (first < text + size && ascii_space(*first))
		first++;
	if (first == text + size || *first != '<')
		return false;
	first++;
	return first == text + size || *first == '?' || *first == '!' || *first == '_' ||
	       *first == ':' || ascii_letter(*first) || (unsigned char)*first >= 0x80;
}
