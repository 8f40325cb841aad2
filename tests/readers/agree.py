#!/usr/bin/python3
"""usage: tests/readers/agree.py PINPORT [CASES]

pinport's strict reader, ajv and python3-jsonschema give the same verdict on profiles that pinport wrote, on these broken in
every way that the schema forbids, and on CASES (default 1500) random changes to them, valid and invalid, as JSON in two
spellings and as YAML. SPDX-License-Identifier: MIT
"""
import copy, json, os, random, subprocess, sys, tempfile, zipfile

import jsonschema, yaml

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
SCHEMA = os.path.join(TOP, "schemas", "marketing-profile-1.schema.json")
SEED = 20170330
EXPORTS = ("korea-html", "switzerland", "taiwan")
READER = {"R120", "R121", "R140", "R141", "R142", "R143", "R144", "R145", "R151"}   # the strict reader; all else are rules

# Texts at the edges of patterns, of scripts, and of what YAML takes for something else than a text.
TEXTS = ["", " ", "a", "0", "00123", "9" * 20, "9" * 21, "KR", "kr", "KRX", " KR", "ko", "ko-KR", "ko_KR", "ko-", "zh-Hant-TW", "abcdefghi",
         "http://a", "HTTPS://a.example/?q=1#x", "http://a b", "ftp://a", "http://", "www.a.example", "2017-03", "2017-3", "2017-03-01",
         "application", "professionalService", "Application", "pinport/marketing-profile/1", "yes", "NO", "null", "~", "1e3", "0x1F",
         "1:30", ".inf", "=", "<<", "- a", "a: b", "# a", "a #b", "'", '"', "\\", "a\\u0041", "\t", "a\tb", "one\ntwo", "\nx", "x  ", "한국어 텍스트",
         "e\u0301", "\u05e9\u05dc\u05d5\u05dd", "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u202eabc", "\u2028", "\ufeffa", "\x7f", "\x85",
         "KR\n", "12\n", "ko\n", "x" * 5000, "\uffff", "１２", "%", "@a", "`a", "&a", "*a", "!a", "{a}", "[a]", "a,b", "?", "|", ">"]
VALUES = [None, True, False, 0, 4711, -1.5, 1e300, [], {}, [[]], ["a"], [1], {"a": "b"}]
KEYS = ["colour", "Name", "name ", "", "format", "id", "x" * 70, "한국"]


class Quoted(yaml.SafeDumper):
    """Texts in quotes: pinport asks for that wherever some reader could take a plain one for something else."""


Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def profiles(program, temp):
    for name in EXPORTS:
        top = os.path.join(TOP, "fixtures", "good", name, "export")
        path = os.path.join(temp, name + ".zip")
        with zipfile.ZipFile(path, "w") as archive:
            for folder, _, files in os.walk(top):
                for file in files:
                    archive.write(os.path.join(folder, file), os.path.relpath(os.path.join(folder, file), top))
        for edition in ("2017-03", "latest"):
            told = subprocess.run([program, "convert", "-q", "-f", "json", "--edition", edition, path], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL)
            for line in told.stdout.decode().splitlines():
                yield json.loads(line)


def broken(temp, profile):
    """The cases of schema_cases.py."""
    path = os.path.join(temp, "profile.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(profile, file)
    told = subprocess.run([sys.executable, os.path.join(HERE, "schema_cases.py"), SCHEMA, path], stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["data"] for line in told.stdout.decode().splitlines()]


def places(data, found=None, around=None, step=None):
    found = [] if found is None else found
    if around is not None:
        found.append((around, step))
    for key in list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        places(data[key], found, data, key)
    return found


def change(chance, data):
    """One change at a random place. Most keep the kind of a value, so that about half stay valid."""
    around, step = chance.choice(places(data))
    value = around[step]
    roll = chance.random()
    if isinstance(value, str) and roll < 0.7:
        around[step] = chance.choice(TEXTS)
    elif isinstance(value, list) and roll < 0.5:
        value.insert(chance.randint(0, len(value)), copy.deepcopy(chance.choice(value)) if value and roll < 0.4 else chance.choice(TEXTS))
    elif roll < 0.8:
        del around[step]
    elif roll < 0.9:
        around[step] = copy.deepcopy(chance.choice(VALUES))
    elif isinstance(around, dict):
        around[chance.choice(KEYS)] = around.pop(step)
    else:
        around.append(copy.deepcopy(chance.choice(VALUES)))


def changed(chance, originals, count):
    for _ in range(count):
        data = copy.deepcopy(chance.choice(originals))
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            if places(data):
                change(chance, data)
        yield data


def by_pinport(program, temp, cases):
    """The verdicts for each spelling: JSON with and without escapes, YAML."""
    spellings = {
        "plain.json": lambda data: json.dumps(data, ensure_ascii=False, indent=1),
        "ascii.json": json.dumps,
        "yaml": lambda data: yaml.dump(data, Dumper=Quoted, allow_unicode=True, sort_keys=False),
    }
    verdicts = {}
    for ending, spell in spellings.items():
        folder = os.path.join(temp, ending)
        os.mkdir(folder)
        names = []
        for number, data in enumerate(cases):
            names.append(os.path.join(folder, "%05d.%s" % (number, ending)))
            with open(names[-1], "w", encoding="utf-8", newline="") as file:
                file.write(spell(data))
        listed = os.path.join(temp, "names")
        with open(listed, "w", encoding="utf-8") as file:
            file.write("\n".join(names))
        told = subprocess.run([program, "validate", "--format", "json", "--files-from", listed], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        if told.returncode not in (0, 1):
            sys.exit("pinport ended with %d: %s" % (told.returncode, told.stderr.decode()[:500]))
        bad = set()
        for line in told.stdout.decode().splitlines():
            finding = json.loads(line)
            if finding["code"] in READER:
                bad.add(finding["source"])
        verdicts["pinport on " + ending] = [name not in bad for name in names]
    return verdicts


def by_ajv(cases):
    lines = "".join(json.dumps({"name": str(n), "good": True, "data": data}) + "\n" for n, data in enumerate(cases))
    told = subprocess.run(["node", os.path.join(HERE, "schema.js"), SCHEMA], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [line.startswith("passed") for line in told.stdout.decode().splitlines()]


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1500
    with open(SCHEMA, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    with tempfile.TemporaryDirectory(prefix="pinport-agree-") as temp:
        originals = list(profiles(program, temp))
        cases = originals + [data for profile in originals[:2] for data in broken(temp, profile)]
        cases += changed(random.Random(SEED), originals, count)
        verdicts = by_pinport(program, temp, cases)
    verdicts["ajv"] = by_ajv(cases)
    verdicts["jsonschema"] = [validator.is_valid(data) for data in cases]
    passed = failed = 0
    for number, data in enumerate(cases):
        here = {name: verdict[number] for name, verdict in verdicts.items()}
        if "\\n\"" in json.dumps(data):
            del here["jsonschema"]  # $ in a regular expression of Python is also before a last line end
        if len(set(here.values())) == 1:
            passed += 1
            continue
        failed += 1
        print("FAIL case %d: %s" % (number, ", ".join("%s: %s" % (n, "valid" if v else "invalid") for n, v in here.items())))
        print("  " + json.dumps(data)[:2000])
    valid = sum(verdicts["ajv"])
    print("%d profiles judged three times each: %d valid, %d invalid" % (len(cases), valid, len(cases) - valid))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or len(originals) < 4 else 0


if __name__ == "__main__":
    sys.exit(main())
