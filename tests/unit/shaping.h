/* From the XML of one account to its profiles, for tests of shaping and rules. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_SHAPING_H
#define PINPORT_TESTS_SHAPING_H

#include <assert.h>
#include <string.h>

#include "load/account.h"
#include "load/edition.h"
#include "rules/rules.h"
#include "shape/shape.h"

struct shaping {
	struct arena arena;
	struct diag *diag;
	const struct catalogue *catalogue;
	struct account *account;
	struct media_list media;
	struct shape_options options;
	struct shaped *shaped;
};

static bool shaping_take(void *to, struct account *account, bool usable, size_t mark)
{
	(void)mark;
	if (usable)
		((struct shaping *)to)->account = account;
	return true;
}

static const char *shaping_path(void *to)
{
	(void)to;
	return NULL;
}

/* `account` is the inside of <Account id="4711">, from LegalName on; attributes
 * of the account may stand before it as <?attributes mpnId="1"?>. */
static void shaping_load(struct shaping *t, const char *attributes, const char *inside)
{
	struct load_options load = {
		.arena = &t->arena, .diag = t->diag, .path = shaping_path, .account = shaping_take, .to = t,
	};
	struct loader *loader = load_open(&load);
	struct xml_handler handler = load_handler(loader);
	const struct xml_handler *handlers[] = {&handler};
	struct xml_reader *reader = xml_open(0, &limits_default, handlers, 1, NULL, t->diag);
	struct buf xml = {0};

	buf_printf(&xml, "<PinpointExport xmlns='urn:pinport:pinpoint-export:1' version='1.0'"
	    " exportedAt='2017-02-10T09:00:00Z'><Account id='4711' %s>%s</Account></PinpointExport>",
	    attributes, inside);
	t->account = NULL;
	assert(xml_feed(reader, buf_text(&xml), xml.length) && xml_finish(reader));   /* the test's XML is well formed */
	assert(t->account != NULL);
	xml_close(reader);
	load_close(loader);
	buf_free(&xml);
}

static int shaping_open(void **state)
{
	struct shaping *t = mem_alloc(sizeof *t);

	t->diag = diag_open();
	t->catalogue = &edition_built_in;
	t->options = (struct shape_options){.catalogue = t->catalogue, .ledger = true};
	*state = t;
	return 0;
}

static int shaping_close(void **state)
{
	struct shaping *t = *state;

	diag_close(t->diag);
	arena_free(&t->arena);
	mem_free(t);
	return 0;
}

/* Shapes for one edition. Diagnostics of earlier calls are forgotten. */
static const struct shaped *shaping_make(struct shaping *t, const char *edition, const char *inside)
{
	diag_flush(t->diag, NULL);
	t->options.edition = catalogue_edition(t->catalogue, edition);
	assert(t->options.edition != NULL);
	shaping_load(t, "", inside);
	t->shaped = shape_account(t->account, &t->media, &t->options, &t->arena, t->diag);
	return t->shaped;
}

/* Runs the rules over what was shaped last. */
static void shaping_check(struct shaping *t)
{
	struct rules *rules = rules_open(t->catalogue, t->options.edition);
	struct rules_context context = {
		.media = &t->media, .texts = t->shaped->plain_texts, .profiles = t->shaped->profile_count,
	};

	rules_check_account(rules, t->account, &context, t->diag);
	for (size_t i = 0; i < t->shaped->profile_count; i++) {
		rules_check_profile(rules, &t->shaped->profiles[i].profile, &context, t->diag);
		context.earlier = &t->shaped->profiles[0].profile;
	}
	rules_close(rules);
}

/* How often a code was told since the last shaping_make(). */
static inline size_t shaping_told(const struct shaping *t, enum diag_code code)
{
	size_t count, told = 0;
	const struct diag_entry *entries = diag_entries(t->diag, 0, &count);

	for (size_t i = 0; i < count; i++)
		told += entries[i].code == code;
	return told;
}

/* The first message of a code, until the next call; "" when it was not told. */
static inline const char *shaping_message(struct shaping *t, enum diag_code code)
{
	size_t count;
	const struct diag_entry *entries = diag_entries(t->diag, 0, &count);
	struct buf message = {0};
	const char *copy = "";

	for (size_t i = 0; i < count; i++)
		if (entries[i].code == code) {
			diag_message(&message, &entries[i]);
			copy = arena_copy(&t->arena, buf_text(&message), message.length);
			break;
		}
	buf_free(&message);
	return copy;
}

#define COMPANY(inside) \
	"<LegalName>Contoso GmbH</LegalName><Company status='Published' lastModified='2017-01-01T00:00:00'>" \
	"<Website>https://www.contoso.com/</Website>" inside "</Company>"
#define OVERVIEW(language, countries, text) \
	"<Overview language='" language "' countries='" countries "'><Text>" text "</Text></Overview>"
#define PLAIN_COMPANY \
	COMPANY("<Overviews>" OVERVIEW("en-US", "US", "We build things.") "</Overviews>")
#define PLACE(id, attributes, country) \
	"<Location id='" id "' " attributes "><Address><Line1>1 Main St</Line1><City>Town</City><Country>" \
	country "</Country></Address></Location>"
#define LISTING(element, id, status, more) \
	"<" element " id='" id "' status='" status "' lastModified='2017-01-01T00:00:00'>" more "</" element ">"
#define WORDS(language, countries, name, text) \
	"<Localization language='" language "' countries='" countries "'><Name>" name "</Name>" \
	"<LongDescription>" text "</LongDescription></Localization>"

#endif
