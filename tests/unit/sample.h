/* A small account made by hand, for tests of what is written about accounts. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_SAMPLE_H
#define PINPORT_TESTS_SAMPLE_H

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "model/account.h"

struct sample {
	struct arena arena;
	struct account *account;
};

static struct value *sample_leaf(struct sample *s, struct node *node, const char *name, const char *text)
{
	struct value *leaf = ARENA_NEW(&s->arena, struct value);

	leaf->text = text;
	leaf->length = strlen(text);
	leaf->node = node;
	leaf->name = name != NULL && *name == '@' ? name + 1 : name;
	leaf->attribute = name != NULL && *name == '@';
	if (s->account->last_leaf != NULL)
		s->account->last_leaf->next = leaf;
	else
		s->account->leaves = leaf;
	s->account->last_leaf = leaf;
	s->account->leaf_count++;
	return leaf;
}

/* A new node for the child `name` of a node. With items it goes at their end,
 * inside the node of their group, as the loader does it. */
static void *sample_node(struct sample *s, struct node *parent, const char *name, struct nodes *items)
{
	const struct element *element = NULL, *group = NULL;
	struct node *node;

	for (const struct element *row = parent->element->children; element == NULL && row->name != NULL; row++) {
		size_t hint = 0;

		group = row->kind == ELEMENT_GROUP ? row : NULL;
		if (group != NULL)
			element = element_child(group, name, &hint);
		else if (strcmp(row->name, name) == 0)
			element = row;
	}
	assert(element != NULL && (items != NULL) == (group != NULL));
	node = arena_alloc(&s->arena, element->size);
	*node = (struct node){.parent = parent, .element = element, .index = 1};
	if (items == NULL)
		return node;
	if (items->last != NULL) {
		node->parent = items->last->parent;
		items->last->next = node;
	} else {
		struct node *around = ARENA_NEW(&s->arena, struct node);

		*around = (struct node){.parent = parent, .element = group, .index = 1};
		node->parent = around;
		items->first = node;
	}
	items->last = node;
	node->index = (uint32_t)++items->count;
	return node;
}

static void sample_company(struct sample *s)
{
	struct company *company = sample_node(s, &s->account->node, "Company", NULL);
	struct overview *overview;
	struct tag *tag;

	s->account->company = company;
	company->status = sample_leaf(s, &company->node, "@status", "Published");
	company->website = sample_leaf(s, &company->node, "Website", "http://www.contoso.example/");
	overview = sample_node(s, &company->node, "Overview", &company->overviews);
	overview->language = sample_leaf(s, &overview->node, "@language", "ko-KR");
	overview->text = sample_node(s, &overview->node, "Text", NULL);
	overview->text->text = sample_leaf(s, &overview->text->node, NULL, "We deliver.\nAlways.");
	tag = sample_node(s, &company->node, "Competency", &company->competencies);
	tag->level = sample_leaf(s, &tag->node, "@level", "Gold");
	tag->text = sample_leaf(s, &tag->node, NULL, "Data Analytics");
	tag = sample_node(s, &company->node, "Industry", &company->industries);
	tag->text = sample_leaf(s, &tag->node, NULL, "Retail");
	tag = sample_node(s, &company->node, "Industry", &company->industries);
	tag->text = sample_leaf(s, &tag->node, NULL, "Government");
}

static void sample_referrals(struct sample *s)
{
	struct account *account = s->account;
	struct referral *r = sample_node(s, &account->node, "Referral", &account->referrals);

	r->id = sample_leaf(s, &r->node, "@id", "r-1");
	r->received = sample_leaf(s, &r->node, "@received", "2017-01-31T09:00:00+09:00");
	r->status = sample_leaf(s, &r->node, "@status", "New");
	r->customer = sample_node(s, &r->node, "Customer", NULL);
	r->customer->name = sample_leaf(s, &r->customer->node, "Name", "Kim, \"Minsu\"");
	r->customer->phone = sample_leaf(s, &r->customer->node, "Phone", "+82 2 531 4500");
	r->customer->country = sample_leaf(s, &r->customer->node, "Country", "NO");
	r->subject = sample_leaf(s, &r->node, "Subject", "=HYPERLINK(\"http://x.example\";\"a\")");
	r->notes = sample_leaf(s, &r->node, "Notes", "two\nlines");
	r->estimatedValue = sample_node(s, &r->node, "EstimatedValue", NULL);
	r->estimatedValue->currency = sample_leaf(s, &r->estimatedValue->node, "@currency", "KRW");
	r->estimatedValue->amount = sample_leaf(s, &r->estimatedValue->node, NULL, "1500000");
	r = sample_node(s, &account->node, "Referral", &account->referrals);
	r->id = sample_leaf(s, &r->node, "@id", "0042");
	r->received = sample_leaf(s, &r->node, "@received", "2017-02-01T00:00:00Z");
	r->status = sample_leaf(s, &r->node, "@status", "Lost");
	r->customer = sample_node(s, &r->node, "Customer", NULL);
}

static void sample_reviews(struct sample *s)
{
	struct account *account = s->account;
	struct review *r = sample_node(s, &account->node, "Review", &account->reviews);
	struct rating *rating;

	r->id = sample_leaf(s, &r->node, "@id", "v1");
	r->country = sample_leaf(s, &r->node, "@country", "KR");
	r->submitted = sample_leaf(s, &r->node, "@submitted", "2016-05-05T12:00:00Z");
	rating = sample_node(s, &r->node, "Rating", &r->ratings);
	rating->category = sample_leaf(s, &rating->node, "@category", "Quality");
	rating->stars = sample_leaf(s, &rating->node, "@stars", "5");
	rating = sample_node(s, &r->node, "Rating", &r->ratings);
	rating->category = sample_leaf(s, &rating->node, "@category", "-Price");
	rating->stars = sample_leaf(s, &rating->node, "@stars", "3");
	r->title = sample_leaf(s, &r->node, "Title", "\xEC\xA2\x8B\xEC\x95\x84\xEC\x9A\x94 \xF0\x9F\x98\x80");
}

static void sample_open(struct sample *s)
{
	struct export_root *root;
	struct account *account;

	*s = (struct sample){0};
	root = ARENA_NEW(&s->arena, struct export_root);
	account = s->account = ARENA_NEW(&s->arena, struct account);
	root->node.element = &element_export;
	root->node.index = 1;
	account->node.element = element_account;
	account->node.parent = &root->node;
	account->node.index = 2;
	account->root = root;
	root->version = sample_leaf(s, &root->node, "@version", "1.0");
	root->exportedAt = sample_leaf(s, &root->node, "@exportedAt", "2017-03-06T10:00:00+09:00");
	account->id = sample_leaf(s, &account->node, "@id", "4711");
	account->mpnId = sample_leaf(s, &account->node, "@mpnId", "0004711");
	account->legalName = sample_leaf(s, &account->node, "LegalName", "Contoso Korea");
	sample_company(s);
	sample_referrals(s);
	sample_reviews(s);
}

static void sample_close(struct sample *s)
{
	arena_free(&s->arena);
}

/* The items of a list as records take them. */
static const struct node **sample_nodes(struct sample *s, const struct nodes *items)
{
	const struct node **nodes = arena_alloc(&s->arena, mem_product(items->count, sizeof *nodes));
	size_t count = 0;

	for (const struct node *node = items->first; node != NULL; node = node->next)
		nodes[count++] = node;
	return nodes;
}

#endif
