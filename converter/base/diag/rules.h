/* Rules of the form, of reviewers and of Pinpoint: the ids of the documented
 * rules, verbatim; numbers and dates come from schemas/editions.yaml. What the
 * enforcer is decides the severity: form: error; reviewer: warning; guidance,
 * other forms and how the form works: note. */

/* The description */
DIAG(PC_DESC_2500A, "PC-DESC-2500a", DIAG_ERROR, DIAG_DECIDE, 1,
    "the description for {0} has {1} characters; the web form takes up to {2} for the profile text (since {3}, edition {4})",
    "The form takes a profile text of up to 2500 characters; the page of that time gives the figure for the profile as a whole, so that it is implied for the description.",
    "Shorten the text in Pinpoint or in the profile, or convert with --overflow=fit, which cuts at the end of a sentence and keeps the whole text beside it.")
DIAG(PC_DESC_1000, "PC-DESC-1000", DIAG_ERROR, DIAG_DECIDE, 1,
    "the description for {0} has {1} characters; the web form takes up to {2} (since {3}, edition {4})",
    "The form of these editions takes a description of up to 1000 characters.",
    "Shorten the text, or convert with --overflow=fit, which cuts at the end of a sentence and keeps the whole text beside it.")
DIAG(PC_DESC_2500B, "PC-DESC-2500b", DIAG_ERROR, DIAG_DECIDE, 1,
    "the description for {0} has {1} characters; the web form takes up to {2} (since {3}, edition {4})",
    "The form takes a description of up to 2500 characters again.",
    "Shorten the text, or convert with --overflow=fit, which cuts at the end of a sentence and keeps the whole text beside it.")
DIAG(PC_LEGALNAME, "PC-LEGALNAME", DIAG_NOTE, DIAG_TELL, 0,
    "the name \"{0}\" is not the legal name \"{1}\"; the guidance asks for the legal name (since {2}, edition {3})",
    "The pages up to 2017-03 ask for the legal company name in the profile.",
    "Enter the legal name, unless you have a reason not to.")
DIAG(PC_NOPARTNER, "PC-NOPARTNER", DIAG_NOTE, DIAG_TELL, 0,
    "the description for {0} points to {1}, which is not the website of the company; the guidance wants no other partner in it (since {2}, edition {3})",
    "A profile names no other Microsoft partner, unless it is a subsidiary, an affiliate or a partner by agreement. A program can see addresses that lead elsewhere; names of companies only a person can judge.",
    "Check that the address does not belong to another Microsoft partner, and read the text for names of other partners.")
DIAG(PC_LANG, "PC-LANG", DIAG_NOTE, DIAG_TELL, 0,
    "the description for {0} holds {1} languages ({2}) in one text, as the guidance asks where several are spoken (since {3}, edition {4})",
    "Where a region has several languages, one description holds the text in each of them; they share its length.",
    "Check that each part says what customers in that language need to know.")

/* Logo */
DIAG(PC_LOGO_FMT, "PC-LOGO-FMT", DIAG_ERROR, DIAG_DECIDE, 1,
    "the logo {0} is {1}; the web form takes {2} (since {3}, edition {4})",
    "The form takes a logo as GIF, JPG or PNG; what a file is, is read from its bytes and not from its name.",
    "Save the picture as one of these and convert again, or upload another picture.")
DIAG(PC_LOGO_W300, "PC-LOGO-W300", DIAG_ERROR, DIAG_DECIDE, 1,
    "the logo {0} is {1} pixels wide; the web form takes up to {2} (since {3}, edition {4})",
    "The form takes a logo of up to 300 pixels in width; its height is not limited by any document. pinport copies pictures unchanged and never resizes them.",
    "Make a narrower picture with any drawing program, and upload that.")
DIAG(PC_LOGO_ASPECT, "PC-LOGO-ASPECT", DIAG_NOTE, DIAG_TELL, 0,
    "the logo {0} is taller ({1}) than wide ({2}); the guidance wants a square or long one (since {3}, edition {4})",
    "Square and long logos look well in search results, tall ones do not.",
    "Use a square or long variant of the logo if there is one.")

/* Expertise */
DIAG(PC_IND_5, "PC-IND-5", DIAG_ERROR, DIAG_DECIDE, 1,
    "the profile names {0} industries; the web form takes up to {1} (since {2}, edition {3})",
    "The form takes up to 5 industries until 2019-03-05; later pages state no number.",
    "Keep the industries that matter most.")
DIAG(PC_PROD_MS, "PC-PROD-MS", DIAG_ERROR, DIAG_DECIDE, 1,
    "\"{0}\" is not in the published list of Microsoft products; the web form offers only those (since {1}, edition {2})",
    "Product tags name products of Microsoft, chosen from a list. The list was published on 2018-08-22; before that nothing can be checked.",
    "Choose the product from the list, or say it in the free solution tags.")
DIAG(PC_SOL_FREE, "PC-SOL-FREE", DIAG_NOTE, DIAG_TELL, 0,
    "the {0:solution tag|solution tags} for {1} ({0}) {0:is|are} free text, and no document says how many or how long ones the form takes (since {2}, edition {3})",
    "Tags for solutions, skills and capabilities are free text in the form; the published categories are only suggestions.",
    "Enter the most telling ones first.")
DIAG(PC_TAG_EARNED, "PC-TAG-EARNED", DIAG_NOTE, DIAG_TELL, 0,
    "competencies in the export: {0}; they are not typed in, Microsoft shows those that are earned (since {1}, edition {2})",
    "Competencies and endorsements are earned and shown by Microsoft; the profile lists them for comparison only.",
    "Compare them with what Partner Center shows.")

/* Locations and profiles */
DIAG(PC_LOC_5, "PC-LOC-5", DIAG_ERROR, DIAG_DECIDE, 1,
    "the profile for {0} has {1} locations; the web form takes up to {2} (since {3}, edition {4})",
    "The form takes up to 5 locations for each region.",
    "Keep the locations that matter most for this market.")
DIAG(PC_LOC_REAL, "PC-LOC-REAL", DIAG_NOTE, DIAG_TELL, 0,
    "the location {0} has no {1}; the guidance wants an official place that can be verified (since {2}, edition {3})",
    "A location is an official place of the company that can be verified. A program can see that a street or city is missing; whether the place is real only a person can say.",
    "Complete the address, or leave the location out.")
DIAG(PC_LOC_PAGE, "PC-LOC-PAGE", DIAG_NOTE, DIAG_TELL, 0,
    "the {0} locations for {1} are {0} pages in the form, and each is updated on its own (since {2}, edition {3})",
    "Each location is a profile page of its own.",
    "When something changes later, change it on every page.")
DIAG(PC_LOC_READD, "PC-LOC-READD", DIAG_NOTE, DIAG_TELL, 0,
    "the profile for {0} has all {1} locations that the form takes: to change an address later, delete one and add it again (since {2}, edition {3})",
    "The address of a location cannot be edited: the location is deleted and added again, and with the full number of locations the deleting comes first.",
    "Check the addresses before you enter them.")
DIAG(PC_REGION, "PC-REGION", DIAG_NOTE, DIAG_TELL, 0,
    "{0} countries give {0} profiles here; the form has one profile for each region, and the regions are not documented (since {1}, edition {2})",
    "From 2017-07-01 the form speaks of regions instead of countries without listing them, so that pinport makes one profile for each country in every edition.",
    "See which region the form offers for each country; where two countries share one, combine their profiles.")

/* The move */
DIAG(PC_24H, "PC-24H", DIAG_NOTE, DIAG_TELL, 0,
    "the company profile is public in Pinpoint today, creating the new one closes that account, and the new one may take {0} hours to show (since {1}, edition {2})",
    "A published change shows in the search within 24 hours.",
    "Choose a quiet day for the change.")
DIAG(PC_IMPORT, "PC-IMPORT", DIAG_NOTE, DIAG_TELL, 0,
    "listings that do not come along: {0}; Partner Center imports nothing from Pinpoint (since {1}, edition {2})",
    "Partner Center imports a Pinpoint profile in the editions up to 2017-03, and in none after them.",
    "The names of published listings are offered as solution tags; the listings themselves are in records.")
DIAG(PC_SOL_EDIT, "PC-SOL-EDIT", DIAG_NOTE, DIAG_TELL, 0,
    "solutions for {1}: {0}; after the import they can only be edited or deleted, and none can be added (since {2}, edition {3})",
    "Imported solutions can be edited or deleted; none can be added.",
    "Make sure that every listing is published in Pinpoint before you import.")
DIAG(PC_REFERRAL, "PC-REFERRAL", DIAG_NOTE, DIAG_TELL, 0,
    "referrals that cannot be moved to Partner Center: {0} (since {1})",
    "Referrals in Pinpoint cannot be moved to Partner Center.",
    "They are written down in records: keep that file.")
DIAG(PC_REVIEW, "PC-REVIEW", DIAG_NOTE, DIAG_TELL, 0,
    "customer reviews that Partner Center does not have: {0} (since {1})",
    "Customer reviews were withdrawn before the move and exist nowhere any more.",
    "They are written down in records: keep that file.")

/* Limits of other Partner Center forms and interfaces */
DIAG(PC_PHONE10, "PC-PHONE10", DIAG_NOTE, DIAG_TELL, 0,
    "the phone number \"{0}\" would not fit a Partner Network location, which takes up to {1} digits and nothing else (since {2})",
    "The list of Partner Network locations, another form than the profile, takes up to 10 digits without spaces, signs or country code.",
    "Nothing to do for the profile.")
DIAG(PC_WORKMAIL, "PC-WORKMAIL", DIAG_NOTE, DIAG_TELL, 0,
    "the address \"{0}\" is at a public mail service; a Partner Network location takes work addresses only (since {1})",
    "The list of Partner Network locations, another form than the profile, takes a work address and no personal one. A program can only know the large public mail services.",
    "Prefer a work address: customers see it, and their requests go to it.")
DIAG(API_ADDR, "API-ADDR", DIAG_NOTE, DIAG_TELL, 0,
    "{0} \"{1}\" has {2} {2:character|characters}; other profiles of the REST interface take up to {3} (since {4})",
    "Addresses in the REST interface have parts of limited length. The profile form states no such limits.",
    "Nothing to do for the profile; a script that fills other profiles from these values has to shorten them.")

/* Pinpoint's own rules */
DIAG(PP_OVW_W, "PP-OVW-W", DIAG_WARNING, DIAG_TELL, 0,
    "the overview in {0} has {1} {1:word|words}; Pinpoint's reviewers asked for {2} to {3}",
    "A company overview on Pinpoint has 20 to 250 words. Languages without spaces between words are not counted.",
    "Nothing has to change for the conversion; a text this short or long deserves a second look.")
DIAG(PP_OVW_C, "PP-OVW-C", DIAG_WARNING, DIAG_TELL, 0,
    "the overview in {0} has {1} characters; Pinpoint took up to {2} at most",
    "A company overview on Pinpoint has up to 1800 characters, or 2500 in languages with long words; the page of 2012 says 2000.",
    "Shorten the text yourself where it matters: what fits the form is cut at the end of a sentence otherwise.")
DIAG(PP_NOURL, "PP-NOURL", DIAG_WARNING, DIAG_TELL, 0,
    "the overview in {0} holds {1}: \"{2}\"; Pinpoint's reviewers refused that",
    "A company overview on Pinpoint holds no quotations, web addresses or contact details. What merely looks like a phone number or quotation is found as well.",
    "Take it out of the text: the form has fields for the website and for contacts.")
DIAG(PP_URL, "PP-URL", DIAG_WARNING, DIAG_TELL, 0,
    "the website {0} cannot be public: {1}; Pinpoint's reviewers asked for one that everybody can reach",
    "A company on Pinpoint has a website that everybody can reach. pinport never uses a network; it only sees addresses that cannot be public.",
    "Enter the public address of the company's home page.")
DIAG(PP_NAME, "PP-NAME", DIAG_WARNING, DIAG_TELL, 0,
    "the name of listing {0} has {1}; Pinpoint asked for {2}",
    "The name of a listing on Pinpoint has 1 to 10 words and up to 100 characters.",
    "Give the solution a shorter name in the form, if it takes this one at all.")
DIAG(PP_LONG, "PP-LONG", DIAG_WARNING, DIAG_TELL, 0,
    "the long description of listing {0} in {1} has {2}; Pinpoint asked for {3}",
    "The long description of a listing on Pinpoint has 20 to 250 words and up to 2500 characters.",
    "Nothing has to change for the conversion; no limit of Partner Center is documented.")
DIAG(PP_SHORT, "PP-SHORT", DIAG_WARNING, DIAG_TELL, 0,
    "the short description of listing {0} in {1} has {2}; Pinpoint asked for {3}",
    "The short description of a listing on Pinpoint has 10 to 50 words and up to 500 characters.",
    "Nothing has to change for the conversion; no limit of Partner Center is documented.")
DIAG(PP_XOR, "PP-XOR", DIAG_WARNING, DIAG_TELL, 0,
    "\"{0}\" stands both as application {1} and as service {2}; a listing on Pinpoint is one or the other",
    "A listing on Pinpoint is an application or a professional service, never both. The export cannot say that one listing is both, but two listings of the same name can.",
    "Name them apart, such as FastCRM and FastCRM Support, or drop one.")
