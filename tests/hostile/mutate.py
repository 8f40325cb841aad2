#!/usr/bin/python3
"""Changes honest archives at random and converts them: nothing may crash, hang, or come out different.

usage: mutate.py PINPORT [COUNT [SEED]]

What is accepted without an error must give the profiles and records of the control. A failure leaves its
input in the working folder, whose name is printed. SPDX-License-Identifier: MIT
"""
import hashlib
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from documents import CONTROL, LOGO  # noqa: E402
from zips import STORED, Entry, archive, unicode_path  # noqa: E402

NUMBERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)


def bases():
    def both(**more):
        return [Entry("export.xml", CONTROL, **more), Entry("logos/logo.png", LOGO, **more)]

    yield archive(both())
    yield archive(both(method=STORED))
    yield archive(both(descriptor=(True, "I")), comment=b"a comment")
    yield archive(both(wide=True, descriptor=(True, "Q")), wide={})
    yield archive(both() + [Entry("caf\u00e9.txt", b"x"), Entry(b"caf\x82", b"y", flags=0,
                  extra=unicode_path(b"caf\x82", "caf\u00e9".encode())), Entry("folder/", method=STORED)])


def mutate(data, other, luck):
    data = bytearray(data)
    for _ in range(luck.choice((1, 1, 1, 2, 4))):
        at, size = luck.randrange(len(data)), luck.choice((1, 2, 4, 8, 30, 46))
        what = luck.randrange(8)
        if what == 0:
            data[at] ^= 1 << luck.randrange(8)
        elif what == 1:
            data[at] = luck.randrange(256)
        elif what == 2:
            number = struct.pack("<I", luck.choice(NUMBERS))[:luck.choice((2, 4))]
            data[at:at + len(number)] = number
        elif what == 3:
            del data[at:at + size]
        elif what == 4:
            data[at:at] = luck.randbytes(size)
        elif what == 5:
            data[at:at] = data[luck.randrange(len(data)):][:size]
        elif what == 6:
            start = luck.randrange(len(other))
            data[at:at + size] = other[start:start + size]
        else:
            # Headers are where it matters: change something behind one of them.
            marks = [i for i in range(len(data) - 4) if data[i:i + 2] == b"PK" and data[i + 2] < 8]
            if marks:
                at = min(luck.choice(marks) + luck.randrange(56), len(data) - 1)
                data[at] = (data[at] + luck.choice((1, -1, 128))) & 0xFF
        if not data:
            data = bytearray(b"P")
    return bytes(data)


def content(folder):
    found = {}
    for place, _, files in os.walk(folder):
        parts = os.path.relpath(place, folder).split(os.sep)
        if len(parts) > 1 and parts[1] in ("profiles", "records"):
            for name in files:
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).digest()
    return found


def convert(program, work, data):
    run = os.path.join(work, "run")
    shutil.rmtree(run, ignore_errors=True)
    os.mkdir(run)
    with open(os.path.join(run, "in.zip"), "wb") as file:
        file.write(data)
    try:
        done = subprocess.run([program, "convert", "in.zip", "-o", "out"], cwd=run, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=20)
    except subprocess.TimeoutExpired:
        return "hangs", {}
    left = set(os.listdir(run)) - {"in.zip", "out"}
    if left:
        return "leaves %s" % left, {}
    if done.returncode not in (0, 1, 3) or b"Sanitizer" in done.stderr or b"runtime error" in done.stderr:
        return "exit %d" % done.returncode, {}
    if done.returncode != 0 and b"error:" not in done.stderr:
        return "exit %d without an error" % done.returncode, {}
    return done.returncode, content(os.path.join(run, "out"))


def main(program, count=3000, seed=1):
    luck = random.Random(seed)
    starts = list(bases())
    work = tempfile.mkdtemp(prefix="mutate.")
    status, control = convert(program, work, starts[0])
    if status != 0 or not control:
        sys.exit("the control does not convert: %s" % status)
    seen, failed = {}, 0
    for number in range(count):
        data = mutate(luck.choice(starts), luck.choice(starts), luck)
        status, found = convert(program, work, data)
        seen[status] = seen.get(status, 0) + 1
        if isinstance(status, str) or (status == 0 and found != control):
            failed += 1
            path = os.path.join(work, "failed-%d.zip" % number)
            with open(path, "wb") as file:
                file.write(data)
            print("FAIL %s: %s" % (path, status if isinstance(status, str) else "other output than the control's"))
    print("exits: %s" % ", ".join("%s: %d" % item for item in sorted(seen.items(), key=str)))
    print("%d passed, %d failed" % (count - failed, failed))
    if failed:
        sys.exit(1)
    shutil.rmtree(work)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit("usage: mutate.py PINPORT [COUNT [SEED]]")
    main(os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:]))
