/* Many inputs in one run: see batch.h. SPDX-License-Identifier: MIT */
#include "cli/batch.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/utf8.h"
#include "cli/relay.h"
#include "cli/workers.h"

enum {
	WORKERS_MOST = 256,
	DEALT_MOST = 8     /* processes for one input, unless more are asked for: each goes through all of it */
};

/* ---- options ---- */

static unsigned processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	return CPU_COUNT(&set) > 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

static bool read_jobs(struct batch *batch)
{
	const char *text = batch->reading->session->options.jobs;
	unsigned long jobs;
	char *end;

	batch->workers = 1;
	if (text == NULL)
		return true;
	errno = 0;
	jobs = strtoul(text, &end, 10);
	if (!ascii_digit(*text) || *end != '\0' || errno != 0 || jobs > WORKERS_MOST)
		return diag_add(batch->reading->session->diag, DIAG_U204, NULL, NULL,
		    DIAG_VALUES("--jobs", text, "a number from 0 (as many as there are processors) to 256", ""));
	batch->workers = jobs > 0 ? (unsigned)jobs : processors();
	return true;
}

static bool clash(const struct batch *batch, const char *one, const char *other)
{
	return diag_add(batch->reading->session->diag, DIAG_U208, NULL, NULL, DIAG_VALUES(one, other));
}

/* Two kinds of data cannot share stdout. */
static bool read_summary(struct batch *batch)
{
	const struct options *o = &batch->reading->session->options;
	if (o->summary == NULL)
		return true;
	batch->summary.form = strcmp(o->summary, "json") == 0 ? SUMMARY_JSON : SUMMARY_TABLE;
	if (batch->summary.form != SUMMARY_JSON)
		return true;
	if (batch->reading->session->command->bit == FOR_VALIDATE)
		return strcmp(o->diagnostics, "json") == 0 || clash(batch, "--summary json", "findings in another format");
	if (!batch->bundles && batch->writes)
		return clash(batch, "--summary json", "profiles as a stream on stdout");
	return true;
}

static bool read_skipping(const struct batch *batch)
{
	const struct options *o = &batch->reading->session->options;

	if (!o->skip_existing)
		return true;
	if (!batch->bundles)
		return clash(batch, "--skip-existing", "output to stdout");
	return !bundle_is_zip(o->output) || clash(batch, "--skip-existing", "a ZIP file as output");
}

/* Standard input can be read once. */
static bool only_once(const struct batch *batch)
{
	const struct strings *words = &batch->reading->session->options.words;
	size_t count = 0;

	for (size_t i = 0; i < words->count; i++)
		count += strcmp(words->items[i], "-") == 0;
	return count < 2 || diag_add(batch->reading->session->diag, DIAG_U206, NULL, NULL,
	    DIAG_VALUES(batch->reading->session->command->name, "-"));
}

/* ---- accounts and inputs ---- */

static void add_contents(struct batch *batch, const struct batch_account *account)
{
	const struct sheet_index_row row = {
		.id = account->id, .name = account->name, .edition = account->edition,
		.countries = account->countries, .decisions = account->decisions,
		.refused = account->outcome == CONVERT_REFUSED ? account->reason : NULL,
	};

	contents_add(&batch->contents, &row);
}

static enum summary_outcome outcome_of(const struct batch *batch, enum convert_outcome outcome)
{
	if (outcome == CONVERT_REFUSED)
		return SUMMARY_REFUSED;
	if (outcome != CONVERT_DELIVERED)
		return SUMMARY_SKIPPED;
	if (batch->bundles)
		return SUMMARY_WAITING;
	return batch->writes ? SUMMARY_WRITTEN : SUMMARY_CHECKED;
}

void batch_account(struct batch *batch, const struct batch_account *account)
{
	struct session *session = batch->reading->session;

	/* One that is there, too: the same id again, refused, must not be told as refused. The rest is read from its bundle. */
	if (batch->bundles && account->outcome != CONVERT_NOTHING)
		add_contents(batch, account);
	/* As if it had been converted now. */
	if (account->outcome == CONVERT_THERE &&
	    (account->errors > 0 || (session->options.strict && account->warnings > 0)))
		diag_raise_exit(session->diag, 1);
	summary_account(&batch->summary, &(struct summary_account){
		.input = batch->input, .id = account->id, .name = account->name,
		.outcome = outcome_of(batch, account->outcome),
		.bundle = batch->bundles && account->outcome != CONVERT_NOTHING,
		.profiles = account->profiles, .decisions = account->decisions,
		.errors = account->errors, .warnings = account->warnings,
	});
	progress_tell(&batch->progress, batch->summary.inputs, batch->reading->convert.totals.accounts);
}

void batch_input_done(struct batch *batch, const char *path, bool good, bool failed)
{
	const struct diag *diag = batch->reading->session->diag;
	const size_t errors = diag_count(diag, DIAG_ERROR), warnings = diag_count(diag, DIAG_WARNING);

	if (batch->reading->input_done != NULL) {
		progress_hide(&batch->progress);
		batch->reading->input_done(batch->reading, path, good);
	}
	summary_input(&batch->summary, path, failed, errors - batch->errors, warnings - batch->warnings);
	batch->errors = errors;
	batch->warnings = warnings;
	progress_tell(&batch->progress, batch->summary.inputs, batch->reading->convert.totals.accounts);
}

void batch_bundle_done(void *to, const char *account_id, enum bundle_outcome outcome)
{
	struct batch *batch = to;

	contents_done(&batch->contents, account_id, outcome);
	summary_bundle(&batch->summary, account_id, outcome);
}

void batch_describe(const struct convert_result *result, struct batch_account *account)
{
	*account = (struct batch_account){
		.outcome = result->outcome,
		.id = result->id, .name = result->name,
		.edition = result->edition, .countries = result->countries,
		.reason = result->reason != NULL ? result->reason : "",
		.profiles = result->profiles, .withheld = result->withheld, .decisions = result->decisions,
		.errors = result->errors, .warnings = result->warnings,
	};
}

/* ---- in this process ---- */

static void see_account(void *to, const struct convert_result *result)
{
	struct batch_account account;

	batch_describe(result, &account);
	batch_account(to, &account);
}

static bool see_existing(void *to, const struct account *account, struct convert_result *result)
{
	const struct batch *batch = to;

	return skip_is_there(batch->reading, account->id->text, result);
}

bool batch_read(struct batch *batch, const char *path, bool *failed)
{
	struct reading *reading = batch->reading;
	const size_t before = reading->convert.totals.failed_inputs;
	bool good;

	batch->input = path;
	good = reading->input != NULL ? reading->input(reading, path)
	                              : convert_input(&reading->convert, path);
	*failed = reading->convert.totals.failed_inputs != before;
	return good;
}

static void read_here(struct batch *batch, const char *path)
{
	bool failed, good = batch_read(batch, path, &failed);

	deal_end(&batch->deal);
	batch_input_done(batch, path, good, failed);
}

/* ---- with workers ---- */

struct crew {
	struct batch *batch;
	struct relay_sender sender;    /* in a worker */
	struct relay_taker taker;      /* in this process */
};

static const char *path_of(const struct crew *crew, size_t index)
{
	return crew->batch->reading->session->options.words.items[index];
}

static void crew_begin(void *to, unsigned number, struct wire *wire)
{
	struct crew *crew = to;

	relay_begin(&crew->sender, crew->batch, number, wire);
}

static void crew_input(void *to, size_t index)
{
	struct crew *crew = to;

	relay_input(&crew->sender, path_of(crew, index));
}

static bool crew_frame(void *to, size_t index, unsigned number, const struct frame *frame)
{
	struct crew *crew = to;

	crew->batch->input = path_of(crew, index);
	return relay_take(&crew->taker, number, frame);
}

static void report_lost(struct batch *batch, const char *path, int status)
{
	struct diag *diag = batch->reading->session->diag;
	const struct place place = {.source = diag_source(diag, path)};
	char number[16];
	const char *why = number;

	if (status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 5) {
		diag_add(diag, DIAG_I501, &place, NULL, NULL);
		return;
	}
	snprintf(number, sizeof number, "status %d", WEXITSTATUS(status));
	if (status == LOST_GARBLED)
		why = "what it told cannot be understood";
	else if (status == LOST_SPOOL)
		why = "what it told could not be kept in a temporary file";
	else if (WIFSIGNALED(status))
		why = strsignal(WTERMSIG(status));
	diag_add(diag, DIAG_I510, &place, NULL, DIAG_VALUES(why));
}

/* An input whose worker died: nothing of it is kept, as if it could not be read. */
static void crew_lost(void *to, size_t index, int status)
{
	struct crew *crew = to;
	struct batch *batch = crew->batch;
	struct reading *reading = batch->reading;
	const char *path = path_of(crew, index);

	batch->input = path;
	if (reading->convert.delivery.target != NULL)
		bundle_abort(reading->convert.delivery.target);
	report_lost(batch, path, status);
	diag_flush(reading->session->diag, &reading->printer);
	relay_forget(&crew->taker);
	reading->convert.totals.inputs++;
	reading->convert.totals.failed_inputs++;
	batch_input_done(batch, path, false, true);
}

static void crew_alone(void *to, size_t index)
{
	struct crew *crew = to;

	read_here(crew->batch, path_of(crew, index));
}

static void crew_done(void *to, size_t index)
{
	struct crew *crew = to;

	(void)index;
	relay_forget(&crew->taker);
}

static void run_crew(struct batch *batch)
{
	struct crew crew = {.batch = batch, .taker.batch = batch};
	const struct work work = {
		.count = batch->reading->session->options.words.count,
		.workers = batch->workers, .spool = &batch->spool,
		.begin = crew_begin, .input = crew_input, .frame = crew_frame, .lost = crew_lost,
		.alone = crew_alone, .done = crew_done, .to = &crew,
	};

	batch->stopped = workers_run(&work);
	batch->reading->session->stopped = batch->stopped;
	relay_close(&crew.taker);
}

/* ---- all of it ---- */

bool batch_open(struct batch *batch, struct reading *reading)
{
	const struct options *o = &reading->session->options;
	unsigned cores, busy;
	size_t count;

	batch->reading = reading;
	batch->spool.fd = -1;
	batch->summary.output = o->output;
	if (!read_jobs(batch) || !read_summary(batch) || !read_skipping(batch) || !select_inputs(reading) ||
	    !only_once(batch))
		return false;
	count = o->words.count;
	cores = o->jobs != NULL ? batch->workers : processors();
	/* One input is read here: a process of its own would protect nobody. */
	batch->workers = count < 2 ? 0 : batch->workers < count ? batch->workers : (unsigned)count;
	busy = batch->workers > 0 ? batch->workers : 1;
	if (batch->workers == 0 && batch->bundles) {
		busy = o->jobs != NULL || cores < DEALT_MOST ? cores : DEALT_MOST;
		if (busy > 1)
			deal_open(&batch->deal, reading, busy);
	}
	reading->convert.container.ahead = cores >= 2 * busy;
	batch->watch = (struct convert_watch){.account = see_account, .to = batch};
	if (o->skip_existing)
		batch->watch.is_there = see_existing;
	reading->convert.watch = &batch->watch;
	reading->batch = batch;
	reading->progress = &batch->progress;
	if (batch->workers > 0)
		spool_open(&batch->spool);
	progress_open(&batch->progress, o->progress, o->quiet, count);
	return true;
}

void batch_run(struct batch *batch)
{
	const struct strings *words = &batch->reading->session->options.words;

	progress_tell(&batch->progress, 0, 0);
	if (batch->workers > 0)
		run_crew(batch);
	else
		for (size_t i = 0; i < words->count; i++)
			read_here(batch, words->items[i]);
	progress_hide(&batch->progress);
}

void batch_finish(struct batch *batch)
{
	const struct options *o = &batch->reading->session->options;
	const bool table = !o->quiet && (batch->summary.form == SUMMARY_TABLE || o->words.count > 1);

	progress_hide(&batch->progress);
	summary_finish(&batch->summary, table ? stderr : NULL);
	if (batch->summary.failed)
		diag_add(batch->reading->session->diag, DIAG_I301, NULL, NULL, NULL);
}

void batch_close(struct batch *batch)
{
	if (batch->reading != NULL)
		batch->reading->progress = NULL;
	spool_close(&batch->spool);
	summary_free(&batch->summary);
	contents_free(&batch->contents);
}
