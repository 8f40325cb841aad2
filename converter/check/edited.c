/* Reads edited bundles and profiles: see edited.h. SPDX-License-Identifier: MIT */
#include "check/edited.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/input.h"
#include "base/utf8.h"
#include "check/edited_parts.h"
#include "read/xml/xml.h"

enum {
	HEAD = 4096,
	STREAM_MOST = 64 << 20,    /* bytes of a file with profiles */
	PROFILE_MOST = 16 << 20,   /* of a profile in a bundle: one with thousands of solutions */
	INDEX_MOST = 64 << 20      /* it names every file */
};

/* ---- what it is ---- */

static bool ends_with(const char *path, const char *end)
{
	const size_t length = strlen(path), tail = strlen(end);

	return length > tail && ascii_same(path + length - tail, end);
}

static bool named_so(const char *path)
{
	return ends_with(path, ".yaml") || ends_with(path, ".yml") || ends_with(path, ".json");
}

/* Text that a person or a program may have meant as a profile: JSON, or a YAML
 * document with a mark, a comment or a field at its start. */
static bool looks_so(const char *head, size_t size)
{
	size_t at = size >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	size_t word;

	while (at < size && ascii_space(head[at]))
		at++;
	if (at == size || memchr(head, '\0', size) != NULL)
		return false;
	if (head[at] == '{' || head[at] == '#' || (size - at >= 3 && memcmp(head + at, "---", 3) == 0))
		return true;
	for (word = at; word < size && (ascii_letter(head[word]) || head[word] == '"'); word++)
		;
	return word > at && word + 1 < size && head[word] == ':' && ascii_space(head[word + 1]);
}

static ssize_t read_head(const char *path, char head[HEAD])
{
	const bool standard = strcmp(path, "-") == 0;
	const char *what;
	uint64_t size;
	int fd = standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
	                  : input_open_regular(AT_FDCWD, path, &size, &what);
	ssize_t got = fd >= 0 ? input_pread_all(fd, head, HEAD, 0) : -1;

	if (fd >= 0)
		close(fd);
	return got;
}

enum edited_kind edited_kind(const char *path, const struct container_options *options)
{
	char head[HEAD];
	ssize_t got;

	if (view_kind(path, options) != VIEW_NONE)
		return EDITED_BUNDLES;
	got = read_head(path, head);
	if (got <= 0 || ends_with(path, ".xml") || xml_sniff(head, (size_t)got))
		return EDITED_NOT;
	return named_so(path) || looks_so(head, (size_t)got) ? EDITED_PROFILES : EDITED_NOT;
}

/* True when the first bytes in the pipe are there to be seen, and are XML. They stay in the pipe. */
static bool pipe_starts_xml(void)
{
	char head[HEAD];
	ssize_t got = -1;
	int copy[2];

	if (pipe2(copy, O_CLOEXEC) != 0)
		return false;
	do
		got = tee(STDIN_FILENO, copy[1], sizeof head, 0);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		got = read(copy[0], head, sizeof head);
	close(copy[0]);
	close(copy[1]);
	return got >= 4 && xml_sniff(head, (size_t)got);
}

bool edited_prepare_stdin(const struct limits *limits, struct diag *diag)
{
	struct input input = {.fd = -1};
	bool good = input_open(&input, "-", diag_source(diag, "-"), diag);

	if (good && input.stream && !pipe_starts_xml()) {
		good = input_spool(&input, limits->total_bytes);
		if (good && (lseek(input.fd, 0, SEEK_SET) != 0 || dup2(input.fd, STDIN_FILENO) < 0))
			good = diag_add(diag, DIAG_I106, NULL, NULL, DIAG_VALUES(strerror(errno)));
	}
	input_close(&input);
	return good;
}

/* ---- files with profiles ---- */

static bool judge_document(void *to, const struct yaml *root)
{
	struct edited *edited = to;

	edited_profile(edited, root, &(struct edited_place){.view = NULL});
	diag_flush(edited->diag, edited->printer);
	return true;
}

static bool read_file(struct edited *edited, const char *path, struct buf *text, uint32_t source)
{
	struct input input;
	size_t size;
	bool good = input_open(&input, path, source, edited->diag);

	if (good && input.stream)
		good = input_spool(&input, STREAM_MOST);
	if (good) {
		size = input.size <= STREAM_MOST ? (size_t)input.size : (size_t)STREAM_MOST + 1;
		good = input_read(&input, 0, buf_reserve(text, size), size);
		if (good)
			text->length += size;
	}
	input_close(&input);
	return good;
}

static void judge_file(struct edited *edited, const char *path)
{
	struct arena arena = {0};
	struct buf text = {0};
	const struct yaml_options options = {
		.source = diag_source(edited->diag, path), .most = STREAM_MOST, .arena = &arena,
		.diag = edited->diag, .document = judge_document, .to = edited,
	};

	if (read_file(edited, path, &text, options.source))
		yaml_read_stream(buf_text(&text), text.length, &options);
	buf_free(&text);
	arena_free(&arena);
}

/* ---- bundles ---- */

struct package {
	struct edited *edited;
	struct view *view;
};

static void tell(const struct package *package, const struct view_file *file, enum diag_code code,
    const char *const *values)
{
	struct place place = {.source = view_source(package->view, file)};

	diag_add(package->edited->diag, code, &place, NULL, values);
}

/* The sheet has a copy of all that is in a profile or record. */
static bool in_sheet(const char *path)
{
	return strstr(path, "/marketing-profile.") != NULL || strncmp(path, "records/", 8) == 0;
}

#define RESEALED ", and SHA256SUMS was made anew"
#define OLD_SHEET "; upload.html still shows what was there before"
static const char resealed[] = RESEALED, old_sheet[] = OLD_SHEET, resealed_old_sheet[] = RESEALED OLD_SHEET;

static void tell_file(void *to, const char *path, const struct view_file *file, enum view_state state)
{
	const struct package *package = to;

	switch (state) {
	case VIEW_SAME:
		break;
	case VIEW_EDITED:
		tell(package, file, DIAG_R172, DIAG_VALUES(in_sheet(path) ? old_sheet : ""));
		break;
	case VIEW_RESEALED:
		tell(package, file, DIAG_R172, DIAG_VALUES(in_sheet(path) ? resealed_old_sheet : resealed));
		break;
	case VIEW_ADDED:
		tell(package, file, DIAG_R173, NULL);
		break;
	case VIEW_MISSING:
		tell(package, NULL, DIAG_R171, DIAG_VALUES(path));
		break;
	case VIEW_ODD:
		tell(package, file, DIAG_R175, DIAG_VALUES(file->odd));
		break;
	}
}

static void tell_no_sums(void *to, const char *why)
{
	tell(to, NULL, DIAG_R174, DIAG_VALUES(why));
}

/* "KR" of "profiles/KR/marketing-profile.yaml"; false for any other file. */
static bool is_profile(const char *path, char country[3])
{
	static const char start[] = "profiles/", end[] = "/marketing-profile.";
	const size_t at = sizeof start - 1;

	if (strncmp(path, start, at) != 0 || strlen(path) < at + 2 ||
	    strncmp(path + at + 2, end, sizeof end - 1) != 0)
		return false;
	memcpy(country, path + at, 2);
	country[2] = '\0';
	path += at + 2 + sizeof end - 1;
	return strcmp(path, "yaml") == 0 || strcmp(path, "json") == 0;
}

static void judge_profiles(struct edited *edited, struct view *view, struct edited_place *at)
{
	char country[3];

	at->country = country;
	for (size_t i = 0; i < view_count(view); i++) {
		const struct view_file *file = view_file(view, i);
		struct arena arena = {0};
		const struct yaml *root;

		if (!is_profile(file->path, country) || file->odd != NULL)
			continue;
		root = view_tree(view, file, PROFILE_MOST, &arena);
		if (root != NULL)
			edited_profile(edited, root, at);
		arena_free(&arena);
		diag_flush(edited->diag, edited->printer);
	}
}

static void judge_bundle(struct edited *edited, struct view *view)
{
	struct package package = {edited, view};
	const struct view_judge judge = {tell_file, tell_no_sums, &package};
	const struct view_file *index = view_document(view, "bundle");
	struct edited_place at = {.view = view};
	struct arena arena = {0};

	edited->bundles++;
	if (index != NULL) {
		at.index = view_tree(view, index, INDEX_MOST, &arena);
		at.index_name = index->path;
		if (at.index != NULL && !edited_format(edited, at.index, "pinport/bundle/1"))
			at.index = NULL;
	}
	view_judge(view, at.index, &judge);
	diag_flush(edited->diag, edited->printer);
	judge_profiles(edited, view, &at);
	arena_free(&arena);
}

static void judge_bundles(struct edited *edited, const char *path)
{
	struct views *views = views_open(path, &edited->container, edited->diag);

	for (size_t i = 0; views != NULL && i < views_count(views); i++) {
		struct view *view = view_open(views, i);

		if (view != NULL)
			judge_bundle(edited, view);
		view_close(view);
		diag_flush(edited->diag, edited->printer);
	}
	views_close(views);
}

bool edited_input(struct edited *edited, const char *path, enum edited_kind kind)
{
	const size_t errors = diag_count(edited->diag, DIAG_ERROR);

	if (kind == EDITED_BUNDLES)
		judge_bundles(edited, path);
	else
		judge_file(edited, path);
	if (edited->against != NULL && edited->claims.count > 0)
		edited_compare(edited);
	diag_flush(edited->diag, edited->printer);
	map_clear(&edited->claims);
	arena_reset(&edited->arena);
	return diag_count(edited->diag, DIAG_ERROR) == errors;
}

void edited_end(struct edited *edited)
{
	edited_rules_close(edited->rules);
	edited->rules = NULL;
	map_free(&edited->claims);
	arena_free(&edited->arena);
}
