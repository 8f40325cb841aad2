"""usage: compare.py TWIN.json <LINES    the documents of both must be the same, types included. SPDX-License-Identifier: MIT"""
import json
import sys


def documents(text):
    decoder, at = json.JSONDecoder(), 0
    while True:
        while at < len(text) and text[at] in " \n\r\t":
            at += 1
        if at == len(text):
            return
        document, at = decoder.raw_decode(text, at)
        yield document


def differences(want, have, path):
    if type(want) is not type(have):
        yield path, want, have
    elif isinstance(want, dict):
        for key in sorted(want.keys() | have.keys()):
            if key in want and key in have:
                yield from differences(want[key], have[key], f"{path}/{key}")
            else:
                yield f"{path}/{key}", want.get(key, "(nothing)"), have.get(key, "(nothing)")
    elif isinstance(want, list):
        for i in range(max(len(want), len(have))):
            if i < len(want) and i < len(have):
                yield from differences(want[i], have[i], f"{path}/{i}")
            else:
                yield f"{path}/{i}", want[i:i + 1], have[i:i + 1]
    elif want != have:
        yield path, want, have


with open(sys.argv[1], encoding="utf-8") as file:
    twin = list(documents(file.read()))
found = list(differences(twin, list(documents(sys.stdin.read())), ""))
for path, want, have in found[:5]:
    print(f"    {path}: {ascii(want)[:160]} was read as {ascii(have)[:160]}")
if len(found) > 5:
    print(f"    … and {len(found) - 5} more")
sys.exit(1 if found or not twin else 0)
