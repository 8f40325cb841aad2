/* The worker's side of relay.h. SPDX-License-Identifier: MIT */
#include "cli/relay.h"

#include "base/mem.h"

enum { HELD_MOST = 64 << 10 };

/* A worker that dies takes with it what it has not written yet. */
static void maybe_flush(struct wire *wire)
{
	if (wire->out.length > HELD_MOST)
		wire_flush(wire);
}

/* ---- diagnostics ---- */

static void send_sources(struct relay_sender *sender)
{
	const struct diag *diag = sender->batch->reading->session->diag;

	while (sender->sources_sent < diag_source_count(diag)) {
		wire_begin(sender->wire, WIRE_SOURCE);
		wire_text(sender->wire, diag_source_name(diag, ++sender->sources_sent));
		wire_end(sender->wire);
	}
}

/* As the parent numbers them: those of this input, from 1. */
static uint32_t source_of(const struct relay_sender *sender, const struct place *place)
{
	return place->source > sender->sources_before ? place->source - sender->sources_before : 0;
}

static void send_entry(void *to, const struct diag_entry *entry, const char *source)
{
	struct relay_sender *sender = to;

	(void)source;
	send_sources(sender);
	wire_begin(sender->wire, WIRE_ENTRY);
	wire_number(sender->wire, sender->claimed && entry->order >= sender->claimed_at);
	wire_entry(sender->wire, entry, source_of(sender, &entry->place));
	wire_end(sender->wire);
}

static void send_flush(void *to)
{
	struct relay_sender *sender = to;

	wire_begin(sender->wire, WIRE_FLUSH);
	wire_end(sender->wire);
	sender->claimed = false;
	maybe_flush(sender->wire);
}

/* ---- accounts ---- */

/* Whether the account may be converted is known to the parent alone: what is
 * said of it from here on is said on condition. */
static void send_claim(void *to, const struct claim *claim, size_t mark)
{
	struct relay_sender *sender = to;
	const struct diag *diag = sender->batch->reading->session->diag;
	struct wire *wire = sender->wire;
	size_t count, errors = 0, warnings = 0;
	const struct diag_entry *entries = diag_entries(diag, mark, &count);

	for (size_t i = 0; i < count; i++) {
		errors += entries[i].severity == DIAG_ERROR;
		warnings += entries[i].severity == DIAG_WARNING;
	}
	entries = diag_entries(diag, 0, &count);
	sender->claimed = true;
	sender->claimed_at = count > 0 ? entries[count - 1].order + 1 : 0;
	send_sources(sender);
	wire_begin(wire, WIRE_CLAIM);
	wire_text(wire, claim->id);
	wire_text(wire, claim->name);
	wire_place(wire, &claim->account, source_of(sender, &claim->account));
	wire_place(wire, &claim->id_place, source_of(sender, &claim->id_place));
	wire_number(wire, errors);
	wire_number(wire, warnings);
	wire_number(wire, diag_decisions(diag, mark));
	wire_end(wire);
}

static bool find_existing(void *to, const struct account *account, struct convert_result *result)
{
	const struct relay_sender *sender = to;

	return skip_is_there(sender->batch->reading, account->id->text, result);
}

static void send_account(void *to, const struct convert_result *result)
{
	struct relay_sender *sender = to;
	struct wire *wire = sender->wire;
	struct batch_account account;

	batch_describe(result, &account);
	wire_begin(wire, WIRE_ACCOUNT);
	wire_number(wire, account.outcome);
	wire_text(wire, account.id);
	wire_text(wire, account.name);
	wire_text(wire, account.edition);
	wire_text(wire, account.countries);
	wire_text(wire, account.reason);
	wire_number(wire, account.profiles);
	wire_number(wire, account.withheld);
	wire_number(wire, account.decisions);
	wire_number(wire, account.errors);
	wire_number(wire, account.warnings);
	wire_end(wire);
	maybe_flush(wire);
}

/* ---- output ---- */

static bool send_data(void *to, const void *data, size_t size)
{
	struct relay_sender *sender = to;

	wire_begin(sender->wire, WIRE_DATA);
	wire_bytes(sender->wire, data, size);
	wire_end(sender->wire);
	maybe_flush(sender->wire);
	return true;
}

static void send_parcel(void *to, const void *parcel, size_t size)
{
	struct relay_sender *sender = to;

	wire_begin(sender->wire, WIRE_PARCEL);
	wire_bytes(sender->wire, parcel, size);
	wire_end(sender->wire);
}

static void send_commit(void *to, bool commit, bool lacking)
{
	struct relay_sender *sender = to;

	wire_begin(sender->wire, WIRE_COMMIT);
	wire_number(sender->wire, commit);
	wire_number(sender->wire, lacking);
	wire_end(sender->wire);
}

/* ---- inputs ---- */

/* Diagnostics, documents and bundles of this copy of the process go to the wire. */
void relay_begin(struct relay_sender *sender, struct batch *batch, unsigned number, struct wire *wire)
{
	struct reading *reading = batch->reading;
	struct diag *diag = reading->session->diag;
	struct delivery *delivery = &reading->convert.delivery;

	*sender = (struct relay_sender){.batch = batch, .wire = wire, .number = number};
	diag_flush(diag, NULL);   /* the parent prints those */
	diag_on_flush(diag, send_flush, sender);
	reading->printer = (struct diag_printer){.entry = send_entry, .to = sender};
	reading->progress = NULL;
	sender->watch = (struct convert_watch){.claimed = send_claim, .account = send_account, .to = sender};
	if (batch->watch.is_there != NULL)
		sender->watch.is_there = find_existing;
	reading->convert.watch = &sender->watch;
	sender->giver = (struct bundle_giver){.account = send_parcel, .input = send_commit, .to = sender};
	if (delivery->stream != NULL) {
		delivery->stream = send_data;
		delivery->stream_to = sender;
	}
}

/* The worker's own target, with its first input: then there is somebody to tell of a failure. */
static bool open_target(struct relay_sender *sender)
{
	struct delivery *delivery = &sender->batch->reading->convert.delivery;
	struct bundle_target *target;

	if (delivery->target == NULL || sender->own_target)
		return true;
	target = bundle_open_worker(delivery->target, sender->number, &sender->giver,
	    sender->batch->reading->session->diag);
	if (target == NULL)
		return false;
	delivery->target = target;
	sender->own_target = true;
	return true;
}

void relay_input(struct relay_sender *sender, const char *path)
{
	struct reading *reading = sender->batch->reading;
	struct wire *wire = sender->wire;
	size_t before[READING_COUNTERS] = {0};
	bool failed = true, good = false;

	sender->sources_before = sender->sources_sent = diag_source_count(reading->session->diag);
	for (size_t i = 0; i < READING_COUNTERS; i++)
		if (reading->counters[i] != NULL)
			before[i] = *reading->counters[i];
	if (open_target(sender))
		good = batch_read(sender->batch, path, &failed);
	diag_flush(reading->session->diag, &reading->printer);
	wire_begin(wire, WIRE_END);
	wire_number(wire, good);
	wire_number(wire, failed);
	for (size_t i = 0; i < READING_COUNTERS; i++)
		wire_number(wire, reading->counters[i] != NULL ? *reading->counters[i] - before[i] : 0);
	wire_end(wire);
}
