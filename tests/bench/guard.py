#!/usr/bin/python3
"""Fails when pinport needs more instructions per byte of XML, or to start, than guard.json allows.

usage: tests/bench/guard.py PINPORT FOLDER [--update]     FOLDER: for the exports that are read; --update writes guard.json

One export of 10 KB and one of 1 MB under callgrind. The figures hold for the compiler and libraries that guard.json names;
with others they are told, not judged. Hashing is not counted (see callgrind.py). Ends with "N passed, N failed".
SPDX-License-Identifier: MIT
"""
import hashlib, json, os, sys

sys.dont_write_bytecode = True

import callgrind, common

PACKAGES = ["libc6", "libxml2", "libzip4", "zlib1g", "libutf8proc2", "libyaml-0-2", "libjansson4", "libssl3"]
GUARD = os.path.join(common.HERE, "guard.json")


def versions(pinport):
    """What the figures depend on besides pinport; the compiler as the program itself names it in its debug information."""
    out = {"machine": os.uname().machine}
    comment = common.have("readelf", "-p", ".comment", pinport)
    out["compiler"] = comment.rsplit("]", 1)[-1].strip() if "]" in comment else "unknown"
    for package in PACKAGES:
        out[package] = common.have("dpkg-query", "-W", "-f", "${Version}", package) or "unknown"
    return out


def fingerprint(pinport):
    """Of the program itself."""
    with open(pinport, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:12]


def measure(pinport, folder):
    small, large = common.export(folder, "10K"), common.export(folder, "1M")
    figures = {}
    for name, way in callgrind.ways(pinport).items():
        each, start = callgrind.per_byte(way, small, large)
        figures[name] = {"perByte": round(sum(each.values()) - each.get("SHA-256", 0), 2), "start": round(start)}
    return figures


def judge(pinport, figures):
    """Lines to print, and how many passed and failed."""
    with open(GUARD) as file:
        guard = json.load(file)
    more, passed, failed, lines = 1 + guard["allowedPercent"] / 100, 0, 0, []
    for name, figure in figures.items():
        for what, unit in (("perByte", "%.1f a byte"), ("start", "%.0f to start")):
            was, now = guard["figures"][name][what], figure[what]
            good = now <= was * more
            passed, failed = passed + good, failed + (not good)
            lines.append(("%-4s %-16s " + unit + ", recorded " + unit.split()[0] + " (%+.1f %%)")
                         % ("ok" if good else "FAIL", name, now, was, 100 * (now / was - 1)))
    now = versions(pinport)
    other = ["%s %s, recorded with %s" % (name, now[name], was) for name, was in guard["versions"].items() if now.get(name) != was]
    if other:
        return lines + ["not judged, the figures are of other versions: " + "; ".join(other)], 0, 0
    return lines, passed, failed


def main():
    pinport, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    if not common.have("valgrind", "--version"):
        print("valgrind is not installed: nothing is measured\n0 passed, 0 failed")
        return 0
    os.makedirs(folder, exist_ok=True)
    figures = measure(pinport, folder)
    if sys.argv[3:] == ["--update"]:
        with open(GUARD, "w") as out:
            json.dump({"allowedPercent": 3, "versions": versions(pinport), "figures": figures}, out, indent=1)
            out.write("\n")
        print("written: guard.json")
    lines, passed, failed = judge(pinport, figures)
    print("\n".join(lines))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
