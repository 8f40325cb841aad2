#!/bin/sh
# usage: tests/fuzz/run.sh BUILD SECONDS TARGET…
# Runs each target, built before, for SECONDS on a corpus that begins with the fixtures and stays in BUILD/corpus.
# Findings stay in BUILD/findings.
set -eu
cd "$(dirname "$0")/../.."
build=$(realpath "$1") seconds=$2
shift 2
memory=$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")
TMPDIR=$(mktemp -d "$memory/fuzz.XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$build/findings"
rm -rf "$build/seeds"
python3 tests/fuzz/seeds.py "$build/seeds"
python3 tests/fuzz/dictionary.py "$build/dictionaries"
failed=0 passed=0
for target; do
	corpus=$build/corpus/$target log=$build/$target.log
	mkdir -p "$corpus"
	echo "== $target"
	if "$build/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
		-dict="$build/dictionaries/$target.dict" -artifact_prefix="$build/findings/$target-" \
		"$corpus" "$build/seeds/${target#fuzz_}" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		tail -n 30 "$log"
	fi
	grep -E '^#[0-9]+.*cov:' "$log" | tail -n 1
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
