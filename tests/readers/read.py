"""usage: read.py READER FILE    prints each document of FILE as one line of JSON. SPDX-License-Identifier: MIT

A scalar of a type that JSON does not have becomes {"not a string": TYPE}, so that it cannot pass for one.
"""
import json
import sys

import ruamel.yaml
import yaml


def json_documents(data):
    decoder, at, text = json.JSONDecoder(), 0, data.decode("utf-8")
    while text[at:].strip():
        document, at = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
        yield document


def ruamel_documents(data, version):
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.version = version
    return reader.load_all(data)


READERS = {
    "pyyaml": lambda data: yaml.load_all(data, yaml.SafeLoader),
    "pyyaml-libyaml": lambda data: yaml.load_all(data, yaml.CSafeLoader),
    "ruamel-1.1": lambda data: ruamel_documents(data, (1, 1)),
    "ruamel-1.2": lambda data: ruamel_documents(data, (1, 2)),
    "json": json_documents,
}

with open(sys.argv[2], "rb") as file:
    for document in READERS[sys.argv[1]](file.read()):
        print(json.dumps(document, default=lambda value: {"not a string": type(value).__name__}))
