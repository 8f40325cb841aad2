#!/usr/bin/python3
"""Holds machine outputs against their JSON Schemas, over the exports and plans of the fixtures: what the commands print
as JSON, line by line, and every document of a bundle, as JSON and as YAML. Every schema has to meet outputs, and has to
refuse an output with a field more or a required field less. usage: tests/outputs.py PROGRAM
SPDX-License-Identifier: MIT"""
import glob, json, os, subprocess, sys, tempfile

import jsonschema
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
loader = __import__("importlib.machinery", fromlist=["SourceFileLoader"])
runner = loader.SourceFileLoader("runner", os.path.join(HERE, "run")).load_module()
# Cases whose export.zip or export.xml is read, by a word of their path.
WORDS = ["good/", "bad/R", "bad/PC", "bad/several", "plan/made", "plan/from", "diff/exports", "diff/plans"]
OPTIONS = [["--edition", "2017-06", "--overflow", "keep"], [], ["--edition", "latest"], ["--edition", "2017-06", "--overflow", "fail"]]


class Reader(yaml.CSafeLoader):
    """YAML as JSON has it: no dates, no words that mean truth but those of YAML 1.2."""


Reader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")]
    for first, rows in yaml.CSafeLoader.yaml_implicit_resolvers.items()}


class Outputs:
    def __init__(self, program):
        self.program, self.failed, self.counts, self.samples = program, 0, {}, {}
        self.validators = {}
        for path in sorted(glob.glob(os.path.join(TOP, "schemas/*-1.schema.json"))):
            name = os.path.basename(path).split("-1.")[0]
            done = subprocess.run([program, "schema", os.path.basename(path)], capture_output=True)
            with open(path, "rb") as file:
                if done.stdout != file.read():
                    self.fault("pinport schema prints another " + os.path.basename(path))
            schema = json.loads(done.stdout or b"{}")
            jsonschema.Draft202012Validator.check_schema(schema)
            self.validators[name] = jsonschema.Draft202012Validator(schema)
            self.counts[name] = 0

    def fault(self, text):
        self.failed += 1
        print("FAIL " + text)

    def judge(self, name, value, where):
        self.counts[name] += 1
        for error in self.validators[name].iter_errors(value):
            self.fault("%s: %s at /%s" % (where, error.message[:200], "/".join(map(str, error.path))))
        if len(json.dumps(value)) > len(json.dumps(self.samples.get(name, {}))):
            self.samples[name] = value

    def lines(self, kind, words, folder):
        """Each line of the output by the schema `kind`, or by the one that it names for the line."""
        done = subprocess.run([self.program] + words, cwd=folder, capture_output=True, timeout=60)
        for line in done.stdout.decode("utf-8").splitlines():
            value = json.loads(line)
            self.judge(kind(value) if callable(kind) else kind, value, " ".join(words))
        return done

    def bundles(self, folder, words, form):
        subprocess.run([self.program, "convert"] + words + ["-f", form, "-o", "out-" + form, "-q"], cwd=folder,
                       capture_output=True, timeout=60)
        for top, _, files in os.walk(os.path.join(folder, "out-" + form)):
            for name in files:
                stem, _, suffix = name.rpartition(".")
                if suffix != form:
                    continue
                with open(os.path.join(top, name), encoding="utf-8") as file:
                    value = json.load(file) if form == "json" else yaml.load(file, Reader)
                kind = "records" if os.path.basename(top) == "records" and stem != "texts" else stem
                self.judge(kind, value, name + " of " + folder)

    def plan(self, folder, words):
        done = subprocess.run([self.program, "plan", "-q"] + words, cwd=folder, capture_output=True, timeout=60)
        if done.stdout:
            self.judge("plan", yaml.load(done.stdout, Reader), "plan of " + folder)

    def case(self, folder, export, number):
        options = OPTIONS[number % len(OPTIONS)]
        edition = options[:2] if options[:1] == ["--edition"] else []
        self.lines("inspect", ["inspect", export, "--format", "json"], folder)
        self.lines("finding", ["validate", export, "--format", "json", "--edition", "2017-06"], folder)
        self.lines("marketing-profile", ["convert", export, "-f", "json", "-q"] + options, folder)
        self.lines("summary", ["convert", export, "missing.zip", "--summary", "json", "-q", "-o", "summed"] + options, folder)
        self.lines("summary", ["convert", export, "--summary", "json", "-q", "-o", "summed", "--skip-existing"] + options, folder)
        self.lines(lambda line: "finding" if "code" in line else "summary",
                   ["validate", export, "--summary", "json", "--country", "DE"], folder)
        form = ("json", "yaml")[number // len(OPTIONS) % 2]
        self.bundles(folder, [export] + options, form)
        self.plan(folder, [export] + edition)
        if number == 0:
            self.lines("finding", ["verify", "out-" + form, "--against", "missing.zip", "--format", "json"], folder)
        for other in ("newer.xml", "edited.yaml"):
            if os.path.exists(os.path.join(folder, other)):
                self.lines("difference", ["diff", export, other, "--format", "json"] + edition, folder)

    def refusals(self):
        """What no output may be: an unknown field, or a required one that is not there."""
        refused = 0
        for name, validator in self.validators.items():
            if self.counts[name] == 0:
                self.fault("no output met " + name)
                continue
            for path, changed in broken(self.samples[name], validator.schema):
                if validator.is_valid(changed):
                    self.fault("%s accepts a broken %s" % (name, path))
                refused += 1
        return refused


def broken(value, schema):
    """The top level of a value, broken in each way that its schema forbids."""
    yield "value: one field more", dict(value, notAField=1)
    for key in schema["required"]:
        yield "value: no " + key, {k: v for k, v in value.items() if k != key}
        yield "value: wrong type of " + key, dict(value, **{key: None})


def main():
    outputs = Outputs(os.path.abspath(sys.argv[1]))
    outputs.lines("editions", ["editions", "--format", "json"], TOP)
    outputs.lines("explanation", ["explain", "--format", "json"], TOP)
    with tempfile.TemporaryDirectory(dir=runner.MEMORY) as temp:
        for number, case in enumerate(runner.cases(WORDS)):
            folder = os.path.join(temp, str(number))
            case.prepare(folder)
            for export in ("export.zip", "export.xml"):
                if os.path.exists(os.path.join(folder, export)):
                    outputs.case(folder, export, number)
                    break
    refused = outputs.refusals()
    good = sum(outputs.counts.values())
    print(", ".join("%s %d" % row for row in outputs.counts.items()))
    print("%d passed, %d failed" % (good + refused, outputs.failed))
    return 1 if outputs.failed else 0


if __name__ == "__main__":
    sys.exit(main())
