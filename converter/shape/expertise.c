/* The tags that every profile of an account has: industries, products, service
 * types, solutions, sizes of customer, and what was earned.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "shape/match.h"
#include "shape/shaper.h"

/* Where one list of tags comes from and goes to. */
struct tag_list {
	const char *name;               /* in messages: "industries" */
	const char *pointer;            /* in the profile */
	enum vocabulary_id vocabulary;
	uint32_t most;                  /* 0: no maximum is stated */
	struct texts *texts;
	struct map *seen;               /* folded tag -> its index in texts + 1 */
	size_t over, total;
	const struct node *first_over;
};

/* Equal but for ASCII case is the same tag. */
static const char *folded(struct shaper *s, const struct text *text)
{
	char *copy = arena_copy(s->arena, text->data, text->length);

	for (size_t i = 0; i < text->length; i++)
		copy[i] = ascii_lower(copy[i]);
	return copy;
}

static void tell_unmatched(struct shaper *s, const struct tag_list *list, const struct text *text)
{
	const struct vocabulary *vocabulary = &s->options->catalogue->vocabularies[list->vocabulary];

	buf_clear(&s->scratch);
	for (size_t i = 0; i < vocabulary->unmatched_count; i++) {
		const struct vocabulary_unmatched *near = &vocabulary->unmatched[i];

		if (!match_same(near->word, text->data))
			continue;
		for (size_t j = 0; j < near->candidates.count; j++)
			buf_printf(&s->scratch, "%s%s", j == 0 ? "; near it: " : " or ",
			    near->candidates.items[j]);
	}
	shape_tell(s, DIAG_R301, text->value,
	    DIAG_VALUES(text->data, list->name, s->edition->id, buf_text(&s->scratch)));
}

/* Puts the published value in the place of what was typed. False when the form
 * offers only the published ones and this is none of them. */
static bool match_tag(struct shaper *s, const struct tag_list *list, struct text *text)
{
	const struct vocabulary *vocabulary = &s->options->catalogue->vocabularies[list->vocabulary];
	const struct vocabulary_value *value;
	bool exact = false;

	if (!s->edition->has_vocabulary)
		return true;
	value = match_again(s->options->matches, s->options->catalogue, list->vocabulary, text->data, &exact);
	if (value == NULL) {
		if (!vocabulary->free_form)
			tell_unmatched(s, list, text);
		return vocabulary->free_form;
	}
	if (!exact) {
		text->data = value->value;
		text->length = strlen(value->value);
		text->change = change_of(s, text->value, CHANGE_MATCHED, NULL);
	}
	return true;
}

/* Before lists were published, tags stay as typed, and what they would match is told. */
static void suggest(struct shaper *s, const struct tag_list *list, const struct text *text)
{
	const struct vocabulary *vocabulary = &s->options->catalogue->vocabularies[list->vocabulary];
	bool exact = false;
	const struct vocabulary_value *value = match_again(s->options->matches, s->options->catalogue,
	    list->vocabulary, text->data, &exact);

	if (value != NULL && !exact)
		shape_tell(s, DIAG_R209, text->value,
		    DIAG_VALUES(text->data, value->value, vocabulary->published_from, s->edition->id));
}

/* Adds a tag, or says of its leaf where the same tag stands already. */
static void put_tag(struct shaper *s, struct tag_list *list, const struct text *text)
{
	const char *key = folded(s, text);
	size_t place = list->texts->count + 1;
	void *earlier = map_add(list->seen, key, strlen(key), (void *)(uintptr_t)place);

	if (earlier != NULL) {
		size_t at = (uintptr_t)earlier - 1;
		bool same = strcmp(list->texts->items[at].data, text->value->text) == 0;

		ledger_claim(s, (struct value *)text->value, same ? FATE_MAPPED : FATE_CHANGED,
		    pointer_item(s, list->pointer, at), same ? NULL : "the same tag stands there already");
		return;
	}
	list->texts->items[list->texts->count++] = *text;
	if (!s->edition->has_vocabulary)
		suggest(s, list, text);
}

static void take_tag(struct shaper *s, struct tag_list *list, struct tag *tag)
{
	struct text text = line_text(s, tag->text);

	if (text.data == NULL)
		return;
	list->total++;
	if (!match_tag(s, list, &text)) {
		record_because(s, &tag->node, "it is not in the list that the form offers");
	} else if (list->most > 0 && list->texts->count == list->most &&
	           map_find(list->seen, folded(s, &text), text.length) == NULL) {
		record_because(s, &tag->node, "the form takes no more of them");
		if (list->over++ == 0)
			list->first_over = &tag->node;
	} else {
		put_tag(s, list, &text);
	}
}

static void make_room(struct shaper *s, struct texts *texts, size_t count)
{
	texts->items = arena_alloc(s->arena, mem_product(count, sizeof *texts->items));
	texts->count = 0;
}

static void take_tags(struct shaper *s, struct tag_list *list, const struct nodes *tags)
{
	NODES_EACH(struct tag, tag, tags)
		take_tag(s, list, tag);
	if (list->over > 0)
		shape_tell_node(s, DIAG_R302, list->first_over,
		    DIAG_VALUES(count_text(s, list->over), count_text(s, list->total), list->name,
		        s->edition->id, count_text(s, list->most)));
}

static void closed_tags(struct shaper *s, const struct nodes *tags, struct tag_list list)
{
	struct map seen = {0};

	if (tags->count == 0)
		return;
	list.seen = &seen;
	make_room(s, list.texts, tags->count);
	take_tags(s, &list, tags);
	map_free(&seen);
}

/* Business needs and keywords; the form had no such tags before listings became tags, too. */
static void free_tags(struct shaper *s, const struct company *company)
{
	struct tag_list list = {
		.name = "solutions", .pointer = "/partnerExpertise/solutions",
		.vocabulary = VOCABULARY_SOLUTIONS, .texts = &s->solutions, .seen = &s->solution_tags,
	};

	if (s->edition->has_solutions)
		return;
	make_room(s, &s->solutions, company->businessNeeds.count + company->keywords.count);
	take_tags(s, &list, &company->businessNeeds);
	take_tags(s, &list, &company->keywords);
}

/* A number of employees; more digits than fit are "and more" all the same. */
static uint32_t employees(const struct value *value)
{
	uint64_t number = 0;

	for (const char *at = value->text; *at != '\0'; at++) {
		if (!ascii_digit(*at))
			continue;
		number = number * 10 + (uint64_t)(*at - '0');
		if (number > UINT32_MAX)
			return UINT32_MAX;
	}
	return (uint32_t)number;
}

/* The published sizes that a range overlaps, first and last, as indices into the vocabulary. */
struct size_match { struct customer_size *size; size_t first, last; };

static bool match_size(struct shaper *s, struct customer_size *size, bool *chosen,
    struct size_match *match)
{
	const struct vocabulary *sizes = &s->options->catalogue->vocabularies[VOCABULARY_SIZES];
	uint32_t least = employees(size->minEmployees);
	uint32_t most = size->maxEmployees != NULL ? employees(size->maxEmployees) : UINT32_MAX;
	bool found = false;

	*match = (struct size_match){.size = size};
	match_sizes(sizes, least, most, chosen);
	for (size_t i = 0; i < sizes->value_count; i++)
		if (chosen[i]) {
			match->first = found ? match->first : i;
			match->last = i;
			found = true;
		}
	if (least > most) {
		record_because(s, &size->node, "its lower end is above its upper end");
	} else if (!found) {
		record_because(s, &size->node, "no published size fits");
		shape_tell(s, DIAG_R319, size->minEmployees,
		    DIAG_VALUES(size->minEmployees->text,
		        size->maxEmployees != NULL ? size->maxEmployees->text : "more"));
	}
	return found;
}

static void claim_size(struct shaper *s, const struct size_match *match, const size_t places[])
{
	static const char list[] = "/customerPreferences/targetCustomerCompanySizes";
	static const char what[] = "the range became the published sizes that it overlaps";

	ledger_claim(s, match->size->minEmployees, FATE_CHANGED,
	    pointer_item(s, list, places[match->first]), what);
	if (match->size->maxEmployees != NULL)
		ledger_claim(s, match->size->maxEmployees, FATE_CHANGED,
		    pointer_item(s, list, places[match->last]), what);
}

static void customer_sizes(struct shaper *s, const struct nodes *ranges)
{
	const struct vocabulary *sizes = &s->options->catalogue->vocabularies[VOCABULARY_SIZES];
	bool *chosen, *any;
	size_t *places, count = 0;
	struct size_match *matches;

	if (ranges->count == 0 || sizes->value_count == 0)
		return;
	chosen = arena_alloc(s->arena, sizes->value_count);
	any = arena_alloc(s->arena, sizes->value_count);
	places = arena_alloc(s->arena, mem_product(sizes->value_count, sizeof *places));
	matches = arena_alloc(s->arena, mem_product(ranges->count, sizeof *matches));
	NODES_EACH(struct customer_size, size, ranges) {
		if (size->minEmployees == NULL || !match_size(s, size, chosen, &matches[count]))
			continue;
		count++;
		for (size_t i = 0; i < sizes->value_count; i++)
			any[i] |= chosen[i];
	}
	make_room(s, &s->sizes, sizes->value_count);
	for (size_t i = 0; i < sizes->value_count; i++)
		if (any[i]) {
			places[i] = s->sizes.count;
			s->sizes.items[s->sizes.count++] = constant_text(sizes->values[i].value);
		}
	for (size_t i = 0; i < count; i++)
		claim_size(s, &matches[i], places);
}

static void competencies(struct shaper *s, const struct nodes *earned)
{
	if (earned->count == 0)
		return;
	make_room(s, &s->gold, earned->count);
	make_room(s, &s->silver, earned->count);
	NODES_EACH(struct tag, competency, earned) {
		bool gold = strcmp(value_text(competency->level), "Gold") == 0;
		struct texts *texts = gold ? &s->gold : &s->silver;
		struct text text = line_text(s, competency->text);

		if (text.data == NULL)
			continue;
		if (competency->level != NULL)
			ledger_claim(s, competency->level, FATE_MAPPED,
			    pointer_item(s, gold ? "/earned/competencies/gold" : "/earned/competencies/silver",
			        texts->count), NULL);
		texts->items[texts->count++] = text;
	}
}

void expertise(struct shaper *s)
{
	const struct company *company = s->account->company;

	closed_tags(s, &company->industries, (struct tag_list){
		.name = "industries", .pointer = "/partnerExpertise/industryFocus",
		.vocabulary = VOCABULARY_INDUSTRIES, .most = s->edition->industry_max,
		.texts = &s->industryFocus,
	});
	closed_tags(s, &company->products, (struct tag_list){
		.name = "products", .pointer = "/partnerExpertise/product",
		.vocabulary = VOCABULARY_PRODUCTS, .texts = &s->product,
	});
	closed_tags(s, &company->serviceTypes, (struct tag_list){
		.name = "service types", .pointer = "/partnerExpertise/serviceType",
		.vocabulary = VOCABULARY_SERVICES, .texts = &s->serviceType,
	});
	free_tags(s, company);
	customer_sizes(s, &company->customerSizes);
	competencies(s, &company->competencies);
}

static const struct change *inferred(struct shaper *s, const struct text *name)
{
	struct change *change = ARENA_NEW(s->arena, struct change);

	change->source = name->value->text;
	change->what = "the name of a listing is offered as a solution tag; inferred, no document says so";
	return change;
}

struct texts solution_tags(struct shaper *s, const struct choice *choice)
{
	struct texts texts = s->solutions;
	struct map seen = {0};

	if (s->edition->has_solutions || choice->wordings.count == 0)
		return texts;
	texts.items = arena_alloc(s->arena,
	    mem_product(texts.count + choice->wordings.count, sizeof *texts.items));
	if (texts.count > 0)
		memcpy(texts.items, s->solutions.items, texts.count * sizeof *texts.items);
	for (size_t i = 0; i < choice->wordings.count; i++) {
		struct wording *wording = choice->wordings.items[i];
		const char *key;

		wording_make(s, wording);
		if (wording->name.data == NULL)
			continue;
		key = folded(s, &wording->name);
		if (map_find(&s->solution_tags, key, strlen(key)) != NULL ||
		    map_add(&seen, key, strlen(key), wording) != NULL)
			continue;
		texts.items[texts.count] = wording->name;
		texts.items[texts.count++].change = inferred(s, &wording->name);
	}
	map_free(&seen);
	return texts;
}
