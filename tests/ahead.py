#!/usr/bin/python3
"""A thread that inflates ahead changes nothing: the same output, the same words, the same status.

usage: tests/ahead.py PINPORT [--slow]     --slow: under a sanitizer, without what it does not bear (preloading, strace)

Each export here is large enough for both threads; -j 1 never has them, -j 2 has them for a single input on any machine.
Good ones, damaged ones (bits, check sums, sizes, XML), reads and allocations that fail, signals, no thread to be had.
SPDX-License-Identifier: MIT
"""
import os, random, re, shutil, signal, struct, subprocess, sys, tempfile, time, zipfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, "bench"))

import common

SIZE = "500K"
LIMIT = 120
ALONE, AHEAD = ["-j", "1"], ["-j", "2"]


class Tests:
    def __init__(self, pinport, slow):
        self.pinport, self.slow, self.passed, self.failed = os.path.realpath(pinport), slow, 0, 0
        self.folder = common.memory_folder(tempfile.gettempdir())
        self.rng = random.Random(7)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def judge(self, good, what):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAIL {what}")

    def run(self, *words, **extra):
        env = dict(os.environ, **extra)
        return subprocess.run([self.pinport, *words], cwd=self.folder, env=env, timeout=LIMIT, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)

    def outcome(self, words, **extra):
        """Status, both streams, and the tree of an output folder."""
        shutil.rmtree(self.path("out"), ignore_errors=True)
        with open(self.path("count"), "wb") as file:
            file.write(bytes(16))
        done = self.run(*words, **extra)
        return done.returncode, done.stdout, done.stderr, self.tree()

    def tree(self):
        tree = {}
        for place, _, files in os.walk(self.path("out")):
            for name in files:
                with open(os.path.join(place, name), "rb") as file:
                    tree[os.path.relpath(os.path.join(place, name), self.path("out"))] = file.read()
        return tree

    def alike(self, what, words, status=None, **extra):
        alone, ahead = self.outcome(words + ALONE, **extra), self.outcome(words + AHEAD, **extra)
        for part, one, other in zip(("status", "output", "words", "files"), alone, ahead):
            self.judge(one == other, f"{what}: {' '.join(words)}: another {part}: {str(one)[:300]} | {str(other)[:300]}")
        if status is not None:
            self.judge(alone[0] == status, f"{what}: status {alone[0]} instead of {status}: {alone[2][:300]}")
        return ahead


def pack(path, name, data, stored=False):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2017, 3, 30, 9, 15, 0)), data,
                         zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)


def damaged(data, at, value):
    return data[:at] + bytes((data[at] ^ value,)) + data[at + 1:]


def make(tests):
    text = subprocess.run([sys.executable, os.path.join(HERE, "bench", "generate.py"), SIZE], check=True,
                          stdout=subprocess.PIPE).stdout
    pack(tests.path("good.zip"), "export.xml", text)
    pack(tests.path("stored.zip"), "export.xml", text, stored=True)
    with zipfile.ZipFile(tests.path("parts.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", text)
        archive.writestr("b.xml", text.replace(b"<Account ", b"<Account ", 1))   # every account a second time: refused
        archive.writestr("beside.bin", bytes(tests.rng.randrange(256) for _ in range(400000)))
    return text


def good(tests, text):
    for name in ("good.zip", "stored.zip"):
        for words in (["convert", name, "-f", "json"], ["convert", name, "-f", "yaml"], ["validate", name],
                      ["validate", name, "--format", "json"], ["convert", name, "-o", "out"],
                      ["convert", name, "-o", "out", "--country", "US"]):
            tests.alike("good", words, 0)
    tests.alike("two parts", ["convert", "parts.zip", "-o", "out"])


def wrong_xml(tests, text):
    middle = text.index(b"<Account ", len(text) // 2)
    cases = {
        "an end tag too many": text[:middle] + b"</Account>" + text[middle:],
        "an unknown element": text[:middle] + b"<Acount/>" + text[middle:],
        "not UTF-8": text[:middle] + b"\xff" + text[middle:],
        "the end is missing": text[:-20],
        "broken off": text[:middle + 3],
        "a document type": b'<!DOCTYPE x [<!ENTITY a "b">]>' + text,
        "another root": b"<other>" + b"x" * 400000 + b"</other>",
        "no id": re.sub(rb"<Account id=\"[^\"]*\"", b"<Account", text, count=3),
        "one long text": text[:middle] + b"x" * (5 << 20) + text[middle:],
    }
    for what, data in cases.items():
        pack(tests.path("case.zip"), "export.xml", data)
        for words in (["convert", "case.zip", "-o", "out"], ["validate", "case.zip"]):
            seen = tests.alike(what, words)
            tests.judge(seen[0] in (1, 3) and (seen[1] or seen[2]), f"{what}: status {seen[0]}: {seen[2][:200]}")


def patched(tests, name, change):
    with open(tests.path("good.zip"), "rb") as file:
        data = file.read()
    with open(tests.path(name), "wb") as file:
        file.write(change(data))


def wrong_archive(tests, text):
    with zipfile.ZipFile(tests.path("good.zip")) as archive:
        info = archive.infolist()[0]
        directory = archive.start_dir
    start, end = 30 + len(info.filename), 30 + len(info.filename) + info.compress_size
    for _ in range(24):
        at, value = tests.rng.randrange(start, end), 1 << tests.rng.randrange(8)
        patched(tests, "case.zip", lambda data: damaged(data, at, value))
        for words in (["convert", "case.zip", "-o", "out"], ["validate", "case.zip"]):
            seen = tests.alike(f"bit at {at}", words)
            tests.judge(seen[0] in (0, 1, 3) and not (seen[0] and any(os.sep in path for path in seen[3])), f"bit at {at}: status {seen[0]}, files {len(seen[3])}")
    for what, change in (("check sum", 1), ("a byte more", info.file_size + 1), ("a byte less", info.file_size - 1)):
        local, central = (14, directory + 16) if change == 1 else (22, directory + 24)
        value = struct.pack("<I", info.CRC ^ 1 if change == 1 else change)
        patched(tests, "case.zip", lambda data: data[:local] + value + data[local + 4:central] + value + data[central + 4:])
        seen = tests.alike(what, ["convert", "case.zip", "-o", "out"])
        tests.judge(seen[0] != 0 and not seen[3], f"{what}: status {seen[0]}, files {len(seen[3])}")


def library(tests, source):
    path = tests.path(source + ".so")
    subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-O1", "-o", path,
                    os.path.join(HERE, "faults", source + ".c"), "-ldl"], check=True)
    return path


def whole_lines(output, wanted):
    return wanted.startswith(output) and output[-1:] in (b"", b"\n")


def faults(tests, text):
    """A thread's reads fail where they would have failed without it."""
    inject = library(tests, "inject")
    words = ["convert", "good.zip", "-f", "json"]
    count = {"LD_PRELOAD": inject, "INJECT_CALLS": "pread", "INJECT_AT": "0", "INJECT_COUNT": tests.path("count")}
    tests.outcome(words + AHEAD, **count)
    with open(tests.path("count"), "rb") as file:
        reads = struct.unpack("<QQ", file.read(16))[0]
    tests.judge(reads > 4, f"{reads} reads")
    whole = tests.outcome(words + AHEAD)
    for at in sorted(set(range(1, reads + 1, max(1, reads // 24))) | {reads}):
        for mode, number in (("once", 5), ("ever", 5), ("once", 4)):
            extra = dict(count, INJECT_AT=str(at), INJECT_MODE=mode, INJECT_ERRNO=str(number))
            seen = tests.alike(f"pread {at} {mode} {number}", words, **extra)
            tests.judge(seen[0] == 0 and seen[1] == whole[1] and (number == 4 or at == 1) or   # 1: what kind of file it is
                        seen[0] in (3, 4) and whole_lines(seen[1], whole[1]) and number != 4,
                        f"pread {at} {mode} {number}: status {seen[0]}, output {len(seen[1])}")
    for at in list(range(1, 60, 7)) + [tests.rng.randrange(60, 40000) for _ in range(24)]:
        extra = dict(count, INJECT_CALLS="memory", INJECT_AT=str(at), INJECT_MODE="once", INJECT_ERRNO="12")
        seen = tests.outcome(words + AHEAD, **extra)
        tests.judge(seen[0] in (3, 4, 5) and whole[1].startswith(seen[1]) or seen[0] == 0 and seen[1] == whole[1],
                    f"malloc {at}: status {seen[0]}, output {len(seen[1])}: {seen[2][:200]}")
    tests.alike("no thread to be had", words, 0, LD_PRELOAD=library(tests, "no_thread"))


def threads(tests, words):
    trace = tests.path("trace")
    subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=clone,clone3", tests.pinport, *words], cwd=tests.folder,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(trace) as file:
        return sum("CLONE_THREAD" in line for line in file)


def really_ahead(tests, text):
    tests.judge(threads(tests, ["validate", "good.zip", "-j", "2"]) == 1, "-j 2 and one input: no thread")
    tests.judge(threads(tests, ["validate", "good.zip", "-j", "1"]) == 0, "-j 1: a thread")
    tests.judge(threads(tests, ["convert", "good.zip", "-j", "2", "-f", "json"]) == 1, "-j 2 and a stream: no thread")
    tests.judge(threads(tests, ["convert", "good.zip", "-j", "1", "-o", "one"]) == 0, "bundles, -j 1: a thread")
    tests.judge(threads(tests, ["validate", "good.zip", "stored.zip", "-j", "2"]) == 0, "two workers of two: a thread")
    tests.judge(threads(tests, ["validate", "good.zip", "stored.zip", "-j", "4"]) == 2, "two workers of four: not a thread each")


def signals(tests, text):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        for wait in (0.01, 0.03, 0.06, 0.1):
            shutil.rmtree(tests.path("out"), ignore_errors=True)
            child = subprocess.Popen([tests.pinport, "convert", "good.zip", "-q", "-o", "out", *AHEAD], cwd=tests.folder,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            child.send_signal(number)
            status = child.wait(LIMIT)
            tests.judge(status in (0, -number), f"signal {number}: status {status}")
            left = os.listdir(tests.path("out")) if os.path.isdir(tests.path("out")) else []
            tests.judge(number == signal.SIGKILL or not any(name.startswith(".") for name in left), f"signal {number}: left {left[:5]}")


def suite(kind, usage, parts, preloading):
    """All parts, but under a sanitizer without those that preload or trace."""
    words = [word for word in sys.argv[1:] if word != "--slow"]
    if len(words) != 1:
        sys.exit(usage)
    tests = kind(words[0], "--slow" in sys.argv)
    try:
        text = make(tests)
        for part in parts + ([] if tests.slow else preloading):
            part(tests, text)
    finally:
        shutil.rmtree(tests.folder, ignore_errors=True)
    print(f"{tests.passed} passed, {tests.failed} failed")
    sys.exit(tests.failed > 0)


if __name__ == "__main__":
    suite(Tests, __doc__, [good, wrong_xml, wrong_archive, signals], [faults, really_ahead])
