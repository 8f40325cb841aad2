#!/usr/bin/python3
"""Seeds for the fuzz targets, from the fixtures. usage: tests/fuzz/seeds.py FOLDER"""
import glob, importlib.machinery, os, re, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
runner = importlib.machinery.SourceFileLoader("runner", os.path.join(TOP, "tests", "run")).load_module()


def save(folder, kind, number, data):
    os.makedirs(os.path.join(folder, kind), exist_ok=True)
    if len(data) < 65536:
        with open(os.path.join(folder, kind, "%04d" % number), "wb") as out:
            out.write(data)


def main():
    number = 0
    for kind in ("container", "convert", "html", "image", "yaml"):
        save(sys.argv[1], kind, 0, b"0")
    for case in sorted(glob.glob(TOP + "/fixtures/*/*/case")):
        with tempfile.TemporaryDirectory() as temp:
            folder = os.path.join(temp, "x")
            runner.Case(os.path.dirname(case)).prepare(folder)
            for top, _, files in os.walk(folder):
                for name in sorted(files):
                    data = open(os.path.join(top, name), "rb").read()
                    number += 1
                    if name.endswith((".zip", ".xml")):
                        save(sys.argv[1], "container", number, data)
                        save(sys.argv[1], "convert", number, bytes([number % 256]) + data)
        for html in re.findall(rb"<!\[CDATA\[(.*?)\]\]>", b"".join(open(f, "rb").read() for f in glob.glob(os.path.dirname(case) + "/**/*.xml", recursive=True)), re.S):
            number += 1
            save(sys.argv[1], "html", number, html)
    for picture in glob.glob(TOP + "/fixtures/**/*.*", recursive=True):
        if picture.endswith((".png", ".gif", ".jpg")):
            number += 1
            save(sys.argv[1], "image", number, open(picture, "rb").read())
    for profile in glob.glob(TOP + "/fixtures/**/marketing-profile.*", recursive=True):
        number += 1
        save(sys.argv[1], "yaml", number, open(profile, "rb").read())


if __name__ == "__main__":
    main()
