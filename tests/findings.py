#!/usr/bin/python3
"""usage: tests/findings.py PINPORT

Findings as data: each JSON line fits schemas/finding-1.schema.json by ajv and by python3-jsonschema; each SARIF log fits the
schema of SARIF 2.1.0 and Microsoft's own multitool (tests/package.json) finds no error in it; text, gcc, JSON and SARIF tell
the same findings. SPDX-License-Identifier: MIT
"""
import glob, json, os, re, shutil, subprocess, sys, tempfile

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
SCHEMA = os.path.join(TOP, "schemas", "finding-1.schema.json")
TOOL = os.path.join(HERE, "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool")
SARIF = os.path.join(os.path.dirname(TOOL), "sarif-2.1.0.json")
# Names that a URI, a shell or a terminal may take for something else.
NAMES = ["with blank.xml", "100%.xml", "a#b?c.xml", "한국 회사.xml", "q\"uote'.xml", "back\\slash.xml", "colon: x.xml", "-dash.xml",
         "e\u0301.xml", "new\nline.xml", "\u202egnp.xml", "x;y&z=1.xml"]


def run(program, words, folder):
    done = subprocess.run([program] + words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 3):
        sys.exit("pinport %s ended with %d: %s" % (" ".join(words), done.returncode, done.stderr.decode()[:500]))
    return done.stdout.decode("utf-8")


def inputs(program, temp):
    """Sets of inputs: a name, a folder and the words behind `validate`."""
    bad = sorted(glob.glob(os.path.join(TOP, "fixtures", "bad", "*", "export.xml")))
    one = os.path.join(TOP, "fixtures", "bad", "several-errors", "export.xml")
    yield "all of fixtures/bad", temp, bad
    yield "one, by its bare name", os.path.dirname(one), ["export.xml"]
    yield "one, by a path upwards", os.path.dirname(os.path.dirname(one)), ["../bad/several-errors/export.xml"]
    for name in NAMES:
        shutil.copy(one, os.path.join(temp, name))
        yield repr(name), temp, ["--", name]
    yield "several names", temp, ["--"] + NAMES
    yield "what is not there", temp, ["missing.zip"]
    good = os.path.join(TOP, "fixtures", "bad", "..", "good", "norway", "export")
    subprocess.run([program, "convert", "-q", "-o", "bundles"] + glob.glob(os.path.join(good, "*.xml")), cwd=temp,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for profile in glob.glob(os.path.join(temp, "bundles", "*", "profiles", "*", "*.yaml")):
        with open(profile, "a", encoding="utf-8") as file:
            file.write("colour: blue\n")
    yield "an edited bundle", temp, ["bundles"]


class Count:
    passed = failed = 0

    def check(self, good, name, why=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAIL %s: %s" % (name, why))


def check_lines(count, cases):
    """Every line by both validators."""
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = "".join(json.dumps({"name": name, "good": True, "data": data}) + "\n" for name, data in cases)
    told = subprocess.run(["node", os.path.join(HERE, "readers", "schema.js"), SCHEMA], input=text.encode(), stdout=subprocess.PIPE)
    verdicts = told.stdout.decode().splitlines()
    count.check(len(verdicts) == len(cases), "ajv", "judged %d of %d lines" % (len(verdicts), len(cases)))
    for (name, data), verdict in zip(cases, verdicts):
        count.check(verdict.startswith("passed"), name, "ajv refuses " + json.dumps(data))
        count.check(validator.is_valid(data), name, "jsonschema refuses " + json.dumps(data))
    # And the schema does not take everything.
    for change in ({"code": "x"}, {"severity": "fatal"}, {"line": 0}, {"path": ""}, {"colour": "blue"}, {"values": [1]}):
        count.check(not validator.is_valid({**cases[0][1], **change}), "the schema", "takes %s" % change)


def check_tool(count, logs):
    if not os.path.exists(TOOL):
        sys.exit("tests/findings: run 'npm ci' in tests/ first")
    os.chmod(TOOL, 0o755)  # its npm package does that in a script, which npm may not run
    environment = dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
    try:
        subprocess.run([TOOL, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    except OSError as fault:
        print("the multitool does not run here (%s): logs are judged by the schema alone" % fault)
        return
    told = subprocess.run([TOOL, "validate"] + logs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    told = told.stdout.decode()
    count.check("Analysis completed successfully" in told, "multitool", told[-500:])
    errors = re.findall(r"^.*: error .*$", told, re.M)
    warnings = set(re.findall(r": warning (\w+):", told))
    count.check(not errors, "multitool", "\n".join(errors[:10]))
    # It would like the address of a home page, and a region for what is about a file as a whole: there are none.
    count.check(warnings <= {"SARIF2005", "SARIF2017"}, "multitool", "warns of %s" % sorted(warnings))


def place(finding):
    return (finding["source"], finding.get("line"), finding.get("column"), finding["code"])


def place_of_result(result):
    where = result["locations"][0]["physicalLocation"]
    region = where.get("region", {})
    return region.get("startLine"), region.get("startColumn"), result["ruleId"]


def main():
    program = os.path.abspath(sys.argv[1])
    count = Count()
    with tempfile.TemporaryDirectory(prefix="pinport-findings-") as temp, open(SARIF, encoding="utf-8") as file:
        sarif = jsonschema.Draft7Validator(json.load(file))
        cases, logs = [], []
        for number, (name, folder, words) in enumerate(inputs(program, temp)):
            findings = [json.loads(line) for line in run(program, ["validate", "--format", "json"] + words, folder).splitlines()]
            cases += [(name, finding) for finding in findings]
            gcc = run(program, ["validate", "--format", "gcc"] + words, folder).splitlines()
            count.check(len(gcc) == len(findings), name, "%d gcc lines, %d findings" % (len(gcc), len(findings)))
            for line, finding in zip(gcc, findings):
                start = finding["source"] or "pinport"
                if "line" in finding:
                    start += ":%d:%d" % (finding["line"], finding["column"])
                count.check(line == "%s: %s: %s [%s]" % (start, finding["severity"], finding["message"], finding["code"]), name, line)
            text = run(program, ["validate", "--format", "sarif"] + words, folder)
            logs.append(os.path.join(temp, "log%02d.sarif" % number))
            with open(logs[-1], "w", encoding="utf-8") as out:
                out.write(text)
            log = json.loads(text)
            fault = next(sarif.iter_errors(log), None)
            count.check(fault is None, name, "SARIF: %s" % fault)
            results = log["runs"][0]["results"]
            count.check([place_of_result(r) for r in results] == [place(f)[1:] for f in findings], name, "SARIF tells other findings")
        count.check(len(cases) > 150, "findings", "only %d" % len(cases))
        check_lines(count, cases)
        check_tool(count, logs)
    print("%d findings in %d SARIF logs" % (len(cases), len(logs)))
    print("%d passed, %d failed" % (count.passed, count.failed))
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
