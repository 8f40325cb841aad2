#!/bin/sh
# Runs `PINPORT convert` on every hostile, odd and honest input of make.py and
# judges what comes of it: exit status, diagnostic, output or none, nothing
# left behind or written elsewhere, within 512 MB and 20 seconds.
# SPDX-License-Identifier: MIT
#
# usage: run.sh PINPORT [WORD…]     WORD: only cases whose name contains it
#   HOSTILE_MEMORY  in KiB, or "unlimited" (for the address sanitizer)
#   HOSTILE_KEEP    a folder to work in, which is kept
# Options and statuses are lists and patterns on purpose; dash and bash have ulimit -v.
# shellcheck disable=SC2010,SC2086,SC2254,SC3045
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
memory=${HOSTILE_MEMORY:-524288}
work=${HOSTILE_KEEP:-$(mktemp -d -t hostile.XXXXXX)}
mkdir -p "$work"
test -n "${HOSTILE_KEEP:-}" || trap 'rm -rf "$work"' EXIT
passed=0 failed=0 options=
tab=$(printf '\t')
export LC_ALL=C.UTF-8

fail() {
	echo "FAIL $name: $*"
	sed 's/^/    /; 5q' "$work/stderr" | cut -c1-300
	good=false
}

# convert METHOD INPUT: in an empty folder of its own; the status is in $status
convert() {
	rm -rf "$work/run"
	mkdir "$work/run"
	case $1 in
	pipe) set -- cat "$2" - ;;
	*) set -- true "$2" "$2" ;;
	esac
	(
		cd "$work/run" || exit 99
		"$1" "$2" 2>/dev/null | (
			ulimit -v "$memory"
			timeout -k 2 20 "$program" convert $options -o out -- "$3" >"$work/stdout" 2>"$work/stderr"
		)
	)
	status=$?
}

# What must not depend on how an export is packed: profiles and records.
content() {
	(cd "$1" && find . \( -path './*/profiles/*' -o -path './*/records/*' \) -type f | sort | xargs -r -d '\n' sha256sum)
}

# The cases that others are compared with.
controls() {
	for other in control $(cut -f 5 "$work/cases/cases.tsv" | sed -n 's/^same //p' | sort -u); do
		convert path "$work/cases/$other.zip"
		content "$work/run/out" >"$work/control.$other"
		test "$status" = 0 && test -s "$work/control.$other" && continue
		echo "$other does not convert (exit $status):"
		cat "$work/stderr"
		exit 2
	done
}

wanted() {
	test $# -eq 0 && return 0
	for word; do
		case $name in *"$word"*) return 0 ;; esac
	done
	return 1
}

check_output() {
	case $kind in
	same)
		test -d "$work/run/out" || { fail "no output"; return; }
		content "$work/run/out" >"$work/content"
		cmp -s "$work/content" "$work/control.$other" || fail "its profiles or records differ from those of $other"
		;;
	text)
		test "$status" = 0 || return
		said=$(python3 "$here/texts.py" "$work/run/out/4711" "$work/cases/$other" "$work/plain" 2>&1) || fail "$said"
		;;
	none)
		test -e "$work/run/out" && test -n "$(ls -A "$work/run/out")" && fail "there is output: $(find "$work/run/out" | head -3)"
		;;
	esac
	left=$(ls -A "$work/run" | grep -v -x out)
	test -z "$left" || fail "left behind: $left"
	left=$(find "$work/run" -name '.*' ! -path "$work/run" | head -3)
	test -z "$left" || fail "left behind: $left"
}

check_messages() {
	test "$kind" = same || test "$kind" = text || grep -q -E -e "$regex" "$work/stderr" || fail "no diagnostic matches $regex"
	test "$tells" = - || grep -q "\[$tells\]" "$work/stderr" || fail "$tells is not told"
	grep -q "$(printf '[\001-\010\013-\037\177]')" "$work/stderr" && fail "control characters on stderr"
	test "$(wc -c <"$work/stderr")" -lt 20000000 || fail "too much on stderr"
}

python3 "$here/make.py" "$work/cases" || exit 2
controls
options="-f json"
convert path "$work/cases/control.zip"
mv "$work/run/out/4711" "$work/plain"
options=
find "$work/cases" -type f -size -1024k -exec sha256sum {} + | sort >"$work/before"

while IFS="$tab" read -r name how input allowed expect tells options <&3; do
	wanted "$@" || continue
	kind=${expect%% *} regex=${expect#* } other=${expect#* } good=true
	test "$expect" != same || other=control
	test "$options" != - || options=
	case $input in /*) ;; *) input=$work/cases/$input ;; esac
	convert "$how" "$input"
	case $status in $allowed) ;; *) fail "exit $status, expected $allowed" ;; esac
	check_output
	check_messages
	if $good; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done 3<"$work/cases/cases.tsv"

name=inputs good=true
: >"$work/stderr"
find "$work/cases" -type f -size -1024k -exec sha256sum {} + | sort | cmp -s - "$work/before" ||
	{ fail "inputs were changed"; failed=$((failed + 1)); }
echo "$passed passed, $failed failed"
test "$failed" -eq 0
