/* I: files, output, the machine. */
DIAG(I201, "I201", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "cannot use the output folder {0}: {1}",
    "The folder that the bundles are to be written to cannot be opened, created or written to.",
    "Choose another folder with -o, or ask whoever looks after the machine for the right to write there.")
DIAG(I202, "I202", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "the folder that {0} is to be made in does not exist",
    "Only the last part of an output name is created; the folders before it have to be there.",
    "Check the name for a slip, or create the folder first.")
DIAG(I203, "I203", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "the output {0} is there already and is not a {1}",
    "A folder was named as output and there is a file of that name, or the other way round.",
    "Choose another name with -o; a name that ends in .zip means a ZIP file, any other name a folder.")
DIAG(I204, "I204", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 4,
    "{0} is there already and is left as it is",
    "A bundle of this account was written before, and what is there is never replaced unasked.",
    "Choose another output, remove what is there, or replace it with --force.")
DIAG(I205, "I205", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 4,
    "{0} was edited since pinport wrote it and is left as it is: {1}",
    "Files of the old bundle were changed, added or removed by a person; --force alone does not throw that work away.",
    "Copy what you need out of the old bundle, or add --backup: the old bundle is then kept beside the new one.")
DIAG(I206, "I206", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 4,
    "{0} is not something that pinport wrote and is left as it is",
    "Something else has the name of the output; --force replaces only what pinport itself wrote.",
    "Choose another output, or move away what is there.")
DIAG(I207, "I207", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "cannot write {0}: {1}",
    "The system refused to create or write a file of the output.",
    "Read the reason given; when it is about rights or a faulty disk, choose another output folder.")
DIAG(I208, "I208", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "there is no room to write {0}: {1}",
    "The disk is full, or a limit on the space or the size of files is reached.",
    "Free some space or choose another disk with -o, then run the same command again.")
DIAG(I209, "I209", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "the disk did not confirm that {0} is stored: {1}",
    "The system reported an error when it was asked to store the output for good, so the output cannot be relied on.",
    "Check the disk or network drive, or choose another one with -o, then run the same command again.")
DIAG(I210, "I210", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 4,
    "{0} reads back differently from what was written",
    "Before a bundle gets its name, each of its files is read again and compared; here the bytes differ.",
    "The disk, the network drive or the memory of the machine is faulty, or a program altered the file; choose another output.")
DIAG(I211, "I211", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 4,
    "cannot put {0} in its place: {1}",
    "The finished output could not be given its final name; nothing of it is left, and what was there before is still there.",
    "Read the reason given, or choose another output folder.")
DIAG(I212, "I212", DIAG_ERROR, DIAG_REFUSE_ACCOUNT, 4,
    "another run wrote {0} in the meantime; the bundle of this run is not stored",
    "Two runs had the same output, and the other one was first.",
    "Look at the bundle that is there; to replace it, run the command again with --force.")
DIAG(I213, "I213", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "cannot make a working folder in {0}: {1}",
    "Bundles are made in a hidden folder beside their final place, and that folder cannot be made.",
    "Choose another output folder, or ask for the right to write there.")
DIAG(I216, "I216", DIAG_WARNING, DIAG_TELL, 0,
    "the working folder {0} could not be removed: {1}",
    "The output is not affected, but a hidden folder is left beside it.",
    "Remove the folder by hand; the next run into the same place tries to remove it, too.")
DIAG(I217, "I217", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "the output {0} is a bundle already, or lies in one",
    "An output folder holds a bundle for each account, in a folder named by its number; inside a bundle nobody would look for another one.",
    "Name the folder above the bundle, or another one; a bundle that is there is replaced only with --force.")
DIAG(I218, "I218", DIAG_WARNING, DIAG_TELL, 0,
    "what stood at {0} before is now at {1}: {2}",
    "The old bundle was moved aside, because the file system cannot swap two names, and then it could not be moved any further; nothing of it is lost.",
    "Look at both: remove the one that is not wanted, and give the other one its name back.")
DIAG(I501, "I501", DIAG_ERROR, DIAG_REFUSE_INPUT, 5,
    "out of memory",
    "The machine gave no more memory.",
    "Close other programs, convert fewer accounts at a time, or raise the memory limit of the shell or container.")
DIAG(I510, "I510", DIAG_ERROR, DIAG_REFUSE_INPUT, 5,
    "the process that read it failed: {0}",
    "Several inputs are read by worker processes, and the one that had this input in hand was ended by the system, by a person, or by a fault of pinport. Nothing of this input is stored; the others are not affected.",
    "Try the input alone; if it happens again, that is a fault of pinport, and the input is worth keeping to find it.")
/* Input files. */
DIAG(I101, "I101", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "there is no such file",
    "The path names nothing.",
    "Check the spelling and the folder; a name with blanks needs quotes.")
DIAG(I102, "I102", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "cannot be opened: {0}",
    "The system does not let pinport open the file.",
    "See who may read the file; a copy in a folder of your own helps.")
DIAG(I103, "I103", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "is {0}: allowed is a file, or - for standard input",
    "Exports are read from plain files or from standard input, never from folders, devices or named pipes.",
    "Name the file itself, those of a folder with FOLDER/*.zip; give what a pipe holds with: pinport convert - < PIPE.")
DIAG(I104, "I104", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "is empty: there is nothing to read",
    "The file has no bytes at all.",
    "The download or copy failed: fetch the export again.")
DIAG(I105, "I105", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "cannot be read at byte {0}: {1}",
    "The system failed to deliver the bytes of the input.",
    "The disk, stick or network share may be damaged: copy the file elsewhere and try again.")
DIAG(I106, "I106", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "could not be kept in a temporary file: {0}",
    "What comes through a pipe is kept in an unnamed temporary file, and that failed.",
    "Free some space, name another folder in TMPDIR, or give the export as a file.")
DIAG(I107, "I107", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "changed while it was being read",
    "The size or the time of the input was not the same at the end as at the start.",
    "Wait until the download or copy is complete, then start again.")
DIAG(I108, "I108", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "standard input holds more than {0} {0:byte|bytes}",
    "What comes through a pipe is kept only up to the limit total-bytes.",
    "If the size is right, raise the limit with --limit total-bytes=N.")
DIAG(I301, "I301", DIAG_ERROR, DIAG_REFUSE_INPUT, 4,
    "standard output could not be written to its end",
    "Not all of the output arrived: the disk is full, or what reads the pipe has failed.",
    "Make room or repair the command behind the pipe, and run again; what arrived is not whole.")
DIAG(I302, "I302", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "cannot read {0}: {1}",
    "A file that was named on the command line cannot be read.",
    "Check the name and the rights.")
DIAG(I303, "I303", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "rights could not be dropped as --sandbox=require asks: {0}",
    "The kernel does not offer all of the confinement that was required, so nothing was read.",
    "Use a newer kernel, or --sandbox=auto to take what there is.")
