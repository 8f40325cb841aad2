#!/usr/bin/python3
"""Seeds for the fuzz targets, from the fixtures. usage: tests/fuzz/seeds.py FOLDER

What a target wants before its input (see fault.h and the targets) is put in front:
each of them starts with two bytes that say which allocation fails, 0 for none.
SPDX-License-Identifier: MIT"""
import glob, importlib.machinery, importlib.util, os, re, stat, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
MOST = 65536 - 16
NO_FAULT = b"\0\0"


def load_runner():
    loader = importlib.machinery.SourceFileLoader("runner", os.path.join(TOP, "tests", "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("runner", loader))
    loader.exec_module(module)
    return module


class Seeds:
    def __init__(self, folder):
        self.folder = folder
        self.count = {}
        self.seen = set()

    def save(self, kind, data, head=b""):
        """Once each; `head` are the bytes of choice behind those for the fault."""
        if len(data) >= MOST or (kind, data) in self.seen:
            return
        self.seen.add((kind, data))
        number = self.count[kind] = self.count.get(kind, 0) + 1
        os.makedirs(os.path.join(self.folder, kind), exist_ok=True)
        with open(os.path.join(self.folder, kind, "%04d" % number), "wb") as out:
            out.write(NO_FAULT + head + data)

    def input(self, name, data):
        """A file that a case gives to pinport."""
        number = len(self.seen)
        choice = bytes([number % 256])
        if name.endswith((".zip", ".xml")):
            self.save("container", data)
            self.save("convert", data, choice)
        if name.endswith(".xml"):
            self.save("xml", data, choice)
        if name.endswith(".xsd"):
            self.save("xsd", data, choice)
        if name.endswith((".yaml", ".json", ".yml", ".jsonl")):
            self.save("yaml", data)
            self.save("plan" if b"pinport/plan" in data else "edited", data, choice)
        if name.endswith((".png", ".gif", ".jpg", ".jpeg", ".svg", ".webp")):
            self.save("image", data)


def files_below(folder):
    """Regular files alone: a case may have a pipe."""
    for top, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(top, name)
            if stat.S_ISREG(os.lstat(path).st_mode):
                with open(path, "rb") as file:
                    yield name, file.read()


def main():
    seeds = Seeds(sys.argv[1])
    runner = load_runner()
    for case in sorted(glob.glob(TOP + "/fixtures/*/*/case")):
        with tempfile.TemporaryDirectory() as temp:
            folder = os.path.join(temp, "x")
            runner.Case(os.path.dirname(case)).prepare(folder)
            for name, data in files_below(folder):
                seeds.input(name, data)
        for name, data in files_below(os.path.dirname(case)):
            seeds.input(name, data)
            for html in re.findall(rb"<!\[CDATA\[(.*?)\]\]>", data, re.S) if name.endswith(".xml") else ():
                seeds.save("html", html)
    for schema in glob.glob(TOP + "/schemas/*.xsd"):
        with open(schema, "rb") as file:
            seeds.input(schema, file.read())
    for seed in sorted(glob.glob(HERE + "/seeds/*/*")):
        with open(seed, "rb") as file:
            data = file.read()
        seeds.save(os.path.basename(os.path.dirname(seed)), data[2:])


if __name__ == "__main__":
    main()
