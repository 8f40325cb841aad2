/* Which of the inputs are this run's: --only-failed takes those that an earlier
 * run could not convert, --shard a part of them that is the same everywhere.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "cli/batch.h"
#include "load/yaml.h"

enum { REPORT_MOST = 1 << 30, SHARDS_MOST = 1000000, SHARD_DIGITS = 16 };

/* ---- --only-failed ---- */

/* What a saved `--summary json` says. */
struct failures {
	struct reading *reading;
	struct map hashes;             /* of the names of inputs, as hex */
	struct arena *arena;
	const char **names;            /* in order, NULL for one that is not told in full */
	size_t count, room;
	size_t cut;                    /* lines of those */
};

static bool refused(const struct yaml *line)
{
	const char *outcome = yaml_string(line, "outcome");

	return outcome != NULL && (strcmp(outcome, "refused") == 0 || strcmp(outcome, "failed") == 0);
}

static void note_failure(struct failures *failures, const struct yaml *line)
{
	const char *input = yaml_string(line, "input"), *sha256 = yaml_string(line, "inputSha256");
	char own[HASH_TEXT];

	if (sha256 == NULL) {
		hash_bytes(input, strlen(input), own);
	} else {
		failures->cut++;
		if (strlen(sha256) != HASH_TEXT - 1)
			return;
		memcpy(own, sha256, HASH_TEXT);
	}
	if (map_add(&failures->hashes, arena_string(failures->arena, own), HASH_TEXT - 1, failures) != NULL ||
	    sha256 != NULL)
		return;
	if (failures->count == failures->room) {
		failures->room = failures->room == 0 ? 64 : failures->room * 2;
		failures->names = mem_resize(failures->names, mem_product(failures->room, sizeof *failures->names));
	}
	failures->names[failures->count++] = arena_string(failures->arena, input);
}

static bool bad_line(const struct failures *failures, const char *path, size_t number)
{
	return diag_add(failures->reading->session->diag, DIAG_U209, NULL, NULL, DIAG_VALUES(path,
	    arena_printf(failures->arena, "%zu", number)));
}

/* Lines of findings, which `validate --format json` puts between, are passed over. */
static bool read_line(struct failures *failures, const char *text, size_t size)
{
	struct arena arena = {0};
	struct diag *silent = diag_open();
	const struct yaml_options options = {.most = size, .arena = &arena, .diag = silent};
	const struct yaml *line = yaml_read_one(text, size, &options);
	const bool good = line != NULL && line->kind == YAML_MAP &&
	    (yaml_member(line, "outcome") == NULL || yaml_string(line, "input") != NULL);

	if (good && refused(line))
		note_failure(failures, line);
	diag_close(silent);
	arena_free(&arena);
	return good;
}

/* A last line without an end is what a killed run left: it tells nothing. */
static bool read_report(struct failures *failures, const char *path, const struct buf *text)
{
	size_t number = 0;

	for (size_t at = 0; at < text->length;) {
		const char *start = text->data + at, *end = memchr(start, '\n', text->length - at);
		const size_t size = end != NULL ? (size_t)(end - start) : 0;

		if (end == NULL)
			break;
		number++;
		if (size > 0 && !read_line(failures, start, size))
			return bad_line(failures, path, number);
		at += size + 1;
	}
	return true;
}

static bool has_failed(const struct failures *failures, const char *input)
{
	char sha256[HASH_TEXT];

	hash_bytes(input, strlen(input), sha256);
	return map_find(&failures->hashes, sha256, HASH_TEXT - 1) != NULL;
}

/* Of the inputs that were named; if none was, those that the report names. */
static bool keep_failed(struct failures *failures, const char *path)
{
	struct strings *words = &failures->reading->session->options.words;
	const char **kept = arena_alloc(failures->arena,
	    mem_product(words->count + failures->count + 1, sizeof *kept));
	size_t count = 0;

	if (words->count == 0 && failures->cut > 0)
		return diag_add(failures->reading->session->diag, DIAG_U210, NULL, NULL, DIAG_VALUES(path));
	for (size_t i = 0; i < words->count; i++)
		if (has_failed(failures, words->items[i]))
			kept[count++] = words->items[i];
	for (size_t i = 0; words->count == 0 && i < failures->count; i++)
		kept[count++] = failures->names[i];
	*words = (struct strings){kept, count};
	return true;
}

static bool only_failed(struct reading *reading)
{
	const char *path = reading->session->options.only_failed;
	struct failures failures = {.reading = reading, .arena = &reading->session->arena};
	struct buf text = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	bool good = fd >= 0 && file_read_all(fd, &text, REPORT_MOST);

	if (!good)
		diag_add(reading->session->diag, DIAG_I302, NULL, NULL, DIAG_VALUES(path, strerror(errno)));
	if (fd >= 0)
		file_close(fd);
	good = good && read_report(&failures, path, &text) && keep_failed(&failures, path);
	buf_free(&text);
	map_free(&failures.hashes);
	mem_free(failures.names);
	return good;
}

/* ---- --shard ---- */

static bool read_shard(struct reading *reading, uint64_t *shard, uint64_t *shards)
{
	const char *text = reading->session->options.shard;
	char *slash, *end = NULL;

	errno = 0;
	*shard = strtoull(text, &slash, 10);
	*shards = *slash == '/' && ascii_digit(slash[1]) ? strtoull(slash + 1, &end, 10) : 0;
	if (ascii_digit(*text) && end != NULL && *end == '\0' && errno == 0 && *shard >= 1 &&
	    *shard <= *shards && *shards <= SHARDS_MOST)
		return true;
	return diag_add(reading->session->diag, DIAG_U204, NULL, NULL, DIAG_VALUES("--shard", text,
	    "K/N: the K-th part of N, such as 1/8", ""));
}

/* By the name as given: other inputs, or their order, change nothing. */
static uint64_t shard_of(const char *input, uint64_t shards)
{
	char sha256[HASH_TEXT];

	hash_bytes(input, strlen(input), sha256);
	sha256[SHARD_DIGITS] = '\0';
	return strtoull(sha256, NULL, SHARD_DIGITS) % shards;
}

static bool keep_shard(struct reading *reading)
{
	struct strings *words = &reading->session->options.words;
	const char **kept;
	uint64_t shard, shards;
	size_t count = 0;

	if (!read_shard(reading, &shard, &shards))
		return false;
	kept = arena_alloc(&reading->session->arena, mem_product(words->count + 1, sizeof *kept));
	for (size_t i = 0; i < words->count; i++)
		if (shard_of(words->items[i], shards) == shard - 1)
			kept[count++] = words->items[i];
	*words = (struct strings){kept, count};
	return true;
}

bool select_inputs(struct reading *reading)
{
	const struct options *options = &reading->session->options;

	return (options->only_failed == NULL || only_failed(reading)) &&
	    (options->shard == NULL || keep_shard(reading));
}
