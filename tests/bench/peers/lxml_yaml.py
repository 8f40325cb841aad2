#!/usr/bin/python3
"""A peer of `pinport convert`: lxml's streaming parser with schema validation, PyYAML's C emitter.

usage: lxml_yaml.py EXPORT.zip SCHEMA.xsd [json]      one document an account on stdout
"""
import json, sys, zipfile

import yaml
from lxml import etree


def plain(element):
    """Attributes and children by name, text as it is: what a script would do without a model of its own."""
    out = {etree.QName(name).localname: value for name, value in element.attrib.items()}
    for child in element:
        out.setdefault(etree.QName(child).localname, []).append(plain(child))
    text = (element.text or "").strip()
    if not out:
        return text
    if text:
        out["text"] = text
    return out


def main():
    archive = zipfile.ZipFile(sys.argv[1])
    schema = etree.XMLSchema(etree.parse(sys.argv[2]))
    as_json = sys.argv[3:] == ["json"]
    with archive.open(archive.namelist()[0]) as source:
        for _, account in etree.iterparse(source, tag="{*}Account", schema=schema):
            if as_json:
                json.dump(plain(account), sys.stdout, ensure_ascii=False)
                sys.stdout.write("\n")
            else:
                yaml.dump(plain(account), sys.stdout, Dumper=yaml.CSafeDumper, allow_unicode=True, explicit_start=True)
            account.clear()
            while account.getprevious() is not None:
                del account.getparent()[0]


if __name__ == "__main__":
    main()
