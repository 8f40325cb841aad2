#!/usr/bin/python3
"""Writes a dictionary for each fuzz target, from the schemas, the tables of the sources and a few words here.
usage: tests/fuzz/dictionary.py FOLDER. SPDX-License-Identifier: MIT"""
import glob, json, os, re, sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HTML = ["<!--", "-->", "<![CDATA[", "]]>", "</", "/>", "&#", "&#x", "&nbsp;", "&amp;", "&lt;", "href=\"", "style=\"display:none\"",
        " hidden", " alt=\"", " src=\"", "mso-list:l0 level1", "class=MsoListParagraph", "https://", "mailto:", "\u00a0", "\u200b", "\u202e",
        "\ufeff", "\u00b7", "\u2022", "\u0301", "\U0001f468\u200d\U0001f469", "\U0001f1f0\U0001f1f7", "\r\n"]
XML = ["<?xml version=\"1.0\" encoding=\"", "UTF-8", "UTF-16", "UTF-16LE", "EUC-KR", "windows-1252", "ISO-8859-1", "Shift_JIS", "<!DOCTYPE x [",
       "<!ENTITY a \"b\">", "<![CDATA[", "]]>", "<!--", "-->", "&#0;", "&#x10FFFF;", "&lt;", "&quot;", "xmlns=\"", "xmlns:p=\"",
       "xsi:type=\"", "xsi:nil=\"true\"", "xml:lang=\"", "urn:pinport:pinpoint-export:1", "http://www.w3.org/2001/XMLSchema-instance",
       "\ufeff", "?>", "/>", "</"]
YAML = ["---\n", "...\n", "- ", ": ", "? ", "|-\n", "|+\n", ">-\n", "|2\n", "&a ", "*a", "!!str ", "!<tag>", "%YAML 1.1\n", "<<: ", "~", "null",
        "\\u0000", "\\x00", "\\ud800", "{}", "[]", "#", "\"", "'", "\t", "\u2028", "\u0085", "\ufeff", "yes", "no", "true", "false"]
BINARY = {
    "zip": [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\7\x08", b"\1\0\x10\0", b"\xff\xff\xff\xff", b"\xff\xff", b"\x75\x70", b"\x08\0", b"__MACOSX/", b"../", b".xml"],
    "image": [b"\x89PNG\r\n\x1a\n", b"IHDR", b"IDAT", b"IEND", b"acTL", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"\xff\xc0", b"\xff\xc2", b"\xff\xd9",
              b"\xff\xe0\0\x10JFIF\0", b"\xff\xe1", b"BM", b"RIFF", b"WEBPVP8 ", b"VP8L", b"VP8X", b"II*\0", b"MM\0*", b"<svg", b"viewBox=\"", b"ftypavif"],
}


def source(pattern):
    return "\n".join(open(path, encoding="utf-8").read() for path in sorted(glob.glob(os.path.join(TOP, pattern), recursive=True)))


def keys(node):
    """Property names and fixed words of a JSON Schema."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        yield from (w for w in node.get("enum", []) + [node.get("const")] if isinstance(w, str))
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from keys(one)


def quoted(word):
    data = word if isinstance(word, bytes) else word.encode("utf-8")
    return '"%s"' % "".join(chr(c) if 32 <= c < 127 and c not in (34, 92) else "\\x%02X" % c for c in data)


def save(folder, target, words):
    with open(os.path.join(folder, "fuzz_%s.dict" % target), "w", encoding="ascii") as out:
        for word in sorted({quoted(w) for w in words if w}):
            out.write(word + "\n")


def main(folder):
    os.makedirs(folder, exist_ok=True)
    schema = source("schemas/*.xsd")
    names = re.findall(r'<xs:element name="(\w+)"', schema)
    export = XML + ["<%s>" % n for n in names] + ["</%s>" % n for n in names]
    export += [' %s="' % n for n in re.findall(r'<xs:attribute name="(\w+)"', schema)] + re.findall(r'<xs:enumeration value="([^"]+)"', schema)
    html = HTML + ["<%s>" % t for t in re.findall(r'\{"(\w+)", TAG_', source("converter/shape/tags.c"))]
    words = YAML + [k + ": " for p in glob.glob(TOP + "/schemas/*.schema.json") for k in keys(json.load(open(p, encoding="utf-8")))]
    words += ["pinport/marketing-profile/1", "pinport/bundle/1", "pinport/plan/1", "pinport/report/1"] + re.findall(r'- id: "?([\w-]+)', source("schemas/editions.yaml"))
    plan = re.findall(r'\bid="(\w+)"', source("fixtures/good/korea-html/export/*.xml"))
    xsd = ["<%s " % e for e in set(re.findall(r"<(xs:\w+)", schema))] + [' %s="' % a for a in set(re.findall(r' (\w+)="', schema))]
    xsd += ["xs:import schemaLocation=\"http://", "xs:include", "xs:redefine", "xs:any", "xs:all", "xs:pattern value=\"(a*)*", "maxOccurs=\"99999\"", "xs:unique", "substitutionGroup=\""]
    save(folder, "html", html)
    save(folder, "xml", export)
    save(folder, "convert", export + html + BINARY["zip"])
    save(folder, "container", BINARY["zip"] + XML)
    save(folder, "image", BINARY["image"])
    save(folder, "yaml", words)
    save(folder, "edited", words + BINARY["zip"])
    save(folder, "plan", words + plan)
    save(folder, "xsd", xsd + XML)


if __name__ == "__main__":
    main(sys.argv[1])
