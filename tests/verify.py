#!/usr/bin/python3
"""usage: tests/verify.py PINPORT [PER-KIND]

pinport verify proves bundles that pinport wrote, and notices every single thing that is changed in them or in their export
afterwards, even when all hashes are made anew: each value that the ledger calls mapped or recorded, each line of the ledger,
each picture, each count. PER-KIND (default 25) of each kind are tried for each bundle. SPDX-License-Identifier: MIT
"""
import copy, hashlib, json, os, random, re, shutil, subprocess, sys, tempfile, zipfile

from lxml import etree

HERE = os.path.dirname(os.path.abspath(__file__))
GOOD = os.path.join(os.path.dirname(HERE), "fixtures", "good")
EXPORTS = (("korea-html", "2017-03"), ("korea-html", "latest"), ("switzerland", "2017-07"), ("everything", "2017-03"),
           ("everything", "2018-08"))
SEED = 20170330
NAMESPACE = "{urn:pinport:pinpoint-export:1}"


def pack(top, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, _, files in os.walk(top):
            for name in files:
                archive.write(os.path.join(folder, name), os.path.relpath(os.path.join(folder, name), top))


def load(bundle, name):
    with open(os.path.join(bundle, name), encoding="utf-8") as file:
        return json.load(file)


def store(bundle, name, data):
    with open(os.path.join(bundle, name), "w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def seal(bundle):
    """Hashes that fit again: what is left is the ledger."""
    index = load(bundle, "bundle.json")
    for file in index["files"]:
        path = os.path.join(bundle, file["path"])
        if os.path.exists(path):
            file["sha256"] = sha256(path)
    store(bundle, "bundle.json", index)
    paths = sorted(os.path.relpath(os.path.join(d, f), bundle) for d, _, files in os.walk(bundle) for f in files)
    with open(os.path.join(bundle, "SHA256SUMS"), "w", encoding="utf-8") as sums:
        for path in sorted(paths, key=lambda p: p.encode()):
            if path != "SHA256SUMS":
                sums.write("%s  %s\n" % (sha256(os.path.join(bundle, path)), path))


def follow(data, pointer):
    """The container and the step of a JSON pointer."""
    steps = pointer.split("/")[1:]
    for step in steps[:-1]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data, int(steps[-1]) if isinstance(data, list) else steps[-1]


def scalars(data, found):
    for key in (list(data) if isinstance(data, dict) else range(len(data))):
        if isinstance(data[key], (dict, list)):
            scalars(data[key], found)
        elif isinstance(data[key], str):
            found.append((data, key))
    return found


def lines(report):
    return [(state, line) for state in ("changed", "dropped", "recorded", "mapped") for line in report[state]]


def mapped_values(bundle):
    """Changes to values that the ledger calls mapped: (file, how)."""
    for _, line in lines(load(bundle, "report.json")):
        if line["source"].endswith("/@format"):
            continue  # it says how another text is read
        for target in line["targets"]:
            if "at" not in target or "what" in target or "why" in target or "#" not in target["at"]:
                continue
            name, pointer = target["at"].split("#")
            around, step = follow(load(bundle, name), pointer)
            if isinstance(around[step], str):
                yield name, lambda data, pointer=pointer: alter(*follow(data, pointer))
                yield name, lambda data, pointer=pointer: remove(*follow(data, pointer))


def recorded_values(bundle):
    """Changes to referrals and reviews, of which nothing goes anywhere but into records."""
    for key in ("referrals", "reviews"):
        name = "records/%s.json" % key
        if os.path.exists(os.path.join(bundle, name)):
            for number in range(len(scalars(load(bundle, name)[key], []))):
                yield name, lambda data, key=key, number=number: alter(*scalars(data[key], [])[number])
                yield name, lambda data, key=key, number=number: remove(*scalars(data[key], [])[number])


def alter(around, step):
    around[step] = around[step][:-1] + ("x" if around[step][-1:] != "x" else "y")


def remove(around, step):
    del around[step]


def ledger_changes(report):
    """Each line lost, doubled, put into another list, with another source or place."""
    for state in ("changed", "dropped", "recorded", "mapped"):
        for number in range(len(report[state])):
            yield lambda r, s=state, n=number: r[s].pop(n)
            yield lambda r, s=state, n=number: r[s].append(copy.deepcopy(r[s][n]))
            yield lambda r, s=state, n=number: r["mapped" if s != "mapped" else "changed"].append(r[s].pop(n))
            yield lambda r, s=state, n=number: r[s][n].update(source=r[s][n]["source"] + "x")
            yield lambda r, s=state, n=number: r[s][n].update(targets=[])
            yield lambda r, s=state, n=number: r[s][n]["targets"][0].update(at="nowhere.json#/x") \
                if "at" in r[s][n]["targets"][0] else r[s].pop(n)


def leaves(root):
    for element in root.iter(etree.Element):
        for name in element.attrib:
            if not name.startswith("{"):
                yield element, name
        if len(element) == 0 and (element.text or "").strip():
            yield element, None


class Trial:
    def __init__(self, program, temp, export, name):
        self.program, self.temp, self.export, self.name = program, temp, export, name
        self.bundle = os.path.join(temp, "bundle")
        self.work = os.path.join(temp, "work")
        self.passed = self.failed = 0

    def judge(self, bundle, export, good, what):
        done = subprocess.run([self.program, "verify", bundle, "--against", export, "--format", "json"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        if done.returncode == (0 if good else 1):
            self.passed += 1
        else:
            self.failed += 1
            print("FAIL %s: %s: exit %d\n  %s" % (self.name, what, done.returncode, (done.stdout + done.stderr).decode()[:600]))

    def fresh(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.bundle, self.work)
        return self.work

    def change(self, name, how, what):
        work = self.fresh()
        data = load(work, name)
        how(data)
        store(work, name, data)
        seal(work)
        self.judge(work, self.export, False, what)


def some(chance, items, count):
    items = list(items)
    return chance.sample(items, count) if len(items) > count else items


def try_bundle(trial, chance, count):
    trial.judge(trial.bundle, trial.export, True, "as it was written")
    work = trial.fresh()
    for name in ("bundle.json", "report.json"):
        store(work, name, load(work, name))
    seal(work)
    trial.judge(work, trial.export, True, "written again by another program")
    for name, how in some(chance, mapped_values(trial.bundle), count):
        trial.change(name, how, "a mapped value of %s" % name)
    for name, how in some(chance, recorded_values(trial.bundle), count):
        trial.change(name, how, "a recorded value of %s" % name)
    report = load(trial.bundle, "report.json")
    for how in some(chance, ledger_changes(report), 2 * count):
        trial.change("report.json", how, "the ledger")
    for key in ("leaves", "mapped", "changed", "recorded", "dropped", "profiles", "pictures", "decisions"):
        trial.change("bundle.json", lambda data, key=key: data["counts"].update({key: data["counts"][key] + 1}), "count of " + key)
        trial.change("report.json", lambda data, key=key: data["summary"].update({key: data["summary"][key] + 1}), "sum of " + key)
    for folder, _, files in os.walk(os.path.join(trial.bundle, "profiles")):
        for name in files:
            if not name.endswith(".json"):
                work = trial.fresh()
                path = os.path.relpath(os.path.join(folder, name), trial.bundle)
                with open(os.path.join(work, path), "ab") as file:
                    file.write(b"\0")
                seal(work)
                trial.judge(work, trial.export, False, "picture " + path)


def try_export(trial, chance, count, top, repeated):
    """Each leaf of the export is another one: the ledger tells, unless it says that the leaf was changed on its way."""
    states = {line["source"]: state for state, line in lines(load(trial.bundle, "report.json"))}
    part = next(name for name in os.listdir(top) if name.endswith(".xml"))
    tree = etree.parse(os.path.join(top, part))
    account = load(trial.bundle, "bundle.json")["account"]["id"]
    for element, name in some(chance, leaves(tree.getroot()), 2 * count):
        around = element
        while around is not None and around.tag != NAMESPACE + "Account":
            around = around.getparent()
        if around is not None and around.get("id") != account:
            continue
        path = path_of(element, repeated) + ("/@" + name if name else "")
        if states.get(path) == "changed" or name == "format":
            continue
        if name == "language" and states.get(path) == "mapped" and element.tag == NAMESPACE + "Localization":
            continue  # a solution in the profile has no language of its own
        before = element.get(name) if name else element.text
        after = before[:-1] + ("1" if before[-1:] != "1" else "2")
        element.set(name, after) if name else setattr(element, "text", after)
        shutil.rmtree(os.path.join(trial.temp, "export"), ignore_errors=True)
        shutil.copytree(top, os.path.join(trial.temp, "export"))
        tree.write(os.path.join(trial.temp, "export", part), encoding="utf-8", xml_declaration=True)
        pack(os.path.join(trial.temp, "export"), os.path.join(trial.temp, "changed.zip"))
        trial.judge(trial.bundle, os.path.join(trial.temp, "changed.zip"), False, "leaf %s of the export" % path)
        element.set(name, before) if name else setattr(element, "text", before)


def path_of(element, repeated):
    """As pinport writes it; counters stand where the ledger has them."""
    steps = []
    while element is not None:
        around = element.getparent()
        name = element.tag.removeprefix(NAMESPACE)
        if name in repeated:
            same = [e for e in around if e.tag == element.tag]
            name += "[%d]" % (same.index(element) + 1)
        steps.append(name)
        element = around
    return "/" + "/".join(reversed(steps))


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    chance = random.Random(SEED)
    passed = failed = 0
    for fixture, edition in EXPORTS:
        top = os.path.join(GOOD, fixture, "export")
        with tempfile.TemporaryDirectory(prefix="pinport-verify-") as temp:
            export = os.path.join(temp, "export.zip")
            if os.path.isdir(top):
                pack(top, export)
            else:
                print("FAIL there is no %s" % top)
                failed += 1
                continue
            out = os.path.join(temp, "out")
            subprocess.run([program, "convert", "-q", "-f", "json", "--edition", edition, "-o", out, export],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for account in sorted(name for name in os.listdir(out) if name.isdigit()):
                trial = Trial(program, temp, export, "%s %s %s" % (fixture, edition, account))
                shutil.rmtree(trial.bundle, ignore_errors=True)
                shutil.copytree(os.path.join(out, account), trial.bundle)
                sources = [line["source"] for _, line in lines(load(trial.bundle, "report.json"))]
                repeated = set(re.findall(r"/(\w+)\[\d+\]", "\n".join(sources)))
                try_bundle(trial, chance, count)
                try_export(trial, chance, count, top, repeated)
                passed += trial.passed
                failed += trial.failed
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
