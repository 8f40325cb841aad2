/* Bundles against their export: see verify.h. SPDX-License-Identifier: MIT */
#include "check/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "check/verify_parts.h"

enum { INDEX_MOST = 64 << 20 };

/* All bundles at a path. */
struct running {
	struct verify *verify;
	struct against *against;
	struct views *views;
	struct arena arena;
	struct map bundles;          /* account id -> struct bundle */
	bool failed;
};

struct bundle {
	size_t index;
	const char *id;
	struct place place;          /* of the id in the index */
	bool met;
};

/* ---- files ---- */

static void tell_file(struct verifying *v, const struct view_file *file, enum diag_code code,
    const char *const *values)
{
	struct place place = {.source = view_source(v->view, file)};

	diag_add(v->verify->diag, code, &place, NULL, values);
}

static bool is_picture(const char *path)
{
	static const char *const documents[] = {".yaml", ".json", ".csv", ".html"};
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot != NULL && i < sizeof documents / sizeof *documents; i++)
		if (strcmp(dot, documents[i]) == 0)
			return false;
	return dot != NULL;
}

static void see_file(void *to, const char *path, const struct view_file *file, enum view_state state)
{
	struct verifying *v = to;

	v->pictures += file != NULL && state != VIEW_ADDED && is_picture(path);
	switch (state) {
	case VIEW_SAME:
		break;
	case VIEW_EDITED:
		tell_file(to, file, DIAG_R167, DIAG_VALUES(""));
		break;
	case VIEW_RESEALED:
		tell_file(to, file, DIAG_R167,
		    DIAG_VALUES(" in the bundle's index; SHA256SUMS was made anew after the change"));
		break;
	case VIEW_ADDED:
		tell_file(to, file, DIAG_R173, NULL);
		break;
	case VIEW_MISSING:
		tell_file(to, NULL, DIAG_R171, DIAG_VALUES(path));
		break;
	case VIEW_ODD:
		tell_file(to, file, DIAG_R175, DIAG_VALUES(file->odd));
		break;
	}
}

static void see_no_sums(void *to, const char *why)
{
	tell_file(to, NULL, DIAG_R174, DIAG_VALUES(why));
}

/* ---- counts ---- */

static size_t count_of(const struct yaml *list)
{
	size_t count = 0;

	for (const struct yaml *item = list != NULL ? list->first : NULL; item != NULL; item = item->next)
		count++;
	return count;
}

static size_t count_severity(const struct yaml *report, const char *severity)
{
	static const char *const lists[] = {"decisions", "diagnostics"};
	size_t count = 0;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct yaml *list = yaml_member(report, lists[i]);

		for (const struct yaml *item = list != NULL ? list->first : NULL; item != NULL; item = item->next) {
			const char *own = yaml_string(item, "severity");

			count += own != NULL && strcmp(own, severity) == 0;
		}
	}
	return count;
}

static void check_count(struct verifying *v, const struct yaml *map, const char *key, size_t found)
{
	const struct yaml *member = yaml_member(map, key);
	char number[24];

	if (member == NULL)
		return;
	snprintf(number, sizeof number, "%zu", found);
	if (member->kind != YAML_SCALAR || strcmp(member->text, number) != 0)
		diag_add(v->verify->diag, DIAG_R166, &member->place, NULL,
		    DIAG_VALUES(member->kind == YAML_SCALAR ? member->text : "no number", key, number));
}

static void check_counts(struct verifying *v)
{
	const struct yaml *const maps[] = {
		yaml_member(v->report, "summary"), yaml_member(v->index, "counts"),
	};

	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
		check_count(v, maps[i], "leaves", v->account->leaf_count);
		for (enum fate fate = FATE_MAPPED; fate <= FATE_DROPPED; fate++)
			check_count(v, maps[i], fate_name(fate), v->fates[fate]);
		check_count(v, maps[i], "profiles", count_of(yaml_member(v->index, "profiles")));
		check_count(v, maps[i], "pictures", v->pictures);
		check_count(v, maps[i], "decisions", count_of(yaml_member(v->report, "decisions")));
		check_count(v, maps[i], "errors", count_severity(v->report, "error"));
		check_count(v, maps[i], "warnings", count_severity(v->report, "warning"));
		check_count(v, maps[i], "notes", count_severity(v->report, "note"));
	}
}

/* ---- one bundle ---- */

static bool check_format(struct verifying *v, const struct yaml *root, const char *expected)
{
	const char *format = yaml_string(root, "format");

	return (format != NULL && strcmp(format, expected) == 0) || diag_add(v->verify->diag, DIAG_R151,
	    &root->place, "/format", DIAG_VALUES(format != NULL ? format : "not named", expected));
}

static void check_same(struct verifying *v, const char *name, const struct yaml *own, const char *other)
{
	if (own != NULL && own->kind == YAML_SCALAR && other != NULL && strcmp(own->text, other) != 0)
		diag_add(v->verify->diag, DIAG_R154, &own->place, NULL,
		    DIAG_VALUES(name, own->text, "the bundle's index", other));
}

static void check_source(struct verifying *v)
{
	const struct yaml *own = yaml_member(yaml_member(v->index, "source"), "sha256");
	const char *theirs = against_sha256(v->against);

	if (own != NULL && own->kind == YAML_SCALAR && theirs != NULL && strcmp(own->text, theirs) != 0)
		diag_add(v->verify->diag, DIAG_R169, &own->place, NULL, DIAG_VALUES(own->text, theirs));
}

/* A report that the index names and that is gone was told with the files. */
static bool is_listed(const struct verifying *v, const char *start)
{
	const struct yaml *files = yaml_member(v->index, "files");

	for (const struct yaml *file = files != NULL ? files->first : NULL; file != NULL; file = file->next) {
		const char *path = yaml_string(file, "path");

		if (path != NULL && strncmp(path, start, strlen(start)) == 0)
			return true;
	}
	return false;
}

static bool read_report(struct verifying *v)
{
	v->report_file = view_document(v->view, "report");
	if (v->report_file == NULL)
		return !is_listed(v, "report.") && diag_add(v->verify->diag, DIAG_R171,
		    &(struct place){.source = view_source(v->view, NULL)}, NULL, DIAG_VALUES("the report"));
	v->report = view_tree(v->view, v->report_file, VERIFY_TREE_MOST, &v->arena);
	return v->report != NULL && check_format(v, v->report, "pinport/report/1");
}

static void verify_account(struct verifying *v)
{
	const struct view_judge judge = {see_file, see_no_sums, v};

	view_judge(v->view, v->index, &judge);
	check_source(v);
	if (!read_report(v))
		return;
	check_same(v, "the account id", yaml_member(yaml_member(v->report, "account"), "id"),
	    yaml_string(yaml_member(v->index, "account"), "id"));
	check_same(v, "the edition", yaml_member(v->report, "edition"), yaml_string(v->index, "edition"));
	verify_ledger(v);
	check_counts(v);
}

static void close_bundle(struct verifying *v)
{
	map_free(&v->trees);
	map_free(&v->lists);
	map_free(&v->lines);
	arena_free(&v->arena);
	view_close(v->view);
}

/* The index of a bundle; NULL after a diagnostic. */
static const struct yaml *open_bundle(struct verifying *v, struct running *running, size_t index)
{
	const struct view_file *file;

	*v = (struct verifying){.verify = running->verify, .against = running->against};
	v->view = view_open(running->views, index);
	if (v->view == NULL)
		return NULL;
	file = view_document(v->view, "bundle");
	v->index = view_tree(v->view, file, INDEX_MOST, &v->arena);
	return v->index != NULL && check_format(v, v->index, "pinport/bundle/1") ? v->index : NULL;
}

static bool is_asked(void *to, const char *id)
{
	const struct running *running = to;

	return map_find(&running->bundles, id, strlen(id)) != NULL;
}

static void see_account(void *to, const struct account *account, bool usable)
{
	struct running *running = to;
	struct bundle *bundle = map_find(&running->bundles, account->id->text, account->id->length);
	struct diag *diag = running->verify->diag;
	const size_t errors = diag_count(diag, DIAG_ERROR);
	struct verifying v;

	bundle->met = true;
	running->failed |= !usable;
	if (!usable)
		return;
	if (open_bundle(&v, running, bundle->index) != NULL) {
		v.account = account;
		verify_account(&v);
	}
	diag_flush(diag, running->verify->printer);
	running->failed |= diag_count(diag, DIAG_ERROR) > errors;
	if (v.view != NULL && running->verify->done != NULL)
		running->verify->done(running->verify->to, view_name(v.view), account->leaf_count,
		    diag_count(diag, DIAG_ERROR) == errors);
	close_bundle(&v);
}

/* ---- all bundles ---- */

/* Which account each is for; the folder of a bundle is named by it. */
static void list_bundle(struct running *running, size_t index)
{
	const struct yaml *id = NULL;
	struct bundle *bundle;
	struct verifying v;
	bool good = open_bundle(&v, running, index) != NULL;

	if (good) {
		id = yaml_member(yaml_member(v.index, "account"), "id");
		good = (id != NULL && id->kind == YAML_SCALAR) || diag_add(running->verify->diag, DIAG_R142,
		    &v.index->place, "/account", DIAG_VALUES("account", "id"));
	}
	if (good) {
		bundle = ARENA_NEW(&running->arena, struct bundle);
		*bundle = (struct bundle){index, arena_string(&running->arena, id->text), id->place, false};
		good = map_add(&running->bundles, bundle->id, strlen(bundle->id), bundle) == NULL ||
		    diag_add(running->verify->diag, DIAG_R154, &id->place, "/account/id",
		        DIAG_VALUES("the account id", id->text, "another bundle here", id->text));
	}
	running->failed |= !good;
	close_bundle(&v);
	diag_flush(running->verify->diag, running->verify->printer);
}

static void tell_unmet(struct running *running)
{
	for (size_t i = 0; i < running->bundles.room; i++) {
		const struct bundle *bundle = running->bundles.slots[i].key != NULL
		    ? running->bundles.slots[i].value : NULL;

		if (bundle == NULL || bundle->met)
			continue;
		running->failed = true;
		diag_add(running->verify->diag, DIAG_R156, &bundle->place, "/account/id",
		    DIAG_VALUES("account", bundle->id));
	}
}

bool verify_bundles(struct verify *verify, const char *path)
{
	struct running running = {.verify = verify};
	struct against against = {
		.path = verify->export, .diag = verify->diag, .printer = verify->printer,
		.container = verify->container, .xsd = verify->xsd, .schema = verify->schema,
		.asked = is_asked, .account = see_account, .to = &running,
	};

	running.against = &against;
	running.views = views_open(path, &verify->container, verify->diag);
	running.failed = running.views == NULL;
	for (size_t i = 0; running.views != NULL && i < views_count(running.views); i++)
		list_bundle(&running, i);
	if (running.bundles.count > 0) {
		if (against_read(&against))
			tell_unmet(&running);
		else
			running.failed = true;
	}
	diag_flush(verify->diag, verify->printer);
	views_close(running.views);
	map_free(&running.bundles);
	arena_free(&running.arena);
	return !running.failed;
}
