/* pinport diff: two bundles, profiles or exports, by meaning. SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "check/compare.h"
#include "check/sides.h"
#include "cli/planning.h"
#include "cli/reading.h"
#include "emit/words.h"
#include "emit/writer.h"

struct diffing {
	struct reading reading;        /* first: reading.input gets its address */
	struct side sides[2];
	size_t opened;
	bool good, json, colour;
	const struct edition *edition; /* of the profile at hand */
	const struct side_document *document;  /* what is compared now */
	const char *account, *name;    /* the last headings */
	size_t differences, refused;
};

/* ---- what Partner Center would not take ---- */

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* Changes that the form has no way for, by the rule that says so; "": said by the field table. */
static const struct refusal {
	const char *rule;
	const char *start;         /* of the path */
	const char *part;          /* somewhere in it, or NULL */
	unsigned kinds;            /* 1 << enum change_kind */
	const char *why;
} refusals[] = {
	{"PC-SOL-EDIT", "solutions[", NULL, 1 << CHANGE_ADDED,
	    "solutions can be edited or deleted after the import, and none can be added"},
	{"PC-SOL-EDIT", "locations[", "].solutions[", 1 << CHANGE_ADDED,
	    "solutions can be edited or deleted after the import, and none can be added"},
	{"PC-LOC-READD", "locations[", "].address", 1 << CHANGE_ADDED | 1 << CHANGE_REMOVED | 1 << CHANGE_VALUE,
	    "an address cannot be edited: delete the location and add it again"},
	{"", "earned", NULL, ~0U, "Microsoft shows it; nobody types it in"},
	{"", "account", NULL, ~0U, "it comes from the account, not from the form"},
};

static const struct refusal *refusal_of(const struct diffing *d, const struct difference *difference)
{
	const struct catalogue *catalogue = d->reading.session->catalogue;

	if (!starts_with(d->document->name, "profiles/"))
		return NULL;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal *refusal = &refusals[i];

		if (starts_with(difference->path, refusal->start) &&
		    (refusal->part == NULL || strstr(difference->path, refusal->part) != NULL) &&
		    (refusal->kinds & 1U << difference->kind) != 0 &&
		    (*refusal->rule == '\0' || (d->edition != NULL &&
		        rule_in_force(catalogue_rule(catalogue, refusal->rule), d->edition) != NULL)))
			return refusal;
	}
	return NULL;
}

/* ---- for people ---- */

static void print_headings(struct diffing *d)
{
	if (d->account == NULL || strcmp(d->account, d->document->account) != 0) {
		if (d->account != NULL)
			putchar('\n');
		if (*d->document->account != '\0')
			printf("account %s\n", d->document->account);
		d->name = NULL;
	}
	if (d->name == NULL || strcmp(d->name, d->document->name) != 0)
		printf("  %s\n", d->document->name);
	d->account = d->document->account;
	d->name = d->document->name;
}

static void add_values(struct buf *line, const struct difference *difference, bool colour)
{
	struct buf before = {0}, after = {0};

	if (difference->before != NULL)
		compare_words(&before, difference->before);
	if (difference->after != NULL)
		compare_words(&after, difference->after);
	if (difference->kind == CHANGE_VALUE)
		emit_words(line, buf_text(&before), buf_text(&after), colour);
	else if (difference->kind == CHANGE_REMOVED)
		emit_whole(line, buf_text(&before), false, colour);
	else if (difference->kind == CHANGE_ADDED)
		emit_whole(line, buf_text(&after), true, colour);
	buf_free(&before);
	buf_free(&after);
}

static void add_order(struct buf *line, const struct yaml *list)
{
	struct buf name = {0};

	for (const struct yaml *item = list->first; item != NULL; item = item->next) {
		const char *id = yaml_string(item, "id");

		buf_adds(&name, name.length > 0 ? ", " : "");
		if (id != NULL)
			buf_adds(&name, id);
		else
			compare_words(&name, item);
	}
	utf8_show(line, buf_text(&name), name.length, 200);
	buf_free(&name);
}

static bool of_plans(const struct diffing *d)
{
	return d->sides[0].plan || d->sides[1].plan;
}

/* Of a plan, what is chosen is all that there is to say of it. */
static bool is_choice(const struct diffing *d, const struct difference *difference)
{
	return of_plans(d) && (difference->kind == CHANGE_ADDED || difference->kind == CHANGE_REMOVED);
}

static void print_text(struct diffing *d, const struct difference *difference, const struct refusal *refusal)
{
	const bool choice = is_choice(d, difference);
	struct buf line = {0};

	print_headings(d);
	buf_printf(&line, "    %-9s ", !choice ? change_name(difference->kind)
	    : difference->kind == CHANGE_ADDED ? "included" : "left out");
	utf8_show(&line, difference->path, strlen(difference->path), 0);
	buf_adds(&line, *difference->path != '\0' && !choice ? ": " : "");
	if (choice)
		buf_adds(&line, *difference->path == '\0' ? "the account" : "");
	else if (difference->kind == CHANGE_ORDER)
		add_order(&line, difference->after);
	else
		add_values(&line, difference, d->colour);
	buf_addc(&line, '\n');
	if (refusal != NULL)
		buf_printf(&line, "              Partner Center does not take this: %s%s%s%s\n", refusal->why,
		    *refusal->rule != '\0' ? " [" : "", refusal->rule, *refusal->rule != '\0' ? "]" : "");
	fwrite(buf_text(&line), 1, line.length, stdout);
	buf_free(&line);
}

/* ---- for programs ---- */

_Static_assert((int)YAML_DEPTH < (int)WRITER_DEPTH, "a whole document stands in a map");

static void write_node(struct writer *w, const struct yaml *node)
{
	if (node->kind == YAML_SCALAR) {
		w->ops->string(w, node->text, node->length);
		return;
	}
	if (node->kind == YAML_MAP)
		write_map(w);
	else
		write_list(w);
	for (const struct yaml *item = node->first; item != NULL; item = item->next) {
		if (node->kind == YAML_MAP)
			write_key(w, item->key);
		write_node(w, item);
	}
	write_end(w);
}

static void write_value(struct writer *w, const char *key, const struct yaml *node)
{
	if (node == NULL)
		return;
	write_key(w, key);
	write_node(w, node);
}

static void print_json(struct diffing *d, const struct difference *difference, const struct refusal *refusal)
{
	struct buf line = {0};
	struct writer *w = json_writer_open(&line, WRITE_STREAM);

	write_map(w);
	write_pair(w, "account", d->document->account);
	write_pair(w, "document", d->document->name);
	write_pair(w, "path", difference->path);
	write_pair(w, "change", change_name(difference->kind));
	write_value(w, "before", difference->before);
	write_value(w, "after", difference->after);
	if (refusal != NULL) {
		write_pair(w, "refused", refusal->why);
		write_pair(w, "rule", *refusal->rule != '\0' ? refusal->rule : NULL);
	}
	write_end(w);
	write_close(w);
	fwrite(buf_text(&line), 1, line.length, stdout);
	buf_free(&line);
}

static void found(void *to, const struct difference *difference)
{
	struct diffing *d = to;
	const struct refusal *refusal = refusal_of(d, difference);

	d->differences++;
	d->refused += refusal != NULL;
	if (d->json)
		print_json(d, difference, refusal);
	else
		print_text(d, difference, refusal);
}

/* ---- documents ---- */

/* A document, or picture, that only one side has, in words. */
static void tell_document(struct diffing *d, enum change_kind kind, const struct side_document *document)
{
	struct yaml words = {.kind = YAML_SCALAR, .text = document->root == NULL ? "the picture"
		: of_plans(d) ? "the account" : "the whole document"};

	words.length = strlen(words.text);
	d->document = document;
	found(d, &(struct difference){kind, "", kind == CHANGE_ADDED ? NULL : &words,
	    kind == CHANGE_ADDED ? &words : NULL});
}

static void compare_pictures(struct diffing *d, const struct side_document *before, const struct side_document *after)
{
	const struct yaml a = {.kind = YAML_SCALAR, .text = before->sha256, .length = HASH_TEXT - 1};
	const struct yaml b = {.kind = YAML_SCALAR, .text = after->sha256, .length = HASH_TEXT - 1};

	if (strcmp(before->sha256, after->sha256) != 0)
		found(d, &(struct difference){CHANGE_VALUE, "sha256", &a, &b});
}

static const struct edition *edition_of(const struct diffing *d, const struct side_document *document)
{
	const char *id = document->root != NULL ? yaml_string(document->root, "edition") : NULL;

	return id != NULL ? catalogue_edition(d->reading.session->catalogue, id) : NULL;
}

static void compare_documents(struct diffing *d, const struct side_document *before,
    const struct side_document *after)
{
	struct compare compare = {.found = found, .to = d};

	d->document = after;
	d->edition = edition_of(d, after);
	if (before->root != NULL && after->root != NULL)
		compare_trees(&compare, before->root, after->root);
	else if (before->root == NULL && after->root == NULL)
		compare_pictures(d, before, after);
}

/* Profiles alone are compared with profiles alone, and with those of the same accounts and countries. */
static bool counts(const struct diffing *d, const struct side_document *document, const struct side *other)
{
	const bool same_kind = (d->sides[0].kind == EDITED_PROFILES) == (d->sides[1].kind == EDITED_PROFILES);

	return same_kind || other->kind != EDITED_PROFILES ||
	       side_find(other, document->account, document->name) != NULL;
}

static void compare_sides(struct diffing *d)
{
	struct side *old = &d->sides[0], *new = &d->sides[1];

	for (struct side_document *document = old->first; document != NULL; document = document->next) {
		struct side_document *other = side_find(new, document->account, document->name);

		if (other != NULL) {
			other->seen = true;
			compare_documents(d, document, other);
		} else if (counts(d, document, new)) {
			tell_document(d, CHANGE_REMOVED, document);
		}
	}
	for (const struct side_document *document = new->first; document != NULL; document = document->next)
		if (!document->seen && counts(d, document, old))
			tell_document(d, CHANGE_ADDED, document);
}

/* ---- reading ---- */

/* Of an export's findings only those that keep something from being compared. */
static void print_refusal(void *to, const struct diag_entry *entry, const char *source)
{
	const struct diag_printer *printer = to;

	if (diag_rows[entry->code].effect >= DIAG_REFUSE_ACCOUNT)
		printer->entry(printer->to, entry, source);
}

/* The word behind "--NAME " in the options that a bundle was made with, or NULL. */
static const char *made_with(struct diffing *d, const char *options, const char *name, size_t skip)
{
	for (const char *at = options; at != NULL && (at = strstr(at, name)) != NULL; at += strlen(name))
		if (skip-- == 0) {
			at += strlen(name);
			return arena_copy(&d->reading.session->arena, at, strcspn(at, " "));
		}
	return NULL;
}

/* An export is converted as the other side was, unless options say otherwise. */
static void settle(struct diffing *d, struct convert *convert, const struct side *other)
{
	const struct options *o = &d->reading.session->options;
	const char *edition = o->edition != NULL ? o->edition : other->edition;
	const char *overflow = o->overflow != NULL ? o->overflow : made_with(d, other->options, "--overflow ", 0);
	const struct edition *known = edition != NULL
	    ? catalogue_edition(d->reading.session->catalogue, edition) : NULL;
	const char **countries;
	size_t count = 0;

	if (known != NULL)
		convert->shape.edition = known;
	if (overflow != NULL)
		convert->shape.overflow = strcmp(overflow, "keep") == 0 ? OVERFLOW_KEEP
		    : strcmp(overflow, "fail") == 0 ? OVERFLOW_FAIL : OVERFLOW_FIT;
	if (convert->shape.countries.count > 0)
		return;
	while (made_with(d, other->options, "--country ", count) != NULL)
		count++;
	countries = arena_alloc(&d->reading.session->arena, mem_product(count, sizeof *countries));
	for (size_t i = 0; i < count; i++)
		countries[i] = made_with(d, other->options, "--country ", i);
	convert->shape.countries = (struct strings){countries, count};
}

static bool read_side(struct diffing *d, struct side *side, const struct side *other)
{
	struct diag *own = diag_open();
	const struct diag_printer printer = {.entry = print_refusal, .to = &d->reading.printer};
	struct convert convert = d->reading.convert;
	bool good;

	convert.diag = own;
	convert.printer = &printer;
	settle(d, &convert, other);
	good = side_read(side, &convert, d->reading.session->diag) &&
	       diag_exit(d->reading.session->diag) == 0;
	diag_close(own);
	return good;
}

/* A plan is compared with a plan, or with what pinport would choose from an export. */
static bool go_together(struct diffing *d)
{
	for (size_t i = 0; i < 2; i++) {
		struct side *side = &d->sides[i];

		if (!d->sides[1 - i].plan || side->plan)
			continue;
		if (side->kind != EDITED_NOT)
			return diag_add(d->reading.session->diag, DIAG_U208, NULL, NULL, DIAG_VALUES("a plan",
			    side->kind == EDITED_BUNDLES ? "a bundle" : "a marketing profile"));
		side->choices = true;
	}
	return true;
}

/* Both are read when both are known, the one that says how it was made first. */
static bool diff_input(struct reading *reading, const char *path)
{
	struct diffing *d = (struct diffing *)(void *)reading;
	size_t first;

	side_open(&d->sides[d->opened++], path, &reading->convert.container);
	if (d->opened < 2)
		return true;
	if (!go_together(d))
		return false;
	first = d->sides[0].kind == EDITED_NOT && !d->sides[0].plan ? 1 : 0;
	d->good = read_side(d, &d->sides[first], &d->sides[1 - first]);
	d->good = read_side(d, &d->sides[1 - first], &d->sides[first]) && d->good;
	return d->good;
}

/* An export beside bundles that were made as a plan says shows what the plan chose. */
static void tell_plan(struct diffing *d)
{
	for (size_t i = 0; i < 2; i++)
		if (d->differences > 0 && d->reading.session->options.plan == NULL && d->sides[i].kind == EDITED_NOT &&
		    !d->sides[i].plan && made_with(d, d->sides[1 - i].options, "--plan ", 0) != NULL)
			fprintf(stderr, "the bundle was made as a plan says; to compare the rest alone: --plan FILE\n");
}

static void conclude(struct diffing *d)
{
	if (!d->good) {
		/* Two things that do not go together are a mistake in the command. */
		if (diag_exit(d->reading.session->diag) != 2)
			diag_raise_exit(d->reading.session->diag, 3);
		return;
	}
	compare_sides(d);
	if (d->differences > 0)
		diag_raise_exit(d->reading.session->diag, 1);
	if (d->json || d->reading.session->options.quiet)
		return;
	if (d->differences == 0)
		fprintf(stderr, "no difference\n");
	else
		fprintf(stderr, "\n%zu difference%s", d->differences, d->differences == 1 ? "" : "s");
	if (d->differences > 0 && !of_plans(d))
		fprintf(stderr, ", %zu that Partner Center does not take", d->refused);
	fputs(d->differences > 0 ? "\n" : "", stderr);
	tell_plan(d);
}

void run_diff(struct session *session)
{
	struct diffing d = {.reading = {.input = diff_input}};
	const char *format = session->options.format;
	char plan_sha256[HASH_TEXT];

	d.json = format != NULL && strcmp(format, "json") == 0;
	d.colour = wants_colour(&session->options, STDOUT_FILENO);
	if (reading_open(&d.reading, session, stderr) && plan_obey(&d.reading, plan_sha256)) {
		if (session->options.words.count == 2) {
			reading_run(&d.reading);
			conclude(&d);
		} else {
			diag_add(session->diag, DIAG_U205, NULL, NULL, DIAG_VALUES("diff",
			    "two things to compare: bundles, exports, marketing profiles, or plans"));
		}
	}
	reading_close(&d.reading);
	side_close(&d.sides[0]);
	side_close(&d.sides[1]);
}
