"""Texts that mean something to a program that reads the output, and pictures that are none.
SPDX-License-Identifier: MIT"""
import struct
import zlib
from xml.sax.saxutils import escape

from documents import LOGO, NOTE, TEXT

MARKUP = {
    "script": "<script>alert(1)</script>", "image": "<img src=x onerror=alert(1)>", "quote": '"><svg onload=alert(1)>',
    "apostrophe": "' onmouseover='alert(1)", "comment": "--><script>alert(1)</script><!--", "cdata": "]]><b>",
    "end-script": "</script><script>alert(1)</script>", "end-style": "</style><script>alert(1)</script>",
    "end-title": "</title></textarea><iframe src=javascript:alert(1)>", "link": "<a href=javascript:alert(1)>x</a>",
    "data": "<object data=data:text/html,<script>alert(1)</script>>", "math": "<math><mtext><style><img src=x onerror=alert(1)>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &nbsp;", "template": "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "meta": '<meta http-equiv="refresh" content="0;url=//x">', "base": "<base href=//x/><form action=//x>",
    "half": "<b <i <!-- <", "backtick": "`onerror=alert(1)`", "slash": "<img/src/onerror=alert(1)>", "upper": "<ScRiPt>x</sCrIpT>",
}
ODD = {
    "bidi": "a\u202egnp.exe\u202c \u2066x\u2069 \u200f", "zero-width": "a\u200b\u200c\u200d\ufeffb", "nfd": "e\u0301 \u1112\u1161\u11ab",
    "plane-1": "\U0001f600 \U0002070e \U0001f468\u200d\U0001f469", "nel": "a\u0085b", "separators": "a\u2028b\u2029c", "c1": "a\u009b31mb\u0080",
    "cr": "a\rb\r\nc", "blanks": "  a \t b  ", "line-ends": "\n\na\n\n", "private": "\ue000\ufffd\U0010fffd", "non-characters": "\ufdd0\U0001ffff",
    "tags": "\U000e0041\U000e007f", "combining": "a" + "\u0300" * 200, "soft-hyphen": "a\u00adb\u00a0c\u3000d",
}
YAML = ["no", "~", "null", "true", "1e3", "0x1F", "0o17", "017", "1_000", "12:30:45", "2017-03-01", ".inf", ".NaN", "---", "...", "- a",
        "? a", "a: b", "a #b", "#a", "&a b", "*a", "!a b", "|", ">-", "%TAG ! x", "@a", "`a", "[a", "{a", "'a", '"a', "=", "<<", "", "\\x41"]
FORMULAS = {"equals": "=1+1", "plus": "+1", "minus": "-1", "at": "@SUM(A1)", "tab": "\t=1", "return": "\r=1", "dde": "=cmd|' /C calc'!A0",
            "quoted": '"=1"', "comma": ',=1,"', "blank": " =1", "full-width": "\uff1d1+1", "line": "a\n=1"}


def texts():
    """Name and text of each."""
    for kind, group in (("markup", MARKUP), ("odd", ODD), ("formula", FORMULAS)):
        for name, text in group.items():
            yield "%s-%s" % (kind, name), text
    for number, text in enumerate(YAML):
        yield "yaml-%02d" % number, text


def document(text, html):
    """The text as a note, and as the overview that profile and sheet show; as HTML if that is asked for."""
    quoted = "".join("&#%d;" % ord(c) if ord(c) < 32 else c for c in escape(text))
    overview = "We migrate offices &amp; train people. "
    old = "<Text>We migrate offices to the cloud &amp; train their people.</Text>"
    assert old in TEXT
    new = "<Text%s>%s%s</Text>" % (' format="html"' if html else "", overview, quoted)
    return TEXT.replace(NOTE, quoted).replace(old, new).encode()


def png(*chunks, head=b"\x89PNG\r\n\x1a\n"):
    return head + b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)


def ihdr(width, height):
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)


def pictures():
    """Name, the code that has to be told (None: what pinport looks at is right), and the bytes of logos/logo.png."""
    svg = (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
           b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>&x;</svg>')
    idat = (b"IDAT", zlib.compress(b"\0" + bytes(120)))
    bomb = (b"zTXt", b"x\0\0" + zlib.compress(bytes(64 << 20), 9))
    yield "empty", "PC-LOGO-FMT", b""
    yield "text", "PC-LOGO-FMT", b"no picture at all"
    yield "html", "PC-LOGO-FMT", b"<html><script>alert(1)</script></html>"
    yield "svg", "PC-LOGO-FMT", svg
    yield "signature-only", "R211", LOGO[:8]
    yield "cut", None, LOGO[:len(LOGO) // 2]
    yield "cut-last-byte", None, LOGO[:-1]
    yield "huge-sides", "PC-LOGO-W300", png(ihdr(0x7FFFFFFF, 0x7FFFFFFF), idat, (b"IEND", b""))
    yield "wrapping-sides", "R211", png(ihdr(0xFFFFFFFF, 0xFFFFFFFF), idat, (b"IEND", b""))
    yield "no-sides", "R211", png(ihdr(0, 0), idat, (b"IEND", b""))
    yield "chunk-overrun", "R211", LOGO[:8] + b"\xff\xff\xff\xffIHDR" + bytes(40)
    yield "ztxt-bomb", None, png(ihdr(120, 60), bomb, idat, (b"IEND", b""))
    yield "gif-named-png", "R318", b"GIF89a" + struct.pack("<HH", 120, 60) + b"\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
    yield "gif-huge", "R211", b"GIF89a\xff\xff\xff\xff\0\0\0;"
    yield "jpeg-endless", "R211", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 50000
    yield "jpeg-no-length", "R211", b"\xff\xd8\xff\xe0\x00\x00" + bytes(50)
    yield "jpeg-cut", "R211", b"\xff\xd8\xff\xc0\x00\x11\x08"
    yield "webp-lies", "PC-LOGO-FMT", b"RIFF\xff\xff\xff\x7fWEBPVP8X\n\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff"
    yield "bmp-negative", "PC-LOGO-FMT", b"BM" + bytes(12) + struct.pack("<IiiHH", 40, -120, -60, 1, 24) + bytes(30)
    yield "zip-behind", None, LOGO + b"PK\3\4" + bytes(26)
    yield "html-behind", None, LOGO + b"<script>alert(1)</script>"
