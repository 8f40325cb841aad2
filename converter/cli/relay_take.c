/* The parent's side of relay.h: frames become what this process would have
 * done itself. SPDX-License-Identifier: MIT */
#include "cli/relay.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

static struct diag *diag_of(const struct relay_taker *taker)
{
	return taker->batch->reading->session->diag;
}

/* ---- diagnostics ---- */

static bool take_source(struct relay_taker *taker, struct frame_reader *reader)
{
	const char *name = frame_string(reader);

	if (reader->bad)
		return false;
	if (taker->source_count == taker->source_room) {
		taker->source_room = taker->source_room == 0 ? 16 : taker->source_room * 2;
		taker->sources = mem_resize(taker->sources,
		    mem_product(taker->source_room, sizeof *taker->sources));
	}
	taker->sources[taker->source_count++] = diag_source_again(diag_of(taker), name);
	return true;
}

/* Its n-th source is … here. */
static void number_source(const struct relay_taker *taker, struct place *place)
{
	if (place->source > 0)
		place->source = taker->sources[place->source - 1];
}

static struct place take_place(const struct relay_taker *taker, struct frame_reader *reader)
{
	struct place place = frame_place(reader, (uint32_t)taker->source_count);

	number_source(taker, &place);
	return place;
}

static bool take_entry(struct relay_taker *taker, struct frame_reader *reader)
{
	const bool behind_claim = frame_number(reader, 1) == 1;
	const char *values[WIRE_VALUES];
	struct diag_entry entry;

	if (!frame_entry(reader, &entry, values, (uint32_t)taker->source_count))
		return false;
	number_source(taker, &entry.place);
	if (!behind_claim || !taker->claim.refused)
		diag_add_again(diag_of(taker), &entry);
	return true;
}

/* An account that an earlier input has, too, ends here as it would have ended in one process. */
static bool take_flush(struct relay_taker *taker, struct frame_reader *reader)
{
	struct relay_claim *claim = &taker->claim;

	(void)reader;
	if (claim->open && claim->refused)
		claim_refused(&claim->claim, ++claim->errors, diag_of(taker));
	claim->open = false;
	diag_flush(diag_of(taker), &taker->batch->reading->printer);
	return true;
}

/* ---- accounts ---- */

static bool take_claim(struct relay_taker *taker, struct frame_reader *reader)
{
	struct relay_claim *claim = &taker->claim;
	const char *id = frame_string(reader), *name = frame_string(reader);

	arena_reset(&claim->arena);
	claim->claim = (struct claim){
		.id = arena_string(&claim->arena, id), .name = arena_string(&claim->arena, name),
	};
	claim->claim.account = take_place(taker, reader);
	claim->claim.id_place = take_place(taker, reader);
	claim->errors = (size_t)frame_number(reader, SIZE_MAX);
	claim->warnings = (size_t)frame_number(reader, SIZE_MAX);
	claim->decisions = (size_t)frame_number(reader, SIZE_MAX);
	if (reader->bad)
		return false;
	claim->open = true;
	claim->refused = !claims_add(&taker->batch->reading->convert.claims, &claim->claim, diag_of(taker));
	return true;
}

static bool take_account(struct relay_taker *taker, struct frame_reader *reader)
{
	struct convert_totals *totals = &taker->batch->reading->convert.totals;
	struct batch_account account = {
		.outcome = (enum convert_outcome)frame_number(reader, CONVERT_REFUSED),
	};

	account.id = frame_string(reader);
	account.name = frame_string(reader);
	account.edition = frame_string(reader);
	account.countries = frame_string(reader);
	account.reason = frame_string(reader);
	account.profiles = (size_t)frame_number(reader, SIZE_MAX);
	account.withheld = (size_t)frame_number(reader, SIZE_MAX);
	account.decisions = (size_t)frame_number(reader, SIZE_MAX);
	account.errors = (size_t)frame_number(reader, SIZE_MAX);
	account.warnings = (size_t)frame_number(reader, SIZE_MAX);
	if (reader->bad)
		return false;
	if (taker->claim.refused) {
		account.outcome = CONVERT_REFUSED;
		account.reason = diag_rows[DIAG_R110].code;
		account.profiles = account.withheld = 0;
		account.decisions = taker->claim.decisions;
		account.errors = taker->claim.errors;
		account.warnings = taker->claim.warnings;
	}
	taker->refused = taker->refused || taker->claim.refused;
	taker->claim.refused = false;
	totals->accounts++;
	totals->profiles += account.profiles;
	totals->withheld += account.withheld;
	totals->decisions += account.decisions;
	totals->refused += account.outcome == CONVERT_REFUSED;
	batch_account(taker->batch, &account);
	return true;
}

/* ---- output ---- */

static bool take_data(struct relay_taker *taker, struct frame_reader *reader)
{
	const struct delivery *delivery = &taker->batch->reading->convert.delivery;

	if (delivery->stream == NULL)
		return false;
	if (!taker->claim.refused)
		delivery->stream(delivery->stream_to, reader->at, reader->left);
	return true;
}

static bool take_parcel(struct relay_taker *taker, struct frame_reader *reader)
{
	struct bundle_target *target = taker->batch->reading->convert.delivery.target;
	const struct bundle_parcel parcel = {reader->at, reader->left, taker->claim.claim.id};

	if (target == NULL || parcel.id == NULL)
		return false;
	return taker->claim.refused ? bundle_refuse(target, taker->number, &parcel)
	                            : bundle_take(target, taker->number, &parcel, &taker->claim.claim.account);
}

static bool take_commit(struct relay_taker *taker, struct frame_reader *reader)
{
	struct bundle_target *target = taker->batch->reading->convert.delivery.target;
	const bool commit = frame_number(reader, 1) == 1, lacking = frame_number(reader, 1) == 1;

	if (target == NULL || reader->bad)
		return false;
	if (lacking)
		bundle_lacks(target);
	if (commit)
		bundle_commit(target);
	else
		bundle_abort(target);
	return true;
}

static bool take_end(struct relay_taker *taker, struct frame_reader *reader)
{
	struct reading *reading = taker->batch->reading;
	const bool good = frame_number(reader, 1) == 1, failed = frame_number(reader, 1) == 1;
	size_t counted[READING_COUNTERS];

	for (size_t i = 0; i < READING_COUNTERS; i++)
		counted[i] = (size_t)frame_number(reader, SIZE_MAX);
	if (reader->bad)
		return false;
	for (size_t i = 0; i < READING_COUNTERS; i++)
		if (reading->counters[i] != NULL)
			*reading->counters[i] += counted[i];
	reading->convert.totals.inputs++;
	reading->convert.totals.failed_inputs += failed;
	diag_flush(diag_of(taker), &reading->printer);
	batch_input_done(taker->batch, taker->batch->input, good && !taker->refused, failed);
	return true;
}

bool relay_take(struct relay_taker *taker, unsigned number, const struct frame *frame)
{
	static bool (*const takers[WIRE_KINDS])(struct relay_taker *, struct frame_reader *) = {
		[WIRE_SOURCE] = take_source, [WIRE_ENTRY] = take_entry, [WIRE_FLUSH] = take_flush,
		[WIRE_CLAIM] = take_claim, [WIRE_DATA] = take_data, [WIRE_PARCEL] = take_parcel,
		[WIRE_COMMIT] = take_commit, [WIRE_ACCOUNT] = take_account, [WIRE_END] = take_end,
	};
	struct frame_reader reader = frame_open(frame);

	taker->number = number;
	return takers[frame->kind] != NULL && takers[frame->kind](taker, &reader);
}

void relay_forget(struct relay_taker *taker)
{
	taker->source_count = 0;
	taker->claim.open = taker->claim.refused = taker->refused = false;
}

void relay_close(struct relay_taker *taker)
{
	mem_free(taker->sources);
	arena_free(&taker->claim.arena);
}
