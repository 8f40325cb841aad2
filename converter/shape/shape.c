/* The steps of shaping, in order: see shape.h. SPDX-License-Identifier: MIT */
#include "shape/shape.h"

#include <stdio.h>
#include <string.h>

#include "shape/shaper.h"

void list_add(struct shaper *s, struct list *list, void *item)
{
	if (list->count == list->room) {
		size_t room = list->room == 0 ? 4 : 2 * list->room;
		void **items = arena_alloc(s->arena, mem_product(room, sizeof *items));

		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof *items);
		list->items = items;
		list->room = room;
	}
	list->items[list->count++] = item;
}

void shape_tell(struct shaper *s, enum diag_code code, const struct value *value,
    const char *const *values)
{
	struct buf path = {0};

	if (value != NULL)
		value_path(&path, value);
	diag_add(s->diag, code, value != NULL ? &value->place : &s->account->node.place,
	    value != NULL ? buf_text(&path) : NULL, values);
	buf_free(&path);
}

void shape_tell_node(struct shaper *s, enum diag_code code, const struct node *node,
    const char *const *values)
{
	struct buf path = {0};

	node_path(&path, node);
	diag_add(s->diag, code, &node->place, buf_text(&path), values);
	buf_free(&path);
}

const char *count_text(struct shaper *s, size_t count)
{
	return arena_printf(s->arena, "%zu", count);
}

/* How the account stands in Pinpoint, and whether it may import at all. */
static void tell_state(struct shaper *s)
{
	const struct company *company = s->account->company;
	const char *scope = s->edition->import_scope;

	if (company->status != NULL && strcmp(company->status->text, "Published") != 0)
		shape_tell(s, DIAG_R310, company->status, DIAG_VALUES(company->status->text));
	if (value_true(company->pendingChanges))
		shape_tell(s, DIAG_R311, company->pendingChanges, NULL);
	if (!s->edition->import || scope == NULL || strstr(scope, "CSP") == NULL)
		return;
	if (s->account->cspEnrolled == NULL)
		shape_tell_node(s, DIAG_R313, &s->account->node, DIAG_VALUES(s->edition->id));
	else if (!value_true(s->account->cspEnrolled))
		shape_tell(s, DIAG_R312, s->account->cspEnrolled, DIAG_VALUES(s->edition->id));
}

static void add_code(void *to, size_t code, const char *country)
{
	struct buf *list = to;

	(void)code;
	if (list->length < 1000)
		buf_printf(list, "%s%.2s", list->length > 0 ? ", " : "", country);
}

static void tell_no_profile(struct shaper *s)
{
	const struct nodes *overviews = &s->account->company->overviews;

	buf_clear(&s->scratch);
	NODES_EACH(struct overview, overview, overviews)
		each_country(overview->countries, add_code, &s->scratch);
	shape_tell_node(s, DIAG_R208, &s->account->node, DIAG_VALUES(buf_text(&s->scratch)));
	record_because(s, &s->account->company->node, "no profile was asked for");
}

static void make_profiles(struct shaper *s)
{
	struct shaped *shaped = s->shaped;
	size_t written = 0;

	shaped->profiles = arena_alloc(s->arena,
	    mem_product(s->choices.count, sizeof *shaped->profiles));
	shaped->profile_count = s->choices.count;
	for (size_t i = 0; i < s->choices.count; i++) {
		profile_make(s, &s->choices.items[i], &shaped->profiles[i]);
		written += !shaped->profiles[i].refused;
	}
	if (written == 0 && shaped->profile_count > 0)
		record_because(s, &s->account->company->node, "its profiles were refused (--overflow=fail)");
}

static struct company *no_company(struct shaper *s)
{
	struct company *company = ARENA_NEW(s->arena, struct company);

	company->node.parent = &s->account->node;
	company->node.element = element_child(element_account, "Company", &(size_t){0});
	company->node.place = s->account->node.place;
	return company;
}

static void make_all(struct shaper *s)
{
	if (s->choices.count == 0)
		tell_no_profile(s);
	expertise(s);
	make_profiles(s);
	overviews_leftover(s);
	if (!s->options->ledger)
		return;
	ledger_account(s);
	pictures_recorded(s);
	records_make(s);
	ledger_finish(s);
	checklist_make(s);
}

static void prepare(struct shaper *s)
{
	const struct company *company = s->account->company;

	s->claims_end = &s->claims;
	s->texts_end = &s->shaped->texts;
	s->media_end = &s->shaped->media;
	s->name = required_text(line_text(s, s->account->legalName));
	s->url = line_text(s, company->website);
	s->linkedIn = line_text(s, company->linkedIn);
}

static void finish(struct shaper *s)
{
	text_free(&s->made);
	buf_free(&s->scratch);
	map_free(&s->reasons);
	map_free(&s->solution_tags);
}

struct shaped *shape_account(struct account *account, const struct media_list *media,
    const struct shape_options *options, struct arena *arena, struct diag *diag)
{
	struct shaper s = {
		.account = account, .media = media, .options = options, .edition = options->edition,
		.arena = arena, .diag = diag, .shaped = ARENA_NEW(arena, struct shaped),
	};
	size_t mark = diag_mark(diag);

	s.shaped->account = account;
	s.shaped->edition = options->edition;
	/* Only a schema of the user's own lets an account through without a company. */
	if (account->company == NULL)
		account->company = no_company(&s);
	if (options->plan != NULL)
		s.plan = plan_find(options->plan->accounts, value_text(account->id));
	prepare(&s);
	tell_state(&s);
	pictures_tell(&s);
	overview_texts(&s);
	choose(&s);
	if (diag_worst(diag, mark) < DIAG_REFUSE_ACCOUNT)
		make_all(&s);
	if (options->make_plan && diag_worst(diag, mark) < DIAG_REFUSE_ACCOUNT)
		s.shaped->plan = plan_make(&s);
	finish(&s);
	return s.shaped;
}
