#!/usr/bin/python3
"""usage: tests/coverage/report.py COVERAGE.json [WORD…]

Prints what gcov counted (gcovr's JSON): per folder, what is not reached under its reason from reasons.txt beside this
file, and what has no reason. Fails below the floors, and for an entry of reasons.txt that excuses nothing. With WORDs:
only every line of files whose path contains one that is not reached, or left by fewer ways than it has.

reasons.txt: a line without indent is a reason, below it, indented, what it holds for: a file below converter/, then
functions as `name()`, or patterns between slashes that are searched in the source line. A reason that begins with
`sometimes` may be reached, as chance has it. SPDX-License-Identifier: MIT
"""
import bisect, collections, fnmatch, json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LINES, BRANCHES = 95.0, 85.0
TOP = "converter/"


class Source:
    """One file: its lines, and what of them was counted."""

    def __init__(self, counted):
        self.name = counted["file"].removeprefix(TOP)
        with open(os.path.join(ROOT, counted["file"]), encoding="utf-8") as file:
            self.text = [""] + file.read().splitlines()
        functions = sorted((f["lineno"], f["name"]) for f in counted["functions"])
        self.starts, self.functions = [f[0] for f in functions], [f[1] for f in functions]
        self.lines, self.ways = {}, {}
        if counted["lines"] and counted["lines"][-1]["line_number"] >= len(self.text):
            sys.exit("report.py: %s has changed since it was counted: make coverage again" % self.name)
        for line in counted["lines"]:
            if line["gcovr/noncode"]:
                continue
            at = line["line_number"]
            self.lines[at] = self.lines.get(at, 0) + line["count"]
            ways = [b["count"] for b in line["branches"]]
            old = self.ways.get(at)
            self.ways[at] = [a + b for a, b in zip(old, ways)] if old and len(old) == len(ways) else old or ways

    def function(self, at):
        before = bisect.bisect_right(self.starts, at)
        return self.functions[before - 1] if before else ""

    def missing(self):
        """(line number, is the line itself missing, branches missing)"""
        for at in sorted(self.lines):
            ways = self.ways[at].count(0)
            if self.lines[at] == 0 or ways:
                yield at, self.lines[at] == 0, ways


class Entry:
    """One function or pattern of one file, with its reason."""

    def __init__(self, reason, name, what):
        self.reason, self.name, self.what, self.lines, self.ways = reason, name, what, 0, 0
        self.pattern = None if what.endswith("()") else re.compile(what[1:-1])

    def excuses(self, source, at):
        if not fnmatch.fnmatchcase(source.name, self.name):
            return False
        if self.pattern is None:
            return source.function(at) + "()" == self.what
        return bool(self.pattern.search(source.text[at]))


def entries(path):
    reason = ""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith(("\t", "#")):
                reason = line.strip()
            elif line.startswith("\t"):
                words = re.findall(r"/(?:[^/\\]|\\.)+/|\S+", line.partition(":")[2])
                for word in words:
                    yield Entry(reason, line.partition(":")[0].strip(), word)


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def totals(sources):
    """Per folder: lines, reached lines, branches, taken branches."""
    sums = collections.defaultdict(lambda: [0, 0, 0, 0])
    for source in sources:
        ways = [count for all_ways in source.ways.values() for count in all_ways]
        counts = (len(source.lines), sum(c > 0 for c in source.lines.values()), len(ways), sum(c > 0 for c in ways))
        for folder in (os.path.dirname(source.name), "*"):
            sums[folder] = [a + b for a, b in zip(sums[folder], counts)]
    return sums


def show_file(source):
    for at, dead, ways in source.missing():
        print("%s:%d\t%s\t%s%s" % (source.name, at, source.function(at),
                                  "---" if dead else "%d/%d" % (ways, len(source.ways[at])), source.text[at]))


def sort_out(sources, reasons):
    """Gives each missing line to the first entry that excuses it; what is left has no reason."""
    left = []
    for source in sources:
        for at, dead, ways in source.missing():
            found = [e for e in reasons if e.excuses(source, at)]
            for entry in found[:1]:
                entry.lines += dead
                entry.ways += ways
            for entry in found[1:]:
                entry.ways += 0.001   # used all the same
            if not found:
                left.append((source, at, dead, ways))
    return left


def show_reasons(reasons, left):
    by_reason = collections.defaultdict(list)
    for entry in reasons:
        by_reason[entry.reason].append(entry)
    for reason, held in by_reason.items():
        print("\n%d lines, %d branches: %s" % (sum(e.lines for e in held), int(sum(e.ways for e in held)), reason))
        files = collections.defaultdict(list)
        for entry in held:
            files[entry.name].append(entry.what)
        for name, what in files.items():
            print("  %s: %s" % (name, " ".join(what)))
    show_left(left)


def show_left(left):
    """Lines one by one; branches as line numbers, with how many ways are not taken."""
    print("\n%d lines, %d branches: without a reason" % (sum(d for _, _, d, _ in left), sum(w for *_, w in left)))
    ways = collections.defaultdict(list)
    for source, at, dead, missing in left:
        if dead:
            print("  %s:%d %s(): %s" % (source.name, at, source.function(at), source.text[at].strip()))
        elif missing:
            ways[source.name].append("%d" % at if missing == 1 else "%d(%d)" % (at, missing))
    print("  ways not taken, by line:")
    for name, lines in sorted(ways.items()):
        print("  %s: %s" % (name, " ".join(lines)))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.splitlines()[0])
    with open(sys.argv[1], encoding="utf-8") as file:
        sources = [Source(f) for f in json.load(file)["files"]]
    if sys.argv[2:]:
        for source in sources:
            if any(word in source.name for word in sys.argv[2:]):
                show_file(source)
        return 0
    reasons = list(entries(os.path.join(HERE, "reasons.txt")))
    show_reasons(reasons, sort_out(sources, reasons))
    sums = totals(sources)
    print("\n%-14s %8s %8s" % ("folder", "lines", "branches"))
    for folder in sorted(sums):
        lines, reached, ways, taken = sums[folder]
        if folder != "*":
            print("%-14s %6.1f %% %6.1f %%" % (folder or ".", percent(reached, lines), percent(taken, ways)))
    stale = [e for e in reasons if not e.lines and not e.ways and not e.reason.startswith("sometimes")]
    for entry in stale:
        print("FAIL reasons.txt: %s: %s excuses nothing: take it off the list" % (entry.name, entry.what))
    lines, reached, ways, taken = sums["*"]
    print("lines %.1f %% (at least %.0f), branches %.1f %% (at least %.0f)"
          % (percent(reached, lines), LINES, percent(taken, ways), BRANCHES))
    return 1 if stale or percent(reached, lines) < LINES or percent(taken, ways) < BRANCHES else 0


if __name__ == "__main__":
    sys.exit(main())
