#!/bin/sh
# usage: tests/fuzz/coverage.sh BUILD FUZZING TARGET…
# What the corpora and seeds below FUZZING reach of each folder, by clang's source-based coverage. What runs in a
# child without memory (fault.h) is not counted.
set -eu
cd "$(dirname "$0")/../.."
build=$(realpath "$1") fuzzing=$(realpath "$2")
shift 2
memory=$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")
TMPDIR=$(mktemp -d "$memory/fuzz.XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM
objects=
for target; do
	LLVM_PROFILE_FILE=$build/$target.profraw "$build/$target" -runs=0 -timeout=20 "$fuzzing/corpus/$target" \
		"$fuzzing/seeds/${target#fuzz_}" >"$build/$target.log" 2>&1 || tail -n 5 "$build/$target.log"
	objects="$objects -object $build/$target"
done
llvm-profdata merge -o "$build/all.profdata" "$build"/*.profraw
# shellcheck disable=SC2086 # a list
llvm-cov export -summary-only -instr-profile="$build/all.profdata" $objects >"$build/coverage.json"
python3 - "$build/coverage.json" <<'END'
import collections, json, os, sys
folders = collections.defaultdict(lambda: [0, 0, 0, 0])
for file in json.load(open(sys.argv[1]))["data"][0]["files"]:
    where = file["filename"].rpartition("converter/")[2]
    if where == file["filename"] and "converter/" not in file["filename"]:
        continue
    for name in (os.path.dirname(where) or ".", "total"):
        for i, (kind, what) in enumerate([("regions", "covered"), ("regions", "count"), ("lines", "covered"), ("lines", "count")]):
            folders[name][i] += file["summary"][kind][what]
print("%-10s %16s %20s" % ("folder", "regions", "lines"))
for name in sorted(folders, key=lambda n: (n == "total", n)):
    r, rs, l, ls = folders[name]
    print("%-10s %6d/%-6d %3d%% %8d/%-6d %3d%%" % (name, r, rs, 100 * r // max(rs, 1), l, ls, 100 * l // max(ls, 1)))
END
