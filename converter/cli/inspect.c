/* pinport inspect: what is inside an export. SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "cli/reading.h"
#include "emit/writer.h"

static void show(const char *text)
{
	struct buf shown = {0};

	utf8_show(&shown, text, strlen(text), 60);
	fputs(buf_text(&shown), stdout);
	buf_free(&shown);
}

static void show_value(const char *label, const struct value *value)
{
	if (value == NULL)
		return;
	printf("%s", label);
	show(value->text);
}

static void show_listings(const char *kind, const struct nodes *listings)
{
	NODES_EACH(struct listing, listing, listings) {
		const struct localization *first = (const struct localization *)(void *)listing->localizations.first;

		printf("  %-12s ", kind);
		show(value_text(listing->id));
		show_value("  ", first != NULL ? first->name : NULL);
		show_value("  ", listing->status);
		if (value_true(listing->pendingChanges))
			printf(", pending changes");
		printf(", %zu language%s\n", listing->localizations.count,
		    listing->localizations.count == 1 ? "" : "s");
	}
}

static void show_company(const struct company *company)
{
	NODES_EACH(struct overview, overview, &company->overviews) {
		size_t length;

		show_value("  overview     ", overview->language);
		show_value("  for ", overview->countries);
		length = utf8_count_utf16(overview->text->text->text, overview->text->text->length);
		printf(", %zu character%s in the source\n", length, length == 1 ? "" : "s");
	}
	show_value("  website      ", company->website);
	printf("\n");
	if (company->logo != NULL) {
		show_value("  logo         ", company->logo->file);
		printf("\n");
	}
}

static void seen_text(void *to, const struct account *account, bool usable)
{
	(void)to;
	printf("account ");
	show(value_text(account->id));
	show_value("  ", account->legalName);
	if (!usable) {
		printf("  (refused: see the errors)\n");
		return;
	}
	show_value(", MPN ", account->mpnId);
	show_value(", ", account->company->status);
	if (value_true(account->company->pendingChanges))
		printf(", pending changes");
	printf("\n");
	show_company(account->company);
	NODES_EACH(struct location, location, &account->locations) {
		printf("  location     ");
		show(value_text(location->id));
		show_value("  ", location->name);
		show_value("  ", location->address->city);
		show_value(", ", location->address->country);
		printf("%s\n", value_true(location->primary) ? ", primary" : "");
	}
	show_listings("application", &account->applications);
	show_listings("service", &account->professionalServices);
	printf("  referrals    %zu\n  reviews      %zu\n", account->referrals.count, account->reviews.count);
}

static void write_value(struct writer *w, const char *key, const struct value *value)
{
	if (value != NULL)
		write_pair(w, key, value->text);
}

static void write_count(struct writer *w, const char *key, size_t count)
{
	write_key(w, key);
	write_integer(w, count);
}

static void write_overviews(struct writer *w, const struct company *company)
{
	write_key(w, "overviews");
	write_list(w);
	NODES_EACH(struct overview, overview, &company->overviews) {
		write_map(w);
		write_value(w, "language", overview->language);
		write_value(w, "countries", overview->countries);
		write_end(w);
	}
	write_end(w);
}

static void seen_json(void *to, const struct account *account, bool usable)
{
	struct buf line = {0};
	struct writer *w = format_find("json")->open(&line, WRITE_STREAM);

	(void)to;
	write_map(w);
	write_value(w, "id", account->id);
	write_value(w, "mpnId", account->mpnId);
	write_value(w, "legalName", account->legalName);
	write_key(w, "usable");
	write_boolean(w, usable);
	if (usable) {
		write_value(w, "status", account->company->status);
		write_key(w, "pendingChanges");
		write_boolean(w, value_true(account->company->pendingChanges));
		write_overviews(w, account->company);
		write_count(w, "locations", account->locations.count);
		write_count(w, "applications", account->applications.count);
		write_count(w, "professionalServices", account->professionalServices.count);
		write_count(w, "referrals", account->referrals.count);
		write_count(w, "reviews", account->reviews.count);
		write_count(w, "values", account->leaf_count);
	}
	write_end(w);
	write_close(w);
	fwrite(buf_text(&line), 1, line.length, stdout);
	buf_free(&line);
}

struct inspecting {
	struct reading reading;        /* first: input_done gets its address */
	size_t accounts, failed;       /* before the input at hand */
};

/* Accounts are shown while they are read; convert takes none of them unless all of the input is sound. */
static void input_done(struct reading *reading, const char *path, bool good)
{
	struct inspecting *inspecting = (struct inspecting *)(void *)reading;
	const struct convert_totals *totals = &reading->convert.totals;

	if (!good && totals->failed_inputs > inspecting->failed && totals->accounts > inspecting->accounts &&
	    reading->convert.seen == seen_text) {
		show(path);
		printf(": none of its accounts can be converted, see the errors\n");
	}
	inspecting->failed = totals->failed_inputs;
	inspecting->accounts = totals->accounts;
}

void run_inspect(struct session *session)
{
	const char *format = session->options.format;
	struct inspecting inspecting = {.reading = {.input_done = input_done}};
	struct reading *reading = &inspecting.reading;

	if (reading_open(reading, session, stderr)) {
		reading->convert.depth = CONVERT_LOAD;
		reading->convert.seen = format != NULL && strcmp(format, "json") == 0 ? seen_json : seen_text;
		reading_run(reading);
	}
	reading_close(reading);
}
