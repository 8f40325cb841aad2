#!/bin/sh
# usage: tests/fuzz/run.sh BUILD SECONDS TARGET…
# Runs each target for SECONDS on a corpus that begins with the fixtures; findings stay in BUILD/findings.
set -eu
cd "$(dirname "$0")/../.."
build=$1 seconds=$2
shift 2
mkdir -p "$build/findings" "$build/seeds"
python3 tests/fuzz/seeds.py "$build/seeds"
failed=0 passed=0
for target; do
	make --no-print-directory BUILD="$build" CC=clang CFLAGS="-O1 -g" \
		SAN="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all" "$build/$target"
	mkdir -p "$build/corpus/$target"
	log="$build/$target.log"
	echo "== $target"
	if (cd "$build" && "$OLDPWD/$build/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
		-artifact_prefix=findings/"$target"- "corpus/$target" "seeds/${target#fuzz_}") >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		tail -n 30 "$log"
	fi
	grep -E '^#[0-9]+.*DONE|cov:' "$log" | tail -n 1
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
