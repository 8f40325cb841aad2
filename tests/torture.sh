#!/bin/bash
# usage: tests/torture.sh BUILD
# What takes longer than make check: every fault position, the hostile archives under the sanitizers and
# mutated, all fixtures under valgrind. Each part prints its own counts; the last line adds them up.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
passed=0 failed=0
part() {
	local name=$1 line
	shift
	echo "== $name"
	"$@" >"$build/torture.log" 2>&1
	line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$build/torture.log" | tail -n 1)
	tail -n 20 "$build/torture.log"
	passed=$((passed + ${line%% *}))
	failed=$((failed + $(echo "${line:-0 passed, 1 failed}" | sed 's/.*, \([0-9]*\) failed/\1/')))
}
make --no-print-directory all sanitized
python3 tests/run --pack fixtures/good/korea-html "$build/sample.zip"
cat >"$build/under-valgrind" <<EOF
#!/bin/sh
exec valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$(realpath "$build/pinport")" "\$@"
EOF
chmod +x "$build/under-valgrind"
part "fixtures under valgrind" tests/run --program "$build/under-valgrind"
part "hostile archives, sanitized" tests/hostile/run.sh "$build/sanitized/pinport"
part "mutated archives, sanitized" python3 tests/hostile/mutate.py "$build/sanitized/pinport" 3000
part "every fault position" tests/faults/sweep.sh --full "$build/pinport" "$build/sample.zip"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
