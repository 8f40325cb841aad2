/* V: the schema of export format 1. Both validators (the one compiled from the
 * XSD and libxml2's) report with these rows. */
DIAG(V101, "V101", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} is not expected here: expected {1}",
    "An element stands where the format does not allow it: misspelt, out of order, repeated, or unknown.",
    "Compare the name and the order with the format (pinport schema pinpoint-export-1.xsd); names are case-sensitive.")
DIAG(V102, "V102", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} ends too early: expected {1}",
    "A required element is missing.",
    "Add the missing element in its place.")
DIAG(V103, "V103", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "text is not allowed in {0}: \"{1}\"",
    "Characters stand between elements, where only elements may stand.",
    "Move the text into the element that it belongs to, or remove it.")
DIAG(V104, "V104", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} has no attribute \"{1}\": allowed are {2}",
    "An attribute is unknown to the format.",
    "Correct its name (case counts) or remove it.")
DIAG(V105, "V105", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0} lacks the attribute \"{1}\"",
    "A required attribute is missing.",
    "Add the attribute.")
DIAG(V106, "V106", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: \"{1}\" is not one of {2}",
    "A value is not in the list that the format allows.",
    "Use one of the listed values, written exactly so.")
DIAG(V107, "V107", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: \"{1}\" is not {2}",
    "A value does not have the form that the format asks for, such as a number, a date or a web address.",
    "Write the value in the form that the message names.")
DIAG(V108, "V108", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: \"{1}\" has {2} characters, allowed are {3}",
    "A value is shorter or longer than the format allows.",
    "Shorten or fill in the value.")
DIAG(V109, "V109", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "{0}: {1} is out of range, allowed is {2}",
    "A number is smaller or larger than the format allows.",
    "Correct the number.")
DIAG(V110, "V110", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the root element is {0}, expected PinpointExport in urn:pinport:pinpoint-export:1",
    "The document has the right root name in the wrong namespace, or another root.",
    "Declare xmlns=\"urn:pinport:pinpoint-export:1\" on PinpointExport.")
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
DIAG(V198, "V198", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "the schema cannot be used: {0}",
    "A schema given with --schema does not compile, or it imports another file: pinport reads nothing but the file named.",
    "Use a schema that is one file and that other validators accept.")
DIAG(V199, "V199", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "could not check {0}: {1}",
    "The validator gave up: the input is neither valid nor invalid.",
    "Report this with the export if you can share it; a value with a very odd pattern is the usual cause.")
