/* Containers as the rest of the program sees them. SPDX-License-Identifier: MIT */
#include "containers.h"

/* What opening an archive with this entry (and an honest one) reports. */
static const char *codes_with(const struct zipped *entry)
{
	struct opened opened = {0};
	struct zip zip = {0};
	const char *found;

	zip_add(&zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
	zip_add(&zip, entry);
	open_zip(&opened, &zip, "auto");
	found = codes(&opened);
	done(&opened);
	return found;
}

static void reads(void **state)
{
	struct opened opened = {0};
	struct zip zip = {0};

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "x/a.xml", .data = "<a/>"});
	zip_add(&zip, &(struct zipped){.name = "b", .data = "packed", .deflated = true});
	zip_add(&zip, &(struct zipped){.name = "c", .descriptor = 16});
	zip_add(&zip, &(struct zipped){.name = "d/"});
	zip_add(&zip, &(struct zipped){.name = "__MACOSX/._a.xml", .data = "fork"});
	zip_add(&zip, &(struct zipped){.name = "d/thumbs.DB", .data = "t"});
	zip_add(&zip, &(struct zipped){.name = "e", .attributes = 040755u << 16});
	open_zip(&opened, &zip, "auto");
	assert_string_equal(codes(&opened), "");
	assert_true(container_is_archive(opened.container));
	assert_int_equal(container_count(opened.container), 7);
	assert_string_equal(container_entry(opened.container, 0)->name, "x/a.xml");
	assert_int_equal(container_entry(opened.container, 3)->kind, ENTRY_FOLDER);
	assert_int_equal(container_entry(opened.container, 4)->kind, ENTRY_IGNORED);
	assert_int_equal(container_entry(opened.container, 5)->kind, ENTRY_IGNORED);
	assert_int_equal(container_entry(opened.container, 6)->kind, ENTRY_FOLDER);
	for (int twice = 0; twice < 2; twice++) {
		assert_content(opened.container, container_entry(opened.container, 0), "<a/>");
		assert_content(opened.container, container_entry(opened.container, 1), "packed");
		assert_content(opened.container, container_entry(opened.container, 2), "");
	}
	assert_string_equal(codes(&opened), "");
	done(&opened);
}

/* Reading one entry inside of the reading of another. */
struct nest {
	struct container *container;
	size_t pieces;
};

static bool read_other(void *to, const char *data, size_t size)
{
	struct nest *nest = to;

	assert_int_equal(data[size - 1], 'x');
	assert_content(nest->container, container_entry(nest->container, 1), "media");
	assert_int_equal(data[0], 'x');
	nest->pieces++;
	return true;
}

static void nests(void **state)
{
	enum { SIZE = 200000 };
	struct opened opened = {0};
	struct zip zip = {0};
	struct nest nest = {0};
	struct piece_sink sink = {read_other, &nest};
	char *large = malloc(SIZE);

	(void)state;
	memset(large, 'x', SIZE);
	zip_add(&zip, &(struct zipped){.name = "a", .data = large, .data_size = SIZE, .deflated = true});
	zip_add(&zip, &(struct zipped){.name = "b", .data = "media", .deflated = true});
	open_zip(&opened, &zip, "auto");
	nest.container = opened.container;
	assert_int_equal(container_read(opened.container, container_entry(opened.container, 0), &sink),
	    READ_WHOLE);
	assert_true(nest.pieces >= 4);
	done(&opened);
	free(large);
}

/* Small entries that hold what libzip may take for the end of its archive. */
static void ends_inside(void **state)
{
	enum { MOST = 16400, PLACES = 5 };
	static const size_t places[PLACES] = {0, 1, 100, 16384 - 22, MOST - 22};
	static const char end[22] = "PK\5\6";
	char *data = calloc(1, MOST);

	(void)state;
	for (size_t i = 0; i < 3 * PLACES; i++) {
		const size_t at = places[i % PLACES], size = at + (i < PLACES ? 22 : i < 2 * PLACES ? 4 : 3);
		struct opened opened = {0};
		struct buf got = {0};
		struct zip zip = {0};
		struct zipped entry = {.name = "a", .data = data, .data_size = size};

		memset(data, 'x', MOST);
		memcpy(data + at, end, size - at);
		zip_add(&zip, &entry);
		/* The mark as a checksum, in both headers. */
		entry.name = "b";
		entry.crc_xor = zip_crc32(data, size) ^ UINT32_C(0x06054B50);
		zip_add(&zip, &entry);
		open_zip(&opened, &zip, "auto");
		assert_string_equal(codes(&opened), "");
		assert_int_equal(read_entry(opened.container, container_entry(opened.container, 0), &got), READ_WHOLE);
		assert_int_equal(got.length, size);
		assert_memory_equal(got.data, data, size);
		assert_string_equal(codes(&opened), "");
		assert_int_equal(read_entry(opened.container, container_entry(opened.container, 1), &got), READ_FAILED);
		assert_string_equal(codes(&opened), "Z301");
		buf_free(&got);
		done(&opened);
	}
	free(data);
}

static void stops(void **state)
{
	struct opened opened = {0};
	struct zip zip = {0};
	struct piece_sink sink = {enough, NULL};

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "a", .data = "aaaa", .crc_xor = 1});
	open_zip(&opened, &zip, "auto");
	assert_int_equal(container_read(opened.container, container_entry(opened.container, 0), &sink),
	    READ_STOPPED);
	assert_string_equal(codes(&opened), "");
	done(&opened);
}

/* Deflated data whose final block mark is missing, or of no known kind. */
static void spoil(struct zip *zip, char mark)
{
	zip->file.data[30 + 1] = mark;
}

static void content_lies(void **state)
{
	static const struct { struct zipped entry; char mark; const char *code; } cases[] = {
		{{.name = "b", .data = "bbb", .crc_xor = 1}, 0, "Z301"},
		{{.name = "b", .data = "bbb", .crc_xor = 1, .deflated = true}, 0, "Z301"},
		{{.name = "b", .data = "bbb", .size_add = -1, .deflated = true}, 0, "Z302"},
		{{.name = "b", .data = "bbb", .size_add = -3, .deflated = true}, 0, "Z302"},
		{{.name = "b", .data = "bbb", .size_add = 1, .deflated = true}, 0, "Z303"},
		{{.name = "b", .data = "bbb", .deflated = true}, 2, "Z304"},
		{{.name = "b", .data = "bbb", .deflated = true}, 7, "Z304"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct opened opened = {0};
		struct zip zip = {0};
		struct buf got = {0};

		zip_add(&zip, &cases[i].entry);
		if (cases[i].mark != 0)
			spoil(&zip, cases[i].mark);
		open_zip(&opened, &zip, "auto");
		assert_string_equal(codes(&opened), "");
		assert_int_equal(read_entry(opened.container, container_entry(opened.container, 0), &got),
		    READ_FAILED);
		assert_string_equal(codes(&opened), cases[i].code);
		assert_int_equal(diag_exit(opened.diag), 1);
		buf_free(&got);
		done(&opened);
	}
}

static void policy(void **state)
{
	static const struct { struct zipped entry; const char *codes; } cases[] = {
		{{.name = "b", .flags = 1}, "Z207"},
		{{.name = "b", .flags = 1 << 6}, "Z207"},
		{{.name = "b", .flags = 1, .method = 99}, "Z207"},
		{{.name = "b", .method = 9}, "Z208"},
		{{.name = "b", .method = 777}, "Z208"},
		{{.name = "b", .data = "bb", .size_add = 1}, "Z205"},
		{{.name = "b", .attributes = 0120777u << 16}, "Z219"},
		{{.name = "b", .attributes = 010644u << 16}, "Z219"},
		{{.name = "b", .attributes = 020644u << 16}, "Z219"},
		{{.name = "b", .attributes = 060644u << 16}, "Z219"},
		{{.name = "b", .attributes = 0140644u << 16}, "Z219"},
		{{.name = "b", .attributes = 0100644u << 16}, ""},
		{{.name = "b", .attributes = 0x20}, ""},
		{{.name = "b/", .data = "hidden"}, "Z220"},
		{{.name = "b", .data = "hidden", .attributes = 040755u << 16}, "Z220"},
		{{.name = "../b"}, "Z212"},
		{{.name = ".."}, "Z212"},
		{{.name = "b/.."}, "Z212"},
		{{.name = "b/../../c"}, "Z212"},
		{{.name = "b/..c/d..", .data = "fine"}, ""},
		{{.name = "..."}, ""},
		{{.name = "./b"}, ""},
		{{.name = "/b"}, "Z213"},
		{{.name = "//b/c"}, "Z213"},
		{{.name = "c:b"}, "Z214"},
		{{.name = "C:/b"}, "Z214"},
		{{.name = "b\\c"}, "Z215"},
		{{.name = "\\\\host\\b"}, "Z215"},
		{{.name = "b\nc"}, "Z216"},
		{{.name = "b\0c", .name_size = 3}, "Z216"},
		{{.name = "b\x1b[31m"}, "Z216"},
		{{.name = "b\x7f"}, "Z216"},
		{{.name = "b\xC2\x9B", .flags = 1 << 11}, "Z216"},
		{{.name = "b\xFF", .flags = 1 << 11}, "Z218"},
		{{.name = "b\xC0\xAF", .flags = 1 << 11}, "Z218"},
		{{.name = "a.xml"}, "Z221"},
		{{.name = "A.XML"}, ""},
		{{.name = "a.xml/b"}, ""},
		{{.name = "CON"}, ""},
		{{.name = "-rf"}, ""},
		{{.name = "%n%s"}, ""},
		{{.name = "\xE2\x80\xAEgpj.xml", .flags = 1 << 11}, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(codes_with(&cases[i].entry), cases[i].codes);
}

static void no_name(void **state)
{
	struct opened opened = {0};
	struct zip zip = {0};

	(void)state;
	zip_add(&zip, &(struct zipped){.name = ""});
	open_zip(&opened, &zip, "auto");
	assert_string_equal(codes(&opened), "Z217");
	done(&opened);
}

static void over_limits(void **state)
{
	static const char *const assignments[] = {
		"entries=1", "entry-bytes=3", "total-bytes=7", "name-bytes=4",
	};
	static const char *const expected[] = {"Z114", "Z209 Z209", "Z115", "Z211 Z211"};

	(void)state;
	for (size_t i = 0; i < sizeof assignments / sizeof assignments[0]; i++) {
		struct opened opened = {.limits = limits_default};
		struct zip zip = {0};

		assert_true(limits_set(&opened.limits, assignments[i]));
		zip_add(&zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
		zip_add(&zip, &(struct zipped){.name = "b.xml", .data = "<b/>"});
		open_zip(&opened, &zip, "auto");
		assert_null(opened.container);
		assert_string_equal(codes(&opened), expected[i]);
		assert_int_equal(diag_exit(opened.diag), 1);
		done(&opened);
	}
}

static void ratio(void **state)
{
	(void)state;
	assert_string_equal(codes_with(&(struct zipped){.name = "b", .data = "b", .method = 8,
	    .size_add = 200}), "");
	assert_string_equal(codes_with(&(struct zipped){.name = "b", .data = "b", .method = 8,
	    .size_add = 1 << 20}), "Z210");
}

/* The Unicode field for the raw name "a?b" or another, naming `name`. */
static struct buf unicode_field(const char *raw, const char *name)
{
	struct buf field = {0};

	zip_put(&field, 0x7075, 2);
	zip_put(&field, 5 + strlen(name), 2);
	zip_put(&field, 1, 1);
	zip_put(&field, zip_crc32(raw, strlen(raw)), 4);
	buf_adds(&field, name);
	return field;
}

static void assert_name(const char *raw, const char *unicode, const char *encoding,
    const char *name, const char *expected_codes)
{
	struct opened opened = {0};
	struct zip zip = {0};
	struct buf field = {0};

	if (unicode != NULL)
		field = unicode_field(raw, unicode);
	zip_add(&zip, &(struct zipped){.name = raw, .extra = field.data, .extra_size = field.length});
	open_zip(&opened, &zip, encoding);
	assert_string_equal(codes(&opened), expected_codes);
	assert_int_equal(opened.container != NULL, name != NULL);
	if (name != NULL)
		assert_string_equal(container_entry(opened.container, 0)->name, name);
	done(&opened);
	buf_free(&field);
}

static void encodings(void **state)
{
	(void)state;
	assert_name("\xED\x9A\x8C\xEC\x82\xAC.xml", NULL, "auto", "회사.xml", "");
	assert_name("\xC8\xB8\xBB\xE7/\xB7\xCE\xB0\xED.xml", NULL, "auto", "회사/로고.xml", "Z222");
	assert_name("\xC8\xB8\xBB\xE7/\xB7\xCE\xB0\xED.xml", NULL, "EUC-KR", "회사/로고.xml", "");
	assert_name("caf\x82.xml", NULL, "auto", "café.xml", "Z222");
	assert_name("r\x82sum\x82.xml", NULL, "auto", "résumé.xml", "Z222");
	assert_name("Gr\x94\xE1" "e.xml", NULL, "auto", "Größe.xml", "Z222");
	assert_name("caf\xE9.xml", NULL, "windows-1252", "café.xml", "");
	assert_name("caf\x82.xml", NULL, "cp437", "café.xml", "");
	assert_name("caf\xE9.xml", NULL, "EUC-KR", NULL, "Z223");
	assert_name("\x83\x8D\x83\x53\x82\xCC\x8A\x47.png", NULL, "auto", "ロゴの絵.png", "Z222");
	assert_name("\xD6\xD0\xB9\xFA\xB9\xAB\xCB\xBE\xD7\xCA\xC1\xCF.xml", NULL, "auto",
	    "中国公司资料.xml", "Z222");
}

static void unicode_fields(void **state)
{
	(void)state;
	assert_name("caf\x82.xml", "café.xml", "auto", "café.xml", "");
	assert_name("caf?.xml", "café.xml", "auto", "café.xml", "");
	assert_name("caf#U00e9.xml", "café.xml", "auto", "café.xml", "");
	assert_name("cafe.xml", "../x.xml", "auto", NULL, "Z203");
	assert_name("caf\x82.xml", "../x.xml", "auto", NULL, "Z212");
	assert_name("caf\x82.xml", "caf\xE9.xml", "auto", NULL, "Z218");
}

static void sources(void **state)
{
	struct opened opened = {0};
	struct zip zip = {0};
	char expected[80], path[64];
	uint32_t source;

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "x/a.xml", .data = "<a/>"});
	zip_end(&zip);
	opened.fd = zip_file(zip.file.data, zip.file.length, path);
	open_path(&opened, path, false, NULL);
	source = container_source(opened.container, container_entry(opened.container, 0));
	snprintf(expected, sizeof expected, "%s!x/a.xml", path);
	assert_string_equal(diag_source_name(opened.diag, source), expected);
	assert_int_equal(container_source(opened.container, container_entry(opened.container, 0)), source);
	assert_string_equal(diag_source_name(opened.diag, container_source(opened.container, NULL)), path);
	zip_free(&zip);
	done(&opened);
}

static void finds(void **state)
{
	struct opened opened = {0};
	struct zip zip = {0};

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "x/p.xml", .data = "<a/>"});
	zip_add(&zip, &(struct zipped){.name = "root.png", .data = "root"});
	zip_add(&zip, &(struct zipped){.name = "x/beside.png", .data = "beside"});
	zip_add(&zip, &(struct zipped){.name = "same.png", .data = "same"});
	zip_add(&zip, &(struct zipped){.name = "x/same.png", .data = "same"});
	zip_add(&zip, &(struct zipped){.name = "differs.png", .data = "one"});
	zip_add(&zip, &(struct zipped){.name = "x/differs.png", .data = "two"});
	zip_add(&zip, &(struct zipped){.name = "case.png", .data = "1"});
	zip_add(&zip, &(struct zipped){.name = "CASE.png", .data = "2"});
	zip_add(&zip, &(struct zipped){.name = "./dot/e\xCC\x81.png", .data = "nfd"});
	zip_add(&zip, &(struct zipped){.name = "folder/"});
	open_zip(&opened, &zip, "auto");
	assert_string_equal(find(&opened, "root.png", false), "root.png");
	assert_string_equal(find(&opened, "./root.png", false), "root.png");
	assert_string_equal(find(&opened, "beside.png", false), "x/beside.png");
	assert_string_equal(find(&opened, "x/beside.png", false), "x/beside.png");
	assert_string_equal(find(&opened, "same.png", false), "same.png");
	assert_string_equal(find(&opened, "nowhere.png", false), "");
	assert_string_equal(find(&opened, "folder", false), "");
	assert_string_equal(find(&opened, "dot/\xC3\xA9.png", false), "./dot/e\xCC\x81.png");
	assert_string_equal(codes(&opened), "");
	assert_string_equal(find(&opened, "ROOT.png", false), "root.png");
	assert_string_equal(find(&opened, "Beside.png", false), "x/beside.png");
	assert_string_equal(find(&opened, "differs.png", true), "");
	assert_string_equal(find(&opened, "case.png", true), "");
	assert_string_equal(find(&opened, "../root.png", true), "");
	assert_string_equal(find(&opened, "/root.png", true), "");
	assert_string_equal(find(&opened, "c:\\root.png", true), "");
	assert_string_equal(find(&opened, "", true), "");
	assert_string_equal(codes(&opened), "Z404 Z404 Z403 Z402 Z401 Z401 Z401 Z401");
	done(&opened);
}

static void other_files(void **state)
{
	static const struct { const char *data; size_t size; const char *codes; int exit; } cases[] = {
		{"\x1F\x8B\x08rest", 7, "Z101", 1},
		{"words", 5, "Z101", 1},
		{"PK\3\4", 4, "Z102", 1},
		{"PK", 2, "Z101", 1},
		{"", 0, "I104", 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct opened opened = {0};

		open_bytes(&opened, cases[i].data, cases[i].size, "auto");
		assert_null(opened.container);
		assert_string_equal(codes(&opened), cases[i].codes);
		assert_int_equal(diag_exit(opened.diag), cases[i].exit);
		done(&opened);
	}
}

static void polyglot(void **state)
{
	struct opened opened = {0};
	struct zip zip = {0};

	(void)state;
	buf_adds(&zip.file, "<?xml version=\"1.0\"?><a/>");
	zip_add(&zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
	open_zip(&opened, &zip, "auto");
	assert_null(opened.container);
	assert_string_equal(codes(&opened), "Z108");
	done(&opened);
}

static void prepared(void **state)
{
	struct decoder *decoder = container_prepare("EUC-KR");
	struct zip zip = {0};
	struct limits limits = limits_default;
	struct container_options options = {.limits = &limits, .decoder = decoder};
	struct opened opened = {.diag = diag_open()};
	char path[64];

	(void)state;
	assert_non_null(decoder);
	assert_null(container_prepare("no such encoding"));
	zip_add(&zip, &(struct zipped){.name = "\xC8\xB8\xBB\xE7"});
	zip_end(&zip);
	opened.fd = zip_file(zip.file.data, zip.file.length, path);
	opened.container = container_open(path, false, &options, opened.diag);
	assert_string_equal(container_entry(opened.container, 0)->name, "회사");
	zip_free(&zip);
	done(&opened);
	container_unprepare(decoder);
	container_unprepare(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),
		cmocka_unit_test(nests),
		cmocka_unit_test(ends_inside),
		cmocka_unit_test(stops),
		cmocka_unit_test(content_lies),
		cmocka_unit_test(policy),
		cmocka_unit_test(no_name),
		cmocka_unit_test(over_limits),
		cmocka_unit_test(ratio),
		cmocka_unit_test(encodings),
		cmocka_unit_test(unicode_fields),
		cmocka_unit_test(sources),
		cmocka_unit_test(finds),
		cmocka_unit_test(other_files),
		cmocka_unit_test(polyglot),
		cmocka_unit_test(prepared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
