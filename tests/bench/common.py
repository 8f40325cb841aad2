"""What the parts of the benchmark share: data, running a command, tables. SPDX-License-Identifier: MIT"""
import collections, hashlib, os, shutil, statistics, subprocess, sys, tempfile, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCHEMA = os.path.join(ROOT, "schemas", "pinpoint-export-1.xsd")
Run = collections.namedtuple("Run", "wall cpu rss")


# ---- data ----

def pack(path, text, others=()):
    """One deflated entry first, with its sizes in its local header, as floor.c wants it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("profiles.xml"), text, zipfile.ZIP_DEFLATED)
        for name, data in others:
            archive.writestr(zipfile.ZipInfo(name), data)


def made_once(folder):
    """Below FOLDER, for what generate.py in its present state makes."""
    with open(os.path.join(HERE, "generate.py"), "rb") as file:
        path = os.path.join(folder, hashlib.sha256(file.read()).hexdigest()[:8])
    os.makedirs(path, exist_ok=True)
    return path


def export(folder, size):
    """An export of that size and the archive with it, made once, and the bytes of the first."""
    xml = os.path.join(made_once(folder), size + ".xml")
    archive = xml[:-4] + ".zip"
    if not os.path.exists(archive):
        with open(xml + ".tmp", "wb") as out:
            subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), size], stdout=out, check=True)
        os.rename(xml + ".tmp", xml)
        with zipfile.ZipFile(archive + ".tmp", "w", zipfile.ZIP_DEFLATED) as out:
            out.write(xml, "profiles.xml")
        os.rename(archive + ".tmp", archive)
    return xml, archive, os.path.getsize(xml)


def in_memory(need):
    """Whether there is a folder in memory that so many bytes may fill, with half of what is free left to others."""
    with open("/proc/meminfo") as info:
        free = next(int(line.split()[1]) * 1024 for line in info if line.startswith("MemAvailable"))
    return os.access("/dev/shm", os.W_OK) and need < free / 2


def memory_folder(otherwise, need=0):
    """A new folder in memory if that can be, so that no disk is measured."""
    return tempfile.mkdtemp(prefix="pinport-bench-", dir="/dev/shm" if in_memory(need) else otherwise)


# ---- running ----

class Measure:
    """Runs commands through tools/measure."""

    def __init__(self, tools, folder):
        self.program, self.told, self.folder = os.path.join(tools, "measure"), os.path.join(folder, "measured"), folder

    def run(self, command, status=(0,), stdin=None):
        """Wall and processor seconds, and the largest resident set in KiB, of one command."""
        with open(stdin or os.devnull, "rb") as source:
            subprocess.run([self.program, self.told, *command], stdin=source, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=True)
        with open(self.told) as told:
            code, wall, cpu, rss = map(int, told.read().split())
        if code not in status:
            sys.exit("exit status %d: %s" % (code, " ".join(command)))
        return Run(wall / 1e9, cpu / 1e6, rss)

    def once(self, *command, **options):
        return lambda: self.run(list(command), **options)

    def into(self, command, behind=(), status=(0,), need=0):
        """The command with a new folder at its end, removed when the clock has stopped."""
        def once():
            folder = memory_folder(self.folder, need)
            try:
                return self.run([*command, os.path.join(folder, "out"), *behind], status)
            finally:
                shutil.rmtree(folder)
        return once


def rounds(rows, count):
    """rows: name -> (function that runs it once, at most so many rounds). name -> runs, None where left out.
    All rows take their turn in every round: what the machine is doing besides hits all of them."""
    runs = {name: [] for name in rows}
    for number in range(count):
        for name, (once, most) in rows.items():
            runs[name].append(once() if number < most else None)
    return runs


def ratio(runs, one, other, what="wall"):
    """The median of one/other, taken within each round."""
    return statistics.median(getattr(a, what) / max(getattr(b, what), 1e-4)
                             for a, b in zip(runs[one], runs[other]) if a is not None and b is not None)


def summary(runs, base):
    """Medians; ratios to `base` are taken within a round."""
    out = {}
    for name, row in runs.items():
        row = [a for a in row if a is not None]
        out[name] = {"wall": statistics.median(a.wall for a in row), "cpu": statistics.median(a.cpu for a in row),
                     "ratio": ratio(runs, name, base), "cpuRatio": ratio(runs, name, base, "cpu"),
                     "rss": max(a.rss for a in row), "rounds": len(row)}
    return out


def have(*command):
    """What it prints, "" when there is no such command."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode()
    except OSError:
        return ""


# ---- telling ----

def seconds(value):
    return "%.2f ms" % (value * 1000) if value < 0.01 else "%.1f ms" % (value * 1000) if value < 1 else "%.2f s" % value


def megabytes(kib):
    return "%.1f MB" % (kib * 1024 / 1e6)


def table(title, head, rows):
    """Markdown that is readable as it is."""
    width = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]

    def line(row):
        return "| " + " | ".join(row[i].ljust(width[i]) if i == 0 else row[i].rjust(width[i]) for i in range(len(row))) + " |"

    return "\n".join(["", "### " + title, "", line(head),
                      "|" + "|".join("-" * (w + 1) + ("-" if i == 0 else ":") for i, w in enumerate(width)) + "|",
                      *map(line, rows)])
