/* A compiled schema as C: tables that point into each other. SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>

#include "bake/bake.h"
#include "read/xsd/xsd.h"
#include "read/xsd/xsd_pattern.h"
#include "read/xsd/xsd_types.h"

enum { TYPES_MOST = 4096 };

/* Every type that is reached, in the order in which it is written. */
struct types {
	const struct xsd_type *list[TYPES_MOST];
	size_t count;
};

static size_t index_of(const struct types *types, const struct xsd_type *type)
{
	size_t i = 0;

	while (i < types->count && types->list[i] != type)
		i++;
	return i;
}

static bool add_type(struct types *types, const struct xsd_type *type)
{
	if (type == NULL || index_of(types, type) < types->count)
		return true;
	if (types->count == TYPES_MOST || !add_type(types, type->item))
		return false;
	types->list[types->count++] = type;
	return true;
}

static bool add_types(struct types *types, const struct xsd *xsd)
{
	bool good = true;

	for (const struct xsd_complex *one = xsd->complexes; one != NULL; one = one->next)
		good = good && add_type(types, one->text);
	for (size_t i = 0; i < xsd->attribute_count; i++)
		good = good && add_type(types, xsd->attributes[i].type);
	return good;
}

static size_t complex_index(const struct xsd *xsd, const struct xsd_complex *wanted)
{
	size_t i = 0;

	for (const struct xsd_complex *one = xsd->complexes; one != wanted; one = one->next)
		i++;
	return i;
}

static void put_sets(const char *member, const uint64_t *sets, size_t count)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		if (sets[i] == 0)
			continue;
		if (!any)
			printf("\t.%s = {", member);
		printf("[%zu] = UINT64_C(%" PRIu64 "), ", i, sets[i]);
		any = true;
	}
	if (any)
		printf("},\n");
}

/* False: an expression that only libxml2 can run, which is not known before the program starts. */
static bool put_pattern(const struct xsd_type *type, const struct xsd_pattern *pattern)
{
	if (!xsd_pattern_own(pattern)) {
		fprintf(stderr, "bake: a pattern of %s is outside what xsd_pattern.c can compile\n", type->name);
		return false;
	}
	printf("(const struct xsd_pattern[]){{\n\t.accepting = UINT64_C(%" PRIu64 "),\n", pattern->accepting);
	put_sets("follow", pattern->follow, sizeof pattern->follow / sizeof *pattern->follow);
	put_sets("takes", pattern->takes, sizeof pattern->takes / sizeof *pattern->takes);
	printf("}}");
	return true;
}

static bool put_patterns(const struct xsd_type *type, const struct xsd_patterns *patterns)
{
	if (patterns == NULL) {
		printf("NULL");
		return true;
	}
	printf("(const struct xsd_patterns[]){{");
	if (!put_pattern(type, patterns->pattern))
		return false;
	printf(", ");
	if (!put_patterns(type, patterns->next))
		return false;
	printf("}}");
	return true;
}

static void put_bound(const struct xsd_bound *bound)
{
	printf("{");
	bake_text(bound->text);
	printf(", %d}, ", bound->open);
}

static void put_allowed(const char *const *allowed)
{
	if (allowed == NULL) {
		printf("NULL, ");
		return;
	}
	printf("(const char *const[]){");
	for (; *allowed != NULL; allowed++) {
		bake_text(*allowed);
		printf(", ");
	}
	printf("NULL}, ");
}

static bool put_type(const struct types *types, const struct xsd_type *type)
{
	printf("\t{");
	bake_text(type->name);
	printf(", %d, ", (int)type->base);
	if (type->item != NULL)
		printf("&types[%zu], ", index_of(types, type->item));
	else
		printf("NULL, ");
	printf("%d, %zu, ", (int)type->space, type->shortest);
	if (type->longest == SIZE_MAX)
		printf("SIZE_MAX, ");
	else
		printf("%zu, ", type->longest);
	put_bound(&type->least);
	put_bound(&type->most);
	put_allowed(type->allowed);
	if (!put_patterns(type, type->patterns))
		return false;
	printf(", %d},\n", type->free);
	return true;
}

static bool put_types(const struct types *types)
{
	bool good = true;

	printf("static const struct xsd_type types[] = {\n");
	for (size_t i = 0; good && i < types->count; i++)
		good = put_type(types, types->list[i]);
	printf("};\n\n");
	return good;
}

static void put_type_of(const struct types *types, const struct xsd_type *type)
{
	if (type != NULL)
		printf("&types[%zu]", index_of(types, type));
	else
		printf("NULL");
}

static void put_complexes(const struct xsd *xsd, const struct types *types)
{
	printf("static const struct xsd_complex complexes[] = {\n");
	for (const struct xsd_complex *one = xsd->complexes; one != NULL; one = one->next) {
		printf("\t{");
		bake_text(one->name);
		printf(", %d, ", (int)one->content);
		put_type_of(types, one->text);
		printf(", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", UINT64_C(%" PRIu64 "), ",
		    one->start, one->state_count, one->first, one->end, one->required);
		if (one->next != NULL)
			printf("&complexes[%zu]},\n", complex_index(xsd, one->next));
		else
			printf("NULL},\n");
	}
	printf("};\n\n");
}

static void put_states(const struct xsd *xsd)
{
	printf("static const struct xsd_state states[] = {\n");
	for (size_t i = 0; i < xsd->state_count; i++)
		printf("\t{%" PRIu32 ", %" PRIu32 ", %d},\n", xsd->states[i].first, xsd->states[i].end,
		    xsd->states[i].accepting);
	printf("};\n\nstatic const struct xsd_transition transitions[] = {\n");
	for (size_t i = 0; i < xsd->transition_count; i++) {
		const struct xsd_transition *one = &xsd->transitions[i];

		printf("\t{");
		bake_text(one->name);
		printf(", &complexes[%zu], %" PRIu32 "},\n", complex_index(xsd, one->type), one->to);
	}
	printf("};\n\n");
}

static void put_attributes(const struct xsd *xsd, const struct types *types)
{
	printf("static const struct xsd_attribute attributes[] = {\n");
	for (size_t i = 0; i < xsd->attribute_count; i++) {
		const struct xsd_attribute *one = &xsd->attributes[i];

		printf("\t{");
		bake_text(one->name);
		printf(", ");
		put_type_of(types, one->type);
		printf(", ");
		bake_text(one->standard);
		printf(", %d},\n", one->required);
	}
	printf("};\n\n");
}

static void put_roots(const struct xsd *xsd)
{
	printf("static const struct xsd_root roots[] = {\n");
	for (size_t i = 0; i < xsd->root_count; i++) {
		printf("\t{");
		bake_text(xsd->roots[i].name);
		printf(", &complexes[%zu]},\n", complex_index(xsd, xsd->roots[i].type));
	}
	printf("};\n\n");
}

static void put_whole(const struct xsd *xsd)
{
	printf("const struct xsd xsd_built_in = {\n\t.target = ");
	bake_text(xsd->target);
	printf(",\n\t.roots = roots, .root_count = %zu,\n", xsd->root_count);
	printf("\t.states = states, .state_count = %zu,\n", xsd->state_count);
	printf("\t.transitions = transitions, .transition_count = %zu,\n", xsd->transition_count);
	printf("\t.attributes = attributes, .attribute_count = %zu,\n", xsd->attribute_count);
	printf("\t.complexes = complexes,\n};\n");
}

bool bake_schema(char **paths)
{
	static struct types types;
	struct buf text = {0}, why = {0};
	struct xsd *xsd = NULL;
	bool good = bake_read(*paths, &text);

	if (good)
		xsd = xsd_compile(buf_text(&text), text.length, &why);
	if (good && xsd == NULL)
		fprintf(stderr, "%s: outside the subset of xsd_tree.c: %s\n", *paths, buf_text(&why));
	good = xsd != NULL && add_types(&types, xsd);
	if (good) {
		printf("/* Made by the build from pinpoint-export-1.xsd. */\n"
		    "#include \"read/xsd/xsd.h\"\n"
		    "#include \"read/xsd/xsd_pattern.h\"\n"
		    "#include \"read/xsd/xsd_types.h\"\n\n");
		good = put_types(&types);
		put_complexes(xsd, &types);
		put_states(xsd);
		put_attributes(xsd, &types);
		put_roots(xsd);
		put_whole(xsd);
	}
	xsd_free(xsd);
	buf_free(&text);
	buf_free(&why);
	return good;
}
