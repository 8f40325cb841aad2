#!/usr/bin/python3
"""Measures pinport against floors and peers; `make bench` runs it. SPDX-License-Identifier: MIT

usage: tests/bench/run.py PINPORT TOOLS FOLDER [PART…]      TOOLS: where floor, measure, files and empty are

PART: start sizes instructions files batch doubling (default: all of them). FULL=1 in the environment adds the export of
1 GB (SIZES="10K 1M" takes those alone), 62,000 accounts in one document and 10,000 archives; WRITE=FILE puts the tables between the two marks of that file.
Exports and results go below FOLDER, results.json and results.md among them; parts that are not measured now keep what they
had there. What is written while measuring goes to memory if there is a /dev/shm. All programs of one table are run in
turns, round after round: what the machine is doing besides hits all of them. Figures are medians over the rounds, ratios
are medians of the ratios within a round.
"""
import json, os, platform, random, shutil, statistics, sys

sys.dont_write_bytecode = True

import callgrind, common, doubling, generate, guard
from common import SCHEMA, export, have, megabytes, memory_folder, pack, rounds, seconds, summary, table

F = "F: zlib + libxml2's SAX, empty handlers"
VALIDATE, JSON, YAML, BUNDLES = "pinport validate", "pinport convert -f json", "pinport convert -f yaml", "pinport convert -o DIR"
BUNDLES_ALONE = BUNDLES + ", -j 1"
PLAIN, STATIC = ", plain XML", ", LINK=static"
MARKS = "<!-- bench: begin -->", "<!-- bench: end -->"
PYTHON = "/usr/bin/python3"
BUNDLE_TIMES = 14   # bundles are less than so many times 8 archives, which are more than the XML


class Bench:
    """One part's run."""

    def __init__(self, pinport, tools, folder, full):
        self.pinport, self.tools, self.folder, self.full = pinport, tools, folder, full
        self.measure = common.Measure(tools, folder)
        self.results, self.report, self.targets, self.above_guard = {}, [], [], 0

    def tool(self, name):
        return os.path.join(self.tools, name)

    def tell(self, text):
        self.report.append(text)
        print(text, flush=True)

    def target(self, what, value, most=None, least=None, unit=""):
        """One row of the table of targets."""
        self.targets.append({"target": what, "most": most, "least": least, "value": value, "unit": unit,
                             "met": value <= most if least is None else value >= least})

    def export(self, size):
        return export(self.folder, size)


# ---- programs ----

def ours(bench, archive):
    """As people call it, and with one thread."""
    run, pinport = bench.measure, bench.pinport
    rows = {"pinport validate, -j 1": ("validate", "--max-errors", "1"), "pinport convert -f json, -j 1": ("convert", "-f", "json"),
            "pinport convert -f yaml, -j 1": ("convert", "-f", "yaml")}
    alone = {name: run.once(pinport, *words, archive, "-q", "-j", "1") for name, words in rows.items()}
    need = BUNDLE_TIMES * 8 * os.path.getsize(archive)
    return alone | {
        F: run.once(bench.tool("floor"), archive),
        VALIDATE: run.once(pinport, "validate", archive, "-q", "--max-errors", "1"),
        JSON: run.once(pinport, "convert", archive, "-q", "-f", "json"),
        YAML: run.once(pinport, "convert", archive, "-q", "-f", "yaml"),
        BUNDLES: run.into([pinport, "convert", archive, "-q", "-o"], need=need),
        BUNDLES_ALONE: run.into([pinport, "convert", archive, "-q", "-j", "1", "-o"], need=need),
    }


def plain(bench, xml):
    """What peers that cannot read an archive are given."""
    run, pinport = bench.measure, bench.pinport
    return {VALIDATE + PLAIN: run.once(pinport, "validate", xml, "-q", "--max-errors", "1"),
            JSON + PLAIN: run.once(pinport, "convert", xml, "-q", "-f", "json"),
            YAML + PLAIN: run.once(pinport, "convert", xml, "-q", "-f", "yaml")}


def static(bench, xml, archive):
    """The same two by the program that has libxml2 inside, if there is one: for a start alone it is another."""
    run, program = bench.measure, bench.tool("static/pinport")
    if not os.path.exists(program):
        return {}
    return {job + STATIC: run.once(program, *words, "-q") for job, words in (
        (VALIDATE, ("validate", archive, "--max-errors", "1")), (VALIDATE + PLAIN, ("validate", xml, "--max-errors", "1")),
        (JSON, ("convert", archive, "-f", "json")), (JSON + PLAIN, ("convert", xml, "-f", "json")))}


def kislyuk(name):
    """The yq of Debian 12, a wrapper around jq: its program for XML."""
    return "XML" in have(name, "--help") or "jq" in have(name, "--help")


def unzipped(archive, *command):
    """The command's standard input is the XML: pinport starts with the archive, too."""
    return ["sh", "-c", 'archive=$1; shift; unzip -p "$archive" | "$@" -', "sh", archive, *command]


def peers(xml, archive):
    """name -> (what of pinport does the same, command, the largest export in bytes that it is given); and who is absent."""
    script, style = os.path.join(common.HERE, "peers", "lxml_yaml.py"), os.path.join(common.HERE, "peers", "to_json.xsl")
    check = ["xmllint", "--stream", "--noout", "--schema", SCHEMA]
    all_rows = [
        (have("xmllint", "--version"), {
            "xmllint --stream --schema": (VALIDATE + PLAIN, [*check, xml], 2e9),
            "xmllint behind unzip -p": (VALIDATE, unzipped(archive, *check), 2e9)}),
        ("(" in have(PYTHON, "-c", "import lxml.etree, yaml; print(lxml.etree.LXML_VERSION, yaml.CSafeDumper)"), {
            "lxml, schema, json": (JSON, [PYTHON, script, archive, SCHEMA, "json"], 2e8),
            "lxml, schema, PyYAML": (YAML, [PYTHON, script, archive, SCHEMA], 2e8)}),
        (have("xsltproc", "--version"), {
            "xsltproc to JSON": (JSON + PLAIN, ["xsltproc", style, xml], 2e8),
            "xsltproc behind unzip -p": (JSON, unzipped(archive, "xsltproc", style), 2e8)}),
        (kislyuk("xq-python"), {"yq 3 (jq) to JSON": (JSON + PLAIN, ["xq-python", ".", xml], 2e7),
                                "yq 3 (jq) to YAML": (YAML + PLAIN, ["xq-python", "-y", ".", xml], 2e7)}),
        ("mikefarah" in have("yq", "--version"), {"yq 4 (Go) to YAML": (YAML + PLAIN, ["yq", "-p", "xml", "-o", "yaml", xml], 2e8)}),
    ]
    there = {name: row for found, rows in all_rows if found for name, row in rows.items()}
    return there, [name for found, rows in all_rows if not found for name in rows]


# ---- the parts ----

def part_sizes(bench):
    wanted = os.environ.get("SIZES", "10K 1M 100M" + (" 1G" if bench.full else "")).split()
    for size, count in [(size, {"10K": 21, "1M": 11, "100M": 3}.get(size, 2)) for size in wanted]:
        xml, archive, length = bench.export(size)
        rows = ours(bench, archive) | plain(bench, xml) | (static(bench, xml, archive) if size == "10K" else {})
        rows = {name: (once, count) for name, once in rows.items()}
        if size == "1G":
            del rows[BUNDLES], rows[BUNDLES_ALONE]   # 14 GB of them: see the part `files`
        there, absent = peers(xml, archive)
        there = {name: row for name, row in there.items() if length <= row[2]}
        for name, (_, command, most) in there.items():
            rows[name] = (bench.measure.once(*command), count if length < 2e7 else 1)
        runs = rounds(rows, count)
        found = summary(runs, F)
        found = {name: found[name] for name in (F, VALIDATE, JSON, YAML, *found) if name in found}
        bench.results["size " + size] = {"bytes": length, "rows": found, "absent": absent}
        ahead = {name: common.ratio(runs, name, job, "wall") for name, (job, _, _) in there.items()}
        inside = {name: common.ratio(runs, name, job + STATIC, "wall") for name, (job, _, _) in there.items() if job + STATIC in runs}
        bench.tell(table("%s of XML (%d bytes, %d deflated), %d rounds" % (size, length, os.path.getsize(archive), count),
                         ["program", "time", "x F", "processor", "processor, x F", "memory", "pinport is ahead"],
                         [[name, seconds(r["wall"]), "%.2f" % r["ratio"], seconds(r["cpu"]), "%.2f" % r["cpuRatio"],
                           megabytes(r["rss"]), "%.1f times" % ahead[name] if name in ahead else ""] for name, r in found.items()]))
        if absent:
            bench.tell("\nNot on this machine: %s." % ", ".join(absent))
        size_targets(bench, size, found, ahead)
        for name, times in inside.items():
            bench.target("times as fast as %s, %s%s" % (name, size, STATIC), times, least=1)


def size_targets(bench, size, found, ahead):
    if size in ("100M", "1G"):
        for name, most in ((VALIDATE, 1.5), (JSON, 1.8), (YAML, 2.0)):
            bench.target("%s, %s, x F" % (name, size), found[name]["ratio"], most)
    if size == "1G":
        bench.target("resident memory at 1G", max(found[name]["rss"] for name in (VALIDATE, JSON, YAML)) * 1024 / 1e6, 32, unit=" MB")
    for name, times in ahead.items():
        bench.target("times as fast as %s, %s" % (name, size), times, least=1)


def part_start(bench):
    _, archive, _ = bench.export("10K")
    run = bench.measure
    rows = {"/bin/true": run.once("/bin/true"), "an empty program with pinport's libraries": run.once(bench.tool("empty")),
            "pinport --version": run.once(bench.pinport, "--version"),
            "pinport editions": run.once(bench.pinport, "editions"), "pinport validate, 10 KB": ours(bench, archive)[VALIDATE],
            "pinport convert -f yaml, 10 KB": ours(bench, archive)[YAML]}
    if have("xmllint", "--version"):
        rows["xmllint --version"] = run.once("xmllint", "--version")
    if have(PYTHON, "-c", "import lxml.etree, yaml") == "":
        rows["python3, import lxml.etree and yaml"] = run.once(PYTHON, "-c", "import lxml.etree, yaml")
    found = bench.results["start"] = summary(rounds({name: (once, 31) for name, once in rows.items()}, 31), "/bin/true")
    bench.tell(table("Start of a process, 31 rounds", ["program", "time", "processor", "memory"],
                     [[name, seconds(r["wall"]), seconds(r["cpu"]), megabytes(r["rss"])] for name, r in found.items()]))


def part_instructions(bench):
    if not have("valgrind", "--version"):
        bench.tell("\nvalgrind is not installed: no instructions are counted.")
        return
    ways = {"F": lambda archive, out: [bench.tool("floor"), archive], **callgrind.ways(bench.pinport)}
    small, large = bench.export("10K"), bench.export("1M")
    found = {name: callgrind.per_byte(way, small, large) for name, way in ways.items()}
    figures = {name: {"perByte": round(sum(each.values()) - each.get("SHA-256", 0), 2), "start": round(start)}
               for name, (each, start) in found.items() if name != "F"}
    groups = sorted({group for each, _ in found.values() for group in each}, key=lambda group: -found["convert -f yaml"][0].get(group, 0))
    rows = [[group] + ["%.1f" % found[name][0].get(group, 0) for name in ways] for group in groups
            if max(each.get(group, 0) for each, _ in found.values()) >= 0.5]
    rows.append(["all but SHA-256"] + ["%.1f" % (sum(each.values()) - each.get("SHA-256", 0)) for each, _ in found.values()])
    rows.append(["start, million"] + ["%.1f" % (start / 1e6) for _, start in found.values()])
    bench.results["instructions"] = {name: {"perByte": each, "start": start} for name, (each, start) in found.items()}
    bench.tell(table("Instructions per byte of XML (callgrind: 1 MB less 10 KB), by library and by folder of converter/", ["where", *ways], rows))
    lines, _, bench.above_guard = guard.judge(bench.pinport, figures)
    print("\n".join(lines))
    bench.target("instructions above guard.json, of %d figures" % (2 * len(figures)), bench.above_guard, 0)


def list_files(folder):
    """Lines for tools/files; the accounts; the bytes."""
    lines, accounts, total = [], 0, 0
    for top, folders, names in os.walk(folder):
        accounts += len(folders) if top == folder else 0
        for name in names:
            path = os.path.join(top, name)
            total += os.path.getsize(path)
            lines.append("%d %s\n" % (os.path.getsize(path), os.path.relpath(path, folder)))
    return lines, accounts, total


def part_files(bench):
    """Many accounts in one document: the stream, the bundles, and what the file system itself asks for such files."""
    size = "650M" if bench.full else "30M"
    _, archive, length = bench.export(size)
    count = 5   # a round of 60,000 accounts takes a minute
    need = BUNDLE_TIMES * 8 * os.path.getsize(archive)
    where = "in memory" if common.in_memory(need) else "on the disk"
    folder = memory_folder(bench.folder, need)
    try:
        bench.measure.run([bench.pinport, "convert", archive, "-q", "-o", os.path.join(folder, "first")])
        lines, accounts, written = list_files(os.path.join(folder, "first"))
    finally:
        shutil.rmtree(folder)
    listed = os.path.join(bench.folder, "files.list")
    with open(listed, "w") as out:
        out.writelines(lines)
    own = ours(bench, archive)
    rows = {"the stream, -f yaml": own[YAML], "bundles, -o DIR": own[BUNDLES],
            "such files, stored as safely": files_alone(bench, listed, need, "store"),
            "such files, made and synced": files_alone(bench, listed, need, "make")}
    if not bench.full:
        rows["bundles, -o DIR, -j 1"] = own[BUNDLES_ALONE]
    runs = rounds({name: (once, count) for name, once in rows.items()}, count)
    found = summary(runs, "the stream, -f yaml")
    least = {name: min(r.wall for r in runs[name]) for name in rows}
    stream, bundles, files = list(rows)[:3]
    own = (least[bundles] - least[files]) / least[stream]
    middle = statistics.median((b.wall - f.wall) / s.wall for s, b, f in zip(*(runs[name] for name in (stream, bundles, files))))
    bench.results["files"] = {"accounts": accounts, "files": len(lines), "written": written, "rows": found, "least": least,
                              "bundlesLessFiles": own, "bundlesLessFilesMedian": middle}
    bench.tell(table("%d accounts in one document of %d MB: %d files of %d MB in all, %s, %d rounds"
                     % (accounts, length // 10**6, len(lines), written // 10**6, where, count),
                     ["what", "least time", "x stream", "accounts/s", "median", "memory"],
                     [[name, seconds(least[name]), "%.2f" % (least[name] / least[stream]), "%.0f" % (accounts / least[name]),
                       seconds(r["wall"]), megabytes(r["rss"])] for name, r in found.items()] +
                     [["bundles less the files, stored", "", "%.2f" % own, "", "%.2f" % middle, ""]]))
    bench.target("bundles less the files, stored, %d accounts, x stream" % accounts, own, 2)


def files_alone(bench, listed, need, how):
    def once():
        folder = memory_folder(bench.folder, need)
        try:
            return bench.measure.run([bench.tool("files"), os.path.join(folder, "out"), how], stdin=listed)
        finally:
            shutil.rmtree(folder)
    return once


def small_archives(bench, count):
    folder = os.path.join(common.made_once(bench.folder), "small%d" % count)
    names = folder + ".list"
    if not os.path.exists(folder):
        os.makedirs(folder + ".tmp", exist_ok=True)
        rng = random.Random(1)
        for number in range(count):
            pack(os.path.join(folder + ".tmp", "e%05d.zip" % number), generate.HEAD + generate.account(rng, number) + generate.TAIL)
        os.rename(folder + ".tmp", folder)
    with open(names, "w") as out:
        out.writelines(os.path.join(folder, name) + "\n" for name in sorted(os.listdir(folder)))
    return names


def part_batch(bench):
    count = 10000 if bench.full else 2000
    names = small_archives(bench, count)

    def many(jobs, *to):
        command = [bench.pinport, "convert", "-q", "--files-from", names, "-j", str(jobs), *to]
        return bench.measure.into(command) if to else bench.measure.once(*command)

    each = bench.measure.once("sh", "-c", 'head -n 200 "$2" | while read -r f; do "$1" convert -q "$f"; done', "sh", bench.pinport, names)
    rows = {"bundles, -j 1": many(1, "-o"), "bundles, -j 2": many(2, "-o"), "stream, -j 1": many(1), "stream, -j 2": many(2),
            "stream, a process for each": each}
    runs = rounds({name: (once, 5) for name, once in rows.items()}, 5)
    found = summary(runs, "bundles, -j 1")
    alone = found["stream, a process for each"]
    for what in ("wall", "cpu"):
        alone[what] *= count / 200
    faster = {what: common.ratio(runs, what + ", -j 1", what + ", -j 2") for what in ("bundles", "stream")}
    bench.results["batch"] = {"archives": count, "rows": found, "faster": faster}
    bench.tell(table("%d archives with one account each, output in memory, 5 rounds" % count, ["what", "time", "processor", "archives/s"],
                     [[name, seconds(r["wall"]), seconds(r["cpu"]), "%.0f" % (count / r["wall"])] for name, r in found.items()] +
                     [["%s: -j 2 is faster than -j 1" % what, "%.2f times" % times, "", ""] for what, times in faster.items()]))
    for what, times in faster.items():
        bench.target("times as fast with -j 2 as with -j 1, %s" % what, times, least=1.7)


def part_doubling(bench):
    """Processor time, the least of the rounds: what else runs on the machine only adds to it. Of one process: a second one,
    which only large documents have, would look like growth."""
    folder, rows, found = memory_folder(bench.folder), [], {}
    for name, (count, _, status) in doubling.CASES.items():
        paths = [doubling.archive(folder, name, n) for n in (count, 2 * count)]
        behind = ["-q", "-j", "1", "--limit", "ratio=1000000"]
        once, twice = rounds({n: (bench.measure.into([bench.pinport, "convert", path, "-o"], behind, (status,)), 5)
                              for n, path in enumerate(paths)}, 5).values()
        least = [min(r.cpu for r in runs) for runs in (once, twice)]
        found[name] = {"count": count, "once": least[0], "twice": least[1], "ratio": least[1] / least[0],
                       "rss": [max(r.rss for r in runs) for runs in (once, twice)]}
        rows.append([name, str(count), *map(seconds, least), "%.2f" % found[name]["ratio"], *map(megabytes, found[name]["rss"])])
        for path in paths:
            os.remove(path)
    shutil.rmtree(folder)
    bench.results["doubling"] = found
    bench.tell(table("Twice as much of one thing (bundles by one process; processor time, the least of 5 rounds)",
                     ["what", "n", "n", "2 n", "ratio", "memory, n", "memory, 2 n"], rows))
    bench.target("time for twice as much, the worst row (2, and 10 % for the measuring)", max(row["ratio"] for row in found.values()), 2.2)


PARTS = {"start": part_start, "sizes": part_sizes, "instructions": part_instructions, "files": part_files,
         "batch": part_batch, "doubling": part_doubling}


# ---- the end ----

def told_targets(targets):
    def bound(t):
        return ("at most %.4g%s" % (t["most"], t["unit"])) if t["least"] is None else "at least %.4g" % t["least"]
    return table("Targets", ["target", "wanted", "measured", "met"],
                 [[t["target"], bound(t), "%.2f%s" % (t["value"], t["unit"]), "yes" if t["met"] else "NO"] for t in targets])


def machine(pinport):
    with open("/proc/cpuinfo") as info:
        model = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), platform.machine())
    return ("%s, %d processors, Linux %s; pinport %s; %s."
            % (model, os.cpu_count(), platform.release().split("-")[0], have(pinport, "--version").split("\n")[0].split(" ", 1)[-1],
               ", ".join("%s %s" % (name, version) for name, version in guard.versions(pinport).items() if name != "machine")))


def measured(name, bench):
    before = os.getloadavg()[0]
    PARTS[name](bench)
    return {"report": bench.report, "targets": bench.targets, "data": bench.results, "load": [before, os.getloadavg()[0]],
            "program": guard.fingerprint(bench.pinport)}


def whole_report(pinport, parts):
    """All parts in their order, whenever they were measured."""
    parts = [(name, parts[name]) for name in PARTS if name in parts]
    loads = ", ".join("%s %.1f to %.1f" % (name, *part["load"]) for name, part in parts)
    out = [machine(pinport), "Load of the machine (processes that want to run) before and after each part: %s." % loads]
    if len({part["program"] for _, part in parts}) > 1:
        out.append("The parts were not measured with the same build of pinport.")
    out.append(told_targets([target for _, part in parts for target in part["targets"]]))
    return "\n".join(out + [text for _, part in parts for text in part["report"]])


def write_between(path, text):
    with open(path) as file:
        before, rest = file.read().split(MARKS[0])
    with open(path, "w") as out:
        out.write(before + MARKS[0] + "\n" + text + "\n" + MARKS[1] + rest.split(MARKS[1])[1])


def main():
    pinport, tools, folder = (os.path.abspath(path) for path in sys.argv[1:4])
    kept, parts, above = os.path.join(folder, "results.json"), {}, 0
    os.makedirs(folder, exist_ok=True)
    if os.path.exists(kept):
        with open(kept) as file:
            parts = json.load(file)
    for name in sys.argv[4:] or PARTS:
        bench = Bench(pinport, tools, folder, bool(os.environ.get("FULL")))
        parts[name] = measured(name, bench)
        above += bench.above_guard
        with open(kept, "w") as out:
            json.dump(parts, out, indent=1)
            out.write("\n")
    report = whole_report(pinport, parts)
    with open(os.path.join(folder, "results.md"), "w") as out:
        out.write(report + "\n")
    if os.environ.get("WRITE"):
        write_between(os.environ["WRITE"], report)
    print(told_targets([target for part in parts.values() for target in part["targets"]]))
    print("\nin %s: results.json, results.md" % os.path.relpath(folder))
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
