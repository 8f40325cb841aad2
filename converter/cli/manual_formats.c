/* The manual page of the formats: `pinport help --mdoc formats`. The export
 * comes from its XML Schema, all else from the JSON Schemas that the tests hold
 * outputs against. SPDX-License-Identifier: MIT */
#include "cli/manual_formats.h"

#include <stdio.h>

#include "cli/roff.h"

static const char export_text[] =
	"An input is a ZIP archive, an XML document, or - for either on standard input, told apart by content. "
	"In an archive every XML part whose root is PinpointExport is read, at any place and under any name; "
	"an entry that nothing names gets a note. "
	"Names in file attributes are looked up from the root of the archive, then beside the XML part; for an XML "
	"document, beneath its folder. "
	"The namespace is urn:pinport:pinpoint-export:1; the root is PinpointExport; the order of elements is the order below. "
	"UTF-8, UTF-16, EUC-KR, windows-949, Shift_JIS, GB18030 and windows-125x are read. A DOCTYPE is refused. "
	"pinport schema pinpoint-export-1.xsd prints the schema, which any validator of XML Schema 1.0 can use. "
	"Beyond it, pinport checks that account ids are unique in a run, that languages are unique without regard to case, "
	"that countries and currencies are real codes, that at most one location is primary, and that minEmployees is not "
	"above maxEmployees.";

/* What a bundle holds. tests/manual.sh looks for every file of real bundles here. */
static const struct { const char *path, *says; } files[] = {
	{"bundle.yaml", "What the bundle is: edition, source with its SHA-256, profiles, counts, and all files with theirs."},
	{"upload.html", "The upload sheet: open it in a browser, from the disk, and copy the values into the form, field by field."},
	{"profiles/COUNTRY/marketing-profile.yaml", "One profile a country."},
	{"profiles/COUNTRY/logo.png", "The logo, byte for byte, named by its own bytes: .png, .jpg, .gif, .bmp or another."},
	{"profiles/COUNTRY/screenshots/LISTING-N.png", "Pictures of a listing, in editions to 2017-03."},
	{"records/company.yaml", "The company page, where a part of it has no place in the form."},
	{"records/locations.yaml", "Locations, likewise."},
	{"records/listings.yaml", "Applications and professional services, likewise."},
	{"records/referrals.yaml", "Referrals, which Partner Center does not take."},
	{"records/referrals.csv", "The same as a table for a spreadsheet."},
	{"records/reviews.yaml", "Customer reviews, which were withdrawn."},
	{"records/reviews.csv", "The same as a table for a spreadsheet."},
	{"records/texts.yaml", "Whole texts of which a profile has only a part, and those in languages that it does not have."},
	{"report.yaml", "What to decide, what was found, the steps, and the ledger."},
	{"SHA256SUMS", "For sha256sum -c."},
};

static const char csv_text[] =
	"UTF-8 with a byte order mark, lines end with CR LF, quoted as RFC 4180 says, names of columns first. "
	"A cell that begins with = + - @, a tab, or the full-width form of such a sign gets an apostrophe in front, so that "
	"no spreadsheet takes it for a formula; the exact value is in the YAML beside it.";

static const char stream_text[] =
	"Without --output, or with -, convert writes the profiles alone: as YAML documents that each begin with ---, or "
	"with --format json as one line each. Only whole documents are written. "
	"Logos, records and ledger are in a bundle only.";

static const char yaml_text[] =
	"UTF-8, lines end with LF. No tags, anchors or comments; --- only in streams. "
	"Maps and lists are indented by two; lines of the ledger and of files are flow maps on one line. "
	"Any text that a reader of YAML 1.1 or 1.2 could take for something else is quoted, so that the country NO stays a text. "
	"A text with line ends is a literal block where that keeps it exactly, else it stands in double quotes with escapes. "
	"The same input, options and version give the same bytes.";

static const char stable_text[] =
	"Within format 1 no field is renamed or removed, none changes its type or meaning, and a field that is always there stays. "
	"New optional fields may come: ignore what you do not know. "
	"The order of lines, the wording of messages and advice, and what is printed as text for people may change.";

/* One part of the page: a text, schemas, or both. */
struct part {
	const char *macro, *title, *text, *schema;
	unsigned depth;                /* of the schema's levels that are shown */
	void (*put)(void);
};

static void put_files(void)
{
	printf(".Bl -tag -width Ds -compact\n");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		printf(".It Pa %s\n", files[i].path);
		roff_sentences(files[i].says);
	}
	printf(".El\n");
}

static const struct part parts[] = {
	{"Sh", "EXPORT", export_text, NULL, 0, manual_export},
	{"Sh", "BUNDLE", "For each account a folder named by its id, or with --output FILE.zip the same tree in an archive. "
	    "With --format json the documents end with .json and hold the same. "
	    "Over several accounts there is an index.html beside the folders. Absent is what would be empty.", NULL, 0, put_files},
	{"Ss", "The index", NULL, "bundle-1.schema.json", 9, NULL},
	{"Ss", "The report", NULL, "report-1.schema.json", 9, NULL},
	{"Ss", "Records", "What each element is, stands in EXPORT.", "records-1.schema.json", 1, NULL},
	{"Ss", "Texts", NULL, "texts-1.schema.json", 9, NULL},
	{"Ss", "Tables", csv_text, NULL, 0, NULL},
	{"Sh", "MARKETING PROFILE", NULL, "marketing-profile-1.schema.json", 9, NULL},
	{"Ss", "Streams", stream_text, NULL, 0, NULL},
	{"Sh", "PLAN", NULL, "plan-1.schema.json", 9, NULL},
	{"Sh", "LINES FOR PROGRAMS", "JSON, one object a line.", NULL, 0, NULL},
	{"Ss", "Findings", NULL, "finding-1.schema.json", 9, NULL},
	{"Ss", "Summaries", NULL, "summary-1.schema.json", 9, NULL},
	{"Ss", "Differences", NULL, "difference-1.schema.json", 9, NULL},
	{"Ss", "Accounts", NULL, "inspect-1.schema.json", 9, NULL},
	{"Ss", "Editions", NULL, "editions-1.schema.json", 9, NULL},
	{"Ss", "Diagnostics", NULL, "explanation-1.schema.json", 9, NULL},
	{"Ss", "SARIF", "With --format sarif or --diagnostics sarif findings are one log of SARIF 2.1.0, whose columns are "
	    "Unicode code points.", NULL, 0, NULL},
	{"Sh", "STYLE OF YAML", yaml_text, NULL, 0, NULL},
	{"Sh", "COMPATIBILITY", stable_text, NULL, 0, NULL},
};

void manual_formats(void)
{
	printf(".\\\" Made by `pinport help --mdoc formats` from schemas and tables. SPDX-License-Identifier: MIT\n"
	    ".Dd November 22, 2026\n.Dt PINPORT-FORMATS 5\n.Os\n.Sh NAME\n.Nm pinport-formats\n"
	    ".Nd what pinport reads and writes\n.Sh DESCRIPTION\n"
	    "Microsoft published neither an export for Pinpoint nor an upload for a Partner Center profile.\n"
	    "All formats here are those of\n.Xr pinport 1 :\n"
	    "the export is built from Pinpoint's documented model, the profile uses the field names of Partner "
	    "Center's own directory.\n"
	    ".Cm pinport schema Ar NAME\nprints a schema.\n");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const struct part *part = &parts[i];

		printf(".%s %s\n", part->macro, part->title);
		if (part->text != NULL)
			roff_sentences(part->text);
		if (part->schema != NULL)
			manual_schema(part->schema, part->depth);
		if (part->put != NULL)
			part->put();
	}
	printf(".Sh SEE ALSO\n.Xr pinport 1\n");
}
