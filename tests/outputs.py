#!/usr/bin/python3
"""Holds machine outputs against their JSON Schemas: inspect, editions, validate and diff with --format json, over the
exports of the fixtures. usage: tests/outputs.py PROGRAM"""
import glob, json, os, subprocess, sys, tempfile

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
loader = __import__("importlib.machinery", fromlist=["SourceFileLoader"])
runner = loader.SourceFileLoader("runner", os.path.join(HERE, "run")).load_module()


def main():
    program = os.path.abspath(sys.argv[1])
    validators = {}
    for path in glob.glob(os.path.join(TOP, "schemas/*-1.schema.json")):
        schema = json.load(open(path, encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[os.path.basename(path).split("-1.")[0]] = jsonschema.Draft202012Validator(schema)
    lines = failed = 0

    def check(name, words, folder):
        nonlocal lines, failed
        done = subprocess.run([program] + words, cwd=folder, capture_output=True, timeout=60)
        for line in done.stdout.decode("utf-8").splitlines():
            lines += 1
            for error in validators[name].iter_errors(json.loads(line)):
                failed += 1
                print("FAIL %s: %s at /%s" % (" ".join(words), error.message[:200], "/".join(map(str, error.path))))

    check("editions", ["editions", "--format", "json"], TOP)
    with tempfile.TemporaryDirectory() as temp:
        for number, case in enumerate(runner.cases(["good/", "bad/R", "bad/PC", "plan/", "diff/exports"])):
            folder = os.path.join(temp, str(number))
            case.prepare(folder)
            if not os.path.exists(os.path.join(folder, "export.zip")):
                continue
            check("inspect", ["inspect", "export.zip", "--format", "json"], folder)
            check("finding", ["validate", "export.zip", "--format", "json", "--edition", "2017-06"], folder)
            if os.path.exists(os.path.join(folder, "newer.xml")):
                check("difference", ["diff", "export.zip", "newer.xml", "--format", "json", "--edition", "2017-09"], folder)
    print("%d lines agree with their schemas, %d faults" % (lines, failed))
    return 1 if failed or lines < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
