#!/usr/bin/python3
"""Writes COUNT small archives into FOLDER: the same bytes for the same arguments.

usage: tests/batch/make.py COUNT FOLDER

Most hold one good account. Of every 20 some are odd: several accounts, an id
that an earlier archive has, too, no archive at all, damaged deflate data, XML
that breaks off behind a good account, an account against the schema, no export.
"""
import os, random, sys, zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench"))
import generate

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<PinpointExport xmlns="urn:pinport:pinpoint-export:1" '
        'version="1.0" exportedAt="2017-03-30T09:15:00Z">\n')
TAIL = "</PinpointExport>\n"


def document(rng, number):
    kind = number % 20
    if kind == 3:
        return HEAD + "".join(generate.account(rng, 1000000 + 3 * number + i) for i in range(3)) + TAIL
    if kind == 7:    # the account of an earlier archive, and one of its own
        return HEAD + generate.account(rng, number - 5) + generate.account(rng, 2000000 + number) + TAIL
    if kind == 11:   # breaks off
        return HEAD + generate.account(rng, number) + "<Account id="
    if kind == 13:
        return HEAD + generate.account(rng, number).replace("LegalName>", "Name>") + generate.account(rng, 3000000 + number) + TAIL
    if kind == 17:
        return "<nothing/>\n"
    return HEAD + generate.account(rng, number) + TAIL


def write(path, number):
    if number % 20 == 5:
        with open(path, "wb") as out:
            out.write(b"PK is not the beginning of an archive\n")
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("profiles.xml")
        archive.writestr(info, document(random.Random(number), number), zipfile.ZIP_DEFLATED)
    if number % 20 == 9:
        with open(path, "r+b") as out:   # in the middle of the deflate data
            out.seek(200)
            out.write(b"\xff\xff\xff\xff")


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        write(os.path.join(folder, "e%05d.zip" % number), number)


if __name__ == "__main__":
    main()
