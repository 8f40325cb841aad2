/* Small pieces that several documents of a bundle share: see parts.h. SPDX-License-Identifier: MIT */
#include "emit/parts.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

struct tally tally_of(const struct shaped *shaped)
{
	struct tally tally = {0};

	for (const struct value *leaf = shaped->account->leaves; leaf != NULL; leaf = leaf->next)
		tally.fates[leaf->fate]++;
	for (size_t i = 0; i < shaped->profile_count; i++) {
		tally.profiles += !shaped->profiles[i].refused;
		tally.refused += shaped->profiles[i].refused;
	}
	for (const struct kept_media *media = shaped->media; media != NULL; media = media->next)
		tally.pictures++;
	return tally;
}

static void write_count(struct writer *w, const char *key, size_t count)
{
	write_key(w, key);
	write_integer(w, count);
}

void write_tally(struct writer *w, const struct shaped *shaped)
{
	struct tally tally = tally_of(shaped);
	size_t sum = 0;

	write_count(w, "leaves", shaped->account->leaf_count);
	for (enum fate fate = FATE_MAPPED; fate <= FATE_DROPPED; fate++) {
		write_count(w, fate_name(fate), tally.fates[fate]);
		sum += tally.fates[fate];
	}
	/* The promise of the ledger: every leaf is accounted for. */
	assert(tally.fates[FATE_NONE] == 0 && sum == shaped->account->leaf_count);
	write_count(w, "profiles", tally.profiles);
	write_count(w, "refusedProfiles", tally.refused);
	write_count(w, "pictures", tally.pictures);
}

void write_value(struct writer *w, const char *key, const struct value *value)
{
	if (value == NULL)
		return;
	write_key(w, key);
	write_string(w, value->text, value->length);
}

void write_outside(struct writer *w, const char *key, const char *text)
{
	struct buf shown = {0};

	if (text != NULL && !utf8_valid(text, strlen(text), NULL)) {
		utf8_show(&shown, text, strlen(text), 0);
		text = buf_text(&shown);
	}
	write_pair(w, key, text);
	buf_free(&shown);
}

void write_account(struct writer *w, const struct account *account)
{
	write_key(w, "account");
	write_map(w);
	write_value(w, "id", account->id);
	write_value(w, "mpnId", account->mpnId);
	write_value(w, "legalName", account->legalName);
	write_value(w, "cspEnrolled", account->cspEnrolled);
	write_end(w);
}
