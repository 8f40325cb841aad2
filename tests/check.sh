#!/bin/bash
# usage: tests/check.sh BUILD [WITHOUT]
# Runs every suite but those whose name matches the pattern WITHOUT, as many at a time as there are processors (LANES=N:
# N), adds up their closing lines, and ends with "N passed, N failed".
# A suite is a line of suites.sh: its name, then its command. Each prints "N passed, N failed" somewhere in its last lines;
# one that prints none, or fails without counting, is one failure. Its log stays in BUILD/suites.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
without=${2-}
lanes=${LANES:-$(nproc)}
logs=$build/suites
passed=0 failed=0 running=0
declare -A names=()   # of those that run, by process
rm -rf "$logs"
mkdir -p "$logs"

log_of() { printf '%s/%s.log' "$logs" "${1//[^a-zA-Z0-9]/-}"; }

suite() {
	local name=$1 log
	shift
	[[ -z $without ]] || ! grep -qxE "$without" <<<"$name" || return 0
	while ((running >= lanes)); do collect; done
	log=$(log_of "$name")
	{
		start=$SECONDS
		"$@" >"$log" 2>&1
		echo "$? $((SECONDS - start))" >"$log.end"
	} &
	names[$!]=$name
	running=$((running + 1))
}

# Waits for one that ends.
collect() {
	local pid name log line status=1 took=0 p=0 f=0
	wait -n -p pid
	name=${names[$pid]} log=$(log_of "${names[$pid]}")
	unset "names[$pid]"
	running=$((running - 1))
	[[ ! -f $log.end ]] || read -r status took <"$log.end"
	line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
	if [[ -n $line ]]; then
		p=${line%% *} f=${line#*, } f=${f% *}
	elif ((status == 0)); then
		p=1
	fi
	((status == 0 || f > 0)) || f=1
	passed=$((passed + p)) failed=$((failed + f))
	printf '== %s\n' "$name"
	((f == 0 && status == 0)) || tail -n 60 "$log"
	printf '   %d passed, %d failed (%d s)\n' "$p" "$f" "$took"
}

# All that were begun are done: what follows needs them.
settled() {
	while ((running > 0)); do collect; done
}

unit() {
	local where=$1 test p=0 f=0
	for test in "$where"/tests/test_*; do
		[[ -x $test && ! -d $test && $test != *.d ]] || continue
		"$test" >"$test.log" 2>&1 || cat "$test.log"
		p=$((p + $(grep -c '^\[       OK' "$test.log")))
		f=$((f + $(grep -c '^\[  FAILED  \] [a-z_0-9]*$' "$test.log")))
		grep -q 'tests(s) run\|test(s) run' "$test.log" || { echo "did not finish: $test"; f=$((f + 1)); }
	done
	echo "$p passed, $f failed"
	((f == 0))
}

# shellcheck source=tests/suites.sh
. tests/suites.sh
settled
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
