/* R: identity and references within an account. */
DIAG(R101, "R101", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the {0} id \"{1}\" is used a second time (first in line {2})",
    "Two things of one account have the same id, so that references to it are ambiguous.",
    "Give each location, listing, referral and review an id of its own; applications and services share one set of ids.")
DIAG(R102, "R102", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "there is no {0} with the id \"{1}\" in this account{2}",
    "A reference names an id that the account does not have.",
    "Write the id that is meant. If there is none, {3:delete the whole element ListingRef, and Related with it when nothing else is in it|delete the attribute alone: its name, the = and the id in quotes; the rest of the element stays as it is}.")
DIAG(R103, "R103", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the language \"{1}\" has a second {0} (first in line {2})",
    "There may be one overview, and one localization of a listing, for each language; upper and lower case count as equal.",
    "Give each text the code of the language it is written in, such as de-DE or fr-FR; if both are in the same language, merge them into one.")
DIAG(R110, "R110", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "account {0} was already read in {1}: only the first one is used",
    "The same account id stands twice in the input of one run, and a bundle is named by its account id.",
    "Remove the outdated one, or convert the two exports in separate runs into separate folders.")
DIAG(R111, "R111", DIAG_NOTE, DIAG_TELL, 0,
    "account {0} cannot be converted: {1}",
    "An account with errors gets no bundle; the other accounts of the input do.",
    "Repair what the errors above this note name, and try again.")
DIAG(R120, "R120", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "cannot be read: {0}",
    "A plan, or a bundle that was edited, is not the plain YAML or JSON that pinport reads: no anchors, aliases or tags.",
    "Open the file at the place named and compare with one that pinport wrote; indent with blanks, never with tabs.")
DIAG(R121, "R121", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the key \"{0}\" stands twice",
    "One map has the same key twice, and only one of the two values could be used.",
    "Remove one of the two.")
DIAG(R130, "R130", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "this holds no Pinpoint export: no document has PinpointExport as its root",
    "The input was read, but nothing in it is an export of format 1.",
    "Check that this is the right file; pinport schema pinpoint-export-1.xsd prints what an export looks like.")
DIAG(R131, "R131", DIAG_NOTE, DIAG_TELL, 0,
    "the file \"{0}\" stays behind: no export in this archive refers to it",
    "The archive holds a file that is neither an export nor a picture of one. It does not go into a bundle.",
    "Nothing to do, unless it is a logo or screenshot that should be there: then look how the export spells its name.")
DIAG(R140, "R140", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "\"{0}\" is no field of {1}{2}",
    "The profile has a key that the format does not know, so that its value would go nowhere.",
    "Correct the name of the field; pinport schema marketing-profile-1.schema.json lists them.")
DIAG(R141, "R141", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "{0} has to be {1}",
    "A field has another shape than the format gives it: a list is always a list, a text always a text.",
    "Write it as in a profile that pinport made.")
DIAG(R142, "R142", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "{0} lacks the field \"{1}\"",
    "A field that is always there is missing. An empty list is written [].",
    "Put the field back.")
DIAG(R143, "R143", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "{0}: \"{1}\" has the wrong form: expected {2}",
    "A text does not have the form of its field.",
    "Write it as the message says.")
DIAG(R144, "R144", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "{0}: \"{1}\" has to be {2}",
    "A text is none of the words that its field takes.",
    "Use one of the words named.")
DIAG(R145, "R145", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "{0}: put {1} in quotes, it would be read as something else than a text",
    "A YAML reader takes a plain number, date, yes, no or null for something else than a text; leading zeros would be lost.",
    "Write the value in double quotes.")

/* R15x: bundles that a person has edited, and what they are compared with. */
DIAG(R150, "R150", DIAG_ERROR, DIAG_TELL, 1,
    "this holds no bundle: neither bundle.yaml nor bundle.json is in it",
    "A folder was named that is neither a bundle nor a folder of bundles (named by their account ids).",
    "Name the folder that pinport wrote, or one profile in it; an export is named as a file.")
DIAG(R151, "R151", DIAG_ERROR, DIAG_TELL, 1,
    "the format {0} is not the one that is expected here: {1}",
    "A document was named that pinport does not judge alone, or its field format was changed.",
    "Name a marketing-profile file, or the whole bundle: its folder or its ZIP file.")
DIAG(R152, "R152", DIAG_ERROR, DIAG_TELL, 1,
    "there is no edition \"{0}\"{1}",
    "The document names an edition of the form that pinport does not know.",
    "Put the edition back that pinport wrote, or choose one with --edition; pinport editions lists them.")
DIAG(R153, "R153", DIAG_ERROR, DIAG_TELL, 1,
    "location {0} names the solution \"{1}\", and the profile has no solution with this id",
    "A location refers to a solution that was deleted, or whose id was changed.",
    "Remove the id from the location, or put the solution back.")
DIAG(R154, "R154", DIAG_ERROR, DIAG_TELL, 1,
    "{0} is \"{1}\", and {2} says \"{3}\"",
    "The profile belongs to another account, country or edition than its bundle says.",
    "Put back what pinport wrote; another country or edition is made with pinport convert.")
DIAG(R155, "R155", DIAG_ERROR, DIAG_TELL, 1,
    "solution \"{0}\" was added: {1}; solutions can be edited or deleted, never added",
    "Partner Center imports solutions from Pinpoint; nobody can add one there.",
    "Remove the solution, and its id from the locations.")
DIAG(R156, "R156", DIAG_ERROR, DIAG_TELL, 1,
    "the export has no {0} \"{1}\"",
    "An id in the bundle is not one of the export that it is compared with.",
    "Put the id back that pinport wrote, or name the export that the bundle was made from.")
DIAG(R157, "R157", DIAG_WARNING, DIAG_TELL, 0,
    "location {0} is in {1}, and this is the profile for {2}",
    "A profile is for one country, and its locations are those in that country.",
    "Move the location to the profile of its country, or correct its country.")
DIAG(R158, "R158", DIAG_ERROR, DIAG_TELL, 1,
    "{0} has to be empty: the form of edition {1} has no such field",
    "Editions to 2017-03 have solutions and no solution tags, later ones tags and no solutions.",
    "Write [] here; what stood in it belongs to another edition.")
DIAG(R159, "R159", DIAG_ERROR, DIAG_TELL, 1,
    "the file \"{0}\" is not in the bundle",
    "The profile names a picture that is not there, so that nobody can upload it.",
    "Put the picture there, or remove its name from the profile.")

/* R16x: what pinport verify finds when it compares a bundle with its export. */
DIAG(R160, "R160", DIAG_ERROR, DIAG_TELL, 1,
    "the ledger does not name this value of the export: \"{0}\"",
    "A value of the export has no line in the ledger, so that nobody can say where it went.",
    "Convert the export again; if the new bundle has the same fault, report it: it is one of pinport's.")
DIAG(R161, "R161", DIAG_ERROR, DIAG_TELL, 1,
    "the ledger names {0} a second time (first in line {1})",
    "A value of the export has two lines in the ledger.",
    "Convert the export again.")
DIAG(R162, "R162", DIAG_ERROR, DIAG_TELL, 1,
    "the ledger names {0}, which the export does not have",
    "A line of the ledger is about a value that is not in the account of the export.",
    "Name the export that the bundle was made from, or convert this one again.")
DIAG(R163, "R163", DIAG_ERROR, DIAG_TELL, 1,
    "the ledger names the place {0}, and {1}",
    "A line of the ledger leads to a file or field that the bundle does not have.",
    "Put back what was removed, or convert the export again.")
DIAG(R164, "R164", DIAG_ERROR, DIAG_TELL, 1,
    "the export has \"{0}\", and the bundle has \"{1}\" at {2}",
    "The ledger says that a value went over unchanged, and it is not the same.",
    "Put the value back, or convert the export again; after an edit the ledger is no longer true.")
DIAG(R165, "R165", DIAG_ERROR, DIAG_TELL, 1,
    "the record {0} does not hold \"{1}\"",
    "The ledger says that a value was written down in a record, and it is not there.",
    "Put the record back, or convert the export again.")
DIAG(R166, "R166", DIAG_ERROR, DIAG_TELL, 1,
    "it counts {1} as {0}, and there {2:is|are} {2}",
    "A number in the report or the bundle's index is not what can be counted.",
    "Convert the export again.")
DIAG(R167, "R167", DIAG_ERROR, DIAG_TELL, 1,
    "does not match its hash{0}",
    "The bytes of the file are not those that pinport wrote.",
    "If you edited the bundle, that is what it says, and pinport validate judges the edit; else convert again.")
DIAG(R168, "R168", DIAG_ERROR, DIAG_TELL, 1,
    "this line of the ledger {0}",
    "A line of the ledger contradicts itself or lacks its reason.",
    "Convert the export again.")
DIAG(R169, "R169", DIAG_WARNING, DIAG_TELL, 0,
    "the bundle was made from an export with other bytes ({0}) than this one ({1})",
    "The export named is not the very file that the bundle was made from; its values are compared all the same.",
    "Nothing to do if the export was only packed again.")

/* R17x: the bundle as a package, and diagnostics about diagnostics. */
DIAG(R170, "R170", DIAG_NOTE, DIAG_TELL, 0,
    "more diagnostics of the kind {0} that are not listed: {1}",
    "One kind of diagnostic came so often for one account that the rest was only counted.",
    "Repair what is listed first: so many mostly have one cause.")
DIAG(R171, "R171", DIAG_ERROR, DIAG_TELL, 1,
    "{0} is missing: pinport wrote it into this bundle",
    "A file that SHA256SUMS or the bundle's index names is not there any more.",
    "Put it back, or convert the export again.")
DIAG(R172, "R172", DIAG_WARNING, DIAG_TELL, 0,
    "was edited after pinport wrote it{0}",
    "The bytes of the file do not match the hash that pinport wrote down.",
    "If you edited a profile, type from the file itself; a new sheet comes from changing the text in Pinpoint or the export and converting again. If it was not you, somebody else did it.")
DIAG(R173, "R173", DIAG_WARNING, DIAG_TELL, 0,
    "was added: pinport did not write it",
    "The bundle holds a file that neither SHA256SUMS nor its index names.",
    "Nothing to do if you added it; pinport does not use it.")
DIAG(R174, "R174", DIAG_WARNING, DIAG_TELL, 0,
    "SHA256SUMS {0}: hashes are taken from the bundle's index alone",
    "The list of hashes that pinport wrote beside the index is gone or was changed.",
    "Nothing to do, unless you rely on sha256sum -c: then convert the export again.")
DIAG(R175, "R175", DIAG_ERROR, DIAG_TELL, 1,
    "is {0}: a bundle has plain files only",
    "The bundle holds a link, a device or the like; pinport does not follow it.",
    "Put a copy of the file in its place.")
DIAG(R176, "R176", DIAG_ERROR, DIAG_TELL, 1,
    "holds more than {0} {0:file|files}",
    "This is not what a bundle looks like, and pinport stops looking.",
    "Name the bundle's own folder; --limit entries=N raises the limit.")
DIAG(R177, "R177", DIAG_ERROR, DIAG_TELL, 1,
    "account {0} has errors in the export, so that nothing can be compared with it",
    "The export's account breaks the format, and is not read.",
    "Run pinport validate on the export, repair it, and compare again.")
DIAG(R178, "R178", DIAG_ERROR, DIAG_TELL, 1,
    "the picture {0} is not what the export has as \"{1}\"",
    "A picture is copied byte for byte, and this one differs from the export's, or one of the two is not there.",
    "Put the picture back, or convert the export again.")

/* R18x, R19x: plans. */
DIAG(R180, "R180", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "unknown field \"{0}\" in a plan's {1}{2}",
    "A plan has only the fields that pinport plan writes; everything else is a mistake in typing.",
    "Correct or remove the field; what is to be left out gets include: no.")
DIAG(R181, "R181", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "{0} has to be {1}",
    "The plan has a value of another kind than the field takes, or the file is no plan at all.",
    "Write what is asked for; pinport plan EXPORT makes a plan to compare with.")
DIAG(R182, "R182", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "this {0} lacks the field \"{1}\"",
    "A field of the plan that has to be there is missing.",
    "Add it; pinport plan EXPORT makes a plan to compare with.")
DIAG(R183, "R183", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the {0} \"{1}\" stands twice in this list; first on line {2}",
    "A plan names everything once, else it is not clear what is wanted.",
    "Remove one of the two.")
DIAG(R184, "R184", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the plan names the {0} \"{1}\", which is not in {2}{3}",
    "A plan is obeyed to the letter; what the export does not have cannot be converted.",
    "Correct the name or remove the entry. For an export that has changed: pinport plan --from OLDPLAN EXPORT.")
DIAG(R185, "R185", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the plan includes {0} {1} in the profile for {2}; the form of edition {3} takes {4}",
    "The form has room for so many, and the plan asks for another number.",
    "Set include: no for the others, or choose another edition.")
DIAG(R186, "R186", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the {0} \"{1}\" cannot be in the profile for {2}: {3}",
    "The plan includes something that the rules keep out of this profile.",
    "Set include: no, or change it in Pinpoint and export again.")
DIAG(R187, "R187", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the plan was made for another export ({0}); this one is {1}",
    "The hash in the plan is not the hash of the export, so that the choices may not fit.",
    "Make a new plan that keeps the choices, with pinport plan --from OLDPLAN EXPORT, or insist with --force.")
DIAG(R188, "R188", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the plan was made for edition {0}, not for {1}",
    "The limits of the form differ from edition to edition, and a plan keeps to those of its own.",
    "Leave --edition out, or make a plan for it with pinport plan --edition ID --from OLDPLAN EXPORT.")
DIAG(R189, "R189", DIAG_WARNING, DIAG_TELL, 0,
    "a choice of the old plan no longer applies: {0} \"{1}\"{2}: {3}",
    "The export or the edition has changed since the plan was made.",
    "Look at the new plan, where it is listed as well.")
DIAG(R190, "R190", DIAG_NOTE, DIAG_TELL, 0,
    "account {0} is left out: {1}",
    "The account is not converted because the plan does not want it.",
    "Nothing to do, unless you expected it: change the plan.")
DIAG(R191, "R191", DIAG_NOTE, DIAG_TELL, 0,
    "new since the old plan: {0} \"{1}\"{2}; chosen by pinport: {3}",
    "The old plan says nothing about it, so that pinport chose.",
    "Look at the new plan and change the choice if it does not suit.")

DIAG(R192, "R192", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "this bundle does not say which account it is for",
    "bundle.yaml is missing, or names no account, so that nothing can be compared.",
    "Put bundle.yaml back as pinport wrote it, or compare single profiles.")
DIAG(R193, "R193", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "this is no marketing profile: it lacks account.id or country",
    "Profiles are compared with those of the same account and country; one without them cannot be.",
    "Name a marketing-profile.yaml, a bundle, or an export.")

/* R2xx: rules of the export format and the conversion about one account. */
DIAG(R201, "R201", DIAG_ERROR, DIAG_DECIDE, 1,
    "{0} locations are marked as primary; at most one may be",
    "More than one location says that it is the primary one, so that it is unclear which comes first.",
    "Mark one location in the export, or put the right one first in the form.")
DIAG(R202, "R202", DIAG_ERROR, DIAG_DECIDE, 1,
    "a customer size reaches from {0} down to {1} {1:employee|employees}",
    "minEmployees is larger than maxEmployees; the range is written down, but not used.",
    "Correct the range in the export, or choose the size in the form.")
DIAG(R203, "R203", DIAG_ERROR, DIAG_DECIDE, 1,
    "ISO 3166-1 has no country {0}",
    "A profile, location or listing names a country that does not exist, and the form will not offer it.",
    "Correct the code in the export and convert again.")
DIAG(R204, "R204", DIAG_WARNING, DIAG_TELL, 0,
    "ISO 3166-1 has no country {0}",
    "A referral or review names a country that does not exist; it is written down as it is.",
    "Nothing has to change for the conversion.")
DIAG(R205, "R205", DIAG_WARNING, DIAG_TELL, 0,
    "{0} is not a currency of ISO 4217",
    "An amount names a currency that does not exist; it is written down as it is.",
    "Check the amount before you rely on it.")
DIAG(R206, "R206", DIAG_WARNING, DIAG_TELL, 0,
    "\"{0}\" is not a language tag of BCP 47: {1}",
    "A language tag is not built as BCP 47 asks, or names a language or region that does not exist.",
    "Correct the tag in the export: ko-KR, pt-BR, zh-Hant-TW are examples.")
DIAG(R207, "R207", DIAG_WARNING, DIAG_TELL, 0,
    "version {0} of the export format is not known; it is read as 1.0",
    "The export says that it was written in another version of the format, and a schema given with --schema allowed it.",
    "Check the result against the export: elements that 1.0 does not have were refused.")
DIAG(R208, "R208", DIAG_WARNING, DIAG_TELL, 0,
    "no profile: the account has overviews for {0}, and none of them was asked for",
    "The countries named with --country, or the plan, leave this account without a profile.",
    "Nothing to do, unless you expected one: name another country.")
DIAG(R209, "R209", DIAG_NOTE, DIAG_TELL, 0,
    "\"{0}\" matches the value {1} of the list published on {2}; in edition {3} it stays as typed",
    "Lists of values exist from 2018-08 on; in earlier editions tags stay as typed.",
    "If the form offers the published value, choose that.")
DIAG(R210, "R210", DIAG_NOTE, DIAG_TELL, 0,
    "the overview in {0} has {1} characters; Pinpoint advised up to {2} for most languages",
    "Pinpoint's pages ask for up to 1800 characters in most languages (rule PP-OVW-C).",
    "Nothing has to change for the conversion.")
DIAG(R211, "R211", DIAG_WARNING, DIAG_DECIDE, 0,
    "the logo {0} is {1}, so that it may be of no use",
    "The file is no picture, or its first bytes are cut short or contradict each other. A bundle gets it as it is.",
    "Open the picture with another program; if it does not look right there, upload another one.")
DIAG(R212, "R212", DIAG_WARNING, DIAG_TELL, 0,
    "\"{0}\" is not {1}",
    "Requests from customers go to the contact of a location. No document says what form the contact has; pinport tells only what nobody could write to or call.",
    "Correct the contact in the export, or in the form.")
DIAG(R213, "R213", DIAG_WARNING, DIAG_DECIDE, 0,
    "letters are lost in this text: {0} {0:sign|signs} \xEF\xBF\xBD where an earlier conversion could not read them, first in \"{1}\"",
    "The text holds U+FFFD, the sign that an earlier conversion writes for a letter that it could not read. What stood there cannot be won back from the export.",
    "Get the text from its source again, or fill in the letters; a sign that was meant to be there may stay.")

/* R3xx: what shaping decided or found. */
DIAG(R301, "R301", DIAG_WARNING, DIAG_DECIDE, 0,
    "\"{0}\" is not in the published list of {1}, and the form of edition {2} offers only that list{3}",
    "A tag matches no value of the list that the form offers, so that it is left out of the profile and written down.",
    "Choose the nearest value in the form, if there is one; pinport does not guess.")
DIAG(R302, "R302", DIAG_WARNING, DIAG_DECIDE, 0,
    "{0} of {1} {2} {0:is|are} left out: the form of edition {3} takes up to {4}",
    "The account has more tags than the form takes; the first ones in the export are used, the rest is written down.",
    "Choose others in the form if they matter more.")
DIAG(R303, "R303", DIAG_WARNING, DIAG_TELL, 0,
    "location {0} is in {1}, and no overview is for {1}",
    "A location stands in a country for which the account has no overview. No profile is made up for it; the location is written down.",
    "Add the country to an overview in Pinpoint, or make a profile for it by hand.")
DIAG(R304, "R304", DIAG_WARNING, DIAG_DECIDE, 0,
    "{0} of {1} locations in {2} {0:is|are} left out ({3}): the form of edition {4} takes up to {5}",
    "The account has more locations in a country than the form takes: the primary one and then the first ones in the export are used, the rest is written down.",
    "Swap locations in a plan (pinport plan) or in the form if others matter more.")
DIAG(R305, "R305", DIAG_WARNING, DIAG_TELL, 0,
    "listing {0} in {1} is for {2}, and no overview is for {2}",
    "A listing has a text for countries for which the account has no overview. No profile is made up for them; the text is written down.",
    "Add the country to an overview in Pinpoint, or make a profile for it by hand.")
DIAG(R306, "R306", DIAG_ERROR, DIAG_DECIDE, 1,
    "the file \"{0}\" is not in the export{1}",
    "The export names a picture that it does not contain. The account is converted without it.",
    "Put the picture in under exactly this name (capitals count), or write here the name that it has, or delete this Logo or Screenshot element whole; then try again. A logo can be uploaded by hand, too.")
DIAG(R307, "R307", DIAG_WARNING, DIAG_TELL, 0,
    "the file \"{0}\" was not looked for: the export came through standard input, without its folder",
    "Pictures lie beside the XML, and standard input has no folder. The account is converted without them.",
    "Give the export as a file or as a ZIP archive to have its pictures copied.")
DIAG(R308, "R308", DIAG_WARNING, DIAG_TELL, 0,
    "listing {0} is not published ({1}), so that it does not come along",
    "Only published listings come to Partner Center; drafts and submitted ones are written down.",
    "Publish the listing in Pinpoint before the move if you need it.")
DIAG(R309, "R309", DIAG_WARNING, DIAG_TELL, 0,
    "listing {0} has pending changes",
    "Changes to a listing have not been applied, so that the export may differ from what is public.",
    "Apply or discard the changes in Pinpoint before the move.")
DIAG(R310, "R310", DIAG_WARNING, DIAG_TELL, 0,
    "the company profile is not published ({0})",
    "The company profile has not passed Pinpoint's review; it is converted all the same.",
    "Finish the profile in Pinpoint, or check the text before you enter it.")
DIAG(R311, "R311", DIAG_WARNING, DIAG_TELL, 0,
    "the company profile has pending changes",
    "Changes to the company profile have not been applied, so that the export may differ from what is public.",
    "Apply or discard the changes in Pinpoint before the move.")
DIAG(R312, "R312", DIAG_WARNING, DIAG_TELL, 0,
    "the company is not enrolled in the CSP program; in edition {0} only enrolled companies import a profile",
    "The button Import from Pinpoint is for companies in the Cloud Solution Provider program; others stay on manage.pinpoint.com.",
    "Change the profile on manage.pinpoint.com, or ask the Regional Service Center.")
DIAG(R313, "R313", DIAG_NOTE, DIAG_TELL, 0,
    "the export does not say whether the company is enrolled in the CSP program; in edition {0} only enrolled companies import a profile",
    "The button Import from Pinpoint is for companies in the Cloud Solution Provider program.",
    "Find out whether the company is enrolled.")
DIAG(R314, "R314", DIAG_WARNING, DIAG_DECIDE, 0,
    "the description for {0} in {1} is cut from {2} to {3} characters: the form of edition {4} takes up to {5}",
    "The text is longer than the form takes. It is cut at the last end of a sentence or word that fits; the whole text is in records and in the upload sheet.",
    "Read the end of the text, and rewrite it if something important is gone.")
DIAG(R315, "R315", DIAG_ERROR, DIAG_DECIDE, 1,
    "the profile for {0} is refused: its description has {1} characters, the form of edition {2} takes up to {3}",
    "With --overflow=fail a profile whose text is too long is not written.",
    "Shorten the text and convert again, or let pinport cut it (--overflow=fit).")
DIAG(R316, "R316", DIAG_WARNING, DIAG_TELL, 0,
    "the overview in {0} is not used for {1}: {2}",
    "Several overviews are for one country, and the form takes one text, or the text has no room for so many languages. The others are written down.",
    "Choose another language in a plan (pinport plan) if it suits the country better.")
DIAG(R317, "R317", DIAG_WARNING, DIAG_TELL, 0,
    "plain text cannot hold all of this text: {0} left out",
    "Pictures, scripts and the like have no place in a plain text.",
    "Read the text in the sheet and add in words what is missing.")
DIAG(R318, "R318", DIAG_NOTE, DIAG_TELL, 0,
    "\"{0}\" is {1}: a bundle has it as {2}",
    "The name of a picture says another type than its bytes; the copy is named by its bytes.",
    "Nothing to do.")
DIAG(R319, "R319", DIAG_WARNING, DIAG_DECIDE, 0,
    "no published size of customer fits {0} to {1} employees",
    "A range of employees overlaps none of the published sizes; it is written down, but not used.",
    "Choose the size in the form.")
DIAG(R320, "R320", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the profiles of the account would come to {0} {1}; pinport makes up to {2}",
    "What stands once in an export may stand in the profile of every country, and in early editions each listing stands at each location; an account that multiplies so far is a mistake or an attack.",
    "Convert some countries at a time with --country.")
