#!/usr/bin/python3
"""Makes hostile, damaged, odd and honest inputs, and a list of what has to come of each.

usage: make.py FOLDER

FOLDER/cases.tsv has one line a case: name, how it is given (path or pipe), what is given (relative to FOLDER,
unless it starts with /), the exit statuses allowed, and what is expected:
  same [CASE] the profiles and records of the control, or of another case, byte for byte
Then a code that has to be told as well (warnings and notes of what is accepted) or -, and options of pinport or -.
  some REGEX  a diagnostic that matches; there may be output
  none REGEX  a diagnostic that matches; no output at all
  text FILE   the content of FILE in records, table and sheet, as it is and harmless (texts.py)
SPDX-License-Identifier: MIT
"""
import os
import random
import shutil
import struct
import sys
import unicodedata
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from contents import document, pictures, texts  # noqa: E402
from documents import CONTROL, LOGO, OTHER_LOGO, xml_cases  # noqa: E402
from zips import DEFLATED, STORED, Entry, archive, deflate, end_record, end_wide, extra, unicode_path  # noqa: E402

XML, PNG = "export.xml", "logos/logo.png"
END = 22
cases = []


def case(name, data, expect, exit=None, how="path", suffix=".zip", tells="-", options="-"):
    """expect: a code ("Z101"), or what cases.tsv may hold."""
    if expect[0] in "ZIXVR" and " " not in expect:
        expect = "none \\[%s\\]" % expect
    if exit is None:
        exit = "0" if expect == "same" else "1"
    cases.append((name, how, name + suffix, str(exit), expect, tells, options, data))


def doc(**more):
    return Entry(XML, CONTROL, **more)


def png(**more):
    return Entry(PNG, LOGO, **more)


def both(**more):
    return [doc(**more), png(**more)]


def honest(name, entries, **more):
    case("honest-" + name, archive(entries, **more), "same")


def with_entry(name, entry, expect, exit=None, first=False):
    case(name, archive([entry] + both() if first else both() + [entry]), expect, exit)


def cut_cases(plain):
    directory = plain.index(b"PK\1\2")
    for name, size in (("half", len(plain) // 2), ("quarter", len(plain) // 4), ("in-directory", directory + 60),
                       ("before-end", len(plain) - END), ("in-end", len(plain) - 9), ("last-byte", len(plain) - 1),
                       ("64-bytes", 64), ("4-bytes", 4)):
        case("cut-" + name, plain[:size], "Z102")
    case("cut-1-byte", plain[:1], "Z101")
    case("cut-empty", b"", "I104", exit=3)
    case("cut-front", plain[100:], "Z104")
    commented = archive(both(), comment=b"x" * 100)
    case("cut-comment", commented[:-1], "Z102")


def other_kinds():
    for name, data in (("gzip", b"\x1f\x8b\x08\0" + bytes(60)), ("7z", b"7z\xbc\xaf\x27\x1c" + bytes(60)),
                       ("rar", b"Rar!\x1a\x07" + bytes(60)), ("bzip2", b"BZh91AY" + bytes(60)),
                       ("xz", b"\xfd7zXZ\0" + bytes(60)), ("picture", LOGO), ("json", b'{"a": 1}'),
                       ("noise", random.Random(1).randbytes(5000)), ("zeros", bytes(5000)),
                       ("pdf", b"%PDF-1.4\n")):
        case("kind-" + name, data, "Z101")
        if name in ("gzip", "noise"):
            case("kind-pipe-" + name, data, "Z101", how="pipe")
    case("kind-html", b"<!doctype html><html><body>login</body></html>", "none \\[X[0-9]+\\]")
    case("kind-html-plain", b"<html><body>login</body></html>", "R130")


def junk(plain):
    case("junk-front", b"#!/bin/sh\nexit 0\n" + plain, "same", tells="Z109")
    case("junk-front-4k", b"MZ" + bytes(4094) + plain, "same", tells="Z109")
    case("junk-front-offsets", archive(both(), prefix=b"MZ" + bytes(500)), "same", tells="Z109")
    case("junk-front-mark", archive(both(), prefix=b"PK\7\x08"), "same", tells="Z109")
    case("junk-front-record", b"PK\3\4" + bytes(60) + plain, "Z108")
    case("junk-behind", plain + b"\r\n-- \r\nSent by mail\r\n", "same", tells="Z110")
    case("junk-behind-60k", plain + b"\n" * 60000, "same", tells="Z110")
    case("junk-behind-70k", plain + b"\n" * 70000, "Z102")
    case("junk-behind-record", plain + b"PK\1\2" + bytes(60), "Z108")
    case("joined-twice", plain + plain, "Z108")
    case("joined-other", plain + archive([Entry(XML, b"<x/>")]), "Z108")
    case("joined-before", archive([Entry(XML, b"<x/>")]) + plain, "Z108")
    case("end-in-comment", archive(both(), comment=end_record(0, 0, 0)), "Z108")
    case("archive-in-comment", archive(both(), comment=archive([Entry(XML, b"<x/>")])), "Z108")
    case("signature-in-comment", archive(both(), comment=b"PK\5\6 is how it ends, and some words"), "same")
    case("two-ends", archive(both(), tail=end_record(2, 100, 0)), "Z108")
    case("between-directory-and-end", archive(both(), between=b"words"), "same", tells="Z113")
    case("hidden-behind-directory", archive(both(), between=b"PK\1\2" + bytes(42)), "Z108")
    case("gap", archive([doc(after=b"left over"), png()]), "same", tells="Z113")
    case("gap-hidden", hidden_entry(), "Z108")
    case("polyglot-xml", b"<?xml version='1.0'?><PinpointExport/>" + plain, "Z108")
    case("polyglot-comment", archive(both(), prefix=CONTROL + b"<!--"), "Z108")


def hidden_entry():
    entries = [doc(), Entry("hidden.xml", b"<hidden/>"), png()]
    return archive(entries, directory=[entries[0], entries[2]])


def content_lies(plain):
    crc = zlib.crc32(CONTROL)
    size = len(CONTROL)
    case("crc-both", archive([doc(crc=crc ^ 1), png()]), "Z301")
    case("crc-directory", archive([doc(central={"crc": crc ^ 1}), png()]), "Z203")
    case("crc-local", archive([doc(local={"crc": crc ^ 1}), png()]), "Z203")
    case("crc-stored", archive([doc(method=STORED, crc=crc ^ 1), png()]), "Z301")
    case("crc-logo", archive([doc(), png(crc=1)]), "Z301")
    for name, value, code in (("more", size + 1, "Z303"), ("less", size - 1, "Z302"), ("zero", 0, "Z302"),
                              ("half", size // 2, "Z302"), ("double", size * 2, "Z303")):
        case("size-%s" % name, archive([doc(size=value), png()]), code)
    case("size-directory", archive([doc(central={"size": size + 1}), png()]), "Z203")
    case("size-local", archive([doc(local={"size": size + 1}), png()]), "Z203")
    case("size-4g", archive([doc(size=0xFFFFFFFE), png()]), "Z210")
    case("size-stored", archive([doc(method=STORED, size=size + 1), png()]), "Z205")
    packed = len(deflate(CONTROL))
    case("packed-plus-1", archive([Entry(XML, CONTROL, central={"packed": packed + 1}, local={"packed": packed + 1}),
                                   png()]), "Z201")
    case("packed-last-plus-1", archive([png(), Entry(XML, CONTROL, central={"packed": packed + 1},
                                                     local={"packed": packed + 1})]), "Z202")
    case("packed-minus-9", archive([Entry(XML, CONTROL, central={"packed": packed - 9}, local={"packed": packed - 9}),
                                    png()]), "none \\[Z30[1-4]\\]")
    case("packed-local", archive([doc(local={"packed": packed - 1}), png()]), "Z203")
    for i, at in enumerate(random.Random(2).sample(range(60, packed), 12)):
        data = bytearray(plain)
        data[at] ^= 1 << i % 8
        case("flip-%02d" % i, bytes(data), "none \\[[ZXV][0-9]+\\]")
    case("deflate-noise", archive([Entry(XML, CONTROL, packed=b"\7" * 300), png()]), "Z304")
    case("deflate-empty", archive([Entry(XML, CONTROL, packed=b""), png()]), "none \\[Z30[1-4]\\]")
    case("deflate-endless", archive([Entry(XML, CONTROL, packed=b"\0\1\0\xfe\xff<" * 2000), png()]),
         "none \\[[ZX][0-9]+\\]")


def directory_lies(plain):
    case("count-more", archive(both(), count=lambda n: n + 1), "Z106")
    case("count-less", archive(both(), count=lambda n: n - 1), "Z106")
    case("count-zero", archive(both(), count=lambda n: 0), "Z106")
    case("count-65535", archive(both(), count=lambda n: 0xFFFF), "Z106")
    case("count-here", archive(both(), here=1), "Z106")
    case("no-entries", archive([]), "Z111")
    for name, change in (("more", 1), ("less", -1), ("far", 1 << 30)):
        code = "Z202" if change == -1 else "Z104"   # one less: as if one byte had been put in front
        case("directory-offset-" + name, archive(both(), offset=lambda n, c=change: n + c), code)
        case("directory-size-" + name, archive(both(), size=lambda n, c=change: n + c), "none \\[Z10[467]\\]")
    case("disk", archive(both(), disk=1), "Z103")
    case("disk-of-directory", archive(both(), start_disk=1), "Z103")
    case("disk-of-entry", archive([doc(central={"disk": 1}), png()]), "Z103")
    case("directory-signature", archive([doc(), png(central={"signature": 0x02014b51})]), "Z107")
    case("name-overrun", archive([doc(), png(central={"name_length": 60000})]), "Z107")
    case("extra-overrun", archive([doc(), png(central={"extra_length": 60000})]), "Z107")
    case("comment-overrun", archive([doc(), png(central={"comment_length": 60000})]), "Z107")
    case("field-overrun", archive([doc(extra=b"UT\x40\0abc"), png()]), "Z206")
    case("field-junk", archive([doc(extra=b"UTx"), png()]), "Z206")
    case("local-signature", archive([doc(local={"signature": 0x04034b51}), png()]), "Z202")
    case("local-name-overrun", archive([doc(), png(local={"name_length": 65000})]), "Z202")
    case("local-extra-overrun", archive([doc(), png(local={"extra_length": 65000})]), "Z202")
    case("offset-elsewhere", archive([doc(), png(central={"offset": 7})]), "Z202")
    case("offset-far", archive([doc(), png(central={"offset": 0xFFFFFF00})]), "Z202")
    case("offset-into-directory", archive([doc(), png(central={"offset": plain.index(b"PK\1\2") + 1})]), "Z202")
    case("comment-of-end-long", archive(both(), comment_length=7), "Z102")


def zip64_lies():
    w = {"wide": {}}
    honest("zip64", both(wide=True), **w)
    honest("zip64-end-only", both(), **w)
    honest("zip64-beside-plain", both(), wide={}, wide_only=True)
    case("honest-zip64-behind-junk", b"junk in front" + archive(both(), **w), "same", tells="Z109")
    honest("zip64-extensible", both(), wide={"extensible": struct.pack("<HI", 0x1234, 4) + b"data"})
    case("zip64-locator-far", archive(both(), wide={"said_at": 1 << 40}), "Z105")
    case("zip64-locator-off", archive(both(), wide={"said_at": 5}), "Z104")
    case("zip64-count", archive(both(), wide={"count": 1 << 40}), "Z114")
    case("zip64-count-more", archive(both(), wide={"count": 3}), "Z106")
    case("zip64-count-here", archive(both(), wide={"here": 3}), "Z106")
    case("zip64-size", archive(both(), wide={"size": 1 << 63}), "Z104")
    case("zip64-offset-wraps", archive(both(), wide={"offset": (1 << 64) - 30}), "Z104")
    case("zip64-contradicts", archive(both(), wide={"count": 3}, wide_only=True), "Z105")
    case("zip64-no-locator", archive(both(), size=lambda n: 0xFFFFFFFF, offset=lambda n: 0xFFFFFFFF), "Z105")
    for name, value in (("2-63", 1 << 63), ("minus-30", (1 << 64) - 30), ("2-40", 1 << 40)):
        case("zip64-packed-" + name, archive([Entry(XML, CONTROL, wide=True, central={"packed": value},
                                                    local={"packed": value}), png()], **w), "Z201")
        case("zip64-unpacked-" + name, archive([doc(wide=True, size=value), png()], **w), "none \\[Z2(09|10)\\]")
        case("zip64-offset-" + name, archive([doc(), png(wide=True, central={"offset": value})], **w), "Z202")
    case("zip64-field-missing", archive([doc(), png(size=0xFFFFFFFF)]), "Z206")
    case("zip64-field-short", archive([doc(), png(size=0xFFFFFFFF, extra=extra(1, b"\0" * 4))]), "Z206")
    case("zip64-field-twice", archive([doc(wide=True, extra=extra(1, bytes(24)), local_extra=b""), png()], **w), "Z206")
    case("zip64-local-differs", archive([doc(wide=True, local={"size": 5}), png()], **w), "Z203")


def two_readings():
    case("local-name", archive([doc(local={"name": b"expert.xml"}), png()]), "Z203")
    case("local-name-longer", archive([doc(local={"name": b"export.xml.exe"}), png()]), "Z203")
    case("local-method", archive([doc(local={"method": STORED}), png()]), "Z203")
    case("local-encrypted", archive([doc(local={"flags": 1}), png()]), "Z203")
    case("local-utf8", archive(both() + [Entry("회사.txt", b"x", local={"flags": 0})]), "Z203")
    case("one-header-two-names", archive(shared_header()), "Z201")
    case("unicode-path-other", archive([doc(extra=unicode_path(b"export.xml", b"other.xml")), png()]), "Z203")
    case("unicode-path-climbs", archive(both() + [Entry(b"caf\x82", flags=0, extra=unicode_path(b"caf\x82", b"../caf"))]),
         "Z212")
    case("unicode-path-invalid", archive(both() + [Entry(b"caf\x82", flags=0, extra=unicode_path(b"caf\x82", b"caf\xe9"))]),
         "Z218")
    case("unicode-path-void", archive([doc(extra=unicode_path(b"older.xml", b"other.xml")), png()]), "same")
    case("descriptor-crc", archive([Lying(XML, CONTROL, 4), png()]), "Z204")
    case("descriptor-size", archive([Lying(XML, CONTROL, 12), png()]), "Z204")
    case("descriptor-missing", archive([Entry(XML, CONTROL, flags=8, local={"crc": 0, "packed": 0, "size": 0}), png()]),
         "Z204")


class Lying(Entry):
    """With a descriptor in which the byte at `at` is wrong."""

    def __init__(self, name, data, at):
        super().__init__(name, data, descriptor=(True, "I"))
        self.wrong_at = at

    def write_local(self, out):
        super().write_local(out)
        out[len(out) - 16 + self.wrong_at] ^= 1


class Shared(Entry):
    """In the directory only, with the header of another entry."""

    def __init__(self, name, other):
        super().__init__(name, b"")
        self.other = other
        self.central = {**other.central, "name": self.name}

    def write_local(self, out):
        self.at = self.other.at


def shared_header():
    first = doc()
    return [first, png(), Shared("copy.xml", first)]


def quoting_bomb(count, size, comment=b""):
    """After David Fifield: each entry quotes the headers of those behind it in DEFLATE's stored
    blocks, and all share one kernel. The checksums are left wrong: nobody may come so far."""
    kernel = deflate(b"<" * size)
    packed, unpacked = len(kernel), size
    made = []
    for i in range(count - 1, -1, -1):
        entry = Entry("%03d.xml" % i, b"", size=unpacked, central={"packed": packed}, local={"packed": packed})
        entry.body = b""
        head = bytearray()
        entry.write_local(head)
        made.insert(0, (entry, bytes(head)))
        packed += 5 + len(head)
        unpacked += len(head)
    out = bytearray()
    for number, (entry, head) in enumerate(made):
        if number > 0:
            out += struct.pack("<BHH", 0, len(head), len(head) ^ 0xFFFF)
        entry.at = len(out)
        out += head
    out += kernel
    offset = len(out)
    records = b"".join(entry.central_record() for entry, _ in made)
    return bytes(out) + records + end_record(len(made), len(records), offset, comment)


def overlaps():
    case("quoting-300", quoting_bomb(300, 20 << 20), "Z201")
    case("quoting-3", quoting_bomb(3, 1000), "Z201")
    case("quoting-slack", quoting_bomb(20, 3000, b"c" * 60000), "Z201")
    case("overlap-into-next", archive([doc(), Entry("a", b"", packed=b"aaaa", method=STORED, central={"packed": 60, "size": 60},
                                                    local={"packed": 60, "size": 60}), png()]), "Z201")
    case("overlap-into-directory", archive(both() + [Entry("a", b"aaaa", method=STORED, central={"packed": 30, "size": 30},
                                                           local={"packed": 30, "size": 30})]), "Z202")


def zeros(size, byte=b"\0"):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = byte * (1 << 20)
    packed = b"".join(packer.compress(piece) for _ in range(size >> 20)) + packer.flush()
    crc = 0
    for _ in range(size >> 20):
        crc = zlib.crc32(piece, crc)
    return packed, crc


def bombs():
    packed, crc = zeros(256 << 20)
    for name, size in (("declared", 256 << 20), ("as-100", 100), ("as-0", 0)):
        case("bomb-" + name, archive([Entry(XML, b"", packed=packed, crc=crc, size=size), png()]),
             "none \\[(Z210|Z302|X[0-9]+)\\]")
    spaces, crc = zeros(300 << 20, b" ")
    case("bomb-spaces", archive([Entry(XML, b"", packed=spaces, crc=crc, size=300 << 20), png()]), "Z210")
    case("bomb-beside", archive(both() + [Entry("notes.txt", b"", packed=packed, crc=1, size=256 << 20)]), "Z210")
    case("many-over-limit", archive([Entry("f%d" % i, method=STORED) for i in range(200001)]), "Z114")
    many = both() + [Entry("d%05d/" % i, method=STORED, mode=0o40755) for i in range(70000)]
    case("many-folders-zip64", archive(many, wide={}), "same")
    case("many-folders-wrapped", archive(many, count=lambda n: n & 0xFFFF), "same", tells="Z112")
    inner = archive([Entry("x", b"x")])
    for i in range(24):
        inner = archive([Entry("inner%d.zip" % i, inner)])
    honest("nested-24", both() + [Entry("inner.zip", inner)])
    fan = archive([Entry("x", b"x")])
    for _ in range(4):
        fan = archive([Entry("%02d.zip" % i, fan) for i in range(16)])
    honest("nested-fan", both() + [Entry("fan.zip", fan)])
    honest("nested-stored-last", both() + [Entry("inner.zip", archive([Entry("x", b"x")]), method=STORED)])


def not_judgeable():
    aes = extra(0x9901, struct.pack("<HHBH", 2, 0x4541, 3, 8))
    for name, more in (("zipcrypto", dict(flags=1)), ("strong", dict(flags=1 | 1 << 6)),
                       ("masked", dict(flags=1 | 1 << 13)), ("aes", dict(flags=1, method=99, extra=aes))):
        case("encrypted-" + name, archive([Entry(XML, CONTROL, packed=b"x" * 100, **more), png()]), "Z207", 3)
    case("encrypted-beside", archive(both() + [Entry("notes.txt", b"x", packed=b"x" * 13, flags=1)]), "Z207", 3)
    for method in (1, 6, 9, 10, 12, 14, 20, 93, 95, 96, 97, 98, 777):
        case("method-%d" % method, archive([Entry(XML, CONTROL, packed=b"x" * 100, method=method), png()]), "Z208", 3)


def honest_oddities():
    times = extra(0x5455, b"\3" + bytes(8)) + extra(0x7875, b"\1\4\0\0\0\0\4\0\0\0\0")
    honest("deflated", both())
    honest("stored", both(method=STORED))
    honest("level-0", both(level=0))
    honest("level-1", both(level=1))
    honest("order", [png(), doc()])
    entries = both()
    honest("directory-reversed", entries, directory=entries[::-1])
    for signature in (True, False):
        for form in "IQ":
            kind = ("" if signature else "un") + "signed-" + ("32" if form == "I" else "64")
            honest("descriptor-" + kind, both(descriptor=(signature, form)))
    honest("descriptor-stored", both(method=STORED, descriptor=(True, "I")))
    honest("descriptor-zip64", both(wide=True, descriptor=(True, "Q")), wide={})
    honest("descriptor-values-known", [doc(flags=8), png()])
    mac = dict(host=3, made=21, needed=20, descriptor=(True, "I"), extra=extra(0x5855, bytes(12)))
    honest("macos", [doc(**mac), Entry("__MACOSX/._export.xml", b"fork", **mac), Entry("logos/", b"", host=3, made=21, method=STORED,
           mode=0o40755, extra=extra(0x5855, bytes(12))), Entry("logos/.DS_Store", b"Bud1", **mac), png(**mac)])
    honest("windows", both(host=0, mode=0, attributes=0x20) + [Entry("logos/", method=STORED, host=0, attributes=0x10),
           Entry("logos/Thumbs.db", b"x", host=0, attributes=0x22)])
    honest("folders", [Entry("logos/", method=STORED, mode=0o40755), Entry("empty/", method=STORED, mode=0o40755)] + both())
    honest("java-folder", both() + [Entry("logos/", b"", packed=b"\3\0", descriptor=(True, "I"), host=0, attributes=0)])
    honest("dot-names", [Entry("./", method=STORED, mode=0o40755), Entry("./export.xml", CONTROL),
                         Entry("./logos/logo.png", LOGO)])
    honest("extra-fields", both(extra=times))
    honest("extra-local-only", both(local_extra=times))
    honest("padding", both(local_extra=b"\0\0\0"))
    honest("mode-0", both(mode=0))
    honest("executable", both(mode=0o100755))
    honest("needed-63", both(needed=63))
    honest("time-0", both(time=0))
    honest("comment-64k", both(), comment=b"c" * 65535)
    honest("comment-entries", both(comment=b"made by hand \xff"))
    honest("xml-in-folder", [Entry("a/b/c/export.xml", CONTROL), png()])
    honest("logo-beside", [Entry("a/export.xml", CONTROL), Entry("a/logos/logo.png", LOGO)])
    honest("logo-both-same", [Entry("a/export.xml", CONTROL), Entry("a/logos/logo.png", LOGO), png()])
    honest("name-odd", [Entry("My Export (1).XML", CONTROL), png()])
    honest("name-240", [Entry("n" * 236 + ".xml", CONTROL), png()])
    honest("empty-files", both() + [Entry("a.txt"), Entry("b.txt", method=STORED), Entry("c.xml.txt", b"", descriptor=(True, "I"))])
    plain = archive(both())
    case("pipe", plain, "same", how="pipe")
    case("pipe-over-limit", plain, "I108", how="pipe", options="--limit total-bytes=500")
    case("names-encoding", archive(both() + [Entry(b"caf\x82.txt", b"x", flags=0)]), "same control", 0, options="--zip-encoding CP437")
    case("names-wrong-encoding", archive(both() + [Entry(b"caf\xe9.txt", b"x", flags=0)]), "Z223", options="--zip-encoding EUC-KR")
    for limit, code in (("entries=1", "Z114"), ("entry-bytes=100", "Z209"), ("total-bytes=500", "Z115"), ("name-bytes=5", "Z211")):
        case("limit-" + limit.split("=")[0], plain, code, options="--limit " + limit)
    case("pipe-cut", plain[:-30], "Z102", how="pipe")
    case("pipe-empty", b"", "I104", exit=3, how="pipe")


def hostile_names():
    names = (("climbs", "../evil.xml", "Z212"), ("climbs-deep", "a/b/../../../evil.xml", "Z212"), ("climbs-end", "a/..", "Z212"),
             ("climbs-inside", "a/../b.xml", "Z212"), ("absolute", "/etc/passwd", "Z213"), ("absolute-2", "//host/x", "Z213"),
             ("drive", "C:/evil.xml", "Z214"), ("drive-relative", "c:evil.xml", "Z214"), ("backslash", "a\\b.xml", "Z215"),
             ("climbs-backslash", "..\\evil.xml", "Z215"), ("unc", "\\\\host\\x", "Z215"), ("newline", "a\nb", "Z216"),
             ("escape", "a\x1b[2Jb", "Z216"), ("del", "a\x7f", "Z216"), ("c1", "a\u009b2J", "Z216"), ("nul", "a.xml\0.png", "Z216"),
             ("tab", "a\tb", "Z216"), ("241", "n" * 241, "Z211"), ("65535", "n" * 65535, "Z211"),
             ("2000-folders", "d/" * 2000 + "x", "Z211"), ("empty", "", "Z217"))
    for name, text, code in names:
        with_entry("name-" + name, Entry(text, b"x"), code)
    with_entry("name-first-climbs", Entry("../first.xml", CONTROL), "Z212", first=True)
    for name, raw in (("invalid", b"a\xff"), ("overlong", b"a\xc0\xaf"), ("surrogate", b"a\xed\xa0\x80"), ("cut", b"a\xe2\x82")):
        with_entry("name-utf8-" + name, Entry(raw, b"x", flags=1 << 11), "Z218")
    kinds = (("link", 0o120777, b"/etc/passwd"), ("link-inside", 0o120777, XML.encode()), ("fifo", 0o10644, b""),
             ("char-device", 0o20644, b""), ("block-device", 0o60644, b""), ("socket", 0o140644, b""))
    for name, mode, data in kinds:
        with_entry("type-" + name, Entry("other", data, mode=mode), "Z219")
    with_entry("type-link-dos", Entry("other", b"/etc/passwd", mode=0o120777, host=0), "Z219")
    case("type-link-logo", archive([doc(), Entry(PNG, b"/etc/passwd", mode=0o120777)]), "Z219")
    with_entry("type-folder-with-data", Entry("folder/", b"hidden"), "Z220")
    with_entry("type-folder-by-mode", Entry("folder", b"hidden", mode=0o40755), "Z220")
    with_entry("twice", doc(), "Z221")
    with_entry("twice-other", Entry(XML, b"<x/>"), "Z221", first=True)
    with_entry("twice-logo", Entry(PNG, OTHER_LOGO), "Z221")
    with_entry("twice-folder", Entry(XML + "/", b"", method=STORED), "same")


def odd_names():
    for name, text in (("reserved", "CON"), ("dot-end", "a."), ("blank-end", "a "), ("dash", "-rf"), ("shell", "$(touch x);`x`|&"),
                       ("format", "%n%s%d"), ("bidi", "\u202egnp.xml.txt"), ("zero-width", "a\u200bb"), ("dots", "..."),
                       ("file-and-folder", "export.xml/inside.txt"), ("own-output", "bundle.yaml"), ("emoji", "\U0001f600.txt"),
                       ("case", "EXPORT.XML.txt"), ("private", "\ue000"), ("replacement", "\ufffd")):
        honest("odd-name-" + name, both() + [Entry(text, b"x")])
    honest("alike-case-unused", both() + [Entry("a.txt", b"1"), Entry("A.TXT", b"2")])
    honest("alike-nfc-unused", both() + [Entry("\u00e9.txt", b"1"), Entry("e\u0301.txt", b"2")])
    alike = archive(both() + [Entry("logos/LOGO.png", OTHER_LOGO)])
    case("alike-case-used", alike, "some \\[Z402\\]")
    case("alike-same-content", archive(both() + [Entry("LOGOS/logo.png", LOGO)]), "some \\[Z402\\]")
    korean = CONTROL.replace(b"logos/logo.png", "로고/회사.png".encode())
    accented = CONTROL.replace(b"logos/logo.png", "caf\u00e9.png".encode())

    def named(name, text, raw, tells="-", **more):
        case("names-" + name, archive([Entry(XML, text), Entry(raw, LOGO, **more)]),
             "same names-cp437" if text is accented else "same names-utf8", 0, tells=tells)

    named("utf8", korean, "로고/회사.png")
    named("utf8-without-flag", korean, "로고/회사.png".encode(), flags=0)
    named("cp949", korean, "로고/회사.png".encode("cp949"), flags=0, tells="Z222")
    named("nfd", korean, unicodedata.normalize("NFD", "로고/회사.png"))
    named("cp437", accented, b"caf\x82.png", flags=0, tells="Z222")
    named("nfd-accent", accented, "cafe\u0301.png")
    named("unicode-path", accented, b"caf\x82.png", flags=0, extra=unicode_path(b"caf\x82.png", "caf\u00e9.png".encode()))
    named("unicode-path-ascii", accented, b"caf#U00e9.png", flags=0,
          extra=unicode_path(b"caf#U00e9.png", "caf\u00e9.png".encode()))
    case("names-case-differs", archive([doc(), Entry("Logos/Logo.PNG", LOGO)]), "same control", 0, tells="Z404")


def named_files():
    for name, path in (("climbs", "../logo.png"), ("absolute", "/etc/passwd"), ("backslash", "logos\\logo.png"),
                       ("drive", "c:/logo.png"), ("url", "file:///etc/passwd"), ("climbs-inside", "logos/../logos/logo.png")):
        text = CONTROL.replace(b"logos/logo.png", path.encode())
        expect = "some \\[[A-Z0-9-]+\\]" if name == "url" else "none \\[Z401\\]"
        case("file-" + name, archive([Entry(XML, text), png()]), expect)
    case("file-two-places", archive([Entry("a/export.xml", CONTROL), Entry("a/logos/logo.png", OTHER_LOGO), png()]),
         "none \\[Z403\\]")
    case("file-names-part", archive([Entry(XML, CONTROL.replace(b"logos/logo.png", b"part.xml")),
                                     Entry("part.xml", CONTROL.replace(b"4711", b"4712")), png()]),
         "some 2 accounts", "[01]")   # the other document is read, whatever else becomes of it
    case("file-missing", archive([doc()]), "some \\[[A-Z0-9-]+\\]")
    case("file-is-folder", archive([doc(), Entry("logos/logo.png/", method=STORED)]), "some \\[[A-Z0-9-]+\\]")


def contents(folder):
    os.mkdir(os.path.join(folder, "texts"))
    for name, text in texts():
        path = "texts/%s.txt" % name
        with open(os.path.join(folder, path), "w", encoding="utf-8", newline="") as file:
            file.write(text)
        for kind in ("text", "html") if name.startswith("markup") else ("text",):
            case("%s-%s" % (kind, name), archive([Entry(XML, document(text, kind == "html")), png()]), "text " + path, 0,
                 options="-f json")
    for name, code, data in pictures():
        expect = "some \\[%s\\]" % code if code else "some ."
        case("picture-" + name, archive([doc(), Entry(PNG, data)]), expect, int((code or "").startswith("PC-LOGO")),
             options="--edition 2018-08")


def big_sparse(folder):
    """Stored entries of gigabytes that take no room on the disk."""
    for name, sizes, code in (("entry", [9 << 30], "Z209"), ("total", [6 << 30] * 3, "Z115")):
        path = os.path.join(folder, "sparse-%s.zip" % name)
        entries = both() + [Entry("f%d.bin" % i, b"", method=STORED, wide=True, size=size, central={"packed": size},
                                  local={"packed": size}) for i, size in enumerate(sizes)]
        with open(path, "wb") as file:
            for entry in entries:
                head = bytearray()
                entry.write_local(head)
                entry.at = file.tell()
                file.write(head)
                if entry.wide:
                    file.seek(entry.central["size"], os.SEEK_CUR)
            offset = file.tell()
            records = b"".join(e.central_record() for e in entries)
            file.write(records + end_wide(offset + len(records), len(entries), len(records), offset))
            file.write(end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))
        case("sparse-" + name, None, code)
    with open(os.path.join(folder, "sparse-junk.zip"), "wb") as file:
        file.write(b"MZ")
        file.seek(1 << 36)
        file.write(archive(both()))
    case("sparse-junk", None, "Z108")


def plain_documents(folder):
    """XML documents with files beside them, and things that are no files."""
    def prepare(name, text=CONTROL):
        path = os.path.join(folder, name)
        os.makedirs(os.path.join(path, "logos"))
        with open(os.path.join(path, XML), "wb") as file:
            file.write(text)
        return path

    def plain(name, expect, exit=None, **more):
        case(name, None, expect, exit, suffix="/" + XML, **more)

    def put(path, data):
        with open(path, "wb") as file:
            file.write(data)

    put(os.path.join(prepare("plain"), PNG), LOGO)
    plain("plain", "same")
    put(os.path.join(prepare("plain-large"), PNG), LOGO)
    plain("plain-large", "none \\[Z406\\]", options="--limit entry-bytes=100")
    put(os.path.join(prepare("plain-missing"), "other.png"), LOGO)
    plain("plain-missing", "some \\[[A-Z0-9-]+\\]", 1)
    path = prepare("plain-link")
    put(os.path.join(path, "real.png"), LOGO)
    os.symlink("../real.png", os.path.join(path, PNG))
    plain("plain-link", "none \\[Z405\\]")
    path = prepare("plain-link-folder")
    os.rename(os.path.join(path, "logos"), os.path.join(path, "real"))
    put(os.path.join(path, "real/logo.png"), LOGO)
    os.symlink("real", os.path.join(path, "logos"))
    plain("plain-link-folder", "none \\[Z405\\]")
    os.symlink("/etc/passwd", os.path.join(prepare("plain-link-far"), PNG))
    plain("plain-link-far", "none \\[Z405\\]")
    os.mkfifo(os.path.join(prepare("plain-fifo"), PNG))
    plain("plain-fifo", "none \\[Z405\\]")
    os.mkdir(os.path.join(prepare("plain-folder"), PNG))
    plain("plain-folder", "none \\[Z405\\]")
    prepare("plain-climbs", CONTROL.replace(b"logos/logo.png", b"../plain/logos/logo.png"))
    plain("plain-climbs", "none \\[Z401\\]")
    case("plain-pipe", CONTROL, "some \\[[A-Z0-9-]+\\]", "[01]", how="pipe", suffix=".xml")
    case("plain-named-xml", b"words, not XML", "none \\[X[0-9]+\\]", suffix=".xml")


def no_files(folder):
    os.mkfifo(os.path.join(folder, "input-fifo"))
    case("input-fifo", None, "I103", 3, suffix="")
    os.mkdir(os.path.join(folder, "input-folder"))
    case("input-folder", None, "I103", 3, suffix="")
    cases.append(("input-device", "path", "/dev/zero", "3", "none \\[I103\\]", "-", "-", None))
    cases.append(("input-missing", "path", "no-such-file.zip", "3", "none \\[I101\\]", "-", "-", None))
    cases.append(("input-pipe-zeros", "pipe", "/dev/zero", "1", "none \\[Z101\\]", "-", "-", None))


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    plain = archive(both())
    case("control", plain, "same")
    cut_cases(plain)
    other_kinds()
    junk(plain)
    content_lies(plain)
    directory_lies(plain)
    zip64_lies()
    two_readings()
    overlaps()
    bombs()
    not_judgeable()
    honest_oddities()
    hostile_names()
    odd_names()
    named_files()
    for name, text, expect, exit in xml_cases():
        parts = text if isinstance(text, list) else [text]
        case("xml-" + name, archive([Entry(XML if i == 0 else "part%d.xml" % i, part) for i, part in enumerate(parts)] + [png()]),
             expect, exit)
    contents(folder)
    big_sparse(folder)
    plain_documents(folder)
    no_files(folder)
    names = [c[0] for c in cases]
    assert len(set(names)) == len(names), [n for n in names if names.count(n) > 1]
    for _, _, path, *_, data in cases:
        if data is not None:
            with open(os.path.join(folder, path), "wb") as file:
                file.write(data)
    with open(os.path.join(folder, "cases.tsv"), "w", encoding="utf-8") as file:
        for *row, _ in cases:
            file.write("\t".join(row) + "\n")
    print("%d cases" % len(cases))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make.py FOLDER")
    main(sys.argv[1])
