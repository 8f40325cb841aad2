/* Z: the container. Z1xx the archive as a whole, Z2xx one entry, Z3xx reading
 * an entry, Z4xx files that the XML names. */
DIAG(Z101, "Z101", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "is {0}: expected a ZIP archive or an XML document",
    "The first bytes are neither those of a ZIP archive nor those of an XML document.",
    "Give the export as it was saved; if it was packed by another program, unpack it first. A plan is given with --plan; bundles and their profiles are read by validate, verify and diff.")
DIAG(Z102, "Z102", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the archive is truncated: its end is missing",
    "The record that ends every ZIP archive is not there, or not whole.",
    "The download or copy is incomplete: fetch the export again and compare the sizes.")
DIAG(Z103, "Z103", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the archive is one of several volumes: allowed is a single file",
    "The end of the archive refers to other disks or volumes.",
    "Join the volumes, or pack the export again into one file.")
DIAG(Z104, "Z104", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the end of the archive names a directory of {1} {1:byte|bytes} at byte {0}, and there is none",
    "The end record of the archive says where its directory is, and no directory is there.",
    "The archive is damaged or made to mislead: fetch the export again, or unpack it and pack it anew.")
DIAG(Z105, "Z105", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the archive's records for large files (zip64) contradict each other",
    "The zip64 end record is missing, lies elsewhere than said, or differs from the plain end record.",
    "The archive is damaged or made to mislead: fetch the export again, or unpack it and pack it anew.")
DIAG(Z106, "Z106", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the end of the archive counts {0} {0:entry|entries}, its directory has {1}",
    "The number of entries is not what the archive says.",
    "The archive is damaged or made to mislead: fetch the export again, or unpack it and pack it anew.")
DIAG(Z107, "Z107", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the archive's directory is damaged at entry {0}",
    "A record of the directory lacks its signature or reaches past the end of the directory.",
    "The archive is damaged: fetch the export again, or unpack it and pack it anew.")
DIAG(Z108, "Z108", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the archive can be read in more than one way: {0}",
    "Different programs would see different contents, so none of them is taken.",
    "Unpack the archive with a program you trust, look at the files, and pack them anew.")
DIAG(Z109, "Z109", DIAG_WARNING, DIAG_TELL, 0,
    "{0} {0:byte|bytes} before the first entry {0:belongs|belong} to no entry and {0:was|were} passed over",
    "Something stands in front of the archive, such as the program part of a self-extracting archive.",
    "Nothing of the export is lost. Pack it anew if other programs complain.")
DIAG(Z110, "Z110", DIAG_WARNING, DIAG_TELL, 0,
    "{0} {0:byte|bytes} behind the end of the archive {0:belongs|belong} to no entry and {0:was|were} passed over",
    "Something was added behind the archive.",
    "Nothing of the export is lost. Pack it anew if other programs complain.")
DIAG(Z111, "Z111", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the archive holds no entries",
    "It is a ZIP archive without anything in it.",
    "Pack the XML documents of the export, and the pictures they name, into the archive.")
DIAG(Z112, "Z112", DIAG_WARNING, DIAG_TELL, 0,
    "the end of the archive counts {0} entries, its directory has {1}: a known fault of old packers beyond 65,535 entries",
    "Old packers let the number of entries wrap around; the directory itself is complete.",
    "Nothing is lost.")
DIAG(Z113, "Z113", DIAG_WARNING, DIAG_TELL, 0,
    "{0} {0:byte|bytes} between the entries {0:belongs|belong} to no entry and {0:was|were} passed over",
    "Parts of the archive are used by nothing, as after an entry was removed in place.",
    "Nothing of the export is lost. Pack it anew if other programs complain.")
DIAG(Z114, "Z114", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the archive has {0} {0:entry|entries}, the limit is {1}",
    "There are more entries than the limit entries allows.",
    "If the archive is honest, raise the limit with --limit entries=N.")
DIAG(Z115, "Z115", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the entries would inflate to more than {0} {0:byte|bytes} together",
    "The sum of all sizes is over the limit total-bytes.",
    "If the archive is honest, raise the limit with --limit total-bytes=N.")

DIAG(Z201, "Z201", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entries \"{0}\" and \"{1}\" overlap",
    "Two entries use the same bytes of the archive: a way to build bombs and to deceive.",
    "Do not trust this archive; fetch the export again from its source.")
DIAG(Z202, "Z202", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" is not where the directory says: byte {1}",
    "There is no entry at that place, or it reaches past the place where the directory starts.",
    "The archive is damaged or made to mislead: fetch the export again, or unpack it and pack it anew.")
DIAG(Z203, "Z203", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" and the directory disagree about its {1}",
    "An entry is described twice in a ZIP archive, and the two differ.",
    "The archive is damaged or made to mislead: fetch the export again, or unpack it and pack it anew.")
DIAG(Z204, "Z204", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" lacks the record behind its data that gives its size and checksum, or it differs from the directory",
    "The entry says that such a record (data descriptor) follows its data.",
    "The archive is damaged or made to mislead: fetch the export again, or unpack it and pack it anew.")
DIAG(Z205, "Z205", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" is stored uncompressed, yet has {1} {1:byte|bytes} packed and {2} {2:byte|bytes} unpacked",
    "The two sizes of an entry that is not compressed must be the same.",
    "The archive is damaged or made to mislead: fetch the export again, or unpack it and pack it anew.")
DIAG(Z206, "Z206", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has damaged additional fields",
    "The additional fields of an entry overrun their room, or lack the sizes that they must give.",
    "The archive is damaged: fetch the export again, or unpack it and pack it anew.")
DIAG(Z207, "Z207", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "entry \"{0}\" is encrypted",
    "pinport takes no passwords.",
    "Unpack the archive with its password, and pack the files anew without one.")
DIAG(Z208, "Z208", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "entry \"{0}\" is compressed with {1}: allowed are Deflate and no compression",
    "ZIP knows many methods of compression; only the two that every program knows are read.",
    "Unpack the archive and pack it anew with the method Deflate (the usual one).")
DIAG(Z209, "Z209", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has {1} {1:byte|bytes}, the limit is {2}",
    "An entry is larger than the limit entry-bytes allows.",
    "If the entry is honest, raise the limit with --limit entry-bytes=N.")
DIAG(Z210, "Z210", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" inflates to more than {1} {1:time|times} its packed size",
    "So strong a compression is the sign of a bomb; the limit ratio applies above 1 MiB.",
    "If the entry is honest, raise the limit with --limit ratio=N.")
DIAG(Z211, "Z211", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has a name of {1} {1:byte|bytes}, the limit is {2}",
    "A name is longer than the limit name-bytes allows.",
    "Shorten the names of files and folders, or raise the limit with --limit name-bytes=N.")
DIAG(Z212, "Z212", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has a name that climbs out of its folder (..)",
    "A name with .. as one of its parts is an attack or a mistake.",
    "Do not trust this archive, or pack the files anew from inside their folder.")
DIAG(Z213, "Z213", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has an absolute name",
    "A name that starts with / points outside the archive.",
    "Pack the files anew from inside their folder.")
DIAG(Z214, "Z214", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has a name with a drive",
    "A name that starts with a drive letter points outside the archive.",
    "Pack the files anew from inside their folder.")
DIAG(Z215, "Z215", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has a name with a backslash: folders are separated by /",
    "ZIP names use / only; programs differ on what a backslash means.",
    "Pack the files anew with an up-to-date program.")
DIAG(Z216, "Z216", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" has a name with control characters",
    "Names with NUL, line breaks or other control characters are never honest.",
    "Rename the file and pack the archive anew.")
DIAG(Z217, "Z217", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry number {0} has no name",
    "An entry with an empty name cannot be referred to.",
    "Unpack the archive and pack it anew.")
DIAG(Z218, "Z218", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry number {0} says that its name is UTF-8, and it is not: \"{1}\"",
    "The name of the entry is damaged, or its mark is wrong.",
    "Rename the file with plain letters and pack the archive anew.")
DIAG(Z219, "Z219", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" is {1}: allowed are files and folders",
    "Links, pipes and devices inside an archive can reach outside it.",
    "Pack the file itself instead of a link to it.")
DIAG(Z220, "Z220", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" is a folder with content of {1} {1:byte|bytes}",
    "A folder has no content of its own, so something is hidden in it.",
    "Unpack the archive with a program you trust, look at the files, and pack them anew.")
DIAG(Z221, "Z221", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "entry \"{0}\" is there more than once",
    "Programs differ on which of two entries with one name they take.",
    "Unpack the archive with a program you trust, look at the files, and pack them anew.")
DIAG(Z222, "Z222", DIAG_NOTE, DIAG_TELL, 0,
    "names of entries are not in UTF-8: read as {0}, for example \"{1}\"",
    "Old packers do not say in which encoding names are; this one is a guess from the names themselves.",
    "If the names look wrong, name their encoding with --zip-encoding.")
DIAG(Z223, "Z223", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the name of entry number {0} is not in {1}: \"{2}\"",
    "The name has bytes that the encoding given with --zip-encoding does not have.",
    "Name the right encoding with --zip-encoding, or leave the option out.")

DIAG(Z301, "Z301", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the content is damaged: its checksum (CRC) is wrong",
    "The bytes of the entry are not those that were packed.",
    "The archive was damaged on its way: fetch the export again.")
DIAG(Z302, "Z302", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the content has more than the {0} {0:byte|bytes} that the archive says",
    "An entry that inflates to more than its size is damaged or a bomb.",
    "Do not trust this archive; fetch the export again from its source.")
DIAG(Z303, "Z303", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the content has {1} {1:byte|bytes}, the archive says {0}",
    "An entry ends earlier than its size says.",
    "The archive was damaged on its way: fetch the export again.")
DIAG(Z304, "Z304", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the compressed content is damaged: {0}",
    "The packed bytes of the entry cannot be unpacked.",
    "The archive was damaged on its way: fetch the export again.")

DIAG(Z401, "Z401", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "\"{0}\" is not the path of a file in the export: it {1}",
    "A file is named by its path from the top of the export, or from beside the XML document, with / between folders.",
    "Correct the path, for example logos/company.png.")
DIAG(Z402, "Z402", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "\"{0}\" can be either of two files: \"{1}\" or \"{2}\"",
    "The export names a file, and the archive has two whose names differ from it, and from each other, only in capital letters or in how accents are stored. pinport does not guess which one is meant.",
    "Write the name in the export exactly as that of the right file, or remove or rename the other file.")
DIAG(Z403, "Z403", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "\"{0}\" can be either of two different files: \"{1}\" or \"{2}\"",
    "A file of this name is both at the top of the archive and in the folder of the XML document, and the two are not the same. pinport does not guess which one is meant.",
    "Remove the wrong file, or rename the right one and write its new name into the export.")
DIAG(Z404, "Z404", DIAG_NOTE, DIAG_TELL, 0,
    "\"{0}\" was found as \"{1}\"",
    "The name in the export differs from the path in upper and lower case.",
    "Correct the path if another file was meant.")
DIAG(Z405, "Z405", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "\"{0}\" is {1}: allowed are files beneath the folder of the XML document",
    "What a plain XML document names is read from its own folder only, never through links.",
    "Copy the file itself into the folder of the document.")
DIAG(Z406, "Z406", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 1,
    "\"{0}\" has {1} {1:byte|bytes}, the limit is {2}",
    "A file beside the XML document is larger than the limit entry-bytes allows.",
    "If the file is right, raise the limit with --limit entry-bytes=N.")
