/* pinport plan: pinport's choices as a file to edit. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "cli/planning.h"
#include "cli/say.h"
#include "emit/plan.h"
#include "shape/replan.h"

struct planning {
	struct reading reading;
	struct plan plan;              /* its head */
	const struct plan *old;        /* --from, or NULL */
	struct map met;                /* accounts of the old plan that the export still has */
	struct buf text, lost;
	size_t accounts;
};

/* Once the export's hash is known: with the first account. */
static void add_head(struct planning *p)
{
	const struct provenance *provenance = &p->reading.convert.delivery.provenance;

	p->plan.edition = p->reading.convert.shape.edition->id;
	p->plan.file = provenance->file;
	p->plan.sha256 = provenance->sha256;
	emit_plan_head(&p->text, &p->plan, p->reading.convert.shape.edition);
}

static void shaped(void *to, const struct shaped *shaped, struct container *container, size_t mark)
{
	struct planning *p = to;
	struct diag *diag = p->reading.session->diag;
	struct plan_entry *old;
	size_t count, found_count;
	const struct diag_entry *found;
	const struct replan replan = {
		.edition = shaped->edition, .arena = &p->reading.convert.account_arena, .diag = diag,
		.lost = &p->lost,
	};

	(void)container;
	if (shaped->plan == NULL)
		return;
	diag_entries(diag, mark, &found_count);
	if (p->old != NULL) {
		old = plan_find(p->old->accounts, shaped->plan->id);
		if (old != NULL)
			map_add(&p->met, old->id, strlen(old->id), old);
		replan_account(&replan, shaped->plan, old);
	}
	if (p->accounts++ == 0)
		add_head(p);
	/* What replanning found stands at the end of the plan. */
	found = diag_entries(diag, mark, &count);
	emit_plan_account(&p->text, shaped->plan, found, found_count);
}

static void add_gone(struct planning *p)
{
	const struct replan replan = {
		.arena = &p->reading.session->arena, .diag = p->reading.session->diag, .lost = &p->lost,
	};
	const struct plan_entry *old = p->old != NULL ? p->old->accounts : NULL;

	for (; old != NULL; old = old->next)
		if (map_find(&p->met, old->id, strlen(old->id)) == NULL)
			replan_gone(&replan, old);
}

/* The folder that the output stands in, opened; its bare name in *name. */
static int open_folder(struct session *session, const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');

	*name = slash != NULL ? slash + 1 : path;
	if (slash == NULL)
		return file_open_folder(AT_FDCWD, ".");
	return file_open_folder(AT_FDCWD, slash == path ? "/"
	    : arena_copy(&session->arena, path, (size_t)(slash - path)));
}

static bool write_whole(int at, const char *name, const struct buf *text, bool force)
{
	struct file_scratch scratch;
	bool good;
	int fd;

	if (!file_scratch_open(&scratch, at))
		return false;
	fd = file_create(scratch.fd, "plan");
	good = fd >= 0 && file_write(fd, text->data, text->length) && file_sync(fd);
	if (fd >= 0)
		good &= file_close(fd);
	good = good && (force ? file_rename_over(scratch.fd, "plan", at, name)
	                      : file_rename_new(scratch.fd, "plan", at, name));
	if (!good) {
		const int why = errno;

		file_scratch_close(&scratch);
		errno = why;
		return false;
	}
	return file_scratch_close(&scratch) && file_sync(at);
}

static bool write_plan(struct planning *p)
{
	struct session *session = p->reading.session;
	const char *path = session->options.output, *name;
	bool good;
	int at;

	if (path == NULL || strcmp(path, "-") == 0)
		return fwrite(buf_text(&p->text), 1, p->text.length, stdout) == p->text.length;
	at = open_folder(session, path, &name);
	good = at >= 0 && write_whole(at, name, &p->text, session->options.force);
	if (!good && errno == EEXIST)
		diag_add(session->diag, DIAG_I204, NULL, NULL, DIAG_VALUES(path));
	else if (!good)
		diag_add(session->diag, DIAG_I207, NULL, NULL, DIAG_VALUES(path, strerror(errno)));
	if (at >= 0)
		file_close(at);
	if (good && !session->options.quiet) {
		SAY(stderr, session->text.language, "result: edit {0}, then: pinport convert {1} --plan {0} -o bundles",
		    path, session->options.words.items[0]);
		putc('\n', stderr);
	}
	return good;
}

/* The old plan, and its edition unless another one is asked for. */
static bool read_old(struct planning *p)
{
	struct session *session = p->reading.session;
	char sha256[HASH_TEXT];

	if (session->options.words.count > 1)
		return diag_add(session->diag, DIAG_U206, NULL, NULL,
		    DIAG_VALUES("plan", session->options.words.items[1]));
	if (session->options.from == NULL)
		return true;
	p->old = plan_read(session, session->options.from, sha256);
	if (p->old == NULL)
		return false;
	if (session->options.edition == NULL)
		p->reading.convert.shape.edition = edition_named(session, p->old->edition);
	return p->reading.convert.shape.edition != NULL;
}

void run_plan(struct session *session)
{
	struct planning p = {0};
	struct convert *convert = &p.reading.convert;

	if (reading_open(&p.reading, session, stderr) && read_old(&p)) {
		convert->depth = CONVERT_SHAPE;
		convert->hash = true;
		convert->shape.make_plan = true;
		convert->shaped = shaped;
		convert->to = &p;
		reading_run(&p.reading);
		if (p.accounts > 0 && convert->totals.failed_inputs == 0) {
			add_gone(&p);
			emit_plan_end(&p.text, p.accounts, &p.lost);
			write_plan(&p);
		}
	}
	reading_close(&p.reading);
	map_free(&p.met);
	buf_free(&p.text);
	buf_free(&p.lost);
}
