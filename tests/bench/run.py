#!/usr/bin/python3
"""Measures pinport against floors and peers; `make bench` runs it. SPDX-License-Identifier: MIT

usage: tests/bench/run.py PINPORT TOOLS FOLDER [PART…]      TOOLS: where floor and measure are

PART: sizes start peers instructions doubling batch files (default: all of them). FULL=1 adds the 1 GB export.
Data and results go below FOLDER, results.json and results.md among them; what is written while measuring goes to
memory if there is a /dev/shm, so that no disk is measured. All programs of one table are run in turns, one round after
the other: what the machine is doing besides hits all of them. Figures are medians over the rounds, ratios are medians of
the ratios within a round. F is `floor`: zlib and libxml2's push parser with empty handlers in one process.
"""
import collections, json, os, random, re, resource, shutil, statistics, subprocess, sys, tempfile, time, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCHEMA = os.path.join(ROOT, "schemas", "pinpoint-export-1.xsd")
sys.path.insert(0, HERE)
import generate

PINPORT, TOOLS, FOLDER = (os.path.abspath(path) for path in sys.argv[1:4])
FLOOR, MEASURE = os.path.join(TOOLS, "floor"), os.path.join(TOOLS, "measure")
PARTS = sys.argv[4:] or ["start", "sizes", "instructions", "files", "batch", "doubling"]
FULL = bool(os.environ.get("FULL"))
SIZES = [("10K", 21), ("1M", 11), ("100M", 5)] + ([("1G", 2)] if FULL else [])
HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<PinpointExport xmlns="urn:pinport:pinpoint-export:1" version="1.0" '
        'exportedAt="2017-03-30T09:15:00Z">\n')
TAIL = "</PinpointExport>\n"
Run = collections.namedtuple("Run", "wall cpu rss")
results, report = {}, []


# ---- running ----

def run(command, status=(0,)):
    """Wall and processor seconds, and the largest resident set in KiB, of one command."""
    subprocess.run([MEASURE, at("measured"), *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)
    with open(at("measured")) as told:
        code, wall, cpu, rss = map(int, told.read().split())
    if code not in status:
        sys.exit("exit %d: %s" % (code, " ".join(command)))
    return Run(wall / 1e9, cpu / 1e6, rss)


def rounds(rows, count):
    """rows: name -> (function that runs it once, at most so many rounds). name -> list of runs, None where left out."""
    runs = {name: [] for name in rows}
    for number in range(count):
        for name, (once, most) in rows.items():
            runs[name].append(once() if number < most else None)
    return runs


def median(values):
    return statistics.median(values)


def summary(runs, base):
    """Medians, and the median of the ratios to `base` of the same round."""
    out = {}
    for name, row in runs.items():
        both = [(a, b) for a, b in zip(row, runs[base]) if a is not None]
        out[name] = {
            "wall": median([a.wall for a, _ in both]), "cpu": median([a.cpu for a, _ in both]),
            "ratio": median([a.wall / b.wall for a, b in both]), "cpuRatio": median([a.cpu / max(b.cpu, 1e-4) for a, b in both]),
            "rss": max(a.rss for a, _ in both), "rounds": len(both),
        }
    return out


def seconds(value):
    return "%.1f ms" % (value * 1000) if value < 1 else "%.2f s" % value


def table(title, head, rows):
    width = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]

    def line(row):
        return "| " + " | ".join(row[i].ljust(width[i]) if i == 0 else row[i].rjust(width[i]) for i in range(len(row))) + " |"

    text = ["", "### " + title, "", line(head), "|" + "|".join(("-" * (w + 1)) + ("-" if i == 0 else ":") for i, w in enumerate(width)) + "|"]
    text += [line(row) for row in rows]
    report.extend(text)
    print("\n".join(text), flush=True)


# ---- data ----

def at(*names):
    return os.path.join(FOLDER, *names)


def pack(path, text):
    """One deflated entry, with its sizes in the local header, as floor.c wants it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("profiles.xml"), text, zipfile.ZIP_DEFLATED)


def export(size):
    """FOLDER/SIZE.xml and .zip; made once."""
    xml, archive = at(size + ".xml"), at(size + ".zip")
    if not os.path.exists(archive):
        with open(xml + ".tmp", "wb") as out:
            subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), size], stdout=out, check=True)
        os.rename(xml + ".tmp", xml)
        with zipfile.ZipFile(archive + ".tmp", "w", zipfile.ZIP_DEFLATED) as out:
            out.write(xml, "profiles.xml")
        os.rename(archive + ".tmp", archive)
    return xml, archive, os.path.getsize(xml)


def memory_folder():
    return tempfile.mkdtemp(prefix="pinport-bench-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else FOLDER)


# ---- programs ----

def bundles(archive, *options):
    """Converts to a folder that is removed behind the clock."""
    def once():
        folder = memory_folder()
        try:
            return run([PINPORT, "convert", archive, "-q", "-o", os.path.join(folder, "out"), *options])
        finally:
            shutil.rmtree(folder)
    return once


def plain(*command):
    return lambda: run(list(command))


def ours(archive):
    return {
        "floor F: zlib + libxml2 SAX": plain(FLOOR, archive),
        "pinport validate": plain(PINPORT, "validate", archive, "-q", "--max-errors", "1"),
        "pinport convert -f json": plain(PINPORT, "convert", archive, "-q", "-f", "json"),
        "pinport convert -f yaml": plain(PINPORT, "convert", archive, "-q", "-f", "yaml"),
        "pinport convert -o DIR": bundles(archive),
    }


def have(*command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode()
    except OSError:
        return ""


def peers(xml, archive):
    """name -> (command, the largest export in bytes that it is given)"""
    script = os.path.join(HERE, "peers", "lxml_yaml.py")
    rows = {}
    if have("xmllint", "--version"):
        rows["xmllint --stream --schema (no output)"] = (["xmllint", "--stream", "--noout", "--schema", SCHEMA, xml], 2e9)
    if "(" in have("/usr/bin/python3", "-c", "import lxml.etree, yaml; print(lxml.etree.LXML_VERSION, yaml.CSafeDumper)"):
        rows["lxml + XSD + json"] = (["/usr/bin/python3", script, archive, SCHEMA, "json"], 2e8)
        rows["lxml + XSD + PyYAML"] = (["/usr/bin/python3", script, archive, SCHEMA], 2e8)
    if have("xsltproc", "--version"):
        rows["xsltproc to JSON"] = (["xsltproc", os.path.join(HERE, "peers", "to_json.xsl"), xml], 2e8)
    for name in ("yq", "yq-go"):
        if "mikefarah" in have(name, "--version"):
            rows["yq to YAML"] = ([name, "-p", "xml", "-o", "yaml", xml], 2e8)
    if have("xq-python", "--help"):
        rows["xq to JSON"] = (["xq-python", ".", xml], 2e6)
    return rows


# ---- the parts ----

def part_sizes():
    for size, count in SIZES:
        xml, archive, length = export(size)
        rows = {name: (once, count) for name, once in ours(archive).items()}
        for name, (command, most) in peers(xml, archive).items():
            if length <= most:
                rows[name] = (plain(*command), count if length < 2e6 else 1 if "xmllint" not in name else 2)
        found = summary(rounds(rows, count), "floor F: zlib + libxml2 SAX")
        results["size " + size] = {"bytes": length, "rows": found}
        table("%s of XML (%d bytes, %d deflated), %d rounds" % (size, length, os.path.getsize(archive), count),
              ["program", "time", "x F", "processor, x F", "MB/s", "memory"],
              [[name, seconds(r["wall"]), "%.2f" % r["ratio"], "%.2f" % r["cpuRatio"], "%.0f" % (length / r["wall"] / 1e6),
                "%.1f MB" % (r["rss"] / 1024)] for name, r in found.items()])


def part_start():
    _, archive, _ = export("10K")
    rows = {"/bin/true": plain("/bin/true"), "pinport --version": plain(PINPORT, "--version"),
            "pinport editions": plain(PINPORT, "editions"), "pinport validate, 10 KB": ours(archive)["pinport validate"],
            "xmllint --version": plain("xmllint", "--version"),
            "python3 -c 'import lxml.etree, yaml'": plain("/usr/bin/python3", "-c", "import lxml.etree, yaml")}
    found = summary(rounds({name: (once, 31) for name, once in rows.items()}, 31), "/bin/true")
    results["start"] = found
    table("Start of a process, 31 rounds", ["program", "time", "processor", "memory"],
          [[name, "%.2f ms" % (r["wall"] * 1e3), "%.2f ms" % (r["cpu"] * 1e3), "%.1f MB" % (r["rss"] / 1024)] for name, r in found.items()])


def instructions(command):
    """What callgrind counts: the same on every machine with the same libraries."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + os.path.join(folder, "out"), *command],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        return int(re.search(rb"Collected : (\d+)", done.stderr).group(1))


def part_instructions():
    if not have("valgrind", "--version"):
        return
    ways = {
        "floor F": lambda archive, out: [FLOOR, archive],
        "pinport validate": lambda archive, out: [PINPORT, "validate", archive, "-q", "--max-errors", "1", "--sandbox=off"],
        "pinport convert -f json": lambda archive, out: [PINPORT, "convert", archive, "-q", "-f", "json", "--sandbox=off"],
        "pinport convert -f yaml": lambda archive, out: [PINPORT, "convert", archive, "-q", "-f", "yaml", "--sandbox=off"],
        "pinport convert -o DIR": lambda archive, out: [PINPORT, "convert", archive, "-q", "-o", out, "--sandbox=off"],
    }
    _, small, few = export("10K")
    _, large, many = export("1M")
    rows, found = [], {}
    for name, way in ways.items():
        with tempfile.TemporaryDirectory() as folder:
            start = instructions(way(small, os.path.join(folder, "small")))
            whole = instructions(way(large, os.path.join(folder, "large")))
        each = (whole - start) / (many - few)
        found[name] = {"perByte": each, "start": start - each * few}
        rows.append([name, "%.1f" % each, "%.2f" % (each / found["floor F"]["perByte"]), "%.1f million" % (found[name]["start"] / 1e6)])
    results["instructions"] = found
    table("Instructions (callgrind): those of 1 MB less those of 10 KB, per byte of XML; what is left for the start",
          ["program", "per byte", "x F", "start"], rows)


def part_files():
    """Many accounts in one document: the stream, the bundles, and what the file system itself asks for those files."""
    size = "500M" if FULL else "50M"
    _, archive, length = export(size)
    folder = memory_folder()
    first = os.path.join(folder, "first")
    run([PINPORT, "convert", archive, "-q", "-o", first])
    accounts = len([name for name in os.listdir(first) if name.isdigit()])

    def copy():
        target = os.path.join(folder, "copy")
        try:
            return run(["cp", "-r", first, target])
        finally:
            shutil.rmtree(target)

    found = summary(rounds({"stream": (ours(archive)["pinport convert -f yaml"], 3), "bundles": (bundles(archive), 3),
                            "cp -r of the bundles": (copy, 3)}, 3), "stream")
    written = sum(os.path.getsize(os.path.join(top, name)) for top, _, names in os.walk(first) for name in names)
    shutil.rmtree(folder)
    own = (found["bundles"]["wall"] - found["cp -r of the bundles"]["wall"]) / found["stream"]["wall"]
    results["files"] = {"accounts": accounts, "written": written, "rows": found, "bundlesLessFiles": own}
    table("%d accounts in one document of %d MB; bundles of %d MB in all" % (accounts, length // 1000000, written // 1000000),
          ["what", "time", "x stream", "accounts/s", "memory"],
          [[name, seconds(r["wall"]), "%.2f" % r["ratio"], "%.0f" % (accounts / r["wall"]), "%.1f MB" % (r["rss"] / 1024)]
           for name, r in found.items()] + [["bundles less the files themselves", "", "%.2f" % own, "", ""]])


def small_archives(count):
    folder = at("small%d" % count)
    if not os.path.exists(folder):
        os.makedirs(folder + ".tmp", exist_ok=True)
        rng = random.Random(1)
        for number in range(count):
            pack(os.path.join(folder + ".tmp", "e%05d.zip" % number), HEAD + generate.account(rng, number) + TAIL)
        os.rename(folder + ".tmp", folder)
    names = at("small%d.list" % count)
    with open(names, "w") as out:
        out.writelines(os.path.join(folder, name) + "\n" for name in sorted(os.listdir(folder)))
    return names


def part_batch():
    count = 10000 if FULL else 2000
    names = small_archives(count)

    def many(jobs, *to):
        def once():
            folder = memory_folder()
            try:
                return run([PINPORT, "convert", "-q", "--files-from", names, "-j", str(jobs)] +
                           ([] if to else ["-o", os.path.join(folder, "out")]))
            finally:
                shutil.rmtree(folder)
        return once

    def one_each():
        with open(names) as lines:
            paths = lines.read().split("\n")[:200]
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        for path in paths:
            if path:
                subprocess.run([PINPORT, "convert", "-q", path], stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        scale = count / len(paths)
        return Run((time.perf_counter() - start) * scale,
                   (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * scale, after.ru_maxrss)

    rows = {"bundles, -j 1": (many(1), 5), "bundles, -j 2": (many(2), 5), "stream, -j 1": (many(1, "-"), 5),
            "stream, -j 2": (many(2, "-"), 5), "stream, a process for each (of 200)": (one_each, 5)}
    runs = rounds(rows, 5)
    found = summary(runs, "bundles, -j 1")
    faster = {what: [a.wall / b.wall for a, b in zip(runs[what + ", -j 1"], runs[what + ", -j 2"])] for what in ("bundles", "stream")}
    results["batch"] = {"archives": count, "rows": found, "faster": faster}
    table("%d archives with one account each" % count, ["what", "time", "processor", "archives/s"],
          [[name, seconds(r["wall"]), seconds(r["cpu"]), "%.0f" % (count / r["wall"])] for name, r in found.items()] +
          [["-j 2 is so many times as fast: " + what, "%.2f" % median(of), "", ""] for what, of in faster.items()])


# ---- doubling ----

ACCOUNT = ('<Account id="42%08d" mpnId="1"><LegalName>P</LegalName><Company status="Published" '
           'lastModified="2017-03-02T17:40:11Z"><Website>https://p.example/</Website><Overviews>%s</Overviews></Company>'
           '<Locations>%s</Locations>%s</Account>\n')
OVERVIEW = ('<Overview language="en-US" countries="US"><DisplayName>P</DisplayName><Text>%s</Text></Overview>')
PLACE = ('<Location id="L%d"><Address><Line1>Main Street 1</Line1><City>City</City><PostalCode>10000</PostalCode>'
         '<Country>US</Country></Address></Location>')
LISTING = ('<ProfessionalService id="%d" status="Published" lastModified="2017-03-02T17:40:11Z"><Localizations><Localization language="en-US" countries="US">'
           '<Name>L</Name><ShortDescription>S</ShortDescription><LongDescription>Words and words.</LongDescription>'
           '</Localization></Localizations></ProfessionalService>')


PICTURED = (LISTING % 1).replace("</ProfessionalService>", "<Screenshots>%s</Screenshots></ProfessionalService>")
REFERRAL = ('<Referral id="R%d" received="2017-03-14T02:11:00Z" status="New" locationRef="L0"><Customer><Name>C</Name>'
            '</Customer><Notes>Words and words.</Notes></Referral>')
COUNTRIES = "AT AU BE BR CA CH CL CN CO CZ DE DK EE ES FI FR GB GR HK HU IE IL IN IT JP KR".split()
# One grey pixel.
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000"
                      "820081d9a5e3f50000000049454e44ae426082")


def repeat(text, count):
    return "".join(text % number for number in range(count))


def one(overview="Text", places="", listings=""):
    listings = listings and "<ProfessionalServices>%s</ProfessionalServices>" % listings
    return HEAD + ACCOUNT % (1, OVERVIEW % overview, places or PLACE % 0, listings) + TAIL


def many_accounts(count):
    return HEAD + "".join(ACCOUNT % (number, OVERVIEW % "Text", PLACE % 0, "") for number in range(count)) + TAIL


def bytes_of_input(count):
    rng = random.Random(1)
    return HEAD + "".join(generate.account(rng, number) for number in range(count)) + TAIL


def entries(path, count):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("profiles.xml"), one())
        for number in range(count):
            archive.writestr(zipfile.ZipInfo("more/%d.txt" % number), "x")


def with_pictures(count):
    """An archive, not a document: its path is made by doubled()."""
    return one(listings=PICTURED % repeat('<Screenshot file="p%d.png"/>', count)), [("p%d.png" % n, PIXEL) for n in range(count)]


# what doubles -> (how many, the document for so many, exit status)
DOUBLINGS = {
    "input, accounts as they come": (500, bytes_of_input, 0),
    "accounts of a line": (1500, many_accounts, 0),
    "locations of one account": (8000, lambda n: one(places=repeat(PLACE, n)), 0),
    "listings of one account": (4000, lambda n: one(listings=repeat(LISTING, n)), 0),
    "keywords": (40000, lambda n: one().replace("</Overviews>", "</Overviews><Keywords>" + repeat("<Keyword>word %d</Keyword>", n) + "</Keywords>"), 0),
    "referrals": (8000, lambda n: one().replace("</Account>", "<Referrals>" + repeat(REFERRAL, n) + "</Referrals></Account>"), 0),
    "pictures that are there": (2000, with_pictures, 0),
    "pictures that are missing": (2000, lambda n: one(listings=PICTURED % repeat('<Screenshot file="p%d.png"/>', n)), 1),
    "countries of one account": (8, lambda n: one().replace(OVERVIEW % "Text", "".join(
        (OVERVIEW % "Text").replace("US", country) for country in COUNTRIES[:n])), 0),
    "one text, plain": (2000000, lambda n: one(overview="word " * (n // 5)), 0),
    "one text, HTML": (1000000, lambda n: one(overview="&lt;p&gt;word &lt;b&gt;bold&lt;/b&gt;&lt;/p&gt;" * (n // 43)).replace("<Text>", '<Text format="html">'), 0),
    "one text, CDATA": (2000000, lambda n: one(overview="<![CDATA[" + "word " * (n // 5) + "]]>"), 0),
    "one text, references": (2000000, lambda n: one(overview="&#xAC00;" * (n // 8)), 0),
    "attributes of one element": (20000, lambda n: one(places="<Location " + repeat('a%d="" ', n) + "/>"), 1),
    "errors in one account": (4000, lambda n: one(places='<Location id=""/>' * n), 1),
    "errors in accounts": (8000, lambda n: many_accounts(n).replace('mpnId="1"', 'mpn="1"'), 1),
    "identifiers that are there twice": (8000, lambda n: one(places=(PLACE % 1) * n), 1),
    "accounts that are there twice": (8000, lambda n: HEAD + (ACCOUNT % (1, OVERVIEW % "Text", PLACE % 0, "")) * n + TAIL, 1),
    "depth of elements": (60, lambda n: one(overview="<x>" * n + "</x>" * n), 1),
    "entries of the archive": (50000, None, 0),
}


def doubled(folder, name, n):
    document, path = DOUBLINGS[name][1], os.path.join(folder, "%d.zip" % n)
    if document is None:
        entries(path, n)
    else:
        made = document(n)
        text, others = made if isinstance(made, tuple) else (made, [])
        pack(path, text)
        with zipfile.ZipFile(path, "a") as archive:
            for name, data in others:
                archive.writestr(zipfile.ZipInfo(name), data)
    return path


def part_doubling():
    folder, rows, found = memory_folder(), [], {}
    for name, (count, _, status) in DOUBLINGS.items():
        def convert(path):
            def once():
                out = os.path.join(folder, "out")
                try:
                    return run([PINPORT, "convert", path, "-q", "-o", out, "--limit", "ratio=1000000"], (status,))
                finally:
                    shutil.rmtree(out, ignore_errors=True)
            return once

        paths = [doubled(folder, name, n) for n in (count, 2 * count)]
        runs = rounds({"1": (convert(paths[0]), 5), "2": (convert(paths[1]), 5)}, 5)
        # The least of each: what else runs on the machine only adds.
        once, twice = (min(r.cpu for r in runs[n]) for n in "12")
        found[name] = {"count": count, "once": once, "twice": twice, "ratio": twice / once,
                       "rss": [max(r.rss for r in runs[n]) for n in "12"]}
        rows.append([name, str(count), seconds(once), seconds(twice), "%.2f" % (twice / once),
                     "%.1f MB" % (found[name]["rss"][0] / 1024), "%.1f MB" % (found[name]["rss"][1] / 1024)])
        for path in paths:
            os.remove(path)
    shutil.rmtree(folder)
    results["doubling"] = found
    table("Twice as much of one thing (bundles; processor time, the least of 5 rounds)",
          ["what", "n", "n", "2 n", "ratio", "memory, n", "memory, 2 n"], rows)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for part in PARTS:
        globals()["part_" + part]()
    with open(at("results.json"), "w") as out:
        json.dump(results, out, indent=1)
        out.write("\n")
    with open(at("results.md"), "w") as out:
        out.write("\n".join(report) + "\n")
    print("\nin %s: results.json, results.md" % os.path.relpath(FOLDER))


if __name__ == "__main__":
    main()
