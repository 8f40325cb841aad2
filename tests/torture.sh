#!/bin/bash
# usage: tests/torture.sh BUILD
# What takes longer than make check: all fixtures under valgrind, the hostile archives in the release build
# (512 MB of address space, 20 s each), under the sanitizers, with each system call judged, and mutated;
# threads under ThreadSanitizer; instructions against their record; every fault position. Each part prints
# its own counts and its time; the last line adds them up. MEMORY=N and PAIRS=N limit the positions of tests/faults/sweep.sh.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "$1")
passed=0 failed=0
part() {
	local name=$1 line start=$SECONDS
	shift
	echo "== $name"
	"$@" >"$build/torture.log" 2>&1
	line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$build/torture.log" | tail -n 1)
	line=${line:-0 passed, 1 failed}
	tail -n 20 "$build/torture.log"
	passed=$((passed + ${line%% *}))
	failed=$((failed + $(echo "$line" | sed 's/.*, \([0-9]*\) failed/\1/')))
	echo "   ($((SECONDS - start)) s)"
}

# The exit status of a worker process is seen by its parent alone, so the logs count, too.
under_valgrind() {
	local logs=$build/valgrind line wrong
	rm -rf "$build/valgrind"
	mkdir -p "$logs"
	cat >"$build/under-valgrind" <<-EOF
	#!/bin/sh
	exec valgrind -q --log-file="$logs/%p" --suppressions="$PWD/tests/valgrind.supp" --error-exitcode=99 \\
		--leak-check=full --errors-for-leak-kinds=definite "$build/pinport" "\$@"
	EOF
	chmod +x "$build/under-valgrind"
	line=$(/usr/bin/python3 tests/run --program "$build/under-valgrind" | tee /dev/stderr | tail -n 1)
	wrong=$(grep -rl '^==' "$logs" | wc -l)
	grep -rh '^==' "$logs" | head -n 60
	echo "command lines under valgrind: $(find "$logs" -type f | wc -l), with findings: $wrong"
	line=${line#*: }
	echo "${line%% *} passed, $(($(echo "$line" | sed 's/.*, \([0-9]*\) failed/\1/') + wrong)) failed"
}

make --no-print-directory BUILD="$build" all sanitized
/usr/bin/python3 tests/run --pack fixtures/good/korea-html "$build/sample.zip"
part "fixtures under valgrind" under_valgrind
part "hostile archives, 512 MB and 20 s each" tests/hostile/run.sh "$build/pinport"
part "hostile archives, sanitized" env HOSTILE_MEMORY=unlimited tests/hostile/run.sh "$build/sanitized/pinport"
part "hostile archives, each system call judged" tests/strace/run.sh --hostile "$build/pinport"
make --no-print-directory BUILD="$build/threads" CFLAGS="-O1 -g" SAN=-fsanitize=thread all
part "with a thread as without, under ThreadSanitizer" /usr/bin/python3 tests/ahead.py "$build/threads/pinport" --slow
part "with a thread as without, sanitized" /usr/bin/python3 tests/ahead.py "$build/sanitized/pinport" --slow
part "mutated archives, sanitized" /usr/bin/python3 tests/hostile/mutate.py "$build/sanitized/pinport" 3000
part "mutated archives" /usr/bin/python3 tests/hostile/mutate.py "$build/pinport" 3000 2
part "instructions per byte of XML" /usr/bin/python3 tests/bench/guard.py "$build/pinport" "$build/bench/data"
part "every fault position" tests/faults/sweep.sh --full "$build/pinport" "$build/sample.zip"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
