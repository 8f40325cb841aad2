#!/usr/bin/python3
"""Looks whether a text came through a conversion as it was, and harmless to who reads the output.

usage: texts.py BUNDLE TEXT CONTROL     folders of two bundles (JSON), the second one of a plain text; a file
SPDX-License-Identifier: MIT
"""
import csv
import html.parser
import json
import os
import sys

DANGEROUS = ("script", "style", "link", "img", "iframe", "object", "embed", "base", "form", "meta", "svg", "math", "template")


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.tags, self.attributes, self.counts = set(), set(), {}
        with open(path, encoding="utf-8", newline="") as file:
            self.feed(file.read())
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for name, value in attributes:
            self.attributes.add(name)
            if (value or "").strip().lower().startswith(("javascript:", "vbscript:", "data:text")):
                self.attributes.add("%s=%s" % (name, value))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def records(bundle, text):
    found = json.loads(read(os.path.join(bundle, "records/referrals.json")))["referrals"][0].get("notes", "")
    if found != text:
        yield "the record has %r" % found
    with open(os.path.join(bundle, "records/referrals.csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    found = rows[0]["notes"] if len(rows) == 1 else None
    formula = text[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
    if found != ("'" + text if formula else text):
        yield "the table has %r" % found


def sheet(bundle, control):
    page, plain = Page(os.path.join(bundle, "upload.html")), Page(os.path.join(control, "upload.html"))
    for tag in DANGEROUS:
        if page.counts.get(tag, 0) != plain.counts.get(tag, 0):
            yield "the sheet has %d <%s>, not %d" % (page.counts.get(tag, 0), tag, plain.counts.get(tag, 0))
    for name in sorted(page.attributes - plain.attributes):
        if name.startswith("on") or "=" in name or name in ("src", "srcdoc", "action", "formaction", "background"):
            yield "the sheet has an attribute %s" % name


def main(bundle, path, control):
    faults = list(records(bundle, read(path))) + list(sheet(bundle, control))
    print("; ".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: texts.py BUNDLE TEXT CONTROL")
    sys.exit(main(*sys.argv[1:]))
