/* U: the command line. */
DIAG(U201, "U201", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "unknown command \"{0}\"{1}",
    "The first word after pinport has to be one of its commands.",
    "Run pinport without arguments to see the commands.")
DIAG(U202, "U202", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "unknown option {0} for pinport {1}{2}",
    "The command does not take this option.",
    "Run pinport COMMAND --help to see its options.")
DIAG(U203, "U203", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "option {0} needs a value: {1}",
    "The option stands without the value that belongs to it.",
    "Add the value behind the option.")
DIAG(U204, "U204", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "{0} does not take \"{1}\": expected {2}{3}",
    "The value of an option is not one that it knows.",
    "Use one of the values named.")
DIAG(U205, "U205", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "pinport {0} needs {1}",
    "The command lacks what it works on.",
    "Name it on the command line; \"-\" stands for standard input.")
DIAG(U206, "U206", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "pinport {0} does not take \"{1}\" as well",
    "There are more words on the command line than the command takes.",
    "Leave it out; a value that begins with a dash needs -- before it.")
DIAG(U207, "U207", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "there is no {0} \"{1}\"{2}",
    "An edition, schema or diagnostic was asked for that does not exist.",
    "Run the command without a name to see the list.")
DIAG(U208, "U208", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "{0} and {1} do not go together",
    "Two options contradict each other.",
    "Leave one of them out.")
DIAG(U209, "U209", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "line {1} of {0} is not a line of a summary",
    "--only-failed reads what --summary json has written, and this is something else.",
    "Name the file that the standard output of --summary json was saved to.")
DIAG(U210, "U210", DIAG_ERROR, DIAG_REFUSE_INPUT, 2,
    "{0} has inputs whose names are told only in part",
    "A summary cuts names that are very long or not UTF-8, so they cannot be taken from it.",
    "Name the inputs again, on the command line or with --files-from: --only-failed then picks those that failed.")
