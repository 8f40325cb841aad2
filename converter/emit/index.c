/* bundle.yaml: what the bundle is, where it comes from, and its files. SPDX-License-Identifier: MIT */
#include "emit/emit.h"
#include "emit/parts.h"

static void write_generator(struct writer *w, const struct provenance *provenance)
{
	write_key(w, "generator");
	write_map(w);
	write_pair(w, "name", "pinport");
	write_pair(w, "version", provenance->version);
	write_pair(w, "options", provenance->options);
	write_end(w);
}

static void write_source(struct writer *w, const struct export_root *root, const struct provenance *provenance)
{
	write_key(w, "source");
	write_map(w);
	write_outside(w, "file", provenance->file);
	write_pair(w, "sha256", provenance->sha256);
	write_value(w, "exportedAt", root->exportedAt);
	write_value(w, "version", root->version);
	write_value(w, "generator", root->generator);
	write_end(w);
}

static void write_profile_line(struct writer *w, const struct shaped_profile *shaped, const struct format *format)
{
	const struct profile *profile = &shaped->profile;
	struct buf path = {0};

	buf_printf(&path, "%s/marketing-profile.%s", shaped->directory, format->name);
	write_flow_map(w);
	write_pair(w, "country", profile->country.data);
	write_key(w, "languages");
	write_flow_list(w);
	for (size_t i = 0; i < profile->languages.count; i++)
		write_string(w, profile->languages.items[i].data, profile->languages.items[i].length);
	write_end(w);
	write_pair(w, "path", buf_text(&path));
	write_end(w);
	buf_free(&path);
}

static void write_profiles(struct writer *w, const struct shaped *shaped, const struct format *format)
{
	write_key(w, "profiles");
	write_list(w);
	for (size_t i = 0; i < shaped->profile_count; i++)
		if (!shaped->profiles[i].refused)
			write_profile_line(w, &shaped->profiles[i], format);
	write_end(w);
}

static void write_files(struct writer *w, const struct emitted_file *files, size_t count)
{
	write_key(w, "files");
	write_list(w);
	for (size_t i = 0; i < count; i++) {
		write_flow_map(w);
		write_pair(w, "path", files[i].path);
		write_pair(w, "sha256", files[i].sha256);
		write_key(w, "bytes");
		write_integer(w, files[i].bytes);
		write_end(w);
	}
	write_end(w);
}

void emit_index(struct writer *w, const struct shaped *shaped, const struct provenance *provenance,
    const struct emitted_file *files, size_t file_count, size_t decisions)
{
	write_map(w);
	write_pair(w, "format", "pinport/bundle/1");
	write_pair(w, "edition", shaped->edition->id);
	write_generator(w, provenance);
	write_source(w, shaped->account->root, provenance);
	write_account(w, shaped->account);
	write_profiles(w, shaped, provenance->format);
	write_key(w, "counts");
	write_map(w);
	write_tally(w, shaped);
	write_key(w, "decisions");
	write_integer(w, decisions);
	write_end(w);
	write_files(w, files, file_count);
	write_end(w);
}
