#!/bin/sh
# usage: tests/scripts.sh
# Every shell script of the repository passes shellcheck.
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0
failed=0
for script in .ci/run $(find tests -name '*.sh' -not -path '*/node_modules/*' | LC_ALL=C sort); do
	if shellcheck -S warning -e SC1091 "$script"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
