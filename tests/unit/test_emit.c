/* The documents of a bundle: profile, records, texts, index, report, schema. SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/embedded.h"
#include "emit/emit.h"
#include "sample.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define TEXT(literal) {.data = literal, .length = sizeof(literal) - 1}

static struct text languages[] = {TEXT("ko-KR"), TEXT("no")};
static struct text competencies[] = {TEXT("Data Analytics")};
static struct text solution_ids[] = {TEXT("9001")};
static struct text screenshots[] = {TEXT("screenshots/9001-1.png")};

static struct profile_location locations[] = {{
	.id = TEXT("seoul"), .name = TEXT("Seoul"),
	.address = {.addressLine1 = TEXT("1 Gangnam-daero"), .postalCode = TEXT("06000"), .country = TEXT("KR")},
	.solutions = {solution_ids, 1},
}};

static struct profile_solution solutions[] = {{
	.id = TEXT("9001"), .kind = TEXT("application"), .name = TEXT("Stock: daily"),
	.description = TEXT("First line.\n\n\xE2\x80\xA2 \xF0\x9F\x98\x80"), .screenshots = {screenshots, 1},
}};

static struct profile full_profile(void)
{
	return (struct profile){
		.format = TEXT(PROFILE_FORMAT), .edition = TEXT("2017-03"),
		.account = {.id = TEXT("4711"), .legalName = TEXT("Contoso Korea")},
		.country = TEXT("NO"), .languages = {languages, LENGTH(languages)},
		.partnerInformation = {.name = TEXT("Contoso Korea"), .description = TEXT("")},
		.locations = {locations, LENGTH(locations)}, .solutions = {solutions, LENGTH(solutions)},
		.earned = {.competencies = {.gold = {competencies, 1}}},
	};
}

static void test_profile(void **state)
{
	struct profile profile = full_profile();
	struct buf out = {0};
	struct writer *w = yaml_writer_open(&out, WRITE_FILE);

	(void)state;
	emit_profile(w, &profile);
	write_close(w);
	assert_string_equal(buf_text(&out),
	    "format: pinport/marketing-profile/1\n"
	    "edition: \"2017-03\"\n"
	    "account:\n"
	    "  id: \"4711\"\n"
	    "  legalName: Contoso Korea\n"
	    "country: \"NO\"\n"
	    "languages:\n"
	    "- ko-KR\n"
	    "- \"no\"\n"
	    "partnerInformation:\n"
	    "  name: Contoso Korea\n"
	    "  description: \"\"\n"
	    "partnerExpertise:\n"
	    "  industryFocus: []\n"
	    "  product: []\n"
	    "  serviceType: []\n"
	    "  solutions: []\n"
	    "customerPreferences:\n"
	    "  targetCustomerCompanySizes: []\n"
	    "locations:\n"
	    "- id: seoul\n"
	    "  name: Seoul\n"
	    "  address:\n"
	    "    addressLine1: \"1 Gangnam-daero\"\n"
	    "    postalCode: \"06000\"\n"
	    "    country: KR\n"
	    "  contact: {}\n"
	    "  solutions:\n"
	    "  - \"9001\"\n"
	    "solutions:\n"
	    "- id: \"9001\"\n"
	    "  kind: application\n"
	    "  name: \"Stock: daily\"\n"
	    "  description: |-\n"
	    "    First line.\n"
	    "\n"
	    "    \xE2\x80\xA2 \xF0\x9F\x98\x80\n"
	    "  product: []\n"
	    "  industryFocus: []\n"
	    "  screenshots:\n"
	    "  - screenshots/9001-1.png\n"
	    "earned:\n"
	    "  competencies:\n"
	    "    gold:\n"
	    "    - Data Analytics\n"
	    "    silver: []\n");
	buf_free(&out);
}

/* The empty profile has the full shape: every list and object, and no text. */
static size_t check_shape(const struct field *fields, json_t *object)
{
	size_t seen = 0;

	for (const struct field *field = fields; field->key != NULL; field++) {
		json_t *member = json_object_get(object, field->key);

		if (field->kind == FIELD_TEXTS || field->kind == FIELD_OBJECTS)
			assert_true(json_is_array(member));
		else if (field->kind == FIELD_OBJECT)
			assert_int_equal(check_shape(field->children, member), json_object_size(member));
		else
			assert_true(field->required == json_is_string(member));
		seen += member != NULL;
	}
	return seen;
}

static void test_shape(void **state)
{
	struct profile profile = {
		.format = TEXT(PROFILE_FORMAT), .edition = TEXT("2021-04"), .country = TEXT("KR"),
		.account = {.id = TEXT("1"), .legalName = TEXT("a")}, .partnerInformation = {.name = TEXT("a")},
	};
	struct buf out = {0};
	struct writer *w = json_writer_open(&out, WRITE_STREAM);
	json_t *read;

	(void)state;
	emit_profile(w, &profile);
	write_close(w);
	read = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(read);
	assert_int_equal(check_shape(profile_fields, read), json_object_size(read));
	json_decref(read);
	buf_free(&out);
}

static void test_schema(void **state)
{
	const struct embedded *file = embedded_find("marketing-profile-1.schema.json");
	struct buf out = {0};

	(void)state;
	assert_non_null(file);
	emit_profile_schema(&out);
	assert_string_equal(buf_text(&out), (const char *)file->data);
	assert_int_equal(out.length, file->size);
	buf_free(&out);
}

static void test_records(void **state)
{
	struct sample s;
	const struct node *company;
	struct buf out = {0};
	struct writer *w;

	(void)state;
	sample_open(&s);
	company = &s.account->company->node;
	struct record first = {.key = "referrals", .count = 1, .reason = "Partner Center does not import referrals",
		.nodes = sample_nodes(&s, &s.account->referrals)};
	struct record second = {.key = "company", .count = 1, .reason = "kept whole", .nodes = &company};
	struct record third = first;

	third.nodes++;
	third.reason = NULL;
	w = yaml_writer_open(&out, WRITE_FILE);
	emit_record(w, (const struct record *const[]){&first, &second, &third}, 3);
	write_close(w);
	assert_string_equal(buf_text(&out),
	    "format: pinport/records/1\n"
	    "reasons:\n"
	    "- {of: referrals, why: Partner Center does not import referrals}\n"
	    "- {of: company, why: kept whole}\n"
	    "- {of: referrals}\n"
	    "referrals:\n"
	    "- id: r-1\n"
	    "  received: \"2017-01-31T09:00:00+09:00\"\n"
	    "  status: New\n"
	    "  customer:\n"
	    "    name: \"Kim, \\\"Minsu\\\"\"\n"
	    "    phone: \"+82 2 531 4500\"\n"
	    "    country: \"NO\"\n"
	    "  subject: \"=HYPERLINK(\\\"http://x.example\\\";\\\"a\\\")\"\n"
	    "  notes: |-\n"
	    "    two\n"
	    "    lines\n"
	    "  estimatedValue:\n"
	    "    currency: KRW\n"
	    "    amount: \"1500000\"\n"
	    "- id: \"0042\"\n"
	    "  received: \"2017-02-01T00:00:00Z\"\n"
	    "  status: Lost\n"
	    "  customer: {}\n"
	    "company:\n"
	    "  status: Published\n"
	    "  website: \"http://www.contoso.example/\"\n"
	    "  overviews:\n"
	    "  - language: ko-KR\n"
	    "    text:\n"
	    "      text: |-\n"
	    "        We deliver.\n"
	    "        Always.\n"
	    "  competencies:\n"
	    "  - level: Gold\n"
	    "    text: Data Analytics\n"
	    "  industries:\n"
	    "  - Retail\n"
	    "  - Government\n");
	buf_free(&out);
	sample_close(&s);
}

static void test_texts(void **state)
{
	struct sample s;
	struct buf out = {0};
	struct writer *w = yaml_writer_open(&out, WRITE_FILE);

	(void)state;
	sample_open(&s);
	struct kept_text second = {.country = "NO", .field = "/partnerInformation/name", .text = "x", .reason = "not used"};
	struct kept_text first = {.country = "KR", .field = "/partnerInformation/description", .language = "ko-KR",
		.text = "We deliver.\nAlways.", .reason = "shortened", .next = &second,
		.value = ((struct overview *)(void *)s.account->company->overviews.first)->text->text};

	emit_texts(w, &first);
	write_close(w);
	assert_string_equal(buf_text(&out),
	    "format: pinport/texts/1\n"
	    "texts:\n"
	    "- country: KR\n"
	    "  field: /partnerInformation/description\n"
	    "  language: ko-KR\n"
	    "  source: \"/PinpointExport/Account[2]/Company/Overviews/Overview[1]/Text\"\n"
	    "  why: shortened\n"
	    "  text: |-\n"
	    "    We deliver.\n"
	    "    Always.\n"
	    "- country: \"NO\"\n"
	    "  field: /partnerInformation/name\n"
	    "  why: not used\n"
	    "  text: x\n");
	buf_free(&out);
	sample_close(&s);
}

/* An account of which every leaf went over, but for three. */
static struct shaped shaped_sample(struct sample *s, struct edition *edition)
{
	const struct target mapped = {.fate = FATE_MAPPED, .file = "bundle", .pointer = "/source/version"};
	const struct target changed = {.fate = FATE_CHANGED, .file = "profiles/KR/marketing-profile",
		.pointer = "/partnerInformation/description", .what = "markup removed", .why = "the form takes plain text"};
	const struct target copied = {.fate = FATE_RECORDED, .file = "profiles/KR/logo.png", .pointer = "", .why = "kept"};
	const struct target dropped = {.fate = FATE_DROPPED, .why = "says nothing"};
	struct account *account = s->account;

	for (struct value *leaf = account->leaves; leaf != NULL; leaf = leaf->next)
		value_target(leaf, &s->arena, &mapped);
	value_target(account->company->website, &s->arena, &changed);
	value_target(account->company->website, &s->arena, &mapped);
	value_target(account->mpnId, &s->arena, &copied);
	value_target(account->company->status, &s->arena, &dropped);
	for (struct value *leaf = account->leaves; leaf != NULL; leaf = leaf->next)
		value_targets_turn(leaf);
	edition->id = "2017-03";
	return (struct shaped){.account = account, .edition = edition};
}

static struct provenance provenance_of(const struct format *format)
{
	return (struct provenance){.file = "export.zip", .sha256 = "0123", .version = "1.0.0",
		.options = "--edition 2017-03 -f yaml", .lang = "en", .format = format};
}

static void test_index(void **state)
{
	const struct emitted_file files[] = {{"profiles/KR/logo.png", "00ff", 17}, {"report.yaml", "aa", UINT64_MAX}};
	struct shaped_profile profiles[] = {{.profile = full_profile(), .directory = "profiles/NO"},
		{.profile = full_profile(), .directory = "profiles/KR", .refused = true}};
	struct provenance provenance = provenance_of(format_find("yaml"));
	struct edition edition = {0};
	struct shaped shaped;
	struct sample s;
	struct buf out = {0};
	struct writer *w = yaml_writer_open(&out, WRITE_FILE);

	(void)state;
	sample_open(&s);
	shaped = shaped_sample(&s, &edition);
	shaped.profiles = profiles;
	shaped.profile_count = 2;
	provenance.file = "export\xFF.zip";
	emit_index(w, &shaped, &provenance, files, 2, 3);
	write_close(w);
	assert_int_equal(s.account->leaf_count, 34);
	assert_string_equal(buf_text(&out),
	    "format: pinport/bundle/1\n"
	    "edition: \"2017-03\"\n"
	    "generator:\n"
	    "  name: pinport\n"
	    "  version: \"1.0.0\"\n"
	    "  options: \"--edition 2017-03 -f yaml\"\n"
	    "source:\n"
	    "  file: \"export\\\\xff.zip\"\n"
	    "  sha256: \"0123\"\n"
	    "  exportedAt: \"2017-03-06T10:00:00+09:00\"\n"
	    "  version: \"1.0\"\n"
	    "account:\n"
	    "  id: \"4711\"\n"
	    "  mpnId: \"0004711\"\n"
	    "  legalName: Contoso Korea\n"
	    "profiles:\n"
	    "- {country: \"NO\", languages: [ko-KR, \"no\"], path: profiles/NO/marketing-profile.yaml}\n"
	    "counts:\n"
	    "  leaves: 34\n"
	    "  mapped: 31\n"
	    "  changed: 1\n"
	    "  recorded: 1\n"
	    "  dropped: 1\n"
	    "  profiles: 1\n"
	    "  refusedProfiles: 1\n"
	    "  pictures: 0\n"
	    "  decisions: 3\n"
	    "files:\n"
	    "- {path: profiles/KR/logo.png, sha256: \"00ff\", bytes: 17}\n"
	    "- {path: report.yaml, sha256: aa, bytes: 18446744073709551615}\n");
	buf_free(&out);
	sample_close(&s);
}

/* Everything in front of the list of mapped leaves, which is the last. */
static void check_report(struct buf *out)
{
	static const char head[] =
	    "format: pinport/report/1\n"
	    "edition: \"2017-03\"\n"
	    "account:\n"
	    "  id: \"4711\"\n"
	    "  mpnId: \"0004711\"\n"
	    "  legalName: Contoso Korea\n"
	    "summary:\n"
	    "  leaves: 34\n"
	    "  mapped: 31\n"
	    "  changed: 1\n"
	    "  recorded: 1\n"
	    "  dropped: 1\n"
	    "  profiles: 0\n"
	    "  refusedProfiles: 0\n"
	    "  pictures: 0\n"
	    "  decisions: 0\n"
	    "  errors: 1\n"
	    "  warnings: 0\n"
	    "  notes: 0\n"
	    "decisions: []\n"
	    "diagnostics:\n"
	    "- code: V105\n"
	    "  severity: error\n"
	    "  message: \"Logo lacks the attribute \\\"file\\\"\"\n"
	    "  place: \"export.zip!data/pinpoint.xml:12:5\"\n"
	    "  source: /PinpointExport\n"
	    "  advice: ADVICE\n"
	    "checklist:\n"
	    "- id: PC-CLOSE\n"
	    "  text: The account closes.\n"
	    "  flagged: true\n"
	    "  detail: \"3 listings\"\n"
	    "notMentionedByTheDocuments: []\n"
	    "changed:\n"
	    "- {source: \"/PinpointExport/Account[2]/Company/Website\", state: changed, targets: "
	    "[{at: bundle.yaml#/source/version}, {at: profiles/KR/marketing-profile.yaml#/partnerInformation/description, "
	    "what: markup removed, why: the form takes plain text}, {at: bundle.yaml#/source/version}]}\n"
	    "dropped:\n"
	    "- {source: \"/PinpointExport/Account[2]/Company/@status\", state: dropped, targets: "
	    "[{at: bundle.yaml#/source/version}, {why: says nothing}]}\n"
	    "recorded:\n"
	    "- {source: \"/PinpointExport/Account[2]/@mpnId\", state: recorded, targets: "
	    "[{at: bundle.yaml#/source/version}, {at: profiles/KR/logo.png, why: kept}]}\n"
	    "mapped:\n"
	    "- {source: /PinpointExport/@version, state: mapped, targets: [{at: bundle.yaml#/source/version}]}\n";

	char *advice = strstr(out->data, "  advice: "), *end;

	/* its words are the catalogue's business */
	assert_non_null(advice);
	advice += strlen("  advice: ");
	end = strchr(advice, '\n');
	assert_true(end - advice > 6);
	memcpy(advice, "ADVICE", 6);
	memmove(advice + 6, end, strlen(end) + 1);
	out->length = strlen(out->data);
	buf_cut(out, out->length < strlen(head) ? out->length : strlen(head));
	assert_string_equal(buf_text(out), head);
}

static void test_report(void **state)
{
	const struct checklist_item item = {.id = "PC-CLOSE", .en = "The account closes.", .ko = "x"};
	struct check check = {.item = &item, .flagged = true, .detail = "3 listings"};
	struct provenance provenance = provenance_of(format_find("yaml"));
	struct place place = {.line = 12, .column = 5};
	struct diag *diag = diag_open();
	struct edition edition = {0};
	struct shaped shaped;
	struct sample s;
	struct buf out = {0};
	struct writer *w = yaml_writer_open(&out, WRITE_FILE);

	(void)state;
	sample_open(&s);
	shaped = shaped_sample(&s, &edition);
	shaped.checks = &check;
	shaped.check_count = 1;
	place.source = diag_source(diag, "/home/user!name/export.zip!data/pinpoint.xml");
	diag_add(diag, DIAG_V104, &place, NULL, DIAG_VALUES("of an earlier account", "", ""));
	diag_add(diag, DIAG_V105, &place, "/PinpointExport", DIAG_VALUES("Logo", "file"));
	emit_report(w, &shaped, &provenance, diag, 1);
	write_close(w);
	check_report(&out);
	diag_close(diag);
	buf_free(&out);
	sample_close(&s);
}

/* JSON and YAML of a document differ in nothing but the suffix of the files in it. */
static void test_report_json(void **state)
{
	struct provenance provenance = provenance_of(format_find("json"));
	struct diag *diag = diag_open();
	struct edition edition = {0};
	struct shaped shaped;
	struct sample s;
	struct buf out = {0};
	struct writer *w = json_writer_open(&out, WRITE_FILE);
	json_t *report, *summary;

	(void)state;
	sample_open(&s);
	shaped = shaped_sample(&s, &edition);
	emit_report(w, &shaped, &provenance, diag, 0);
	write_close(w);
	report = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(report);
	summary = json_object_get(report, "summary");
	for (enum fate fate = FATE_MAPPED; fate <= FATE_DROPPED; fate++)
		assert_int_equal(json_integer_value(json_object_get(summary, fate_name(fate))),
		    json_array_size(json_object_get(report, fate_name(fate))));
	assert_non_null(strstr(out.data, "marketing-profile.json#/"));
	json_decref(report);
	diag_close(diag);
	buf_free(&out);
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_profile),
		cmocka_unit_test(test_shape),
		cmocka_unit_test(test_schema),
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_index),
		cmocka_unit_test(test_report),
		cmocka_unit_test(test_report_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
