#!/usr/bin/python3
"""Plans over all good fixtures, in several editions. An untouched plan changes no byte of the profiles, and carried over
(--from) it is the same plan. A plan with choices changed at random is refused with a place in it, or obeyed: then the
bundles hold what it includes, and verify proves that nothing was lost.
usage: tests/plans.py PROGRAM [SEED]"""
import json, os, random, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
loader = __import__("importlib.machinery", fromlist=["SourceFileLoader"])
runner = loader.SourceFileLoader("runner", os.path.join(HERE, "run")).load_module()
EDITIONS = ["2017-03", "2017-06", "2017-09", "2021-04"]
INCLUDE = re.compile(r"include: (yes|no)")


def shuffled(text, chance):
    """The plan with some of its choices turned over."""
    swap = {"yes": "no", "no": "yes"}
    return INCLUDE.sub(lambda m: "include: " + (swap[m.group(1)] if chance.random() < 0.2 else m.group(1)), text)


def wanted(text):
    """Account and country of each profile that a plan includes, with its locations."""
    found, account, profile, on = {}, None, None, True
    for line in text.split("\n"):
        if line.startswith("- id: "):
            account = line[6:].strip('"')
        elif line.startswith("  include:"):
            account_on = line.endswith("yes")
        elif line.startswith("  - country: "):
            profile = line[13:].strip('"')
        elif line.startswith("    include:"):
            on = account_on and line.endswith("yes")
            if on:
                found[account, profile] = []
        elif re.match(r"    - id: ", line):
            location = json.loads(re.sub(r"^([^\"].*?)(  # .*)?$", r'"\1"', re.sub(r'^(".*?")  # .*', r"\1", line[10:])))
        elif line.startswith("      include: yes") and on:
            found[account, profile].append(location)
    return found


def main():
    program = os.path.abspath(sys.argv[1])
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    counts = {"same": 0, "obeyed": 0, "refused": 0, "failed": 0}

    def fail(*what):
        counts["failed"] += 1
        print("FAIL", *what)

    def run(folder, *words):
        return subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, timeout=60)

    def check(case, folder, edition):
        plain = run(folder, "convert", "export.zip", "--edition", edition)
        plan = run(folder, "plan", "export.zip", "--edition", edition).stdout
        if not plan:
            if plain.stdout:
                fail(case.name, edition, "profiles, but no plan")
            return
        path = os.path.join(folder, "plan.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(plan)
        again = run(folder, "convert", "export.zip", "--plan", "plan.yaml")
        carried = run(folder, "plan", "export.zip", "--from", "plan.yaml").stdout
        if again.stdout != plain.stdout or carried != plan:
            fail(case.name, edition, "an untouched plan changes something", again.stderr[-300:])
        else:
            counts["same"] += 1
        changed = shuffled(plan, chance)
        with open(path, "w", encoding="utf-8") as file:
            file.write(changed)
        out = "out-" + edition
        done = run(folder, "convert", "export.zip", "--plan", "plan.yaml", "-o", out)
        refusals = re.findall(r"(?m)^plan\.yaml:\d+:\d+: error: .*\[R18[3-6]\]$", done.stderr)
        if refusals:
            counts["refused"] += 1
            return
        made = {}
        for line in run(folder, "convert", "export.zip", "--plan", "plan.yaml", "-f", "json").stdout.splitlines():
            profile = json.loads(line)
            made[profile["account"]["id"], profile["country"]] = [l["id"] for l in profile["locations"]]
        if made != wanted(changed):
            fail(case.name, edition, "not obeyed:", made, wanted(changed))
        elif made and run(folder, "verify", out, "--against", "export.zip").returncode != 0:
            fail(case.name, edition, "not proved:", run(folder, "verify", out, "--against", "export.zip").stdout[:1000])
        else:
            counts["obeyed"] += 1

    with tempfile.TemporaryDirectory(dir=runner.MEMORY) as temp:
        for number, case in enumerate(runner.cases(["good/", "plan/made"])):
            folder = os.path.join(temp, str(number))
            case.prepare(folder)
            if os.path.exists(os.path.join(folder, "export.zip")):
                for edition in EDITIONS:
                    check(case, folder, edition)
    print("plans: %(same)d untouched are the same, %(obeyed)d changed are obeyed, %(refused)d are refused, %(failed)d failed"
          % counts)
    return 1 if counts["failed"] or counts["same"] < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
