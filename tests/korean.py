#!/usr/bin/python3
"""usage: tests/korean.py PINPORT

schemas/messages/ko.yaml says all that the program says: of every code that `pinport explain` knows the message, its
meaning and what to do, here or in the sheet's words, and of no other; with the values of the English message; in
Korean but for names. And the program prints that, and keeps to English without --lang ko and in machine formats.
SPDX-License-Identifier: MIT
"""
import json, os, re, subprocess, sys
import yaml

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HANGUL = re.compile("[\uac00-\ud7a3]")
PARTICLE = re.compile(r"\{\d\}”?(은|는|이|가|을|를|와|과|으로|로)(?![가-힣(])")   # right for some values only
failures = checks = 0


def check(good, *what):
    global failures, checks
    checks += 1
    if not good:
        failures += 1
        print("FAIL", *what)


def places(text):
    return set(re.findall(r"\{(\d+)", text))


def english_left(text):
    """Runs of English words: two and more that are no option, path, markup or name in capitals."""
    text = re.sub(r"<[^가-힣]*?>|&\S*;|pinport [a-z]+(?: [\w.-]+\.\w+)?|--[\w-]+(?:[ =][\w-]+)*|[\w.-]*[/.=\"][\w./=\"-]*", "|", text)
    text = re.sub(r"Import from Pinpoint|Microsoft|pinport \w+( -+)?", "|", text)
    return re.findall(r"\b[a-z]{2,} [a-z]{2,}\b", text)


def said_of(program):
    told = subprocess.run([program, "explain", "--format", "json"], stdout=subprocess.PIPE, check=True).stdout
    return {row["code"]: row for row in map(json.loads, told.decode().splitlines())}


def check_row(code, english, row, shared):
    for key, of in (("message", "template"), ("meaning", "meaning"), ("advice", "advice")):
        text = row.get(key) or ""
        check(HANGUL.search(text), code, "has no", key)
        check(not english_left(text), code, key, "has English:", english_left(text))
        check(not PARTICLE.search(text), code, key, "has a particle that depends on the value:", text)
        check(text.endswith((".", ":", "EXPORT", ")", "PIPE", "}")) or re.search(r"(=|/|-)\S+$", text) or key == "message",
              code, key, "does not end as a sentence:", text)
    # on the sheet a value may stand beside the message
    same = set.issubset if shared else set.__eq__
    check(same(places(row["message"]), places(english["template"])), code, "has other values:", row["message"])
    check("{" not in row["meaning"], code, "meanings have no values")


def main():
    program = os.path.abspath(sys.argv[1])
    korean = yaml.safe_load(open(os.path.join(TOP, "schemas/messages/ko.yaml"), encoding="utf-8"))
    sheet = yaml.safe_load(open(os.path.join(TOP, "converter/emit/sheet/words.yaml"), encoding="utf-8"))
    english = said_of(program)
    for code in korean["messages"]:
        check(code in english, code, "is no code")
    for code in english:
        row = dict(korean["messages"].get(code, {}))
        for key, of in (("message", "diag-"), ("advice", "advice-")):
            row.setdefault(key, sheet.get(of + code, {}).get("ko", ""))
        check_row(code, english[code], {key: row.get(key) or "" for key in ("message", "meaning", "advice")},
                  "message" not in korean["messages"].get(code, {}))
    both = set(korean["phrases"]) & {word["en"] for key, word in sheet.items() if key.startswith("phrase-")}
    check(not both, "phrases that the sheet has, too:", both)
    for part in ("said", "phrases"):
        for key, text in korean[part].items():
            check(places(text) <= places(key), part, "has a value of its own:", key)
    strings = open_strings()
    for key in korean["said"]:
        plain = re.sub(r"exit status \d", "exit status %d", key)
        check(plain.rstrip("\n") in strings, "nothing says:", repr(key))
    check_output(program)
    print(f"{checks - failures} of {checks} checks good")
    sys.exit(failures > 0)


def open_strings():
    text = ""
    for folder, _, names in os.walk(os.path.join(TOP, "converter")):
        for name in names:
            if name.endswith(".c"):
                text += open(os.path.join(folder, name), encoding="utf-8").read()
    return text.replace('\\"', '"').replace('ELLIPSIS "', "")


def run(program, *words):
    environment = dict(os.environ, LANG="ko_KR.UTF-8", LC_ALL="ko_KR.UTF-8", LANGUAGE="ko")
    return subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment).stdout.decode()


def check_output(program):
    export = os.path.join(TOP, "fixtures/bad/V107-values/export.xml")
    check(HANGUL.search(run(program, "validate", "--lang", "ko", export)), "--lang ko is not Korean")
    check(not HANGUL.search(run(program, "validate", export)), "the locale is obeyed")
    for form in ("gcc", "json", "sarif"):
        check(run(program, "validate", "--lang", "ko", "--format", form, export) ==
              run(program, "validate", "--format", form, export), form, "depends on --lang")
    check(run(program, "explain", "--lang", "ko", "--format", "json") == run(program, "explain", "--format", "json"),
          "explain --format json depends on --lang")
    for line in run(program, "explain", "--lang", "ko").splitlines():
        check(HANGUL.search(line), "explain says in English:", line)


main()
