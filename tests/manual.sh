#!/bin/sh
# usage: tests/manual.sh PINPORT
# The manual is what the program's tables say, and mandoc finds nothing wrong with it.
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0
failed=0
check() {
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $*"; fi
}
page=$(mktemp)
trap 'rm -f "$page"' EXIT
"$1" help --mdoc >"$page"
check cmp "$page" docs/pinport.1
lint() { ! mandoc -T lint -W warning docs/pinport.1 | grep .; }
check lint
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
