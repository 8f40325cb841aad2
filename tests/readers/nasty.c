/* Writes strings that YAML readers trip over, each in a block list, in a block
 * map and in a flow map, as YAML and as the same data in JSON.
 * usage: nasty FOLDER    makes nasty.yaml, nasty.json, stream.yaml, stream.json,
 *                        profile.yaml, profile.json there
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "emit/emit.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define TEXT(literal) {.data = literal, .length = sizeof(literal) - 1}

enum { RANDOM_STRINGS = 1000 };   /* of each alphabet */

struct strings_made {
	struct buf *items;
	size_t count;
};

static const char *const chosen[] = {
	/* what some reader takes for null, a truth, a number */
	"", "~", "null", "Null", "NULL", "nil", "none", "None", "undefined", "y", "Y", "n", "N", "yes", "Yes", "no",
	"No", "NO", "on", "On", "off", "OFF", "true", "True", "false", "FALSE", "0", "00", "007", "0o17", "0x1F", "0b1",
	"1_000", "1,000", "+1", "-1", "1.0", "1.", ".5", "1e3", "1E+3", "1e", "e1", "E1", ".", "..", "...", "-.inf",
	".inf", ".Inf", ".NaN", "inf", "Infinity", "NaN", "nan", "190:20:30", "1:2", "12345678901234567890", "0123456789",
	/* dates */
	"2017-03", "2017-03-06", "2017-3-6", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
	"2017-03-06T10:00:00Z", "10:30", "10:30:00",
	/* signs that mean something */
	"=", "<<", "*", "*a", "&", "&a", "!", "!!str a", "!a", "%", "%YAML 1.1", "@", "@a", "`", "|", "|-", ">", ">-",
	"?", "? a", "-", "- a", "--", "---", "--- a", ":", ": a", "a:", "a: b", "a:b", "::", ":a", ":sym", "#", "# a",
	"a #b", "a#b", "a# b", ",", "a,b", "a, b", "[", "]", "[a]", "{", "}", "{a: b}", "'", "\"", "''", "'a'", "\"a\"",
	"a'b", "a\"b", "\\", "\\n", "a\\", "{{ a }}", "${a}", "$a", "a = b", "a & b", "a;b", "(a)", "+82 2 531 4500",
	"http://a.example/b?c=d#e", "C:\\a", "a@b.example", "/PinpointExport/Account[2]/@id", "KR", "ko-KR", "zh-Hant",
	/* white space */
	" ", "  ", " a", "a ", "a  b", "\t", "\ta", "a\t", "a\tb", "\n", "\n\n", "a\n", "a\n\n", "a\n\n\n", "\na", " \na",
	"\n a", " a\nb", "a\n b", "a \nb", "a\n \nb", "a\n\nb", "a\nb ", "a\nb\n ", "a\n\tb", "a\t\nb", "a\r\nb", "a\rb",
	"\r", "a\r", "a\n# b", "a\n- b", "a\n--- b", "a\n---\nb", "a\n...\nb", "---\na", "...\na", "# a\nb", "- a\n- b",
	"a: b\nc: d", "%YAML 1.1\n---\na", "| \na", "a\n  b\n    c\n", "a\n\n  b", "17\n", "17\n18", "null\n", "yes\nno",
	/* beyond ASCII */
	"\xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4", "\xED\x95\x9C\n\xEA\xB5\xAD", "\xF0\x9F\x98\x80", "a\n\xF0\x9F\x98\x80",
	"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "\xF4\x8F\xBF\xBD", "\xC2\xA0",
	"a\xC2\xA0\nb", "\xC2\xA0" "a", "a\xC2\x85" "b", "a\xE2\x80\xA8" "b", "a\xE2\x80\xA9\nb", "\xEF\xBB\xBF", "\xEF\xBB\xBF" "a",
	"a\xEF\xBB\xBF\nb", "\xC2\x80", "a\xC2\x9F", "\x7F", "\x01", "\x1B[31m", "a\x08\n", "\xE2\x80\xAE" "a", "a\xE2\x81\xA6\nb",
	"\xE2\x80\x8B", "a\xE2\x80\x8B\nb", "\xEE\x80\x80", "\xEE\x80\x80\xEE\xA0\x80", "\xEF\xA3\xBF", "e\xCC\x81", "\xCC\x81",
	"\xEF\xBC\x9D" "1", "\xE3\x80\x80", "\xE3\x80\x80\na", "\xEF\xBF\xBD", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xC3\x9F",
};

/* Characters and little words that random strings are made of. */
static const char *const alphabets[][24] = {
	{"a", "b", "1", " ", "\n", ":", "#", "-", "\"", "'", "\\", ",", "[", "]", "{", "}", "?", "|", ">", "!", "%", "@", "&", "*"},
	{"0", "1", "7", "e", "E", "x", "o", ".", "_", "-", "+", ":", "T", "Z", "no", "y", "on", "null", "~", "inf", "nan", "=", "<", " "},
	{"a", " ", "  ", "\n", "\n\n", "\t", "\r", "\r\n", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xC2\xA0", "\xE3\x80\x80", "#",
	    "- ", ": ", "\xEF\xBB\xBF", "\x7F", "\xC2\x90", "b", "---", "...", "\\", "\""},
	{"\xED\x95\x9C", "\xEA\xB5\xAD", "\xF0\x9F\x98\x80", "\xF0\x9F\x87\xB0", "\xEE\x80\x80", "\xEE\xA0\x80", "\xEF\xA3\xBF", "\xE2\x80\xAE",
	    "\xE2\x81\xA9", "\xE2\x80\x8D", "\xCC\x81", "\xEF\xBF\xBD", "\xE2\x80\xA2", "\n", "\n", "\n", " ", " ", "a", "\xC3\xA9", "\xF0\x90\x80\x80",
	    "\xF4\x8F\xBF\xBD", "\xED\x9F\xBF", "\""},
};

static uint32_t draw(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

static struct buf *add(struct strings_made *strings)
{
	strings->items = mem_resize(strings->items, mem_product(strings->count + 1, sizeof *strings->items));
	strings->items[strings->count] = (struct buf){0};
	return &strings->items[strings->count++];
}

static void make_strings(struct strings_made *strings)
{
	uint64_t seed = 20170306;

	for (size_t i = 0; i < LENGTH(chosen); i++)
		buf_adds(add(strings), chosen[i]);
	for (size_t a = 0; a < LENGTH(alphabets); a++)
		for (int i = 0; i < RANDOM_STRINGS; i++) {
			struct buf *item = add(strings);

			for (uint32_t n = draw(&seed) % 16; n > 0; n--)
				buf_adds(item, alphabets[a][draw(&seed) % LENGTH(alphabets[a])]);
		}
	for (int i = 0; i < 2; i++) {   /* longer than any line that a reader may like */
		struct buf *item = add(strings);

		for (int n = 0; n < 3000; n++)
			buf_adds(item, i == 0 ? "word " : "word, ");
		buf_adds(item, "end");
	}
}

static void write_one(struct writer *w, const struct buf *item)
{
	write_key(w, "s");
	write_string(w, buf_text(item), item->length);
}

static void write_nasty(struct writer *w, const struct strings_made *strings)
{
	write_map(w);
	write_key(w, "number");
	write_integer(w, 4711);
	write_key(w, "truth");
	write_boolean(w, true);
	write_key(w, "list");
	write_list(w);
	for (size_t i = 0; i < strings->count; i++)
		write_string(w, buf_text(&strings->items[i]), strings->items[i].length);
	write_end(w);
	write_key(w, "maps");
	write_list(w);
	for (size_t i = 0; i < strings->count; i++) {
		write_map(w);
		write_one(w, &strings->items[i]);
		write_pair(w, "after", "x");
		write_end(w);
	}
	write_end(w);
	write_key(w, "lines");
	write_list(w);
	for (size_t i = 0; i < strings->count; i++) {
		write_flow_map(w);
		write_one(w, &strings->items[i]);
		write_key(w, "list");
		write_list(w);
		write_string(w, buf_text(&strings->items[i]), strings->items[i].length);
		write_end(w);
		write_end(w);
	}
	write_end(w);
	write_end(w);
	write_close(w);
}

/* One document for each of the first strings. */
static void write_stream(struct buf *to, const struct format *format, const struct strings_made *strings)
{
	for (size_t i = 0; i < LENGTH(chosen); i++) {
		struct writer *w = format->open(to, WRITE_STREAM);

		write_map(w);
		write_one(w, &strings->items[i]);
		write_end(w);
		write_close(w);
	}
}

static void write_profile(struct writer *w)
{
	static struct text words[] = {TEXT("4711"), TEXT("0042")};
	static struct text languages[] = {TEXT("no"), TEXT("ko-KR")};
	static struct profile_location locations[] = {{.id = TEXT("1e3"), .name = TEXT("Oslo: centre"),
		.address = {TEXT("1 \xEA\xB0\x95\xEB\x82\xA8\xEB\x8C\x80\xEB\xA1\x9C"), TEXT(""), TEXT("Oslo"), TEXT("03"),
			TEXT("0010"), TEXT("NO")},
		.contact = {TEXT("Kari"), TEXT("Null"), TEXT("kari@contoso.example"), TEXT("+47 22 00 00 00")},
		.solutions = {words, 2}}};
	static struct profile_solution solutions[] = {{.id = TEXT("4711"), .kind = TEXT("application"), .name = TEXT("yes"),
		.description = TEXT("a\n\nb \xF0\x9F\x98\x80"), .url = TEXT("https://contoso.example/#a")}};
	static const struct profile profile = {
		.format = TEXT(PROFILE_FORMAT), .edition = TEXT("2017-03"),
		.account = {TEXT("0001"), TEXT("0004711"), TEXT("Contoso AS")},
		.country = TEXT("NO"), .languages = {languages, 2},
		.partnerInformation = {TEXT("Contoso AS"), TEXT("We deliver.\n\n\xE2\x80\xA2 Always.\n"),
			TEXT("http://contoso.example/"), TEXT("logo.png"), TEXT("https://www.linkedin.example/contoso")},
		.partnerExpertise = {.product = {words, 2}},
		.locations = {locations, 1}, .solutions = {solutions, 1},
	};

	emit_profile(w, &profile);
	write_close(w);
}

static void save(const char *folder, const char *name, const struct format *format, struct buf *content)
{
	struct buf path = {0};
	FILE *file;

	buf_printf(&path, "%s/%s.%s", folder, name, format->name);
	file = fopen(buf_text(&path), "wb");
	if (file == NULL || fwrite(content->data, 1, content->length, file) != content->length || fclose(file) != 0)
		perror(buf_text(&path));
	buf_free(&path);
	buf_clear(content);
}

int main(int argc, char **argv)
{
	struct strings_made strings = {0};
	struct buf out = {0};

	if (argc != 2) {
		fputs("usage: nasty FOLDER\n", stderr);
		return 2;
	}
	make_strings(&strings);
	for (const struct format *format = formats; format->name != NULL; format++) {
		write_nasty(format->open(&out, WRITE_FILE), &strings);
		save(argv[1], "nasty", format, &out);
		write_stream(&out, format, &strings);
		save(argv[1], "stream", format, &out);
		write_profile(format->open(&out, WRITE_FILE));
		save(argv[1], "profile", format, &out);
	}
	for (size_t i = 0; i < strings.count; i++)
		buf_free(&strings.items[i]);
	mem_free(strings.items);
	buf_free(&out);
	return 0;
}
