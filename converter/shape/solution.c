/* Listings as solutions, in the editions that import them. SPDX-License-Identifier: MIT */
#include "shape/shaper.h"

static struct texts listing_tags(struct shaper *s, const struct nodes *tags)
{
	struct texts texts = {0};

	if (tags->count == 0)
		return texts;
	texts.items = arena_alloc(s->arena, mem_product(tags->count, sizeof *texts.items));
	NODES_EACH(struct tag, tag, tags) {
		struct text text = line_text(s, tag->text);

		if (text.data != NULL)
			texts.items[texts.count++] = text;
	}
	return texts;
}

static struct profile_solution solution(struct shaper *s, struct wording *wording, const char *directory)
{
	const struct listing *listing = wording->listing;

	wording_make(s, wording);
	return (struct profile_solution){
		.id = required_text(line_text(s, listing->id)),
		.kind = constant_text(wording->application ? "application" : "professionalService"),
		.name = required_text(wording->name),
		.shortDescription = wording->shortDescription,
		.description = wording->description,
		.url = wording->url,
		.product = listing_tags(s, &listing->products),
		.industryFocus = listing_tags(s, &listing->industries),
		.screenshots = screenshots_make(s, listing,
		    wording->localization != NULL ? wording->localization->language : NULL, directory),
	};
}

struct profile_solutions solutions_make(struct shaper *s, const struct choice *choice,
    const char *directory, struct texts *ids)
{
	const struct list *wordings = &choice->wordings;
	struct profile_solutions solutions = {0};

	*ids = (struct texts){0};
	if (!s->edition->has_solutions || wordings->count == 0)
		return solutions;
	solutions.items = arena_alloc(s->arena, mem_product(wordings->count, sizeof *solutions.items));
	ids->items = arena_alloc(s->arena, mem_product(wordings->count, sizeof *ids->items));
	for (size_t i = 0; i < wordings->count; i++) {
		solutions.items[i] = solution(s, wordings->items[i], directory);
		/* The id's leaf belongs to the solution itself, not to each location that names it. */
		ids->items[i] = solutions.items[i].id;
		ids->items[i].value = NULL;
		ids->items[i].change = NULL;
	}
	solutions.count = ids->count = wordings->count;
	return solutions;
}
