#!/usr/bin/python3
"""Judges traces that strace made of pinport (see run.sh): each line has to be one that pinport needs.

usage: judge.py FOLDER     traces named RUN.PROCESS, of strace -ff -y
SPDX-License-Identifier: MIT
"""
import collections
import os
import re
import sys

# May be read, but only before rights are dropped.
AT_START = (
    ("/etc/ld.so.cache", "the loader: where libraries are"),
    ("/etc/ld.so.preload", "the loader: looked for, not there"),
    ("/lib/", "libraries"),
    ("/lib64/", "libraries"),
    ("/usr/lib/", "libraries, iconv's converters (gconv), the locale"),
    ("/usr/lib64/", "the same elsewhere"),
    ("/usr/share/locale/", "the locale"),
    ("/usr/share/zoneinfo/UTC0", "the time zone that pinport sets for its libraries: there is no such file"),
    ("/usr/local/lib/", "libraries"),
    ("/dev/null", "in the place of a closed standard stream"),
)

# Calls with a path that change something; all other calls with a path only look.
CHANGES = {"mkdir", "mkdirat", "unlink", "unlinkat", "rmdir", "rename", "renameat", "renameat2", "link", "linkat",
           "truncate", "creat", "utimensat", "futimesat", "utime", "utimes"}
LOOKS = {"open", "openat", "openat2", "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2",
         "readlink", "readlinkat", "getcwd", "statfs", "fstatfs", "chdir"}
# Without a path, or with none that matters.
HARMLESS = {"exit", "exit_group", "wait4", "waitid", "kill", "clone", "clone3", "fork", "vfork", "landlock_restrict_self",
            "rt_sigqueueinfo", "memfd_create", "fstat", "tgkill", "tkill", "pidfd_send_signal", "arch_prctl", "ioctl"}
# Terminal questions (isatty, window size); nothing else is asked of a device.
IOCTLS = ("TCGETS", "TIOCGWINSZ")
# Options whose value is the output; those whose file names inputs, here always beneath the current folder.
OUTPUTS = ("-o", "--output")
LISTS = ("--files-from", "--only-failed")

CALL = re.compile(r"^(\w+)\((.*)$", re.S)
PAIR = re.compile(r'(?:AT_FDCWD|\d+)<((?:[^<>\\]|\\.)*)>, (?:"((?:[^"\\]|\\.)*)"(\.\.\.)?|NULL)')
ONLY = re.compile(r'^"((?:[^"\\]|\\.)*)"(\.\.\.)?')
ARGUMENTS = re.compile(r'"((?:[^"\\]|\\.)*)"')


def plain(text):
    """What strace has escaped, as text with one character a byte."""
    return re.sub(r"\\([0-7]{1,3}|.)", lambda m: chr(int(m[1], 8)) if m[1][0] in "01234567" else
                  {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "f": "\f"}.get(m[1], m[1]), text)


def bare(path):
    return path[:-len(" (deleted)")] if path.endswith(" (deleted)") else path


def beneath(path, top):
    return path == top or path.startswith(top.rstrip("/") + "/")


class Run:
    """What one command line may touch."""

    def __init__(self, line):
        words = [plain(w) for w in ARGUMENTS.findall(line[line.index("["):line.rindex("]")])]
        self.words, self.confined, self.named, self.beside, self.outputs = words, False, [], [], []
        self.folder = None
        self.pipe = "-" in words

    def settle(self, folder):
        """The words as paths, now that the current folder is known."""
        self.folder = folder
        words = self.words[2:]
        end = words.index("--") if "--" in words else len(words)
        self.named += [os.path.normpath(os.path.join(folder, word)) for word in words[end + 1:]]
        words = words[:end]
        if any(word in LISTS for word in words):
            self.named.append(folder)
        for i, word in enumerate(words):
            value = word.split("=", 1)[1] if word.startswith("--") and "=" in word else word
            path = os.path.normpath(os.path.join(folder, value))
            if i > 0 and words[i - 1] in OUTPUTS or word.startswith("--output="):
                self.output(value, path)
            elif word.startswith("-o") and len(word) > 2 and not word.startswith("--"):
                self.output(word[2:], os.path.normpath(os.path.join(folder, word[2:])))
            elif not word.startswith("-") or value is not word:
                self.named.append(path)

    def output(self, value, path):
        if value != "-":
            self.outputs.append((path, value.endswith(".zip") or self.words[1] == "plan"))

    def may_change(self, path):
        for output, single in self.outputs:
            above, name = os.path.split(output)
            if not single and beneath(path, output):
                return True
            if single and (path == output or path.startswith(output + ".backup-")):
                return True
            if single and re.match(r"\.pinport-tmp-\d+(/|$)", path[len(above.rstrip("/")) + 1:]) and beneath(path, above):
                return True
        return False

    def may_look(self, path, folder_only):
        if self.may_change(path) or any(beneath(path, named) for named in self.named):
            return True
        # What stands beside a document, and the folders that names are looked up in.
        if any(beneath(path, os.path.dirname(n)) for n in self.named if n.endswith(".xml")):
            return True
        # Whether the output would lie in a bundle.
        if folder_only and os.path.basename(path) in ("bundle.yaml", "bundle.json") and \
                any(beneath(o, os.path.dirname(path)) for o, _ in self.outputs):
            return True
        return folder_only and any(beneath(n, path) for n in self.named + [o for o, _ in self.outputs])


def temporary(path, text):
    """The unnamed file that a pipe's content waits in, or what waits for its turn."""
    return "O_TMPFILE" in text and path in ("/tmp", os.environ.get("TMPDIR", "/tmp"))


def judge_path(run, call, path, text):
    changes = call in CHANGES or (call.startswith("open") and re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)", text))
    if temporary(path, text) or (path == "/dev/null" and not run.confined):
        return None
    if changes:
        return None if run.may_change(path) else "changes"
    if not run.confined and any(path == a or (a.endswith("/") and path.startswith(a)) for a, _ in AT_START):
        return None
    folder_only = call != "open" and ("O_DIRECTORY" in text or "O_PATH" in text or not call.startswith("open"))
    return None if run.may_look(path, folder_only) else "looks at"


def paths_of(call, rest):
    if "AT_EMPTY_PATH" in rest and '>, "", ' in rest:
        return []   # a question about what is open already
    found = [os.path.join(bare(plain(top)), plain(name or "")) for top, name, _ in PAIR.findall(rest)]
    if not found:
        only = ONLY.match(rest)
        found = [plain(only[1])] if only else []
    return [os.path.normpath(p) for p in found if p]


def judge_line(run, number, line):
    """None, or what is wrong with it."""
    match = CALL.match(line)
    if match is None:
        return None if line.startswith(("---", "+++", "strace:")) else "not understood"
    call, rest = match.groups()
    if call == "execve":
        return None if number == 0 else "another program"
    if call == "landlock_restrict_self":
        run.confined = run.confined or rest.rstrip().endswith("= 0")
        return None
    if call == "ioctl":
        return None if any(", " + name in rest for name in IOCTLS) else "a device is asked"
    if call in HARMLESS:
        return None
    if call not in CHANGES and call not in LOOKS:
        return "no conversion needs this call"
    if run.folder is None:
        at = re.search(r"AT_FDCWD<((?:[^<>\\]|\\.)*)>", rest)
        if at:
            run.settle(plain(at[1]))
    for path in paths_of(call, rest):
        verb = judge_path(run, call, path if path.startswith("/") else os.path.join(run.folder or "/", path), rest)
        if verb:
            return "%s %s" % (verb, path)
    return None


def judge(run, path, seen):
    wrong = []
    with open(path, encoding="latin-1", newline="\n") as file:
        for number, line in enumerate(file):
            number += 1 if path != run.first else 0   # a worker process never begins with execve
            fault = judge_line(run, number, line.rstrip("\n"))
            if line[0] not in "-+":
                seen[line.split("(", 1)[0]] += 1
            if fault:
                wrong.append("%s: %s" % (fault, line.strip()[:200]))
    return wrong


# After the start of "pinport convert a/in.zip -o b/out" in /w: what has to be found, and what not.
PLANTED = (
    ('socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = -1 EPERM (Operation not permitted)', True),
    ('socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0', True),
    ('connect(3<socket:[1]>, {sa_family=AF_INET}, 16) = 0', True),
    ('sendto(3<socket:[1]>, "x", 1, 0, NULL, 0) = 1', True),
    ('execve("/bin/sh", ["sh"], 0x1 /* 1 var */) = 0', True),
    ('ptrace(PTRACE_TRACEME) = 0', True),
    ('openat(AT_FDCWD</w>, "/etc/passwd", O_RDONLY|O_CLOEXEC) = -1 EACCES (Permission denied)', True),
    ('openat(AT_FDCWD</w>, "a/other", O_RDONLY|O_CLOEXEC) = 3</w/a/other>', True),
    ('openat(AT_FDCWD</w>, "a/../../etc/hosts", O_RDONLY) = 3</etc/hosts>', True),
    ('openat(AT_FDCWD</w>, "a/in.zip", O_RDWR) = 3</w/a/in.zip>', True),
    ('openat(AT_FDCWD</w>, "/lib/libc.so.6", O_RDONLY|O_CLOEXEC) = 3</lib/libc.so.6>', True),
    ('openat(5</w/b>, "new", O_RDWR|O_CREAT|O_EXCL, 0666) = 6</w/b/new>', True),
    ('renameat2(5</w/b/out>, "x", 6</w/b>, "y", RENAME_NOREPLACE) = 0', True),
    ('unlinkat(5</w/a>, "in.zip", 0) = 0', True),
    ('ioctl(3</w/a/in.zip>, FICLONE, 4) = 0', True),
    ('openat(AT_FDCWD</w>, "a/in.zip", O_RDONLY|O_CLOEXEC) = 3</w/a/in.zip>', False),
    ('openat(5</w/b/out>, "1/x\\303\\251", O_RDWR|O_CREAT|O_EXCL, 0666) = 6</w/b/out/1/x\\303\\251>', False),
    ('newfstatat(3</w/a/in.zip>, "", {st_mode=S_IFREG|0644, st_size=1, ...}, AT_EMPTY_PATH) = 0', False),
    ('--- SIGCHLD {si_signo=SIGCHLD} ---', False),
)


def check_itself():
    missed = 0
    for line, bad in PLANTED:
        run = Run('execve("p", ["p", "convert", "a/in.zip", "-o", "b/out"], 0x1 /* 1 var */) = 0')
        judge_line(run, 1, 'openat(AT_FDCWD</w>, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3</etc/ld.so.cache>')
        judge_line(run, 1, "landlock_restrict_self(6<anon_inode:[landlock-ruleset]>, 0) = 0")
        if (judge_line(run, 1, line) is not None) != bad:
            missed += 1
            print("FAIL %s: %s" % ("not found" if bad else "found, but harmless", line))
    return missed


def main(folder):
    names, runs, seen, failed = collections.defaultdict(list), 0, collections.Counter(), 0
    for name in os.listdir(folder):
        names[name.split(".")[0]].append(os.path.join(folder, name))
    for traces in names.values():
        heads = {}
        for path in traces:
            with open(path, encoding="latin-1", newline="\n") as file:
                heads[path] = file.readline()
        first = [p for p in traces if heads[p].startswith("execve(")]
        if len(first) != 1:
            failed += 1
            print("FAIL %s: %d of its processes begin with execve" % (traces[0], len(first)))
            continue
        run = Run(heads[first[0]])
        run.first = first[0]
        wrong = judge(run, run.first, seen)
        for path in sorted(set(traces) - {run.first}):
            wrong += judge(run, path, seen)   # of worker processes, which inherit what was dropped
        runs += 1
        if wrong:
            failed += 1
            print("FAIL pinport %s\n  %s" % (" ".join(run.words[1:])[:200], "\n  ".join(wrong[:5])))
    print("calls judged: %d of %d kinds (%s), in %d runs" % (sum(seen.values()), len(seen), " ".join(sorted(seen)), runs))
    missed = check_itself()
    print("%d passed, %d failed" % (runs - failed + len(PLANTED) - missed, failed + missed))
    return 1 if failed or missed or runs == 0 else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: judge.py FOLDER")
    sys.exit(main(sys.argv[1]))
