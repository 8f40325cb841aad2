#!/usr/bin/python3
"""Accounts dealt to several processes change nothing: the same bundles, the same words, the same status as of one.

usage: tests/deal.py PINPORT [--slow]     --slow: under a sanitizer, without what it does not bear (preloading, strace)

Exports that are large enough to be dealt: good ones and such that are wrong in many places, accounts that stand twice,
pictures that are missing, bundles that are there already; helpers that are killed, that run out of memory, of files, of
room, and whose words are garbled. SPDX-License-Identifier: MIT
"""
import os, random, re, shutil, signal, struct, subprocess, sys, time, zipfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.realpath(__file__))

import ahead

ALONE = ["-j", "1"]
DEALT = (["-j", "2"], ["-j", "3"], ["-j", "7"])


class Tests(ahead.Tests):
    def alike(self, what, words, status=None, dealt=DEALT, before=None, **extra):
        """One process first, then several; `before` makes what is there before each run."""
        outcomes = []
        for number in (ALONE, *dealt):
            self.before = before
            outcomes.append(self.outcome(words + number, **extra))
        for number, seen in zip(dealt, outcomes[1:]):
            for part, one, other in zip(("status", "output", "words", "files"), outcomes[0], seen):
                self.judge(one == other, f"{what}: {' '.join(words + number)}: another {part}: {differ(one, other)}")
        if status is not None:
            self.judge(outcomes[0][0] == status, f"{what}: status {outcomes[0][0]} instead of {status}: {outcomes[0][2][-300:]}")
        return outcomes[0]

    before = None

    def run(self, *words, **extra):
        if self.before is not None:
            self.before()
        return super().run(*words, **extra)


def differ(one, other):
    if isinstance(one, dict):
        return sorted(path for path in set(one) | set(other) if one.get(path) != other.get(path))[:5]
    return f"{str(one)[-300:]} | {str(other)[-300:]}"


def accounts(text):
    """Where each account of a document begins, and the end of the last one."""
    return [found.start() for found in re.finditer(rb"<Account ", text)] + [text.rindex(b"</Account>") + 10]


def good(tests, text):
    tests.alike("a folder", ["convert", "good.zip", "-o", "out"], 0)
    tests.alike("stored, JSON", ["convert", "stored.zip", "-o", "out", "-f", "json", "--lang", "ko"], 0)
    tests.alike("a ZIP file", ["convert", "good.zip", "-o", "out/all.zip"], 0, before=lambda: os.mkdir(tests.path("out")))
    tests.alike("dry run", ["convert", "good.zip", "-o", "out", "--dry-run"], 0)
    tests.alike("a summary", ["convert", "good.zip", "-o", "out", "--summary", "json", "--diagnostics", "json"], 0)
    tests.alike("one country", ["convert", "good.zip", "-o", "out", "--country", "DE"], 0)
    tests.alike("too long", ["convert", "good.zip", "-o", "out", "--overflow", "fail", "--edition", "2019-02"])
    tests.alike("strict", ["convert", "good.zip", "-o", "out", "--strict"])
    tests.alike("with lines", ["convert", "good.zip", "-o", "out", "--context", "always"], 0)
    tests.alike("two parts", ["convert", "parts.zip", "-o", "out"], 1)
    with open(tests.path("plain.xml"), "wb") as file:
        file.write(text)
    tests.alike("a document", ["convert", "plain.xml", "-o", "out"], 0)


def there_already(tests, text):
    def fill():
        if not os.path.isdir(tests.path("full")):
            tests.before = None
            subprocess.run([tests.pinport, "convert", "good.zip", "-q", "-o", "full", *ALONE], cwd=tests.folder, check=True)
            names = sorted(name for name in os.listdir(tests.path("full")) if name.isdigit())
            for name in names[::3]:
                shutil.rmtree(tests.path("full", name))
            with open(tests.path("full", names[4], "report.yaml"), "a") as file:
                file.write("# edited\n")
        shutil.copytree(tests.path("full"), tests.path("out"))

    for words in ([], ["--force"], ["--force", "--backup"], ["--skip-existing"], ["--dry-run"]):
        tests.alike("there already", ["convert", "good.zip", "-o", "out", *words], before=fill)


def wrong(tests, text):
    """Mistakes that cost their account, in many of them; and those that cost the input, at some places."""
    at = accounts(text)
    some = text
    for number in reversed(range(1, len(at) - 1, 3)):
        what = (b"<Unknown/>", b"<Company><a/></Company>")[number % 2]
        end = some.index(b"</Account>", at[number])
        some = some[:end] + what + some[end:]
    cases = {"every third is wrong": some,
             "most have the same id": re.sub(rb'(<Account id=")[^"]*[13579]"', rb'\g<1>42"', text)}
    for number in (1, 9, 20, len(at) - 2):
        cases[f"broken off in account {number}"] = text[:at[number] + 200]
        cases[f"an end tag too many in account {number}"] = text[:at[number]] + b"</Account>" + text[at[number]:]
        cases[f"not UTF-8 in account {number}"] = text[:at[number] + 60] + b"\xff" + text[at[number] + 60:]
    for what, data in cases.items():
        ahead.pack(tests.path("case.zip"), "export.xml", data)
        seen = tests.alike(what, ["convert", "case.zip", "-o", "out"])
        tests.judge(seen[0] in (1, 3), f"{what}: status {seen[0]}")


# What a search for the end of an account could take for one.
TRAPS = (b"<!-- </Account> -->", b"<!-- <Account id=\"1\"> - -> -->", b"<?pin </Account> ?>", b"<?pin <Account>?>", b"<!---->",
         b"\r\n<!--\r\n\r-->")
TEXT_TRAPS = (b"<![CDATA[</Account>]]>", b"<![CDATA[<Account id=\"1\">]]]]><![CDATA[>]]>", b"&lt;/Account>", b"<!-- </Account> -->",
              b"<?pin </Account>?>", b" > &#62; ]] ", b"&#10;\r\n")


def hide(tests, text, trap):
    """At the ends of some accounts, between some, and in some of their texts."""
    at = accounts(text)
    for number in reversed(range(len(at) - 1)):
        end = text.index(b"</Account>", at[number])
        part = text[at[number]:end + 10]
        if tests.rng.randrange(3):
            part = re.sub(rb"<(?:LegalName|DisplayName|City)>[^<]*", lambda found: found.group(0) + tests.rng.choice((trap, b"")), part, count=9)
        if tests.rng.randrange(3):
            part = part[:-10] + tests.rng.choice(TRAPS) + tests.rng.choice((b"</Account>", b"</Account >", b"</Account\r\n>"))
        text = text[:at[number]] + part + tests.rng.choice((b"", b"", tests.rng.choice(TRAPS), b"\r\n\r\t")) + text[end + 10:]
    return text


def passed_over(tests, text):
    """What is hard to pass over where it is another process's. Each account has something to tell, so that places are seen."""
    text = text.replace(b"</DisplayName>", b"\xef\xbf\xbd</DisplayName>")
    for trap in TEXT_TRAPS:
        ahead.pack(tests.path("case.zip"), "export.xml", hide(tests, text, trap))
        seen = tests.alike(f"{trap} in accounts", ["convert", "case.zip", "-o", "out"])
        tests.judge(seen[0] in (0, 1) and len(seen[3]) > 100, f"{trap} in accounts: status {seen[0]}, files {len(seen[3])}: {seen[2][-300:]}")
    plain = text.decode()
    at = accounts(text)

    def some(change, step=3):
        data = text
        for number in reversed(range(1, len(at) - 1, step)):
            data = data[:at[number]] + change(data[at[number]:at[number + 1]], number) + data[at[number + 1]:]
        return data

    root = re.search(rb"<PinpointExport[^>]*>", text).group(0)
    cases = {
        "a mark": b"\xef\xbb\xbf" + text,
        "UTF-16": plain.replace("utf-8", "utf-16").replace("UTF-8", "UTF-16").encode("utf-16"),
        "CR LF": text.replace(b"\n", b"\r\n"), "CR": text.replace(b"\n", b"\r"),
        "other white space in tags": re.sub(rb"<Account (id=\"[^\"]*\")", rb"<Account\n\t\1  ", text, count=15),
        "references in values": re.sub(rb"<Account id=\"(.)", lambda found: b'<Account id="&#%d;' % found.group(1)[0], text, count=15),
        "an account in the other": some(lambda part, _: part.replace(b"</Account>", part[:part.index(b"</Account>") + 10] + b"</Account>")),
        "an empty one": some(lambda part, _: b"<Account/>" + part + b"<Account></Account>"),
        "a prefix": some(lambda part, _: part.replace(b"<", b"<p:").replace(b"<p:/", b"</p:").replace(b"<p:!", b"<!")).replace(
            root, root[:-1] + b' xmlns:p="urn:pinport:pinpoint-export:1">'),
        "another namespace": some(lambda part, _: part.replace(b"<Account ", b'<Account xmlns="urn:x" ', 1)),
        "text between": some(lambda part, number: (b"text", b"<Acount>x</Acount>", b"<x:Account xmlns:x='urn:x'>y</x:Account>")[number % 3] + part),
        "much between": some(lambda part, number: b"<a/>" * (30 * number) + part),
        "a broken one before each of the same id": some(lambda part, _: part.replace(b"<Company>", b"<Unknown/><Company>", 1) + part, 2),
        "a good one before each of the same id": some(lambda part, _: part + part, 2),
        "an error before the first": text[:at[0]] + b"<Unknown/>" + text[at[0]:],
        "longer than a window": some(lambda part, _: part.replace(b"</Account>", b"<!--" + b" x</Account>\n" * 20000 + b"--></Account>"), 9),
        "wrong in the middle": text[:at[22]] + text[at[22]:].replace(b"</Company>", b"</Compani>", 1),
        "a tag that does not end": text[:at[22]] + text[at[22]:].replace(b"</Company>", b"</Company", 1),
        "a comment that does not end": text[:at[22]] + text[at[22]:].replace(b"</Company>", b"<!--</Company>", 1),
        "a character that may not be": text[:at[22]] + text[at[22]:].replace(b"</Company>", b"&#1;</Company>", 1),
    }
    for what, data in cases.items():
        for name in ("case.zip", "case.xml"):
            if name == "case.zip":
                ahead.pack(tests.path(name), "export.xml", data)
            else:
                with open(tests.path(name), "wb") as file:
                    file.write(data)
            seen = tests.alike(what, ["convert", name, "-o", "out"], dealt=DEALT if name == "case.zip" else DEALT[:1])
            tests.judge(seen[0] in (0, 1, 3), f"{what}: status {seen[0]}")


# What stands at the root of the document, and what ends the reading behind it.
ROOT_BITS = (b"", b"text", b"x<!-- -->y", b"<![CDATA[x]]>", b"<![CDATA[x]]>y", b"<!-- c -->", b"<?p i?>", b"&amp;", b"&#65;", b"\xef\xbf\xbd",
             b"<Unknown/>", b"<Unknown>", b"<p:a xmlns:p='u'>", b"<LegalName>")
ROOT_ENDS = (b"</Text>", b"</Account>", b"<", b"&nope;", b"\xff", b"&#0;", b"<a b=c>", b"<p:a/>", b"]]>", b"\x01", b"<!DOCTYPE a>", b"<!-- -- -->",
             b"<a a='1' a='2'/>", b"<![CDATA[", b"<?xml version='1.0'?>", b"</PinpointExport>", b"</PinpointExport>x", b"</PinpointExport")


def broken_at_the_root(tests, text):
    """How much is told before an error ends everything does not depend on how the reader came there."""
    at = accounts(text)
    for end in ROOT_ENDS:
        for bit in tests.rng.sample(ROOT_BITS, 4):
            number = tests.rng.choice((0, 9, 22))
            with open(tests.path("case.xml"), "wb") as file:
                file.write(text[:at[number]] + bit + end + text[at[number]:])
            tests.alike(f"{bit + end} before account {number}", ["convert", "case.xml", "-o", "out", "--dry-run"], dealt=DEALT[:1])


PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                      "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082")


def pictures(tests, text):
    """A logo for each; some are missing (those near in name are told), one is damaged."""
    number = -1

    def name(match):
        nonlocal number
        number += 1
        return f'<Logo file="logos/logo-{number}.png"/>'.encode() + match.group(0)

    data = re.sub(rb"<Overviews>", name, text)
    with zipfile.ZipFile(tests.path("pictures.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.xml", data)
        for i in range(number + 1):
            if i % 5 != 2:
                archive.writestr(f"logos/logo-{i}.png", PIXEL)
            elif i % 2:
                archive.writestr(f"logos/logo_{i}.png", PIXEL)
    seen = tests.alike("pictures", ["convert", "pictures.zip", "-o", "out"])
    tests.judge(b"logo_7.png" in seen[2] and any(path.endswith("logo.png") for path in seen[3]), f"pictures: {seen[2][:500]}")
    with open(tests.path("pictures.zip"), "rb") as file:
        raw = file.read()
    for which in (8, 11):
        at = raw.index(f"logos/logo-{which}.png".encode()) + 30
        with open(tests.path("case.zip"), "wb") as file:
            file.write(raw[:at] + bytes((raw[at] ^ 255,)) + raw[at + 1:])
        tests.alike(f"picture {which} is damaged", ["convert", "case.zip", "-o", "out"])


def helpers_of(process):
    try:
        with open(f"/proc/{process}/task/{process}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def killed(tests, text):
    """Whatever happens to a helper, and whenever: the first process makes what is missing."""
    whole = tests.outcome(["convert", "good.zip", "-q", "-o", "out", *ALONE])
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV, signal.SIGABRT):
        for wait in (0, 0.002, 0.01, 0.02, 0.03):
            shutil.rmtree(tests.path("out"), ignore_errors=True)
            child = subprocess.Popen([tests.pinport, "convert", "good.zip", "-q", "-o", "out", *DEALT[1]], cwd=tests.folder,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(2000):
                found = helpers_of(child.pid)
                if found or child.poll() is not None:
                    break
                time.sleep(0.0005)
            time.sleep(wait)
            for process in found[:tests.rng.randrange(1, 3)]:
                try:
                    os.kill(process, number)
                except ProcessLookupError:
                    pass
            out, words = child.communicate(timeout=ahead.LIMIT)
            seen = (child.returncode, out, words, tests.tree())
            tests.judge(seen == whole, f"helper killed by {number} after {wait}: status {seen[0]}, {words[-300:]}")
            tests.judge(bool(found), f"no helper was seen ({number}, {wait})")


def stopped(tests, text):
    """Signals to the first process: nothing is left but whole bundles, no helper among them."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        for wait in (0.01, 0.03, 0.06, 0.1):
            shutil.rmtree(tests.path("out"), ignore_errors=True)
            child = subprocess.Popen([tests.pinport, "convert", "good.zip", "-q", "-o", "out", *DEALT[1]], cwd=tests.folder,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            time.sleep(wait)
            found = helpers_of(child.pid)
            child.send_signal(number)
            status = child.wait(ahead.LIMIT)
            tests.judge(status in (0, -number), f"signal {number}: status {status}")
            left = os.listdir(tests.path("out")) if os.path.isdir(tests.path("out")) else []
            tests.judge(number == signal.SIGKILL or not any(name.startswith(".") for name in left),
                        f"signal {number}: left {left[:5]}")
            for _ in range(200):
                if not any(os.path.exists(f"/proc/{process}") for process in found):
                    break
                time.sleep(0.01)
            else:
                tests.judge(False, f"signal {number}: a helper outlives the first process")
        tests.judge(tests.outcome(["convert", "good.zip", "-q", "-o", "out", *DEALT[0]])[0] == 0, "and once more")


def whole_bundles(files, wanted):
    """Nothing, or bundles of which each is complete (not index.html, nor a working folder that could not be removed)."""
    wanted, files = ({path: data for path, data in tree.items() if os.sep in path and path[0] != "."} for tree in (wanted, files))
    there = {path.split(os.sep)[0] for path in files}
    return all(wanted.get(path) == data for path, data in files.items()) and all(
        path in files for path in wanted if path.split(os.sep)[0] in there)


def faults(tests, text):
    """Calls that fail in helpers alone are never heard of; those that fail anywhere leave whole bundles or nothing."""
    inject = ahead.library(tests, "inject")
    words = ["convert", "good.zip", "-o", "out"]
    whole = tests.outcome(words + ALONE)
    count = {"LD_PRELOAD": inject, "INJECT_AT": "0", "INJECT_COUNT": tests.path("count")}
    for calls, number in (("write", 28), ("openat", 24), ("mkdirat", 28), ("read", 5), ("close", 5), ("pread", 5), ("unlinkat", 5), ("memory", 12)):
        forked = dict(count, INJECT_CALLS=calls, INJECT_ERRNO=str(number), INJECT_WHERE="forked")
        tests.outcome(words + DEALT[0], **forked)
        with open(tests.path("count"), "rb") as file:
            most = struct.unpack("<QQ", file.read(16))[0]
        tests.judge(most > 0 or calls == "unlinkat", f"{calls}: none in helpers")
        for _ in range(8):
            at = tests.rng.randrange(1, most + 2)
            for mode in ("once", "ever"):
                extra = dict(forked, INJECT_AT=str(at), INJECT_MODE=mode)
                seen = tests.outcome(words + DEALT[0], **extra)
                tests.judge(seen == whole, f"{calls} {at} {mode} in a helper: status {seen[0]}, {differ(whole[3], seen[3])}, {seen[2][-200:]}")
                extra["INJECT_WHERE"] = ""
                seen = tests.outcome(words + DEALT[0], **extra)
                tests.judge(seen[0] in (3, 4, 5) and whole_bundles(seen[3], whole[3]) or seen[0] == 0 and seen[3] == whole[3],
                            f"{calls} {at} {mode}: status {seen[0]}, files {len(seen[3])}: {seen[2][-300:]}")


def garbled(tests, text):
    """A byte of what a helper tells is another: whole bundles all the same, and no crash."""
    library = ahead.library(tests, "garble")
    words = ["convert", "good.zip", "-o", "out"]
    whole = tests.outcome(words + ALONE)
    for _ in range(60):
        at, bits = tests.rng.choice((tests.rng.randrange(400), tests.rng.randrange(60000))), 1 << tests.rng.randrange(8)
        seen = tests.outcome(words + DEALT[0], LD_PRELOAD=library, GARBLE_AT=str(at), GARBLE_BITS=str(bits))
        tests.judge(seen[0] in (0, 4) and whole_bundles(seen[3], whole[3]) and (seen[0] == 4 or set(seen[3]) == set(whole[3])),
                    f"byte {at} by {bits}: status {seen[0]}, files {len(seen[3])}: {seen[2][-300:]}")


def not_read_again(tests, text):
    """What a helper has made the first process does not read: it knows a name as the helper tells it. Unless all are late."""
    library = ahead.library(tests, "garble")
    names = re.findall(rb"<LegalName>([^<]*)</LegalName>", text)
    word = max(set(re.findall(rb"[A-Z][a-z]{3,}", b" ".join(names))), key=lambda word: (sum(word in name for name in names), word))
    by = word[::-1]
    for number in DEALT:
        for _ in range(20):
            seen = tests.outcome(["convert", "good.zip", "-o", "out", *number], LD_PRELOAD=library, GARBLE_WORD=word.decode(),
                                 GARBLE_BY=by.decode())
            if by in seen[3]["index.html"]:
                break
        tests.judge(seen[0] == 0 and by in seen[3]["index.html"], f"{number}: status {seen[0]}, {by} was never told")


def short_of(tests, text):
    """No process, no descriptor, no memory for others: one process does it."""
    whole = tests.outcome(["convert", "good.zip", "-o", "out", *ALONE])
    for what, words in (("descriptors", "ulimit -n 14"), ("memory", "ulimit -v 60000")):
        shutil.rmtree(tests.path("out"), ignore_errors=True)
        done = subprocess.run(["sh", "-c", f'{words}; exec "$0" convert good.zip -o out -j 7', tests.pinport], cwd=tests.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=ahead.LIMIT)
        tests.judge((done.returncode, done.stdout, done.stderr, tests.tree()) == whole,
                    f"short of {what}: status {done.returncode}: {done.stderr[-300:]}")
    seen = tests.outcome(["convert", "good.zip", "-o", "out", *DEALT[1]], LD_PRELOAD=ahead.library(tests, "no_thread"))
    tests.judge(seen == whole, f"no process to be had: status {seen[0]}: {seen[2][-300:]}")
    shutil.rmtree(tests.path("out"), ignore_errors=True)
    trace = tests.path("trace")
    done = subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=kill,wait4", tests.pinport, "convert", "good.zip", "-q", "-o", "out",
                           *DEALT[0]], cwd=tests.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
    with open(trace) as file:
        calls = file.read()
    tests.judge(done.returncode == 0 and "ESRCH" not in calls and "ECHILD" not in calls, f"SIGCHLD is ignored: {calls[-300:]}")


def processes(tests, words):
    trace = tests.path("trace")
    subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=clone,clone3,fork,vfork", tests.pinport, *words],
                   cwd=tests.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(trace) as file:
        return sum("clone" in line and "CLONE_THREAD" not in line and "resumed" not in line for line in file)


def really_dealt(tests, text):
    small = subprocess.run([sys.executable, os.path.join(HERE, "bench", "generate.py"), "40K"], check=True,
                           stdout=subprocess.PIPE).stdout
    ahead.pack(tests.path("small.zip"), "export.xml", small)
    for name, words, wanted in (("good.zip", ["-j", "2", "-o", "a"], 1), ("parts.zip", ["-j", "3", "-o", "b"], 2),
                                ("good.zip", ["-j", "1", "-o", "c"], 0), ("small.zip", ["-j", "4", "-o", "d"], 0),
                                ("good.zip", ["-j", "4", "-f", "json"], 0)):
        seen = processes(tests, ["convert", name, *words])
        tests.judge(seen == wanted, f"{name} {' '.join(words)}: {seen} processes besides the first, not {wanted}")


if __name__ == "__main__":
    ahead.suite(Tests, __doc__, [good, there_already, wrong, ahead.wrong_archive, passed_over, broken_at_the_root, pictures, stopped], [killed, faults, garbled, not_read_again, short_of, really_dealt])
