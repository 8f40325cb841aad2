#!/usr/bin/python3
"""usage: tests/ledger.py PINPORT

Converts every case of fixtures/good with every edition, and counts the leaves of the source again, without
pinport: from the XML as it is stored and from the XSD, which says what has simple content and what may repeat.

Together the cases have every element and attribute. Of each bundle: the ledger has one entry for each leaf, with
its path; states and counts add up; what is mapped holds the value at the place named; what is changed or recorded
is there; what is dropped carried no data; pictures are the bytes of the source; SHA256SUMS and bundle.json list
every file, with the right hash. Of each case, once: the YAML says the same as the JSON, and another time zone,
locale, umask and folder make no difference. SPDX-License-Identifier: MIT
"""
import concurrent.futures, hashlib, importlib.machinery, importlib.util, json, os, re, shlex, subprocess, sys, tempfile
import lxml.etree
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
LOADER = importlib.machinery.SourceFileLoader("golden", os.path.join(HERE, "run"))
golden = importlib.util.module_from_spec(importlib.util.spec_from_loader("golden", LOADER))
sys.dont_write_bytecode = True
LOADER.exec_module(golden)

XS = "{http://www.w3.org/2001/XMLSchema}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
NS = "{urn:pinport:pinpoint-export:1}"
EDITIONS = "2016-11 2017-01 2017-03 2017-06 2017-07 2017-09 2017-11 2018-08 2019-03 2021-04".split()
KEPT_OPTIONS = {"--country", "--overflow", "--zip-encoding"}
STATES = ["mapped", "changed", "recorded", "dropped"]
OTHER = {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "ko", "PATH": os.environ["PATH"]}
USUAL = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}


class Format:
    """What the XSD says of elements: which have simple content, which may repeat."""

    def __init__(self):
        schema = lxml.etree.parse(os.path.join(os.path.dirname(HERE), "schemas", "pinpoint-export-1.xsd")).getroot()
        self.types = {t.get("name"): t for t in schema.findall(XS + "complexType")}
        self.attribute_groups = {g.get("name"): g for g in schema.findall(XS + "attributeGroup")}
        self.groups = {g.get("name"): g for g in schema.findall(XS + "group")}
        self.simple = {t.get("name") for t in schema.findall(XS + "simpleType")}

    def children(self, node, found):
        for child in node:
            if child.tag == XS + "element":
                found[child.get("name")] = (child.get("type"), child.get("maxOccurs") == "unbounded")
            elif child.tag == XS + "group":
                self.children(self.groups[child.get("ref").split(":")[1]], found)
            elif child.tag in (XS + "sequence", XS + "choice"):
                self.children(child, found)
        return found

    def is_simple(self, name):
        prefix, local = name.split(":")
        return prefix == "xs" or local in self.simple or self.types[local].find(XS + "simpleContent") is not None

    def leaves(self, element, name, path, found):
        for key, value in element.attrib.items():
            if not key.startswith(XSI):
                found[path + "/@" + key] = value
        if self.is_simple(name):
            found[path] = "".join(element.xpath("text()"))
            return found
        known, seen = self.children(self.types[name.split(":")[1]], {}), {}
        for child in element.iterchildren(tag=lxml.etree.Element):
            local = child.tag.removeprefix(NS)
            seen[local] = seen.get(local, 0) + 1
            below, repeats = known[local]
            self.leaves(child, below, path + "/" + local + ("[%d]" % seen[local] if repeats else ""), found)
        return found

    def attributes(self, node):
        """Names of the attributes of a type, through groups and simple content."""
        found = [a.get("name") for a in node.iter(XS + "attribute")]
        for group in node.iter(XS + "attributeGroup"):
            found += [a.get("name") for a in self.attribute_groups[group.get("ref").split(":")[1]]
                      if a.tag == XS + "attribute"]
        return found

    def every_leaf(self, name, path, found):
        """The paths of all leaves that the format has."""
        if self.is_simple(name):
            found.add(path)
        local = name.split(":")[1]
        if local in self.types and not name.startswith("xs:"):
            found.update(path + "/@" + a for a in self.attributes(self.types[local]))
            for child, (below, _) in self.children(self.types[local], {}).items():
                self.every_leaf(below, path + "/" + child, found)
        return found


FORMAT = Format()


def text_of(case, name):
    """A part as it is stored: UTF-8, whatever it is packed in."""
    return re.sub(r"^<\?xml[^>]*\?>", "", case.content(name, encoded=False).decode("utf-8"))


def parts(case, inputs):
    """(name in the fixture, root) of every export among the inputs."""
    names = [n for n in inputs if n != "export.zip"]
    if "export.zip" in inputs:
        top = os.path.join(case.path, "export")
        names += sorted(os.path.relpath(os.path.join(d, f), case.path) for d, _, files in os.walk(top) for f in files)
    for name in names:
        try:
            root = lxml.etree.fromstring(text_of(case, name))
        except (UnicodeDecodeError, ValueError, lxml.etree.XMLSyntaxError):
            continue
        if root.tag == NS + "PinpointExport":
            yield name, root


def sources(case, inputs):
    """account id -> (part, leaves); accounts that the format does not allow have None for leaves."""
    found = {}
    for name, root in parts(case, inputs):
        shared = {"/PinpointExport/@" + key: value for key, value in root.attrib.items() if not key.startswith(XSI)}
        for number, account in enumerate(root.iterchildren(NS + "Account"), 1):
            try:
                leaves = FORMAT.leaves(account, "p:Account", "/PinpointExport/Account[%d]" % number, dict(shared))
            except KeyError:
                leaves = None
            found[account.get("id").strip()] = (name, leaves)
    return found


def folded(value):
    return " ".join(re.split(r"[ \t\r\n]+", value.strip(" \t\r\n")))


def at_pointer(document, pointer):
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        document = document[int(token) if isinstance(document, list) else token]
    return document


def strings(node):
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        return [s for child in node for s in strings(child)]
    return [str(node)]


class Bundle:
    def __init__(self, folder, case, part, leaves):
        self.folder, self.case, self.part, self.leaves = folder, case, part, leaves
        self.files, self.faults, self.documents = {}, [], {}
        for top, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(top, name)
                with open(path, "rb") as file:
                    self.files[os.path.relpath(path, folder)] = file.read()
        for name, data in self.files.items():
            if name.endswith(".json"):
                self.documents[name] = json.loads(data)

    def fault(self, text, *values):
        self.faults.append(text % values)

    def check(self):
        report, bundle = self.documents["report.json"], self.documents["bundle.json"]
        self.check_sums(bundle)
        entries = [(state, entry) for state in STATES for entry in report[state]]
        self.check_counts(report, bundle, entries)
        for state, entry in entries:
            if entry["state"] != state:
                self.fault("%s is %s and stands among %s", entry["source"], entry["state"], state)
            elif entry["source"] in self.leaves:
                self.check_entry(state, entry["source"], self.leaves[entry["source"]], entry["targets"])
        return self.faults

    def check_sums(self, bundle):
        listed = {f["path"]: f for f in bundle["files"]}
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}
        for name in sorted(set(listed) ^ (set(self.files) - {"bundle.json", "SHA256SUMS"})):
            self.fault("bundle.json: %s is %s", name, "not there" if name in listed else "not listed")
        for name, file in listed.items():
            if (file["sha256"], file["bytes"]) != (hashes.get(name), len(self.files.get(name, b""))):
                self.fault("bundle.json: wrong hash or size of %s", name)
        if [f["path"] for f in bundle["files"]] != sorted(listed, key=str.encode):
            self.fault("bundle.json: files are not sorted")
        lines = dict(reversed(l.split("  ", 1)) for l in self.files["SHA256SUMS"].decode().splitlines())
        if lines != {name: value for name, value in hashes.items() if name != "SHA256SUMS"}:
            self.fault("SHA256SUMS does not list every file with its hash")

    def check_counts(self, report, bundle, entries):
        seen = [entry["source"] for _, entry in entries]
        for path in sorted(set(self.leaves) - set(seen)):
            self.fault("no entry for %s", path)
        for path in sorted({p for p in seen if p not in self.leaves or seen.count(p) > 1}):
            self.fault("%s for %s", "two entries" if path in self.leaves else "no such leaf, but an entry", path)
        counts = {state: len(report[state]) for state in STATES}
        counts["leaves"] = len(self.leaves)
        counts["profiles"] = len([n for n in self.files if n.endswith("/marketing-profile.json")])
        counts["decisions"] = len(report["decisions"])
        for name, values in (("report", report["summary"]), ("bundle", bundle["counts"])):
            for key in counts:
                if values.get(key) != counts[key]:
                    self.fault("%s: %s is %s, counted %d", name, key, values.get(key), counts[key])
        if len(bundle["profiles"]) != counts["profiles"]:
            self.fault("bundle: %d profiles listed", len(bundle["profiles"]))

    def check_entry(self, state, path, value, targets):
        wants = {"mapped": lambda t: "at" in t and "what" not in t, "changed": lambda t: "at" in t and "what" in t,
                 "recorded": lambda t: t.get("at", "").startswith("records/") and "why" in t,
                 "dropped": lambda t: "at" not in t and "why" in t}
        kinds = [[s for s in STATES if wants[s](t)] for t in targets]
        if not targets or not all(kinds) or max(STATES.index(k[-1]) for k in kinds) != STATES.index(state):
            self.fault("%s is %s, which its targets are not: %s", path, state, targets)
        if state == "dropped" and not re.fullmatch(r"[\s\u200b\u200c\u200d\u2060\ufeff]*", value):
            self.fault("%s is dropped and holds %r", path, value)
        for target in targets:
            if "at" in target:
                self.check_target(path, value, target)

    def check_target(self, path, value, target):
        name, _, pointer = target["at"].partition("#")
        if name not in self.files:
            return self.fault("%s: there is no file %s", path, name)
        if name not in self.documents:
            return self.check_picture(path, value, name)
        try:
            held = at_pointer(self.documents[name], pointer)
        except (KeyError, IndexError, ValueError, TypeError):
            return self.fault("%s: %s has no %s", path, name, pointer)
        if name.startswith("records/"):
            if not any(folded(value) in folded(s) for s in strings(held)) and not path.endswith("/@countries"):
                self.fault("%s: %s does not hold %r", path, target["at"], value)
        elif "what" not in target and not self.holds(path, value, held, pointer):
            self.fault("%s: %s holds %r, not %r", path, target["at"], held, value)
        return None

    def holds(self, path, value, held, pointer):
        """Whether a place holds a value as it is. Some attributes say how to use others, and are where these are."""
        if path.endswith("/@file"):
            self.check_picture(path, value, held)
            return True
        if path.endswith("/@level"):
            return "/%s/" % value.lower() in pointer
        if re.search(r"(Overview\[\d+\]/@countries)$", path):
            return held in value.split()
        if isinstance(held, dict):
            return re.search(r"/@(primary|status|language|countries|format)$", path) is not None
        if path.endswith("/@format"):
            return pointer.endswith("escription")
        return folded(value) == folded(str(held))

    def check_picture(self, path, value, name):
        base = os.path.dirname(self.part)
        top = "export" if self.part.startswith("export/") else base
        wanted = {os.path.join(top, value).lower(), os.path.join(base, value).lower()}
        for folder, _, files in os.walk(self.case.path):
            for found in (os.path.join(folder, f) for f in files):
                if os.path.relpath(found, self.case.path).lower() in wanted:
                    with open(found, "rb") as file:
                        if file.read() == self.files.get(name):
                            return
        self.fault("%s: %s is not the picture %s", path, name, value)


def inputs_of(case):
    """The inputs and the options of the first command that converts."""
    for _, text, _ in case.runs:
        words = shlex.split(text)
        if words[0] != "convert":
            continue
        inputs, kept, given, rest = [], [], None, words[1:]
        while rest:
            word = rest.pop(0)
            if word == "<":
                given = rest.pop(0)
            elif word in ("-q", "-v") or word.startswith("--") and "=" in word:
                kept += [word] if word.split("=")[0] in KEPT_OPTIONS else []
            elif word.startswith("-") and word != "-":
                value = rest.pop(0)
                kept += [word, value] if word in KEPT_OPTIONS else []
            else:
                inputs.append(word)
        return inputs, kept, given
    return None


def convert(program, folder, options, environment, given):
    stdin = open(os.path.join(folder, given), "rb") if given else subprocess.DEVNULL
    done = subprocess.run([program, "convert"] + options, cwd=folder, env=environment, stdin=stdin,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def tree(folder):
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(top, name), "rb") as file:
                found[os.path.relpath(os.path.join(top, name), folder)] = file.read()
    return found


def one_edition(program, folder, case, edition):
    inputs, kept, given = inputs_of(case)
    out = "out-" + edition
    options = inputs + kept + ["--edition", edition, "-f", "json", "-o", out]
    status, talk = convert(program, folder, options, USUAL, given)
    faults = [] if status in (0, 1) else ["exit %d: %s" % (status, talk)]
    refused = set(re.findall(r"account (\d+) \(.*\) (?:is left out|cannot be converted)", talk))
    accounts = sources(case, [given] if given else inputs)
    made = set(os.listdir(os.path.join(folder, out))) if os.path.isdir(os.path.join(folder, out)) else set()
    for name in sorted((made - {"index.html"}) ^ (set(accounts) - refused)):
        faults.append("%s: %s" % (name, "no such account" if name in made else "no bundle"))
    for name in sorted(made & set(accounts)):
        part, leaves = accounts[name]
        bundle = Bundle(os.path.join(folder, out, name), case, part, leaves)
        faults += ["%s: %s" % (name, f) for f in bundle.check()]
        source = bundle.documents["bundle.json"]["source"]
        packed = given or ("export.zip" if "export.zip" in inputs else part)
        with open(os.path.join(folder, packed), "rb") as file:
            if source["sha256"] != hashlib.sha256(file.read()).hexdigest():
                faults.append("%s: wrong hash of the source" % name)
    return faults


def same_everywhere(program, folder, case, edition):
    inputs, kept, given = inputs_of(case)
    options = inputs + kept + ["--edition", edition, "-o", "again"]
    convert(program, folder, options, USUAL, given)
    first = tree(os.path.join(folder, "again"))
    with tempfile.TemporaryDirectory(prefix="pinport ä ", dir=golden.MEMORY) as other:
        place = os.path.join(other, "elsewhere")
        case.prepare(place)
        old = os.umask(0o077)
        try:
            convert(program, place, options, OTHER, given)
        finally:
            os.umask(old)
        second = tree(os.path.join(place, "again"))
    faults = ["another place or time gives other bytes: " + n for n in sorted(set(first) | set(second))
              if first.get(n) != second.get(n)]
    return faults + same_values(first, tree(os.path.join(folder, "out-" + edition)))


def same_values(yaml_tree, json_tree):
    faults = []
    for name, data in yaml_tree.items():
        other = json_tree.get(re.sub(r"\.yaml$", ".json", name))
        if not name.endswith(".yaml") or os.path.basename(name) == "bundle.yaml":
            continue
        told = json.loads(json.dumps(yaml.load(data, yaml.CSafeLoader)).replace(".yaml#", ".json#"))
        if other is None or told != json.loads(other):
            faults.append("the YAML and the JSON differ: " + name)
    return faults


def reached(cases):
    """Every element and attribute of the format is in some case."""
    found = set()
    for case in cases:
        inputs, _, given = inputs_of(case) or ([], None, None)
        for _, leaves in sources(case, [given] if given else inputs).values():
            found.update(re.sub(r"\[\d+\]", "", path) for path in leaves or [])
    return sorted(FORMAT.every_leaf("p:PinpointExport", "/PinpointExport", set()) - found)


def check(program, path, number):
    case = golden.Case(path)
    if inputs_of(case) is None:
        return []
    results = []
    with tempfile.TemporaryDirectory(prefix="pinport-ledger-", dir=golden.MEMORY) as temp:
        folder = os.path.join(temp, "case")
        case.prepare(folder)
        tests = [(edition, one_edition) for edition in EDITIONS]
        tests.append((EDITIONS[number % len(EDITIONS)], same_everywhere))
        for edition, test in tests:
            try:
                faults = test(program, folder, case, edition)
            except Exception as fault:  # what cannot be checked has failed
                faults = ["%s: %s" % (type(fault).__name__, fault)]
            results.append(("%s %s" % (case.name, edition), faults))
    return results


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.splitlines()[0])
    program, words = os.path.abspath(sys.argv[1]), sys.argv[2:]
    cases = [c for c in golden.cases(words) if c.name.startswith("good/")]
    passed = failed = 0
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 2) as pool:
        for results in pool.map(check, [program] * len(cases), [c.path for c in cases], range(len(cases))):
            for name, faults in results:
                passed, failed = passed + (not faults), failed + bool(faults)
                if faults:
                    print("FAIL %s\n  %s" % (name, "\n  ".join(faults[:8])))
    if not words:
        missing = reached(cases)
        passed, failed = passed + (not missing), failed + bool(missing)
        print("".join("FAIL no case has %s\n" % path for path in missing), end="")
    print("ledger: %d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
