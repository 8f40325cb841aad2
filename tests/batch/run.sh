#!/bin/bash
# usage: tests/batch/run.sh PINPORT
# Many archives in one run: the same bytes for any -j, one archive's crash costs that archive alone, an interrupted
# run can be gone on with. Ends with "N passed, N failed". FULL=1 takes 10,000 archives and measures -j 2; SEED=N
# changes when runs are killed. In memory if there is such a place: syncs cost nothing there.
# SPDX-License-Identifier: MIT
set -u
export LC_ALL=C
[ $# -eq 1 ] || { echo "usage: run.sh PINPORT" >&2; exit 2; }
pinport=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
count=300
[ -z "${FULL-}" ] || count=10000
RANDOM=${SEED-1}
[ -n "${TMPDIR-}" ] || [ ! -w /dev/shm ] || export TMPDIR=/dev/shm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0

ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; }
check() { # WHAT COMMAND…
	local what=$1
	shift
	if "$@" >check.log 2>&1; then ok; else bad "$what"; head -n 10 check.log; fi
}
same() { check "$1: $2 and $3 differ" diff -r "$2" "$3"; }
status() { check "$1: exit status $2, not $3" [ "$2" -eq "$3" ]; }
nothing_left() { check "$1: a working folder is left" sh -c "! ls -A '$2' | grep -q tmp"; }

run() { # NAME ARGUMENTS…: leaves NAME.out, NAME.err, NAME.status
	local name=$1
	shift
	"$pinport" "$@" >"$name.out" 2>"$name.err"
	echo $? >"$name.status"
}

"$here/make.py" "$count" in
ls in/*.zip >list

echo "== the same for any number of workers"
for jobs in 1 2 3; do
	for way in "bundles -o out --summary json" "stream -f json" "zip -o out.zip" "dry -o out --dry-run --summary text"; do
		read -r name options <<<"$way"
		[ "$name" = bundles ] || [ -z "${FULL-}" ] || continue
		mkdir -p "$name.$jobs"
		# shellcheck disable=SC2086 # words
		(cd "$name.$jobs" && run run convert $options -j "$jobs" --files-from ../list.up)
	done
	mkdir -p "check.$jobs"
	(cd "check.$jobs" && run run validate -j "$jobs" --files-from ../list.up --max-errors 100)
done 2>/dev/null
