#!/usr/bin/python3
"""usage: tests/codes.py [--update] PINPORT

Every diagnostic that the program knows is seen by a test: in an expectation of fixtures/, in a case of
tests/hostile/ that names it, or it stands below with the reason why neither can bring it about.
And schemas/examples.tsv has one line of those expectations for each code, the example that `pinport explain` shows;
--update writes the lines that are missing or are expected no more. SPDX-License-Identifier: MIT
"""
import json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(os.path.dirname(HERE), "fixtures")
EXAMPLES = os.path.join(os.path.dirname(HERE), "schemas", "examples.tsv")

# What no text in a fixture can bring about, by code or by the start of codes, and what sees it instead.
ELSEWHERE = {
    "X299": "the net below all other X codes: no input is known that falls so far (tests/hostile and tests/fuzz look)",
    "V199": "the net below all other V codes: the validator gives up without a word",
    "I105": "the disk fails while reading: tests/faults",
    "I106": "no room for the temporary file behind a pipe: tests/unit/test_input, tests/faults",
    "I107": "the file changes while it is read: tests/unit/test_input",
    "I201": "no right to the output folder; tests may run as root: tests/unit/test_bundle, tests/faults",
    "I208": "the disk is full: tests/unit/test_bundle, tests/faults",
    "I209": "the disk does not confirm: tests/faults",
    "I210": "the disk gives back other bytes: tests/unit/test_bundle, tests/faults",
    "I211": "the rename fails: tests/faults",
    "I212": "another run is faster: tests/unit/test_bundle",
    "I213": "no working folder can be made: tests/faults",
    "I216": "the working folder cannot be removed: tests/unit/test_bundle",
    "I218": "names cannot be swapped, and then a rename fails: tests/faults",
    "I303": "depends on the kernel: tests/strace",
    "I510": "a worker that dies: tests/batch",
    "I501": "the machine gives no memory: tests/faults",
}


def known(program):
    told = subprocess.run([program, "explain", "--format", "json"], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line)["code"] for line in told.decode().splitlines()]


def text_below(top, wanted):
    text = []
    for folder, folders, files in os.walk(top):
        folders[:] = [f for f in folders if f != "__pycache__"]
        for name in files:
            if wanted(folder, name):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    text.append(file.read())
    return "\n".join(text)


def seen():
    """Codes in brackets or as values, in what fixtures expect; as patterns, in what hostile cases expect."""
    expected = text_below(FIXTURES, lambda folder, name: "expect" in folder.split(os.sep))
    codes = set(re.findall(r"\[([A-Z]{1,3}-?[A-Za-z0-9-]*)\]", expected))
    codes |= set(re.findall(r'"?(?:code|ruleId)"?: "?([A-Z]{1,3}-?[A-Za-z0-9-]*)', expected))
    hostile = text_below(os.path.join(HERE, "hostile"), lambda folder, name: name.endswith((".py", ".tsv")))
    return codes, set(re.findall(r'"([A-Z]\d{3})"', hostile))


def expected_lines():
    """code -> [line …], as expected; first those of the case that is named after the code, of these the shortest."""
    found = {}
    for folder, _, files in sorted(os.walk(FIXTURES)):
        for name in sorted(files) if os.path.basename(folder) == "expect" else []:
            if name not in ("stdout", "stderr"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                for line in file.read().splitlines():
                    match = re.match(r"\S.*: (?:error|warning|note): .* \[([A-Z]{1,3}-?[A-Za-z0-9-]*)\]$", line)
                    if match:
                        case = os.path.basename(os.path.dirname(folder))
                        key = (not re.match(re.escape(match.group(1)) + r"\b", case), len(line), line)
                        found.setdefault(match.group(1), set()).add(key)
    return {code: [line for _, _, line in sorted(keys)] for code, keys in found.items()}


def examples(codes, update):
    """What is wrong with schemas/examples.tsv. A line stays for as long as a fixture expects it."""
    lines = expected_lines()
    with open(EXAMPLES, encoding="utf-8") as file:
        old = dict(line.split("\t", 1) for line in file.read().splitlines())
    new = {code: old[code] if old.get(code) in lines[code] else lines[code][0] for code in codes if code in lines}
    if update:
        with open(EXAMPLES, "w", encoding="utf-8") as file:
            file.write("".join("%s\t%s\n" % pair for pair in new.items()))
        old = new
    return ["%s: no fixture expects its example in schemas/examples.tsv, see --update" % code
            for code in sorted(set(old) | set(new)) if old.get(code) != new.get(code)]


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    if len(arguments) != 1:
        sys.exit(__doc__.splitlines()[0])
    codes = known(os.path.abspath(arguments[0]))
    fixtures, hostile = seen()
    faults = ["%s: no fixture, no hostile case, no reason" % c for c in codes
              if c not in fixtures and c not in hostile and c not in ELSEWHERE]
    faults += ["%s: excused, but a fixture has it: take it off the list" % c for c in ELSEWHERE if c in fixtures]
    faults += ["%s: excused, but there is no such code" % c for c in ELSEWHERE if c not in codes]
    faults += examples(codes, "--update" in sys.argv)
    print("\n".join("FAIL " + f for f in faults))
    print("codes: %d passed, %d failed" % (len(codes) - len([f for f in faults if "no reason" in f]), len(faults)))
    return 1 if faults or not codes else 0


if __name__ == "__main__":
    sys.exit(main())
