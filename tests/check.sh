#!/bin/sh
# usage: tests/check.sh BUILD [WITHOUT]
# Runs every suite but those whose name matches the pattern WITHOUT, adds up
# their closing lines, and ends with "N passed, N failed".
# A suite is a line below: its name, then its command. Each prints "N passed, N failed"
# somewhere in its last lines; one that prints none, or fails without counting, is one failure.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
without=${2-}
passed=0
failed=0

suite() {
	name=$1
	shift
	[ -z "$without" ] || ! echo "$name" | grep -qxE "$without" || return 0
	printf '== %s\n' "$name"
	start=$(date +%s)
	"$@" >"$build/suite.log" 2>&1
	status=$?
	line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$build/suite.log" | tail -n 1)
	p=$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
	f=$(echo "$line" | sed -n 's/.*, \([0-9]*\) failed$/\1/p')
	[ -n "$line" ] || { p=0 f=0; [ $status -ne 0 ] || p=1; }
	[ $status -eq 0 ] || [ "${f:-0}" -gt 0 ] || f=1
	passed=$((passed + p))
	failed=$((failed + f))
	[ "${f:-0}" -eq 0 ] && [ $status -eq 0 ] || tail -n 60 "$build/suite.log"
	printf '   %d passed, %d failed (%d s)\n' "$p" "$f" "$(($(date +%s) - start))"
}

unit() {
	where=$1
	p=0 f=0
	for test in "$where"/tests/test_*; do
		[ -x "$test" ] && [ ! -d "$test" ] || continue
		case $test in *.d) continue ;; esac
		"$test" >"$test.log" 2>&1 || cat "$test.log"
		p=$((p + $(grep -c '^\[       OK' "$test.log")))
		f=$((f + $(grep -c '^\[  FAILED  \] [a-z_0-9]*$' "$test.log" || true)))
		grep -q 'tests(s) run\|test(s) run' "$test.log" || { echo "did not finish: $test"; f=$((f + 1)); }
	done
	echo "$p passed, $f failed"
	[ "$f" -eq 0 ]
}

. tests/suites.sh
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
