/* pinport's own reading of ZIP archives. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/diag.h"
#include "read/zip/directory.h"
#include "zips.h"

/* Reads the archive; gives the code of the first diagnostic, or "". */
static const char *read_bytes(const struct buf *file, struct directory *directory)
{
	static char code[16];
	struct diag *diag = diag_open();
	struct input input;
	char path[64];
	int fd = zip_file(file->data, file->length, path);
	bool fine;
	size_t count;

	assert_true(input_open(&input, path, diag_source(diag, "test.zip"), diag));
	fine = directory_read(directory, &input, &limits_default);
	code[0] = '\0';
	if (diag_mark(diag) > 0)
		snprintf(code, sizeof code, "%s", diag_rows[diag_entries(diag, 0, &count)->code].code);
	assert_int_equal(fine, diag_count(diag, DIAG_ERROR) == 0);
	input_close(&input);
	diag_close(diag);
	close(fd);
	return code;
}

static const char *read_code(const struct buf *file)
{
	struct directory directory;
	const char *code = read_bytes(file, &directory);

	directory_free(&directory);
	return code;
}

static void add_two(struct zip *zip)
{
	zip_add(zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
	zip_add(zip, &(struct zipped){.name = "b.png", .data = "picture", .deflated = true});
}

static const char *code_of(struct zip *zip)
{
	const char *code;

	zip_end(zip);
	code = read_code(&zip->file);
	zip_free(zip);
	return code;
}

/* An archive of a plain entry and the given one. */
static const char *code_with(const struct zipped *entry)
{
	struct zip zip = {0};

	zip_add(&zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
	zip_add(&zip, entry);
	return code_of(&zip);
}

static void plain(void **state)
{
	struct zip zip = {0};
	struct directory directory;

	(void)state;
	add_two(&zip);
	zip_end(&zip);
	assert_string_equal(read_bytes(&zip.file, &directory), "");
	assert_int_equal(directory.count, 2);
	assert_string_equal(directory.entries[1].raw, "b.png");
	assert_int_equal(directory.entries[0].header, 0);
	assert_int_equal(directory.entries[0].data, 35);
	assert_int_equal(directory.entries[1].size, 7);
	assert_int_equal(directory.entries[1].packed, 12);
	assert_int_equal(directory.entries[1].method, ZIP_DEFLATED);
	directory_free(&directory);
	zip_free(&zip);
}

static void descriptors(void **state)
{
	(void)state;
	for (int i = 12; i <= 24; i += 4) {
		assert_string_equal(code_with(&(struct zipped){.name = "b", .data = "bb", .descriptor = i}), "");
		assert_string_equal(code_with(&(struct zipped){.name = "b", .data = "bb", .descriptor = i,
		    .deflated = true}), "");
		assert_string_equal(code_with(&(struct zipped){.name = "b", .descriptor = i}), "");
	}
}

static void descriptor_lies(void **state)
{
	struct zip zip = {0};

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "b", .data = "bb", .descriptor = 16});
	zip.file.data[zip.file.length - 1] = 1;
	assert_string_equal(code_of(&zip), "Z204");
	zip = (struct zip){0};
	zip_add(&zip, &(struct zipped){.name = "b", .data = "bb", .descriptor = 16});
	buf_cut(&zip.file, zip.file.length - 16);
	assert_string_equal(code_of(&zip), "Z204");
}

static void zip64(void **state)
{
	struct zip zip = {0};

	(void)state;
	add_two(&zip);
	zip_end64(&zip);
	assert_string_equal(read_code(&zip.file), "");
	/* the plain count says something else */
	zip.file.data[zip.file.length - 12] = 3;
	zip.file.data[zip.file.length - 11] = 0;
	zip.file.data[zip.file.length - 14] = 3;
	zip.file.data[zip.file.length - 13] = 0;
	assert_string_equal(read_code(&zip.file), "Z105");
	zip_free(&zip);
}

static void zip64_in_front(void **state)
{
	struct zip zip = {0};
	struct buf file = {0};

	(void)state;
	add_two(&zip);
	zip_end64(&zip);
	buf_adds(&file, "#!/bin/sh\n");
	buf_add(&file, zip.file.data, zip.file.length);
	assert_string_equal(read_code(&file), "Z109");
	buf_free(&file);
	zip_free(&zip);
}

static void zip64_lies(void **state)
{
	struct zip zip = {0};
	size_t locator;

	(void)state;
	add_two(&zip);
	zip_end64(&zip);
	locator = zip.file.length - 22 - 20;
	zip.file.data[locator + 8]++;             /* where the record is */
	assert_string_equal(read_code(&zip.file), "Z105");
	zip.file.data[locator + 8]--;
	zip.file.data[locator - 56 + 32 + 5] = 1; /* 2^40 entries */
	zip.file.data[locator - 56 + 24 + 5] = 1;
	assert_string_equal(read_code(&zip.file), "Z114");
	zip_free(&zip);
}

static void around(void **state)
{
	struct zip zip = {0};
	struct buf file = {0};

	(void)state;
	add_two(&zip);
	zip_end(&zip);
	buf_adds(&file, "MZ something in front");
	buf_add(&file, zip.file.data, zip.file.length);
	assert_string_equal(read_code(&file), "Z109");
	buf_clear(&file);
	buf_add(&file, zip.file.data, zip.file.length);
	buf_adds(&file, "and behind");
	assert_string_equal(read_code(&file), "Z110");
	buf_clear(&file);
	buf_add(&file, zip.file.data, zip.file.length);
	buf_add(&file, zip.file.data, zip.file.length);
	assert_string_equal(read_code(&file), "Z108");
	buf_free(&file);
	zip_free(&zip);
}

static void in_front_with_offsets(void **state)
{
	struct zip zip = {0};

	(void)state;
	buf_adds(&zip.file, "in front");
	add_two(&zip);
	assert_string_equal(code_of(&zip), "Z109");
}

static void in_between(void **state)
{
	struct zip zip = {0};

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
	buf_adds(&zip.file, "left over");
	zip_add(&zip, &(struct zipped){.name = "b.xml", .data = "<a/>"});
	assert_string_equal(code_of(&zip), "Z113");
}

static void hidden(void **state)
{
	struct zip zip = {0};

	(void)state;
	add_two(&zip);
	zip_add(&zip, &(struct zipped){.name = "c.xml", .data = "<c/>"});
	buf_clear(&zip.directory);
	zip.count = 0;
	zip_add(&zip, &(struct zipped){.name = "d.xml", .data = "<d/>"});
	assert_string_equal(code_of(&zip), "Z108");
}

static void nested(void **state)
{
	struct zip inner = {0}, zip = {0};

	(void)state;
	add_two(&inner);
	zip_end(&inner);
	zip_add(&zip, &(struct zipped){.name = "a.xml", .data = "<a/>"});
	zip_add(&zip, &(struct zipped){.name = "inner.zip", .data = inner.file.data,
	    .data_size = inner.file.length});
	assert_string_equal(code_of(&zip), "");
	zip_free(&inner);
}

static void comments(void **state)
{
	struct zip zip = {0}, empty = {0};
	size_t offset;

	(void)state;
	add_two(&zip);
	zip_end_record(&empty.file, 0, 0, 0, "");
	offset = zip.file.length;
	buf_add(&zip.file, zip.directory.data, zip.directory.length);
	zip_put(&zip.file, 0x06054b50, 4);
	zip_put(&zip.file, 0, 4);
	zip_put(&zip.file, 2 | 2 << 16, 4);
	zip_put(&zip.file, zip.directory.length, 4);
	zip_put(&zip.file, offset, 4);
	zip_put(&zip.file, empty.file.length, 2);
	buf_add(&zip.file, empty.file.data, empty.file.length);
	assert_string_equal(read_code(&zip.file), "Z108");
	/* nothing but the signature is no second end */
	buf_cut(&zip.file, zip.file.length - 18);
	buf_adds(&zip.file, " and more of it ..");
	assert_string_equal(read_code(&zip.file), "");
	zip_free(&zip);
	zip_free(&empty);
}

static void counts(void **state)
{
	struct zip zip = {0};

	(void)state;
	add_two(&zip);
	zip.count = 3;
	assert_string_equal(code_of(&zip), "Z106");
	zip = (struct zip){0};
	add_two(&zip);
	zip.count = 1;
	assert_string_equal(code_of(&zip), "Z106");
	zip = (struct zip){0};
	assert_string_equal(code_of(&zip), "Z111");
}

static void wrapped_count(void **state)
{
	struct zip zip = {0};

	(void)state;
	for (int i = 0; i < 65537; i++) {
		char name[16];

		snprintf(name, sizeof name, "%d", i);
		zip_add(&zip, &(struct zipped){.name = name});
	}
	assert_string_equal(code_of(&zip), "Z112");
}

static void truncated(void **state)
{
	struct zip zip = {0};

	(void)state;
	add_two(&zip);
	zip_end(&zip);
	while (zip.file.length > 1) {
		buf_cut(&zip.file, zip.file.length - 1);
		assert_string_equal(read_code(&zip.file), "Z102");
	}
	zip_free(&zip);
}

/* Every byte of a small archive changed in several ways: a verdict each time,
 * and never a crash (the sanitizers look on). */
static void damaged(void **state)
{
	static const unsigned char flips[] = {0x01, 0x80, 0xFF};
	struct zip zip = {0};

	(void)state;
	add_two(&zip);
	zip_add(&zip, &(struct zipped){.name = "c", .data = "ccc", .descriptor = 24});
	zip_end64(&zip);
	for (size_t i = 0; i < zip.file.length; i++)
		for (size_t j = 0; j < sizeof flips; j++) {
			zip.file.data[i] = (char)(zip.file.data[i] ^ flips[j]);
			read_code(&zip.file);
			zip.file.data[i] = (char)(zip.file.data[i] ^ flips[j]);
		}
	zip_free(&zip);
}

static void lies(void **state)
{
	static const struct { struct zipped entry; const char *code; } cases[] = {
		{{.name = "b", .data = "bb", .local_name = "c"}, "Z203"},
		{{.name = "b", .data = "bb", .local_name = "bb"}, "Z203"},
		{{.name = "b", .data = "bb", .local_method = 8}, "Z203"},
		{{.name = "b", .data = "bb", .local_size_add = 1}, "Z203"},
		{{.name = "b", .data = "bb", .shares = true}, "Z201"},
		{{.name = "b", .data = "bb", .packed_add = 1, .size_add = 1}, "Z202"},
		{{.name = "b", .data = "bb", .header_add = 1}, "Z202"},
		{{.name = "b", .data = "bb", .header_add = 0x40000000}, "Z202"},
		{{.name = "b", .data = "bb", .packed_add = -1}, "Z113"},
		{{.name = "b", .data = "bb", .extra = "\1\0\10\0", .extra_size = 4}, "Z206"},
		{{.name = "b", .data = "bb", .extra = "\1\0\10", .extra_size = 3}, "Z206"},
		{{.name = "b", .data = "bb", .extra = "\0\0\0", .extra_size = 3}, ""},
		{{.name = "b", .data = "bb", .size_add = -3}, "Z206"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(code_with(&cases[i].entry), cases[i].code);
}

/* An entry whose data contains the next one: the form of David Fifield's bombs. */
static void quoted(void **state)
{
	struct zip zip = {0};
	uint32_t first;

	(void)state;
	zip_add(&zip, &(struct zipped){.name = "a", .data = "aaaa", .packed_add = 33, .size_add = 33});
	first = zip.last_header;
	zip_add(&zip, &(struct zipped){.name = "b", .data = "bb"});
	assert_int_equal(first, 0);
	assert_string_equal(code_of(&zip), "Z201");
}

static void volumes(void **state)
{
	struct zip zip = {0};

	(void)state;
	add_two(&zip);
	zip_end(&zip);
	zip.file.data[zip.file.length - 18] = 1;
	assert_string_equal(read_code(&zip.file), "Z103");
	zip_free(&zip);
}

static void sniffing(void **state)
{
	struct zip zip = {0};
	struct diag *diag = diag_open();
	struct input input;
	char path[64];
	static const enum directory_trace expected[] = {DIRECTORY_END, DIRECTORY_NONE, DIRECTORY_SIGNS};
	enum directory_trace trace;
	int fd;

	(void)state;
	add_two(&zip);
	zip_end(&zip);
	for (int cut = 0; cut < 3; cut++) {
		if (cut == 2)
			zip.file.data[zip.file.length - 18]++;
		fd = zip_file(zip.file.data, zip.file.length - (cut == 1), path);
		assert_true(input_open(&input, path, 1, diag));
		assert_true(directory_sniff(&input, &trace));
		assert_int_equal(trace, expected[cut]);
		input_close(&input);
		close(fd);
	}
	assert_int_equal(diag_mark(diag), 0);
	diag_close(diag);
	zip_free(&zip);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),
		cmocka_unit_test(descriptors),
		cmocka_unit_test(descriptor_lies),
		cmocka_unit_test(zip64),
		cmocka_unit_test(zip64_in_front),
		cmocka_unit_test(zip64_lies),
		cmocka_unit_test(around),
		cmocka_unit_test(in_front_with_offsets),
		cmocka_unit_test(in_between),
		cmocka_unit_test(hidden),
		cmocka_unit_test(nested),
		cmocka_unit_test(comments),
		cmocka_unit_test(counts),
		cmocka_unit_test(wrapped_count),
		cmocka_unit_test(truncated),
		cmocka_unit_test(damaged),
		cmocka_unit_test(lies),
		cmocka_unit_test(quoted),
		cmocka_unit_test(volumes),
		cmocka_unit_test(sniffing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
