/* V: the schema of export format 1. Both validators (the one compiled from the
 * XSD and libxml2's) report with these rows. */
DIAG(V101, "V101", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} is not expected here: expected {1}",
    "An element stands where the format does not allow it: misspelt, out of order, repeated, or unknown.",
    "Rename it to what is expected here, or delete it with its end tag; capitals count in names. The whole format: pinport schema pinpoint-export-1.xsd")
DIAG(V102, "V102", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} ends too early: expected {1}",
    "A required element is missing.",
    "Add the missing element in its place. Do not invent what you do not know: ask the company or whoever made the export.")
DIAG(V103, "V103", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "text is not allowed in {0}: \"{1}\"",
    "Characters stand between elements, where only elements may stand.",
    "Move the text into the element that it belongs to, or remove it.")
DIAG(V104, "V104", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} has no attribute \"{1}\"; allowed: {2}",
    "An attribute is unknown to the format.",
    "Rename it to the one that is meant (capitals count); delete it only when its value is not needed.")
DIAG(V105, "V105", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} lacks the attribute \"{1}\"",
    "A required attribute is missing.",
    "Write it into the element's start tag, as name=\"value\". Do not invent what you do not know: ask the company or whoever made the export.")
DIAG(V106, "V106", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: \"{1}\" is not {2}",
    "A value is not in the list that the format allows.",
    "Use one of the listed values, written exactly so.")
DIAG(V107, "V107", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: \"{1}\" is not {2}",
    "A value does not have the form that the format asks for, such as a number, a date or a web address.",
    "Write the value in the form that the message names.{3}")
DIAG(V108, "V108", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: \"{1}\" has {2} {2:character|characters}; allowed: {3}",
    "A value is shorter or longer than the format allows.",
    "Shorten or fill in the value.")
DIAG(V109, "V109", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: {1} is out of range, allowed is {2}",
    "A number is smaller or larger than the format allows.",
    "Correct the number; ask for the true one, if you do not know it. A rating, or a review, that nobody knows may be deleted whole.")
DIAG(V110, "V110", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the root element is {0}, expected PinpointExport in urn:pinport:pinpoint-export:1",
    "The document has the right root name in the wrong namespace, or another root.",
    "The first element has to begin so: <PinpointExport xmlns=\"urn:pinport:pinpoint-export:1\" …; replace another xmlns=\"…\" that stands there. Nothing behind it was checked.")
DIAG(V111, "V111", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} uses {1}, which the format does not allow",
    "xsi:type and xsi:nil change what a schema means; the format has no use for them.",
    "Remove the attribute.")
DIAG(V112, "V112", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the schema does not allow this: {0}",
    "A schema given with --schema refused something for which pinport has no words of its own.",
    "Read the schema at the place named.")
DIAG(V113, "V113", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} has more than 10000 schema errors: the rest of it is not checked",
    "So many errors mostly have one cause; looking for more would only take time and memory.",
    "Correct the errors that are listed, then validate again.")
DIAG(V114, "V114", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "here, before {0}, something is missing: {1}",
    "Elements have an order, and a required one was not there when a later one began.",
    "Put it in directly before the element at this place; if it stands further down, move it up to here.")
DIAG(V115, "V115", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} stands too late: its place is before {1}",
    "Elements have an order; this one belongs further up.",
    "Move the whole element, from its start tag to its end tag, up to its place; delete it if it stands there already.")
DIAG(V116, "V116", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "the format has no {0} here: is {1} meant?",
    "The name of the element is almost that of one that is expected.",
    "Rename it in the start tag and in the end tag; capitals count.")
DIAG(V117, "V117", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "a second {0} stands here, and only one is allowed",
    "An element that may stand once is there again.",
    "Keep the one that is right and delete the other, from its start tag to its end tag.")
DIAG(V198, "V198", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "the schema cannot be used: {0}",
    "A schema given with --schema does not compile, or it imports another file: pinport reads nothing but the file named.",
    "Use a schema that is one file and that other validators accept.")
DIAG(V199, "V199", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "could not check {0}: {1}",
    "The validator gave up: the input is neither valid nor invalid.",
    "Report this with the export if you can share it; a value with a very odd pattern is the usual cause.")
