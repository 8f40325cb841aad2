#!/bin/sh
# usage: tests/conformance.sh
# docs/CONFORMANCE.md has a row for every rule of schemas/editions.yaml, and for nothing else.
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0
failed=0
for rule in $(sed -n '/^rules:/,/^steps:/s/^  - id: //p' schemas/editions.yaml); do
	if grep -q "^| $rule: " docs/CONFORMANCE.md; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL no row for $rule"; fi
done
for rule in $(sed -n 's/^| \([A-Za-z][A-Za-z0-9_.-]*\): .*/\1/p' docs/CONFORMANCE.md); do
	grep -q "^  - id: $rule\$" schemas/editions.yaml || { failed=$((failed + 1)); echo "FAIL no rule $rule"; }
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
