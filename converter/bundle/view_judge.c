/* Which files of a bundle are as pinport wrote them: see view.h.
 *
 * SHA256SUMS and the list files[] of the index are two witnesses. The index
 * names all files but itself and SHA256SUMS, so that sums made anew after an
 * edit do not hide it. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/map.h"
#include "bundle/view.h"

enum { SUMS_MOST = 64 << 20 };

struct judging {
	struct view *view;
	const struct view_judge *judge;
	struct sums sums;
	bool has_sums, failed;
	struct map listed;              /* path -> hash, by files[] of the index */
	struct arena arena;
};

static void read_sums(struct judging *judging)
{
	const struct view_file *file = view_find(judging->view, SUMS_NAME);
	struct buf text = {0};

	if (file == NULL || file->odd != NULL) {
		judging->judge->no_sums(judging->judge->to, "is missing");
	} else if (!view_read(judging->view, file, &text, SUMS_MOST)) {
		judging->failed = true;
	} else {
		judging->has_sums = strlen(buf_text(&text)) == text.length &&
		    sums_parse(&judging->sums, buf_text(&text), &judging->arena);
		if (!judging->has_sums)
			judging->judge->no_sums(judging->judge->to, "is not the list of hashes that pinport wrote");
	}
	buf_free(&text);
}

static void read_listed(struct judging *judging, const struct yaml *files)
{
	for (const struct yaml *item = files != NULL ? files->first : NULL; item != NULL; item = item->next) {
		const char *path = yaml_string(item, "path"), *hash = yaml_string(item, "sha256");

		if (path != NULL && hash != NULL)
			map_add(&judging->listed, path, strlen(path), (void *)(uintptr_t)hash);
	}
}

static const char *listed_hash(const struct judging *judging, const char *path)
{
	return map_find(&judging->listed, path, strlen(path));
}

static const char *summed_hash(const struct judging *judging, const char *path)
{
	const struct emitted_file *file = judging->has_sums ? sums_find(&judging->sums, path) : NULL;

	return file != NULL ? file->sha256 : NULL;
}

static enum view_state state_of(struct judging *judging, const struct view_file *file)
{
	const char *summed = summed_hash(judging, file->path);
	const char *listed = listed_hash(judging, file->path);
	char sha256[HASH_TEXT];

	if (file->odd != NULL)
		return VIEW_ODD;
	if (summed == NULL && listed == NULL)
		return judging->has_sums || judging->listed.count > 0 ? VIEW_ADDED : VIEW_SAME;
	if (!view_hash(judging->view, file, sha256)) {
		judging->failed = true;
		return VIEW_SAME;
	}
	if (summed != NULL && strcmp(summed, sha256) != 0)
		return VIEW_EDITED;
	if (listed != NULL && strcmp(listed, sha256) != 0)
		return summed != NULL ? VIEW_RESEALED : VIEW_EDITED;
	return VIEW_SAME;
}

static void tell(const struct judging *judging, const char *path, const struct view_file *file,
    enum view_state state)
{
	judging->judge->file(judging->judge->to, path, file, state);
}

static void judge_present(struct judging *judging)
{
	for (size_t i = 0; i < view_count(judging->view); i++) {
		const struct view_file *file = view_file(judging->view, i);
		const bool untold = strcmp(file->path, SUMS_NAME) == 0 ||
		    (!judging->has_sums && file == view_document(judging->view, "bundle"));

		if (!untold || file->odd != NULL)
			tell(judging, file->path, file, state_of(judging, file));
	}
}

static void judge_missing(struct judging *judging, const struct yaml *files)
{
	for (size_t i = 0; i < judging->sums.count; i++)
		if (view_find(judging->view, judging->sums.list[i].path) == NULL)
			tell(judging, judging->sums.list[i].path, NULL, VIEW_MISSING);
	for (const struct yaml *item = files != NULL ? files->first : NULL; item != NULL; item = item->next) {
		const char *path = yaml_string(item, "path");

		if (path != NULL && view_find(judging->view, path) == NULL &&
		    summed_hash(judging, path) == NULL)
			tell(judging, path, NULL, VIEW_MISSING);
	}
}

bool view_judge(struct view *view, const struct yaml *index, const struct view_judge *judge)
{
	struct judging judging = {.view = view, .judge = judge};
	const struct yaml *files = yaml_member(index, "files");

	read_sums(&judging);
	if (!judging.has_sums)
		judging.sums.count = 0;
	read_listed(&judging, files);
	judge_present(&judging);
	judge_missing(&judging, files);
	map_free(&judging.listed);
	arena_free(&judging.arena);
	return !judging.failed;
}
