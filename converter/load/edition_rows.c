/* Keys of the editions and vocabularies, and where their values go: see
 * edition_rows.h. SPDX-License-Identifier: MIT */
#include "load/edition_rows.h"

#define ROW(name, what, type, to) .key = name, .kind = what, .member = #to, .offset = offsetof(struct type, to)
#define STRING(key, type, member) {ROW(key, BIND_STRING, type, member)}
#define BOOL(key, type, member) {ROW(key, BIND_BOOL, type, member)}
#define NUMBER(key, type, member) {ROW(key, BIND_NUMBER, type, member)}
#define STRINGS(key, type, member) {ROW(key, BIND_STRINGS, type, member)}
#define WORD(key, type, member, text) {ROW(key, BIND_WORD, type, member), .word = text}
#define COUNT(type, of) .count = #of, .count_offset = offsetof(struct type, of)
#define LIST(key, type, member, number, table, of) \
	{ROW(key, BIND_LIST, type, member), COUNT(type, number), .rows = table, .item = #of, .size = sizeof(struct of)}
#define STEPS(key, type, member, number) {ROW(key, BIND_STEPS, type, member), COUNT(type, number)}
#define IGNORED(name) {.key = name, .kind = BIND_IGNORED}
#define END {.key = NULL}

/* For the key of what is made from other keys. */
#define MADE ""

static const struct bind source_rows[] = {
	STRING("id", source, id), STRING("repository", source, repository),
	STRING("file", source, file), STRING("note", source, note), END,
};

static const struct bind rule_row_rows[] = {
	STRING("value", rule_row, value), STRING("min", rule_row, min), STRING("unit", rule_row, unit),
	STRING("limit", rule_row, limit), STRING("first", rule_row, first),
	STRING("last", rule_row, last), STRING("firstSource", rule_row, first_source),
	STRING("lastSource", rule_row, last_source), STRING("of", rule_row, of),
	IGNORED("severity"), END,
};

static const struct bind rule_rows[] = {
	STRING("id", rule, id), STRING("text", rule, text), STRING("enforcer", rule, enforcer),
	STRING("note", rule, note), STRING("form", rule, form), STRING("field", rule, field),
	STRING("severity", rule, severity_word), LIST("rows", rule, rows, row_count, rule_row_rows, rule_row),
	NUMBER(MADE, rule, severity), STRING(MADE, rule, unit), END,
};

static const struct bind step_rows[] = {
	STRING("id", checklist_item, id), STRING("phase", checklist_item, phase),
	STRING("source", checklist_item, source), STRING("en", checklist_item, en),
	STRING("ko", checklist_item, ko), END,
};

static const struct bind section_rows[] = {
	STRING("section", form_section, section), STRING("source", form_section, source),
	STRINGS("fields", form_section, fields), END,
};

static const struct bind dated_rows[] = {
	STRING("date", dated_change, date), STRING("source", dated_change, source),
	STRING("text", dated_change, text), END,
};

static const struct bind named_limit_rows[] = {
	STRING(MADE, named_limit, name), NUMBER(MADE, named_limit, number),
	STRINGS(MADE, named_limit, list), END,
};

const struct bind edition_limit_rows[] = {
	NUMBER("descriptionMax", edition, description_max),
	NUMBER("industryMax", edition, industry_max),
	NUMBER("locationMax", edition, location_max),
	NUMBER("logoMaxWidth", edition, logo_max_width),
	STRINGS("logoFormats", edition, logo_formats), END,
};

static const struct bind edition_rows[] = {
	STRING("id", edition, id), STRING("term", edition, term), BOOL("pseudo", edition, pseudo),
	STRING("firstHandoff", edition, first_handoff), STRING("lastHandoff", edition, last_handoff),
	STRING("firstSource", edition, first_source), STRING("lastSource", edition, last_source),
	STRINGS("documentedBy", edition, documented_by), STRINGS("path", edition, path),
	STRING("tab", edition, tab), STRING("createButton", edition, create_button),
	STRING("importButton", edition, import_button), STRING("startUrl", edition, start_url),
	BOOL("import", edition, import), STRING("importScope", edition, import_scope),
	STRING("accountCloses", edition, account_closes), STRING("profileScope", edition, profile_scope),
	STRINGS("roles", edition, roles), NUMBER("publishDelayHours", edition, publish_delay_hours),
	WORD("nameFrom", edition, name_is_legal, "LegalName"),
	WORD("solutions", edition, has_solutions, "listings"),
	WORD("languagesPerProfile", edition, joins_languages, "several"),
	BOOL("copyFromExisting", edition, copy_from_existing),
	BOOL("vocabulary", edition, has_vocabulary),
	LIST("fields", edition, sections, section_count, section_rows, form_section),
	LIST("dated", edition, dated, dated_count, dated_rows, dated_change),
	IGNORED("limits"), IGNORED("checklist"),
	NUMBER(MADE, edition, description_max), NUMBER(MADE, edition, industry_max),
	NUMBER(MADE, edition, location_max), NUMBER(MADE, edition, logo_max_width),
	STRINGS(MADE, edition, logo_formats),
	LIST(MADE, edition, limits, limit_count, named_limit_rows, named_limit),
	STEPS(MADE, edition, checklist, checklist_count), END,
};

static const struct bind not_documented_rows[] = {
	STRING("id", not_documented, id), STRING("text", not_documented, text),
	STRING("first", not_documented, first), STRING("last", not_documented, last),
	IGNORED("firstSource"), IGNORED("lastSource"), END,
};

const struct bind edition_catalogue_rows[] = {
	IGNORED("format"), STRING("default", catalogue, default_id), IGNORED("aliases"),
	LIST("sources", catalogue, sources, source_count, source_rows, source),
	LIST("rules", catalogue, rules, rule_count, rule_rows, rule),
	LIST("steps", catalogue, steps, step_count, step_rows, checklist_item),
	LIST("editions", catalogue, editions, edition_count, edition_rows, edition),
	LIST("notDocumented", catalogue, not_documented, not_documented_count, not_documented_rows,
	    not_documented),
	STRING(MADE, catalogue, latest_id), END,
};

static const struct bind alias_rows[] = {
	STRING(MADE, vocabulary_alias, text), STRING(MADE, vocabulary_alias, kind), END,
};

static const struct bind value_rows[] = {
	STRING("value", vocabulary_value, value), STRING("label", vocabulary_value, label),
	STRING("scale", vocabulary_value, scale), NUMBER("min", vocabulary_value, min),
	NUMBER("max", vocabulary_value, max),
	LIST(MADE, vocabulary_value, aliases, alias_count, alias_rows, vocabulary_alias), END,
};

static const struct bind unmatched_rows[] = {
	STRING("word", vocabulary_unmatched, word), STRING("kind", vocabulary_unmatched, kind),
	STRING("reason", vocabulary_unmatched, reason),
	STRINGS("candidates", vocabulary_unmatched, candidates), END,
};

const struct bind edition_vocabulary_rows[] = {
	IGNORED("format"), IGNORED("field"), STRING("list", vocabulary, name),
	STRING("publishedFrom", vocabulary, published_from), BOOL("freeForm", vocabulary, free_form),
	STRING("source", vocabulary, source), IGNORED("unchangedUntil"), IGNORED("lastSource"),
	LIST("values", vocabulary, values, value_count, value_rows, vocabulary_value),
	LIST("unmatched", vocabulary, unmatched, unmatched_count, unmatched_rows, vocabulary_unmatched),
	IGNORED("aliases"), END,
};
